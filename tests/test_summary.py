"""A plan as CSV and Markdown."""

from __future__ import annotations

import csv
import io

import pytest

from kehoach_parser.export.plan_text import to_markdown
from kehoach_parser.export.summary import describe_measure, format_number, to_csv
from kehoach_parser.models import Measure

from .plans import find, make_plan


def test_csv_has_one_row_a_measure_and_one_for_a_qualitative_target() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv([make_plan()]))))
    assert [(r["target"], r["comparator"], r["low"], r["high"], r["unit"]) for r in rows] == [
        ("t1", "gte", "70", "70", "%"),
        ("t1", "between", "5", "10", "%"),
        ("t2", "", "", "", ""),
    ]
    assert {r["number"] for r in rows} == {"05/KH-UBND"}
    assert rows[0]["lead"] == "Sở Y tế"


@pytest.mark.parametrize("start", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1"])
def test_csv_cells_never_begin_a_formula(start: str) -> None:
    plan = make_plan()
    target = plan.targets[1].model_copy(update={"text": start})
    rows = list(csv.reader(io.StringIO(to_csv([plan.model_copy(update={"targets": (target,)})]))))
    assert rows[1][19] == f"'{start}"


def test_markdown_shows_measures_and_escapes_markup() -> None:
    page = to_markdown(make_plan())
    assert "# Phát triển văn hóa" in page
    assert "## Chỉ tiêu" in page and "## Targets" in to_markdown(make_plan(), "en")
    assert "≥ 70 %; ↑ 5–10 %" in page
    assert "\\<b\\>" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("value", "written"),
    [(2460, "2.460"), (33.59, "33,59"), (100, "100"), (1.2e12, "1.200.000.000.000"), (0.5, "0,5")],
)
def test_numbers_are_written_the_vietnamese_way(value: float, written: str) -> None:
    assert format_number(value) == written


def test_measure_in_few_characters() -> None:
    monthly = Measure(comparator="gte", low=1, high=1, unit="lần", per="month", evidence=find("70%"))
    share = Measure(comparator="eq", low=2, high=2, unit="huyện", of=3, evidence=find("70%"))
    assert describe_measure(monthly) == "≥ 1 lần / month"
    assert describe_measure(monthly, {"month": "tháng"}) == "≥ 1 lần / tháng"
    assert describe_measure(share) == "2/3 huyện"
