"""The hand-made comparison of the corpus: each measure of Lai Châu's plan in Hải Phòng's."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kehoach_parser.comparison import compare
from kehoach_parser.models import Comparison, Plan

from .gold_plans import CORPUS, SLUGS, gold_plan

GOLD = json.loads((CORPUS / "compare-lai-chau-hai-phong.json").read_text("utf-8"))


def statuses(comparison: Comparison) -> list[tuple[dict[str, Any], str | None]]:
    """Each row of the gold with the status found for it; None where the row itself is absent."""
    found = []
    for wanted in GOLD["rows"]:
        rows = [
            row
            for row in comparison.rows
            if row.measure
            and row.target.text.startswith(wanted["anchor"])
            and (row.measure.low, row.measure.unit) == (wanted["low"], wanted["unit"])
        ]
        nth = wanted["nth"]
        found.append((wanted, rows[nth].cells[0].status if nth < len(rows) else None))
    return found


def test_gold_plans_give_every_status_of_the_gold() -> None:
    comparison = compare(gold_plan(GOLD["baseline"]), [gold_plan(GOLD["plan"])])
    wrong = [(wanted, status) for wanted, status in statuses(comparison) if status != wanted["status"]]
    assert not wrong


def test_parsed_plans_give_the_statuses_of_the_gold() -> None:
    from kehoach_parser import parse

    base, plan = (parse(CORPUS / GOLD[side] / "source.txt") for side in ("baseline", "plan"))
    found = statuses(compare(base, [plan]))
    assert sum(status == wanted["status"] for wanted, status in found) >= 15, found


@pytest.mark.parametrize("slug", SLUGS)
def test_a_plan_against_itself_is_equal_throughout(slug: str) -> None:
    plan = gold_plan(slug)
    comparison = compare(plan, [plan])
    assert {cell.status for row in comparison.all_rows() for cell in row.cells} <= {"equal"}
    assert comparison.extra == ((),)
    assert comparison.added == ((),)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_parsed_plan_against_itself_is_equal_throughout(slug: str) -> None:
    from kehoach_parser import parse

    plan = parse(CORPUS / slug / "source.txt")
    comparison = compare(plan, [plan])
    cells = [cell for row in (*comparison.rows, *comparison.statements) for cell in row.cells]
    assert {cell.status for cell in cells} <= {"equal"}
    assert comparison.extra == ((),)


def test_rows_are_the_measures_of_the_baseline_in_its_order() -> None:
    plan = gold_plan("ha-noi-2024")
    comparison = compare(plan, [])
    wanted = [(target.id, measure) for target in plan.targets for measure in target.measures]
    assert [(row.target.id, row.measure) for row in comparison.rows] == wanted
    assert [row.target for row in comparison.statements] == [t for t in plan.targets if not t.measures]


def _pairs(base: Plan, plan: Plan) -> dict[tuple[str, str], str]:
    """Status by the two target measures that were paired, unless one answers several or was found by words."""
    comparison = compare(base, [plan])
    found = {}
    for row in comparison.rows:
        cell = row.cells[0]
        shown = cell.measure and row.measure and cell.found_in == "targets"
        if shown and not {"shared", "implied", "by_words", "likely"} & set(cell.remarks):
            found[repr(row.measure), repr(cell.measure)] = cell.status
    return found


@pytest.mark.parametrize("one", SLUGS[:4])
@pytest.mark.parametrize("other", SLUGS[:4])
def test_swapping_the_sides_mirrors_every_status(one: str, other: str) -> None:
    mirror = {"higher": "lower", "lower": "higher"}
    there, back = (
        {key: "lower" if status == "not_due" else status for key, status in _pairs(gold_plan(a), gold_plan(b)).items()}
        for a, b in ((one, other), (other, one))
    )
    assert {(b, a): mirror.get(status, status) for (a, b), status in there.items()} == back


def test_the_order_of_plans_changes_nothing() -> None:
    base, *plans = (gold_plan(slug) for slug in SLUGS)
    there, back = compare(base, plans), compare(base, plans[::-1])
    for row, other in zip(there.all_rows(), back.all_rows(), strict=True):
        assert row.cells == other.cells[::-1]
    assert there.extra == back.extra[::-1]


def test_a_commune_answers_a_province_by_its_own_level() -> None:
    comparison = compare(gold_plan("lai-chau-2021-2025"), [gold_plan("hong-phong-2023")])
    cell = comparison.rows[0].cells[0]
    assert cell.status == "higher"
    assert cell.measure and cell.measure.subject == "số thôn"
    assert {"other_level", "annual"} <= set(cell.remarks)
    assert [note.code for note in comparison.notes] == ["annual_plan"]


def test_a_pair_is_explained_by_its_words() -> None:
    comparison = compare(gold_plan("lai-chau-2021-2025"), [gold_plan("hai-phong-268-2021")])
    cell = next(row.cells[0] for row in comparison.rows if row.target.text.startswith("100% tố giác"))
    assert cell.reason and "tố giác" in cell.reason.words
    assert cell.score > 0.9
    assert cell.answer and cell.answer.section == "II/3/a"
