"""Whose milestone it is, and who is named in a cell of leads: bodies, and posts that are no bodies."""

from __future__ import annotations

import pytest

from kehoach_parser import parse
from kehoach_parser.extract.agencies import find_agencies, read_named

_HEAD = "KẾ HOẠCH\nPhát triển chợ nông thôn\nIII. TỔ CHỨC THỰC HIỆN\n"


def _owed(body: str) -> list[tuple[list[str], str | None]]:
    plan = parse((_HEAD + body).encode("utf-8"), name="case.txt")
    return [([a.name for a in m.responsible], m.recipient.name if m.recipient else None) for m in plan.milestones]


def test_each_statement_of_one_section_owes_its_own() -> None:
    assert _owed(
        "- Sở Công Thương: Công bố quy hoạch chợ trước ngày 15/3/2026.\n"
        "- Công an tỉnh: Báo cáo UBND tỉnh trước ngày 10/12/2026.\n"
    ) == [(["Sở Công Thương"], None), (["Công an tỉnh"], "Ủy ban nhân dân tỉnh")]


def test_a_bullet_that_addresses_another_body_is_its_own() -> None:
    body = "1. Hội Nông dân tỉnh, Hội Phụ nữ tỉnh\n- Hội Phụ nữ tỉnh: Mở phiên chợ trước ngày 08/3/2026.\n"
    assert _owed(body) == [(["Hội Liên hiệp Phụ nữ tỉnh"], None)]


def test_a_body_does_not_report_to_itself() -> None:
    body = "1. Sở Công Thương\n- Mở lớp học.\n- UBND cấp xã gửi số liệu về Sở Công Thương trước ngày 05/7/2026.\n"
    assert _owed(body) == [(["Ủy ban nhân dân cấp xã"], "Sở Công Thương")]


def test_who_is_told_to_act_owes_the_report() -> None:
    duty = "UBND tỉnh yêu cầu Sở Tư pháp báo cáo UBND tỉnh trước ngày 05/7/2026.\n"
    body = f"1. Sở Tài chính\n- Bố trí vốn.\nIV. BÁO CÁO\n{duty}"
    assert _owed(body) == [(["Sở Tư pháp"], "Ủy ban nhân dân tỉnh")]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Hiệu trưởng; Ban Giám hiệu; Công đoàn trường", ["Hiệu trưởng", "Ban giám hiệu", "Công đoàn trường"]),
        ("Nhân viên y tế", ["Nhân viên y tế"]),
        ("Sở Tài chính, kế toán", ["Sở Tài chính", "Kế toán"]),
        ("Sở Y tế và phòng chống lụt bão", ["Sở Y tế"]),
        ("Hằng năm", []),
    ],
)
def test_names_of_a_cell(cell: str, names: list[str]) -> None:
    assert [a.name.lower() for a in read_named(cell, find_agencies(cell))] == [name.lower() for name in names]
