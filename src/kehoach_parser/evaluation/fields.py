"""Scores everything but the targets: sections, metadata, assignments, citations, milestones, evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..models import Assignment, Evidence, Plan, Section
from ..models.base import Model
from .gold import Gold
from .tally import Count, Tally, fold, pair

ACCEPT = "_accept"


def score_sections(gold: Gold, plan: Plan, tally: Tally) -> None:
    """Ids of the main body's sections, and the labels of the attachments."""
    if gold.has("headings"):
        optional = set(gold.data.get("headings_optional", ()))
        given = [i for i in (section.id for section in _walk(plan.sections)) if i not in optional]
        readings: list[list[str]] = [gold.data["headings"], *gold.data.get("headings_accept", ())]
        tally.compare("sections", _nearest(readings, given), given)
    if gold.has("attachments"):
        labels = [fold(attachment.label) for attachment in plan.attachments]
        tally.compare("attachments", [fold(label) for label in gold.data["attachments"]], labels)


def score_metadata(gold: Gold, plan: Plan, tally: Tally) -> None:
    """Every key of the gold's metadata, each as `metadata.<key>` and all together as `metadata`."""
    if not gold.has("metadata"):
        return
    given = _flat_metadata(plan)
    wanted: dict[str, Any] = gold.data["metadata"]
    for key, value in wanted.items():
        if key not in given:
            continue
        readings = [value, *wanted.get(key + ACCEPT, ())]
        name = f"metadata.{key}"
        if any(_same(reading, given[key]) for reading in readings):
            tally.hit(name)
        else:
            tally.wrong(name, value, given[key])
    single = [count for name, count in tally.counts.items() if name.startswith("metadata.")]
    tally.counts["metadata"] = sum(single, Count())
    if "legal_basis" in wanted:
        numbers = {citation.number for citation in plan.citations}
        for number in wanted["legal_basis"]:
            if number in numbers:
                tally.hit("citations")
            else:
                tally.missing("citations", number)


def score_citations(gold: Gold, plan: Plan, tally: Tally) -> None:
    """Numbers of cited documents, where the gold lists them all."""
    if gold.has("citations"):
        optional = set(gold.data.get("citations_optional", ()))
        given = {citation.number for citation in plan.citations} - optional
        tally.compare("citations", gold.data["citations"], given)


def score_assignments(gold: Gold, plan: Plan, tally: Tally) -> None:
    """Sections that assign, agencies addressed, mode, number of tasks; annexes apart."""
    if not gold.has("assignments"):
        return
    annexes = {attachment.label for attachment in plan.attachments}
    body = [a for a in plan.assignments if (a.section or "").split("/")[0] not in annexes]
    wanted: list[dict[str, Any]] = gold.data["assignments"]
    pairs, missing, left = pair(wanted, body, lambda want, have: want["section"] == have.section)
    tally.hit("assignments", len(pairs))
    for want in missing:
        tally.missing("assignments", f"{want['section']}: {', '.join(want['agencies'])}")
        tally.compare("agencies", [fold(name) for name in want["agencies"]], ())
        tally.missing("tasks", f"{want['section']}: {want['tasks']} tasks", want["tasks"])
    optional = {entry["section"] for entry in gold.data.get("assignments_optional", ())}
    for have in left:
        if have.section in optional:
            continue
        tally.spurious("assignments", f"{have.section}: {have.evidence.quote[:80]}")
        tally.compare("agencies", (), [fold(agency.name) for agency in have.agencies])
        tally.spurious("tasks", f"{have.section}: {len(have.tasks)} tasks", len(have.tasks))
    for want, have in pairs:
        _score_assignment(want, have, tally)


def score_milestones(gold: Gold, plan: Plan, tally: Tally) -> None:
    """Dates that must stand among the milestones; others may."""
    if gold.has("deadlines"):
        dates = {milestone.date for milestone in plan.milestones}
        for date in gold.data["deadlines"]:
            if date in dates:
                tally.hit("milestones")
            else:
                tally.missing("milestones", date)


def score_evidence(plan: Plan, tally: Tally) -> None:
    """Every quote is the text at its offsets."""
    text = plan.text or ""
    for evidence in walk_evidence(plan):
        if text[evidence.start : evidence.end] == evidence.quote and evidence.start <= evidence.end:
            tally.hit("evidence")
        else:
            tally.spurious("evidence", f"{evidence.start}:{evidence.end} {evidence.quote[:60]!r}")


def walk_evidence(value: object) -> Iterator[Evidence]:
    """Every Evidence anywhere in a contract value."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from walk_evidence(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk_evidence(item)


def _score_assignment(want: dict[str, Any], have: Assignment, tally: Tally) -> None:
    where = want["section"]
    names = [f"{where}: {fold(agency.name)}" for agency in have.agencies]
    readings = [
        [f"{where}: {fold(name)}" for name in r] for r in (want["agencies"], *want.get("agencies" + ACCEPT, ()))
    ]
    tally.compare("agencies", _nearest(readings, names), names)
    if have.mode == want["mode"] or have.mode in want.get("mode" + ACCEPT, ()):
        tally.hit("modes")
    else:
        tally.wrong("modes", f"{where}: {want['mode']}", have.mode)
    given = len(have.tasks)
    wanted: int = min((want["tasks"], *want.get("tasks" + ACCEPT, ())), key=lambda count: abs(count - given))
    tally.hit("tasks", min(wanted, given))
    if given < wanted:
        tally.missing("tasks", f"{where}: {wanted} tasks (given: {given})", wanted - given)
    elif given > wanted:
        tally.spurious("tasks", f"{where}: {given} tasks (wanted: {wanted})", given - wanted)


def _nearest(readings: Sequence[list[str]], given: Sequence[str]) -> list[str]:
    """Of the readings that the gold accepts the one with the best F1 against what was given; of equal ones the
    first."""

    def agreement(reading: list[str]) -> float:
        hits = (Counter(reading) & Counter(given)).total()
        return 2 * hits / (len(reading) + len(given) or 1)

    return max(readings, key=agreement)


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _flat_metadata(plan: Plan) -> dict[str, Any]:
    """The plan's metadata under the gold's keys."""
    meta = plan.metadata
    signatory = meta.signatories[0] if meta.signatories else None
    return {
        "doc_type": meta.doc_type,
        "number": meta.number,
        "symbol": meta.symbol,
        "issuer": meta.issuer.name if meta.issuer else None,
        "level": meta.issuer.level if meta.issuer else None,
        "place": meta.place,
        "issued": meta.issued,
        "period": [meta.period.start, meta.period.end] if meta.period else None,
        "implements": meta.implements,
        "title": meta.title,
        "signer": signatory.name if signatory else None,
        "signer_position": signatory.position if signatory else None,
        "recipients": len(meta.recipients),
    }


def _same(expected: object, given: object) -> bool:
    if isinstance(expected, str) and isinstance(given, str):
        return fold(expected) == fold(given)
    return expected == given
