"""Pictures of the pages that a statement stands on, its evidence drawn in (pdfplumber's page images)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import partial

from ..models import Box, Plan
from ..models.base import Evidence

RESOLUTION = 130
"""Dots an inch: an A4 page is 1,075 pixels wide, its small print can be read."""
_FILL = (255, 214, 0, 70)
_STROKE = (214, 40, 40, 255)
_CLEAR = (0, 0, 0, 0)
_MARGIN = 1.5
"""Points between a word and the frame around it."""


def find_evidence(plan: Plan, identity: str) -> tuple[Evidence, ...]:
    """What stands behind a target, commitment or assignment by its id (`t3`, `c1`, `ta2`): its words, then its figures
    or tasks; empty where the plan has no such id."""
    for target in (*plan.targets, *plan.commitments):
        if target.id == identity:
            return (target.evidence, *(measure.evidence for measure in target.measures))
    for assignment in plan.assignments:
        if assignment.id == identity:
            tasks = (task.evidence for task in assignment.tasks)
            return (assignment.evidence, *(task for task in tasks if task != assignment.evidence))
    return ()


def draw_evidence(
    pdf: bytes, evidence: Sequence[Evidence], resolution: int = RESOLUTION
) -> Iterator[tuple[int, bytes]]:
    """The number and the picture (PNG) of each page that the evidence stands on, in order: its words on yellow, each
    further piece of evidence framed in red."""
    import pdfplumber

    words, *framed = [_by_page(one) for one in evidence]
    with pdfplumber.open(io.BytesIO(pdf), pages=sorted(words)) as document:
        for page in document.pages:
            image = page.to_image(resolution=resolution, antialias=True)
            place = partial(_place, left=page.bbox[0], top=page.bbox[1])
            image.draw_rects(map(place, words[page.page_number]), fill=_FILL, stroke=_CLEAR)
            for pages in framed:
                boxes = map(place, pages.get(page.page_number, ()))
                image.draw_rects(boxes, fill=_CLEAR, stroke=_STROKE, stroke_width=2)
            stream = io.BytesIO()
            image.annotated.convert("RGB").save(stream, "PNG", optimize=True)
            yield page.page_number, stream.getvalue()


def _place(box: Box, left: float, top: float) -> tuple[float, float, float, float]:
    """The frame around a box; `left`, `top`: where the page as shown begins in its own coordinates."""
    x0, x1 = left + box.x0, left + box.x1
    return x0 - _MARGIN, top + box.top - _MARGIN, x1 + _MARGIN, top + box.bottom + _MARGIN


def _by_page(evidence: Evidence) -> dict[int, list[Box]]:
    pages: dict[int, list[Box]] = {}
    for box in evidence.boxes:
        pages.setdefault(box.page, []).append(box)
    return pages
