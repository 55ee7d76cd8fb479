"""What is usual in a document between two lines of a paragraph, and between two paragraphs."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from .areas import Area
from .rows import Row
from .words import Picture

NEAR = 3.0  # points: two edges are the same
STEP = 6.0  # points: two edges are clearly different
_SPACE = 0.22  # of the type size: the least width of a space


class Habits(Struct, frozen=True):
    """What the document's paragraphs have in common. `leading`: distance of base lines within a paragraph, as a
    share of the type size; None where nothing tells. `first_indent`: the usual indent of a first line in points, 0
    for none. `indented`: most paragraphs have one; `flush`: some have none, and a line at the margin may be a
    first line. `spaced`: paragraphs stand apart by extra space. `hanging`: from where a first line stands to
    where the lines after it stand further in, in whole points from the text area's left edge."""

    leading: float | None
    page_leading: dict[int, float]
    first_indent: float
    indented: bool
    flush: bool
    spaced: bool
    hanging: dict[int, int]

    def hanging_under(self, first: float) -> int | None:
        """Where the lines under a first line at `first` stand in this document, if they stand further in."""
        return next((self.hanging[x] for x in _around(first) if x in self.hanging), None)

    def is_hanging(self, x: float) -> bool:
        """Whether lines that go on in a hanging paragraph stand here."""
        return any(abs(x - other) < NEAR for other in self.hanging.values())


def learn_habits(rows: Sequence[Row], areas: dict[int, Area], pictures: dict[int, list[Picture]]) -> Habits:
    """What is usual between two lines of one paragraph, and between two paragraphs."""
    within: list[float] = []
    by_page: dict[int, list[float]] = defaultdict(list)
    starts: list[tuple[float, float | None]] = []
    for before, row in itertools.pairwise(rows):
        if before.region != "body" or row.region != "body" or row.alone:
            continue
        area = areas[row.page]
        step = (row.base - before.base) / row.size if row.page == before.page and row.size == before.size else None
        if had_room(before, row, areas, pictures):
            starts.append((row.x0 - area.left, step))
        elif abs(row.x0 - area.left) < NEAR and before.x1 > areas[before.page].right - NEAR and step:
            within.append(step)
            by_page[row.page].append(step)
    leading = median(within) if len(within) >= 3 else None
    pages = {page: median(steps) for page, steps in by_page.items() if len(steps) >= 4}
    indents = Counter(round(x) for x, _ in starts if x > STEP)
    most, count = indents.most_common(1)[0] if indents else (0, 0)
    indented = bool(starts) and sum(x > STEP for x, _ in starts) >= 0.6 * len(starts)
    first_indent = float(most) if count >= max(2, 0.2 * len(starts)) else 0.0
    apart = [step - leading for _, step in starts if step is not None] if leading else []
    spaced = len(apart) >= 3 and sum(a > 0.12 for a in apart) >= 0.7 * len(apart)
    if leading and len(apart) < 3:
        # all paragraphs end full lines: their distance alone tells
        spaced = sum(step - leading > 0.12 for step in within) >= 3
    flush = sum(x < NEAR for x, _ in starts) > 0.04 * len(starts)
    hanging = _hanging(rows, areas, pictures, leading)
    return Habits(leading, pages, first_indent, indented, flush, spaced, hanging)


def had_room(before: Row, row: Row, areas: dict[int, Area], pictures: dict[int, list[Picture]]) -> bool:
    """Whether the first word of `row` would have stood on the line before: then the line was broken on purpose."""
    right = areas[before.page].right
    for picture in pictures.get(before.page, ()):
        # text runs around a picture; its lines end there
        if picture.x0 > before.x1 - 2 and picture.top - 12 < before.bottom and picture.bottom + 12 > before.top:
            right = min(right, picture.x0 - 9)
    return fits(before, row, right)


def fits(before: Row, row: Row, right: float) -> bool:
    return before.x1 + _SPACE * before.size + _first_width(row) < right - 1.0


def _first_width(row: Row) -> float:
    """The width of what cannot be parted at the row's beginning."""
    start = row.words[0].x0
    end = row.words[0].x1
    for word in row.words[1:]:
        if not word.glued:
            break
        end = word.x1
    return end - start


def goes_on(row: Row) -> bool:
    """Whether the line begins in the middle of a sentence: a small letter that is no label (`a)`, `đ.`)."""
    return row.text[0].islower() and not begins_with_label(row)


def begins_with_label(row: Row) -> bool:
    """Whether the line's first word looks like a label: `a)`, `đ.`, `1.2.`, `III.`"""
    first = row.words[0].text
    return len(first) <= 6 and first[-1] in ")."


def _hanging(
    rows: Sequence[Row], areas: dict[int, Area], pictures: dict[int, list[Picture]], leading: float | None
) -> dict[int, int]:
    """First and following edges of paragraphs with a hanging indent, each seen twice: a full line, then two lines
    further in of which the first is full and goes on in mid-sentence."""
    seen: Counter[tuple[int, int]] = Counter()
    for first, second, third in zip(rows, rows[1:], rows[2:], strict=False):
        if first.page != third.page or first.size != third.size or first.size != second.size:
            continue
        left = areas[first.page].left
        x, inner = first.x0 - left, second.x0 - left
        if not x + STEP < inner < x + 90 or abs(third.x0 - second.x0) >= NEAR:
            continue
        if leading and third.base - first.base > 2 * leading * first.size + 3:
            continue
        if not goes_on(second) or had_room(first, second, areas, pictures) or had_room(second, third, areas, pictures):
            continue
        seen[round(x), round(inner)] += 1
    return {x: inner for (x, inner), count in reversed(seen.most_common()) if count >= 2}


def _around(x: float) -> tuple[int, int, int]:
    return round(x), round(x) - 1, round(x) + 1
