"""Statements with what stands above them, and what of them is a target (extract/statements.py, extract/targets.py)."""

from __future__ import annotations

import pytest

from kehoach_parser import Plan, parse
from kehoach_parser.extract.statements import sentences


def plan(body: str, title: str = "Giảm nghèo") -> Plan:
    return parse(f"KẾ HOẠCH\n{title}\n{body}\n".encode(), name="plan.txt")


def targets(body: str) -> list[str]:
    """The targets, each with its first words and the times of its figures."""
    return [
        " ".join(found.text.split()[:3]) + "".join(f" {m.every or m.deadline}" for m in found.measures)
        for found in plan(body).targets
    ]


def promised(body: str) -> list[str]:
    return [found.text for found in plan(body).commitments]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("I. CHỈ TIÊU ĐẾN NĂM 2030\n- Giảm 5% hộ nghèo.", ["Giảm 5% hộ 2030"]),
        ("I. CHỈ TIÊU ĐẾN NĂM 2030\n1. Đến năm 2027\n- Giảm 5% hộ nghèo.", ["Giảm 5% hộ 2027"]),
        ("I. CHỈ TIÊU\n- Đến năm 2027:\n+ Giảm 5% hộ.\n- Giảm 9% hộ.", ["Giảm 5% hộ. 2027", "Giảm 9% hộ. None"]),
        ("I. CHỈ TIÊU\n- Đến năm 2027:\n+ Hằng năm:\n* Giảm 5% hộ nghèo.", ["Giảm 5% hộ year"]),
        ("I. CHỈ TIÊU HẰNG NĂM\n- Giảm 5% hộ nghèo.", ["Giảm 5% hộ year"]),
        # a sign that heads others is above them
        ("I. CHỈ TIÊU\n* Đến năm 2027:\n- Giảm 5% hộ nghèo.", ["Giảm 5% hộ 2027"]),
        ("I. CHỈ TIÊU\nĐến năm 2027:\n- Giảm 5% hộ nghèo.", ["Giảm 5% hộ 2027"]),
        # a lead-in is no target, a statement that parts its figures is none
        ("I. CHỈ TIÊU\n- Các chỉ tiêu sau:\n+ Giảm 5% hộ nghèo.", ["Giảm 5% hộ None"]),
        ("I. CHỈ TIÊU\n- Duy trì trật tự.", ["Duy trì trật"]),
        ("I. MỤC TIÊU CHUNG\n- Giảm 5% hộ nghèo.", []),
        ("I. MỤC TIÊU\n- Giảm 5% hộ nghèo.\n- Nâng cao đời sống.", ["Giảm 5% hộ None", "Nâng cao đời"]),
        ("I. MỤC TIÊU\n- Nâng cao đời sống.", []),
        # the words before the colon, where the figure names nothing
        ("I. CHỈ TIÊU\n1. Duy trì sĩ số: từ 99,2% trở lên.", ["Duy trì sĩ None"]),
        ("I. CHỈ TIÊU\n1. Giáo dục: Tiếp tục giữ số từ 99,2% trở lên.", ["Giáo dục: Tiếp None"]),
        ("I. CHỈ TIÊU\n1. Trồng rừng: 50 ha.", ["Trồng rừng: 50 None"]),
    ],
)  # fmt: skip
def test_targets_with_what_stands_above(body: str, found: list[str]) -> None:
    assert targets(body) == found


@pytest.mark.parametrize(
    ("title", "every"),
    [
        ("Hằng năm giảm nghèo cho hộ", "year"),  # six words
        ("Hằng năm giảm nghèo cho các hộ", None),
    ],
)
def test_a_heading_that_recurs_is_short(title: str, every: str | None) -> None:
    [found] = plan(f"I. CHỈ TIÊU\n1. {title}\n- Giảm 5% hộ nghèo.").targets
    assert found.measures[0].every == every


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("I. NHIỆM VỤ\n- Rà soát hộ nghèo. Mở 5 lớp tập huấn. Báo cáo kết quả.", ["Mở 5 lớp tập huấn."]),
        ("I. NHIỆM VỤ\n- Mở 5 lớp tập huấn. Trồng 7 ha rừng. Báo cáo.", ["Mở 5 lớp tập huấn. Trồng 7 ha rừng."]),
        ("I. NHIỆM VỤ\n- Rà soát hộ nghèo.", []),
        ("I. KINH PHÍ\n- Mở 5 lớp tập huấn.", []),
        ("I. TÌNH HÌNH\n- Mở 5 lớp tập huấn.", []),
        ("I. KẾT QUẢ NĂM 2023 VÀ NHIỆM VỤ NĂM 2024\n- Mở 5 lớp tập huấn.", ["Mở 5 lớp tập huấn."]),
    ],
)
def test_what_tasks_promise(body: str, found: list[str]) -> None:
    assert promised(body) == found


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Rà soát. Tập huấn.", ["Rà soát.", "Tập huấn."]),
        ("Rà soát. 5 lớp.", ["Rà soát.", "5 lớp."]),
        ("Rà soát. tập huấn", ["Rà soát. tập huấn"]),
        ("Rà soát! Tập huấn", ["Rà soát!", "Tập huấn"]),
        ("Rà soát", ["Rà soát"]),
        ("", []),
    ],
)
def test_sentences(text: str, spans: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == spans


@pytest.mark.parametrize(("words", "cut"), [(1600, False), (1601, True)])
def test_a_paragraph_of_more_than_three_pages_is_cut(words: int, cut: bool) -> None:
    """Words of four letters with a blank: eight thousand characters."""
    found = plan("I. NHIỆM VỤ\n- " + " ".join(["giao"] * (words - 1)) + " giao.")
    assert any(issue.code == "statement_cut" for issue in found.issues) is cut
