"""A comparison of the folder: made of kept plans with their corrections, the decisions on pairs and the reviews."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kehoach_parser as kp

from ..corrections import apply_from


def build_comparison(case: dict[str, Any]) -> kp.Comparison:
    """The comparison that a case names: `baseline` and `plans` (paths of kept plans), `corrections` (the folder),
    `pairs` and `reviewed` (what people decided)."""
    baseline = _load(case["baseline"], case["corrections"])
    plans = [_load(path, case["corrections"]).plan for path in case["plans"]]
    pairs = [kp.PairDecision.model_validate(pair) for pair in case["pairs"]]
    comparison = kp.compare(
        baseline.plan, plans, partial=baseline.partial, pairs=pairs, certainty=baseline.certainty
    )
    reviews = [kp.Review(**review) for review in case["reviewed"]]
    return kp.mark_reviewed(comparison, reviews)


def describe_matrix(comparison: kp.Comparison, case: dict[str, Any], language: str) -> dict[str, Any]:
    """The matrix for the page, with the documents behind its columns."""
    told = kp.comparison_matrix(comparison, language=language)  # type: ignore[arg-type]
    return {**told, "documents": case["documents"], "base_document": case["base_document"]}


def _load(path: str, corrections: str) -> kp.Stored:
    """A kept plan or a stored programme, with its corrections."""
    stored = kp.read_stored(Path(path).read_bytes(), Path(path).name)[0]
    return kp.Stored(apply_from(stored.plan, corrections), stored.partial, stored.certainty)
