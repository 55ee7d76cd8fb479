"""`kehoach compare BASELINE PLAN…`: which targets the plans repeat, raise, lower, restate or leave out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from . import files, terminal
from .language import spoken, written

if TYPE_CHECKING:
    from ..comparison import PairDecision, Stored
    from ..comparison.decisions import PairFile
    from ..export.comparison import ComparisonFormat
    from ..models import Comparison

HELP = "Compare plans with a baseline, or with each other."
FORMATS = ("json", "csv", "xlsx", "docx", "parquet", "md", "html")
STATUSES = (
    "lower",
    "missing",
    "changed",
    "qualitative",
    "higher",
    "equal",
    "not_due",
    "other_period",
    "unread",
)
NOTHING_COMPARED = 3
UNJUDGED = ("unread", "other_period")
SUFFIXES: dict[str, ComparisonFormat] = {
    ".json": "json",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".docx": "docx",
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
        help="auto: the programme that the plans say they implement, looked for in the folders given, among the plans "
        "and in the installed programmes (kehoach programme); "
        "none: group the plans' targets into common indicators; else a file, or the number of an installed programme "
        "(1629). Every input is then a plan",
    )
    parser.add_argument("--store", metavar="ARCHIVE", help="the plans are those of an archive (see --programme)")
    parser.add_argument(
        "--programme",
        metavar="NUMBER",
        help="of an archive the plans that implement this programme (1629/QĐ-TTg), which is looked for among the "
        "inputs, in the archive and among the installed programmes",
    )
    parser.add_argument("--partial", action="store_true", help="say that the baseline is known only in part")
    parser.add_argument(
        "--group",
        choices=("region", "province"),
        help="put the plans of a socio-economic region, or of what is one province since July 2025, side by side, with "
        "the mean of each group",
    )
    parser.add_argument("--format", choices=FORMATS, help="by default as the name of the output says, else json")
    parser.add_argument("--template", metavar="FILE", type=Path, help="a Word file whose styles a docx takes")
    parser.add_argument(
        "--fail-on",
        metavar="STATUS,…",
        type=_statuses,
        default=frozenset(),
        help="exit with 1 where a row has one of these: " + ", ".join(STATUSES),
    )
    parser.add_argument(
        "--pairs",
        metavar="FILE",
        type=Path,
        help="pairs that a person fixed or forbade (JSON), or the workbook with its last column filled in",
    )
    parser.add_argument(
        "--write-pairs", metavar="FILE", type=Path, help="write the pairs found, to be edited and given to --pairs"
    )
    files.add_output_argument(parser)
    files.add_batch_arguments(parser)
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Compares, writes, and returns the exit code: 1 where --fail-on holds or an input failed, 2 for wrong usage, 3
    where --fail-on was asked for and nothing could be compared."""
    from ..export.comparison import BINARY_FORMATS, write_comparison
    from ..language.compiled import keep_compiled

    form = cast("ComparisonFormat", files.choose_format(args, SUFFIXES, "json"))
    if form in BINARY_FORMATS and args.output is None and sys.stdout.isatty():
        terminal.error(f"{form} goes into a file: give -o FILE", program=args.program)
        return 2
    comparison, failed = _compare(args)
    keep_compiled()
    if comparison is None:
        return _nothing(args, 2)
    comparison = _mark(comparison, args)
    if args.group is not None:
        from ..comparison import group_by_place

        comparison = group_by_place(comparison, args.group)
    for note in comparison.notes:
        if not args.quiet:
            terminal.note(note.message_en if spoken() == "en" else note.message, program=args.program)
    template = args.template.read_bytes() if args.template is not None else None
    try:
        data = write_comparison(comparison, form, language=written(args), template=template)
    except ValueError as error:
        terminal.error(f"{args.template}: {error}", program=args.program)
        return 2
    if args.output is None:
        sys.stdout.buffer.write(data)
    else:
        files.write_bytes(data, args.output)
    if args.write_pairs is not None:
        from ..comparison import write_pairs

        files.write_text(write_pairs(comparison), args.write_pairs)
    if args.fail_on and all(cell.status in UNJUDGED for row in comparison.all_rows() for cell in row.cells):
        return _nothing(args, 0)
    return max(_check(comparison, args), 1 if failed else 0)


def _nothing(args: argparse.Namespace, otherwise: int) -> int:
    """The exit code where nothing was compared: a check that was asked for did not take place."""
    if not args.fail_on:
        return otherwise
    terminal.error("nothing was compared, so --fail-on checked nothing", program=args.program)
    return NOTHING_COMPARED


def _pairs(args: argparse.Namespace) -> tuple[PairDecision, ...]:
    """The decisions of --pairs. Raises KehoachError where the file holds none."""
    return _read_pairs(args).pairs if args.pairs is not None else ()


def _read_pairs(args: argparse.Namespace) -> PairFile:
    from ..comparison import read_pairs

    return read_pairs(args.pairs.read_bytes(), str(args.pairs))


def _mark(comparison: Comparison, args: argparse.Namespace) -> Comparison:
    """The comparison with who has looked at which row, where --pairs is a workbook that says so."""
    seen = _read_pairs(args).seen if args.pairs is not None else ()
    if not seen:
        return comparison
    from ..comparison import Review, mark_reviewed

    places = {name: place for place, name in enumerate(comparison.names)}
    rows = {row.id: row for row in comparison.all_rows()}
    reviews: list[Review] = []
    for one in seen:
        if one.plan not in places or one.row not in rows:
            continue
        place = places[one.plan]
        now = rows[one.row].cells[place]
        status, target = (now.status, now.target) if one.wrong and now.decided else (one.status, one.target)
        reviews.append(Review(one.row, place, status, target, one.by, ""))
    return mark_reviewed(comparison, reviews)


def _compare(args: argparse.Namespace) -> tuple[Comparison | None, int]:
    """The comparison asked for and how many inputs failed; None, with the reason told, where there is none."""
    from ..comparison import compare, group, strip_body

    if (args.store is None) != (args.programme is None):
        terminal.error("--store and --programme go together", program=args.program)
        return None, 0
    if args.store is not None:
        return _compare_stored(args)
    if args.baseline == "auto":
        return _compare_auto(args.inputs, args)
    if args.baseline == "none":
        inputs = files.Inputs(args.inputs, args)
        plans = [strip_body(stored.plan) for stored in _read(inputs)]
        return (group(plans) if plans else None), inputs.failed
    names = [*([_baseline_file(args.baseline)] if args.baseline is not None else []), *args.inputs]
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
    comparison = compare(
        base.plan,
        others,
        partial=args.partial or base.partial,
        pairs=_pairs(args),
        certainty=base.certainty,
    )
    return (comparison if comparison.plans else None), rest.failed


def _baseline_file(name: str) -> str:
    """The file of a baseline that may be called by its number."""
    from ..comparison import find_programme

    found = None if Path(name).exists() else find_programme(name)
    return str(found) if found else name


def _compare_auto(names: list[str], args: argparse.Namespace) -> tuple[Comparison | None, int]:
    """The plans against the programme that they say they implement, looked for in the folders among the inputs (else
    among the parsed plans beside the inputs), among the inputs, and in the installed programmes."""
    from ..archive import Skipped
    from ..comparison import Stored, choose_baseline, compare, find_programmes

    folders = [name for name in names if Path(name).is_dir()]
    inputs = files.Inputs([name for name in names if name not in folders], args)
    plans = [stored.plan for stored in _read(inputs)]
    if not plans:
        terminal.error("no plan to compare: give the plans beside the folder", program=args.program)
        return None, inputs.failed
    searched = files.Inputs(folders or sorted({str(Path(name).parent) for name in names}), args)
    if not folders:
        searched.found = [s for s in searched.found if not isinstance(s, Skipped) and s.kind == "plans"]
    installed = files.Inputs([str(path) for path in find_programmes()], args)
    at_hand = [*_read(searched, quietly=True), *(Stored(plan) for plan in plans), *_read(installed, quietly=True)]
    chosen = choose_baseline(plans, [stored.plan for stored in at_hand])
    base = next(stored for stored in at_hand if stored.plan is chosen)
    comparison = compare(
        chosen,
        [plan for plan in plans if plan != chosen],
        partial=args.partial or base.partial,
        pairs=_pairs(args),
        certainty=base.certainty,
    )
    return comparison, inputs.failed


def _compare_stored(args: argparse.Namespace) -> tuple[Comparison | None, int]:
    """The plans of an archive that implement a programme, against that programme: it is among the inputs, in the
    archive or installed."""
    from ..archive import Archive
    from ..comparison import choose_baseline, compare, find_programme, strip_body
    from ..errors import BaselineNotFound

    inputs = files.Inputs(args.inputs, args)
    given = list(_read(inputs))
    with Archive(args.store) as archive:
        at_hand = [*((stored.plan, stored.partial) for stored in given), *archive.documents(args.programme)]
        installed = None if at_hand else find_programme(args.programme)
        if installed is not None:
            known = _read(files.Inputs([str(installed)], args), quietly=True)
            at_hand = [(stored.plan, stored.partial) for stored in known]
        if not at_hand:
            raise BaselineNotFound(
                f"{args.programme} is neither in {args.store}, nor among the inputs, nor installed: give its document, "
                "or collect it into the archive"
            )
        plans = [strip_body(plan) for plan in archive.implementing(args.programme)]
    if not plans:
        terminal.error(f"no plan of {args.store} says that it implements {args.programme}", program=args.program)
        return None, inputs.failed
    chosen = choose_baseline(plans, [plan for plan, _ in at_hand])
    partial = args.partial or any(in_part for plan, in_part in at_hand if plan is chosen)
    others = [plan for plan in plans if plan != chosen]
    return compare(strip_body(chosen), others, partial=partial, pairs=_pairs(args)), inputs.failed


def _read(inputs: files.Inputs, *, quietly: bool = False) -> Iterator[Stored]:
    """The plans one by one in the order given; of a stored baseline with how surely its targets are known."""
    from ..comparison import Stored, read_stored

    for reading in inputs.read(quietly=quietly):
        if reading.plan is None:
            continue
        path = Path(reading.name)
        if reading.partial and path.is_file():
            known = read_stored(path.read_bytes(), reading.name)
            yield next((one for one in known if one.plan == reading.plan), Stored(reading.plan, True))
        else:
            yield Stored(reading.plan, reading.partial)


def _check(comparison: Comparison, args: argparse.Namespace) -> int:
    """1 where a row has a status of --fail-on, each told in one line."""
    found = comparison.fails(args.fail_on)
    for row, plan in found:
        words = " ".join((row.clause or row.target.text).split())
        short = words if len(words) <= 90 else words[:89] + "…"
        cell = row.cells[plan]
        annex = " (stands in an annex only)" if "in_annex" in cell.remarks else ""
        terminal.error(f"{comparison.names[plan]}: {cell.status}{annex}: {short}", program=args.program)
    return 1 if found else 0


def _statuses(text: str) -> frozenset[str]:
    chosen = frozenset(part.strip() for part in text.split(",") if part.strip())
    if not chosen or not chosen <= set(STATUSES):
        raise argparse.ArgumentTypeError(f"{text!r}: choose from {', '.join(STATUSES)}")
    return chosen
