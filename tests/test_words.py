"""Words, numbers, times and damaged figures (extract/words): one text on each side of a border."""

from __future__ import annotations

from datetime import date

import pytest

from kehoach_parser.extract.words.damages import find_damages
from kehoach_parser.extract.words.numbers import find_numbers, format_number, parse_numeral, times_scale
from kehoach_parser.extract.words.times import (
    find_deadlines,
    find_year_lists,
    is_day,
    is_past,
    read_dates,
    read_heading_deadline,
    read_lead_in,
    read_period,
    read_recurrence,
    write_date,
    year_of,
)
from kehoach_parser.extract.words.words import INNER_COMMA, split_statement

# --- words -----------------------------------------------------------------------------------------------


def test_words_are_found_by_their_place() -> None:
    words = split_statement("  Rà soát hộ nghèo; cấp 5 thẻ. Tổ chức thi")
    assert words.words == ("rà", "soát", "hộ", "nghèo", ";", "cấp", "5", "thẻ", ".", "tổ", "chức", "thi")
    assert [words.at(offset) for offset in (0, 2, 3, 4, 5, 17, 18, 19, 100)] == [0, 0, 0, 1, 1, 3, 4, 5, 12]
    assert [words.after(offset) for offset in (0, 2, 3, 100)] == [0, 0, 1, 12]
    assert [words.clause_start(index) for index in (0, 4, 5, 8, 9, 11, 12)] == [0, 0, 5, 5, 9, 9, 12]
    assert [words.clause_end(index) for index in (0, 4, 5, 8, 9, 11, 12)] == [5, 5, 9, 9, 12, 12, 12]
    assert words.sentences == (0,) * 9 + (1,) * 3
    assert (words.slice(0, 2), words.slice(11, 12)) == ("Rà soát", "thi")
    assert (words.slice(0, 0), words.slice(12, 12), words.slice(3, 2)) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Rà soát xã. Tập huấn", 2),
        ("Rà soát xã. - Tập huấn", 2),
        ("Rà soát xã. tập huấn", 1),
        ("Rà soát xã. 3 huyện tập huấn", 2),
        ("Rà soát năm 2025. 3 huyện tập huấn", 1),
        ("Rà soát xã.3 huyện tập huấn", 1),
        ("Rà soát tại TP. Lào Cai", 1),
        ("Rà soát xã.", 1),
        (". Rà soát xã", 2),
    ],
)
def test_where_a_sentence_ends(text: str, sentences: int) -> None:
    assert split_statement(text).sentences[-1] == sentences - 1


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("cơ sở sản xuất, kinh doanh", 1),
        ("sản xuất, kinh doanh", 1),
        ("phòng, chống dịch", 1),
        ("phòng, tránh", 0),
        ("phòng,", 0),
        (", chống dịch, phòng", 0),
        ("xuất, kinh doanh", 0),
        ("chăn nuôi, trồng trọt, phòng, chống dịch", 2),
    ],
)
def test_a_comma_within_a_fixed_pair_parts_nothing(text: str, inner: int) -> None:
    assert split_statement(text).words.count(INNER_COMMA) == inner


# --- numbers ---------------------------------------------------------------------------------------------


def found(text: str) -> str:
    """The numbers of a text: `5`, `5-10`, `3/4`, with `%` and `?` for a doubt."""
    return " ".join(
        format_number(number.low)
        + (f"-{format_number(number.high)}" if number.high != number.low else "")
        + (f"/{format_number(number.of)}" if number.of is not None else "")
        + (number.percent or "")
        + "?" * bool(number.doubts)
        for number in find_numbers(text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("½ số xã, ⅓, ¼, ⅔ và ¾ số hộ", "1/2 1/3 1/4 2/3 3/4"),
        ("2.460 hộ; 3,5 điểm; 03 xã", "2.460 3,5 3"),
        # a comma before three figures may part thousands
        ("1,234 hộ", "1,234?"),
        ("123,456 hộ", "123,456?"),
        ("1234,567 hộ", "1.234,567"),
        ("0,125 ha", "0,125"),
        ("1,23 ha", "1,23"),
        ("1,2345 ha", "1,2345"),
        ("đạt 12,345%", "12,345%"),
        ("1,234,567 đồng", "1.234.567?"),
        ("3.5 điểm", "3,5?"),
        ("đạt 3.5%", "3,5%?"),
        # ranges
        ("từ 5-10%", "5-10%"),
        ("từ 10-5%", "5-10%?"),
        ("từ 5-5%", "5%"),
        ("đạt 30% đến 2030", "30% 2.030"),
        ("từ 1.500 - 2000 hộ", "1.500-2.000"),
        ("từ 1500 - 2000 hộ", "1.500-2.000"),
        ("từ 150 - 2000 hộ", "150 2.000"),
        ("băng tần 1-2G", "1"),
        ("từ 2-5ha", "2-5"),
        ("từ 2-3 triệu đồng", "2.000.000-3.000.000"),
        ("từ 2 triệu - 3 triệu đồng", "2.000.000-3.000.000"),
        ("mạng 5G, tuyến 5km", "5"),
        # digits grown on to a word
        ("xăng E5", ""),
        ("dịch COVID-19", ""),
        ("hộ dân1", ""),
        ("mã_5", ""),
        ("QL.6 và tháng/2", ""),
        ("-19 ca", "19"),
        (",540 quán", "540"),
        ("bếp ăn tập thể,540 quán", "540"),
        ("ảnh Sentinel-2", ""),
        ("giảm tỷ lệ-2%", "2%"),
        ("giảm than-2%", "2%"),
        ("trang 5 (-2%)", "5 2%"),
        # parts of a whole
        ("3/4 xã, 4/4 xã", "3/4 4/4"),
        ("5/4 xã", ""),
        ("0/0 xã", ""),
        ("0/5 xã", "0/5"),
        # in words
        ("từ một đến hai công trình", "1-2"),
        ("từ hai đến một công trình", "2 1"),
        ("từ hai đến hai công trình", "2 2"),
        ("một nghìn một trăm hộ", "1.100"),
        ("một nghìn hai trăm hộ", "1.200"),
        ("một triệu hai trăm nghìn đồng", "1.200.000"),
        ("hai mươi mốt xã, mười hai huyện", "21 12"),
        ("một trăm linh năm hộ", "105"),
        ("hai phần ba số hộ", "2/3"),
    ],
)
def test_numbers_in_a_text(text: str, expected: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1" * 40, float("1" * 40)),
        ("1" * 41, None),
        ("1.000.000,5", 1000000.5),
        ("1.2.3", None),
        ("1,2,3", None),
        ("1 000", 1000.0),
        ("1\n000", 1000.0),
    ],
)
def test_what_is_a_numeral(numeral: str, value: float | None) -> None:
    assert parse_numeral(numeral) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2460.0, "2.460"),
        (3.5, "3,5"),
        (-3.5, "-3,5"),
        (0.0, "0"),
        (0.00001, "0,00001"),
        (1e17, "100.000.000.000.000.000"),
    ],
)
def test_how_a_number_is_written(value: float, written: str) -> None:
    assert format_number(value) == written


def test_a_scale_leaves_no_dust() -> None:
    assert times_scale(1.1, 1e6) == 1100000.0
    assert times_scale(0.3333, 1.0) == 0.3333


# --- damaged figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ("l5 lớp", ["l5"]),
        ("Tổ chức tại các xã vùng cao, vùng sâu, vùng xa của tỉnh l5 lớp", ["l5"]),
        ("l5 lớp" + " và các xã" * 12 + " l5 lớp" + " và các xã" * 4 + " l5 lớp", ["l5", "l5", "l5"]),
        ("đạt 36/31 trạm", ["36/31"]),
        ("đạt 31/31 trạm", []),
        ("đạt 15/13 trạm", ["15/13"]),
        ("đạt 15/12 trạm", []),
        ("trước ngày 31/11/2026", ["31/11/2026"]),
        ("trước ngày 30/11/2026", []),
        ("đạt 95% số hộ", []),
    ],
)
def test_damaged_figures(text: str, damaged: list[str]) -> None:
    assert [text[start:end] for start, end in find_damages(text)] == damaged


# --- times -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        (("2025", "6", "30"), "2025-06-30"),
        (("2025", "6", "31"), "2025-06"),
        (("2025", "6", "1"), "2025-06-01"),
        (("2025", "6", "0"), "2025-06"),
        (("2025", "6"), "2025-06"),
        (("2025", "1"), "2025-01"),
        (("2025", "12"), "2025-12"),
        (("2025", "13"), "2025"),
        (("2025", "0"), "2025"),
        (("2024", "2", "29"), "2024-02-29"),
        (("2025", "2", "29"), "2025-02"),
        (("-", "2", "29"), "--02-29"),
        (("-", "2", "30"), "--02"),
    ],
)
def test_a_date_is_written_as_far_as_the_calendar_has_it(stated: tuple[str, ...], written: str) -> None:
    assert write_date(*stated) == written


def test_days_of_the_calendar() -> None:
    days = ("1", "1"), ("31", "12"), ("0", "1"), ("1", "0"), ("1", "13"), ("32", "1"), ("29", "2")
    assert [is_day(day, month, "2025") for day, month in days] == [True, True] + [False] * 5


def test_years_before_the_day_of_the_document() -> None:
    assert [is_past(value, date(2025, 6, 1)) for value in ("2024", "2024-12-31", "2025", "2026", None, "--06-17")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip
    assert not is_past("2024", None)
    assert [year_of(value) for value in ("2025-Q1", "--06-17", None)] == [2025, None, None]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phát triển rừng giai đoạn 2021-2025", (2021, 2025)),
        ("Bảo tồn di sản giai đoạn 1980-2030", (1980, 2030)),
        ("Bảo tồn di sản giai đoạn 1980-2031", None),
        ("Bảo tồn di sản giai đoạn 2025-2025", None),
        ("Phát triển rừng giai đoạn 2021-2025, tầm nhìn 2030-2045", (2021, 2025)),
        ("Thực hiện Chương trình giai đoạn 2021-2025 năm 2021", (2021, 2021)),
        ("Thực hiện Chương trình giai đoạn 2021-2025 năm 2025", (2025, 2025)),
        ("Thực hiện Chương trình giai đoạn 2021-2025 năm 2026", (2021, 2025)),
        ("Thực hiện Chương trình giai đoạn 2021-2025 năm 2020", (2021, 2025)),
        ("Phát triển rừng năm 2024 và năm 2025", (2024, 2025)),
        ("Phát triển rừng năm 2017 và giai đoạn 2017-2020", (2017, 2020)),
        ("Rà soát hộ nghèo 6 tháng cuối năm 2025", (2025, 2025)),
        ("Phát triển rừng đến năm 2030", None),
        ("Phát triển rừng", None),
    ],
)
def test_the_years_of_a_title(title: str, period: tuple[int, int] | None) -> None:
    assert read_period(title) == period


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("trước ngày 15/7/2025", ["2025-07-15 deadline"]),
        ("từ ngày 10/7 đến ngày 15/7/2025", ["--07-10 start", "2025-07-15 deadline"]),
        ("trước ngày 10/12 và 15/12", ["--12-10 deadline", "--12-15 deadline"]),
        ("đạt 10/12 xã", []),
        ("trước ngày 10/12 và 9/12 xã", ["--12-10 deadline"]),
        ("trong năm 2025", ["2025 deadline"]),
        ("số liệu 2025", []),
        ("tháng 8 năm 2026", ["2026-08 on"]),
        ("quý III/2026", ["2026-Q3 on"]),
        ("trước ngày 31/6/2025", []),
        ("hằng tháng", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert [f"{found.date} {found.kind}" for found in read_dates(text)] == dates


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("đến năm 2025", ["2025 by"]),
        ("từ năm 2025", ["None from"]),
        ("từ năm 2021 đến năm 2025", ["2025 by"]),
        ("so với năm 2020", []),
        ("tầm nhìn đến năm 2045", []),
        ("trong quý I/2026", ["2026-Q1 in"]),
        ("trong 6 tháng đầu năm 2026", ["2026-06 in"]),
        ("chỉ tiêu năm 2024 của huyện", ["2024 bare"]),
        ("đạt 95% số xã giai đoạn 2021-2025.", ["2025 in"]),
        ("95% số xã giai đoạn 2021-2025 của tỉnh", ["2025 bare"]),
    ],
)
def test_deadlines(text: str, times: list[str]) -> None:
    assert [f"{found.value} {found.kind}" for found in find_deadlines(text)] == times


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("vào các năm 2015, 2020", [("2015", "2020")]),
        ("vào năm 2015", []),
        ("so với các năm 2015, 2020", []),
    ],
)
def test_lists_of_years(text: str, years: list[tuple[str, ...]]) -> None:
    assert [found.years for found in find_year_lists(text)] == years


@pytest.mark.parametrize(
    ("title", "time"),
    [
        ("Mục tiêu đến năm 2025", "2025"),
        ("Mục tiêu đến ngày 30/6/2025", "2025-06-30"),
        ("Giai đoạn 2025 - 2030", "2030"),
        ("Chỉ tiêu năm 2024", "2024"),
        ("Tầm nhìn đến năm 2045", None),
        ("Từ năm 2025", None),
    ],
)
def test_the_time_of_a_heading(title: str, time: str | None) -> None:
    assert read_heading_deadline(title) == time


@pytest.mark.parametrize(
    ("text", "every", "deadline"),
    [
        ("Hằng năm, các xã hoàn thành:", "year", None),
        ("Đến năm 2050, các xã:", None, "2050"),
        ("Trong năm 2026, các xã:", None, "2026"),
        ("Năm 2026, các xã:", None, "2026"),
        ("Các xã vào năm 2026 của tỉnh:", None, "2026"),
        ("Theo chỉ tiêu năm 2026 của tỉnh:", None, None),
        ("Các xã hoàn thành:", None, None),
    ],
)
def test_what_a_lead_in_says_of_its_list(text: str, every: str | None, deadline: str | None) -> None:
    lead = read_lead_in(text)
    assert (lead.every, lead.deadline) == (every, deadline)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("báo cáo hằng tháng, hằng năm", "month"),
        ("báo cáo 6 tháng, năm", "half_year"),
        ("báo cáo định kỳ 3 tháng một lần", "quarter"),
        ("báo cáo hằng quý", "quarter"),
        ("báo cáo kết quả", None),
    ],
)
def test_how_often_a_duty_recurs(text: str, period: str | None) -> None:
    assert read_recurrence(text) == period
