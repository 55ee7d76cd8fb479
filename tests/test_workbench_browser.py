"""The workbench in Chromium, as an official uses it: drop, settle by keyboard, correct, compare, export, come again."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from kehoach_parser.cli.serve import PASSWORD, TOKEN

from .benches import PLAN, PROGRAMME
from .conftest import ROOT
from .rendering.scans import bind

pytestmark = pytest.mark.slow
SERVE = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
SCAN = ("KẾ HOẠCH", "Phát triển thư viện tỉnh An Giang năm 2024", "I. CHỈ TIÊU", "- Ít nhất 75% số xã có thư viện.")


class Server:
    """`kehoach serve` in a process of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.environment = folder, environment
        self.start()

    def start(self) -> None:
        environment = {**os.environ, TOKEN: "t", "PYTHONPATH": str(ROOT / "src"), **self.environment}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, "serve", str(self.folder), "--port", "0", "-q"],
            stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        assert self.process.stderr is not None
        found = re.search(r"http://\S+", self.process.stderr.readline())
        assert found
        self.address = found.group()
        self.root = self.address.partition("/?")[0]

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait(20)
        assert self.process.stderr is not None
        self.process.stderr.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "desk"
    folder.mkdir()
    found = Server(folder)
    yield found
    with contextlib.suppress(ProcessLookupError):
        found.end()


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """A text, a Word file and a scan."""
    text, word, scan = (tmp_path / name for name in ("an-giang.txt", "chuong-trinh.docx", "quet.pdf"))
    text.write_text(PLAN, "utf-8")
    document = docx.Document()
    for line in PROGRAMME.splitlines():
        document.add_paragraph(line)
    document.save(str(word))
    scan.write_bytes(draw_scan(SCAN))
    return [text, word, scan]


def draw_scan(lines: tuple[str, ...]) -> bytes:
    """A page as a picture."""
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("cv2")
    from PIL import Image, ImageDraw, ImageFont

    fonts = list(Path("/usr/share/fonts").rglob("Tinos-Regular.ttf"))
    if not fonts:
        pytest.skip("the font Tinos is not installed")
    page = Image.new("L", (1654, 2339), 255)
    drawing = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        drawing.text((180, 200 + 90 * number), line, font=ImageFont.truetype(str(fonts[0]), 44), fill=0)
    return bind([numpy.array(page)], dpi=200, quality=85)


def until(happens: Callable[[], Any], seconds: float = 60.0) -> Any:
    """What `happens` gives once it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(Exception):
            if found := happens():
                return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def test_an_official_does_a_days_work(server: Server, three: list[Path], browser: Any) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    def one(query: str) -> Any:
        return browser.find_element("css selector", query)

    def all_of(query: str) -> list[Any]:
        return list(browser.find_elements("css selector", query))

    def press(keys: str) -> None:
        browser.execute_script("document.getElementById('message').textContent = ''")
        ActionChains(browser).send_keys(keys).perform()
        until(lambda: one("#message").text)

    browser.get(server.address)
    one("#person").send_keys("Nguyễn Văn An")
    one("#files").send_keys("\n".join(map(str, three)))
    until(lambda: len(all_of("tr.read .badge")) >= 12)
    rows = {row.find_element("css selector", "small").text.partition(" ·")[0]: row for row in all_of("tbody tr")}
    assert set(rows) == {path.name for path in three}
    shas = {name: row.get_attribute("data-sha") for name, row in rows.items()}
    plan, programme = shas["an-giang.txt"], shas["chuong-trinh.docx"]

    # The scan shows its page beside the text.
    browser.get(f"{server.root}/plans/{shas['quet.pdf']}")
    until(lambda: browser.execute_script("return document.getElementById('page')?.naturalWidth") > 500)

    # Five doubts by keyboard; then a figure is set right, one is none, and one target is none, which is taken back.
    browser.get(f"{server.root}/plans/{plan}")
    count = int(until(lambda: one("#count").text))
    assert count == 5
    for left in range(4, -1, -1):
        press(Keys.ENTER)
        until(lambda left=left: one("#count").text == str(left))  # type: ignore[misc]
    one("#also").click()
    browser.execute_script("document.activeElement.blur()")
    queue = [item.text for item in all_of("#queue li")]
    at = next(n for n, words in enumerate(queue) if "120 thủ thư" in words)
    for _ in range(at):
        ActionChains(browser).send_keys("j").perform()
    ActionChains(browser).send_keys("e").perform()
    until(lambda: one("#form"))
    ActionChains(browser).send_keys("150").perform()
    press(Keys.ENTER)
    until(lambda: "150" in one("#targets").text)
    press("d")
    targets = len(all_of("#targets .target"))
    press("x")
    until(lambda: len(all_of("#targets .target")) == targets - 1)
    press("u")
    until(lambda: len(all_of("#targets .target")) == targets)

    # A missed target, by marking its words.
    browser.execute_script(
        """
        const spans = [...document.querySelectorAll('#text span')];
        const first = spans.find(one => one.textContent.includes('vận động'));
        const last = spans.slice(spans.indexOf(first)).find(one => one.textContent.includes('tổ chức'));
        const end = last.textContent.indexOf('tổ chức') + 'tổ chức'.length;
        getSelection().setBaseAndExtent(first.firstChild, first.textContent.indexOf('vận động'), last.firstChild, end);
        """
    )
    press("a")
    until(lambda: "vận động 30 tổ chức" in one("#targets").text)

    # Against the programme: one pair is broken, a row is reviewed, the report says what is not.
    browser.get(server.root)
    until(lambda: len(all_of("tr.read .badge")) >= 12)
    one(f"tr[data-sha='{plan}'] input").click()
    browser.execute_script(f"document.getElementById('baseline').value = '{programme}'")
    one("#compare").click()
    cell = until(lambda: one("[data-cell='0,0']"))
    cell.click()
    press("r")
    until(lambda: "reviewed" in one("[data-cell='0,0']").get_attribute("class"))
    one("[data-cell='2,0']").click()
    press("b")
    until(lambda: "missing" in one("[data-cell='2,0']").get_attribute("class"))
    identity = browser.current_url.rpartition("/")[2]
    cookie = browser.get_cookie("kehoach")["value"]
    report = fetch(f"{server.root}/api/comparisons/{identity}/export.docx", cookie)
    with zipfile.ZipFile(report) as package:
        words = package.read("word/document.xml").decode()
    assert "chưa rà soát" in words
    errors = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert errors == []

    # Ended hard and started anew: nothing is lost.
    server.end(signal.SIGKILL)
    server.start()
    browser.get(server.address)
    until(lambda: len(all_of("tr.read .badge")) >= 12)
    browser.get(f"{server.root}/plans/{plan}")
    until(lambda: "150" in one("#targets").text)
    assert "vận động 30 tổ chức" in one("#targets").text
    browser.get(f"{server.root}/comparisons/{identity}")
    until(lambda: "missing" in one("[data-cell='2,0']").get_attribute("class"))
    assert "reviewed" in one("[data-cell='0,0']").get_attribute("class")


def test_a_password_opens_the_page(tmp_path: Path, browser: Any) -> None:
    server = Server(tmp_path, **{PASSWORD: "mật khẩu"})
    browser.delete_all_cookies()
    browser.get(server.root)
    browser.delete_all_cookies()
    browser.get(server.root)
    field = until(lambda: browser.find_element("css selector", "#password"))
    field.send_keys("khác\n")
    until(lambda: browser.find_element("css selector", "#message.bad").text)
    field.clear()
    field.send_keys("mật khẩu\n")
    until(lambda: browser.find_element("css selector", "#drop"))
    server.end()


def fetch(address: str, cookie: str) -> Any:
    import io
    import urllib.request

    asked = urllib.request.Request(address, headers={"cookie": f"kehoach={cookie}"})
    with urllib.request.urlopen(asked) as answer:
        return io.BytesIO(answer.read())
