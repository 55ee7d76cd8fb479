"""The statements of a table: rows that say something of their own, with what the table says above them.

A row of a table is a statement like a bullet is (`extract.statements`): its groups are its headings, the row that it is
a part of is its lead-in, and its time columns set what a lead-in sets for bullets. A row without number that goes on
with the row above (`Trong đó: …`, or in mid-sentence) is part of that one; totals count for nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from ..statements import Inherited, Statement
from .tools import Tools, one_line, statement_span
from .values import CellReading, RowReading, TableReading

Span = tuple[int, int]
States = Callable[[RowReading, CellReading], tuple[Span, ...]]
"""Where the words of a row stand, given its cell of words; empty where the row states nothing itself."""


class RowStatement(Struct, frozen=True):
    """A row as a statement. `index`: of the row in the table; `end`: where the last of its rows ends."""

    row: RowReading
    index: int
    statement: Statement
    end: int

    def words(self, tools: Tools) -> str:
        """Its words on one line."""
        return " ".join(one_line(tools.text, *span) for span in self.statement.spans)


def read_row_statements(reading: TableReading, tools: Tools, section: str, states: States) -> list[RowStatement]:
    """The statements of a table in order. `section`: that of the table; times are not read yet (`under`)."""
    column = reading.statement
    found: list[RowStatement] = []
    if column is None:
        return found
    for index, row in enumerate(reading.rows):
        cell = row.cells[column]
        if cell is None or row.kind == "total":
            continue
        if row.kind == "more":
            if found and not tools.rules.is_cell("lead_in", cell.text):
                found[-1] = _go_on(found[-1], (cell.start, cell.end), row.end)
        elif spans := states(row, cell):
            (start, end), *more = spans
            parent = reading.rows[row.parent].cells[column] if row.parent is not None else None
            statement = Statement(
                start,
                end,
                None,
                (statement_span(parent, tools.text),) if parent else (),
                False,
                section=reading.section(section, row),
                headings=reading.path(row),
                more=tuple(more),
                above=Inherited(),
            )
            found.append(RowStatement(row, index, statement, max(row.start, row.end)))
    return found


def under(statement: Statement, tools: Tools, deadline: str | None) -> Statement:
    """The statement with what holds for it: the deadline of its row, and the row that it is a part of."""
    lead_in = one_line(tools.text, *statement.lead_ins[-1]) if statement.lead_ins else None
    return replace(statement, above=Inherited(deadline, None, lead_in))


def _go_on(known: RowStatement, span: Span, end: int) -> RowStatement:
    statement = replace(known.statement, more=(*known.statement.more, span))
    return replace(known, statement=statement, end=end)
