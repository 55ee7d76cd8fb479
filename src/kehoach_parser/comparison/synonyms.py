"""Groups of words that say the same (comparison/synonyms.toml): a statement holds a group's name beside its own words.

So *trộm cắp cổ vật* and *mất cắp cổ vật* have a word in common that is as rare as the thing itself, while what two
statements share to the letter still counts for more.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from importlib.resources import files

import rtoml
from msgspec import Struct

from ..errors import RulesError
from ..language.compiled import compile_kept
from ..language.patterns import join_alternatives

MARK = "#="
"""Opens a group's name among the tokens of a statement."""


class Group(Struct, frozen=True):
    """Words that say the same; see comparison/synonyms.toml for the fields."""

    id: str
    terms: tuple[str, ...]
    unless_before: frozenset[str]
    unless_after: frozenset[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]
    counted: bool


class Thesaurus(Struct, frozen=True):
    """The groups with one pattern of all their terms, the group (by index) of each term, and the names of those whose
    members are not what is counted."""

    groups: tuple[Group, ...]
    pattern: re.Pattern[str]
    owner: dict[str, int]
    telling: frozenset[str]


@cache
def load() -> Thesaurus:
    """The groups. Raises RulesError where the file is malformed."""
    try:
        raw = rtoml.loads((files(__package__) / "synonyms.toml").read_text("utf-8"))
        groups = tuple(
            Group(
                entry["id"],
                tuple(entry["terms"]),
                frozenset(entry.get("unless_before", ())),
                frozenset(entry.get("unless_after", ())),
                tuple(entry["matches"]),
                tuple(entry["rejects"]),
                entry.get("counted", False),
            )
            for entry in raw["group"]
        )
        owner = {term: index for index, group in enumerate(groups) for term in group.terms}
        terms = join_alternatives(tuple(map(re.escape, term)) for term in owner)
        pattern = compile_kept(rf"(?<!\w){terms}(?!\w)", 0)
    except (OSError, KeyError, TypeError, re.error, rtoml.TomlParsingError) as error:
        raise RulesError(f"comparison/synonyms.toml: {error}") from error
    return Thesaurus(groups, pattern, owner, frozenset(MARK + group.id for group in groups if not group.counted))


def find_groups(lowered: str) -> dict[str, str]:
    """The groups that a text in lower case holds a term of, in the order of the text, by name, each with its terms
    there, parted by commas."""
    found: dict[str, str] = {}
    thesaurus = load()
    for match in thesaurus.pattern.finditer(lowered):
        group = thesaurus.groups[thesaurus.owner[match[0]]]
        guarded = group.unless_before or group.unless_after
        if not guarded or stands_free(match, group.unless_before, group.unless_after):
            name = MARK + group.id
            found[name] = f"{found[name]}, {match[0]}" if name in found else match[0]
    return found


def find_opening(lowered: str) -> str:
    """The name of the group whose term opens a text in lower case; empty where none does."""
    match = load().pattern.match(lowered)
    group = load().groups[load().owner[match[0]]] if match else None
    free = match and group and stands_free(match, group.unless_before, group.unless_after)
    return MARK + group.id if group and free else ""


def count_alike(one: str, other: str) -> bool:
    """Whether two nouns (in lower case) are of one group whose members are counted alike."""
    thesaurus = load()
    index = thesaurus.owner.get(one)
    return index is not None and index == thesaurus.owner.get(other) and thesaurus.groups[index].counted


def list_terms(name: str) -> tuple[str, ...]:
    """The terms of the group that a token names; none for any other token."""
    return next((group.terms for group in load().groups if name == MARK + group.id), ())


def stands_free(match: re.Match[str], unless_before: Container[str], unless_after: Container[str]) -> bool:
    """Whether a term found in a text counts: beside it stands none of the syllables that make it another word."""
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - 12) : start].split()
    after = text[end : end + 12].split()
    if before and text[start - 1] == " " and before[-1] in unless_before:
        return False
    return not (after and text[end] == " " and after[0].strip(",;.)") in unless_after)
