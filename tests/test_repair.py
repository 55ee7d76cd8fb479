import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_parser.repair import apply_repairs, find_repairs


def mend(text: str, *, recognised: bool = True) -> str:
    return apply_repairs(text, find_repairs(text, recognised=recognised))


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("KÉ HOẠCH\nTÔ CHỨC THỰC HIỆN", "KẾ HOẠCH\nTỔ CHỨC THỰC HIỆN"),
        ("triệt xóa các tụ điếm, kiếm tra", "triệt xóa các tụ điểm, kiểm tra"),
        ("Il. NỘI DUNG\n2, Khảo sát", "II. NỘI DUNG\n2. Khảo sát"),
        ("Quyết định số 219/QÐ-UBND", "Quyết định số 219/QĐ-UBND"),
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
    assert all(
        after == before for before, after in zip(text, mended, strict=True) if before.isdigit() and before != "1"
    )
    assert find_repairs(text) == find_repairs(text)
