"""`kehoach compare --group`: plans of a region or of today's province side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kehoach_parser.cli import main
from kehoach_parser.comparison import compare, group_by_place
from kehoach_parser.export.comparison import write_comparison
from kehoach_parser.models import Comparison, Plan, Province
from tests.gold_plans import gold_plan

PLACES = ("Hải Dương", "Lai Châu", "Hải Phòng", None, "Lào Cai")


def _plan(place: str | None) -> Plan:
    plan = gold_plan("lai-chau-2021-2025")
    today = "Hải Phòng" if place == "Hải Dương" else place
    province = Province(name=place, code="01", current_name=today) if place else None
    meta = plan.metadata.model_copy(update={"place": place, "province": province})
    return plan.model_copy(update={"metadata": meta})


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(gold_plan("lai-chau-2021-2025"), [_plan(place) for place in PLACES])


def test_regions_stand_in_the_order_of_the_list_and_unknown_places_last(comparison: Comparison) -> None:
    grouped = group_by_place(comparison, "region")
    assert [(group.name, group.plans) for group in grouped.groups] == [
        ("Trung du và miền núi phía Bắc", (0, 1)),
        ("Đồng bằng sông Hồng", (2, 3)),
        (None, (4,)),
    ]
    assert [meta.place for meta in grouped.plans] == ["Lai Châu", "Lào Cai", "Hải Dương", "Hải Phòng", None]
    order = [1, 4, 0, 2, 3]
    assert grouped.names == tuple(comparison.names[plan] for plan in order)
    for row, moved in zip(comparison.all_rows(), grouped.all_rows(), strict=True):
        assert moved.cells == tuple(row.cells[plan] for plan in order)


def test_what_is_one_province_today_is_one_group(comparison: Comparison) -> None:
    groups = {group.name: group.plans for group in group_by_place(comparison, "province").groups}
    assert groups == {"Hải Phòng": (0, 1), "Lai Châu": (2,), "Lào Cai": (3,), None: (4,)}


def test_a_group_has_the_means_of_its_plans(comparison: Comparison) -> None:
    grouped = group_by_place(comparison, "region")
    first = grouped.groups[0]
    own = [grouped.standings[plan].coverage or 0.0 for plan in first.plans]
    assert first.coverage == round(sum(own) / 2, 1)


def test_notes_go_with_their_plans(comparison: Comparison) -> None:
    moved = group_by_place(comparison, "region")
    before = {(note.code, comparison.names[note.plan]) for note in comparison.notes if note.plan is not None}
    assert before == {(note.code, moved.names[note.plan]) for note in moved.notes if note.plan is not None}


def test_an_ungrouped_comparison_has_no_such_key(comparison: Comparison) -> None:
    assert "groups" not in json.loads(comparison.model_dump_json())


@pytest.mark.parametrize("form", ["md", "html"])
def test_outputs_tell_the_groups(comparison: Comparison, form: str) -> None:
    grouped = write_comparison(group_by_place(comparison, "region"), form, language="vi").decode()  # type: ignore[arg-type]
    assert "Nhóm địa phương" in grouped and "Không rõ địa phương" in grouped
    assert "Không rõ địa phương</th>" not in write_comparison(comparison, "html", language="vi").decode()


def test_the_workbook_has_a_sheet_of_groups(comparison: Comparison, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "groups.xlsx"
    path.write_bytes(write_comparison(group_by_place(comparison, "region"), "xlsx", language="vi"))
    sheet = openpyxl.load_workbook(path)["Nhóm địa phương"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        "Trung du và miền núi phía Bắc",
        "Đồng bằng sông Hồng",
        "Không rõ địa phương",
    ]


def test_the_command_groups(tmp_path: Path) -> None:
    names = []
    for index, place in enumerate(PLACES):
        names.append(str(tmp_path / f"{index}.json"))
        Path(names[-1]).write_text(_plan(place).model_dump_json(), "utf-8")
    target = tmp_path / "out.json"
    assert main(["compare", names[1], *names, "-q", "--group", "region", "-o", str(target)]) == 0
    assert len(json.loads(target.read_text("utf-8"))["groups"]) == 3
