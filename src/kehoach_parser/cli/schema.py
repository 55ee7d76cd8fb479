"""`kehoach schema`: the JSON Schema of what the parser prints."""

from __future__ import annotations

import argparse

from . import files

HELP = "Print the JSON Schema of a parsed plan."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--comparison", action="store_true", help="the schema of a comparison instead")
    parser.add_argument("--corrections", action="store_true", help="the schema of a file of corrections instead")
    files.add_output_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the schema."""
    from ..export.schema import comparison_schema, plan_schema

    files.choose_format(args, {".json": "json"}, "json")
    if args.corrections:
        from ..workbench.corrections import corrections_schema

        schema = corrections_schema()
    else:
        schema = comparison_schema() if args.comparison else plan_schema()
    files.write_text(schema, args.output)
    return 0
