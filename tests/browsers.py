"""Headless Chromium for tests of pages: one session, what it logs, and the faults that axe-core finds."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

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


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """A browser; the test is skipped where none is installed."""
    binary, driver = shutil.which("chromium") or shutil.which("chromium-browser"), shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("chromium and chromedriver are not installed")
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield found
    finally:
        found.quit()


def find(browser: Any, query: str) -> Any:
    """The first element."""
    return browser.find_element("css selector", query)


def shown(browser: Any, query: str) -> list[Any]:
    """The elements that can be seen."""
    return [node for node in browser.find_elements("css selector", query) if node.is_displayed()]


def requests(browser: Any) -> list[str]:
    """The addresses that the page asked for since the log was read last."""
    found = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent" and _is_ours(message["params"]):
            found.append(message["params"]["request"]["url"])
    return found


def resize(browser: Any, width: int, height: int) -> None:
    """Gives the page these sides, less than a window may have, as on a phone; 0 gives it the window's again."""
    name = "Emulation.setDeviceMetricsOverride" if width else "Emulation.clearDeviceMetricsOverride"
    sides = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True} if width else {}
    browser.execute_cdp_cmd(name, sides)


def faults(browser: Any) -> list[str]:
    """What axe-core finds of serious or critical faults, each with the first place; the test is skipped without it."""
    browser.execute_script(_axe())
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations));"
    )
    grave = (fault for fault in found if fault["impact"] in ("serious", "critical"))
    return [f"{fault['id']} ({len(fault['nodes'])}): {_say(fault['nodes'][0])}" for fault in grave]


def _say(node: dict[str, Any]) -> str:
    return f"{node['html'][:160]} {node['failureSummary']}"


@cache
def _axe() -> str:
    npm = shutil.which("npm")
    root = subprocess.run([npm, "root", "-g"], capture_output=True, text=True).stdout.strip() if npm else ""
    path = Path(root) / "axe-core" / "axe.min.js"
    if not root or not path.is_file():
        pytest.skip("axe-core is not installed: npm install -g axe-core")
    return path.read_text("utf-8")


def _is_ours(params: dict[str, Any]) -> bool:
    """Whether the page asks for it, not the browser's own first page, which may still be loading."""
    return not params["documentURL"].startswith(("chrome:", "about:"))
