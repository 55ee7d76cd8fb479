"""Answers that stand on few words (comparison/likely.py): what makes an answer, and what leaves a doubt."""

from __future__ import annotations

from kehoach_parser import compare, parse
from kehoach_parser.models import Cell, Comparison

from .test_compare_cases import PLAN, PROGRAMME

TARGETS = """- 60% cơ sở nuôi tôm nước lợ được cấp chứng nhận VietGAP.
- 80% tàu cá có nhật ký khai thác điện tử.
- Lắp đặt 1.000 trạm đo mưa tự động.
- 100% trường học có công trình cấp nước."""
LEAST_REST = """- 82% tàu cá có nhật ký khai thác điện tử.
- 65% cơ sở nuôi tôm nước lợ được cấp chứng nhận VietGAP."""


def compare_with(statements: str, tasks: str = "") -> Comparison:
    base = parse(PROGRAMME.format(TARGETS).encode(), name="programme.txt")
    return compare(base, [parse(PLAN.format(statements, tasks).encode(), name="plan.txt")])


def cell_of(comparison: Comparison, words: str) -> Cell:
    return next(row.cells[0] for row in comparison.rows if words in row.clause)


def test_words_that_stand_nowhere_else_make_an_answer() -> None:
    cell = cell_of(compare_with(LEAST_REST + "\n- Bổ sung 35 điểm quan trắc mưa tự động ở các huyện."), "trạm đo mưa")
    assert cell.status == "changed"
    assert cell.measure is not None and cell.measure.low == 35


def test_the_programmes_very_words_of_something_else_are_no_answer() -> None:
    cell = cell_of(compare_with(LEAST_REST + "\n- 100% trạm y tế có công trình cấp nước."), "công trình cấp nước")
    assert cell.status == "missing"
    assert "doubtful" in cell.remarks
    assert cell.nearest is not None and "trạm y tế" in cell.nearest.text


def test_what_shares_no_word_is_missing_without_a_doubt() -> None:
    comparison = compare_with(LEAST_REST)
    cell = cell_of(comparison, "công trình cấp nước")
    assert cell.status == "missing"
    assert "doubtful" not in cell.remarks


def test_a_doubt_is_held_against_nobody() -> None:
    doubted = compare_with(LEAST_REST + "\n- 100% trạm y tế có công trình cấp nước.")
    told = {row.clause for row, _ in doubted.fails({"missing"})}
    assert not any("công trình cấp nước" in clause for clause in told)
    assert any("trạm đo mưa" in clause for clause in told)
