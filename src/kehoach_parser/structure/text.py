"""Source -> Text: repairs what is the format's doing, and keeps every character's place.

What changes: Unicode NFC, white space folded to single spaces, invisible characters dropped, syllables that a stray
space cut apart put together again. What never changes: words, figures, punctuation. The result is idempotent.
A letterhead or signature that the format laid out as a table becomes lines, column by column, since Nghị định
30/2020/NĐ-CP (Phụ lục I) gives each column its own components; every other table stays a table.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import cast

from msgspec.structs import replace

from ..language.patterns import compile_later
from ..language.syllables import LONG_ONSETS, is_syllable
from ..lexicon.headings import Headings
from ..lexicon.lines import LINES
from ..source import Block, Cell, Line, Piece, Source, Table, texts_of
from .columns import part_columns
from .offsets import INVISIBLE
from .values import Strip, Text, TextCell, TextLine, TextTable, surround

_HYPHEN = "\ufffe\u2010\u2011"
_HYPHENS = compile_later(f"[{_HYPHEN}]")
_LONE = frozenset(
    (
        *filter(str.isalpha, map(chr, (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA)))),
        *LONG_ONSETS,
        *map(str.capitalize, LONG_ONSETS),
        *map(str.upper, LONG_ONSETS),
    )
)
"""Letters and beginnings of syllables that stray spaces leave alone, among them words of one letter."""
_ZEROS = (
    "660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 1946 19d0 1a80 "
    "1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 ff10"
)
"""The digit nought of every other script; the nine others follow it."""
_FOREIGN_DIGITS = "".join(f"{chr(zero)}-{chr(zero + 9)}" for zero in (int(code, 16) for code in _ZEROS.split()))
_DRAWN_SIGN = f"\u2160-\u216b\u2460-\u2473\ufe0f\u20e3{_FOREIGN_DIGITS}\U00010000-\U0010ffff"
_SIGN = compile_later(f"[{_DRAWN_SIGN}]")
_UNCOMMON = compile_later(f"[{_HYPHEN}{_DRAWN_SIGN}]")
_KEY = compile_later("^\\s*(?P<digit>\\d{1,2}(?=\ufe0f?\u20e3)|[\u2460-\u2473])\ufe0f?\u20e3?[.)]?\\s*")
_FOREIGN_DIGIT = compile_later("[^\\D0-9]")
_ROMAN = compile_later("[\u2160-\u216b]")
_DRAWN = compile_later("[\ufe0f\u20e3]")
_NUMERALS = frozenset("123456789IVX")
_LABEL_WORD = 10
"""Characters within which a line is that a narrow column broke behind the word of a label."""
_DRAWN_LINE = frozenset("-_=–—*~.·|")
_RULE_LINE = compile_later(r"[-_=–—*~.·\s|]{3,}$")


def normalise(source: Source, headings: Headings) -> Text:
    """The text of a source: one line a source line, tables as rows with tabs, footnotes last."""
    builder = _Builder(spare=_is_clean(texts_of(source.blocks)))
    notes: list[Line] = []
    for kind, run in groupby(_join_labels(part_columns(source.blocks, headings), headings), type):
        if kind is Line:
            builder.add_lines(cast("Iterator[Line]", run), notes)
            continue
        for table in cast("Iterator[Table]", run):
            if _is_letter_part(table, headings):
                builder.add_lines(_unfold(table))
            else:
                builder.add_table(table)
    builder.add_lines(notes)
    return builder.finish()


def _join_labels(blocks: Sequence[Block], headings: Headings) -> Iterator[Block]:
    """The blocks with `Điều ⏎ 1. …` in one line where a narrow column broke it behind the word; lines that have a place
    on a page keep it."""
    mark = headings.marks.label_word
    if not any(len(text) < _LABEL_WORD and mark.match(text) for text in map(str.strip, texts_of(blocks))):
        yield from blocks
        return
    word: Line | None = None
    for block in blocks:
        if word is not None:
            if isinstance(block, Line) and not block.blank_before and block.text.lstrip()[:1] in _NUMERALS:
                block = replace(word, text=f"{word.text.strip()} {block.text.lstrip()}")
            else:
                yield word
            word = None
        if isinstance(block, Line) and block.box is None and mark.match(block.text.strip()):
            word = block
        else:
            yield block
    if word is not None:
        yield word


def _is_clean(lines: Iterable[str]) -> bool:
    """Whether no line needs more than its spaces folded, told of all of them at once: most documents need no more."""
    text = "|".join(lines)
    return (
        text.isprintable()  # so no other white space than the blank, and nothing invisible
        and not _UNCOMMON.search(text)
        and unicodedata.is_normalized("NFC", text)
    )


def _clean_spaces(text: str) -> str:
    """The normalised form of a line that needs no more than its spaces folded."""
    words = text.split()
    if _LONE.isdisjoint(words):
        return " ".join(words) if "  " in text else text.strip()
    return " ".join(_rejoin(words))


def clean(text: str) -> str:
    """The normalised form of one line's characters."""
    text = unicodedata.normalize("NFC", text)
    if _SIGN.search(text):
        text = _spell_signs(text)
    if not text.isprintable():  # as what prints nothing is not
        text = INVISIBLE.sub("", text)
    words = _HYPHENS.sub("-", text).split()
    return " ".join(words if _LONE.isdisjoint(words) else _rejoin(words))


def _spell_signs(text: str) -> str:
    """Labels that stand as signs in figures: a digit in a key or a circle at the beginning of a line (`1️⃣`, `①`) as
    `1.`, Roman numerals of one character as letters, figures of another script or width as plain ones; what only
    chooses how a sign is drawn is dropped."""
    text = _FOREIGN_DIGIT.sub(lambda found: str(int(found[0])), text)
    text = _KEY.sub(lambda found: f"{unicodedata.normalize('NFKC', found['digit'])}. ", text)
    return _ROMAN.sub(lambda found: unicodedata.normalize("NFKC", found[0]), _DRAWN.sub("", text))


def _rejoin(words: list[str]) -> list[str]:
    """Puts syllables together that stray spaces cut apart (`m ạ nh`, `tr ong`): only where a piece is no word of its
    own and the whole is a syllable. Three pieces go before two: *hệ t hố ng* is no *hệt*."""
    if not any(map(_may_be_piece, words)):  # of a line whose words are all whole, each need not be joined and tried
        return words
    for count in (3, 2):
        index = 0
        while index + count <= len(words):
            pieces = words[index : index + count]
            if _is_broken(pieces):
                words[index : index + count] = ["".join(pieces)]
            else:
                index += 1
    return words


_BEHIND = '.,;:!?)”"'
"""Signs that may stand behind a syllable."""


@lru_cache(maxsize=4096)
def _may_be_piece(word: str) -> bool:
    """Whether a word, the signs behind it aside, is of letters and no word of its own."""
    bare = word.rstrip(_BEHIND)
    return bare.isalpha() and not _is_word(bare)


def _is_broken(pieces: list[str]) -> bool:
    """Whether pieces are one syllable cut apart; a stop may follow the last."""
    letters = [*pieces[:-1], pieces[-1].rstrip(_BEHIND)]
    whole = "".join(letters)
    if not is_syllable(whole) or not letters[-1]:
        return False
    return (whole.islower() or whole.isupper() or whole[1:].islower()) and not all(map(_is_word, letters))


def _is_word(piece: str) -> bool:
    """A piece that may stand alone: a syllable, and of single letters only those that are words (*ở*, *ý*, *y* …)."""
    return piece.lower() in LINES.letter_words if len(piece) == 1 else is_syllable(piece)


def _is_letter_part(table: Table, headings: Headings) -> bool:
    """Whether a table is the head or the foot of a letter: few columns, and it holds the national motto, number
    or date of the letter, the list of recipients or the authority of a signature at the start of a line."""
    if table.n_cols > 4 or table.n_rows > 12:
        return False
    marks = headings.marks
    for cell in table.cells:
        for line in cell.lines:
            text = clean(line.text)
            if any(mark.match(text) for mark in (marks.motto, marks.foot, marks.signature, marks.letterline)):
                return True
    return False


def _unfold(table: Table) -> Iterator[Line]:
    first_columns = max(1, table.n_cols // 2)
    for left in (True, False):
        cells = [c for c in table.cells if (c.col < first_columns) == left]
        top = True
        for cell in sorted(cells, key=lambda c: (c.row, c.col)):
            for line in cell.lines:
                region = line.region
                if region == "body":
                    region = "head_left" if left else "head_right"
                yield replace(line, region=region, blank_before=line.blank_before or top)
                top = False


class _Builder:
    """Collects lines; the one place where offsets are counted."""

    def __init__(self, *, spare: bool) -> None:
        self.clean = _clean_spaces if spare else clean
        self.parts: list[str] = []
        self.length = 0
        self.lines: list[TextLine] = []
        self.tables: list[TextTable] = []
        self.strips: list[Strip] = []
        self.blank = False

    def add_lines(self, lines: Iterable[Line], notes: list[Line] | None = None) -> None:
        """Adds lines; with `notes` footnotes are put by there."""
        clean, parts, added = self.clean, self.parts, self.lines.append
        start, blank = self.length, self.blank
        for line in lines:
            if notes is not None and line.region == "footnote":
                notes.append(line)
                continue
            text = clean(line.text).strip("| ")
            if not text or (text[0] in _DRAWN_LINE and _RULE_LINE.match(text)):
                blank = True
                continue
            end = start + len(text)
            parts += (text, "\n")
            page = x0 = x1 = None
            if line.box or line.pieces:
                self._place(line, text, start)
                box = line.box or line.pieces[0].box
                page, x0, x1 = box.page, box.x0, line.box.x1 if line.box else None
            added(
                TextLine(
                    start, end, line.starts_paragraph, line.blank_before or blank, line.list_label, line.bold,
                    line.italic, line.align, line.size, line.indent, line.region, page, x0, x1,
                )
            )  # fmt: skip
            start, blank = end + 1, False
        self.length, self.blank = start, blank

    def add_table(self, table: Table) -> None:
        index = len(self.tables)
        cells: list[TextCell] = []
        start = self.length
        pages: set[int] = set()
        by_row: list[list[Cell]] = [[] for _ in range(table.n_rows)]
        for cell in table.cells:
            by_row[cell.row].append(cell)
        for row in range(table.n_rows):
            row_start = self.length
            first = True
            for cell in by_row[row]:
                if not first:
                    self._raw("\t")
                first = False
                cells.append(self._cell(cell, pages))
            self.lines.append(TextLine(row_start, self.length, starts_paragraph=True, table=index))
            self._break()
        end = max(start, self.length - 1)
        shape = (table.n_rows, table.n_cols)
        self.tables.append(
            TextTable(start, end, *shape, tuple(cells), table.header_rows, table.ruled, tuple(sorted(pages)))
        )
        self.blank = True

    def _cell(self, cell: Cell, pages: set[int]) -> TextCell:
        start = self.length
        spans: list[tuple[int, int]] = []
        for line in cell.lines:
            text = self.clean(line.text)
            if not text:
                continue
            if spans:
                self._raw(" ")
            at = self.length
            self._raw(text)
            if line.box or line.pieces:
                self._place(line, text, at)
            spans.append((at, at + len(text)))
            if line.box:
                pages.add(line.box.page)
        if cell.box:
            pages.add(cell.box.page)
        return TextCell(cell.row, cell.col, start, self.length, cell.rowspan, cell.colspan, tuple(spans))

    def _raw(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _break(self) -> None:
        self._raw("\n")

    def _place(self, line: Line, text: str, start: int) -> None:
        """Keeps where the line stands on its page; it has a box, or its pieces have."""
        boxes = (line.box,) if line.box else [piece.box for piece in line.pieces]
        pieces = line.pieces or (Piece(0, len(line.text), boxes[0]),)
        raw = line.text if line.text != text else None
        self.strips.append(Strip(start, start + len(text), surround(boxes), pieces, raw))

    def finish(self) -> Text:
        text = "".join(self.parts)
        if text.endswith("\n"):
            text = text[:-1]
        return Text(text, text, tuple(self.lines), tuple(self.tables), tuple(self.strips))
