"""The commands `kehoach` and `kehoach-parse`: arguments and exit codes only.

Every subcommand is a module of this package with `HELP`, `add_arguments(parser)` and `run(args) -> int`; what
it needs of the package it imports inside `run`, so that `--help` and `--version` answer at once. To add one,
write the module and name it in `COMMANDS`.

Exit codes: 0 done; 1 some files failed, or a check that was asked for did not hold; 2 wrong usage or
unreadable input; 3 a check was asked for and nothing could be compared; 130 interrupted; 141 the reader of the output
went away.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

from . import terminal
from .language import LANGUAGES, choose_language, say, say_help, set_language

COMMANDS = (
    "parse",
    "compare",
    "years",
    "duplicates",
    "programme",
    "tables",
    "agencies",
    "view",
    "show",
    "check",
    "calendar",
    "collect",
    "query",
    "find",
    "evaluate",
    "gold",
    "schema",
    "serve",
    "doctor",
    "completion",
)
USAGE_ERROR = 2
_USAGE = "usage: "
INTERRUPTED = 130
OUTPUT_CLOSED = 141
RARE_COLLECTIONS = (200_000, 20, 50)
"""Garbage collection thresholds: plans hold few cycles, and a short run saves a tenth of its time."""

NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""A command's values need no hooks of other packages, and looking for them reads all that is installed."""


class _Version(argparse.Action):
    """Prints the version."""

    def __init__(self, option_strings: Sequence[str], dest: str, **kwargs: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from .. import __version__

        print(f"kehoach-parser {__version__}")
        parser.exit()


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, and whose usage is in the language of the run."""

    def format_usage(self) -> str:
        return _say_usage(super().format_usage())

    def format_help(self) -> str:
        return _say_usage(super().format_help())

    def error(self, message: str) -> Any:
        terminal.error(f"{message} (see {self.prog} --help)", program=self.prog)
        raise SystemExit(USAGE_ERROR)


def main(argv: Sequence[str] | None = None) -> int:
    """`kehoach COMMAND …`; returns the exit code."""
    return _run(make_parser, argv)


def main_parse(argv: Sequence[str] | None = None) -> int:
    """`kehoach-parse FILE…`, the same as `kehoach parse FILE…`; returns the exit code."""
    return _run(make_parse_parser, argv)


def make_parser() -> argparse.ArgumentParser:
    """The arguments of `kehoach`."""
    parser = _Parser(
        prog="kehoach", description="Turn Vietnamese government plans (kế hoạch) into data and compare them."
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True, parser_class=_Parser)
    for name in COMMANDS:
        module = _load(name)
        _add_command(commands.add_parser(name, help=module.HELP, description=module.HELP), module)
    say_help(parser)
    return parser


def make_parse_parser() -> argparse.ArgumentParser:
    """The arguments of `kehoach-parse`."""
    module = _load("parse")
    parser = _Parser(prog="kehoach-parse", description=module.HELP)
    parser.add_argument("--version", action=_Version)
    _add_command(parser, module)
    return parser


def _say_usage(text: str) -> str:
    """The usage in the language of the run, its further lines below the first."""
    usage, blank, rest = text.removeprefix(_USAGE).partition("\n\n")
    said = say(_USAGE)
    return said + usage.replace("\n", "\n" + " " * (len(said) - len(_USAGE))) + blank + rest


def _load(name: str) -> ModuleType:
    return import_module(f".{name}", __package__)


def _add_command(parser: argparse.ArgumentParser, module: ModuleType) -> None:
    module.add_arguments(parser)
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        help="the language of messages (by the locale), and of what is written to be read (vi)",
    )
    say_help(parser)
    parser.set_defaults(run=module.run, program=parser.prog)


def _run(make: Callable[[], argparse.ArgumentParser], argv: Sequence[str] | None) -> int:
    from ..errors import KehoachError

    set_language(choose_language(sys.argv[1:] if argv is None else argv))
    args = make().parse_args(argv)
    os.environ.setdefault(*NO_PLUGINS)
    gc.set_threshold(*RARE_COLLECTIONS)
    _heed_signals()
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except KehoachError as error:
        terminal.error(str(error), program=args.program)
    except BrokenPipeError:
        _close_output()
        return OUTPUT_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        terminal.error(terminal.describe(error), program=args.program)
        try:
            sys.stdout.flush()
        except OSError:
            _close_output()  # else the interpreter tries once more when it ends, and gives a code of its own
    except Exception as error:
        if getattr(args, "verbose", False):
            raise
        bug = f"{type(error).__name__}: {error}"
        terminal.error(f"internal error, please report it: {bug} (-v shows where)", program=args.program)
    finally:
        gc.freeze()  # else the end of the process looks through everything once more for what nobody needs
    return USAGE_ERROR


def _close_output() -> None:
    """What standard output did not take goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _heed_signals() -> None:
    """Lets a run that is ended from outside end its programs and remove its temporary files first."""
    if threading.current_thread() is not threading.main_thread():
        return

    def stop(number: int, _: Any) -> None:
        programs = sys.modules.get("kehoach_parser.readers.shared.programs")
        if programs is not None:
            programs.end_programs()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + number)

    named = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP"))  # Windows has no SIGHUP
    for number in filter(None, named):
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, stop)
