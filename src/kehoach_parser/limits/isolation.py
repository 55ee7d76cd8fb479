"""call_isolated(): a function in a child process that may crash, hang or eat memory without harm to its caller.

For one file; many files go through `archive.pool`, whose workers are kept. The child is forked, so it starts in a
millisecond with all that is loaded; where a system cannot fork, the function runs in the caller's own process.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import select
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from ..errors import ParsingStopped
from ..language.patterns import compile_later

Value = TypeVar("Value")

SECONDS = 1800.0
MEMORY = 4 * 2**30
"""What one file may use, as in a batch."""

_LEAST_MEMORY = 512 * 2**20
_MEMORY_PER_BYTE = 256
"""A page of text costs a megabyte or two and takes ten kilobytes of a PDF and more."""

_CHUNK = 1 << 20
_NO_FILE_BEYOND = 4 * 2**30


def call_isolated(
    function: Callable[..., Value], *arguments: Any, name: str, seconds: float | None = SECONDS,
    memory: int | None = MEMORY,
) -> Value:  # fmt: skip
    """What `function` returns; what it raises is raised here. `name` is what errors call the file.

    Raises ParsingStopped where the child died, ran longer than `seconds` or needed more than `memory` bytes. Its
    children end with it, and what it left in the folder for temporary files is removed.
    """
    if not hasattr(os, "fork"):
        return function(*arguments)
    folder = tempfile.mkdtemp(prefix="kehoach-run-")
    try:
        outcome = _fork(function, arguments, folder, name, seconds, memory)
    finally:
        remove_folder(folder)
    return outcome  # type: ignore[no-any-return]


class _Raised:
    """What the function raised."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def _fork(
    function: Callable[..., Any], arguments: tuple[Any, ...], folder: str, name: str, seconds: float | None,
    memory: int | None,
) -> Any:  # fmt: skip
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads; the child starts none of them
        pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(function, arguments, writing, folder, memory)
    os.close(writing)
    status = None
    try:
        data = _receive(reading, seconds)
        if data is None:
            raise ParsingStopped(f"{name}: no end after {seconds:g} seconds", "timeout")
        _, status = os.waitpid(pid, 0)
    finally:
        os.close(reading)
        kill_tree(pid)
        if status is None:
            _, status = os.waitpid(pid, 0)
    said = read_said(folder)
    code = os.waitstatus_to_exitcode(status)
    if code or not data:
        raise describe_death(name, code, said, memory)
    return take(data, said)


def describe_death(name: str, code: int, said: str, memory: int | None) -> ParsingStopped:
    """The error for a child that ended with `code` before it answered, having `said` so much."""
    if code == NO_MEMORY_CODE or _OUT_OF_MEMORY.search(said):
        needed = f"needed more than {memory // 2**20} MB of memory" if memory else "needed more memory"
        return ParsingStopped(f"{name}: {needed}", "memory")
    return ParsingStopped(f"{name}: {describe_end('reading', code)}", "crash")


def take(data: bytes, said: str) -> Any:
    """What a child answered; what the function raised there is raised here, what it `said` is said here."""
    sys.stderr.write(said)
    outcome = pickle.loads(data)
    if isinstance(outcome, _Raised):
        raise outcome.error
    return outcome


NO_MEMORY_CODE = errno.ENOMEM
"""What the child ends with where it got no memory, of which it would need some to say more."""
_OUT_OF_MEMORY = compile_later(r"(?i)memory allocation|out of memory|bad_alloc|cannot allocate memory")
"""What libraries print that end the process where they get no memory."""
_SAID = "said"
"""The file in the child's folder that it writes its errors to: of a crash one line is told, by its parent."""


def read_said(folder: str) -> str:
    try:
        said = Path(folder, _SAID)
        if not said.stat().st_size:
            return ""
        with said.open("rb") as stream:
            return stream.read(_CHUNK).decode("utf-8", "replace")
    except OSError:
        return ""


def remove_folder(folder: str) -> None:
    """Removes a child's folder: mostly nothing but an empty file stands there, which costs two calls of the system."""
    try:
        Path(folder, _SAID).unlink()
        Path(folder).rmdir()
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def _receive(reading: int, seconds: float | None) -> bytes | None:
    """All that the child writes; None where it takes too long."""
    end = None if seconds is None else time.monotonic() + seconds
    parts: list[bytes] = []
    while True:
        left = None if end is None else end - time.monotonic()
        if left is not None and left <= 0:
            return None
        if select.select([reading], [], [], left)[0]:
            part = os.read(reading, _CHUNK)
            if not part:
                return b"".join(parts)
            parts.append(part)


def _work(
    function: Callable[..., Any], arguments: tuple[Any, ...], writing: int, folder: str, memory: int | None
) -> NoReturn:
    code = 1
    try:
        begin_child(memory)
        data = answer(folder, function, arguments)
        view = memoryview(data)
        while view:
            view = view[os.write(writing, view) :]
        code = 0
    except MemoryError:
        code = NO_MEMORY_CODE
    except BaseException:
        code = 1
    finally:
        os._exit(code)


def begin_child(memory: int | None) -> None:
    """What a forked child does first: it leads a session, dies of signals and with its parent, and is bounded."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    _end_with_parent()
    limit_resources(memory)


def answer(folder: str, function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """What the function gives or raises, pickled; what it leaves and says goes to `folder`."""
    tempfile.tempdir = folder
    with contextlib.suppress(OSError):  # a full disk: then it is told where the parent tells it
        said = os.open(Path(folder, _SAID), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(said, 2)
        os.close(said)
    try:
        return pickle.dumps(function(*arguments), 5)
    except MemoryError:
        raise
    except Exception as error:
        return _pack(error)


def _pack(error: Exception) -> bytes:
    try:
        packed = pickle.dumps(_Raised(error), 5)
        pickle.loads(packed)
        return packed
    except Exception:  # an error that cannot be sent is told in words
        return pickle.dumps(_Raised(RuntimeError(f"{type(error).__name__}: {error}")), 5)


def limit_resources(memory: int | None) -> None:
    """For this process and its children: so much memory of their own, no core, no file beyond a few gigabytes."""
    import resource

    for kind, size in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, _NO_FILE_BEYOND),
    ):
        if size is not None:
            _, hard = resource.getrlimit(kind)
            allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(kind, (allowed, hard))


@contextlib.contextmanager
def memory_by_size(size: int) -> Iterator[None]:
    """Within it, a process whose memory is bounded may take less: what the text of a file of `size` bytes can need. A
    few hundred bytes that draw themselves over and over are given up at once. A process without a bound keeps none."""
    if os.name != "posix":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = _held_memory() + _LEAST_MEMORY + _MEMORY_PER_BYTE * size
    if soft == resource.RLIM_INFINITY or soft <= allowed:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _held_memory() -> int:
    """Bytes of data that the process has already: a kept worker may hold much of the files before. All where the system
    does not tell, so that nothing is bounded."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return MEMORY


def _end_with_parent() -> None:
    """Asks Linux to end this process when its parent dies, however that happens."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def describe_end(process: str, code: int) -> str:
    """How a process (`reading`, `worker`) ended, in words; `code` as `subprocess` gives it: below 0 a signal."""
    if code >= 0:
        return f"the {process} process ended with code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"the {process} process was ended by {name}"


def find_family(pid: int) -> list[int]:
    """A process and all that it started, as far as the system tells."""
    family = [pid]
    for member in family:
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{member}/task").iterdir():
                with contextlib.suppress(OSError, ValueError):
                    family += [int(child) for child in (thread / "children").read_text().split()]
    return family


def kill_tree(pid: int) -> None:
    """Kills a process's group and all that it started, also what it put into sessions of their own."""
    family = find_family(pid)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    for member in family[1:]:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(member, signal.SIGKILL)
    if len(family) == 1:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
