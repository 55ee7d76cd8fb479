"""`kehoach doctor`: which outside programs are there, which are missing, and how to get them."""

from __future__ import annotations

import argparse

from . import files
from .language import say

HELP = "Say which outside programs (Tesseract, LibreOffice …) are installed and how to get the others."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--format", choices=("text", "json"))
    files.add_output_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Prints a line or two a program; 0 whatever is missing, for all of them are optional."""
    form = files.choose_format(args, files.TEXT_OR_JSON, "text")
    import json
    from dataclasses import asdict

    from ..readers.programs import examine

    tools = examine()
    if form == "json":
        files.write_text(json.dumps([asdict(tool) for tool in tools], ensure_ascii=False, indent=2), args.output)
        return 0
    width = max(len(tool.name) for tool in tools)
    lines = []
    for tool in tools:
        state = f"{say('found')} {tool.version or ''}".rstrip() if tool.found else say("missing")
        lines.append(f"{tool.name:{width}}  {state:16}  {say(f'for {tool.needed_for}')}")
        if not tool.found:
            lines.append(f"{'':{width}}  {say(f'to get it: {tool.how_to_get}')}")
    files.write_text("\n".join(lines), args.output)
    return 0
