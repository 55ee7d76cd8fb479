"""Folders of a store: on a disk, written so that a power cut leaves old or new and nothing between; or at a URL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol


class Folder(Protocol):
    """Where a store lives. Names are relative, with `/` between their parts."""

    def read(self, name: str) -> bytes:
        """The content of a file. Raises FileNotFoundError."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Writes a file whole or not at all."""
        ...

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A stream whose content becomes the file when it is closed without an error."""
        ...

    def list(self, name: str) -> list[str]:
        """The names of what is in a folder, sorted; none where there is no such folder."""
        ...

    def remove(self, name: str) -> None:
        """Removes a file or a folder with all that is in it, if there is one."""
        ...

    def address(self, name: str) -> str:
        """What DuckDB opens the file by."""
        ...


class DiskFolder:
    """A folder of this machine, or one that several machines share."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        with self.writing(name) as stream:
            stream.write(data)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        neighbour = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with neighbour.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            neighbour.replace(path)
            sync_folder(path.parent)
        except BaseException:
            neighbour.unlink(missing_ok=True)
            raise

    def list(self, name: str) -> list[str]:
        path = self.root / name
        return sorted(entry.name for entry in path.iterdir()) if path.is_dir() else []

    def remove(self, name: str) -> None:
        path = self.root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def address(self, name: str) -> str:
        return str(self.root / name)


class RemoteFolder:
    """A folder at a URL, by fsspec. Object stores show a file only when all of it is there."""

    def __init__(self, url: str) -> None:
        import fsspec

        self.url: str = url.rstrip("/")
        self.system: Any
        self.root: str
        self.system, self.root = fsspec.core.url_to_fs(self.url)

    def read(self, name: str) -> bytes:
        data: bytes = self.system.cat_file(f"{self.root}/{name}")
        return data

    def write(self, name: str, data: bytes) -> None:
        with self.writing(name) as stream:
            stream.write(data)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        path = f"{self.root}/{name}"
        self.system.makedirs(path.rpartition("/")[0], exist_ok=True)
        with self.system.transaction, self.system.open(path, "wb") as stream:
            yield stream

    def list(self, name: str) -> list[str]:
        path = f"{self.root}/{name}"
        if not self.system.exists(path):
            return []
        found = self.system.ls(path, detail=False, refresh=True)
        return sorted(one.rstrip("/").rpartition("/")[2] for one in found)

    def remove(self, name: str) -> None:
        path = f"{self.root}/{name}"
        if self.system.exists(path):
            self.system.rm(path, recursive=True)

    def address(self, name: str) -> str:
        protocol: Any = self.system.protocol
        if "file" in protocol:
            return f"{self.root}/{name}"
        return f"{self.url}/{name}"


def open_folder(where: str | Path) -> DiskFolder | RemoteFolder:
    """The folder at a path or a URL (`s3://…`, by fsspec)."""
    text = str(where)
    return RemoteFolder(text) if "://" in text else DiskFolder(Path(text).absolute())


def sync_folder(path: Path) -> None:
    """Makes the names in a folder last over a power cut."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return  # a system that cannot open folders keeps their names anyway
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
