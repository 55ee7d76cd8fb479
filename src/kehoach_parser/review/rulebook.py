"""The rules of review and their words, read once from the two files beside this module."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ..models import Evidence
from .values import Finding, Rule


@cache
def rules() -> dict[str, Rule]:
    """The rules by id, in the file's order."""
    return {name: Rule(id=name, **values) for name, values in _read("rules.toml").items()}


@cache
def words(name: str) -> re.Pattern[str]:
    """The pattern of that name of words.toml."""
    return re.compile(_read("words.toml")[name]["pattern"])


@cache
def kinds() -> dict[str, tuple[str, tuple[str, ...]]]:
    """By kind of document its name in words and the abbreviations that a number of it bears."""
    return {kind: (entry["name"], tuple(entry["symbols"])) for kind, entry in _read("words.toml")["kinds"].items()}


def find(rule: str, evidence: Evidence | None = None, **filled: str) -> Finding:
    """A finding of `rule`, its sentences filled in."""
    known = rules()[rule]
    return Finding(
        known.id,
        known.severity,
        known.message.format(**filled),
        known.message_en.format(**filled),
        known.source.format(**filled),
        evidence,
    )


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))
