"""Parts of bodies in a task: lead, support, implement; partners; tasks split between doers."""

from __future__ import annotations

import pytest

from kehoach_parser.extract.duties.roles import read_roles
from kehoach_parser.lexicon import roles


@pytest.mark.parametrize(
    ("text", "role", "partners"),
    [
        ("Chủ trì, phối hợp với các Sở, ngành xây dựng Kế hoạch.", "lead", ["Các Sở, ngành"]),
        ("Chủ trì phối hợp với Công an tỉnh rà soát", "lead", ["Công an tỉnh"]),
        ("Là cơ quan đầu mối, giúp UBND tỉnh theo dõi", "lead", []),
        ("Phối hợp với Sở Y tế trong việc khám sàng lọc", "support", ["Sở Y tế"]),
        ("Phối hợp UBND các huyện quản lý tốt", "support", ["Ủy ban nhân dân các huyện"]),
        ("Tích cực phối hợp với Sở Nội vụ", "support", ["Sở Nội vụ"]),
        ("Hằng năm, phối hợp chặt chẽ với Hội Nông dân tỉnh kiểm tra", "support", ["Hội Nông dân tỉnh"]),
        ("Căn cứ nguồn ngân sách, phối hợp với Sở Tài chính bố trí kinh phí", "support", ["Sở Tài chính"]),
        ("Căn cứ chức năng, nhiệm vụ được giao phối hợp với Sở Y tế", "support", ["Sở Y tế"]),
        ("Xây dựng tài liệu, phối hợp với Sở Tư pháp phổ biến", "implement", ["Sở Tư pháp"]),
        ("Tham mưu Ủy ban nhân dân tỉnh ban hành kế hoạch", "implement", []),
        ("Tổng hợp, báo cáo Ủy ban nhân dân tỉnh và Bộ Y tế", "implement", []),
        ("Gửi Sở Nội vụ trước ngày 15/12 để tổng hợp", "implement", []),
        ("Thực hiện theo hướng dẫn của Bộ Xây dựng", "implement", []),
        ("Thẩm định kinh phí, trình Hội đồng nhân dân tỉnh", "implement", []),
        ("Chủ động giám sát việc thực hiện tại Sở Y tế", "implement", []),
        (
            "Phối hợp với Sở Y tế; Công an tỉnh và các đơn vị liên quan kiểm tra",
            "support",
            ["Sở Y tế", "Công an tỉnh", "Các đơn vị liên quan"],
        ),
        (
            "Phối hợp với các đoàn thể (Hội Nông dân, Hội Cựu chiến binh,...) tập huấn",
            "support",
            ["Các đoàn thể", "Hội Nông dân", "Hội Cựu chiến binh"],
        ),
        ("Xây dựng quy chế phối hợp liên ngành", "implement", []),
        ("", "implement", []),
    ],
)
def test_part_and_partners(text: str, role: str, partners: list[str]) -> None:
    found = read_roles(text)
    assert (found.role, [a.name for a in found.partners]) == (role, partners)
    assert len(found.pieces) == 1
    assert found.pieces[0].agencies == ()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Tham mưu UBND tỉnh ban hành kế hoạch; Sở Tài chính bố trí kinh phí.",
            [("implement", [], "Tham mưu UBND tỉnh ban hành kế hoạch;"), ("implement", ["Sở Tài chính"], None)],
        ),
        (
            "Chủ trì kiểm tra; báo cáo UBND tỉnh; giao Sở Tài chính thẩm định kinh phí",
            [("lead", [], None), ("implement", ["Sở Tài chính"], "giao Sở Tài chính thẩm định kinh phí")],
        ),
        (
            "Sở Xây dựng chủ trì, phối hợp với Công an tỉnh. UBND các huyện chịu trách nhiệm giải tỏa.",
            [("lead", ["Sở Xây dựng"], None), ("implement", ["Ủy ban nhân dân các huyện"], None)],
        ),
        (
            "Đề nghị Hội Liên hiệp Phụ nữ tỉnh phối hợp với Sở Y tế tuyên truyền",
            [("support", ["Hội Liên hiệp Phụ nữ tỉnh"], None)],
        ),
        ("UBND tỉnh giao Sở Y tế chủ trì thực hiện", [("lead", ["Sở Y tế"], None)]),
        (
            "Ủy ban nhân dân các quận: Ba Đình, Cầu Giấy và huyện Thanh Trì xây dựng kế hoạch",
            [
                (
                    "implement",
                    [
                        "Ủy ban nhân dân quận Ba Đình",
                        "Ủy ban nhân dân quận Cầu Giấy",
                        "Ủy ban nhân dân huyện Thanh Trì",
                    ],
                    None,
                )
            ],
        ),
    ],
)
def test_pieces(text: str, pieces: list[tuple[str, list[str], str | None]]) -> None:
    found = read_roles(text).pieces
    assert [(p.role, [a.name for a in p.agencies]) for p in found] == [(role, names) for role, names, _ in pieces]
    for piece, (_, _, words) in zip(found, pieces, strict=True):
        assert words is None or text[piece.start : piece.end] == words
    assert found[0].start == 0
    assert found[-1].end == len(text)


def test_partners_of_another_doer_are_not_ones_own() -> None:
    found = read_roles("Chủ trì kiểm tra; Sở Tài chính phối hợp với Kho bạc Nhà nước tỉnh cấp kinh phí.")
    assert found.partners == ()
    assert [a.name for a in found.pieces[1].partners] == ["Kho bạc Nhà nước tỉnh"]


def test_examples_hold() -> None:
    for example in roles.examples():
        assert roles.accepts(example.entry, example.text) is example.expected, example
