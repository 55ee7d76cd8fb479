"""What digital signatures and stamps show on a page: number and day of a document are often written by them alone.

An appearance is a drawing of its own that pdfium's text does not hold. Flattening draws it into the page (the one in
memory; the file stays as it is), and the text of the page read again has it in its place.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..page.words import Word
from .calls import WIDGET, View, notes_of

_STAMP = 13
_UNKNOWN_FIELD, _SIGNATURE = -1, 7
_FLATTENED = 1
_MOST_FILLED = 3  # words of an appearance that fills a blank: a number, a day, `ngày 27`
_LEVEL = 0.45  # of the size: an appearance in a line is rarely level with it

Rectangle = tuple[float, float, float, float]


class Appearances(NamedTuple):
    """`filled`: words that stand in a blank of a line of the page; `apart`: the words of each other appearance."""

    filled: list[Word]
    apart: list[list[Word]]


def signed_places(raw: Any, form: Any, page: Any, view: View) -> list[Rectangle]:
    """Where the page shows signatures and stamps."""
    places: list[Rectangle] = []
    for note, kind in notes_of(raw, page):
        signed = kind == WIDGET and raw.FPDFAnnot_GetFormFieldType(form, note) in (_UNKNOWN_FIELD, _SIGNATURE)
        rect = raw.FS_RECTF()
        if (signed or kind == _STAMP) and raw.FPDFAnnot_GetRect(note, ctypes.byref(rect)):
            places.append(view.box(rect.left, rect.bottom, rect.right, rect.top))
    return places


def flatten(raw: Any, page: Any) -> bool:
    """Draws the page's appearances into it; the page must be loaded again to be read."""
    return bool(raw.FPDFPage_Flatten(page, 0) == _FLATTENED)


def sort_appearances(before: Sequence[Word], after: Sequence[Word], places: Sequence[Rectangle]) -> Appearances:
    """The words that flattening has added at `places`."""
    known = Counter(map(_identity, before))
    found: list[list[Word]] = [[] for _ in places]
    for word in after:
        if known[_identity(word)]:
            known[_identity(word)] -= 1
            continue
        inside = _holds(word)
        number = next((i for i, place in enumerate(places) if inside(place)), None)
        if number is not None:
            found[number].append(word)
    result = Appearances([], [])
    for words in filter(None, found):
        line = _line_of(words, before)
        if line is None:
            result.apart.append(words)
        else:
            result.filled.extend(_levelled(word, line) for word in words)
    return result


def _identity(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.x0), round(word.base)


def _holds(word: Word) -> Callable[[Rectangle], bool]:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return lambda place: place[0] - 1 <= x <= place[2] + 1 and place[1] - 1 <= y <= place[3] + 1


def _line_of(words: Sequence[Word], page: Sequence[Word]) -> Word | None:
    """The word of the page beside whose line a short appearance stands, without covering any of it; None for a block
    of its own, as a caption (who signed, and when) or a stamp is."""
    first = words[0]
    if len(words) > _MOST_FILLED or any(abs(word.base - first.base) > 1 or word.style.turn for word in words):
        return None
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    level = [
        word
        for word in page
        if word.style.turn == 0
        and abs(word.base - first.base) <= _LEVEL * max(word.style.size, first.style.size)
        and word.style.size < 2 * first.style.size
        and first.style.size < 2 * word.style.size
    ]
    if any(min(x1, word.x1) - max(x0, word.x0) > 0.5 * (x1 - x0) for word in level):
        return None
    near = [word for word in level if max(word.x0 - x1, x0 - word.x1) < 3 * first.style.size]
    return min(near, key=lambda word: max(word.x0 - x1, x0 - word.x1), default=None)


def _levelled(word: Word, line: Word) -> Word:
    """The word as part of that line: at its height, in its type."""
    return Word(word.text, word.x0, line.top, word.x1, line.bottom, line.base, line.style)
