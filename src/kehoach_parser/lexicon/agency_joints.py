"""The words that join and surround names of bodies (`[[pattern]]` in rules/agency_words.toml), compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from ..language.patterns import compile_later
from .rule_files import Example, load_rules, read_examples


class AgencyJoints(Struct, frozen=True):
    """Compiled patterns, as the rule file describes them; they ignore case where it does not say otherwise.

    Lists: `item` (under one head), `listing` (of bodies), `sharing` (a place at the end), `place_list`, `members`,
    `elided` (the head said once: group 1), `fighting` (*phòng, chống* within a name), `more` (a name may go on),
    `enumerated`. Places: `of`, `cities`, `part`, `trailing_place`, `numbered` (*số 2*), `stationed` (*cửa khẩu
    Lệ Thanh*),
    `lying`, `having` (which of several), `branch`. Names: `last_field` (behind a second one). Groups: `qualified`,
    `several`, `society`
    (no commune), `concerned`, `under`, `housed`, `kinds`, `fixed`. Others: `channel` (group 1), `copula`,
    `charge` (*phụ trách đào tạo*, which post), and in definitions `called` (group 1), `hereafter`, `passed_over`.
    """

    members: re.Pattern[str]
    elided: re.Pattern[str]
    fighting: re.Pattern[str]
    channel: re.Pattern[str]
    copula: re.Pattern[str]
    item: re.Pattern[str]
    listing: re.Pattern[str]
    sharing: re.Pattern[str]
    place_list: re.Pattern[str]
    of: re.Pattern[str]
    cities: re.Pattern[str]
    part: re.Pattern[str]
    several: re.Pattern[str]
    society: re.Pattern[str]
    concerned: re.Pattern[str]
    under: re.Pattern[str]
    housed: re.Pattern[str]
    enumerated: re.Pattern[str]
    kinds: re.Pattern[str]
    fixed: re.Pattern[str]
    called: re.Pattern[str]
    hereafter: re.Pattern[str]
    passed_over: re.Pattern[str]
    trailing_place: re.Pattern[str]
    numbered: re.Pattern[str]
    more: re.Pattern[str]
    stationed: re.Pattern[str]
    lying: re.Pattern[str]
    having: re.Pattern[str]
    branch: re.Pattern[str]
    last_field: re.Pattern[str]
    qualified: re.Pattern[str]
    charge: re.Pattern[str]


@cache
def load() -> AgencyJoints:
    """The patterns of the rule file."""
    return AgencyJoints(**{entry["id"]: _compile(entry) for entry in load_rules("agency_words")["pattern"]})


def _compile(entry: dict[str, Any]) -> re.Pattern[str]:
    flags = 0 if entry.get("exact") else re.IGNORECASE
    return compile_later(loosen(entry["pattern"]), flags, opens=entry.get("opens", ()))


def loosen(pattern: str) -> str:
    """The pattern with any white space for a space, none or some for one before `*`, at most one before `?`."""
    marked = pattern.replace(" *", "\0").replace(" ?", "\1").replace(" ", r"\s+")
    return marked.replace("\0", r"\s*").replace("\1", r"\s?")


def examples() -> Iterator[Example]:
    """The examples of the rule file, by the name of the pattern."""
    return read_examples("agency_words", load_rules("agency_words")["pattern"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the pattern of that name is found in `text`."""
    pattern: re.Pattern[str] = getattr(load(), entry_id)
    return pattern.search(text) is not None
