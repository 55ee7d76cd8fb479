"""Memory that runs out at any point: the file is refused for that reason or read whole, never called damaged or locked.

`python -m tests.test_memory` lets every call of a parse fail in turn and prints how many (docs/reliability.md).
"""

from __future__ import annotations

import errno
import faulthandler
import io
import sys
import zipfile
import zlib
from collections import Counter
from types import FrameType
from typing import Any

import pytest
from lxml import etree

from kehoach_parser import Plan, parse
from kehoach_parser.errors import KehoachError, ParsingStopped
from kehoach_parser.limits.isolation import call_isolated

from .hostile.attacks import HEAD, docx, page, paragraph

LINES = (
    "- Ít nhất 70% số xã có thư viện trước năm 2025.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ báo cáo trước ngày 30/6/2025.",
    "PHỤ LỤC I",
    "STT\tTên\tNăm 2025",
    "1\tTủ sách\t5%",
)
CELLS = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("STT", "Năm 2025"))
DOCUMENTS = {
    "a.txt": (HEAD + "\n".join(LINES)).encode(),
    "a.md": f"# KẾ HOẠCH\n\n## I. MỤC TIÊU\n\n{LINES[0]}\n\n| STT | Tên |\n|-|-|\n| 1 | 5% |\n".encode(),
    "a.html": f"<p>KẾ HOẠCH<p>{LINES[0]}<table><tr><td>STT<td>Tên<tr><td>1<td>5%</table>".encode(),
    "a.docx": docx("".join(map(paragraph, ("KẾ HOẠCH", *LINES))) + f"<w:tbl><w:tr>{CELLS}</w:tr></w:tbl>"),
    "a.pdf": page(b"BT /F 12 Tf 50 700 Td " + b"(Ke hoach phat trien thu vien) Tj 0 -14 Td " * 9 + b"ET"),
}
SAMPLE = 40
"""Calls of a parse that fail in the quick tests, of some 5,000."""


def _fail_at(data: bytes, name: str, failing: int) -> tuple[int, Plan | BaseException]:
    """How many calls of the package a parse makes, and how it ends where there is no memory for the one of a number."""
    calls = 0

    def begin(frame: FrameType, _: str, __: Any) -> None:
        nonlocal calls
        # what closes a generator that was given up has nobody to tell
        if "kehoach_parser" in frame.f_code.co_filename and frame.f_code.co_name != "<genexpr>":
            calls += 1
            if calls == failing:
                raise MemoryError

    before = sys.gettrace()
    sys.settrace(begin)
    try:
        ended: Plan | BaseException = parse(data, name=name)
    except BaseException as error:
        ended = error
    finally:
        sys.settrace(before)
    return calls, ended


def inject(name: str, most: int | None = None) -> int:
    """Lets each call of a parse fail in turn, or so many of them; returns how many."""
    data = DOCUMENTS[name]
    whole = parse(data, name=name)
    calls, _ = _fail_at(data, name, 0)
    points = range(1, calls + 1, max(1, calls // most) if most else 1)
    for point in points:
        _, ended = _fail_at(data, name, point)
        assert isinstance(ended, MemoryError) or ended == whole, f"{name}: call {point}: {ended!r:.200}"
    return len(points)


# a generator that is given up is closed where no caller is: what fails there has nobody to tell
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_memory_for_a_call_is_told_as_that(name: str) -> None:
    assert inject(name, SAMPLE) >= SAMPLE


BIG = {
    "a.txt": (HEAD + "Xây dựng kế hoạch.\n" * 100_000).encode(),
    "a.html": ("<p>KẾ HOẠCH" + "<p>Mở lớp" * 60_000).encode(),
    "a.docx": docx(paragraph("KẾ HOẠCH") + "<w:p/>" * 400_000),
    "a.pdf": page(b"BT /F 12 Tf 50 700 Td " + b"(Ke hoach ) Tj " * 100_000 + b"ET"),
}


def squeeze(name: str, megabytes: int) -> str:
    """How the reading of a large file ends with so much memory: why it stopped, what else it raised, or `read`."""
    try:
        count = call_isolated(_read_apart, BIG[name], name, name=name, memory=megabytes * 2**20)
    except ParsingStopped as error:
        assert "\n" not in str(error)
        return error.reason
    except KehoachError as error:
        return f"{type(error).__name__}: {error}"
    return "read" if count == _read(BIG[name], name) else f"read in part: {count}"


def _read_apart(data: bytes, name: str) -> int:
    faulthandler.disable()  # pytest's would print where pdfium ended the process
    return _read(data, name)


def _read(data: bytes, name: str) -> int:
    from kehoach_parser.readers import read

    return len(read(data, name=name, ocr="never").blocks)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is the kernel's")
@pytest.mark.parametrize("name", BIG)
@pytest.mark.parametrize("more", [0, 4, 10, 20, 40])
def test_a_process_without_memory_says_so(name: str, more: int, capfd: pytest.CaptureFixture[str]) -> None:
    ended = squeeze(name, _held() + more)
    assert ended in ("memory", "read") or (name == "a.pdf" and ended == "crash"), ended  # pdfium ends the process
    assert capfd.readouterr().err == ""


def _held() -> int:
    """Megabytes of data that this process has."""
    from kehoach_parser.limits.isolation import _held_memory

    return _held_memory() // 2**20 + 1


@pytest.mark.parametrize(
    "error",
    [
        zlib.error("Error -4 while decompressing data"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        MemoryError(),
    ],
)
def test_no_memory_in_a_library_is_no_damage(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(paragraph("KẾ HOẠCH"))

    def fail(*_: object, **__: object) -> None:
        raise error

    for module, function in ((zipfile.ZipExtFile, "read"), (zipfile.ZipFile, "namelist")):
        with monkeypatch.context() as patched:
            patched.setattr(module, function, fail)
            with pytest.raises(MemoryError):
                parse(data, name="a.docx")
    with monkeypatch.context() as patched:
        words = etree.XMLSyntaxError("Memory allocation failed", 1, 1, 1)
        patched.setattr(etree, "fromstring", lambda *_, **__: (_ for _ in ()).throw(words))
        with pytest.raises(MemoryError):
            parse(data, name="a.docx")


def test_what_a_library_prints_before_it_dies_is_read_for_the_reason(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ParsingStopped) as raised:
        call_isolated(_die, "memory allocation of 84 bytes failed\n", name="a.txt")
    assert raised.value.reason == "memory"
    with pytest.raises(ParsingStopped) as raised:
        call_isolated(_die, "an assertion failed\n", name="a.txt")
    assert raised.value.reason == "crash"
    assert capfd.readouterr().err == ""  # the caller tells it in one line


def _die(words: str) -> None:
    import faulthandler
    import os

    faulthandler.disable()
    os.write(2, words.encode())
    os.abort()


def main() -> None:
    counts = Counter({name: inject(name) for name in DOCUMENTS})
    told = ", ".join(f"{name.partition('.')[2]} {count:,}" for name, count in counts.items())
    print(f"no memory at a call of a parse: {counts.total():,} times, each told as that ({told})")


if __name__ == "__main__":
    sys.stderr = io.StringIO()
    main()
