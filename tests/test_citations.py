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
