"""The rendered documents are what the other tests build on: their labels and words must be the plan's own."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import PLANS
from .rendering.blocks import Grid, Paragraph, read_blocks


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@pytest.mark.slow
@pytest.mark.parametrize("slug", PLANS)
def test_pdf_has_every_label_and_word_of_the_plan(
    slug: str, plan_text: Callable[[str], str], plan_pdf: Callable[[str], Path]
) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("poppler is not installed: apt-get install poppler-utils")
    blocks = read_blocks(plan_text(slug))
    shown = subprocess.run([program, "-raw", str(plan_pdf(slug)), "-"], capture_output=True, check=True).stdout
    words = iter(_words(shown.decode()))
    for block in blocks:
        if isinstance(block, Paragraph):
            for word in _words(f"{block.label or ''} {block.text}"):
                assert word in words, f"{word!r} of {block.text[:60]!r} is missing or out of order"


def test_tables_of_the_annexes_are_whole(plan_text: Callable[[str], str]) -> None:
    grids = [block for block in read_blocks(plan_text("ha-noi-2024")) if isinstance(block, Grid)]
    assert [(len(grid.rows), len(grid.rows[0]), grid.header_rows) for grid in grids] == [
        (21, 5, 1),
        (8, 7, 2),
        (13, 8, 2),
    ]
