"""What holds for every input: evidence is exact, ids are unique, references lead somewhere, the same bytes give the
same plan, and damaged or meaningless text never raises anything but this package's own errors."""

from __future__ import annotations

import pytest
from fuzz.promises import check_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach_parser import parse
from kehoach_parser.errors import KehoachError

from .conftest import ALL_PLANS, CORPUS


@pytest.mark.parametrize("slug", ALL_PLANS)
def test_plans_of_the_corpus_hold(slug: str) -> None:
    data = (CORPUS / slug / "source.txt").read_bytes()
    plan = parse(data, name="source.txt")
    check_plan(plan)
    assert parse(data, name="source.txt") == plan


LINES = [
    line for slug in ALL_PLANS for line in (CORPUS / slug / "source.txt").read_text("utf-8").split("\n") if line.strip()
]
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00")
JUNK = st.one_of(
    st.text(CHARACTERS, max_size=60),
    st.sampled_from(
        [
            "I. CHỈ TIÊU",
            "1. ",
            "1.1. a) - + *",
            "đ) 100%",
            "- Ít nhất 70%, 60% và từ 3 - 5% 1/0 số xã",
            "Phụ lục I",
            "Điều 1.",
            "STT\tTên\tGhi chú",
            "\t\t\t",
            "| | |",
            "Nơi nhận:",
            "KẾ HOẠCH",
            "ngày 31/02/2025, tháng 13/2026, quý V",
            "999999999999999999999999 tỷ đồng",
            "Số:      /KH-UBND",
        ]
    ),
)


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(st.one_of(st.sampled_from(LINES), JUNK), min_size=1, max_size=40))
def test_shuffled_and_damaged_lines_hold(lines: list[str]) -> None:
    try:
        plan = parse("\n".join(lines).encode(), name="lines.txt")
    except KehoachError:
        return
    check_plan(plan)


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_bytes_give_a_plan_or_an_error_of_ours(data: bytes) -> None:
    try:
        plan = parse(data, name="bytes")
    except KehoachError as error:
        assert "\n" not in str(error)
        return
    check_plan(plan)
