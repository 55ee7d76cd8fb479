"""How numbers of documents are read, related and chosen (extract/citations.py): one text on each side of a border."""

from __future__ import annotations

from datetime import date

import pytest

from kehoach_parser import parse
from kehoach_parser.extract.citations import find_citations, pick_implements, resolve_citations, without_documents


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        # the State joins the parts by a dash behind a slash, the Party by a slash behind a dash; what is typed stays
        ("Chỉ thị số 15-CT/TW", ["15-CT/TW"]),
        ("Chỉ thị số 15/CT-TW", ["15/CT-TW"]),
        ("Quyết định số 12-QĐ/UBND", ["12-QĐ/UBND"]),
        ("Quyết định số 12-QĐ/HU", ["12-QĐ/HU"]),
        ("Nghị quyết số 29/2013/NQ-TW", ["29/2013/NQ-TW"]),
        # the own form of a firm's letter stays
        ("Văn bản số 45/ABC-DEF/GHI", ["45/ABC-DEF/GHI"]),
        ("Công văn số 45/2024/ABC-DEF/GHI", ["45/2024/ABC-DEF/GHI"]),
        ("Công văn số 45/SYT-NV", ["45/SYT-NV"]),
        ("Quyết định số 12/QĐ-TTG", ["12/QĐ-TTg"]),
        # without the kind of document: only behind *số*, or where the sign tells it
        ("thực hiện số 31/2024/QH15", ["31/2024/QH15"]),
        ("thực hiện 15-CT/TW", ["15-CT/TW"]),
        ("số 31/QH15", []),
        ("Số: 268/KH-UBND", []),
        ("trong 12/15 xã", []),
        ("theo mẫu số 12/MS-ABC", []),
    ],
)
def test_the_number_of_a_document(text: str, numbers: list[str]) -> None:
    assert [found.number for found in find_citations(text)] == numbers


@pytest.mark.parametrize(
    ("text", "day", "issuer", "title", "quote"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2024 của Ủy ban nhân dân tỉnh về phòng dịch.",
         "2024-03-05", "Ủy ban nhân dân tỉnh", "phòng dịch",
         "Quyết định số 12/QĐ-UBND ngày 05/3/2024 của Ủy ban nhân dân tỉnh"),
        ("Quyết định số 12/QĐ-UBND (ngày 05/3/2024) và", "2024-03-05", None, None,
         "Quyết định số 12/QĐ-UBND (ngày 05/3/2024)"),
        ("Quyết định số 12/QĐ-UBND ngày 31/6/2024", None, None, None, "Quyết định số 12/QĐ-UBND ngày 31/6/2024"),
        ("Nghị quyết số 12/NQ-CP của các bộ", None, None, None, "Nghị quyết số 12/NQ-CP"),
        ("đề nghị của Sở Y tế tại Tờ trình số 12/TTr-SYT", None, "Sở Y tế", None, "Tờ trình số 12/TTr-SYT"),
        ("Luật Thư viện số 46/2019/QH14", None, None, "Luật Thư viện", "46/2019/QH14"),
    ],
)  # fmt: skip
def test_what_stands_around_a_number(
    text: str, day: str | None, issuer: str | None, title: str | None, quote: str
) -> None:
    [found] = find_citations(text)
    assert (found.date, found.issuer, found.title, text[found.start : found.end]) == (day, issuer, title, quote)


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("theo Kế hoạch số 268/KH-UBND", ["based_on"]),
        ("căn cứ “Kế hoạch số 268/KH-UBND", ["based_on"]),
        ("ngoài Kế hoạch số 268/KH-UBND", ["mentions"]),
        ("thực hiện Kế hoạch số 268/KH-UBND", ["mentions"]),
    ],
)
def test_outside_the_opening_a_document_is_at_most_the_ground(text: str, relations: list[str]) -> None:
    assert [found.relation for found in find_citations(text)] == relations


OPENING = "Thực hiện Quyết định số 12/QĐ-TTg về phê duyệt Chương trình"


@pytest.mark.parametrize(
    ("text", "related"),
    [
        (f"{OPENING}; Kế hoạch số 5/KH-BYT", ["12/QĐ-TTg implements", "5/KH-BYT implements"]),
        (f"{OPENING} theo Chỉ thị số 7/CT-TTg", ["12/QĐ-TTg implements", "7/CT-TTg mentions nested"]),
        (f"Căn cứ Luật số 102/2016/QH13; {OPENING}", ["102/2016/QH13 based_on", "12/QĐ-TTg implements"]),
    ],
)
def test_the_opening_says_what_is_carried_out(text: str, related: list[str]) -> None:
    found = find_citations(text, opening=(0, len(text)))
    assert [f"{c.number} {c.relation}{' nested' if c.nested else ''}" for c in found] == related


def test_the_opening_ends_before_the_body() -> None:
    text = f"{OPENING}.\nThực hiện Kế hoạch số 5/KH-BYT"
    found = find_citations(text, opening=(0, text.index("\n")))
    assert [c.relation for c in found] == ["implements", "mentions"]
    found = find_citations(text, opening=(text.index("\n") + 1, len(text)))
    assert [c.relation for c in found] == ["mentions", "implements"]


def test_a_document_is_one_entry_with_its_fullest_words() -> None:
    text = (
        "theo Công văn số 045/SYT-NV; Công văn số 45/SYT-NV ngày 05/3/2024 của Sở Y tế về phòng dịch; "
        "Kế hoạch số 268/KH-UBND"
    )
    [letter] = resolve_citations(find_citations(text), "268/KH-UBND")
    assert (letter.number, letter.date, letter.issuer, letter.title) == (
        "045/SYT-NV", "2024-03-05", "Sở Y tế", "phòng dịch",
    )  # fmt: skip
    assert letter.relation == "based_on"


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("PHÒNG CHỐNG DỊCH", "phòng dịch cho trẻ em"),
        ("PHÒNG CHỐNG DỊCH BỆNH CHO TRẺ EM VÙNG CAO", "PHÒNG CHỐNG DỊCH BỆNH CHO TRẺ EM VÙNG CAO"),
        ("phòng dịch", "phòng dịch"),
    ],
)
def test_a_title_is_rather_written_small_but_not_cut_short(first: str, title: str) -> None:
    again = "phòng dịch cho trẻ em" if len(first) < 30 else "phòng dịch"
    text = f"Quyết định số 12/QĐ-TTg về {first}; Quyết định số 12/QĐ-TTg về {again}."
    [found] = resolve_citations(find_citations(text))
    assert found.title == title


@pytest.mark.parametrize(
    ("opening", "number"),
    [
        ("Thực hiện Kế hoạch số 5/KH-BYT của Bộ Y tế; Kế hoạch số 9/KH-UBND của UBND tỉnh;", "5/KH-BYT"),
        ("Thực hiện Kế hoạch số 5/KH-UBND của UBND tỉnh; Kế hoạch số 9/KH-UBND của UBND tỉnh;", None),
        ("Thực hiện Chỉ thị số 7/CT-TTg của Thủ tướng Chính phủ;", "7/CT-TTg"),
        ("Thực hiện Công văn số 7/VPCP-CN của Văn phòng Chính phủ;", None),
        ("Căn cứ Kế hoạch số 5/KH-BYT của Bộ Y tế;", "5/KH-BYT"),
        ("Căn cứ Kế hoạch số 5/KH-BYT của Bộ Y tế; Căn cứ Kế hoạch số 9/KH-UBND của UBND tỉnh;", None),
    ],
)
def test_the_plan_that_is_carried_out(opening: str, number: str | None) -> None:
    assert pick_implements(find_citations(opening, opening=(0, len(opening)))) == number


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Rà soát theo Quyết định số 12/QĐ-TTg ngày 05/3/2024 tại 5 xã", "Rà soát theo tại 5 xã"),
        ("Rà soát 5 xã", "Rà soát 5 xã"),
        ("Rà soát 5/6 xã", "Rà soát 5/6 xã"),
    ],
)
def test_cited_documents_are_blanked(words: str, left: str) -> None:
    blanked = without_documents(words)
    assert len(blanked) == len(words)
    assert " ".join(blanked.split()) == left


# --- contradictions --------------------------------------------------------------------------------------

PLAN = """UBND TỈNH LÀO CAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Lào Cai, ngày 12 tháng 3 năm 2024
KẾ HOẠCH
Phòng chống dịch năm 2024
Thực hiện {cited}, UBND tỉnh ban hành Kế hoạch:
I. MỤC TIÊU
- {aim}
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
{annex}
"""
CODES = {"citation_later", "citation_symbol", "citation_issuer", "annex_absent", "deadline_past"}


@pytest.mark.parametrize(
    ("cited", "aim", "annex", "codes"),
    [
        ("Quyết định số 12/QĐ-TTg ngày 12/3/2024 của Thủ tướng Chính phủ", "Rà soát.", "", []),
        ("Quyết định số 12/QĐ-TTg ngày 13/3/2024 của Thủ tướng Chính phủ", "Rà soát.", "", ["citation_later"]),
        ("Quyết định số 12/QĐ-TTg ngày 11/3/2024 của Bộ Y tế", "Rà soát.", "", ["citation_issuer"]),
        ("Quyết định số 12/QĐ-BYT ngày 11/3/2024 của Bộ Y tế", "Rà soát.", "", []),
        ("Quyết định số 12/QĐ-TTg", "Đến năm 2024, 90% hộ có nước sạch.", "", []),
        ("Quyết định số 12/QĐ-TTg", "Đến năm 2023, 90% hộ có nước sạch.", "", ["deadline_past"]),
        ("Quyết định số 12/QĐ-TTg", "Rà soát theo Phụ lục II.", "PHỤ LỤC I\nDANH SÁCH XÃ\nXã A.", ["annex_absent"]),
        ("Quyết định số 12/QĐ-TTg", "Rà soát theo Phụ lục I.", "PHỤ LỤC I\nDANH SÁCH XÃ\nXã A.", []),
        ("Quyết định số 12/QĐ-TTg", "Rà soát theo Phụ lục I.", "PHỤ LỤC\nDANH SÁCH XÃ\nXã A.", []),
        ("Quyết định số 12/QĐ-TTg", "Rà soát theo Phụ lục 2.", "PHỤ LỤC\nDANH SÁCH XÃ\nXã A.", ["annex_absent"]),
        ("Quyết định số 12/QĐ-TTg", "Rà soát theo Phụ lục II và Phụ lục II.", "", ["annex_absent"]),
    ],
)
def test_what_contradicts_itself(cited: str, aim: str, annex: str, codes: list[str]) -> None:
    plan = parse(PLAN.format(cited=cited, aim=aim, annex=annex).encode(), name="plan.txt")
    assert plan.metadata.issued == date(2024, 3, 12).isoformat()
    assert [issue.code for issue in plan.issues if issue.code in CODES] == codes
