import pytest

from kehoach_parser.language.syllables import is_syllable, syllable_share

WORDS = """
Kế hoạch thực hiện Quyết định phòng chống mại dâm giai đoạn
thuỷ thủy hoà hòa khoẻ khỏe Nguyễn Thuận Huyền chuyển
nghị quyết ĐIỀU KHOẢN gì gìn giữ giết giếng già giữa quý quốc quyền quảng quy quỳnh khuỷu người nước mười lưu
rượu
xã phường thị trấn Uỷ Ủy ban yêu yếu yên ỷ lý kỹ tỷ nghiêm ghi ghế ngoài xoong khuya khuếch tuần xuất loại
oằn
đường ươm ưu u a à ở ý Thừa Huế Bắc Kạn tuyên truyền huỷ hủy
"""

OTHERS = """
m nh tr ĐIỀ cac tôt ka cê ngi nge gơh qan qu which 6Ӣ dfg zone Kehoach điê tòang hoaà ngiên pháttriển đđ ắ̀
"""


@pytest.mark.parametrize("word", WORDS.split())
def test_accepts_vietnamese_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", OTHERS.split())
def test_rejects_what_is_spelt_otherwise(word: str) -> None:
    assert not is_syllable(word)


def test_share_tells_vietnamese_from_garbled_text() -> None:
    assert syllable_share("Ủy ban nhân dân thành phố Hải Phòng ban hành Kế hoạch") == 1.0
    assert syllable_share("Uû ban nh©n d©n thµnh phè H¶i Phßng ban hµnh KÕ ho¹ch") < 0.7
    assert syllable_share("") == 0.0
    assert syllable_share("12 345,6 %") == 0.0
