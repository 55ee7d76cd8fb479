"""The plans with hand-made gold: pinned floors hold, and so does what the project promises of them."""

from __future__ import annotations

import pytest

from kehoach_parser import evaluation
from kehoach_parser.evaluation import Report

from .conftest import CORPUS, ROOT

PROMISED = {
    "sections": 0.99,
    "targets": 1.0,
    "measures_strict": 0.98,
    "agencies": 0.98,
    "tasks": 0.95,
    "metadata": 0.98,
    "evidence": 1.0,
    "target_table_rows": 1.0,
    "target_table_leads": 1.0,
    "milestones": 1.0,
}


@pytest.fixture(scope="module")
def report() -> Report:
    """The real plans; those written for the tests have floors, no promises."""
    return evaluation.evaluate(CORPUS, plans="!made-*")


def test_floors_hold() -> None:
    whole = evaluation.evaluate(CORPUS)
    assert evaluation.broken_floors(whole, CORPUS / "floors.json") == [], whole.to_text(detail=True)


@pytest.mark.parametrize(("field", "least"), PROMISED.items())
def test_what_is_promised_of_the_corpus(report: Report, field: str, least: float) -> None:
    assert report.totals[field].f1 >= least, report.to_text(detail=True)


def test_a_review_plan_has_no_targets() -> None:
    (gold,) = (gold for gold in evaluation.read_corpus(CORPUS) if gold.slug == "lao-cai-142-2020")
    from kehoach_parser import parse

    assert parse(gold.source).targets == ()


def test_flattened_heads_hold() -> None:
    folder = ROOT.parent / "shared" / "samples" / "flattened"
    if not folder.is_dir():
        pytest.skip("the folder of real samples is not beside the repository")
    totals = evaluation.evaluate(folder).totals
    for field in ("sections", "targets", "measures_strict", "absent", "citations", "metadata"):
        assert totals[field].f1 >= 0.98, field
