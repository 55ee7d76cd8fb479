"""The time that a heading or a lead-in gives to all tasks below it (*Các nhiệm vụ hoàn thành trong quý I/2026*)."""

from __future__ import annotations

from functools import lru_cache

from ...language.patterns import lower_letters
from ...lexicon import calendar
from ...structure.values import Text
from ..statements import Statement
from .times import TaskTimes, find_points, read_task_times

_TIME_WORDS = 6
"""Words of a heading that is nothing but a time."""
_LONGEST = 160
"""Characters of a lead-in that says when; a longer one tells of more."""


def time_above(text: Text, statement: Statement) -> TaskTimes | None:
    """When a statement is to be done by what stands above it: the innermost lead-in, else the innermost heading that
    says so; None where neither does."""
    for start, end in reversed(statement.lead_ins):
        if end - start <= _LONGEST and (times := _read(text.reading[start:end])):
            return times
    return _read(statement.headings[-1]) if statement.headings else None


@lru_cache(maxsize=256)
def _read(words: str) -> TaskTimes | None:
    said = " ".join(words.split()).rstrip(" :.")
    if calendar.load().task_list.search(lower_letters(said)):
        times = read_task_times(said)
        last = " ".join(said.split()[-2:])  # *Nhiệm vụ thường xuyên*
        if not times.text and calendar.load().continuous.search(lower_letters(last)):
            return TaskTimes(None, "continuous", last)
        return times if times.deadline or times.every else None
    points = find_points(said, bare=True) if len(said.split()) <= _TIME_WORDS else ()
    return TaskTimes(points[-1].date if points[-1].has_year else None, None, said) if points else None
