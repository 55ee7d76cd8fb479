"""What the tests of the pool let a worker do."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from kehoach_parser.archive.collection import work
from kehoach_parser.archive.reading import Ocr, parse_input
from kehoach_parser.archive.sources import Input


def act(deed: str, value: int) -> int:
    """Returns the value, or fails in the way that `deed` names."""
    if deed == "abort":
        os.abort()
    elif deed == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif deed == "exit":
        os._exit(3)
    elif deed == "hang":
        time.sleep(600)
    elif deed == "eat":
        b"".join(b"x" * 2**20 for _ in range(2**12))
    elif deed == "raise":
        raise ZeroDivisionError
    elif deed.startswith("/"):
        _die_once(Path(deed))
    elif deed == "sleep":
        time.sleep(value / 1000)
    return value


def _die_once(mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def parse_or_die(source: Input, ocr: Ocr, everything: bool, checks: tuple[str, ...] = ()) -> object:
    """Parses, but a file that says so kills the worker."""
    assert source.path is not None
    if Path(source.path).read_bytes() == b"die":
        os.kill(os.getpid(), signal.SIGKILL)
    return parse_input(source, ocr, everything)


def work_but_write(task: str, *arguments: Any) -> object:
    """Does what a worker does, but dies where it should write a part."""
    if task == "part":
        os.kill(os.getpid(), signal.SIGKILL)
    return work(task, *arguments)


def work_or_die(task: str, *arguments: Any) -> object:
    """Does what a worker does, but the name of a file says in which way it fails."""
    if task == "file":
        deed = Path(arguments[0].name).name.partition("-")[0]
        if deed in ("abort", "hang", "eat"):
            act(deed, 0)
    return work(task, *arguments)
