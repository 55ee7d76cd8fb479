"""The reading of a table: its heading, the roles of its columns, its rows and groups, its kind."""

from __future__ import annotations

import pytest

from kehoach_parser.extract.tables import TableReading, read_table
from kehoach_parser.extract.tables.times import read_time
from kehoach_parser.lexicon import tables as table_rules

from .tables_text import grid, read_annex, text_of


def reading_of(typed: str, caption: str = "", header_rows: int | None = None) -> TableReading:
    text = text_of(grid(typed, header_rows=header_rows))
    return read_table(text.tables[0], text, table_rules.load(), caption)


def test_headings_over_headings_are_joined() -> None:
    reading = reading_of("STT|Nhiệm vụ|Thực hiện|<\n^|^|Chủ trì|Phối hợp\n1|Rà soát|Sở Y tế|Sở Nội vụ")
    assert reading.header == ("STT", "Nhiệm vụ", "Thực hiện - Chủ trì", "Thực hiện - Phối hợp")
    assert reading.columns == ("number", "task", "lead", "support")
    assert len(reading.rows) == 1


def test_headings_over_headings_typed_without_merging() -> None:
    reading = reading_of("STT|Tên điểm|Mức độ|||Ghi chú\n||Cao|Vừa|Thấp|\n1|Ngã ba|x|||\n2|Bến xe||x||")
    assert reading.header == ("STT", "Tên điểm", "Mức độ - Cao", "Mức độ - Vừa", "Mức độ - Thấp", "Ghi chú")


def test_row_of_column_numbers_belongs_to_the_heading() -> None:
    reading = reading_of("STT|Nội dung|Chủ trì\n(1)|(2)|(3)\n1|Rà soát|Sở Y tế")
    assert reading.header == ("STT", "Nội dung", "Chủ trì")
    assert [row.label for row in reading.rows] == ["1"]


def test_title_row_over_the_heading_is_passed_over() -> None:
    reading = reading_of("Biểu 1: Nhiệm vụ|<|<\nSTT|Nhiệm vụ|Chủ trì\n1|Rà soát|Sở Y tế")
    assert reading.header == ("STT", "Nhiệm vụ", "Chủ trì")


def test_no_heading() -> None:
    reading = reading_of("1|Rà soát các quy định hiện hành|Sở Y tế\n2|Tập huấn nghiệp vụ|Sở Nội vụ")
    assert reading.header == () and len(reading.rows) == 2
    assert reading.columns == ("number", "content", "agency")


@pytest.mark.parametrize(
    ("typed", "column", "role"),
    [
        ("STT|Nội dung|Đơn vị\n1|Tập huấn|Sở Y tế\n2|Kiểm tra|Công an tỉnh", 2, "agency"),
        ("STT|Nội dung|Đơn vị|Số lượng\n1|Lớp học|Lớp|3\n2|Học viên|Người|90", 2, "unit"),
        ("STT|Nội dung|Chỉ tiêu\n1|Tỷ lệ hộ dùng nước sạch|95%\n2|Số trạm đạt chuẩn|12", 2, "value"),
        ("STT|Nội dung|Kết quả\n1|Xây dựng quy chế|Quyết định của UBND tỉnh\n2|Tổng kết|Báo cáo tổng kết", 2, "output"),
        ("STT|Nhiệm vụ|Khi nào\n1|Rà soát|Quý I/2026\n2|Tập huấn|Tháng 6/2026", 2, "time"),
    ],
)
def test_cells_decide_where_the_heading_says_little(typed: str, column: int, role: str) -> None:
    assert reading_of(typed).columns[column] == role


def test_groups_and_sub_rows() -> None:
    reading = reading_of(
        "STT|Nhiệm vụ|Chủ trì\nA|PHÁP CHẾ|<\nI|Xây dựng văn bản|\n1|Rà soát:|\n-|Nghị quyết|Sở Tư pháp\n"
        "-|Quyết định|Sở Tư pháp\n2|Thẩm định|Sở Tư pháp\nII|Kiểm tra|\n1|Kiểm tra tại xã|Sở Tư pháp\n|Tổng cộng|"
    )
    rows = reading.rows
    assert [row.kind for row in rows] == ["group", "group", "row", "row", "row", "row", "group", "row", "total"]
    assert reading.path(rows[3]) == ("A", "I") and rows[3].parent == 2
    assert rows[2].introduces and not rows[5].introduces
    assert reading.path(rows[7]) == ("A", "II") and rows[7].parent is None


def test_group_without_label_gives_its_words() -> None:
    reading = reading_of("STT|Nhiệm vụ|Chủ trì\nLĩnh vực y tế|<|<\n1|Tiêm chủng|Sở Y tế")
    assert reading.path(reading.rows[1]) == ("Lĩnh vực y tế",)


def test_a_row_that_goes_on_in_lower_case_is_no_row_of_its_own() -> None:
    reading = reading_of("STT|Nhiệm vụ|Chủ trì\n1|Rà soát|Sở Y tế\n|các quy định|\n2|Tập huấn|Sở Y tế")
    assert [row.kind for row in reading.rows] == ["row", "more", "row"]


@pytest.mark.parametrize(
    ("typed", "caption", "kind"),
    [
        ("STT|Chỉ tiêu|Chủ trì\n1|95% hộ dân|Sở Y tế", "", "targets"),
        ("STT|Chỉ tiêu|ĐVT|Năm 2026\n1|Hộ nghèo|%|3", "", "targets"),
        ("STT|Chỉ tiêu|ĐVT|Số liệu\n1|Hộ nghèo|Hộ|\n2|Hộ cận nghèo|Hộ|", "", "form"),
        ("STT|Chỉ tiêu|ĐVT|Năm 2025|Năm 2026\n1|Hộ nghèo|Hộ||", "Biểu mẫu báo cáo", "form"),
        ("STT|Nhiệm vụ|Chủ trì|Thời gian\n1|Rà soát|Sở Y tế|Quý I", "", "tasks"),
        ("STT|Nội dung|Chủ trì|Sản phẩm\n1|Rà soát|Sở Y tế|Báo cáo", "", "tasks"),
        ("STT|Nội dung|Kinh phí\n1|Tập huấn|150", "Dự toán kinh phí", "budget"),
        ("STT|Nội dung|Năm 2026|Năm 2027\n1|Tập huấn|150|200", "Kế hoạch vốn", "budget"),
        ("STT|Tên xã|Huyện\n1|Bản Lang|Phong Thổ", "", "places"),
        ("STT|Họ và tên|Ngày sinh\n1|Nguyễn Văn A|01/01/1990", "Danh sách cán bộ", "other"),
    ],
)
def test_kind(typed: str, caption: str, kind: str) -> None:
    assert reading_of(typed, caption).kind == kind


@pytest.mark.parametrize(
    ("cell", "deadline"),
    [
        ("Tháng 6/2026", "2026-06"),
        ("Quý II/2026", "2026-Q2"),
        ("Quý II", "2026-Q2"),
        ("Quý I, II năm 2027", "2027-Q2"),
        ("Tháng 3 - 5/2026", "2026-05"),
        ("Từ tháng 3/2025 đến tháng 6/2026", "2026-06"),
        ("2026-2030", "2030"),
        ("Giai đoạn 2026 - 2030", "2030"),
        ("Trước 15/6/2026", "2026-06-15"),
        ("ngày 20 tháng 11 năm 2026", "2026-11-20"),
        ("Trong năm", "2026"),
        ("6 tháng đầu năm", "2026-06"),
        ("Thường xuyên", None),
        ("Hằng năm", None),
        ("Tháng 12 hằng năm", None),
        ("Từ năm 2026", None),
        ("Theo quy định", None),
        ("Tuần 2 tháng 7", "2026-07"),
        ("9 tháng đầu năm", "2026-09"),
        ("Ba tháng cuối năm", "2026-12"),
        ("6 tháng 1 lần", None),
        ("02 lần/năm", None),
    ],
)
def test_time_cells(cell: str, deadline: str | None) -> None:
    time = read_time(cell, 2026, table_rules.load())
    assert (time.deadline, time.understood) == (deadline, True)


@pytest.mark.parametrize(("cell", "year"), [("Quý II", None), ("Sau khi có hướng dẫn", 2026)])
def test_times_that_cannot_be_told(cell: str, year: int | None) -> None:
    time = read_time(cell, year, table_rules.load())
    assert (time.deadline, time.understood) == (None, False)


def test_a_first_cell_that_says_number_makes_a_heading() -> None:
    reading = reading_of("TT|Mã|Kết luận\n1|A1|Đạt\n2|B2|Chưa đạt")
    assert reading.header == ("TT", "Mã", "Kết luận")


def test_one_column_for_lead_and_support_tells_neither() -> None:
    reading = reading_of("TT|Nhiệm vụ|Chủ trì/phối hợp\n1|Rà soát|Sở Y tế")
    assert reading.columns[2] == "agency"


def test_lower_headings_part_what_the_upper_one_names_together() -> None:
    reading = reading_of("TT|Nhiệm vụ|Cơ quan chủ trì, phối hợp|<\n^|^|Chủ trì|Phối hợp\n1|Rà soát|Sở Y tế|UBND xã")
    assert reading.columns == ("number", "task", "lead", "support")


def test_targets_of_a_table_with_none_but_partners_have_them() -> None:
    found = read_annex(
        "Chỉ tiêu giao",
        "TT|Chỉ tiêu|ĐVT|KH năm 2026|Cơ quan phối hợp\n"
        "1|Tỷ lệ trường học có phương án chữa cháy|%|90|Sở Giáo dục và Đào tạo\n"
        "2|Số đội dân phòng được huấn luyện|Đội|120|Hội Cựu chiến binh tỉnh",
    )
    assert [([a.name for a in t.lead], [a.name for a in t.support]) for t in found.targets] == [
        ([], ["Sở Giáo dục và Đào tạo"]),
        ([], ["Hội Cựu chiến binh tỉnh"]),
    ]
