"""Words, ruling lines and pictures of a PDF page, by pdfium's raw calls.

One call gives the text of a page, three more a word give its place and its style; nothing is asked for a single
character but in rotated text. Coordinates that leave this module are points from the top left corner of the page as
it is shown.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

ASCENT = 0.89  # of a line's size above its base line, and below it: the usual proportions of a text face
DESCENT = 0.22

HYPHEN = "\x02"  # what pdfium gives for a hyphen at a line's end (U+FFFE in some versions); see `restore_hyphens`
_HYPHENS = "\ufffe\x02"
_TOKEN = re.compile(r"[^ \t\n\r\f\v\0\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
_PATH, _IMAGE, _FORM = 2, 3, 5
_MAX_DEPTH = 6
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,_]bd\b", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|[-,_]it\b", re.IGNORECASE)


class Style(NamedTuple):
    """What the letters of a word have in common. `turn`: quarter turns clockwise of the text against the page as
    shown, None for an oblique one. `hidden`: drawn invisibly, as a recogniser's layer under a scan is."""

    font: str
    size: float
    bold: bool
    italic: bool
    hidden: bool
    turn: int | None


class Word(NamedTuple):
    """Letters without a break between them. `base` is the place of the base line (from the top; from the left where
    the word is turned by a quarter); `glued`: no space parts it from the word before. `text` may hold a no-break space.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    style: Style
    glued: bool = False


class Rule(NamedTuple):
    """A straight drawn line, or a thin filled rectangle: level (`top == bottom`) or upright (`x0 == x1`)."""

    x0: float
    top: float
    x1: float
    bottom: float


class Picture(NamedTuple):
    """An image on the page."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class PageText:
    """The raw content of a page. `number` counts from 1; `text` is pdfium's own, in the order of the file; `paths` is
    how many drawings there are (letters drawn as curves are such)."""

    number: int
    width: float
    height: float
    text: str
    words: list[Word]
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    paths: int = 0
    hidden: bool = False

    @property
    def letter_count(self) -> int:
        """How many characters of the page are letters."""
        return sum(map(str.isalpha, self.text))

    @property
    def image_cover(self) -> float:
        """The share of the page that pictures cover, 0 to 1 (overlaps counted twice, then cut at 1)."""
        area = self.width * self.height
        covered = sum(max(0.0, p.x1 - p.x0) * max(0.0, p.bottom - p.top) for p in self.pictures)
        return min(1.0, covered / area) if area > 0 else 0.0


@dataclass(frozen=True, slots=True)
class _Calls:
    """pdfium's functions with plain integers for handles: about half the cost of the generated bindings."""

    raw: Any
    object_of: Callable[[int, int], int | None]
    origin: Callable[[int, int, int, int], int]
    loose: Callable[[int, int, int], int]
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
def _calls() -> _Calls:
    import pypdfium2.raw as raw

    pointer, integer = ctypes.c_void_p, ctypes.c_int

    def plain(function: Any, result: Any, *arguments: Any) -> Any:
        address = ctypes.cast(function, pointer).value
        return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]

    return _Calls(
        raw=raw,
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


class _View(NamedTuple):
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


def read_page(document: Any, index: int, form: Any = None) -> PageText | None:
    """The words, rules and pictures of page `index` (from 0) of an open pdfium document handle; None where the page
    cannot be loaded. `form`: the document's form environment, for the values of filled fields."""
    calls = _calls()
    raw = calls.raw
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        return None
    try:
        view = _view(raw, page)
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            return PageText(index + 1, view.width, view.height, "", [])
        try:
            text = _page_text(raw, text_page)
            words = _words(calls, text_page, text, view)
            if form is not None:
                words += _field_words(raw, form, page, view)
        finally:
            raw.FPDFText_ClosePage(text_page)
        content = PageText(index + 1, view.width, view.height, text, words)
        content.hidden = any(word.style.hidden for word in words)
        _add_drawings(calls, page, view, content)
        return content
    finally:
        raw.FPDF_ClosePage(page)


def restore_hyphens(words: list[Word]) -> list[Word]:
    """The words with a hyphen for pdfium's mark of one. Legacy encodings come first: there it may be a letter."""
    return [w._replace(text=w.text.replace(HYPHEN, "-")) if HYPHEN in w.text else w for w in words]


def _view(raw: Any, page: Any) -> _View:
    box = raw.FS_RECTF()
    turn = raw.FPDFPage_GetRotation(page) % 4
    if raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box)) and box.right > box.left and box.top > box.bottom:
        return _View(box.left, box.bottom, box.right, box.top, turn)
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    return _View(0.0, 0.0, *((width, height) if turn % 2 == 0 else (height, width)), turn)


def _page_text(raw: Any, text_page: Any) -> str:
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")


def _words(calls: _Calls, text_page: Any, text: str, view: _View) -> list[Word]:
    """The words in the order of the file. Three calls a word; style asked once a text object."""
    if not text:
        return []
    handle = ctypes.cast(text_page, ctypes.c_void_p).value or 0
    numbers = (ctypes.c_double * 4)()
    first = ctypes.addressof(numbers)
    refs = [first + 8 * i for i in range(4)]
    ref_x, ref_y = refs[0], refs[1]
    rect = calls.raw.FS_RECTF()
    ref_rect = ctypes.addressof(rect)
    object_of, origin, loose = calls.object_of, calls.origin, calls.loose
    same_index = calls.raw.FPDFText_CountChars(text_page) == len(text)
    styles = _Styles(calls, handle, view.turn)
    visible_right, visible_bottom = view.width + 2, view.height + 2
    straight = view.turn == 0
    left, upper = view.left, view.top
    words: list[Word] = []
    append = words.append
    previous_end = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        glued = start == previous_end
        previous_end = end
        a, b = start, end - 1
        if token[-1] in _HYPHENS:
            token = token[:-1] + HYPHEN
            b = max(a, b - 1)
        if not same_index:
            a = calls.text_index_to_char(handle, a)
            b = calls.text_index_to_char(handle, b)
            if a < 0 or b < a:
                continue
        owner = object_of(handle, a)
        style = styles.of(owner, a)
        if style is None:
            continue
        size = style.size
        if style.turn == 0 and straight:
            origin(handle, a, ref_x, ref_y)
            x0 = numbers[0] - left
            y = numbers[1]
            loose(handle, b, ref_rect)
            x1 = rect.right - left
            if x1 < x0 or rect.bottom > y + size or rect.top < y - size or (b > a and object_of(handle, b) != owner):
                words += _parts(calls, handle, token, a, b, view, styles, refs, numbers, rect, glued)
                continue
            base = upper - y
            word = Word(token, x0, base - ASCENT * size, x1, base + DESCENT * size, base, style, glued)
        else:
            word = _turned_word(calls, handle, token, a, b, view, style, refs, numbers, glued)
        if word.x1 < -2 or word.x0 > visible_right or word.bottom < -2 or word.top > visible_bottom:
            continue
        append(word)
    return words


_FIELD_KINDS = {4, 6}  # combo boxes and text fields
_WIDGET, _FREE_TEXT = 20, 3


def _field_words(raw: Any, form: Any, page: Any, view: _View) -> list[Word]:
    """The values of filled form fields and of texts typed over the page, placed where they are shown."""
    words: list[Word] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        value = ""
        if kind == _WIDGET and raw.FPDFAnnot_GetFormFieldType(form, note) in _FIELD_KINDS:
            value = _wide(lambda buffer, size, n=note: raw.FPDFAnnot_GetFormFieldValue(form, n, buffer, size))
        elif kind == _FREE_TEXT:
            value = _wide(lambda buffer, size, n=note: raw.FPDFAnnot_GetStringValue(n, b"Contents", buffer, size))
        rect = raw.FS_RECTF()
        if value.strip() and raw.FPDFAnnot_GetRect(note, ctypes.byref(rect)):
            words += _placed(value, view.box(rect.left, rect.bottom, rect.right, rect.top))
        raw.FPDFPage_CloseAnnot(note)
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


def _turned_word(
    calls: _Calls, handle: int, token: str, a: int, b: int, view: _View, style: Style, refs: list[int],
    numbers: Any, glued: bool,
) -> Word:  # fmt: skip
    """A word that is not level in user space: the union of its characters' tight boxes, as shown."""
    x0 = y0 = math.inf
    x1 = y1 = -math.inf
    for index in range(a, b + 1):
        if calls.tight(handle, index, *refs):
            left, right, bottom, top = numbers
            x0, x1, y0, y1 = min(x0, left), max(x1, right), min(y0, bottom), max(y1, top)
    calls.origin(handle, a, refs[0], refs[1])
    origin_x, origin_y = view.point(numbers[0], numbers[1])
    if x0 > x1:
        return Word(token, origin_x, origin_y, origin_x, origin_y, origin_y, style, glued)
    shown = view.box(x0, y0, x1, y1)
    if style.turn == 0:
        up, down = ASCENT * style.size, DESCENT * style.size
        return Word(token, shown[0], origin_y - up, shown[2], origin_y + down, origin_y, style, glued)
    return Word(token, *shown, origin_x if style.turn in (1, 3) else origin_y, style, glued)


def _parts(
    calls: _Calls, handle: int, token: str, a: int, b: int, view: _View, styles: _Styles, refs: list[int],
    numbers: Any, rect: Any, glued: bool,
) -> Iterator[Word]:  # fmt: skip
    """The parts of a level token that several text objects draw: cut where the style changes (the part is glued to
    the one before), at a space that the file only leaves and does not write, and where a letter jumps elsewhere."""
    letters: list[tuple[float, float, float, int | None]] = []
    for index in range(a, b + 1):
        calls.origin(handle, index, refs[0], refs[1])
        calls.loose(handle, index, ctypes.addressof(rect))
        letters.append((numbers[0], numbers[1], rect.right, calls.object_of(handle, index)))
    gaps = sorted(after[0] - before[2] for before, after in itertools.pairwise(letters))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    tight = abs(usual) < 1.0 or len(gaps) < 3
    start = 0
    style = styles.of(letters[0][3], a)
    for at in range(1, len(letters) + 1):
        if at < len(letters):
            owner = letters[at][3]
            if owner == letters[at - 1][3]:
                continue
            following = styles.of(owner, a + at)
            size = max(style.size if style else 1.0, 1.0)
            gap = letters[at][0] - letters[at - 1][2]
            jump = abs(letters[at][1] - letters[at - 1][1]) > size * 0.6 or gap < -size or gap > size * 3
            apart = jump or (tight and gap > max(0.12 * size, usual + 0.1 * size))
            if not apart and following == style:
                continue
        if style is not None:
            x0, y, _, _ = letters[start]
            base = view.top - y
            yield Word(
                token[start : at if at < len(letters) else len(token)],
                x0 - view.left,
                base - ASCENT * style.size,
                letters[at - 1][2] - view.left,
                base + DESCENT * style.size,
                base,
                style,
                glued,
            )
        if at < len(letters):
            start, style, glued = at, following, not apart


class _Styles:
    """Styles by text object, fonts by handle; both live as long as their page is open."""

    def __init__(self, calls: _Calls, handle: int, page_turn: int) -> None:
        self._calls = calls
        self._handle = handle
        self._page_turn = page_turn
        self._by_object: dict[int | None, Style | None] = {}
        self._by_font: dict[int | None, tuple[str, bool, bool]] = {}
        self._shared: dict[Style, Style] = {}
        self._matrix = calls.raw.FS_MATRIX()

    def of(self, owner: int | None, index: int) -> Style | None:
        """The style of the text object that draws character `index`; None for a character that is not drawn."""
        if owner in self._by_object:
            return self._by_object[owner]
        style = self._by_object[owner] = self._make(owner, index)
        return style

    def _make(self, owner: int | None, index: int) -> Style | None:
        if not owner:
            return None
        calls = self._calls
        matrix = self._matrix
        turn: int | None = 0
        scale = 1.0
        slanted = False
        if calls.matrix(self._handle, index, ctypes.addressof(matrix)):
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            scale = math.hypot(c, d) or math.hypot(a, b)
            if b or a < 0:
                quarter = math.degrees(math.atan2(b, a)) / -90.0
                turn = round(quarter) if abs(quarter - round(quarter)) < 0.06 else None
            slanted = not b and abs(c) > 0.12 * abs(d)
        if turn is not None:
            turn = (turn + self._page_turn) % 4
        size = calls.size(self._handle, index) * scale
        font = calls.font_of(owner)
        if font not in self._by_font:
            self._by_font[font] = self._font(font)
        name, bold, italic = self._by_font[font]
        mode = calls.mode_of(owner)
        style = Style(name, round(size, 1), bold or mode == 2, italic or slanted, mode == 3, turn)
        return self._shared.setdefault(style, style)

    def _font(self, font: int | None) -> tuple[str, bool, bool]:
        """The font's name without its subset tag, and whether it is bold and italic."""
        if not font:
            return "", False, False
        raw = self._calls.raw
        handle = ctypes.cast(font, raw.FPDF_FONT)
        length = raw.FPDFFont_GetBaseFontName(handle, None, 0)
        buffer = ctypes.create_string_buffer(max(1, length))
        raw.FPDFFont_GetBaseFontName(handle, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)), length)
        name = re.sub(r"^[A-Z]{6}\+", "", buffer.value.decode("utf-8", "replace"))
        flags = raw.FPDFFont_GetFlags(handle)
        angle = ctypes.c_int()
        raw.FPDFFont_GetItalicAngle(handle, ctypes.byref(angle))
        bold = bool(_BOLD_NAME.search(name)) or (flags > 0 and bool(flags & (1 << 18)))
        bold = bold or raw.FPDFFont_GetWeight(handle) >= 700
        italic = bool(_ITALIC_NAME.search(name)) or (flags > 0 and bool(flags & (1 << 6))) or angle.value != 0
        return name, bold, italic


def _add_drawings(calls: _Calls, page: Any, view: _View, content: PageText) -> None:
    """Adds the page's ruling lines and pictures, those inside forms too, to `content`."""
    raw = calls.raw
    handle = ctypes.cast(page, ctypes.c_void_p).value or 0
    numbers = (ctypes.c_float * 4)()
    refs = [ctypes.addressof(numbers) + 4 * i for i in range(4)]
    for index in range(calls.count_objects(handle)):
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
    raw: Any, calls: _Calls, item: int, view: _View, content: PageText, outer: _Matrix, refs: list[int], numbers: Any,
    depth: int,
) -> None:  # fmt: skip
    form = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    matrix = _times(_matrix_of(raw, form), outer)
    for index in range(max(0, raw.FPDFFormObj_CountObjects(form))):
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
    calls: _Calls, item: int, view: _View, content: PageText, outer: _Matrix, refs: list[int], numbers: Any
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
