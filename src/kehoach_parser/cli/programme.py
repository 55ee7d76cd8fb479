"""`kehoach programme add FILE`: a parsed decision becomes a programme that `compare --baseline auto` finds."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import files, terminal

HELP = "Keep programmes to compare plans with: add one from its decision, list those there are."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("action", choices=("add", "list"), help="add: make one of FILE; list: those there are")
    parser.add_argument("file", metavar="FILE", nargs="?", help="the decision, of any kind, or parsed (.json)")
    parser.add_argument("--into", metavar="DIR", type=Path, help="the folder of programmes (the user's by default)")
    parser.add_argument("--partial", action="store_true", help="say that the programme is known only in part")
    parser.add_argument("--note", default="", help="what is known of it, and how")
    parser.add_argument("--source", action="append", default=[], help="where it is from; may be given several times")
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the folder and says where, or lists the programmes."""
    from ..comparison import find_programmes, make_baseline, name_programme, programme_folder

    folder = args.into or programme_folder()
    if args.action == "list":
        for path in find_programmes(args.into):
            print(path)
        return 0
    if args.file is None:
        terminal.error("add needs the decision's FILE", program=args.program)
        return 2
    plan = files.parse_file(args.file, args)
    stored = make_baseline(plan, partial=args.partial, note=args.note, sources=tuple(args.source))
    target = folder / name_programme(plan)
    target.mkdir(parents=True, exist_ok=True)
    files.write_text(stored.model_dump_json(indent=1) + "\n", target / "baseline.json")
    count = len(stored.plan.targets) or len(stored.plan.commitments)
    print(f"{target / 'baseline.json'}: {plan.metadata.number}, {count} targets")
    return 0
