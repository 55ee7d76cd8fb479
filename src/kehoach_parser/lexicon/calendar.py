"""Words of times of duties: points on the calendar, recurrences, other times (rules/wording/calendar.toml)."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from ..language.patterns import find_words
from .wording import load_wording


class CalendarWords(Struct, frozen=True):
    """The entries of rules/wording/calendar.toml; each says there what it is for."""

    point: re.Pattern[str]
    any_time: re.Pattern[str]
    dated: re.Pattern[str]
    relative: re.Pattern[str]
    range: re.Pattern[str]
    shared: re.Pattern[str]
    every: re.Pattern[str]
    every_opens: tuple[str, ...]
    no_every: re.Pattern[str]
    continuous: re.Pattern[str]
    regular: re.Pattern[str]
    day: re.Pattern[str]
    more_days: re.Pattern[str]
    names_period: re.Pattern[str]
    soft: re.Pattern[str]
    soft_opens: tuple[str, ...]
    dropped: re.Pattern[str]
    of_noun: re.Pattern[str]
    unit: re.Pattern[str]
    bracketed: re.Pattern[str]
    sitting: re.Pattern[str]
    time_first: re.Pattern[str]
    units: tuple[str, ...]
    contest: re.Pattern[str]
    event: re.Pattern[str]
    year_first: re.Pattern[str]
    year_opens: re.Pattern[str]
    issuing: re.Pattern[str]
    task_list: re.Pattern[str]
    named_first: re.Pattern[str]
    via: re.Pattern[str]
    standing: re.Pattern[str]
    prepares: re.Pattern[str]
    passes: re.Pattern[str]
    sudden: re.Pattern[str]
    parts: re.Pattern[str]
    of_milestone: tuple[str, ...]
    periods: dict[str, str]
    counted: dict[str, str]
    first_half: frozenset[str]
    starts: frozenset[str]
    dues: frozenset[str]


@cache
def every_opens() -> re.Pattern[str]:
    """Finds in a text in small letters the words that may open a recurrence."""
    return find_words(load().every_opens)


@cache
def soft_opens() -> re.Pattern[str]:
    """Finds in a text in small letters the words that may open a time that no calendar has."""
    return find_words(load().soft_opens)


@cache
def load() -> CalendarWords:
    """The words, loaded once."""
    return load_wording("calendar", CalendarWords)
