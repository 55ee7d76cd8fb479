"""Signs that a new document begins within a file (rules/covers.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ..language.patterns import compile_later
from .rule_files import Example, expand, load_rules, read_examples


class Covers(Struct, frozen=True):
    """Patterns to be searched in one line; the rule file says what each stands for."""

    motto: re.Pattern[str]
    number: re.Pattern[str]
    filled: re.Pattern[str]
    date: re.Pattern[str]
    blank_year: re.Pattern[str]
    kind: re.Pattern[str]
    letter: re.Pattern[str]
    annex: re.Pattern[str]
    annexed: re.Pattern[str]
    issuer: re.Pattern[str]


@cache
def load() -> Covers:
    """The content of rules/covers.toml. Raises RulesError where the file is missing."""
    return Covers(**{entry["id"]: _compile(entry) for entry in load_rules("covers")["sign"]})


def _compile(entry: dict[str, str]) -> re.Pattern[str]:
    return compile_later(expand(entry["pattern"]), 0 if entry.get("case") else re.IGNORECASE)


def examples() -> Iterator[Example]:
    """The examples of the rule file."""
    return read_examples("covers", load_rules("covers")["sign"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the sign stands in the line."""
    pattern: re.Pattern[str] = getattr(load(), entry_id)
    return pattern.search(text) is not None
