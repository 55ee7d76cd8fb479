"""Cells of a rendered 60-row task table read back exactly: this package beside pdfplumber's own
`extract_tables`.

The table runs over six landscape pages with merged cells, group rows, a repeated heading of two rows and
rows broken over a page (tests/rendering/tables.py). pdfplumber's rows are taken in its favour: repeated
headings are left out, and each row is compared with whichever of its rows fits best."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber

from kehoach_parser.readers import read
from kehoach_parser.source import Source, Table
from kehoach_parser.structure.page_tables import stitch

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.rendering.tables import places, render_pdf, render_task_table, task_table

LEAST = {"docx": 0.99, "pdf": 0.97}
Grid = Sequence[Sequence[str]]


def fold(words: str | None) -> str:
    """White space folded."""
    return " ".join((words or "").split())


def read_grid(source: Source) -> list[list[str]]:
    """The words at each place of the longest table, after the pieces of each page are joined."""
    tables = [block for block in stitch(source).blocks if isinstance(block, Table)]
    table = max(tables, key=lambda block: block.n_rows)
    grid = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, table.n_rows)):
            for col in range(cell.col, min(cell.col + cell.colspan, table.n_cols)):
                grid[row][col] = fold(cell.text)
    return grid


def share_exact(wanted: Grid, got: Grid) -> float:
    """The share of places whose words are exactly right, rows and columns compared by number."""
    right = total = 0
    for index, row in enumerate(wanted):
        other = got[index] if index < len(got) else []
        for col, words in enumerate(row):
            total += 1
            right += col < len(other) and other[col] == words
    return right / total


def share_exact_by_best_row(wanted: Grid, got: Grid) -> float:
    """The share of places that are right where each row is compared with the row that fits it best; a blank
    place of a merged cell counts as right."""
    right = 0
    for row in wanted:
        best = 0
        for other in got:
            if len(other) == len(row):
                same = sum(a == b or (not b and a in row[:i]) for i, (a, b) in enumerate(zip(row, other, strict=True)))
                best = max(best, same)
        right += best
    return right / sum(map(len, wanted))


def read_with_pdfplumber(path: Path) -> list[list[str]]:
    """Every row of every page's tables."""
    with pdfplumber.open(path) as document:
        return [
            [fold(cell) for cell in row] for page in document.pages for table in page.extract_tables() for row in table
        ]


def main() -> int:
    cells, n_rows = task_table()
    wanted = places(cells, n_rows)
    with TemporaryDirectory() as name:
        folder = Path(name)
        docx = folder / "tasks.docx"
        render_task_table(docx)
        pdf = render_pdf(docx, folder)
        ours = {"docx": share_exact(wanted, read_grid(read(docx))), "pdf": share_exact(wanted, read_grid(read(pdf)))}
        theirs = share_exact_by_best_row(wanted, read_with_pdfplumber(pdf))
    print(f"kehoach-parser, DOCX:            {ours['docx']:.4f} of {n_rows * 6} places (at least {LEAST['docx']})")
    print(f"kehoach-parser, PDF:             {ours['pdf']:.4f} (at least {LEAST['pdf']})")
    print(f"pdfplumber extract_tables, PDF:  {theirs:.4f} (best row of its own, per page)")
    return 0 if all(ours[kind] >= least for kind, least in LEAST.items()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
