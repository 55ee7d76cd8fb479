"""Tables that share targets out (giao chỉ tiêu cho các xã): one target a body or place, its figures from the columns
of what each is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...models import Measure, Target
from ..measures.cell_values import read_value as read_cell
from .figures import bracketed_unit, lower_first, read_value, take_heading, unit_above
from .targets import column_deadline, row_deadline
from .tools import Tools
from .values import CellReading, TableReading


def read_shares(reading: TableReading, tools: Tools, section: str, deadline: str | None) -> Iterator[Target]:
    """The targets of a table whose rows are bodies or places and that has no column of statements, ids left blank.
    `deadline`: what the words above the table set for all. Columns count where their heading calls them targets; those
    of years only where the words above the table do."""
    body = reading.first("place", "agency", "lead")
    by_year = tools.rules.names_kind(reading.caption, "targets")
    given = reading.every("value", "year") if by_year else reading.every("value")
    if not by_year:
        given = tuple(col for col in given if tools.rules.parts.aim.search(reading.header[col]))
    if by_year and not given and not tools.rules.parts.reported.search(reading.caption):
        given = _plain_columns(reading, tools)
    results = any(tools.rules.is_cell("done", part) for heading in reading.header for part in heading.split(" - "))
    if body is None or reading.statement is not None or results:
        return  # what was done stands beside what was planned: a report
    for row in reading.rows:
        cell = row.cells[body]
        if cell is None or row.kind in ("total", "more") or cell.inherited:
            continue
        measures = []
        by_row, _ = row_deadline(reading, row, tools)
        for col in given:
            held = row.cells[col]
            if held is not None and not held.inherited and not tools.rules.is_cell("mark", held.text):
                due, every = column_deadline(reading, col, by_row or deadline, tools)
                heading = reading.header[col]
                lowest = heading.rpartition(" - ")[2]
                name = tools.rules.parts.given.sub("", lowest) or lowest
                unit = _counted(held, name, tools) or bracketed_unit(heading, tools)
                unit = unit or unit_above(reading, tools)
                for measure in take_heading(read_value(held, unit, name, tools, due, every), heading, tools):
                    said = lowest if measure.subject == name else measure.subject
                    measures.append(measure.model_copy(update={"subject": said}))
        if measures:
            yield Target(
                id="",
                section=reading.section(section, row) or None,
                text=cell.text,
                kind="quantitative",
                measures=tuple(measures),
                lead=tools.agencies(cell.text),
                evidence=tools.text.evidence(*_around(cell, measures)),
            )


def _around(cell: CellReading, measures: Sequence[Measure]) -> tuple[int, int]:
    """The stretch from a body's cell to its figures, which may stand before it."""
    starts, ends = (m.evidence.start for m in measures), (m.evidence.end for m in measures)
    return min(cell.start, *starts), max(cell.end, *ends)


def _plain_columns(reading: TableReading, tools: Tools) -> tuple[int, ...]:
    """The columns of figures of a table that its caption calls one of targets, but for those that say what a place
    has already."""
    rules = tools.rules
    found: list[int] = []
    for col, role in enumerate(reading.columns):
        heading = reading.header[col] if col < len(reading.header) else ""
        if role not in (None, "quantity") or not heading or rules.is_cell("context", heading):
            continue
        cells = [cell for row in reading.rows if (cell := row.cells[col])]
        if cells and all(rules.is_cell("number", cell.text) for cell in cells):
            found.append(col)
    return tuple(found)


def _counted(cell: CellReading, name: str, tools: Tools) -> str | None:
    """The noun that a heading begins with (*Hộ nghèo*), where the figures below it count that noun; None where it
    begins with none."""
    counts = tools.rules.is_cell("number", cell.text) and not tools.rules.parts.counted.match(name)
    if not counts or any(char.isdigit() or char in "(%" for char in name):
        return None
    noun = lower_first(name)
    value = read_cell(cell.text, noun)
    unit = value.unit if value else None
    return unit if unit and noun.startswith(unit) else None
