from pathlib import Path

import pytest
from benchmarks.legacy_accuracy import measure

from kehoach_parser.readers.office import find_soffice
from kehoach_parser.readers.shared.legacy import (
    convert,
    convert_runs,
    detect,
    detect_and_convert,
    font_encoding,
    is_capital_font,
)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        ("ABCDEF+.VnTimeH", "tcvn3"),
        ("GDNPNI+VnTimeItalic", "tcvn3"),
        (".vnarial NarrowH", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VPS Times Bold", "vps"),
        ("VI Times", "viscii"),
        ("Times New Roman", None),
        ("Verdana", None),
        ("Vivaldi", None),
        ("Arial", None),
        (None, None),
    ],
)
def test_a_font_tells_its_encoding(font: str | None, encoding: str | None) -> None:
    assert font_encoding(font) == encoding


def test_capital_fonts() -> None:
    assert is_capital_font(".VnTimeH")
    assert is_capital_font("GDNPMG+VnTimeHBold")
    assert not is_capital_font(".VnTime")
    assert not is_capital_font("Times New RomanH")


@pytest.mark.parametrize(
    ("text", "font", "expected", "encoding"),
    [
        ("QuyÕt ®Þnh cña Thñ t\xadíng", ".VnTime", "Quyết định của Thủ tướng", "tcvn3"),
        ("Thñ t−íng b¶o l∙nh", "ABCDEF+VnTime", "Thủ tướng bảo lãnh", "tcvn3"),
        ("nh\x02 sau", ".VnTime", "như sau", "tcvn3"),
        ("255/KH\x02UBND cña Së", ".VnTime", "255/KH\x02UBND của Sở", "tcvn3"),
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", ".VnTime", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "tcvn3"),
        ("UBND TØNH Hµ TÜNH, UBND Hµ Néi", ".VnTime", "UBND TỈNH HÀ TĨNH, UBND Hà Nội", "tcvn3"),
        ("UÛY BAN NHAÂN DAÂN TÆNH BÌNH PHÖÔÙC", "VNI-Times", "ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC", "vni"),
        ("haúng naêm", "VNI-Times", "hẳng năm", "vni"),
        ("Sè", ".VnTime", "Số", "tcvn3"),
        ("Ủy ban nhân dân", ".VnTime", "Ủy ban nhân dân", None),
        ("là có cá", ".VnTime", "là có cá", None),
        ("Phone: 123-456", ".VnTime", "Phone: 123-456", None),
    ],
)
def test_a_run_is_converted_by_its_font(text: str, font: str, expected: str, encoding: str | None) -> None:
    assert convert(text, font) == (expected, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("KÕ ho¹ch thùc hiÖn QuyÕt ®Þnh", "tcvn3"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "vni"),
        ("Kế hoạch thực hiện", None),
        ("là có cá", None),
        ("été à la carte, déjà vu", None),
        ("für die Straße nach München", None),
        ("Plain English text", None),
        ("© 2020 ® ½ · ¹ 45°", None),
        ("", None),
    ],
)
def test_letters_tell_the_encoding_where_no_font_does(text: str, encoding: str | None) -> None:
    assert detect(text) == encoding


def test_lines_of_one_text_may_mix_encodings() -> None:
    text = "KÕ ho¹ch thùc hiÖn QuyÕt ®Þnh\nÑoäc laäp - Töï do - Haïnh phuùc\nKế hoạch thực hiện"
    assert detect_and_convert(text) == (
        "Kế hoạch thực hiện Quyết định\nĐộc lập - Tự do - Hạnh phúc\nKế hoạch thực hiện",
        "vni",
    )


def test_runs_keep_their_number_and_a_parted_mark_finds_its_vowel() -> None:
    runs = [("Ñoäc la", "VNI-Times"), ("äp", "VNI-Times"), (" - Tự do", "Times New Roman")]
    assert convert_runs(runs) == (("Độc lậ", "p", " - Tự do"), "vni")


def test_runs_without_a_telling_font_are_judged_together() -> None:
    runs = [("bé tr", None), ("\xad", None), ("ëng bé tµi chÝnh", None)]
    assert convert_runs(runs) == (("bộ tr", "ư", "ởng bộ tài chính"), "tcvn3")


def test_a_short_paragraph_follows_the_document() -> None:
    runs = [("Sè: 144/2002/Q§-BTC", None)]
    assert convert_runs(runs)[1] is None
    assert convert_runs(runs, carried="tcvn3") == (("Số: 144/2002/QĐ-BTC",), "tcvn3")
    assert convert_runs([("Số 1", None)], carried="tcvn3") == (("Số 1",), None)


def test_unicode_text_comes_back_as_the_same_object() -> None:
    text = "Ủy ban nhân dân thành phố Hải Phòng; Café © 2021"
    assert detect_and_convert(text)[0] is text


def test_viscii_and_vps_by_their_letters() -> None:
    viscii = "C\xb5ng h\xf2a x\xe3 h\xb5i ch\xfc ngh\xeea Vi\xaet Nam, \xf0\xb5c l\xa7p"
    assert detect_and_convert(viscii) == ("Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập", "viscii")


DOCUMENTS = (
    "2003-02144qd.doc",
    "2003-A30.rtf",
    "2004-13-t-Phuluc3.doc",
    "2006-19412_QD115.04TTg_BLTch_DNNVV.pdf",
    "2008-23.QD-991-UBND.doc",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", DOCUMENTS)
def test_transcribed_documents(name: str, samples: Path) -> None:
    document = samples / "legacy" / name
    if document.suffix != ".pdf" and find_soffice() is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    accuracy, encoding = measure(document)
    assert encoding == ("vni" if "QD-991" in name else "tcvn3")
    assert accuracy >= 0.99
