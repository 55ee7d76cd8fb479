"""Values of a table understood: cells, rows, the table with its columns."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ...lexicon.tables import ColumnRole, TableKind
from ...structure.values import TextCell, TextTable

Grid = list[list[TextCell | None]]
"""For each place of the table the cell that covers it."""

RowKind = Literal["group", "row", "total", "more"]
"""`group` heads the rows below it; `total` sums up; `more` goes on with the row above (it has no label of
its own)."""


class CellReading(Struct, frozen=True):
    """A cell as a row has it: `start:end` its words without white space around them, `text` those on one
    line. `inherited`: the cell is merged and stands in a row above."""

    start: int
    end: int
    text: str
    inherited: bool = False
    lines: tuple[tuple[int, int], ...] = ()


class RowReading(Struct, frozen=True):
    """A row below the heading. `cells`: one a column, None where the cell is blank (or spanned from the
    left).

    `label` is the number, letter or bullet sign of the row without punctuation; `group` the indexes (into
    `TableReading.rows`) of the group rows above it, outermost first; `parent` the row that it is a sub-row
    of. `introduces`: the row says nothing by itself, it only leads in its sub-rows."""

    kind: RowKind
    label: str | None
    cells: tuple[CellReading | None, ...]
    group: tuple[int, ...] = ()
    parent: int | None = None
    introduces: bool = False
    start: int = 0
    end: int = 0


class TableReading(Struct, frozen=True):
    """A table understood: `header` one text a column (headings over headings joined by ` - `), `columns`
    what each holds (None: not told), `rows` those below the heading. `fill_in`: the columns left blank to be
    filled in. `attached`: it stands in an attachment, where groups of rows are what sections are in the body."""

    table: TextTable
    kind: TableKind
    caption: str
    header: tuple[str, ...]
    header_rows: int
    columns: tuple[ColumnRole | None, ...]
    rows: tuple[RowReading, ...]
    fill_in: tuple[int, ...] = ()
    attached: bool = False

    def first(self, *roles: ColumnRole) -> int | None:
        """The first column that holds one of these, the roles tried in order."""
        return next((i for role in roles for i, held in enumerate(self.columns) if held == role), None)

    def every(self, *roles: ColumnRole) -> tuple[int, ...]:
        """All columns that hold one of these, left to right."""
        return tuple(i for i, held in enumerate(self.columns) if held in roles)

    @property
    def statement(self) -> int | None:
        """The column whose words are the row's statement."""
        wanted: tuple[ColumnRole, ...] = ("task", "target", "content")
        if self.kind in ("targets", "form"):
            wanted = ("target", "content", "task")
        elif self.kind in ("budget", "places"):
            wanted = ("content", "task", "target")
        if self.kind == "budget":
            wanted = (*wanted, "source")
        return self.first(*wanted)

    def path(self, row: RowReading) -> tuple[str, ...]:
        """The labels of the groups that a row stands in, outermost first; the group's words where it has no
        label."""
        names: list[str] = []
        for index in row.group:
            group = self.rows[index]
            words = next((cell.text for cell in group.cells if cell and cell.text != group.label), "")
            names.append(group.label or words)
        return tuple(names)

    def section(self, base: str, row: RowReading) -> str:
        """The section of what a row says: that of the table; in an attachment then the groups of the row."""
        return "/".join(part for part in (base, *self.path(row)) if part) if self.attached else base


Cells = list[list[CellReading | None]]
"""For each place of the table what the cell that covers it says; None where it is blank."""
