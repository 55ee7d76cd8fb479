"""find_inputs(): what a user names (files, folders, patterns, zip files, standard input) as single inputs.

What an input is, its content tells: a document, parsed plans (JSON, JSON Lines), a store of plans, a zip file of these.
Nothing is dropped without a word: what is passed over comes out as `Skipped` with its reason.
"""

from __future__ import annotations

import glob
import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from kehoach_parser.errors import EncryptedInput, InputTooLarge, UnreadableInput
from kehoach_parser.limits import refuse_memory

STANDARD_INPUT = "-"
STORE_MARK = "archive.json"
"""The file that makes a folder a store of plans."""

MAX_MEMBER_BYTES = 512 * 2**20
"""A larger member of a zip file is no document of an office."""

_HEAD = 4096
_SYSTEM_NAMES = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
_OFFICE_SUFFIXES = frozenset((".docx", ".docm", ".dotx", ".odt", ".xlsx", ".pptx", ".ods", ".odp", ".epub"))
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*[\"}]")
_EMPTY_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\]\s*\Z")


class Input(Struct, frozen=True):
    """One thing to read. `path` is None for standard input; `member` a name inside a zip file; `data` is there where
    the bytes are at hand already.

    `found` says that it was not named by the user but came out of a folder, a pattern or a zip file: of these, what is
    no document at all is passed over.
    """

    name: str
    kind: Literal["document", "plans", "store"]
    path: str | None = None
    member: str | None = None
    data: bytes | None = None
    found: bool = False


class Skipped(Struct, frozen=True):
    """Something in a folder or zip file that is passed over."""

    name: str
    reason: str


def find_inputs(names: Iterable[str | Path]) -> Iterator[Input | Skipped]:
    """Every input that the names stand for, in the order given; inside a folder by name, folders after files.

    A name that does not exist and is no pattern comes out as a document: reading it will say what is wrong.
    """
    for name in names:
        text = str(name)
        if text == STANDARD_INPUT:
            yield from _from_bytes("<stdin>", sys.stdin.buffer.read())
        elif not Path(text).exists() and glob.has_magic(text):
            matches = sorted(glob.glob(text, recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
            if not matches:
                yield Input(text, "document", text)
            for match in matches:
                yield from _from_path(match, found=True)
        else:
            yield from _from_path(text, found=False)


def read_input(source: Input) -> bytes | Path:
    """The bytes of an input, or the path of a file of its own. Raises UnreadableInput or one of its kinds."""
    if source.data is not None:
        return source.data
    assert source.path is not None
    if source.member is None:
        return Path(source.path)
    try:
        folder = _open_zip(source.path, Path(source.path).stat().st_mtime_ns)
        return _read_member(folder, folder.NameToInfo[source.member], source.name)
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise UnreadableInput(f"{source.name}: cannot be read from the zip file: {error}") from error


def looks_like_json(head: bytes) -> bool:
    """Whether a file with this beginning is JSON with objects: no document begins so."""
    return _JSON_START.match(head) is not None or _EMPTY_LIST.match(head) is not None


def split_json(text: str) -> Iterator[str]:
    """The lines of JSON Lines, else the whole text."""
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    if rest.strip():
        try:
            json.loads(first)
        except ValueError:
            pass
        else:
            yield from (line for line in text.lstrip("\ufeff").splitlines() if line.strip())
            return
    yield text


def _from_path(name: str, *, found: bool) -> Iterator[Input | Skipped]:
    path = Path(name)
    if path.is_dir():
        yield from [Input(name, "store", name, found=found)] if (path / STORE_MARK).is_file() else _walk(path)
        return
    if found and _is_foreign(path.name):
        yield Skipped(name, "a file of the system or of a program")
        return
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD) if path.is_file() else b""
    except (OSError, ValueError):
        head = b""
    if looks_like_json(head):
        yield Input(name, "plans", name, found=found)
    elif head.startswith(b"PK\x03\x04") and path.suffix.lower() not in _OFFICE_SUFFIXES:
        yield from _from_zip(name, path, found=found)
    elif found and not head:
        yield Skipped(name, "empty or not readable")
    else:
        yield Input(name, "document", name, found=found)


def _walk(folder: Path) -> Iterator[Input | Skipped]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: (entry.is_dir(), entry.name))
    except OSError as error:
        yield Skipped(str(folder), error.strerror or str(error))
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith(".") and entry.name.lower() not in _SYSTEM_NAMES:
                yield from _from_path(entry.path, found=True)
        elif entry.is_file():
            yield from _from_path(entry.path, found=True)
        else:
            yield Skipped(entry.path, "no file (a link to a folder, a device, or a broken link)")


def _is_foreign(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_NAMES


def _from_zip(name: str, path: Path, *, found: bool) -> Iterator[Input | Skipped]:
    try:
        folder = _open_zip(str(path), path.stat().st_mtime_ns)
    except (OSError, zipfile.BadZipFile):
        yield Input(name, "document", name, found=found)  # the reader will say what is wrong
        return
    if _is_document(folder):
        yield Input(name, "document", name, found=found)
        return
    for info, shown, skipped in _members(folder, name):
        yield skipped or Input(shown, _kind(folder, info), str(path), info.filename, found=True)


def _from_bytes(name: str, data: bytes) -> Iterator[Input | Skipped]:
    if looks_like_json(data[:_HEAD]):
        yield Input(name, "plans", data=data)
        return
    if data.startswith(b"PK\x03\x04"):
        try:
            folder = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile:
            pass
        else:
            if not _is_document(folder):
                for info, shown, skipped in _members(folder, name):
                    yield skipped or Input(
                        shown, _kind(folder, info), data=_read_member(folder, info, shown), found=True
                    )
                return
    yield Input(name, "document", data=data)


def _is_document(folder: zipfile.ZipFile) -> bool:
    """Word, OpenDocument and their kin are zip files too."""
    return not {"[Content_Types].xml", "mimetype", "word/document.xml"}.isdisjoint(folder.NameToInfo)


def _members(folder: zipfile.ZipFile, name: str) -> Iterator[tuple[zipfile.ZipInfo, str, Skipped | None]]:
    for info in sorted(folder.infolist(), key=lambda info: info.filename):
        if info.is_dir():
            continue
        shown = f"{name}/{_decode_name(info)}"
        skipped = None
        if any(_is_foreign(part) for part in info.filename.split("/")):
            skipped = Skipped(shown, "a file of the system or of a program")
        elif info.file_size == 0:
            skipped = Skipped(shown, "empty")
        elif info.filename.lower().endswith(".zip"):
            skipped = Skipped(shown, "a zip file inside a zip file")
        yield info, shown, skipped


def _decode_name(info: zipfile.ZipInfo) -> str:
    """A member's name: many programs write UTF-8 without saying so, which is then read as code page 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _kind(folder: zipfile.ZipFile, info: zipfile.ZipInfo) -> Literal["document", "plans"]:
    try:
        with folder.open(info) as stream:
            return "plans" if looks_like_json(stream.read(_HEAD)) else "document"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        return "document"


def _read_member(folder: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str) -> bytes:
    if info.flag_bits & 1:
        raise EncryptedInput(f"{shown}: is encrypted and asks for a password")
    if info.file_size > MAX_MEMBER_BYTES:
        raise InputTooLarge(f"{shown}: larger than {MAX_MEMBER_BYTES // 2**20} MB")
    try:
        with folder.open(info) as stream:
            data = stream.read(MAX_MEMBER_BYTES + 1)
    except MemoryError:
        raise
    except Exception as error:  # damaged archives raise whatever their decoder raises
        refuse_memory(error)
        raise UnreadableInput(f"{shown}: cannot be read from the zip file: {error}") from error
    if len(data) > MAX_MEMBER_BYTES:
        raise InputTooLarge(f"{shown}: larger than {MAX_MEMBER_BYTES // 2**20} MB")
    return data


@lru_cache(maxsize=4)
def _open_zip(path: str, modified: int) -> zipfile.ZipFile:
    """The zip file, its list of members read once; `modified` makes a changed file a new one."""
    return zipfile.ZipFile(path)
