"""Measures that a statement implies without a figure: *tất cả các xã* is 100 % of them, *không để xảy ra đua xe* is 0.

The words are read as if the figure stood there, so that what is counted and by when follow from the same grammar. What
is stated wins: where a clause has a share, or a figure of its own behind such words, they imply nothing.
"""

from __future__ import annotations

import re
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


def may_imply(statement: str) -> bool:
    """Whether a statement holds a word that may imply a measure; a quick test that says no to no measure."""
    return _WORDING.signs.search(statement.lower()) is not None


def find_implied(
    statement: str, stated: Sequence[FoundMeasure], context: MeasureContext | None = None
) -> tuple[FoundMeasure, ...]:
    """The measures that the words of a statement imply, in order. `stated`: those that it states."""
    lowered = lower_letters(statement).replace("\n", " ")
    found = [*_find_wholes(statement, lowered, stated, context), *_find_nones(statement, lowered, stated, context)]
    return tuple(sorted(found, key=lambda measure: measure.start)) if len(found) > 1 else tuple(found)


def _find_wholes(
    statement: str, lowered: str, stated: Sequence[FoundMeasure], context: MeasureContext | None
) -> Iterator[FoundMeasure]:
    for match in _WORDING.whole.finditer(lowered):
        start, end = match.span("word")
        clause = _clause(lowered, start)
        ahead = lowered[clause[0] : start]
        if _WORDING.not_of.search(ahead) or _WORDING.only_if.match(ahead) or _WORDING.sent_in.match(lowered, end):
            continue
        if any(m.unit in ("%", "‰") or m.start <= start < m.end for m in stated if _within(m, clause)):
            continue
        measure = _read(statement, (start, end), _ALL, context)
        if measure is not None and measure.unit == "%" and measure.low == 100:
            yield replace(measure, comparator="eq", direction=None, doubts=(), implied=True)


def _find_nones(
    statement: str, lowered: str, stated: Sequence[FoundMeasure], context: MeasureContext | None
) -> Iterator[FoundMeasure]:
    opening = _WORDING.none_at_all.match(lowered)
    for match in (*((opening,) if opening else ()), *_WORDING.none.finditer(lowered)):
        start, end = match.span("word")
        clause = _clause(lowered, start)
        if any(start <= m.start or m.start <= start < m.end for m in stated if _within(m, clause)):
            continue
        named = _WORDING.named.match(lowered, end)
        measure = _read(statement, (start, end), _NONE, context) if named else None
        if named and measure is not None and measure.low == 0:
            noun = " ".join(statement[slice(*named.span("noun"))].split())
            yield FoundMeasure(
                start,
                named.end("noun"),
                "eq",
                0.0,
                0.0,
                noun,
                every=measure.every,
                deadline=measure.deadline,
                implied=True,
            )


def _clause(lowered: str, place: int) -> tuple[int, int]:
    """The clause that a place stands in."""
    start = max((m.end() for m in _CLAUSE_BORDER.finditer(lowered, 0, place)), default=0)
    following = _CLAUSE_BORDER.search(lowered, place)
    return start, following.start() if following else len(lowered)


def _within(measure: FoundMeasure, clause: tuple[int, int]) -> bool:
    return measure.start < clause[1] and clause[0] < measure.end


def _read(statement: str, span: tuple[int, int], figure: str, context: MeasureContext | None) -> FoundMeasure | None:
    """What the statement would state if a figure stood for the words of `span`, at the places of the statement; None
    where it would state nothing there."""
    start, end = span
    written = statement[:start] + figure + statement[end:]
    longer = len(figure) - (end - start)
    for measure in find_measures(written, context):
        if measure.start <= start < measure.end:
            begins = measure.start
            return replace(measure, start=begins, end=max(measure.end - longer, end))
    return None
