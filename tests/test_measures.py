"""Measures: what holds for every statement, and what the context does. The sentences are in tests/cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kehoach_parser
from kehoach_parser import Plan
from kehoach_parser.extract.measures.reader import FoundMeasure, MeasureContext, find_measures, may_measure

COMPARATORS = {"eq", "gte", "lte", "gt", "lt", "between", "approx"}
VOCABULARY = """
100% 5-10% 2.460 03 một hai mười 2/3 10/10 1,2 2025 từ đến trở lên ít nhất trên dưới không quá khoảng giảm tăng số vụ
người xã, phường cơ sở lần /năm /quý mỗi năm hằng quý đạt còn xuống lên được và ; , . ( ) : so với năm 2020 đến năm
2025 trước ngày 30/6/2026 trong quý I/2026 giai đoạn 2021-2025 triệu đồng tỷ tháng một lần trong đó kế hoạch 178 Đội
kiểm tra theo gấp đôi vượt nửa % ‰ /vạn dân
"""
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_statement_is_read(statement: str) -> None:
    found = find_measures(statement)
    assert not found or may_measure(statement)
    last = 0
    for measure in found:
        assert 0 <= measure.start < measure.end <= len(statement)
        assert measure.comparator in COMPARATORS
        assert measure.low <= measure.high
        assert (measure.low == measure.high) or measure.comparator == "between"
        assert measure.unit != "" and measure.subject != ""
        assert not (measure.per and measure.every)
        last = measure.end
    assert last <= len(statement)


@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_line_breaks_count_as_blanks(statement: str) -> None:
    broken = statement.replace(" ", "\n")
    assert [_plain(m) for m in find_measures(broken)] == [_plain(m) for m in find_measures(statement)]


def _plain(measure: FoundMeasure) -> tuple[object, ...]:
    return (measure.comparator, measure.low, measure.high, measure.unit, measure.per, measure.deadline)


@pytest.mark.parametrize(
    ("context", "deadline", "every"),
    [
        (MeasureContext(), None, None),
        (MeasureContext(inherited_deadline="2025"), "2025", None),
        (MeasureContext(inherited_every="year"), None, "year"),
        (MeasureContext(inherited_deadline="2025", inherited_every="year"), None, "year"),
        (MeasureContext(lead_in="Hàng năm, các trường hoàn thành:"), None, "year"),
        (MeasureContext("2025", lead_in="Đến năm 2030, phấn đấu:"), "2030", None),
    ],
)
def test_context_is_inherited(context: MeasureContext, deadline: str | None, every: str | None) -> None:
    (measure,) = find_measures("90% hộ dân sử dụng nước sạch.", context)
    assert (measure.deadline, measure.every) == (deadline, every)


def test_a_stated_deadline_is_stronger_than_the_context() -> None:
    (measure,) = find_measures("Đến năm 2024, 90% hộ dân có điện.", MeasureContext("2025", "year"))
    assert (measure.deadline, measure.every) == ("2024", None)


def test_evidence_is_the_words_that_state_the_measure() -> None:
    statement = "Phấn đấu ít nhất 70% số xã có mô hình."
    (measure,) = find_measures(statement)
    assert statement[measure.start : measure.end] == "ít nhất 70% số xã"


@pytest.mark.parametrize("statement", ["", "Tăng cường tuyên truyền.", "Triển khai một số giải pháp một cách đồng bộ."])
def test_nothing_to_measure(statement: str) -> None:
    assert not may_measure(statement)
    assert find_measures(statement) == ()


IMPLYING = """KẾ HOẠCH
Phát triển văn hóa
I. CHỈ TIÊU
- {first}
- Không để xảy ra cháy nổ tại di tích.
- 80% số xã có sân thể thao; toàn bộ thôn có loa truyền thanh.
"""


def test_what_words_imply_changes_no_figure_and_no_comparison() -> None:
    first, second = (
        kehoach_parser.parse(IMPLYING.format(first=words).encode(), name="a.txt")
        for words in ("Mọi di tích được tu bổ.", "70% di tích được tu bổ.")
    )
    assert [[(m.low, m.unit, m.implied) for m in t.measures] for t in first.targets] == [
        [(100, "%", True)],
        [(0, "cháy nổ tại di tích", True)],
        [(80, "%", False), (100, "%", True)],
    ]
    assert [t.kind for t in first.targets] == ["qualitative", "qualitative", "quantitative"]
    assert [m.better for t in first.targets for m in t.measures] == ["more", "less", "more", "more"]

    def bare(plan: Plan) -> Plan:
        return plan.model_copy(
            update={"targets": tuple(t.model_copy(update={"measures": t.stated}) for t in plan.targets)}
        )

    def cells(one: Plan, other: Plan) -> list[list[str]]:
        told = kehoach_parser.compare(one, [other])
        return [[cell.status for cell in row.cells] for row in (*told.rows, *told.statements)]

    assert cells(first, second) == cells(bare(first), bare(second))
    assert cells(second, first) == cells(bare(second), bare(first))
