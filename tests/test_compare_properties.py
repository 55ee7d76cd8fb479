"""What holds for any plans: a plan equals itself, sides mirror, columns do not depend on each other."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_parser.comparison import compare, group
from kehoach_parser.models import Plan

from .made_plans import Statement, make_plan

SUBJECTS = (
    "xã, phường, thị trấn",
    "học sinh, sinh viên",
    "hồ sơ thủ tục hành chính",
    "cơ sở kinh doanh dịch vụ",
    "người nghiện",
)
ACTIONS = (
    "được tuyên truyền",
    "được giải quyết đúng hạn",
    "được kiểm tra ít nhất một lần",
    "xây dựng kế hoạch phòng, chống ma túy",
    "",
)
UNITS = ("%", "cơ sở", "lần", "người")
MIRROR = {"higher": "lower", "lower": "higher"}


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    measures: list[dict[str, Any]] = []
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        subject, low = draw(st.sampled_from(SUBJECTS)), draw(st.integers(1, 100))
        unit = draw(st.sampled_from(UNITS))
        parts.append(f"{low}{unit} {subject}")
        measures.append(
            {
                "low": float(low),
                "unit": unit,
                "subject": draw(st.sampled_from([subject, None])),
                "comparator": draw(st.sampled_from(["eq", "gte", "lte", "gt", "lt", "approx"])),
                "direction": draw(st.sampled_from([None, None, "increase", "decrease"])),
                "per": draw(st.sampled_from([None, None, "month", "quarter"])),
                "every": draw(st.sampled_from([None, None, "year"])),
                "deadline": draw(st.sampled_from([None, "2025", "2023-06"])),
            }
        )
    text = "; ".join(parts) or "Nâng cao chất lượng " + draw(st.sampled_from(SUBJECTS))
    return f"{text} {draw(st.sampled_from(ACTIONS))}".strip(), measures


PLANS = st.lists(statements(), min_size=0, max_size=6).map(lambda found: make_plan(*found))


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_a_plan_equals_itself(plan: Plan) -> None:
    comparison = compare(plan, [plan])
    assert {cell.status for row in comparison.all_rows() for cell in row.cells} <= {"equal"}
    assert comparison.extra == ((),)


@settings(max_examples=80, deadline=None)
@given(PLANS, PLANS)
def test_sides_mirror(one: Plan, other: Plan) -> None:
    there, back = compare(one, [other]), compare(other, [one])
    answers = {(row.target.id, cell.target) for row in back.all_rows() for cell in row.cells if cell.target}
    for row in there.all_rows():
        cell = row.cells[0]
        if cell.measure is None or row.measure is None or {"shared", "by_words", "likely"} & set(cell.remarks):
            continue
        mirrored = [
            found.cells[0]
            for found in back.rows
            if found.measure is cell.measure and found.cells[0].measure is row.measure
        ]
        assert [MIRROR.get(found.status, found.status) for found in mirrored] == [cell.status]
        assert (cell.target, row.target.id) in answers
    extra = {target.id for target in there.extra[0]}
    for target in other.targets:
        rows = [row for row in back.all_rows() if row.target.id == target.id]
        if target.id in extra:
            # A statement without a figure may be answered by the words of one that is paired with another already.
            cells = [row.cells[0] for row in rows if row.measure is not None]
            assert all(
                cell.status in ("missing", "qualitative") or {"by_words", "likely"} & set(cell.remarks)
                for cell in cells
            )
        else:
            assert any(row.cells[0].status != "missing" for row in rows)


def test_sides_mirror_where_statements_differ_by_direction_alone() -> None:
    def say(direction: str | None) -> Statement:
        subject = "hồ sơ thủ tục hành chính"
        return f"1 lần {subject}", [{"low": 1.0, "unit": "lần", "subject": subject, "direction": direction}]

    one, other = make_plan(say(None), say("increase")), make_plan(say("increase"), say("increase"))
    there, back = compare(one, [other]), compare(other, [one])
    pairs = {(row.target.id, cell.target) for row in there.rows for cell in row.cells if "shared" not in cell.remarks}
    assert pairs
    assert pairs <= {(cell.target, row.target.id) for row in back.rows for cell in row.cells}


@settings(max_examples=30, deadline=None)
@given(st.lists(PLANS, min_size=2, max_size=4))
def test_columns_do_not_depend_on_each_other(plans: list[Plan]) -> None:
    base, *others = plans
    whole = compare(base, others)
    for index, plan in enumerate(others):
        alone = compare(base, [plan])
        assert [row.cells[index] for row in whole.all_rows()] == [row.cells[0] for row in alone.all_rows()]
        assert whole.extra[index] == alone.extra[0]


@settings(max_examples=30, deadline=None)
@given(st.lists(PLANS, min_size=2, max_size=4), st.randoms())
def test_groups_do_not_depend_on_the_order(plans: list[Plan], random: Any) -> None:
    order = list(range(len(plans)))
    random.shuffle(order)
    there, back = group(plans), group([plans[i] for i in order])
    assert [row.target.text for row in there.all_rows()] == [row.target.text for row in back.all_rows()]
    assert sorted(map(len, there.extra)) == sorted(map(len, back.extra))
