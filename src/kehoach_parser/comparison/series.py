"""Targets with several milestones: which rows belong together, and what a straight line between them gives."""

from __future__ import annotations

import itertools
from collections import defaultdict

from .features import Item, Side


def row_id(item: Item) -> str:
    """The id of the row of a measure: its target's, with the number of the measure where it is one."""
    return f"{item.target.id}#{item.number + 1}" if item.measure and not item.implied else item.target.id


def find_series(side: Side) -> dict[int, tuple[str, ...]]:
    """By the target's position, the ids of the rows of one quantity at several years, in the order of the years; of
    several such quantities the first."""
    by_target: defaultdict[int, list[Item]] = defaultdict(list)
    for item in side.items:
        if item.measure and item.measure.deadline and not item.measure.every:
            by_target[item.position].append(item)
    found = {}
    for position, items in by_target.items():
        for kind in dict.fromkeys(item.kind for item in items):
            alike = [item for item in items if item.kind == kind]
            years = {item.measure.deadline for item in alike if item.measure}
            if len(alike) > 1 and len(years) == len(alike):
                found[position] = tuple(row_id(item) for item in sorted(alike, key=_year))
                break
    return found


def find_milestones(side: Side) -> dict[int, tuple[int, ...]]:
    """By the index of an item of a series, the indexes of the other items of the series."""
    ids = {row_id(item): index for index, item in enumerate(side.items)}
    found = {}
    for names in find_series(side).values():
        indexes = tuple(ids[name] for name in names)
        for index in indexes:
            found[index] = tuple(other for other in indexes if other != index)
    return found


def interpolate(points: list[tuple[int, float]], year: int) -> float | None:
    """What a straight line between milestones gives for a year between two of them; None for any other year."""
    ordered = sorted(points)
    for (before, low), (after, high) in itertools.pairwise(ordered):
        if before < year < after:
            return round(low + (high - low) * (year - before) / (after - before), 6)
    return None


def _year(item: Item) -> str:
    assert item.measure is not None
    return item.measure.deadline or ""
