"""A picture of a page to words and rules, and many pages side by side."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ...errors import UnreadableInput
from ...language.syllables import is_syllable
from ...source import Finding
from ..page.words import PageText, Rule, Word
from .cleaning import clean, find_coloured_ink, is_sideways, rotate, rotation, to_grey
from .leftovers import gather_leftovers, keep_doubtful, place_words
from .raster import Picture, open_pdf, picture_image, picture_page
from .ruling import find_rules
from .tesseract import RawWord, RecognitionFailed, detect_turn, find_tesseract, recognise, recognise_all
from .words import doubt_coloured, find_askew_foot, make_words, part_doubtful

_POOR = 0.55  # mean confidence below which a page may stand on its head
_SPELT = 0.4  # share of words that must be syllables on a page that stands upright
_TOGETHER = 8  # pages that one run of Tesseract reads
_STRIP = 900  # pixels of a page that suffice to tell its upper side from its lower


class Reading(Struct, frozen=True):
    """What is recognised on a page. `content` has its words and rules in a frame of its own, turned upright
    by `turns` quarter turns clockwise and levelled; `level` is the affine matrix (points) from there to the
    upright page, None where nothing was levelled. `foot`: the height in points from which on the page was levelled
    by itself, and the affine matrix that takes that back. `width` and `height` are the page's as shown."""

    content: PageText
    width: float
    height: float
    turns: int = 0
    level: tuple[float, ...] | None = None
    foot: tuple[float, ...] | None = None
    findings: tuple[Finding, ...] = ()


def read_pdf_pages(data: bytes, numbers: Sequence[int], jobs: int | None) -> list[Reading]:
    """Pages of a PDF, each recognised by itself, in the order given."""
    find_tesseract()
    workers = jobs or os.cpu_count() or 1
    with open_pdf(data) as document, _page_workers(workers) as pool:

        def read(part: Sequence[int]) -> list[Reading]:
            return read_pages(part, lambda number: picture_page(document, number))

        return [reading for part in pool.map(read, share_out(numbers, workers)) for reading in part]


def share_out(numbers: Sequence[int], workers: int) -> list[Sequence[int]]:
    """The pages in parts of nearly equal length, at most `_TOGETHER` each and as many for every worker."""
    count = min(len(numbers), workers * math.ceil(len(numbers) / (workers * _TOGETHER)))
    edges = [len(numbers) * index // count for index in range(count + 1)] if count else [0]
    return [numbers[start:end] for start, end in pairwise(edges)]


@contextmanager
def _page_workers(count: int) -> Iterator[ThreadPoolExecutor]:
    """Threads for so many parts at a time; OpenCV's own threads would only stand in their way."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        with ThreadPoolExecutor(count) as pool:
            yield pool
    finally:
        cv2.setNumThreads(before)


def read_images(data: bytes, name: str, *, allowed: bool) -> list[Reading]:
    """The pages of an image file."""
    if not allowed:
        raise UnreadableInput(f"{name}: a picture; it has no text unless it is recognised (OCR)")
    find_tesseract()
    pictures: Iterator[tuple[int, Picture]] = enumerate(picture_image(data, name), 1)
    with _page_workers(os.cpu_count() or 1) as pool:
        return [
            reading
            for part in pool.map(lambda item: read_pages([item[0]], lambda _: item[1]), pictures)
            for reading in part
        ]


class _Upright(Struct, frozen=True):
    """A page made ready: its grey image turned upright by `turns`, levelled by `angle` degrees and without its `rules`.
    `width` and `height` are the page's in points, as it is shown. `ink`: where the ink is of a colour, None for
    nowhere. `foot`: the row of pixels from which on the page was turned by some degrees more, None where it was not."""

    number: int
    width: float
    height: float
    dpi: float
    turns: int
    angle: float
    rules: list[Rule]
    bare: Any
    ink: Any
    foot: tuple[int, float] | None = None


def read_pages(numbers: Sequence[int], picture_of: Callable[[int], Picture]) -> list[Reading]:
    """Pages by number: each turned upright, cleaned, its rules found and taken off; then the words of all recognised
    and measured. A page that reads poorly is tried another way up."""
    ready: list[_Upright] = []
    for number in numbers:
        picture = picture_of(number)
        grey = to_grey(picture)
        ready.append(_make_ready(number, picture, grey, _upright_turns(grey, picture.dpi) if is_sideways(grey) else 0))
    readings = _recognise(ready)
    for index, (page, reading) in enumerate(zip(ready, readings, strict=True)):
        if _is_poor(reading.content.words):
            readings[index] = _turn_over(page, reading, picture_of(page.number))
    return readings


def _turn_over(page: _Upright, reading: Reading, picture: Picture) -> Reading:
    """The page turned as Tesseract tells, if it reads better so."""
    grey = to_grey(picture)
    turn = detect_turn(_turned(grey, page.turns), dpi=picture.dpi)
    if not turn:
        return reading
    (other,) = _recognise([_make_ready(page.number, picture, grey, (page.turns + turn) % 4)])
    return other if _spelt(other.content.words) > _spelt(reading.content.words) else reading


def _upright_turns(grey: Any, dpi: float) -> int:
    """Quarter turns clockwise for a page whose lines run upright: what Tesseract tells, or the side that
    reads better."""
    told = detect_turn(grey, dpi=dpi)
    if told in (1, 3):
        return told
    try:
        return max((1, 3), key=lambda turn: _read_well(recognise(_turned(grey, turn)[:_STRIP], dpi=dpi)))
    except RecognitionFailed:
        return 0  # the page is tried as it lies, and told if that fails too


def _read_well(words: Sequence[RawWord]) -> float:
    return sum(word.confidence for word in words if is_syllable(word.text))


def _turned(image: Any, turns: int) -> Any:
    return np.ascontiguousarray(np.rot90(image, -turns)) if turns else image


def _make_ready(number: int, picture: Picture, grey: Any, turns: int) -> _Upright:
    """`grey`: the picture in grey, not yet turned."""
    level, angle = clean(_turned(grey, turns))
    rules, bare = find_rules(level, picture.dpi)
    ink = find_coloured_ink(picture)
    if ink is not None:
        ink = _turned(ink, turns)
        ink = rotate(ink, angle, paper=0) if angle else ink
    return _Upright(number, picture.width, picture.height, picture.dpi, turns, angle, rules, bare, ink)


def _recognise(pages: Sequence[_Upright]) -> list[Reading]:
    """The words of pages: a first look at each, then one at what it left over."""
    failures: dict[int, str] = {}

    def words_of(number: int, found: list[RawWord] | RecognitionFailed) -> list[RawWord]:
        if isinstance(found, RecognitionFailed):
            failures[number] = str(found)
            return []
        return found

    looks = _look([(page.bare, page.dpi) for page in pages], 3)
    pages, looks = _level_feet(pages, looks)
    first = [part_doubtful(words_of(page.number, found)) for page, found in zip(pages, looks, strict=True)]
    sheets = [gather_leftovers(page.bare, sure, page.dpi) for page, (sure, _) in zip(pages, first, strict=True)]
    second = [(sheet.picture, page.dpi) for sheet, page in zip(sheets, pages, strict=True) if sheet]
    looked = iter(_look(second, 6))
    readings: list[Reading] = []
    for page, sheet, (sure, doubtful) in zip(pages, sheets, first, strict=True):
        found = place_words(sheet, words_of(page.number, next(looked))) if sheet else []
        words = make_words([*sure, *found, *keep_doubtful(doubtful, found)], page.bare, page.dpi)
        if page.ink is not None:
            words = doubt_coloured(words, page.bare, page.ink, page.dpi)
        readings.append(_reading(page, words, failures.get(page.number)))
    return readings


def _level_feet(
    pages: Sequence[_Upright], looks: Sequence[list[RawWord] | RecognitionFailed]
) -> tuple[list[_Upright], list[list[RawWord] | RecognitionFailed]]:
    """The pages whose lowest lines stand askew with these levelled, and looked at once more."""
    levelled, looked = list(pages), list(looks)
    for index, (page, look) in enumerate(zip(pages, looks, strict=True)):
        askew = None if isinstance(look, RecognitionFailed) else find_askew_foot(look)
        if askew is None:
            continue
        top, degrees = int(askew[0]), askew[1]
        page = replace(page, bare=_rotate_below(page.bare, top, degrees, 255), foot=(top, degrees))
        if page.ink is not None:
            page = replace(page, ink=_rotate_below(page.ink, top, degrees, 0))
        levelled[index] = page
        (looked[index],) = _look([(page.bare, page.dpi)], 3)
    return levelled, looked


def _rotate_below(image: Any, top: int, degrees: float, paper: int) -> Any:
    return np.vstack([image[:top], rotate(image[top:], degrees, paper=paper)])


def _look(images: Sequence[tuple[Any, float]], layout: int) -> list[list[RawWord] | RecognitionFailed]:
    """The words of images of these resolutions, those of one resolution together."""
    found: dict[int, list[RawWord] | RecognitionFailed] = {}
    for dpi in {round(dpi) for _, dpi in images}:
        indexes = [index for index, (_, own) in enumerate(images) if round(own) == dpi]
        words = recognise_all([images[index][0] for index in indexes], dpi=dpi, layout=layout)
        found.update(zip(indexes, words, strict=True))
    return [found[index] for index in range(len(images))]


def _reading(page: _Upright, words: list[Word], failure: str | None) -> Reading:
    text = " ".join(word.text for word in words)
    number, turns = page.number, page.turns
    width, height = (page.height, page.width) if turns % 2 else (page.width, page.height)
    content = PageText(number, width, height, text, words, page.rules)
    findings: list[Finding] = []
    if failure:
        findings.append(Finding("ocr_failed", f"Trang {number} không nhận dạng được: {failure}.", page=number))
    if turns:
        findings.append(
            Finding("page_turned", f"Trang {number} nằm ngang hoặc ngược, đã xoay lại để đọc.", page=number)
        )
    if _is_poor(words):
        findings.append(Finding("poor_recognition", f"Trang {number} hầu như không nhận dạng được.", page=number))
    return Reading(content, page.width, page.height, turns, _back(page), _foot_back(page), tuple(findings))


def _back(page: _Upright) -> tuple[float, ...] | None:
    if not page.angle:
        return None
    height, width = page.bare.shape
    matrix = rotation((width, height), -page.angle)
    matrix[:, 2] /= page.dpi / 72
    return tuple(float(value) for value in matrix.ravel())


def _foot_back(page: _Upright) -> tuple[float, ...] | None:
    if page.foot is None:
        return None
    top, degrees = page.foot
    height, width = page.bare.shape
    matrix = rotation((width, height - top), -degrees)
    a, b, c, d, e, f = map(float, matrix.ravel())
    unit = page.dpi / 72  # the matrix is that of the part below `top`
    return top / unit, a, b, (c - b * top) / unit, d, e, (f + top - e * top) / unit


def _is_poor(words: Sequence[Word]) -> bool:
    letters = sum(len(word.text) for word in words)
    if letters < 40:
        return False
    confidence = sum((word.confidence or 0.0) * len(word.text) for word in words) / letters
    worded = sum(1 for word in words if any(letter.isalpha() for letter in word.text))
    return confidence < _POOR or _spelt(words) < _SPELT * worded


def _spelt(words: Sequence[Word]) -> int:
    return sum(1 for word in words if is_syllable(word.text.strip(".,;:()-\"'")))
