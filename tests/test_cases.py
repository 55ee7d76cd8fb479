"""Runs every case of tests/cases through the function of its kind (the notation: case_files.py)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kehoach_parser.extract.citations import find_citations, pick_implements, resolve_citations
from kehoach_parser.extract.measures.reader import FoundMeasure, MeasureContext, find_measures
from kehoach_parser.extract.words.numbers import find_numbers, format_number
from kehoach_parser.extract.words.times import read_dates, read_heading_deadline, read_period, read_recurrence

from .case_files import Case, read_cases
from .case_words import spell

SIGNS = {"eq": "=", "gt": ">", "gte": "≥", "lt": "<", "lte": "≤", "approx": "≈"}
PERIODS = {
    "day": "ngày",
    "week": "tuần",
    "month": "tháng",
    "quarter": "quý",
    "half_year": "6 tháng",
    "year": "năm",
}
CODES = {word: code for code, word in PERIODS.items()}


def write_measure(measure: FoundMeasure, like: str) -> str:
    """A measure in the notation, with subject and doubts only where the expected line gives them."""
    value = format_number(measure.low)
    if measure.comparator == "between":
        head = f"{value}–{format_number(measure.high)}"
    else:
        head = f"{SIGNS[measure.comparator]} {value}"
    if measure.of is not None:
        head += f"/{format_number(measure.of)}"
    fields = [f"{head} {measure.unit}" if measure.unit else head]
    if measure.direction:
        fields.append({"increase": "tăng", "decrease": "giảm"}[measure.direction])
    if measure.per:
        fields.append(f"theo {PERIODS[measure.per]}")
    if measure.every:
        fields.append(f"mỗi {PERIODS[measure.every]}")
    if measure.deadline:
        fields.append(f"hạn {measure.deadline}")
    if "chủ thể:" in like:
        fields.append(f"chủ thể: {measure.subject}")
    if "ngờ " in like:
        fields += [f"ngờ {doubt.code}" for doubt in measure.doubts]
    return " | ".join(fields)


def run_measures(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    deadline = every = lead_in = None
    for option in case.options:
        if option.startswith("hạn "):
            deadline = option.removeprefix("hạn ")
        elif option.startswith("mỗi "):
            every = CODES[option.removeprefix("mỗi ")]
        elif option.startswith("dẫn:"):
            lead_in = option.removeprefix("dẫn:").strip()
        else:
            raise ValueError(f"{case}: unknown option {option!r}")
    found = find_measures(case.text, MeasureContext(deadline, every, lead_in))
    for measure in found:
        assert 0 <= measure.start < measure.end <= len(case.text)
        assert measure.comparator == "between" or measure.low == measure.high
    likes = [*case.expected, *[""] * len(found)]
    return tuple(write_measure(m, like) for m, like in zip(found, likes, strict=False)), case.expected


def run_numbers(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    written = []
    for number in find_numbers(case.text):
        value = format_number(number.low)
        if number.kind == "range":
            value = f"{value}–{format_number(number.high)}"
        if number.of is not None:
            value = f"{value}/{format_number(number.of)}"
        written.append(value + (number.percent or ""))
    return tuple(written), case.expected


def run_citations(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    opening = (0, len(case.text)) if "mở đầu" in case.options else None
    own = next((option.removeprefix("số ") for option in case.options if option.startswith("số ")), None)
    mentions = find_citations(case.text, opening=opening)
    written = [
        " | ".join((c.number, c.doc_type or "-", c.date or "-", c.issuer or "-", c.relation))
        for c in resolve_citations(mentions, own)
    ]
    if any(line.startswith("=>") for line in case.expected):
        written.append(f"=> {pick_implements(mentions) or '-'}")
    return tuple(written), case.expected


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def run_deadline(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _one(read_heading_deadline(case.text)), case.expected


def run_period(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    period = read_period(case.text)
    return _one(f"{period[0]}-{period[1]}" if period else None), case.expected


def run_dates(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(f"{date.date} {date.kind}" for date in read_dates(case.text)), case.expected


def run_recurrence(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    period = read_recurrence(case.text)
    return _one(PERIODS[period] if period else None), case.expected


RUNNERS: dict[str, Callable[[Case], tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "measures": run_measures,
    "numbers": run_numbers,
    "citations": run_citations,
    "deadline": run_deadline,
    "period": run_period,
    "dates": run_dates,
    "recurrence": run_recurrence,
}


@pytest.mark.parametrize("case", list(read_cases()), ids=str)
def test_case(case: Case) -> None:
    found, expected = RUNNERS[case.kind](case)
    assert tuple(map(spell, found)) == tuple(map(spell, expected)), case.text


def test_titles_are_unique() -> None:
    titles = [str(case) for case in read_cases()]
    assert len(titles) == len(set(titles))


def test_enough_measure_cases_accept_and_reject() -> None:
    cases = [case for case in read_cases() if case.kind == "measures"]
    assert len(cases) >= 150
    assert sum(not case.expected for case in cases) >= 30
    assert all(re.search(r"\w", case.text) for case in cases)
