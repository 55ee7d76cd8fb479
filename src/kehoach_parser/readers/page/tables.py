"""Ruled tables of a page: edges -> connected grids -> cells -> `layout.Table`.

A grid's cells are joined wherever the rule between them is missing, so merged cells come out with their spans. A
frame of one cell, an underline or a footnote's rule is no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct, field

from .words import PageText, Word

_SNAP = 2.5  # points: rules so near each other are one
_TOUCH = 4.0  # … and so near they meet
_OPEN = 9.0  # rules that jut out so far mean an open side
_COVER = 0.6  # of a cell's side must be drawn for it to be a border
_MOST_LINES = 1200  # a page with more distinct rules is a drawing


class _Edge(Struct):
    """A rule along one axis: at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


class GridCell(Struct):
    """A cell of a grid with its words in the order of the file."""

    row: int
    col: int
    rowspan: int
    colspan: int
    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Word] = field(default_factory=list)


class Grid(Struct):
    """A table's lines: `xs` and `ys` are the edges of its columns and rows."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]

    @property
    def n_rows(self) -> int:
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        return len(self.xs) - 1

    def holds(self, word: Word) -> bool:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def find_grids(page: PageText) -> tuple[list[Grid], list[Grid], list[Word]]:
    """The page's ruled tables and its one-cell frames, with their words, and the words that stand in neither.

    Frames are only those that enclose little: a frame around a page is none.
    """
    level = _merge([_Edge(r.top, r.x0, r.x1) for r in page.rules if r.top == r.bottom])
    upright = _merge([_Edge(r.x0, r.top, r.bottom) for r in page.rules if r.x0 == r.x1])
    if len(level) < 2 or not upright or len(level) + len(upright) > _MOST_LINES:
        return [], [], page.words
    grids = [grid for part in _connected(level, upright) if (grid := _grid(*part)) is not None]
    grids = [g for g in grids if not any(g is not other and _inside(g, other) for other in grids)]
    rest = page.words
    for grid in grids:
        rest = _fill(grid, rest)
    tables, frames, given_back = [], [], []
    for grid in grids:
        if _is_table(grid):
            tables.append(_without_empty_lines(grid))
        elif _is_frame(grid, page):
            frames.append(grid)
        else:
            given_back += [word for cell in grid.cells for word in cell.words]
    if given_back:
        kept = {id(word) for word in (*rest, *given_back)}
        rest = [word for word in page.words if id(word) in kept]
    return sorted(tables, key=lambda g: (g.ys[0], g.xs[0])), frames, rest


def _merge(edges: list[_Edge]) -> list[_Edge]:
    """Rules on one line that touch or overlap become one."""
    edges.sort(key=lambda e: (e.at, e.start))
    lines: list[list[_Edge]] = []
    for edge in edges:
        if lines and edge.at - lines[-1][-1].at <= _SNAP / 2 and edge.at - lines[-1][0].at <= _SNAP:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    merged: list[_Edge] = []
    for line in lines:
        at = sum(e.at for e in line) / len(line)
        current: _Edge | None = None
        for edge in sorted(line, key=lambda e: e.start):
            if current is not None and edge.start <= current.end + _TOUCH:
                current.end = max(current.end, edge.end)
            else:
                current = _Edge(at, edge.start, edge.end)
                merged.append(current)
    return merged


def _connected(level: list[_Edge], upright: list[_Edge]) -> list[tuple[list[_Edge], list[_Edge]]]:
    """Groups of rules that cross or meet each other."""
    edges = level + upright
    parent = list(range(len(edges)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(level):
        for j, v in enumerate(upright, len(level)):
            if h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[_Edge], list[_Edge]]] = {}
    for i, edge in enumerate(edges):
        groups.setdefault(root(i), ([], []))[0 if i < len(level) else 1].append(edge)
    return [(h, v) for h, v in groups.values() if len(h) >= 2 and v]


def _lines(edges: Sequence[_Edge]) -> list[float]:
    """The distinct places of rules, near ones taken as one."""
    places = sorted((e.at, e.end - e.start) for e in edges)
    lines: list[list[tuple[float, float]]] = []
    for place in places:
        if lines and place[0] - lines[-1][-1][0] <= _SNAP:
            lines[-1].append(place)
        else:
            lines.append([place])
    return [max(line, key=lambda p: p[1])[0] for line in lines]


def _grid(level: list[_Edge], upright: list[_Edge]) -> Grid | None:
    xs, ys = _lines(upright), _lines(level)
    x_start, x_end = min(e.start for e in level), max(e.end for e in level)
    y_start, y_end = min(e.start for e in upright), max(e.end for e in upright)
    open_left, open_right = x_start < xs[0] - _OPEN, x_end > xs[-1] + _OPEN
    open_top, open_bottom = y_start < ys[0] - _OPEN, y_end > ys[-1] + _OPEN
    xs = [x_start] * open_left + xs + [x_end] * open_right
    ys = [y_start] * open_top + ys + [y_end] * open_bottom
    if len(xs) < 2 or len(ys) < 2:
        return None
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    if n_rows * n_cols > 20_000:
        return None
    # wall[i][j]: a rule parts cell (i, j) from its right neighbour; floor: from the one below
    wall = [[False] * n_cols for _ in range(n_rows)]
    floor = [[False] * n_cols for _ in range(n_rows)]
    for j in range(n_cols - 1):
        spans = [(e.start, e.end) for e in upright if abs(e.at - xs[j + 1]) <= _SNAP]
        for i in range(n_rows):
            wall[i][j] = _covered(spans, ys[i], ys[i + 1])
    for i in range(n_rows - 1):
        spans = [(e.start, e.end) for e in level if abs(e.at - ys[i + 1]) <= _SNAP]
        for j in range(n_cols):
            floor[i][j] = _covered(spans, xs[j], xs[j + 1])
    return Grid(xs, ys, _cells(xs, ys, wall, floor))


def _covered(spans: list[tuple[float, float]], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(b, end) - max(a, start)) for a, b in spans)
    return covered >= _COVER * (end - start)


def _cells(xs: list[float], ys: list[float], wall: list[list[bool]], floor: list[list[bool]]) -> list[GridCell]:
    """Rectangles as large as the missing rules allow, from the top left."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    taken = [[False] * n_cols for _ in range(n_rows)]
    cells: list[GridCell] = []
    for i in range(n_rows):
        for j in range(n_cols):
            if taken[i][j]:
                continue
            right = j
            while right + 1 < n_cols and not wall[i][right] and not taken[i][right + 1]:
                right += 1
            below = i
            while (
                below + 1 < n_rows
                and not any(floor[below][c] for c in range(j, right + 1))
                and not any(wall[below + 1][c] for c in range(j, right))
                and not any(taken[below + 1][c] for c in range(j, right + 1))
            ):
                below += 1
            for r in range(i, below + 1):
                for c in range(j, right + 1):
                    taken[r][c] = True
            cells.append(GridCell(i, j, below - i + 1, right - j + 1, xs[j], ys[i], xs[right + 1], ys[below + 1]))
    return cells


def _fill(grid: Grid, words: list[Word]) -> list[Word]:
    """Puts the words that stand in the grid into its cells; returns the others."""
    by_place: dict[tuple[int, int], GridCell] = {}
    for cell in grid.cells:
        for r in range(cell.row, cell.row + cell.rowspan):
            for c in range(cell.col, cell.col + cell.colspan):
                by_place[r, c] = cell
    rest: list[Word] = []
    xs, ys = grid.xs, grid.ys
    left, right, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
    for word in words:
        x = (word.x0 + word.x1) / 2
        y = (word.top + word.bottom) / 2 if word.style.turn else word.base - 0.3 * word.style.size
        if not (left <= x <= right and top <= y <= bottom):
            rest.append(word)
            continue
        row = min(bisect_right(ys, y), grid.n_rows) - 1
        col = min(bisect_right(xs, x), grid.n_cols) - 1
        by_place[max(row, 0), max(col, 0)].words.append(word)
    return rest


def _inside(inner: Grid, outer: Grid) -> bool:
    return (
        inner.xs[0] >= outer.xs[0] - _TOUCH
        and inner.xs[-1] <= outer.xs[-1] + _TOUCH
        and inner.ys[0] >= outer.ys[0] - _TOUCH
        and inner.ys[-1] <= outer.ys[-1] + _TOUCH
        and (inner.xs[-1] - inner.xs[0]) * (inner.ys[-1] - inner.ys[0])
        < (outer.xs[-1] - outer.xs[0]) * (outer.ys[-1] - outer.ys[0])
        and len(outer.cells) > 1
    )


def _is_table(grid: Grid) -> bool:
    """At least two columns with words in more than one place; a frame, however drawn, is none."""
    if len(grid.cells) < 2 or grid.n_cols < 2:
        return False
    filled = [cell for cell in grid.cells if cell.words]
    if not filled:
        return False
    if len(filled) == 1:
        cell = filled[0]
        area = (cell.x1 - cell.x0) * (cell.bottom - cell.top)
        whole = (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])
        return area < 0.8 * whole and len(grid.cells) >= 4
    columns = {(cell.col, cell.colspan) for cell in grid.cells}
    return len(columns) >= 2


def _is_frame(grid: Grid, page: PageText) -> bool:
    words = [word for cell in grid.cells for word in cell.words]
    area = (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])
    return bool(words) and len(grid.cells) == 1 and area < 0.12 * page.width * page.height


def _without_empty_lines(grid: Grid) -> Grid:
    """Without the thin rows and columns that double rules leave, and without grid lines that no cell begins at."""
    rows = _kept([c.row for c in grid.cells], [c.row + c.rowspan for c in grid.cells], grid.ys, grid, by_row=True)
    cols = _kept([c.col for c in grid.cells], [c.col + c.colspan for c in grid.cells], grid.xs, grid, by_row=False)
    if len(rows) == len(grid.ys) and len(cols) == len(grid.xs):
        return grid
    row_at = {old: new for new, old in enumerate(rows)}
    col_at = {old: new for new, old in enumerate(cols)}

    def place(index: int, kept: list[int], at: dict[int, int]) -> int:
        return at[max((k for k in kept if k <= index), default=kept[0])]

    cells: list[GridCell] = []
    for cell in grid.cells:
        row, col = place(cell.row, rows, row_at), place(cell.col, cols, col_at)
        end_row = place(cell.row + cell.rowspan, rows, row_at)
        end_col = place(cell.col + cell.colspan, cols, col_at)
        if end_row > row and end_col > col:
            cell.row, cell.col, cell.rowspan, cell.colspan = row, col, end_row - row, end_col - col
            cells.append(cell)
    return Grid([grid.xs[i] for i in cols], [grid.ys[i] for i in rows], cells)


def _kept(starts: list[int], ends: list[int], lines: list[float], grid: Grid, *, by_row: bool) -> list[int]:
    """The indices of the grid lines to keep."""
    used = set(starts) | set(ends)
    kept = [i for i in range(len(lines)) if i in used or i in (0, len(lines) - 1)]
    result = [kept[0]]
    for index in kept[1:]:
        thin = lines[index] - lines[result[-1]] < 5.0
        if thin and not any(
            cell.words and (cell.row if by_row else cell.col) == result[-1]
            and (cell.row + cell.rowspan if by_row else cell.col + cell.colspan) == index
            for cell in grid.cells
        ):  # fmt: skip
            if index == kept[-1] and len(result) > 1:
                result[-1] = index
            continue
        result.append(index)
    return result
