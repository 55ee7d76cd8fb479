"""A second look at ink that the first recognition passed over: lone numbers in cells, a name beside a
signature."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

import cv2
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ...language.syllables import is_syllable
from .tesseract import RawWord
from .words import count_tall_marks, is_figure, is_scribble

_MOST = 60  # pieces on a page; with more it is dirt or a picture
_SPACE = 24  # white pixels between the pieces on the sheet
_SURE = 0.7
_VERY_SURE = 0.9
_FIGURE_AT_LEAST = 0.3
_SHARES = ("%", "‰")
_FIRST_LINE = 1_000_000  # numbers lines of the second look apart from those of the first


class _Piece(Struct, frozen=True):
    """A part of the page, and the row of the sheet where it lies."""

    x: int
    y: int
    width: int
    height: int
    at: int


class Sheet(Struct, frozen=True):
    """The pieces of a page that are to be looked at again, under one another on one small picture. `size`: the type
    size of the page, in pixels."""

    picture: Any
    pieces: tuple[_Piece, ...]
    size: float


def gather_leftovers(grey: Any, words: Sequence[RawWord], dpi: float) -> Sheet | None:
    """The ink outside the boxes of `words`, the first look's; None where it left nothing, or so much that it is dirt
    or a picture."""
    size = median(word.size for word in words) if words else dpi / 72 * 13
    boxes = _boxes(grey, words, size)
    if not 0 < len(boxes) <= _MOST:
        return None
    bare = grey.copy()
    for word in words:
        bare[int(word.top) : int(word.bottom) + 1, int(word.x0) : int(word.x1) + 1] = 255
    pieces: list[_Piece] = []
    at = _SPACE
    for x, y, width, height in boxes:
        pieces.append(_Piece(x, y, width, height, at))
        at += height + _SPACE
    picture = np.full((at, max(piece.width for piece in pieces) + 2 * _SPACE), 255, np.uint8)
    for piece in pieces:
        part = bare[piece.y : piece.y + piece.height, piece.x : piece.x + piece.width]
        picture[piece.at : piece.at + piece.height, _SPACE : _SPACE + piece.width] = part
    return Sheet(picture, tuple(pieces), size)


def place_words(sheet: Sheet, words: Sequence[RawWord]) -> list[RawWord]:
    """The words recognised on a sheet, as far as they are figures or syllables read with confidence, back in their
    places on the page."""
    found: list[RawWord] = []
    for word in words:
        middle = (word.top + word.bottom) / 2
        index = next((i for i, p in enumerate(sheet.pieces) if p.at - 4 <= middle <= p.at + p.height + 4), None)
        if index is None or not _is_sure(word, sheet.picture):
            continue
        piece = sheet.pieces[index]
        right, down = piece.x - _SPACE, piece.y - piece.at
        found.append(
            replace(
                word,
                x0=word.x0 + right,
                x1=word.x1 + right,
                top=word.top + down,
                bottom=word.bottom + down,
                base=word.base + down,
                size=sheet.size,
                line=_FIRST_LINE + index,
            )
        )
    return found


def keep_doubtful(doubtful: Sequence[RawWord], found: Sequence[RawWord]) -> list[RawWord]:
    """The first look's own guesses that no better reading of `found` replaces and that are no scribble, or are
    figures."""
    return [
        word
        for word in doubtful
        if not any(_overlap(word, other) for other in found)
        and (not is_scribble([word]) or (is_figure(word) and word.confidence >= _FIGURE_AT_LEAST))
    ]


def _overlap(a: RawWord, b: RawWord) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _is_sure(word: RawWord, sheet: Any) -> bool:
    """A figure with no more marks than digits, a lone sign of a share (the unit of a row), or a syllable of three
    letters; shorter ones are mostly dirt."""
    if word.confidence < _SURE:
        return False
    if is_figure(word):
        return count_tall_marks(word, sheet) <= sum(letter.isdigit() for letter in word.text)
    if word.text in _SHARES:
        return word.confidence >= _VERY_SURE
    text = word.text.strip(".,;:()-")
    return (len(text) > 2 or word.confidence >= _VERY_SURE) and is_syllable(text)


def _boxes(grey: Any, words: Sequence[RawWord], size: float) -> list[tuple[int, int, int, int]]:
    """Boxes `(x, y, width, height)` around groups of letter-sized marks that no word covers, from top to
    bottom."""
    ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    near = round(0.2 * size)
    for word in words:
        top, left = max(0, int(word.top) - near), max(0, int(word.x0) - near)
        ink[top : int(word.bottom) + near, left : int(word.x1) + near] = 0
    if cv2.countNonZero(ink) < 0.1 * size * size:
        return []
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    width, height, area = (stats[:, column] for column in (2, 3, 4))
    letters = (height > 0.35 * size) & (height < 1.2 * size) & (width < 2.0 * size) & (area > 0.02 * size * size)
    letters[0] = False
    if not letters.any() or letters.sum() > 20 * _MOST:
        return []
    reach = np.ones((max(1, round(0.35 * size)), max(1, round(0.9 * size))), np.uint8)
    border = max(reach.shape)
    left, top = (max(0, int(stats[letters, column].min()) - border) for column in (0, 1))
    right = int((stats[letters, 0] + width[letters]).max()) + border
    below = int((stats[letters, 1] + height[letters]).max()) + border
    mask = letters[labels[top:below, left:right]].astype(np.uint8)
    _, _, groups, _ = cv2.connectedComponentsWithStats(cv2.dilate(mask, reach))
    margin = round(0.5 * size)
    boxes: list[tuple[int, int, int, int]] = []
    for x, y, w, h, _ in groups[1:].tolist():
        if h > 2.6 * size:
            continue
        x, y = x + left, y + top
        x0, y0 = max(0, x - margin), max(0, y - margin // 2)
        x1, y1 = min(grey.shape[1], x + w + margin), min(grey.shape[0], y + h + margin // 2)
        boxes.append((x0, y0, x1 - x0, y1 - y0))
    return sorted(boxes, key=lambda box: box[1])
