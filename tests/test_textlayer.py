import pytest

from kehoach_parser.readers.shared.textlayer import judge_page

PROSE = (
    "Thực hiện Quyết định số 1629/QĐ-TTg ngày 28 tháng 9 năm 2021 của Thủ tướng Chính phủ, Ủy ban "
    "nhân dân tỉnh ban hành Kế hoạch triển khai với các nội dung như sau: nâng cao nhận thức, trách "
    "nhiệm của các cấp, các ngành và toàn xã hội; 100% xã, phường, thị trấn tổ chức tuyên truyền ít nhất một "
    "tháng một lần. "
)
ENGLISH = (
    "The provincial committee issues the following plan for the period of 2021 to 2025, in "
    "order to improve the quality of public services and to raise the awareness of the "
    "people on the prevention of drug abuse. "
) * 2
TCVN3 = (
    "KÕ ho¹ch thùc hiÖn QuyÕt ®Þnh cña Thñ t\xadíng ChÝnh phñ vÒ viÖc ban hµnh Quy chÕ ho¹t ®éng cña Quü "
    "b¶o l·nh tÝn dông "
) * 2
FIGURES = "\n".join(f"{n} 1.23{n},5 45% 2021 2.{n}00 12/12" for n in range(40))


def judge(text: str, *, cover: float = 0.0, hidden: bool = False) -> str | None:
    return judge_page(text, letter_count=sum(map(str.isalpha, text)), image_cover=cover, has_hidden_text=hidden)


@pytest.mark.parametrize("text", [PROSE, ENGLISH, TCVN3, FIGURES + "\nSTT Chỉ tiêu Đơn vị", "Phụ lục I\n"])
def test_a_sound_text_layer_is_kept(text: str) -> None:
    assert judge(text) is None


def test_figures_alone_are_sound_where_letters_are_few() -> None:
    assert judge("TT\n" + FIGURES) is None


def test_no_text() -> None:
    assert judge("", cover=1.0) == "không có lớp chữ"
    assert judge("  \n 1 ", cover=0.0) == "không có lớp chữ"


def test_a_stamp_over_the_page_image() -> None:
    stamp = "SAO Y; Văn phòng Ủy ban nhân dân tỉnh; 12/05/2023 10:15:32"
    assert "dòng dấu" in (judge(stamp, cover=1.0) or "")
    assert judge(stamp, cover=0.1) is None


def test_a_wrong_character_map() -> None:
    text = "6Ӣ CÔNG 7+ѬѪ1* CӜNG HÒA XÃ HӜI CHӪ 1*+Ƭ$ 9,ӊT NAM Ĉӝc lұp - Tӵ do - Hҥnh phúc " * 3
    assert "sai bảng mã" in (judge(text) or "")
    shifted = "".join(chr(33 + (ord(c) * 7) % 60) if c.isalpha() else c for c in PROSE)
    assert "sai bảng mã" in (judge(shifted) or "")


def test_letters_split_by_spaces() -> None:
    text = (
        "ĐIỀ U KHO ẢN THI HÀNH tr ong vi ệc th ực hi ện nhi ệm v ụ đượ c gi ao các đơ n v ị ph ối h ợp ch ặt "
        "ch ẽ với nha u"
    )
    assert "rời từng chữ" in (judge(text) or "")


def test_hidden_recognition_is_judged_by_its_spelling() -> None:
    assert judge(PROSE, cover=1.0, hidden=True) is None
    poor = "Thirc hien Quyet dinh so 1629/QD-TTg ngay 28 thang 9 nam 2021 cua Thu tuong Chinh phu ve viec " * 4
    assert "nhận dạng kém" in (judge(poor, cover=1.0, hidden=True) or "")
