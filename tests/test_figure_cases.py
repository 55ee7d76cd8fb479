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


@pytest.mark.parametrize(
    ("target", "doubts"),
    [
        ("Số hộ nghèo 300, số hộ cận nghèo giảm 5%.", ["300"]),
        ("Xếp loại chung toàn ngành 45, vượt mức đề ra.", ["45"]),
        ("Thực hiện Đề án 06 và khoản 2 Điều 5; 95% hồ sơ được số hóa trong năm 2026.", []),
        ("Duy trì dịch vụ công mức độ 3 và 4; 80% người dân hài lòng.", []),
        ("Mục tiêu 1: Trong lĩnh vực y tế, 95% trẻ em được tiêm chủng.", []),
    ],
)
def test_figures_of_a_target_that_were_read_as_nothing_are_issues(target: str, doubts: list[str]) -> None:
    text = f"KẾ HOẠCH\nPhát triển du lịch\n\nI. MỤC TIÊU CỤ THỂ\n- {target}\n"
    plan = parse(text.encode(), name="plan.txt")
    assert [issue.evidence.quote for issue in plan.issues if issue.code == "figure_doubt" and issue.evidence] == doubts


def test_damaged_figures_of_tasks_are_issues() -> None:
    text = (
        "KẾ HOẠCH\nPhát triển du lịch\n\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Du lịch\n- Tập huấn cho 12O chủ cơ sở lưu trú.\n"
        "- Báo cáo Ban Chỉ đạo 389 tỉnh trước ngày 05/12/2026.\n"
    )
    plan = parse(text.encode(), name="plan.txt")
    assert [issue.evidence.quote for issue in plan.issues if issue.code == "figure_doubt" and issue.evidence] == ["12O"]


def test_damaged_figures_of_cells_are_issues() -> None:
    text = (
        "# KẾ HOẠCH\nPhát triển du lịch\n\n## I. CHỈ TIÊU\n\n| TT | Chỉ tiêu | Đơn vị | Năm 2026 |\n|---|---|---|---|\n"
        "| 1 | Tỷ lệ cơ sở lưu trú đạt chuẩn | % | 8O |\n| 2 | Lượt khách | lượt | 12.500 |\n"
    )
    plan = parse(text.encode(), name="plan.md")
    assert [issue.evidence.quote for issue in plan.issues if issue.code == "figure_doubt" and issue.evidence] == ["8O"]
