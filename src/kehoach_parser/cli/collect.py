"""`kehoach collect SOURCE… --into archive/`: many files into a store, resumable."""

from __future__ import annotations

import argparse
import signal
import sys
from typing import TYPE_CHECKING, Any

from . import files, terminal

if TYPE_CHECKING:
    from ..archive import Event, Summary

HELP = "Parse many files into an archive that can be asked and searched; goes on where an earlier run was ended."
TERMINATED = 143


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", metavar="SOURCE", nargs="+", help=files.SOURCE_HELP)
    parser.add_argument("--into", metavar="ARCHIVE", required=True, help="the archive's folder; made if need be")
    parser.add_argument("--retry", choices=("failed",), help="failed: try again the files that failed in earlier runs")
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="work on a Dask cluster: tcp://host:8786, or a scheduler file"
    )
    files.add_batch_arguments(parser)
    files.add_reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Collects and tells the sums; 1 where a file failed, now or in an earlier run."""
    from ..archive import collect
    from ..errors import WrongUsage

    if args.corrections is not None:
        raise WrongUsage("an archive holds what was read; give --corrections to the command that reads plans out of it")
    signal.signal(signal.SIGTERM, _end)
    limits = files.limits(args)
    progress = _Progress(args)
    with progress:
        summary = collect(
            args.files,
            args.into,
            workers=args.jobs,
            ocr=args.ocr,
            timeout=limits.timeout,
            memory=limits.memory,
            retry_failed=args.retry == "failed",
            on_event=progress.tell,
            on_total=progress.expect,
            scheduler=args.scheduler,
        )
    if not args.quiet:
        terminal.note(_say(summary), program=args.program)
    if not (summary.parsed or summary.failed or summary.unchanged):
        terminal.error("nothing to read: no document among what was named", program=args.program)
        return 2
    return 1 if summary.failed or summary.failed_before else 0


class _Progress:
    """A bar with rate, remaining time, doubts and failures on a terminal; failures a line each anywhere."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.doubts = self.failed = 0
        self.bar: Any = None

    def __enter__(self) -> _Progress:
        if terminal.is_terminal() and not self.args.quiet:
            from tqdm import tqdm

            self.bar = tqdm(unit="file", file=sys.stderr, leave=False)
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def expect(self, total: int) -> None:
        """Learns how many files there are."""
        if self.bar is not None:
            self.bar.total = total
            self.bar.refresh()

    def tell(self, event: Event) -> None:
        """Counts a file."""
        self.doubts += event.doubts
        self.failed += event.outcome == "failed"
        if self.bar is not None:
            self.bar.update()
            self.bar.set_postfix(doubts=self.doubts, failed=self.failed, refresh=False)
        if event.outcome == "failed":
            self._say(terminal.error, f"{event.name}: {event.message}")
        elif event.outcome == "skipped" and self.args.verbose:
            self._say(terminal.note, f"{event.name}: skipped: {event.message}")

    def _say(self, say: Any, message: str) -> None:
        if self.bar is not None:
            self.bar.clear()
        say(message, program=self.args.program)


def _say(summary: Summary) -> str:
    parts = [
        f"{summary.parsed} files parsed",
        f"{summary.plans} documents",
        f"{summary.doubts} doubts",
        f"{summary.unchanged} unchanged",
        f"{summary.skipped} skipped",
        f"{summary.failed} failed",
    ]
    if summary.failed_before:
        parts.append(f"{summary.failed_before} failed in earlier runs (--retry failed tries them again)")
    return ", ".join(parts)


def _end(*_: object) -> None:
    raise SystemExit(TERMINATED)
