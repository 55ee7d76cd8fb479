"""A plan's tables as files that a spreadsheet opens: CSV, one file a table, or one workbook with a sheet a
table.

A cell is written as the document has it. In CSV a text that a spreadsheet would run as a formula (it begins
with `=`, `@`, or a sign grown on to a word) gets an apostrophe before it; a bullet (`- …`) and a signed
figure stay. In a workbook every cell is text, so nothing needs to change."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from ..models import Plan, Table
from .blank import make_workbook

TableFormat = Literal["csv", "xlsx"]

_FORMULA = re.compile(r"[=@＝＠\t\r]|[+\-＋－](?=[^\s\d.,])")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31
_WIDEST = 60


def write_tables(plan: Plan, destination: Path, form: TableFormat) -> tuple[Path, ...]:
    """Writes the tables and returns the files written: for `csv` `destination` is a folder (made where
    missing), for `xlsx` a file. A plan without tables writes nothing."""
    if not plan.tables:
        return ()
    if form == "xlsx":
        destination.write_bytes(tables_xlsx(plan))
        return (destination,)
    destination.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in tables_csv(plan):
        path = destination / name
        path.write_text(content, "utf-8-sig", newline="")
        written.append(path)
    return tuple(written)


def tables_csv(plan: Plan) -> Iterator[tuple[str, str]]:
    """Name and content of a CSV file for each table, in order: `table-01.csv` …"""
    digits = max(2, len(str(len(plan.tables))))
    for number, table in enumerate(plan.tables, 1):
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerows([_harmless(cell) for cell in row] for row in _lines(table))
        yield f"table-{number:0{digits}d}.csv", stream.getvalue()


def tables_xlsx(plan: Plan) -> bytes:
    """A workbook with a sheet a table: its caption and pages above, its heading in bold and kept in view.
    The same plan gives the same bytes."""
    stream = io.BytesIO()
    book = make_workbook(stream, plan.metadata.title or plan.source.name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E9EAEC"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    title = book.add_format({"bold": True})
    for number, table in enumerate(plan.tables, 1):
        sheet = book.add_worksheet(_sheet_name(number, table))
        sheet.write_string(0, 0, _describe(table), title)
        for index, row in enumerate(_lines(table)):
            style = bold if index == 0 and table.header else plain
            for col, words in enumerate(row):
                sheet.write_string(index + 2, col, words, style)
        for col, width in enumerate(_widths(table)):
            sheet.set_column(col, col, width)
        sheet.freeze_panes(3 if table.header else 2, 0)
    book.close()
    return stream.getvalue()


def _lines(table: Table) -> list[tuple[str, ...]]:
    return [table.header, *table.rows] if table.header else list(table.rows)


def _harmless(words: str) -> str:
    return f"'{words}" if _FORMULA.match(words) else words


def _describe(table: Table) -> str:
    pages = ""
    if table.pages:
        first, last = table.pages[0], table.pages[-1]
        pages = f"trang {first}" if first == last else f"trang {first}–{last}"
    return " · ".join(part for part in (table.caption, pages) if part)


def _sheet_name(number: int, table: Table) -> str:
    words = _SHEET_NAME.sub(" ", table.caption or "Bảng")
    return f"{number}. {' '.join(words.split())}"[:_LONGEST_SHEET_NAME].rstrip()


def _widths(table: Table) -> list[int]:
    columns = zip(*_lines(table), strict=False)
    return [min(_WIDEST, max(6, *(len(words) + 2 for words in column))) for column in columns]
