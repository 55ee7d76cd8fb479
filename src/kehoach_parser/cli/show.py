"""`kehoach show FILE --target ID -o x.png`: the page that a statement stands on, its words and figures drawn in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import WrongUsage
from . import files, terminal

if TYPE_CHECKING:
    from ..models import Evidence

HELP = "Show where a statement of a PDF stands: a picture of its page with the words and figures marked."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", metavar="FILE", help="a PDF, printed or scanned")
    parser.add_argument(
        "--target", metavar="ID", required=True, help="the id of a target, commitment or assignment, such as t3"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True,
        help="the picture (.png); a second page is written beside it with its number in the name",
    )  # fmt: skip
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the pictures."""
    from ..export.evidence_picture import find_evidence
    from ..limits.isolation import call_isolated

    files.choose_format(args, {".png": "png"}, "png")
    plan = files.parse_file(args.file, args)
    evidence = find_evidence(plan, args.target)
    if not evidence:
        ids = [*(t.id for t in (*plan.targets, *plan.commitments)), *(a.id for a in plan.assignments)]
        known = ", ".join(ids) or "none"
        raise WrongUsage(f"{args.file}: no statement {args.target}; there are: {known}")
    if not evidence[0].boxes or plan.source.media_type != "application/pdf":
        raise WrongUsage(f"{args.file}: {args.target} has no place on a page; only a PDF has pages to show")
    drawn = call_isolated(_draw, Path(args.file), evidence, name=args.file)
    for index, (page, picture) in enumerate(drawn):
        output: Path = args.output if index == 0 else args.output.with_stem(f"{args.output.stem}-{page}")
        files.write_bytes(picture, output)
        if not args.quiet:
            terminal.note(f"{output}: page {page}", program=args.program)
    return 0


def _draw(path: Path, evidence: tuple[Evidence, ...]) -> list[tuple[int, bytes]]:
    from ..export.evidence_picture import draw_evidence

    return list(draw_evidence(path.read_bytes(), evidence))
