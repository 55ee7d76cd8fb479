"""Markdown -> Source. The marks go; what stands in the text decides, the depth of a `#` is no evidence."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..language.patterns import compile_later
from ..source import Block, Line, Source, Table
from .shared.encoding import decode
from .shared.grid import find_grids, split_columns, split_lone_row
from .shared.markup import has_html, strip_emphasis, strip_html
from .shared.portals import drop_portal
from .shared.source import make_source

_BLANK = " \t\xa0\u200b\u200c\u200d\ufeff\u2060\r\n\f\v"
_HEADING = compile_later(r" {0,3}#{1,6}(?:[ \t\xa0]+|$)")
_CLOSING_HASHES = compile_later(r"[ \t]+#+[ \t]*$")
_RULE = compile_later(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$")
_FENCE = compile_later(r" {0,3}(?:```|~~~)")
_QUOTE = compile_later(r"(?: {0,3}>[ \t]?)+")
_MARKED = compile_later(r"[*_`\[$\\<\t&]")
_BULLET = compile_later(r"\s*[-+*•][ \t\xa0]+\S")
_FRONT_MATTER = compile_later(r"\s*---[ \t]*\n(?:[\w-]+:[^\n]*\n|[ \t]+[^\n]*\n|- [^\n]*\n)+---[ \t]*(?:\n|\Z)")
_TABLE_TAG = compile_later(r"<(/?)table\b[^<>]*>", re.I)
_HELD = "\ue000"
_HELD_TABLE = compile_later(f"{_HELD}(\\d+){_HELD}")


def read_markdown(data: bytes, name: str, *, ocr: str = "auto") -> Source:
    """Markdown without its marks.

    Headings, list items and the lines after a hard break (two spaces or a backslash at a line's end) start a
    paragraph of their own or follow one as the text has it: a heading line is `starts_paragraph`, the others
    say nothing. Pipe tables and HTML tables become tables, bullets stay in the text as they are.
    """
    decoded = decode(data, name)
    text = "\n".join(decoded.text.splitlines())
    text = _FRONT_MATTER.sub("", text, count=1)
    if "<!--" in text:
        text = _drop_comments(text)
    tables: list[Table] = []
    if _TABLE_TAG.search(text):
        text = _hold_tables(text, tables)
    blocks, hints = drop_portal(_blocks(text, tables))
    return make_source(data, name, "text/markdown", blocks, decoded, hints)


def _drop_comments(text: str) -> str:
    parts = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join(parts) + text[at:]


def _hold_tables(text: str, tables: list[Table]) -> str:
    """The text with each outermost HTML table set aside, a mark in its place."""
    parts = []
    at = start = depth = 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1]:
            if depth == 0:
                start = tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                parts += [text[at:start], _hold(text[start : tag.end()], tables)]
                at = tag.end()
    return "".join(parts) + text[at:]


def _hold(markup: str, tables: list[Table]) -> str:
    from .web.reader import parse_table

    table = parse_table(markup)
    if table is None:
        return "\n"
    tables.append(table)
    return f"\n{_HELD}{len(tables) - 1}{_HELD}\n"


def _blocks(text: str, tables: list[Table]) -> tuple[Block, ...]:
    lines = text.split("\n")
    grids = {grid.start: grid for grid in find_grids(lines)} if "|" in text or "\t" in text else {}
    blocks: list[Block] = []
    paragraph: list[str] = []
    blank = False

    def flush() -> None:
        nonlocal blank
        if paragraph:
            made = _paragraph(paragraph, blank)
            if made:
                blocks.extend(made)
                blank = False
            paragraph.clear()

    index = 0
    while index < len(lines):
        line = lines[index]
        grid = grids.get(index)
        if grid is not None:
            flush()
            blocks.append(_strip_cells(grid.table))
            index, blank = grid.end, False
            continue
        index += 1
        if line.startswith((">", " >")):
            line = _QUOTE.sub("", line, count=1)
        stripped = line.strip(_BLANK)
        if not stripped or _FENCE.match(line):
            flush()
            blank = True
        elif _HELD in line:
            flush()
            held = _HELD_TABLE.search(line)
            if held:
                blocks.append(tables[int(held[1])])
                blank = False
        elif _RULE.match(stripped):
            flush()
            blank = True
        elif "|" in line and (row := split_lone_row(line)) is not None:
            flush()
            for cell in row:
                blocks.extend(replace(part, starts_paragraph=True) for part in _paragraph([cell], blank))
                blank = False
        elif _HEADING.match(line):
            flush()
            heading = _CLOSING_HASHES.sub("", line[_HEADING.match(line).end() :])  # type: ignore[union-attr]
            made = _paragraph([heading], blank)
            if made:
                blocks.append(replace(made[0], starts_paragraph=True))
                blocks.extend(made[1:])
                blank = False
        else:
            if paragraph and _BULLET.match(line):
                flush()
            paragraph.append(line)
    flush()
    return tuple(blocks)


def _paragraph(lines: list[str], blank: bool) -> list[Line]:
    if len(lines) == 1 and not _MARKED.search(lines[0]):
        text = lines[0].strip(_BLANK)
        return [Line(text, blank_before=blank)] if text else []
    source = "\n".join(_without_break(line) for line in lines)
    parts = strip_html(source) if has_html(source) else [source]
    made: list[Line] = []
    for part in parts:
        bullet = ""
        if part[:2] in ("* ", "+ ", "- ", "*\t", "-\t"):  # the bullet's star opens no emphasis
            bullet, part = part[0] + " ", part[2:]
        for plain in strip_emphasis(part.strip(_BLANK), whole=True):
            text = plain.text.strip(_BLANK)
            if "\t" in text:
                columns = split_columns(text)
                if columns:
                    made.extend(Line(column, bold=plain.bold, italic=plain.italic) for column in columns)
                    continue
                text = re.sub(r"\s*\t\s*", " ", text)
            if text:
                made.append(Line(bullet + text, bold=plain.bold, italic=plain.italic))
                bullet = ""
    if made and blank:
        made[0] = replace(made[0], blank_before=True)
    return made


def _without_break(line: str) -> str:
    line = line.strip(_BLANK)
    return line[:-1].rstrip() if line.endswith("\\") and not line.endswith("\\\\") else line


def _strip_cells(table: Table) -> Table:
    cells = []
    for cell in table.cells:
        if not any(_MARKED.search(line.text) for line in cell.lines):
            cells.append(cell)
            continue
        lines = tuple(
            replace(line, text=plain.text, bold=plain.bold or line.bold, italic=plain.italic or line.italic)
            for line in cell.lines
            for plain in strip_emphasis(line.text, whole=True)
            if plain.text
        )
        cells.append(replace(cell, lines=lines) if lines != cell.lines else cell)
    return replace(table, cells=tuple(cells))
