"""A read document: lines and table cells in reading order, with their place on the page.

Readers make these values and nothing else; they know no Vietnamese and no contract. All lengths are PDF points
(1/72 inch), the origin is the top left corner of the page as it is shown (after rotation and cropping), pages
count from 1. Offsets into a string are half-open and count Python characters. Values hold only values, never each
other in a circle, so none of them is followed by the garbage collector (`gc=False`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import compress, groupby
from operator import attrgetter, is_
from typing import Literal

from msgspec import Struct, field

Align = Literal["left", "center", "right", "justify"]
Region = Literal["body", "head_left", "head_right", "foot_left", "foot_right", "footnote", "textbox"]
TextOrigin = Literal["native", "ocr", "mixed"]
LegacyEncoding = Literal["tcvn3", "vni", "viscii", "vps"]


class Box(Struct, frozen=True, gc=False):
    """A rectangle on a page."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Piece(Struct, frozen=True, gc=False):
    """Part of a line, `line.text[start:end]`, with a box of its own: a word, or a run of one style.

    `confidence` is the recogniser's, 0 to 1; None where the text was read, not recognised.
    """

    start: int
    end: int
    box: Box
    confidence: float | None = None


class Line(Struct, frozen=True, gc=False):
    """One line as the format gives it: a printed line of a PDF, a paragraph of a DOCX, a line of a text file.

    `text` holds no line break. `starts_paragraph` is True where the format itself says that a paragraph begins
    here (DOCX, HTML), False where it says that the line goes on with the one before (a soft break inside a
    paragraph that is no new line of thought is False too), None where the format says nothing (text, PDF).
    `blank_before`: an empty line, or clearly more space than between the lines around it.
    `list_label`: an automatic number or bullet that the format kept apart from the text; the reader has already
    put it in front of `text`, followed by one space.
    `indent` is the left edge in points from the left edge of the text area, None where unknown.
    """

    text: str
    starts_paragraph: bool | None = None
    blank_before: bool = False
    list_label: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    align: Align | None = None
    size: float | None = None
    indent: float | None = None
    region: Region = "body"
    box: Box | None = None
    pieces: tuple[Piece, ...] = ()


class Cell(Struct, frozen=True, gc=False):
    """A cell of a table: `row` and `col` of its top left corner, from 0. `lines` is empty for a blank cell."""

    row: int
    col: int
    lines: tuple[Line, ...] = ()
    rowspan: int = 1
    colspan: int = 1
    box: Box | None = None

    @property
    def text(self) -> str:
        """The cell's lines joined by one space."""
        return " ".join(line.text for line in self.lines if line.text)


class Table(Struct, frozen=True, gc=False):
    """A table, or what the format lays out as one (the head of a letter is often a table without rules).

    `cells` are in row order, then column order, each once however many rows and columns it spans.
    `header_rows` counts the rows that the format itself marks as a repeated heading; None where it says nothing.
    `ruled`: its borders are drawn; None where the format does not say.
    """

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    header_rows: int | None = None
    ruled: bool | None = None
    box: Box | None = None


Block = Line | Table
_TEXT = attrgetter("text")
_IS_TABLE = partial(is_, Table)


def texts_of(blocks: Iterable[Block]) -> list[str]:
    """The lines of the blocks, those of cells one by one."""
    texts: list[str] = []
    for kind, run in groupby(blocks, type):  # most documents are one run of lines
        if kind is Line:
            texts += map(_TEXT, run)
        else:
            texts += [line.text for table in run for cell in table.cells for line in cell.lines]  # type: ignore[union-attr]
    return texts


def tables_of(blocks: Iterable[Block]) -> list[Table]:
    """The tables among the blocks, in order."""
    blocks = tuple(blocks)
    return list(compress(blocks, map(_IS_TABLE, map(type, blocks))))  # type: ignore[arg-type]


class Page(Struct, frozen=True, gc=False):
    """A page: its number from 1, size in points as shown, and whether its text was read or recognised."""

    number: int
    width: float
    height: float
    origin: Literal["native", "ocr"] = "native"


class Finding(Struct, frozen=True, gc=False):
    """A reader's doubt, to become an issue; `message` is Vietnamese, as all issues are. `block` is the index into
    `Source.blocks` it is about, or None."""

    code: str
    message: str
    block: int | None = None
    page: int | None = None


class Source(Struct, frozen=True, gc=False):
    """A document as read. `pages` is empty where the format has no pages.

    `hints` are what a portal's own box says of the document (`{"number": …, "issued": …, "signatory": …}`),
    kept apart from the text.
    """

    name: str
    sha256: str
    media_type: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    text_origin: TextOrigin = "native"
    legacy_encoding: LegacyEncoding | None = None
    findings: tuple[Finding, ...] = ()
    hints: dict[str, str] = field(default_factory=dict)
