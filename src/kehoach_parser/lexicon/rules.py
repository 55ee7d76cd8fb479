"""Reads rule files. Every file is TOML; its head explains its own syntax; entries carry `matches` and `rejects`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from ..errors import RulesError

_LETTERS = [chr(c) for c in (*range(0x41, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(c).isalpha()]
UPPER = "".join(c for c in _LETTERS if c.isupper())
"""The capital letters of Vietnamese (and Latin), for a character class; `{UPPER}` in a rule's pattern."""
LOWER = "".join(c for c in _LETTERS if c.islower())
"""The small letters, for a character class; `{LOWER}` in a rule's pattern."""


class Example(Struct, frozen=True):
    """A sentence that an entry must accept (`expected` True) or reject."""

    file: str
    entry: str
    text: str
    expected: bool


@cache
def load_rules(name: str) -> dict[str, Any]:
    """The parsed content of `rules/<name>.toml`.

    Raises RulesError where the file is missing or no TOML.
    """
    try:
        raw = (files("kehoach_parser") / "rules" / f"{name}.toml").read_text("utf-8")
        return tomllib.loads(raw)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"rules/{name}.toml: {error}") from error


def read_examples(name: str, entries: list[dict[str, Any]], key: str = "id") -> Iterator[Example]:
    """The `matches` and `rejects` of every entry; an entry without one of both raises RulesError."""
    for entry in entries:
        label = str(entry[key])
        if not entry.get("matches") or not entry.get("rejects"):
            raise RulesError(f"rules/{name}.toml: entry {label!r} needs both matches and rejects")
        for text in entry["matches"]:
            yield Example(name, label, text, True)
        for text in entry["rejects"]:
            yield Example(name, label, text, False)


def expand(pattern: str) -> str:
    """A rule's pattern with `{UPPER}` and `{LOWER}` written out (they stand inside a character class)."""
    return pattern.replace("{UPPER}", UPPER).replace("{LOWER}", LOWER)
