"""Broken and unusual pictures: recognition ends with a document or with one line that names the file."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache

import numpy
import pytest

from kehoach_parser.errors import KehoachError
from kehoach_parser.readers import read
from kehoach_parser.readers.ocr import tesseract

Image = pytest.importorskip("PIL.Image")
pytest.importorskip("cv2")


@cache
def _has_tesseract() -> bool:
    try:
        tesseract.find_tesseract()
    except KehoachError:
        return False
    return True


@cache
def _page(mode: str = "RGB") -> Image.Image:
    """A page with some strokes: what it says does not matter here."""
    page = Image.new("L", (400, 560), 255)
    for row in range(10):
        for column in range(20):
            page.paste(0, (40 + 16 * column, 60 + 40 * row, 46 + 16 * column, 76 + 40 * row))
    if mode == "I;16":
        return Image.fromarray(numpy.asarray(page).astype(numpy.uint16) * 257)
    return page.convert(mode)


def _encode(form: str, mode: str = "RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    _page(mode).save(stream, form, **options)
    return stream.getvalue()


def _png(width: int, height: int) -> bytes:
    """A PNG that says it is so large and holds one row."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _ends_well(data: bytes, name: str) -> bool:
    """Whether there is a document; else there was one line."""
    try:
        read(data, name=name, ocr="always")
    except KehoachError as error:
        assert name in str(error) and "\n" not in str(error)
        return False
    return True


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.98])
def test_a_picture_that_was_cut_off(form: str, share: float) -> None:
    data = _encode(form)
    _ends_well(data[: int(len(data) * share)], f"a.{form.lower()}")


@pytest.mark.parametrize("size", [(0, 0), (0, 9), (9, 0), (2**31 - 1, 1), (1, 1), (2, 3)])
def test_a_picture_of_no_size(size: tuple[int, int]) -> None:
    assert not _ends_well(_png(*size), "a.png") or min(size) > 0


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_picture_whose_bytes_are_damaged(form: str) -> None:
    data = bytearray(_encode(form))
    for place in range(40, len(data), 97):
        data[place] ^= 0x55
    _ends_well(bytes(data), f"a.{form.lower()}")


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("PNG", "I;16"), ("PNG", "1"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "LA"), ("JPEG", "CMYK"), ("JPEG", "L"),
        ("TIFF", "CMYK"), ("TIFF", "I;16"), ("TIFF", "1"), ("TIFF", "F"), ("TIFF", "LAB"), ("TIFF", "RGBA"),
    ],
)  # fmt: skip
def test_a_picture_of_another_depth_or_colour(form: str, mode: str) -> None:
    data = _encode(form, "RGB" if mode == "LAB" else mode)
    read_it = _ends_well(data, f"a.{form.lower()}")
    if _has_tesseract() and mode not in ("F", "LAB"):
        assert read_it
