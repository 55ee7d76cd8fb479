"""`kehoach tables FILE`."""

from __future__ import annotations

import argparse

HELP = "tables"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""


def run(args: argparse.Namespace) -> int:
    """Runs."""
    return 2
