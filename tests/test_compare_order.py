"""Where the answer to a target is to be expected: plans keep the order of the programme (comparison/order.py)."""

from __future__ import annotations

import pytest

from kehoach_parser import compare, parse
from kehoach_parser.comparison.order import TARGETS, TASKS, Known, Order
from kehoach_parser.models import Cell

from .test_compare_cases import PLAN, PROGRAMME

IN_ORDER = [(TARGETS, Known((row, 0), 100 * row)) for row in (0, 1, 3, 4)]


def test_what_stands_in_its_turn_fits_best() -> None:
    order = Order(IN_ORDER, [(TARGETS, 250)], [(2, 0)])
    turn, narrow = order.fit(TARGETS, (2, 0), 250)
    assert turn == narrow > 0.8
    assert order.fit(TARGETS, (2, 0), 50)[0] < turn
    assert order.fit(TARGETS, (2, 0), 50)[1] == 0.0


def test_the_more_is_open_in_a_gap_the_less_it_tells() -> None:
    one = Order(IN_ORDER, [(TARGETS, 250)], [(2, 0)])
    two = Order(IN_ORDER, [(TARGETS, 250), (TARGETS, 260)], [(2, 0)])
    assert two.fit(TARGETS, (2, 0), 250)[1] < one.fit(TARGETS, (2, 0), 250)[1]
    assert two.fit(TARGETS, (2, 0), 250)[0] == one.fit(TARGETS, (2, 0), 250)[0]


def test_a_plan_without_an_order_tells_nothing_by_it() -> None:
    mixed = [(TARGETS, Known((row, 0), place)) for row, place in ((0, 300), (1, 100), (3, 400), (4, 200), (5, 50))]
    assert Order(mixed, [], [(2, 0)]).fit(TARGETS, (2, 0), 250) == (0.0, 0.0)


@pytest.mark.parametrize("where", [TASKS, ""])
def test_the_order_of_one_list_says_nothing_of_another(where: str) -> None:
    assert Order(IN_ORDER, [], [(2, 0)]).fit(where, (2, 0), 250) == (0.0, 0.0)


def test_an_answer_found_is_known_from_then_on() -> None:
    order = Order(IN_ORDER[:2], [(TARGETS, 250)], [(2, 0), (3, 0)])
    assert order.gap(TARGETS, (3, 0)) == (100, 10**12)
    order.add(TARGETS, (2, 0), 250)
    assert order.gap(TARGETS, (3, 0))[0] == 250


TARGET_LINES = """- 60% cơ sở nuôi tôm nước lợ được cấp chứng nhận VietGAP.
- 80% tàu cá có nhật ký khai thác điện tử.
- 70% người làm nghề cá được tập huấn kỹ thuật.
- Lắp đặt 40 trạm đo mưa tự động.
- 90% hồ chứa nước được kiểm định an toàn."""
ANSWERS = [
    "- 65% cơ sở nuôi tôm nước lợ được cấp chứng nhận VietGAP.",
    "- 82% tàu cá có nhật ký khai thác điện tử.",
    "- 75% ngư dân dự các lớp kỹ thuật đánh bắt.",
    "- Lắp đặt 12 trạm đo mưa tự động.",
    "- 95% hồ chứa nước được kiểm định an toàn.",
]


def cell_for(lines: list[str]) -> Cell:
    base = parse(PROGRAMME.format(TARGET_LINES).encode(), name="programme.txt")
    rows = compare(base, [parse(PLAN.format("\n".join(lines), "").encode(), name="plan.txt")]).rows
    return next(row.cells[0] for row in rows if "nghề cá" in row.clause)


def test_few_words_are_more_likely_an_answer_in_their_turn_than_elsewhere() -> None:
    found = cell_for(ANSWERS)
    assert (found.status, found.measure and found.measure.low) == ("higher", 75)
    moved = cell_for([ANSWERS[2], ANSWERS[4], ANSWERS[0], ANSWERS[3], ANSWERS[1]])
    score = moved.nearest.score if moved.status == "missing" and moved.nearest else moved.score
    assert score < found.score
