"""Numbers of documents in running text."""

from __future__ import annotations

import pytest

from kehoach_parser import parse
from kehoach_parser.extract.citations import find_citations


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Công ty Cổ phần Sông Hồng tại văn bản số 15.3/ĐN ngày 15/3/2026", "15.3/ĐN"),
        ("theo văn bản số 02.07/CV-HB của Nhà máy", "02.07/CV-HB"),
        ("tại văn bản số 8/PT/TC-HC ngày 02/4/2026", "8/PT/TC-HC"),
        ("tại Văn bản số 51/CT-07 ngày 18/6/2026", "51/CT-07"),
        ("tại văn bản số 11/2026/XD/CV-AN ngày 18/6/2026", "11/2026/XD/CV-AN"),
        ("Kế hoạch số 31/KH-UBND ngày 02/3/2025", "31/KH-UBND"),
        ("theo Công văn số 30.4/HĐQT ngày 30/4/2022 của Tổng Công ty", "30.4/HĐQT"),
        ("căn cứ Giấy mời số 18.9/GM-TL của Trung tâm", "18.9/GM-TL"),
        ("tại Công văn số 77/CT-12 của Chi cục Thuế", "77/CT-12"),
        ("theo đề nghị tại Văn bản số 5/ML/HC-NS ngày 01/02/2023", "5/ML/HC-NS"),
        ("Nghị quyết số 07-NQ/HU ngày 03/5/2021 của Huyện ủy", "07-NQ/HU"),
        ("Hướng dẫn số 9-HD/BTGTW của Ban Tuyên giáo Trung ương", "9-HD/BTGTW"),
    ],
)
def test_numbers_of_firms_letters_keep_their_own_form(sentence: str, number: str) -> None:
    assert [citation.number for citation in find_citations(sentence)] == [number]


@pytest.mark.parametrize("sentence", ["tăng 1.5/GDP", "tổng số 5.2/10 điểm", "Mục 2.1/Phần I"])
def test_dotted_figures_are_no_numbers_of_letters(sentence: str) -> None:
    assert find_citations(sentence) == ()


_GROUNDS = (
    "KẾ HOẠCH\nPhát triển cây ăn quả năm 2024\nI. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n"
    "Nghị quyết số 19-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương về nông nghiệp;\n"
    "- Quyết định số 88/QĐ-UBND ngày 05/02/2023 của UBND tỉnh về vùng trồng, sửa đổi Quyết định số 12/QĐ-UBND;\n"
    "II. NHIỆM VỤ\n1. Tưới nước\nQuyết định số 45/QĐ-SNN ngày 03/01/2023 của Sở Nông nghiệp hướng dẫn cách tưới.\n"
)


def test_lines_of_a_section_of_grounds_are_rested_on() -> None:
    plan = parse(_GROUNDS.encode(), name="ke-hoach.txt")
    relations = {citation.number: citation.relation for citation in plan.citations}
    assert relations == {
        "19-NQ/TW": "based_on",
        "88/QĐ-UBND": "based_on",
        "12/QĐ-UBND": "mentions",
        "45/QĐ-SNN": "mentions",
    }


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("của Bộ Y tế về việc\nPhòng bệnh tay chân miệng;", "Phòng bệnh tay chân miệng"),
        ("của Bộ Nội vụ “về thi đua ở cơ sở” và các văn bản sau", "thi đua ở cơ sở"),
        ('của Bộ Công an "về căn cước", nhằm phục vụ dân', "căn cước"),
        ("của Bộ Tài chính về việc", None),
        ("của Ban Bí thư khóa XI về bảo vệ biển đảo;", "bảo vệ biển đảo"),
        ("của Bộ Tư pháp về hòa giải, Phó Chủ tịch huyện có ý kiến", "hòa giải"),
        ("của Bộ Y tế về tiêm chủng và Sở Y tế đã ban hành Kế hoạch", "tiêm chủng"),
        ("của Bộ Y tế về tiêm chủng và phòng bệnh", "tiêm chủng và phòng bệnh"),
        ("của Bộ Xây dựng “hỏa tốc” về nhà ở xã hội", None),
    ],
)
def test_titles_in_quotes_and_over_lines(words: str, title: str | None) -> None:
    (citation,) = find_citations(f"Công văn số 77/CV-TW ngày 01/02/2023 {words}")
    assert citation.title == title


@pytest.mark.parametrize(
    ("words", "issuer", "date", "title"),
    [
        (
            "Kết luận số 31-KL/TW ngày 05/6/2024 của Bộ Chính trị, Ban Bí thư về quản lý biên chế;",
            "Bộ Chính trị, Ban Bí thư",
            "2024-06-05",
            "quản lý biên chế",
        ),
        (
            "Kế hoạch số 9-KH/BCĐ ngày 02/4/2023 của Ban Chỉ đạo Sơ kết Chỉ thị số 40-CT/TW của huyện về tín dụng",
            "Ban Chỉ đạo Sơ kết Chỉ thị số 40-CT/TW của huyện",
            "2023-04-02",
            "tín dụng",
        ),
        (
            "Quyết định số 27/QĐ-UBQGCĐS ngày 15/3/2022 của Ủy ban Quốc gia về Chuyển đổi số ban hành Kế hoạch 2022",
            "Ủy ban Quốc gia về Chuyển đổi số",
            "2022-03-15",
            "ban hành Kế hoạch 2022",
        ),
        (
            "Kế hoạch số 4/KH-BCĐ ngày 08/7/2019 của Ban Chỉ đạo tỉnh về Phòng thủ dân sự về việc diễn tập",
            "Ban Chỉ đạo tỉnh về Phòng thủ dân sự",
            "2019-07-08",
            "diễn tập",
        ),
        (
            "Công văn số 88/SYT-NVY của Sở Y tế ngày 21 tháng 5 năm 2024 về việc giám sát bệnh dại",
            "Sở Y tế",
            "2024-05-21",
            "giám sát bệnh dại",
        ),
        (
            "Ngày 14/9/2021, Bộ Nông nghiệp và Phát triển nông thôn có Văn bản số 60/BNN-TY về tiêm phòng cho bò",
            "Bộ Nông nghiệp và Phát triển nông thôn",
            "2021-09-14",
            "tiêm phòng cho bò",
        ),
        (
            "Ngày 3 tháng 8 năm 2022, Chủ tịch UBND huyện ký Quyết định số 512/QĐ-UBND về cấp phép (có bảng kèm theo)",
            "Chủ tịch UBND huyện",
            "2022-08-03",
            "cấp phép",
        ),
        (
            "Theo đề nghị của Ủy ban nhân dân huyện Mèo Vạc tại văn bản số 92/UBND-NV ngày 21/4/2023",
            "Ủy ban nhân dân huyện Mèo Vạc",
            "2023-04-21",
            None,
        ),
        ("các chỉ tiêu được Quốc hội đề ra tại Nghị quyết số 25/2021/QH15", "Quốc hội", None, None),
        ("Quyết định số 71/QĐ-UBND ngày 05/6/2020 kiện toàn Ban Chỉ huy", None, "2020-06-05", "kiện toàn Ban Chỉ huy"),
        ("Công văn số 71/UBND-VX ngày 05/6/2020, phân công cán bộ trực trước ngày 10/6", None, "2020-06-05", None),
        ("Kế hoạch số 71/KH-UBND ngày 05/6/2020 phân công cán bộ trực", None, "2020-06-05", None),
        (
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư được sửa đổi, bổ sung bởi",
            "Chính phủ",
            "2020-03-05",
            "công tác văn thư",
        ),
        (
            "Kế hoạch số 8/KH-SNV ngày 02/01/2025 của Sở Nội vụ về thi tuyển và tình hình thực tế của xã, Đảng ủy",
            "Sở Nội vụ",
            "2025-01-02",
            "thi tuyển",
        ),
        (
            "Tờ trình số 8/TTr-UBND ngày 02/01/2025 của UBND tỉnh về xây cầu, Phó Thủ tướng Chính phủ có ý kiến",
            "UBND tỉnh",
            "2025-01-02",
            "xây cầu",
        ),
        (
            "Kế hoạch số 8-KH/TWĐTN ngày 02/01/2025 của Ban Bí thư về hè, Ban Bí thư Trung ương Đoàn ban hành Kế hoạch",
            "Ban Bí thư",
            "2025-01-02",
            "hè",
        ),
        (
            "THỰC HIỆN KẾ HOẠCH SỐ 7-KH/TU NGÀY 17/8/2017 CỦA BAN THƯỜNG VỤ TỈNH ỦY\nThực hiện Kế hoạch số 7-KH/TU",
            "BAN THƯỜNG VỤ TỈNH ỦY",
            "2017-08-17",
            None,
        ),
    ],
)
def test_bodies_days_and_contents(words: str, issuer: str | None, date: str | None, title: str | None) -> None:
    citation = find_citations(words)[0]
    assert (citation.issuer, citation.date, citation.title) == (issuer, date, title)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Kế hoạch số 41/KH-BCĐ138/CP ngày 05/02/2023", "41/KH-BCĐ138/CP"),
        ("Công văn số 41/CV-BCĐ389/TP của thành phố", "41/CV-BCĐ389/TP"),
        ("Quyết định số 16/QĐ-ƯBND ngày 05/6/2020", "16/QĐ-UBND"),
        ("Nghị quyết số 16-NQ/TƯ ngày 05/6/2020", "16-NQ/TƯ"),
    ],
)
def test_signs_of_committees_and_misread_ones(words: str, number: str) -> None:
    assert [citation.number for citation in find_citations(words)] == [number]


def test_an_amending_law_does_not_bear_the_name_of_the_amended_one() -> None:
    words = "Luật Nhà ở số 27/2023/QH15 được sửa đổi, bổ sung bởi Luật số 43/2024/QH15;"
    assert [(c.number, c.title) for c in find_citations(words)] == [
        ("27/2023/QH15", "Luật Nhà ở"),
        ("43/2024/QH15", None),
    ]
