"""Born-digital PDF (and, page by page, recognised scans) -> `layout.Source`.

The way of a page: words and rules (`pdf_text`) -> tables (`pdf_tables`) -> rows (`pdf_rows`) -> page numbers, running
heads and footnotes apart (`pdf_furniture`) -> columns of head and foot (`pdf_columns`) -> paragraphs (`pdf_paragraphs`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

from ..errors import EncryptedInput, UnreadableInput
from ..layout import Block, Box, Finding, Line, Page, Piece, Source, Table
from .pdf_columns import part_columns
from .pdf_furniture import PageRows, drop_furniture, mark_footnotes
from .pdf_paragraphs import Area, learn_habits, mark_centred, mark_paragraphs, measure_areas
from .pdf_rows import Row, gather_rows
from .pdf_text import PageText, read_page

OcrMode = Literal["auto", "never", "always"]


def read_pdf(data: bytes, name: str, *, ocr: OcrMode = "auto") -> Source:
    """The document's lines and tables in reading order, with their places on the pages."""
    pages = _read_pages(data, name)
    findings: list[Finding] = []
    blocks = lay_out(pages)
    return Source(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        blocks=tuple(blocks),
        pages=tuple(Page(p.number, p.width, p.height) for p in pages),
        findings=tuple(findings),
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


def lay_out(pages: Sequence[PageText]) -> list[Block]:
    """The blocks of these pages in reading order."""
    tables: dict[int, list[Table]] = {}
    items = [PageRows(page, gather_rows(page.number, page.words)) for page in pages]
    drop_furniture(items)
    body_size = _body_size(items)
    flow: list[Row | Table] = []
    notes: list[Row] = []
    for item in items:
        mark_footnotes(item, body_size)
        flow += _order(item, tables.get(item.page.number, []), first=item.page.number == 1)
    rows = [entry for entry in flow if isinstance(entry, Row)]
    areas = _mark(rows, items)
    return [
        entry if isinstance(entry, Table) else _line(entry, areas[entry.page])
        for entry in _with_notes_after_paragraphs(flow, notes)
    ]


def _body_size(items: Sequence[PageRows]) -> float:
    letters: Counter[float] = Counter()
    for item in items:
        for row in item.rows:
            letters[row.size] += len(row.words)
    return letters.most_common(1)[0][0] if letters else 0.0


def _order(item: PageRows, tables: list[Table], *, first: bool) -> list[Row | Table]:
    """The page's rows and tables in reading order: columns are parted between the tables, never across one."""
    result: list[Row | Table] = []
    rows = [row for row in item.rows if row.region == "body"]
    start = 0
    for table in sorted(tables, key=lambda t: t.box.top if t.box else 0.0):
        top = table.box.top if table.box else 0.0
        end = start
        while end < len(rows) and rows[end].base < top + 2:
            end += 1
        result += part_columns(rows[start:end], first_page=first and not result, width=item.page.width)
        result.append(table)
        start = end
    rest = part_columns(rows[start:], first_page=first and not result, width=item.page.width)
    if rest and result:
        rest[0].alone = True
    result += rest
    return result + [row for row in item.rows if row.region == "footnote"]


def _mark(rows: list[Row], items: Sequence[PageRows]) -> dict[int, Area]:
    sizes = {item.page.number: (item.page.width, item.page.height) for item in items}
    by_page: dict[int, list[Row]] = {number: [] for number in sizes}
    for row in rows:
        if row.region == "body":
            by_page[row.page].append(row)
    areas = measure_areas(by_page, sizes)
    pictures = {item.page.number: item.page.pictures for item in items if item.page.pictures}
    body = [row for row in rows if row.region == "body"]
    habits = learn_habits(body, areas, pictures)
    mark_centred(body, areas, habits.first_indent)
    habits = learn_habits([row for row in body if not row.centred], areas, pictures)
    previous: Row | None = None
    for row in rows:
        if row.region == "body" and previous is not None and previous.region not in ("body", "footnote"):
            row.alone = True
        previous = row
    mark_paragraphs(rows, areas, habits, pictures)
    return areas


def _with_notes_after_paragraphs(flow: list[Row | Table], notes: list[Row]) -> list[Row | Table]:
    """Footnotes moved behind the end of the paragraph that their page's last line belongs to."""
    result: list[Row | Table] = []
    for entry in flow:
        if isinstance(entry, Row) and entry.region == "footnote":
            notes.append(entry)
            continue
        if notes and not (isinstance(entry, Row) and entry.region == "body" and entry.starts is False):
            if isinstance(entry, Table) or entry.page != notes[-1].page:
                result += notes
                notes = []
        result.append(entry)
    return result + notes


def _line(row: Row, area: Area) -> Line:
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
        align="center" if row.centred else _edge(row, area),
        size=row.size,
        indent=max(0.0, round(row.x0 - area.left, 1)),
        region=row.region,
        box=Box(page, row.x0, row.top, row.x1, row.bottom),
        pieces=tuple(pieces),
    )


def _edge(row: Row, area: Area) -> Literal["left", "right", "justify"] | None:
    if row.region != "body":
        return None
    at_right = abs(area.right - row.x1) < 2.5
    if at_right and row.x0 - area.left > 0.4 * (area.right - area.left):
        return "right"
    return "justify" if at_right and area.justified else "left"
