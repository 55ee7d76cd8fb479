"""Which outside programs and fonts are there, what each is needed for, and how to get what is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from ..errors import MissingTool
from .ocr import GET_OPENCV
from .ocr.tesseract import find_tesseract
from .office import find_soffice
from .shared.packages import how_to_get

_TIME_LIMIT = 30.0


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that some inputs need. `version` is None where it is missing or does not tell; `how_to_get` is
    what to type on this machine, or says what is wrong with the one that is there."""

    name: str
    found: bool
    version: str | None
    needed_for: str
    how_to_get: str


def examine() -> tuple[Tool, ...]:
    """The outside programs, the most needed first. Each is asked for its version, which takes a second at
    most."""
    return (_tesseract(), _opencv(), _libreoffice(), _plain("antiword", "-h"), _plain("catdoc", "-V"))


def _tesseract() -> Tool:
    needed_for = "scanned PDFs and pictures"
    package = how_to_get("tesseract")
    try:
        found = find_tesseract()
    except MissingTool as error:
        here = shutil.which("tesseract") is not None
        return Tool("Tesseract", False, None, needed_for, str(error) if here else package)
    return Tool("Tesseract", True, found.version, needed_for, package)


def _opencv() -> Tool:
    try:
        release = version("opencv-python-headless")
    except PackageNotFoundError:
        release = None
    return Tool("OpenCV", find_spec("cv2") is not None, release, "scanned PDFs and pictures", GET_OPENCV)


def _libreoffice() -> Tool:
    path = find_soffice()
    version = _version(path, "--version") if path else None
    package = how_to_get("libreoffice")
    return Tool("LibreOffice", path is not None, version, ".doc, .rtf and .odt files", package)


def _plain(name: str, option: str) -> Tool:
    path = shutil.which(name)
    version = _version(path, option) if path else None
    needed_for = ".doc files where LibreOffice is missing (text only)"
    return Tool(name, path is not None, version, needed_for, how_to_get(name))


def _version(path: str, option: str) -> str | None:
    """The first number with a dot in what the program says of itself."""
    try:
        told = subprocess.run([path, option], capture_output=True, timeout=_TIME_LIMIT, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(rb"\d+\.[\d.]*\d", told.stdout + told.stderr)
    return match[0].decode("ascii") if match else None
