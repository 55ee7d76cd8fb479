"""Pictures of pages: from a PDF at the resolution that recognition likes, or from an image file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import cv2
import numpy as np
from msgspec import Struct

from ...errors import UnreadableInput
from ...limits import budgets, refuse, refuse_memory

DPI = 200.0
"""At this resolution 13 point type is about as high as the lines that the Vietnamese model was trained on;
finer scans are reduced to it (which also halves the time), coarser ones enlarged."""

_KEEP = (170.0, 215.0)
"""A scan within these bounds is taken pixel for pixel."""

_MOST_PIXELS = 60_000_000

_THIN = 30
"""A picture so many times as long as it is wide is no page."""

_pdfium = threading.Lock()
"""pdfium serves one thread at a time."""


class Picture(Struct, frozen=True):
    """A page as pixels: grey (rows by columns) or colour (blue, green, red), and its pixels per inch.
    `width` and `height` are the page's own as shown, in points."""

    pixels: Any
    dpi: float
    width: float
    height: float


@contextmanager
def open_pdf(data: bytes) -> Iterator[Any]:
    """The document as pypdfium2 opens it, closed in the end."""
    import pypdfium2 as pdfium

    with _pdfium:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise UnreadableInput("not a PDF that can be read") from error
    try:
        yield document
    finally:
        with _pdfium:
            document.close()


def picture_page(document: Any, number: int) -> Picture:
    """Page `number` (from 1) of an open PDF as pixels: its one image as it is where the page is a scan,
    else drawn."""
    with _pdfium:
        page = document[number - 1]
        try:
            width, height = page.get_width(), page.get_height()
            pixels = _own_image(page, width, height)
            if pixels is None:
                scale = min(DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
                pixels = _array(page.render(scale=scale))
            else:
                pixels = pixels.copy()
        finally:
            page.close()
    return _fit(pixels, width, height)


def _array(bitmap: Any) -> Any:
    pixels = bitmap.to_numpy()
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        pixels = pixels[:, :, :3]
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[:, :, 0]
    return pixels.copy()


def _own_image(page: Any, width: float, height: float) -> Any:
    """The pixels of the page's only image where it fills the page upright; None where the page has to be
    drawn."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    if page.get_rotation():
        return None
    objects = list(page.get_objects(max_depth=2))
    images = [item for item in objects if item.type == raw.FPDF_PAGEOBJ_IMAGE]
    if len(images) != 1 or any(item.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING) for item in objects):
        return None
    matrix = images[0].get_matrix()
    if abs(matrix.b) > 0.01 or abs(matrix.c) > 0.01 or matrix.a <= 0 or matrix.d <= 0:
        return None
    left, bottom, right, top = page.get_mediabox()
    if (
        abs(matrix.a - width) > 2
        or abs(matrix.d - height) > 2
        or abs(matrix.e - left) > 2
        or abs(matrix.f - bottom) > 2
    ):
        return None
    if page.get_cropbox() != (left, bottom, right, top):
        return None
    across, down = images[0].get_px_size()
    if across * down > _MOST_PIXELS:
        return None
    try:
        pixels = _array(images[0].get_bitmap(render=False))
    except pdfium.PdfiumError:
        return None
    if pixels.dtype != np.uint8 or pixels.shape[0] * pixels.shape[1] > _MOST_PIXELS:
        return None
    if pixels.ndim == 2 and pixels.max() <= 1:
        pixels = pixels * 255
    return pixels


def _fit(pixels: Any, width: float, height: float) -> Picture:
    """The picture brought to a resolution that recognition likes, if it is far from it."""
    dpi = pixels.shape[1] * 72 / max(1.0, width)
    if not _KEEP[0] <= dpi <= _KEEP[1]:
        most = (_MOST_PIXELS / max(1, pixels.shape[0] * pixels.shape[1])) ** 0.5
        factor = min(DPI / dpi, most)
        if min(pixels.shape[:2]) * factor < 1:
            raise UnreadableInput("a picture too thin to hold text")
        method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        pixels = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=method)
        dpi = pixels.shape[1] * 72 / max(1.0, width)
    return Picture(pixels, dpi, width, height)


def picture_image(data: bytes, name: str) -> Iterator[Picture]:
    """The pages of an image file (PNG, JPEG, multi-page TIFF …), one by one.

    The resolution is that of an A4 page as wide as the image: what such files say of themselves is often
    wrong. Raises UnreadableInput where the bytes are no image.
    """
    most = budgets().max_pixels  # OpenCV knows what it was when it was loaded
    try:
        fine, images = cv2.imdecodemulti(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        if "pixels" in str(error).lower():
            refuse(name, "pixels", most, "max_pixels")
        refuse_memory(error)
        raise UnreadableInput(f"{name}: not an image that can be read") from error
    if not fine or not images:
        raise UnreadableInput(f"{name}: not an image that can be read")
    for pixels in images:
        height, width = pixels.shape[:2]
        if height * width > most:
            refuse(name, "pixels", most, "max_pixels")
        if max(height, width) > _THIN * min(height, width):
            raise UnreadableInput(f"{name}: a picture too thin to hold text")
        inches = 8.27 if height >= width else 11.69
        yield _fit(pixels, inches * 72, inches * 72 * height / width)
