"""What a plan says beyond its targets: kinds of section, task areas and who leads them, dates, money, citations."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from msgspec import Struct

from ..models import Agency, Appointment, Area, AreaLead, Assignment, Overview, Plan, Role, Section, Task
from . import vocabulary
from .features import section_titles

TITLE_ALIKE = 0.55
TASK_FITS = 0.30
_ROLES: tuple[Role, ...] = get_args(Role)


class _Field(Struct, frozen=True):
    """A task area to look for: its title and the words that set it apart from the other areas."""

    title: str
    section: str
    words: dict[str, float]


class Frame(Struct, frozen=True):
    """What plans are held against: the baseline's task areas, kinds of section and citations."""

    fields: tuple[_Field, ...]
    roles: frozenset[Role]
    citations: frozenset[str]


def read_frame(baseline: Plan, context: vocabulary.Context) -> Frame:
    """The frame that `baseline` gives."""
    citations = {citation.number for citation in baseline.citations}
    if baseline.metadata.number:
        citations.add(baseline.metadata.number)
    return Frame(tuple(_fields(baseline, context)), frozenset(_roles(baseline.sections)), frozenset(citations))


def overview(plan: Plan, frame: Frame | None, context: vocabulary.Context) -> Overview:
    """The plan beyond its targets, held against the frame of a baseline where there is one.

    `context`: what the plan's words are read with (`read_context`), which takes a look at its whole text.
    """
    fields = frame.fields if frame else tuple(_fields(plan, context))
    roles = set(_roles(plan.sections))
    wanted = frame.roles if frame else roles
    numbers = tuple(dict.fromkeys(citation.number for citation in plan.citations))
    shared = frame.citations if frame else frozenset()
    return Overview(
        roles=tuple(role for role in _ROLES if role in roles),
        roles_absent=tuple(role for role in _ROLES if role in wanted - roles),
        areas=tuple(_areas(plan, fields, context, own=frame is None)),
        appointments=tuple(_appointments(plan)),
        funding=plan.funding,
        citations=numbers,
        citations_shared=tuple(number for number in numbers if number in shared),
    )


def _roles(sections: Iterable[Section]) -> Iterator[Role]:
    for section in sections:
        yield from section.roles
        yield from _roles(section.children)


def _fields(plan: Plan, context: vocabulary.Context) -> list[_Field]:
    """The task areas of a plan: the topmost sections of targets or tasks whose title names a topic."""
    titles = section_titles(plan)
    found: list[tuple[str, str]] = []

    def visit(section: Section) -> None:
        topical = bool(section.title) and titles.get(section.id, "").endswith(section.title or " ")
        if topical and {"targets", "tasks"} & set(section.roles) and "assignments" not in section.roles:
            found.append((section.id, section.title or ""))
            return
        for child in section.children:
            visit(child)

    for section in plan.sections:
        visit(section)
    bags = [vocabulary.weigh(title, context).weights for _, title in found]
    spread = Counter(word for bag in bags for word in bag)
    return [
        _Field(
            title,
            section,
            {word: weight * math.log(1 + len(found) / spread[word]) for word, weight in bag.items()},
        )
        for (section, title), bag in zip(found, bags, strict=True)
    ]


def _areas(plan: Plan, fields: tuple[_Field, ...], context: vocabulary.Context, *, own: bool) -> Iterator[Area]:
    leads: list[list[AreaLead]] = [[] for _ in fields]
    titles = [] if own else list(_titles(plan.sections, context))
    homes = [field.section if own else _find_section(field, titles) for field in fields]
    for target in (*plan.targets, *plan.commitments):
        for index, home in enumerate(homes):
            if home and (target.section == home or (target.section or "").startswith(home + "/")):
                leads[index] += [
                    AreaLead(
                        agency=agency, text=target.text, via="target", partners=target.support, evidence=target.evidence
                    )
                    for agency in target.lead
                ]
                break
    for assignment, task in _led(plan.assignments):
        best = _best_field(fields, vocabulary.weigh(task.text, context).weights)
        if best is not None:
            agencies = task.agencies or assignment.agencies
            leads[best] += [_lead(agency, task) for agency in agencies]
    for field, home, found in zip(fields, homes, leads, strict=True):
        once = {(lead.agency.key, lead.text): lead for lead in found}
        yield Area(title=field.title, section=home, leads=tuple(once.values()))


def _led(assignments: Iterable[Assignment]) -> Iterator[tuple[Assignment, Task]]:
    for assignment in assignments:
        for task in assignment.tasks:
            if task.role == "lead":
                yield assignment, task


def _lead(agency: Agency, task: Task) -> AreaLead:
    return AreaLead(
        agency=agency,
        text=task.text,
        via="assignment",
        partners=task.partners,
        overseers=task.overseers,
        deadline=task.deadline,
        every=task.every,
        evidence=task.evidence,
    )


def _best_field(fields: tuple[_Field, ...], words: dict[str, float]) -> int | None:
    """The area whose distinguishing words the text holds most of; None where it holds too few of any."""
    best, best_share = None, TASK_FITS
    for index, field in enumerate(fields):
        share = _alike(field.words, words)
        if share > best_share:
            best, best_share = index, share
    return best


def _titles(sections: Iterable[Section], context: vocabulary.Context) -> Iterator[tuple[str, dict[str, float]]]:
    for section in sections:
        if section.title:
            yield section.id, vocabulary.weigh(section.title, context).weights
        yield from _titles(section.children, context)


def _find_section(field: _Field, titles: list[tuple[str, dict[str, float]]]) -> str | None:
    """The section whose title says the same as the area's, or None."""
    best, best_share = None, TITLE_ALIKE
    for section, words in titles:
        share = _alike(field.words, words)
        if share > best_share:
            best, best_share = section, share
    return best


def _alike(wanted: dict[str, float], words: dict[str, float]) -> float:
    if wanted.keys().isdisjoint(words.keys()):
        return 0.0
    total = sum(wanted.values())
    held = sum(weight for word, weight in wanted.items() if word in words)
    return held / total if total else 0.0


def _appointments(plan: Plan) -> Iterator[Appointment]:
    for milestone in plan.milestones:
        yield Appointment(
            text=milestone.text,
            kind=milestone.kind,
            date=milestone.date,
            every=milestone.every,
            day=milestone.day,
            recurring=milestone.recurring,
            responsible=tuple(agency.name for agency in milestone.responsible),
            prepared_by=tuple(agency.name for agency in milestone.prepared_by),
            recipient=milestone.recipient.name if milestone.recipient else None,
            via=milestone.via.name if milestone.via else None,
            page=milestone.evidence.boxes[0].page if milestone.evidence.boxes else None,
            evidence=milestone.evidence,
        )
