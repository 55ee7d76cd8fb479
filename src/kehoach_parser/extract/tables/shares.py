"""Tables that share targets out (giao chỉ tiêu cho các xã): one target a body or place, its figures from the columns
of what each is given."""

from __future__ import annotations

from collections.abc import Iterator

from ...models import Target
from .targets import column_deadline, read_value
from .tools import Tools
from .values import TableReading


def read_shares(reading: TableReading, tools: Tools, section: str, deadline: str | None) -> Iterator[Target]:
    """The targets of a table whose rows are bodies or places and that has no column of statements, ids left blank.
    `deadline`: what the words above the table set for all. Columns count where their heading calls them targets; those
    of years only where the words above the table do."""
    body = reading.first("place", "agency", "lead")
    by_year = tools.rules.names_kind(reading.caption, "targets")
    given = reading.every("value", "year") if by_year else reading.every("value")
    results = any(tools.rules.is_cell("done", part) for heading in reading.header for part in heading.split(" - "))
    if body is None or reading.statement is not None or results:
        return  # what was done stands beside what was planned: a report
    for row in reading.rows:
        cell = row.cells[body]
        if cell is None or row.kind in ("total", "more") or cell.inherited:
            continue
        measures = []
        for col in given:
            held = row.cells[col]
            if held is not None and not held.inherited and not tools.rules.is_cell("mark", held.text):
                due, every = column_deadline(reading, col, deadline, tools)
                heading = reading.header[col].rpartition(" - ")[2]
                name = tools.rules.parts["given"].sub("", heading) or heading
                for measure in read_value(held, None, name, tools, due, every):
                    said = heading if measure.subject == name else measure.subject
                    measures.append(measure.model_copy(update={"subject": said}))
        if measures:
            yield Target(
                id="",
                section=reading.section(section, row) or None,
                text=cell.text,
                kind="quantitative",
                measures=tuple(measures),
                lead=tools.agencies(cell.text),
                evidence=tools.text.evidence(cell.start, max(m.evidence.end for m in measures)),
            )
