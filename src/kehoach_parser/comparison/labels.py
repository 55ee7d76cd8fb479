"""Short names for plans, each different, fit for the head of a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..models import Plan


def name_plans(plans: Sequence[Plan]) -> tuple[str, ...]:
    """One name a plan: its place, and as much of period, number, kind and file name as sets it apart from the others.

    Two plans that nothing sets apart are numbered in the order given.
    """
    names = [_place(plan) for plan in plans]
    for add in (_years, _number, _file):
        twice = {name for name, count in Counter(names).items() if count > 1}
        names = [_join(name, add(plan)) if name in twice else name for name, plan in zip(names, plans, strict=True)]
    seen: Counter[str] = Counter()
    twice = {name for name, count in Counter(names).items() if count > 1}
    final = []
    for name in names:
        seen[name] += 1
        final.append(f"{name} ({seen[name]})" if name in twice else name)
    return tuple(final)


def _place(plan: Plan) -> str:
    meta = plan.metadata
    level = meta.issuer.level if meta.issuer else None
    if level == "central" and meta.number:
        return meta.number
    if level in ("district", "commune") and meta.place:
        return meta.place
    if meta.province:
        return meta.province.name
    return meta.place or (meta.issuer.name if meta.issuer else "") or meta.number or plan.source.name


def _years(plan: Plan) -> str:
    period = plan.metadata.period
    if period is None:
        return ""
    return str(period.start) if period.start == period.end else f"{period.start}–{period.end}"


def _number(plan: Plan) -> str:
    return plan.metadata.number or ""


def _file(plan: Plan) -> str:
    return plan.source.name


def _join(name: str, more: str) -> str:
    return f"{name} {more}" if more and more not in name else name
