"""One plan, three formats: text, DOCX with automatic numbers and PDF must give the same findings (at least 99 %)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from pathlib import Path

import pytest

from kehoach_parser import parse
from kehoach_parser.evaluation.tally import Count, fold, squeeze
from kehoach_parser.models import Plan

from .conftest import CORPUS, PLANS

LEAST = 0.99
PRINTED = [slug for slug in PLANS if not slug.endswith("-flat")]
"""Plans with lines of their own: what a crawler flattened has no pages to be printed on."""
MEASURE_KEYS = ("comparator", "low", "high", "unit", "direction", "per", "every", "of", "deadline")


@cache
def _from_text(slug: str) -> Plan:
    return parse(CORPUS / slug / "source.txt")


def _agreement(expected: Iterable[Hashable], given: Iterable[Hashable]) -> Count:
    left, right = Counter(expected), Counter(given)
    both = (left & right).total()
    return Count(both, right.total() - both, left.total() - both)


def _targets(plan: Plan) -> list[Hashable]:
    return [(target.section, squeeze(target.text), target.kind) for target in plan.targets]


def _measures(plan: Plan) -> list[Hashable]:
    return [
        (squeeze(target.text)[:60], *(getattr(measure, key) for key in MEASURE_KEYS))
        for target in plan.targets
        for measure in target.measures
    ]


def _agencies(plan: Plan) -> list[Hashable]:
    named = [(a.section, fold(agency.name)) for a in plan.assignments for agency in a.agencies]
    return named + [(t.section, fold(agency.name)) for t in plan.targets for agency in (*t.lead, *t.support)]


FINDINGS = {"targets": _targets, "measures": _measures, "agencies": _agencies}


def _assert_parity(expected: Plan, given: Plan) -> None:
    for name, find in FINDINGS.items():
        count = _agreement(find(expected), find(given))
        lost = Counter(find(expected)) - Counter(find(given))
        new = Counter(find(given)) - Counter(find(expected))
        assert count.f1 >= LEAST, f"{name} {count.f1:.3f}: lost {list(lost)[:3]}, new {list(new)[:3]}"


@pytest.mark.parametrize("slug", PLANS)
def test_docx_gives_what_the_text_gives(slug: str, plan_docx: Callable[[str], Path]) -> None:
    _assert_parity(_from_text(slug), parse(plan_docx(slug)))


@pytest.mark.slow
@pytest.mark.parametrize("slug", PRINTED)
def test_pdf_gives_what_the_text_gives(slug: str, plan_pdf: Callable[[str], Path]) -> None:
    plan = parse(plan_pdf(slug))
    _assert_parity(_from_text(slug), plan)
    assert all(target.evidence.boxes for target in plan.targets)
    assert plan.source.page_count
