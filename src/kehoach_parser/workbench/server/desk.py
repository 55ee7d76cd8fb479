"""The desk: a folder with documents, what was read of them, what people said about them, and comparisons.

    plan.pdf …                    the documents, as they were given
    corrections/<sha256>.json     what people said about a document (docs/corrections.md)
    comparisons/                  which plans are compared, and what people decided (cases.py)
    .kehoach/<version>/           what was read; can be removed at any time

Every file is written whole: to a neighbour first, which takes its name when it is on the disk. So a kill at any moment
leaves the old or the new state. Only names that the folder's own listing gives are opened.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from kehoach_parser import __version__
from kehoach_parser.archive.files import DiskFolder
from kehoach_parser.errors import KehoachError

from ..corrections import Correction, CorrectionFile, Document, encode, read_folder

SUFFIXES = frozenset(
    (".pdf", ".docx", ".docm", ".doc", ".odt", ".rtf", ".txt", ".md", ".html", ".htm", ".mht", ".png", ".jpg", ".jpeg",
     ".tif", ".tiff", ".bmp", ".webp")
)  # fmt: skip
OWN_FOLDERS = ("corrections", "comparisons")
MAX_NAME = 180
MAX_DOCUMENTS = 5_000
CHUNK = 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")


class Refused(KehoachError):
    """What was asked for cannot be done with this folder; the text says why."""


class Taken(KehoachError):
    """Another server works on the folder."""


class Paper(Struct, frozen=True):
    """A document of the folder: the SHA-256 of its bytes, its name in the folder, and its size."""

    sha256: str
    name: str
    size: int


class Desk:
    """One folder. Methods are short and touch the disk; none of them parses."""

    def __init__(self, root: Path) -> None:
        self.root: Path = root.resolve()
        self.root.mkdir(parents=True, exist_ok=True)
        self.kept: Path = self.root / ".kehoach" / __version__
        self.kept.mkdir(parents=True, exist_ok=True)
        self.corrections: Path = self.root / "corrections"
        self.files: DiskFolder = DiskFolder(self.root)
        self._hashes: dict[tuple[str, int, int], str] = {}
        self._papers: dict[str, Paper] = {}

    def papers(self) -> list[Paper]:
        """The documents in the order of their names; of two with the same bytes the first."""
        found: dict[str, Paper] = {}
        for path in self._walk():
            info = path.stat()
            key = (str(path), info.st_size, info.st_mtime_ns)
            if key not in self._hashes:
                self._hashes[key] = _hash(path)
            name = path.relative_to(self.root).as_posix()
            found.setdefault(self._hashes[key], Paper(self._hashes[key], name, info.st_size))
            if len(found) >= MAX_DOCUMENTS:
                break
        self._papers = found
        return list(found.values())

    def paper(self, sha256: str) -> Paper:
        """A document by its SHA-256. Raises Refused where the folder has none."""
        if not _HASH.fullmatch(sha256):
            raise Refused("no such document")
        known = self._papers.get(sha256)
        if known is None or not self.path(known).is_file():
            self.papers()
            known = self._papers.get(sha256)
        if known is None:
            raise Refused("no such document")
        return known

    def path(self, paper: Paper) -> Path:
        """Where a document lies."""
        return self.root / paper.name

    def plan_path(self, sha256: str) -> Path:
        """Where the plan of a document is kept; there is nothing before it was read."""
        return self.kept / f"{sha256}.json"

    def add(self, name: str, source: Path) -> Paper:
        """Takes a file that was dropped into the folder, under its name or, where that is taken, the next free one.

        A document that the folder has already is not taken twice. Raises Refused for a name that is none.
        """
        name = check_name(name)
        sha256 = _hash(source)
        known = next((paper for paper in self.papers() if paper.sha256 == sha256), None)
        if known is not None:
            source.unlink()
            return known
        target = self.root / name
        for number in range(2, 1000):
            if not target.exists():
                break
            target = self.root / f"{Path(name).stem}-{number}{Path(name).suffix}"
        with source.open("rb") as stream:
            os.fsync(stream.fileno())
        source.replace(target)
        return Paper(sha256, target.name, target.stat().st_size)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One server a folder: what one reads before it writes, no other may change meanwhile. Raises Taken.

        What an earlier server had begun to receive and did not end is removed.
        """
        from filelock import FileLock, Timeout

        try:
            lock = FileLock(self.root / ".kehoach" / "lock", blocking=False).acquire()
        except Timeout:
            raise Taken(f"{self.root}: another kehoach serve works on this folder") from None
        with lock:
            for left in (self.kept / "received").glob("*"):
                left.unlink(missing_ok=True)
            yield

    def spool(self) -> Path:
        """A new name for a file that is being received."""
        folder = self.kept / "received"
        folder.mkdir(exist_ok=True)
        return folder / secrets.token_hex(12)

    # What people said

    def said(self, sha256: str) -> CorrectionFile:
        """The corrections of a document."""
        return read_folder(self.corrections, sha256)

    def say(self, paper: Paper, added: list[Correction]) -> None:
        """Keeps what a person said: all of it or nothing."""
        file = self.said(paper.sha256)
        self._keep(paper, (*file.corrections, *added))

    def undo(self, paper: Paper, by: str) -> list[Correction]:
        """Takes back what a person said last about a document; nothing where they said nothing."""
        file = self.said(paper.sha256)
        own = [correction.at for correction in file.corrections if correction.by == by]
        if not own:
            return []
        last = max(own)
        taken = [c for c in file.corrections if c.by == by and c.at == last]
        self._keep(paper, tuple(c for c in file.corrections if c not in taken))
        return taken

    def _keep(self, paper: Paper, corrections: tuple[Correction, ...]) -> None:
        document = Document(paper.sha256, paper.name)
        self.files.write(f"corrections/{paper.sha256}.json", encode(CorrectionFile(document, corrections)))

    def mark_of(self, sha256: str) -> str:
        """A mark that changes with the plan kept and with its corrections: what was derived of them holds as long."""
        marks = []
        for path in (self.plan_path(sha256), self.corrections / f"{sha256}.json"):
            try:
                info = path.stat()
                marks.append(f"{info.st_size}-{info.st_mtime_ns}")
            except OSError:
                marks.append("-")
        return "/".join(marks)

    def keep_json(self, name: str, value: Any) -> None:
        """Keeps something that was derived, or why a document could not be read."""
        DiskFolder(self.kept).write(name, json.dumps(value, ensure_ascii=False).encode())

    def kept_json(self, name: str) -> Any:
        """What was kept under a name; None where there is nothing (or half of it, from a power cut)."""
        try:
            return json.loads((self.kept / name).read_bytes())
        except (OSError, ValueError):
            return None

    def forget(self, sha256: str) -> None:
        """Removes what was read of a document, so that it is read again."""
        for name in (f"{sha256}.json", f"{sha256}.error.json", f"{sha256}.state.json"):
            (self.kept / name).unlink(missing_ok=True)

    def _walk(self) -> list[Path]:
        """The documents in the folder and the folders in it; no link that leads out of it, nothing hidden."""
        found: list[Path] = []
        for folder, folders, names in os.walk(self.root):
            place = Path(folder)
            hidden = OWN_FOLDERS if place == self.root else ()
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in hidden)
            for name in sorted(names):
                path = place / name
                if name.startswith((".", "~$")) or path.suffix.lower() not in SUFFIXES:
                    continue
                if path.is_symlink() and not path.resolve().is_relative_to(self.root):
                    continue
                if path.is_file():
                    found.append(path)
        return found


def check_name(name: str) -> str:
    """The name of a dropped file as it may stand in the folder. Raises Refused for a path or a kind not read here."""
    name = unicodedata.normalize("NFC", name)
    if not name or name.startswith((".", "~")) or len(name.encode()) > MAX_NAME or not name.isprintable():
        raise Refused("no name of a document")
    if any(mark in name for mark in '/\\:*?"<>|') or name != name.strip():
        raise Refused("no name of a document")
    if Path(name).suffix.lower() not in SUFFIXES:
        raise Refused("no kind of document that is read here")
    return name


def now() -> str:
    """This moment, in UTC: later ones are greater as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while part := stream.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()
