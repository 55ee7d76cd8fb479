"""Headings, columns, rows and kinds of tables (extract/tables): one table on each side of a border.

A table is typed in one line: `⏎` begins a row, `|` parts the cells, `^` goes on from the cell above and `<` from the
cell to the left; what stands before `::` is its caption.
"""

from __future__ import annotations

import pytest

from kehoach_parser.extract.tables import TableReading, read_table
from kehoach_parser.lexicon.tables import load

from .tables_text import grid, text_of


def read(typed: str) -> TableReading:
    caption, _, table = typed.rpartition("::")
    text = text_of(grid(table.replace(" ⏎ ", "\n")))
    return read_table(text.tables[0], text, load(), caption)


def write_rows(reading: TableReading) -> str:
    """`kind=label`, with the groups above (`<0`), the row it is part of (`^1`) and whether it only leads in others."""
    return "; ".join(
        row.kind
        + (f"={row.label}" if row.label else "")
        + "".join(f"<{index}" for index in row.group)
        + (f"^{row.parent}" if row.parent is not None else "")
        + (" dẫn" if row.introduces else "")
        for row in reading.rows
    )


HEADINGS = [
    ("STT|Nội dung|Kinh phí ⏎ 1|Rà soát|5", 1),
    ("Bảng ⏎ STT|Nội dung|Kinh phí ⏎ 1|Rà soát|5", 0),
    ("Bảng|<|< ⏎ STT|Nội dung|Kinh phí ⏎ 1|Rà soát|5", 2),
    ("Bảng|< ⏎ Nội dung|Kinh phí ⏎ Rà soát|5", 2),
    ("Bảng|< |Năm ⏎ STT|Nội dung|Kinh phí ⏎ 1|Rà soát|5", 0),
    ("A|<|< ⏎ B|<|< ⏎ C|<|< ⏎ STT|Nội dung|Kinh phí ⏎ 1|Rà soát|5", 4),
    ("A|<|< ⏎ B|<|< ⏎ C|<|< ⏎ D|<|< ⏎ STT|Nội dung|Kinh phí ⏎ 1|Rà soát|5", 0),
    ("STT|Nội dung|Kinh phí ⏎ 1|2|3 ⏎ 1|Rà soát|5", 2),
    ("Nội dung|Kinh phí ⏎ 1|2 ⏎ Rà soát|5", 1),
    ("STT|Nội dung|Kinh phí|< ⏎ ^|^|Trung ương|Tỉnh ⏎ 1|Rà soát|5|6", 2),
    ("STT|Nội dung|Kinh phí|< ⏎ ^|^|Năm 2025|< ⏎ ^|^|Trung ương|Tỉnh ⏎ 1|Rà soát|5|6", 3),
    ("STT|Nội dung|Kinh phí|| ⏎ ||Trung ương|Tỉnh|Xã ⏎ 1|Rà soát|5|6|7", 2),
    ("Nội dung|Kinh phí|Ghi chú ⏎ Rà soát|5|", 1),
    ("Việc|Tiền|Khác|Nội dung ⏎ a|b|c|d", 0),
    ("Việc|Tiền|Ghi chú|Nội dung ⏎ a|b|c|d", 2),
]
ROWS = [
    (
        "TT|Nội dung|Giá trị|Kết quả ⏎ I|Giáo dục|| ⏎ 1|Trường|5|6 ⏎ -|Lớp|1|2 ⏎ II|Y tế|| ⏎ 1|Trạm|2|3 ⏎ |Cộng|5|6",
        "group=I; row=1<0; row=-<0^1; group=II; row=1<3; total",
    ),
    (
        "TT|Nội dung|Năm 2025 ⏎ 1|Trường học| ⏎ a|Mầm non|5 ⏎ b|Tiểu học|6 ⏎ 2|Trạm y tế|7",
        "group=1 dẫn; row=a<0; row=b<0; row=2",
    ),
    (
        "TT|Nội dung|Năm 2025 ⏎ 1|Trường học| ⏎ -|Mầm non|5 ⏎ -|Tiểu học|6 ⏎ 2|Trạm y tế|7",
        "row=1 dẫn; row=-^0; row=-^0; row=2",
    ),
    ("TT|Nội dung|Năm 2025 ⏎ 1|Trường học, gồm:| ⏎ 2|Trạm y tế|7", "row=1 dẫn; row=2"),
    (
        "TT|Nội dung|Năm 2025 ⏎ 1|Trường học|5 ⏎ |Trong đó:| ⏎ |mầm non| ⏎ |tiểu học|3 ⏎ 2|Trạm y tế|7",
        "row=1; more; more; row^0; row=2",
    ),
    ("TT|Nội dung|Năm 2025 ⏎ 1|Trường học|5 ⏎ |Trong đó: mầm non|2 ⏎ |Tiểu học|3", "row=1; row^0; row"),
    ("TT|Nội dung|Năm 2025 ⏎ 1|Trường học|5 ⏎ |GIÁO DỤC| ⏎ 2|Trạm y tế|7", "row=1; group; row=2<1"),
    ("TT|Nội dung|Năm 2025 ⏎ 1|Trường học|5 ⏎ |Giáo dục| ⏎ 2|Trạm y tế|7", "row=1; row; row=2"),
    ("Nội dung|ĐVT|Năm 2025 ⏎ Giáo dục|| ⏎ Trường học|trường|5", "group; row<0"),
    ("Nội dung|Năm 2025 ⏎ Giáo dục| ⏎ Trường học|5", "row; row"),
    (
        "Nội dung|ĐVT|Năm 2025 ⏎ Giáo dục|<|< ⏎ Trường học|trường|5 ⏎ Y tế|<|< ⏎ Trạm|trạm|6",
        "group; row<0; group; row<2",
    ),
    ("TT|Nội dung|ĐVT|Năm 2025 ⏎ I|Giáo dục|<|< ⏎ 1|Trường học|trường|5 ", "group=I; row=1<0"),
    ("TT|Nội dung|ĐVT|Năm 2025 ⏎ |Giáo dục|<|< ⏎ 1|Trường học|trường|5 ", "group; row=1<0"),
    ("TT|Nội dung|ĐVT|Năm 2025 ⏎ |Giáo dục|<| ⏎ 1|Trường học|trường|5 ", "group; row=1<0"),
    ("Nội dung|Năm 2025 ⏎ 1. Giáo dục|5 ⏎ - Mầm non|2 ⏎ - Tiểu học|3 ⏎ 2. Y tế|7", "row=1; row=-^0; row=-^0; row=2"),
    (
        "Nội dung|Năm 2025 ⏎ I. Giáo dục| ⏎ 1. Mầm non|2 ⏎ II. Y tế| ⏎ 1. Trạm|7 ⏎ Cộng|9",
        "group=I; row=1<0; group=II; row=1<2; total",
    ),
    (
        "TT|Nội dung|Năm 2025 ⏎ 1|Trường học|5 ⏎ |Trong đó:| ⏎ |mầm non| ⏎ |tiểu học|3 ⏎ |trung học|2 ⏎ 2|Trạm y tế|7",
        "row=1; more; more; row^0; row^0; row=2",
    ),
    (
        "TT|Nội dung|ĐVT|Năm 2025 ⏎ 1|Trường học|trường|5 ⏎ |mầm non|trường| ⏎ |Trong đó: tiểu học|trường|",
        "row=1; more; row^0",
    ),
]
KINDS = [
    ("Biểu mẫu báo cáo::Nội dung|Kết quả ⏎ Trường học|5", "form"),
    ("Biểu mẫu báo cáo::Nội dung|Cơ quan chủ trì ⏎ Trường học|Sở Y tế", "tasks"),
    ("Biểu mẫu báo cáo::Nội dung|Sản phẩm ⏎ Trường học|Báo cáo", "other"),
    ("Nội dung|Kết quả|Lũy kế ⏎ Trường học||", "form"),
    ("Nội dung|Kết quả|Lũy kế ⏎ Trường học|…|…", "form"),
    ("Nội dung|Kết quả|Lũy kế ⏎ Trường học|5|", "other"),
    ("Nội dung|ĐVT|Kết quả|Lũy kế ⏎ Trường học|trường|5|", "other"),
    ("Nội dung|Kết quả|Cơ quan chủ trì ⏎ Trường học||Sở Y tế", "tasks"),
    ("Nội dung|Kinh phí|Ghi chú ⏎ Trường học||", "budget"),
    ("Biểu mẫu::Nội dung|Kinh phí|Ghi chú ⏎ Trường học||", "form"),
    ("Chỉ tiêu::Nội dung|Năm 2025 ⏎ Trường học|", "form"),
    ("Nội dung|Thực hiện năm 2022 ⏎ Trường học|5", "other"),
    ("Nội dung|Thực hiện năm 2022|Năm 2025 ⏎ Trường học|5|6", "targets"),
    ("Nội dung|Thực hiện năm 2022 ⏎ 95% trường học|5", "other"),
    ("Nội dung|Thực hiện năm 2022|Kinh phí ⏎ Trường học|5|6", "budget"),
    ("Chỉ tiêu|Ghi chú ⏎ Xây trường học|x", "other"),
    ("Chỉ tiêu|Ghi chú ⏎ Xây 5 trường học|x", "targets"),
    ("Chỉ tiêu|Cơ quan chủ trì ⏎ Xây trường học|Sở Y tế", "targets"),
    ("Chỉ tiêu|Nhiệm vụ ⏎ Xây 5 trường học|Làm", "other"),
    ("Bảng chỉ tiêu::Chỉ tiêu|Ghi chú ⏎ Xây trường học|x", "targets"),
    ("Đơn vị: triệu đồng::Nội dung|Năm 2024|Năm 2025 ⏎ Ngân sách|5|6", "budget"),
    ("Dự toán kinh phí::Nội dung|Năm 2024|Năm 2025 ⏎ Ngân sách|5|6", "budget"),
    ("Dự toán kinh phí::Nội dung|Năm 2024|Năm 2025 ⏎ Ngân sách|có|không", "other"),
    ("Dự toán kinh phí::Nội dung|Năm 2024|Cơ quan chủ trì ⏎ Ngân sách|5|Sở Y tế", "tasks"),
    ("Dự toán kinh phí::Chỉ tiêu|Năm 2024|Năm 2025 ⏎ Ngân sách|5|6", "targets"),
    ("Nội dung|Kinh phí ⏎ Rà soát|5", "budget"),
    ("Nội dung|Kinh phí|Cơ quan chủ trì ⏎ Rà soát|5|Sở Y tế", "tasks"),
    ("Nội dung|Kinh phí|Năm 2025 ⏎ Rà soát|5|6", "targets"),
    ("Bảng chỉ tiêu::Nội dung|Cơ quan chủ trì ⏎ Rà soát|Sở Y tế", "targets"),
    ("Bảng chỉ tiêu::Nội dung|Sản phẩm|Cơ quan chủ trì ⏎ Rà soát|Báo cáo|Sở Y tế", "tasks"),
    ("Bảng chỉ tiêu::Nội dung|Ghi chú ⏎ Rà soát|x", "other"),
    ("Chỉ tiêu, nhiệm vụ::Nhiệm vụ|Cơ quan chủ trì ⏎ Rà soát|Sở Y tế", "tasks"),
    ("Chỉ tiêu, nhiệm vụ::Nhiệm vụ|Năm 2025 ⏎ Rà soát|5", "targets"),
    ("Bảng chỉ tiêu::Nhiệm vụ|Cơ quan chủ trì ⏎ Rà soát|Sở Y tế", "targets"),
    ("Nhiệm vụ|Thời gian ⏎ Rà soát|Quý I", "tasks"),
    ("Nhiệm vụ|Sản phẩm ⏎ Rà soát|Báo cáo", "tasks"),
    ("Nhiệm vụ|Ghi chú ⏎ Rà soát|x", "other"),
    ("Danh mục nhiệm vụ::Nhiệm vụ|Ghi chú ⏎ Rà soát|x", "tasks"),
    ("Nội dung|Cơ quan chủ trì ⏎ Rà soát|Sở Y tế", "tasks"),
    ("Nội dung|Thời gian ⏎ Rà soát|Quý I", "other"),
    ("Nội dung|Thời gian|Sản phẩm ⏎ Rà soát|Quý I|Báo cáo", "tasks"),
    ("Danh mục nhiệm vụ::Nội dung|Thời gian ⏎ Rà soát|Quý I", "tasks"),
    ("Nội dung|Đơn vị thực hiện|Thời gian ⏎ Rà soát|Sở Y tế|Quý I", "tasks"),
    ("Nội dung|ĐVT|Năm 2025 ⏎ Trường|trường|5 ⏎ Trạm|trạm|đạt", "other"),
    ("Nội dung|ĐVT|Năm 2025 ⏎ Trường|trường|5 ⏎ Trạm|trạm|6 ⏎ Lớp|lớp|đạt", "targets"),
    ("Nội dung|Năm 2025 ⏎ Trường|5", "targets"),
    ("Danh sách::Nội dung|Năm 2025 ⏎ Trường|5", "targets"),
    ("Danh sách::Nội dung|ĐVT|Năm 2025 ⏎ Trường|trường|5", "targets"),
    ("Dự toán::Nội dung|Cơ quan chủ trì|Kinh phí|Kinh phí khác ⏎ Rà soát|Sở Y tế|5|6", "tasks"),
    ("Họ tên|Tỉnh|Ghi chú ⏎ An|Lào Cai|x", "places"),
    ("Danh sách các xã::Họ tên|Ghi chú ⏎ An|x", "places"),
]
COLUMNS = [
    ("Nội dung|Đơn vị|Năm 2025 ⏎ Rà soát|Sở Y tế|5", "content agency year"),
    ("Nội dung|Đơn vị|Năm 2025 ⏎ Rà soát|hộ|5", "content unit year"),
    ("Nội dung|Cơ quan thực hiện ⏎ Rà soát|5 ⏎ Tập huấn|6", "content quantity"),
    ("Nội dung|Đã thực hiện|Năm 2025 ⏎ Rà soát||5", "content ? year"),
    ("Nội dung|Chỉ tiêu ⏎ Rà soát|5 ⏎ Tập huấn|6", "content value"),
    ("Nội dung|Kết quả|Cơ quan chủ trì ⏎ Rà soát|Báo cáo rà soát các xã|Sở Y tế", "content output lead"),
    ("Nội dung|Kết quả|Cơ quan chủ trì ⏎ Rà soát|05 lớp học|Sở Y tế", "content quantity lead"),
    ("Nội dung|Kết quả|Cơ quan chủ trì ⏎ Rà soát|05 lớp học xã|Sở Y tế", "content output lead"),
    ("Nội dung|Thời gian đến năm 2025 ⏎ Rà soát|5 ⏎ Tập huấn|6", "content year"),
    ("Nội dung|Thời gian đến năm 2025 ⏎ Rà soát|2024 ⏎ Tập huấn|2025", "content time"),
    ("TT|Nội dung|Quý I|Quý II ⏎ 1|Rà soát|5|6", "number content year year"),
    ("TT|Nội dung|Quý I|Quý II ⏎ 1|Rà soát|x|", "number content mark ?"),
    ("Nội dung|Phấn đấu ⏎ Rà soát|5", "content value"),
    ("Nội dung|Phấn đấu ⏎ Rà soát|tốt", "content value"),
    ("Nội dung|Sản phẩm ⏎ Rà soát|5 ⏎ Tập huấn|6", "content quantity"),
    ("|Nội dung|Năm 2025 ⏎ 1|Rà soát|5 ⏎ 2|Tập huấn|6", "number content year"),
    ("|Nội dung|Năm 2025 ⏎ 1|Rà soát|5 ⏎ 2|Tập huấn|6 ⏎ 3|In ấn|7 ⏎ Khác|Khác|5 ⏎ Nữa|In|6", "number content year"),
    ("|Nội dung|Năm 2025 ⏎ 1|Rà soát|5 ⏎ 2|Tập huấn|6 ⏎ Khác|Khác|5 ⏎ Nữa|In|6", "? content year"),
    ("Nội dung|Xã A|Xã B ⏎ Rà soát|x|x", "content place place"),
    ("Nội dung|Mốc ⏎ Rà soát|Quý II/2025", "content time"),
    ("Nội dung|Giao ⏎ Rà soát|Sở Y tế", "content agency"),
    ("Nội dung|Chủ trì|Lãnh đạo phụ trách ⏎ Rà soát|Sở Y tế|Phó Chủ tịch", "content lead note"),
    ("Chỉ tiêu|Mục tiêu ⏎ Số trường học|5 trường ⏎ Số trạm|6 trạm", "target value"),
    ("Chỉ tiêu|Mục tiêu ⏎ Số trường học|Xây thêm 5 trường mới ở xã ⏎ Số trạm|Nâng cấp cả 6 trạm y tế", "topic target"),
    (
        "Tiêu chí|Chỉ tiêu năm 2025 ⏎ Giao thông|100% đường ngõ xóm được cứng hóa ⏎ Thủy lợi|80% diện tích được tưới",
        "topic target",
    ),
    ("Nhóm|Nhiệm vụ|Cơ quan chủ trì ⏎ Giáo dục|Xây trường|Sở Y tế ⏎ ^|Mở lớp|Sở Y tế", "? task lead"),
    ("Nhiệm vụ|Nội dung|Cơ quan chủ trì ⏎ Giáo dục|Xây trường|Sở Y tế ⏎ ^|Mở lớp|Sở Y tế", "topic task lead"),
    ("Kế hoạch năm 2026::Nội dung|Năm 2025|Năm 2026 ⏎ Rà soát|5|6", "content baseline year"),
    ("Nội dung|Thực hiện năm 2024|Năm 2024|Năm 2025 ⏎ Rà soát|5|6|7", "content baseline baseline year"),
    ("Nội dung|Thực hiện năm 2024|Năm 2025|Tỷ lệ (%) ⏎ Rà soát|5|6|7", "content baseline year baseline"),
    ("Nội dung|Năm 2025|Tỷ lệ (%) ⏎ Rà soát|6|7", "content year value"),
    ("Chỉ tiêu|ĐVT|Mức ⏎ Số trường|trường|5", "target unit value"),
    ("Chỉ tiêu|ĐVT|Mức|Loại ⏎ Số trường|trường|5|6", "target unit value content"),
    ("Chỉ tiêu|ĐVT|Tổng số|Xã A|Xã B ⏎ Số trường|trường|5|2|3", "target unit value place place"),
    ("Nội dung|Kế hoạch 2025/ước 2024 ⏎ Rà soát|Tăng 5%", "content baseline"),
    ("A|B ⏎ Rà soát hộ nghèo|x ⏎ Tập huấn|x", "content mark"),
]


@pytest.mark.parametrize(("typed", "rows"), HEADINGS)
def test_how_many_rows_the_heading_has(typed: str, rows: int) -> None:
    assert read(typed).header_rows == rows


@pytest.mark.parametrize(("typed", "rows"), ROWS)
def test_how_rows_stand_to_each_other(typed: str, rows: str) -> None:
    assert write_rows(read(typed)) == rows


@pytest.mark.parametrize(("typed", "kind"), KINDS)
def test_the_kind_of_a_table(typed: str, kind: str) -> None:
    assert read(typed).kind == kind


@pytest.mark.parametrize(("typed", "roles"), COLUMNS)
def test_what_each_column_holds(typed: str, roles: str) -> None:
    """`?`: its heading and its cells do not tell."""
    assert " ".join(role or "?" for role in read(typed).columns) == roles


@pytest.mark.parametrize(("length", "rows"), [(120, 1), (121, 0)])
def test_a_heading_is_short(length: int, rows: int) -> None:
    heading = "Nội dung".ljust(length, "g")
    assert read(f"TT|{heading}|Năm 2025 ⏎ 1|Rà soát|5").header_rows == rows
