"""Patterns and words of one wing of the parser: a file of rules/wording/ as one frozen, typed value.

A wing states what it needs as a class whose fields are the entries of its file; `load_wording` fills it. A file holds

- `[parts]`: pieces of patterns, spelled once. `{day}` in a pattern or another part stands for the part of that name,
  `{UPPER}` and `{LOWER}` for the letters of a character class, and the name of a list for any of its words.
  `parts_of` names other files whose parts serve here too.
- `[patterns.<name>]`: `pattern` and, where wanted, `flags` (`i` case does not matter, `x` blanks mean nothing) and `at`
  (`start`: matched where the text begins, `whole`: matched against all of it; else searched). `needs`: words of which
  one stands in whatever the pattern finds, as it is written there; a text without them is not searched; `opens`:
  words of which one begins whatever it finds, so that a long text is searched for these. Its field is a `re.Pattern`,
  compiled when it is first used, or a `str` that code builds a pattern from.
- `[words.<name>]`: `words`, a list, whose field is a frozenset, a tuple, `Phrases` or, of one word, a `str`; or a table
  of words and their values, whose field is a dict.

Every pattern and list says in `use` what it is for and carries `matches` and `rejects`: texts that the pattern finds,
texts in which one of the words stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct

from ..errors import RulesError
from ..language.patterns import compile_later
from .comparators import Phrases, split_words
from .rule_files import LOWER, UPPER, Example, list_rules, load_rules, read_examples

Wording = TypeVar("Wording", bound=Struct)

_NAMED = re.compile(r"\{([A-Za-z][A-Za-z_]*)\}")
_FLAGS = {"i": re.IGNORECASE, "x": re.VERBOSE, "s": re.DOTALL, "m": re.MULTILINE}
_FOLDER = "wording"


def load_wording(name: str, wing: type[Wording]) -> Wording:
    """The entries of `rules/wording/<name>.toml` as a `wing`.

    Raises RulesError where the file is no TOML, an entry has no field, a field no entry, or a part is unknown.
    """
    held = _read(name)
    kinds = wing.__annotations__  # as written: to look the types up takes longer than to read the file
    if set(held) != set(kinds):
        raise RulesError(f"rules/wording/{name}.toml: entries {sorted(set(held) ^ set(kinds))} are missing or unknown")
    return wing(**{field: _fit(held[field], kind.partition("[")[0]) for field, kind in kinds.items()})


def _fit(entry: dict[str, Any], kind: str) -> Any:
    if "pattern" not in entry:
        words = entry["words"]
        if isinstance(words, dict):
            return words
        if kind == "Phrases":
            return Phrases((word, True) for word in words)
        if kind == "str":
            (word,) = words
            return word
        return tuple(words) if kind == "tuple" else frozenset(words)
    return entry["pattern"] if kind == "str" else _compile(entry)


def _compile(entry: dict[str, Any]) -> re.Pattern[str]:
    return compile_later(entry["pattern"], _read_flags(entry), entry.get("needs", ()), entry.get("opens", ()))


def _read_flags(entry: dict[str, Any]) -> int:
    flags = 0
    for letter in entry.get("flags", ""):
        flags |= _FLAGS[letter]
    return flags


@cache
def read_parts(name: str) -> dict[str, str]:
    """The parts of a file by their names, written out, with those of the files that it names in `parts_of`.

    Raises RulesError where a part names an unknown one.
    """
    raw = load_rules(f"{_FOLDER}/{name}")
    parts: dict[str, str] = {"UPPER": UPPER, "LOWER": LOWER}
    for other in raw.get("parts_of", ()):
        parts |= read_parts(other)
    for entry, value in raw.get("words", {}).items():
        words = sorted(map(str, value["words"]), key=len, reverse=True)
        parts[entry] = "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in words) + ")"
    for part, pattern in raw.get("parts", {}).items():
        parts[part] = _write_out(pattern, parts, name)
    return parts


def _write_out(pattern: str, parts: dict[str, str], name: str) -> str:
    """A pattern with the parts that it names."""

    def named(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise RulesError(f"rules/wording/{name}.toml: no part is called {match[1]!r}")
        return parts[match[1]]

    return _NAMED.sub(named, pattern)


@cache
def _read(name: str) -> dict[str, dict[str, Any]]:
    """The entries of a file by their names, parts written out."""
    raw = load_rules(f"{_FOLDER}/{name}")
    parts = read_parts(name)
    entries: dict[str, dict[str, Any]] = {}
    for entry, value in raw.get("patterns", {}).items():
        entries[entry] = {**value, "pattern": _write_out(value["pattern"], parts, name)}
    for entry, value in raw.get("words", {}).items():
        if entry in entries:
            raise RulesError(f"rules/wording/{name}.toml: {entry!r} is both a pattern and a list")
        entries[entry] = value
    return entries


def examples() -> Iterator[Example]:
    """Every example of every file; entries are named `times/deadline`."""
    for name in list_rules(_FOLDER):
        entries = [{"id": f"{name}/{entry}", **value} for entry, value in _read(name).items()]
        yield from read_examples(f"{_FOLDER}/{name}", entries)


def accepts(entry_id: str, text: str) -> bool:
    """Whether the entry's pattern finds the text, or one of its words stands in it."""
    name, _, entry = entry_id.partition("/")
    value = _read(name)[entry]
    if "pattern" in value:
        pattern = _compile(value)
        if value.get("at") == "start":
            return pattern.match(text) is not None
        if value.get("at") == "whole":
            return pattern.fullmatch(text) is not None
        return pattern.search(text) is not None
    return Phrases((word, True) for word in value["words"]).within(split_words(text))
