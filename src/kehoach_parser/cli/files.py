"""Input and output of the commands: whole inputs in, whole outputs out, never half a file."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from . import terminal

if TYPE_CHECKING:
    from ..errors import KehoachError
    from ..models import Plan

    Result = tuple[str, Plan | KehoachError]

STANDARD_INPUT = "-"
EXCEL_MARK = "\ufeff"
"""Begins a CSV file: without it Excel does not read the file as UTF-8."""
Ocr = Literal["auto", "never", "always"]


def add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say how input is read, the same for every command that reads documents."""
    parser.add_argument(
        "--ocr",
        choices=("auto", "never", "always"),
        default="auto",
        help="recognise scanned pages: where they need it (auto), never, or on every page",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress bar, no warnings")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="say what the parser doubts, on standard error"
    )


def add_output_argument(
    parser: argparse.ArgumentParser, help: str = "write to FILE, whole or not at all"
) -> None:
    """`-o FILE`; standard output where it is left out."""
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help=help)


def parse_file(name: str, ocr: Ocr) -> Plan:
    """The plan in a file, or on standard input for `-`. Raises KehoachError or OSError."""
    from kehoach_parser import parse

    if name == STANDARD_INPUT:
        return parse(sys.stdin.buffer.read(), name="<stdin>", ocr=ocr)
    return parse(Path(name), ocr=ocr)


def parse_files(names: list[str], args: argparse.Namespace) -> tuple[list[Plan], int]:
    """The plans of all files that could be read, and how many could not; each failure is told in one line."""
    plans: list[Plan] = []
    failed = 0
    for plan in each_plan(names, args):
        if plan is None:
            failed += 1
        else:
            plans.append(plan)
    return plans, failed


def each_plan(names: list[str], args: argparse.Namespace) -> Iterator[Plan | None]:
    """One plan a file in the order given, None for a file that failed (the reason is told in one line).

    `args` has `ocr`, `quiet`, `verbose`, `program`, and may have `jobs`.
    """
    from ..errors import KehoachError

    for name, result in _with_progress(_results(names, args), len(names), args):
        if isinstance(result, KehoachError):
            terminal.error(name_once(name, str(result)), program=args.program)
            yield None
        else:
            if args.verbose:
                tell_issues(result, args.program)
            yield result


def tell_issues(plan: Plan, program: str) -> None:
    """Prints every doubt of the parser about a plan, one a line."""
    for issue in plan.issues:
        quote = f" [{issue.evidence.quote[:60]}]" if issue.evidence else ""
        terminal.warning(f"{plan.source.name}: {issue.code}: {issue.message}{quote}", program=program)


def write_text(text: str, target: Path | None) -> None:
    """Writes to a file, or to standard output for None. Always UTF-8, and a final line break."""
    data = text if text.endswith("\n") else text + "\n"
    if target is None:
        sys.stdout.buffer.write(data.encode("utf-8"))
    else:
        write_bytes(data.encode("utf-8"), target)


def write_bytes(data: bytes, target: Path) -> None:
    """Writes a file whole: a neighbour first, which then takes its name. Devices are written directly."""
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    neighbour = target.with_name(f".{target.name}.{os.getpid()}")
    neighbour.unlink(missing_ok=True)  # left by a process of the same number that was killed
    try:
        with neighbour.open("xb") as stream:
            stream.write(data)
        if target.exists():
            neighbour.chmod(target.stat().st_mode & 0o777)
        neighbour.replace(target)
    except BaseException:
        neighbour.unlink(missing_ok=True)
        raise


def exit_code(total: int, failed: int) -> int:
    """0 where all went well, 2 where nothing could be read, 1 between."""
    if failed == 0:
        return 0
    return 2 if failed == total else 1


def positive(text: str) -> int:
    """A number of processes, for argparse."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes")
    return value


def _results(names: list[str], args: argparse.Namespace) -> Iterator[Result]:
    if len(names) == 1 or STANDARD_INPUT in names:
        return ((name, _attempt(name, args.ocr)) for name in names)
    from kehoach_parser import parse_many

    return parse_many(names, jobs=getattr(args, "jobs", None), ocr=args.ocr)


def _attempt(name: str, ocr: Ocr) -> Plan | KehoachError:
    from ..errors import KehoachError, UnreadableInput

    try:
        return parse_file(name, ocr)
    except KehoachError as error:
        return error
    except OSError as error:
        return UnreadableInput(error.strerror or str(error))


def _with_progress(results: Iterator[Result], total: int, args: argparse.Namespace) -> Iterator[Result]:
    if total < 2 or args.quiet or not terminal.is_terminal():
        return results
    from tqdm import tqdm

    return iter(tqdm(results, total=total, unit="file", leave=False, file=sys.stderr))


def name_once(name: str, message: str) -> str:
    """The message with the file's name as the user gave it, once."""
    return f"{name}: {message.removeprefix(f'{name}: ').removeprefix(f'{Path(name).name}: ')}"
