"""Stretches of a text, each from its first character to the one behind its last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


def holds(spans: Iterable[tuple[int, int]], at: int) -> bool:
    """Whether a place stands within one of the stretches."""
    return any(start <= at < end for start, end in spans)


def meets(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `start:end` shares a character with one of the stretches."""
    return any(first < end and start < last for first, last in spans)


class Spans:
    """Stretches of a text, to be asked which of them meet another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with `start:end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and start < self._ends[before - 1]
