"""`kehoach tables FILE`: every table of a document as CSV or as a workbook."""

from __future__ import annotations

import argparse

from . import files, terminal

HELP = "Write every table of a document as CSV (a file each) or XLSX (a sheet each)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="FILE", help="a document of any kind, or a parsed plan; - is standard input")
    parser.add_argument(
        "--format", choices=("csv", "xlsx"), help="by default xlsx where the output's name says so, else csv"
    )
    files.add_output_argument(parser, help="a folder for csv, a file for xlsx; without it csv goes to standard output")
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the tables and prints the names of the files written."""
    from ..export.tables import tables_csv, tables_xlsx

    folder = args.output is not None and args.output.is_dir()
    form = args.format or ("csv" if folder else files.choose_format(args, {".xlsx": "xlsx"}, "csv"))
    if form == "xlsx" and args.output is None:
        terminal.error("xlsx goes into a file: give -o FILE.xlsx", program=args.program)
        return 2
    plan = files.parse_file(args.file, args)
    files.tell_doubts(plan, args)
    if not plan.tables:
        if not args.quiet:
            terminal.note(f"{plan.source.name}: no table in it", program=args.program)
    elif args.output is None:
        files.write_text("\n".join(f"# {name}\n{content}" for name, content in tables_csv(plan)), None)
    elif form == "xlsx":
        files.write_bytes(tables_xlsx(plan), args.output)
        print(args.output)
    else:
        args.output.mkdir(parents=True, exist_ok=True)
        for name, content in tables_csv(plan):
            files.write_bytes(content.encode("utf-8-sig"), args.output / name)
            print(args.output / name)
    return 0
