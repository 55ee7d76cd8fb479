"""Outside programs: each in a process group of its own, ended as a whole at its time limit or when the run ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence

from msgspec import Struct


class Ended(Struct, frozen=True):
    """What a program printed, its errors, and the code that it ended with (negative: by a signal)."""

    output: bytes
    errors: bytes
    code: int


class TooSlow(Exception):
    """The program was ended at its time limit."""


_running: set[subprocess.Popen[bytes]] = set()
_lock = threading.Lock()
_stopped = threading.Event()


def run_program(
    command: Sequence[str], *, seconds: float, data: bytes | None = None, cwd: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ended:  # fmt: skip
    """Runs a program to its end. Raises TooSlow at the time limit, OSError where it cannot be started."""
    if _stopped.is_set():
        raise InterruptedError("the run is being ended")
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL if data is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    with _lock:
        _running.add(process)
    try:
        output, errors = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TooSlow from error
    finally:
        _end(process)
        with _lock:
            _running.discard(process)
    return Ended(output, errors, process.returncode)


def end_programs() -> None:
    """Ends all that run, and lets no further one begin: for the end of the whole run."""
    _stopped.set()
    for process in tuple(_running):
        _kill(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program's whole group, also what it left behind."""
    alive = process.poll() is None
    _kill(process)
    if alive:
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()  # what it did not read by its time limit it will not
        process.communicate()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kills a program and what it started, as far as the system can."""
    if not hasattr(os, "killpg"):  # Windows
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
