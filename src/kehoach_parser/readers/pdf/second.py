"""A second, independent reading of the ruled tables of a PDF, by pdfplumber: the cells in which it differs.

It is no judge: on drawn tables our own grid is right more often (docs/decisions.md). A cell that two readings give
alike needs no look; one in which they differ does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from ...source import Box, Cell, Finding, Source, Table

_SAME_BOX = 0.7
"""Share of their common area from which two boxes are one cell."""
_SHOWN = 60


def compare_tables(data: bytes, source: Source) -> tuple[Finding, ...]:
    """A finding for each cell of a drawn table whose words a second reading gives otherwise or does not find."""
    tables: dict[int, list[Table]] = {}
    native = {page.number for page in source.pages if page.origin == "native"}
    for block in source.blocks:
        if isinstance(block, Table) and block.ruled and block.box and block.box.page in native:
            tables.setdefault(block.box.page, []).append(block)
    if not tables:
        return ()
    import pdfplumber

    found: list[Finding] = []
    with pdfplumber.open(io.BytesIO(data), pages=sorted(tables)) as pdf:
        for page in pdf.pages:
            second = list(_cells(page))
            for index, table in enumerate(tables[page.page_number], 1):
                found += _differences(table, index, second)
            page.close()
    return tuple(found)


def _cells(page: Any) -> Iterator[tuple[Box, str]]:
    for table in page.find_tables():
        for row, words in zip(table.rows, table.extract(), strict=True):
            for box, text in zip(row.cells, words, strict=True):
                if box is not None:
                    yield Box(page.page_number, *map(float, box)), text or ""


def _differences(table: Table, index: int, second: list[tuple[Box, str]]) -> Iterator[Finding]:
    for cell in table.cells:
        if cell.box is None:
            continue
        best = max(second, key=lambda other: _overlap(cell.box, other[0]), default=None)
        where = f"Trang {cell.box.page}, bảng {index}, hàng {cell.row + 1}, cột {cell.col + 1}"
        if best is None or _overlap(cell.box, best[0]) < _SAME_BOX:
            if cell.text:
                yield _finding(cell, f"{where}: cách đọc thứ hai không thấy ô «{cell.text[:_SHOWN]}».")
        elif _letters(best[1]) != _letters(cell.text):
            other = " ".join(best[1].split())[:_SHOWN]
            yield _finding(cell, f"{where}: đọc là «{cell.text[:_SHOWN]}», cách đọc thứ hai là «{other}».")


def _finding(cell: Cell, message: str) -> Finding:
    return Finding("table_reading", message, page=cell.box.page if cell.box else None)


def _letters(text: str) -> str:
    return "".join(normalize("NFC", text).split())


def _overlap(one: Box | None, other: Box) -> float:
    """The common area of two boxes by the area of both together."""
    if one is None:
        return 0.0
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    areas = sum((box.x1 - box.x0) * (box.bottom - box.top) for box in (one, other))
    return common / (areas - common)
