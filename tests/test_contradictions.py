"""What cannot be in the documents that a plan names is an issue."""

from __future__ import annotations

import pytest

from kehoach_parser import parse
from kehoach_parser.models import Plan

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
Số: 12/KH-UBND
Lào Cai, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Phát triển chợ phiên năm 2024

Căn cứ {cited};

I. NHIỆM VỤ
1. Lập danh mục chợ {annex}.
"""
CODES = {"citation_later", "citation_symbol", "citation_issuer", "annex_absent"}


def issues(cited: str = "Luật Giá số 16/2023/QH15", annex: str = "toàn tỉnh") -> list[str]:
    plan: Plan = parse(PLAN.format(cited=cited, annex=annex).encode(), name="plan.txt")
    return [issue.code for issue in plan.issues if issue.code in CODES]


@pytest.mark.parametrize(
    ("cited", "code"),
    [
        ("Quyết định số 150/QĐ-TTg ngày 10/6/2024 của Thủ tướng Chính phủ phê duyệt Đề án chợ", "citation_later"),
        ("Quyết định số 150/QĐ-Tg ngày 10/6/2023 phê duyệt Đề án chợ", "citation_symbol"),
        ("Nghị quyết số 43/2022/QH15 ngày 11/01/2022 của Chính phủ về chính sách tài khóa", "citation_issuer"),
    ],
)
def test_a_document_that_cannot_be(cited: str, code: str) -> None:
    assert issues(cited) == [code]


@pytest.mark.parametrize(
    "cited",
    [
        "Quyết định số 150/QĐ-TTg ngày 10/6/2023 của Thủ tướng Chính phủ phê duyệt Đề án chợ",
        "Nghị quyết số 43/2022/QH15 ngày 11/01/2022 của Quốc hội về chính sách tài khóa",
        "Báo cáo số 231/BC-HĐND ngày 11/01/2023 của Ban Pháp chế Hội đồng nhân dân tỉnh",
        "Tờ trình số 118/TTr-SCT ngày 09/02/2024 của Sở Công Thương",
        "Kế hoạch số 41/KH-BCĐ389/CP ngày 05/02/2023 của Ban Chỉ đạo 389/CP về chống hàng giả",
    ],
)
def test_documents_that_can_be_give_no_issue(cited: str) -> None:
    assert issues(cited) == []


@pytest.mark.parametrize(
    ("stated", "day", "codes"), [("2024", "30/9/2024", []), ("2024", "05/01/2025", ["citation_later"])]
)
def test_a_year_alone_is_compared_by_the_year(stated: str, day: str, codes: list[str]) -> None:
    plan = parse(
        f"UBND TỈNH KON TUM\nSố: /KH-UBND\nKon Tum, ngày     tháng     năm {stated}\nKẾ HOẠCH\nTrồng cà phê\n"
        f"Thực hiện Công văn số 12/BNN-TT ngày {day} của Bộ Nông nghiệp.\nI. NHIỆM VỤ\nTrồng cây.\n".encode(),
        name="plan.txt",
    )
    assert plan.metadata.issued == stated
    assert [issue.code for issue in plan.issues if issue.code in CODES] == codes


def test_an_annex_that_is_not_there() -> None:
    assert issues(annex="(chi tiết tại Phụ lục 05 kèm theo)") == ["annex_absent"]
    assert issues(annex="theo Phụ lục II ban hành kèm theo Nghị định số 60/2024/NĐ-CP") == []


def test_the_law_and_the_body_stand_before_the_number() -> None:
    said = "Luật Giá số 16/2023/QH15; Đề án được Thủ tướng Chính phủ phê duyệt tại Quyết định số 150/QĐ-TTg"
    plan = parse(PLAN.format(cited=said, annex="").encode(), name="plan.txt")
    found = {citation.number: citation for citation in plan.citations}
    assert found["16/2023/QH15"].title == "Luật Giá"
    assert found["150/QĐ-TTg"].issuer == "Thủ tướng Chính phủ"
