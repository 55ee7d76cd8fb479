"""Statuses: direction, ceilings, frequencies, ranges, units, years."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from kehoach_parser.comparison import vocabulary
from kehoach_parser.comparison.features import Item, measure_kind
from kehoach_parser.comparison.judge import judge
from kehoach_parser.comparison.vocabulary import EMPTY
from kehoach_parser.models import Evidence, Metadata, Period, Target

from .made_plans import make_measure

FIVE_YEARS = Metadata(period=Period(start=2021, end=2025))
ONE_YEAR = Metadata(period=Period(start=2023, end=2023))
MIRROR = {"higher": "lower", "lower": "higher"}


def item(before: str = "", **keys: Any) -> Item:
    measure = make_measure("", **keys) if keys else None
    target = Target(id="T1", section="", text="x", kind="quantitative", evidence=Evidence(start=0, end=1, quote="x"))
    return Item(target, 0, 0, measure, measure_kind(measure), EMPTY, EMPTY, before, "x")


@pytest.mark.parametrize(
    ("base", "found", "status", "delta"),
    [
        ({"low": 70, "comparator": "gte"}, {"low": 100}, "higher", 30),
        ({"low": 80, "comparator": "gte"}, {"low": 20, "comparator": "gte"}, "lower", -60),
        ({"low": 70, "comparator": "gte"}, {"low": 70}, "equal", 0),
        ({"low": 70, "comparator": "approx"}, {"low": 70, "comparator": "gte"}, "equal", 0),
        ({"low": 70, "comparator": "gte"}, {"low": 70, "comparator": "gt"}, "equal", 0),
        ({"low": 5, "comparator": "lte"}, {"low": 3, "comparator": "lte"}, "higher", -2),
        ({"low": 5, "comparator": "lte"}, {"low": 5, "comparator": "lt"}, "equal", 0),
        ({"low": 5, "comparator": "lt"}, {"low": 4}, "higher", -1),
        ({"low": 5, "comparator": "lte"}, {"low": 5, "comparator": "gte"}, "changed", None),
        ({"low": 5, "direction": "decrease"}, {"low": 10, "direction": "decrease"}, "higher", 5),
        ({"low": 5, "direction": "decrease"}, {"low": 5, "direction": "increase"}, "changed", None),
        ({"low": 5, "direction": "increase"}, {"low": 5}, "changed", None),
        (
            {"low": 5, "high": 10, "comparator": "between", "direction": "decrease"},
            {"low": 10, "direction": "decrease"},
            "higher",
            5,
        ),
        ({"low": 3, "high": 5, "comparator": "between"}, {"low": 3, "high": 4, "comparator": "between"}, "lower", -1),
        ({"low": 3, "high": 5, "comparator": "between"}, {"low": 3, "comparator": "gte"}, "equal", 0),
        ({"low": 1, "unit": "lần", "per": "quarter"}, {"low": 1, "unit": "lần", "per": "month"}, "higher", 2),
        ({"low": 2, "unit": "lần", "per": "year"}, {"low": 1, "unit": "lần", "per": "half_year"}, "equal", 0),
        ({"low": 1, "unit": "lần", "per": "year"}, {"low": 1, "unit": "lần", "every": "year"}, "equal", 0),
        ({"low": 1, "unit": "lần", "per": "month"}, {"low": 1, "unit": "lần"}, "changed", None),
        ({"low": 80}, {"low": 2460, "unit": "cơ sở"}, "changed", None),
        ({"low": 100}, {"low": 10, "of": 10, "unit": "huyện"}, "equal", 0),
        ({"low": 100}, {"low": 2, "of": 3, "unit": "xã"}, "lower", -33.333333333),
        ({"low": 10, "of": 10, "unit": "huyện"}, {"low": 12, "of": 12, "unit": "quận"}, "equal", 0),
        ({"low": 5, "unit": "cơ sở"}, {"low": 7, "unit": "cơ sở kinh doanh"}, "higher", 2),
        ({"low": 500, "unit": "người"}, {"low": 500, "unit": "lượt người"}, "changed", None),
        ({"low": 5, "unit": "xã"}, {"low": 5, "unit": "thôn"}, "changed", None),
        ({"low": 1e9, "unit": "đồng"}, {"low": 2e9, "unit": "đồng"}, "higher", 1e9),
        ({"low": 0.1, "unit": "lần", "per": "month"}, {"low": 0.3, "unit": "lần", "per": "quarter"}, "equal", 0),
        ({"low": 70}, {}, "qualitative", None),
        ({}, {}, "equal", None),
        ({}, {"low": 70}, "changed", None),
    ],
)
def test_status_and_difference(base: dict[str, Any], found: dict[str, Any], status: str, delta: float | None) -> None:
    verdict = judge(item(**base), item(**found), FIVE_YEARS, FIVE_YEARS)
    assert (verdict.status, verdict.delta) == (status, delta)
    if base and found:
        back = judge(item(**found), item(**base), FIVE_YEARS, FIVE_YEARS)
        assert back.status == MIRROR.get(status, status)


@pytest.mark.parametrize(
    ("one", "other", "status"),
    [
        ("less", "less", "higher"),
        ("more", "more", "lower"),
        ("less", None, "higher"),
        (None, None, "changed"),
        ("more", "less", "changed"),
    ],
)
def test_which_way_is_better_the_measures_say(one: Any, other: Any, status: str) -> None:
    verdict = judge(item(low=5, better=one), item(low=3, better=other), FIVE_YEARS, FIVE_YEARS)
    assert verdict.status == status
    back = judge(item(low=3, better=other), item(low=5, better=one), FIVE_YEARS, FIVE_YEARS)
    assert back.status == MIRROR.get(status, status)


def test_the_deeper_change_is_the_better_where_it_goes_the_wanted_way() -> None:
    down = {"direction": "decrease", "better": "less"}
    assert judge(item(low=5, **down), item(low=8, **down), FIVE_YEARS, FIVE_YEARS).status == "higher"
    growth = {"direction": "increase", "better": "less", "comparator": "lte"}
    assert judge(item(low=1.1, **growth), item(low=0.9, **growth), FIVE_YEARS, FIVE_YEARS).status == "higher"


def test_what_is_due_earlier_is_not_lower() -> None:
    target = item(low=80, deadline="2025")
    assert judge(target, item(low=60), FIVE_YEARS, ONE_YEAR).status == "not_due"
    assert judge(target, item(low=60, deadline="2023"), FIVE_YEARS, FIVE_YEARS).status == "not_due"
    assert judge(target, item(low=90), FIVE_YEARS, ONE_YEAR).status == "higher"
    assert judge(target, item(low=60, every="year"), FIVE_YEARS, FIVE_YEARS).status == "lower"
    ceiling = item(low=3, deadline="2025", better="less")
    assert judge(ceiling, item(low=5, better="less"), FIVE_YEARS, ONE_YEAR).status == "not_due"


def test_a_year_of_a_sum_is_no_shortfall() -> None:
    whole, part = item(low=500, unit="lớp"), item(low=100, unit="lớp")
    verdict = judge(whole, part, FIVE_YEARS, ONE_YEAR)
    assert (verdict.status, "annual" in verdict.remarks) == ("not_due", True)
    assert judge(part, whole, ONE_YEAR, FIVE_YEARS).status == "changed"
    assert judge(part, whole, FIVE_YEARS, ONE_YEAR).status == "higher"
    assert judge(whole, part, FIVE_YEARS, FIVE_YEARS).status == "lower"


def test_a_level_can_be_judged_in_any_year() -> None:
    verdict = judge(item(low=80, every="year"), item(low=20), FIVE_YEARS, ONE_YEAR)
    assert verdict.status == "lower"


def test_a_yearly_count_meets_an_annual_plan() -> None:
    yearly, once = item(low=10, unit="lớp", every="year"), item(low=12, unit="lớp")
    assert judge(yearly, once, FIVE_YEARS, ONE_YEAR).status == "higher"
    assert judge(yearly, once, FIVE_YEARS, FIVE_YEARS).status == "changed"


@pytest.mark.parametrize(
    ("yearly", "total", "status", "delta"),
    [(10, 60, "higher", 2), (10, 50, "equal", 0), (10, 40, "changed", None), (10, 8, "changed", None)],
)
def test_yearly_counts_meet_a_total_that_may_be_a_level(
    yearly: float, total: float, status: str, delta: float | None
) -> None:
    one, other = item(low=yearly, unit="lớp", every="year"), item(low=total, unit="lớp", deadline="2025")
    verdict = judge(one, other, FIVE_YEARS, FIVE_YEARS)
    assert (verdict.status, verdict.delta) == (status, delta)
    back = judge(other, one, FIVE_YEARS, FIVE_YEARS)
    assert back.status == MIRROR.get(status, status)


@pytest.mark.parametrize(
    ("total", "due", "status"),
    [(10, "2021", "changed"), (20, "2022", "equal"), (25, "2022", "lower")],
)
def test_a_total_of_one_year_is_no_sum_over_years(total: float, due: str, status: str) -> None:
    """Of a period of 2021 to 2025 a total due in its first year sums up nothing; from the second year on it does."""
    each, whole = item(low=10, unit="lớp", every="year"), item(low=total, unit="lớp", deadline=due)
    verdict = judge(whole, each, FIVE_YEARS, FIVE_YEARS)
    assert verdict.status == status


@pytest.mark.parametrize(("share", "count", "status"), [(100, 1, "equal"), (100, 2, "higher"), (90, 1, "higher")])
def test_one_for_each_is_a_hundred_per_cent(share: float, count: float, status: str) -> None:
    whole = item(low=share, subject="trường học")
    each = structs.replace(item(low=count, unit="thư viện"), each="trường học")
    whole = structs.replace(whole, subject=vocabulary.weigh("trường học"))
    assert judge(whole, each, FIVE_YEARS, FIVE_YEARS).status == status
    assert judge(each, whole, FIVE_YEARS, FIVE_YEARS).status == MIRROR.get(status, status)


@pytest.mark.parametrize(
    ("base", "found", "remark"),
    [
        ("2025", "2030", "later_deadline"),
        ("2025", "2023-06", "earlier_deadline"),
        ("2025", None, "no_deadline"),
    ],
)
def test_deadlines_are_remarked(base: str, found: str | None, remark: str) -> None:
    verdict = judge(item(low=70, deadline=base), item(low=70, deadline=found), FIVE_YEARS, FIVE_YEARS)
    assert verdict.status == "equal"
    assert remark in verdict.remarks


LATER_YEARS = Metadata(period=Period(start=2022, end=2026))
NO_YEARS = Metadata()
LESS = {"better": "less"}
CLASSES = {"unit": "lớp"}
EACH_YEAR = {**CLASSES, "every": "year"}
DOWN = {"direction": "decrease"}
PERIODS = {"5": FIVE_YEARS, "1": ONE_YEAR, "later": LATER_YEARS, "none": NO_YEARS}


@pytest.mark.parametrize(
    ("base", "found", "metas", "expected"),
    [
        # ranges: the weaker end counts, then the other where both are closed
        ({"low": 3, "high": 5}, {"low": 3, "high": 6}, "5 5", "higher 1"),
        ({"low": 3, "high": 5}, {"low": 4, "high": 5}, "5 5", "higher 1"),
        ({"low": 3, "high": 5}, {"low": 4, "high": 4}, "5 5", "higher 1"),
        ({"low": 3, "high": 5, **LESS}, {"low": 3, "high": 6, **LESS}, "5 5", "lower 1"),
        ({"low": 3, "high": 5, **LESS}, {"low": 2, "high": 5, **LESS}, "5 5", "higher -1"),
        ({"low": 3, "high": 5, **LESS}, {"low": 4, "high": 4, **LESS}, "5 5", "higher -1"),
        ({"low": 3, "high": 5, "comparator": "gte"}, {"low": 3, "high": 6}, "5 5", "equal 0 other_comparator"),
        ({"low": 3, "high": 5}, {"low": 3, "high": 6, "comparator": "gt"}, "5 5", "equal 0 other_comparator"),
        # shares of a hundred and of a thousand, and shares of a known whole
        ({"low": 1}, {"low": 5, "unit": "‰"}, "5 5", "lower -0.5"),
        ({"low": 5, "unit": "‰"}, {"low": 1}, "5 5", "higher 5"),
        ({"low": 50}, {"low": 3, "of": 5, "unit": "xã"}, "5 5", "higher 10"),
        ({"low": 3, "of": 5, "unit": "xã"}, {"low": 6, "of": 10, "unit": "xã"}, "5 5", "equal 0"),
        ({"low": 3, "of": 5, "unit": "xã"}, {"low": 7, "of": 10, "unit": "xã"}, "5 5", "higher 0.5"),
        ({"low": 3, "of": 5, "unit": "xã"}, {"low": 3, "unit": "xã"}, "5 5", "equal 0"),
        # a level in any year; a sum or a change only in the same
        ({"low": 80, "every": "year"}, {"low": 90}, "5 5", "higher 10"),
        ({"low": 5, **DOWN, "every": "year"}, {"low": 5, **DOWN}, "5 5", "changed - other_frequency"),
        ({"low": 5, **DOWN, "every": "year"}, {"low": 5, **DOWN}, "5 1", "equal 0 annual"),
        ({"low": 12, **CLASSES, "per": "year"}, {"low": 1, **CLASSES, "per": "month"}, "5 5", "equal 0"),
        ({"low": 365, **CLASSES, "per": "year"}, {"low": 1, **CLASSES, "per": "day"}, "5 5", "equal 0"),
        ({"low": 52, **CLASSES, "per": "year"}, {"low": 1, **CLASSES, "per": "week"}, "5 5", "equal 0"),
        ({"low": 4, **CLASSES, "per": "year"}, {"low": 1, **CLASSES, "per": "quarter"}, "5 5", "equal 0"),
        # times of a level: a factor, unless it comes down
        ({"low": 2, "unit": "lần", "direction": "increase"}, {"low": 3, "unit": "lần"}, "5 5", "higher 1"),
        ({"low": 2, "unit": "lần", **DOWN}, {"low": 3, "unit": "lần"}, "5 5", "changed - change_against_level"),
        ({"low": 2, **DOWN}, {"low": 3, "direction": "increase"}, "5 5", "changed - opposed"),
        # years: one of several, and what is due later
        ({"low": 80, "deadline": "2025"}, {"low": 60}, "5 1", "not_due -20 annual not_due"),
        ({"low": 80, "deadline": "2023"}, {"low": 60}, "5 1", "lower -20 annual"),
        ({"low": 80, "deadline": "2023-06"}, {"low": 60}, "5 1", "lower -20 annual"),
        ({"low": 80}, {"low": 60}, "5 1", "not_due -20 annual"),
        ({"low": 80}, {"low": 60}, "1 1", "lower -20"),
        ({"low": 80}, {"low": 60}, "5 none", "lower -20"),
        ({"low": 80}, {"low": 60}, "none 1", "lower -20"),
        ({"low": 80, "deadline": "2025"}, {"low": 60, "deadline": "2026"}, "5 later", "lower -20 later_deadline"),
        ({"low": 80, "deadline": "2026"}, {"low": 60, "deadline": "2025"}, "later 5", "not_due -20 earlier_deadline"),
        ({"low": 80, "deadline": "2026"}, {"low": 60}, "later 5", "not_due -20 no_deadline"),
        ({"low": 80, "deadline": "2025"}, {"low": 80, "deadline": "2025-06"}, "5 5", "equal 0"),
        ({"low": 80, "deadline": "2025", "every": "year"}, {"low": 80}, "5 5", "equal 0"),
        ({"low": 80, "deadline": "2025"}, {"low": 80, "every": "year"}, "5 5", "equal 0"),
        ({"low": 80, "deadline": "2025"}, {"low": 80}, "5 1", "equal 0 annual not_due"),
        ({"low": 80, "deadline": "2025", "every": "year"}, {"low": 60}, "5 1", "lower -20 annual"),
        # a part of a sum in one year is no shortfall; of a level, of what is done every year it is
        ({"low": 500, **CLASSES}, {"low": 600, **CLASSES}, "5 1", "higher 100 annual"),
        ({"low": 500, **CLASSES}, {"low": 500, **CLASSES}, "5 1", "equal 0 annual"),
        ({"low": 100, **CLASSES}, {"low": 500, **CLASSES}, "1 5", "changed - annual"),
        ({"low": 100, **EACH_YEAR}, {"low": 90, **CLASSES}, "5 1", "lower -10 annual"),
        ({"low": 80}, {"low": 90}, "1 5", "higher 10 annual"),
        # yearly against all years together
        ({"low": 10, **EACH_YEAR}, {"low": 60, **CLASSES}, "5 5", "higher 2 other_frequency"),
        ({"low": 10, **CLASSES, "per": "year"}, {"low": 60, **CLASSES}, "5 5", "higher 2 other_frequency"),
        ({"low": 60, **CLASSES}, {"low": 10, **EACH_YEAR}, "5 5", "lower -10 other_frequency"),
        ({"low": 60, **CLASSES, **LESS}, {"low": 10, **EACH_YEAR, **LESS}, "5 5", "changed - other_frequency"),
        ({"low": 60, "unit": "xã"}, {"low": 10, **EACH_YEAR}, "5 5", "changed - other_unit"),
        ({"low": 60, "of": 80, **CLASSES}, {"low": 10, **EACH_YEAR}, "5 5", "changed - other_frequency"),
        ({"low": 60, **CLASSES}, {"low": 10, "of": 80, **EACH_YEAR}, "5 5", "changed - other_frequency"),
        ({"low": 60, **CLASSES}, {"low": 10, **EACH_YEAR}, "none none", "changed - other_frequency"),
    ],
)  # fmt: skip
def test_status_difference_and_remarks(base: dict[str, Any], found: dict[str, Any], metas: str, expected: str) -> None:
    one, other = (PERIODS[name] for name in metas.split())
    given = {"better": "more"} if "better" not in base and "direction" not in base else {}
    verdict = judge(item(**{**given, **base}), item(**{**given, **found}), one, other)
    delta = "-" if verdict.delta is None else f"{verdict.delta:g}"
    assert " ".join([verdict.status, delta, *verdict.remarks]) == expected
