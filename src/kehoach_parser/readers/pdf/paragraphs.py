"""Where paragraphs begin, by geometry alone: indents, spaces between lines, and lines that end before they had to.

The strongest sign is the last one: a line was broken though the next word had room on it. Where the signs do not
agree or there is none, the answer stays open (None).
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .areas import Area
from .page import Picture
from .rows import Row

_NEAR = 3.0  # points: two edges are the same
_STEP = 6.0  # points: two edges are clearly different
_SPACE = 0.22  # of the type size: the least width of a space


@dataclass(frozen=True, slots=True)
class Habits:
    """What the document's paragraphs have in common. `leading`: distance of base lines within a paragraph, as a
    share of the type size; None where nothing tells. `first_indent`: the usual indent of a first line in points, 0
    for none. `indented`: most paragraphs have one; `flush`: some have none, and a line at the margin may be a
    first line. `spaced`: paragraphs stand apart by extra space."""

    leading: float | None
    page_leading: dict[int, float]
    first_indent: float
    indented: bool
    flush: bool
    spaced: bool


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
        if _had_room(before, row, areas, pictures):
            starts.append((row.x0 - area.left, step))
        elif abs(row.x0 - area.left) < _NEAR and before.x1 > areas[before.page].right - _NEAR and step:
            within.append(step)
            by_page[row.page].append(step)
    leading = median(within) if len(within) >= 3 else None
    pages = {page: median(steps) for page, steps in by_page.items() if len(steps) >= 4}
    indents = Counter(round(x) for x, _ in starts if x > _STEP)
    most, count = indents.most_common(1)[0] if indents else (0, 0)
    indented = bool(starts) and sum(x > _STEP for x, _ in starts) >= 0.6 * len(starts)
    first_indent = float(most) if count >= max(2, 0.2 * len(starts)) else 0.0
    apart = [step - leading for _, step in starts if step is not None] if leading else []
    spaced = len(apart) >= 3 and sum(a > 0.12 for a in apart) >= 0.7 * len(apart)
    if leading and len(apart) < 3:
        # all paragraphs end full lines: their distance alone tells
        spaced = sum(step - leading > 0.12 for step in within) >= 3
    flush = sum(x < _NEAR for x, _ in starts) > 0.04 * len(starts)
    return Habits(leading, pages, first_indent, indented, flush, spaced)


def _had_room(before: Row, row: Row, areas: dict[int, Area], pictures: dict[int, list[Picture]]) -> bool:
    """Whether the first word of `row` would have stood on the line before: then the line was broken on purpose."""
    right = areas[before.page].right
    for picture in pictures.get(before.page, ()):
        # text runs around a picture; its lines end there
        if picture.x0 > before.x1 - 2 and picture.top - 12 < before.bottom and picture.bottom + 12 > before.top:
            right = min(right, picture.x0 - 9)
    return _fits(before, row, right)


def _fits(before: Row, row: Row, right: float) -> bool:
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


def mark_paragraphs(
    rows: Sequence[Row], areas: dict[int, Area], habits: Habits, pictures: dict[int, list[Picture]]
) -> None:
    """Sets `starts` and `blank` of every row. Rows come in reading order; a row that is `alone` follows a table or
    another break of the flow. Columns and footnotes are judged within themselves."""
    body = [row for row in rows if row.region == "body"]
    state = _Paragraph()
    for index, row in enumerate(body):
        before = body[index - 1] if index else None
        after = body[index + 1] if index + 1 < len(body) else None
        if before is None or row.alone:
            row.starts = True
            row.blank = before is not None and before.page == row.page and row.top - before.bottom > 0.6 * row.size
        else:
            _judge(row, before, after, state, areas, habits, pictures)
        state.take(row)
    widest: dict[tuple[str, int], float] = {}
    for row in rows:
        key = (row.region, row.page)
        widest[key] = max(widest.get(key, 0.0), row.x1)
    for region in ("head_left", "head_right", "foot_left", "foot_right", "footnote", "textbox"):
        previous: Row | None = None
        for row in rows:
            if row.region == region:
                _judge_column(row, previous, region, widest.get((region, row.page)))
                previous = row


@dataclass(slots=True)
class _Paragraph:
    """The paragraph so far: the edges of its first line and of those after it."""

    first_x: float = 0.0
    next_x: float | None = None
    step: float | None = None
    last: Row | None = None

    def take(self, row: Row) -> None:
        last = self.last
        if row.starts is False and last is not None:
            self.next_x = row.x0
            self.step = row.base - last.base if row.page == last.page else self.step
        elif row.starts is None and last is not None and abs(row.x0 - last.x0) < _NEAR:
            self.next_x = self.next_x if self.next_x is not None else None
        else:
            self.first_x, self.next_x, self.step = row.x0, None, None
        self.last = row


def _judge(
    row: Row,
    before: Row,
    after: Row | None,
    state: _Paragraph,
    areas: dict[int, Area],
    habits: Habits,
    pictures: dict[int, list[Picture]],
) -> None:
    if row.page > before.page + 1:
        row.starts = None  # a page between them is read in another way, or blank
        return
    area, area_before = areas[row.page], areas[before.page]
    same_page = row.page == before.page
    extra = _extra_space(row, before, state, habits) if same_page else 0.0
    row.blank = extra > 0.6 * row.size
    parted = extra > max(2.0, 0.13 * row.size)
    same_type = abs(row.size - before.size) <= 1.0
    if row.centred or before.centred:
        row.starts = _judge_centred(row, before, extra > 0.45 * row.size, area, area_before)
        return
    if parted or not same_type:
        row.starts = True
        return
    if _had_room(before, row, areas, pictures):
        row.starts = True if row.narrow is None or _fits(before, row, row.narrow) else None
        return
    x, x_before = row.x0 - area.left, before.x0 - area_before.left
    apart = habits.indented or (habits.spaced and same_page)
    at_margin = abs(x) < _NEAR
    if at_margin and habits.flush and not (habits.spaced and same_page) and _may_end(before, row):
        row.starts = None
        return
    if state.next_x is not None:
        shift = x - (state.next_x - area_before.left)
        if abs(shift) < _NEAR and state.first_x > state.next_x + _STEP:
            row.starts = False  # this very paragraph has its first line set in
        elif abs(shift) < _NEAR:
            row.starts = False if (at_margin and apart) or (habits.spaced and same_page) else None
        else:
            row.starts = True
        return
    if x < x_before - _STEP:
        row.starts = False if at_margin or not habits.indented else None
    elif x > x_before + _STEP:
        row.starts = _judge_deeper(row, before, habits)
    elif at_margin:
        row.starts = False if apart else None
    else:
        row.starts = _judge_level(row, before, after, areas, habits, same_page)


def _extra_space(row: Row, before: Row, state: _Paragraph, habits: Habits) -> float:
    """Space above the row beyond that between lines of a paragraph, in points; 0 where nothing tells what is usual."""
    step = row.base - before.base
    leading = habits.page_leading.get(row.page) or habits.leading
    size = max(row.size, before.size)
    usual = leading * size if leading else 1.3 * size
    if state.step is not None and state.step <= usual * 1.05:
        usual = min(usual, state.step) if abs(state.step - usual) < 0.1 * size else usual
    extra = step - usual
    if state.step is not None and abs(step - state.step) < 0.06 * size:
        return 0.0  # the same as within this very paragraph
    if leading is None and extra < 0.5 * size:
        return 0.0
    return max(0.0, extra)


def _judge_centred(row: Row, before: Row, parted: bool, area: Area, area_before: Area) -> bool | None:
    """A centred heading may run over several lines, one of them as wide as the text area."""
    alike = row.bold == before.bold and abs(row.size - before.size) <= 0.5
    if row.page != before.page or not alike or parted:
        return True
    if row.centred and before.centred:
        return None
    full, where = (before, area_before) if row.centred else (row, area)
    margin = 0.08 * (where.right - where.left)
    wide = full.x0 - where.left < margin and where.right - full.x1 < margin
    return None if wide and row.italic == before.italic else True


def _may_end(before: Row, row: Row) -> bool:
    """Whether a sentence ends with one line and another may begin with the next."""
    return before.text[-1] in ".;:!?" and not row.text[0].islower()


def _judge_deeper(row: Row, before: Row, habits: Habits) -> bool | None:
    """A line further in than the full line before it: a hanging indent, or a new first line."""
    if any(abs(word.x0 - row.x0) < _NEAR for word in before.words[1:4]) and not habits.indented:
        return False
    if len(before.words) > 1 and abs(before.words[1].x0 - row.x0) < _NEAR and len(before.words[0].text) <= 6:
        wide_label = before.words[1].x0 - before.words[0].x1 > 0.5 * before.size
        return False if wide_label else None
    return True if habits.indented else None


def _judge_level(
    row: Row, before: Row, after: Row | None, areas: dict[int, Area], habits: Habits, same_page: bool
) -> bool | None:
    """A line as far in as the full line before it: the next paragraph's first line, or a paragraph set in."""
    area = areas[before.page]
    if after is not None and row.x0 - areas[row.page].left > after.x0 - areas[after.page].left + _STEP:
        return True
    if area.justified and before.x1 < area.right - 2.0:
        return True if habits.indented else None
    if habits.spaced and same_page:
        return False
    return None


def _judge_column(row: Row, before: Row | None, region: str, widest: float | None) -> None:
    """Lines of a head, foot or footnote. `widest`: the right edge of the column's widest line on this page."""
    if before is None or before.page != row.page:
        row.starts = None if before is not None and region == "footnote" else True
        return
    row.blank = row.top - before.bottom > 0.6 * row.size
    if (
        row.blank
        or row.bold != before.bold
        or row.italic != before.italic
        or (region in ("foot_left", "footnote") and widest is not None and _fits(before, row, widest))
    ):
        row.starts = True
    else:
        row.starts = None
