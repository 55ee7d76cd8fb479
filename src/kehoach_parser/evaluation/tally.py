"""Counting: what was found, what was missed, what was invented, a field at a time."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, TypeVar

from msgspec import Struct, field

T = TypeVar("T")
U = TypeVar("U")


class Count(Struct, frozen=True):
    """Hits, inventions and misses of one field; all scores are 1 where there was nothing to get wrong."""

    hits: int = 0
    spurious: int = 0
    missing: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.hits + other.hits, self.spurious + other.spurious, self.missing + other.missing)

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        given = self.hits + self.spurious
        return self.hits / given if given else 1.0

    @property
    def recall(self) -> float:
        """The share of what was to be given that was."""
        wanted = self.hits + self.missing
        return self.hits / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.hits + self.spurious + self.missing
        return 2 * self.hits / total if total else 1.0


class Miss(Struct, frozen=True):
    """One thing that is not as in the gold: `missing` from the output, or `spurious` in it."""

    plan: str
    field: str
    kind: Literal["missing", "spurious"]
    what: str


class Tally(Struct):
    """The counts of one plan while they are taken."""

    plan: str
    counts: dict[str, Count] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def hit(self, name: str, times: int = 1) -> None:
        """Counts `times` hits of a field; 0 makes the field known without a count."""
        self.counts[name] = self.counts.get(name, Count()) + Count(hits=times)

    def missing(self, name: str, what: str, times: int = 1) -> None:
        """Counts something that the gold has and the output has not."""
        self.counts[name] = self.counts.get(name, Count()) + Count(missing=times)
        self.misses.append(Miss(self.plan, name, "missing", what))

    def spurious(self, name: str, what: str, times: int = 1) -> None:
        """Counts something that the output has and the gold has not."""
        self.counts[name] = self.counts.get(name, Count()) + Count(spurious=times)
        self.misses.append(Miss(self.plan, name, "spurious", what))

    def wrong(self, name: str, wanted: object, given: object) -> None:
        """Counts a value that differs: a miss where one was wanted, an invention where one was given."""
        self.hit(name, 0)
        if wanted is not None:
            self.missing(name, f"{_show(wanted)} (given: {_show(given)})")
        if given is not None:
            self.spurious(name, f"{_show(given)} (wanted: {_show(wanted)})")

    def compare(self, name: str, wanted: Iterable[Hashable], given: Iterable[Hashable]) -> None:
        """Counts two collections as multisets."""
        want, have = Counter(wanted), Counter(given)
        self.hit(name, (want & have).total())
        for item in (want - have).elements():
            self.missing(name, str(item))
        for item in (have - want).elements():
            self.spurious(name, str(item))


def fold(text: str) -> str:
    """Text for comparison: NFC, no case, single spaces, no punctuation at the end."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(" .;:,")


def squeeze(text: str) -> str:
    """Only the letters, digits and `%` of a text, without case: for texts broken inside words."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return "".join(char for char in composed if char.isalnum() or char == "%")


def pair(
    wanted: Sequence[T], given: Sequence[U], same: Callable[[T, U], bool]
) -> tuple[list[tuple[T, U]], list[T], list[U]]:
    """Pairs one to one in order: the pairs, the wanted left over, the given left over."""
    pairs: list[tuple[T, U]] = []
    left = list(given)
    alone: list[T] = []
    for want in wanted:
        for index, have in enumerate(left):
            if same(want, have):
                pairs.append((want, have))
                del left[index]
                break
        else:
            alone.append(want)
    return pairs, alone, left


def _show(value: object) -> str:
    return "null" if value is None else str(value)
