"""No function has more branches than one can hold in mind; a ladder of them is a list of rules."""

from __future__ import annotations

from radon.complexity import cc_visit

from .conftest import ROOT

MOST = 30
"""Of cyclomatic complexity, as radon counts it; below 15 is usual."""


def test_no_function_is_a_ladder() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{block.lineno} {block.name} {block.complexity}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for block in cc_visit(path.read_text("utf-8"))
        if block.complexity > MOST and block.letter != "C"
    ]
    assert not found
