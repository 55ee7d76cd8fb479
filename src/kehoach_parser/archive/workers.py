"""Where the pool's workers come from: forks of a nursery, or, where the system cannot fork (Windows), interpreters of
their own. Both call one function over and over, each with a connection to its owner."""

from __future__ import annotations

import os
import pickle
import secrets
import signal
import socket
import subprocess
import sys
import threading
from multiprocessing.connection import Client, Connection, Listener
from typing import Any, Protocol

from ..limits.isolation import describe_end
from .nursery import Ended, Start, Started, kill_group, kill_tree, receive, send, work

LOADED = ("kehoach_parser.archive.reading",)
"""What the nursery loads before it forks."""

_THREADS = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
"""A worker has one processor."""


class Workers(Protocol):
    """A source of workers."""

    def start(self, function: str, memory: int | None) -> tuple[int, Connection]:
        """A new worker, its process and the connection to it. Raises RuntimeError where none can be started."""

    def kill(self, pid: int) -> None:
        """Ends a worker and all that it started."""

    def clear(self, pid: int) -> None:
        """Ends what is left of the group of a worker that has died."""

    def say_end(self, pid: int) -> str:
        """How a worker ended, in words."""

    def close(self) -> None:
        """No more workers are wanted."""


def find_workers() -> Workers:
    """The best source that this system has."""
    return ForkedWorkers() if hasattr(os, "fork") else SpawnedWorkers()


class ForkedWorkers:
    """Workers forked from one nursery: milliseconds each, with shared memory."""

    def __init__(self) -> None:
        self._nursery: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._statuses: dict[int, int] = {}

    def start(self, function: str, memory: int | None) -> tuple[int, Connection]:
        """As `Workers`; where the nursery has died meanwhile, from a new nursery."""
        for _ in range(2):
            ours, theirs = socket.socketpair()
            try:
                if self._control is None:
                    self._begin()
                assert self._control is not None
                send(self._control, Start(function, memory), (theirs.fileno(),))
                pid = self._await(Started).pid
            except (EOFError, OSError):
                ours.close()
                self.close()
                continue
            finally:
                theirs.close()
            self._statuses.pop(pid, None)  # of an earlier process with this number
            return pid, Connection(ours.detach())
        raise RuntimeError("the worker processes cannot be started")

    def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        self._nursery = subprocess.Popen(
            [*_interpret("kehoach_parser.archive.nursery", "main"), str(theirs.fileno()), *LOADED],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C on the terminal reaches the owner alone
            env={**os.environ, **_THREADS},
        )
        theirs.close()
        self._control = ours

    def close(self) -> None:
        """As `Workers`."""
        if self._control is not None:
            self._control.close()  # it ends its workers, and itself
            self._control = None
        if self._nursery is not None:
            try:
                self._nursery.wait(5)
            except subprocess.TimeoutExpired:
                kill_tree(self._nursery.pid)
                self._nursery.wait()
            self._nursery = None

    def kill(self, pid: int) -> None:
        """As `Workers`."""
        kill_tree(pid)

    def clear(self, pid: int) -> None:
        """As `Workers`."""
        kill_group(pid)

    def _await(self, kind: type[Any], pid: int | None = None) -> Any:
        """The next message of a kind (about a process); the ends of others are kept for later."""
        assert self._control is not None
        while True:
            message, _ = receive(self._control)
            if isinstance(message, Ended):
                self._statuses[message.pid] = message.status
            if isinstance(message, kind) and pid in (None, message.pid):
                return message

    def say_end(self, pid: int) -> str:
        """As `Workers`."""
        try:
            status = self._statuses.pop(pid, None)
            if status is None:
                status = self._await(Ended, pid).status
                self._statuses.pop(pid, None)
        except (EOFError, OSError):
            self.close()
            return "the worker process was lost"
        return describe_end("worker", os.waitstatus_to_exitcode(status))


class SpawnedWorkers:
    """Workers that are interpreters of their own: half a second each. Their memory is limited where the system can."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._listener = Listener(authkey=self._secret)
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, function: str, memory: int | None) -> tuple[int, Connection]:
        """As `Workers`."""
        process = subprocess.Popen(
            _interpret(__name__, "join"), stdin=subprocess.PIPE, env={**os.environ, **_THREADS},
            start_new_session=True,
        )  # fmt: skip
        found: list[Any] = []
        waiting = threading.Thread(target=lambda: found.append(self._listener.accept()), daemon=True)
        waiting.start()
        assert process.stdin is not None
        with process.stdin as told:
            told.write(pickle.dumps((self._listener.address, self._secret, Start(function, memory))))
        while waiting.is_alive():
            waiting.join(0.05)
            if process.poll() is not None and not found:
                raise RuntimeError("the worker processes cannot be started")
        self._processes[process.pid] = process
        return process.pid, found[0]

    def kill(self, pid: int) -> None:
        """As `Workers`."""
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)
        else:
            kill_tree(pid)
        self._processes.pop(pid).wait()

    def clear(self, pid: int) -> None:
        """As `Workers`; such a worker leads no group where it runs in earnest."""

    def say_end(self, pid: int) -> str:
        """As `Workers`."""
        return describe_end("worker", self._processes.pop(pid).wait())

    def close(self) -> None:
        """As `Workers`: those whose connection is closed end by themselves."""
        self._listener.close()
        for process in self._processes.values():
            process.wait()
        self._processes.clear()


def join() -> None:
    """The life of a spawned worker: whom it works for and on what stands on its standard input."""
    address, secret, start = pickle.load(sys.stdin.buffer)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work(Client(address, authkey=secret), start)


def _interpret(module: str, function: str) -> list[str]:
    """An interpreter as this one that calls a function; the owner's own script is not imported again."""
    options = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
    code = f"import sys; sys.path[:] = {sys.path!r}; from {module} import {function}; {function}()"
    return [sys.executable, *options, "-c", code]
