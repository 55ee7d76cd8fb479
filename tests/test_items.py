"""Single facts: each kind of mistake shows in the score; and no deadline comes from a cited document."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kehoach_parser import evaluation, parse
from kehoach_parser.extract.citations import find_citations

from .gold_plans import CORPUS

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI

KẾ HOẠCH
Bảo tồn chợ phiên năm 2025

I. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương
- {task}
2. Sở Tài chính
- Bố trí kinh phí.
"""


def deadline(task: str, folder: Path) -> str | None:
    """The deadline of a plan's only task of Sở Công Thương."""
    path = folder / "plan.txt"
    path.write_text(PLAN.format(task=task), "utf-8")
    return parse(path).assignments[0].tasks[0].deadline


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("Hoàn thành việc rà soát các chợ trước ngày 30/6/2025.", "2025-06-30"),
        ("Lập danh mục trong quý II/2025.", "2025-Q2"),
        ("Kiểm kê xong các gian hàng chậm nhất tháng 9/2025.", "2025-09"),
        ("Thực hiện Nghị định số 60/2024/NĐ-CP ngày 05/6/2024 của Chính phủ về phát triển và quản lý chợ.", None),
        ("Triển khai Quyết định số 12/QĐ-TTg ngày 03/01/2023 phê duyệt Đề án phát triển chợ đến năm 2030.", None),
        ("Triển khai Kế hoạch bảo tồn chợ phiên năm 2025.", None),
        ("Tổng hợp kết quả trong giai đoạn 2021 - 2025.", None),
        ("Sửa quy chế theo Nghị định số 60/2024/NĐ-CP ngày 05/6/2024, xong trước ngày 15/8/2025.", "2025-08-15"),
    ],
)
def test_deadlines_are_stated_as_such(task: str, expected: str | None, tmp_path: Path) -> None:
    assert deadline(task, tmp_path) == expected


@pytest.mark.parametrize("source", sorted(CORPUS.glob("*/source.txt")), ids=lambda path: path.parent.name)
def test_no_deadline_of_a_task_is_the_date_of_a_citation(source: Path) -> None:
    for assignment in parse(source).assignments:
        for task in assignment.tasks:
            if task.deadline is None or len(task.deadline) != 10 or task.output is not None:
                continue
            cited = {citation.date for citation in find_citations(task.text)}
            year, month, day = task.deadline.split("-")
            between = r"\s*(?:[/.-]|tháng|năm)\s*"
            stated = re.findall(rf"0?{int(day)}{between}0?{int(month)}{between}{year}", task.text)
            assert task.deadline not in cited or len(stated) > 1, task.text


def score(tmp_path: Path, *items: dict[str, Any]) -> evaluation.Report:
    (tmp_path / "plan.txt").write_text(PLAN.format(task="Lập danh mục chợ trước ngày 30/6/2025."), "utf-8")
    path = tmp_path / "fields.json"
    path.write_text(json.dumps([{"file": "plan.txt", **item} for item in items]), "utf-8")
    return evaluation.evaluate_items(path)


def test_items_count_once_right_or_wrong(tmp_path: Path) -> None:
    task = {"field": "task.deadline", "anchor": "Lập danh mục chợ"}
    report = score(
        tmp_path,
        {**task, "expected": "2025-06-30"},
        {**task, "expected": "2025-07", "accept": ["2025-06-30"]},
        {**task, "expected": "2024"},
        {"field": "task.deadline", "anchor": "Không có ở đâu", "expected": None},
        {"field": "task.deadline", "anchor": "Không có ở đâu", "expected": "2025"},
        {"field": "task.agencies", "anchor": "Lập danh mục chợ", "expected": ["Sở Công Thương"]},
    )
    assert report.totals["task.deadline"] == evaluation.Count(hits=3, missing=2)
    assert report.totals["task.agencies"] == evaluation.Count(hits=1)
    assert "2024" in report.to_text(detail=True)


def test_fields_of_the_corpus_keep_their_scores() -> None:
    report = evaluation.evaluate_items(CORPUS / "fields.json")
    assert not evaluation.broken_floors(report, CORPUS / "fields-floors.json")
