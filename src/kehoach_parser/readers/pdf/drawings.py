"""Ruling lines and pictures among the objects of a page, those inside forms too."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any

from ...limits import budgets
from ..page.words import PageText, Picture, Rule
from .calls import Calls, View

_PATH, _IMAGE, _FORM = 2, 3, 5
_MAX_DEPTH = 6


def add_drawings(calls: Calls, page: Any, view: View, content: PageText) -> None:
    """Adds the page's ruling lines and pictures, those inside forms too, to `content`."""
    raw = calls.raw
    handle = ctypes.cast(page, ctypes.c_void_p).value or 0
    numbers = (ctypes.c_float * 4)()
    refs = [ctypes.addressof(numbers) + 4 * i for i in range(4)]
    most = budgets().max_page_paths
    for index in range(calls.count_objects(handle)):
        if content.paths > most:
            content.drawings_cut = True
            return
        item = calls.nth_object(handle, index)
        kind = calls.type_of(item)
        if kind == _PATH:
            content.paths += 1
            _add_path(calls, item, view, content, _IDENTITY, refs, numbers)
        elif kind == _IMAGE:
            if calls.bounds(item, *refs):
                content.pictures.append(Picture(*view.box(*numbers)))
        elif kind == _FORM:
            _add_form(raw, calls, item, view, content, _IDENTITY, refs, numbers, 1)


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _matrix_of(raw: Any, item: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _add_form(
    raw: Any, calls: Calls, item: int, view: View, content: PageText, outer: _Matrix, refs: list[int], numbers: Any,
    depth: int,
) -> None:  # fmt: skip
    form = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    matrix = _times(_matrix_of(raw, form), outer)
    most = budgets().max_page_paths
    for index in range(max(0, raw.FPDFFormObj_CountObjects(form))):
        if content.paths > most:
            content.drawings_cut = True
            return
        child = ctypes.cast(raw.FPDFFormObj_GetObject(form, index), ctypes.c_void_p).value or 0
        kind = calls.type_of(child)
        if kind == _PATH:
            content.paths += 1
            _add_path(calls, child, view, content, matrix, refs, numbers)
        elif kind == _IMAGE and calls.bounds(child, *refs):
            x0, y0, x1, y1 = numbers
            corners = [_apply(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            content.pictures.append(Picture(*view.box(min(xs), min(ys), max(xs), max(ys))))
        elif kind == _FORM and depth < _MAX_DEPTH:
            _add_form(raw, calls, child, view, content, matrix, refs, numbers, depth + 1)


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


_THIN = 3.0  # a filled rectangle at most so thick (in points) is a rule
_SHORT = 2.0  # rules shorter than this say nothing


def _add_path(
    calls: Calls, item: int, view: View, content: PageText, outer: _Matrix, refs: list[int], numbers: Any
) -> None:
    """Adds the rules that a path draws: its own outline if thin, else its straight level and upright segments."""
    raw = calls.raw
    rules = content.rules
    if outer is _IDENTITY and calls.bounds(item, *refs):
        x0, top, x1, bottom = view.box(*numbers)
        if x1 - x0 < _SHORT and bottom - top < _SHORT:
            return
        if bottom - top <= _THIN and x1 - x0 > 2 * (bottom - top):
            middle = (top + bottom) / 2
            rules.append(Rule(x0, middle, x1, middle))
            return
        if x1 - x0 <= _THIN and bottom - top > 2 * (x1 - x0):
            middle = (x0 + x1) / 2
            rules.append(Rule(middle, top, middle, bottom))
            return
    path = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    count = raw.FPDFPath_CountSegments(path)
    if count <= 1 or count > 2000:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value and not fill.value:
        return
    matrix = _times(_matrix_of(raw, path), outer)
    for shape in _subpaths(raw, path, count):
        points = [view.point(*_apply(matrix, x, y)) for x, y in shape]
        _add_shape(points, bool(stroke.value), rules)


def _subpaths(raw: Any, path: Any, count: int) -> Iterator[list[tuple[float, float]]]:
    """The polygons of a path; curves cut it."""
    x, y = ctypes.c_float(), ctypes.c_float()
    shape: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind != 0 and shape:  # 0 line, 1 curve, 2 move
            if len(shape) > 1:
                yield shape
            shape = []
        shape.append((x.value, y.value))
        if kind == 0 and raw.FPDFPathSegment_GetClose(segment):
            shape.append(shape[0])
            yield shape
            shape = []
    if len(shape) > 1:
        yield shape


def _add_shape(points: list[tuple[float, float]], stroked: bool, rules: list[Rule]) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if x1 - x0 < _SHORT and bottom - top < _SHORT:
        return
    if bottom - top <= _THIN and x1 - x0 > 2 * (bottom - top):
        rules.append(Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2))
    elif x1 - x0 <= _THIN and bottom - top > 2 * (x1 - x0):
        rules.append(Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
    elif stroked:
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            if abs(ay - by) < 0.5 and abs(ax - bx) > _SHORT:
                rules.append(Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2))
            elif abs(ax - bx) < 0.5 and abs(ay - by) > _SHORT:
                rules.append(Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by)))
