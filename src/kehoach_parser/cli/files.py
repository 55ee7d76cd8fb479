"""Input and output of the commands: whole inputs in, whole outputs out, never half a file."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..errors import WrongUsage
from . import terminal
from .language import explain, say, spoken

if TYPE_CHECKING:
    from ..archive import Input, Limits, Reading, Skipped
    from ..archive.reading import Check
    from ..models import Plan

EXCEL_MARK = "\ufeff"
"""Begins a CSV file: without it Excel does not read the file as UTF-8."""
SOURCE_HELP = (
    "documents of any kind, folders, patterns, zip files, parsed plans (.json, .jsonl, an archive); - is standard input"
)
TEXT_OR_JSON = {".txt": "text", ".json": "json"}
"""What the names of outputs end in that are text to read or JSON."""
Ocr = Literal["auto", "never", "always"]


def add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say how input is read, the same for every command that reads documents."""
    parser.add_argument(
        "--ocr",
        choices=("auto", "never", "always"),
        default="auto",
        help="recognise scanned pages: where they need it (auto), never, or on every page",
    )
    parser.add_argument(
        "--check-tables", action="store_true", help="read drawn tables of PDFs a second time, report cells that differ"
    )
    parser.add_argument(
        "--check-words", action="store_true", help="report subjects of figures that are cut inside a Vietnamese word"
    )
    parser.add_argument(
        "--corrections", metavar="FOLDER", type=Path, help="apply what people corrected (FOLDER/<sha256>.json)"
    )
    parser.add_argument(
        "--limit",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        type=set_limit,
        help="change a bound of docs/limits.md, such as max_text_chars=9000000",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress bar, no warnings")
    parser.add_argument("-v", "--verbose", action="store_true", help="say what the parser doubts, on standard error")


def add_output_argument(parser: argparse.ArgumentParser, help: str = "write to FILE, whole or not at all") -> None:
    """`-o FILE`; standard output where it is left out."""
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help=help)


def choose_format(args: argparse.Namespace, suffixes: Mapping[str, str], default: str) -> str:
    """The format asked for by --format, else the one that the output's name ends in, else `default` where it ends in
    none. Raises WrongUsage where the name ends in something that this command does not write."""
    chosen: str | None = getattr(args, "format", None)
    if chosen is not None:
        return chosen
    suffix = args.output.suffix.lower() if args.output is not None else ""
    if suffix and suffix not in suffixes:
        known = ", ".join(suffixes)
        told = f"{args.output}: this command writes {known}, no {suffix}"
        raise WrongUsage(f"{told}; --format names a format for any name" if hasattr(args, "format") else told)
    return suffixes.get(suffix, default)


def add_batch_arguments(parser: argparse.ArgumentParser) -> None:
    """The options for many files: processes, and what one file may use."""
    parser.add_argument("--jobs", metavar="N", type=positive, help="processes for several files (all cores)")
    parser.add_argument(
        "--timeout", metavar="SECONDS", type=float, help="give a file up after so long (1800; 0: never)"
    )
    parser.add_argument("--memory", metavar="MB", type=positive, help="give a file up that needs more memory (4096 MB)")


def parse_file(name: str, args: argparse.Namespace) -> Plan:
    """The one plan in a file of any kind, or on standard input for `-`, read as the options say. Raises KehoachError
    or OSError."""
    from ..archive import find_inputs, read_many
    from ..errors import UnreadableInput

    found = list(read_many(find_inputs([name]), workers=0, ocr=args.ocr, isolate=True))
    for reading in found:
        if reading.error is not None and (len(found) == 1 or reading.plan is None):
            raise reading.error
    plans = [reading.plan for reading in found if reading.plan is not None]
    if len(plans) != 1:
        raise UnreadableInput(f"{name}: holds {len(plans)} plans, name one")
    return correct(plans[0], args)


def correct(plan: Plan, args: argparse.Namespace, *, part: bool = False) -> Plan:
    """The plan with the corrections that --corrections names; `part`: it may be one of several of its file."""
    folder: Path | None = getattr(args, "corrections", None)
    if folder is None:
        return plan
    from ..workbench.corrections import apply_from

    return apply_from(plan, folder, part=part)


class Inputs:
    """What the names on a command line stand for, and how reading went. Skipped files are told when all are read."""

    def __init__(self, names: list[str], args: argparse.Namespace) -> None:
        from ..archive import Skipped, find_inputs

        self.args = args
        self.found: list[Input | Skipped] = list(find_inputs(names))
        self.total: int = sum(not isinstance(source, Skipped) for source in self.found)
        self.failed: int = 0
        self.skipped: list[tuple[str, str]] = []

    @property
    def single(self) -> bool:
        """Whether one document was named, and no more."""
        from ..archive import Skipped

        first = self.found[0] if len(self.found) == 1 else None
        return first is not None and not isinstance(first, Skipped) and first.kind == "document" and not first.found

    def read(self, *, everything: bool = False, quietly: bool = False) -> Iterator[Reading]:
        """The plans in order; what fails is told in one line each. `quietly`: not told, as if it were not there.

        `args` has `ocr`, `quiet`, `verbose`, `program`, and may have `jobs`, `timeout`, `memory`.
        """
        from msgspec.structs import replace

        from ..archive import Skipped, read_many

        workers = 0 if self.total < 2 else getattr(self.args, "jobs", None)
        results = read_many(
            self.found,
            workers=workers,
            ocr=self.args.ocr,
            everything=everything,
            checks=checks(self.args),
            limits=limits(self.args),
            isolate=True,
        )
        inputs = (source for source in self.found if not isinstance(source, Skipped))
        documents = {source.name for source in inputs if source.kind == "document"}
        lost: set[str] = set()
        for reading in _with_progress(results, len(self.found), self.args):
            if reading.skipped is not None:
                self.skipped.append((reading.name, reading.skipped))
            elif reading.error is not None:
                lost.add(reading.name)
                if not quietly:
                    terminal.error(name_once(reading.name, str(reading.error)), program=self.args.program)
            elif reading.plan is not None:
                plan = correct(reading.plan, self.args, part=everything)
                if not quietly and (self.args.verbose or reading.name in documents):
                    tell_doubts(plan, self.args)
                yield replace(reading, plan=plan)
        self.failed += len(lost)
        if not quietly:
            self._tell_skipped()

    def plans(self, *, everything: bool = False) -> Iterator[Plan]:
        """The plans alone."""
        return (reading.plan for reading in self.read(everything=everything) if reading.plan is not None)

    def stream(self) -> Iterator[Plan] | None:
        """The plans one at a time, for what needs no more than one; None where there is none."""
        plans = self.plans()
        first = next(plans, None)
        return None if first is None else chain([first], plans)

    def exit_code(self) -> int:
        """0 where all went well, 2 where nothing could be read, 1 between."""
        read = len({source.name for source in self.found} - {name for name, _ in self.skipped})
        if not read:
            terminal.error("nothing to read: no document among what was named", program=self.args.program)
            return 2
        return exit_code(read, self.failed)

    def _tell_skipped(self) -> None:
        if not self.skipped or self.args.quiet:
            return
        if self.args.verbose:
            for name, reason in self.skipped:
                terminal.note(f"{name}: skipped: {reason}", program=self.args.program)
        reasons = Counter(reason for _, reason in self.skipped)
        told = "; ".join(f"{count} {say(reason)}" for reason, count in reasons.most_common())
        count = len(self.skipped)
        skipped = f"{count} {'file' if count == 1 else 'files'} skipped"
        more = "" if self.args.verbose else " (-v names them)"
        terminal.note(f"{skipped}: {told}{more}", program=self.args.program)


def limits(args: argparse.Namespace) -> Limits:
    """What one file may use, as the options say."""
    from ..archive import MEMORY, TIMEOUT, Limits

    timeout, memory = getattr(args, "timeout", None), getattr(args, "memory", None)
    return Limits(TIMEOUT if timeout is None else timeout or None, memory * 2**20 if memory else MEMORY)


def checks(args: argparse.Namespace) -> tuple[Check, ...]:
    """The second opinions that the options ask for."""
    asked: tuple[tuple[Check, bool], ...] = (
        ("tables", getattr(args, "check_tables", False)), ("words", getattr(args, "check_words", False)),
    )  # fmt: skip
    return tuple(check for check, wanted in asked if wanted)


def tell_doubts(plan: Plan, args: argparse.Namespace) -> None:
    """Says how many doubts there are about a plan in one line, or with -v each of them; nothing with -q."""
    if args.verbose:
        tell_issues(plan, args.program)
        return
    if args.quiet or not plan.issues:
        return
    count = len(plan.issues)
    unread = sum(issue.code == "page_without_text" for issue in plan.issues)
    scanned = f", {unread} {'page' if unread == 1 else 'pages'} not recognised" if unread else ""
    told = f"{plan.source.name}: {count} {'doubt' if count == 1 else 'doubts'}{scanned} (-v tells each)"
    terminal.note(told, program=args.program)


def tell_issues(plan: Plan, program: str) -> None:
    """Prints every doubt of the parser about a plan, one a line."""
    for issue in plan.issues:
        quote = f" [{issue.evidence.quote[:60]}]" if issue.evidence else ""
        told = (explain(issue.code) if spoken() == "en" else None) or issue.message
        terminal.warning(f"{plan.source.name}: {issue.code}: {told}{quote}", program=program)


def write_text(text: str, target: Path | None) -> None:
    """Writes to a file, or to standard output for None. Always UTF-8, and a final line break."""
    data = text if text.endswith("\n") else text + "\n"
    if target is None:
        write_out(data.encode("utf-8"))
    else:
        write_bytes(data.encode("utf-8"), target)


def write_data(data: bytes, target: Path | None) -> None:
    """Writes bytes to a file, or to standard output for None."""
    if target is None:
        write_out(data)
    else:
        write_bytes(data, target)


def write_out(data: bytes) -> None:
    """Writes all of it to standard output, or raises OSError: an unbuffered stream may take a part and say no more."""
    stream = sys.stdout.buffer
    view = memoryview(data)
    while view:
        written = stream.write(view)
        if not written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "standard output")
        view = view[written:]
    stream.flush()


def write_bytes(data: bytes, target: Path) -> None:
    """Writes a file whole: a neighbour first, which then takes its name once it is on the disk. Devices are written
    directly, a symbolic link's target takes the place of the link. Errors name the file that was asked for."""
    try:
        _write_whole(data, Path(os.path.realpath(target)))
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error


def _write_whole(data: bytes, target: Path) -> None:
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    neighbour = target.with_name(f".{target.name}.{os.getpid()}")
    neighbour.unlink(missing_ok=True)  # left by a process of the same number that was killed
    try:
        with neighbour.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            neighbour.chmod(target.stat().st_mode & 0o777)
        neighbour.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
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


def set_limit(text: str) -> str:
    """Sets a bound of a parse for this run and all its workers; for argparse."""
    from ..limits import PREFIX, names

    name, _, value = text.partition("=")
    if name not in [field.name for field in names()] or not (value.isascii() and value.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r}: say NAME=NUMBER, with a name of docs/limits.md")
    os.environ[PREFIX + name.upper()] = value
    return text


def _with_progress(results: Iterator[Reading], total: int, args: argparse.Namespace) -> Iterator[Reading]:
    if total < 2 or args.quiet or not terminal.is_terminal():
        return results
    from tqdm import tqdm

    return iter(tqdm(results, total=total, unit="file", leave=False, file=sys.stderr))


def name_once(name: str, message: str) -> str:
    """The message with the file's name as the user gave it, once."""
    return f"{name}: {message.removeprefix(f'{name}: ').removeprefix(f'{Path(name).name}: ')}"
