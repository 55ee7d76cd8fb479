"""Words that tell whether more or less of a thing is the more ambitious (rules/better.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from ..language.patterns import compile_later, find_words
from .rule_files import Example, load_rules, read_examples

Better = Literal["more", "less"]


class BetterWords(Struct, frozen=True):
    """The rules of rules/better.toml, compiled; all are searched in small letters. `levels` up to the figure, `absence`
    and `whose` up to a harm."""

    durations: frozenset[str]
    levels: tuple[tuple[Better, re.Pattern[str]], ...]
    harm: re.Pattern[str]
    neutral: re.Pattern[str]
    wait: re.Pattern[str]
    lasting: re.Pattern[str]
    remedy: re.Pattern[str]
    promise: re.Pattern[str]
    copulas: frozenset[str]
    absence: re.Pattern[str]
    whose: re.Pattern[str]
    belonging: str
    afterwards: re.Pattern[str]


def _terms(entries: list[dict[str, object]]) -> re.Pattern[str]:
    found = {str(term) for entry in entries for term in entry["terms"]}  # type: ignore[attr-defined]
    return find_words(sorted(found, key=lambda term: (-len(term), term)))


def _patterns(entries: list[dict[str, str]]) -> re.Pattern[str]:
    return compile_later("|".join(f"(?:{entry['pattern']})" for entry in entries))


@cache
def load() -> BetterWords:
    """The rules, loaded once."""
    data = load_rules("better")
    return BetterWords(
        durations=frozenset(data["durations"]["words"]),
        levels=tuple((entry["better"], compile_later(entry["pattern"])) for entry in data["level"]),
        harm=_terms(data["harm"]),
        neutral=_patterns(data["neutral"]),
        wait=_patterns(data["wait"]),
        lasting=_patterns(data["lasting"]),
        remedy=_terms(data["remedy"]),
        promise=_terms(data["promise"]),
        copulas=frozenset(str(term) for entry in data["copula"] for term in entry["terms"]),
        absence=_patterns(data["absence"]),
        whose=_patterns(data["whose"]),
        belonging=str(data["belonging"]["word"]),
        afterwards=_patterns(data["afterwards"]),
    )


_EXAMPLED = ("level", "harm", "neutral", "wait", "lasting", "absence", "whose", "afterwards")


def examples() -> Iterator[Example]:
    """Every example of the file."""
    data = load_rules("better")
    for part in _EXAMPLED:
        yield from read_examples("better", data[part])


def accepts(entry: str, text: str) -> bool:
    """Whether the entry is found in a statement whose figure stands between bars."""
    data = load_rules("better")
    before, _, rest = text.lower().partition("|")
    after = rest.partition("|")[2]
    for part in _EXAMPLED:
        for rule in data[part]:
            if rule["id"] != entry:
                continue
            if part == "level":
                return bool(re.search(rule["pattern"], before))
            if part in ("absence", "whose"):
                words = after if load().harm.search(after) else before
                harm = load().harm.search(words)
                return harm is not None and bool(re.search(rule["pattern"], words[: harm.start()]))
            pattern = _terms([rule]) if part == "harm" else re.compile(rule["pattern"])
            return bool(pattern.search(f"{before}| {after}"))
    raise KeyError(entry)
