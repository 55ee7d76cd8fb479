"""A grid's cells as `layout.Table`: each cell's words as lines, with what geometry says of their paragraphs."""

from __future__ import annotations

from statistics import median

from ...source import Align, Box, Cell, Line, Table
from .rows import Row, gather_rows, make_line, make_turned_line
from .tables import Grid, GridCell
from .words import Word

_BULLETS = frozenset("-–—+*•●▪◦o·")


def make_table(grid: Grid, page: int, *, ruled: bool) -> Table:
    """The table of a filled grid. Blank cells have no lines."""
    rows_of = [_rows(cell, page) for cell in grid.cells]
    padding = _padding(grid, rows_of)
    widest: dict[int, float] = {}
    for cell, rows in zip(grid.cells, rows_of, strict=True):
        widest[cell.col] = max([widest.get(cell.col, 0.0), *(row.width for row in rows)])
    cells = tuple(
        Cell(
            row=cell.row,
            col=cell.col,
            lines=(*_lines(cell, rows, padding, None if ruled else widest[cell.col]), *_turned(cell, page)),
            rowspan=cell.rowspan,
            colspan=cell.colspan,
            box=Box(page, cell.x0, cell.top, cell.x1, cell.bottom),
        )
        for cell, rows in zip(grid.cells, rows_of, strict=True)
    )
    box = Box(page, grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
    return Table(n_rows=grid.n_rows, n_cols=grid.n_cols, cells=cells, ruled=ruled, box=box)


def _rows(cell: GridCell, page: int) -> list[Row]:
    return gather_rows(page, [word for word in cell.words if word.style.turn == 0]) if cell.words else []


def _turned(cell: GridCell, page: int) -> list[Line]:
    """The lines of text that runs up or down in its cell."""
    words = [word for word in cell.words if word.style.turn in (1, 3)]
    if not words:
        return []
    columns: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.base if w.style.turn == 3 else -w.base):
        if columns and abs(columns[-1][0].base - word.base) < 0.3 * word.style.size:
            columns[-1].append(word)
        else:
            columns.append([word])
    return [make_turned_line(page, sorted(c, key=lambda w: -w.bottom if w.style.turn == 3 else w.top)) for c in columns]


def _padding(grid: Grid, rows_of: list[list[Row]]) -> float:
    """The usual distance of a cell's text from its left rule, in points."""
    gaps = [
        min(row.x0 for row in rows) - cell.x0
        for cell, rows in zip(grid.cells, rows_of, strict=True)
        if len(rows) > 1 and cell.colspan == 1
    ]
    near = [gap for gap in gaps if 0 <= gap <= 9]
    return median(near) if near else 5.4


def _lines(cell: GridCell, rows: list[Row], padding: float, widest: float | None) -> list[Line]:
    """The lines of a cell. `widest`: the width of its column's longest line where no rules tell how wide it is."""
    if not rows:
        return []
    room = cell.x1 - cell.x0 - 2 * padding if widest is None else widest
    align = _align(cell, rows, padding)
    previous: Row | None = None
    lines: list[Line] = []
    for row in rows:
        if previous is not None:
            leading = row.base - previous.base
            row.blank = leading > 1.9 * row.size
            row.starts = _starts(row, previous, room, align)
        else:
            row.starts = True
        lines.append(make_line(row, align=align, indent=max(0.0, round(row.x0 - cell.x0 - padding, 1))))
        previous = row
    return lines


def _starts(row: Row, before: Row, room: float, align: Align | None) -> bool | None:
    """Whether a paragraph begins: the next word had room before, or a sign of a list stands in front."""
    first = row.words[0]
    if row.blank:
        return True
    used = before.width if align == "center" else before.width + max(0.0, before.x0 - min(before.x0, row.x0))
    if used + 0.25 * row.size + (first.x1 - first.x0) < room - 1.5:
        return True
    if first.text in _BULLETS or (first.text[0] in _BULLETS and first.text[1:2].isupper()):
        # a sign of a list, or a dash within a phrase
        return True if before.text[-1] in ".;:" else None
    if align != "center" and row.x0 > before.x0 + 6:
        return None
    return False


def _align(cell: GridCell, rows: list[Row], padding: float) -> Align | None:
    lefts = [row.x0 - cell.x0 for row in rows]
    rights = [cell.x1 - row.x1 for row in rows]
    if all(abs(a - b) < 4.0 for a, b in zip(lefts, rights, strict=True)) and min(lefts) > padding - 3:
        return "center" if max(lefts) > padding + 2 else None
    if len(rows) == 1:
        return "right" if rights[0] < padding + 2 < lefts[0] - 8 else "left"
    return "left"
