"""The pages of a PDF as small pictures for the page of a plan, and the boxes that are drawn over them."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..models import Box, Evidence, Plan
from .annotations import name

RESOLUTION = 100
"""Dots an inch: an A4 page is 827 pixels wide, its small print can be read."""
COARSE = 72
"""Dots an inch where a page would take more than its share."""
MOST_BYTES = 4_500_000
"""All pictures of a page together; what is left of the pages then has none."""
QUALITY, COARSE_QUALITY = 32, 20


class Picture(Struct, frozen=True):
    """A page as WebP, grey; `width` and `height` in points, as the boxes count."""

    page: int
    width: float
    height: float
    webp: bytes

    @property
    def address(self) -> str:
        """The picture as an address of its own, so that nothing is loaded."""
        return "data:image/webp;base64," + base64.b64encode(self.webp).decode()


class Frame(Struct, frozen=True):
    """A box over a page's picture, its sides in percent; `id` is that of the marks in the text."""

    kind: str
    id: str
    words: str
    left: float
    top: float
    width: float
    height: float


def draw_pages(pdf: bytes, pages: tuple[int, int] | None = None, most: int = MOST_BYTES) -> tuple[Picture, ...]:
    """The pages from the first to the last of `pages` (all of them for None), each rendered once, as many as fit."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()  # else what a signature shows (number, date, stamp) is not drawn
        first, last = pages or (1, len(document))
        numbers = range(first, min(last, len(document)) + 1)
        share, left, drawn = most // max(1, len(numbers)), most, []
        for number in numbers:
            page = document[number - 1]
            width, height = page.get_size()
            webp = _encode(page, RESOLUTION, QUALITY)
            if len(webp) > 2 * share:
                webp = _encode(page, COARSE, COARSE_QUALITY)
            page.close()
            left -= len(webp)
            if left < 0:
                break
            drawn.append(Picture(number, width, height, webp))
        return tuple(drawn)
    finally:
        document.close()


def frames(plan: Plan, picture: Picture) -> list[Frame]:
    """The boxes of a page, the larger first, so that the smaller lie above them."""
    found = [
        Frame(kind, id, " ".join(evidence.quote.split())[:80], *_place(box, picture))
        for kind, id, evidence in _evidence(plan)
        for box in evidence.boxes
        if box.page == picture.page
    ]
    return sorted(found, key=lambda frame: -frame.width * frame.height)


def first_page_marks(plan: Plan) -> dict[int, int]:
    """Where in the text each page after the first begins, as far as the evidence tells: offset to page."""
    starts = sorted((e.start, e.boxes[0].page) for e in _placed(plan) if e.boxes)
    marks: dict[int, int] = {}
    reached = starts[0][1] if starts else 0
    for start, page in starts:
        if page > reached:
            marks[start], reached = page, page
    return marks


def _encode(page: object, resolution: int, quality: int) -> bytes:
    image = page.render(scale=resolution / 72, grayscale=True).to_pil()  # type: ignore[attr-defined]
    stream = io.BytesIO()
    image.convert("L").save(stream, "WEBP", quality=quality, method=4)
    return stream.getvalue()


def _place(box: Box, picture: Picture) -> tuple[float, float, float, float]:
    across, down = 100 / picture.width, 100 / picture.height
    sides = box.x0 * across, box.top * down, (box.x1 - box.x0) * across, (box.bottom - box.top) * down
    return tuple(round(side, 2) for side in sides)  # type: ignore[return-value]


def _evidence(plan: Plan) -> Iterator[tuple[str, str, Evidence]]:
    """What has boxes: its kind, the id that its marks have in the text, its evidence."""
    for kind, prefix, targets in (("target", "t", plan.targets), ("commitment", "k", plan.commitments)):
        for target in targets:
            id = name(prefix, target.id)
            yield kind, id, target.evidence
            for index, measure in enumerate(target.measures):
                yield "measure", f"{id}-m{index}", measure.evidence
    for assignment in plan.assignments:
        yield "assignment", name("a", assignment.id), assignment.evidence
    lists: tuple[tuple[str, str, Iterable[Evidence | None]], ...] = (
        ("milestone", "d", (milestone.evidence for milestone in plan.milestones)),
        ("citation", "c", (citation.evidence for citation in plan.citations)),
        ("issue", "i", (issue.evidence for issue in plan.issues)),
    )
    for kind, prefix, evidences in lists:
        for index, evidence in enumerate(evidences):
            if evidence is not None:
                yield kind, name(prefix, index), evidence


def _placed(plan: Plan) -> Iterator[Evidence]:
    """Every evidence that begins where its first box is: headings, paragraphs, statements, tables."""
    sections = [*plan.sections, *(section for part in plan.attachments for section in part.sections)]
    while sections:
        section = sections.pop()
        yield section.evidence
        yield from (paragraph.evidence for paragraph in section.paragraphs)
        sections.extend(section.children)
    yield from (part.evidence for part in plan.attachments)
    yield from (table.evidence for table in plan.tables)
    yield from (target.evidence for target in (*plan.targets, *plan.commitments))
    yield from (task.evidence for assignment in plan.assignments for task in assignment.tasks)
    yield from (indicator.evidence for indicator in plan.indicators)
