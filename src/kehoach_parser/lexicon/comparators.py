"""The words around the number of a measure (rules/comparators.toml)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import compress
from typing import Any, Generic, TypeVar

from msgspec import Struct

from ..errors import RulesError
from ..language.patterns import compile_later
from .rule_files import Example, load_rules, read_examples

T = TypeVar("T")
TOKEN = compile_later(r"[^\W\d_]+(?:[²³]|(?<=m)[23](?!\w))?|\d+(?:[.,]\d+)*|[^\w\s]")
"""A word, a numeral or a sign: what phrases are made of. The most frequent is tried first."""

_NEAR = 64
"""Words that are looked through one by one, more than most statements have."""
_LISTS = ("comparators", "directions", "levels", "every", "predicates", "names")


class Phrases(Generic[T]):
    """Phrases by their words in lower case, each with a value; the longest one wins."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._entries = tuple(entries)
        self._last: tuple[tuple[str, ...], list[int]] = (), []

    @cached_property
    def _values(self) -> dict[tuple[str, ...], T]:
        """The phrases by their words, made when they are first asked for: one document needs few of the lists."""
        values: dict[tuple[str, ...], T] = {}
        for phrase, value in self._entries:
            values.setdefault(split_words(phrase), value)
        return values

    @cached_property
    def _firsts(self) -> dict[str, tuple[int, ...]]:
        """How long the phrases are that begin with a word, the longest first."""
        return _lengths(self._values, 0)

    @cached_property
    def _lasts(self) -> dict[str, tuple[int, ...]]:
        """How long the phrases are that end with a word, the longest first."""
        return _lengths(self._values, -1)

    def beginnings(self) -> frozenset[str]:
        """The first words of all phrases."""
        return frozenset(self._firsts)

    def endings(self) -> frozenset[str]:
        """The last words of all phrases."""
        return frozenset(self._lasts)

    def starting_at(self, words: Sequence[str], index: int) -> tuple[int, T] | None:
        """The longest phrase whose first word is `words[index]`: the index after it, and its value."""
        try:
            lengths = self._firsts.get(words[index])
        except IndexError:
            return None
        if lengths is None:  # most words begin no phrase
            return None
        for length in lengths:
            key = tuple(words[index : index + length])
            if len(key) == length and key in self._values:
                return index + length, self._values[key]
        return None

    def ending_at(self, words: Sequence[str], index: int) -> tuple[int, T] | None:
        """The longest phrase whose last word is `words[index]`: the index of its first word, and its value."""
        if index < 0:
            return None
        for length in self._lasts.get(words[index], ()):
            if length > index + 1:
                continue
            key = tuple(words[index - length + 1 : index + 1])
            if key in self._values:
                return index - length + 1, self._values[key]
        return None

    def has(self, word: str) -> bool:
        """Whether a word alone is one of the phrases."""
        return (word,) in self._values

    def holds(self, words: Sequence[str]) -> bool:
        """Whether these words, all of them, are one of the phrases."""
        return tuple(words) in self._values

    def phrases(self, value: T | None = None) -> Iterator[str]:
        """Every phrase, or those of one value, its words parted by single spaces."""
        return (" ".join(words) for words, own in self._values.items() if value is None or own == value)

    def find_all(self, words: Sequence[str], start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, T]]:
        """Every phrase within `words[start:end]`, none overlapping another: first index, index after it, value."""
        stop = len(words) if end is None else min(end, len(words))
        firsts = self._firsts
        end_of_last = start
        if stop - start > _NEAR and isinstance(words, tuple):
            places = self._places(words)
            within = places[bisect_left(places, start) : bisect_left(places, stop)]
        else:
            within = list(compress(range(start, stop), map(firsts.__contains__, words[start:stop])))
        for index in within:
            found = self.starting_at(words, index) if index >= end_of_last else None
            if found and found[0] <= stop:
                yield index, found[0], found[1]
                end_of_last = found[0]

    def _places(self, words: tuple[str, ...]) -> list[int]:
        """Where phrases may begin in a long statement: kept, for each of its numbers asks."""
        asked, places = self._last
        if asked is not words:
            firsts = self._firsts
            places = list(compress(range(len(words)), map(firsts.__contains__, words)))
            self._last = words, places
        return places

    def within(self, words: Sequence[str], start: int = 0, end: int | None = None) -> bool:
        """Whether a phrase stands in `words[start:end]`."""
        return next(self.find_all(words, start, end), None) is not None


def split_words(text: str) -> tuple[str, ...]:
    """The words and signs of a text in lower case."""
    return tuple(word.lower() for word in TOKEN.findall(text))


def _lengths(phrases: Iterable[tuple[str, ...]], at: int) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[at], set()).add(len(phrase))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


class Comparators(Struct, frozen=True):
    """Every list of rules/comparators.toml as phrases.

    `before`/`after`: contract comparators; `directions`: `increase` or `decrease`, with `not_before` the words that
    may not follow a direction word; `adverbs` and `frequencies`: periods; `predicates`: `strong` or `weak`;
    `names`: id of the entry.
    """

    before: Phrases[str]
    after: Phrases[str]
    directions: Phrases[str]
    not_before: dict[str, Phrases[bool]]
    no_change: Phrases[bool]
    levels: Phrases[bool]
    adverbs: Phrases[str]
    frequencies: Phrases[str]
    predicates: Phrases[str]
    names: Phrases[str]


@cache
def load() -> Comparators:
    """The words of rules/comparators.toml. Raises RulesError."""
    rules = load_rules("comparators")
    missing = [name for name in _LISTS if name not in rules]
    if missing:
        raise RulesError(f"rules/comparators.toml: no {', '.join(missing)}")
    return Comparators(
        before=_phrases(rules["comparators"], "before", "comparator"),
        after=_phrases(rules["comparators"], "after", "comparator"),
        directions=_phrases(rules["directions"], "words", "direction"),
        no_change=Phrases((word, True) for entry in rules["directions"] for word in entry["no_change"]),
        not_before={
            entry["direction"]: Phrases((word, True) for word in entry["not_before"]) for entry in rules["directions"]
        },
        levels=Phrases((word, True) for entry in rules["levels"] for word in entry["words"]),
        adverbs=_phrases(rules["every"], "adverbs", "period"),
        frequencies=_phrases(rules["every"], "frequencies", "period"),
        predicates=_phrases(rules["predicates"], "words", "strength"),
        names=_phrases(rules["names"], "words", "id"),
    )


def _phrases(entries: list[dict[str, Any]], words: str, value: str) -> Phrases[str]:
    return Phrases((phrase, str(entry[value])) for entry in entries for phrase in entry[words])


def is_direction(lexicon: Comparators, words: Sequence[str], end: int, direction: str) -> bool:
    """Whether a direction word that ends before `words[end]` stands for itself (*tăng 5%*, not *tăng cường*)."""
    if lexicon.not_before[direction].starting_at(words, end) is not None:
        return False
    return lexicon.no_change.ending_at(words, end - 1) is None


def examples() -> Iterator[Example]:
    """The examples of every entry; its id is prefixed with the name of its list."""
    rules = load_rules("comparators")
    for name in _LISTS:
        for example in read_examples("comparators", rules[name]):
            yield Example(example.file, f"{name}.{example.entry}", example.text, example.expected)


def accepts(entry_id: str, text: str) -> bool:
    """Whether the words of an entry (`list.id`) stand in `text`: names and comparators right before a number."""
    kind, _, name = entry_id.partition(".")
    lexicon = load()
    words = split_words(text)
    spots = range(len(words))
    if kind == "directions":
        return any(
            (found := lexicon.directions.starting_at(words, i))
            and found[1] == name
            and is_direction(lexicon, words, found[0], name)
            for i in spots
        )
    if kind in ("names", "comparators", "levels"):
        before: dict[str, Phrases[Any]] = {
            "names": lexicon.names,
            "comparators": lexicon.before,
            "levels": lexicon.levels,
        }
        table = before[kind]
        wanted: object = True if kind == "levels" else name
        return any(words[i][0].isdigit() and _stands_before(table, lexicon, words, i, wanted, kind) for i in spots) or (
            kind == "comparators" and any(_at(lexicon.after, words, i, name) for i in spots)
        )
    found_anywhere = {"every": lexicon.adverbs, "predicates": lexicon.predicates}[kind]
    return any(_at(found_anywhere, words, i, name) for i in spots)


def _at(table: Phrases[Any], words: Sequence[str], index: int, value: object) -> bool:
    found = table.starting_at(words, index)
    return found is not None and found[1] == value


def _stands_before(
    table: Phrases[Any], lexicon: Comparators, words: Sequence[str], index: int, value: object, kind: str
) -> bool:
    """Whether a phrase of the table with this value stands before a number, a comparator between them allowed."""
    found = table.ending_at(words, index - 1)
    if found is None and kind == "levels":
        comparator = lexicon.before.ending_at(words, index - 1)
        found = table.ending_at(words, comparator[0] - 1) if comparator else None
    return found is not None and found[1] == value
