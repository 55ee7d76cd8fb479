"""Stretches of a text, each from its first character to the one behind its last."""

from __future__ import annotations

from collections.abc import Iterable


def holds(spans: Iterable[tuple[int, int]], at: int) -> bool:
    """Whether a place stands within one of the stretches."""
    return any(start <= at < end for start, end in spans)


def meets(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `start:end` shares a character with one of the stretches."""
    return any(first < end and start < last for first, last in spans)
