"""`kehoach agencies FILE…`: who leads and supports what."""

from __future__ import annotations

import argparse

from ..export.writers import AGENCIES, find_writer
from . import files, terminal
from .language import say

HELP = "Say who leads and supports what, by when: a table, CSV, XLSX, or a graph (GraphML)."
SUFFIXES = {".txt": "table", ".csv": "csv", ".xlsx": "xlsx", ".graphml": "graphml"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", metavar="SOURCE", nargs="+", help=files.SOURCE_HELP)
    parser.add_argument(
        "--format",
        choices=("table", *AGENCIES, "xlsx"),
        help="by default as the output's name says, else a table to read",
    )
    files.add_output_argument(parser)
    files.add_batch_arguments(parser)
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the relations of all files together; nothing where no file could be read."""
    form = files.choose_format(args, SUFFIXES, "table")
    inputs = files.Inputs(args.files, args)
    plans = inputs.stream()
    if plans is not None and form == "xlsx":
        from ..export.agencies import agencies_xlsx

        files.write_data(agencies_xlsx(plans), args.output)
    elif plans is not None and form == "table":
        from ..export.agencies import HEADING, agencies_lines

        lines = [tuple(map(say, HEADING)), *agencies_lines(plans)]
        files.write_text(terminal.table(lines, args.output, numbers=(HEADING.index("tasks"),)), args.output)
    elif plans is not None:
        mark = files.EXCEL_MARK if form == "csv" and args.output is not None else ""
        files.write_text(mark + find_writer(AGENCIES, form)(plans), args.output)
    return inputs.exit_code()
