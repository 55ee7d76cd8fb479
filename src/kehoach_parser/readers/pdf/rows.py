"""Words of a page gathered into rows: what stands on one base line."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass, field

from ...layout import Align, Box, Line, Piece, Region
from .page import ASCENT, DESCENT, Word


@dataclass(slots=True)
class Row:
    """Words on one base line, from left to right, and what is found out about them later.

    `size` is that of most letters. `alone`: the flow of text is broken before it; `narrow`: the right edge of its
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
            parts: list[str] = []
            for word in self.words:
                if parts and not word.glued:
                    parts.append(" ")
                parts.append(word.text)
            self._text = "".join(parts)
        return self._text


def make_row(page: int, words: list[Word]) -> Row:
    """A row of these words (at least one), put in order from left to right."""
    words = sorted(words, key=lambda w: w.x0) if not _ordered(words) else words
    first = words[0].style
    if all(word.style is first for word in words):
        return Row(
            page, words, words[0].x0, max(w.x1 for w in words), words[0].base, first.size, first.bold, first.italic
        )
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
    return Row(page, words, words[0].x0, max(w.x1 for w in words), base, size, _most(bold, total), _most(italic, total))


def _ordered(words: list[Word]) -> bool:
    return all(a.x0 <= b.x0 for a, b in itertools.pairwise(words))


def _most(count: int, total: int) -> bool | None:
    """True for nearly all, False for nearly none, None for a mixture."""
    if count >= 0.9 * total:
        return True
    return False if count <= 0.1 * total else None


def gather_rows(page: int, words: list[Word]) -> list[Row]:
    """The rows of a page from top to bottom. A raised or lowered small word joins the row that it touches."""
    groups: list[list[Word]] = []
    bases: list[float] = []
    for word in words:
        reach = 0.3 * word.style.size
        at = bisect_left(bases, word.base - reach)
        if at < len(bases) and bases[at] <= word.base + reach:
            # of two rows in reach, the nearer one
            if at + 1 < len(bases) and abs(bases[at + 1] - word.base) < abs(bases[at] - word.base):
                at += 1
            groups[at].append(word)
            continue
        at = bisect_left(bases, word.base)
        bases.insert(at, word.base)
        groups.insert(at, [word])
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
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    page = row.page
    for word in row.words:
        if at and not word.glued:
            parts.append(" ")
            at += 1
        text = word.text.replace("\xa0", " ")
        parts.append(text)
        end = at + len(text)
        pieces.append(Piece(at, end, Box(page, word.x0, word.top, word.x1, word.bottom), word.confidence))
        at = end
    return Line(
        text="".join(parts),
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
