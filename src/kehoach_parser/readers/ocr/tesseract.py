"""Tesseract as an outside program: finding it, running it on an image, reading its hOCR."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from msgspec import Struct

from ...errors import MissingTool
from ...language.patterns import compile_later
from ..shared.packages import how_to_get
from ..shared.programs import TooSlow, run_program

OLDEST = (4, 1)
"""The first version whose hOCR and neural models do as this package needs."""

TIME_LIMIT = 120.0
"""Seconds that one page may take; a full A4 page takes one to two."""


class Tesseract(Struct, frozen=True):
    """The program found: its path, its version and the languages it has models for."""

    path: str
    version: str
    languages: frozenset[str]


class RawWord(Struct, frozen=True):
    """A word as recognised, in pixels of the image. `base` is the base line under the word's middle, `size`
    the height of its line from descender to ascender, `confidence` 0 to 1; words with the same `line` form
    a line, whose base line falls by `slope` pixels a pixel to the right."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    confidence: float
    line: int
    slope: float = 0.0


def find_tesseract() -> Tesseract:
    """The installed Tesseract, checked once a process.

    Raises MissingTool, naming what to install, where the program is not there, is too old, or has no
    Vietnamese model.
    """
    path = shutil.which("tesseract")
    if path is None:
        raise MissingTool(f"recognising scanned pages needs Tesseract: {how_to_get('tesseract')}")
    return _examine(path)


@cache
def _examine(path: str) -> Tesseract:
    try:
        told = subprocess.run([path, "--version"], capture_output=True, timeout=TIME_LIMIT, check=True)
        listed = subprocess.run([path, "--list-langs"], capture_output=True, timeout=TIME_LIMIT, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingTool(f"Tesseract at {path} does not run: {how_to_get('tesseract')}") from error
    match = re.search(rb"tesseract v?((\d+)\.(\d+)[\w.-]*)", told.stdout + told.stderr)
    if match is None:
        raise MissingTool(f"Tesseract at {path} does not tell its version: {how_to_get('tesseract')}")
    version = match[1].decode("ascii")
    if (int(match[2]), int(match[3])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise MissingTool(f"Tesseract {version} is too old, {oldest} is the least: {how_to_get('tesseract')}")
    languages = frozenset((listed.stdout + listed.stderr).decode("utf-8", "replace").split("\n")[1:]) - {""}
    if "vie" not in languages:
        raise MissingTool(f"Tesseract {version} has no Vietnamese model: {how_to_get('tesseract')}")
    return Tesseract(path, version, languages)


class RecognitionFailed(Exception):
    """Tesseract failed on a picture, or took too long; the text says which, in Vietnamese."""


def recognise(image: Any, *, dpi: float, layout: int = 3) -> list[RawWord]:
    """The words of a grey image (a numpy array of bytes, rows by columns) in Tesseract's reading order.

    `layout` is Tesseract's page segmentation mode: 3 finds columns, 6 takes the image as one block of lines.
    """
    output = _run(_picture(image), _arguments(dpi, layout)).decode("utf-8", "replace")
    if "ocr_page" not in output:  # a blank page is one, too
        raise RecognitionFailed("Tesseract không trả về trang nào")
    return read_hocr(output)


def recognise_all(images: Sequence[Any], *, dpi: float, layout: int = 3) -> list[list[RawWord] | RecognitionFailed]:
    """The words of each image, as `recognise` gives them, from one run of Tesseract: its start costs as much as a
    tenth of a page. Where that run fails on an image, every one is run by itself, and gives its words or why it
    failed."""
    if len(images) > 1:
        with tempfile.TemporaryDirectory(prefix="kehoach-ocr-") as folder:
            paths = [Path(folder, f"{index}.pgm") for index in range(len(images))]
            for path, image in zip(paths, images, strict=True):
                path.write_bytes(_picture(image))
            names = "".join(f"{path}\n" for path in paths).encode()
            try:
                output = _run(names, _arguments(dpi, layout), count=len(images)).decode("utf-8", "replace")
            except RecognitionFailed:
                output = ""
        pages = output.split("<div class='ocr_page'")[1:]
        if len(pages) == len(images):
            return [read_hocr(page) for page in pages]
    found: list[list[RawWord] | RecognitionFailed] = []
    for image in images:
        try:
            found.append(recognise(image, dpi=dpi, layout=layout))
        except RecognitionFailed as failure:
            found.append(failure)
    return found


def _arguments(dpi: float, layout: int) -> list[str]:
    return ["-l", "vie", "--psm", str(layout), "--dpi", str(round(dpi)), "-c", "tessedit_create_hocr=1"]


def detect_turn(image: Any, *, dpi: float) -> int | None:
    """Quarter turns clockwise that bring the image upright, by Tesseract's own script detection; None where
    it has no model for that (osd) or finds too little text."""
    if "osd" not in find_tesseract().languages:
        return None
    arguments = ["-l", "osd", "--psm", "0", "--dpi", str(round(dpi))]
    try:
        output = _run(_picture(image), arguments).decode("utf-8", "replace")
    except RecognitionFailed:  # so it ends where it finds too little text
        return None
    turn = re.search(r"Rotate: (\d+)", output)
    confidence = re.search(r"Orientation confidence: ([\d.]+)", output)
    if turn is None or confidence is None or float(confidence[1]) < 1.0:
        return None
    return int(turn[1]) // 90 % 4


def _picture(image: Any) -> bytes:
    """A grey image in the plainest format that Tesseract reads (PGM)."""
    height, width = image.shape
    return b"P5\n%d %d\n255\n" % (width, height) + bytes(image.tobytes())


def _run(data: bytes, arguments: list[str], *, count: int = 1) -> bytes:
    """What Tesseract prints for a picture, or for a list of the paths of `count` pictures.

    Raises RecognitionFailed.
    """
    try:
        ended = run_program(
            [find_tesseract().path, "stdin", "stdout", *arguments],
            data=data,
            seconds=TIME_LIMIT * count,
            environment={"OMP_THREAD_LIMIT": "1"},
        )
    except TooSlow as error:
        raise RecognitionFailed(f"Tesseract chạy quá {TIME_LIMIT * count:.0f} giây") from error
    except OSError as error:
        raise RecognitionFailed(f"không chạy được Tesseract ({error.strerror or error})") from error
    if ended.code:
        raise RecognitionFailed(f"Tesseract dừng với mã {ended.code}")
    return ended.output


_LINE = compile_later(r"<span class='ocr_(?:line|header|caption|textfloat)'[^>]*title=\"([^\"]*)\"")
_WORD = compile_later(r"<span class='ocrx_word'[^>]*title='([^']*)'[^>]*>(.*?)</span>", re.S)
_ITEM = compile_later(f"{_LINE.pattern}|{_WORD.pattern}", re.S)
_NUMBER = r"-?\d{1,6}(?:\.\d{1,30})?"
_NUMBERS = {
    name: compile_later(rf"\b{name} ({_NUMBER}(?: {_NUMBER})*)(?=;|$)")
    for name in ("bbox", "baseline", "x_size", "x_descenders", "x_wconf")
}
_TAG = compile_later(r"<[^>]+>")


def read_hocr(text: str) -> list[RawWord]:
    """The words of Tesseract's hOCR output."""
    words: list[RawWord] = []
    line = -1
    box, slope, offset, size = [0.0] * 4, 0.0, 0.0, 0.0
    for match in _ITEM.finditer(text):
        if match[1] is not None:
            line += 1
            box = _numbers("bbox", match[1], 4) or [0.0] * 4
            slope, offset = _numbers("baseline", match[1], 2) or [0.0, 0.0]
            size = (_numbers("x_size", match[1], 1) or [box[3] - box[1]])[0]
            continue
        x0, top, x1, bottom = _numbers("bbox", match[2], 4) or [0.0] * 4
        content = normalize("NFC", html.unescape(_TAG.sub("", match[3]))).strip()
        if content and x1 > x0:
            middle = (x0 + x1) / 2
            base = box[3] + offset + slope * (middle - box[0])
            confidence = (_numbers("x_wconf", match[2], 1) or [0.0])[0] / 100
            words.append(RawWord(content, x0, top, x1, bottom, base, size, confidence, line, slope))
    return words


def _numbers(name: str, title: str, count: int) -> list[float] | None:
    """So many numbers after a name; None where they are not there."""
    match = _NUMBERS[name].search(title)
    numbers = [float(number) for number in match[1].split()] if match else []
    return numbers if len(numbers) == count else None
