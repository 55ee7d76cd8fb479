"""Tables without rules: columns that blank gutters keep apart over several rows.

Kept strict, for text that is no table must stay text: at least three columns over at least three rows, with a column of
numbers or short entries among them. Head and foot of a letter have two columns, a justified line has no gutter that
stays in its place.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from msgspec import Struct

from ...language.patterns import compile_later
from .rows import Row
from .tables import Grid, GridCell
from .words import Word

_GUTTER = 1.1  # of the type size: the least width of a gap that may be a gutter
_LEAST = 5.0  # points that must stay blank over all rows
_ROWS = 3
_FIGURE = compile_later(r"^[\W_]*\d[\d.,:/%\s\-–+]*[\W_]*$")


class _Run(Struct):
    """Rows `first` up to and without `last` with the gutters that stay blank over all of them."""

    first: int
    last: int
    gutters: list[tuple[float, float]]


def find_aligned(rows: list[Row]) -> tuple[list[Grid], list[Row]]:
    """The tables without rules among a page's rows (from top to bottom), and the rows that belong to none."""
    grids: list[Grid] = []
    rest: list[Row] = []
    index = 0
    while index < len(rows):
        run = _run_at(rows, index)
        grid = _grid(rows[run.first : run.last], run.gutters) if run else None
        if run is None or grid is None:
            rest.append(rows[index])
            index += 1
            continue
        grids.append(grid)
        index = run.last
    return grids, rest


def _gaps(row: Row) -> list[tuple[float, float]]:
    """The gaps of a row that are wide for its type and clearly wider than those between its words."""
    if row.widest_gap < _GUTTER * row.size:
        return []
    found = [(a.x1, b.x0) for a, b in pairwise(row.words) if b.x0 - a.x1 >= _GUTTER * row.size]
    narrow = [b.x0 - a.x1 for a, b in pairwise(row.words) if 0 < b.x0 - a.x1 < _GUTTER * row.size]
    usual = median(narrow) if narrow else 0.25 * row.size
    return [gap for gap in found if gap[1] - gap[0] > 2.2 * usual]


def _run_at(rows: list[Row], first: int) -> _Run | None:
    gutters = _gaps(rows[first])
    if len(gutters) < 2:
        return None
    last = first + 1
    filled = 1
    while last < len(rows):
        row = rows[last]
        if row.top - rows[last - 1].bottom > 2.0 * row.size:
            break
        left = [gutter for gutter in (_kept(gutter, row) for gutter in gutters) if gutter is not None]
        if len(left) < 2 or (len(left) < len(gutters) and filled >= _ROWS):
            break
        gutters = left
        last += 1
        if len(_columns(row, gutters)) >= 3:
            filled += 1
    while last > first and not _belongs(rows[last - 1], rows[first : last - 1], gutters):
        last -= 1
    full = sum(len(_columns(row, gutters)) >= 3 for row in rows[first:last])
    return _Run(first, last, gutters) if full >= _ROWS else None


def _kept(gutter: tuple[float, float], row: Row) -> tuple[float, float] | None:
    """What of a gutter a row leaves blank; None where it runs across."""
    left, right = gutter
    middle = (left + right) / 2
    for word in row.words:
        if word.x1 <= left or word.x0 >= right:
            continue
        if (word.x0 + word.x1) / 2 < middle:
            left = max(left, word.x1)
        else:
            right = min(right, word.x0)
    return (left, right) if right - left >= _LEAST else None


def _columns(row: Row, gutters: list[tuple[float, float]]) -> dict[int, list[Word]]:
    """The row's words by column."""
    edges = [(left + right) / 2 for left, right in gutters]
    columns: dict[int, list[Word]] = {}
    for word in row.words:
        middle = (word.x0 + word.x1) / 2
        columns.setdefault(sum(middle > edge for edge in edges), []).append(word)
    return columns


def _belongs(row: Row, above: list[Row], gutters: list[tuple[float, float]]) -> bool:
    """Whether the last row of a run is one of the table: entries in two columns, or one that goes on in its column."""
    columns = _columns(row, gutters)
    if len(columns) >= 2:
        return True
    (column,) = columns
    edges = [words[0].x0 for other in above if (words := _columns(other, gutters).get(column))]
    return column > 0 and any(abs(edge - row.x0) < 3.0 for edge in edges)


def _grid(rows: list[Row], gutters: list[tuple[float, float]]) -> Grid | None:
    """The grid of a run of rows; None where its content is no table's."""
    parts = [_columns(row, gutters) for row in rows]
    groups = _group(rows, parts, len(gutters) + 1)
    if len(groups) < _ROWS or not _has_figures(groups, parts, len(gutters) + 1):
        return None
    left, right = min(row.x0 for row in rows) - 2.0, max(row.x1 for row in rows) + 2.0
    xs = [left, *((a + b) / 2 for a, b in gutters), right]
    ys = [rows[0].top]
    for group, following in pairwise(groups):
        ys.append((rows[group[-1]].bottom + rows[following[0]].top) / 2)
    ys.append(rows[-1].bottom)
    cells = [
        GridCell(i, j, 1, 1, xs[j], ys[i], xs[j + 1], ys[i + 1], [w for k in group for w in parts[k].get(j, [])])
        for i, group in enumerate(groups)
        for j in range(len(xs) - 1)
    ]
    return Grid(xs, ys, cells)


def _group(rows: list[Row], parts: list[dict[int, list[Word]]], n_cols: int) -> list[list[int]]:
    """Printed rows that make one row of the table: a row without an entry in the first column goes on with the one
    before, unless most rows have none there; then every row with most columns filled begins a new one."""
    anchored = sum(0 in part for part in parts) >= 0.4 * len(parts)
    groups: list[list[int]] = []
    for index, part in enumerate(parts):
        begins = 0 in part if anchored else len(part) > n_cols / 2
        if groups and not begins and rows[index].top - rows[index - 1].bottom < 0.7 * rows[index].size:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _has_figures(groups: list[list[int]], parts: list[dict[int, list[Word]]], n_cols: int) -> bool:
    """Whether some column below the first row holds mostly numbers."""
    for column in range(n_cols):
        texts = [" ".join(word.text for k in group for word in parts[k].get(column, [])) for group in groups[1:]]
        filled = [text for text in texts if text]
        if len(filled) >= 2 and sum(bool(_FIGURE.match(text)) for text in filled) >= 0.6 * len(filled):
            return True
    return False
