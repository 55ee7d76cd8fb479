"""Runs the cases of tests/cases/documents: whole small documents with what a careful reader finds in them.

The form is that of tests/cases (case_files.py), but the input keeps its lines. Kinds:

outline      a line a section: ``ID | title``; a numbered paragraph has the title ``-``
paragraphs   a line a paragraph: ``SECTION | bullet | words`` (``đoạn`` where it has no bullet)
metadata     ``field: value``, only the fields given are compared; ``-`` stands for nothing
targets      ``SECTION | first words | measures`` with measures as ``= 100 %``, joined by ``;``
commitments  ``SECTION | first words | mục đích or nhiệm vụ | measures``
implied      a line a measure without a figure, targets first: ``SECTION | first words | 100 % whose`` or
             ``0 what``; the other kinds show what is stated
assignments  ``SECTION | agencies joined by ; | mode | number of tasks``
milestones   ``kind | date | every | recipient``
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kehoach_parser import parse
from kehoach_parser.extract.words.numbers import format_number
from kehoach_parser.models import Plan, Section, Target

from .case_words import WORDS, spell

FOLDER = Path(__file__).parent / "cases" / "documents"
SIGNS = {"eq": "=", "gt": ">", "gte": "≥", "lt": "<", "lte": "≤", "approx": "≈"}


@dataclass(frozen=True, slots=True)
class Case:
    """One document and what it must give."""

    kind: str
    name: str
    text: str
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def read_cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        first, *rest = path.read_text("utf-8").split("\n=== ")
        kind = first.splitlines()[0].removeprefix("# kind:").strip()
        for block in rest:
            title, _, body = block.partition("\n")
            given, _, expected = body.rpartition("\n---\n")
            lines = tuple(line for line in expected.splitlines() if line.strip())
            assert given.strip(), title
            assert lines, title
            yield Case(kind, f"{path.stem}:{title}", given, () if lines == ("(không)",) else lines)


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def write_outline(plan: Plan, case: Case) -> Iterator[str]:
    for section in _walk(plan.sections):
        yield f"{section.id} | {section.title or '-'}"
    for attachment in plan.attachments:
        yield f"[{attachment.label}] | {attachment.title or '-'}"


def write_paragraphs(plan: Plan, case: Case) -> Iterator[str]:
    for section in _walk(plan.sections):
        for paragraph in section.paragraphs:
            yield f"{section.id} | {paragraph.bullet or 'đoạn'} | {paragraph.text}"


def write_metadata(plan: Plan, case: Case) -> Iterator[str]:
    metadata = plan.metadata
    fields = {
        "loại": metadata.doc_type and WORDS[metadata.doc_type],
        "số": metadata.number,
        "ký hiệu": metadata.symbol,
        "cơ quan": metadata.issuer and metadata.issuer.name,
        "cơ quan cấp trên": metadata.parent_issuer and metadata.parent_issuer.name,
        "nơi ban hành": metadata.place,
        "ban hành": metadata.issued,
        "tên": metadata.title,
        "giai đoạn": metadata.period and f"{metadata.period.start}-{metadata.period.end}",
        "thực hiện": metadata.implements,
        "người ký": "; ".join(f"{s.name}, {s.position}" for s in metadata.signatories) or None,
        "quyền hạn": "; ".join((s.authority or "-").replace("\n", " / ") for s in metadata.signatories) or None,
        "cùng ban hành": "; ".join(a.name for a in metadata.co_issuers) or None,
        "số nơi nhận": str(len(metadata.recipients)),
        "tỉnh": metadata.province and metadata.province.current_name,
    }
    for line in case.expected:
        name = line.partition(":")[0]
        yield f"{name}: {fields[name] or '-'}"


def write_targets(plan: Plan, case: Case) -> Iterator[str]:
    for target in plan.targets:
        yield f"{target.section} | {' '.join(target.text.split()[:4])} | {_write_measures(target)}"


def write_commitments(plan: Plan, case: Case) -> Iterator[str]:
    for kept in plan.commitments:
        origin = "mục đích" if kept.origin == "aims" else "nhiệm vụ"
        yield f"{kept.section or '-'} | {' '.join(kept.text.split()[:4])} | {origin} | {_write_measures(kept)}"


def _write_measures(target: Target) -> str:
    stated = (
        f"{format_number(m.low)}–{format_number(m.high)} {m.unit}"
        if m.comparator == "between"
        else f"{SIGNS[m.comparator]} {format_number(m.low)} {m.unit}" + (f" hạn {m.deadline}" if m.deadline else "")
        for m in target.stated
    )
    return "; ".join(stated) or "-"


def write_implied(plan: Plan, case: Case) -> Iterator[str]:
    for target in (*plan.targets, *plan.commitments):
        for m in target.measures:
            if m.implied:
                named = f"{format_number(m.low)} {m.unit}" + (f" {m.subject}" if m.subject else "")
                due = f" hạn {m.deadline}" if m.deadline else ""
                yield f"{target.section} | {' '.join(target.text.split()[:4])} | {named}{due}"


def write_assignments(plan: Plan, case: Case) -> Iterator[str]:
    for assignment in plan.assignments:
        names = "; ".join(a.name for a in assignment.agencies)
        yield f"{assignment.section} | {names} | {assignment.mode} | {len(assignment.tasks)}"


def write_milestones(plan: Plan, case: Case) -> Iterator[str]:
    for milestone in plan.milestones:
        recipient = milestone.recipient.name if milestone.recipient else "-"
        yield f"{WORDS[milestone.kind]} | {milestone.date or '-'} | {milestone.every or '-'} | {recipient}"


WRITERS: dict[str, Callable[[Plan, Case], Iterator[str]]] = {
    "outline": write_outline,
    "paragraphs": write_paragraphs,
    "metadata": write_metadata,
    "targets": write_targets,
    "commitments": write_commitments,
    "implied": write_implied,
    "assignments": write_assignments,
    "milestones": write_milestones,
}


@pytest.mark.parametrize("case", list(read_cases()), ids=str)
def test_document_case(case: Case) -> None:
    plan = parse(case.text.encode("utf-8"), name="case.txt")
    assert tuple(map(spell, WRITERS[case.kind](plan, case))) == tuple(map(spell, case.expected))
