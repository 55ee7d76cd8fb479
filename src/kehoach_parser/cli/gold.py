"""`kehoach gold FILE --corrections FOLDER -o gold.json`: what people corrected, as gold for `kehoach evaluate`."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import files

HELP = "Write what people confirmed and corrected as gold for `kehoach evaluate`."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="FILE", help="the document that was corrected")
    parser.add_argument("--everything", action="store_true", help="take what nobody has looked at for right too")
    files.add_output_argument(parser)
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the gold; a correction that no longer fits is told as an issue of the plan is."""
    from ..errors import WrongUsage
    from ..workbench.corrections import make_gold

    if args.corrections is None and not args.everything:
        raise WrongUsage("give --corrections FOLDER: gold is what people have seen")
    files.choose_format(args, {".json": "json"}, "json")
    plan = files.parse_file(args.file, args)
    if args.verbose:
        files.tell_issues(plan, args.program)
    path = Path(args.file)
    files.write_text(make_gold(plan, slug=path.stem, file=path.name, everything=args.everything), args.output)
    return 0
