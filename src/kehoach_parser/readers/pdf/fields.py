"""Values of filled form fields and texts typed over a page: pdfium keeps them apart from the page's own text."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from ..page.words import ASCENT, DESCENT, Style, Word
from .calls import WIDGET, View, notes_of

_FIELD_KINDS = {4, 6}  # combo boxes and text fields
_FREE_TEXT = 3


def field_words(raw: Any, form: Any, page: Any, view: View) -> list[Word]:
    """The values of filled form fields and of texts typed over the page, placed where they are shown."""
    words: list[Word] = []
    for note, kind in notes_of(raw, page):
        value = ""
        if kind == WIDGET and raw.FPDFAnnot_GetFormFieldType(form, note) in _FIELD_KINDS:
            value = _wide(partial(raw.FPDFAnnot_GetFormFieldValue, form, note))
        elif kind == _FREE_TEXT:
            value = _wide(partial(raw.FPDFAnnot_GetStringValue, note, b"Contents"))
        rect = raw.FS_RECTF()
        if value.strip() and raw.FPDFAnnot_GetRect(note, ctypes.byref(rect)):
            words += _placed(value, view.box(rect.left, rect.bottom, rect.right, rect.top))
    return words


def _wide(call: Callable[[Any, int], int]) -> str:
    """The UTF-16 string that a pdfium function writes into a buffer of the size it asks for."""
    size = call(None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def _placed(value: str, box: tuple[float, float, float, float]) -> list[Word]:
    """A field's value as words in its box, letters taken as equally wide."""
    lines = [line for line in re.split(r"[\r\n]+", value) if line.strip()]
    x0, top, x1, bottom = box
    height = (bottom - top) / len(lines)
    size = round(min(12.0, max(4.0, height * 0.75)), 1)
    style = Style("", size, False, False, False, 0)
    words: list[Word] = []
    for number, line in enumerate(lines):
        base = top + height * (number + 0.5) + 0.35 * size
        step = min(0.5 * size, (x1 - x0) / max(1, len(line)))
        for match in re.finditer(r"\S+", line):
            a, b = x0 + 2 + step * match.start(), x0 + 2 + step * match.end()
            words.append(Word(match.group(), a, base - ASCENT * size, b, base + DESCENT * size, base, style))
    return words
