"""`kehoach duplicates PLAN…`: text that plans have in common, and versions of one plan."""

from __future__ import annotations

import argparse
import json

from . import files
from .language import say

HELP = "Find copied text between plans, and drafts of one plan."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", metavar="PLAN", nargs="+", help=files.SOURCE_HELP)
    parser.add_argument("--threshold", type=float, default=0.3, metavar="SHARE", help="of their text in common (0.3)")
    parser.add_argument("--format", choices=("text", "json"))
    files.add_output_argument(parser)
    files.add_batch_arguments(parser)
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the pairs, most alike first."""
    from ..comparison import find_near_duplicates

    form = files.choose_format(args, files.TEXT_OR_JSON, "text")
    inputs = files.Inputs(args.files, args)
    plans = list(inputs.plans())
    found = find_near_duplicates(plans, threshold=args.threshold)
    names = [plan.source.name for plan in plans]
    if form == "json":
        data = [
            {
                "left": names[pair.left],
                "right": names[pair.right],
                "similarity": pair.similarity,
                "of_left": pair.of_left,
                "of_right": pair.of_right,
                "kind": pair.kind,
                "passages": [
                    {
                        "text": passage.text,
                        "left": passage.left.model_dump(mode="json"),
                        "right": passage.right.model_dump(mode="json"),
                    }
                    for passage in pair.passages
                ],
            }
            for pair in found
        ]
        files.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", args.output)
        return inputs.exit_code()
    lines = []
    for pair in found:
        lines.append(
            f"{say(pair.kind):8} {pair.similarity:.2f} "
            f"({say(f'{pair.of_left:.0%} of the first, {pair.of_right:.0%} of the second')}): "
            f"{names[pair.left]} | {names[pair.right]}"
        )
        lines += [f"    {passage.text}" for passage in pair.passages]
    files.write_text("\n".join(lines) + "\n" if lines else say("no text in common"), args.output)
    return inputs.exit_code()
