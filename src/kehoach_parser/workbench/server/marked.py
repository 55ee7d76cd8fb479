"""Words that a person marked as a missed target: which figures they state."""

from __future__ import annotations

from typing import Any

from kehoach_parser import Measure, Plan, parse

from .sheets import MEASURE_FIELDS

FRAME = "I. MỤC TIÊU\n- {}\n"
"""Marked words as a document of their own: the parser itself says which figures they state."""


def propose_measures(plan: Plan, start: int, end: int) -> list[dict[str, Any]]:
    """The figures in a stretch of the text: those the plan has there, else what the parser reads in the words alone."""
    for statement in (*plan.commitments, *plan.targets):
        inside = [m for m in statement.stated if start <= m.evidence.start and m.evidence.end <= end]
        if inside:
            return [_proposal(measure) for measure in inside]
    words = " ".join((plan.text or "")[start:end].split())
    read = parse(FRAME.format(words).encode(), name="marked")
    return [_proposal(m) for t in (*read.targets, *read.commitments) for m in t.stated]


def _proposal(measure: Measure) -> dict[str, Any]:
    told = {key: getattr(measure, key) for key in MEASURE_FIELDS}
    return {"quote": measure.evidence.quote, **{key: value for key, value in told.items() if value is not None}}
