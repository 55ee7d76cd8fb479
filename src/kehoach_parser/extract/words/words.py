"""A statement as words, with the clauses and sentences they stand in: what the extractors of measures look at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import accumulate, compress, count, repeat
from operator import add, not_
from typing import Generic, TypeVar

from msgspec import Struct

from ...language.patterns import lower_letters
from ...language.spaces import on_one_line
from ...lexicon.comparators import TOKEN
from ...lexicon.grammar import load as load_grammar

Value = TypeVar("Value")
INNER_COMMA = "‚"
"""Stands for a comma inside a fixed pair (*phòng, chống*), which parts nothing."""
_PARTING = frozenset(";.,")
_SIGNS = frozenset(";.,:)")
"""Signs that stand close behind a word."""


class Words(Struct, frozen=True):
    """The words, numerals and signs of `text`: `words` in lower case, `starts`/`ends` their half-open offsets.

    `clauses` numbers the clause of each word: `;` and the end of a sentence begin a new one; `sentences` likewise.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]

    def at(self, offset: int) -> int:
        """The index of the word that covers `offset`, or else of the next one."""
        return bisect_right(self.ends, offset)

    def after(self, offset: int) -> int:
        """The index of the first word that begins at or after `offset`."""
        return bisect_left(self.starts, offset)

    def clause_start(self, index: int) -> int:
        """The index of the first word of the clause that `words[index]` stands in."""
        return bisect_left(self.clauses, self.clauses[index]) if index < len(self.words) else len(self.words)

    def clause_end(self, index: int) -> int:
        """The index after the last word of the clause that `words[index]` stands in."""
        return bisect_right(self.clauses, self.clauses[index]) if index < len(self.words) else len(self.words)

    def slice(self, start: int, end: int) -> str:
        """The text of `words[start:end]` on one line."""
        if end <= start:
            return ""
        return on_one_line(self.text[self.starts[start] : self.ends[end - 1]])


class Found(Generic[Value]):
    """What is found of a statement by its words, kept while it is the one asked for: each of its numbers asks, and a
    cache that compared the words would read all of them each time."""

    def __init__(self, find: Callable[[tuple[str, ...]], Value]) -> None:
        self._find = find
        self._kept: tuple[tuple[str, ...], Value] | None = None

    def __call__(self, texts: tuple[str, ...]) -> Value:
        kept = self._kept
        if kept is None or kept[0] is not texts:
            kept = self._kept = texts, self._find(texts)
        return kept[1]


def places_of(texts: tuple[str, ...], word: str) -> list[int]:
    """Where a word stands in a statement."""
    return _places(word)(texts)


@lru_cache(maxsize=32)
def _places(word: str) -> Found[list[int]]:
    return Found(lambda texts: places_among(texts, frozenset((word,))))


def places_among(texts: Sequence[str], chosen: frozenset[str]) -> list[int]:
    """Where words of a statement stand that are among the chosen ones, in order."""
    return list(compress(range(len(texts)), map(chosen.__contains__, texts)))


def split_statement(text: str) -> Words:
    """The words of one statement."""
    words, starts, ends = _split(lower_letters(text))
    total = len(words)
    clauses: list[int] = []  # where one begins behind another
    sentences: list[int] = []
    for index in places_among(words, _PARTING):
        word = words[index]
        if word == ";":
            clauses.append(index + 1)
        elif word == "." and index + 1 < total and _begins_sentence(text, words, starts, index):
            clauses.append(index + 1)
            sentences.append(index + 1)
        elif word == "," and index + 1 < total and _in_pair(words, index):
            words[index] = INNER_COMMA
    numbers = _number(clauses, total), _number(sentences, total)
    return Words(text, tuple(words), tuple(starts), tuple(ends), *numbers)


def _split(lowered: str) -> tuple[list[str], list[int], list[int]]:
    """The words of a text in small letters with their beginnings and ends. What stands between spaces is mostly one
    word, or one with a sign behind it, which is told sooner than by the pattern."""
    pieces = lowered.split(" ")
    behind = list(map(add, accumulate(map(len, pieces)), count()))
    before = [0, *map(add, behind, repeat(1))]
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for number in compress(range(len(pieces)), map(not_, map(str.isalpha, pieces))):
        words += pieces[done:number]
        starts += before[done:number]
        ends += behind[done:number]
        done = number + 1
        piece, at, end = pieces[number], before[number], behind[number]
        if piece[-1:] in _SIGNS and piece[:-1].isalpha():
            words += (piece[:-1], piece[-1])
            starts += (at, end - 1)
            ends += (end - 1, end)
        else:
            for token in TOKEN.finditer(lowered, at, end):
                words.append(token[0])
                starts.append(token.start())
                ends.append(token.end())
    words += pieces[done:]
    starts += before[done:-1]
    ends += behind[done:]
    return words, starts, ends


def _number(begins: list[int], total: int) -> tuple[int, ...]:
    """For each of `total` words the number of its part, where parts begin at `begins` behind the first."""
    numbers: list[int] = []
    for number, end in enumerate([*begins, total]):
        numbers += [number] * (end - len(numbers))
    return tuple(numbers)


@cache
def _pairs() -> dict[tuple[str, str], tuple[int, list[str]]]:
    """The pairs of words by those right before and behind their comma: where the comma stands, and all the words."""
    pairs = {}
    for phrase in load_grammar().pairs.phrases():
        words = phrase.split()
        comma = words.index(",")
        pairs[words[comma - 1], words[comma + 1]] = comma, words
    return pairs


def _in_pair(words: list[str], comma: int) -> bool:
    """Whether the comma at `words[comma]` stands inside a fixed pair (*sản xuất, kinh doanh*)."""
    found = _pairs().get((words[comma - 1], words[comma + 1]))
    if found is None:
        return False
    inside, pair = found
    start = comma - inside
    return words[start : start + len(pair)] == pair


def _begins_sentence(text: str, words: list[str], starts: list[int], index: int) -> bool:
    """Whether a full stop ends a sentence: a capital or a dash follows, and no abbreviation stands before it."""
    following = text[starts[index + 1]]
    if following.isdigit():
        return text[starts[index] + 1].isspace() and words[index - 1].isalpha()
    if following == "(":  # *… (2) Số hộ …. | (3) Số xã …*
        return text[starts[index + 1] + 1 : starts[index + 1] + 2].isdigit() and words[index - 1] != "("
    return (following.isupper() or following in "-+") and not load_grammar().abbreviations.has(words[index - 1])
