"""Units of measure and counted nouns (rules/units.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ..errors import RulesError
from ..language.patterns import compile_later
from .numbers import NUMBERS
from .rule_files import Example, load_rules, read_examples

KINDS = frozenset(["event", "people", "area", "thing", "measure", "money", "time", "age", "share", "point", "unknown"])
_WORD = compile_later(r"\s*([%‰]|[^\W\d_]+(?:[²³]|(?<=m)[23])?(?!\w))")
_HYPHENED = compile_later(r"\s*([^\W\d_]+(?:-[^\W\d_]+)+)(?!\w)")


class Unit(Struct, frozen=True):
    """A unit: its noun in lower case, the group that lists it and the kind of that group."""

    noun: str
    group: str
    kind: str


class FoundUnit(Struct, frozen=True):
    """A unit in a text: `start:end` are the half-open offsets of its words."""

    start: int
    end: int
    unit: Unit


class Units(Struct, frozen=True):
    """Every unit, by its words in lower case joined by single spaces; `beginnings` are the first word or words of one
    or more of them, whole units too; `first_words` the first word of each as the rules spell it, `hyphened` those
    of them that are written with a hyphen, up to it."""

    nouns: dict[str, Unit]
    beginnings: frozenset[str]
    first_words: frozenset[str]
    hyphened: frozenset[str]

    def match(self, text: str, start: int) -> FoundUnit | None:
        """The longest unit that begins at `start` (white space skipped), None where there is none."""
        first = _WORD.match(text, start)
        if first is None:
            return None
        words = first[1].lower()
        if words in self.hyphened and (whole := _HYPHENED.match(text, start)) and whole[1].lower() in self.nouns:
            return FoundUnit(whole.start(1), whole.end(1), self.nouns[whole[1].lower()])
        best: FoundUnit | None = None
        last = first
        while words in self.beginnings:
            unit = self.nouns.get(words)
            if unit is not None:
                best = FoundUnit(first.start(1), last.end(1), unit)
            following = _WORD.match(text, last.end(1))
            if following is None or following.start(1) == last.end(1):
                break
            words = f"{words} {following[1].lower()}"
            last = following
        return best

    def is_glued(self, text: str, at: int) -> bool:
        """Whether the letters at `at`, which a figure has grown on to, are a unit as the rules spell it (*100m2*,
        *300gốc*) and not the rest of a name (*5G*, *12KH*)."""
        first = _WORD.match(text, at)
        return first is not None and first[1] in self.first_words and self.match(text, at) is not None


@cache
def load() -> Units:
    """The units of rules/units.toml. A noun listed twice belongs to the first group. Raises RulesError."""
    nouns: dict[str, Unit] = {}
    first_words: set[str] = set()
    for entry in load_rules("units")["units"]:
        if entry["kind"] not in KINDS:
            raise RulesError(f"rules/units.toml: {entry['id']}: unknown kind {entry['kind']!r}")
        for noun in entry["nouns"]:
            nouns.setdefault(noun.lower(), Unit(noun.lower(), entry["id"], entry["kind"]))
            first_words.add(noun.split()[0])
    beginnings = {noun[:end] for noun in nouns for end, sign in enumerate(noun + " ") if sign == " "}
    hyphened = frozenset(noun.split("-")[0] for noun in nouns if "-" in noun and " " not in noun)
    return Units(nouns, frozenset(beginnings), frozenset(first_words), hyphened)


def examples() -> Iterator[Example]:
    """The examples of every group."""
    return read_examples("units", load_rules("units")["units"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the first number of `text` has a unit of this group."""
    number = NUMBERS.figure.search(text)
    if number is None:
        return False
    found = load().match(text, number.end())
    return found is not None and found.unit.group == entry_id
