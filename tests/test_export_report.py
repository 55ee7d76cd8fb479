"""The HTML report, opened in headless Chromium from a file."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path
from typing import Any

import pytest

from kehoach_parser import parse
from kehoach_parser.comparison import compare, group
from kehoach_parser.export.comparison_page import comparison_html, tile_grid
from kehoach_parser.models import Comparison

from . import provinces
from .browsers import faults, find, requests, resize, shown
from .gold_plans import SLUGS, gold_plan
from .made_plans import make_plan

HOSTILE = "100% <script>window.broken=1</script><img src=x onerror='window.broken=1'> trường học =cmd|'/C calc'!A0"


def all_five() -> Comparison:
    base, *plans = (gold_plan(slug) for slug in SLUGS)
    return compare(base, plans, partial=True)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Any:
    """Opens a comparison's report and gives the browser."""

    def open_report(comparison: Comparison) -> Any:
        path = tmp_path / "report.html"
        path.write_text(comparison_html(comparison), "utf-8")
        browser.get_log("browser")
        browser.get_log("performance")
        browser.get(path.as_uri())
        return browser

    return open_report


def test_the_matrix_is_there_and_nothing_is_loaded(opened: Any) -> None:
    comparison = all_five()
    browser = opened(comparison)
    assert len(shown(browser, ".matrix tr.row")) == len(comparison.all_rows())
    assert len(shown(browser, ".matrix button.cell")) == 4 * len(comparison.all_rows())
    assert find(browser, ".notes summary").text.endswith("Một phần")
    assert not find(browser, "#notes").is_displayed()
    find(browser, ".notes summary").click()
    assert find(browser, "#notes").text.startswith("Văn bản gốc chỉ được biết một phần")
    assert browser.get_log("browser") == []
    assert all(url.startswith(("file:", "data:")) for url in requests(browser))


def test_filters_leave_what_fits(opened: Any) -> None:
    browser = opened(all_five())
    find(browser, ".sum.lower").click()
    assert len(shown(browser, ".matrix tr.row")) == 1
    assert "20" in shown(browser, ".matrix tr.row .cell.lower")[0].text
    find(browser, "#reset").click()
    find(browser, "#search").send_keys("to giac")
    assert [row.get_attribute("data-row") for row in shown(browser, ".matrix tr.row")] == ["7"]
    find(browser, "#reset").click()
    find(browser, "#plan-search").send_keys("hải")
    assert [head.text for head in shown(browser, "th.plan")] == ["Hải Phòng"]
    find(browser, "#reset").click()
    find(browser, "#different").click()
    assert 0 < len(shown(browser, ".matrix tr.row")) <= 16


def test_a_topic_can_be_chosen(opened: Any) -> None:
    browser = opened(all_five())
    find(browser, '#topic option[value="2"]').click()
    assert {row.get_attribute("data-row") for row in shown(browser, ".matrix tr.row")} == {
        "7", "8", "9", "10", "11",
    }  # fmt: skip


def test_a_cell_opens_both_quotes(opened: Any) -> None:
    browser = opened(all_five())
    find(browser, '.matrix [data-cell="9,0"]').click()
    assert find(browser, "#dialog").is_displayed()
    assert "ít nhất 80% số cơ sở" in find(browser, "#d-base-text").text
    assert "ít nhất 20% số cơ sở" in find(browser, "#d-plan-text").text
    assert find(browser, "#d-status").text == "▼ Thấp hơn"
    assert "−60" in find(browser, "#d-delta").text
    assert "II/3/a" in find(browser, "#d-plan-facts").text
    find(browser, "#d-next").click()
    assert find(browser, "#d-plan-name").text == "Hà Nội"
    find(browser, "#d-close").click()
    assert not find(browser, "#dialog").is_displayed()


def test_the_matrix_is_used_by_keyboard(opened: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    browser = opened(all_five())
    first = find(browser, '.matrix [data-cell="0,0"]')
    first.send_keys(Keys.ARROW_DOWN)
    browser.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    active = browser.switch_to.active_element
    assert active.get_attribute("data-cell") == "1,1"
    assert len(browser.find_elements("css selector", '.matrix .cell[tabindex="0"]')) == 1
    active.send_keys(Keys.ENTER)
    assert find(browser, "#dialog").is_displayed()
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not find(browser, "#dialog").is_displayed()


def test_labels_switch_to_english_and_back(opened: Any) -> None:
    browser = opened(all_five())
    assert find(browser, ".sum.higher .name").text == "▲ Cao hơn"
    find(browser, "#language").click()
    assert find(browser, "html").get_attribute("lang") == "en"
    assert find(browser, ".sum.higher .name").text == "▲ Higher"
    assert "month" in find(browser, '.matrix [data-cell="2,0"]').text
    find(browser, "#language").click()
    assert "tháng" in find(browser, '.matrix [data-cell="2,0"]').text


def test_bars_have_the_line_of_the_baseline(opened: Any) -> None:
    browser = opened(all_five())
    card = find(browser, '.card[data-row="9"]')
    tick = card.find_element("css selector", ".tick").get_attribute("style")
    fill = card.find_element("css selector", ".line.lower .fill").get_attribute("style")
    assert "80%" in tick
    assert "20%" in fill


def test_hostile_text_stays_text(opened: Any) -> None:
    plan = make_plan((HOSTILE, [{"low": 100, "subject": "<b>trường"}]), place="</script><script>window.broken=1")
    browser = opened(compare(plan, [plan, plan]))
    find(browser, '.matrix [data-cell="0,0"]').click()
    assert "<script>window.broken=1</script>" in find(browser, "#d-plan-text").text
    assert browser.execute_script("return window.broken") is None
    assert browser.get_log("browser") == []


def test_a_group_opens_without_errors(opened: Any) -> None:
    browser = opened(group([gold_plan(slug) for slug in SLUGS]))
    assert shown(browser, ".matrix tr.row")
    assert browser.get_log("browser") == []


def test_the_page_names_no_address() -> None:
    page = comparison_html(all_five())
    assert "Content-Security-Policy" in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "http:" not in page
    assert "https:" not in page


def column(browser: Any) -> list[str]:
    return [row.get_attribute("data-row") for row in shown(browser, ".matrix tr.row")]


def test_rows_are_sorted_by_a_plan_and_columns_by_a_row(opened: Any) -> None:
    comparison = all_five()
    browser = opened(comparison)
    given = column(browser)
    head = find(browser, '[data-by="0"]')
    head.click()
    assert column(browser) != given and head.find_element("xpath", "..").get_attribute("aria-sort") == "descending"
    graver = ("lower", "missing", "changed", "qualitative", "other_period", "not_due", "unread", "equal", "higher")
    for sign in (1, -1):
        for body in browser.find_elements("css selector", ".matrix tbody"):
            lines = body.find_elements("css selector", "tr.row")
            statuses = [comparison.all_rows()[int(line.get_attribute("data-row"))].cells[0].status for line in lines]
            assert statuses == sorted(statuses, key=lambda status: sign * graver.index(status))
        head.click()
    assert column(browser) == given
    names = [node.text for node in shown(browser, "th.plan")]
    find(browser, '[data-line="9"]').click()
    bars = [node.text for node in browser.find_elements("css selector", '.card[data-row="9"] .line .who')]
    assert [node.text for node in shown(browser, "th.plan")][: len(bars)] == bars
    find(browser, '[data-line="9"]').click()
    find(browser, '[data-line="9"]').click()
    assert [node.text for node in shown(browser, "th.plan")] == names


def test_a_link_opens_the_page_as_it_was(opened: Any) -> None:
    browser = opened(provinces.all_provinces())
    find(browser, ".sum.lower").click()
    find(browser, '#region option[value="1"]').click()
    find(browser, "#search").send_keys("ca")
    find(browser, '[data-by="1"]').click()
    find(browser, "#language").click()
    find(browser, '.matrix [data-cell="0,2"]')
    before = column(browser)
    shown(browser, ".matrix .cell")[0].click()
    wanted, address = find(browser, "#d-plan-name").text, browser.current_url
    assert all(part in address for part in ("s=lower", "g=1", "q=ca", "r=1", "l=en", "c="))
    browser.get("about:blank")
    browser.get(address)
    assert find(browser, "#dialog").is_displayed() and find(browser, "#d-plan-name").text == wanted
    assert find(browser, "html").get_attribute("lang") == "en"
    find(browser, "#d-close").click()
    assert column(browser) == before and "c=" not in browser.current_url
    assert find(browser, ".sum.lower").get_attribute("aria-pressed") == "true"
    find(browser, "#reset").click()
    assert "#" not in browser.current_url and len(column(browser)) == len(provinces.all_provinces().all_rows())


@pytest.mark.parametrize(
    "fragment", ["c=999,0", "c=0,x&o=-77&r=99&m=500&g=-3&t=a&s=none+lower&l=xx", "o=__proto__&r=constructor", "%00=%"]
)
def test_a_wrong_address_does_no_harm(opened: Any, browser: Any, fragment: str) -> None:
    opened(all_five())
    address = browser.current_url
    browser.get("about:blank")
    browser.get(f"{address}#{fragment}")
    assert shown(browser, ".matrix tr.row") and not find(browser, "#dialog").is_displayed()
    assert browser.get_log("browser") == []


def test_the_map_shows_the_chosen_target(opened: Any) -> None:
    comparison = provinces.all_provinces()
    browser = opened(comparison)
    assert len(shown(browser, "#tiles .tile")) == 34
    assert find(browser, '#tiles [data-plan="0"]').text.split("\n") == ["Hà Nội", "91%"]
    find(browser, '#map option[value="3"]').click()
    for plan, name in enumerate(comparison.names):
        tile = find(browser, f'#tiles [data-plan="{plan}"]')
        assert tile.text.split("\n")[0] == name
        assert tile.get_attribute("class") == comparison.all_rows()[3].cells[plan].status
    find(browser, '#tiles [data-plan="5"]').click()
    assert find(browser, "#d-plan-name").text == comparison.names[5]
    assert "m=3" in browser.current_url and "c=3%2C5" in browser.current_url


def test_the_tiles_are_the_provinces_of_the_rules_and_keep_their_neighbours() -> None:
    grid = tile_grid()
    assert grid.keys() == {name for name, _ in provinces.names()}
    assert len(set(grid.values())) == 34
    beside = (
        ("Lai Châu", "Lào Cai"), ("Lào Cai", "Tuyên Quang"), ("Tuyên Quang", "Cao Bằng"), ("Điện Biên", "Sơn La"),
        ("Sơn La", "Phú Thọ"), ("Thái Nguyên", "Lạng Sơn"), ("Phú Thọ", "Hà Nội"), ("Hà Nội", "Bắc Ninh"),
        ("Hưng Yên", "Hải Phòng"), ("Quảng Ninh", "Hải Phòng"), ("Ninh Bình", "Thanh Hóa"), ("Thanh Hóa", "Nghệ An"),
        ("Nghệ An", "Hà Tĩnh"), ("Hà Tĩnh", "Quảng Trị"), ("Quảng Trị", "Huế"), ("Huế", "Đà Nẵng"),
        ("Đà Nẵng", "Quảng Ngãi"), ("Quảng Ngãi", "Gia Lai"), ("Gia Lai", "Đắk Lắk"), ("Đắk Lắk", "Khánh Hòa"),
        ("Đắk Lắk", "Lâm Đồng"), ("Lâm Đồng", "Đồng Nai"), ("Đồng Nai", "Hồ Chí Minh"), ("Đồng Tháp", "An Giang"),
        ("An Giang", "Cần Thơ"), ("Cần Thơ", "Vĩnh Long"), ("Cần Thơ", "Cà Mau"),
    )  # fmt: skip
    for one, other in beside:
        assert abs(grid[one][0] - grid[other][0]) + abs(grid[one][1] - grid[other][1]) == 1, (one, other)


def test_plans_of_one_province_have_no_map(opened: Any) -> None:
    plan = make_plan(("100% trường học có thư viện", [{"low": 100, "subject": "trường học"}]), place="Hà Nội")
    browser = opened(compare(plan, [plan, plan]))
    assert browser.find_elements("css selector", "#tiles") == [] and browser.get_log("browser") == []


def test_the_ranking_is_sorted_by_any_column(opened: Any) -> None:
    comparison = provinces.all_provinces()
    browser = opened(comparison)

    def ranked() -> list[int]:
        return [int(row.get_attribute("data-plan")) for row in shown(browser, ".standings tbody tr")]

    assert [comparison.standings[plan].rank or 99 for plan in ranked()] == sorted(
        standing.rank or 99 for standing in comparison.standings
    )
    shown(browser, ".standings thead button")[2].click()
    coverage = [comparison.standings[plan].coverage or -1.0 for plan in ranked()]
    assert coverage == sorted(coverage)
    shown(browser, ".standings thead button")[2].click()
    assert ranked() != [] and [comparison.standings[plan].coverage or -1.0 for plan in ranked()] == coverage[::-1]


def test_unread_is_grey_and_a_time_of_its_own_is_shown(opened: Any) -> None:
    base = make_plan(("70% trường học có thư viện", [{"low": 70, "subject": "trường học", "deadline": "2025"}]))
    later = make_plan(("70% trường học có thư viện", [{"low": 70, "subject": "trường học", "deadline": "2026-06-30"}]))
    unread = make_plan(place="Huế").model_copy(update={"text": "", "targets": (), "sections": ()})
    comparison = compare(base, [later, unread])
    browser = opened(comparison)
    assert find(browser, '.matrix [data-cell="0,0"] small').text == "30/6/2026"
    assert find(browser, "td.base small").text == "2025"
    assert comparison.rows[0].cells[1].status == "unread"
    colour = find(browser, '.matrix [data-cell="0,1"]').value_of_css_property("background-color")
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    assert max(red, green, blue) - min(red, green, blue) < 12 and 100 < green < 220


def test_figures_stand_on_paper_too(opened: Any, tmp_path: Path) -> None:
    browser = opened(provinces.all_provinces())
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    plan = parse(base64.b64decode(printed["data"]), name="paper.pdf")
    words = " ".join((plan.text or "").split())
    assert words.count("≥ 70 %") > 20 and "Văn bản gốc chỉ được biết một phần" in words


def test_thirty_four_provinces_are_small_and_fast(opened: Any) -> None:
    comparison = provinces.large()
    assert len(comparison.names) == 34 and len(comparison.all_rows()) > 40
    assert len(comparison_html(comparison).encode()) < 3_000_000
    times = []
    for _ in range(3):
        browser = opened(comparison)
        took = "return performance.timing.loadEventEnd - performance.timing.navigationStart"
        times.append(browser.execute_script(took))
        assert browser.get_log("browser") == []
        assert all(url.startswith(("file:", "data:")) for url in requests(browser))
    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # others take their share of the processors
    assert min(times) < 1000 * crowd, times


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_no_serious_fault(opened: Any, theme: str, width: int) -> None:
    browser = opened(provinces.all_provinces())
    resize(browser, width, 900)
    try:
        browser.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
        assert faults(browser) == []
        if width == 390:
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
        shown(browser, ".matrix .cell")[0].click()
        assert faults(browser) == []
    finally:
        resize(browser, 0, 0)
