"""Reads rule files. Every file is TOML; its head explains its own syntax; entries carry `matches` and `rejects`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import rtoml
from msgspec import Struct

from ..errors import RulesError

UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
"""The capital letters of Vietnamese, for a character class; `{UPPER}` in a rule's pattern."""
LOWER = UPPER.lower()
"""The small letters, for a character class; `{LOWER}` in a rule's pattern."""


_FOLDER = Path(__file__).with_name("rules")


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
        return rtoml.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    except (OSError, rtoml.TomlParsingError) as error:
        raise RulesError(f"rules/{name}.toml: {error}") from error


def list_rules(folder: str) -> list[str]:
    """The names of the rule files of a folder of rules/, without their suffix, in order."""
    return sorted(path.stem for path in (_FOLDER / folder).glob("*.toml"))


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
    """A rule's pattern with `{UPPER}` and `{LOWER}` written out (they stand inside a character class), and the parts of
    the national title and motto (rules/wording/national.toml)."""
    pattern = pattern.replace("{UPPER}", UPPER).replace("{LOWER}", LOWER)
    for name, part in load_rules("wording/national")["parts"].items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern
