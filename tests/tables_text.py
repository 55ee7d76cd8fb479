"""Builds tables for tests from rows typed with `|`: a layout table, and the text with it."""

from __future__ import annotations

from collections.abc import Sequence

from kehoach_parser.extract.tables.reader import AnnexContext, TableResults, read_tables
from kehoach_parser.lexicon import headings, load_lexicon
from kehoach_parser.models import Metadata, Period, Target
from kehoach_parser.source import Block, Box, Cell, Line, Source, Table
from kehoach_parser.structure.text import normalise
from kehoach_parser.structure.values import Appendix, Outline, Text

SAME = "^"
"""A cell typed so is part of the cell above it."""
LEFT = "<"
"""A cell typed so is part of the cell to its left."""


def grid(typed: str, *, header_rows: int | None = None, page: int | None = None, sep: str = "|") -> Table:
    """A table from lines of cells parted by `|`; on `page`, columns 80 points wide and rows 20 high."""
    rows = [[cell.strip() for cell in line.split(sep)] for line in typed.strip("\n").splitlines()]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words in (SAME, LEFT):
                continue
            colspan = 1
            while c + colspan < width and row[c + colspan] == LEFT:
                colspan += 1
            rowspan = 1
            while r + rowspan < len(rows) and rows[r + rowspan][c] == SAME:
                rowspan += 1
            box = None
            if page is not None:
                box = Box(page, 50 + 80 * c, 100 + 20 * r, 50 + 80 * (c + colspan), 100 + 20 * (r + rowspan))
            lines = tuple(Line(part.strip(), box=box) for part in words.split("\\n")) if words else ()
            cells.append(Cell(r, c, lines, rowspan, colspan, box))
    box = Box(page, 50, 100, 50 + 80 * width, 100 + 20 * len(rows)) if page is not None else None
    return Table(len(rows), width, tuple(cells), header_rows, True, box)


def source(*blocks: Block) -> Source:
    return Source("test", "0" * 64, "text/plain", blocks)


def text_of(*blocks: Block) -> Text:
    return normalise(source(*blocks), headings.load())


def words_of(table: Table) -> list[list[str]]:
    """The table's cells as text, a spanning cell only where it begins."""
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def read_annex(
    title: str, typed: str, *above: str, year: int | None = 2026, body: Sequence[Target] = ()
) -> TableResults:
    """What one table gives as the annex `Phụ lục I` of a plan for `year`; `above`: lines over the table."""
    text = text_of(*[Line(words) for words in above], grid(typed))
    annex = Appendix("Phụ lục I", title, (), (), (0,), 0, len(text.text) + 1)
    outline = Outline((0, 0), (0, 0), (), (), (0, 0), (annex,))
    metadata = Metadata(period=Period(start=year, end=year) if year else None)
    results = read_tables(text, outline, load_lexicon(), AnnexContext(metadata, body_targets=body))
    for held in (*results.targets, *results.commitments, *results.assignments, *results.funding):
        assert held.evidence.quote == text.text[held.evidence.start : held.evidence.end]
    return results
