"""Plain text -> Source: one Line a source line, tabs and bars as tables."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..language.patterns import compile_later
from ..source import Block, Line, Source
from .shared.encoding import decode
from .shared.grid import find_grids, split_columns, split_lone_row
from .shared.markup import has_html, strip_emphasis, strip_html
from .shared.portals import drop_portal
from .shared.source import make_source

_BLANK = " \t\xa0\u200b\u200c\u200d\ufeff\u2060\r\n\f\v"
_ESCAPED_BREAK = "\\r\\n"  # the line break of a programming language, left in the text of some portals
_PICTURE = compile_later(r"!\[[^\]\n]*\]\([^()\n]*\)")
"""A picture in the markup of Markdown, left where a page was turned to text."""
_EMPHASIS = compile_later(r"\*[\w(\[“\"‘]")


def read_text(data: bytes, name: str, *, ocr: str = "auto") -> Source:
    """Plain text as it stands: hard line breaks kept as lines, none of them taken for a paragraph's end.

    A lone `|` on a line parts the cells of a table that a portal flattened: the bar goes, its place is marked
    by `blank_before` and `starts_paragraph` of the line after it.
    """
    decoded = decode(data, name)
    blocks, hints = drop_portal(_blocks(decoded.text))
    return make_source(data, name, "text/plain", blocks, decoded, hints)


def _blocks(text: str) -> tuple[Block, ...]:
    if _ESCAPED_BREAK in text:
        text = text.replace(_ESCAPED_BREAK, "\n")
    if "![" in text:
        text = _PICTURE.sub("", text)
    lines = text.splitlines()
    grids = iter(find_grids(lines) if "\t" in text or "|" in text else ())
    grid = next(grids, None)
    marked = "*" in text or "<" in text
    plain = not (marked or "|" in text or "\t" in text)
    blocks: list[Block] = []
    blank = barred = False
    index = 0
    count = len(lines)
    while index < count:
        if grid is not None and grid.start == index:
            blocks.append(grid.table)
            index = grid.end
            grid = next(grids, None)
            blank = barred = False
            continue
        line = lines[index].strip(_BLANK)
        index += 1
        if not line:
            blank = True
        elif line == "|":
            barred = True
        elif plain or ("|" not in line and "\t" not in line and not (marked and ("*" in line or "<" in line))):
            blocks.append(Line(line, True if barred else None, blank or barred))
            blank = barred = False
        else:
            made = _lines_within(line, marked=marked)
            if made:
                first = made[0]
                if barred:
                    made[0] = replace(first, starts_paragraph=True, blank_before=True)
                elif first.blank_before != blank:
                    made[0] = replace(first, blank_before=blank)
                blocks.extend(made)
                blank = barred = False
    return tuple(blocks)


def _lines_within(line: str, *, marked: bool) -> list[Line]:
    """The lines that one of the file stands for: the cells of a lone row, two columns, what its marks part."""
    row = split_lone_row(line) if "|" in line else None
    if row is not None:
        return [replace(part, starts_paragraph=True) for cell in row for part in _marked_lines(cell)]
    if (marked and ("*" in line or "<" in line)) or "\t" in line:
        return _marked_lines(line)
    return [Line(line)]


def _marked_lines(line: str) -> list[Line]:
    columns = split_columns(line) if "\t" in line else None
    if columns:
        return [Line(column) for column in columns]
    if "\t" in line:
        line = re.sub(r"\s*\t\s*", " ", line)
    parts = strip_html(line) if has_html(line) else [line]
    made: list[Line] = []
    for part in parts:
        if _EMPHASIS.search(part):
            made.extend(Line(p.text, bold=p.bold, italic=p.italic) for p in strip_emphasis(part, whole=False))
        else:
            made.append(Line(part))
    return [m for m in made if m.text]
