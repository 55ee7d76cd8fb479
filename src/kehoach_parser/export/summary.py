"""A plan's targets as CSV, one measure a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from ..models import Agency, Evidence, Measure, Plan, Target
from ..models.figures import describe_measure, format_number
from .cells import csv_cell

__all__ = ["describe_measure", "format_number", "to_csv"]

COLUMNS = (
    "source",
    "number",
    "issuer",
    "found_in",
    "target",
    "section",
    "kind",
    "comparator",
    "low",
    "high",
    "unit",
    "direction",
    "subject",
    "per",
    "every",
    "of",
    "deadline",
    "lead",
    "support",
    "text",
    "quote",
    "page",
    "implied",
)


def to_csv(plans: Iterable[Plan]) -> str:
    """Targets and commitments, one measure a row; a qualitative target has one row without figures.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for plan in plans:
        for row in _rows(plan):
            writer.writerow([csv_cell(cell) for cell in row])
    return stream.getvalue()


def _rows(plan: Plan) -> Iterator[list[object]]:
    for found_in, targets in (("targets", plan.targets), ("commitments", plan.commitments)):
        for target in targets:
            measures: tuple[Measure | None, ...] = target.measures or (None,)
            for measure in measures:
                yield _row(plan, found_in, target, measure)


def _row(plan: Plan, found_in: str, target: Target, measure: Measure | None) -> list[object]:
    issuer = plan.metadata.issuer
    evidence = measure.evidence if measure else target.evidence
    figures: list[object] = [""] * 10
    if measure:
        figures = [
            measure.comparator,
            measure.low,
            measure.high,
            measure.unit,
            measure.direction,
            measure.subject,
            measure.per,
            measure.every,
            measure.of,
            measure.deadline,
        ]
    head = [plan.source.name, plan.metadata.number, issuer.name if issuer else None, found_in, target.id]
    implied = measure.implied if measure else ""
    tail = [_names(target.lead), _names(target.support), target.text, evidence.quote, _page(evidence), implied]
    return [*head, target.section, target.kind, *figures, *tail]


def _names(agencies: Iterable[Agency]) -> str:
    return "; ".join(agency.name for agency in agencies)


def _page(evidence: Evidence) -> int | str:
    return evidence.boxes[0].page if evidence.boxes else ""
