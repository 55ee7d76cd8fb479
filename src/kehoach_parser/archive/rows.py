"""make_rows(): a plan as rows of the tables of a store, in the order of `tables.TABLES`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from kehoach_parser import Agency, Evidence, Plan, Section, Target

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]

_STEP = " › "
_NO_PLACE = (None, None, None)


def make_id(file: str, document: int) -> str:
    """The id of a document: the same for the same file and place in it, whatever is in it."""
    return hashlib.sha256(f"{file}\0{document}".encode()).hexdigest()[:16]


def make_rows(plan: Plan, file: str, document: int, *, partial: bool = False) -> Rows:
    """The rows of one plan by table; `files` is not among them."""
    plan_id = make_id(file, document)
    paths: dict[str, str] = {}
    sections: list[Row] = []
    for section in plan.sections:
        sections += _section_rows(plan_id, None, None, section, 0, "", paths)
    for attachment in plan.attachments:
        for section in attachment.sections:
            sections += _section_rows(plan_id, attachment.label, None, section, 0, "", paths)
    statements: list[Row] = []
    measures: list[Row] = []
    agencies: list[Row] = []
    meta = plan.metadata
    if meta.issuer:
        agencies.append((plan_id, "issuer", None, None, "issuer", *_identity(meta.issuer)))
    for name, targets in (("targets", plan.targets), ("commitments", plan.commitments)):
        for target in targets:
            statements.append(_statement_row(plan_id, name, target, paths))
            measures += _measure_rows(plan_id, name, target)
            agencies += _agency_rows(plan_id, name, target.id, None, "lead", target.lead)
            agencies += _agency_rows(plan_id, name, target.id, None, "support", target.support)
    assignments: list[Row] = []
    for given in plan.assignments:
        for place, task in enumerate(given.tasks):
            doers = task.agencies or given.agencies
            assignments.append(
                (plan_id, given.id, place, given.section, paths.get(given.section or ""), given.mode, task.role,
                 _names(doers), _names(task.partners), task.text, task.deadline, task.output, task.every,
                 task.time_text, task.stated_in, task.supervisor.name if task.supervisor else None,
                 _names(task.overseers), *_place(task.evidence))
            )  # fmt: skip
            agencies += _agency_rows(plan_id, "assignments", given.id, place, "doer", doers)
            agencies += _agency_rows(plan_id, "assignments", given.id, place, "partner", task.partners)
            agencies += _agency_rows(plan_id, "assignments", given.id, place, "overseer", task.overseers)
    milestones: list[Row] = []
    for place, duty in enumerate(plan.milestones):
        recipient = duty.recipient.name if duty.recipient else None
        milestones.append(
            (plan_id, place, duty.text, duty.kind, duty.date, duty.every, _names(duty.responsible), recipient,
             duty.day, duty.recurring, duty.via.name if duty.via else None, _names(duty.prepared_by),
             *_place(duty.evidence))
        )  # fmt: skip
        agencies += _agency_rows(plan_id, "milestones", str(place), None, "responsible", duty.responsible)
        if duty.recipient:
            agencies += _agency_rows(plan_id, "milestones", str(place), None, "recipient", (duty.recipient,))
    return {
        "plans": [_plan_row(plan, plan_id, file, document, partial)],
        "sections": sections,
        "statements": statements,
        "measures": measures,
        "assignments": assignments,
        "agencies": agencies,
        "milestones": milestones,
        "funding": [
            (plan_id, n, f.text, f.sources, sum(m.high for m in f.amounts) if f.amounts else None, f.kinds, f.part,
             f.mechanism, *_place(f.evidence))
            for n, f in enumerate(plan.funding)
        ],
        "indicators": [
            (plan_id, n, i.name, i.unit, i.parent, *_place(i.evidence)) for n, i in enumerate(plan.indicators)
        ],
        "citations": [
            (plan_id, c.number, c.doc_type, c.date, c.issuer, c.title, c.relation, *_place(c.evidence))
            for c in plan.citations
        ],
        "tables": [
            (plan_id, n, t.caption, t.header, t.rows, t.pages, *_place(t.evidence)) for n, t in enumerate(plan.tables)
        ],
        "issues": [
            (plan_id, i.code, i.message, i.evidence.quote if i.evidence else None,
             *(_place(i.evidence) if i.evidence else _NO_PLACE))
            for i in plan.issues
        ],
    }  # fmt: skip


def _plan_row(plan: Plan, plan_id: str, file: str, document: int, partial: bool) -> Row:
    meta, source = plan.metadata, plan.source
    issuer, province, period = meta.issuer, meta.province, meta.period
    return (
        plan_id,
        file,
        document,
        source.name,
        source.sha256,
        source.media_type,
        source.page_count,
        source.text_origin,
        meta.doc_type,
        meta.number,
        meta.symbol,
        issuer.name if issuer else None,
        issuer.key if issuer else None,
        issuer.level if issuer else None,
        meta.place,
        province.name if province else None,
        province.code if province else None,
        province.current_name if province else None,
        meta.issued,
        int(meta.issued[:4]) if meta.issued and meta.issued[:4].isdigit() else None,
        meta.title,
        period.start if period else None,
        period.end if period else None,
        meta.implements,
        meta.recipients,
        tuple(signatory.name for signatory in meta.signatories if signatory.name),
        len(plan.targets),
        len(plan.issues),
        partial,
        plan.text,
        plan.model_dump_json(exclude={"text"}),
    )


def _section_rows(
    plan_id: str,
    attachment: str | None,
    parent: str | None,
    section: Section,
    depth: int,
    above: str,
    paths: dict[str, str],
) -> Iterator[Row]:
    path = _STEP.join(words for words in (above, section.title) if words)
    paths.setdefault(f"{attachment}/{section.id}" if attachment else section.id, path)
    body = "\n".join(paragraph.text for paragraph in section.paragraphs)
    yield (
        plan_id, attachment, section.id, parent, depth, section.label, section.title, path, section.roles, body,
        *_place(section.evidence),
    )  # fmt: skip
    for child in section.children:
        yield from _section_rows(plan_id, attachment, section.id, child, depth + 1, path, paths)


def _statement_row(plan_id: str, name: str, target: Target, paths: dict[str, str]) -> Row:
    return (
        plan_id, target.id, name, target.section, paths.get(target.section or ""), target.text, target.kind,
        _names(target.lead), _names(target.support), target.same_as, *_place(target.evidence),
    )  # fmt: skip


def _measure_rows(plan_id: str, name: str, target: Target) -> Iterator[Row]:
    for place, m in enumerate(target.measures):
        yield (
            plan_id, target.id, name, place, m.comparator, m.low, m.high, m.unit, m.direction, m.subject, m.per,
            m.every, m.of, m.deadline, m.evidence.quote, *_place(m.evidence), m.implied,
        )  # fmt: skip


def _agency_rows(
    plan_id: str, within: str, item: str, task: int | None, role: str, agencies: Iterable[Agency]
) -> Iterator[Row]:
    for agency in agencies:
        yield (plan_id, within, item, task, role, *_identity(agency))


def _identity(agency: Agency) -> Row:
    return (agency.raw, agency.name, agency.key, agency.level, agency.group, agency.successor, agency.guessed)


def _names(agencies: Iterable[Agency]) -> tuple[str, ...]:
    return tuple(agency.name for agency in agencies)


def _place(evidence: Evidence) -> Row:
    return (evidence.start, evidence.end, evidence.boxes[0].page if evidence.boxes else None)
