"""Plain text: encodings, tables that tabs and bars draw, what portals add."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kehoach_parser.readers import read
from kehoach_parser.readers.shared.encoding import decode
from kehoach_parser.source import Line, Table

SHARED = Path(__file__).parents[1].parent / "shared"

SENTENCE = "Ủy ban nhân dân tỉnh Hà Giang ban hành Kế hoạch phòng, chống ma túy giai đoạn 2021 - 2025, như sau:"


def lines(text: str) -> list[Line]:
    return [block for block in read(text.encode()).blocks if isinstance(block, Line)]


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


def tables(text: str) -> list[Table]:
    return [block for block in read(text.encode()).blocks if isinstance(block, Table)]


def grid(table: Table) -> list[list[str]]:
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def windows_1258(text: str) -> bytes:
    """Vietnamese as Windows-1258 writes it: the tone as a sign of its own behind the letter."""
    decomposed = unicodedata.normalize("NFD", text)
    kept: list[str] = []
    for ch in decomposed:
        if ch in "\u0302\u0306\u031b":  # circumflex, breve and horn belong to the letter
            kept[-1] = unicodedata.normalize("NFC", kept[-1] + ch)
        else:
            kept.append(ch)
    return "".join(kept).encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        b"\xef\xbb\xbf" + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
        unicodedata.normalize("NFD", SENTENCE).encode(),
        windows_1258(SENTENCE),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16-le", "utf-16-be", "decomposed", "windows-1258"],
)
def test_encodings(data: bytes) -> None:
    source = read(data, name="a.txt")
    (line,) = source.blocks
    assert isinstance(line, Line)
    assert unicodedata.normalize("NFC", line.text) == SENTENCE
    assert source.legacy_encoding is None and source.findings == ()


def test_decomposed_text_is_kept_as_found() -> None:
    decomposed = unicodedata.normalize("NFD", SENTENCE)
    assert decode(decomposed.encode(), "a").text == decomposed


def test_encodings_before_unicode() -> None:
    text = "Uû ban nh©n d©n tØnh Hµ Giang ban hµnh KÕ ho¹ch phßng, chèng ma tuý giai ®o¹n 2006 - 2010"
    source = read(text.encode("cp1252"), name="a.txt")
    assert [b.text for b in source.blocks if isinstance(b, Line)] == [
        "Uỷ ban nhân dân tỉnh Hà Giang ban hành Kế hoạch phòng, chống ma tuý giai đoạn 2006 - 2010"
    ]
    assert source.legacy_encoding == "tcvn3"
    assert read(text.encode("utf-8")).legacy_encoding == "tcvn3"


def test_a_few_damaged_bytes_are_reported_not_fatal() -> None:
    source = read((SENTENCE * 8).encode() + b"\xe1\xbb", name="a.txt")
    assert [finding.code for finding in source.findings] == ["undecodable_bytes"]


def test_english_text_with_accents_stays() -> None:
    assert decode("Résumé of the café".encode(), "a").text == "Résumé of the café"


def test_blank_lines_are_marked_and_nothing_else_is_decided() -> None:
    found = lines("\ufeff KẾ HOẠCH\r\nPhòng, chống\r\n \xa0\t\r\nI. MỤC ĐÍCH\x0c1. Mục đích")
    assert [(line.text, line.blank_before, line.starts_paragraph) for line in found] == [
        ("KẾ HOẠCH", False, None),
        ("Phòng, chống", False, None),
        ("I. MỤC ĐÍCH", True, None),
        ("1. Mục đích", False, None),
    ]


def test_lone_bars_part_cells() -> None:
    found = lines("ỦY BAN NHÂN DÂN\n-----\n|\nCỘNG HÒA XÃ\nHỘI\n|\nSố:\n5/KH-UBND\n|\nKẾ HOẠCH")
    assert [line.text for line in found] == [
        "ỦY BAN NHÂN DÂN", "-----", "CỘNG HÒA XÃ", "HỘI", "Số:", "5/KH-UBND", "KẾ HOẠCH",
    ]  # fmt: skip
    assert [line.text for line in found if line.blank_before and line.starts_paragraph] == [
        "CỘNG HÒA XÃ",
        "Số:",
        "KẾ HOẠCH",
    ]


def test_rows_of_tabs_are_a_table_with_its_blank_cells() -> None:
    (table,) = tables("Phụ lục\n\nSTT\tChỉ tiêu\tGhi chú\n1\tĐạt 70%\t\n\t<p>Trong đó:</p><ul> - A. - B. \tx\n\nHết")
    assert grid(table) == [["STT", "Chỉ tiêu", "Ghi chú"], ["1", "Đạt 70%", ""], ["", "Trong đó: - A. - B.", "x"]]
    assert [line.text for line in table.cells[7].lines] == ["Trong đó:", "- A.", "- B."]
    assert table.ruled is None and table.header_rows is None


def test_a_table_goes_on_after_a_blank_line() -> None:
    found = tables("STT\tTên\tNơi\n1\tA\tB\n\nSTT\tTên\tNơi\n2\tC\tD\n\n3\tE\tF")
    assert [table.n_rows for table in found] == [2, 2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "1.\tMục đích\n2.\tYêu cầu",
        "-\tMột\n-\tHai\n+\tBa",
        "\tCăn cứ Luật Phòng, chống ma túy;\n\tCăn cứ Nghị định số 30/2020/NĐ-CP.",
        "I.\tMỤC ĐÍCH\n\nII.\tNHIỆM VỤ",
    ],
)
def test_tabs_after_labels_and_indents_are_no_table(text: str) -> None:
    assert tables(text) == []
    assert texts(text) == [" ".join(line.split()) for line in text.split("\n") if line]


def test_tabs_that_align_are_columns() -> None:
    (table,) = tables("UBND TỈNH A\t\t\tCỘNG HÒA XÃ HỘI\nSỞ Y TẾ\t\tĐộc lập - Tự do\n\nKẾ HOẠCH")
    assert grid(table) == [["UBND TỈNH A", "CỘNG HÒA XÃ HỘI"], ["SỞ Y TẾ", "Độc lập - Tự do"]]
    assert texts("Số: 5/KH-UBND\tHà Nội, ngày 5 tháng 3 năm 2024") == [
        "Số: 5/KH-UBND",
        "Hà Nội, ngày 5 tháng 3 năm 2024",
    ]


def test_lines_with_bars_are_rows() -> None:
    (table,) = tables("Bảng 1\nSTT | Nội dung | Đơn vị\n1 | Tập huấn | Sở Y tế\n")
    assert grid(table) == [["STT", "Nội dung", "Đơn vị"], ["1", "Tập huấn", "Sở Y tế"]]


def test_stray_emphasis_is_taken_off_and_other_stars_stay() -> None:
    found = lines("1. Chỉ tiêu *(chi tiết theo Phụ lục I)*\n* Số tiền phạt\n(*) Ghi chú: 2*3*4\n2. *Đẩy mạnh*")
    assert [line.text for line in found] == [
        "1. Chỉ tiêu (chi tiết theo Phụ lục I)",
        "* Số tiền phạt",
        "(*) Ghi chú: 2*3*4",
        "2. Đẩy mạnh",
    ]


def test_a_hyphen_or_number_is_never_joined_here() -> None:
    assert texts("Kế hoạch số 255/KH-\nUBND ngày 16/11/2021") == ["Kế hoạch số 255/KH-", "UBND ngày 16/11/2021"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample documents are not here")
def test_every_flattened_sample_is_read_whole() -> None:
    for path in sorted((SHARED / "samples" / "flattened").glob("*.txt")):
        source = read(path)
        assert source.media_type == "text/plain", path
        got = "".join(line.text for line in source.blocks if isinstance(line, Line))
        assert len("".join(got.split())) == len("".join(path.read_text("utf-8").split())), path


def test_bars_at_the_edge_and_rows_that_stand_alone() -> None:
    text = (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 130/KH-UBND | Ninh Bình, ngày 13 tháng 7 năm 2022 |\n"
        "KẾ HOẠCH\n- Như Điều 3; | TM. ỦY BAN NHÂN DÂN |\n| KT. CHỦ TỊCH |"
    )
    (table,) = tables(text)
    assert grid(table)[1] == ["Số: 130/KH-UBND", "Ninh Bình, ngày 13 tháng 7 năm 2022"]
    assert texts(text) == ["KẾ HOẠCH", "- Như Điều 3;", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]
    assert texts("giá trị |x| và A | B") == ["giá trị |x| và A | B"]
