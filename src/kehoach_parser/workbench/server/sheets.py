"""What the page of a plan shows: statements and figures, doubts in the order of harm, how far it is answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kehoach_parser import Evidence, Issue, Measure, Plan, Target, describe_measure

from ..corrections import take_context

HARMS = ("correction", "figure_of_target", "target", "figure", "letterhead", "place", "document")
"""What a doubt may harm, the gravest first: what a person had set right and is no longer applied, then a figure of a
target, which a comparison would repeat."""

LETTERHEAD: dict[str, str | None] = {
    "uncertain_number": "number",
    "uncertain_date": "issued",
    "metadata_from_portal": None,
}
"""Issues about the letterhead, with the field of the metadata that they are about."""

MEASURE_FIELDS = ("comparator", "low", "high", "unit", "subject", "per", "every", "of", "direction", "deadline")
METADATA_FIELDS = ("doc_type", "number", "issued", "place", "title", "implements")


def describe_plan(plan: Plan, periods: Mapping[str, str], *, text: bool) -> dict[str, Any]:
    """The sheet as plain data; `text`: with the whole text, which does not change by corrections."""
    statements = [_statement(plan, t, kind, periods) for t, kind in _statements(plan)]
    doubts = sorted(_doubts(plan), key=lambda doubt: (HARMS.index(doubt["harm"]), doubt["start"]))
    told: dict[str, Any] = {
        "name": plan.source.name,
        "pages": plan.source.page_count,
        "drawn": plan.source.media_type.startswith(("application/pdf", "image/")),
        "metadata": {key: getattr(plan.metadata, key) for key in METADATA_FIELDS}
        | {"issuer": plan.metadata.issuer.name if plan.metadata.issuer else None},
        "corrected": [_noted(note) for note in plan.metadata.corrected],
        "statements": statements,
        "doubts": doubts,
        "settled": [{"code": s.code, "message": s.message, "by": s.by, "at": s.at} for s in plan.settled],
        "state": count_state(plan),
    }
    if text:
        told["text"] = plan.text or ""
    return told


def count_state(plan: Plan) -> dict[str, Any]:
    """What the list of plans says of one."""
    figures = [m for t in plan.targets for m in t.stated]
    return {
        "title": plan.metadata.title,
        "number": plan.metadata.number,
        "issuer": plan.metadata.issuer.name if plan.metadata.issuer else None,
        "kind": plan.metadata.doc_type,
        "pages": plan.source.page_count,
        "targets": len(plan.targets),
        "figures": len(figures),
        "unseen": sum(not (m.confirmed or m.corrected) for m in figures),
        "doubts": len(plan.issues),
        "confirmed": len(plan.settled) + sum(m.confirmed is not None for m in figures),
        "corrected": _count_corrected(plan),
    }


def _statements(plan: Plan) -> Iterator[tuple[Target, str]]:
    yield from ((target, "target") for target in plan.targets)
    yield from ((target, "commitment") for target in plan.commitments)


def _statement(plan: Plan, statement: Target, kind: str, periods: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": statement.id,
        "section": statement.section,
        "text": statement.text,
        "corrected": [_noted(note) for note in statement.corrected],
        "confirmed": _who(statement.confirmed),
        "measures": [_measure(plan, measure, periods) for measure in statement.measures],
        **_object(plan, kind, statement.evidence),
    }


def _measure(plan: Plan, measure: Measure, periods: Mapping[str, str]) -> dict[str, Any]:
    return {
        "words": describe_measure(measure, periods),
        "values": {key: getattr(measure, key) for key in MEASURE_FIELDS},
        "corrected": [_noted(note) for note in measure.corrected],
        "confirmed": _who(measure.confirmed),
        **_object(plan, "measure", measure.evidence),
    }


def _object(plan: Plan, kind: str, evidence: Evidence) -> dict[str, Any]:
    """What a correction needs to name an object."""
    before, after = take_context(plan.text or "", evidence.start, evidence.end)
    return {
        "object": kind,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "before": before,
        "after": after,
        "boxes": [box.model_dump() for box in evidence.boxes],
    }


def _doubts(plan: Plan) -> Iterator[dict[str, Any]]:
    places = list(_places(plan))
    for issue in plan.issues:
        told: dict[str, Any] = {"code": issue.code, "message": issue.message, "key": _key(issue)}
        if issue.evidence is None:
            harm = _harm_of_all(issue.code)
            yield {**told, "harm": harm, "start": 0, "end": 0, "quote": "", "boxes": []} | {
                "object": "issue", "before": "", "after": "", "about": None, "field": LETTERHEAD.get(issue.code),
            }  # fmt: skip
            continue
        harm, about = _harm(issue.evidence, places)
        if issue.code in LETTERHEAD:
            harm = "letterhead"
        yield {
            **told,
            **_object(plan, "issue", issue.evidence),
            "harm": harm,
            "about": about,
            "field": LETTERHEAD.get(issue.code),
        }


def _harm_of_all(code: str) -> str:
    """What an issue without a place harms."""
    if code == "correction_stale":
        return "correction"
    return "letterhead" if code in LETTERHEAD else "document"


def _places(plan: Plan) -> Iterator[tuple[Evidence, str, dict[str, int | str]]]:
    """Every place that a doubt may be about, with its harm and where the sheet holds it; the gravest first."""
    statements = list(_statements(plan))
    for wanted in ("target", "commitment"):
        for number, (statement, kind) in enumerate(statements):
            if kind != wanted:
                continue
            for place, measure in enumerate(statement.measures):
                harm = "figure_of_target" if kind == "target" else "figure"
                yield measure.evidence, harm, {"statement": number, "measure": place}
    for number, (statement, kind) in enumerate(statements):
        yield statement.evidence, "target" if kind == "target" else "place", {"statement": number}


def _harm(evidence: Evidence, places: Sequence[tuple[Evidence, str, Any]]) -> tuple[str, Any]:
    """What a doubt harms, and the object it is about, where there is one."""
    for place, harm, about in places:
        if place.start < evidence.end and evidence.start < place.end:
            return harm, about
    return "place", None


def _key(issue: Issue) -> str:
    """A name of a doubt that stays while others are answered."""
    place = (issue.evidence.start, issue.evidence.end) if issue.evidence else ()
    return hashlib.blake2s(repr((issue.code, issue.message, place)).encode(), digest_size=6).hexdigest()


def _noted(note: Any) -> dict[str, Any]:
    return {"field": note.field, "from": note.read, "by": note.by, "at": note.at}


def _who(confirmed: Any) -> dict[str, str] | None:
    return {"by": confirmed.by, "at": confirmed.at} if confirmed else None


def _count_corrected(plan: Plan) -> int:
    statements = [t for t, _ in _statements(plan)]
    noted = sum(bool(t.corrected) for t in statements) + sum(bool(m.corrected) for t in statements for m in t.measures)
    return noted + len(plan.metadata.corrected)
