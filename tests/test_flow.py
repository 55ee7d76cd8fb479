"""From lines to paragraphs: no offset moves, nothing is lost, and the parts cover the document."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_parser.lexicon.headings import load
from kehoach_parser.source import Line, Source
from kehoach_parser.structure.flattened import unflatten
from kehoach_parser.structure.labels import match_label, read_roman
from kehoach_parser.structure.outline import build_outline
from kehoach_parser.structure.paragraphs import reflow
from kehoach_parser.structure.text import normalise
from kehoach_parser.structure.values import Node

CORPUS = Path(__file__).parents[1] / "corpus"
LINES = st.sampled_from(
    [
        "KẾ HOẠCH",
        "Phòng, chống thiên tai năm 2025",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NHIỆM VỤ",
        "1. Mục đích",
        "2. Tổ chức thực hiện các nhiệm vụ được giao theo quy định của pháp luật;",
        "a) Chỉ tiêu",
        "b) Nhiệm vụ:",
        "1.1. Rà soát",
        "- 100% xã, phường hoàn thành nhiệm vụ",
        "xã hội của địa phương.",
        "5 năm và hàng năm của tỉnh",
        "Nơi nhận:",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Nguyễn Văn An",
        "PHỤ LỤC I",
        "(Kèm theo Kế hoạch số 1/KH-UBND)",
        "",
    ]
)


def flow_of(lines: list[str]) -> tuple[str, str, tuple[Node, ...], tuple[int, ...]]:
    headings = load()
    source = Source("test", "0" * 64, "text/plain", tuple(Line(line) for line in lines))
    text = normalise(source, headings)
    flow = reflow(unflatten(text, headings), headings)
    outline = build_outline(flow, headings)
    return text.text, flow.text.text, outline.nodes, tuple(line.start for line in flow.text.lines)


@given(st.lists(LINES, max_size=25))
def test_only_spaces_and_breaks_change_places(lines: list[str]) -> None:
    before, after, _, _ = flow_of(lines)
    assert before.replace("\n", " ") == after.replace("\n", " ")


@given(st.lists(LINES, max_size=25))
def test_lines_of_the_flow_are_the_lines_of_its_text(lines: list[str]) -> None:
    _, after, _, starts = flow_of(lines)
    expected, at = [], 0
    for line in after.split("\n") if after else []:
        expected.append(at)
        at += len(line) + 1
    assert list(starts) == expected


@given(st.lists(LINES, max_size=25))
def test_siblings_follow_one_another_inside_their_parent(lines: list[str]) -> None:
    def check(nodes: tuple[Node, ...], start: int, end: int) -> None:
        at = start
        for node in nodes:
            assert at <= node.start < node.end <= end
            assert all(node.start <= block.start < block.end <= node.end for block in node.blocks)
            check(node.children, node.start, node.end)
            at = node.end

    _, after, nodes, _ = flow_of(lines)
    check(nodes, 0, len(after))


@pytest.mark.parametrize("folder", sorted(p.parent for p in CORPUS.glob("*/gold.json")), ids=lambda p: p.name)
def test_sections_and_their_paragraphs_cover_the_body(folder: Path) -> None:
    """Every word between the first section and the foot belongs to exactly one heading, paragraph or table."""
    from kehoach_parser.readers import read
    from kehoach_parser.structure.page_tables import stitch

    headings = load()
    text = normalise(stitch(read(folder / "source.txt")), headings)
    flow = reflow(unflatten(text, headings), headings)
    outline = build_outline(flow, headings)
    spans: list[tuple[int, int]] = []

    def collect(node: Node) -> None:
        if node.title is not None:
            spans.append((node.start, node.title_end))
        elif node.blocks:
            spans.append((node.start, node.blocks[0].start))
        spans.extend((block.start, block.end) for block in node.blocks)
        spans.extend((flow.text.tables[i].start, flow.text.tables[i].end) for i in node.tables)
        for child in node.children:
            collect(child)

    for node in outline.nodes:
        collect(node)
    spans.sort()
    body = flow.text.lines[flow.parts.body[0] : flow.parts.body[1]]
    covered = 0
    at = body[0].start
    for start, end in spans:
        assert start >= at or start >= end, "two parts share words"
        assert not flow.text.text[at:start].strip(" :\n"), "words belong to no part"
        at = max(at, end)
        covered += end - start
    assert not flow.text.text[at : body[-1].end].strip()
    assert covered > 0


@pytest.mark.parametrize(
    ("line", "style", "text"),
    [
        ("I. MỤC ĐÍCH", "roman", "I"),
        ("II- NHIỆM VỤ", "roman", "II"),
        ("1.Mục tiêu", "arabic", "1"),
        ("8 . Sở Y tế", "arabic", "8"),
        ("1.1. Chỉ tiêu", "dotted2", "1.1"),
        ("2.1.3 Rà soát", "dotted3", "2.1.3"),
        ("đ) Nhiệm vụ", "letter", "đ"),
        ("Phần I. ĐẶC ĐIỂM", "part", "Phần I"),
        ("PHẦN THỨ NHẤT", "part", "Phần thứ nhất"),
        ("Điều 1. Ban hành", "article", "Điều 1"),
        ("(2) Mô hình", "paren_arabic", "2"),
    ],
)
def test_labels(line: str, style: str, text: str) -> None:
    label = match_label(line, 0, len(line))
    assert label is not None
    assert (label.style, label.text) == (style, text)


@pytest.mark.parametrize(
    "line",
    [
        "5 năm và hàng năm",
        "2.460 cơ sở",
        "799 thành phố",
        "2025. Tổ chức",
        "Mục tiêu",
        "IIII. Sai",
        "100% xã",
        "178/2004/NĐ-CP",
        "15/7/2020",
    ],
)
def test_no_labels(line: str) -> None:
    label = match_label(line, 0, len(line))
    assert label is None or not line[label.end : label.end + 1].isupper()


def test_roman_numerals_are_read_by_the_rule() -> None:
    assert [read_roman(r) for r in ("I", "IV", "IX", "XIV", "XL")] == [1, 4, 9, 14, 40]
    assert [read_roman(r) for r in ("IIII", "VX", "IC", "A")] == [None] * 4
