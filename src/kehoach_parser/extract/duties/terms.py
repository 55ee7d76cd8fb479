"""The term of a task: the deadline that its words state."""

from __future__ import annotations

from datetime import date

from ...language.patterns import compile_later
from ...language.spans import holds
from ..citations import find_citations
from ..words.times import Deadline, find_deadlines, is_past
from .times import TaskTimes, find_points

_YEARS = compile_later(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_term(words: str, start: int, end: int, times: TaskTimes, on: date | None) -> str | None:
    """The deadline of a task at `start:end` of a statement whose times are `times`, in a plan of the day `on`."""
    stated = _deadline(words, start, end)
    term = times.deadline if stated in times.earlier else _half_year(stated, times.deadline) or times.deadline
    return _still_to_come(term, on)


def _still_to_come(deadline: str | None, on: date | None) -> str | None:
    """A time of a year before the plan's is what a task is about, no term (*các vi phạm trước năm 2013*)."""
    return None if is_past(deadline, on) else deadline


def _deadline(words: str, start: int, end: int) -> str | None:
    """The deadline that a task at `start:end` of a statement states; where it states several, the last.

    *Trước ngày 30/6/2025*, *trong quý II/2025*; no date of a document (*Nghị định số 178/2004/NĐ-CP ngày 15/10/2004*)
    nor year in its title, no period (*giai đoạn 2021 - 2025*), no time without a word that makes it a deadline
    (*Kế hoạch phòng, chống mại dâm năm 2024*).
    """
    stated = [
        found
        for found in find_deadlines(words)
        if start <= found.start < end and found.value and found.kind in ("by", "in") and not _is_period(words, found)
    ]
    if not stated:
        return None
    cited = [citation.title_span(words) for citation in find_citations(words)]
    free = [found.value for found in stated if not holds(cited, found.start)]
    return free[-1] if free else None


def _half_year(deadline: str | None, read: str | None) -> str | None:
    """A half of a year as such (*trong 6 tháng đầu năm 2027* is `2027-H1`), where both read the same time."""
    halves = {"H1": "06", "H2": "12"}
    same = deadline and read and read[4:5] == "-" and deadline == f"{read[:5]}{halves.get(read[5:])}"
    return read if same else deadline


def _is_period(words: str, found: Deadline) -> bool:
    """*trong giai đoạn 2021 - 2025*: both years are named, and what is said holds for all between."""
    return found.kind == "in" and len(_YEARS.findall(words, found.start, found.end)) > 1


def stated_time(words: str) -> str | None:
    """The time behind *Thời gian hoàn thành:*, which makes any time a deadline; where several stand there, the last."""
    stated = [d.value for d in find_deadlines(words) if d.value and d.kind != "from"]
    return stated[-1] if stated else next((p.date for p in reversed(find_points(words)) if p.has_year), None)
