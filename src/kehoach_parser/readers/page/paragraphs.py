"""Where paragraphs begin, by geometry alone: indents, spaces between lines, and lines that end before they had to.

The strongest sign is the last one: a line was broken though the next word had room on it. Where the signs do not
agree or there is none, the answer stays open (None).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from .areas import Area
from .habits import NEAR, STEP, Habits, begins_with_label, fits, goes_on, had_room
from .rows import Row
from .words import Picture


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
        state.take(row, areas[row.page].left)
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


class _Paragraph(Struct):
    """The paragraph so far: how far in its first line and those after it begin, None where there is none or it is
    not sure that there is; the distance of its base lines; its last line."""

    first_x: float = 0.0
    next_x: float | None = None
    step: float | None = None
    last: Row | None = None

    def take(self, row: Row, left: float) -> None:
        last = self.last
        if row.starts is False and last is not None:
            self.next_x = row.x0 - left
            self.step = row.base - last.base if row.page == last.page else self.step
        else:
            self.first_x, self.next_x, self.step = row.x0 - left, None, None
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
    if had_room(before, row, areas, pictures):
        row.starts = True if row.narrow is None or fits(before, row, row.narrow) else None
        return
    place = _Place(row.x0 - area.left, before.x0 - area_before.left)
    row.starts = _judge_full(row, before, after, place, state, areas, habits, same_page=same_page)


class _Place(NamedTuple):
    """How far in a line and the one before it begin, from the left edge of their pages' text areas."""

    x: float
    before: float

    @property
    def at_margin(self) -> bool:
        return abs(self.x) < NEAR


def _judge_full(
    row: Row,
    before: Row,
    after: Row | None,
    place: _Place,
    state: _Paragraph,
    areas: dict[int, Area],
    habits: Habits,
    *,
    same_page: bool,
) -> bool | None:
    """The line after a full one, with no more space between than within a paragraph: the edges decide, and where they
    do not, how the one ends and the other begins."""
    deeper = place.x > place.before + STEP
    if goes_on(row):
        return None if deeper and habits.indented and habits.hanging_under(place.before) is None else False
    told = _judge_edges(row, after, place, state, areas, habits)
    if told is False and place.at_margin and habits.flush and _may_end(before, row):
        return False if habits.spaced and same_page else None
    if told is None and habits.spaced and same_page and not deeper:
        return False
    if told is None and not deeper and abs(place.x - place.before) < NEAR and not _may_end(before, row):
        words = row.text[0].isalpha() and not begins_with_label(row)
        return False if words and row.bold == before.bold else None
    return told


def _judge_edges(
    row: Row, after: Row | None, place: _Place, state: _Paragraph, areas: dict[int, Area], habits: Habits
) -> bool | None:
    """What the left edges say: True for a new paragraph, False for the same one, None where they do not tell."""
    if state.next_x is not None:
        return _judge_by_paragraph(place, state.first_x, state.next_x, habits)
    hanging = habits.hanging_under(place.before)
    if hanging is not None:
        if abs(place.x - hanging) < NEAR:
            return False
        return True if place.x < place.before + NEAR else None
    if place.x < place.before - STEP:
        return False if place.at_margin or not habits.indented else None
    sinks = after is not None and after.x0 - areas[after.page].left < place.x - STEP
    full = row.x1 > areas[row.page].right - 2.5
    if place.x > place.before + STEP:
        if full and after is not None and abs(after.x0 - areas[after.page].left - place.x) < NEAR:
            return None if habits.indented else False
        return True if habits.indented and (not habits.hanging or sinks) else None
    if place.at_margin:
        return False if habits.indented else None
    if habits.is_hanging(place.x) or not habits.indented:
        return None
    return True if (full and sinks) or _ends_short(row, state, areas) else None


def _judge_by_paragraph(place: _Place, first_x: float, next_x: float, habits: Habits) -> bool | None:
    """By the edges of this very paragraph's own lines."""
    if abs(place.x - next_x) >= NEAR:
        return True
    if abs(first_x - next_x) > STEP:
        return False  # this very paragraph tells its first line from the others
    return False if place.at_margin and habits.indented else None


def _ends_short(row: Row, state: _Paragraph, areas: dict[int, Area]) -> bool:
    """Whether the line above ends short of the right edge of a justified page."""
    if not areas[row.page].justified or state.last is None:
        return False
    return state.last.x1 < areas[state.last.page].right - 2.0


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
        or (region in ("foot_left", "footnote") and widest is not None and fits(before, row, widest))
    ):
        row.starts = True
    else:
        row.starts = None
