"""The nursery: a process that has loaded the parser and forks a worker from itself whenever one is asked for.

A fork takes milliseconds where a new interpreter takes half a second, and the workers share the nursery's memory.
The nursery itself reads no document, has one thread, and ends with all its workers when its owner is gone, however
that one died. It runs as `python -c "… main()"`, so the owner's own script is not imported again.

Messages on the control socket, pickled: the owner sends the worker's socket with `Start`; the nursery answers
`Started(pid)` and, when a worker has ended, `Ended(pid, status)` with the status of `os.waitpid`.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import socket
import sys
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from msgspec import Struct

from kehoach_parser.errors import KehoachError

HEADER = 4
"""Bytes that tell the length of a message on the control socket."""

RARE_COLLECTIONS = (200_000, 20, 50)
"""As a command's: plans hold few cycles."""


class Start(Struct, frozen=True):
    """Asks for a worker that calls `function` (`module:name`), with at most `memory` bytes of its own."""

    function: str
    memory: int | None = None


class Started(Struct, frozen=True):
    """A worker has begun."""

    pid: int


class Ended(Struct, frozen=True):
    """A worker has ended; `status` as `os.waitpid` gives it."""

    pid: int
    status: int


class Finished(Struct, frozen=True):
    """What a worker's function returned."""

    value: Any


class OutOfMemory(Struct, frozen=True):
    """The function needed more memory than allowed; the worker ends after saying so."""


def send(control: socket.socket, message: Any, fds: tuple[int, ...] = ()) -> None:
    """Sends a message, with open files for the other side."""
    data = pickle.dumps(message)
    framed = len(data).to_bytes(HEADER, "big") + data
    if fds:
        socket.send_fds(control, [framed], fds)
    else:
        control.sendall(framed)


def receive(control: socket.socket, fds: int = 0) -> tuple[Any, list[int]]:
    """The next message and the open files that came with it. Raises EOFError where the other side is gone."""
    first, given = (socket.recv_fds(control, 1, fds)[:2]) if fds else (control.recv(1), [])
    if not first:
        raise EOFError
    length = int.from_bytes(first + _receive(control, HEADER - 1), "big")
    return pickle.loads(_receive(control, length)), list(given)


def _receive(control: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        more = control.recv(length - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def find_family(pid: int) -> list[int]:
    """A process and all that it started, as far as the system tells."""
    family = [pid]
    for member in family:
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                family += [int(child) for child in children.read_text().split()]
            except OSError:
                continue  # the thread has ended
    return family


def used_time(pid: int) -> float | None:
    """Seconds of processor time that a process and what it started have used; None where the system does not tell, or
    where one of them is computing or waiting for a processor now."""
    ticks = 0
    for member in find_family(pid):
        try:
            fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            if member == pid:
                return None
            continue
        if fields[0] == "R":
            return None
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def kill_tree(pid: int) -> None:
    """Kills a process and all that it started, also what it put into sessions of their own."""
    for member in find_family(pid):
        try:
            os.kill(member, signal.SIGKILL)
        except ProcessLookupError:
            continue
    kill_group(pid)


def kill_group(pid: int) -> None:
    """Kills what is left of the group that a worker led."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def main() -> None:
    """Serves the control socket whose number is the first argument; the others are modules to load beforehand."""
    control = socket.socket(fileno=int(sys.argv[1]))
    for name in sys.argv[2:]:
        warm = import_module(name)
        getattr(warm, "warm_up", lambda: None)()
    gc.collect()
    gc.freeze()  # what is loaded stays shared with the workers: collections do not touch it
    gc.set_threshold(*RARE_COLLECTIONS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    alive: set[int] = set()
    try:
        while True:
            ready = select.select([control.fileno(), wake], [], [])[0]
            if wake in ready:
                os.read(wake, 4096)
                _reap(control, alive)
            if control.fileno() in ready:
                start, fds = receive(control, 1)
                pid = os.fork()
                if pid == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    control.close()
                    os.close(wake)
                    os.close(woken)
                    work(Connection(fds[0]), start)
                os.close(fds[0])
                alive.add(pid)
                send(control, Started(pid))
    except (EOFError, OSError):
        pass
    finally:
        control.close()
        for pid in alive:
            kill_tree(pid)


def _reap(control: socket.socket, alive: set[int]) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        alive.discard(pid)
        send(control, Ended(pid, status))


def work(connection: Connection, start: Start) -> None:
    """One task after the other until the owner closes the connection. Never returns."""
    code = 1
    try:
        if hasattr(os, "setsid"):
            with contextlib.suppress(PermissionError):  # it leads a session already
                os.setsid()
        if start.memory is not None:
            _limit_memory(start.memory)
        module, name = start.function.split(":")
        function = getattr(import_module(module), name)
        while True:
            try:
                task = connection.recv()
            except (EOFError, OSError):
                code = 0
                break
            try:
                answer = pickle.dumps(Finished(function(*task)), 5)
            except MemoryError:
                connection.send_bytes(pickle.dumps(OutOfMemory()))
                break
            connection.send_bytes(answer)
    except BrokenPipeError:
        code = 0
    except BaseException as error:
        if not isinstance(error, KehoachError | MemoryError):
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        os._exit(code)


def _limit_memory(size: int) -> None:
    """No more than `size` bytes of data (heap and private maps) for this process and for each that it starts."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))
