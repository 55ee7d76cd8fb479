"""Figures that recognition is unsure of: what a letterhead then gives, and what it says of it."""

from __future__ import annotations

import pytest

from kehoach_parser.models import Plan
from kehoach_parser.pipeline import parse_source
from kehoach_parser.source import Box, Line, Piece, Region, Source


def recognised(text: str, region: Region, top: float, unsure: tuple[str, ...], sure: float | None = 0.95) -> Line:
    """A line of which the words `unsure` were read with little confidence."""
    pieces: list[Piece] = []
    at = 0
    for word in text.split(" "):
        box = Box(1, 70 + 6.0 * at, top, 70 + 6.0 * (at + len(word)), top + 14)
        pieces.append(Piece(at, at + len(word), box, 0.3 if word in unsure else sure))
        at += len(word) + 1
    return Line(text, region=region, box=Box(1, 70, top, 70 + 6.0 * len(text), top + 14), pieces=tuple(pieces))


def scanned(
    number: str,
    date: str,
    *,
    unsure: tuple[str, ...] = (),
    sure: float | None = 0.95,
    below: tuple[str, ...] = (),
    name: str = "scan.pdf",
) -> Plan:
    """A plan of a department with this line of number and of place and date, and these lines `below` its text."""
    heads: tuple[tuple[str, Region], ...] = (
        ("UBND TỈNH KIÊN GIANG", "head_left"),
        ("SỞ Y TẾ", "head_left"),
        (number, "head_left"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "head_right"),
        ("Độc lập - Tự do - Hạnh phúc", "head_right"),
        (date, "head_right"),
        ("KẾ HOẠCH", "body"),
        ("Phòng, chống dịch bệnh năm 2018", "body"),
        ("I. MỤC TIÊU", "body"),
        ("- 90% trẻ em được tiêm chủng.", "body"),
        *((line, "body") for line in below),
    )
    lines = tuple(recognised(text, region, 40 + 20.0 * n, unsure, sure) for n, (text, region) in enumerate(heads))
    return parse_source(Source(name, "0" * 64, "application/pdf", lines, text_origin="ocr" if sure else "native"))


def codes(plan: Plan) -> list[str]:
    return [issue.code for issue in plan.issues if issue.code.startswith("uncertain_")]


def test_a_head_read_with_confidence_is_given() -> None:
    plan = scanned("Số: 2155/KH-SYT", "Kiên Giang, ngày 17 tháng 11 năm 2018")
    assert (plan.metadata.number, plan.metadata.issued) == ("2155/KH-SYT", "2018-11-17")
    assert codes(plan) == []


@pytest.mark.parametrize("number", ["Số: 455 /KH-SYT", "Số: 455/KH-SYT"])
def test_a_number_read_with_little_confidence_is_none(number: str) -> None:
    plan = scanned(number, "Kiên Giang, ngày 17 tháng 11 năm 2018", unsure=("455", "455/KH-SYT"))
    assert (plan.metadata.number, plan.metadata.symbol) == (None, "KH-SYT")
    assert codes(plan) == ["uncertain_number"]
    assert plan.metadata.issued == "2018-11-17"


@pytest.mark.parametrize(
    ("below", "name"),
    [
        (("PHỤ LỤC", "(Kèm theo Kế hoạch số 455/ KH-SYT của Sở Y tế)"), "scan.pdf"),
        (("PHỤ LỤC I", "(Ban hành kèm theo Kế hoạch số 0455/KH-SYT của Sở Y tế)"), "scan.pdf"),
        (("455/KH-SYT",), "scan.pdf"),
        (("Trên đây là Kế hoạch số 455/KH-SYT về phòng, chống dịch bệnh.",), "scan.pdf"),
        ((), "KH 455 dich benh.pdf"),
        ((), "SoYTe_455-KH-SYT.pdf"),
    ],
)
def test_the_file_itself_confirms_its_number(below: tuple[str, ...], name: str) -> None:
    number = ("Số: 455 /KH-SYT", "Kiên Giang, ngày 17 tháng 11 năm 2018")
    plan = scanned(*number, unsure=("455",), below=below, name=name)
    assert (plan.metadata.number or "").lstrip("0") == "455/KH-SYT"
    assert codes(plan) == []


@pytest.mark.parametrize(
    ("below", "name"),
    [
        (("PHỤ LỤC", "(Kèm theo Kế hoạch số 456/KH-SYT của Sở Y tế)"), "scan.pdf"),
        (("Căn cứ Kế hoạch số 455/KH-UBND của UBND tỉnh",), "scan.pdf"),
        (("Cấp vắc xin theo Quyết định số 455/QĐ-SYT",), "455.pdf"),
        ((), "KH 1455 dich benh.pdf"),
    ],
)
def test_another_number_confirms_nothing(below: tuple[str, ...], name: str) -> None:
    number = ("Số: 455 /KH-SYT", "Kiên Giang, ngày 17 tháng 11 năm 2018")
    plan = scanned(*number, unsure=("455",), below=below, name=name)
    assert plan.metadata.number is None
    assert codes(plan) == ["uncertain_number"]


def test_an_annex_tells_a_number_of_which_a_letter_was_read() -> None:
    below = ("PHỤ LỤC", "(Kèm theo Kế hoạch số 2150/KH-SYT của Sở Y tế)")
    plan = scanned("Số: 2l5O/KH-SYT", "Kiên Giang, ngày 17 tháng 11 năm 2018", below=below)
    assert plan.metadata.number == "2150/KH-SYT"
    assert codes(plan) == ["uncertain_number"]


@pytest.mark.parametrize("number", ["Số:2}2 /KH-SYT", "Số: 2l5O/KH-SYT", "Số:"])
def test_letters_in_a_number_are_reported(number: str) -> None:
    plan = scanned(number, "Kiên Giang, ngày 17 tháng 11 năm 2018")
    assert plan.metadata.number is None
    assert codes(plan) == ["uncertain_number"]


@pytest.mark.parametrize(
    ("date", "unsure", "issued"),
    [
        ("Kiên Giang, ngày Í ?tháng I1 năm 2017", (), None),
        ("Kiên Giang, ngày Ơ1 tháng 3 năm 2018", (), "2018-03"),
        ("Kiên Giang, ngày 04 tháng 3 năm 2018", ("04",), "2018-03"),
        ("Kiên Giang, ngày 04 tháng 3 năm 2018", ("04", "3"), None),
    ],
)
def test_a_doubtful_day_leaves_what_is_sure(date: str, unsure: tuple[str, ...], issued: str | None) -> None:
    plan = scanned("Số: 215/KH-SYT", date, unsure=unsure)
    assert (plan.metadata.number, plan.metadata.issued) == ("215/KH-SYT", issued)
    assert codes(plan) == ["uncertain_date"]


def test_a_typed_blank_is_no_doubt() -> None:
    plan = scanned("Số: /KH-SYT", "Kiên Giang, ngày tháng 3 năm 2018", sure=None)
    assert (plan.metadata.number, plan.metadata.symbol) == (None, "KH-SYT")
    assert codes(plan) == []


def test_a_doubtful_figure_of_a_measure_is_kept_and_reported() -> None:
    plan = scanned("Số: 215/KH-SYT", "Kiên Giang, ngày 17 tháng 11 năm 2018", unsure=("90%",))
    assert [measure.low for target in plan.targets for measure in target.measures] == [90.0]
    assert codes(plan) == ["uncertain_figure"]
