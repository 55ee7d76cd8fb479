"""call_kept(): `call_isolated` by a child process that stays for the next call of the same thread.

A child forked for each call begins with cold caches and copies every page that it touches: twenty milliseconds a file.
A kept one costs what its answer costs to be handed over. Where it died, took too long or the caller's folder or
environment changed since, the next call has a new one; left alone for a while it ends by itself.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import socket
import sys
import tempfile
import threading
import time
import warnings
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from ..errors import ParsingStopped
from . import isolation
from .isolation import MEMORY, SECONDS, find_family, kill_tree

Value = TypeVar("Value")

TASKS = 500
"""Calls after which a child is replaced: what a library leaks does not add up."""
IDLE = 60.0
"""Seconds without a call after which a child ends."""

_COLLECTIONS = (10_000, 20, 50)
"""Garbage collection thresholds of a child: plans hold few cycles, but of five hundred files they shall not add up."""

_HEADER = 8
"""Bytes that tell the length of a message."""
_TAKEN = b"+"
"""What a child says when it has a task: one that dies before has not harmed it."""
_OWN = threading.local()
"""The child of each thread: Linux ends a child with the thread that forked it."""


def call_kept(
    function: Callable[..., Value], *arguments: Any, name: str, seconds: float = SECONDS, memory: int = MEMORY
) -> Value:
    """As `call_isolated`; function, arguments and value are pickled, and the child knows nothing that its owner changed
    in its modules since it was forked."""
    if not hasattr(os, "fork"):
        return function(*arguments)
    folder = tempfile.mkdtemp(prefix="kehoach-run-")
    try:
        task = pickle.dumps((folder, function, arguments), 5)
        child, answer = _ask(task, memory, time.monotonic() + seconds)
        said = isolation.read_said(folder)
    finally:
        isolation.remove_folder(folder)
    if answer:
        return isolation.take(answer, said)  # type: ignore[no-any-return]
    if answer is None:
        child.end()
        raise ParsingStopped(f"{name}: no end after {seconds:g} seconds", "timeout")
    raise isolation.describe_death(name, child.end(), said, memory)


def _ask(task: bytes, memory: int, until: float) -> tuple[_Child, bytes | None]:
    """The child that was asked and its answer: empty where it died, None where it took too long."""
    state = (os.getpid(), memory, _folder(), dict(os.environ))
    while True:
        child: _Child | None = getattr(_OWN, "child", None)
        if child is None or child.state != state or child.tasks >= TASKS or not child.is_alive():
            if child is not None:
                child.end()
            child = _OWN.child = _Child(state, memory)
        fresh = child.tasks == 0
        answer = child.ask(task, until)
        if not answer:
            _OWN.child = None
        if answer != b"" or fresh or child.has_begun:
            return child, answer
        child.end()  # as it was about to when it was asked


def _folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # removed meanwhile
        return ""


class _Child:
    """A kept process as its owner sees it."""

    def __init__(self, state: tuple[Any, ...], memory: int) -> None:
        self.state = state
        self.tasks = 0
        self.has_begun = False
        self._code: int | None = None
        self._socket, theirs = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # as in `call_isolated`
            self.pid = os.fork()
        if self.pid == 0:
            self._socket.close()
            _serve(theirs, memory)
        theirs.close()
        self._finalizer = weakref.finalize(self, _end, os.getpid(), self.pid, self._socket)

    def is_alive(self) -> bool:
        """Whether it has not ended yet, as far as the system knows."""
        if self._code is None:
            with contextlib.suppress(ChildProcessError):  # somebody else has waited for it
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if not pid:
                    return True
                self._code = os.waitstatus_to_exitcode(status)
        return False

    def ask(self, task: bytes, until: float) -> bytes | None:
        """Its answer to a task; empty where it died, None where it took longer than `until`."""
        self.tasks += 1
        self.has_begun = False
        try:
            self._socket.settimeout(max(0.0, until - time.monotonic()) or 1e-9)
            self._socket.sendall(len(task).to_bytes(_HEADER, "big") + task)
            self.has_begun = bool(_take(self._socket, len(_TAKEN), until))
            answer = _receive(self._socket, until)
        except TimeoutError:
            return None
        except (EOFError, OSError):
            return b""
        for member in find_family(self.pid)[1:]:  # what it started ends with the call
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(member, signal.SIGKILL)
        return answer

    def end(self) -> int:
        """Ends it, if it has not ended, and tells how: as `subprocess` gives it, below 0 a signal."""
        if self.state[0] == os.getpid() and self._code is None:
            self._finalizer.detach()
            self._code = _end(os.getpid(), self.pid, self._socket)
        return self._code or 0


def _end(owner: int, pid: int, connection: socket.socket) -> int:
    connection.close()
    if os.getpid() != owner:  # a copy of the owner: the child is not its own
        return 0
    ended, status = 0, 0
    with contextlib.suppress(ChildProcessError):
        for _ in range(20):  # its death closes the connection a moment before it can be waited for
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                break
            time.sleep(0.001)
        kill_tree(pid)
        if not ended:
            _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _receive(connection: socket.socket, until: float | None) -> bytes:
    """The next message. Raises EOFError where the other side is gone, TimeoutError where it takes too long."""
    length = int.from_bytes(_take(connection, _HEADER, until), "big")
    return _take(connection, length, until)


def _take(connection: socket.socket, count: int, until: float | None) -> bytes:
    data = bytearray(count)
    left = memoryview(data)
    while left:
        if until is not None:
            connection.settimeout(max(0.0, until - time.monotonic()) or 1e-9)
        got = connection.recv_into(left)
        if not got:
            raise EOFError
        left = left[got:]
    return bytes(data)


def _serve(connection: socket.socket, memory: int) -> None:
    """One task after the other until the owner is gone or has none for a while. Never returns."""
    code = 1
    try:
        isolation.begin_child(memory)
        gc.freeze()  # what is there already stays shared with the owner
        gc.set_threshold(*_COLLECTIONS)
        while True:
            connection.settimeout(IDLE)
            try:
                task = _receive(connection, None)
            except (TimeoutError, EOFError, ConnectionError):
                code = 0
                break
            connection.settimeout(None)
            connection.sendall(_TAKEN)
            folder, function, arguments = pickle.loads(task)
            del task
            answer = isolation.answer(folder, function, arguments)
            connection.sendall(len(answer).to_bytes(_HEADER, "big") + answer)
    except MemoryError:
        code = isolation.NO_MEMORY_CODE
    except BaseException:
        code = 1
    finally:
        os._exit(code)
