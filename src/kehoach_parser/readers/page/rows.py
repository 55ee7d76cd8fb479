"""Words of a page gathered into rows: what stands on one base line."""

from __future__ import annotations

import math
import operator
from bisect import bisect_left
from dataclasses import dataclass, field

from ...source import Align, Box, Line, Piece, Region
from .words import ASCENT, DESCENT, Word


@dataclass(slots=True)
class Row:
    """Words on one base line, from left to right, and what is found out about them later.

    `size` is that of most letters; `widest_gap` the greatest space between two neighbouring words, in points (0.0
    where there is one word). `alone`: the flow of text is broken before it; `narrow`: the right edge of its
    block where that is not the text area's.
    """

    page: int
    words: list[Word]
    x0: float
    x1: float
    base: float
    size: float
    bold: bool | None
    italic: bool | None
    widest_gap: float = 0.0
    region: Region = "body"
    starts: bool | None = None
    blank: bool = False
    centred: bool = False
    alone: bool = False
    narrow: float | None = None
    _text: str | None = field(default=None, repr=False)

    @property
    def top(self) -> float:
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + DESCENT * self.size

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def text(self) -> str:
        """The words with one space between them, none before a glued one."""
        if self._text is None:
            glued = [word.glued for word in self.words]
            glued[0] = False
            if True in glued:
                spaced = zip(self.words, glued, strict=True)
                self._text = "".join([word.text if joined else " " + word.text for word, joined in spaced])[1:]
            else:
                self._text = " ".join([word.text for word in self.words])
        return self._text


def make_row(page: int, words: list[Word]) -> Row:
    """A row of these words (at least one), put in order from left to right."""
    lefts = [word.x0 for word in words]
    if lefts != sorted(lefts):
        words = sorted(words, key=_left)
        lefts.sort()
    rights = [word.x1 for word in words]
    right = max(rights)
    gap = max(map(operator.sub, lefts[1:], rights)) if len(words) > 1 else 0.0
    first = words[0].style
    if [word.style for word in words].count(first) == len(words):
        return Row(page, words, lefts[0], right, words[0].base, first.size, first.bold, first.italic, gap)
    letters: dict[tuple[float, float], int] = {}
    total = bold = italic = 0
    for word in words:
        count = len(word.text)
        key = (word.style.size, word.base)
        letters[key] = letters.get(key, 0) + count
        total += count
        bold += count if word.style.bold else 0
        italic += count if word.style.italic else 0
    size, base = max(letters, key=lambda k: (letters[k], k[0]))
    return Row(page, words, lefts[0], right, base, size, _most(bold, total), _most(italic, total), gap)


def _left(word: Word) -> float:
    return word.x0


def _most(count: int, total: int) -> bool | None:
    """True for nearly all, False for nearly none, None for a mixture."""
    if count >= 0.9 * total:
        return True
    return False if count <= 0.1 * total else None


def gather_rows(page: int, words: list[Word]) -> list[Row]:
    """The rows of a page from top to bottom. A raised or lowered small word joins the row that it touches."""
    groups: list[list[Word]] = []
    bases: list[float] = []
    group: list[Word] = []
    group_base = math.nan
    for word in words:
        base = word.base
        if base == group_base:  # as the word before
            group.append(word)
            continue
        reach = 0.3 * word.style.size
        at = bisect_left(bases, base - reach)
        if at < len(bases) and bases[at] <= base + reach:
            # of two rows in reach, the nearer one
            if at + 1 < len(bases) and abs(bases[at + 1] - base) < abs(bases[at] - base):
                at += 1
            group, group_base = groups[at], bases[at]
            group.append(word)
            continue
        at = bisect_left(bases, base)
        group, group_base = [word], base
        bases.insert(at, base)
        groups.insert(at, group)
    rows = [make_row(page, group) for group in groups]
    return _join_raised(rows)


def _join_raised(rows: list[Row]) -> list[Row]:
    """Rows of small type that hang on a neighbouring row's words (footnote marks, m², H₂O) become part of it."""
    joined: dict[int, list[Word]] = {}
    gone: set[int] = set()
    for index, row in enumerate(rows):
        for other_index in (index + 1, index - 1):
            if not 0 <= other_index < len(rows) or other_index in gone:
                continue
            other = rows[other_index]
            if row.size <= 0.82 * other.size and _hangs_on(row, other):
                joined.setdefault(other_index, []).extend(row.words)
                gone.add(index)
                break
    if not gone:
        return rows
    return [
        make_row(row.page, row.words + joined[index]) if index in joined else row
        for index, row in enumerate(rows)
        if index not in gone
    ]


def _hangs_on(row: Row, other: Row) -> bool:
    middle = row.base - 0.3 * row.size
    if not other.base - other.size <= middle <= other.base + 0.25 * other.size:
        return False
    reach = 0.35 * other.size
    return all(
        any(abs(word.x0 - o.x1) < reach or abs(o.x0 - word.x1) < reach for o in other.words) for word in row.words
    )


def make_line(row: Row, *, align: Align | None, indent: float) -> Line:
    """The row as a line of the document, a piece a word."""
    pieces: list[Piece] = []
    at = 0
    page = row.page
    for word in row.words:
        if at and not word.glued:
            at += 1
        end = at + len(word.text)
        pieces.append(Piece(at, end, Box(page, word.x0, word.top, word.x1, word.bottom), word.confidence))
        at = end
    return Line(
        text=row.text.replace("\xa0", " "),
        starts_paragraph=row.starts,
        blank_before=row.blank,
        bold=row.bold,
        italic=row.italic,
        align=align,
        size=row.size,
        indent=indent,
        region=row.region,
        box=Box(page, row.x0, row.top, row.x1, row.bottom),
        pieces=tuple(pieces),
    )


def make_turned_line(page: int, words: list[Word], region: Region = "body") -> Line:
    """A line of words that do not stand level, in the order given."""
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for word in words:
        if at and not word.glued:
            parts.append(" ")
            at += 1
        parts.append(word.text)
        pieces.append(
            Piece(at, at + len(word.text), Box(page, word.x0, word.top, word.x1, word.bottom), word.confidence)
        )
        at += len(word.text)
    box = Box(
        page,
        min(w.x0 for w in words),
        min(w.top for w in words),
        max(w.x1 for w in words),
        max(w.bottom for w in words),
    )
    return Line(
        text="".join(parts), bold=words[0].style.bold, size=words[0].style.size, region=region, box=box,
        pieces=tuple(pieces),
    )  # fmt: skip
