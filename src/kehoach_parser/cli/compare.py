"""`kehoach compare BASELINE PLAN…`: which targets the plans repeat, raise, lower, restate or leave out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from . import files, terminal

if TYPE_CHECKING:
    from ..comparison import Stored
    from ..export.comparison import ComparisonFormat
    from ..models import Comparison

HELP = "Compare plans with a baseline, or with each other."
FORMATS = ("json", "csv", "xlsx", "parquet", "md", "html")
STATUSES = ("lower", "missing", "changed", "qualitative", "higher", "equal")
SUFFIXES: dict[str, ComparisonFormat] = {
    ".json": "json",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".md": "md",
    ".html": "html",
}
STORED = (".json", ".jsonl")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "inputs",
        metavar="BASELINE PLAN",
        nargs="+",
        help="documents, files of parsed plans (.json, .jsonl) or folders of them; the first is the baseline",
    )
    parser.add_argument(
        "--baseline",
        metavar="WHICH",
        help="auto: the programme that the plans say they implement, looked for in the folders given; "
        "none: group the plans' targets into common indicators; else a file. Every input is then a plan",
    )
    parser.add_argument("--partial", action="store_true", help="say that the baseline is known only in part")
    parser.add_argument("--format", choices=FORMATS, help="by default as the name of the output says, else json")
    parser.add_argument("--language", choices=("vi", "en"), default="vi", help="the words of xlsx, md and html")
    parser.add_argument(
        "--fail-on",
        metavar="STATUS,…",
        type=_statuses,
        default=frozenset(),
        help="exit with 1 where a row has one of these: " + ", ".join(STATUSES),
    )
    files.add_output_argument(parser)
    parser.add_argument("--jobs", metavar="N", type=int, help="processes for several documents (all cores)")
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Compares, writes, and returns the exit code: 1 where --fail-on holds or an input failed, 2 for wrong usage."""
    from ..export.comparison import BINARY_FORMATS, write_comparison

    form = _format(args)
    if form in BINARY_FORMATS and args.output is None and sys.stdout.isatty():
        terminal.error(f"{form} goes into a file: give -o FILE", program=args.program)
        return 2
    comparison, failed = _compare(args)
    if comparison is None:
        return 2
    for note in comparison.notes:
        if not args.quiet:
            terminal.note(note.message_en if args.language == "en" else note.message, program=args.program)
    data = write_comparison(comparison, form, language=args.language)
    if args.output is None:
        sys.stdout.buffer.write(data)
    else:
        files.write_bytes(data, args.output)
    return max(_check(comparison, args), 1 if failed else 0)


def _format(args: argparse.Namespace) -> ComparisonFormat:
    """The format asked for, else the one that the output's name ends in, else JSON."""
    by_name = SUFFIXES.get(args.output.suffix.lower(), "json") if args.output else "json"
    chosen: ComparisonFormat = args.format or by_name
    return chosen


def _compare(args: argparse.Namespace) -> tuple[Comparison | None, int]:
    """The comparison asked for and how many inputs failed; None, with the reason told, where there is none."""
    from ..comparison import compare, group

    inputs = [Path(name) for name in args.inputs]
    failures: list[Path] = []
    if args.baseline == "auto":
        return _compare_auto(inputs, args)
    if args.baseline == "none":
        plans = [stored.plan for stored in _read(inputs, args, failures)]
        return (group(plans) if plans else None), len(failures)
    if args.baseline is not None:
        inputs.insert(0, Path(args.baseline))
    if len(inputs) < 2:
        terminal.error("give a baseline and at least one plan, or --baseline none", program=args.program)
        return None, 0
    bases = list(_read(inputs[:1], args, failures))
    if len(bases) != 1:
        if bases:
            terminal.error(f"{inputs[0]}: holds {len(bases)} plans, name one", program=args.program)
        return None, len(failures)
    base = bases[0]
    others = (stored.plan for stored in _read(inputs[1:], args, failures))
    comparison = compare(base.plan, others, partial=args.partial or base.partial)
    return (comparison if comparison.plans else None), len(failures)


def _compare_auto(inputs: list[Path], args: argparse.Namespace) -> tuple[Comparison | None, int]:
    """The plans against the programme that they say they implement, looked for in the folders among the inputs."""
    from ..comparison import choose_baseline, compare

    failures: list[Path] = []
    folders = [path for path in inputs if path.is_dir()]
    plans = [stored.plan for stored in _read([p for p in inputs if not p.is_dir()], args, failures)]
    if not plans:
        terminal.error("no plan to compare: give the plans beside the folder", program=args.program)
        return None, len(failures)
    searched = folders or sorted({path.parent for path in inputs})
    at_hand = list(_read(searched, args, None))
    chosen = choose_baseline(plans, [stored.plan for stored in at_hand])
    partial = args.partial or any(stored.partial for stored in at_hand if stored.plan is chosen)
    return compare(chosen, [plan for plan in plans if plan != chosen], partial=partial), len(failures)


def _read(paths: list[Path], args: argparse.Namespace, failures: list[Path] | None) -> Iterator[Stored]:
    """The plans in files and folders, one by one in the order given, without what comparing does not look at.

    A file that fails is told in one line and added to `failures`; None: files that hold no plan are passed over.
    """
    from ..comparison import Stored, read_stored, strip_body
    from ..errors import KehoachError

    names: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in STORED) if path.is_dir() else [path]
        names += inside
    documents = [str(path) for path in names if path.suffix.lower() not in STORED]
    parsed = files.each_plan(documents, args)
    for path in names:
        if path.suffix.lower() not in STORED:
            plan = next(parsed)
            if plan is not None:
                yield Stored(strip_body(plan))
            elif failures is not None:
                failures.append(path)
            continue
        try:
            found = read_stored(path.read_bytes(), str(path))
        except (KehoachError, OSError) as error:
            if failures is not None:
                words = terminal.describe(error) if isinstance(error, OSError) else str(error)
                terminal.error(words, program=args.program)
                failures.append(path)
            continue
        for stored in found:
            yield Stored(strip_body(stored.plan), stored.partial)


def _check(comparison: Comparison, args: argparse.Namespace) -> int:
    """1 where a row has a status of --fail-on, each told in one line."""
    found = comparison.fails(args.fail_on)
    for row, plan in found:
        words = " ".join((row.clause or row.target.text).split())
        short = words if len(words) <= 90 else words[:89] + "…"
        cell = row.cells[plan]
        early = " (not yet due)" if "not_due" in cell.remarks else ""
        terminal.error(f"{comparison.names[plan]}: {cell.status}{early}: {short}", program=args.program)
    return 1 if found else 0


def _statuses(text: str) -> frozenset[str]:
    chosen = frozenset(part.strip() for part in text.split(",") if part.strip())
    if not chosen or not chosen <= set(STATUSES):
        raise argparse.ArgumentTypeError(f"{text!r}: choose from {', '.join(STATUSES)}")
    return chosen
