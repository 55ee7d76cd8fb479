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

from ...lettering import is_syllable
from .tesseract import RawWord, recognise
from .words import count_tall_marks, is_figure, is_scribble

_MOST = 60  # pieces on a page; with more it is dirt or a picture
_SPACE = 24  # white pixels between the pieces on the sheet
_SURE = 0.7
_VERY_SURE = 0.9
_FIGURE_AT_LEAST = 0.3
_FIRST_LINE = 1_000_000  # numbers lines of the second look apart from those of the first


class _Piece(Struct, frozen=True):
    """A part of the page, and the row of the sheet where it lies."""

    x: int
    y: int
    width: int
    height: int
    at: int


def look_again(grey: Any, words: Sequence[RawWord], doubtful: Sequence[RawWord], dpi: float) -> list[RawWord]:
    """What the first look passed over or read with doubt.

    Words in the ink outside the boxes of `words`, as far as they are figures or syllables read with
    confidence; and of `doubtful`, the first look's own guesses there, those that no better reading replaces
    and that are no scribble, or are figures. All pieces are recognised together on one small sheet; nothing
    is run where the first look left nothing.
    """
    size = median(word.size for word in words) if words else dpi / 72 * 13
    pieces = _pieces(grey, words, size)
    found = _read(pieces, grey, words, size, dpi) if 0 < len(pieces) <= _MOST else []
    return found + [
        word
        for word in doubtful
        if not any(_overlap(word, other) for other in found)
        and (not is_scribble([word]) or (is_figure(word) and word.confidence >= _FIGURE_AT_LEAST))
    ]


def _overlap(a: RawWord, b: RawWord) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _read(
    pieces: Sequence[tuple[int, int, int, int]], grey: Any, words: Sequence[RawWord], size: float, dpi: float
) -> list[RawWord]:
    """The sure words of the pieces, recognised on one sheet, back in their places."""
    bare = grey.copy()
    for word in words:
        bare[int(word.top) : int(word.bottom) + 1, int(word.x0) : int(word.x1) + 1] = 255
    placed: list[_Piece] = []
    at = _SPACE
    for x, y, width, height in pieces:
        placed.append(_Piece(x, y, width, height, at))
        at += height + _SPACE
    sheet = np.full((at, max(piece.width for piece in placed) + 2 * _SPACE), 255, np.uint8)
    for piece in placed:
        part = bare[piece.y : piece.y + piece.height, piece.x : piece.x + piece.width]
        sheet[piece.at : piece.at + piece.height, _SPACE : _SPACE + piece.width] = part
    found: list[RawWord] = []
    for word in recognise(sheet, dpi=dpi, layout=6):
        middle = (word.top + word.bottom) / 2
        index = next((i for i, p in enumerate(placed) if p.at - 4 <= middle <= p.at + p.height + 4), None)
        if index is None or not _is_sure(word, sheet):
            continue
        piece = placed[index]
        right, down = piece.x - _SPACE, piece.y - piece.at
        found.append(
            replace(
                word,
                x0=word.x0 + right,
                x1=word.x1 + right,
                top=word.top + down,
                bottom=word.bottom + down,
                base=word.base + down,
                size=size,
                line=_FIRST_LINE + index,
            )
        )
    return found


def _is_sure(word: RawWord, sheet: Any) -> bool:
    """A figure with no more marks than digits, or a syllable of three letters; shorter ones are mostly
    dirt."""
    if word.confidence < _SURE:
        return False
    if is_figure(word):
        return count_tall_marks(word, sheet) <= sum(letter.isdigit() for letter in word.text)
    text = word.text.strip(".,;:()-")
    return (len(text) > 2 or word.confidence >= _VERY_SURE) and is_syllable(text)


def _pieces(grey: Any, words: Sequence[RawWord], size: float) -> list[tuple[int, int, int, int]]:
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
    mask = letters[labels].astype(np.uint8)
    reach = np.ones((max(1, round(0.35 * size)), max(1, round(0.9 * size))), np.uint8)
    _, _, groups, _ = cv2.connectedComponentsWithStats(cv2.dilate(mask, reach))
    margin = round(0.5 * size)
    pieces: list[tuple[int, int, int, int]] = []
    for x, y, w, h, _ in groups[1:].tolist():
        if h > 2.6 * size:
            continue
        x0, y0 = max(0, x - margin), max(0, y - margin // 2)
        x1, y1 = min(grey.shape[1], x + w + margin), min(grey.shape[0], y + h + margin // 2)
        pieces.append((x0, y0, x1 - x0, y1 - y0))
    return sorted(pieces, key=lambda piece: piece[1])
