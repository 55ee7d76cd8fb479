"""Every bad input gets one clear line that names the file, and the format is decided by content."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kehoach_parser.errors import EncryptedInput, InputTooLarge, UnreadableInput, UnsupportedFormat
from kehoach_parser.readers import read
from kehoach_parser.readers.sniff import sniff

from .word_documents import build, paragraph

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\0" * 40
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def archive(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name, content in members.items():
            opened.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def without(part: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(build(paragraph("KẾ HOẠCH")))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return buffer.getvalue()


def replaced(part: str, content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(build(paragraph("KẾ HOẠCH")))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return buffer.getvalue()


BOMB = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>"


@pytest.mark.parametrize(
    ("data", "name", "error", "says"),
    [
        (b"", "a.txt", UnreadableInput, "is empty"),
        (b" \n\t\r\n", "a.txt", UnreadableInput, "no text"),
        (JPEG, "scan.pdf", UnreadableInput, "JPEG"),
        (b"x" * 50_000_000, "a.txt", InputTooLarge, "limit"),
        (b"K\0e\0\0\0hoach" * 20, "a.txt", UnreadableInput, "NUL"),
        (b"\0" * 5000, "a.bin", UnreadableInput, "no text"),
        (bytes(range(1, 32)) * 40, "a.txt", UnreadableInput, "control characters"),
        (archive(readme__txt="x"), "a.docx", UnreadableInput, "no DOCX"),
        (without("word/document.xml"), "a.docx", UnreadableInput, "word/document.xml"),
        (build(paragraph("KẾ HOẠCH"))[:300], "a.docx", UnreadableInput, "truncated"),
        (replaced("word/document.xml", "<w:document"), "a.docx", UnreadableInput, "XML"),
        (replaced("word/document.xml", BOMB), "a.docx", UnreadableInput, "no body"),
        (archive(**{"[Content_Types].xml": "x", "xl__workbook.xml": "x"}), "a.xlsx", UnsupportedFormat, "spreadsheet"),
        (archive(**{"[Content_Types].xml": "x", "ppt__a.xml": "x"}), "a.pptx", UnsupportedFormat, "slide"),
        (archive(mimetype="application/epub+zip"), "a.epub", UnsupportedFormat, "epub"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", EncryptedInput, "password"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", UnsupportedFormat, "spreadsheet"),
        (OLE, "a.doc", UnreadableInput, "Word document"),
        (b"\x1f\x8b\x08" + b"x" * 30, "a.gz", UnsupportedFormat, "gzip"),
        (b"\0\0\0\x18ftypmp42" + b"x" * 30, "a.mp4", UnsupportedFormat, "video"),
        (b"<?xml version='1.0'?><rss/>", "a.xml", UnsupportedFormat, "XML"),
    ],
)
def test_bad_input(data: bytes, name: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error) as raised:
        read(data, name=name)
    message = str(raised.value)
    assert message.startswith(f"{name}: ") and says in message and "\n" not in message


def test_directories_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="directory"):
        read(tmp_path)
    with pytest.raises(UnreadableInput, match=r"nowhere\.txt: no such file"):
        read(tmp_path / "nowhere.txt")
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read("a\0b")


def test_a_part_beyond_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_MAX_PART_BYTES", "600")
    with pytest.raises(InputTooLarge):
        read(build(paragraph("x" * 5000)), name="a.docx")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (JPEG, "image"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, "image"),
        (b"II*\0" + b"\0" * 9, "image"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (build(paragraph("x")), "docx"),
        (b"<!DOCTYPE html><html><body>x", "html"),
        (b"\xef\xbb\xbf<HTML><body>x", "html"),
        (b"<div><p>a</p><p>b</p></div>", "html"),
        ("<html><p>Kế hoạch</p></html>".encode("utf-16"), "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", "mhtml"),
        (b"# A\n\ntext\n\n## B\n", "markdown"),
        (b"| a | b |\n|---|---|\n| 1 | 2 |", "markdown"),
        (b"**a** b **c** d **e**", "markdown"),
        (b"BM la Ban Mai\n", "text"),
        (b"# mot dong\n* 2 * 3", "text"),
        (b"a < b <p> trong bang", "text"),
    ],
)
def test_content_decides_the_format(data: bytes, kind: str) -> None:
    assert sniff(data, "name.unknown") == kind


def test_a_suffix_does_not_decide(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(build(paragraph("KẾ HOẠCH")))
    source = read(path)
    assert source.name == "plan.txt" and source.media_type.endswith("wordprocessingml.document")


def test_reading_text_loads_no_heavy_library() -> None:
    code = (
        "import sys; from kehoach_parser.readers import read; read(b'KE HOACH');"
        "print(sorted({'docx', 'lxml', 'pdfplumber', 'pypdfium2', 'cv2', 'numpy', 'underthesea'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
