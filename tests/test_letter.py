"""Head and foot of a letter (extract/letter): issuer, date, title, recipients and signature, one text a border."""

from __future__ import annotations

from datetime import date

import pytest

from kehoach_parser import parse
from kehoach_parser.extract.letter.issuer import name_body, read_issuer_lines, read_joint_issuers
from kehoach_parser.extract.letter.signature import read_foot
from kehoach_parser.lexicon import load_lexicon
from kehoach_parser.models import Metadata

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def foot(typed: str) -> tuple[list[str], list[str]]:
    """Who signs (`authority | position | name`) and who receives; `⏎` begins a line."""
    signatories, recipients = read_foot(typed.replace(" ⏎ ", "\n"), load_lexicon().letter)
    signed = [f"{(s.authority or '-').replace(chr(10), ' / ')} | {s.position} | {s.name or '-'}" for s in signatories]
    return signed, list(recipients)


@pytest.mark.parametrize(
    ("typed", "signed", "recipients"),
    [
        (
            "Nơi nhận: ⏎ - Như trên; ⏎ - Lưu: VT. ⏎ TM. ỦY BAN NHÂN DÂN ⏎ CHỦ TỊCH ⏎ Nguyễn Văn An",
            ["TM. ỦY BAN NHÂN DÂN | Chủ tịch | Nguyễn Văn An"],
            ["Như trên", "Lưu: VT"],
        ),
        (
            "TM. ỦY BAN NHÂN DÂN ⏎ KT. CHỦ TỊCH ⏎ PHÓ CHỦ TỊCH ⏎ Nguyễn Văn An",
            ["TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH | Phó Chủ tịch | Nguyễn Văn An"],
            [],
        ),
        # the position of the authority, where none stands below it
        ("KT. CHỦ TỊCH ⏎ Nguyễn Văn An", ["KT. CHỦ TỊCH | Chủ tịch | Nguyễn Văn An"], []),
        # a position that no name follows
        ("GIÁM ĐỐC", ["- | Giám đốc | -"], []),
        ("KT. CHỦ TỊCH", [], []),
        # of two, each with its own
        (
            "GIÁM ĐỐC ⏎ Nguyễn Văn An ⏎ HIỆU TRƯỞNG ⏎ Trần Thị Bình",
            ["- | Giám đốc | Nguyễn Văn An", "- | Hiệu trưởng | Trần Thị Bình"],
            [],
        ),
        ("Nguyễn Văn An", [], []),
        # a name in capitals, a degree, dirt and strokes of the pen
        ("GIÁM ĐỐC ⏎ NGUYỄN VĂN AN", ["- | Giám đốc | Nguyễn Văn An"], []),
        ("GIÁM ĐỐC ⏎ TS. Nguyễn Văn An", ["- | Giám đốc | Nguyễn Văn An"], []),
        ("..GIÁM ĐỐC ⏎ l Nguyễn/Văn An", ["- | Giám đốc | Nguyễn Văn An"], []),
        ("GIÁM ĐỐC ⏎ - ⏎ Nguyễn Văn An", ["- | Giám đốc | Nguyễn Văn An"], []),
        ("GIÁM ĐỐC ⏎ (Đã ký) ⏎ Nguyễn Văn An", ["- | Giám đốc | Nguyễn Văn An"], []),
        # the body that signs may go on below its authority, and that of a position below it
        (
            "TM. BAN THƯỜNG VỤ ⏎ TỈNH ĐOÀN ⏎ BÍ THƯ ⏎ Nguyễn Văn An",
            ["TM. BAN THƯỜNG VỤ TỈNH ĐOÀN | Bí thư | Nguyễn Văn An"],
            [],
        ),
        ("GIÁM ĐỐC ⏎ SỞ Y TẾ ⏎ Nguyễn Văn An", ["- | Giám đốc sở y tế | Nguyễn Văn An"], []),
        # recipients over lines; a dash may stand alone
        ("Nơi nhận: ⏎ - Sở Y tế, ⏎ Sở Nội vụ; ⏎ - Lưu: VT.", [], ["Sở Y tế, Sở Nội vụ", "Lưu: VT"]),
        ("Nơi nhận: ⏎ Sở Y tế; ⏎ Sở Nội vụ; ⏎ Lưu: VT.", [], ["Sở Y tế", "Sở Nội vụ", "Lưu: VT"]),
        ("Nơi nhận: ⏎ - ⏎ Sở Y tế ⏎ - ⏎ Sở Nội vụ ⏎ của tỉnh", [], ["Sở Y tế", "Sở Nội vụ của tỉnh"]),
        ("Nơi nhận: - Sở Y tế; - Sở Nội vụ;", [], ["Sở Y tế", "Sở Nội vụ"]),
        ("- Như trên; ⏎ - Sở Y tế;", [], ["Như trên", "Sở Y tế"]),
        ("- Sở Y tế; ⏎ - Như trên;", [], ["Như trên"]),
        # behind the files the recipients end
        ("Nơi nhận: ⏎ - Như trên; ⏎ - Lưu: VT. ⏎ Nguyễn Văn An", [], ["Như trên", "Lưu: VT"]),
        ("Nơi nhận: ⏎ - Như trên; ⏎ - Lưu: VT, ⏎ KGVX.", [], ["Như trên", "Lưu: VT, KGVX"]),
        # the two columns by turns
        (
            "Nơi nhận: ⏎ GIÁM ĐỐC ⏎ - Như trên; ⏎ Nguyễn Văn An ⏎ - Sở Y tế;",
            ["- | Giám đốc | Nguyễn Văn An"],
            ["Như trên", "Sở Y tế"],
        ),
        (
            "Nơi nhận: ⏎ - Như trên; ⏎ GIÁM ĐỐC ⏎ Nguyễn Văn An ⏎ - Sở Y tế;",
            ["- | Giám đốc | Nguyễn Văn An"],
            ["Như trên", "Sở Y tế"],
        ),
        # all on one line
        (
            "Nơi nhận: - Như trên; - Lưu: VT. GIÁM ĐỐC Nguyễn Văn An",
            ["- | Giám đốc | Nguyễn Văn An"],
            ["Như trên", "Lưu: VT"],
        ),
        (
            "Nơi nhận: GIÁM ĐỐC - Như trên; - Lưu: VT. Nguyễn Văn An",
            ["- | Giám đốc | Nguyễn Văn An"],
            ["Như trên", "Lưu: VT"],
        ),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn An",
            ["TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH | Phó Chủ tịch | Nguyễn Văn An"],
            [],
        ),
        ("Nơi nhận: | GIÁM ĐỐC ⏎ - Như trên; | Nguyễn Văn An", ["- | Giám đốc | Nguyễn Văn An"], ["Như trên"]),
    ],
)
def test_who_signs_and_who_receives(typed: str, signed: list[str], recipients: list[str]) -> None:
    assert foot(typed) == (signed, recipients)


@pytest.mark.parametrize(
    ("head", "above", "issuer"),
    [
        (f"ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n{MOTTO}\nSố: 12/KH-UBND", None, "ỦY BAN NHÂN DÂN TỈNH LÀO CAI"),
        (f"ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSỞ Y TẾ\n{MOTTO}", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "SỞ Y TẾ"),
        (f"ỦY\nBAN NHÂN DÂN\nTỈNH LÀO CAI\n{MOTTO}", None, "ỦY BAN NHÂN DÂN TỈNH LÀO CAI"),
        (f"BỘ Y TẾ CỤC DÂN SỐ\n{MOTTO}", "BỘ Y TẾ", "CỤC DÂN SỐ"),
        (f"DỰ THẢO\nSỞ Y TẾ\n{MOTTO}", None, "SỞ Y TẾ"),
        (f"1 SỞ Y TẾ {MOTTO}", None, "SỞ Y TẾ"),
        ("SỞ Y TẾ\nCỘNG HÒA XÃ HỘI", None, "SỞ Y TẾ"),
        (f"Văn bản mới\n{MOTTO}", None, None),
        (f"| SỞ Y TẾ | {MOTTO} |", None, "SỞ Y TẾ"),
        (f"SỞ Y TẾ Độc lập - Tự do - Hạnh phúc\n{MOTTO}", None, "SỞ Y TẾ"),
        (
            f"BAN CHẤP HÀNH TRUNG ƯƠNG\nHỘI NÔNG DÂN VIỆT NAM\n{MOTTO}",
            None,
            "BAN CHẤP HÀNH TRUNG ƯƠNG HỘI NÔNG DÂN VIỆT NAM",
        ),
    ],
)
def test_the_bodies_of_a_head(head: str, above: str | None, issuer: str | None) -> None:
    assert read_issuer_lines(head, load_lexicon().letter) == (above, issuer)


@pytest.mark.parametrize(
    ("head", "above", "bodies"),
    [
        ("SỞ Y TẾ - BẢO HIỂM XÃ HỘI", None, ("SỞ Y TẾ", "BẢO HIỂM XÃ HỘI")),
        ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSỞ Y TẾ - SỞ NỘI VỤ", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", ("SỞ Y TẾ", "SỞ NỘI VỤ")),
        ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI - SỞ Y TẾ", None, ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "SỞ Y TẾ")),
        ("SỞ Y TẾ - SỞ NỘI VỤ - SỞ TÀI CHÍNH", None, ("SỞ Y TẾ", "SỞ NỘI VỤ", "SỞ TÀI CHÍNH")),
    ],
)
def test_the_bodies_of_a_joint_document(head: str, above: str | None, bodies: tuple[str, ...]) -> None:
    assert read_joint_issuers(f"{head}\n{MOTTO}", load_lexicon().letter) == (above, bodies)


@pytest.mark.parametrize(
    ("raw", "name", "guessed"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "Ủy ban nhân dân tỉnh Lào Cai", False),
        ("PHÒNG GD&ĐT LẬP THẠCH", "Phòng Giáo dục và Đào tạo Lập Thạch", False),
        ("TRƯỜNG THPT LÊ HỒNG PHONG", "Trường THPT Lê Hồng Phong", True),
        ("TRƯỜNG TIỂU HỌC KIM ĐỒNG", "Trường Tiểu học Kim Đồng", True),
        ("BỆNH VIỆN ĐA KHOA ĐỨC GIANG", "Bệnh viện Đa khoa Đức Giang", True),
        ("BỆNH VIỆN BẠCH MAI", "Bệnh viện Bạch Mai", True),
        ("BỆNH VIỆN ĐA KHOA TỈNH LÀO CAI", "Bệnh viện Đa khoa tỉnh Lào Cai", True),
        ("CẢNG VỤ HÀNG HẢI HẢI PHÒNG", "Cảng vụ hàng hải Hải Phòng", True),
        ("CÂU LẠC BỘ LÀO CAI", "Câu lạc bộ Lào Cai", True),
        ("BAN QUẢN LÝ CHỢ XÃ BẢN HỒ", "Ban quản lý chợ xã Bản Hồ", True),
    ],
)
def test_how_a_body_in_capitals_is_named(raw: str, name: str, guessed: bool) -> None:
    body = name_body(raw, date(2024, 5, 1), load_lexicon())
    assert (body.raw, body.name, body.guessed) == (raw, name, guessed)


def metadata(head: str, opening: str = "", *, title: str = "Phòng chống dịch bệnh năm 2025") -> Metadata:
    body = f"{opening}\nI. MỤC TIÊU\n- Tiêm phòng cho đàn vật nuôi.\n"
    return parse(f"{head}\nKẾ HOẠCH\n{title}\n{body}".encode(), name="plan.txt").metadata


HEAD = "{}\n" + MOTTO + "\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/KH-UBND\n{}"


@pytest.mark.parametrize(
    ("head", "opening", "title", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", "", "Tiêm phòng", "Ủy ban nhân dân tỉnh Lào Cai"),
        # the committee alone: the unit of the title, of the place, of who decides
        ("ỦY BAN NHÂN DÂN", "", "Tiêm phòng trên địa bàn tỉnh Lào Cai năm 2025", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("ỦY BAN NHÂN DÂN", "", "Tiêm phòng tại huyện Bát Xát, tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("ỦY BAN NHÂN DÂN", "", "TIÊM PHÒNG TRÊN ĐỊA BÀN XÃ BẢN HỒ", "Ủy ban nhân dân xã Bản Hồ"),
        ("ỦY BAN NHÂN DÂN", "", "XÂY DỰNG XÃ ĐẠT CHUẨN", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("ỦY BAN NHÂN DÂN", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BẢN HỒ", "Tiêm phòng", "Ủy ban nhân dân xã Bản Hồ"),
        ("ỦY BAN NHÂN DÂN", "Ủy ban nhân dân xã Bản Hồ ban hành Kế hoạch:", "Tiêm phòng", "Ủy ban nhân dân xã Bản Hồ"),
        # a unit without its name
        ("ỦY BAN NHÂN DÂN TỈNH", "", "Tiêm phòng", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("ỦY BAN NHÂN DÂN XÃ", "", "Tiêm phòng tại xã Bản Hồ năm 2025", "Ủy ban nhân dân xã Bản Hồ"),
    ],
)  # fmt: skip
def test_the_issuer_has_the_name_of_its_place(head: str, opening: str, title: str, issuer: str) -> None:
    found = metadata(HEAD.format(head, "Lào Cai, ngày 12 tháng 3 năm 2024"), opening, title=title).issuer
    assert found is not None
    assert found.name == issuer


@pytest.mark.parametrize(
    ("opening", "issuer"),
    [
        ("Sở Y tế xây dựng Kế hoạch như sau:", "Sở Y tế"),
        ("Theo chỉ đạo của Sở Y tế ban hành Kế hoạch như sau:", None),
        ("Sở Y tế phối hợp các xã.", None),
    ],
)
def test_the_issuer_of_a_text_without_head(opening: str, issuer: str | None) -> None:
    found = metadata("", opening).issuer
    assert (found.name if found else None) == issuer


@pytest.mark.parametrize(
    ("line", "place", "issued"),
    [
        ("Lào Cai, ngày 12 tháng 3 năm 2024", "Lào Cai", "2024-03-12"),
        ("Lào Cai, ngày    tháng 3 năm 2024", "Lào Cai", "2024-03"),
        ("Lào Cai, ngày    tháng   năm 2024", "Lào Cai", "2024"),
        ("Tỉnh Lào Cai, ngày 12 tháng 3 năm 2024", "Lào Cai", "2024-03-12"),
        ("Bản Hồ, ngày 12 tháng 3 năm 2024", "Bản Hồ", "2024-03-12"),
        ("Ngày 12 tháng 3 năm 2024", "Lào Cai", "2024-03-12"),
    ],
)
def test_place_and_date(line: str, place: str | None, issued: str) -> None:
    found = metadata(HEAD.format("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", line))
    assert (found.place, found.issued) == (place, issued)


@pytest.mark.parametrize(
    ("below", "title"),
    [
        ("V/v phòng chống dịch\nKính gửi: Các xã", "V/v phòng chống dịch"),
        ("V/v phòng chống dịch\nbệnh mùa hè\nKính gửi: Các xã", "V/v phòng chống dịch bệnh mùa hè"),
        ("V/v phòng chống\nCOVID-19\nKính gửi: Các xã", "V/v phòng chống COVID-19"),
        ("V/v phòng chống\nCÁC XÃ PHƯỜNG\nKính gửi: Các xã", "V/v phòng chống"),
        ("V/v phòng chống\nLào Cai, ngày 12 tháng 3 năm 2024\nKính gửi: Các xã", "V/v phòng chống"),
    ],
)
def test_the_subject_of_a_letter(below: str, title: str) -> None:
    text = f"SỞ Y TẾ\n{MOTTO}\nSố: 12/SYT-NV\n{below}\nCác xã rà soát hộ nghèo.\n"
    assert parse(text.encode(), name="letter.txt").metadata.title == title


@pytest.mark.parametrize(
    ("head", "opening", "province"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "", "Lào Cai"),
        ("UBND TỈNH LÀO CAI\nSỞ Y TẾ", "", "Lào Cai"),
        ("TRƯỜNG TIỂU HỌC KIM ĐỒNG", "Căn cứ Quyết định của UBND tỉnh Nghệ An về y tế;", "Nghệ An"),
        ("TRƯỜNG TIỂU HỌC KIM ĐỒNG", "Căn cứ Quyết định của UBND tỉnh Nghệ An và tỉnh Hà Tĩnh;", None),
        ("TỈNH ỦY HÀ TĨNH", "", "Hà Tĩnh"),
        ("BỘ Y TẾ", "Căn cứ Quyết định của UBND tỉnh Nghệ An về y tế;", None),
    ],
)
def test_the_province_of_a_document(head: str, opening: str, province: str | None) -> None:
    found = metadata(HEAD.format(head, "Ngày 12 tháng 3 năm 2024"), opening).province
    assert (found.name if found else None) == province
