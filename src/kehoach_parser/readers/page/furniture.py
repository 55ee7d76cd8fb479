"""What a page bears that is no part of the text's flow: page numbers, running heads, footnotes."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from ...language.patterns import compile_later
from .rows import Row
from .words import PageText, Rule

_NUMBER = compile_later(r"^\W{0,3}(?:\d{1,4}|[ivxlc]{1,6})(?:\s*/\s*\d{1,4})?\W{0,3}$")
_PRINT_MARK = compile_later(
    r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d|^\d{1,2}:\d\d,? \d{1,2}[/.-]\d|^(?:https?|file)://\S+"
)
_DIGITS = compile_later(r"\d+")
_MARGIN = 0.11  # of the page's height: where page numbers and running heads stand
_MOST = 0.6  # of the pages must bear a running head
_MOST_ROWS = 3  # that it may have


class PageRows(Struct, frozen=True):
    """A page and its rows outside tables, from top to bottom."""

    page: PageText
    rows: list[Row]


def drop_furniture(pages: Sequence[PageRows]) -> None:
    """Takes page numbers and running heads out of `rows`, in place.

    A page number is a number alone in its row, the first or last of its page. A running head is the same text
    (numbers apart) at the same height on most pages, above or below everything else.
    """
    _drop_print_marks(pages)
    _drop_numbers(pages)
    _drop_repeated(pages)
    _drop_numbers(pages)


def _drop_print_marks(pages: Sequence[PageRows]) -> None:
    """What a browser prints around a page: date and time, the address with the page's number."""
    for item in pages:
        for row in _edges(item):
            outside = row.bottom < 0.05 * item.page.height or row.top > 0.95 * item.page.height
            if outside and row.size <= 9 and _PRINT_MARK.search(row.text) and len(item.rows) > 1:
                item.rows.remove(row)


def _drop_numbers(pages: Sequence[PageRows]) -> None:
    for item in pages:
        for row in _edges(item):
            if _NUMBER.match(row.text) and _in_margin(row, item.page) and len(item.page.words) > len(row.words):
                item.rows.remove(row)


def _edges(item: PageRows) -> list[Row]:
    if not item.rows:
        return []
    first, last = item.rows[0], item.rows[-1]
    return [first] if first is last else [first, last]


def _in_margin(row: Row, page: PageText) -> bool:
    """In the page's upper or lower margin, and neither at the left edge nor beside other text."""
    if not (row.bottom < _MARGIN * page.height or row.top > (1 - _MARGIN) * page.height):
        return False
    return row.centre > 0.3 * page.width


def _drop_repeated(pages: Sequence[PageRows]) -> None:
    if len(pages) < 3:
        return
    bands = [(item, upper, _band(item, upper)) for item in pages for upper in (True, False)]
    seen = Counter(key for _, _, band in bands for key, _ in band)
    least = max(3, _MOST * len(pages)) if len(pages) < 6 else 0.45 * len(pages)  # right and left pages may differ
    for item, upper, band in bands:
        repeated = list(itertools.takewhile(lambda entry: seen[entry[0]] >= least, band))
        while repeated and not _stands_apart(item, len(repeated), upper):
            repeated.pop()
        for _, row in repeated:
            item.rows.remove(row)


def _band(item: PageRows, upper: bool) -> list[tuple[tuple[str, int, bool], Row]]:
    """The outermost rows in the page's upper or lower margin, from the edge inwards, with what makes them the same on
    other pages: their text without numbers and their distance from the edge."""
    rows = item.rows if upper else item.rows[::-1]
    height = item.page.height
    band: list[tuple[tuple[str, int, bool], Row]] = []
    for row in rows[:_MOST_ROWS]:
        if (row.bottom if upper else height - row.top) > _MARGIN * height:
            break
        edge = row.base if upper else height - row.base
        band.append(((_DIGITS.sub("#", row.text), round(edge / 4), upper), row))
    return band


def _stands_apart(item: PageRows, count: int, upper: bool) -> bool:
    """Whether more space parts the outermost `count` rows from the text than its lines from each other."""
    rows = item.rows if upper else item.rows[::-1]
    if len(rows) <= count:
        return len(item.page.words) > sum(len(row.words) for row in rows)
    steps = sorted(abs(b.base - a.base) for a, b in itertools.pairwise(rows[count:]))
    usual = steps[len(steps) // 4] if steps else 1.3 * rows[count].size
    return abs(rows[count].base - rows[count - 1].base) > usual + 3.0


def mark_footnotes(item: PageRows, body_size: float) -> None:
    """Gives the rows of footnotes their region: small type at the page's end, under a short rule at the left or
    beginning with a raised or small number."""
    rows = [row for row in item.rows if row.region == "body"]
    if not rows or rows[-1] is not item.rows[-1]:
        return
    first = len(rows)
    while first > 0 and rows[first - 1].size <= body_size - 1.0:
        first -= 1
    small = rows[first:]
    if not small or first == 0:
        return
    rule = _separator(item.page.rules, small, rows[first - 1])
    if rule is not None:
        small = [row for row in small if row.base > rule.top]
    else:
        marked = [i for i, row in enumerate(small) if _has_mark(row)]
        small = small[marked[0] :] if marked and small[-1].bottom > 0.75 * item.page.height else []
    for row in small:
        row.region = "footnote"


def _separator(rules: Sequence[Rule], small: list[Row], above: Row) -> Rule | None:
    for rule in rules:
        if rule.top != rule.bottom or not 40 <= rule.x1 - rule.x0 <= 260:
            continue
        if rule.x0 > small[0].x0 + 40 or rule.top < above.base:
            continue
        if any(row.base > rule.top for row in small):
            return rule
    return None


def _has_mark(row: Row) -> bool:
    word = row.words[0]
    raised = word.style.size <= 0.85 * row.size or word.base < row.base - 1.5
    return raised and (word.text.strip("()[]*").isdigit() or set(word.text) <= {"*"})
