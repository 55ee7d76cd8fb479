"""HTML tables: rows with spanning cells -> a grid of cells that each stand once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ...language.patterns import compile_later
from ...limits import budgets, refuse
from ...source import Cell, Line, Table

Element = Any  # lxml ships no types

_MAX_SPAN = 1000
_BORDER = compile_later(r"(?:^|;)\s*border(?:-(?:top|bottom|left|right))?(?:-style|-width)?\s*:\s*([^;]+)", re.I)
_NO_LINE = compile_later(r"none|hidden|\b0(?:px|pt|em)?\b", re.I)


def rows_of(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, those of nested tables left out, and whether each stands in its `thead`."""
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child:
                if row.tag == "tr":
                    yield row, child.tag == "thead"


def cells_of(table: Element) -> list[Element]:
    """The cells of a table, row by row."""
    return [cell for row, _ in rows_of(table) for cell in row if cell.tag in ("td", "th")]


def read_table(table: Element, read_cell: Callable[[Element], list[Line]]) -> Table | None:
    """A table as a grid; None where it has no cells. `read_cell` gives the lines of a `td` or `th`.

    `header_rows` are the rows of `thead`, or else the first rows that hold nothing but `th`.
    """
    taken: dict[tuple[int, int], bool] = {}
    most = budgets().max_table_places
    cells: list[Cell] = []
    rows = list(rows_of(table))
    headers = heads = 0
    for r, (row, in_head) in enumerate(rows):
        places = [cell for cell in row if cell.tag in ("td", "th")]
        if in_head and headers == r:
            headers += 1
        if heads == r and places and all(cell.tag == "th" for cell in places):
            heads += 1
        col = 0
        for place in places:
            while (r, col) in taken:
                col += 1
            across = _span(place.get("colspan"), _MAX_SPAN)
            down = _span(place.get("rowspan"), len(rows) - r)
            if len(taken) + across * down > most:
                refuse("a table of the page", "places of cells", most, "max_table_places")
            for dr in range(down):
                for dc in range(across):
                    taken[r + dr, col + dc] = True
            cells.append(Cell(r, col, tuple(read_cell(place)), rowspan=down, colspan=across))
            col += across
    if not cells:
        return None
    n_cols = max(cell.col + cell.colspan for cell in cells)
    starts = sorted({cell.col for cell in cells})
    if len(starts) < n_cols:  # columns that no cell begins
        where = {col: index for index, col in enumerate(starts)}
        cells = [
            Cell(
                cell.row,
                where[cell.col],
                cell.lines,
                cell.rowspan,
                sum(cell.col <= start < cell.col + cell.colspan for start in starts),
            )
            for cell in cells
        ]
    return Table(len(rows), len(starts), tuple(cells), header_rows=headers or heads or None, ruled=is_ruled(table))


def is_ruled(table: Element) -> bool | None:
    """Whether a table's borders are drawn, by its attributes and styles; None where they do not say."""
    said: bool | None = None
    border = table.get("border")
    if border is not None:
        said = border.strip() not in ("0", "")
        if said:
            return True
    for element in (table, *cells_of(table)[:40]):
        for match in _BORDER.finditer(element.get("style") or ""):
            if not _NO_LINE.search(match[1]):
                return True
            said = False
    return said


def _span(text: str | None, limit: int) -> int:
    digits = (text or "").strip()
    if not digits.isdecimal():
        return 1
    if digits.strip("0") == "":
        return limit if limit < _MAX_SPAN else 1  # rowspan="0" reaches to the last row
    return max(1, min(int(digits[:5]), limit))
