"""`kehoach years PLAN…`: what a body raised, lowered, dropped and kept from one of its plans to the next."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from . import files, terminal
from .language import say

if TYPE_CHECKING:
    from ..comparison import YearChange

HELP = "Say what each body changed from one of its plans to the next of the same programme or topic."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", metavar="PLAN", nargs="+", help=files.SOURCE_HELP)
    parser.add_argument("--format", choices=("text", "json"))
    files.add_output_argument(parser)
    files.add_batch_arguments(parser)
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the changes; 3 where no two plans of one body and topic were among the files."""
    from ..comparison import compare_years

    form = files.choose_format(args, files.TEXT_OR_JSON, "text")
    inputs = files.Inputs(args.files, args)
    changes = compare_years(list(inputs.plans()))
    if not changes:
        terminal.error("no two plans of one body about the same thing in different years", program=args.program)
        return max(3, inputs.exit_code())
    if form == "json":
        text = json.dumps([_to_data(change) for change in changes], ensure_ascii=False, indent=1) + "\n"
    else:
        text = "\n".join(line for change in changes for line in _to_lines(change)) + "\n"
    files.write_text(text, args.output)
    return inputs.exit_code()


def _to_lines(change: YearChange) -> list[str]:
    before, after = change.before.metadata, change.after.metadata
    names = [
        f"{meta.place or ''} {_when(meta.period, meta.issued)} {meta.number or ''}".strip() for meta in (before, after)
    ]
    lines = [f"{names[0]} -> {names[1]}"]
    for kind in ("raised", "lowered", "kept", "restated", "dropped"):
        for row in getattr(change, kind):
            cell = row.cells[0]
            figures = f" {row.measure.low:g} -> {cell.measure.low:g}" if row.measure and cell.measure else ""
            lines.append(f"  {say(kind):9}{figures}: {' '.join(row.clause.split())}")
    lines += [f"  {say('added'):9}: {' '.join(target.text.split())}" for target in change.added]
    return lines


def _when(period: object, issued: str | None) -> str:
    start, end = getattr(period, "start", None), getattr(period, "end", None)
    if start is None:
        return (issued or "")[:4]
    return str(start) if start == end else f"{start}-{end}"


def _to_data(change: YearChange) -> dict[str, object]:
    found: dict[str, object] = {
        "before": change.before.metadata.model_dump(mode="json"),
        "after": change.after.metadata.model_dump(mode="json"),
    }
    for kind in ("raised", "lowered", "kept", "restated", "dropped"):
        found[kind] = [row.model_dump(mode="json") for row in getattr(change, kind)]
    return {**found, "added": [target.model_dump(mode="json") for target in change.added]}
