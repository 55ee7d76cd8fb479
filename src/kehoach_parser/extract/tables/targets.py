"""Target tables (danh mục chỉ tiêu): one target a row, its figures from its words or from the columns beside
them.

A row counts as a target where it states something itself. A row that only introduces its sub-rows (it ends
with a colon, or nothing stands beside it) is the lead-in of these; a row without number that goes on with
the row above (`Trong đó: …`, or in mid-sentence) is part of that one; totals count for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...language.patterns import compile_later
from ...models import Measure, Target
from ..statements import Inherited
from ..words.times import read_heading_deadline
from .doers import Doers
from .figures import bracketed_unit, counted_noun, lower_first, read_value, take_heading, unit_above
from .same import BodyStatements
from .statements import read_row_statements, under
from .times import read_part_of_year, read_time
from .tools import Tools, one_line, row_cell, statement_span
from .values import CellReading, RowReading, TableReading

_YEARS = compile_later(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_VALUE_WORDS = 4


def read_targets(
    reading: TableReading, tools: Tools, section: str, body: BodyStatements, deadline: str | None
) -> Iterator[Target]:
    """The targets of a table, in order, ids left blank. `deadline`: what the words above the table set for
    all."""
    doers = Doers(reading, tools)
    same: dict[int, str | None] = {}
    for found in read_row_statements(reading, tools, section, partial(_state, reading, tools)):
        row = found.row
        due, every = row_deadline(reading, row, tools)
        due = due if every else due or deadline
        statement = under(found.statement, tools, due)
        words = one_line(tools.text, statement.start, statement.end)
        same[found.index] = body.find(words, _same_of_parent(reading, row, same, body, tools))
        name = tools.rules.parts.lead_in_opening.sub("", words)
        measures, ends = _from_columns(reading, found.index, name, tools, due)
        measures = measures or [*tools.stated(statement), *tools.implied(statement)]
        if every:
            measures = [m if m.deadline or m.every else m.model_copy(update={"every": "year"}) for m in measures]
        who = doers.read(row) if doers.has_lead or doers.support is not None else None
        last = statement.spans[-1][1]
        yield Target(
            id="",
            section=statement.section or None,
            text=found.words(tools),
            kind="qualitative" if all(measure.implied for measure in measures) else "quantitative",
            measures=tuple(measures),
            lead=who.lead if who else (),
            support=who.support if who else (),
            same_as=same[found.index],
            evidence=tools.text.evidence(min(statement.start, *ends, statement.start), max(last, *ends, 0)),
        )


def _state(reading: TableReading, tools: Tools, row: RowReading, cell: CellReading) -> tuple[tuple[int, int], ...]:
    """Where a row states a target: in its own words, behind its topic where these are a bare value."""
    if cell.inherited and not _has_values(reading, row):
        return ()
    span = statement_span(cell, tools.text)
    leads_in = row.introduces or row.kind == "group"
    if leads_in and (cell.text.endswith(":") or not tools.measures(*span, Inherited())):
        return ()
    topic = row_cell(reading, row, reading.first("topic"))
    named = topic is not None and not topic.inherited and _is_bare(tools.text.reading[slice(*span)])
    return ((topic.start, topic.end), span) if topic and named else (span,)


def _is_bare(words: str) -> bool:
    """Whether a cell is a value alone, which says nothing without the topic beside it."""
    return len(words.split()) <= _VALUE_WORDS and any(char.isdigit() for char in words)


def _has_values(reading: TableReading, row: RowReading) -> bool:
    return any((cell := row.cells[col]) and not cell.inherited for col in reading.every("year", "value"))


def _same_of_parent(
    reading: TableReading, row: RowReading, same: dict[int, str | None], body: BodyStatements, tools: Tools
) -> str | None:
    if row.parent is None:
        return None
    if row.parent not in same:
        column = reading.statement
        cell = reading.rows[row.parent].cells[column] if column is not None else None
        same[row.parent] = body.find_parent(one_line(tools.text, *statement_span(cell, tools.text))) if cell else None
    return same[row.parent]


def row_deadline(reading: TableReading, row: RowReading, tools: Tools) -> tuple[str | None, bool]:
    """What the time column, or the heading of a group, sets for the row; and whether it is for each year."""
    cell = row_cell(reading, row, reading.first("time"))
    if cell is not None:
        time = read_time(cell.text, tools.year, tools.rules)
        if time.deadline:
            return time.deadline, False
        if tools.rules.parts.every_year.match(cell.text):
            return None, True
    for index in reversed(row.group):
        words = next((held.text for held in reversed(reading.rows[index].cells) if held), "")
        if found := read_heading_deadline(words):
            return found, False
    return None, False


# --- figures in columns of their own -------------------------------------------------------------------


def _from_columns(
    reading: TableReading, index: int, name: str, tools: Tools, deadline: str | None
) -> tuple[list[Measure], list[int]]:
    """The measures that columns of years or values give to the row's name, and offsets that the evidence
    must reach."""
    row = reading.rows[index]
    unit = _unit(reading, index, tools)
    above = None if unit or bracketed_unit(name, tools) else unit_above(reading, tools)
    measures: list[Measure] = []
    reach: list[int] = []
    for col in reading.every("year", "value"):
        cell = row.cells[col]
        if _is_past(reading, col, tools) or cell is None or tools.rules.is_cell("mark", cell.text):
            continue
        due, every = column_deadline(reading, col, deadline, tools)
        heading = reading.header[col]
        own = unit or bracketed_unit(heading, tools) or counted_noun(heading, tools) or above
        found = take_heading(read_value(cell, own, name, tools, due, every), heading, tools)
        measures.extend(found)
        if found and not cell.inherited:
            reach.extend((cell.start, cell.end))
    return measures, reach


def _is_past(reading: TableReading, col: int, tools: Tools) -> bool:
    """Whether a column of a year lies before the plan's own, and a later one stands beside it."""
    if tools.year is None or reading.columns[col] != "year":
        return False
    last = {
        place: int(years[-1]) for place in reading.every("year") if (years := _YEARS.findall(reading.header[place]))
    }
    return last.get(col, tools.year) < tools.year <= max(last.values())


def column_deadline(
    reading: TableReading, col: int, deadline: str | None, tools: Tools
) -> tuple[str | None, str | None]:
    """The year, or each year, that a column's heading sets for its figures; else `deadline`, set for all."""
    heading = tools.rules.parts.compared.sub(r"\g<plan>", reading.header[col])
    years = _YEARS.findall(tools.rules.parts.against.sub("", heading))
    if part := read_part_of_year(heading, tools.year, tools.rules):
        return part, None
    if years and (reading.columns[col] == "year" or len(years) == 1):
        return years[-1], None
    if tools.rules.parts.every_year.search(heading):
        return None, "year"
    return deadline, None


def _unit(reading: TableReading, index: int, tools: Tools) -> str | None:
    """The unit of a row, that of the row above where its cell only points there; None where it has none."""
    column = reading.first("unit")
    cell = row_cell(reading, reading.rows[index], column)
    while cell and column is not None and index and tools.rules.is_cell("same_as_above", cell.text):
        index -= 1
        cell = reading.rows[index].cells[column] or cell
    return lower_first(cell.text) if cell else None
