"""The time column of a task table: the date by which a row is to be done.

Cells are elliptical: `Tháng 6/2026`, `Quý II`, `2026-2030`, `Thường xuyên`. Of several times the last is the
deadline. Where the year is left out it is the plan's own. The date of a document that the cell names is none (*theo
Nghị định 163/2016/NĐ-CP ngày 21/12/2016*).
"""

from __future__ import annotations

import re

from msgspec import Struct

from ...lexicon.tables import TableRules
from ...structure.labels import read_roman
from ..citations import without_documents
from ..words.times import write_date


class CellTime(Struct, frozen=True):
    """`deadline` as the contract writes it, None where the cell names none. `understood` is False where the
    cell has words that are no time and no standing phrase (*thường xuyên*, *theo quy định*)."""

    deadline: str | None
    understood: bool = True


def read_time(words: str, year: int | None, rules: TableRules) -> CellTime:
    """The deadline of a time cell. `year`: the plan's own, None where it has none or several."""
    parts = rules.parts
    told = " ".join(words.split())
    words = without_documents(told)
    if not words or parts.from_then_on.match(words):
        return CellTime(None)
    recurs = parts.every_year.search(words) is not None
    if recurs:
        year = None  # a month of every year
    found: list[tuple[str, str]] = []  # sortable end of the time, contract form
    rest = parts.weeks.sub(lambda m: " " * len(m[0]), words)
    for pattern, read in (
        (parts.months_of_year, _months_of_year),
        (parts.day, _day),
        (parts.quarter, _quarter),
        (parts.short_month, _short_month),
        (parts.month, _month),
        (parts.one_year, _year),
    ):
        for match in pattern.finditer(rest):
            value = read(match, year)
            if value is None:
                return CellTime(None, understood=False)  # a month or quarter that no year has
            found.append(value)
        rest = pattern.sub(lambda m: " " * len(m[0]), rest)
    dated = [value for value in found if value[1]]
    if dated:
        return CellTime(max(dated)[1])
    if found:
        return CellTime(None, recurs)  # a month or quarter of no known year
    if parts.this_year.search(words):
        return CellTime(str(year) if year else None, understood=year is not None)
    return CellTime(None, rules.is_cell("recurring", told) or rules.is_cell("time", told))


def read_part_of_year(heading: str, year: int | None, rules: TableRules) -> str | None:
    """The time that a heading of figures names as a part of the year (*Quý II*, *6 tháng đầu năm*) or as the whole of
    it; None for any other heading, or where the year is not known. `year`: the plan's own."""
    lowest = heading.rpartition(" - ")[2]
    if rules.is_cell("part_of_year", lowest):
        stated = rules.parts.one_year.findall(heading)
        return read_time(lowest, int(stated[-1]) if stated else year, rules).deadline
    return str(year) if year and rules.is_cell("whole_year", lowest) else None


def _day(match: re.Match[str], year: int | None) -> tuple[str, str] | None:
    stated = match["y"] or match["y2"] or (str(year) if year else None)
    if stated is None:
        return "", ""
    date = write_date(stated, match["m"] or match["m2"], match["d"])
    return date, date


def _short_month(match: re.Match[str], year: int | None) -> tuple[str, str] | None:
    return _end_of_month(match["y"], match["m"])


def _month(match: re.Match[str], year: int | None) -> tuple[str, str] | None:
    months = [int(word) for word in re.findall(r"\d+", match["list"])]
    months = [month for month in months if 1 <= month <= 12]
    stated = match["y"] or match["y2"] or (str(year) if year else None)
    if not months:
        return None
    if stated is None:
        return "", ""
    return _end_of_month(stated, str(max(months)))


def _quarter(match: re.Match[str], year: int | None) -> tuple[str, str] | None:
    names = re.findall(r"[IV]+|[1-4]", match["list"].upper())
    quarters = [int(name) if name.isdigit() else read_roman(name) or 0 for name in names]
    quarters = [quarter for quarter in quarters if 1 <= quarter <= 4]
    stated = match["y"] or match["y2"] or (str(year) if year else None)
    if not quarters:
        return None
    if stated is None:
        return "", ""
    return f"{stated}-{max(quarters) * 3:02d}-31", f"{stated}-Q{max(quarters)}"


def _months_of_year(match: re.Match[str], year: int | None) -> tuple[str, str] | None:
    stated = match["y"] or (str(year) if year else None)
    if stated is None:
        return "", ""
    month = "12"
    if match["first"]:
        month = "3" if match["three"] else "6" if match["six"] else "9"
    return _end_of_month(stated, month)


def _end_of_month(year: str, month: str) -> tuple[str, str]:
    date = write_date(year, month)
    return f"{date}-31", date  # the first is only compared: no day of the month comes after


def _year(match: re.Match[str], year: int | None) -> tuple[str, str] | None:
    return f"{match['y']}-12-31~", match["y"]
