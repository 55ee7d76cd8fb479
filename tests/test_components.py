"""Where the parts of a document begin and end (structure/components.py): one document on each side of a border."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kehoach_parser.lexicon.headings import load
from kehoach_parser.source import Line
from kehoach_parser.structure.components import Parts, find_parts

from .tables_text import grid, text_of

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
SECOND = "Độc lập - Tự do - Hạnh phúc"
BODY = ["KẾ HOẠCH", "Phòng chống dịch bệnh năm 2025", "I. MỤC TIÊU", "- Tiêm phòng cho đàn vật nuôi."]
SENTENCE = "Ngành y tế đã tiêm phòng cho trẻ em trong độ tuổi tại các xã vùng cao."


def parts(*lines: str | Line) -> Parts:
    text = text_of(*[Line(line) if isinstance(line, str) else line for line in lines])
    return find_parts(text.reading, text.lines, load())


# --- the foot --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("between", "foot"), [(11, 4), (12, 17)])
def test_a_signature_stands_near_the_recipients(between: int, foot: int) -> None:
    lines = [*BODY, "TM. ỦY BAN NHÂN DÂN", *["Nguyễn Văn An"] * between, "Nơi nhận:", "- Như trên;"]
    assert parts(*lines).foot == (foot, len(lines))


def test_of_two_signatures_the_one_further_up_is_not_the_foot() -> None:
    lines = [*BODY, "KT. CHỦ TỊCH", *["- Rà soát hộ nghèo."] * 12, "TM. ỦY BAN NHÂN DÂN", "Nơi nhận:"]
    assert parts(*lines).foot == (18, 19)


@pytest.mark.parametrize("names", [1, 2, 3, 4])
def test_the_body_that_signs_takes_three_lines(names: int) -> None:
    above = ["ỦY BAN", "MẶT TRẬN TỔ QUỐC", "VIỆT NAM", "TỈNH LÀO CAI"][:names]
    lines = [*BODY, *above, "TM. BAN THƯỜNG TRỰC", "Nơi nhận:"]
    assert parts(*lines).foot == (max(4, 4 + names - 3), len(lines))


@pytest.mark.parametrize(
    ("lines", "foot"),
    [
        (["KẾ HOẠCH", "NĂM 2025", "KT. GIÁM ĐỐC", "Nơi nhận:"], 2),  # the title is no body that signs
        (["KẾ HOẠCH", "NĂM 2025", "SỞ Y TẾ", "KT. GIÁM ĐỐC", "Nơi nhận:"], 2),
        (["KẾ HOẠCH", "NĂM 2025", "II. TỔ CHỨC THỰC HIỆN", "KT. GIÁM ĐỐC", "Nơi nhận:"], 3),
        (["KẾ HOẠCH", "NĂM 2025", "Các xã thực hiện.", "KT. GIÁM ĐỐC"], 3),
        (["KẾ HOẠCH", "KT. GIÁM ĐỐC"], 1),
        (["KẾ HOẠCH", "NĂM 2025", "Các xã thực hiện.", ".' KT. GIÁM ĐỐC"], 3),  # dirt of a scan
        (["KẾ HOẠCH", "NĂM 2025", "Các xã thực hiện."], 3),
    ],
)
def test_where_the_foot_begins(lines: list[str], foot: int) -> None:
    assert parts(*lines).foot == (foot, len(lines))


def test_recipients_of_an_annex_are_not_those_of_the_plan() -> None:
    annex = ["PHỤ LỤC", "(Kèm theo Kế hoạch số 12/KH-UBND)", "- Danh sách các xã.", "Nơi nhận:"]
    found = parts(*BODY, "TM. ỦY BAN NHÂN DÂN", *annex)
    assert (found.foot, found.appendices) == ((4, 5), ((5, 9),))


def test_a_table_is_no_signature_and_no_body_that_signs() -> None:
    signed = grid("Chủ tọa\nKT. CHỦ TỊCH\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx")
    text = text_of(*map(Line, BODY), signed, Line("Các xã thực hiện."), Line("TM. ỦY BAN NHÂN DÂN"))
    found = find_parts(text.reading, text.lines, load())
    assert found.foot == (len(text.lines) - 1, len(text.lines))
    text = text_of(*map(Line, BODY), grid("SỞ Y TẾ\nSỞ NỘI VỤ"), Line("TM. ỦY BAN NHÂN DÂN"))
    found = find_parts(text.reading, text.lines, load())
    assert found.foot == (len(text.lines) - 1, len(text.lines))


# --- the letterhead --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("above", "start"), [(79, 79), (80, 0)])
def test_the_national_title_stands_among_the_first_lines(above: int, start: int) -> None:
    assert parts(*[SENTENCE] * above, MOTTO, SECOND, *BODY).head[0] == start


@pytest.mark.parametrize(("above", "found"), [(79, True), (80, False)])
def test_the_kind_of_document_stands_among_the_first_lines(above: int, found: bool) -> None:
    title = parts(*[SENTENCE] * above, *BODY).title
    assert title == ((above, above + 2) if found else (0, 0))


def test_the_national_title_may_be_wrapped() -> None:
    assert parts(SENTENCE, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", SECOND, *BODY).head == (1, 4)
    assert parts(SENTENCE, "CỘNG HÒA XÃ HỘI", SECOND, *BODY).head == (0, 3)


@pytest.mark.parametrize(("names", "start"), [(1, 1), (6, 1), (7, 2)])
def test_six_lines_of_bodies_stand_above_the_national_title(names: int, start: int) -> None:
    assert parts(SENTENCE, *["SỞ Y TẾ"] * names, MOTTO, *BODY).head == (start, names + 2)


@pytest.mark.parametrize(
    ("above", "start"),
    [
        (["SỞ Y TẾ"], 0),
        (["Số: 12/KH-SYT"], 0),
        (["Lào Cai, ngày 12 tháng 3 năm 2025"], 0),
        (["Văn bản liên quan"], 1),
        (["KẾ HOẠCH", "SỞ Y TẾ"], 1),
        (["V/v phòng chống dịch", "bệnh mùa hè"], 0),
        (["V/v phòng chống dịch", *["bệnh mùa hè"] * 9], 0),
        (["V/v phòng chống dịch", *["bệnh mùa hè"] * 10], 11),
        (["V/v phòng chống dịch", "b" * 60], 0),
        (["V/v phòng chống dịch", "b" * 61], 2),
    ],
)
def test_what_stands_above_the_national_title(above: list[str], start: int) -> None:
    assert parts(*above, MOTTO, SECOND, *BODY).head[0] == start


def test_a_column_of_the_head_belongs_to_it_whole() -> None:
    column = [Line("Phòng Nghiệp vụ", region="head_left")] * 8
    assert parts(SENTENCE, *column, MOTTO, *BODY).head[0] == 1
    assert parts(SENTENCE, *[replace(line, region="head_right") for line in column], MOTTO, *BODY).head[0] == 1
    assert parts(SENTENCE, *[replace(line, region="textbox") for line in column], MOTTO, *BODY).head[0] == 9


@pytest.mark.parametrize(("between", "kind"), [(15, 17), (16, 1)])
def test_the_kind_stands_below_the_national_title_or_above_it_as_a_heading_of_the_page(between: int, kind: int) -> None:
    found = parts("Văn bản", "KẾ HOẠCH HÀNH ĐỘNG", MOTTO, *["Kính gửi các xã"] * between, *BODY)
    assert found.title[0] == (kind if kind == 1 else 3 + between)


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ([SENTENCE] * 3, True),
        ([SENTENCE] * 3 + ["I. MỤC ĐÍCH"], True),  # too near the beginning to be the body
        ([SENTENCE] * 4 + ["I. MỤC ĐÍCH"], False),
        ([SENTENCE] * 4 + ["I. Mục đích"], True),
        ([SENTENCE] * 4 + ["Điều 1. Phạm vi điều chỉnh"], False),
        ([SENTENCE] * 4 + ["Chương I. Quy định chung"], False),
    ],
)
def test_the_kind_stands_before_the_body(above: list[str], kind: bool) -> None:
    assert (parts(*above, *BODY).title[0] == len(above)) is kind


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["KẾ", "HOẠCH", "Phòng chống dịch bệnh"], (0, 3)),
        (["KẾ.", "HOẠCH", "Phòng chống dịch bệnh"], (0, 0)),
        ([*[SENTENCE] * 11, "KẾ HOẠCH Tổ chức Hội thi tay nghề"], (11, 12)),
        ([*[SENTENCE] * 12, "KẾ HOẠCH Tổ chức Hội thi tay nghề"], (0, 0)),
        ([MOTTO, *[SENTENCE] * 11, "KẾ HOẠCH Tổ chức Hội thi tay nghề"], (12, 13)),
        (["KẾ HOẠCH tổ chức Hội thi tay nghề"], (0, 0)),
        (["KẾ HOẠCH Tổ chức Hội thi tay nghề."], (0, 0)),
    ],
)
def test_a_line_that_names_the_kind(lines: list[str], title: tuple[int, int]) -> None:
    assert parts(*lines, "I. MỤC TIÊU").title == title


OPENING = "Căn cứ Luật Trẻ em, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Kế hoạch phòng chống dịch", OPENING], 0),
        (["Kế hoạch phòng chống dịch", "tại các xã", "năm 2025", OPENING], 0),
        (["Kế hoạch phòng chống dịch", "tại các xã", "vùng cao", "năm 2025", OPENING], None),
        (["Kế hoạch phòng chống dịch.", OPENING], None),
        (["Kế hoạch phòng chống dịch"], None),
        (["1. Mục tiêu", "Kế hoạch phòng chống dịch", OPENING], None),
        ([*["Văn bản"] * 10, "Kế hoạch phòng chống dịch", OPENING], 10),
        ([*["Văn bản"] * 11, "Kế hoạch phòng chống dịch", OPENING], None),
    ],
)
def test_a_kind_in_small_letters_stands_right_above_the_opening(lines: list[str], kind: int | None) -> None:
    found = parts(*lines, "I. MỤC TIÊU").title
    assert found[0] == (kind if kind is not None else 0)
    assert (found[1] > found[0]) is (kind is not None)


# --- a letter without a kind ------------------------------------------------------------------------------

LETTER = ["SỞ Y TẾ", MOTTO, SECOND, "Số: 12/SYT-NV", "Lào Cai, ngày 12 tháng 3 năm 2025"]


@pytest.mark.parametrize(
    ("below", "end"),
    [
        (["Kính gửi: Các xã"], 5),
        (["V/v phòng chống dịch", "Kính gửi: Các xã"], 6),
        (["V/v phòng chống dịch", "bệnh mùa hè", "Kính gửi: Các xã"], 7),
        (["V/v phòng chống dịch.", "bệnh mùa hè", "Kính gửi: Các xã"], 6),
        (["V/v phòng chống dịch", "b" * 60, "c" * 61], 7),
        (["V/v phòng chống dịch", *["bệnh mùa hè"] * 9, "Kính gửi: Các xã"], 15),
        (["V/v phòng chống dịch", *["bệnh mùa hè"] * 10, "Kính gửi: Các xã"], 15),
        (["V/v phòng chống dịch", OPENING], 6),
        (["Nội dung:", "V/v phòng chống dịch"], 7),
        (["Nội dung:", "Trích yếu:", "V/v phòng chống dịch"], 5),
    ],
)
def test_the_subject_of_a_letter_belongs_to_its_head(below: list[str], end: int) -> None:
    assert parts(*LETTER, *below).head == (0, end)


@pytest.mark.parametrize(("between", "end"), [(17, 20), (18, 2)])
def test_place_and_date_stand_near_the_national_title(between: int, end: int) -> None:
    lines = ["SỞ Y TẾ", MOTTO, *["Kính chuyển các xã"] * between, "Lào Cai, ngày 12 tháng 3 năm 2025"]
    assert parts(*lines, "Rà soát hộ nghèo.").head == (0, end)


def test_place_and_date_may_be_wrapped() -> None:
    assert parts("SỞ Y TẾ", MOTTO, "Lào Cai, ngày 12", "tháng 3 năm 2025", "Rà soát hộ nghèo.").head == (0, 4)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["PHÒNG CHỐNG DỊCH BỆNH", "NĂM 2025", "Rà soát hộ nghèo."], 2),
        (["TIÊM CHỦNG MẸ", "Rà soát hộ nghèo."], 1),  # thirteen characters
        (["TIÊM CHỦNG M", "Rà soát hộ nghèo."], 0),
        (["PHÒNG CHỐNG DỊCH BỆNH"] * 8, 8),
        (["PHÒNG CHỐNG DỊCH BỆNH"] * 9, 8),
        (["PHÒNG CHỐNG DỊCH BỆNH", "I. MỤC TIÊU"], 1),
        (["PHÒNG CHỐNG DỊCH BỆNH", "CÁC NỘI DUNG:"], 1),
        (["ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "PHÒNG CHỐNG DỊCH BỆNH"], 0),
        (["PHÒNG CHỐNG DỊCH BỆNH", "MỤC TIÊU"], 1),
        (["MỤC TIÊU CHỦ YẾU", "MỤC TIÊU"], 1),
        (["PHÒNG CHỐNG DỊCH BỆNH VÀ", "MỤC TIÊU"], 2),
    ],
)
def test_a_title_in_capitals_without_the_kind(lines: list[str], title: int) -> None:
    assert parts(*LETTER, *lines).title == (5, 5 + title)


# --- the title -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (["KẾ HOẠCH", "Phòng chống dịch", "tại các xã", "I. MỤC TIÊU"], 3),
        (["KẾ HOẠCH", *["tại các xã"] * 13, "I. MỤC TIÊU"], 14),
        (["KẾ HOẠCH", *["tại các xã"] * 14, "I. MỤC TIÊU"], 14),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH", "tại các xã.", OPENING], 2),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH", "tại các xã", OPENING], 3),  # a short rest in small letters
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH", "tại mọi xã a", OPENING], 3),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH", "tại mọi xã ở", "tại các xã xa", OPENING], 3),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH", "- Rà soát", OPENING], 2),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH", "- NĂM 2025 -", OPENING], 3),
        (["KẾ HOẠCH", "- Phòng chống dịch", OPENING], 2),
        (["KẾ HOẠCH", "Phòng chống dịch", "(Kèm theo Quyết định số 12/QĐ-UBND)", OPENING], 3),
        (["KẾ HOẠCH", "Phòng chống dịch", "2021-2025", OPENING], 3),
        (["KẾ HOẠCH", "Thực hiện Nghị quyết về y tế", OPENING], 2),
        (["KẾ HOẠCH Phòng chống dịch", OPENING], 1),
        (["KẾ HOẠCH Phòng chống dịch", "tại các xã", OPENING], 2),
        (["KẾ HOẠCH SỐ 12/KH-UBND", "Phòng chống dịch", OPENING], 2),
        (["KẾ", "HOẠCH", "Phòng chống dịch", OPENING], 3),
        (["KẾ HOẠCH", "Phòng chống dịch", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", OPENING], 2),
        (["KẾ HOẠCH", "Phòng chống dịch của", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", OPENING], 2),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH CỦA", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", OPENING], 3),
        (["KẾ HOẠCH", "Phòng chống dịch bệnh mùa hè cho trẻ em;", "tại các xã", OPENING], 3),  # forty characters
        (["KẾ HOẠCH", "Phòng chống dịch bệnh mùa hè cho các em;", "tại các xã", OPENING], 3),
        (["KẾ HOẠCH", "Phòng chống dịch bệnh mùa hè cho các em x;", "tại các xã", OPENING], 1),
        (["KẾ HOẠCH", Line("Phòng chống dịch bệnh mùa hè cho các em x;", align="center"), "tại các xã", OPENING], 3),
        (["KẾ HOẠCH", "Phòng chống dịch", Line("Tại các xã", blank_before=True), OPENING], 2),
        (["KẾ HOẠCH", "Phòng chống dịch", Line("tại các xã", blank_before=True), OPENING], 3),
        (["KẾ HOẠCH", "Phòng chống dịch", Line("Tại các xã", starts_paragraph=True), OPENING], 2),
        (["KẾ HOẠCH", "Phòng chống dịch", Line("Tại các xã", blank_before=True, align="center"), OPENING], 3),
        (["KẾ HOẠCH", Line("Phòng chống dịch", blank_before=True), OPENING], 2),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH", Line("TẠI CÁC XÃ", blank_before=True), OPENING], 3),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH", Line("MỤC TIÊU", blank_before=True), OPENING], 2),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH", "MỤC TIÊU", OPENING], 3),
        (["KẾ HOẠCH", "PHÒNG CHỐNG DỊCH.", Line("TẠI CÁC XÃ", blank_before=True), OPENING], 2),
    ],
)
def test_where_the_title_ends(lines: list[str | Line], end: int) -> None:
    assert parts(*lines).title == (0, end)


# --- the body --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        ([OPENING, "I. MỤC TIÊU"], 1),
        ([OPENING, "1. Mục tiêu", "I. MỤC TIÊU"], 2),
        ([OPENING, "1. Mục tiêu", "II. Nhiệm vụ"], 1),
        ([OPENING, "1. Mục tiêu", "II. NHIỆM VỤ"], 1),
        ([OPENING, "II. NHIỆM VỤ"], 1),
        ([OPENING, "II. Nhiệm vụ", "III. Kinh phí"], 3),
        ([OPENING, "Điều 1. Phê duyệt kế hoạch"], 1),
        ([OPENING, "Điều 2. Phê duyệt kế hoạch"], 1),
        ([OPENING, "Điều 2. của Luật", "1. Mục tiêu"], 2),
        ([OPENING, "2. Mục tiêu", "1. Mục tiêu"], 2),
        ([OPENING, "1.1. Mục tiêu"], 1),
        ([OPENING, "1.1. mục tiêu", "1. Mục tiêu"], 2),
        ([OPENING, "a) Mục tiêu", "1. Mục tiêu"], 2),
        ([OPENING, "a) Mục tiêu", "b) Nhiệm vụ"], 1),
        ([OPENING, "b) Mục tiêu", "a) Nhiệm vụ"], 2),
        ([OPENING, "a) mục tiêu"], 2),
        ([OPENING, "1. Mục tiêu", "1. Nhiệm vụ", "a) Rà soát"], 1),
        ([OPENING, "a) Mục tiêu", "a) Nhiệm vụ"], 1),
    ],
)
def test_where_the_first_section_begins(lines: list[str], first: int) -> None:
    assert parts("KẾ HOẠCH", "Phòng chống dịch", *lines).body[0] == 2 + first


def test_a_table_before_any_label_stands_in_the_body() -> None:
    table = grid("TT|Nội dung\n1|Rà soát")
    for above, first in ((OPENING,), 3), ((OPENING, "1. Mục tiêu"), 3), ((OPENING, "a) Mục tiêu"), 4):
        text = text_of(*map(Line, ["KẾ HOẠCH", "Phòng chống dịch", *above]), table, Line("I. MỤC TIÊU"))
        assert find_parts(text.reading, text.lines, load()).body[0] == first


def bare(*lines: str | Line) -> list[int]:
    return [index - 2 for index, _ in parts("KẾ HOẠCH", "Phòng chống dịch", *lines).bare]


DONE = "Rà soát hộ nghèo."
CITED = "Căn cứ Luật Trẻ em."


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        ([OPENING, "MỤC TIÊU", DONE, "NHIỆM VỤ", DONE], [1, 3]),
        ([OPENING, "MỤC TIÊU", DONE], []),
        ([OPENING, "MỤC TIÊU", DONE, "I. NHIỆM VỤ", DONE, "KINH PHÍ"], []),
        ([OPENING, "MỤC TIÊU", DONE, "II. NHIỆM VỤ", DONE, "KINH PHÍ"], []),
        ([OPENING, "MỤC TIÊU", DONE, "III. NHIỆM VỤ", DONE, "KINH PHÍ"], [1, 5]),
        ([OPENING, "MỤC TIÊU", DONE, "1. Tiêm phòng", DONE, "KINH PHÍ"], [1, 5]),
        ([OPENING, "MỤC TIÊU", DONE, "Chương V", DONE, "KINH PHÍ"], []),
        ([OPENING, "MỤC TIÊU", DONE, "Nhiệm vụ", DONE, "KINH PHÍ"], [1, 3, 5]),
        ([OPENING, "MỤC TIÊU", DONE, "1. Tiêm phòng", DONE, "Nhiệm vụ", DONE, "KINH PHÍ"], [1, 7]),
        ([OPENING, "MỤC TIÊU", "1. Tiêm phòng", DONE, Line("Nhiệm vụ", bold=True), DONE, "KINH PHÍ"], [1, 4, 6]),
        ([OPENING, "Nhiệm vụ", DONE, "MỤC TIÊU", DONE, "KINH PHÍ"], [3, 5]),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE, "Kinh phí", DONE], [1, 3, 5]),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE], []),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE, "Tiêm phòng cho trẻ", DONE], []),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE, "Kinh phí.", DONE], []),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE, "Kinh phí: 5", DONE], []),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE, "kinh phí", DONE], []),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE, "Kinh phí gồm", DONE], []),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE, "Kinh phí 50 ha", DONE], []),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE + " X", "Kinh phí", DONE], []),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE + " X", Line("Kinh phí", blank_before=True), DONE], [1, 3, 5]),
        ([CITED, "Mục tiêu", DONE, "Nhiệm vụ", "RÀ SOÁT HỘ", "Kinh phí", DONE], [1, 3, 5]),
        ([OPENING, "MỤC TIÊU", DONE, Line("KINH PHÍ", region="footnote")], []),
    ],
)
def test_headings_without_label(lines: list[str | Line], headings: list[int]) -> None:
    assert bare(*lines) == headings


@pytest.mark.parametrize(("words", "count"), [(12, 3), (13, 0)])
def test_a_heading_in_small_letters_is_short(words: int, count: int) -> None:
    title = "Kinh phí thực hiện kế hoạch của các xã trên địa bàn" + " tỉnh" * (words - 12)
    assert len(title.split()) == words
    assert len(bare(CITED, "Mục tiêu", DONE, "Nhiệm vụ", DONE, title, DONE)) == count


@pytest.mark.parametrize(("length", "count"), [(160, 2), (161, 0)])
def test_a_heading_in_capitals_is_a_line(length: int, count: int) -> None:
    title = "MỤC TIÊU CỦA CÁC XÃ VÙNG CAO" + ", PHƯỜNG" * 15 + ", KHU A1B2C3D"[: length - 148]
    assert len(title) == length
    assert len(bare(OPENING, title, DONE, "NHIỆM VỤ", DONE)) == count


def test_what_a_format_marks_tells_only_where_it_leaves_others_unmarked() -> None:
    """A heading of Markdown stands apart from the paragraphs around it; in Word each line is a paragraph."""
    heading = Line("Tiêm phòng cho trẻ", starts_paragraph=True, blank_before=True)
    plain = Line(DONE, blank_before=True)
    lines = [OPENING, "MỤC TIÊU", DONE, heading, plain, "KINH PHÍ", DONE]
    assert bare(*lines) == [1, 3, 5]
    assert bare(*lines[:4], replace(plain, starts_paragraph=True), *lines[5:]) == [1, 5]
    assert bare(*lines[:3], replace(heading, blank_before=False), *lines[4:]) == [1, 5]
