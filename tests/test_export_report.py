"""The HTML report, opened in headless Chromium from a file."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kehoach_parser.comparison import compare, group
from kehoach_parser.export.comparison_page import comparison_html
from kehoach_parser.models import Comparison

from .gold_plans import SLUGS, gold_plan
from .made_plans import make_plan

HOSTILE = "100% <script>window.broken=1</script><img src=x onerror='window.broken=1'> trường học =cmd|'/C calc'!A0"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,1000",
)


def all_five() -> Comparison:
    base, *plans = (gold_plan(slug) for slug in SLUGS)
    return compare(base, plans, partial=True)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("chromium and chromedriver are not installed")
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=Service(driver))
    yield found
    found.quit()


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


def find(browser: Any, query: str) -> Any:
    return browser.find_element("css selector", query)


def shown(browser: Any, query: str) -> list[Any]:
    return [node for node in browser.find_elements("css selector", query) if node.is_displayed()]


def _is_ours(request: dict[str, Any]) -> bool:
    """Whether the report asks for it, not the browser's own first page, which may still be loading."""
    return not request.get("documentURL", "").startswith(("chrome", "about:"))


def requests(browser: Any) -> list[str]:
    found = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent" and _is_ours(message["params"]):
            found.append(message["params"]["request"]["url"])
    return found


def test_the_matrix_is_there_and_nothing_is_loaded(opened: Any) -> None:
    comparison = all_five()
    browser = opened(comparison)
    assert len(shown(browser, ".matrix tr.row")) == len(comparison.all_rows())
    assert len(shown(browser, ".matrix button.cell")) == 4 * len(comparison.all_rows())
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
