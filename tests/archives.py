"""What the tests of archives share: folders of plans, and the content of an archive to compare."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from kehoach_parser.archive import Archive
from kehoach_parser.archive.tables import TABLES

from .conftest import ALL_PLANS, CORPUS

Content = dict[str, list[tuple[Any, ...]]]

COLLECT = """
import signal, sys
from kehoach_parser.archive import collection
from kehoach_parser.cli import main
collection.FILES_A_PART = 5
sys.exit(main(["collect", *sys.argv[1:]]))
"""


def make_folder(folder: Path, count: int) -> Path:
    """A folder of `count` plans of the corpus, each with words of its own."""
    folder.mkdir(parents=True)
    for number in range(count):
        slug = ALL_PLANS[number % len(ALL_PLANS)]
        text = (CORPUS / slug / "source.txt").read_text("utf-8")
        (folder / f"{number:04}.txt").write_text(f"{text}\nBản số {number}.\n", "utf-8")
    return folder


def read_content(where: Path) -> Content:
    """All rows of all tables, sorted."""
    with Archive(where) as archive:
        return {table: sorted(archive.query(f'SELECT * FROM "{table}"').rows, key=repr) for table in TABLES}


def collect_command(*arguments: str | Path) -> list[str]:
    """`kehoach collect` with parts of five files."""
    return [sys.executable, "-c", COLLECT, *map(str, arguments)]
