"""Figures in statements and damaged figures, scored against floors: what fails is counted (figure_cases.py)."""

from __future__ import annotations

import pytest

from kehoach_parser import parse

from .figure_cases import FIGURES, read_file, run

SCORES = FIGURES / "scores.tsv"


def read_floors() -> list[list[str]]:
    """The rows of `now`; those of `first sight` stand there as they were before anything was mended."""
    rows = [line.split("\t") for line in SCORES.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [row for row in rows if row[1] == "now"]


@pytest.mark.parametrize("row", read_floors(), ids=lambda row: row[0])
def test_floors(row: list[str]) -> None:
    name, _, _, strict, times, subjects, wrong, lost, noise = row
    found = run(list(read_file(FIGURES / f"{name}.txt"))).row().split("\t")
    assert [float(v) >= float(least) for v, least in zip(found[1:4], (strict, times, subjects), strict=True)] == [
        True
    ] * 3
    assert [int(v) <= int(most) for v, most in zip(found[4:], (wrong, lost, noise), strict=True)] == [True] * 3


@pytest.mark.parametrize(("figure", "doubts"), [("7O%", 1), ("9 5%", 1), ("95%", 0)])
def test_damaged_figures_are_issues_of_the_plan(figure: str, doubts: int) -> None:
    text = f"KẾ HOẠCH\nPhát triển du lịch\n\nI. MỤC TIÊU CỤ THỂ\n- Phấn đấu {figure} hộ kinh doanh dùng hóa đơn.\n"
    plan = parse(text.encode(), name="plan.txt")
    places = [issue.evidence for issue in plan.issues if issue.code in ("figure_doubt", "split")]
    assert len(places) == doubts
    assert all(place and place.quote in figure for place in places)
