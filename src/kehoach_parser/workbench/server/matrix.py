"""A comparison of the folder: made of kept plans with their corrections, the decisions on pairs and the reviews."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

import kehoach_parser as kp

from ..corrections import apply_from


class Case(Struct, frozen=True):
    """A comparison of the folder as it is now, with the plans that it was made of."""

    comparison: kp.Comparison
    plans: tuple[kp.Plan, ...]


def build_case(case: dict[str, Any]) -> Case:
    """The comparison that a case names: `baseline` and `plans` (paths of kept plans), `corrections` (the folder),
    `pairs` and `reviewed` (what people decided)."""
    baseline = _load(case["baseline"], case["corrections"])
    plans = tuple(_load(path, case["corrections"]).plan for path in case["plans"])
    pairs = [kp.PairDecision.model_validate(pair) for pair in case["pairs"]]
    comparison = kp.compare(baseline.plan, plans, partial=baseline.partial, pairs=pairs, certainty=baseline.certainty)
    reviews = [kp.Review(**review) for review in case["reviewed"]]
    return Case(kp.mark_reviewed(comparison, reviews), plans)


def describe_matrix(built: Case, case: dict[str, Any], language: str) -> dict[str, Any]:
    """The matrix for the page, with the documents behind its columns and the statements that may answer a row."""
    told = kp.comparison_matrix(built.comparison, language=language)  # type: ignore[arg-type]
    for shown, row in zip(told["rows"], built.comparison.all_rows(), strict=True):
        for cell, made, plan in zip(shown["cells"], row.cells, built.plans, strict=True):
            cell["ref"] = _reference(plan, made)
    return {
        **told,
        "documents": case["documents"],
        "base_document": case["base_document"],
        "choices": [list(_choices(plan)) for plan in built.plans],
    }


def _choices(plan: kp.Plan) -> Iterator[dict[str, str]]:
    """The statements of a plan that a person may choose as an answer, each figure by itself."""
    for statement in (*plan.targets, *plan.commitments):
        if len(statement.stated) < 2:
            yield {"ref": statement.id, "text": statement.text}
            continue
        for number, measure in enumerate(statement.stated):
            yield {"ref": f"{statement.id}#{number + 1}", "text": f"{measure.evidence.quote} – {statement.text}"}


def _reference(plan: kp.Plan, cell: kp.Cell) -> str | None:
    """How a decision names what stands in a cell: the statement, and of several figures which."""
    statement = next((t for t in (*plan.targets, *plan.commitments) if t.id == cell.target), None)
    if statement is None or len(statement.stated) < 2 or cell.measure is None:
        return cell.target
    places = [measure.evidence.start for measure in statement.stated]
    start = cell.measure.evidence.start
    return f"{cell.target}#{places.index(start) + 1}" if start in places else cell.target


def _load(path: str, corrections: str) -> kp.Stored:
    """A kept plan or a stored programme, with its corrections."""
    stored = kp.read_stored(Path(path).read_bytes(), Path(path).name)[0]
    return kp.Stored(apply_from(stored.plan, corrections), stored.partial, stored.certainty)
