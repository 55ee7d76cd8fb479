"""Word's old binary format, RTF and ODT, through LibreOffice to DOCX; .doc also through antiword or catdoc.

LibreOffice runs headless with one profile a process, which is made on first use and removed at exit. The
profile forbids macros and links to outside, and the program sees no network where the system can hide it. What
it makes is read by the DOCX reader; font names survive, so legacy encodings are converted there.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from ..errors import EncryptedInput, MissingTool, UnreadableInput
from ..source import Finding, Line, Source
from .shared.legacy import detect_and_convert
from .shared.packages import how_to_get
from .shared.programs import TooSlow, run_program
from .word.reader import read_docx

OfficeKind = Literal["doc", "rtf", "odt"]

TIME_LIMIT = 120.0
"""Seconds that a conversion may take; a long document takes two or three, a first start about ten."""

_MEDIA_TYPES: Mapping[OfficeKind, str] = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
}

_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
)
_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_REGISTRY = '<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'

_lock = threading.Lock()


def read_office(
    data: bytes, name: str, *, kind: OfficeKind, ocr: Literal["auto", "never", "always"] = "auto"
) -> Source:
    """The document as the DOCX reader sees LibreOffice's conversion; `media_type` and `sha256` are the
    original's.

    Raises MissingTool where no program is installed that reads this kind, UnreadableInput where the program
    fails, EncryptedInput where the document asks for a password.
    """
    digest = hashlib.sha256(data).hexdigest()
    media_type = _MEDIA_TYPES[kind]
    if kind == "doc" and _is_encrypted(data):
        raise EncryptedInput(f"{name}: the document asks for a password")
    soffice = find_soffice()
    if soffice is not None:
        converted = _convert(soffice, data, name, kind)
        return replace(read_docx(converted, name, ocr=ocr), sha256=digest, media_type=media_type)
    if kind == "doc":
        for program, arguments in _DOC_READERS:
            path = shutil.which(program)
            if path is not None:
                return _read_plain(path, program, arguments, data, name, digest)
        advice = how_to_get("libreoffice")
        raise MissingTool(f"{name}: reading .doc needs LibreOffice ({advice}), or antiword or catdoc")
    raise MissingTool(f"{name}: reading .{kind} needs LibreOffice: {how_to_get('libreoffice')}")


def find_soffice() -> str | None:
    """The path of LibreOffice's program; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


_DOC_READERS = (("antiword", ("-m", "UTF-8", "-w", "0")), ("catdoc", ("-d", "utf-8", "-w")))
"""Programs that give a .doc's text with one line a paragraph, the better one first."""


def _is_encrypted(data: bytes) -> bool:
    """Whether the head of the Word stream, at its usual place behind the container's, has the encryption
    bit set."""
    return data[512:514] == b"\xec\xa5" and len(data) > 524 and bool(data[523] & 1)


@cache
def _profile() -> Path:
    """The directory of this process's LibreOffice profile, settings written; removed when the process
    ends."""
    directory = Path(tempfile.mkdtemp(prefix="kehoach-office-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    registry = _REGISTRY.format("".join(_ITEM.format(*setting) for setting in _SETTINGS))
    (directory / "user").mkdir()
    (directory / "user" / "registrymodifications.xcu").write_text(registry, "utf-8")
    return directory


def _convert(soffice: str, data: bytes, name: str, kind: OfficeKind) -> bytes:
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        original = Path(folder, f"document.{kind}")
        original.write_bytes(data)
        with _lock:  # two conversions at once would share the profile, and one would be lost
            command = [
                soffice,
                f"-env:UserInstallation={_profile().as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
                *("--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(original)),
            ]
            _run(command, name, "LibreOffice", cwd=folder)
        converted = original.with_suffix(".docx")
        if not converted.exists():
            raise UnreadableInput(f"{name}: LibreOffice cannot read this .{kind} file")
        return converted.read_bytes()


def _read_plain(path: str, program: str, arguments: tuple[str, ...], data: bytes, name: str, digest: str) -> Source:
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        original = Path(folder, "document.doc")
        original.write_bytes(data)
        output = _run([path, *arguments, str(original)], name, program, cwd=folder)
    text, encoding = detect_and_convert(output.decode("utf-8", "replace"))
    lines: list[Line] = []
    blank = False
    for line in text.splitlines():
        words = line.strip()
        if words:
            lines.append(Line(words, starts_paragraph=True, blank_before=blank))
        blank = not words
    if not lines:
        raise UnreadableInput(f"{name}: {program} finds no text in this .doc file")
    lost = f"Đọc bằng {program}: bảng và số thứ tự tự động bị mất; cài LibreOffice để giữ được."
    return Source(
        name=name,
        sha256=digest,
        media_type=_MEDIA_TYPES["doc"],
        blocks=tuple(lines),
        legacy_encoding=encoding,
        findings=(Finding("reduced_reading", lost),),
    )


@cache
def without_network() -> tuple[str, ...]:
    """What is put before a program so that it sees no network but its own empty one; nothing where the system does not
    let this user have that (Linux does, where namespaces of users are not forbidden)."""
    unshare = shutil.which("unshare")
    for whose in ("--map-current-user", "--map-root-user") if unshare else ():
        command = (unshare or "", "--user", whose, "--net", "--")
        with suppress(OSError, TooSlow):
            if run_program([*command, "true"], seconds=10).code == 0:
                return command
    return ()


def _run(command: list[str], name: str, program: str, *, cwd: str) -> bytes:
    """The program's output. It gets a process group of its own, which is ended as a whole at the time
    limit."""
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
    nowhere = dict.fromkeys(names, "http://127.0.0.1:9")
    try:
        ended = run_program([*without_network(), *command], seconds=TIME_LIMIT, cwd=cwd, environment=nowhere)
    except TooSlow as error:
        raise UnreadableInput(f"{name}: {program} took longer than {TIME_LIMIT:.0f} s") from error
    except OSError as error:
        raise UnreadableInput(f"{name}: {program} cannot be run: {error.strerror or error}") from error
    return ended.output
