"""The columns of a comparison by socio-economic region (vùng kinh tế - xã hội) or by today's province."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeVar

from ..models import Comparison, PlanGroup, Row, Standing
from .standings import list_regions

Grouping = Literal["region", "province"]

_T = TypeVar("_T")


def group_by_place(comparison: Comparison, by: Grouping) -> Comparison:
    """The comparison with the plans of a region, or of what is one province today, side by side, and with its `groups`.

    Regions stand in the order of the official list, provinces in that of their first plan, plans without either last;
    within a group the plans keep their order.
    """
    standings = comparison.standings
    names = [standing.region if by == "region" else standing.province_today for standing in standings]
    listed = list_regions() if by == "region" else ()
    order = [*dict.fromkeys((*(name for name in listed if name in names), *(name for name in names if name)))]
    members = {name: [plan for plan, own in enumerate(names) if own == name] for name in (*order, None)}
    moved = [plan for plans in members.values() for plan in plans]
    arranged, groups, first = _arrange(comparison, moved), [], 0
    for name, plans in members.items():
        if plans:
            columns = tuple(range(first, first + len(plans)))
            groups.append(_make_group(name, columns, arranged.standings))
            first += len(plans)
    return arranged.model_copy(update={"groups": tuple(groups)})


def _make_group(name: str | None, plans: tuple[int, ...], standings: Sequence[Standing]) -> PlanGroup:
    own = [standings[plan] for plan in plans]
    return PlanGroup(
        name=name,
        plans=plans,
        coverage=_mean(standing.coverage for standing in own),
        ambition=_mean(standing.ambition for standing in own),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 1) if known else None


def _arrange(comparison: Comparison, order: Sequence[int]) -> Comparison:
    """The comparison with its plans in another order."""
    place = {plan: column for column, plan in enumerate(order)}

    def move(values: tuple[_T, ...]) -> tuple[_T, ...]:
        return tuple(values[plan] for plan in order) if values else values

    def turn(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(row.model_copy(update={"cells": move(row.cells)}) for row in rows)

    return comparison.model_copy(
        update={
            "plans": move(comparison.plans),
            "names": move(comparison.names),
            "rows": turn(comparison.rows),
            "statements": turn(comparison.statements),
            "extra": move(comparison.extra),
            "added": move(comparison.added),
            "overviews": move(comparison.overviews),
            "standings": move(comparison.standings),
            "notes": tuple(
                note if note.plan is None else note.model_copy(update={"plan": place[note.plan]})
                for note in comparison.notes
            ),
        }
    )
