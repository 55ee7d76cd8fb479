"""Joins the pieces of a table that goes on over pages: one table, its heading once, broken rows made whole.

Works on layout alone. A piece continues the table before it where nothing but page furniture stands between,
the columns agree, and either the heading is repeated or (on a paged format) the piece begins a later page
without a heading of its own. What could be read both ways is left as it stands and reported as a `Finding`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from statistics import median

from msgspec.structs import replace

from ..language.letters import POINTS
from ..language.patterns import compile_later
from ..language.spaces import on_one_line
from ..lexicon.lines import LINES
from ..source import Block, Cell, Finding, Line, Source, Table, tables_of

MAX_HEADER_ROWS = 4
EDGE_TOLERANCE = 6.0
"""Points by which the same ruling line may lie apart on two pages (scans and rounding)."""

MAX_SHIFT = 40.0
"""Points by which a whole table may stand further left or right on the next page (scans, mirrored
margins)."""

_UNFINISHED = compile_later(r"[\w,(\-–/&]$")
_BULLET = compile_later(rf"[-–+*•]\s|\d{{1,2}}[.)]\s|[{POINTS}]\)\s")


def stitch(source: Source) -> Source:
    """`source` with the pieces of each table joined; findings keep pointing at their block."""
    if len(tables_of(source.blocks)) < 2:
        return source
    blocks: list[Block] = []
    moved: dict[int, int] = {}
    findings: list[Finding] = []
    furniture: list[int] = []  # lines since the last table that may be page furniture, as indexes into `blocks`
    last: int | None = None
    for index, block in enumerate(source.blocks):
        if isinstance(block, Table):
            before = blocks[last] if last is not None else None
            joined = _join(before, block) if isinstance(before, Table) else None
            if joined is not None and last is not None:
                blocks[last], doubts = joined
                findings.extend(replace(doubt, block=last) for doubt in doubts)
                for place in reversed(furniture):
                    del blocks[place]
                moved[index] = last
                furniture = []
                continue
            last = len(blocks)
            furniture = []
        elif last is not None:
            if _is_furniture(block):
                furniture.append(len(blocks))
            else:
                last = None
                furniture = []
        moved[index] = len(blocks)
        blocks.append(block)
    kept = [f if f.block is None else replace(f, block=moved.get(f.block)) for f in source.findings]
    return replace(source, blocks=tuple(blocks), findings=(*kept, *findings))


def _is_furniture(line: Line) -> bool:
    return LINES.page_number.fullmatch(line.text) is not None


def _join(first: Table, second: Table) -> tuple[Table, list[Finding]] | None:
    """The two as one table, or None where the second is a table of its own."""
    pages = _pages(first), _pages(second)
    paged = bool(pages[0] and pages[1])
    if paged and min(pages[1]) <= max(pages[0]):
        return None
    aligned = _align(first, second)
    if aligned is None:
        return None
    first, second = aligned
    repeated = _repeated_rows(first, second)
    if not repeated and not (paged and min(pages[1]) == max(pages[0]) + 1 and not _begins_anew(first, second)):
        return None
    rest = [cell for cell in second.cells if cell.row >= repeated]
    if any(cell.row < repeated < cell.row + cell.rowspan for cell in second.cells):
        return None
    header = max(repeated, first.header_rows or 0) or first.header_rows
    if not rest:
        return replace(first, header_rows=header), []
    moved = [replace(cell, row=cell.row - repeated) for cell in rest]
    cells, n_rows, findings = _append(first, moved, second.n_rows - repeated, header or 0)
    return replace(first, n_rows=n_rows, cells=cells, header_rows=header), findings


def _pages(table: Table) -> list[int]:
    boxes = [table.box] if table.box else []
    boxes += [cell.box for cell in table.cells if cell.box]
    boxes += [line.box for cell in table.cells for line in cell.lines if line.box]
    return [box.page for box in boxes]


def _norm(text: str) -> str:
    return on_one_line(text).casefold()


def _rows(table: Table) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def _signature(row: Sequence[Cell]) -> dict[int, str]:
    return {cell.col: words for cell in row if (words := _norm(cell.text))}


def _says_the_same(mine: dict[int, str], other: dict[int, str]) -> bool:
    """Whether two rows say the same but for a slip of recognition or a clipped word in a few of their
    cells."""
    if mine == other:
        return bool(mine)
    if mine.keys() != other.keys() or len(mine) < 2:
        return False
    differing = [col for col in mine if mine[col] != other[col]]
    return len(differing) * 3 <= len(mine) + 2 and all(
        SequenceMatcher(None, mine[col], other[col], autojunk=False).ratio() >= 0.75 for col in differing
    )


def _repeated_rows(first: Table, second: Table) -> int:
    """How many of the second table's first rows say the same as the first table's: its repeated heading."""
    a, b = _rows(first), _rows(second)
    limit = min(len(a) - 1, len(b), max(MAX_HEADER_ROWS, first.header_rows or 0))
    count = 0
    for index in range(limit):
        mine = _signature(a[index])
        if not _says_the_same(mine, _signature(b[index])) or (index == 0 and len(mine) < min(2, first.n_cols)):
            break
        count += 1
    while count and any(cell.row < count < cell.row + cell.rowspan for cell in second.cells):
        count -= 1  # a spanning heading cell that is not whole yet
    return count


def _begins_anew(first: Table, second: Table) -> bool:
    """Whether the second table starts with a heading of its own: its first row has words where every row of
    the first table below its heading has a number, or it is marked as a heading."""
    if second.header_rows:
        return True
    rows = _rows(second)
    own = {cell.col: _norm(cell.text) for cell in rows[0]}
    head = {cell.col: _norm(cell.text) for cell in _rows(first)[0]}
    key, head_key = own.get(0, ""), head.get(0, "")
    if key and key == head_key:
        return True  # the same key word over other columns: a heading, but not this table's
    bold = [line.bold for cell in rows[0] for line in cell.lines]
    later = [line.bold for row in rows[1:] for cell in row for line in cell.lines]
    all_bold = bool(bold) and all(bold) and any(value is False for value in later)
    return all_bold and len(_signature(rows[0])) == len(rows[0]) > 1 and not re.match(r"[\dIVXA-Z]{1,5}\b", key.upper())


# --- columns -------------------------------------------------------------------------------------------


def _edges(table: Table) -> list[float] | None:
    """x of each column boundary, left to right; None where some boundary has no box to tell it."""
    seen: dict[int, list[float]] = {}
    for cell in table.cells:
        if cell.box:
            seen.setdefault(cell.col, []).append(cell.box.x0)
            seen.setdefault(cell.col + cell.colspan, []).append(cell.box.x1)
    if len(seen) < table.n_cols + 1:
        return None
    return [median(seen[index]) for index in range(table.n_cols + 1)]


def _align(first: Table, second: Table) -> tuple[Table, Table] | None:
    """Both tables over the same columns, or None where their columns disagree."""
    a, b = _edges(first), _edges(second)
    if a is None or b is None:
        return (first, second) if first.n_cols == second.n_cols else None
    shift = b[0] - a[0]
    if abs(shift) <= MAX_SHIFT:
        b = [x - shift for x in b]
    if len(a) == len(b):
        together = all(abs(x - y) <= EDGE_TOLERANCE for x, y in zip(a, b, strict=True))
        return (first, second) if together else None
    wide, narrow = (a, b) if len(a) > len(b) else (b, a)
    places = [min(range(len(wide)), key=lambda i, x=x: abs(wide[i] - x)) for x in narrow]  # type: ignore[misc]
    if any(abs(wide[i] - x) > EDGE_TOLERANCE for i, x in zip(places, narrow, strict=True)):
        return None
    if len(set(places)) < len(places) or places[0] != 0 or places[-1] != len(wide) - 1:
        return None
    if len(narrow) - 1 < 2:
        return None
    if wide is a:
        return first, _spread(second, places)
    return _spread(first, places), second


def _spread(table: Table, places: Sequence[int]) -> Table:
    """The table over finer columns: its boundary `i` is boundary `places[i]` of the finer grid."""
    cells = tuple(
        replace(cell, col=places[cell.col], colspan=places[cell.col + cell.colspan] - places[cell.col])
        for cell in table.cells
    )
    return replace(table, n_cols=places[-1], cells=cells)


# --- rows ----------------------------------------------------------------------------------------------


def _append(
    first: Table, cells: Sequence[Cell], n_rows: int, header: int
) -> tuple[tuple[Cell, ...], int, list[Finding]]:
    """The first table's cells and those of the next page below them; a row broken by the page made one."""
    findings: list[Finding] = []
    last_row = first.n_rows - 1
    bottom = {cell.col: cell for cell in first.cells if cell.row + cell.rowspan - 1 == last_row}
    top = {cell.col: cell for cell in cells if cell.row == 0}
    broken = last_row >= header and _is_broken(first, bottom, top, header, findings)
    done: dict[tuple[int, int], Cell] = {}
    shift = first.n_rows
    dropped: set[tuple[int, int]] = set()
    if broken:
        shift -= 1
        for col, cell in top.items():
            old = bottom[col]
            done[old.row, old.col] = replace(
                old, lines=(*old.lines, *cell.lines), rowspan=old.rowspan + cell.rowspan - 1
            )
            dropped.add((0, col))
    else:
        for col, cell in top.items():
            held = bottom.get(col)
            if col == 0 or held is None or cell.text.strip() or held.colspan != cell.colspan or last_row < header:
                continue
            if held.rowspan == cell.rowspan == 1 or not held.text.strip():
                continue
            # A merged cell cut by the page: its words stand on the page before.
            done[held.row, held.col] = replace(held, rowspan=held.rowspan + cell.rowspan)
            dropped.add((0, col))
            if cell.rowspan == 1:
                findings.append(
                    Finding(
                        "merged_cell_over_page",
                        "Ô trống ở đầu trang được đọc là phần tiếp của ô gộp ở trang trước.",
                        page=cell.box.page if cell.box else None,
                    )
                )
    merged = [done.get((cell.row, cell.col), cell) for cell in first.cells]
    merged += [replace(cell, row=cell.row + shift) for cell in cells if (cell.row, cell.col) not in dropped]
    merged.sort(key=lambda cell: (cell.row, cell.col))
    return tuple(merged), shift + n_rows, findings


def _is_broken(
    first: Table, bottom: dict[int, Cell], top: dict[int, Cell], header: int, findings: list[Finding]
) -> bool:
    """Whether the row at the top of a page is the rest of the one at the bottom of the page before.

    It must leave the first column (the row's number) blank, have the same cells, and go on mid-sentence
    somewhere: in lower case, or after words that end without a stop. Where every other row has a first cell,
    a blank one tells enough. A row that begins with a bullet or number of its own is a row."""
    if 0 not in top or top[0].text.strip() or first.n_cols < 2:
        return False
    filled = {col: cell for col, cell in top.items() if cell.text.strip()}
    if not filled:
        return False
    page = next((cell.box.page for cell in top.values() if cell.box), None)
    signs = sum(_goes_on(bottom.get(col), cell.text.strip()) for col, cell in filled.items())
    others = [cell for cell in first.cells if cell.col == 0 and cell.row >= header]
    always_numbered = len(others) > 1 and all(cell.text.strip() for cell in others)
    starts_below_blank = any(not (col in bottom and bottom[col].text.strip()) for col in filled)
    if starts_below_blank or not _fits(bottom, top):
        if signs:
            findings.append(_doubt(page))
        return False
    bulleted = any(_BULLET.match(cell.text.strip()) for cell in filled.values())
    if signs == len(filled) or (signs and always_numbered) or (always_numbered and not bulleted):
        return True
    if signs or always_numbered:
        findings.append(_doubt(page))
    return always_numbered


def _fits(bottom: dict[int, Cell], top: dict[int, Cell]) -> bool:
    """Whether two rows have the same cells."""
    return len(top) == len(bottom) and all(
        col in bottom and bottom[col].colspan == cell.colspan for col, cell in top.items()
    )


def _goes_on(old: Cell | None, new: str) -> bool:
    """Whether a cell's words go on with those above them: in lower case, or behind words that end without a stop."""
    before = old.text.rstrip() if old else ""
    if _BULLET.match(new):
        return False
    return new[0].islower() or bool(_UNFINISHED.search(before) and not before[-1].isdigit())


def _doubt(page: int | None) -> Finding:
    return Finding(
        "row_over_page",
        "Hàng đầu trang này có thể là phần tiếp của hàng cuối trang trước.",
        page=page,
    )
