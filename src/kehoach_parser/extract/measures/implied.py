"""Measures that a statement implies without a figure: *tất cả các xã* is 100 % of them, *không để xảy ra đua xe* is 0.

The words are read as if the figure stood there, so that what is counted and by when follow from the same grammar. What
is stated wins: where a clause has a share, or a figure of its own behind such words, they imply nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later, lower_letters
from ...lexicon.wording import load_wording
from .reader import FoundMeasure, MeasureContext, find_measures


class _ImpliedWording(Struct, frozen=True):
    """The entries of rules/wording/implied.toml; each says there what it is for."""

    signs: re.Pattern[str]
    whole: re.Pattern[str]
    not_of: re.Pattern[str]
    only_if: re.Pattern[str]
    sent_in: re.Pattern[str]
    none: re.Pattern[str]
    none_at_all: re.Pattern[str]
    named: re.Pattern[str]


_WORDING = load_wording("implied", _ImpliedWording)
_CLAUSE_BORDER = compile_later(r"[,;:(]|\.(?=\s|$)")
_ALL, _NONE = "100%", "0%"


def may_imply(lowered: str) -> bool:
    """Whether a statement, in small letters, holds a word that may imply a measure; a quick test that says no to no
    measure."""
    return _WORDING.signs.search(lowered) is not None


class _Spot(Struct, frozen=True):
    """Words for which a figure stands while they are read; `noun`: where it stands of what there shall be none."""

    start: int
    end: int
    figure: str
    noun: tuple[int, int] | None = None


def find_implied(
    statement: str, stated: Sequence[FoundMeasure], context: MeasureContext | None = None
) -> tuple[FoundMeasure, ...]:
    """The measures that the words of a statement imply, in order. `stated`: those that it states."""
    lowered = lower_letters(statement).replace("\n", " ")
    spots = sorted([*_find_wholes(lowered, stated), *_find_nones(lowered, stated)], key=lambda spot: spot.start)
    if not spots:
        return ()
    return tuple(_build(statement, spot, read) for spot, read in _read(statement, spots, context))


def _find_wholes(lowered: str, stated: Sequence[FoundMeasure]) -> Iterator[_Spot]:
    borders = _borders(lowered)
    for match in _WORDING.whole.finditer(lowered):
        start, end = match.span("word")
        clause = _clause(borders, start)
        ahead = lowered[clause[0] : start]
        if _WORDING.not_of.search(ahead) or _WORDING.only_if.match(ahead) or _WORDING.sent_in.match(lowered, end):
            continue
        if not any(m.unit in ("%", "‰") or m.start <= start < m.end for m in stated if _within(m, clause)):
            yield _Spot(start, end, _ALL)


def _find_nones(lowered: str, stated: Sequence[FoundMeasure]) -> Iterator[_Spot]:
    opening, borders = _WORDING.none_at_all.match(lowered), _borders(lowered)
    for match in (*((opening,) if opening else ()), *_WORDING.none.finditer(lowered)):
        start, end = match.span("word")
        clause = _clause(borders, start)
        named = _WORDING.named.match(lowered, end)
        if named and not any(start <= m.start or m.start <= start < m.end for m in stated if _within(m, clause)):
            yield _Spot(start, end, _NONE, named.span("noun"))


def _borders(lowered: str) -> list[int]:
    """Where the signs stand that part clauses, each of one character, and where the text ends."""
    return [*(match.start() for match in _CLAUSE_BORDER.finditer(lowered)), len(lowered)]


def _clause(borders: Sequence[int], place: int) -> tuple[int, int]:
    """The clause that a place stands in."""
    following = bisect_left(borders, place)
    return (borders[following - 1] + 1 if following else 0), borders[following]


def _within(measure: FoundMeasure, clause: tuple[int, int]) -> bool:
    return measure.start < clause[1] and clause[0] < measure.end


def _read(
    statement: str, spots: Sequence[_Spot], context: MeasureContext | None
) -> Iterator[tuple[_Spot, FoundMeasure]]:
    """The spots of which the statement would state a measure if their figures stood there, each with it; its places
    are those of the statement so written."""
    pieces: list[str] = []
    places: list[int] = []
    done = length = 0
    for spot in spots:
        pieces += (statement[done : spot.start], spot.figure)
        places.append(length + spot.start - done)
        length = places[-1] + len(spot.figure)
        done = spot.end
    measures = find_measures("".join((*pieces, statement[done:])), context)
    for spot, place in zip(spots, places, strict=True):
        value = 0 if spot.noun else 100
        around = [m for m in measures if m.start <= place < m.end and m.unit == "%" and m.low == m.high == value]
        if around:
            read = min(around, key=lambda m: m.end - m.start)
            longer = place + len(spot.figure) - spot.end
            yield spot, replace(read, end=max(read.end - longer, spot.end))


def _build(statement: str, spot: _Spot, read: FoundMeasure) -> FoundMeasure:
    if spot.noun is None:
        return replace(read, start=spot.start, comparator="eq", direction=None, doubts=(), implied=True)
    start, end = spot.noun
    noun = " ".join(statement[start:end].split())
    return FoundMeasure(spot.start, end, "eq", 0.0, 0.0, noun, every=read.every, deadline=read.deadline, implied=True)
