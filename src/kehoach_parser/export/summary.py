"""A plan for people: its targets as CSV, one measure a row, and a summary in Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from ..models import Agency, Evidence, Measure, Plan, Target
from ..models.figures import describe_measure, format_number
from .cells import csv_cell, escape

__all__ = ["describe_measure", "format_number", "to_csv", "to_markdown", "to_markdowns"]

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


def to_markdown(plan: Plan) -> str:
    """A summary: what the plan is, its targets, who has to do what, what it cites, what is in doubt."""
    meta = plan.metadata
    lines = [f"# {escape(meta.title or plan.source.name)}", ""]
    facts = (
        ("number", meta.number),
        ("issuer", meta.issuer.name if meta.issuer else None),
        ("issued", meta.issued),
        ("period", f"{meta.period.start}–{meta.period.end}" if meta.period else None),
        ("carries out", meta.implements),
        ("signed by", ", ".join(person.name for person in meta.signatories if person.name)),
        ("source", plan.source.name),
    )
    lines += [f"- **{name}**: {escape(value)}" for name, value in facts if value]
    lines += _targets("Targets", plan.targets) + _targets("Commitments", plan.commitments)
    if plan.assignments:
        lines += ["", "## Assignments", "", "| section | agencies | tasks |", "|---|---|---|"]
        lines += [
            f"| {escape(a.section or '')} | {escape(_names(a.agencies))} | {len(a.tasks)} |" for a in plan.assignments
        ]
    if plan.milestones:
        lines += ["", "## Milestones", ""]
        lines += [f"- **{m.date or m.every or m.kind}**: {escape(m.text)}" for m in plan.milestones]
    if plan.citations:
        lines += ["", "## Citations", ""]
        lines += [f"- {escape(c.number)} ({c.relation})" for c in plan.citations]
    if plan.issues:
        lines += ["", "## Doubts", ""]
        lines += [f"- `{issue.code}` {escape(issue.message)}" for issue in plan.issues]
    return "\n".join(lines) + "\n"


def to_markdowns(plans: Iterable[Plan]) -> str:
    """The summaries of plans, one under another."""
    return "\n".join(map(to_markdown, plans))


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


def _targets(title: str, targets: tuple[Target, ...]) -> list[str]:
    if not targets:
        return []
    lines = ["", f"## {title}", "", "| section | statement | measures | by |", "|---|---|---|---|"]
    for target in targets:
        measures = "; ".join(describe_measure(measure) for measure in target.measures)
        deadlines = ", ".join(dict.fromkeys(m.deadline for m in target.measures if m.deadline))
        lines.append(f"| {escape(target.section or '')} | {escape(target.text)} | {escape(measures)} | {deadlines} |")
    return lines


def _names(agencies: Iterable[Agency]) -> str:
    return "; ".join(agency.name for agency in agencies)


def _page(evidence: Evidence) -> int | str:
    return evidence.boxes[0].page if evidence.boxes else ""
