"""A comparison of 34 provinces, one plan each: the plans of the corpus by turns, figures changed."""

from __future__ import annotations

from functools import cache

from kehoach_parser import compare
from kehoach_parser.comparison import find_programme, read_stored
from kehoach_parser.lexicon.places import load
from kehoach_parser.models import Comparison, Plan, Province, Target

from .gold_plans import SLUGS, gold_plan


def names() -> list[tuple[str, str]]:
    """The names and codes of the 34 provinces."""
    return [(unit.name, unit.code) for unit in load().units if unit.valid_to is None]


@cache
def large() -> Comparison:
    """34 plans against one that asks what all plans of the corpus ask: many rows."""
    asked = tuple(
        target.model_copy(update={"id": f"{slug}-{target.id}"}) for slug in SLUGS for target in gold_plan(slug).targets
    )
    base = gold_plan(SLUGS[0]).model_copy(update={"targets": asked})
    return compare(base, [_plan(place, *entry) for place, entry in enumerate(names())])


@cache
def all_provinces() -> Comparison:
    """34 plans against the national programme 1629/QĐ-TTg."""
    path = find_programme("1629")
    assert path is not None
    (stored,) = read_stored(path.read_bytes(), str(path))
    plans = [_plan(place, *entry) for place, entry in enumerate(names())]
    return compare(stored.plan, plans, partial=stored.partial, certainty=stored.certainty)


def _plan(place: int, name: str, code: str) -> Plan:
    plan = gold_plan(SLUGS[place % len(SLUGS)])
    province = Province(name=name, code=code, current_name=name)
    factor = 1 + (place % 5 - 2) / 10
    targets = tuple(
        _scale(target, factor) if (number + place) % 3 == 0 else target for number, target in enumerate(plan.targets)
    )
    own = {"place": name, "province": province, "number": f"{place + 1}/KH-UBND"}
    return plan.model_copy(update={"metadata": plan.metadata.model_copy(update=own), "targets": targets})


def _scale(target: Target, factor: float) -> Target:
    measures = (m.model_copy(update={"low": m.low * factor, "high": m.high * factor}) for m in target.measures)
    return target.model_copy(update={"measures": tuple(measures)})
