"""Calls of the file system made to fail in turn: the n-th one that touches a folder, in this process and its children.

A call fails as a full or broken disk makes it fail (ENOSPC, EIO), or a write takes only a part of what it is given and
the next finds no room. What has failed once goes on failing with `lasting`, as a full disk does.
"""

from __future__ import annotations

import errno
import io
import mmap
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

Kind = Literal["ENOSPC", "EIO", "short"]

_BY_PATH = ("replace", "rename", "unlink", "mkdir", "rmdir", "chmod", "truncate", "link", "symlink")


class Calls:
    """How many calls there were, counted over all processes; the one of the number `failing` fails."""

    def __init__(self, folder: Path, failing: int, kind: Kind, lasting: bool) -> None:
        self.folder = os.path.realpath(folder)
        self.failing, self.kind, self.lasting = failing, kind, lasting
        self._count = mmap.mmap(-1, 8)
        self.names: list[str] = []

    @property
    def count(self) -> int:
        return int.from_bytes(self._count[:8], "little")

    def concerns(self, path: object) -> bool:
        """Whether a path lies in the folder."""
        if not isinstance(path, str | os.PathLike):
            return False
        return os.path.realpath(os.fspath(path)).startswith(self.folder)

    def pass_by(self, name: str, path: object) -> None:
        """Counts a call; raises where it is its turn to fail."""
        number = self.count
        self._count[:8] = (number + 1).to_bytes(8, "little")
        self.names.append(name)
        if number == self.failing or (self.lasting and number > self.failing >= 0 and name != "unlink"):
            code = errno.EIO if self.kind == "EIO" else errno.ENOSPC
            raise OSError(code, os.strerror(code), str(path))

    def pass_by_short(self) -> None:
        """Counts a write that takes a part; the next one fails."""
        self._count[:8] = (self.count + 1).to_bytes(8, "little")
        self.names.append("short write")
        self.failing, self.kind = self.count, "ENOSPC"


class _Raw(io.FileIO):
    """A file whose writes are counted."""

    calls: Calls

    def write(self, data: Any, /) -> int:
        size = len(memoryview(data).cast("B"))
        if self.calls.kind == "short" and self.calls.count == self.calls.failing and size > 1:
            self.calls.pass_by_short()
            return super().write(memoryview(data).cast("B")[: size // 2])
        self.calls.pass_by("write", self.name)
        return super().write(data)


@contextmanager
def failing(folder: Path, number: int, kind: Kind = "ENOSPC", *, lasting: bool = False) -> Iterator[Calls]:
    """Within it, the call of this number that touches `folder` fails; none for a number below 0."""
    calls = Calls(folder, number, kind, lasting)
    real_open = io.open

    def open_counted(file: Any, mode: str = "r", buffering: int = -1, *more: Any, **options: Any) -> Any:
        if isinstance(file, int) or not calls.concerns(file) or not set(mode) & set("wax+"):
            return real_open(file, mode, buffering, *more, **options)
        calls.pass_by("open", file)
        raw = _Raw(file, mode.replace("b", "").replace("t", ""))
        raw.calls = calls
        if buffering == 0:
            return raw
        stream = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return stream if "b" in mode else io.TextIOWrapper(stream, *more, **options)

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *more: Any, **options: Any) -> Any:
            if calls.concerns(path) or (more and calls.concerns(more[0])):
                calls.pass_by(name, path)
            return real(path, *more, **options)

        return call

    def fsync(handle: int) -> None:
        if calls.concerns(f"/proc/self/fd/{handle}"):
            calls.pass_by("fsync", os.path.realpath(f"/proc/self/fd/{handle}"))
        real_fsync(handle)

    real_fsync = os.fsync
    calls_of_os = {name: counted(name, getattr(os, name)) for name in _BY_PATH}
    with (
        patch.multiple(os, fsync=fsync, **calls_of_os),
        patch.object(io, "open", open_counted),
        patch("builtins.open", open_counted),
    ):
        yield calls
