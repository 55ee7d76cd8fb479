"""Which format a file has, told from its bytes. The name's suffix is only ever held against the content."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Literal

from ..errors import EncryptedInput, UnreadableInput, UnsupportedFormat
from ..language.patterns import compile_later
from ..limits import budgets, refuse, refuse_memory
from .shared.encoding import guess_utf16

Kind = Literal["text", "markdown", "html", "mhtml", "docx", "pdf", "image", "doc", "rtf", "odt"]

_IMAGES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"\0\0\0\x0cjP  \r\n", "JPEG 2000"),
)
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"AT&TFORM", "a DjVu document"),
    (b"%!PS", "a PostScript document"),
)
_DOCUMENT_SUFFIXES = frozenset(
    [
        ".pdf",
        ".doc",
        ".docx",
        ".docm",
        ".dotx",
        ".odt",
        ".rtf",
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".htm",
        ".html",
        ".mht",
        ".mhtml",
    ]
)
_HTML_START = compile_later(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_BLOCK = compile_later(r"<(?:p|div|table|tr|td|br|h[1-6]|ul|ol|li|span)\b[^<>]*>", re.I)
_MD_HEADING = compile_later(r"^ {0,3}#{1,6} +\S", re.M)
_MD_STRONG = compile_later(r"(?<!\*)\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*(?!\*)")
_MD_TABLE = compile_later(r" *\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?")


def sniff(data: bytes, name: str) -> Kind:
    """The format of `data`. `name` is what errors call it.

    Raises UnreadableInput where the bytes are no document, UnsupportedFormat where they are a file of a
    format that is not read here, EncryptedInput for a password, InputTooLarge for a text beyond what a
    document can be.
    """
    head = data[:1024]
    if b"%PDF-" in head and not head.lstrip().startswith((b"<", b"{\\rtf")):
        return "pdf"
    picture = _picture(data)
    if picture:
        suffix = PurePath(name).suffix.lower()
        if suffix in _DOCUMENT_SUFFIXES:
            raise UnreadableInput(f"{name}: the name says {suffix[1:].upper()}, but the content is a {picture} picture")
        return "image"
    if head.startswith(b"PK"):
        return _sniff_zip(data, name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(data, name)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise UnsupportedFormat(f"{name}: is {what}, not a document")
    if head[4:8] == b"ftyp" or head[:4] == b"RIFF":
        raise UnsupportedFormat(f"{name}: is a sound, picture or video file that is not read here")
    return _sniff_text(data, name)


def _picture(data: bytes) -> str | None:
    for magic, what in _IMAGES:
        if data.startswith(magic):
            if what == "BMP" and int.from_bytes(data[2:6], "little") != len(data):
                continue  # a text may begin with the letters BM
            return what
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    return None


def _sniff_zip(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
            kind = _begin(archive, "mimetype") if "mimetype" in members else b""
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError
    ) as error:  # fmt: skip
        refuse_memory(error)
        raise UnreadableInput(f"{name}: a damaged or truncated zip archive, no document") from error
    if "[Content_Types].xml" in members:
        if any(member.startswith("xl/") for member in members):
            raise UnsupportedFormat(f"{name}: is a spreadsheet, not a document")
        if any(member.startswith("ppt/") for member in members):
            raise UnsupportedFormat(f"{name}: is a slide show, not a document")
        return "docx"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if kind.startswith((b"application/vnd.oasis", b"application/epub")):
        raise UnsupportedFormat(f"{name}: is {kind.decode('ascii', 'replace')}, which is not read here")
    if "word/document.xml" in members:
        return "docx"
    raise UnreadableInput(f"{name}: is a zip archive, but no DOCX")


def _begin(archive: zipfile.ZipFile, member: str) -> bytes:
    with archive.open(member) as stream:
        return stream.read(100)


def _sniff_ole(data: bytes, name: str) -> Kind:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise EncryptedInput(f"{name}: is encrypted and asks for a password")
    if holds("WordDocument"):
        return "doc"
    if holds("Workbook") or holds("PowerPoint Document"):
        raise UnsupportedFormat(f"{name}: is a spreadsheet or slide show, not a document")
    raise UnreadableInput(f"{name}: an Office file without a Word document in it, or a truncated one")


def _sniff_text(data: bytes, name: str) -> Kind:
    most = budgets().max_text_bytes
    if len(data) > most:
        refuse(name, "bytes of text", most, "max_text_bytes")
    codec = guess_utf16(data)
    if codec:
        text = data[: 2**17].decode(codec, "ignore")
    else:
        if b"\0" in data:
            raise UnreadableInput(f"{name}: holds NUL bytes, so it is no text and no known document format")
        text = data[: 2**17].decode("latin-1")  # only ASCII marks are looked for
    if text.startswith("\xef\xbb\xbf"):
        text = text[3:]
    if _HTML_START.match(text):
        return "html"
    start = text[:2000].lower()
    if "mime-version:" in start and "content-type: multipart/" in start:
        return "mhtml"
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        raise UnsupportedFormat(f"{name}: is an XML file of a kind that is not read here")
    if "<" in text and len(_HTML_BLOCK.findall(text)) * 200 > len(text) and text.lstrip()[:1] == "<":
        return "html"
    return "markdown" if is_markdown(text) else "text"


def is_markdown(text: str) -> bool:
    """Whether a text bears Markdown's marks: two `#` headings, three bold spans or a ruled pipe table."""
    if "#" in text and len(_MD_HEADING.findall(text)) >= 2:
        return True
    if "**" in text and len(_MD_STRONG.findall(text)) >= 3:
        return True
    return "---" in text and "|" in text and any(map(_MD_TABLE.fullmatch, _ruled_lines(text)))


def _ruled_lines(text: str) -> Iterator[str]:
    """The lines that hold hyphens and a stroke: one of them may rule a table."""
    at = text.find("---")
    while at >= 0:
        end = text.find("\n", at)
        line = text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
        if "|" in line:
            yield line
        at = text.find("---", end) if end >= 0 else -1
