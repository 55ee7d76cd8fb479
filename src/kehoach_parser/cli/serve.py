"""`kehoach serve [FOLDER]`: the local page on which an office parses, checks, corrects and compares."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from . import terminal

HELP = "Open a folder as a page in the browser: drop plans, settle doubts, compare; also a server for tools."
TOKEN, PASSWORD = "KEHOACH_TOKEN", "KEHOACH_PASSWORD"
PORT = 8420


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", type=Path, default=Path(), help="the folder with documents (this one)"
    )
    parser.add_argument("--host", default="127.0.0.1", help=f"the address to listen on; others need {PASSWORD}")
    parser.add_argument("--port", type=int, default=PORT, help=f"the port ({PORT}; 0: any that is free)")
    parser.add_argument(
        "--allow-host", metavar="NAME", action="append", default=[], help="a name by which browsers call this server"
    )
    parser.add_argument("--jobs", metavar="N", type=int, help="documents read side by side (all cores)")
    parser.add_argument("--waiting", metavar="N", type=int, default=64, help="posted requests that may wait (64)")
    parser.add_argument("--timeout", metavar="SECONDS", type=float, default=120.0, help="for a posted document (120)")
    parser.add_argument("--max-body", metavar="MB", type=int, default=128, help="the largest document (128 MB)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no line a request")
    parser.add_argument("-v", "--verbose", action="store_true", help="say where an internal error was")


def run(args: argparse.Namespace) -> int:
    """Serves until it is ended."""
    try:
        from ..workbench.server.serving import Serving, serve
    except ImportError as error:
        from ..errors import MissingTool

        raise MissingTool(f"kehoach serve needs {error.name}: pip install 'kehoach-parser[web]'") from error
    if not args.folder.is_dir():
        terminal.error(f"{args.folder}: is no folder", program=args.program)
        return 2
    asked = Serving(
        folder=args.folder, host=args.host, port=args.port, hosts=tuple(args.allow_host),
        token=os.environ.get(TOKEN), password=os.environ.get(PASSWORD), jobs=args.jobs, waiting=args.waiting,
        timeout=args.timeout, max_body=args.max_body * 2**20, quiet=args.quiet,
    )  # fmt: skip
    return serve(asked, lambda told: terminal.note(told, program=args.program))
