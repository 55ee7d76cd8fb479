"""Normalised text: what changes, what never does, and where every character came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_parser.lexicon.headings import load
from kehoach_parser.source import Box, Cell, Line, Piece, Source, Table
from kehoach_parser.structure.text import clean, normalise

WORDS = st.sampled_from(
    [
        "Kế",
        "hoạch",
        "phòng",
        "chống",
        "đẩy",
        "mạ",
        "nh",
        "tr",
        "ong",
        "ủy",
        "ban",
        "2.460",
        "33,59%",
        "-",
        "HIV/AIDS",
        "ở",
        "y",
        "tế",
        "m",
        "ạ",
    ]
)
SPACES = st.sampled_from([" ", "  ", "\u00a0", "\t", " \u200b", "\u00ad "])


def source(*blocks: Line | Table) -> Source:
    return Source("test", "0" * 64, "text/plain", blocks)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Đẩy m ạ nh công tác", "Đẩy mạnh công tác"),
        ("các nội dun g chỉ đạo", "các nội dung chỉ đạo"),
        ("đối vớ i công tác quản lý", "đối với công tác quản lý"),
        ("ứng dụng công nghệ thông tin tr ong công tác", "ứng dụng công nghệ thông tin trong công tác"),
        ("m ạ nh mẽ", "mạnh mẽ"),
        ("dịch v ụ.", "dịch vụ."),
        ("phá t tr iển", "phát triển"),
        ("đ ư ờ n g phố", "đường phố"),
        ("hệ t hố ng", "hệ thống"),
        ("Đ ường và Đ ƯỜNG, không đ Ường", "Đường và ĐƯỜNG, không đ Ường"),
        ("hàng hóa thi ế t yếu", "hàng hóa thiết yếu"),
        ("A n toàn giao thông", "An toàn giao thông"),
        ("chia sẻ e .", "chia sẻ e ."),
        ("khu y tế, trồng ho a", "khu y tế, trồng hoa"),
        ("Ⅱ. NỘI DUNG", "II. NỘI DUNG"),
        ("ở xã, ý thức, y tế, ô tô", "ở xã, ý thức, y tế, ô tô"),
        ("điểm a khoản 1 Điều 5", "điểm a khoản 1 Điều 5"),
        ("nhóm A, nhóm B và khối C", "nhóm A, nhóm B và khối C"),
        ("255/KH\ufffeUBND", "255/KH-UBND"),
        ("  hai\u00a0  khoảng \t trắng ", "hai khoảng trắng"),
        (unicodedata.normalize("NFD", "Ủy ban nhân dân"), "Ủy ban nhân dân"),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.lists(st.tuples(WORDS, SPACES), max_size=30))
def test_clean_is_idempotent(pieces: list[tuple[str, str]]) -> None:
    once = clean("".join(word + space for word, space in pieces))
    assert clean(once) == once


@given(st.lists(st.tuples(WORDS, SPACES), min_size=1, max_size=12))
def test_no_letter_and_no_figure_is_lost(pieces: list[tuple[str, str]]) -> None:
    raw = "".join(word + space for word, space in pieces)
    kept = "".join(c for c in unicodedata.normalize("NFC", raw) if not c.isspace() and c not in "\u200b\u00ad")
    assert "".join(clean(raw).split()) == kept


def test_words_keep_their_boxes_through_every_repair() -> None:
    raw = "  Đẩy m\u00a0ạ nh  công tác"
    spans = [(2, 5), (6, 12), (14, 18), (19, 22)]
    pieces = tuple(Piece(a, b, Box(1, 10.0 * i, 0.0, 10.0 * i + 8, 12.0)) for i, (a, b) in enumerate(spans))
    text = normalise(source(Line(raw, pieces=pieces)), load())
    assert text.text == "Đẩy mạnh công tác"
    assert [text.text[a.start : a.end] for a in text.anchors(0, len(text.text))] == ["Đẩy", "mạnh", "công", "tác"]
    (box,) = text.boxes(4, 8)
    assert (box.x0, box.x1) == (10.0, 18.0)


def test_part_of_a_word_gets_part_of_its_box() -> None:
    line = Line("100%", pieces=(Piece(0, 4, Box(2, 0.0, 5.0, 40.0, 15.0)),))
    text = normalise(source(line), load())
    (box,) = text.boxes(0, 2)
    assert (box.page, box.x0, box.x1) == (2, 0.0, 20.0)


def test_a_letterhead_laid_out_as_a_table_becomes_lines_column_by_column() -> None:
    cells = (
        Cell(0, 0, (Line("ỦY BAN NHÂN DÂN"), Line("TỈNH LÀO CAI"))),
        Cell(0, 1, (Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), Line("Độc lập - Tự do - Hạnh phúc"))),
        Cell(1, 0, (Line("Số: 142/KH-UBND"),)),
        Cell(1, 1, (Line("Lào Cai, ngày 14 tháng 5 năm 2020"),)),
    )
    text = normalise(source(Table(2, 2, cells)), load())
    assert not text.tables
    assert text.text.split("\n")[:3] == ["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI", "Số: 142/KH-UBND"]
    assert [line.region for line in text.lines] == ["head_left"] * 3 + ["head_right"] * 3


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.mark.parametrize(
    ("columns", "rows", "tables"),
    [(4, 2, 0), (5, 2, 1), (2, 12, 0), (2, 13, 1)],
)
def test_a_letterhead_is_a_small_table(columns: int, rows: int, tables: int) -> None:
    """What is as large as a table of tasks is one, though the national title stands in it."""
    cells = (Cell(0, 0, (Line("SỞ Y TẾ"),)), Cell(0, columns - 1, (Line(MOTTO),)))
    assert len(normalise(source(Table(rows, columns, cells)), load()).tables) == tables


@pytest.mark.parametrize(
    ("columns", "left"), [(1, ["SỞ Y TẾ", MOTTO]), (2, ["SỞ Y TẾ"]), (4, ["SỞ Y TẾ", "Số: 12/KH-SYT"])]
)
def test_the_left_half_of_a_letterhead_is_read_before_the_right(columns: int, left: list[str]) -> None:
    cells = (
        Cell(0, 0, (Line("SỞ Y TẾ"),)),
        Cell(0, columns - 1, (Line(MOTTO),)),
        Cell(1, min(1, columns - 1), (Line("Số: 12/KH-SYT"),)),
    )
    text = normalise(source(Table(2, columns, cells)), load())
    assert [text.text[line.start : line.end] for line in text.lines if line.region == "head_left"][: len(left)] == left
    assert [line.region for line in text.lines if line.blank_before] == (
        ["head_left"] if columns == 1 else ["head_left", "head_right"]
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([Line("Điều"), Line("1. Phạm vi điều chỉnh")], "Điều 1. Phạm vi điều chỉnh"),
        ([Line("Chương"), Line("II")], "Chương II"),
        ([Line("Điều"), Line("1. Phạm vi", blank_before=True)], "Điều|1. Phạm vi"),
        ([Line("Điều"), Line("Phạm vi điều chỉnh")], "Điều|Phạm vi điều chỉnh"),
        ([Line("Điều", box=Box(1, 0, 0, 40, 12)), Line("1. Phạm vi")], "Điều|1. Phạm vi"),
        ([Line("Mục"), Table(1, 1, (Cell(0, 0, (Line("1"),)),))], "Mục|1"),
        ([Line("Nội dung"), Line("Phần")], "Nội dung|Phần"),
    ],
)
def test_a_label_that_a_narrow_column_broke_is_one(lines: list[Line | Table], expected: str) -> None:
    assert normalise(source(*lines), load()).text.replace("\n", "|") == expected


def test_bars_of_a_drawn_table_around_a_line_are_dropped() -> None:
    assert normalise(source(Line("| Nội dung | Kinh phí |"), Line("|---|"), Line("- Rà soát")), load()).text == (
        "Nội dung | Kinh phí\n- Rà soát"
    )


def test_the_place_of_a_line_is_its_box_or_that_of_its_first_word() -> None:
    box, word = Box(3, 40, 10, 200, 22), Box(4, 50, 10, 90, 22)
    text = normalise(
        source(Line("Mục tiêu", box=box), Line("Nội dung", pieces=(Piece(0, 8, word),)), Line("Kết quả")), load()
    )
    assert [(line.page, line.x0, line.x1) for line in text.lines] == [(3, 40, 200), (4, 50, None), (None, None, None)]
    assert [found.page for found in text.boxes(0, len(text.text))] == [3, 4]
    (part,) = text.boxes(0, 3)
    assert (part.x0, part.x1) == (40, 100)  # three of eight letters


def test_the_words_of_a_cell_keep_their_place() -> None:
    cells = (
        Cell(0, 0, (Line("Nội dung", box=Box(2, 40, 10, 80, 22)),)),
        Cell(0, 1, (Line("Hạn", pieces=(Piece(0, 3, Box(2, 90, 10, 120, 22)),)),)),
    )
    text = normalise(source(Line("Phụ lục"), Table(1, 2, cells), Line("Hết")), load())
    (table,) = text.tables
    assert text.text[table.start : table.end] == "Nội dung\tHạn"
    assert table.pages == (2,)
    assert [box.x0 for box in text.boxes(table.start, table.end)] == [40, 90]


def test_a_data_table_stays_a_table_and_its_cells_are_found_in_the_text() -> None:
    cells = (
        Cell(0, 0, (Line("TT"),)),
        Cell(0, 1, (Line("Chỉ tiêu"),)),
        Cell(1, 0),
        Cell(1, 1, (Line("100%"), Line("hộ dân"))),
    )
    text = normalise(source(Line("Phụ lục"), Table(2, 2, cells)), load())
    (table,) = text.tables
    assert [text.text[c.start : c.end] for c in table.cells] == ["TT", "Chỉ tiêu", "", "100% hộ dân"]
    assert text.text == "Phụ lục\nTT\tChỉ tiêu\n\t100% hộ dân"


def test_rules_and_empty_lines_leave_a_trace_only() -> None:
    text = normalise(source(Line("A"), Line("-------"), Line("B")), load())
    assert text.text == "A\nB"
    assert text.lines[1].blank_before


def test_footnotes_stand_last() -> None:
    text = normalise(source(Line("Một"), Line("1 Chú thích", region="footnote"), Line("Hai")), load())
    assert text.text == "Một\nHai\n1 Chú thích"
