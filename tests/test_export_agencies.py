"""Who leads and supports what, as a table and as CSV."""

from __future__ import annotations

import csv
import io

import openpyxl

from kehoach_parser.export.agencies import agencies_csv, agencies_lines, agencies_xlsx
from kehoach_parser.models import Plan, Task

from .plans import agency, find, make_plan


def _plan() -> Plan:
    plan = make_plan(targets=())
    duty = find("Chủ trì kiểm tra trước ngày 15/7/2025")
    (assignment,) = plan.assignments
    led = Task(text="Chủ trì kiểm tra", role="lead", partners=(agency("Sở Y tế"), agency("Báo tỉnh")), evidence=duty)
    helped = Task(text="Phối hợp tuyên truyền", role="support", partners=(agency("Sở Tư pháp"),), evidence=duty)
    only = assignment.model_copy(update={"agencies": (agency("Công an tỉnh"),), "tasks": (led, helped)})
    return plan.model_copy(update={"assignments": (only,)})


def test_table_counts_tasks_and_names_supporters() -> None:
    first, second = agencies_lines([_plan(), _plan()])[:2]
    assert (first[0], first[2], first[-1]) == ("Công an tỉnh", "II/1", "Sở Y tế (2); Báo tỉnh (2)")
    assert (second[0], second[-1]) == ("Sở Tư pháp", "Công an tỉnh (2)")


def test_csv_has_a_line_for_each_pair() -> None:
    rows = list(csv.DictReader(io.StringIO(agencies_csv([_plan()]))))
    assert [(row["lead"], row["support"], row["text"]) for row in rows] == [
        ("Công an tỉnh", "Sở Y tế", "Chủ trì kiểm tra"),
        ("Công an tỉnh", "Báo tỉnh", "Chủ trì kiểm tra"),
        ("Sở Tư pháp", "Công an tỉnh", "Phối hợp tuyên truyền"),
    ]
    assert rows[0]["plan"] == "05/KH-UBND"


def test_a_task_without_supporter_has_an_empty_one() -> None:
    rows = list(csv.DictReader(io.StringIO(agencies_csv([make_plan(targets=())]))))
    assert [(row["lead"], row["support"]) for row in rows] == [("Sở Y tế", ""), ("Công an tỉnh", "")]


def test_dates_and_overseers_are_in_the_table_and_the_workbook() -> None:
    (assignment,) = _plan().assignments
    tasks = tuple(
        task.model_copy(update={"deadline": date, "overseers": (agency("Thanh tra tỉnh"),)})
        for task, date in zip(assignment.tasks, ("2025-07-15", "2025-12-01"), strict=True)
    )
    plan = _plan().model_copy(update={"assignments": (assignment.model_copy(update={"tasks": tasks}),)})
    first = agencies_lines([plan])[0]
    assert "2025-07-15" in first and "Thanh tra tỉnh" in first
    book = openpyxl.load_workbook(io.BytesIO(agencies_xlsx([plan])))
    head, *rows = book.active.iter_rows(values_only=True)
    line = dict(zip(head, rows[0], strict=True))
    assert (line["lead"], line["support"], line["deadline"], line["overseers"]) == (
        "Công an tỉnh", "Sở Y tế", "2025-07-15", "Thanh tra tỉnh",
    )  # fmt: skip
    assert agencies_xlsx([plan]) == agencies_xlsx([plan])
