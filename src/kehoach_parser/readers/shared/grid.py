"""Tables that plain text draws with tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ...language.letters import POINTS
from ...language.patterns import compile_later
from ...source import Cell, Line, Table
from .markup import has_html, strip_emphasis, strip_html

_LABEL = compile_later(rf"\s*(?:[-+*•–]+|(?:\d{{1,3}}|[IVXLC]+|[{POINTS}])(?:\.\d+)*[.)/:]?|(?:\d+\.)+)\s*", re.I)
_RULE_CELL = compile_later(r"\s*:?-{2,}:?\s*|\s*={2,}\s*")
_BAR = compile_later(r"(?<!\\)\|")
_SHORT = 120
_WIDE = 4
"""Columns of a table in which a row of label and words is a group."""


class Grid(Struct, frozen=True):
    """A table found in lines `start:end` of a text."""

    start: int
    end: int
    table: Table


def find_grids(lines: Sequence[str]) -> list[Grid]:
    """The tables among the lines of a text, in order.

    Tabs: two or more neighbouring lines with the same number of tabs, or a single one that goes on a table
    before it after a blank line. Columns of labels alone (`1.⇥Title`) and tabs that only indent are no table.
    Bars: two or more neighbouring lines with the same number of cells.
    """
    rows: dict[int, list[str]] = {}
    for index, line in enumerate(lines):
        if "\t" in line and line.strip():
            rows[index] = line.rstrip("\r\n").split("\t")
        elif "|" in line:
            cells = _split_bars(line)
            if cells is not None:
                rows[index] = cells
    grids: list[Grid] = []
    for start, end in _runs(lines, rows):
        grids.extend(_grids_of_run(lines, rows, start, end, grids[-1] if grids else None))
    return grids


def split_columns(text: str) -> list[str] | None:
    """The two columns that tabs lay out on one line (`issuer ⇥ motto`); None where a tab only parts label
    and words."""
    parts = [part.strip() for part in text.split("\t")]
    parts = [part for part in parts if part]
    if len(parts) != 2 or len(text) > 2 * _SHORT or _LABEL.fullmatch(parts[0]):
        return None
    return parts


def split_lone_row(line: str) -> list[str] | None:
    """The cells of a row that stands alone, told by a bar at its edge; None for any other line."""
    text = line.strip()
    if len(text) < 2 or not (text.startswith("|") or text.endswith("|")):
        return None
    return [cell for cell in (part.strip() for part in _BAR.split(text)) if cell]


def make_table(rows: Sequence[Sequence[str]], *, header_rows: int | None = None, whole: bool = False) -> Table:
    """A table of plain cells. `whole`: cells are Markdown; stray HTML and emphasis are taken off in any
    case."""
    n_cols = max(len(row) for row in rows)
    cells = []
    for r, row in enumerate(rows):
        for c in range(n_cols):
            text = row[c] if c < len(row) else ""
            cells.append(Cell(r, c, cell_lines(text, whole=whole)))
    return Table(len(rows), n_cols, tuple(cells), header_rows=header_rows)


def cell_lines(text: str, *, whole: bool = False) -> tuple[Line, ...]:
    """The lines of a cell given as one string."""
    text = text.strip()
    if not text:
        return ()
    parts = strip_html(text) if has_html(text) else [text]
    lines: list[Line] = []
    for part in parts:
        if whole or "*" in part:
            lines.extend(
                Line(p.text, bold=p.bold, italic=p.italic) for p in strip_emphasis(part, whole=whole) if p.text
            )
        else:
            lines.append(Line(part))
    return tuple(lines)


def _runs(lines: Sequence[str], rows: dict[int, list[str]]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in rows:
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _grids_of_run(
    lines: Sequence[str], rows: dict[int, list[str]], start: int, end: int, before: Grid | None
) -> list[Grid]:
    """Tables within neighbouring lines that all have tabs or all have bars; rows of one width belong
    together."""
    found: list[Grid] = []
    _fill_groups(rows, start, end)
    at = start
    while at < end:
        width = len(rows[at])
        stop = at + 1
        while stop < end and len(rows[stop]) == width:
            stop += 1
        if stop - at == 1 and not _continues(lines, found[-1] if found else before, at, width):
            # Tabs that align: as many columns in every line once runs of tabs count as one.
            stop = at + 1
            parts = split_columns(lines[at])
            while parts and stop < end and split_columns(lines[stop]):
                stop += 1
            if stop - at >= 2:
                pairs = [split_columns(lines[i]) or [] for i in range(at, stop)]
                found.append(Grid(at, stop, make_table(pairs)))
            at = stop
            continue
        table = _table([rows[i] for i in range(at, stop)], bars="\t" not in lines[at])
        if table is not None:
            found.append(Grid(at, stop, table))
        at = stop
    return found


def _fill_groups(rows: dict[int, list[str]], start: int, end: int) -> None:
    """Gives the row of a group (*I⇥HUẤN LUYỆN*, whose cells to the right are one or left out) the width of the rows
    around it."""
    for at in range(start + 1, end - 1):
        width = len(rows[at - 1])
        if len(rows[at]) == 2 and width == len(rows[at + 1]) >= _WIDE and _LABEL.fullmatch(rows[at][0]):
            rows[at] = [*rows[at], *[""] * (width - 2)]


def _continues(lines: Sequence[str], before: Grid | None, at: int, width: int) -> bool:
    """Whether a lone row goes on the table before it: as wide, at least three columns, only blank lines
    between."""
    return (
        before is not None
        and width >= 3
        and before.table.n_cols == width
        and not any(line.strip() for line in lines[before.end : at])
    )


def _table(rows: list[list[str]], *, bars: bool) -> Table | None:
    header_rows = None
    if bars:
        ruled = next((i for i, row in enumerate(rows) if all(map(_RULE_CELL.fullmatch, row))), None)
        if ruled is not None:
            header_rows = ruled if any(cell.strip() for row in rows[:ruled] for cell in row) else None
            rows = [row for row in rows if not all(map(_RULE_CELL.fullmatch, row))]
        if not rows:
            return None
        return make_table(rows, header_rows=header_rows)
    while rows[0] and not any(row[0].strip() for row in rows):  # a column of indents
        rows = [row[1:] for row in rows]
        if len(rows[0]) < 2:
            return None
    if len(rows[0]) == 2 and all(_LABEL.fullmatch(row[0]) or not row[0].strip() for row in rows):
        return None
    return make_table(rows)


def _split_bars(line: str) -> list[str] | None:
    """The cells of a line with bars between them; None for a lone bar or a single cell."""
    text = line.strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    cells = [cell.replace("\\|", "|").strip() for cell in _BAR.split(text)]
    if len(cells) < 2 or not any(cells):
        return None
    return cells
