"""The times of a statement by where they stand: each of its values asks for them, so that none may look through all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct


class Time(Struct, frozen=True):
    """A time in its place: word indices, where its stretch between commas or *và* begins, its value (None: from then
    on), whether it leads its measures or trails them, opens its clause, and stands before a colon. `again`: it trails
    a further value of the subject named before (*60% hộ có điện và | đạt 90% vào năm 2030*). `within`: the parentheses
    that it stands in with a value of its own, for which alone it holds (*53 xã (05 xã được công nhận năm 2024)*)."""

    start: int
    end: int
    segment: int
    value: str | None
    leads: bool
    opens: bool
    colon: bool
    again: bool = False
    within: tuple[int, int] | None = None


class TimeSpans:
    """The stretches of words that state a time, in order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._ends: dict[int, int] = {}
        self._begins: dict[int, list[int]] = {}
        self._over: dict[int, int] = {}
        for start, end in spans:
            self._ends.setdefault(start, end)
            self._begins.setdefault(end, []).append(start)
            for index in range(start, end):
                self._over.setdefault(index, end)
        self._starts = list(self._ends)

    def starts_at(self, index: int) -> bool:
        """Whether a time begins at this word."""
        return index in self._ends

    def from_start(self, index: int) -> int | None:
        """The index behind the time that begins at this word, None where none does."""
        return self._ends.get(index)

    def over(self, index: int) -> int | None:
        """The index behind the time that this word belongs to, None where it belongs to none."""
        return self._over.get(index)

    def up_to(self, end: int, behind: int = -1) -> int | None:
        """Where the time begins that ends before `words[end]`, behind the word `behind`; None where there is none."""
        return next((start for start in self._begins.get(end, ()) if start > behind), None)

    def first_in(self, start: int, end: int) -> int | None:
        """The index behind the first time that begins in `words[start:end]`, None where none does."""
        at = bisect_left(self._starts, start)
        return self._ends[self._starts[at]] if at < len(self._starts) and self._starts[at] < end else None


class Placed:
    """The times that are deadlines, in order: `leading` those that lead their values, `trailing` the others."""

    def __init__(self, times: Iterable[Time]) -> None:
        self.all: list[Time] = list(times)
        self.leading: list[Time] = [time for time in self.all if time.leads]
        self.trailing: list[Time] = [time for time in self.all if not time.leads]
        self._announced = [time for time in self.leading if time.colon and not time.within]
        self._opened = [time for time in self.leading if time.opens and not time.within]
        self._openings = {time.end for time in self.all if time.opens}

    def trailing_from(self, index: int) -> Iterator[Time]:
        """Those that trail their values and begin at a word or behind it, in order."""
        return islice(self.trailing, bisect_left(self.trailing, index, key=_start), None)

    def leading_before(self, index: int) -> Iterator[Time]:
        """Those that lead their values and end before a word, the last first."""
        return _before(self.leading, index)

    def last_opened(self, index: int) -> Iterator[Time]:
        """The last that opens its clause and ends before a word, if any does."""
        return islice(_before(self._opened, index), 1)

    def last_announced(self, index: int) -> Iterator[Time]:
        """The last that stands before a colon and ends before a word, if any does."""
        return islice(_before(self._announced, index), 1)

    def opens_up_to(self, index: int) -> bool:
        """Whether a time that opens its clause ends right before a word."""
        return index in self._openings

    def leads_between(self, after: int, before: int) -> bool:
        """Whether a time that leads its values begins between two words, both left out."""
        at = bisect_right(self.leading, after, key=_start)
        return at < len(self.leading) and self.leading[at].start < before

    def leads_behind(self, index: int) -> bool:
        """Whether a time that leads its values begins behind a word."""
        return bool(self.leading) and self.leading[-1].start > index

    def any_between(self, start: int, end: int) -> bool:
        """Whether a time begins in `words[start:end]`."""
        at = bisect_left(self.all, start, key=_start)
        return at < len(self.all) and self.all[at].start < end

    def any_behind(self, index: int) -> bool:
        """Whether a time begins behind a word."""
        return bool(self.all) and self.all[-1].start > index


def _start(time: Time) -> int:
    return time.start


def _before(times: Sequence[Time], index: int) -> Iterator[Time]:
    """Those of `times` that end before a word, the last first."""
    return (times[at] for at in range(bisect_left(times, index, key=_start) - 1, -1, -1) if times[at].end <= index)
