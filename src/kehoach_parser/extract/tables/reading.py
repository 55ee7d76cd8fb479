"""Text table -> what it says: its heading, what each column holds, its rows with labels, groups and parents.

`read_table` decides by the words of the heading (rules/tables.toml) and, where these say little or may mean
two things, by what most cells of the column hold. Nothing here knows targets, agencies or money."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.spaces import on_one_line
from ...lexicon.tables import TableRules
from ...structure.values import Text, TextCell, TextTable
from .columns import column_roles, columns_to_fill_in
from .heading import heading_rows, heading_words
from .kind import table_kind
from .rows import read_rows
from .values import CellReading, Grid, TableReading


def read_table(table: TextTable, text: Text, rules: TableRules, caption: str = "") -> TableReading:
    """The meaning of one table. `caption`: the words above it (its own caption, the title of its annex)."""
    grid = _grid(table)
    cells = [[_read_cell(cell, row, text) for cell in line] for row, line in enumerate(grid)]
    first, last = heading_rows(table, grid, cells, rules)
    header = heading_words(grid, cells, first, last, rules)
    titles = [cell.text for row in cells[:first] for cell in row if cell]
    caption = "\n".join((caption, *dict.fromkeys(titles))) if titles else caption
    headings = {_words(cells[row]) for row in range(first, last)}
    body = [row for row in range(last, table.n_rows) if _words(cells[row]) not in headings]
    columns = column_roles(header, cells, grid, body, rules, caption)
    fill_in = columns_to_fill_in(columns, cells, body)
    rows = read_rows(columns, grid, cells, body, rules)
    kind = table_kind(columns, rows, fill_in, caption, rules)
    return TableReading(table, kind, caption, header, last, columns, rows, fill_in)


def _words(row: Sequence[CellReading | None]) -> tuple[str, ...]:
    """A row's words, cell by cell: a heading repeated on the next page has those of the first."""
    return tuple(cell.text if cell else "" for cell in row)


def _grid(table: TextTable) -> Grid:
    """For each place the cell that covers it."""
    grid: Grid = [[None] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, table.n_rows)):
            for col in range(cell.col, min(cell.col + cell.colspan, table.n_cols)):
                grid[row][col] = cell
    return grid


def _read_cell(cell: TextCell | None, row: int, text: Text) -> CellReading | None:
    if cell is None:
        return None
    raw = text.reading[cell.start : cell.end]
    words = raw.strip()
    if not words:
        return None
    start = cell.start + len(raw) - len(raw.lstrip())
    return CellReading(start, start + len(words), on_one_line(words), cell.row < row, cell.lines)
