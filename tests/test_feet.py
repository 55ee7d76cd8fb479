"""Feet of documents: each wording of a signature in each layout of exports (Nghị định 30/2020/NĐ-CP, Điều 8).

The recipients stand on the left, the signature on the right; a text export keeps the columns side by side by wide
spaces, puts one below the other, gives their lines by turns, or runs everything into one line.
"""

from __future__ import annotations

from itertools import zip_longest

import pytest

from kehoach_parser import parse

FEET = {
    "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH": ("PHÓ CHỦ TỊCH", "Phạm Thị Lan Anh"),
    "TM. BAN THƯỜNG VỤ": ("BÍ THƯ", "Hồ Văn Sáu"),
    "TM. BAN CHỈ ĐẠO": ("TRƯỞNG BAN", "Vi Thị Ngọc"),
    "TM. HỘI ĐỒNG NHÂN DÂN": ("CHỦ TỊCH", "Đặng Quốc Bảo"),
    "TM. ĐOÀN CHỦ TỊCH": ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Lò Văn Hặc"),
    "KT. BỘ TRƯỞNG": ("THỨ TRƯỞNG", "Trương Thanh Hoài"),
    "KT. BỘ TRƯỞNG, CHỦ NHIỆM": ("PHÓ CHỦ NHIỆM", "Ngô Thị Bích"),
    "KT. THỐNG ĐỐC": ("PHÓ THỐNG ĐỐC", "Lục Văn Páo"),
    "KT. GIÁM ĐỐC": ("PHÓ GIÁM ĐỐC", "Nguyễn Minh Triết"),
    "KT. HIỆU TRƯỞNG": ("PHÓ HIỆU TRƯỞNG", "Cao Thị Mỹ Dung"),
    "KT. CỤC TRƯỞNG": ("PHÓ CỤC TRƯỞNG", "Phan Hữu Nghị"),
    "KT. TRƯỞNG BAN": ("PHÓ TRƯỞNG BAN", "Rơ Châm Tín"),
    "TL. CHỦ TỊCH": ("CHÁNH VĂN PHÒNG", "Võ Tá Định"),
    "TL. BỘ TRƯỞNG": ("VỤ TRƯỞNG VỤ KẾ HOẠCH", "Tô Thị Hiền"),
    "TL. GIÁM ĐỐC": ("TRƯỞNG PHÒNG TỔ CHỨC", "Bế Xuân Trường"),
    "TL. TỔNG GIÁM ĐỐC": ("CHÁNH VĂN PHÒNG", "Lâm Thị Sang"),
    "TL. HIỆU TRƯỞNG": ("TRƯỞNG PHÒNG ĐÀO TẠO", "Châu Ngọc Thạch"),
    "TUQ. CHỦ TỊCH": ("GIÁM ĐỐC SỞ NỘI VỤ", "Đinh Công Sứ"),
    "TUQ. BỘ TRƯỞNG": ("CHÁNH VĂN PHÒNG BỘ", "Lương Tam Quang"),
    "TUQ. GIÁM ĐỐC": ("TRƯỞNG PHÒNG KẾ HOẠCH", "Mai Văn Chính"),
    "TUQ. TỔNG CỤC TRƯỞNG": ("VỤ TRƯỞNG VỤ PHÁP CHẾ", "Tạ Thị Kiều"),
    "TUQ. VIỆN TRƯỞNG": ("CHÁNH VĂN PHÒNG", "Hà Sỹ Đồng"),
    "": ("CHỦ TỊCH", "Nông Thị Hà"),
}
"""The lines of authority, and below them position and name."""

RECIPIENTS = ["UBND tỉnh (để b/c)", "Các phòng, ban trực thuộc", "Trung tâm Khuyến nông", "Lưu: VT, NN"]

HEAD = """UBND TỈNH QUẢNG NGÃI
SỞ NÔNG NGHIỆP VÀ PTNT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 45/KH-SNN
Quảng Ngãi, ngày 7 tháng 5 năm 2019
KẾ HOẠCH
Phát triển nuôi cá lồng năm 2019
I. MỤC TIÊU
1. Nuôi 320 lồng cá.
II. TỔ CHỨC THỰC HIỆN
1. Chi cục Thủy sản hướng dẫn kỹ thuật.
"""


def _left() -> list[str]:
    *others, last = RECIPIENTS
    return ["Nơi nhận:", *(f"- {other};" for other in others), f"- {last}."]


def _below(signature: list[str]) -> str:
    return "\n".join([*_left(), *signature])


def _beside(signature: list[str]) -> str:
    return "\n".join(f"{left:<44}{right}".rstrip() for left, right in zip_longest(_left(), signature, fillvalue=""))


def _by_turns(signature: list[str]) -> str:
    return "\n".join(line for pair in zip_longest(_left(), signature) for line in pair if line)


def _on_one_line(signature: list[str]) -> str:
    return " ".join([*_left(), *signature])


LAYOUTS = {"below": _below, "beside": _beside, "by turns": _by_turns, "on one line": _on_one_line}


def _signature(authority: str, position: str, name: str | None) -> list[str]:
    lines = authority.split(" / ") if authority else []
    return [*lines, position, *([name] if name else [])]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("authority", FEET)
def test_a_signature_is_read_in_each_layout(authority: str, layout: str) -> None:
    position, name = FEET[authority]
    foot = LAYOUTS[layout](_signature(authority, position, name))
    metadata = parse(f"{HEAD}{foot}\n".encode(), name="plan.txt").metadata
    (signed,) = metadata.signatories
    stated = (signed.name, (signed.position or "").upper(), (signed.authority or "").replace("\n", " / "))
    assert (*stated, list(metadata.recipients)) == (name, position, authority, RECIPIENTS)


@pytest.mark.parametrize("layout", ["below", "beside", "by turns"])
@pytest.mark.parametrize("authority", list(FEET)[::4])
def test_a_position_without_a_name_is_kept_with_a_doubt(authority: str, layout: str) -> None:
    position, _ = FEET[authority]
    foot = LAYOUTS[layout](_signature(authority, position, None))
    plan = parse(f"{HEAD}{foot}\n".encode(), name="plan.txt")
    (signed,) = plan.metadata.signatories
    assert (signed.name, (signed.position or "").upper()) == (None, position)
    assert (signed.authority or "").replace("\n", " / ") == authority
    assert "signatory_unread" in {issue.code for issue in plan.issues}
    assert list(plan.metadata.recipients) == RECIPIENTS
