"""Text as readers of pages and of Word give it, without rendering: printed lines with their places, paragraphs with
what the format says of them. For the record of what is made of each (recorded.py)."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from hashlib import sha256

from msgspec.structs import replace

from kehoach_parser.source import Block, Box, Line, Page, Piece, Source, Table

from .tables_text import grid

_NUMBER = re.compile(r"(?:[IVX]+\.|\d+[.)]|[a-zđ]\)|[-+•]) ")
_LETTER = 6.0
"""The width of a letter, in points."""


def print_pages(text: str, width: int, rows: int) -> Source:
    """The text as a PDF gives it: lines of so many letters, so many of them a page, with a number over each page."""
    printed: list[Line] = []
    top = rows
    page = 0
    for number, paragraph in enumerate(text.split("\n")):
        for place, words in enumerate(textwrap.wrap(paragraph, width)):
            if top >= rows:
                page, top = page + 1, 0
                if page > 1:
                    printed.append(Line(str(page), box=Box(page, 290, 40, 302, 54)))
            left = 85.0 + (28 if place == 0 and number % 3 else 0)
            if words.isupper():
                left = max(85.0, 297 - _LETTER * len(words) / 2)
            box = Box(page, left, 70 + 17 * top, left + _LETTER * len(words), 84 + 17 * top)
            printed.append(Line(words, bold=words.isupper() or None, size=14 if page % 2 else None, box=box))
            top += 1
    origin = "ocr" if number % 2 else "native"
    pages = tuple(Page(number, 595, 842, origin) for number in range(1, page + 1))
    return _source(text, printed, pages)


def scan_pages(text: str, width: int, rows: int) -> Source:
    """The text as recognition gives it: each word with its place and how sure it is; here and there a word in
    letters composed of parts, a soft hyphen, a blank too many."""
    scanned: list[Line] = []
    top, page = 0, 1
    for number, paragraph in enumerate(text.split("\n")):
        for place, words in enumerate(textwrap.wrap(paragraph, width)):
            if top >= rows:
                page, top = page + 1, 0
            scanned.append(_scan_line(words, page, 71.23 + 16.37 * top, 84.61 + (27.83 if place == 0 else 0), number))
            top += 1
    return _source(text, scanned, tuple(Page(number, 595, 842, "ocr") for number in range(1, page + 1)))


def _scan_line(words: str, page: int, top: float, left: float, number: int) -> Line:
    raw = "  " if number % 4 == 1 else ""
    pieces: list[Piece] = []
    for place, word in enumerate(words.split()):
        if (number + place) % 5 == 2:
            word = unicodedata.normalize("NFD", word)
        if (number + place) % 7 == 3:
            word = f"{word[:2]}\u00ad{word[2:]}"
        x0 = left + 5.87 * len(raw)
        box = Box(page, x0, top - place % 2 * 0.44, x0 + 5.87 * len(word), top + 13.19)
        pieces.append(Piece(len(raw), len(raw) + len(word), box, round(0.99 - (number * 7 + place * 11) % 60 / 100, 2)))
        raw += word + ("  " if (number + place) % 9 == 4 else " ")
    return Line(raw, pieces=tuple(pieces))


def bind(*sources: Source) -> Source:
    """Several printed documents in one file, page behind page."""
    blocks: list[Line] = []
    pages: list[Page] = []
    for given in sources:
        shift = len(pages)
        for block in given.blocks:
            assert isinstance(block, Line) and block.box is not None
            blocks.append(replace(block, box=replace(block.box, page=block.box.page + shift)))
        pages += [replace(page, number=page.number + shift) for page in given.pages]
    return _source("".join(given.sha256 for given in sources), blocks, tuple(pages))


def type_paragraphs(text: str) -> Source:
    """The text as Word gives it: each line a paragraph, some numbered by Word itself, some broken softly."""
    typed = []
    for number, words in enumerate(text.split("\n")):
        label = _NUMBER.match(words)
        typed.append(
            Line(
                words,
                starts_paragraph=number % 7 != 3,
                blank_before=number % 11 == 5,
                list_label=label[0].strip() if label and number % 2 else None,
                bold=len(words) < 60 and number % 5 == 2,
                italic=number % 13 == 4 or None,
                align="center" if words.isupper() else None,
                indent=float(18 * (number % 3)) if number % 2 else None,
                region="footnote" if number % 37 == 30 else "body",
            )
        )
    return _source(text, typed, ())


def cut_table(typed: str) -> Iterator[tuple[Table, Table]]:
    """A table cut by the page at each of its rows: with its head again, without it, and in the midst of a row."""
    head, *rows = typed.split("\n")
    for at in range(1, len(rows)):
        first = grid("\n".join([head, *rows[:at]]), page=3)
        rest = f" |{rows[at].partition('|')[2]}"
        yield first, grid("\n".join([head, *rows[at:]]), page=4)
        yield first, grid("\n".join(rows[at:]), page=4)
        yield first, grid("\n".join([rest.lower(), *rows[at + 1 :]]), page=4)
        yield first, grid("\n".join([head[: len(head) - 3], *rows[at:]]), page=5)
        again = grid("\n".join([rest, *rows[at + 1 :]]), header_rows=at % 2)
        yield grid("\n".join([head, *rows[:at]])), again


def _source(text: str, blocks: list[Line], pages: tuple[Page, ...]) -> Source:
    kept: tuple[Block, ...] = tuple(line for line in blocks if line.text.strip())
    return Source("pages", sha256(text.encode()).hexdigest(), "application/pdf", kept, pages)
