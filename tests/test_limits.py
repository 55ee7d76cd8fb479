"""Every bound of a parse (docs/limits.md) stops a file that goes beyond it, or says what was left out.

`python -m tests.test_limits` prints the table of docs/reliability.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from unittest.mock import patch

import pytest

from kehoach_parser import parse
from kehoach_parser.errors import InputTooLarge
from kehoach_parser.limits import PREFIX, names

from .hostile.attacks import HEAD, W, docx, page, paragraph, png

_LINES = "".join(f"- Mở {n} lớp.\n" for n in range(40))
_TABLE = "<table>" + "<tr><td>STT<td>Tên<td>Năm" * 20 + "</table>"
_NOTES = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{paragraph("chú")}</w:footnote></w:footnotes>'
_NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3000"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%1%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _chunks(count: int, content: bytes, kind: str) -> bytes:
    relations = f'<Relationship Id="c" Type="x/aFChunk" Target="c.{kind}"/>'
    return docx(paragraph("KẾ HOẠCH") + '<w:altChunk r:id="c"/>' * count, {f"word/c.{kind}": content}, relations)


def _inner(depth: int) -> bytes:
    content = docx(paragraph("Hết"))
    for _ in range(depth):
        content = _chunks(1, content, "docx")
    return content


def _text() -> bytes:
    return (HEAD + _LINES).encode()


BEYOND: dict[str, tuple[int, str, Callable[[], bytes]]] = {
    # bound: the value that it is set to, and a file beyond that
    "max_file_bytes": (100, "a.txt", _text),
    "max_text_bytes": (100, "a.txt", _text),
    "max_text_chars": (100, "a.txt", _text),
    "max_lines": (20, "a.txt", _text),
    "max_cells": (20, "a.html", lambda: _TABLE.encode()),
    "max_table_places": (20, "a.html", lambda: _TABLE.encode()),
    "max_part_bytes": (100, "a.docx", lambda: docx(paragraph("KẾ HOẠCH"))),
    "max_package_bytes": (300, "a.docx", lambda: docx(paragraph("KẾ HOẠCH"))),
    "max_markup": (20, "a.html", lambda: _TABLE.encode()),
    "max_depth": (20, "a.html", lambda: f"<p>KẾ HOẠCH</p>{'<div>' * 40}Mở lớp".encode()),
    "max_chunks": (2, "a.docx", lambda: _chunks(5, "<p>Mở lớp".encode(), "html")),
    "max_chunk_depth": (2, "a.docx", lambda: _inner(5)),
    "max_label_chars": (
        4,
        "a.docx",
        lambda: docx(
            paragraph("KẾ HOẠCH") + paragraph("Mục", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
            {"word/numbering.xml": _NUMBERING},
            '<Relationship Id="n" Type="x/numbering" Target="numbering.xml"/>',
        ),
    ),
    "max_notes": (
        3,
        "a.docx",
        lambda: docx(
            paragraph("KẾ HOẠCH") + "<w:p>" + '<w:r><w:footnoteReference w:id="1"/></w:r>' * 9 + "</w:p>",
            {"word/footnotes.xml": _NOTES},
            '<Relationship Id="f" Type="x/footnotes" Target="footnotes.xml"/>',
        ),
    ),
    "max_pixels": (1000, "a.png", lambda: png(200, 200)),
    "max_pages": (0, "a.pdf", lambda: page(b"BT /F 12 Tf 50 700 Td (Ke hoach phat trien) Tj ET")),
    "max_page_points": (100, "a.pdf", lambda: page(b"0 0 10 10 re f")),
    "max_page_chars": (10, "a.pdf", lambda: page(b"BT /F 12 Tf 50 700 Td (Ke hoach phat trien thu vien) Tj ET")),
    "max_page_paths": (
        5,
        "a.pdf",
        lambda: page(
            b"BT /F 12 Tf 50 700 Td (Ke hoach phat trien thu vien) Tj ET " + b"0 9 m 99 9 l S 9 0 m 9 99 l S " * 20
        ),
    ),
}


def go_beyond(bound: str) -> str:
    """How a file beyond a bound ends: `refused`, or the code of the issue that says what was left out."""
    value, file, make = BEYOND[bound]
    data = make()
    with patch.dict(os.environ, {PREFIX + bound.upper(): str(value)}):
        try:
            plan = parse(data, name=file, ocr="always" if bound == "max_page_points" else "auto")
        except InputTooLarge as error:
            assert f"limit {bound})" in str(error) and "\n" not in str(error), error
            return "refused"
    return ", ".join(sorted({issue.code for issue in plan.issues} & {"part_left_out", "ocr_failed"}))


@pytest.mark.parametrize("bound", BEYOND)
def test_a_file_beyond_a_bound_is_refused_or_told(bound: str) -> None:
    assert go_beyond(bound)


def test_every_bound_has_a_file_beyond_it() -> None:
    assert set(BEYOND) == {field.name for field in names()}


def main() -> None:
    print("| bound | default | a file beyond it |\n|---|---|---|")
    for field in names():
        print(f"| `{field.name}` | {field.default:,} | {go_beyond(field.name)} |")


if __name__ == "__main__":
    main()
