"""Who leads and who supports a row: the columns of agencies, with merged, blank and referring cells
resolved."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ...language.patterns import compile_later
from ...lexicon import doers
from ...models import Agency
from .tools import Tools, cell_words, row_cell
from .values import CellReading, RowReading, TableReading

_PARTS = compile_later(r"\s*[;,]\s*")


class RowDoers(Struct, frozen=True):
    """`role` is `lead` where the column (or cell) says chủ trì, `implement` where it only says who does
    it."""

    lead: tuple[Agency, ...]
    support: tuple[Agency, ...]
    role: Literal["lead", "implement"]


class _Parted(Struct, frozen=True):
    lead: str
    support: str
    says_lead: bool


class Doers:
    """Reads the agency columns of one table, row by row in order."""

    def __init__(self, reading: TableReading, tools: Tools) -> None:
        self.reading = reading
        self.tools = tools
        self.lead = reading.first("lead", "agency")
        if self.lead is None:
            self.lead = reading.first("overseer")  # who watches over what nobody is said to do
        self.support: int | None = reading.first("support")
        others = [col for col in reading.every("lead", "agency", "support") if col != self.lead]
        if self.lead is None and self.support is not None and not others:
            self.lead = None
        self.leads: bool = self.lead is not None and reading.columns[self.lead] == "lead"
        self._above: dict[int, tuple[Agency, ...]] = {}
        self._groups = self._read_groups() if not reading.every("lead", "agency", "support") else {}

    @property
    def has_lead(self) -> bool:
        """Whether the table says at all who leads or does its rows."""
        return self.lead is not None or bool(self._groups)

    def _read_groups(self) -> dict[int, tuple[Agency, ...]]:
        """The bodies that head the rows (*I. SỞ Y TẾ*) where no column names any and every outermost group is one."""
        heads = {row.group[0] for row in self.reading.rows if row.group}
        found: dict[int, tuple[Agency, ...]] = {}
        for index in heads:
            group = self.reading.rows[index]
            cell = next((held for held in reversed(group.cells) if held), None)
            if cell is None or not self.tools.rules.is_cell("agency", cell.text):
                return {}
            found[index] = self.tools.agencies(cell.text)
        return found if all(found.values()) else {}

    def read(self, row: RowReading) -> RowDoers:
        """The bodies of a row; what names none is reported."""
        role: Literal["lead", "implement"] = "lead" if self.leads else "implement"
        if row.group and row.group[0] in self._groups:
            return RowDoers(self._groups[row.group[0]], (), role)
        lead_cell = row_cell(self.reading, row, self.lead)
        words = cell_words(lead_cell, self.tools.text) if lead_cell else ""
        split = self._part(words)
        if split.says_lead:
            role = "lead"
        lead = self._agencies(lead_cell, split.lead, self.lead, row, required=True)
        aside = self.tools.agencies(split.support) if split.support else ()
        support_cell = row_cell(self.reading, row, self.support)
        support_words = cell_words(support_cell, self.tools.text) if support_cell else ""
        support = self._agencies(support_cell, support_words, self.support, row, required=False)
        return RowDoers(lead, (*support, *(agency for agency in aside if agency not in support)), role)

    def _part(self, words: str) -> _Parted:
        """A cell's words parted where it tells itself who leads and who supports: before the names (*phối hợp với
        Sở …*) or behind them (*Sở … phối hợp*, *Sở … (phối hợp)*)."""
        parts = self.tools.rules.parts
        if not parts.support_within.search(words):
            alone = parts.lead_within.search(words) is not None
            return _Parted(parts.lead_within.sub(" ", words) if alone else words, "", alone)
        lead: list[str] = []
        support: list[str] = []
        says_lead = False
        for phrase in words.split(";"):
            said = parts.support_within.search(phrase)
            if support and not said and not parts.lead_within.search(phrase):
                support.append(phrase)  # goes on with the list
                continue
            before, after = (phrase[: said.start()], phrase[said.end() :]) if said else (phrase, "")
            led = parts.lead_within.search(before)
            says_lead = says_lead or led is not None
            if said and not after.strip(" .,:)"):  # behind the names that it is said of
                cut = led.end() if led and before[: led.start()].strip(" (") else 0
                lead.append(before[:cut])
                support.append(before[cut:])
            else:
                lead.append(before)
                support.append(after)
        return _Parted(parts.lead_within.sub(" ", ";".join(lead)), ";".join(support), says_lead)

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
        said = " ".join(words.split()).strip(" .;")
        known = doers.load()
        if required and (
            known.place.fullmatch(said) or (known.post.fullmatch(said) and not rules.is_cell("unresolved", said))
        ):
            name = said[:1].upper() + said[1:]
            return (Agency(raw=said, name=name, key=said.lower(), group="," in said, guessed=True),)
        if not rules.is_cell("unresolved", cell.text) and (named := _name_unlisted(said, capital=not required)):
            return named
        if required or rules.is_cell("unresolved", cell.text):
            message = f"«{cell.text[:80]}» không nêu tên cơ quan cụ thể."
            self.tools.doubt("agency_unresolved", message, cell.start, cell.end)
        return ()


def _name_unlisted(said: str, *, capital: bool) -> tuple[Agency, ...]:
    """The members of a cell that no register has (*VNPT tỉnh; các nhà mạng*), where each is named by its kind or
    post, or (`capital`) by a name with a capital; else none."""
    found: list[Agency] = []
    for item in _PARTS.split(said):
        named = doers.load().partner.fullmatch(item)
        if named is None or (named["capital"] and not capital):
            return ()
        found.append(Agency(raw=item, name=item[:1].upper() + item[1:], key=item.lower(), guessed=True))
    return tuple(found)
