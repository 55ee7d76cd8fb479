"""The page of `kehoach view`: all is marked, linked and escaped; it works in a browser without a network."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import pytest

from kehoach_parser.export.annotations import Row, collect_marks, cut_lines
from kehoach_parser.export.view import render_page
from kehoach_parser.export.wording import plan_words
from kehoach_parser.models import Confirmed, Corrected, Settled

from .plans import TEXT, make_plan


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [value or "" for key, value in attrs if key in ("href", "src")]


def _text_of(rows: list[Row]) -> list[str]:
    return ["\t".join("".join(piece.text for piece in cell) for cell in row.cells) for row in rows]


def test_every_line_of_the_text_is_on_the_page_once_and_in_order() -> None:
    rows = cut_lines(TEXT, collect_marks(make_plan()))
    assert _text_of(rows) == [line for line in TEXT.split("\n") if line.strip()]


def test_pieces_carry_the_marks_that_cover_them() -> None:
    rows = cut_lines(TEXT, collect_marks(make_plan()))
    pieces = [piece for row in rows for cell in row.cells for piece in cell]
    marked = {piece.text: piece.kinds for piece in pieces}
    assert marked["Ít nhất 70%"] == ("target", "measure")
    assert marked["nhà văn hóa"] == ("target", "issue")
    assert marked["Công an tỉnh"] == ("assignment", "section", "agency")
    assert [piece.text for piece in pieces if "citation" in piece.kinds] == ["12/NQ-CP", "12/NQ-CP"]


def test_links_lead_somewhere_and_ids_are_unique() -> None:
    page = _Page(render_page(make_plan()))
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    for link in page.links:
        assert link.startswith("#"), f"the page loads {link}"
        assert link[1:] in page.ids, f"{link} leads nowhere"


def test_hostile_text_stays_text() -> None:
    page = render_page(make_plan())
    assert "<b>nhà văn hóa" not in page
    assert "<script>alert" not in page
    assert html.escape("<script>alert('x')</script>", quote=False).split("'")[0] in page
    assert _Page(page).tags.count("script") == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_languages_have_the_same_words(language: Any) -> None:
    words = plan_words()
    assert words["vi"].keys() == words["en"].keys()
    assert words[language]["outline"] in render_page(make_plan(), language=language)


def test_a_plan_without_its_text_gives_the_lists_alone() -> None:
    page = render_page(make_plan(text=None))
    assert "Nâng cao chất lượng" in page
    assert not re.search(r"data-ids=\"t-t1\".*</main>", page, re.S)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("no browser: apt-get install chromium chromium-driver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    session = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    yield session
    session.quit()


@pytest.mark.slow
def test_clicks_and_keys_in_a_browser(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(render_page(make_plan()), "utf-8")
    browser.get(page.as_uri())

    def flashed() -> list[str]:
        found = browser.find_elements("css selector", "main .flash")
        return [element.get_property("textContent") for element in found]

    browser.find_element("css selector", "a.entry#to-t-t2").click()
    assert flashed() == ["Nâng cao chất lượng"]
    body = browser.find_element("tag name", "body")
    body.send_keys("\ue00c")  # escape
    assert flashed() == []
    browser.find_element("css selector", "main h1, main").click()
    body.send_keys("k")
    assert "".join(flashed()) == "Ít nhất 70% số xã có <b>nhà văn hóa</b>; tăng 5 - 10% lượt khách"
    body.send_keys("/")
    browser.switch_to.active_element.send_keys("nang cao")
    shown = browser.find_elements("css selector", "aside li.target:not([hidden])")
    assert [item.text.split("\n")[0] for item in shown] == ["I Nâng cao chất lượng"]
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_says_its_shortcuts(language: Literal["vi", "en"]) -> None:
    page = render_page(make_plan(), language=language)
    assert plan_words()[language]["shortcuts"] in page
    assert "built-in method" not in page


def test_the_page_says_what_people_corrected() -> None:
    plan = make_plan()
    target = plan.targets[0]
    note = Corrected.model_validate({"field": "low", "from": 60, "by": "An <b>", "at": "2026-11-30T10:00:00Z"})
    measure = target.measures[0].model_copy(update={"corrected": (note,)})
    seen = target.model_copy(update={"measures": (measure,), "confirmed": Confirmed(by="Bình", at="2026-11-30")})
    settled = Settled(code="unit", message="?", by="An", at="2026-11-30T10:00:00Z", why="đúng")
    page = render_page(plan.model_copy(update={"targets": (seen,), "settled": (settled,)}))
    assert "✎ đính chính (An &lt;b&gt;)" in page
    assert "✓ đã xác nhận (Bình)" in page
    assert "Đã giải quyết" in page
    assert "✎" not in render_page(plan)
