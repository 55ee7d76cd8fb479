"""The rules of review and their words, read once from the two files beside this module."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct, convert

from ...models import Evidence
from .values import Finding, Rule


@cache
def rules() -> dict[str, Rule]:
    """The rules by id, in the file's order."""
    return {name: Rule(id=name, **values) for name, values in _read("rules.toml").items()}


class Words(Struct, frozen=True):
    """The patterns of words.toml by their names. `money`: the unit of sums, `before_number`: a part of a pattern."""

    title: re.Pattern[str]
    motto: re.Pattern[str]
    party: re.Pattern[str]
    head_date: re.Pattern[str]
    head_line: re.Pattern[str]
    kind_line: re.Pattern[str]
    number_line: re.Pattern[str]
    date_line: re.Pattern[str]
    recipients_line: re.Pattern[str]
    first_heading: re.Pattern[str]
    attached: re.Pattern[str]
    cited_date: re.Pattern[str]
    annex: re.Pattern[str]
    elsewhere: re.Pattern[str]
    report: re.Pattern[str]
    report_to: re.Pattern[str]
    timed: re.Pattern[str]
    no_time: re.Pattern[str]
    of_which: re.Pattern[str]
    total: re.Pattern[str]
    filed: re.Pattern[str]
    deputy: re.Pattern[str]
    for_head: re.Pattern[str]
    money: str
    before_number: str


@cache
def words() -> Words:
    """The patterns of words.toml, compiled."""
    said = {name: entry["pattern"] for name, entry in _read("words.toml").items() if name != "kinds"}
    money, before_number = said.pop("money"), said.pop("before_number")
    patterns = {name: re.compile(pattern) for name, pattern in said.items()}
    return Words(money=money, before_number=before_number, **patterns)


class Kind(Struct, frozen=True):
    """A kind of document: its name in words and the abbreviations that a number of it bears; `bare`: the number may
    follow the name without *số*."""

    name: str
    symbols: tuple[str, ...]
    bare: bool = False


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of words.toml, those of the contract's `doc_type` under its names."""
    return {kind: convert(entry, Kind) for kind, entry in _read("words.toml")["kinds"].items()}


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
