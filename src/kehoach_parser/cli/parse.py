"""`kehoach parse FILE…`, also `kehoach-parse FILE…`: documents to JSON, JSON Lines, CSV or Markdown."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from . import files, terminal

if TYPE_CHECKING:
    from ..models import Plan

HELP = "Turn plans into data: one file gives a JSON object, several give JSON Lines."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="a document of any kind; - reads standard input"
    )
    files.add_output_argument(parser)
    parser.add_argument(
        "--format",
        choices=("json", "jsonl", "csv", "md"),
        help="json (several files: a list), jsonl (an object a line), csv (a measure a row), md (a summary)",
    )
    parser.add_argument(
        "--no-text", action="store_true", help="leave the text out (evidence keeps its quotes)"
    )
    parser.add_argument("--compact", action="store_true", help="JSON without indentation")
    parser.add_argument(
        "--all", action="store_true", help="every document of a file that holds several, as JSON Lines"
    )
    parser.add_argument("--jobs", metavar="N", type=files.positive, help="processes for several files (all cores)")
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Parses, writes, and returns the exit code; where nothing could be read nothing is written."""
    if args.output is not None and args.output.is_dir():
        terminal.error(f"{args.output}: is a directory, give a file name", program=args.program)
        return 2
    form = args.format or ("jsonl" if args.all or len(args.files) > 1 else "json")
    if form == "jsonl" and args.output is None and not args.all:
        return _stream(args)
    plans, failed = _parse_all(args) if args.all else files.parse_files(args.files, args)
    if plans:
        files.write_text(_render(plans, form, args), args.output)
    return files.exit_code(len(args.files), failed)


def _stream(args: argparse.Namespace) -> int:
    """JSON Lines to standard output as they come, so that a thousand files need the memory of one."""
    failed = 0
    for plan in files.each_plan(args.files, args):
        if plan is None:
            failed += 1
        else:
            files.write_text(_to_json(plan, None, args), None)
    return files.exit_code(len(args.files), failed)


def _parse_all(args: argparse.Namespace) -> tuple[list[Plan], int]:
    """Every document of every file."""
    import sys

    from kehoach_parser import parse_all

    from ..errors import KehoachError

    plans: list[Plan] = []
    failed = 0
    for name in args.files:
        try:
            if name == files.STANDARD_INPUT:
                found = parse_all(sys.stdin.buffer.read(), name="<stdin>", ocr=args.ocr)
            else:
                found = parse_all(Path(name), ocr=args.ocr)
        except (KehoachError, OSError) as error:
            words = terminal.describe(error) if isinstance(error, OSError) else str(error)
            terminal.error(files.name_once(name, words), program=args.program)
            failed += 1
            continue
        plans += found
        if args.verbose:
            for plan in found:
                files.tell_issues(plan, args.program)
    return plans, failed


def _render(plans: list[Plan], form: str, args: argparse.Namespace) -> str:
    if form == "csv":
        from ..export.summary import to_csv

        mark = "" if args.output is None else files.EXCEL_MARK
        return mark + to_csv(plans)
    if form == "md":
        from ..export.summary import to_markdown

        return "\n".join(to_markdown(plan) for plan in plans)
    if form == "jsonl":
        return "\n".join(_to_json(plan, None, args) for plan in plans)
    objects = [_to_json(plan, None if args.compact else 2, args) for plan in plans]
    return objects[0] if len(args.files) == 1 and not args.all else "[" + ",\n".join(objects) + "]"


def _to_json(plan: Plan, indent: int | None, args: argparse.Namespace) -> str:
    return plan.model_dump_json(indent=indent, exclude={"text"} if args.no_text else None)
