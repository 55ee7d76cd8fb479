"""The page of a plan with the pictures of its PDF: drawn once, bounded, tied to the text, usable on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kehoach_parser import cli, parse
from kehoach_parser.export.page_pictures import draw_pages, first_page_marks, frames
from kehoach_parser.export.view import render_page
from kehoach_parser.models import Plan

from .browsers import faults, find, requests, resize, shown

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice renders the pages")


@pytest.fixture(scope="module")
def pdf(plan_pdf: Callable[[str], Path]) -> Path:
    return plan_pdf("ha-noi-2024")


@pytest.fixture(scope="module")
def plan(pdf: Path) -> Plan:
    return parse(pdf, ocr="never")


@pytest.fixture(scope="module")
def page(pdf: Path, plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "page.html"
    path.write_text(render_page(plan, pictures=draw_pages(pdf.read_bytes())), "utf-8")
    return path


@pytest.fixture
def opened(browser: Any, page: Path) -> Any:
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(page.as_uri())
    return browser


def flashed(browser: Any, query: str) -> set[str]:
    nodes = browser.find_elements("css selector", f"{query} .flash")
    return {id for node in nodes for id in node.get_attribute("data-ids").split()}


def test_every_page_is_drawn_once_and_all_stay_within_bounds(pdf: Path, plan: Plan) -> None:
    pictures = draw_pages(pdf.read_bytes())
    assert [picture.page for picture in pictures] == list(range(1, (plan.source.page_count or 0) + 1))
    assert all(picture.webp[8:12] == b"WEBP" and len(picture.webp) < 150_000 for picture in pictures)
    few = draw_pages(pdf.read_bytes(), most=60_000)
    assert 0 < len(few) < len(pictures) and sum(len(picture.webp) for picture in few) <= 60_000
    assert f"Trang {len(few) + 1}–{len(pictures)} không có ảnh" in render_page(plan, pictures=few)
    assert [picture.page for picture in draw_pages(pdf.read_bytes(), (2, 3))] == [2, 3]


def test_frames_lie_on_the_page_and_name_what_is_marked(pdf: Path, plan: Plan) -> None:
    pictures = draw_pages(pdf.read_bytes(), (1, 3))
    found = [frame for picture in pictures for frame in frames(plan, picture)]
    assert {"target", "measure", "citation", "issue"} <= {frame.kind for frame in found}
    for frame in found:
        assert min(frame.left, frame.top, frame.width, frame.height) >= 0
        assert max(frame.left + frame.width, frame.top + frame.height) <= 100.5


def test_pages_are_marked_in_the_text(plan: Plan) -> None:
    marks = first_page_marks(plan)
    assert sorted(marks) == list(marks) and sorted(set(marks.values())) == list(marks.values())
    assert set(range(2, 21)) <= set(marks.values())  # the rest are rows of one table, of which nothing was extracted


def test_the_command_draws_the_file_that_was_read(pdf: Path, tmp_path: Path) -> None:
    output = tmp_path / "page.html"
    assert cli.main(["view", str(pdf), "--ocr", "never", "-q", "-o", str(output)]) == 0
    assert output.read_text("utf-8").count("data:image/webp;base64,") >= 2
    assert cli.main(["view", str(pdf), "--ocr", "never", "-q", "--no-pictures", "-o", str(output)]) == 0
    assert "data:image" not in output.read_text("utf-8")
    stored = tmp_path / "plan.json"
    assert cli.main(["parse", str(pdf), "--ocr", "never", "-q", "-o", str(stored)]) == 0
    assert cli.main(["view", str(stored), "-o", str(output)]) == 0
    assert "data:image" not in output.read_text("utf-8")


def test_text_and_box_lead_to_each_other(opened: Any) -> None:
    find(opened, 'aside a.entry[href="#t-t2"]').click()
    assert "t-t2" in flashed(opened, "main") and "t-t2" in flashed(opened, ".sheets")
    box = find(opened, '.sheets .box[data-ids="t-t3"]')
    opened.execute_script("arguments[0].click()", box)
    assert "t-t3" in flashed(opened, "main") and find(opened, "aside .flash").text != ""
    inside = "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
    assert opened.execute_script(inside, find(opened, "main .flash"))
    assert opened.current_url.endswith("#t-t3")
    assert opened.get_log("browser") == []
    assert all(url.startswith(("file:", "data:", "about:")) for url in requests(opened))


def test_the_address_follows_the_keys_and_opens_the_place_again(opened: Any) -> None:
    body = find(opened, "body")
    body.send_keys("j")
    body.send_keys("j")
    address = opened.current_url
    assert address.endswith("#t-t2")
    opened.get("about:blank")
    opened.get(address)
    assert "t-t2" in flashed(opened, "main")
    find(opened, "body").send_keys("j")
    assert opened.current_url.endswith("#t-t3")
    opened.get("about:blank")
    opened.get(address.split("#")[0] + "#%E0%A4%A")
    assert opened.get_log("browser") == []


def test_doubts_stand_first_with_their_place_cut_out(opened: Any, plan: Plan) -> None:
    assert find(opened, "aside details summary").text.startswith("Điểm còn ngờ")
    first = find(opened, "aside li.issue").text
    assert not first.startswith(("repaired", "ocr_page"))
    cuts = shown(opened, "canvas[data-cut]")
    assert len(cuts) == sum(bool(issue.evidence and issue.evidence.boxes) for issue in plan.issues)
    data = "arguments[0].getContext('2d').getImageData(0, 0, arguments[0].width, arguments[0].height).data"
    assert opened.execute_script(f"return {data}.some((value) => value > 0 && value < 90)", cuts[0])


def test_a_page_mark_leads_to_the_picture(opened: Any) -> None:
    find(opened, 'main a.pagemark[href="#page-2"]').click()
    top = opened.execute_script("return document.getElementById('page-2').getBoundingClientRect().top")
    assert 0 <= top < 250


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_no_serious_fault(opened: Any, theme: str, width: int) -> None:
    resize(opened, width, 844)
    try:
        opened.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
        assert faults(opened) == []
    finally:
        resize(opened, 0, 0)


def test_a_phone_shows_one_part_at_a_time(opened: Any, page: Path) -> None:
    resize(opened, 390, 844)
    try:
        opened.get(page.as_uri())
        sides = "return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        assert opened.execute_script(sides) == [390, 844]
        assert shown(opened, "main") and not shown(opened, "aside") and not shown(opened, ".sheets")
        find(opened, '.tabs [data-tab="panel"]').click()
        assert shown(opened, "aside") and not shown(opened, "main")
        shown(opened, "aside li.target > .entry")[1].click()
        assert shown(opened, "main") and not shown(opened, "aside") and "t-t2" in flashed(opened, "main")
        find(opened, '.tabs [data-tab="sheets"]').click()
        assert shown(opened, ".sheets") and not shown(opened, "main")
    finally:
        resize(opened, 0, 0)


def test_paper_has_the_text_and_what_was_found(opened: Any, plan: Plan) -> None:
    import base64

    printed = opened.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    words = " ".join((parse(base64.b64decode(printed["data"]), name="paper.pdf", ocr="never").text or "").split())
    assert "Điểm còn ngờ" in words and "Chỉ tiêu" in words
    assert " ".join(plan.targets[6].text.split())[:40] in words
