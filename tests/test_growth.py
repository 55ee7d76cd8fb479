"""A text twice as long takes about twice as many steps (tests/growth.py)."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from .conftest import ROOT
from .growth import MOST, Shape, grows_too_fast, repeated

QUICK = (
    "95 người",
    "thực hiện đề án 06",
    "Điều 3",
    "thực hiện đúng 05 lần",
    "12 xã",
    "năm 2025: 40%; 2030: 50%",
    "02 lần mỗi năm",
    "tỷ lệ hộ nghèo giảm trên 1%",
)
"""Sentences of the rules of which twice as many once took three to four times the steps."""


@pytest.mark.parametrize("unit", QUICK)
@pytest.mark.parametrize("between", [" ", "\n- "])
def test_figures_without_end_take_their_share(unit: str, between: str) -> None:
    assert grows_too_fast(repeated("", unit, between)) == ""


def test_what_grows_too_fast_is_told() -> None:
    squares = Shape("squares", "lines", 30, lambda times: b"a\n" * times**2)
    assert grows_too_fast(squares).startswith("squares: lines: lines ")


@pytest.mark.slow
def test_hundreds_of_shapes_take_their_share() -> None:
    """In a process of its own: only there every pattern counts what it looks through."""
    done = subprocess.run([sys.executable, "-m", "tests.growth"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    total = re.search(r"^\| all \| ([\d,]+) \| 0 \|$", done.stdout, re.M)
    assert total and int(total[1].replace(",", "")) > 300, f"{done.stdout}{done.stderr} (at most {MOST} times)"
