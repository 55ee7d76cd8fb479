"""What annex tables of each kind give: targets, assignments, indicators, money; in fields of other plans
too."""

from __future__ import annotations

import pytest

from kehoach_parser.models import Agency, Assignment, Target

from .tables_text import read_annex


def names(agencies: tuple[Agency, ...]) -> list[str]:
    return [agency.name for agency in agencies]


# --- targets -------------------------------------------------------------------------------------------

EDUCATION = """
STT|Chỉ tiêu|Đơn vị tính|Thực hiện 2025|Mục tiêu|<|Cơ quan chủ trì
^|^|^|^|Năm 2026|Đến năm 2030|^
I|Giáo dục mầm non|<|<|<|<|<
1|Tỷ lệ trẻ 5 tuổi đến trường|%|98,5|≥ 99|99,5|Sở Giáo dục và Đào tạo
2|Số trường đạt chuẩn quốc gia|Trường|120|125|140-150|^
II|An toàn giao thông|<|<|<|<|<
3|Giảm số vụ tai nạn giao thông|%|5|5|10|Công an tỉnh
4|Thu phí hạ tầng cảng|Tỷ đồng|1,2|1,5|2|Theo phân công
"""


def test_a_measure_a_year_with_its_deadline() -> None:
    targets = read_annex("Hệ thống chỉ tiêu", EDUCATION).targets
    found = [[(m.comparator, m.low, m.high, m.unit, m.deadline) for m in t.measures] for t in targets]
    assert found == [
        [("gte", 99, 99, "%", "2026"), ("eq", 99.5, 99.5, "%", "2030")],
        [("eq", 125, 125, "trường", "2026"), ("between", 140, 150, "trường", "2030")],
        [("eq", 5, 5, "%", "2026"), ("eq", 10, 10, "%", "2030")],
        [("eq", 1.5e9, 1.5e9, "đồng", "2026"), ("eq", 2e9, 2e9, "đồng", "2030")],
    ]


def test_what_has_been_reached_is_no_measure() -> None:
    targets = read_annex("Hệ thống chỉ tiêu", EDUCATION).targets
    assert all(m.evidence.quote not in ("98,5", "120", "1,2") for t in targets for m in t.measures)


def test_group_subject_and_direction() -> None:
    targets = read_annex("Hệ thống chỉ tiêu", EDUCATION).targets
    assert [t.section for t in targets] == ["Phụ lục I/I"] * 2 + ["Phụ lục I/II"] * 2
    assert targets[2].measures[0].direction == "decrease"
    assert targets[0].measures[0].subject == "Tỷ lệ trẻ 5 tuổi đến trường"


def test_merged_lead_holds_for_all_its_rows() -> None:
    targets = read_annex("Hệ thống chỉ tiêu", EDUCATION).targets
    assert names(targets[1].lead) == ["Sở Giáo dục và Đào tạo"]


def test_by_assignment_is_reported() -> None:
    results = read_annex("Hệ thống chỉ tiêu", EDUCATION)
    assert results.targets[3].lead == ()
    assert [doubt.code for doubt in results.doubts] == ["agency_unresolved"]


HEALTH = """
STT|Chỉ tiêu|Cơ quan chủ trì|Cơ quan phối hợp
1|Khám, quản lý sức khỏe định kỳ cho:||
-|12.500 người cao tuổi tại các xã, phường;|Sở Y tế|UBND cấp xã
-|3.400 học sinh các trường mầm non.|Sở Giáo dục và Đào tạo|Sở Y tế
2|95% trẻ em dưới 1 tuổi được tiêm chủng đầy đủ.|Sở Y tế|UBND cấp xã
|Trong đó: 90% trẻ em vùng sâu, vùng xa.|Sở Y tế|UBND cấp xã
3|Nâng cao chất lượng khám, chữa bệnh tại tuyến cơ sở.|Sở Y tế|
"""


def body(*statements: str) -> list[Target]:
    evidence = {"start": 0, "end": 0, "quote": ""}
    return [
        Target.model_validate(
            {"id": f"t{i}", "section": "II/1", "text": words, "kind": "quantitative", "evidence": evidence}
        )
        for i, words in enumerate(statements, 1)
    ]


def test_rows_that_count_as_targets() -> None:
    targets = read_annex("Danh mục các chỉ tiêu", HEALTH).targets
    assert [t.text[:12] for t in targets] == ["12.500 người", "3.400 học si", "95% trẻ em d", "Nâng cao chấ"]
    assert [t.kind for t in targets] == ["quantitative"] * 3 + ["qualitative"]
    assert [m.low for m in targets[2].measures] == [95, 90]


def test_same_as_points_at_the_statement_of_the_body() -> None:
    statements = body(
        "95% học sinh được khám sức khỏe định kỳ.",
        "Khám, quản lý sức khỏe định kỳ cho 12.500 người cao tuổi tại xã, phường và 3.400 học sinh mầm non.",
        "Phấn đấu 95% trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin.",
        "Nâng cao chất lượng khám, chữa bệnh ở tuyến cơ sở.",
    )
    targets = read_annex("Danh mục các chỉ tiêu", HEALTH, body=statements).targets
    assert [t.same_as for t in targets] == ["t2", "t2", "t3", "t4"]
    assert [t.id for t in targets] == ["t5", "t6", "t7", "t8"]


def test_other_figures_are_another_statement() -> None:
    statements = body(
        "Khám sức khỏe cho 9.000 người cao tuổi tại các xã, phường.", "80% trẻ em được tiêm chủng đầy đủ."
    )
    targets = read_annex("Danh mục các chỉ tiêu", HEALTH, body=statements).targets
    assert [t.same_as for t in targets] == [None] * 4


def test_places_and_lists_are_no_targets() -> None:
    results = read_annex(
        "Danh sách các trường tham gia",
        "TT|Tên trường|Địa chỉ|Số học sinh\n1|THPT Cao Lãnh 2|Xã Mỹ Thọ|1.200\n2|THPT Tháp Mười|Xã Tháp Mười|900",
    )
    assert not results.targets and not results.commitments and not results.indicators
    assert results.tables[0].rows[0] == ("1", "THPT Cao Lãnh 2", "Xã Mỹ Thọ", "1.200")


def test_unit_in_the_brackets_of_the_heading_or_the_name() -> None:
    results = read_annex(
        "Chỉ tiêu",
        "TT|Chỉ tiêu|TH 2025 (%)|KH 2026 (%)|Hằng năm\n"
        "1|Tỷ lệ che phủ rừng|54|55|1\n2|Diện tích trồng mới (ha)|900|1.000 ha|500",
    )
    found = [[(m.low, m.unit, m.deadline, m.every) for m in t.measures] for t in results.targets]
    assert found[0][0] == (55, "%", "2026", None)
    assert found[1] == [(1000, "ha", "2026", None), (500, "ha", None, "year")]


def test_the_fullest_column_of_words_states_the_target() -> None:
    results = read_annex(
        "Bộ tiêu chí",
        "STT|Tên tiêu chí|Nội dung tiêu chí|Chỉ tiêu|Lộ trình thực hiện|<\n^|^|^|^|2026|2027\n"
        "1|Giao thông|Tỷ lệ đường xã được nhựa hóa|100%|90%|100%\n^|^|Tỷ lệ đường thôn được cứng hóa|≥ 80%|75%|80%",
    )
    assert [t.text for t in results.targets] == ["Tỷ lệ đường xã được nhựa hóa", "Tỷ lệ đường thôn được cứng hóa"]
    assert [(m.low, m.deadline) for m in results.targets[1].measures] == [(80, None), (75, "2026"), (80, "2027")]


def test_the_plan_of_a_year_that_is_past_is_no_target() -> None:
    results = read_annex(
        "Chỉ tiêu kinh tế - xã hội",
        "STT|Tên chỉ tiêu|ĐVT|Kế hoạch 2025|Ước TH 2025|Kế hoạch 2026|So sánh KH 2026/TH 2025 (%)\n"
        "1|Diện tích cây công nghiệp|Ha||||\n-|Cây chè|Ha|500|510|550|107,8",
    )
    assert [(t.text, [m.low for m in t.measures]) for t in results.targets] == [("Cây chè", [550])]


# --- tasks ---------------------------------------------------------------------------------------------

REFORM = """
TT|Nhiệm vụ|Đơn vị thực hiện|Thời gian hoàn thành|Sản phẩm
A|CẢI CÁCH THỂ CHẾ|<|<|<
1|Rà soát văn bản quy phạm pháp luật|Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ|Quý II|Báo cáo
2|Công tác tuyên truyền|||
2.1|Tổ chức 05 hội nghị tuyên truyền|Sở Văn hóa, Thể thao và Du lịch; UBND cấp xã|Thường xuyên|05 hội nghị
2.2|Xây dựng chuyên mục|Như trên|Tháng 9|Chuyên mục
B|CẢI CÁCH THỦ TỤC|<|<|<
3|Cắt giảm thủ tục|Theo phân công|2026-2030|Quyết định
4|Đánh giá mức độ hài lòng||Sau khi có hướng dẫn|
"""


@pytest.fixture(scope="module")
def reform() -> list[Assignment]:
    return list(read_annex("Danh mục nhiệm vụ", REFORM).assignments)


def test_an_assignment_a_row(reform: list[Assignment]) -> None:
    assert [a.section.removeprefix("Phụ lục I/") for a in reform] == ["A", "A/2", "A/2", "B", "B"]
    assert [a.tasks[0].deadline for a in reform] == ["2026-Q2", None, "2026-09", "2030", None]
    assert [a.tasks[0].output for a in reform] == ["Báo cáo", "05 hội nghị", "Chuyên mục", "Quyết định", None]


def test_lead_and_partners_typed_in_one_cell(reform: list[Assignment]) -> None:
    assert names(reform[0].agencies) == ["Sở Tư pháp"]
    assert names(reform[0].tasks[0].partners) == ["Sở Nội vụ"]
    assert (reform[0].tasks[0].role, reform[1].tasks[0].role) == ("lead", "implement")


def test_as_above_is_resolved(reform: list[Assignment]) -> None:
    expected = ["Sở Văn hóa, Thể thao và Du lịch", "Ủy ban nhân dân cấp xã"]
    assert names(reform[1].agencies) == names(reform[2].agencies) == expected


def test_what_cannot_be_resolved_is_reported() -> None:
    results = read_annex("Danh mục nhiệm vụ", REFORM)
    assert [doubt.code for doubt in results.doubts] == ["agency_unresolved", "agency_blank", "time_unread"]


def test_figures_of_tasks_and_products_are_commitments() -> None:
    commitments = read_annex("Danh mục nhiệm vụ", REFORM).commitments
    assert [(c.text, c.measures[0].low, c.measures[0].unit) for c in commitments] == [
        ("Tổ chức 05 hội nghị tuyên truyền", 5, "hội nghị")
    ]


def test_a_quarter_of_no_known_year_has_no_deadline() -> None:
    results = read_annex("Danh mục nhiệm vụ", REFORM, year=None)
    assert results.assignments[0].tasks[0].deadline is None
    assert "time_unread" in [doubt.code for doubt in results.doubts]


def test_marked_years_are_the_deadline() -> None:
    results = read_annex(
        "Tiến độ thực hiện",
        "TT|Nội dung|Năm 2026|Năm 2027|Năm 2028|Cơ quan chủ trì\n"
        "1|Xây dựng đề án khoáng sản|X|||Sở Nông nghiệp và Môi trường\n"
        "2|Triển khai thí điểm||X|X|UBND các xã",
    )
    assert [a.tasks[0].deadline for a in results.assignments] == ["2026", "2028"]


# --- forms ---------------------------------------------------------------------------------------------

FORM = """
STT|Chỉ tiêu|Đơn vị tính|Kế hoạch|Thực hiện
1|Tổng số người được khám|Người||
|Trong đó:|||
|- Trẻ em|Người||
|+ Dưới 6 tuổi|Người||
|- Người cao tuổi|Người||
2|Trạm y tế đạt chuẩn|Trạm|...|...
"""


def test_a_form_gives_indicators_and_no_target() -> None:
    results = read_annex("Mẫu số 01: Báo cáo kết quả công tác y tế", FORM)
    assert not results.targets
    assert [(i.name, i.unit, i.parent) for i in results.indicators] == [
        ("Tổng số người được khám", "Người", None),
        ("Trẻ em", "Người", "Tổng số người được khám"),
        ("Dưới 6 tuổi", "Người", "Trẻ em"),
        ("Người cao tuổi", "Người", "Tổng số người được khám"),
        ("Trạm y tế đạt chuẩn", "Trạm", None),
    ]


# --- money ---------------------------------------------------------------------------------------------


def test_money_by_year_scaled_by_the_line_above() -> None:
    results = read_annex(
        "Dự toán kinh phí",
        "STT|Nội dung chi|Tổng kinh phí|Trong đó|<|Nguồn kinh phí\n"
        "^|^|^|Năm 2026|Năm 2027|^\n"
        "1|Tập huấn cán bộ|150|100|50|Ngân sách tỉnh\n"
        "|Tổng cộng|2.650|1.600|1.050|",
        "Đơn vị tính: triệu đồng",
    )
    first, total = results.funding
    assert first.sources == ("Ngân sách tỉnh",)
    assert [(m.low, m.unit, m.deadline) for m in first.amounts] == [
        (150e6, "đồng", None), (100e6, "đồng", "2026"), (50e6, "đồng", "2027")
    ]  # fmt: skip
    assert total.text == "Tổng cộng" and total.amounts[0].low == 2650e6
    assert not results.targets


def test_money_by_source_in_columns() -> None:
    results = read_annex(
        "Dự toán",
        "STT|Nội dung|Nguồn vốn (tỷ đồng)|<|<\n"
        "^|^|Tổng số|Ngân sách trung ương|Ngân sách địa phương\n"
        "1|Cấp nước sạch nông thôn|12,5|10|2,5",
    )
    assert [(f.sources, f.amounts[0].low) for f in results.funding] == [
        ((), 12.5e9), (("Ngân sách trung ương",), 10e9), (("Ngân sách địa phương",), 2.5e9)
    ]  # fmt: skip


def test_money_without_unit_is_reported_and_not_scaled() -> None:
    results = read_annex("Dự toán", "STT|Nội dung|Kinh phí\n1|In tài liệu|150")
    assert (results.funding[0].amounts[0].low, results.funding[0].amounts[0].unit) == (150, None)
    assert [doubt.code for doubt in results.doubts] == ["amount_without_unit"]


@pytest.mark.parametrize(
    ("above", "low", "unit"),
    [
        ("(Kèm theo Kế hoạch của Ủy ban nhân dân tỉnh Đồng Tháp) Đơn vị tính: triệu đồng", 150e6, "đồng"),
        ("(Kèm theo Kế hoạch của Ủy ban nhân dân tỉnh Đồng Tháp)", 150, None),
        ("Hỗ trợ 5 triệu đồng một hộ", 150, None),
        ("(ĐVT: nghìn đồng)", 150e3, "đồng"),
        ("Đơn vị: đồng", 150, "đồng"),
    ],
)
def test_only_what_announces_a_unit_scales(above: str, low: float, unit: str | None) -> None:
    results = read_annex("Dự toán", "STT|Nội dung|Kinh phí\n1|In tài liệu|150", above)
    assert (results.funding[0].amounts[0].low, results.funding[0].amounts[0].unit) == (low, unit)


def test_a_cell_with_its_own_unit_is_not_scaled_again() -> None:
    results = read_annex("Dự toán", "STT|Nội dung|Kinh phí (triệu đồng)\n1|In|1,5 tỷ đồng\n2|Mua|2 tỷ")
    assert [f.amounts[0].low for f in results.funding] == [1.5e9, 2e9]
