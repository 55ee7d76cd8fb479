"""Money and its sources in sentences (extract/funding.py): one text on each side of a border."""

from __future__ import annotations

import pytest

from kehoach_parser import parse
from kehoach_parser.extract.words.numbers import format_number


def read(typed: str) -> list[str]:
    """`sources | millions of đồng | part`, and `sum_differs` where the parts are not the whole; `⏎` begins a line."""
    body = typed.replace(" ⏎ ", "\n")
    body = body if body.startswith("I.") else f"I. KINH PHÍ\n- {body}"
    plan = parse(f"KẾ HOẠCH\nNước sạch năm 2025\n{body}\n".encode(), name="plan.txt")
    found = [
        " | ".join(
            (
                "; ".join(entry.sources) or "-",
                "; ".join(format_number(amount.low / 1e6) for amount in entry.amounts) or "-",
                entry.part or "-",
            )
        )
        for entry in plan.funding
    ]
    return found + [issue.code for issue in plan.issues if issue.code == "sum_differs"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            "Tổng kinh phí 12 tỷ đồng, trong đó ngân sách tỉnh 8 tỷ đồng, ngân sách xã 4 tỷ đồng.",
            ["- | 12.000 | total", "ngân sách tỉnh | 8.000 | part", "ngân sách xã | 4.000 | part"],
        ),
        (
            "Tổng kinh phí 12 tỷ đồng, trong đó ngân sách tỉnh 8 tỷ đồng, ngân sách xã 3 tỷ đồng.",
            ["- | 12.000 | total", "ngân sách tỉnh | 8.000 | part", "ngân sách xã | 3.000 | part", "sum_differs"],
        ),
        (
            "Tổng kinh phí 1000 triệu đồng, trong đó ngân sách tỉnh 800 triệu đồng, ngân sách xã 195 triệu đồng.",
            ["- | 1.000 | total", "ngân sách tỉnh | 800 | part", "ngân sách xã | 195 | part"],
        ),
        (
            "Tổng kinh phí 1000 triệu đồng, trong đó ngân sách tỉnh 800 triệu đồng, ngân sách xã 194 triệu đồng.",
            ["- | 1.000 | total", "ngân sách tỉnh | 800 | part", "ngân sách xã | 194 | part", "sum_differs"],
        ),
        (
            "Trong tổng số 27 tỷ đồng, ngân sách trung ương chi 15 tỷ đồng, ngân sách tỉnh chi 12 tỷ đồng.",
            ["- | 27.000 | total", "ngân sách trung ương | 15.000 | part", "ngân sách tỉnh | 12.000 | part"],
        ),
        (
            "Kinh phí 5 tỷ đồng (NSTW: 3 tỷ đồng; NSĐP: 2 tỷ đồng).",
            ["- | 5.000 | total", "NSTW | 3.000 | part", "NSĐP | 2.000 | part"],
        ),
        (
            "Dự kiến 2,9 tỷ đồng: ngân sách tỉnh hỗ trợ 1,9 tỷ đồng, nhân dân đóng góp 1 tỷ đồng.",
            ["- | 2.900 | total", "ngân sách tỉnh | 1.900 | part", "nhân dân | 1.000 | part"],
        ),
        (
            "Kinh phí 2.860 triệu đồng, do ngân sách tỉnh cấp 2.000 triệu đồng, số còn lại từ nguồn thu xử phạt.",
            ["- | 2.860 | total", "ngân sách tỉnh | 2.000 | part", "nguồn thu xử phạt | - | part"],
        ),
        (
            "Ngân sách tỉnh 8 tỷ đồng; ngân sách xã 4 tỷ đồng.",
            ["Ngân sách tỉnh | 8.000 | -", "ngân sách xã | 4.000 | -"],
        ),
        ("Ngân sách tỉnh 8 tỷ đồng và nguồn xã hội hóa.", ["Ngân sách tỉnh | 8.000 | -", "nguồn xã hội hóa | - | -"]),
        ("Vốn đối ứng: 6 tỷ đồng từ ngân sách nhà nước.", ["ngân sách nhà nước | 6.000 | -"]),
        ("Vốn của chủ đầu tư: 9 tỷ đồng.", ["Vốn của chủ đầu tư | 9.000 | -"]),
        ("Hỗ trợ 15 triệu đồng/xã.", []),
        ("Hỗ trợ bình quân 15 triệu đồng.", []),
        ("Kinh phí 12 tỷ đồng (mười hai tỷ đồng).", ["- | 12.000 | -"]),
        ("Kinh phí do ngân sách nhà nước bảo đảm theo phân cấp.", ["ngân sách nhà nước | - | -"]),
        ("Các xã rà soát.", []),
        (
            "Tổng kinh phí: 12 tỷ đồng, gồm: ⏎ + Ngân sách tỉnh: 8 tỷ đồng. ⏎ + Ngân sách xã: 4 tỷ đồng.",
            ["- | 12.000 | total", "Ngân sách tỉnh | 8.000 | part", "Ngân sách xã | 4.000 | part"],
        ),
        (
            "Tổng kinh phí: 12 tỷ đồng, gồm: ⏎ + Ngân sách tỉnh: 8 tỷ đồng. ⏎ + Ngân sách xã: 5 tỷ đồng.",
            ["- | 12.000 | total", "Ngân sách tỉnh | 8.000 | part", "Ngân sách xã | 5.000 | part", "sum_differs"],
        ),
        (
            "I. KINH PHÍ: 12 TỶ ĐỒNG ⏎ 1. Ngân sách tỉnh: 8 tỷ đồng ⏎ 2. Ngân sách xã: 4 tỷ đồng",
            ["- | 12.000 | total", "Ngân sách tỉnh | 8.000 | part", "Ngân sách xã | 4.000 | part"],
        ),
        ("I. NHIỆM VỤ ⏎ - Kinh phí thực hiện Kế hoạch: 5 tỷ đồng từ ngân sách tỉnh.", ["ngân sách tỉnh | 5.000 | -"]),
        ("I. NHIỆM VỤ ⏎ - Giải ngân 5 tỷ đồng cho các xã.", []),
        ("I. MỤC TIÊU ⏎ - Giải ngân kinh phí 5 tỷ đồng.", []),
        (
            "I. KINH PHÍ ⏎ - Tổng kinh phí: 12 tỷ đồng. ⏎ - Năm 2024: 5 tỷ đồng. ⏎ - Năm 2025: 7 tỷ đồng.",
            ["- | 12.000 | total", "- | 5.000 | part", "- | 7.000 | part"],
        ),
        ("I. GIẢI PHÁP VỀ VỐN ⏎ - Huy động 5 tỷ đồng từ doanh nghiệp.", ["doanh nghiệp | 5.000 | -"]),
        ("Hỗ trợ hộ kinh doanh: 480 triệu đồng (ngân sách tỉnh).", ["ngân sách tỉnh | 480 | -"]),
        ("Ngân sách trung ương, tỉnh, huyện.", ["Ngân sách trung ương; Ngân sách tỉnh; Ngân sách huyện | - | -"]),
    ],
)
def test_money_and_its_sources(typed: str, found: list[str]) -> None:
    assert read(typed) == found
