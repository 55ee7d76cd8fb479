"""Text whose line breaks were lost gets them again (structure/flattened.py): one text on each side of a border."""

from __future__ import annotations

import pytest

from kehoach_parser.lexicon.headings import load
from kehoach_parser.source import Line
from kehoach_parser.structure.flattened import unflatten

from .tables_text import grid, text_of

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
HEAD = f"UBND TỈNH LÀO CAI {MOTTO} Số: 12/KH-UBND Lào Cai, ngày 12 tháng 3 năm 2024"
OPENING = "Thực hiện Quyết định số 5/QĐ-TTg:"
BODY = "I. MỤC TIÊU Rà soát hộ. II. NHIỆM VỤ Tập huấn."
PARTED = ["I. MỤC TIÊU", "Rà soát hộ.", "II. NHIỆM VỤ", "Tập huấn."]


def cut(*lines: str | Line) -> list[str]:
    """The lines of the text as they are restored."""
    text = unflatten(text_of(*[Line(line) if isinstance(line, str) else line for line in lines]), load())
    return [text.text[line.start : line.end] for line in text.lines]


def body(words: str) -> list[str]:
    """The lines below the opening of a plan in one line."""
    lines = cut(f"{HEAD} KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {words}")
    return lines[lines.index(OPENING) + 1 :]


# --- what is flattened -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "parted"),
    [
        ([HEAD, f"KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {BODY}"], True),
        ([MOTTO, f"KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {BODY}"], False),
        ([f"{MOTTO} Số: 12/KH-UBND", f"KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {BODY}"], True),
        ([f"{MOTTO} Lào Cai, ngày 12 tháng 3 năm 2024", f"KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {BODY}"], True),
        ([MOTTO, "Số: 12/KH-UBND", f"KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {BODY}"], False),
        ([*["Văn bản"] * 11, HEAD, f"KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {BODY}"], True),
        ([*["Văn bản"] * 12, HEAD.replace("phúc Số", "phúc, Số"), f"KẾ HOẠCH Phòng dịch {OPENING} {BODY}"], False),
        ([MOTTO.ljust(250, "a"), f"KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {BODY}"], False),
        ([MOTTO.ljust(251, "a"), f"KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {BODY}"], True),
        (["Độc lập - Tự do - Hạnh phúc Số: 12/KH-UBND", f"KẾ HOẠCH Phòng chống dịch bệnh {OPENING} {BODY}"], True),
    ],
)
def test_components_that_never_share_a_line(lines: list[str], parted: bool) -> None:
    assert (cut(*lines)[-4:] == PARTED) is parted


def test_what_a_format_says_is_a_paragraph_is_not_flattened() -> None:
    """Word puts the letterhead into one paragraph, and a table or the place of words tells more than the text."""
    assert cut(Line(HEAD.replace("phúc Số", "phúc, Số"), starts_paragraph=True), f"{OPENING} {BODY}")[-1] != "Tập huấn."
    text = text_of(Line(HEAD), Line(f"{OPENING} {BODY}"), grid("TT|Nội dung\n1|Rà soát"))
    assert unflatten(text, load()) is text


@pytest.mark.parametrize(
    ("length", "others", "parted"),
    [(600, 0, False), (601, 0, True), (700, 466, True), (700, 467, False)],
)
def test_no_paragraph_holds_the_heading_of_a_later_part(length: int, others: int, parted: bool) -> None:
    """A long line that is most of the text: more than six hundred characters, and six in ten."""
    begun = "I. MỤC TIÊU Rà soát hộ nghèo"
    long = begun + " tại các xã" * ((length - 60) // 11)
    long = long.ljust(length - 30, "a") + " nay. II. NHIỆM VỤ Tập huấn xã"
    assert len(long) == length
    lines = cut(long, *(["b" * (others - 1)] if others else []))
    assert (any(line.startswith("II. NHIỆM VỤ") for line in lines)) is parted
    assert lines[0].startswith("I. MỤC TIÊU")


# --- the head --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flat", "lines"),
    [
        (
            f"{HEAD} KẾ HOẠCH Phòng chống dịch bệnh {OPENING}",
            ["UBND TỈNH LÀO CAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/KH-UBND",
             "Lào Cai, ngày 12 tháng 3 năm 2024", "KẾ HOẠCH", "Phòng chống dịch bệnh", OPENING],
        ),
        (f"Văn bản mới {HEAD} KẾ HOẠCH Phòng chống dịch bệnh {OPENING}",
         ["Văn bản mới", "UBND TỈNH LÀO CAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
          "Số: 12/KH-UBND", "Lào Cai, ngày 12 tháng 3 năm 2024", "KẾ HOẠCH", "Phòng chống dịch bệnh", OPENING]),
        (f"A {MOTTO} Số: 12/KH-UBND KẾ HOẠCH Phòng chống dịch bệnh {OPENING}",
         ["A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/KH-UBND", "KẾ HOẠCH",
          "Phòng chống dịch bệnh", OPENING]),
        (f"{HEAD} KẾ HOẠCH PHÒNG CHỐNG DỊCH {OPENING}",
         ["UBND TỈNH LÀO CAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/KH-UBND",
          "Lào Cai, ngày 12 tháng 3 năm 2024", "KẾ HOẠCH PHÒNG CHỐNG DỊCH", OPENING]),
        (f"{HEAD} KẾ HOẠCH PHÒNG CHỐNG DỊCH (Kèm theo Quyết định số 5/QĐ-UBND) {OPENING}",
         ["UBND TỈNH LÀO CAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/KH-UBND",
          "Lào Cai, ngày 12 tháng 3 năm 2024", "KẾ HOẠCH PHÒNG CHỐNG DỊCH", "(Kèm theo Quyết định số 5/QĐ-UBND)",
          OPENING]),
    ],
)  # fmt: skip
def test_a_letterhead_is_cut_at_its_components(flat: str, lines: list[str]) -> None:
    assert cut(flat) == lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("VỀ PHÒNG CHỐNG DỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI", ["QUYẾT ĐỊNH VỀ PHÒNG CHỐNG DỊCH"]),
        (
            "VỀ PHÒNG CHỐNG DỊCH CỦA ỦY BAN NHÂN DÂN TỈNH LÀO CAI",
            ["QUYẾT ĐỊNH VỀ PHÒNG CHỐNG DỊCH CỦA ỦY BAN NHÂN DÂN TỈNH LÀO CAI"],
        ),
        ("Về phòng chống dịch bệnh ỦY BAN NHÂN DÂN TỈNH LÀO CAI", ["QUYẾT ĐỊNH", "Về phòng chống dịch bệnh"]),
    ],
)
def test_the_title_ends_above_the_body_that_decides(title: str, lines: list[str]) -> None:
    *above, preamble = cut(f"{HEAD} QUYẾT ĐỊNH {title} {OPENING} {BODY}")[5:-4]
    assert above == lines
    assert preamble.endswith(OPENING)


# --- the body --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (BODY, PARTED),
        ("I. MỤC ĐÍCH - YÊU CẦU Triển khai kịp thời.", ["I. MỤC ĐÍCH - YÊU CẦU", "Triển khai kịp thời."]),
        ("I. MỤC TIÊU CHUNG - Rà soát.", ["I. MỤC TIÊU CHUNG", "- Rà soát."]),
        ("1. Mục đích Nâng cao nhận thức.", ["1. Mục đích", "Nâng cao nhận thức."]),
        ("1. Mục đích - Nâng cao nhận thức.", ["1. Mục đích", "- Nâng cao nhận thức."]),
        ("1. Sở Y tế Chủ trì rà soát.", ["1. Sở Y tế Chủ trì rà soát."]),
        ("1. Rà soát hộ; - Tập huấn xã.", ["1. Rà soát hộ;", "- Tập huấn xã."]),
        ("1. Việc làm - Rà soát hộ; - Tập huấn xã.", ["1. Việc làm", "- Rà soát hộ;", "- Tập huấn xã."]),
        ("1. Về nhân lực - Tối thiểu 90% công chức.", ["1. Về nhân lực", "- Tối thiểu 90% công chức."]),
        ("1. Nội dung - Chủ trì, phối hợp rà soát.", ["1. Nội dung", "- Chủ trì, phối hợp rà soát."]),
        ("1. Phòng Tài chính - Kế hoạch huyện.", ["1. Phòng Tài chính - Kế hoạch huyện."]),
        # a list within a numbered paragraph
        ("1. Rà soát, gồm: 1. Rừng; 2. Đất; 3. Nước. 2. Trồng cây.",
         ["1. Rà soát, gồm: 1. Rừng; 2. Đất; 3. Nước.", "2. Trồng cây."]),
        ("1. Rà soát rừng; 2. Trồng cây.", ["1. Rà soát rừng;", "2. Trồng cây."]),
        ("I. NỘI DUNG SAU: 1. Rừng; 2. Đất.", ["I. NỘI DUNG SAU:", "1. Rừng;", "2. Đất."]),
        # a number that is no label
        ("1. Theo khoản 2. Luật này; 2. Trồng cây.", ["1. Theo khoản 2. Luật này;", "2. Trồng cây."]),
        ("1. Sửa “1. Rừng. 2. Đất.” như sau. 2. Trồng cây.", ["1. Sửa “1. Rừng. 2. Đất.” như sau.", "2. Trồng cây."]),
        # the foot
        ("1. Rà soát. Nơi nhận: - Như trên; - Lưu: VT.", ["1. Rà soát.", "Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        ("1. Rà soát./. CHỦ TỊCH Nguyễn Văn An", ["1. Rà soát./.", "CHỦ TỊCH Nguyễn Văn An"]),
    ],
)  # fmt: skip
def test_where_the_body_is_cut(words: str, lines: list[str]) -> None:
    assert body(words) == lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("KẾ HOẠCH PHÒNG CHỐNG DỊCH", ["KẾ HOẠCH PHÒNG CHỐNG DỊCH"]),
        ("KẾ HOẠCH Phòng chống dịch", ["KẾ HOẠCH Phòng chống dịch"]),
        ("DỰ THẢO KẾ HOẠCH Phòng chống dịch", ["KẾ HOẠCH Phòng chống dịch"]),
    ],
)
def test_the_plan_behind_the_decision_that_promulgates_it(title: str, lines: list[str]) -> None:
    note = "(Ban hành kèm theo Quyết định số 12/QĐ-UBND của UBND tỉnh)"
    decided = "Điều 1. Ban hành kế hoạch. Nơi nhận: - Như Điều 1;"
    found = body(f"{decided} {title} {note} {BODY} Nơi nhận: - Như trên; - Lưu: VT.")
    assert found[-8:] == [*lines, note, *PARTED, "Nơi nhận:", "- Như trên;", "- Lưu: VT."][-8:]
    assert found[2] == ("- Như Điều 1; DỰ THẢO" if title.startswith("DỰ") else "- Như Điều 1;")
