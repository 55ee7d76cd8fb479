"""What issues of figures are worth against gold."""

from __future__ import annotations

import json
from pathlib import Path

from kehoach_parser import parse
from kehoach_parser.evaluation import Gold, calibrate, calibrate_plan
from kehoach_parser.models import Issue

from .calibration import KINDS, table

ROOT = Path(__file__).resolve().parents[1]
PLAN = "KẾ HOẠCH\nPhát triển du lịch\n\nI. MỤC TIÊU CỤ THỂ\n- Phấn đấu {figure} cơ sở lưu trú dùng hóa đơn điện tử.\n"


def _measure(low: float, unit: str) -> dict[str, object]:
    return {"comparator": "eq", "low": low, "high": low, "unit": unit, "per": None, "direction": None, "every": None}


def _calibrate(figure: str, *measures: dict[str, object]) -> tuple[int, int, int, int, dict[str, int], dict[str, int]]:
    plan = parse(PLAN.format(figure=figure).encode(), name="plan.txt")
    section = plan.targets[0].section if plan.targets else "I"
    targets = [{"section": section, "anchor": "Phấn đấu", "measures": list(measures)}]
    found = calibrate_plan(Gold("made", Path("plan.txt"), {"targets": targets}), plan)
    return found.wrong, found.wrong_silent, found.lost, found.lost_silent, found.raised, found.noise


def test_measures_with_an_issue_are_counted_apart() -> None:
    plan = parse(PLAN.format(figure="95%").encode(), name="plan.txt")
    (target,) = plan.targets
    issue = Issue(code="figure_doubt", message="a", evidence=target.measures[0].evidence)
    gold = {"section": target.section, "anchor": "Phấn đấu", "measures": [_measure(95, "%")]}
    for issues, low, told in (((), 95, (1, 0, 0)), ((issue,), 95, (1, 1, 1)), ((issue,), 59, (1, 1, 0))):
        data = {"targets": [{**gold, "measures": [_measure(low, "%")]}]}
        found = calibrate_plan(Gold("made", Path("plan.txt"), data), plan.model_copy(update={"issues": issues}))
        assert (found.given, found.doubted, found.doubted_right) == told
        assert found.wrong_silent == 0


def test_all_gold_is_weighed_and_few_measures_are_wrong_without_an_issue() -> None:
    found = {name: weigh() for name, weigh in KINDS.items() if name != "plans of the corpus"}
    damaged = found["damaged figures"]
    assert damaged.doubted > 200 and damaged.wrong_silent <= 8
    given, wrong = (sum(getattr(one, name) for one in found.values()) for name in ("given", "wrong_silent"))
    assert given > 4400 and wrong / given < 0.016
    rows = table(found)
    assert rows[-1].startswith("| all | ") and len(rows) == len(found) + 3


def test_right_measure_without_issue() -> None:
    assert _calibrate("95%", _measure(95, "%")) == (0, 0, 0, 0, {}, {})


def test_wrong_measure_without_issue_is_silent() -> None:
    assert _calibrate("95%", _measure(59, "%")) == (1, 1, 0, 0, {}, {})


def test_lost_measure_without_issue_is_silent() -> None:
    assert _calibrate("95%", _measure(95, "%"), _measure(20, "cơ sở")) == (0, 0, 1, 1, {}, {})


def test_issue_at_a_lost_measure_is_due() -> None:
    wrong, silent, lost, lost_silent, raised, noise = _calibrate("7O%", _measure(70, "%"))
    assert (silent, lost_silent, noise) == (0, 0, {})
    assert wrong + lost == 1
    assert set(raised) == {"figure_doubt"}


def test_issue_at_a_right_measure_is_noise() -> None:
    *_, raised, noise = _calibrate("7O%")
    assert (raised, noise) == ({}, {"figure_doubt": 1})


def test_corpus_has_few_issues_of_figures_a_plan() -> None:
    found = calibrate(ROOT / "corpus", plans="made-[a-c]*")
    assert (found.wrong_silent, found.lost_silent) == (0, 0)
    assert sum(found.noise.values()) < 2 * found.plans
    assert json.loads(found.to_json())["plans"] == found.plans
    assert "issues of figures a plan" in found.to_text()
