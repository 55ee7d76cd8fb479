"""Provinces before and after 1 July 2025."""

from __future__ import annotations

from datetime import date

import pytest

from kehoach_parser.lexicon import places
from kehoach_parser.lexicon.places import find_province

_BEFORE = date(2024, 6, 1)
_AFTER = date(2025, 7, 1)

# Nghị quyết 202/2025/QH15: the provinces that were joined to another, and those that stayed as they were.
_JOINED = {
    "Tuyên Quang": ["Hà Giang"],
    "Lào Cai": ["Yên Bái"],
    "Thái Nguyên": ["Bắc Kạn"],
    "Phú Thọ": ["Vĩnh Phúc", "Hòa Bình"],
    "Bắc Ninh": ["Bắc Giang"],
    "Hưng Yên": ["Thái Bình"],
    "Hải Phòng": ["Hải Dương"],
    "Ninh Bình": ["Hà Nam", "Nam Định"],
    "Quảng Trị": ["Quảng Bình"],
    "Đà Nẵng": ["Quảng Nam"],
    "Quảng Ngãi": ["Kon Tum"],
    "Gia Lai": ["Bình Định"],
    "Khánh Hòa": ["Ninh Thuận"],
    "Lâm Đồng": ["Đắk Nông", "Bình Thuận"],
    "Đắk Lắk": ["Phú Yên"],
    "Hồ Chí Minh": ["Bà Rịa - Vũng Tàu", "Bình Dương"],
    "Đồng Nai": ["Bình Phước"],
    "Tây Ninh": ["Long An"],
    "Cần Thơ": ["Sóc Trăng", "Hậu Giang"],
    "Vĩnh Long": ["Bến Tre", "Trà Vinh"],
    "Đồng Tháp": ["Tiền Giang"],
    "Cà Mau": ["Bạc Liêu"],
    "An Giang": ["Kiên Giang"],
}
_UNCHANGED = [
    "Cao Bằng", "Điện Biên", "Hà Tĩnh", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh", "Thanh Hóa", "Sơn La",
    "Hà Nội", "Thừa Thiên Huế",
]  # fmt: skip
_CURRENT = {
    **{name: name for name in _UNCHANGED},
    **{name: name for name in _JOINED},
    **{old: new for new, olds in _JOINED.items() for old in olds},
    "Thừa Thiên Huế": "Huế",
}


def test_all_63_are_named() -> None:
    assert len(_CURRENT) == 63
    on_that_day = {unit.name for unit in places.load().units if unit.holds(_BEFORE)}
    assert on_that_day == set(_CURRENT)


@pytest.mark.parametrize(("name", "current"), _CURRENT.items())
def test_current_name_of_every_province(name: str, current: str) -> None:
    for written in (name, f"tỉnh {name}", name.upper()):
        province = find_province(written, _BEFORE)
        assert province is not None
        assert (province.name, province.current_name) == (name, current)


def test_34_since_july_2025() -> None:
    units = [unit for unit in places.load().units if unit.holds(_AFTER)]
    assert len(units) == 34
    assert sum(unit.kind == "thành phố" for unit in units) == 6
    assert {unit.name for unit in units} == set(_CURRENT.values())
    assert all(unit.current_name == unit.name for unit in units)


@pytest.mark.parametrize("day", [date(2007, 1, 1), _BEFORE, date(2025, 3, 1), _AFTER])
def test_codes_are_unique_on_every_day(day: date) -> None:
    units = [unit for unit in places.load().units if unit.holds(day)]
    codes = [unit.code for unit in units]
    assert len(codes) == len(set(codes))
    assert len({unit.name for unit in units}) == len(units)


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Lào Cai", date(2020, 5, 14), ("Lào Cai", "10", "Lào Cai")),
        ("Lào Cai", date(2025, 8, 1), ("Lào Cai", "15", "Lào Cai")),
        ("Yên Bái", date(2024, 1, 16), ("Yên Bái", "15", "Lào Cai")),
        ("Thừa Thiên - Huế", date(2023, 1, 1), ("Thừa Thiên Huế", "46", "Huế")),
        ("Huế", date(2025, 4, 11), ("Huế", "46", "Huế")),
        ("Huế", date(2020, 1, 1), ("Thừa Thiên Huế", "46", "Huế")),
        ("Hà Tây", date(2007, 1, 1), ("Hà Tây", "28", "Hà Nội")),
        ("Hà Tây", None, ("Hà Tây", "28", "Hà Nội")),
        ("TP. HCM", date(2022, 1, 1), ("Hồ Chí Minh", "79", "Hồ Chí Minh")),
        ("Bà Rịa Vũng Tàu", date(2022, 1, 1), ("Bà Rịa - Vũng Tàu", "77", "Hồ Chí Minh")),
        ("ĐẮC LẮC", date(2022, 1, 1), ("Đắk Lắk", "66", "Đắk Lắk")),
        ("ĐắkLắk", date(2022, 1, 1), ("Đắk Lắk", "66", "Đắk Lắk")),
        ("Hoà Bình", date(2022, 1, 1), ("Hòa Bình", "17", "Phú Thọ")),
        ("Thành phố Hải Phòng", None, ("Hải Phòng", "31", "Hải Phòng")),
    ],
)
def test_spellings_and_days(name: str, on: date | None, expected: tuple[str, str, str]) -> None:
    province = find_province(name, on)
    assert province is not None
    assert (province.name, province.code, province.current_name) == expected


@pytest.mark.parametrize("name", ["", "Hồng Phong", "huyện Tam Đường", "Hà", "Sở Y tế", "Hà Nội mới", "tỉnh"])
def test_other_names_are_no_province(name: str) -> None:
    assert find_province(name) is None


def test_match_stops_behind_the_name() -> None:
    text = "tại tỉnh Bà Rịa - Vũng Tàu năm 2024"
    assert places.load().match(text, 9) == (26, "Bà Rịa - Vũng Tàu")
    assert places.load().match(text, 0) is None


def test_examples_hold() -> None:
    for example in places.examples():
        assert places.accepts(example.entry, example.text) is example.expected, example
