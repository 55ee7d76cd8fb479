"""`kehoach doctor`: which outside programs are there, which are missing, and how to get them."""

from __future__ import annotations

import argparse

HELP = "Say which outside programs (Tesseract, LibreOffice …) are installed and how to get the others."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command: none."""


def run(args: argparse.Namespace) -> int:
    """Prints one line a program; 0 whatever is missing, for all of them are optional."""
    from ..doctor import examine

    print(examine())
    return 0
