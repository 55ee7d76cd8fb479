"""`kehoach parse FILE…`, also `kehoach-parse FILE…`: documents to JSON, JSON Lines, CSV, Markdown, Word or a page."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UnreadableInput, WrongUsage
from ..export.writers import PLANS, find_writer
from . import files, terminal
from .language import written

if TYPE_CHECKING:
    from ..models import Plan

FORMATS = ("json", "jsonl", *PLANS, "md", "docx", "html")
SUFFIXES = {f".{form}": form for form in FORMATS}
HELP = "Turn plans into data: one file gives a JSON object, several give JSON Lines."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", metavar="SOURCE", nargs="+", help=files.SOURCE_HELP)
    files.add_output_argument(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="json (several files: a list), jsonl (an object a line), csv (a measure a row), md (a summary), "
        "docx (a summary in Word), html (the page of kehoach view); by default as the output's name says",
    )
    parser.add_argument("--template", metavar="FILE", type=Path, help="a Word file whose styles a docx takes")
    parser.add_argument("--no-text", action="store_true", help="leave the text out (evidence keeps its quotes)")
    parser.add_argument("--compact", action="store_true", help="JSON without indentation")
    parser.add_argument("--all", action="store_true", help="every document of a file that holds several, as JSON Lines")
    files.add_batch_arguments(parser)
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Parses, writes, and returns the exit code; where nothing could be read nothing is written."""
    if args.output is not None and args.output.is_dir():
        terminal.error(f"{args.output}: is a directory, give a file name", program=args.program)
        return 2
    inputs = files.Inputs(args.files, args)
    single = inputs.single and not args.all
    form = files.choose_format(args, SUFFIXES, "json" if single else "jsonl")
    if form == "docx" and args.output is None:
        raise WrongUsage("a Word file is written with -o FILE.docx")
    if form == "html" and inputs.total > 1:
        raise WrongUsage(f"a page shows one plan, and {inputs.total} files are named")
    found = inputs.plans(everything=args.all)
    if form == "jsonl" and args.output is None:
        for plan in found:  # as they come, so that a thousand files need the memory of one
            files.write_text(_to_json(plan, None, args), None)
        return inputs.exit_code()
    plans = list(found)
    if plans and form == "docx":
        files.write_data(_word(plans, args), args.output)
    elif plans:
        files.write_text(_render(plans, form, single, args), args.output)
    return inputs.exit_code()


def _render(plans: list[Plan], form: str, single: bool, args: argparse.Namespace) -> str:
    if form in PLANS:
        mark = files.EXCEL_MARK if form == "csv" and args.output is not None else ""
        return mark + find_writer(PLANS, form)(plans)
    if form == "md":
        from ..export.plan_text import to_markdowns

        return to_markdowns(plans, written(args))
    if form == "html":
        from ..export.view import render_page
        from .view import draw

        if len(plans) > 1:
            raise WrongUsage(f"a page shows one plan, and {len(plans)} were read: leave --all out")
        return render_page(plans[0], language=written(args), pictures=draw(args.files[0], plans[0]))
    if form == "jsonl":
        return "\n".join(_to_json(plan, None, args) for plan in plans)
    objects = [_to_json(plan, None if args.compact else 2, args) for plan in plans]
    return objects[0] if single else "[" + ",\n".join(objects) + "]"


def _word(plans: list[Plan], args: argparse.Namespace) -> bytes:
    from ..export.plan_word import plan_word

    template = args.template.read_bytes() if args.template is not None else None
    try:
        return plan_word(plans, language=written(args), template=template)
    except ValueError as error:
        raise UnreadableInput(f"{args.template}: {error}") from error


def _to_json(plan: Plan, indent: int | None, args: argparse.Namespace) -> str:
    return plan.model_dump_json(indent=indent, exclude={"text"} if args.no_text else None)
