"""Plan.to_frame(): a measure a row."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from kehoach_parser import parse

from .conftest import CORPUS


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_plan_as_a_frame(library: Literal["pandas", "polars"]) -> None:
    plan = parse(CORPUS / "hai-phong-268-2021" / "source.txt")
    frame: Any = plan.to_frame(library)
    statements = (*plan.targets, *plan.commitments)
    assert len(frame) == sum(len(statement.measures) or 1 for statement in statements)
    rows = frame.to_dict("records") if library == "pandas" else frame.to_dicts()
    first = plan.targets[0]
    assert (rows[0]["plan"], rows[0]["text"]) == ("268/KH-UBND", first.text)
    assert rows[0]["low"] == first.measures[0].low
    assert [row["list"] for row in rows].count("commitments") == sum(len(c.measures) or 1 for c in plan.commitments)
