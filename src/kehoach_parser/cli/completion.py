"""`kehoach completion SHELL`: a script with which the shell completes commands, options and files."""

from __future__ import annotations

import argparse

from . import files

HELP = "Print a script that completes commands and options: bash, zsh, fish, PowerShell."
SHELLS = ("bash", "zsh", "fish", "powershell", "tcsh")
_FILES = frozenset(("FILE", "SOURCE", "PLAN", "BASELINE PLAN", "DIR", "FOLDER", "ARCHIVE"))
"""What stands for a name in the file system; as metavar of an argument."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("shell", choices=SHELLS, help="the shell; docs/guide.md says where its script goes")
    files.add_output_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the scripts of `kehoach` and `kehoach-parse`."""
    from ..errors import MissingTool
    from . import make_parse_parser, make_parser

    try:
        import shtab
    except ImportError as error:
        raise MissingTool("completion needs shtab: pip install shtab") from error
    scripts = []
    for parser in (make_parser(), make_parse_parser()):
        _mark_files(parser, shtab.FILE)
        scripts.append(shtab.complete(parser, args.shell))
    files.write_text("\n".join(scripts), args.output)
    return 0


def _mark_files(parser: argparse.ArgumentParser, mark: object) -> None:
    """Says to shtab which arguments are names of files."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _mark_files(command, mark)
        elif action.metavar in _FILES:
            action.complete = mark  # type: ignore[attr-defined]
