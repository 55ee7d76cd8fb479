"""Numbers: what is written the Vietnamese way is read back, and what only looks like a number is not read."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_parser.extract.words.numbers import find_numbers, format_number, parse_numeral


@given(st.integers(min_value=0, max_value=10**15))
def test_whole_numbers_survive(value: int) -> None:
    assert parse_numeral(format_number(value)) == value


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=99))
def test_decimals_survive(whole: int, hundredths: int) -> None:
    value = whole + hundredths / 100
    read = parse_numeral(format_number(value))
    assert read is not None
    assert math.isclose(read, value, rel_tol=1e-12)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_written_number_is_found_where_it_stands(value: int) -> None:
    written = format_number(value)
    text = f"đạt {written} người"
    (number,) = find_numbers(text)
    assert (number.low, text[number.start : number.end]) == (value, written)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_range_has_its_ends_in_order(a: int, b: int) -> None:
    (number,) = find_numbers(f"từ {a}% đến {b}%")
    assert (number.low, number.high) == (min(a, b), max(a, b))
    assert bool(number.doubts) == (a > b)


@given(st.text(alphabet="0123456789.,/-%– aKHUBNDđến triệu(", max_size=40))
def test_any_text_is_read_without_error(text: str) -> None:
    last = 0
    for number in find_numbers(text):
        assert last <= number.start < number.end <= len(text)
        assert number.low <= number.high
        last = number.end


@pytest.mark.parametrize("text", ["", "12a", "1.2.3.4x", "1,2,3", "12..5", "-"])
def test_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


def test_negative_numbers_keep_their_sign() -> None:
    assert format_number(-2460.5) == "-2.460,5"
