"""Which labels count, at which depth, and what is reported of them (structure/labels.py): one line a border."""

from __future__ import annotations

import pytest

from kehoach_parser.structure.labels import Candidate, choose_labels, match_bullet, match_label, read_roman


def choose(given: str) -> str:
    """The labels of lines `strength label …`, each with its depth and what is odd about it."""
    lines = [line.strip() for line in given.split("|")]
    text = "\n".join(line[2:] for line in lines)
    candidates = []
    at = 0
    for line in lines:
        label = match_label(text, at, at + len(line) - 2)
        assert label is not None, line
        candidates.append(Candidate(label, int(line[0])))
        at += len(line) - 1
    return ", ".join(
        f"{choice.label.text}@{choice.depth}" + (f" {choice.doubt}" if choice.doubt else "")
        for choice in choose_labels(candidates, text)
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # the next of its sequence counts wherever it stands before a capital letter
        ("2 1. Rà soát|0 2. Tập huấn", "1@0, 2@0"),
        ("2 1. Rà soát|0 2. tập huấn", "1@0"),
        ("2 1. Rà soát|2 2. tập huấn", "1@0, 2@0"),
        # the same once more: behind a stop only
        ("2 1. Rà soát|1 1. Tập huấn", "1@0, 1@0 duplicate_label"),
        ("2 1. Rà soát|0 1. Tập huấn", "1@0"),
        # up to three may be missing behind a stop, any number where the format tells a paragraph
        ("2 1. Rà soát|1 3. Tập huấn", "1@0, 3@0 label_gap"),
        ("2 1. Rà soát|0 3. Tập huấn", "1@0"),
        ("2 1. Rà soát|1 5. Tập huấn", "1@0, 5@0 label_gap"),
        ("2 1. Rà soát|1 6. Tập huấn", "1@0"),
        ("2 1. Rà soát|2 6. Tập huấn", "1@0, 6@0 label_gap"),
        # a sequence begins anew under a heading, at the outermost depth only where the format tells a paragraph
        ("2 I. MỤC TIÊU|1 1. Rà soát|1 2. Tập huấn|1 1. In ấn", "I@0, 1@1, 2@1, 1@1 label_restart"),
        ("2 I. MỤC TIÊU|1 1. Rà soát|1 2. Tập huấn|0 1. In ấn", "I@0, 1@1, 2@1"),
        ("2 1. Rà soát|1 2. Tập huấn|1 1. In ấn", "1@0, 2@0"),
        ("2 1. Rà soát|1 2. Tập huấn|2 1. In ấn", "1@0, 2@0, 1@0 label_gap"),
        ("2 I. MỤC TIÊU|1 1. Rà soát|1 2. Tập huấn|1 a) In ấn|1 1. Đăng tải", "I@0, 1@1, 2@1, a@2"),
        ("2 I. MỤC TIÊU|1 2. Rà soát|1 3. Tập huấn|1 2. In ấn", "I@0, 2@1 label_gap, 3@1"),
        # a first label is a one, or behind a stop up to a three
        ("0 1. Rà soát", "1@0"),
        ("1 3. Rà soát", "3@0 label_gap"),
        ("0 3. Rà soát", ""),
        ("1 4. Rà soát", ""),
        ("2 4. Rà soát", "4@0 label_gap"),
        # a great number is a figure where it goes on nothing
        ("2 99. Rà soát", "99@0 label_gap"),
        ("2 100. Rà soát", ""),
        ("2 99. Rà soát|1 100. Tập huấn", "99@0 label_gap, 100@0"),
        ("2 98. Rà soát|2 100. Tập huấn", "98@0 label_gap"),
        # numbers of two parts stand under the first of them
        ("2 2. Rà soát|0 2.1. Tập huấn|0 2.2. In ấn", "2@0 label_gap, 2.1@1, 2.2@1"),
        ("2 2. Rà soát|1 2.3. Tập huấn", "2@0 label_gap, 2.3@1 label_gap"),
        ("2 2. Rà soát|0 2.3. Tập huấn", "2@0 label_gap"),
        ("2 2. Rà soát|1 3.1. Tập huấn", "2@0 label_gap"),
        ("2 2. Rà soát|2 3.1. Tập huấn", "2@0 label_gap, 3.1@1 label_gap"),
        ("2 2. Rà soát|1 2.1. Tập huấn|1 3. In ấn|1 3.1. Đăng tải", "2@0 label_gap, 2.1@1, 3@0, 3.1@1"),
        ("2 1. Rà soát|1 1.1. Tập huấn|1 1.1.1. In ấn|1 1.1.2. Đăng tải", "1@0, 1.1@1, 1.1.1@2, 1.1.2@2"),
        ("2 II. NHIỆM VỤ|1 2.1. Rà soát", "II@0 label_gap, 2.1@1"),
        ("2 II. NHIỆM VỤ|1 1.1. Rà soát", "II@0 label_gap"),
        ("2 II. NHIỆM VỤ|2 2.1.1. Rà soát", "II@0 label_gap, 2.1.1@1 label_gap"),
        ("2 Điều 2. Phê duyệt|1 2.1. Rà soát", "Điều 2@0 label_gap, 2.1@1"),
        # where a blank stands in such a number that fits nothing, a figure stands behind a label
        ("2 4. Rà soát|1 5. 18 trạm bơm", "4@0 label_gap, 5@0"),
        # a capital letter or a Roman number: by the sequence
        ("2 A. MỤC TIÊU|1 B. NHIỆM VỤ|1 C. KINH PHÍ|1 D. THỰC HIỆN", "A@0, B@0, C@0, D@0"),
        ("2 A. GỒM|1 B. GỒM|1 C. GỒM|1 D. GỒM|1 Đ. GỒM|1 E. GỒM", "A@0, B@0, C@0, D@0, Đ@0, E@0"),
        ("2 H. MỤC TIÊU|1 I. NHIỆM VỤ", "H@0 label_gap, I@0"),
        ("2 I. MỤC TIÊU|1 II. NHIỆM VỤ", "I@0, II@0"),
        ("2 A. MỤC TIÊU|1 I. NHIỆM VỤ|1 II. KINH PHÍ|1 B. THỰC HIỆN|1 I. THỜI GIAN", "A@0, I@1, II@1, B@0, I@1"),
        # letters by the Vietnamese alphabet, or without đ
        ("2 a) Rà soát|1 b) Tập huấn|1 c) In ấn|1 d) Đăng|1 đ) Sơ kết|1 e) Tổng kết", "a@0, b@0, c@0, d@0, đ@0, e@0"),
        ("2 a) Rà soát|1 b) Tập huấn|1 a) In ấn", "a@0, b@0"),
        # what an article announces stands below it; else articles stand within parts
        ("2 Điều 1. Phê duyệt Chương trình sau:|1 I. MỤC TIÊU|1 II. NHIỆM VỤ", "Điều 1@0, I@1, II@1"),
        ("2 Điều 1. Phê duyệt Chương trình.|1 I. MỤC TIÊU", "Điều 1@0, I@0"),
        ("2 Điều 1. Phê duyệt Chương trình sau:|1 II. NHIỆM VỤ", "Điều 1@0, II@0 label_gap"),
        ("2 1. Phê duyệt Chương trình sau:|1 I. MỤC TIÊU", "1@0, I@0"),
    ],
)  # fmt: skip
def test_labels_count_where_they_go_on(given: str, expected: str) -> None:
    assert choose(given) == expected


@pytest.mark.parametrize(
    ("line", "text", "style"),
    [
        ("0. Rà soát", None, ""),
        ("999. Rà soát", "999", "arabic"),
        ("1.0. Rà soát", None, ""),
        ("1.10. Rà soát", "1.10", "dotted2"),
        ("PHẦN THỨ HAI: MỤC TIÊU", "Phần thứ hai", "part"),
        ("Phần II: MỤC TIÊU", "Phần II", "part"),
    ],
)
def test_a_label_begins_at_one(line: str, text: str | None, style: str) -> None:
    label = match_label(line, 0, len(line))
    assert (label.text, label.style) == (text, style) if label else text is None


ROMAN = "I=1 V=5 IX=9 X=10 XIX=19 XL=40 XLIX=49 L=50 XC=90 XCI=91 C=100 CIV=104"


@pytest.mark.parametrize("pair", ROMAN.split())
def test_roman_numbers_up_to_a_hundred_and_more(pair: str) -> None:
    written, value = pair.split("=")
    assert read_roman(written) == int(value)


@pytest.mark.parametrize("written", ["IC", "VV", "XM", "VIV", "IIX", "XXXX", "LC"])
def test_no_roman_numbers(written: str) -> None:
    assert read_roman(written) is None


BULLETS = {
    "- Rà soát": ("-", 2),
    "+ Rà soát": ("+", 2),
    "* Rà soát": ("*", 2),
    "• Rà soát": ("-", 2),
    "-Rà soát": ("-", 1),
    "- 5% số hộ": ("-", 2),
    "-5% số hộ": None,
    "-": None,
}


@pytest.mark.parametrize("line", BULLETS)
def test_a_bullet_is_no_sign_of_a_figure(line: str) -> None:
    assert match_bullet(line, 0, len(line)) == BULLETS[line]
