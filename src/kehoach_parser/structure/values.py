"""A document between reading and extraction: normalised text with its offset map, and the tree over it.

`Text` is what `text` makes of a `Source`; `Outline` is what `outline` makes of a `Text`. Extractors see these two
(and the lexicon) and nothing of the readers. Every `start`/`end` is a half-open offset into `Text.text`.

`Text.reading` has the same length as `Text.text`: the same characters, but line breaks inside a paragraph are spaces
and damage that grammar can mend is mended letter for letter. Extractors match on `reading`; quotes come from `text`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

from ..language.patterns import lower_letters
from ..models import Box as BoxModel
from ..models import Evidence
from ..source import Align, Box, Piece, Region
from .offsets import Offsets


class TextLine(Struct, frozen=True, gc=False):
    """A line of `Text.text`, without its line break. `table` is the index into `Text.tables` of the table that it
    belongs to, None outside tables; the other fields are the source line's own."""

    start: int
    end: int
    starts_paragraph: bool | None = None
    blank_before: bool = False
    list_label: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    align: Align | None = None
    size: float | None = None
    indent: float | None = None
    region: Region = "body"
    page: int | None = None
    x0: float | None = None
    x1: float | None = None
    table: int | None = None

    def until(self, end: int) -> TextLine:
        """The same line, going on to `end`."""
        if end == self.end:
            return self
        return TextLine(
            self.start, end, self.starts_paragraph, self.blank_before, self.list_label, self.bold, self.italic,
            self.align, self.size, self.indent, self.region, self.page, self.x0, self.x1, self.table,
        )  # fmt: skip


class TextCell(Struct, frozen=True, gc=False):
    """A table cell: `start:end` is its whole text, `lines` the spans of its lines (empty for a blank cell)."""

    row: int
    col: int
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    lines: tuple[tuple[int, int], ...] = ()


class TextTable(Struct, frozen=True, gc=False):
    """A table within the text. In `Text.text` its cells are parted by tabs and its rows by line breaks."""

    start: int
    end: int
    n_rows: int
    n_cols: int
    cells: tuple[TextCell, ...]
    header_rows: int | None = None
    ruled: bool | None = None
    pages: tuple[int, ...] = ()


class Anchor(Struct, frozen=True, gc=False):
    """A stretch of text with a place on a page, for boxes: `start:end` came from `box`."""

    start: int
    end: int
    box: Box
    confidence: float | None = None


class Strip(Struct, frozen=True, gc=False):
    """A printed line: `start:end` of the text stands within `box`. `pieces` are its words as the reader gave them, with
    offsets into `raw`, the line before normalisation; None where nothing changed."""

    start: int
    end: int
    box: BoxModel
    pieces: tuple[Piece, ...] = ()
    raw: str | None = None


class Text(Struct, frozen=True, gc=False):
    """Normalised text. `strips` are in order of `start`; empty where the format has no geometry. `lowered`: `reading`
    in small letters, each at its place, made once for all who search in it; empty before the text is whole."""

    text: str
    reading: str
    lines: tuple[TextLine, ...]
    tables: tuple[TextTable, ...] = ()
    strips: tuple[Strip, ...] = ()
    lowered: str = ""

    def small(self, start: int, end: int) -> str:
        """`reading[start:end]` in small letters, each at its place."""
        return self.lowered[start:end] if self.lowered else lower_letters(self.reading[start:end])

    def boxes(self, start: int, end: int) -> tuple[BoxModel, ...]:
        """The rectangles that `start:end` covers, one a printed line, in reading order."""
        if not self.strips or start >= end:
            return ()
        first = max(0, bisect_right(self.strips, start, key=_start_of) - 1)
        last = bisect_left(self.strips, end, first, key=_start_of)
        found: list[BoxModel] = []
        for strip in self.strips[first:last]:
            if start <= strip.start and end >= strip.end:
                found.append(strip.box)
            elif strip.end > start:
                part = self._part(max(start, strip.start), min(end, strip.end))
                found.append(part if part is not None else strip.box)
        return tuple(found)

    def _part(self, start: int, end: int) -> BoxModel | None:
        """The rectangle around `start:end`, which lies within one printed line."""
        found = [_cut(anchor, start, end) for anchor in self.anchors(start, end)]
        return surround(found) if found else None

    def anchors(self, start: int, end: int) -> list[Anchor]:
        """The words of `start:end` with their places; none where the format has no geometry."""
        first = max(0, bisect_right(self.strips, start, key=_start_of) - 1)
        last = bisect_left(self.strips, end, first, key=_start_of)
        found: list[Anchor] = []
        for strip in self.strips[first:last]:
            moved = Offsets(strip.raw, self.text[strip.start : strip.end]) if strip.raw is not None else None
            for piece in strip.pieces:
                a = strip.start + (moved(piece.start) if moved else piece.start)
                b = strip.start + (moved(piece.end) if moved else piece.end)
                if a < end and b > start and a < b:
                    found.append(Anchor(a, b, piece.box, piece.confidence))
        return found

    def evidence(self, start: int, end: int) -> Evidence:
        """Evidence for `start:end`, white space at both ends left out."""
        return Evidence(**self.fields_of_evidence(start, end))

    def fields_of_evidence(self, start: int, end: int) -> dict[str, Any]:
        """The fields of this evidence, for a model that is made with all that it holds."""
        quote = self.text[start:end]
        kept = quote.strip()
        if len(kept) < len(quote):
            start += len(quote) - len(quote.lstrip())
            end = start + len(kept)
        return {"start": start, "end": end, "quote": kept, "boxes": self.boxes(start, end) if self.strips else ()}

    def least_confidence(self, start: int, end: int) -> float | None:
        """The lowest recognition confidence among the words of `start:end`; None where nothing was recognised."""
        values = [a.confidence for a in self.anchors(start, end) if a.confidence is not None]
        return min(values) if values else None


def _cut(anchor: Anchor, start: int, end: int) -> Box:
    """The part of an anchor's box that `start:end` covers, letters taken as equally wide."""
    length = anchor.end - anchor.start
    if length <= 0 or (start <= anchor.start and end >= anchor.end):
        return anchor.box
    box = anchor.box
    width = box.x1 - box.x0
    first = max(0, start - anchor.start) / length
    last = min(length, end - anchor.start) / length
    return Box(box.page, box.x0 + width * first, box.top, box.x0 + width * last, box.bottom)


def surround(boxes: Sequence[Box]) -> BoxModel:
    """The rectangle around boxes of one page."""
    first = boxes[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for box in boxes[1:]:
        x0, top, x1, bottom = min(x0, box.x0), min(top, box.top), max(x1, box.x1), max(bottom, box.bottom)
    return BoxModel(page=first.page, x0=round(x0, 1), top=round(top, 1), x1=round(x1, 1), bottom=round(bottom, 1))


def _start_of(strip: Strip) -> int:
    return strip.start


class Block(Struct, frozen=True, gc=False):
    """A paragraph or bullet: `start:end` with its bullet sign, `text_start` where its words begin."""

    start: int
    end: int
    text_start: int
    bullet: Literal["-", "+", "*"] | None = None


class Node(Struct, frozen=True, gc=False):
    """A labelled section of the tree. `title` is None for a numbered paragraph that is no heading; then its words
    are the first of `blocks`. `start:end` covers the heading and everything under it."""

    id: str
    label: str
    title: str | None
    title_start: int
    title_end: int
    roles: tuple[str, ...]
    blocks: tuple[Block, ...]
    children: tuple[Node, ...]
    tables: tuple[int, ...]
    start: int
    end: int


class Appendix(Struct, frozen=True, gc=False):
    """An attachment (phụ lục, đề cương …): its label and title, a tree, loose paragraphs and tables of its own."""

    label: str
    title: str | None
    nodes: tuple[Node, ...]
    blocks: tuple[Block, ...]
    tables: tuple[int, ...]
    start: int
    end: int


class Doubt(Struct, frozen=True, gc=False):
    """A doubt found on the way, to become an issue."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class Outline(Struct, frozen=True, gc=False):
    """The parts of a document. `head` is the letterhead down to the title, `preamble` what stands between the title
    and the first section, `foot` signature and recipients, `tables` those of the body that stand under no section.
    Spans are half-open; `(0, 0)` where a part is missing. `Node.roles` may hold two roles beside the contract's:
    `general`, aims in general terms, under which nothing is a target, and `situation`, what is the case already."""

    head: tuple[int, int]
    title: tuple[int, int]
    preamble: tuple[Block, ...]
    nodes: tuple[Node, ...]
    foot: tuple[int, int]
    appendices: tuple[Appendix, ...]
    tables: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def put(text: str, places: Sequence[int], char: str) -> str:
    """The text with `char` at each of the places, which are in order."""
    if not places:
        return text
    starts = [0, *(place + 1 for place in places)]
    return char.join([text[start:end] for start, end in zip(starts, [*places, len(text)], strict=True)])
