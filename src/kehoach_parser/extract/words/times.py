"""Times: deadlines, periods, dates and recurrences as Vietnamese plans write them.

A time is a string as the contract gives it: `2025`, `2025-07-15`, `2026-08`, `2026-Q1`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

from msgspec import Struct

from ...language.patterns import compile_later, lower_letters, text_before
from ...lexicon.times import TIMES
from ...lexicon.times import load as load_times

DeadlineKind = Literal["by", "in", "from"]
DateKind = Literal["deadline", "start", "on"]
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LEAP_YEAR = 2000
_HINT = compile_later(r"(?:19|20)\d\d", needs=("19", "20"))


class Deadline(Struct, frozen=True):
    """A stated time at `start:end` of a text.

    `kind` is `by` (*đến năm 2025*, *trước ngày 30/6/2026*), `in` (*trong quý I/2026*), `from` (*từ năm 2025*: no
    deadline, `value` is None) or `bare` (*năm 2024*: a deadline only where grammar makes it one).
    """

    start: int
    end: int
    value: str | None
    kind: Literal["by", "in", "from", "bare"]


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """Every time of `text` that may be a deadline, in order; a year of comparison (*so với năm 2020*) is none."""
    if not _HINT.search(text):
        return ()
    found = []
    for match in TIMES.deadline.finditer(lower_letters(text)):
        if deadline := _read_deadline(text, match):
            found.append(deadline)
    return tuple(found)


class YearList(Struct, frozen=True):
    """Years in a list at `start:end` of a text (*vào các năm 2015, 2020*)."""

    start: int
    end: int
    years: tuple[str, ...]


def find_year_lists(text: str) -> tuple[YearList, ...]:
    """Every list of two or more years in `text`; those that something is compared with are none."""
    if len(list(_HINT.finditer(text))) < 2:
        return ()
    return tuple(
        YearList(*match.span(), tuple(_HINT.findall(match[0])))
        for match in TIMES.year_list.finditer(text)
        if not load_times().compared.search(text_before(text, match.start()))
    )


_CLOSED = compile_later(r"\s*(?:[.;,]|$)")


def _read_deadline(text: str, match: re.Match[str]) -> Deadline | None:
    start, end = match.span()
    if strive := TIMES.strive.match(text, start):  # the verb before a time is no part of it
        start = strive.end()
    if match["from"]:
        value = match["last"]
        return Deadline(start, end, value, "by" if value else "from")
    before = text_before(text, start)
    if load_times().vision.search(before):
        return None
    if match["stage"]:
        return Deadline(start, end, match["s"], "by")
    if match["by"]:
        if load_times().counted.search(before):
            return None
        value = match["bare"] or _point(match)
        return Deadline(start, end, value, "by")
    if load_times().compared.search(before):
        return None
    if match["alone"]:
        return Deadline(start, end, match["alone"], "in")
    if not match["in"] and load_times().multiplied.search(before):
        return None
    closes = match["y7"] and _CLOSED.match(text, end)  # a stage that ends a clause: *… 95% số xã giai đoạn 2021 - 2025*
    return Deadline(start, end, _point(match), "in" if match["in"] or closes else "bare")


def _point(match: re.Match[str]) -> str | None:
    """The time in the groups of a deadline."""
    if match["h"]:
        return write_date(match["y5"], "6" if match["first_half"] else "12")
    return _read_point(match) or match["y6"] or match["y7"] or match["y8"]


def _read_point(match: re.Match[str]) -> str | None:
    """The day, the month or the quarter in the groups that deadlines and dates share."""
    if match["m3"]:
        return write_date(match["y3"], match["m3"])
    if match["q"]:
        return f"{match['y4']}-Q{_QUARTERS[match['q'].lower()]}"
    return read_day(match)


def is_day(day: str, month: str, year: str) -> bool:
    """Whether the calendar has this day."""
    return 1 <= int(month) <= _MONTHS and 1 <= int(day) <= monthrange(int(year), int(month))[1]


_MONTHS, _LEAP = 12, "2024"


def read_day(match: re.Match[str]) -> str | None:
    """The day in the groups of a date (*05/3/2024*, *05 tháng 3 năm 2024*), None where it has none or one that no
    calendar has."""
    for n in "12":
        if day := match[f"d{n}"]:
            month = match[f"m{n}"]
            year = match[f"y{n}"]
            return write_date(year or "-", month, day) if is_day(day, month, year or _LEAP) else None
    return None


def write_date(year: str, month: str | None = None, day: str | None = None) -> str:
    """A date as the contract gives it, as far as stated: a day counts only with its month. What no calendar has is left
    out: *31/6/2025* is June, *tháng 13 năm 2025* the year."""
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not 1 <= int(day) <= monthrange(int(year) if year.isdigit() else _LEAP_YEAR, int(month))[1]:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"


def year_of(value: str | None) -> int | None:
    """The year of a time as the contract gives it (`2025`, `2025-06-30`, `2025-Q1`); None where it states none."""
    year = (value or "").partition("-")[0]
    return int(year) if year.isdigit() else None


def is_past(value: str | None, on: date | None) -> bool:
    """Whether a time lies in a year before the day of the document."""
    year = year_of(value)
    return on is not None and year is not None and year < on.year


def read_heading_deadline(title: str) -> str | None:
    """The time by which what stands under a heading is to be reached, None where the heading names none.

    *… ĐẾN NĂM 2025* is `2025`; a stage (*Giai đoạn 2025 - 2030*) ends with its last year; *Chỉ tiêu năm 2024* and
    *Năm 2024* are `2024`. A vision beyond the aim (*tầm nhìn đến năm 2045*) is none, and so is *từ năm 2025*.
    """
    for match in TIMES.heading_by.finditer(title):
        if load_times().vision.search(title, 0, match.start()):
            continue
        if match["year"]:
            return match["year"]
        return read_day(match)
    if stage := TIMES.heading_stage.search(title):
        return stage["year"]
    if year := TIMES.heading_year.search(title.strip(" .:;*#")):
        return year["first"] or year["aim"]
    return None


_LONGEST_SPAN = 50
"""Years of a span; a longer one is none that a plan covers."""


def read_period(title: str) -> tuple[int, int] | None:
    """The years that a plan's title covers, both included, None where it names none.

    *giai đoạn 2021-2025* is (2021, 2025), *năm 2024* (2024, 2024). A title that only names an end (*đến năm 2030*)
    has no start and gives None. The dates of cited documents are passed over; of several spans the last counts,
    since a cited document's own period comes before.
    """
    text = TIMES.cited_date.sub(lambda m: " " * len(m[0]), title)
    spans = _spans(text)
    named = _named_years(text)
    if not named:
        return spans[-1] if spans else None
    years = [int(match["year"]) for match in named]
    # năm 2024 và năm 2025; giai đoạn 2017-2020 và năm 2017; năm 2017 và giai đoạn 2017-2020
    if TIMES.and_year.search(text, 0, named[-1].start()) or TIMES.and_stage.match(text, named[-1].end()):
        covered = [*years[-2:], *(year for span in spans[-1:] for year in span)]
        return min(covered), max(covered)
    if spans and not (spans[-1][0] <= years[-1] <= spans[-1][1]):
        return spans[-1]
    return (years[-1], years[-1])


def _spans(text: str) -> list[tuple[int, int]]:
    """The spans of years of a title that are no vision beyond the plan."""
    spans = ((int(m["a"]), int(m["b"]), m.start()) for m in TIMES.period.finditer(text))
    return [(a, b) for a, b, at in spans if a < b <= a + _LONGEST_SPAN and not TIMES.vision.search(text, 0, at)]


def _named_years(text: str) -> list[re.Match[str]]:
    """The single years of a title that the plan covers."""
    foreign = load_times().foreign
    return [
        match
        for match in TIMES.one_year.finditer(text)
        if (not foreign.search(text, 0, match.start()) or TIMES.months_of.search(text, 0, match.start()))
        and not TIMES.goes_on.match(text, match.end())
    ]


class FoundDate(Struct, frozen=True):
    """A date at `start:end` of a text. `date` is ISO as far as stated (`2020-07-15`, `2026-08`, `--06-17` where no
    year is stated); `kind` is `deadline` (*trước ngày*, *đến ngày*), `start` (*từ ngày*) or `on`."""

    start: int
    end: int
    date: str
    kind: DateKind


_DAY_HINT = compile_later(r"\d")


def read_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date of `text` in order: full dates, days without a year (only after *ngày* or a word such as *trước*),
    months, quarters; a year alone only with a word of time before it (*trong năm 2025*, *đến năm 2030*)."""
    if not _DAY_HINT.search(text):
        return ()
    found: list[FoundDate] = []
    for match in TIMES.date.finditer(text):
        if date := _read_date(text, match, found[-1] if found else None):
            found.append(date)
    return tuple(found)


def _read_date(text: str, match: re.Match[str], last: FoundDate | None) -> FoundDate | None:
    """The date of a match, None where it is none. `last`: the date before it, whose word it may share."""
    word = (match["word"] or "").lower().split()
    shares = last is not None and not word and TIMES.shared.fullmatch(text, last.end, match.start())
    shared = last.kind if last is not None and shares else None
    if not word and not _needs_no_word(text, match, shared is not None):
        return None
    date = _read_point(match) or match["y8"]
    return FoundDate(match.start(), match.end(), date, shared or _date_kind(word)) if date else None


def _needs_no_word(text: str, match: re.Match[str], shares: bool) -> bool:
    """Whether a match is a date without a word of time before it: a year alone is none, and a day without year may be
    a fraction (*10/12 xã*)."""
    if match["d1"] and not match["y1"] and not match["f"]:
        return shares and TIMES.stands_alone.match(text, match.end()) is not None
    return not match["y8"]


def _date_kind(word: list[str]) -> DateKind:
    return TIMES.date_kinds.get(word[0], "deadline") if word else "on"


def read_recurrence(text: str) -> str | None:
    """The shortest period in which a duty recurs (`month` for *định kỳ hằng tháng*, `half_year` for *6 tháng, năm*),
    None where the text names none."""
    periods = []
    for match in TIMES.recurrence.finditer(text):
        word = match["a"] or match["d"] or match["e"]
        if word:
            periods.append("half_year" if word[0] in "06" else TIMES.every[word.lower()])
        elif match["unit"]:
            many = match["n"].lower().lstrip("0")
            unit = TIMES.every[match["unit"].lower()]
            periods.append(TIMES.many_months.get(many, unit) if unit == "month" else unit)
        else:
            periods.append("half_year")
    order = ("day", "week", "month", "quarter", "half_year", "year")
    return min(periods, key=order.index) if periods else None


class LeadIn(Struct, frozen=True):
    """What a sentence that introduces bullets says for all of them; None: nothing."""

    every: str | None = None
    deadline: str | None = None


def read_lead_in(text: str) -> LeadIn:
    """What the sentence before a list governs in it: *Hàng năm, … hoàn thành:* is every year, *Đến năm 2050: …* a
    deadline. A recurrence counts only at the beginning of the sentence."""
    every = TIMES.lead_every.search(text)
    if every:
        return LeadIn(TIMES.every[every[1].lower()], None)
    stated = [d for d in find_deadlines(text) if d.kind in ("by", "in") or (d.kind == "bare" and d.start <= 12)]
    return LeadIn(None, stated[-1].value if stated else None)
