"""Paragraphs and headings (structure/paragraphs.py, structure/outline.py): one text on each side of a border."""

from __future__ import annotations

import pytest

from kehoach_parser import Plan, parse
from kehoach_parser.lexicon.headings import load
from kehoach_parser.models import Section
from kehoach_parser.source import Line
from kehoach_parser.structure.paragraphs import reflow

from .tables_text import text_of


def plan(*body: str) -> Plan:
    text = "\n".join(("KẾ HOẠCH", "Giảm nghèo bền vững năm 2025", *body, ""))
    return parse(text.encode(), name="plan.txt")


def outline(*body: str) -> list[str]:
    """`I/1 title` for each section, `-` for a numbered paragraph."""

    def walk(sections: tuple[Section, ...]) -> list[str]:
        return [line for s in sections for line in (f"{s.id} {s.title or '-'}", *walk(s.children))]

    return walk(plan(*body).sections)


def flow(*lines: str | Line) -> list[str]:
    """The lines of the body of a plan as paragraphs."""
    given = [Line(line) if isinstance(line, str) else line for line in lines]
    text = text_of(Line("KẾ HOẠCH"), Line("Giảm nghèo"), Line("I. MỤC TIÊU"), *given)
    flowed = reflow(text, load()).text
    return [flowed.text[line.start : line.end] for line in flowed.lines][3:]


# --- headings --------------------------------------------------------------------------------------------

NAMED = "Tuyên truyền vận động các hộ nghèo vùng cao vùng sâu"


@pytest.mark.parametrize(
    ("body", "sections"),
    [
        (["I. MỤC TIÊU", "- Rà soát hộ."], ["I MỤC TIÊU"]),
        (["I. Mục tiêu chung của tỉnh", "- Rà soát hộ."], ["I Mục tiêu chung của tỉnh"]),
        # without anything below: up to six words are a heading
        (["1. Rà soát các hộ nghèo xã", "2. Tập huấn"], ["1 Rà soát các hộ nghèo xã", "2 Tập huấn"]),
        (["1. Rà soát các hộ nghèo xã A", "2. Tập huấn"], ["1 -", "2 Tập huấn"]),
        # with a full stop: up to twelve words over a list
        ([f"1. {NAMED} xa.", "- Rà soát."], [f"1 {NAMED} xa"]),
        ([f"1. {NAMED} xa của.", "- Rà soát."], ["1 -"]),
        ([f"1. {NAMED}."], ["1 -"]),
        ([f"1. {NAMED};", "- Rà soát."], ["1 -"]),
        # the formula that closes a plan is nothing below
        (["1. Rà soát các hộ nghèo xã vùng", "Trên đây là Kế hoạch giảm nghèo năm 2025."], ["1 -"]),
        # a colon at the end, or a name before one
        (["1. Rà soát các hộ nghèo vùng cao:", "- Rà soát."], ["1 Rà soát các hộ nghèo vùng cao"]),
        (["1. Sở Y tế: Tổ chức tiêm phòng."], ["1 Sở Y tế"]),
        (["1. Các xã thực hiện như sau: Tổ chức tiêm phòng."], ["1 -"]),
        (["1. Sửa “Sở Y tế: Tổ chức tiêm phòng."], ["1 -"]),
        (["1. Sở Y tế: “Tổ chức tiêm phòng”."], ["1 -"]),
        (["1. Sở Y tế; Sở Nội vụ: Tổ chức tiêm phòng."], ["1 Sở Y tế; Sở Nội vụ"]),
        (["1. Tiêm phòng. Sở Y tế: Tổ chức."], ["1 -"]),
        # names of aims and projects
        (["1. Mục tiêu 1: Về học tập", "- Rà soát."], ["1 Mục tiêu 1: Về học tập"]),
        (["1. Mục tiêu 1: Đạt 90% số hộ", "- Rà soát."], ["1 Mục tiêu 1"]),
        (["1. Mục tiêu 1: Về học tập (02 chỉ tiêu)", "- Rà soát."], ["1 Mục tiêu 1: Về học tập (02 chỉ tiêu)"]),
        (["1. Mục tiêu 1: Về học tập"], ["1 Mục tiêu 1"]),
    ],
)
def test_what_is_a_heading(body: list[str], sections: list[str]) -> None:
    assert outline(*body) == sections


@pytest.mark.parametrize(("length", "heading"), [(300, True), (301, False)])
def test_a_heading_with_a_colon_is_short(length: int, heading: bool) -> None:
    words = ("Rà soát " * 40)[: length - 1].strip().ljust(length - 1, "g") + ":"
    [section, *_] = plan(f"1. {words}", "- Rà soát.").sections
    assert (section.title is not None) is heading


@pytest.mark.parametrize(("length", "title"), [(100, 99), (101, 8)])
def test_a_usual_heading_before_a_long_lead_in(length: int, title: int) -> None:
    words = ("Mục đích: nhằm nâng cao nhận thức" + " của các xã" * 9)[: length - 1].rstrip().ljust(
        length - 1, "g"
    ) + ":"
    [section, *_] = plan(f"1. {words}", "- Rà soát.").sections
    assert len(section.title or "") == title


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (["I. MỤC TIÊU", "I. NHIỆM VỤ"], ["I", "I#2"]),
        (["I. MỤC TIÊU", "1. Rà soát", "II. NHIỆM VỤ", "1. Tập huấn"], ["I", "I/1", "II", "II/1"]),
    ],
)
def test_a_repeated_label_gets_a_number(body: list[str], ids: list[str]) -> None:
    assert [line.split(" ")[0] for line in outline(*body)] == ids


# --- what no part claims -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "unread"), [(400, False), (401, True)])
def test_a_paragraph_in_the_foot_is_told(length: int, unread: bool) -> None:
    foot = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An", "a" * (length - 1) + "."]
    codes = [issue.code for issue in plan("I. MỤC TIÊU", "- Rà soát hộ.", *foot).issues]
    assert ("unread" in codes) is unread


# --- annexes ---------------------------------------------------------------------------------------------


def annex(*lines: str) -> tuple[str | None, int, list[str]]:
    """Title of the annex, how many paragraphs it has, and its sections."""
    foot = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An", "Nơi nhận:", "- Như trên;"]
    [found] = plan("I. MỤC TIÊU", "- Rà soát hộ.", *foot, *lines).attachments
    return found.title, len(found.sections), [f"{s.id} {s.title or '-'}" for s in found.sections]


@pytest.mark.parametrize(
    ("lines", "title", "sections"),
    [
        (["PHỤ LỤC I", "DANH SÁCH XÃ", "1. Xã A"], "DANH SÁCH XÃ", ["1 Xã A"]),
        (["PHỤ LỤC I: DANH SÁCH XÃ", "1. Xã A"], "DANH SÁCH XÃ", ["1 Xã A"]),
        (["PHỤ LỤC I", "DANH SÁCH XÃ", "(Kèm theo Kế hoạch số 12/KH-UBND)", "1. Xã A"], "DANH SÁCH XÃ", ["1 Xã A"]),
        (["PHỤ LỤC I", "DANH SÁCH", "(Kèm theo Kế hoạch số 12", "của UBND tỉnh)", "1. Xã A"], "DANH SÁCH", ["1 Xã A"]),
        (["PHỤ LỤC I", "DANH SÁCH XÃ", "- Xã A"], "DANH SÁCH XÃ", []),
        (["PHỤ LỤC I", "DANH SÁCH XÃ", "Các xã rà soát hộ nghèo.", "1. Xã A"], "DANH SÁCH XÃ", ["1 Xã A"]),
        (["PHỤ LỤC I", *["DANH SÁCH XÃ"] * 6, "1. Xã A"], " ".join(["DANH SÁCH XÃ"] * 6), ["1 Xã A"]),
        (["PHỤ LỤC I", *["DANH SÁCH XÃ"] * 7, "1. Xã A"], " ".join(["DANH SÁCH XÃ"] * 6), ["1 Xã A"]),
        (["DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch số 12/KH-UBND)", "1. Xã A"], "DANH MỤC NHIỆM VỤ", ["1 Xã A"]),
    ],
)
def test_the_title_of_an_annex(lines: list[str], title: str, sections: list[str]) -> None:
    assert annex(*lines)[::2] == (title, sections)


def labels(*lines: str, foot: bool = True) -> list[str]:
    below = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An", "Nơi nhận:", "- Như trên;"] if foot else []
    return [found.label for found in plan("I. MỤC TIÊU", "- Rà soát hộ.", *below, *lines).attachments]


@pytest.mark.parametrize(
    ("lines", "foot", "found"),
    [
        (["PHỤ LỤC I", "DANH SÁCH XÃ"], True, ["Phụ lục I"]),
        (["PHỤ LỤC I", "DANH SÁCH XÃ"], False, ["Phụ lục I"]),
        (["Phụ lục 1. Danh sách xã"], False, []),
        (["Phụ lục 1. Danh sách"], False, []),
        (["Phụ lục 1. Danh mục"], False, ["Phụ lục 1"]),  # nineteen characters
        (["DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch số 12/KH-UBND)"], True, ["Danh mục"]),
        (["DANH MỤC NHIỆM VỤ", "Các xã rà soát.", "(Kèm theo Kế hoạch số 12/KH-UBND)"], True, []),
        (["DANH MỤC NHIỆM VỤ", *["2025"] * 7, "(Kèm theo Kế hoạch số 12/KH-UBND)"], True, ["Danh mục"]),
        (["DANH MỤC NHIỆM VỤ", *["2025"] * 8, "(Kèm theo Kế hoạch số 12/KH-UBND)"], True, []),
        (["PHỤ LỤC I", "DANH SÁCH XÃ", "PHỤ LỤC II", "DANH SÁCH HỘ"], True, ["Phụ lục I", "Phụ lục II"]),
    ],
)
def test_where_an_annex_begins(lines: list[str], foot: bool, found: list[str]) -> None:
    assert labels(*lines, foot=foot) == found


# --- paragraphs --------------------------------------------------------------------------------------------

FULL = "Các xã tổ chức rà soát hộ nghèo, hộ cận nghèo trên địa bàn"  # fifty-eight characters
WRAPPED = [FULL, FULL.lower(), FULL.lower(), FULL.lower(), FULL.lower(), FULL.lower(), FULL.lower(), "theo quy định."]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([], 1),
        (["Ban hành văn bản."], 2),
        (["Ban hành văn bản chỉ đạo", "thực hiện kế hoạch."], 2),
        (["- Ban hành văn bản."], 2),
        (["Đơn vị chủ trì: Sở Y tế"], 2),
    ],
)
def test_wrapped_lines_are_one_paragraph(lines: list[str], paragraphs: int) -> None:
    assert len(flow(*WRAPPED, *lines)) == paragraphs


@pytest.mark.parametrize(
    ("above", "below", "paragraphs"),
    [
        (FULL, "Sở Y tế thực hiện.", 1),  # a full line without a stop goes on
        (FULL + ".", "Sở Y tế thực hiện.", 1),  # a full line with a stop: where most lines are as full
        ("Các xã rà soát.", "Sở Y tế thực hiện.", 2),
        ("Các xã rà soát", "Sở Y tế thực hiện.", 1),
        ("Các xã rà soát:", "Sở Y tế thực hiện.", 2),
        (FULL[:-1] + ":", "sở y tế thực hiện.", 1),
        ("Các xã rà soát:", "sở y tế thực hiện.", 2),
        ("Các xã rà soát.", "sở y tế thực hiện.", 1),
        (FULL, Line("Sở Y tế thực hiện.", blank_before=True), 1),
        ("Các xã rà soát", Line("Sở Y tế thực hiện.", blank_before=True), 2),
        ("Các xã rà soát", Line("sở y tế thực hiện.", blank_before=True), 1),
        (FULL, Line("Sở Y tế thực hiện.", starts_paragraph=True), 2),
        (FULL, Line("sở y tế thực hiện.", starts_paragraph=True), 1),
        ("Các xã rà soát.", Line("Sở Y tế thực hiện.", starts_paragraph=False), 1),
    ],
)
def test_where_a_paragraph_goes_on(above: str, below: str | Line, paragraphs: int) -> None:
    assert len(flow(*WRAPPED, Line(above, blank_before=True), below)) - 1 == paragraphs


@pytest.mark.parametrize(
    ("above", "below", "bullets"),
    [
        ("- Phát triển kinh tế", "- xã hội của tỉnh.", 1),
        ("- Giai đoạn 2021", "- 2025 của tỉnh.", 1),
        ("- Phát triển kinh tế.", "- xã hội của tỉnh.", 2),
        ("- " + FULL, "- Xã hội của tỉnh.", 1),
        ("- Phát triển kinh tế", "- Xã hội của tỉnh.", 2),
    ],
)
def test_a_hyphen_at_the_beginning_of_a_wrapped_line(above: str, below: str, bullets: int) -> None:
    assert len(flow(*WRAPPED, above, below)) - 1 == bullets


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["1. Sở Lao động", "Thương binh và Xã hội:", "- Rà soát."],
            ["1. Sở Lao động Thương binh và Xã hội:", "- Rà soát."],
        ),
        (["1. Mục đích", "Nâng cao nhận thức."], ["1. Mục đích", "Nâng cao nhận thức."]),
        (["1. Rà soát hộ và", "Tập huấn cán bộ.", "- In ấn."], ["1. Rà soát hộ và Tập huấn cán bộ.", "- In ấn."]),
        (["1. Rà soát hộ", "Tập huấn cán bộ.", "- In ấn."], ["1. Rà soát hộ", "Tập huấn cán bộ.", "- In ấn."]),
        (["1.", "Rà soát hộ nghèo.", "- In ấn."], ["1. Rà soát hộ nghèo.", "- In ấn."]),
    ],
)  # fmt: skip
def test_the_rest_of_a_heading(lines: list[str], expected: list[str]) -> None:
    assert flow(*WRAPPED, *lines)[1:] == expected


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (["Các xã rà soát hộ nghèo", "trên địa bàn."], 1),  # few lines: the longest is the width where one is wrapped
        (["Các xã rà soát hộ nghèo", "Sở Y tế tiêm phòng"], 2),
        (["Các xã rà soát hộ nghèo" + " xã" * 45, "trên địa bàn."], 1),
    ],
)
def test_the_width_of_few_lines(lines: list[str], paragraphs: int) -> None:
    assert len(flow(*lines)) == paragraphs


def test_a_plan_that_begins_with_a_figure_for_the_first_roman_label() -> None:
    body = ["1. MỤC ĐÍCH", "- Rà soát.", "II. NHIỆM VỤ", "- Tập huấn."]
    assert outline(*body) == ["I MỤC ĐÍCH", "II NHIỆM VỤ"]
    assert outline("1. Mục đích", *body[1:])[0] == "1 Mục đích"
    assert outline(*body[:2], "III. NHIỆM VỤ")[0] == "1 MỤC ĐÍCH"
