"""Whole-process time of `kehoach-parse --help` (under 0.25 s) and of a four-page text (under 0.5 s)."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "corpus" / "lai-chau-2021-2025" / "source.txt"
FOUR_PAGES = 4 * 2600  # characters; a page of 13 pt holds about that many
RUNS = 7


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "four-pages.txt"
        text.write_text(SOURCE.read_text("utf-8")[:FOUR_PAGES], "utf-8")
        rows = (
            ("python -c pass", [sys.executable, "-c", "pass"], None),
            ("kehoach-parse --help", _command("main_parse", "--help"), 0.25),
            ("kehoach --help", _command("main", "--help"), 0.25),
            ("kehoach-parse four-pages.txt", _command("main_parse", str(text)), 0.5),
        )
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        slow = False
        for name, command, limit in rows:
            seconds = _measure(command, environment)
            verdict = "" if limit is None else f"  limit {limit:.2f} s  {'ok' if seconds < limit else 'TOO SLOW'}"
            slow |= limit is not None and seconds >= limit
            print(f"{name:32} {seconds:6.3f} s{verdict}")
    return int(slow)


def _command(entry: str, *arguments: str) -> list[str]:
    code = f"import sys; from kehoach_parser.cli import {entry} as run; sys.exit(run(sys.argv[1:]))"
    return [sys.executable, "-c", code, *arguments]


def _measure(command: list[str], environment: dict[str, str]) -> float:
    """The median of several runs, after one that compiles the modules as an installation does."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
