"""What issues of figures are worth against gold."""

from __future__ import annotations

import json
from pathlib import Path

from kehoach_parser import parse
from kehoach_parser.evaluation import Gold, calibrate, calibrate_plan

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
