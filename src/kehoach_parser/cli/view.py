"""`kehoach view FILE -o page.html`: the source text with what was extracted, on one page."""

from __future__ import annotations

import argparse

from . import files

HELP = "Show a plan as one HTML page: its text with targets, agencies and citations marked."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="FILE", help="a document of any kind, or a parsed plan; - is standard input")
    files.add_output_argument(parser)
    parser.add_argument("--language", choices=("vi", "en"), default="vi", help="the words of the page (vi)")
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the page."""
    from ..export.view import render_page

    files.choose_format(args, {".html": "html", ".htm": "html"}, "html")
    plan = files.parse_file(args.file, args)
    if args.verbose:
        files.tell_issues(plan, args.program)
    files.write_text(render_page(plan, language=args.language), args.output)
    return 0
