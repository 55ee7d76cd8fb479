"""Short names for plans, each different, fit for the head of a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..models import Metadata

Named = tuple[Metadata, str]
"""A plan's metadata and the name of its file."""


def name_plans(plans: Sequence[Named]) -> tuple[str, ...]:
    """One name a plan: its place, and as much of period, number and file name as sets it apart from the others.

    Two plans that nothing sets apart are numbered in the order given.
    """
    names = [_place(meta, file) for meta, file in plans]
    for add in (_years, _number, _file):
        twice = _repeated(names)
        names = [_join(name, add(*plan)) if name in twice else name for name, plan in zip(names, plans, strict=True)]
    twice, seen, final = _repeated(names), Counter[str](), []
    for name in names:
        seen[name] += 1
        final.append(f"{name} ({seen[name]})" if name in twice else name)
    return tuple(final)


def _repeated(names: Sequence[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def _place(meta: Metadata, file: str) -> str:
    level = meta.issuer.level if meta.issuer else None
    if level == "central" and meta.number:
        return meta.number
    if level in ("district", "commune") and meta.place:
        return meta.place
    if meta.province:
        return meta.province.name
    return meta.place or (meta.issuer.name if meta.issuer else "") or meta.number or file


def _years(meta: Metadata, _: str) -> str:
    period = meta.period
    if period is None:
        return ""
    return str(period.start) if period.start == period.end else f"{period.start}–{period.end}"


def _number(meta: Metadata, _: str) -> str:
    return meta.number or ""


def _file(_: Metadata, file: str) -> str:
    return file


def _join(name: str, more: str) -> str:
    return f"{name} {more}" if more and more not in name else name
