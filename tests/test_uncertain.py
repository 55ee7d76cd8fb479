"""Figures and heads that recognition is unsure of (extract/uncertain.py): one page on each side of a border."""

from __future__ import annotations

import pytest

from kehoach_parser.extract.uncertain import find_damaged_figures, find_uncertain_figures, find_uncertain_head
from kehoach_parser.models import Measure, Metadata, Table
from kehoach_parser.source import Box, Line, Piece
from kehoach_parser.structure.values import Doubt, Outline, Text

from .tables_text import text_of


def scan(*lines: str, unsure: tuple[str, ...] = (), confidence: float = 0.5, sure: float | None = 0.95) -> Text:
    """Lines whose words were recognised surely, but for those named."""
    made = []
    for row, line in enumerate(lines):
        pieces, at = [], 0
        for word in line.split(" "):
            box = Box(1, 10.0 * at, 20.0 * row, 10.0 * (at + len(word)), 20.0 * row + 12)
            pieces.append(Piece(at, at + len(word), box, confidence if word in unsure else sure))
            at += len(word) + 1
        made.append(Line(line, pieces=tuple(pieces)))
    return text_of(*made)


def measure(text: Text, words: str) -> Measure:
    at = text.text.index(words)
    return Measure(comparator="eq", low=5, high=5, unit="xã", evidence=text.evidence(at, at + len(words)))


@pytest.mark.parametrize(
    ("confidence", "doubts"),
    [(0.5, ["uncertain_figure"]), (0.79, ["uncertain_figure"]), (0.8, []), (0.95, [])],
)
def test_a_figure_of_little_confidence_is_told(confidence: float, doubts: list[str]) -> None:
    text = scan("Rà soát 15 xã của huyện", unsure=("15",), confidence=confidence)
    found = find_uncertain_figures(text, [measure(text, "15 xã"), measure(text, "15 xã")])
    assert [doubt.code for doubt in found] == doubts
    assert [text.text[doubt.start : doubt.end] for doubt in found] == ["15"] * len(doubts)


def test_a_text_that_was_read_is_sure() -> None:
    text = scan("Rà soát 15 xã", sure=None, unsure=())
    assert find_uncertain_figures(text, [measure(text, "15 xã")]) == ()
    metadata = Metadata(number="12/KH-UBND")
    assert find_uncertain_head(text, Outline((0, 5), (0, 0), (), (), (0, 0), ()), metadata, "a.pdf") == (metadata, ())


def test_damaged_figures_of_tasks_and_cells() -> None:
    text = text_of(Line("Mở l5 lớp học"), Line("đạt B0% hồ sơ"), Line("B0% hồ sơ"))
    whole = text.evidence(0, len(text.text))
    table = Table(rows=(("B0% hồ sơ", "Sở Y tế"), ("B0% hồ sơ", "")), evidence=whole)
    found = find_damaged_figures(text, [text.evidence(0, 13)], [table], ())
    assert [text.text[doubt.start : doubt.end] for doubt in found] == ["l5", "B0%"]
    known = Doubt("figure_doubt", "x", found[0].start, found[0].end)
    assert len(find_damaged_figures(text, [text.evidence(0, 13)], [table], [known])) == 1
    other = Doubt("other", "x", found[0].start, found[0].end)
    assert len(find_damaged_figures(text, [text.evidence(0, 13)], [table], [other])) == 2


HEAD = ("UBND TỈNH LÀO CAI", "Số: 12 /KH-UBND", "Lào Cai, ngày 15 tháng 3 năm 2024")


def head(
    *lines: str, unsure: tuple[str, ...] = (), name: str = "a.pdf", below: tuple[str, ...] = ("KẾ HOẠCH",)
) -> tuple[str | None, str | None, str | None, list[str]]:
    """Number, symbol and date that stay, and the doubts."""
    text = scan(*lines, *below, unsure=unsure)
    end = text.text.index(below[0]) - 1
    given = Metadata(number="12/KH-UBND", symbol="KH-UBND", issued="2024-03-15")
    outline = Outline((0, end), (0, 0), (), (), (0, 0), ())
    found, doubts = find_uncertain_head(text, outline, given, name)
    return found.number, found.symbol, found.issued, [doubt.code for doubt in doubts]


@pytest.mark.parametrize(
    ("unsure", "found"),
    [
        ((), ("12/KH-UBND", "KH-UBND", "2024-03-15", [])),
        (("12",), (None, "KH-UBND", "2024-03-15", ["uncertain_number"])),
        (("15",), ("12/KH-UBND", "KH-UBND", "2024-03", ["uncertain_date"])),
        (("3",), ("12/KH-UBND", "KH-UBND", None, ["uncertain_date"])),
        (("2024",), ("12/KH-UBND", "KH-UBND", None, ["uncertain_date"])),
        (("12", "15"), (None, "KH-UBND", "2024-03", ["uncertain_number", "uncertain_date"])),
        (("UBND",), ("12/KH-UBND", "KH-UBND", "2024-03-15", [])),
    ],
)
def test_a_head_that_is_unsure(unsure: tuple[str, ...], found: tuple[object, ...]) -> None:
    assert head(*HEAD, unsure=unsure) == found


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("12-KH_suadoi.pdf", "12/KH-UBND"),
        ("13-KH_suadoi.pdf", None),
        ("12-baocao.pdf", None),
        ("KH 2024 so 12.pdf", None),
    ],
)
def test_the_name_of_the_file_repeats_the_number(name: str, number: str | None) -> None:
    assert head(*HEAD, unsure=("12",), name=name)[0] == number


@pytest.mark.parametrize(
    ("below", "number", "doubts"),
    [
        ("(Kèm theo Kế hoạch số 12/KH-UBND)", "12/KH-UBND", []),
        ("(Kèm theo Kế hoạch số 12/KH-SYT)", None, ["uncertain_number"]),
        ("(Kèm theo Kế hoạch số 13/KH-UBND)", None, ["uncertain_number"]),
    ],
)
def test_an_annex_repeats_the_number(below: str, number: str | None, doubts: list[str]) -> None:
    found = head(*HEAD, unsure=("12",), below=("KẾ HOẠCH", "PHỤ LỤC", below))
    assert (found[0], found[3]) == (number, doubts)
