"""The words of a statement as the comparison weighs them: content syllables, pairs of them, and classes of nouns.

Vietnamese words are mostly of two syllables, so neighbouring content syllables taken in pairs stand in for
word segmentation (measured on the five plans of the corpus: no pairing changes with a real segmenter, which costs half
a second to load).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..errors import RulesError

GENERAL_WEIGHT = 0.35
PAIR_WEIGHT = 1.0
SYLLABLE_WEIGHT = 0.6
CLASS_WEIGHT = 1.2
MEMBER_WEIGHT = 0.45

_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)*|\x02\d+\x03|[;,.:()]")
_MARK = re.compile(r"\x02(\d+)\x03")


@dataclass(frozen=True, slots=True)
class NounClass:
    """Nouns that stand for each other when plans of different levels meet."""

    id: str
    level: str | None
    terms: tuple[str, ...]
    unless_before: frozenset[str]
    unless_after: frozenset[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of the word file with its examples."""

    id: str
    regex: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """compare/words.toml, validated and compiled."""

    function: frozenset[str]
    general: frozenset[str]
    times: frozenset[str]
    classes: tuple[NounClass, ...]
    adverbials: tuple[Pattern, ...]
    ceilings: tuple[Pattern, ...]
    noun: re.Pattern[str]
    owner: dict[str, int]


@dataclass(frozen=True, slots=True)
class Bag:
    """The weighted tokens of a text, and its content syllables in order (None where a run of them breaks)."""

    weights: dict[str, float]
    run: tuple[str | None, ...]


EMPTY = Bag({}, ())


@cache
def load() -> Vocabulary:
    """The words of the comparison. Raises RulesError where the file is malformed."""
    try:
        raw = tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))
        classes = tuple(
            NounClass(
                entry["id"],
                entry.get("level"),
                tuple(entry["terms"]),
                frozenset(entry["unless_before"]),
                frozenset(entry["unless_after"]),
                tuple(entry["matches"]),
                tuple(entry["rejects"]),
            )
            for entry in raw["class"]
        )
        owner = {term: index for index, entry in enumerate(classes) for term in entry.terms}
        longest_first = sorted(owner, key=lambda term: (-len(term), term))
        return Vocabulary(
            function=frozenset(raw["function"]["words"].split()),
            general=frozenset(raw["general"]["phrases"]),
            times=frozenset(raw["times"]["words"]),
            classes=classes,
            adverbials=tuple(_patterns(raw["adverbial"])),
            ceilings=tuple(_patterns(raw["ceiling"])),
            noun=re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)"),
            owner=owner,
        )
    except (OSError, KeyError, TypeError, re.error, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"compare/words.toml: {error}") from error


def _patterns(entries: list[dict[str, object]]) -> Iterator[Pattern]:
    for entry in entries:
        yield Pattern(
            str(entry["id"]),
            re.compile(str(entry["pattern"])),
            tuple(entry["matches"]),  # type: ignore[arg-type]
            tuple(entry["rejects"]),  # type: ignore[arg-type]
        )


def find_class(text: str) -> str | None:
    """The id of the first class of nouns that `text` (any case) names, or None."""
    words = load()
    lowered = text.lower()
    for match in words.noun.finditer(lowered):
        entry = words.classes[words.owner[match[0]]]
        if _stands(entry, lowered, match.start(), match.end()):
            return entry.id
    return None


def find_level(text: str) -> str | None:
    """The administrative level of the first noun of level in `text`, or None."""
    words = load()
    lowered = text.lower()
    for match in words.noun.finditer(lowered):
        entry = words.classes[words.owner[match[0]]]
        if entry.level and _stands(entry, lowered, match.start(), match.end()):
            return entry.level
    return None


def states_ceiling(before: str) -> bool:
    """Whether the words right before a figure (`before`, any case) say that less is meant to be reached."""
    lowered = before.lower()
    return any(pattern.regex.search(lowered) for pattern in load().ceilings)


def weigh(text: str, names: tuple[str, ...] = ()) -> Bag:
    """The weighted tokens of `text`. `names`: the plan's own places in lower case, which carry no content."""
    words = load()
    lowered = text.lower()
    for name in names:
        lowered = lowered.replace(name, " ")
    for adverbial in words.adverbials:
        if lowered.find("trên ") >= 0 or lowered.find("(") >= 0:
            lowered = adverbial.regex.sub(" ", lowered)
    lowered = words.noun.sub(lambda match: _replace(words, match), lowered)
    weights: dict[str, float] = {}
    run: list[str | None] = []
    previous: str | None = None
    for token in _WORD.findall(lowered):
        if token[0] == "\x02":
            index = int(token[1:-1])
            entry = words.classes[index // 1000]
            label = "#level" if entry.id != "body" else "#body"
            _keep(weights, label, CLASS_WEIGHT)
            _keep(weights, "#" + entry.terms[index % 1000], MEMBER_WEIGHT)
            run.append(label)
            previous = None
        elif token in words.function or not token[0].isalpha():
            run.append(None)
            previous = None
        else:
            _keep(weights, token, SYLLABLE_WEIGHT)
            run.append(token)
            if previous is not None:
                pair = previous + " " + token
                if pair in words.general:
                    weights[previous] = min(weights[previous], GENERAL_WEIGHT * SYLLABLE_WEIGHT)
                    weights[token] = GENERAL_WEIGHT * SYLLABLE_WEIGHT
                    _keep(weights, pair, GENERAL_WEIGHT * PAIR_WEIGHT)
                else:
                    _keep(weights, pair, PAIR_WEIGHT)
            previous = token
    return Bag(weights, tuple(run))


def _keep(weights: dict[str, float], token: str, weight: float) -> None:
    weights[token] = max(weights.get(token, 0.0), weight)


def _stands(entry: NounClass, text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 12) : start].split()
    after = text[end : end + 12].split()
    if before and text[start - 1] == " " and before[-1] in entry.unless_before:
        return False
    return not (after and text[end] == " " and after[0].strip(",;.)") in entry.unless_after)


def _replace(words: Vocabulary, match: re.Match[str]) -> str:
    index = words.owner[match[0]]
    entry = words.classes[index]
    if not _stands(entry, match.string, match.start(), match.end()):
        return match[0]
    return f" \x02{index * 1000 + entry.terms.index(match[0])}\x03 "
