"""Labels, times and repeated statements of tables (extract/tables): one row on each side of a border."""

from __future__ import annotations

import pytest

from kehoach_parser.extract.tables.labels import Stack, label_class, push_label, split_label
from kehoach_parser.extract.tables.same import BodyStatements
from kehoach_parser.extract.tables.times import read_part_of_year, read_time
from kehoach_parser.lexicon.tables import load
from kehoach_parser.models import Evidence, Target

# --- labels ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("I", "roman"), ("IV", "roman"), ("IIII", None), ("C", "upper"), ("D", "upper"), ("A", "upper"),
        ("1", "arabic"), ("12", "arabic"), ("1.2", "dotted2"), ("1.2.3", "dotted3"), ("a", "letter"),
        ("-", "-"), ("–", "-"), ("•", "-"), ("+", "+"), ("Giáo dục", None), ("", None),
    ],
)  # fmt: skip
def test_what_is_a_label(word: str, kind: str | None) -> None:
    found = label_class(word)
    assert (found[0] if found else None) == kind


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("1. Rà soát", ("arabic", "1", 3)),
        ("a) Rà soát", ("letter", "a", 3)),
        ("- Rà soát", ("-", "-", 2)),
        ("II. Giáo dục", ("roman", "II", 4)),
        ("Rà soát", None),
        ("IIII. Rà soát", None),
    ],
)
def test_a_label_at_the_beginning_of_a_cell(words: str, label: tuple[str, str, int] | None) -> None:
    assert split_label(words) == label


def nest(labels: str) -> str:
    """How deep the row of each label stands: `0` at the top."""
    stack: Stack = []
    held: list[str | None] = []
    depths = []
    for word in labels.split():
        label = label_class(word) if word != "…" else None
        held.append(label[1] if label else None)
        if label:
            push_label(stack, label, len(held) - 1, held.__getitem__)
            depths.append(str(len(stack) - 1))
        else:
            stack.append(("", len(held) - 1))
            depths.append("…")
    return " ".join(depths)


@pytest.mark.parametrize(
    ("labels", "depths"),
    [
        ("I 1 2 II 1 - + - 2", "0 1 1 0 1 2 3 2 1"),
        ("A I 1 II B I", "0 1 2 1 0 1"),
        ("I A 1 B II A", "0 1 2 1 0 1"),
        ("1 a b 2 a", "0 1 1 0 1"),
        ("a 1 2 b", "0 0 0 1"),
        ("- 1 - 2 -", "0 0 1 0 1"),
        # capitals that look like Roman numerals go on the capitals where no Roman one is open
        ("G H I", "0 0 0"),
        ("G I 1", "0 1 2"),
        ("H I II", "0 0 1"),
        # numbers of two parts stand under the first of them
        ("1 1.1 1.2 2 2.1", "0 1 1 0 1"),
        ("I 1.1 1.2 II 2.1", "0 1 1 0 1"),
        ("1 - 1.1 - 1.2", "0 1 1 2 1"),
        ("1 1.1 1.1.1 1.2", "0 1 2 1"),
        ("1 1.1 2.1.1", "0 1 2"),
        ("I - 1.1", "0 1 1"),
        ("1 - 2.1", "0 1 1"),
        ("1.1.1 1.1", "0 0"),
        # a heading without label is an outer one
        ("… 1 2", "… 1 1"),
        ("… 1.1", "… 1"),
    ],
)
def test_how_rows_nest(labels: str, depths: str) -> None:
    assert nest(labels) == depths


# --- times -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "deadline", "understood"),
    [
        ("Tháng 6/2026", "2026-06", True),
        ("Tháng 12", "2025-12", True),
        ("Tháng 1", "2025-01", True),
        ("Tháng 13", None, False),
        ("Tháng 3, 6, 9", "2025-09", True),
        ("Quý I", "2025-Q1", True),
        ("Quý II, III", "2025-Q3", True),
        ("Quý IV/2026", "2026-Q4", True),
        ("Quý 4", "2025-Q4", True),
        ("Quý I; tháng 2", "2025-Q1", True),
        ("Quý I; tháng 4", "2025-04", True),
        ("15/6/2026", "2026-06-15", True),
        ("Trước 15/12; tháng 12", "2025-12", True),
        ("Tháng 12/2025; năm 2025", "2025", True),
        ("2026-2030", "2030", True),
        ("Năm 2024, 2026", "2026", True),
        ("3 tháng đầu năm", "2025-03", True),
        ("6 tháng đầu năm", "2025-06", True),
        ("9 tháng đầu năm", "2025-09", True),
        ("6 tháng cuối năm", "2025-12", True),
        ("6 tháng đầu năm 2026", "2026-06", True),
        ("Tháng 6 hằng năm", None, True),
        ("Thường xuyên", None, True),
        ("Trong năm", "2025", True),
        ("Từ năm 2026 trở đi", None, True),
        ("", None, True),
        ("Sở Y tế", None, False),
    ],
)
def test_the_deadline_of_a_cell_of_times(words: str, deadline: str | None, understood: bool) -> None:
    found = read_time(words, 2025, load())
    assert (found.deadline, found.understood) == (deadline, understood)


@pytest.mark.parametrize(
    ("words", "deadline", "understood"),
    [
        ("Tháng 6", None, False),
        ("Quý II", None, False),
        ("6 tháng đầu năm", None, False),
        ("15/6", None, False),
        ("Trong năm", None, False),
        ("Tháng 6/2026", "2026-06", True),
        ("Tháng 6 hằng năm", None, True),
    ],
)
def test_a_cell_of_times_in_a_plan_of_several_years(words: str, deadline: str | None, understood: bool) -> None:
    found = read_time(words, None, load())
    assert (found.deadline, found.understood) == (deadline, understood)


@pytest.mark.parametrize(
    ("heading", "year", "time"),
    [
        ("Quý II", 2025, "2025-Q2"),
        ("Năm 2026 - Quý II", 2025, "2026-Q2"),
        ("6 tháng đầu năm", 2025, "2025-06"),
        ("Quý II", None, None),
        ("Cả năm", 2025, "2025"),
        ("Cả năm", None, None),
        ("Diện tích", 2025, None),
    ],
)
def test_a_heading_that_names_a_part_of_the_year(heading: str, year: int | None, time: str | None) -> None:
    assert read_part_of_year(heading, year, load()) == time


# --- statements of the body that a row repeats --------------------------------------------------------------


def body(*texts: str) -> BodyStatements:
    evidence = Evidence(start=0, end=1, quote="x")
    return BodyStatements(
        [
            Target(id=f"t{n}", section=None, text=text, kind="quantitative", measures=(), evidence=evidence)
            for n, text in enumerate(texts, 1)
        ]
    )


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("Tỷ lệ hộ nghèo giảm 5%", "t1"),
        ("Tỷ lệ hộ nghèo giảm 6%", None),  # another figure
        ("Tỷ lệ hộ nghèo giảm 5% (2.000 hộ)", None),  # one figure more
        ("Tỷ lệ hộ giàu lên 5%", "t1"),  # three of five words, two of four pairs
        ("Tỷ lệ hộ giàu lên cao 5%", None),
        ("Tỷ lệ hộ nghèo giảm", "t1"),
        ("Nâng cao chất lượng dạy và học", "t2"),
        ("Nâng cao chất lượng dạy nghề", "t2"),  # five of six words, four of five pairs
        ("Nâng cao tay nghề", None),
        ("05%", None),
        ("", None),
    ],
)
def test_a_row_repeats_a_statement(row: str, found: str | None) -> None:
    known = body("Tỷ lệ hộ nghèo giảm 05%", "Nâng cao chất lượng dạy và học trong các trường")
    assert known.find(row) == found


def test_of_two_statements_a_row_repeats_the_nearer() -> None:
    known = body("Tỷ lệ hộ nghèo giảm 5% mỗi năm tại các xã vùng cao", "Tỷ lệ hộ nghèo giảm 5%")
    assert known.find("Tỷ lệ hộ nghèo giảm 5%") == "t2"


@pytest.mark.parametrize(
    ("row", "near", "found"),
    [
        ("hộ nghèo 5%", "t1", "t1"),
        ("hộ giàu lên 5%", "t1", None),
        ("thu nhập của hộ 5%", "t1", None),
        ("mỗi năm 5%", "t1", "t1"),
        ("mỗi tháng 5%", "t1", None),
    ],
)
def test_a_sub_row_needs_fewer_words_of_what_the_row_above_repeats(row: str, near: str, found: str | None) -> None:
    known = body("Tỷ lệ hộ nghèo giảm bình quân 5% mỗi năm")
    assert known.find(row, near) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Tỷ lệ hộ nghèo", "t1"),
        ("Tỷ lệ hộ", None),  # three words
        ("Tỷ lệ hộ nghèo toàn tỉnh", None),
        ("Giáo dục đào tạo nghề", None),
    ],
)
def test_words_that_introduce_a_statement(words: str, found: str | None) -> None:
    assert body("Tỷ lệ hộ nghèo giảm 5% mỗi năm").find_parent(words) == found
