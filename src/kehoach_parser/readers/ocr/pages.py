"""A picture of a page to words and rules, and many pages side by side."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import cv2
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ...errors import UnreadableInput
from ...layout import Finding
from ...lettering import is_syllable
from ..pdf.page import PageText, Word
from .cleaning import clean, is_sideways, rotation, to_grey
from .leftovers import look_again
from .raster import Picture, open_pdf, picture_image, picture_page
from .ruling import find_rules
from .tesseract import RawWord, detect_turn, find_tesseract, recognise
from .words import make_words, part_doubtful

_POOR = 0.55  # mean confidence below which a page may stand on its head
_SPELT = 0.4  # share of words that must be syllables on a page that stands upright
_STRIP = 900  # pixels of a page that suffice to tell its upper side from its lower


class Reading(Struct, frozen=True):
    """What is recognised on a page. `content` has its words and rules in a frame of its own, turned upright
    by `turns` quarter turns clockwise and levelled; `level` is the affine matrix (points) from there to the
    upright page, None where nothing was levelled. `width` and `height` are the page's as shown."""

    content: PageText
    width: float
    height: float
    turns: int = 0
    level: tuple[float, ...] | None = None
    findings: tuple[Finding, ...] = ()


def read_pdf_pages(data: bytes, numbers: Sequence[int], jobs: int | None) -> list[Reading]:
    """Pages of a PDF, each recognised by itself, in the order given."""
    find_tesseract()
    with open_pdf(data) as document, _page_workers(jobs) as pool:
        return list(pool.map(lambda number: read_picture(picture_page(document, number), number), numbers))


@contextmanager
def _page_workers(jobs: int | None) -> Iterator[ThreadPoolExecutor]:
    """Threads for so many pages at a time (None: one a core); OpenCV's own threads would only stand in their way."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
            yield pool
    finally:
        cv2.setNumThreads(before)


def read_images(data: bytes, name: str, *, allowed: bool) -> list[Reading]:
    """The pages of an image file."""
    if not allowed:
        raise UnreadableInput(f"{name}: a picture; it has no text unless it is recognised (OCR)")
    find_tesseract()
    pictures: Iterator[tuple[int, Picture]] = enumerate(picture_image(data, name), 1)
    with _page_workers(None) as pool:
        return list(pool.map(lambda item: read_picture(item[1], item[0]), pictures))


def read_picture(picture: Picture, number: int) -> Reading:
    """One page: turned upright, cleaned, its rules found and taken off, its words recognised and measured."""
    grey = to_grey(picture)
    turns = _upright_turns(grey, picture.dpi) if is_sideways(grey) else 0
    reading = _read_upright(picture, number, turns)
    if _is_poor(reading.content.words):
        turn = detect_turn(_turned(grey, turns), dpi=picture.dpi)
        if turn:
            other = _read_upright(picture, number, (turns + turn) % 4)
            if _spelt(other.content.words) > _spelt(reading.content.words):
                return other
    return reading


def _upright_turns(grey: Any, dpi: float) -> int:
    """Quarter turns clockwise for a page whose lines run upright: what Tesseract tells, or the side that
    reads better."""
    told = detect_turn(grey, dpi=dpi)
    if told in (1, 3):
        return told
    return max((1, 3), key=lambda turn: _read_well(recognise(_turned(grey, turn)[:_STRIP], dpi=dpi)))


def _read_well(words: Sequence[RawWord]) -> float:
    return sum(word.confidence for word in words if is_syllable(word.text))


def _turned(image: Any, turns: int) -> Any:
    return np.ascontiguousarray(np.rot90(image, -turns)) if turns else image


def _read_upright(picture: Picture, number: int, turns: int) -> Reading:
    upright = replace(
        picture,
        pixels=_turned(picture.pixels, turns),
        width=picture.height if turns % 2 else picture.width,
        height=picture.width if turns % 2 else picture.height,
    )
    grey, angle = clean(upright)
    rules, bare = find_rules(grey, picture.dpi)
    raw, doubtful = part_doubtful(recognise(bare, dpi=picture.dpi))
    raw += look_again(bare, raw, doubtful, picture.dpi)
    words = make_words(raw, bare, picture.dpi)
    text = " ".join(word.text for word in words)
    content = PageText(number, upright.width, upright.height, text, words, rules)
    findings: list[Finding] = []
    if turns:
        findings.append(
            Finding("page_turned", f"Trang {number} nằm ngang hoặc ngược, đã xoay lại để đọc.", page=number)
        )
    if _is_poor(words):
        findings.append(Finding("poor_recognition", f"Trang {number} hầu như không nhận dạng được.", page=number))
    return Reading(content, picture.width, picture.height, turns, _back(upright, angle), tuple(findings))


def _back(upright: Picture, angle: float) -> tuple[float, ...] | None:
    if not angle:
        return None
    height, width = upright.pixels.shape[:2]
    matrix = rotation((width, height), -angle)
    matrix[:, 2] /= upright.dpi / 72
    return tuple(float(value) for value in matrix.ravel())


def _is_poor(words: Sequence[Word]) -> bool:
    letters = sum(len(word.text) for word in words)
    if letters < 40:
        return False
    confidence = sum((word.confidence or 0.0) * len(word.text) for word in words) / letters
    worded = sum(1 for word in words if any(letter.isalpha() for letter in word.text))
    return confidence < _POOR or _spelt(words) < _SPELT * worded


def _spelt(words: Sequence[Word]) -> int:
    return sum(1 for word in words if is_syllable(word.text.strip(".,;:()-\"'")))
