"""Times as plans write them (rules/wording/times.toml), and the words right before a time that decide what it is
(rules/times.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from ..language.patterns import compile_later
from .rule_files import Example, load_rules, read_examples
from .wording import load_wording

_NUMBER = r"\d[\d.,]*\s?%?"


class TimeWording(Struct, frozen=True):
    """Deadlines, dates, periods and recurrences; what each pattern finds, and its groups, tells the rule file."""

    deadline: re.Pattern[str]
    year_list: re.Pattern[str]
    strive: re.Pattern[str]
    heading_by: re.Pattern[str]
    heading_stage: re.Pattern[str]
    heading_year: re.Pattern[str]
    period: re.Pattern[str]
    vision: re.Pattern[str]
    one_year: re.Pattern[str]
    months_of: re.Pattern[str]
    goes_on: re.Pattern[str]
    cited_date: re.Pattern[str]
    number_date: re.Pattern[str]
    place_and_date: re.Pattern[str]
    head_date: re.Pattern[str]
    slashed_date: re.Pattern[str]
    and_year: re.Pattern[str]
    and_stage: re.Pattern[str]
    date: re.Pattern[str]
    shared: re.Pattern[str]
    stands_alone: re.Pattern[str]
    recurrence: re.Pattern[str]
    lead_every: re.Pattern[str]
    named_year: re.Pattern[str]
    every: dict[str, str]
    many_months: dict[str, str]
    date_kinds: dict[str, Literal["start", "on"]]


TIMES = load_wording("times", TimeWording)


class Times(Struct, frozen=True):
    """Each pattern finds its words at the end of a text, that is, right before a time; see `use` in the rule file."""

    compared: re.Pattern[str]
    counted: re.Pattern[str]
    vision: re.Pattern[str]
    foreign: re.Pattern[str]
    multiplied: re.Pattern[str]


@cache
def load() -> Times:
    """The words of rules/times.toml. Raises RulesError."""
    return Times(**{entry["id"]: _compile(entry) for entry in load_rules("times")["times"]})


def _compile(entry: dict[str, Any]) -> re.Pattern[str]:
    words = sorted(entry["words"], key=len, reverse=True)
    spelt = "|".join(_unless(word, entry.get("unless", ())) + _spell(word) for word in words)
    between = "".join(rf"{_spell(word)}\s+|" for word in entry.get("between", ()))
    return compile_later(rf"(?<!\w)(?:{spelt})\s*(?:{between})$", re.IGNORECASE)


def _spell(words: str) -> str:
    return r"\s+".join(_NUMBER if word == "#" else re.escape(word) for word in words.split())


def _unless(word: str, excepted: list[str] | tuple[str, ...]) -> str:
    """What may not stand before `word`: the words that lead up to it in one of `excepted`."""
    return "".join(f"(?<!{other.removesuffix(word)})" for other in excepted if other.endswith(f" {word}"))


def examples() -> Iterator[Example]:
    """The examples of every entry."""
    return read_examples("times", load_rules("times")["times"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the words of an entry stand right before the first time of `text`."""
    pattern: re.Pattern[str] = getattr(load(), entry_id)
    time = TIMES.named_year.search(text)
    return time is not None and pattern.search(text, 0, time.start()) is not None
