"""Words, ruling lines and pictures of a PDF page, by pdfium's raw calls.

One call gives the text of a page, two to four a word give its place and its style; nothing is asked for a single
character but in rotated text. Coordinates that leave this module are points from the top left corner of the page as
it is shown.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
import struct
from collections.abc import Iterator
from typing import Any

from ...language.patterns import compile_later
from ..page.words import ASCENT, DESCENT, HYPHEN, PageText, Style, Word
from .appearances import Rectangle, flatten, signed_places, sort_appearances
from .calls import Calls, View, argument, calls_of_pdfium, view_of
from .drawings import add_drawings
from .fields import field_words

_HYPHENS = "\ufffe\x02"
_RARE = "\t\f\v\0" + _HYPHENS
_ADDED = " \r\n" + _RARE
_PLACE = struct.Struct("=2d8xf4x")
"""What two calls write for a word: the origin of its first letter, and the right edge of its last letter's box."""
_TOKEN = compile_later(r"[^ \t\n\r\f\v\0\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
LEAST_SIZE = 0.1
"""Points of a font: what a file sets smaller nobody sees, but distances are told in sizes, so that none may be 0."""
_BOLD_NAME = compile_later(r"bold|black|heavy|demi|[-,_]bd\b", re.IGNORECASE)
_ITALIC_NAME = compile_later(r"italic|oblique|[-,_]it\b", re.IGNORECASE)


def read_page(document: Any, index: int, form: Any = None) -> PageText | None:
    """The words, rules and pictures of page `index` (from 0) of an open pdfium document handle; None where the page
    cannot be loaded. `form`: the document's form environment, for the values of filled fields."""
    calls = calls_of_pdfium()
    raw = calls.raw
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        return None
    places: list[Rectangle] = []
    try:
        view = view_of(raw, page)
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            return PageText(index + 1, view.width, view.height, "", [])
        try:
            text = _page_text(raw, text_page)
            words = _words(calls, text_page, text, view)
            if form is not None:
                words += field_words(raw, form, page, view)
        finally:
            raw.FPDFText_ClosePage(text_page)
        content = PageText(index + 1, view.width, view.height, text, words)
        content.hidden = any(word.style.hidden for word in words)
        add_drawings(calls, page, view, content)
        if form is not None and (places := signed_places(raw, form, page, view)) and not flatten(raw, page):
            places = []
    finally:
        raw.FPDF_ClosePage(page)
    if places:
        _add_appearances(calls, document, content, places)
    return content


def _add_appearances(calls: Calls, document: Any, content: PageText, places: list[Rectangle]) -> None:
    """Reads the flattened page again for what signatures and stamps show on it."""
    raw = calls.raw
    page = raw.FPDF_LoadPage(document, content.number - 1)
    text_page = raw.FPDFText_LoadPage(page) if page else None
    if text_page:
        words = _words(calls, text_page, _page_text(raw, text_page), view_of(raw, page))
        filled, content.stamps = sort_appearances(content.words, words, places)
        content.words += filled
        raw.FPDFText_ClosePage(text_page)
    if page:
        raw.FPDF_ClosePage(page)


def _page_text(raw: Any, text_page: Any) -> str:
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 1))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")


def _words(calls: Calls, text_page: Any, text: str, view: View) -> list[Word]:
    """The words in the order of the file. Two calls a word where one text object draws the rest of a line, as most
    do; style asked once a text object."""
    if not text:
        return []
    handle = ctypes.cast(text_page, ctypes.c_void_p).value or 0
    numbers = (ctypes.c_double * 4)()
    first = ctypes.addressof(numbers)
    refs = [first + 8 * i for i in range(4)]
    rect = calls.raw.FS_RECTF()
    place = ctypes.create_string_buffer(_PLACE.size)
    at_text, at_place = argument(handle), ctypes.addressof(place)
    at_x, at_y, at_box = argument(at_place), argument(at_place + 8), argument(at_place + 16)
    object_of, origin_at, loose_at, unpack = calls.object_of, calls.origin_at, calls.loose_at, _PLACE.unpack_from
    same_index = calls.raw.FPDFText_CountChars(text_page) == len(text)
    styles = _Styles(calls, handle, view.turn)
    known = styles.by_object
    visible_right, visible_bottom = view.width + 2, view.height + 2
    straight = view.turn == 0
    left, upper = view.left, view.top
    words: list[Word] = []
    append = words.append
    previous_end = -1
    owner: int | None = None
    style: Style | None = None
    known_to = line_last = -1  # the last character that `owner` is known to draw; the last one of the line
    tries = 0
    hyphens = any(map(text.__contains__, _HYPHENS))
    for a, end in _token_spans(text):
        token = text[a:end]
        glued = a == previous_end
        previous_end = end
        b = end - 1
        if hyphens and token[-1] in _HYPHENS:
            token = token[:-1] + HYPHEN
            b = max(a, b - 1)
        if not same_index:
            a = calls.text_index_to_char(handle, a)
            b = calls.text_index_to_char(handle, b)
            if a < 0 or b < a:
                continue
        if b > known_to:
            owner = object_of(handle, a)
            style = known[owner] if owner in known else styles.of(owner, a)
            if style is None:
                continue
            if same_index and a > line_last:
                line_last, tries = _line_last(text, b), 2
            if tries and object_of(handle, line_last) == owner:
                known_to = line_last  # an object's characters stand together
            else:
                tries = max(0, tries - 1)
                if straight and style.turn == 0 and b > a and object_of(handle, b) != owner:
                    words += _parts(calls, handle, token, a, b, view, styles, refs, numbers, rect, glued)
                    continue
        if style is None:
            continue
        if straight and style.turn == 0:
            origin_at(at_text, a, at_x, at_y)
            loose_at(at_text, b, at_box)
            x0, y, x1 = unpack(place)
            x0, x1, base = x0 - left, x1 - left, upper - y
            size = style.size
            top, bottom = base - ASCENT * size, base + DESCENT * size
            if x1 < x0:
                word = _turned_word(calls, handle, token, a, b, view, style, refs, numbers, glued)
            else:
                word = Word(token, x0, top, x1, bottom, base, style, glued)
        else:
            word = _turned_word(calls, handle, token, a, b, view, style, refs, numbers, glued)
            x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
        if x1 < -2 or x0 > visible_right or bottom < -2 or top > visible_bottom:
            continue
        append(word)
    return words


def _token_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where what stands between white space begins and ends; an added hyphen ends a token."""
    if any(map(text.__contains__, _RARE)):
        for match in _TOKEN.finditer(text):
            yield match.span()
        return
    at = 0
    for token in text.replace("\n", " ").replace("\r", " ").split(" "):
        end = at + len(token)
        if token:
            yield at, end
        at = end + 1


def _line_last(text: str, at: int) -> int:
    """The last character of the line of `at` that is neither space nor hyphen added by pdfium."""
    end = text.find("\n", at)
    last = (len(text) if end < 0 else end) - 1
    while last > at and text[last] in _ADDED:
        last -= 1
    return last


def _turned_word(
    calls: Calls, handle: int, token: str, a: int, b: int, view: View, style: Style, refs: list[int],
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
    calls: Calls, handle: int, token: str, a: int, b: int, view: View, styles: _Styles, refs: list[int],
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

    def __init__(self, calls: Calls, handle: int, page_turn: int) -> None:
        self._calls = calls
        self._handle = handle
        self._page_turn = page_turn
        self.by_object: dict[int | None, Style | None] = {}
        self._by_font: dict[int | None, tuple[str, bool, bool]] = {}
        self._shared: dict[Style, Style] = {}
        self._matrix = calls.raw.FS_MATRIX()

    def of(self, owner: int | None, index: int) -> Style | None:
        """The style of the text object that draws character `index`; None for a character that is not drawn."""
        if owner in self.by_object:
            return self.by_object[owner]
        style = self.by_object[owner] = self._make(owner, index)
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
        shown = max(LEAST_SIZE, round(size, 1))
        style = Style(name, shown, bold or mode == 2, italic or slanted, mode == 3, turn)
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
