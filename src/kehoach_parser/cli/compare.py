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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "inputs",
        metavar="BASELINE PLAN",
        nargs="*",
        help=files.SOURCE_HELP + "; the first is the baseline",
    )
    parser.add_argument(
        "--baseline",
        metavar="WHICH",
        help="auto: the programme that the plans say they implement, looked for in the folders given; "
        "none: group the plans' targets into common indicators; else a file. Every input is then a plan",
    )
    parser.add_argument("--store", metavar="ARCHIVE", help="the plans are those of an archive (see --programme)")
    parser.add_argument(
        "--programme",
        metavar="NUMBER",
        help="of an archive the plans that implement this programme (1629/QĐ-TTg), which is looked for in the archive "
        "and among the inputs",
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
    files.add_batch_arguments(parser)
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

    if (args.store is None) != (args.programme is None):
        terminal.error("--store and --programme go together", program=args.program)
        return None, 0
    if args.store is not None:
        return _compare_stored(args)
    if args.baseline == "auto":
        return _compare_auto(args.inputs, args)
    if args.baseline == "none":
        inputs = files.Inputs(args.inputs, args)
        plans = [stored.plan for stored in _read(inputs)]
        return (group(plans) if plans else None), inputs.failed
    names = [*([args.baseline] if args.baseline is not None else []), *args.inputs]
    if len(names) < 2:
        terminal.error("give a baseline and at least one plan, or --baseline none", program=args.program)
        return None, 0
    first = files.Inputs(names[:1], args)
    bases = list(_read(first))
    if len(bases) != 1:
        if bases or not first.failed:
            terminal.error(f"{names[0]}: holds {len(bases)} plans, name one", program=args.program)
        return None, first.failed
    base = bases[0]
    rest = files.Inputs(names[1:], args)
    others = (stored.plan for stored in _read(rest))
    comparison = compare(base.plan, others, partial=args.partial or base.partial)
    return (comparison if comparison.plans else None), rest.failed


def _compare_auto(names: list[str], args: argparse.Namespace) -> tuple[Comparison | None, int]:
    """The plans against the programme that they say they implement, looked for in the folders among the inputs,
    else among the parsed plans beside the inputs."""
    from ..archive import Skipped
    from ..comparison import choose_baseline, compare

    folders = [name for name in names if Path(name).is_dir()]
    inputs = files.Inputs([name for name in names if name not in folders], args)
    plans = [stored.plan for stored in _read(inputs)]
    if not plans:
        terminal.error("no plan to compare: give the plans beside the folder", program=args.program)
        return None, inputs.failed
    searched = files.Inputs(folders or sorted({str(Path(name).parent) for name in names}), args)
    if not folders:
        searched.found = [s for s in searched.found if not isinstance(s, Skipped) and s.kind == "plans"]
    at_hand = list(_read(searched, quietly=True))
    chosen = choose_baseline(plans, [stored.plan for stored in at_hand])
    partial = args.partial or any(stored.partial for stored in at_hand if stored.plan is chosen)
    return compare(chosen, [plan for plan in plans if plan != chosen], partial=partial), inputs.failed


def _compare_stored(args: argparse.Namespace) -> tuple[Comparison | None, int]:
    """The plans of an archive that implement a programme, against that programme."""
    from ..archive import Archive
    from ..comparison import choose_baseline, compare, strip_body
    from ..errors import BaselineNotFound

    inputs = files.Inputs(args.inputs, args)
    given = list(_read(inputs))
    with Archive(args.store) as archive:
        at_hand = [*((stored.plan, stored.partial) for stored in given), *archive.documents(args.programme)]
        if not at_hand:
            raise BaselineNotFound(
                f"{args.programme} is neither in {args.store} nor among the inputs: give its document, "
                "or collect it into the archive"
            )
        plans = [strip_body(plan) for plan in archive.implementing(args.programme)]
    if not plans:
        terminal.error(f"no plan of {args.store} says that it implements {args.programme}", program=args.program)
        return None, inputs.failed
    chosen = choose_baseline(plans, [plan for plan, _ in at_hand])
    partial = args.partial or any(known for plan, known in at_hand if plan is chosen)
    return compare(strip_body(chosen), [plan for plan in plans if plan != chosen], partial=partial), inputs.failed


def _read(inputs: files.Inputs, *, quietly: bool = False) -> Iterator[Stored]:
    """The plans one by one in the order given, without what comparing does not look at."""
    from ..comparison import Stored, strip_body

    for reading in inputs.read(quietly=quietly):
        if reading.plan is not None:
            yield Stored(strip_body(reading.plan), reading.partial)


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
