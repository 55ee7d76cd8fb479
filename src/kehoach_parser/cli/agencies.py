"""`kehoach agencies FILE…`: who leads and supports what."""

from __future__ import annotations

import argparse

from . import files

HELP = "Say who leads and supports what: a table, CSV, or a graph (GraphML)."
SUFFIXES = {".csv": "csv", ".graphml": "graphml"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a document of any kind; - reads standard input")
    parser.add_argument(
        "--format",
        choices=("table", "csv", "graphml"),
        help="by default as the output's name says, else a table to read",
    )
    files.add_output_argument(parser)
    parser.add_argument("--jobs", metavar="N", type=files.positive, help="processes for several files (all cores)")
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the relations of all files together; nothing where no file could be read."""
    from ..export.agencies import agencies_csv, agencies_table
    from ..export.graph import to_graphml

    plans, failed = files.parse_files(args.files, args)
    if plans:
        form = args.format or (SUFFIXES.get(args.output.suffix.lower(), "table") if args.output else "table")
        if form == "graphml":
            text = to_graphml(plans)
        elif form == "csv":
            text = ("" if args.output is None else files.EXCEL_MARK) + agencies_csv(plans)
        else:
            text = agencies_table(plans)
        files.write_text(text, args.output)
    return files.exit_code(len(args.files), failed)
