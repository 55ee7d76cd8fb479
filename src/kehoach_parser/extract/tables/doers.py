"""Who leads and who supports a row: the columns of agencies, with merged, blank and referring cells
resolved."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ...models import Agency
from .tools import Tools, cell_words, row_cell
from .values import CellReading, RowReading, TableReading


class RowDoers(Struct, frozen=True):
    """`role` is `lead` where the column (or cell) says chủ trì, `implement` where it only says who does
    it."""

    lead: tuple[Agency, ...]
    support: tuple[Agency, ...]
    role: Literal["lead", "implement"]


class Doers:
    """Reads the agency columns of one table, row by row in order."""

    def __init__(self, reading: TableReading, tools: Tools) -> None:
        self.reading = reading
        self.tools = tools
        self.lead = reading.first("lead", "agency")
        self.support = reading.first("support")
        others = [col for col in reading.every("lead", "agency", "support") if col != self.lead]
        if self.lead is None and self.support is not None and not others:
            self.lead = None
        self.leads = self.lead is not None and reading.columns[self.lead] == "lead"
        self._above: dict[int, tuple[Agency, ...]] = {}

    @property
    def has_lead(self) -> bool:
        """Whether the table says at all who leads or does its rows."""
        return self.lead is not None

    def read(self, row: RowReading) -> RowDoers:
        """The bodies of a row; what names none is reported."""
        role: Literal["lead", "implement"] = "lead" if self.leads else "implement"
        lead_cell = row_cell(self.reading, row, self.lead)
        words = cell_words(lead_cell, self.tools.text) if lead_cell else ""
        aside: tuple[Agency, ...] = ()
        parts = self.tools.rules.parts
        parted = parts["support_within"].search(words)
        if parted and parted.start() > 0:
            aside = self.tools.agencies(words[parted.end() :])
            before = words[: parted.start()]
            if parts["lead_within"].search(before):
                role = "lead"
            words = parts["lead_within"].sub(" ", before)
        lead = self._agencies(lead_cell, words, self.lead, row, required=True)
        support_cell = row_cell(self.reading, row, self.support)
        support_words = cell_words(support_cell, self.tools.text) if support_cell else ""
        support = self._agencies(support_cell, support_words, self.support, row, required=False)
        return RowDoers(lead, (*support, *(agency for agency in aside if agency not in support)), role)

    def _agencies(
        self, cell: CellReading | None, words: str, column: int | None, row: RowReading, *, required: bool
    ) -> tuple[Agency, ...]:
        if column is None:
            return ()
        rules = self.tools.rules
        if cell is None:
            if required:
                self.tools.doubt(
                    "agency_blank", "Ô cơ quan chủ trì/thực hiện của dòng này để trống.", row.start, row.end
                )
            return ()
        as_above = rules.is_cell("same_as_above", cell.text)
        found = self._above.get(column, ()) if as_above else self.tools.agencies(words)
        if found:
            self._above[column] = found
            return found
        if required or rules.is_cell("unresolved", cell.text):
            message = f"«{cell.text[:80]}» không nêu tên cơ quan cụ thể."
            self.tools.doubt("agency_unresolved", message, cell.start, cell.end)
        return ()
