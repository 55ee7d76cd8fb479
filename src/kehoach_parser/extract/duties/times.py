"""The times of a duty: when it falls due, how often, on which day, and the words that say so.

A point of time is ISO as far as stated: `2025-07-15`, `2025-07`, `2025-Q1`, `2027-H1`, `2025`; `--12-10`, `--03` where
no year is stated. What stands in the name of a document is no time of the duty; the caller blanks it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later, lower_letters
from ...language.spans import holds
from ...lexicon import calendar
from ..citations import without_documents
from ..words.times import write_date

Period = Literal["day", "week", "month", "quarter", "half_year", "year"]
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_BEFORE = 40
_LEADING = 120
"""Characters before a figure or *quý* in which the words that lead up to a point of time begin."""
_APART = 30
"""Characters between two times that are told in one breath."""
_NAMED = ("once", "quarterly", "monthly", "next", "ending", "halfly", "each", "closing")
"""Groups of a recurrence that hold the name of its period."""
_BRACKETS = compile_later(r"\([^()]*\)")
_ORDER = ("day", "week", "month", "quarter", "half_year", "year")


class Point(Struct, frozen=True):
    """A point of time at `start:end`. `due`: a word before it makes it a term (*trước*, *trong*, *vào*); `first`: where
    a stretch of time begins that this point ends; `yearly`: of the year before or after, so of each year."""

    start: int
    end: int
    date: str
    due: bool
    first: str | None = None
    yearly: bool = False

    @property
    def has_year(self) -> bool:
        """Whether the year is stated."""
        return not self.date.startswith("-")


class Recurrence(Struct, frozen=True):
    """How often, at `start:end`: the periods of the list, as written; `day` of the month or quarter."""

    start: int
    end: int
    every: tuple[Period, ...]


class _Dated(Struct, frozen=True):
    """A match of a point of time with its date; `lead`: the words before it; `starts`: it begins a stretch of time."""

    match: re.Match[str]
    date: str
    lead: str
    starts: bool


def find_points(words: str, *, bare: bool = False) -> tuple[Point, ...]:
    """Every point of time in order. Of a stretch (*từ ngày 01/6 đến ngày 30/6/2024*) its end, with its beginning.
    `bare`: also a day and month without a word of time before them (*Ngày toàn dân phòng, chống ma túy 26/6*)."""
    return _find_points(words, lower_letters(words), bare=bare)


def _find_points(words: str, lowered: str, *, bare: bool) -> tuple[Point, ...]:
    figures = find_dated(lowered)
    points = _join_stretches(words, _find_dated(words, lowered, figures, bare)) if figures is not None else []
    if not points:
        return ()
    known = [point for point in points if not point.date.startswith("-Q")]  # a quarter of no known year
    return tuple(_share_terms(words, known))


def _find_dated(words: str, lowered: str, figures: int, bare: bool) -> list[_Dated]:
    """What may be points of time from the first figures of one on, which stand at `figures`."""
    rules = calendar.load()
    found: list[_Dated] = []
    passed: re.Match[str] | None = None  # the last one that is no time of a duty, with the stretch that it begins
    for match in _match_points(lowered, figures):
        lead = " ".join(match["lead"].split())
        if not lead and _is_mere_figure(words, match, found[-1].match if found else None, bare):
            continue
        date = _read(match)
        before = words[max(0, match.start() - _BEFORE) : match.start()]
        ends = passed is not None and _begins_stretch(words, passed, match)
        if ends or date is None or rules.dropped.search(before) or (not lead and rules.of_noun.search(before)):
            passed = match
            continue
        found.append(_Dated(match, date, lead, any(lead.endswith(word) for word in rules.starts)))
    return found


def _match_points(lowered: str, figures: int) -> Iterator[re.Match[str]]:
    """What may be a point of time in words in small letters, in order: looked for around its figures alone, of which
    the first stand at `figures`."""
    rules = calendar.load()
    match = rules.point.search(lowered, max(0, figures - _LEADING))
    while match is not None:
        yield match
        end = match.end()
        further = rules.dated.search(lowered, end)
        match = further and rules.point.search(lowered, max(end, further.start() - _LEADING))


def opening_year(words: str) -> tuple[Point, ...]:
    """The year alone that a line of a timetable begins with (*Năm 2026: khảo sát các bến đò*)."""
    return _opening_year(lower_letters(words))


def _opening_year(lowered: str) -> tuple[Point, ...]:
    opened = calendar.load().year_opens.match(lowered)
    return (Point(*opened.span("said"), opened["year"], True),) if opened else ()


def find_dated(lowered: str) -> int | None:
    """Where the figures of the first point of time may stand in words in small letters; a quick test."""
    rules = calendar.load()
    figure = rules.any_time.search(lowered)
    dated = rules.dated.search(lowered, max(0, figure.start() - _LEADING)) if figure is not None else None
    return dated.start() if dated is not None else None


def _is_mere_figure(words: str, match: re.Match[str], above: re.Match[str] | None, bare: bool) -> bool:
    """Whether what no word of time leads up to is no time: a year alone (*năm 2025*), or, unless such are sought, a
    day and month (*26/6*) that is no end of a stretch nor one more of a list."""
    if match["year6"]:
        return True
    if bare or not match["day1"] or match["year1"] or match["f"]:
        return False
    if words[match.end() : match.end() + 3].lstrip()[:1] in ("-", "–"):
        return False
    rules = calendar.load()
    between = (above.end(), match.start()) if above is not None else None
    joined = between and (rules.shared.fullmatch(words, *between) or rules.range.fullmatch(words, *between))
    return not joined


def _join_stretches(words: str, found: list[_Dated]) -> list[Point]:
    """The points in order, each stretch as its end; days without year have that of the next one in their list."""
    rules = calendar.load()
    points: list[Point] = []
    year: str | None = None
    after: _Dated | None = None
    for dated in reversed(found):
        match, date = dated.match, dated.date
        shares = after is not None and _shares_year(words, match, after.match)
        ranges = after is not None and _begins_stretch(words, match, after.match)
        if year and (shares or ranges):
            date = _with_year(date, year)
        if ranges and points:
            last = points.pop()
            points.append(Point(match.start(), last.end, last.date, True, date, last.yearly))
        elif not dated.starts:
            due = any(word in dated.lead for word in rules.dues) or _alone(words, match, date)
            due = due or _opens(words, match, date)
            yearly = date.startswith("-") and rules.relative.match(words, match.end()) is not None
            points.append(Point(match.start(), match.end(), date, due, None, yearly))
        year = date[:4] if date[:1] != "-" else None
        after = dated
    return points[::-1]


def _with_year(date: str, year: str) -> str:
    """A date in a year, if it states none of its own."""
    if not date.startswith("-"):
        return date
    return f"{year}{date}" if date.startswith("-Q") else f"{year}{date[1:]}"


def _shares_year(words: str, match: re.Match[str], after: re.Match[str]) -> bool:
    """Whether two times are of one list (*ngày 15/6 và 15/12/2025*)."""
    return calendar.load().shared.fullmatch(words, match.end(), after.start()) is not None


def _begins_stretch(words: str, match: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a stretch of time goes from one point to the other (*01/6 đến 30/6*)."""
    between = words[match.end() : after.start()] + after["lead"]
    return calendar.load().range.fullmatch(between) is not None


def _alone(words: str, match: re.Match[str], date: str) -> bool:
    """Whether a time with a year is all that a bracket says, or a part of it (*(Sở Y tế; tháng 9/2026)*)."""
    if date.startswith("-") or words[match.end() : match.end() + 3].lstrip()[:1] != ")":
        return False
    return calendar.load().bracketed.search(words, max(0, match.start() - _BEFORE), match.start()) is not None


def _opens(words: str, match: re.Match[str], date: str) -> bool:
    """Whether a time with a year opens a sentence (*Tháng 02/2022, Phòng Đào tạo xây dựng …*), or what is said behind
    a colon (*Hậu kiểm: tháng 9/2024*)."""
    if date.startswith("-"):
        return False
    before = words[max(0, match.start() - 2) : match.start()].strip()
    if before == ":":
        return True
    return not words[: match.start()].strip() and words[match.end() : match.end() + 1] == ","


def _share_terms(words: str, points: list[Point]) -> Iterator[Point]:
    """The points, each in a list with the word of time before the first (*trước ngày 15/6 và 15/12*)."""
    above: Point | None = None
    for point in points:
        if above is not None and above.due and calendar.load().shared.fullmatch(words, above.end, point.start):
            point = replace(point, due=True)
        above = point
        yield point


def _read(match: re.Match[str]) -> str | None:
    """The date in the groups of a point; `-MM…` and `-Qn` where no year is stated."""
    for n in "12":
        if match[f"day{n}"]:
            return _write(match[f"year{n}"], match[f"month{n}"], match[f"day{n}"])
    if match["month5"]:
        return _write(match["year7"], match["month5"])
    if match["quarter2"]:
        return f"{match['year8']}-Q{_ROMAN[match['quarter2'].lower()]}"
    if match["month3"]:
        return _write(match["year3"], match["month3"])
    if match["quarter"]:
        return f"{match['year4'] or ''}-Q{_ROMAN[match['quarter'].lower()]}"
    if match["half"]:
        return f"{match['year5']}-H{1 if match['half'].lower() in calendar.load().first_half else 2}"
    return match["year6"]


def _write(year: str | None, month: str, day: str | None = None) -> str | None:
    """The date as far as a calendar has it; None where it has nothing of it."""
    date = write_date(year or "-", month, day)
    return None if date == "-" else date


def may_tell_time(lowered: str) -> bool:
    """Whether a point of time or a recurrence may stand in words in small letters; a quick test."""
    rules = calendar.load()
    if rules.any_time.search(lowered) is not None or rules.regular.search(lowered) is not None:
        return True
    return any(map(lowered.__contains__, rules.units)) and calendar.every_opens().search(lowered) is not None


def find_recurrences(words: str) -> tuple[Recurrence, ...]:
    """Every recurrence in order, but those of a noun (*kế hoạch hằng năm*)."""
    return _find_recurrences(lower_letters(words))


def _find_recurrences(words: str) -> tuple[Recurrence, ...]:
    rules = calendar.load()
    if not any(map(words.__contains__, rules.units)):
        return ()
    matches = list(_match_at(calendar.every_opens(), rules.every, words))
    nouns = [m.span() for m in rules.no_every.finditer(words)] if matches else []
    found = []
    for match in matches:
        if holds(nouns, match.start()):
            continue
        every = _periods(match)
        if every:
            found.append(Recurrence(match.start(), match.end(), every))
    return tuple(found)


def _match_at(opens: re.Pattern[str], pattern: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """What a pattern finds in words in small letters, asked only where one of its opening words stands."""
    end = 0
    for opening in opens.finditer(words):
        if opening.start() >= end and (match := pattern.match(words, opening.start())):
            yield match
            end = match.end()


def _periods(match: re.Match[str]) -> tuple[Period, ...]:
    rules = calendar.load()
    if match["count"]:
        return _only(rules.counted.get(match["count"].lower().lstrip("0")))
    if match["months"]:
        number = match["months"].lower().lstrip("0")
        counted = rules.periods.get(f"{number} {match['of'].lower()}")
        return _only(counted or (rules.periods[match["of"].lower()] if number in ("1", "một") else None))
    said = _BRACKETS.sub(" ", match["units"] or match["list"] or "")
    if not said:
        named = next(match[name] for name in _NAMED if match[name])
        return _only(rules.periods[" ".join(named.lower().split())])
    names = (" ".join((unit["half"] or unit["plain"]).lower().split()) for unit in rules.unit.finditer(said))
    return tuple(dict.fromkeys(p for name in names for p in _only(rules.periods.get(name))))


def _only(period: str | None) -> tuple[Period, ...]:
    return () if period is None else (period,)  # type: ignore[return-value]


def is_mere_time(words: str) -> bool:
    """Whether words are nothing but a time (*30/9/2026.*)."""
    said = words.strip(" \n.;:)")
    points = find_points(said, bare=True) if len(said) <= _BEFORE else ()
    return bool(points) and points[0].start == 0 and points[-1].end == len(said)


def find_days(words: str) -> tuple[int, ...]:
    """The days of a recurring month or quarter (*trước ngày 20 hằng tháng*, *ngày 01 và ngày 15 hằng tháng*)."""
    rules = calendar.load()
    found = rules.day.search(words)
    days: list[int] = []
    while found is not None:
        days.append(int(found["day"]))
        found = rules.more_days.search(words, 0, found.start())
    return tuple(reversed(days))


def find_day(words: str) -> int | None:
    """The last of these days."""
    return next(reversed(find_days(words)), None)


def named_period(words: str, point: Point) -> Period | None:
    """The period that a bracket behind a date names (*trước ngày 02/6 (6 tháng)*)."""
    rules = calendar.load()
    found = rules.names_period.match(lower_letters(words), point.end)
    if found is None:
        return None
    unit = next(rules.unit.finditer(found["units"]))
    return rules.periods.get(" ".join((unit["half"] or unit["plain"]).lower().split()))  # type: ignore[return-value]


class TaskTimes(Struct, frozen=True):
    """When a task is to be done: its term, how often, and the words that say so. None: not stated."""

    deadline: str | None
    every: str | None
    text: str | None
    earlier: tuple[str, ...] = ()  # of several terms those before the last


def read_task_times(words: str, lowered: str | None = None) -> TaskTimes:
    """The times of one task, documents blanked out. Of several terms the last; the shortest period. `lowered`: the
    words in small letters, where these are at hand."""
    rules = calendar.load()
    clear = without_documents(words)
    if lowered is None or clear != words:
        lowered = lower_letters(clear)
    points = [p for p in _find_points(clear, lowered, bare=False) if p.due]
    points = points or [*_opening_year(lowered)]
    recurrences = _find_recurrences(lowered)
    endless = None if recurrences and points else rules.continuous.search(lowered)
    soft = _find_soft(lowered, points)
    every: str | None = None
    if recurrences:
        every = min((p for r in recurrences for p in r.every), key=_ORDER.index)
    elif endless:
        every = "continuous"
    text = None
    if spans := _spans(clear, points, soft, endless, recurrences):
        start, end = spans[0][0], max(end for _, end in spans)
        day = rules.day.search(clear)
        for other in (*recurrences, *((Recurrence(*day.span(), ()),) if day else ())):
            if other.start <= end + 1 and start <= other.end + 1:
                start, end = min(start, other.start), max(end, other.end)
        text = " ".join(words[_open(clear, start) : end].split()).strip(" ,;.:()")
    dated = [p.date for p in points if p.has_year] or [p.date for p in points if p.yearly]
    return TaskTimes(dated[-1] if dated else None, every, text, tuple(_listed_before_last(clear, points)))


def _listed_before_last(words: str, points: list[Point]) -> Iterator[str]:
    """The dates of the list that the last one ends (*trong tháng 12/2025 và tháng 01/2026*)."""
    for before, after in reversed(list(pairwise(points))):
        if not calendar.load().shared.fullmatch(words, before.end, after.start):
            return
        yield before.date


def _find_soft(words: str, points: list[Point]) -> re.Match[str] | None:
    """The time that no calendar has, in small letters; where a date is stated, only that of a sitting around it
    (*trước kỳ họp thường lệ cuối năm 2026*)."""
    rules = calendar.load()
    if points and rules.sitting.search(words) is None:
        return None
    soft = next(_match_at(calendar.soft_opens(), rules.soft, words), None)
    if soft and points and not (soft.start() <= points[0].start and points[-1].end <= soft.end()):
        return None
    return soft


def _spans(
    words: str,
    points: list[Point],
    soft: re.Match[str] | None,
    endless: re.Match[str] | None,
    recurrences: tuple[Recurrence, ...],
) -> list[tuple[int, int]]:
    """Where the words of a time stand: the points of the first clause that has any, else what is nearest to one."""
    if points and not soft:
        clause = words.find(";", points[0].end)
        spans = [(p.start, p.end) for p in points if clause < 0 or p.start < clause]
        together = all(b[0] - a[1] <= _APART for a, b in pairwise(spans))
        return spans if together else spans[-1:]
    if soft:
        return [soft.span()]
    if endless:
        return [endless.span("words") if endless["words"] else endless.span("round")]
    return [(r.start, r.end) for r in recurrences[:1]]


def _open(words: str, start: int) -> int:
    """Where the words that lead up to a time begin (*trước* of *trước ngày 25 tháng cuối quý*)."""
    rules = calendar.load()
    before = words[:start].rstrip()
    word = before.rpartition(" ")[2].lower()
    if len(before) < start and word in (rules.dues | rules.starts):
        return _open(words, len(before) - len(word))
    return start
