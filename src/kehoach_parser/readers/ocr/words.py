"""Recognised words as the page layout takes them, in points, and what the pixels say against a reading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import takewhile
from statistics import median
from typing import Any
from unicodedata import normalize

import cv2
import numpy as np
from msgspec.structs import replace

from ...language.patterns import compile_later
from ...language.syllables import is_syllable
from ..page.words import Style, Word
from .tesseract import RawWord

_ROMAN = compile_later(r"([IVX]*?)(I{1,3})([.,:/]?)")
_DASHES = compile_later(r"[-~—–−_=¬]{1,3}")
_FIGURE = compile_later(r"[\d.,/%()-]*\d[\d.,/%()-]*")
_BARE_LABEL = compile_later(r"[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*")
_GLUED = compile_later(r"([IVX]{1,5}\.|\d{1,2}(?:\.\d{1,2})*\.|[a-zđ]\)|-)([^\W\d_]{2}.*)")
_DOUBLE = compile_later("([aeiouyAEIOUY])[\u0300-\u0323]+(\\1[\u0300-\u0323]+)")
_STUCK = compile_later(r"^([^\W\d_a-z]{2,})['`´‘’^~]([^\W\d_a-z]{2,})$")
"""Two words in capitals with a crumb of a seal or a pen between them: ``CHÁNH`VĂN``."""
_MISREAD_ROMAN = compile_later(r"I*[HL][IHL]*[.,]?")
_ROMAN_LABELS = {
    "H.": "II.",
    "H,": "II.",
    "IL": "II.",
    "IL.": "II.",
    "HI.": "III.",
    "IH.": "III.",
    "IHI.": "III.",
    "IIL": "III.",
    "IIL.": "III.",
    "HL": "III.",
}
_NOISE = 0.35
_BY_HAND = 0.5
_LEVEL = 0.002  # pixels down a pixel to the right: base lines of level print stay below
_ASKEW = 0.006  # a third of a degree
_ASKEW_LINES = 3
_LONE_AT_LEAST = 0.85


def make_words(raw: Sequence[RawWord], grey: Any, dpi: float) -> list[Word]:
    """The words with places in points of the picture.

    The size of a line's type is Tesseract's guess; guesses near the page's usual size are taken as that.
    Lines that are scribble (nothing spelt like a word, little confidence) are left out.
    """
    unit = dpi / 72
    kept = [close_gaps(line, grey) for line in group_lines(raw)]
    usual = _usual_size(kept)
    result: list[Word] = []
    for line in kept:
        size = median(word.size for word in line)
        if usual and 0.74 * usual < size < 1.75 * usual:
            size = usual
        style = Style("", round(size / unit / _SIZE_FACTOR * 2) / 2, False, False, False, 0)
        for index, word in enumerate(line):
            text = check_reading(word, grey)
            if index == 0:
                text = _check_first(text, line, grey)
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


def find_askew_foot(raw: Sequence[RawWord]) -> tuple[float, float] | None:
    """Where the lowest lines of a page begin to stand askew, and by how many degrees counter-clockwise they come level:
    a page that did not lie flat on the glass is level above and askew below. None where all stand alike."""
    lines = sorted((line for line in group_lines(raw) if len(line) > 1), key=lambda line: -line[0].base)
    askew = list(takewhile(lambda line: abs(line[0].slope) > _LEVEL, lines))
    if len(askew) < _ASKEW_LINES or len(askew) == len(lines):
        return None
    slope = median(line[0].slope for line in askew)
    if abs(slope) < _ASKEW:
        return None
    top = min(word.top for line in askew for word in line)
    above = max((word.bottom for line in lines[len(askew) :] for word in line if word.bottom <= top), default=top)
    return (above + top) / 2, math.degrees(math.atan(slope))


def doubt_coloured(words: Sequence[Word], grey: Any, ink: Any, dpi: float) -> list[Word]:
    """The words, those with figures in ink of a colour with little confidence: a number or a day put in by hand or by a
    stamp, which the recogniser, made for print, misreads with confidence."""
    unit = dpi / 72

    def is_coloured(word: Word) -> bool:
        place = np.s_[int(word.top * unit) : int(word.bottom * unit) + 1, int(word.x0 * unit) : int(word.x1 * unit) + 1]
        dark = grey[place] < 128
        return bool(dark.any()) and float((ink[place][dark] > 0).mean()) > 0.5

    return [
        replace(word, confidence=min(word.confidence or 0.0, _BY_HAND))
        if any(letter.isdigit() for letter in word.text) and is_coloured(word)
        else word
        for word in words
    ]


_SIZE_FACTOR = 0.98
"""Tesseract's line height from descender to ascender, against the type's size."""


def _usual_size(lines: Sequence[Sequence[RawWord]]) -> float:
    sizes = [word.size for line in lines for word in line for _ in word.text]
    return median(sizes) if sizes else 0.0


def group_lines(raw: Sequence[RawWord]) -> list[list[RawWord]]:
    """The words line by line, in their order."""
    lines: dict[int, list[RawWord]] = {}
    for word in raw:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def part_doubtful(raw: Sequence[RawWord]) -> tuple[list[RawWord], list[RawWord]]:
    """The words of lines that are surely text, and those of lines to look at again: scribble, and short
    lone words of little confidence (a number in a cell)."""
    text: list[RawWord] = []
    doubtful: list[RawWord] = []
    for line in group_lines(raw):
        lone = len(line) == 1 and len(line[0].text) <= 3 and line[0].confidence < _LONE_AT_LEAST
        (doubtful if lone or is_scribble(line) else text).extend(line)
    return text, doubtful


def is_figure(word: RawWord) -> bool:
    """Whether the word is a number, alone or with the signs that go with one."""
    return _FIGURE.fullmatch(word.text) is not None


def close_gaps(line: Sequence[RawWord], grey: Any) -> list[RawWord]:
    """The line with the edges of its words moved to their ink where a gap beside them holds some:
    Tesseract's boxes fall short now and then, and a gap that is none looks like two columns."""
    result = list(line)
    for index in range(len(result) - 1):
        word, after = result[index], result[index + 1]
        if not 0.28 * word.size < after.x0 - word.x1 < 2.5 * word.size:
            continue
        top, bottom = int(min(word.top, after.top)), int(max(word.bottom, after.bottom))
        gap = grey[max(0, top) : bottom, int(word.x1) : int(after.x0)]
        if gap.size == 0:
            continue
        blank = gap.min(axis=0) > 128
        if blank.all() or not blank.any():
            continue
        start, end = _longest_run(blank)
        result[index] = replace(word, x1=word.x1 + start)
        result[index + 1] = replace(after, x0=word.x1 + end)
    return result


def _longest_run(flags: Any) -> tuple[int, int]:
    """Start and end of the longest run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    runs = edges.reshape(-1, 2)
    start, end = runs[(runs[:, 1] - runs[:, 0]).argmax()]
    return int(start), int(end)


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
    text = _STUCK.sub(r"\1 \2", mend_doubles(word.text))
    if text[0] in "<>":
        return _check_comparison(word, grey)
    match = _ROMAN.fullmatch(text)
    if match is not None and len(text) - len(match[3]) <= 4:
        strokes = _count_strokes(word, grey)
        bars = strokes - len(match[1])
        if strokes and 1 <= bars <= 3 and bars != len(match[2]) and (match[3] or len(text) > 1):
            return match[1] + "I" * bars + match[3]
    return text


def _check_first(text: str, line: Sequence[RawWord], grey: Any) -> str:
    """The first word of a line, where labels and bullets stand: a dash is the bullet `-`; `H.`, `IHI.`
    before capitals are `II.`, `III.` whose serifs touch; a label's lost dot is looked for; a label or
    bullet gets its space back."""
    glued = _GLUED.fullmatch(text)
    if glued is not None:
        return f"{glued[1]} {glued[2]}"
    if len(line) == 1:
        return text
    after = line[1].text
    if _DASHES.fullmatch(text):
        return "-"
    if _MISREAD_ROMAN.fullmatch(text) and len(after) > 1 and after.isupper():
        strokes = _count_strokes(line[0], grey)
        if 1 <= strokes <= 3:
            return "I" * strokes + "."
        return _ROMAN_LABELS.get(text, text)
    if _BARE_LABEL.fullmatch(text) and after[0].isupper() and _has_dot(line[0], line[1], grey):
        return text + "."
    return text


def _has_dot(word: RawWord, after: RawWord, grey: Any) -> bool:
    """Whether a dot stands at the foot of the word's right end, before the next word."""
    end = max(word.x1, min(after.x0 - 2, word.x1 + 0.5 * word.size))
    height = word.bottom - word.top
    wider = replace(word, x0=word.x1 - 0.3 * height, x1=end, bottom=word.bottom + 0.1 * height)
    ink = _crop(wider, grey)
    if ink.size == 0:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    x, y, w, h, _ = (stats[1:, column] for column in range(5))
    low = y > 0.6 * ink.shape[0]
    small = (w < 0.3 * height) & (h < 0.3 * height) & (w >= 2) & (h >= 2)
    inside = (x > 0) & (x + w < ink.shape[1])
    return bool((low & small & inside).any())


def mend_doubles(text: str) -> str:
    """A letter that was read twice, once with a lesser mark: `QĐÐ` for *QĐ*, `KÉẾ` for *KẾ*; and a stray
    quote."""
    text = text.replace("ĐÐ", "Đ").replace("ÐĐ", "Đ").replace("đð", "đ").replace("Ð", "Đ").replace("ð", "đ")
    if len(text) > 2 and text[0] in "'`‘" and text[1].isalpha() and not any(q in text[1:] for q in "'’”"):
        text = text[1:]
    if not text.isascii() and not is_syllable(text.strip(".,;:")):
        for match in _DOUBLE.finditer(normalize("NFD", text)):
            whole = match.string
            single = normalize("NFC", whole[: match.start()] + whole[match.start(2) :])
            if is_syllable(single.strip(".,;:")):
                return single
    return text


def _crop(word: RawWord, grey: Any, *, below: float = 0.0) -> Any:
    height = word.bottom - word.top
    top, bottom = max(0, int(word.top)), int(word.bottom + below * height)
    part = grey[top:bottom, max(0, int(word.x0)) : int(word.x1) + 1]
    if part.size == 0:
        return part
    return cv2.threshold(part, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]


def count_tall_marks(word: RawWord, grey: Any) -> int:
    """How many separate marks of about full height stand in the word's box."""
    heights, _ = _marks(word, grey)
    return int((heights > 0.7 * heights.max()).sum()) if len(heights) else 0


def _marks(word: RawWord, grey: Any) -> tuple[Any, Any]:
    """Heights and widths of the separate marks in the word's box, from left to right."""
    ink = _crop(word, grey)
    if ink.size == 0:
        return np.zeros(0), np.zeros(0)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    ordered = stats[1:][np.argsort(stats[1:, cv2.CC_STAT_LEFT])]
    return ordered[:, cv2.CC_STAT_HEIGHT], ordered[:, cv2.CC_STAT_WIDTH]


def _count_strokes(word: RawWord, grey: Any) -> int:
    """How many letters of full height a Roman number that ends in I has; 0 where they cannot be told
    apart."""
    heights, widths = _marks(word, grey)
    if not len(heights):
        return 0
    tall = heights > 0.75 * heights.max()
    # letters that touch make one wide mark: nothing can be counted then
    narrow = widths[tall] <= 0.75 * heights.max()
    return int(tall.sum()) if narrow[-1] and (narrow.all() or len(narrow) > 1) else 0


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
