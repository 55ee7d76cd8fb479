import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_parser.lexicon.repairs import load
from kehoach_parser.structure.misreadings import apply_repairs, find_repairs

from .conftest import CORPUS, ROOT


def mend(text: str, *, recognised: bool = True) -> str:
    return apply_repairs(text, find_repairs(text, recognised=recognised))


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("KÉ HOẠCH\nTÔ CHỨC THỰC HIỆN", "KẾ HOẠCH\nTỔ CHỨC THỰC HIỆN"),
        ("triệt xóa các tụ điếm, kiếm tra", "triệt xóa các tụ điểm, kiểm tra"),
        ("Il. NỘI DUNG\n2, Khảo sát", "II. NỘI DUNG\n2. Khảo sát"),
        ("Quyết định số 219/QÐ-UBND", "Quyết định số 219/QĐ-UBND"),
        ("Sở Lao động-Thương bỉnh và Xã hội", "Sở Lao động-Thương binh và Xã hội"),
        ("5.1. Ngắn hạn\n%.2. Dài hạn\n5.3. Khác", "5.1. Ngắn hạn\n5.2. Dài hạn\n5.3. Khác"),
        ("a) Về đường bộ\nÖ_b} Về đường thủy\n©) Về đường sắt", "a) Về đường bộ\nb)   Về đường thủy\nc) Về đường sắt"),
        ("a) Lớp học\n6) Thư viện\nc) Nhà ăn", "a) Lớp học\nb) Thư viện\nc) Nhà ăn"),
        ("đ) Giống lúa\nø) Giống ngô\ng) Giống sắn", "đ) Giống lúa\ne) Giống ngô\ng) Giống sắn"),
        ("1. Khám bệnh\n2. Tiêm chủng\n2. Dân số", "1. Khám bệnh\n2. Tiêm chủng\n3. Dân số"),
        ("2. Lúa\n3. Ngô\n3. Khoai\n5. Sắn", "2. Lúa\n3. Ngô\n4. Khoai\n5. Sắn"),
        ("6. Đào tạo\n%.1. Ngắn hạn\n?.2. Dài hạn", "6. Đào tạo\n6.1. Ngắn hạn\n6.2. Dài hạn"),
        ("5.1. Ngắn hạn\n%.2. Dài hạn\n6. Khác", "5.1. Ngắn hạn\n5.2. Dài hạn\n6. Khác"),
        ("5. Đào tạo\n5.1. Ngắn hạn\n%.2. Dài hạn\n%.3. Khác", "5. Đào tạo\n5.1. Ngắn hạn\n5.2. Dài hạn\n5.3. Khác"),
        ("a) Lớp học\n_b) Thư viện", "a) Lớp học\nb)  Thư viện"),
        ("a) Lớp học\nb} Thư viện", "a) Lớp học\nb) Thư viện"),
        ("a) Lớp học\n©) Thư viện", "a) Lớp học\nb) Thư viện"),
        ("c) Lớp học\n4) Thư viện\nđ) Nhà ăn", "c) Lớp học\nd) Thư viện\nđ) Nhà ăn"),
        ("8. Lúa\n8. Ngô\n10. Sắn", "8. Lúa\n9. Ngô\n10. Sắn"),
        ("2. Lúa\n2. Ngô\nII. Thủy sản", "2. Lúa\n3. Ngô\nII. Thủy sản"),
        ("2. Lúa\n2. Ngô\n1. Cá", "2. Lúa\n3. Ngô\n1. Cá"),
        ("10. Lúa\n10. Ngô\n12. Sắn", "10. Lúa\n11. Ngô\n12. Sắn"),
        ("kinh doanh dịch\nvụ để phát sinh tệ nạn", "kinh doanh dịch\nvụ dễ phát sinh tệ nạn"),
    ],
)
def test_damage_is_mended_letter_for_letter(damaged: str, sound: str) -> None:
    assert mend(damaged) == sound


@pytest.mark.parametrize(
    "text",
    [
        "không để phát sinh điểm nóng",
        "các văn bản chỉ đạo của cấp trên",
        "truyền thống văn hóa",
        "người chưa thành niên",
        "bảo đảm an toàn giao thông từ năm 2021",
        "2,5 triệu người; 2O25; l2 xã; I0 ngày",
        "5. Đào tạo\n5.1. Ngắn hạn\n%.3. Dài hạn",
        "5.1. Ngắn hạn\n%.2. Dài hạn\n5.2. Khác",
        "+.1. Dài hạn",
        "1. Khám bệnh\n2. Tiêm chủng\n2. Dân số\n3. Dinh dưỡng",
        "1. Khám bệnh\n1. Tiêm chủng",
        "a) Lớp học\n6) Thư viện\nb) Nhà ăn",
        "a) Lớp học\nd) Thư viện",
        "15. Đào tạo\n15.1. Ngắn hạn\n%.2. Dài hạn",  # two figures do not stand in one sign
        "5.1. Ngắn hạn\n%. Dài hạn",
        "5.1. Ngắn hạn\n%.2. Dài hạn\n5.4. Khác",
        "a) Lớp học\nxb) Thư viện",  # a word, not dirt
        "a) Lớp học\n6) Thư viện",
        "a) Lớp học\n66) Thư viện\nc) Nhà ăn",
        "_b) Thư viện",
        "9. Lúa\n9. Ngô\n11. Sắn",  # no room for 10
        "2. Lúa\n2. Ngô\n5. Khoai\n5. Sắn\n8. Lạc",
        "3. Lúa\n2. Ngô\n4. Khoai",
    ],
)
def test_sound_text_and_figures_stay(text: str) -> None:
    assert mend(text) == text


def test_typed_text_is_mended_only_where_typists_err() -> None:
    text = "Il. kiếm tra các dịch vụ để phát sinh tệ nạn"
    assert mend(text, recognised=False) == "Il. kiếm tra các dịch vụ dễ phát sinh tệ nạn"


@given(st.text(alphabet="abdđeêẹếềểioôốồơưuạảấ KHOTĐ.,\n1Il0O-", max_size=200))
def test_length_and_digits_outlive_every_repair(text: str) -> None:
    mended = mend(text)
    assert len(mended) == len(text)
    bare, kept = (re.sub(r"(?m)^\d{1,2}(?=\.)", "", words) for words in (text, mended))
    assert all(after == before for before, after in zip(bare, kept, strict=True) if before.isdigit() and before != "1")
    assert find_repairs(text) == find_repairs(text)


def test_repairs_of_one_label_do_not_overlap() -> None:
    letter = next(letter for letter in load().letters if not letter.isalpha())
    text = f"a) Lớp học\n_{letter}b) Thư viện\nc) Nhà ăn"
    repairs = find_repairs(text)
    assert all(one.end <= other.start for one, other in pairwise(repairs))
    assert len(mend(text)) == len(text)


SLIPS = ("dịch vụ để phát sinh", "dịch vụ để bị lợi dụng", "tụ điếm", "phố biến giáo dục")
"""What the typists of the real texts mistook themselves, found by reading: *dễ phát sinh*, *tụ điểm*, *phổ biến*."""


def sound_texts() -> list[Path]:
    samples = ROOT.parent / "shared" / "samples"
    return sorted([*CORPUS.glob("*/source.txt"), *samples.glob("flattened/*.txt"), *samples.glob("real/*.txt")])


@pytest.mark.parametrize("path", sound_texts(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_repair_fires_on_sound_text(path: Path) -> None:
    """Even where everything that recognition damages would be mended, only the slips of typists are."""
    text = path.read_text("utf-8")
    for repair in find_repairs(text):
        around = " ".join(text[max(0, repair.start - 20) : repair.end + 20].split())
        assert any(slip in around for slip in SLIPS), f"{repair.original} -> {repair.corrected}: {around}"
