"""`kehoach query archive/ "SELECT …"`: a question in SQL to an archive."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import files, terminal

if TYPE_CHECKING:
    from ..archive import Result

HELP = "Ask an archive in SQL, or by the name of a ready-made view."
FORMATS = ("table", "csv", "json", "parquet")
SUFFIXES = {".txt": "table", ".csv": "csv", ".json": "json", ".parquet": "parquet"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("archive", metavar="ARCHIVE", help="an archive that kehoach collect made")
    parser.add_argument(
        "sql",
        metavar="QUESTION",
        help="a SELECT, or a view's name: national_matrix, agency_workload, missing_targets, reports_due, doubts",
    )
    parser.add_argument("--format", choices=FORMATS, help="by default as the output's name says, else a table to read")
    files.add_output_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the answer."""
    from ..archive import Archive

    form = files.choose_format(args, SUFFIXES, "table")
    sql = f'SELECT * FROM "{args.sql}"' if args.sql.isidentifier() else args.sql
    if form == "parquet" and args.output is None:
        terminal.error("parquet goes into a file: give -o FILE", program=args.program)
        return 2
    with Archive(args.archive) as archive:
        if form == "parquet":
            neighbour = Path(args.output).with_name(f".{args.output.name}.part")
            archive.engine.copy(sql, str(neighbour))
            neighbour.replace(args.output)
            return 0
        result = archive.query(sql)
    if form == "table":
        lines = [result.columns, *(tuple(_cell(value) for value in row) for row in result.rows)]
        files.write_text(terminal.table(lines, args.output), args.output)
    elif form == "csv":
        files.write_text(("" if args.output is None else files.EXCEL_MARK) + _csv(result), args.output)
    else:
        records = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
        files.write_text(json.dumps(records, ensure_ascii=False, indent=2, default=str), args.output)
    return 0


def _cell(value: Any) -> str:
    text = "" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(text.split())


def _csv(result: Result) -> str:
    import csv
    import io

    from ..export.cells import csv_cell

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(result.columns)
    for row in result.rows:
        values = ("; ".join(map(str, value)) if isinstance(value, list) else value for value in row)
        writer.writerow([csv_cell(value) for value in values])
    return stream.getvalue()
