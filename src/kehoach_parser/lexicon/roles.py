"""The words that give a task and tell a body's part in it (rules/roles.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ..language.patterns import compile_later
from . import standard_names
from .rule_files import Example, load_rules, read_examples


class RoleWords(Struct, frozen=True):
    """Compiled phrases, each made for `pattern.match(text, position)`; white space behind the words is included.

    `opener` begins an address (*Giao*, *Đề nghị*), `asking` marks the openers that request, `neutral` those that
    neither ask nor order, `office` is the title of a body's head (*Giám đốc*),
    `again` may repeat the opener within a list; `lead` and `support` tell the part, `joint`
    introduces partners (`joint_first`: the first word of one, to search for); `adverb` and `basis` may stand before
    the verb; `handing` hands the task from the body that speaks to the one that is meant (*Ủy ban nhân dân tỉnh giao
    Sở Y tế …*); a verb follows `given`, none follows a body's name where `no_verb` stands.
    """

    opener: re.Pattern[str]
    asking: re.Pattern[str]
    neutral: re.Pattern[str]
    office: re.Pattern[str]
    again: re.Pattern[str]
    lead: re.Pattern[str]
    support: re.Pattern[str]
    joint: re.Pattern[str]
    joint_first: re.Pattern[str]
    adverb: re.Pattern[str]
    basis: re.Pattern[str]
    handing: re.Pattern[str]
    given: re.Pattern[str]
    no_verb: re.Pattern[str]


_NAMES = {"with": "joint"}


@cache
def load() -> RoleWords:
    """The compiled phrases of the rule file."""
    phrases = {entry["id"]: entry["words"] for entry in load_rules("roles")["phrase"]}
    return RoleWords(
        **{_NAMES.get(name, name): _compile(words) for name, words in phrases.items()},
        joint_first=_compile_first(phrases["with"]),
    )


def _compile(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    alternatives = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)
    return compile_later(rf"(?:{alternatives})(?!\w)\s*,?\s*", re.IGNORECASE)


def _compile_first(phrases: list[str]) -> re.Pattern[str]:
    """Finds, in small letters, the first word of a phrase where the others follow."""
    rests: dict[str, list[str]] = {}
    for phrase in phrases:
        first, _, rest = phrase.partition(" ")
        rests.setdefault(first, []).append(rest)
    found = []
    for form, others in sorted(rests.items()):
        spelt = "|".join(re.escape(rest).replace(r"\ ", r"\s+") for rest in sorted(others))
        found.append(rf"{form}(?!\w)" + ("" if "" in others else rf"(?=\s+(?:{spelt}))"))
    return compile_later("|".join(found))


def examples() -> Iterator[Example]:
    """The examples of the rule file."""
    return read_examples("roles", load_rules("roles")["phrase"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether `text` begins with the phrase, something follows it, and no other phrase's noun is made of it."""
    pattern: re.Pattern[str] = getattr(load(), _NAMES.get(entry_id, entry_id))
    found = pattern.match(text)
    if found is None or found.end() == len(text):
        return False
    if entry_id in ("opener", "handing"):
        return not text[found.end()].islower() or text[found.end() :].startswith(standard_names.load().several)
    return True
