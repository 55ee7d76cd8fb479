"""The contract's Measure from one found in a statement or a cell: the one place where it is built."""

from __future__ import annotations

from typing import Literal, cast

from msgspec.structs import replace

from ...models import Measure
from ...models.content import Comparator, Every
from ...structure.values import Doubt, Text
from .reader import FoundMeasure


def build_measure(
    text: Text, found: FoundMeasure, offset: int, limit: int | None = None
) -> tuple[Measure, tuple[Doubt, ...]]:
    """The Measure for one found in the words that begin at `offset`, and the doubts about it in their place. `limit`:
    its evidence ends there at the latest (a cell, whose unit stands elsewhere)."""
    start, end = offset + found.start, offset + found.end
    if limit is not None:
        end = min(end, limit)
    measure = Measure(
        comparator=cast("Comparator", found.comparator),
        low=found.low,
        high=found.high,
        unit=found.unit,
        direction=cast('Literal["increase", "decrease"] | None', found.direction),
        subject=found.subject,
        per=cast("Every | None", found.per),
        every=cast("Every | None", found.every),
        of=found.of,
        deadline=found.deadline,
        implied=found.implied,
        evidence=text.evidence(start, end),
    )
    return measure, tuple(replace(doubt, start=start, end=end) for doubt in found.doubts)
