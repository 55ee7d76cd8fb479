"""Forms of which the table was lost, each cell a line of its own (extract/tables/indicators.py)."""

from __future__ import annotations

import pytest

from kehoach_parser.extract.tables.indicators import read_flattened
from kehoach_parser.lexicon import units
from kehoach_parser.lexicon.tables import load
from kehoach_parser.source import Line

from .tables_text import text_of

HEAD = "STT|Nội dung|Đơn vị tính|Kết quả|"


def form(cells: str) -> list[str]:
    text = text_of(*map(Line, cells.split("|")))
    found = read_flattened(text, 0, len(text.text), load(), units.load())
    return [f"{row.name} | {row.unit or '-'} | {row.parent or '-'}" for row in found]


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (HEAD + "1|Số lớp tập huấn|Lớp|2|Số hộ|Hộ", ["Số lớp tập huấn | Lớp | -", "Số hộ | Hộ | -"]),
        (
            HEAD + "1. Số lớp|Lớp|- Cấp xã|Lớp|+ Thôn|Lớp|- Cấp tỉnh|Lớp|2. Số hộ|Hộ",
            ["Số lớp | Lớp | -", "Cấp xã | Lớp | Số lớp", "Thôn | Lớp | Cấp xã", "Cấp tỉnh | Lớp | Số lớp",
             "Số hộ | Hộ | -"],
        ),
        (HEAD + "1|Tỷ lệ hộ (đơn vị tính %)|2|Số hộ", ["Tỷ lệ hộ | % | -", "Số hộ | - | -"]),
        # what is a heading: a column of contents and one of figures
        ("Nội dung|Kết quả|1. Số lớp", ["Số lớp | - | -"]),
        ("Nội dung|Ghi chú|1. Số lớp", []),
        ("STT|Ghi chú|Kết quả|1. Số lớp", []),
        ("Nội dung:|Kết quả|1. Số lớp", []),
        # where a form ends
        (HEAD + "1. Số lớp|Lớp|B. Y TẾ|" + HEAD + "1. Số hộ|Hộ", ["Số lớp | Lớp | -", "Số hộ | Hộ | -"]),
        (HEAD + "1. Số lớp|Lớp|Người lập biểu|2. Số hộ|Hộ", ["Số lớp | Lớp | -"]),
        # a unit is short; where few rows have a label only a noun that is counted is one
        (HEAD + "1. Số lớp|Lớp mở tại xã vùng cao|2. Số hộ|Hộ",
         ["Số lớp | Lớp mở tại xã vùng cao | -", "Số hộ | Hộ | -"]),
        (HEAD + "1. Số lớp|Lớp mở tại các xã vùng cao|2. Số hộ|Hộ",
         ["Số lớp | - | -", "Lớp mở tại các xã vùng cao | - | -", "Số hộ | Hộ | -"]),
        (HEAD + "Số lớp|Ngày tốt|Số hộ|Hộ", ["Số lớp | - | -", "Ngày tốt | - | -", "Số hộ | Hộ | -"]),
        # a unit grown on to its name, where four in five rows have theirs
        (
            HEAD + "- Số lớp mới|Lớp|- Số buổi họp|Buổi|- Số hộ nghèo|Hộ|- Số xã|Xã|- Số lớp dạy nghề lớp",
            ["Số lớp mới | Lớp | -", "Số buổi họp | Buổi | -", "Số hộ nghèo | Hộ | -", "Số xã | Xã | -",
             "Số lớp dạy nghề | lớp | -"],
        ),
        (
            HEAD + "- Số lớp mới|Lớp|- Số buổi họp|- Số hộ nghèo|Hộ|- Số xã|Xã|- Số lớp dạy nghề lớp",
            ["Số lớp mới | Lớp | -", "Số buổi họp | - | -", "Số hộ nghèo | Hộ | -", "Số xã | Xã | -",
             "Số lớp dạy nghề lớp | - | -"],
        ),
    ],
)  # fmt: skip
def test_the_rows_of_a_form(cells: str, rows: list[str]) -> None:
    assert form(cells) == rows


@pytest.mark.parametrize(("length", "rows"), [(40, 1), (41, 0)])
def test_a_heading_of_a_form_is_short(length: int, rows: int) -> None:
    assert len(form(f"{'Nội dung '.ljust(length, 'g')}|Kết quả|1. Số lớp")) == rows
