"""A text twice as long takes about twice as many steps: the shapes that once took four times (tests/growth.py)."""

from __future__ import annotations

import pytest

from .growth import grows_too_fast

QUICK = ("95 người", "thực hiện đề án 06", "Điều 3", "thực hiện đúng 05 lần")


@pytest.mark.parametrize("unit", QUICK)
@pytest.mark.parametrize("between", [" ", "\n- "])
def test_figures_without_end_take_their_share(unit: str, between: str) -> None:
    assert grows_too_fast(unit, between) == ""
