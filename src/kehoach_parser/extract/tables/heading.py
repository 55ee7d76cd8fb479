"""The heading of a table: its rows, and its words a column."""

from __future__ import annotations

from collections.abc import Sequence

from ...lexicon.tables import TableRules
from ...structure.values import TextCell, TextTable
from .labels import label_class
from .values import CellReading, Cells, Grid

MAX_HEADER_ROWS = 3
_LONGEST_HEADING = 120


def _filled(cells: Sequence[CellReading | None], grid_row: Sequence[TextCell | None]) -> list[CellReading]:
    """The row's own cells with words, each once."""
    seen: list[CellReading] = []
    for col, cell in enumerate(cells):
        place = grid_row[col]
        if cell and not cell.inherited and place and place.col == col:
            seen.append(cell)
    return seen


def _is_heading(cells: Sequence[CellReading], rules: TableRules) -> bool:
    if len(cells) < 2 or any(len(cell.text) > _LONGEST_HEADING for cell in cells):
        return False
    if label_class(cells[0].text) is not None:
        return False
    roles = [rules.column_role(cell.text) for cell in cells]
    known = sum(role is not None for role in roles)
    return known * 2 >= len(cells) or roles[0] == "number"


def heading_rows(
    table: TextTable,
    grid: Grid,
    cells: Cells,
    rules: TableRules,
) -> tuple[int, int]:
    """First row of the heading and the first row after it; equal where the table has no heading."""
    first = 0
    while first < min(3, table.n_rows - 1):  # a title or a line with the unit, over all columns
        filled = _filled(cells[first], grid[first])
        place = grid[first][0]
        spanning = len(filled) == 1 and place is not None and place.colspan > table.n_cols // 2
        if filled and not spanning:
            break
        first += 1
    marked = table.header_rows or 0
    if not marked and not _is_heading(_filled(cells[first], grid[first]), rules):
        return 0, 0
    last = max(first + 1, min(marked, first + MAX_HEADER_ROWS))
    while last < min(table.n_rows, first + MAX_HEADER_ROWS) and _is_lower_heading(grid, cells, first, last, rules):
        last += 1
    if last < table.n_rows:
        numbers = _filled(cells[last], grid[last])
        if len(numbers) >= 3 and all(rules.is_cell("column_number", cell.text) for cell in numbers):
            last += 1
    return first, last


def _is_lower_heading(
    grid: Grid,
    cells: Cells,
    first: int,
    row: int,
    rules: TableRules,
) -> bool:
    """Whether a row goes on with the heading above it: merged heading cells reach into it, or its words stand
    only where the row above has a heading over several columns."""
    filled = [(col, cell) for col, cell in enumerate(cells[row]) if cell and not cell.inherited]
    if not filled or any(len(cell.text) > _LONGEST_HEADING for _, cell in filled):
        return False
    reached = sum(1 for cell in cells[row] if cell and cell.inherited)
    first_cell = cells[row][0]
    if first_cell and first_cell.inherited:
        return True  # the heading of the first column reaches down to here
    above, upper = grid[row - 1], cells[row - 1]
    spanned = False
    here = {col for col, _ in filled}
    for col, _ in filled:
        place = above[col]
        blank = next((held for held in range(col + 1, len(upper)) if upper[held] is not None), len(upper))
        typed_left = any(held in here for held in range(col + 1, blank))
        if place is None or (place.colspan == 1 and upper[col] is not None and not typed_left):
            return False  # words below a heading of their own column
        spanned = spanned or place.colspan > 1 or upper[col] is None
    if reached:
        return True
    own = cells[row][0]
    if own is not None and label_class(own.text) is not None:
        return False
    return spanned and own is None and len(filled) >= 2


def heading_words(
    grid: Grid,
    cells: Cells,
    first: int,
    last: int,
    rules: TableRules,
) -> tuple[str, ...]:
    if first >= last:
        return ()
    width = len(cells[first])
    parts: list[list[str]] = [[] for _ in range(width)]
    for row in range(first, last):
        numbers = _filled(cells[row], grid[row])
        whole = len(numbers) >= max(3, width - 1)  # fewer are words of their own: *1*, *2*, *3* below *Tháng*
        if row > first and whole and all(rules.is_cell("column_number", c.text) for c in numbers):
            continue
        held = ""
        for col in range(width):
            cell = cells[row][col]
            words = cell.text if cell else ""
            if not words and held and row + 1 < last and cells[row + 1][col] and col:
                words = held  # a heading over several columns, typed into the first of them
            held = words
            if words and words not in parts[col]:
                parts[col].append(words)
    return tuple(" - ".join(words) for words in parts)
