"""pdfium's functions, called with plain integers for handles, and the way from its coordinates to the page as shown."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct


class Calls(Struct, frozen=True):
    """pdfium's functions with plain integers for handles: about half the cost of the generated bindings.

    The two that are called for every word, `origin_at` and `loose_at`, take their handle and pointers as arguments
    made once by `argument`, which halves the cost again.
    """

    raw: Any
    object_of: Callable[[int, int], int | None]
    origin: Callable[[int, int, int, int], int]
    loose: Callable[[int, int, int], int]
    origin_at: Callable[[Any, int, Any, Any], int]
    loose_at: Callable[[Any, int, Any], int]
    tight: Callable[[int, int, int, int, int, int], int]
    matrix: Callable[[int, int, int], int]
    size: Callable[[int, int], float]
    font_of: Callable[[int], int | None]
    mode_of: Callable[[int], int]
    text_index_to_char: Callable[[int, int], int]
    count_objects: Callable[[int], int]
    nth_object: Callable[[int, int], int]
    type_of: Callable[[int], int]
    bounds: Callable[[int, int, int, int, int], int]


@cache
def calls_of_pdfium() -> Calls:
    import pypdfium2.raw as raw

    pointer, integer = ctypes.c_void_p, ctypes.c_int

    def plain(function: Any, result: Any, *arguments: Any) -> Any:
        address = ctypes.cast(function, pointer).value
        return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]

    def untyped(function: Any) -> Any:
        return ctypes.PYFUNCTYPE(integer)(ctypes.cast(function, pointer).value)  # type: ignore[arg-type]

    return Calls(
        raw=raw,
        origin_at=untyped(raw.FPDFText_GetCharOrigin),
        loose_at=untyped(raw.FPDFText_GetLooseCharBox),
        object_of=plain(raw.FPDFText_GetTextObject, pointer, pointer, integer),
        origin=plain(raw.FPDFText_GetCharOrigin, integer, pointer, integer, pointer, pointer),
        loose=plain(raw.FPDFText_GetLooseCharBox, integer, pointer, integer, pointer),
        tight=plain(raw.FPDFText_GetCharBox, integer, pointer, integer, pointer, pointer, pointer, pointer),
        matrix=plain(raw.FPDFText_GetMatrix, integer, pointer, integer, pointer),
        size=plain(raw.FPDFText_GetFontSize, ctypes.c_double, pointer, integer),
        font_of=plain(raw.FPDFTextObj_GetFont, pointer, pointer),
        mode_of=plain(raw.FPDFTextObj_GetTextRenderMode, integer, pointer),
        text_index_to_char=plain(raw.FPDFText_GetCharIndexFromTextIndex, integer, pointer, integer),
        count_objects=plain(raw.FPDFPage_CountObjects, integer, pointer),
        nth_object=plain(raw.FPDFPage_GetObject, pointer, pointer, integer),
        type_of=plain(raw.FPDFPageObj_GetType, integer, pointer),
        bounds=plain(raw.FPDFPageObj_GetBounds, integer, pointer, pointer, pointer, pointer, pointer),
    )


def argument(address: int) -> Any:
    """A handle or an address, ready to be passed many times."""
    return ctypes.c_void_p.from_param(address)


class View(NamedTuple):
    """How user space maps to the page as shown: the visible box and the page's own rotation in quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        return self.right - self.left if self.turn % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.turn % 2 == 0 else self.right - self.left

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def view_of(raw: Any, page: Any) -> View:
    box = raw.FS_RECTF()
    turn = raw.FPDFPage_GetRotation(page) % 4
    if raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box)) and box.right > box.left and box.top > box.bottom:
        return View(box.left, box.bottom, box.right, box.top, turn)
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    return View(0.0, 0.0, *((width, height) if turn % 2 == 0 else (height, width)), turn)


WIDGET = 20
"""The kind of annotation that shows a form field."""


def notes_of(raw: Any, page: Any) -> Iterator[tuple[Any, int]]:
    """The annotations of a page with their kinds, each closed once the next one is asked for."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if note:
            try:
                yield note, raw.FPDFAnnot_GetSubtype(note)
            finally:
                raw.FPDFPage_CloseAnnot(note)
