"""Text as readers of pages and of Word give it, without rendering: printed lines with their places, paragraphs with
what the format says of them. For the record of what is made of each (recorded.py)."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from hashlib import sha256

from kehoach_parser.source import Block, Box, Line, Page, Source, Table

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
