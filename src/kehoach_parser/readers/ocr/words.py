"""Recognised words as the page layout takes them, in points, and what the pixels say against a reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Any

import cv2
import numpy as np

from ...lettering import is_syllable
from ..pdf.page import Style, Word
from .tesseract import RawWord

_ROMAN = re.compile(r"([IVX]*?)(I{1,3})([.,:/]?)")
_DASHES = ("~", "—", "–", "−", "_", "=", "¬", "--")
_ROMAN_LABELS = {"H.": "II.", "HI.": "III.", "IH.": "III.", "IHI.": "III.", "IIL": "III.", "IIL.": "III.", "HL": "III."}
_NOISE = 0.35


def make_words(raw: Sequence[RawWord], grey: Any, dpi: float) -> list[Word]:
    """The words with places in points of the picture.

    The size of a line's type is Tesseract's guess; guesses near the page's usual size are taken as that.
    Lines that are scribble (nothing spelt like a word, little confidence) are left out.
    """
    unit = dpi / 72
    lines: dict[int, list[RawWord]] = {}
    for word in raw:
        lines.setdefault(word.line, []).append(word)
    kept = [line for line in lines.values() if not is_scribble(line)]
    usual = _usual_size(kept)
    result: list[Word] = []
    for line in kept:
        size = median(word.size for word in line)
        if usual and 0.74 * usual < size < 1.75 * usual:
            size = usual
        style = Style("", round(size / unit / _SIZE_FACTOR * 2) / 2, False, False, False, 0)
        for index, word in enumerate(line):
            text = check_reading(word, grey)
            if index == 0 and len(line) > 1:
                text = _check_first(text, line[1].text)
            result.append(
                Word(
                    text,
                    word.x0 / unit,
                    word.top / unit,
                    word.x1 / unit,
                    word.bottom / unit,
                    word.base / unit,
                    style,
                    False,
                    word.confidence,
                )
            )
    return result


_SIZE_FACTOR = 0.98
"""Tesseract's line height from descender to ascender, against the type's size."""


def _usual_size(lines: Sequence[Sequence[RawWord]]) -> float:
    sizes = [word.size for line in lines for word in line for _ in word.text]
    return median(sizes) if sizes else 0.0


def is_scribble(line: Sequence[RawWord]) -> bool:
    """Whether a line is a signature, a seal or dirt read as letters."""
    text = "".join(word.text for word in line)
    if not any(letter.isalnum() for letter in text):
        return len(text) < 3 or all(word.confidence < 0.6 for word in line)
    letters = sum(len(word.text) for word in line)
    confidence = sum(word.confidence * len(word.text) for word in line) / letters
    if confidence >= 0.6:
        return False
    spelt = sum(1 for word in line if len(word.text) > 1 and is_syllable(word.text.strip(".,;:()-")))
    return confidence < _NOISE or spelt < 0.34 * len(line)


def check_reading(word: RawWord, grey: Any) -> str:
    """The word's text, mended where its pixels plainly say another: strokes of a Roman number, the bar
    under `≤`."""
    text = word.text
    if text[0] in "<>":
        return _check_comparison(word, grey)
    match = _ROMAN.fullmatch(text)
    if match is not None and len(text) - len(match[3]) <= 4:
        strokes = _count_strokes(word, grey)
        bars = strokes - len(match[1])
        if strokes and 1 <= bars <= 3 and bars != len(match[2]) and (match[3] or len(text) > 1):
            return match[1] + "I" * bars + match[3]
    return text


def _check_first(text: str, after: str) -> str:
    """The first word of a line: a dash is the bullet `-`; `H.`, `IHI.` before capitals are `II.`, `III.`
    whose serifs touch."""
    if text in _DASHES:
        return "-"
    if text in _ROMAN_LABELS and len(after) > 1 and after.isupper():
        return _ROMAN_LABELS[text]
    return text


def _crop(word: RawWord, grey: Any, *, below: float = 0.0) -> Any:
    height = word.bottom - word.top
    top, bottom = max(0, int(word.top)), int(word.bottom + below * height)
    part = grey[top:bottom, max(0, int(word.x0)) : int(word.x1) + 1]
    if part.size == 0:
        return part
    return cv2.threshold(part, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]


def _count_strokes(word: RawWord, grey: Any) -> int:
    """How many separate marks of full height the word has; 0 where they cannot be told."""
    ink = _crop(word, grey)
    if ink.size == 0:
        return 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    heights = stats[1:count, cv2.CC_STAT_HEIGHT]
    if not len(heights):
        return 0
    tall = heights > 0.75 * heights.max()
    widths = stats[1:count, cv2.CC_STAT_WIDTH][tall]
    # letters that touch make one wide mark: nothing can be counted then
    narrow = widths <= 0.75 * heights.max()
    last = word.text.rstrip(".,:/")[-1:]
    return int(tall.sum()) if last == "I" and narrow[-1] and (narrow.all() or len(widths) > 1) else 0


def _check_comparison(word: RawWord, grey: Any) -> str:
    """`<` or `≤`: whether a level bar stands under the sign."""
    sign_width = (word.x1 - word.x0) * (1.0 if len(word.text) == 1 else 1 / max(1.6, len(word.text) * 0.8))
    single = RawWord(
        word.text[0],
        word.x0,
        word.top,
        word.x0 + sign_width,
        word.bottom,
        word.base,
        word.size,
        word.confidence,
        word.line,
    )
    ink = _crop(single, grey, below=0.35)
    if ink.size == 0:
        return word.text
    width = ink.shape[1]
    rows = np.flatnonzero((ink > 0).sum(axis=1) >= 0.6 * width)
    lower = rows[rows > 0.55 * ink.shape[0]]
    if len(lower) and len(lower) < 0.3 * ink.shape[0]:
        return ("≤" if word.text[0] == "<" else "≥") + word.text[1:]
    return word.text
