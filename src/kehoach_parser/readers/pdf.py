"""Born-digital PDF (and, page by page, recognised scans) -> `layout.Source`."""

from __future__ import annotations

import ctypes
import hashlib
from typing import Any, Literal

from ..errors import EncryptedInput, UnreadableInput
from ..layout import Block, Box, Line, Page, Piece, Source
from .pdf_rows import Row, gather_rows
from .pdf_text import PageText, read_page


def read_pdf(data: bytes, name: str, *, ocr: Literal["auto", "never", "always"] = "auto") -> Source:
    """The document's lines and tables in reading order, with their places on the pages."""
    pages = _read_pages(data, name)
    blocks: list[Block] = []
    for page in pages:
        blocks += [_line(row, 0.0) for row in gather_rows(page.number, page.words)]
    return Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        blocks=tuple(blocks),
        pages=tuple(Page(p.number, p.width, p.height) for p in pages),
    )


def _read_pages(data: bytes, name: str) -> list[PageText]:
    import pypdfium2.raw as raw

    raw.FPDF_InitLibrary()
    document: Any = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise EncryptedInput(f"{name}: the PDF asks for a password")
        raise UnreadableInput(f"{name}: not a PDF that can be read")
    try:
        return [read_page(document, index) for index in range(raw.FPDF_GetPageCount(document))]
    finally:
        raw.FPDF_CloseDocument(document)


def _line(row: Row, left: float) -> Line:
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    page = row.page
    for word in row.words:
        if at and not word.glued:
            parts.append(" ")
            at += 1
        text = word.text.replace("\xa0", " ")
        parts.append(text)
        pieces.append(Piece(at, at + len(text), Box(page, word.x0, word.top, word.x1, word.bottom)))
        at += len(text)
    return Line(
        text="".join(parts),
        starts_paragraph=row.starts,
        blank_before=row.blank,
        bold=row.bold,
        italic=row.italic,
        align="center" if row.centred else None,
        size=row.size,
        indent=max(0.0, round(row.x0 - left, 1)),
        region=row.region,
        box=Box(page, row.x0, row.top, row.x1, row.bottom),
        pieces=tuple(pieces),
    )
