"""`kehoach evaluate corpus/`: hand-made gold against what the parser gives."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import files, terminal

HELP = "Score the parser against hand-made gold: precision, recall and F1 of every field."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("corpus", metavar="DIR", type=Path, help="a folder of plans with gold.json (or *.gold.json)")
    parser.add_argument(
        "--plans", metavar="GLOB", default="*", help="only plans whose name fits; '!made-*' means those that do not"
    )
    parser.add_argument(
        "--pairs", action="store_true", help="the folder holds pairs of programmes and plans: score the comparison"
    )
    parser.add_argument(
        "--fit", action="store_true", help="with --pairs: also score each topic with weights fitted on the others"
    )
    parser.add_argument(
        "--fields", action="store_true", help="the argument is a JSON list of facts (file, field, anchor, expected)"
    )
    parser.add_argument(
        "--first-sight",
        action="store_true",
        help="print what the parser gave for documents that it saw for the first time (first-sight.tsv, notes.md)",
    )
    parser.add_argument(
        "--calibration",
        action="store_true",
        help="count figures that are wrong or lost with and without an issue, and issues that were due or noise",
    )
    parser.add_argument("--detail", action="store_true", help="list every miss")
    parser.add_argument("--format", choices=("text", "json"))
    parser.add_argument(
        "--floors", metavar="FILE", type=Path, help="fail (exit code 1) where a score falls below this file's"
    )
    parser.add_argument(
        "--raise-floors", action="store_true", help="write the scores that have risen into the floors file"
    )
    parser.add_argument(
        "--lower-floors", action="store_true", help="write all scores into the floors file, lower ones too"
    )
    files.add_output_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Scores and reports; 1 where a floor is broken."""
    from .. import evaluation
    from ..errors import KehoachError

    form = files.choose_format(args, files.TEXT_OR_JSON, "text")
    if (args.raise_floors or args.lower_floors) and args.floors is None:
        terminal.error("--raise-floors and --lower-floors need --floors FILE", program=args.program)
        return 2
    if args.first_sight or args.calibration or args.pairs:
        return _print_other(args, form)
    try:
        if args.fields:
            report = evaluation.evaluate_items(args.corpus)
        else:
            report = evaluation.evaluate(args.corpus, plans=args.plans)
    except KehoachError as error:
        terminal.error(str(error), program=args.program)
        return 2
    text = report.to_json() if form == "json" else report.to_text(detail=args.detail)
    files.write_text(text, args.output)
    if args.floors is None:
        return 0
    if args.raise_floors or args.lower_floors:
        files.write_text(evaluation.pin(report, args.floors, lower=args.lower_floors), args.floors)
    broken = evaluation.broken_floors(report, args.floors)
    for line in broken:
        terminal.error(line, program=args.program)
    return 1 if broken else 0


def _print_other(args: argparse.Namespace, form: str) -> int:
    """First scores, what the issues of figures are worth, or scores of the comparison."""
    from .. import evaluation
    from ..errors import KehoachError

    try:
        if args.first_sight:
            text = evaluation.format_first_sight(evaluation.read_first_sight(args.corpus))
        elif args.pairs:
            found = evaluation.evaluate_pairs(args.corpus, fit=args.fit)
            text = found.to_json() if form == "json" else found.to_text(detail=args.detail)
        else:
            weighed = evaluation.calibrate(args.corpus, plans=args.plans)
            text = weighed.to_json() if form == "json" else weighed.to_text()
    except KehoachError as error:
        terminal.error(str(error), program=args.program)
        return 2
    files.write_text(text, args.output)
    return 0
