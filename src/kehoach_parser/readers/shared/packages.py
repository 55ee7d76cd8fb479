"""What to type to get an outside program, by the package manager of this machine."""

from __future__ import annotations

import shutil
import sys

_INSTALL = {
    "apt-get": "apt-get install",
    "dnf": "dnf install",
    "zypper": "zypper install",
    "pacman": "pacman -S",
    "apk": "apk add",
    "brew": "brew install",
    "winget": "winget install",
}
"""The managers, those of Linux in the order in which they are looked for."""
_PACKAGES: dict[str, dict[str, str]] = {
    "tesseract": {
        "apt-get": "tesseract-ocr tesseract-ocr-vie",
        "dnf": "tesseract tesseract-langpack-vie",
        "zypper": "tesseract-ocr tesseract-ocr-traineddata-vietnamese",
        "pacman": "tesseract tesseract-data-vie",
        "apk": "tesseract-ocr tesseract-ocr-data-vie",
        "brew": "tesseract tesseract-lang",
        "winget": "UB-Mannheim.TesseractOCR (and choose Vietnamese in its installer)",
    },
    "libreoffice": {
        "apt-get": "libreoffice-writer-nogui",
        "dnf": "libreoffice-writer",
        "zypper": "libreoffice-writer",
        "pacman": "libreoffice-fresh",
        "apk": "libreoffice-writer",
        "brew": "--cask libreoffice",
        "winget": "TheDocumentFoundation.LibreOffice",
    },
    "antiword": dict.fromkeys(("apt-get", "dnf", "zypper", "pacman", "apk", "brew"), "antiword"),
    "catdoc": dict.fromkeys(("apt-get", "dnf", "zypper", "apk", "brew"), "catdoc"),
}


_NAMES = {
    "tesseract": "tesseract-ocr and its Vietnamese model (tesseract-ocr-vie)",
    "libreoffice": "LibreOffice Writer",
    "antiword": "antiword",
    "catdoc": "catdoc",
}


def how_to_get(program: str) -> str:
    """The command that installs `tesseract`, `libreoffice`, `antiword` or `catdoc` here; where the machine's manager is
    unknown, or has no such package, the words to look for."""
    manager = _manager()
    package = _PACKAGES[program].get(manager or "")
    if manager is None or package is None:
        return "install LibreOffice instead" if manager == "winget" else f"install {_NAMES[program]}"
    return f"{_INSTALL[manager]} {package}"


def _manager() -> str | None:
    if sys.platform == "win32":
        return "winget"
    if sys.platform == "darwin":
        return "brew"
    return next((name for name in _INSTALL if name not in ("brew", "winget") and shutil.which(name)), None)
