"""The world outside: programs that fail or hang, signals, full disks, names and cells that a terminal or a spreadsheet
would obey. Programs are stood in for by scripts, so that they fail as told."""

from __future__ import annotations

import http.server
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from kehoach_parser import parse
from kehoach_parser.cli import main
from kehoach_parser.errors import MissingTool, UnreadableInput
from kehoach_parser.export.tables import tables_csv
from kehoach_parser.readers import office
from kehoach_parser.readers.ocr import tesseract

ROOT = Path(__file__).parent.parent
KEHOACH = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
TEXT = "KẾ HOẠCH\nMở lớp năm 2025\nI. CHỈ TIÊU\n- Mở 50 lớp.\n"

VERSION = """[ "$1" = --version ] && { echo tesseract 5.3.0; exit 0; }
[ "$1" = --list-langs ] && { echo list; echo vie; exit 0; }"""
HOCR = (
    "<div class='ocr_page'><span class='ocr_line' title=\"bbox 10 10 400 40; x_size 30\">"
    "<span class='ocrx_word' title='bbox 10 10 90 40; x_wconf {confidence}'>{word}</span></span></div>"
)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is searched first; write `tesseract` into it with `install`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def install(folder: Path, deed: str, name: str = "tesseract", head: str = VERSION) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{head}\n{deed}\n")
    program.chmod(0o755)


def _hocr(word: str, confidence: str) -> str:
    return f"cat <<'END'\n{HOCR.format(word=word, confidence=confidence)}\nEND"


def picture() -> bytes:
    """A page of one line as PNG."""
    image = np.full((600, 800), 255, np.uint8)
    cv2.putText(image, "Ke hoach", (50, 200), 3, 2.0, 0, 3)
    return bytes(cv2.imencode(".png", image)[1].tobytes())


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("exit 1", "dừng với mã 1"),
        ("kill -9 $$", "dừng với mã -9"),
        ("cat >/dev/null; exec 1>&-; exit 3", "dừng với mã 3"),
        ("sleep 60", "chạy quá"),
        ("true", "không trả về trang nào"),
        ('cat "$0.bytes"', "không trả về trang nào"),
    ],
)
def test_a_failing_tesseract_is_told(deed: str, told: str, stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(stand_in, deed)
    (stand_in / "tesseract.bytes").write_bytes(Random(1).randbytes(20_000))
    monkeypatch.setattr(tesseract, "TIME_LIMIT", 0.5 if "sleep" in deed else 60.0)
    with pytest.raises(UnreadableInput, match=told) as raised:
        parse(picture(), name="a.png")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "deed",
    [
        "echo '<div class=ocr_page><span class=ocr_line'",
        _hocr("&#0;&#xD800;", "nan"),
        _hocr("70%", "1e999").replace("400", "9" * 400),
        _hocr("a", "..").replace("10 10", "-.- 1.1.1"),
    ],
)
def test_what_a_broken_tesseract_prints_is_no_failure_of_ours(deed: str, stand_in: Path) -> None:
    install(stand_in, f"cat >/dev/null; {deed}")
    try:
        plan = parse(picture(), name="a.png")
    except UnreadableInput as error:
        assert "\n" not in str(error)
    else:
        assert plan.source.text_origin == "ocr"


def test_a_tesseract_that_does_not_run_is_missing(stand_in: Path) -> None:
    install(stand_in, "", head="exit 7")
    with pytest.raises(MissingTool, match="does not run"):
        parse(picture(), name="a.png")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.slow
def test_a_signal_ends_the_programs_and_leaves_nothing(number: signal.Signals, stand_in: Path, tmp_path: Path) -> None:
    mark, folder = tmp_path / "pid", tmp_path / "tmp"
    folder.mkdir()
    (tmp_path / "a.png").write_bytes(picture())
    install(stand_in, f"cat >/dev/null; sleep 600 & echo $! >{mark}.new; mv {mark}.new {mark}; wait")
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        [sys.executable, "-c", KEHOACH, "parse", str(tmp_path / "a.png")],
        env=environment,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # under nohup SIGHUP would be passed on ignored
    ) as run:
        end = time.monotonic() + 60
        while not mark.exists():
            assert time.monotonic() < end and run.poll() is None, "recognition never began"
            time.sleep(0.02)
        run.send_signal(number)
        code = run.wait(30)
    assert code == 128 + number
    sleeper = Path(f"/proc/{mark.read_text().strip()}/stat")
    end = time.monotonic() + 20
    while sleeper.exists() and sleeper.read_text().split()[2] != "Z":
        assert time.monotonic() < end, "a program lives on"
        time.sleep(0.02)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("deed", ["exit 1", "sleep 60", "head -c 5000 /dev/urandom >document.docx", "kill -9 $$"])
def test_a_failing_libreoffice_is_told(deed: str, stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(stand_in, deed, name="soffice", head="")
    monkeypatch.setattr(office, "TIME_LIMIT", 0.5 if "sleep" in deed else 60.0)
    with pytest.raises(UnreadableInput) as raised:
        parse(rb"{\rtf1 K}", name="a.rtf")
    assert "\n" not in str(raised.value) and "a.rtf" in str(raised.value)


@pytest.mark.skipif(not office.without_network(), reason="this system lets no user hide the network from a program")
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_an_office_program_reaches_no_network(stand_in: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        install(stand_in, f"bash -c 'echo hello >/dev/tcp/127.0.0.1/{port}'; exit 1", name="soffice", head="")
        with pytest.raises(UnreadableInput):
            parse(rb"{\rtf1 K}", name="a.rtf")
        with pytest.raises(TimeoutError):
            server.accept()


class _Server(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_HEAD = do_OPTIONS = do_GET

    def log_message(self, *_: object) -> None:
        pass


def _document_with_links(mark: Path, secret: Path, port: int) -> bytes:
    """An ODT that writes a file when it is opened, takes in another file, and asks for a picture in the network."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = (
        f'xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0" xmlns:script="{names}:script:1.0" '
        f'xmlns:draw="{names}:drawing:1.0" xmlns:svg="{names}:svg-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dom="http://www.w3.org/2001/xml-events"'
    )
    macro = "vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:scripts><office:event-listeners>'
        f'<script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="{macro}" '
        'xlink:type="simple"/></office:event-listeners></office:scripts><office:body><office:text>'
        "<text:p>KẾ HOẠCH</text:p><text:p>Mở lớp năm 2025</text:p>"
        f'<text:section text:name="S"><text:section-source xlink:href="{secret.as_uri()}" xlink:type="simple" '
        'xlink:show="embed"/><text:p>Cũ</text:p></text:section>'
        f'<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="http://127.0.0.1:{port}/p.png" '
        'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        "</office:text></office:body></office:document-content>"
    )
    library = "http://openoffice.org/2000/"
    basic = (
        f'<script:module xmlns:script="{library}script" script:name="Module1" script:language="StarBasic">'
        f"Sub Main\nOpen &quot;{mark}&quot; For Output As #1\nPrint #1, 1\nClose #1\nEnd Sub</script:module>"
    )
    parts = {
        "content.xml": content,
        "Basic/Standard/Module1.xml": basic,
        "Basic/Standard/script-lb.xml": f'<library:library xmlns:library="{library}library" library:name="Standard" '
        'library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/>'
        "</library:library>",
        "Basic/script-lc.xml": f'<library:libraries xmlns:library="{library}library"><library:library '
        'library:name="Standard" library:link="false"/></library:libraries>',
    }
    files = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="text/xml"/>' for name in parts)
    parts["META-INF/manifest.xml"] = (
        f'<m:manifest xmlns:m="{names}:manifest:1.0"><m:file-entry m:full-path="/" '
        f'm:media-type="application/vnd.oasis.opendocument.text"/>{files}</m:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


@pytest.mark.skipif(office.find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.slow
def test_libreoffice_runs_no_macro_and_follows_no_link(tmp_path: Path) -> None:
    mark, secret = tmp_path / "written", tmp_path / "secret.txt"
    secret.write_text("Mật khẩu là 1234", "utf-8")
    handler = type("Handler", (_Server,), {"asked": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        plan = parse(_document_with_links(mark, secret, server.server_port), name="a.odt")
        server.shutdown()
    assert plan.text is not None and "Mở lớp năm 2025" in plan.text
    assert "Mật khẩu" not in plan.text
    assert not mark.exists()
    assert handler.asked == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", [["parse"], ["parse", "--format", "csv"], ["agencies"], ["view"]])
def test_a_full_disk_behind_standard_output_is_told(command: list[str], unbuffered: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", KEHOACH, *command, str(tmp_path / "a.txt")],
            stdout=full, stderr=subprocess.PIPE, env=environment, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1 and b"No space left" in done.stderr


def test_a_name_does_not_drive_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b[2J\x07\u202e.txt"
    path.write_text("")
    assert main(["parse", str(path)]) == 2
    said = capfd.readouterr().err
    assert "\\x1b[2J\\x07\\u202e.txt" in said and "\x1b" not in said.replace("\x1b[31m", "").replace("\x1b[0m", "")


@pytest.mark.parametrize("cell", ["＝1+1", "＋cmd", "－cmd", "＠SUM(A1)", "=1+1", "@SUM(A1)"])
def test_full_width_formulas_are_text_in_a_spreadsheet(cell: str) -> None:
    text = f"KẾ HOẠCH\nMở lớp\nPHỤ LỤC I\nSTT\tTên\tSố\n1\t{cell}\t5\n2\tLớp\t6\n"
    [(_, content)] = tables_csv(parse(text.encode(), name="a.txt"))
    assert f"'{cell}" in content


@pytest.mark.parametrize(
    "line",
    [
        "- Đạt [0m70%[0m số xã có thư viện.",
        "- Đạt \x1b[1;32m70%\x1b[0m số xã có thư viện.",
        "- Đạt [32m70%[0m số xã có thư viện[m.",
    ],
)
def test_colours_of_a_terminal_are_no_measures(line: str) -> None:
    plan = parse(f"KẾ HOẠCH\nMở lớp\nI. CHỈ TIÊU\n{line}\n".encode(), name="a.txt")
    assert [(m.low, m.unit) for target in plan.targets for m in target.measures] == [(70, "%")]
    assert plan.targets[0].text == "Đạt 70% số xã có thư viện."


def test_a_bracket_of_metres_is_no_colour() -> None:
    plan = parse("KẾ HOẠCH\nMở đường\nI. CHỈ TIÊU\n- Mở đường rộng [5m].\n".encode(), name="a.txt")
    assert plan.text is not None and "[5m]" in plan.text
