"""Corrections on whole plans: every figure is found again where it was read, and in another reading of the same plan;
in no plan that does not say it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kehoach_parser import Plan, parse
from kehoach_parser.models import Evidence, Measure
from kehoach_parser.workbench.corrections import Correction, apply, take_context

from .conftest import ROOT
from .rendering.documents import render_docx

FOLDERS = sorted(path.parent for path in ROOT.glob("corpus/*/source.txt"))
FIRST = 10**15
"""Each figure is set to a value of its own, from here on."""


def figures(plan: Plan) -> Iterator[tuple[str, Measure]]:
    """Every figure with the words of its statement."""
    for statement in (*plan.targets, *plan.commitments):
        for measure in statement.measures:
            yield statement.text, measure


def set_all(plan: Plan) -> list[Correction]:
    return [
        _about(plan, "measure", measure.evidence, "replace", field="low", from_=measure.low, to=FIRST + number)
        for number, (_, measure) in enumerate(figures(plan))
    ]


def _about(plan: Plan, kind: str, evidence: Evidence, action: str, **said: object) -> Correction:
    before, after = take_context(plan.text or "", evidence.start, evidence.end)
    given: dict[str, object] = {"by": "An", "at": "2026-11-30", "before": before, "after": after, **said}
    return Correction(kind, action, evidence.quote, evidence.start, evidence.end, **given)  # type: ignore[arg-type]


def squeeze(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_figure_is_found_where_it_was_read(folder: Path) -> None:
    plan = parse(folder / "source.txt")
    after = apply(plan, set_all(plan))
    assert {issue.code for issue in after.issues} <= {issue.code for issue in plan.issues}
    assert [measure.low for _, measure in figures(after)] == [FIRST + n for n, _ in enumerate(figures(plan))]


@pytest.mark.parametrize("folder", FOLDERS[1:3], ids=lambda folder: folder.name)
def test_what_another_plan_does_not_say_is_not_set_there(folder: Path) -> None:
    """Plans of one programme share statements; elsewhere nothing of one plan is found in another."""
    plan = parse(folder / "source.txt")
    for other in FOLDERS[5:9]:
        read = parse(other / "source.txt")
        after = apply(read, set_all(plan))
        for (_, before), (text, measure) in zip(figures(read), figures(after), strict=True):
            said = measure.low >= FIRST and measure.low != before.low
            assert not said or squeeze(measure.evidence.quote) in squeeze(plan.text or ""), text


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_figure_is_found_in_the_word_file(folder: Path, tmp_path: Path) -> None:
    """Offsets, breaks and blanks are others there; each figure is set in its own statement, and none is stale."""
    plan = parse(folder / "source.txt")
    render_docx((folder / "source.txt").read_text("utf-8"), tmp_path / "plan.docx")
    after = apply(parse(tmp_path / "plan.docx"), set_all(plan))
    assert "correction_stale" not in [issue.code for issue in after.issues]
    told = list(figures(plan))
    set_here = [(*told[int(m.low) - FIRST], text) for text, m in figures(after) if m.low >= FIRST]
    assert len(set_here) == len(told)
    for statement, figure, text in set_here:
        assert squeeze(statement)[:30] in squeeze(text), figure.evidence.quote
