"""Where extracted things stand in the text, cut into pieces for HTML: marks may overlap, tags may not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ..models import Agency, Evidence, Plan, Section

if TYPE_CHECKING:
    from ..workbench.review import Finding


class Mark(Struct, frozen=True):
    """A stretch of text with what it is; `id` names the thing, the same for all places of one thing."""

    start: int
    end: int
    kind: str
    id: str
    note: str = ""


class Piece(Struct, frozen=True):
    """A run of text under the same marks.

    `anchors` are the ids of the marks that begin here for the first time; `target` is the id of the innermost
    mark, "" where there is none.
    """

    text: str
    kinds: tuple[str, ...]
    ids: tuple[str, ...]
    anchors: tuple[str, ...]
    target: str
    note: str


class Row(Struct, frozen=True):
    """A line of the text: its cells (one, but in a table), the depth of the section that begins with it, the page that
    begins with it."""

    cells: tuple[tuple[Piece, ...], ...]
    is_table: bool
    depth: int | None
    gap_before: bool
    page: int | None = None


def name(prefix: str, thing: object) -> str:
    """The id of a thing on the page: one word, as HTML wants it."""
    return re.sub(r"\s+", "_", f"{prefix}-{thing}")


def collect_marks(plan: Plan, findings: Sequence[Finding] = ()) -> list[Mark]:
    """Everything with a place in the text, in order of start, the longer first; `findings` of a review are issues."""
    text = plan.text or ""
    marks = [*_section_marks(plan), *_statement_marks(plan)]
    for assignment in plan.assignments:
        marks.append(_mark(assignment.evidence, "assignment", name("a", assignment.id)))
        named = [
            *assignment.agencies,
            *(p for task in assignment.tasks for p in (*task.agencies, *task.partners)),
        ]
        marks += _agency_marks(text, named, assignment.evidence)
    for index, milestone in enumerate(plan.milestones):
        marks.append(_mark(milestone.evidence, "milestone", name("d", index), milestone.date or milestone.every or ""))
    for index, citation in enumerate(plan.citations):
        places = [citation.evidence, *_places(text, citation.number)]
        marks += [_mark(place, "citation", name("c", index), citation.number) for place in places]
    for index, issue in enumerate(plan.issues):
        if issue.evidence:
            marks.append(_mark(issue.evidence, "issue", name("i", index), issue.message))
    for index, finding in enumerate(findings):
        if finding.evidence:
            marks.append(_mark(finding.evidence, "issue", name("f", index), finding.message))
    kept = {mark for mark in marks if 0 <= mark.start < mark.end <= len(text)}
    return sorted(kept, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.id))


def cut_lines(text: str, marks: list[Mark], pages: Mapping[int, int] | None = None) -> list[Row]:
    """The text's lines, each cut at the borders of the marks. Empty lines are left out. `pages`: where pages begin."""
    pages = pages or {}
    depths = {mark.start: mark.id.count("/") for mark in marks if mark.kind == "section"}
    active: list[Mark] = []
    waiting = iter([*marks, Mark(len(text) + 1, len(text) + 1, "end", "")])
    following = next(waiting)
    seen: set[str] = set()
    rows: list[Row] = []
    position = 0
    blank_before = False
    for line in text.split("\n"):
        end = position + len(line)
        cells: list[tuple[Piece, ...]] = []
        start = position
        for cell in line.split("\t"):
            stop = start + len(cell)
            while following.start < stop:
                active.append(following)
                following = next(waiting)
            active = [mark for mark in active if mark.end > start]
            cells.append(tuple(_cut(text, start, stop, active, seen)))
            start = stop + 1
        if line.strip():
            depth = next((depths[at] for at in range(position, end) if at in depths), None)
            page = next((pages[at] for at in range(position, end) if at in pages), None) if pages else None
            rows.append(Row(tuple(cells), "\t" in line, depth, blank_before, page))
        blank_before = not line.strip()
        position = end + 1
    return rows


def _cut(text: str, start: int, stop: int, active: list[Mark], seen: set[str]) -> Iterator[Piece]:
    borders = {start, stop}
    for mark in active:
        borders |= {edge for edge in (mark.start, mark.end) if start < edge < stop}
    edges = sorted(borders)
    for left, right in itertools.pairwise(edges):
        here = [mark for mark in active if mark.start <= left and mark.end >= right]
        fresh = tuple(dict.fromkeys(mark.id for mark in here if mark.id not in seen))
        seen.update(fresh)
        inner = min(here, key=lambda mark: mark.end - mark.start, default=None)
        yield Piece(
            text[left:right],
            tuple(dict.fromkeys(mark.kind for mark in here)),
            tuple(dict.fromkeys(mark.id for mark in here)),
            fresh,
            inner.id if inner and inner.kind != "section" else "",
            inner.note if inner else "",
        )


def _section_marks(plan: Plan) -> Iterator[Mark]:
    yield from _heading_marks(plan.sections, "s")
    for index, attachment in enumerate(plan.attachments):
        start = attachment.evidence.start
        yield Mark(start, start + len(attachment.label), "section", name("x", index))
        yield from _heading_marks(attachment.sections, name("x", index))


def _heading_marks(sections: Iterable[Section], prefix: str) -> Iterator[Mark]:
    """A heading is the label and the title at the head of a section's evidence."""
    for section in sections:
        words = f"{section.label} {section.title or ''}".strip()
        start = section.evidence.start
        end = min(section.evidence.end, start + len(words) + 1)
        yield Mark(start, end, "section", name(prefix, section.id))
        yield from _heading_marks(section.children, prefix)


def _statement_marks(plan: Plan) -> Iterator[Mark]:
    text = plan.text or ""
    for kind, targets in (("target", plan.targets), ("commitment", plan.commitments)):
        for target in targets:
            statement = name("t" if kind == "target" else "k", target.id)
            yield _mark(target.evidence, kind, statement)
            for index, measure in enumerate(target.measures):
                yield _mark(measure.evidence, "measure", f"{statement}-m{index}")
            yield from _agency_marks(text, (*target.lead, *target.support), _line_around(text, target.evidence))


def _agency_marks(text: str, agencies: Iterable[Agency], within: Evidence) -> Iterator[Mark]:
    """The places where agencies are named inside a stretch: an Agency has its words, not its place."""
    for raw, agency in {agency.raw: agency for agency in agencies if agency.raw}.items():
        pattern = r"\s+".join(re.escape(word) for word in raw.split())
        for found in re.finditer(pattern, text[within.start : within.end]):
            start = within.start + found.start()
            yield Mark(start, within.start + found.end(), "agency", name("g", agency.key), agency.name)


def _line_around(text: str, evidence: Evidence) -> Evidence:
    """The whole line: in a table the agencies stand in other cells of the row."""
    start = text.rfind("\n", 0, evidence.start) + 1
    end = text.find("\n", evidence.end)
    end = len(text) if end < 0 else end
    return Evidence(start=start, end=end, quote=text[start:end])


def _places(text: str, number: str) -> Iterator[Evidence]:
    pattern = re.compile(rf"(?<![\w/]){re.escape(number)}(?![\w/])")
    for found in pattern.finditer(text):
        yield Evidence(start=found.start(), end=found.end(), quote=found.group())


def _mark(evidence: Evidence, kind: str, thing: str, note: str = "") -> Mark:
    return Mark(evidence.start, evidence.end, kind, thing, note)
