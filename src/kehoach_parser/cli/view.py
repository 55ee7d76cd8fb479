"""`kehoach view FILE -o page.html`: the source text with what was extracted, on one page."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from . import files
from .language import written

if TYPE_CHECKING:
    from ..export.page_pictures import Picture
    from ..models import Plan

HELP = "Show a plan as one HTML page: its text with targets, agencies and citations marked."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="FILE", help="a document of any kind, or a parsed plan; - is standard input")
    files.add_output_argument(parser)
    parser.add_argument("--no-pictures", action="store_true", help="leave the pictures of a PDF's pages out")
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the page."""
    from ..export.view import render_page

    files.choose_format(args, {".html": "html", ".htm": "html"}, "html")
    plan = files.parse_file(args.file, args)
    files.tell_doubts(plan, args)
    pictures = () if args.no_pictures else draw(args.file, plan)
    files.write_text(render_page(plan, language=written(args), pictures=pictures), args.output)
    return 0


def draw(name: str, plan: Plan) -> tuple[Picture, ...]:
    """The pictures of the pages, where the plan was read from this PDF itself; none where they cannot be drawn."""
    path = Path(name)
    if plan.source.media_type != "application/pdf" or not path.is_file():
        return ()
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != plan.source.sha256:
        return ()
    from ..errors import KehoachError
    from ..limits.isolation import call_isolated

    try:
        return call_isolated(_draw, data, plan.source.pages, name=name)
    except KehoachError:
        return ()


def _draw(data: bytes, pages: tuple[int, int] | None) -> tuple[Picture, ...]:
    from ..export.page_pictures import draw_pages

    return draw_pages(data, pages)
