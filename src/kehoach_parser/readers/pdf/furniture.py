"""What a page bears that is no part of the text's flow: page numbers, running heads, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .page import PageText, Rule
from .rows import Row

_NUMBER = re.compile(r"^\W{0,3}(?:\d{1,4}|[ivxlc]{1,6})(?:\s*/\s*\d{1,4})?\W{0,3}$")
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.11  # of the page's height: where page numbers and running heads stand
_MOST = 0.6  # of the pages must bear a running head


@dataclass(frozen=True, slots=True)
class PageRows:
    """A page and its rows outside tables, from top to bottom."""

    page: PageText
    rows: list[Row]


def drop_furniture(pages: Sequence[PageRows]) -> None:
    """Takes page numbers and running heads out of `rows`, in place.

    A page number is a number alone in its row, the first or last of its page. A running head is the same text
    (numbers apart) at the same height on most pages, above or below everything else.
    """
    _drop_numbers(pages)
    _drop_repeated(pages)
    _drop_numbers(pages)


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
    for _ in range(3):  # a running head has up to three rows
        seen: Counter[tuple[str, int, int]] = Counter()
        where: dict[tuple[str, int, int], list[tuple[PageRows, Row]]] = defaultdict(list)
        for item in pages:
            for row in _edges(item):
                upper = row is item.rows[0]
                if upper and row.bottom > _MARGIN * item.page.height:
                    continue
                if not upper and row.top < (1 - _MARGIN) * item.page.height:
                    continue
                edge = row.base if upper else item.page.height - row.base
                key = (_DIGITS.sub("#", row.text), round(edge / 4), int(upper))
                seen[key] += 1
                where[key].append((item, row))
        dropped = False
        for key, count in seen.items():
            if count >= max(3, _MOST * len(pages)) or (len(pages) >= 6 and count >= 0.45 * len(pages)):
                for item, row in where[key]:
                    if row in item.rows and len(item.rows) > 1:
                        item.rows.remove(row)
                        dropped = True
        if not dropped:
            return


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
