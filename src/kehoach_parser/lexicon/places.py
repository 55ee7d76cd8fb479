"""Provinces and cities under the centre, before and after the mergers of 1 July 2025 (rules/places.toml).

Districts and communes are not listed here; their names are recognised by grammar (*huyện Tam Đường*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct

from ..errors import RulesError
from ..language.patterns import compile_later
from ..models import Province
from .rule_files import Example, load_rules, read_examples
from .spelling import fold, fold_word

_TOKEN = compile_later(r"\w+|[^\w\s]")
_JOINTS = frozenset("-–‑.")
REFORM = date(2025, 7, 1)
"""The day from which the provinces are the 34 of Nghị quyết 202/2025/QH15."""


class Unit(Struct, frozen=True):
    """One province or city in one period. `valid_from`, `valid_to` are half-open, None where open; `current_name`
    is the province that its area belongs to since 1 July 2025."""

    name: str
    code: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    current_name: str
    aliases: tuple[str, ...] = ()

    def holds(self, on: date) -> bool:
        """Whether the unit existed on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Places:
    """All units; `match` finds a province's name at a place of a text. `kind` matches the words before it."""

    units: tuple[Unit, ...]
    kind: re.Pattern[str] = field(repr=False, compare=False)
    spellings: dict[str, list[tuple[tuple[str, ...], Unit]]] = field(repr=False, compare=False)

    def match(self, text: str, start: int = 0) -> tuple[int, str] | None:
        """The province's name that begins at `start`: where it ends, and its standard form; None where none does."""
        found = self._units(text, start)
        if found is None:
            return None
        end, units = found
        plain = fold(text[start:end])
        return end, next((unit.name for unit in units if fold(unit.name) == plain), units[0].name)

    def find(self, name: str, on: date | None = None) -> Unit | None:
        """The unit that `name` (with or without its kind) means on that day. Without a day, or where no unit of the
        name existed then, the latest one of the name; None where there never was one."""
        kind = self.kind.match(name)
        start = kind.end() if kind else 0
        found = self._units(name, start)
        if found is None or name[found[0] :].strip(" ."):
            return None
        units = found[1]
        if on is not None:
            for unit in units:
                if unit.holds(on):
                    return unit
            before = [u for u in units if u.valid_to is not None and u.valid_to <= on]
            return before[-1] if before else units[0]
        return units[-1]

    def _units(self, text: str, start: int) -> tuple[int, list[Unit]] | None:
        tokens: list[tuple[str, int]] = []
        for token in _TOKEN.finditer(text, start, start + 40):
            word = token.group()
            if word in _JOINTS:
                if not tokens:
                    return None
                continue
            tokens.append((fold_word(word), token.end()))
            if len(tokens) == 1 and tokens[0][0] not in self.spellings:
                return None
            if len(tokens) == 5:
                break
        if not tokens:
            return None
        words = tuple(word for word, _ in tokens)
        best: tuple[str, ...] | None = None
        units: list[Unit] = []
        for spelling, unit in self.spellings[words[0]]:
            if words[: len(spelling)] == spelling:
                if best is None or len(spelling) > len(best):
                    best, units = spelling, []
                if len(spelling) == len(best):
                    units.append(unit)
        return None if best is None else (tokens[len(best) - 1][1], units)


@cache
def load() -> Places:
    """The units of the rule file, in order of time. Raises RulesError where an entry is malformed."""
    units = tuple(_unit(entry) for entry in load_rules("places")["province"])
    spellings: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    for unit in units:
        for spelling in dict.fromkeys((unit.name, *unit.aliases)):
            words = tuple(fold_word(w) for w in _TOKEN.findall(spelling) if w not in _JOINTS)
            spellings.setdefault(words[0], []).append((words, unit))
    return Places(units, compile_later(load_rules("places")["kind"], re.IGNORECASE), spellings)


def _unit(entry: dict[str, Any]) -> Unit:
    try:
        return Unit(
            name=entry["name"],
            code=entry["code"],
            kind=entry["kind"],
            valid_from=entry.get("from"),
            valid_to=entry.get("to"),
            current_name=entry.get("now", entry["name"]),
            aliases=tuple(entry.get("also", ())),
        )
    except KeyError as missing:
        raise RulesError(f"rules/places.toml: {entry.get('name')!r} lacks {missing}") from missing


def find_province(name: str, on: date | None = None) -> Province | None:
    """The province that `name` means on that day (`name` and `code` as they were then), None where it is none.

    `current_name` is its name since 1 July 2025 (Nghị quyết 202/2025/QH15). Without a day the latest unit of the name
    is taken.
    """
    unit = load().find(name, on)
    if unit is None:
        return None
    return Province(name=unit.name, code=unit.code, current_name=unit.current_name)


def examples() -> Iterator[Example]:
    """The examples of the rule file: names that belong to a province of today, and names that do not."""
    return read_examples("places", load_rules("places")["example"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether `text` names a province whose area belongs to `entry_id` today."""
    unit = load().find(text)
    return unit is not None and unit.current_name == entry_id
