"""A pair of items as a cell of the comparison: judged, with the statement that answers."""

from __future__ import annotations

from ..models import Answer, Cell, Decision, Evidence, FoundIn, Metadata
from .align import Pair
from .features import Item, Side
from .judge import judge
from .sources import Said


def make_cell(
    item: Item,
    side: Side,
    pair: Pair,
    base_meta: Metadata,
    meta: Metadata,
    found_in: FoundIn = "targets",
    decided: Decision | None = None,
) -> Cell:
    """The cell for `item` of the baseline, answered by item `pair.right` of `side`."""
    answer = side.items[pair.right]
    verdict = judge(item, answer, base_meta, meta)
    remarks = list(verdict.remarks)
    if pair.shared:
        remarks.append("shared")
    if found_in == "commitments":
        remarks.append("in_commitments")
    if decided:
        remarks.append("by_hand")
    if any(one.corrected for one in (item.measure, answer.measure, item.target, answer.target) if one):
        remarks.append("corrected")
    return Cell(
        status=verdict.status,
        target=answer.target.id,
        measure=answer.measure,
        delta=verdict.delta,
        score=pair.score,
        found_in=found_in,
        remarks=tuple(remarks),
        reason=pair.reason,
        answer=make_answer(answer, side),
        decided=decided,
    )


def make_answer(item: Item, side: Side) -> Answer:
    """The statement of `item` with its place in the document."""
    target, measure = item.target, item.measure
    return Answer(
        text=target.text,
        section=target.section or "",
        section_title=side.titles.get(target.section or "") or None,
        page=page_of(measure.evidence if measure and measure.evidence.boxes else target.evidence),
        lead=target.lead,
        lead_from="target" if target.lead else None,
        support=target.support,
        deadline=measure.deadline if measure else None,
        evidence=target.evidence,
    )


def make_plain_answer(said: Said) -> Answer:
    """A statement that answers without a figure, with its place in the document."""
    return Answer(
        text=said.text,
        section=said.section,
        section_title=said.title,
        page=page_of(said.evidence),
        evidence=said.evidence,
    )


def page_of(evidence: Evidence) -> int | None:
    """The page that the words begin on, None where the format has no pages."""
    return evidence.boxes[0].page if evidence.boxes else None
