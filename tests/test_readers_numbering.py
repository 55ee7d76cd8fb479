"""Automatic numbers: every case was compared with what LibreOffice prints, those marked `Word` with the
standard's words, since LibreOffice does not know the feature."""

from __future__ import annotations

import pytest

from kehoach_parser.readers import read
from kehoach_parser.readers.shared.numerals import format_number
from kehoach_parser.source import Line

from .word_documents import abstract, build, level, num, paragraph, start_override


def lines(*paragraphs: str, numbering: str, styles: str | None = None) -> list[str]:
    blocks = read(build("".join(paragraphs), numbering=numbering, styles=styles)).blocks
    return [block.text for block in blocks if isinstance(block, Line)]


def p(text: str, list_id: int, depth: int) -> str:
    return paragraph(text, num=(list_id, depth))


PLAN = abstract(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "-"),
    level(5, "bullet", "+"),
) + num(1, 0)


def test_levels_count_and_begin_anew_under_the_next_heading() -> None:
    assert lines(
        p("MỤC ĐÍCH", 1, 0),
        p("Mục đích", 1, 1),
        p("Yêu cầu", 1, 1),
        p("Một", 1, 2),
        p("điểm", 1, 3),
        p("điểm", 1, 3),
        p("Thêm", 1, 1),
        p("Lại", 1, 2),
        p("NHIỆM VỤ", 1, 0),
        p("Đầu", 1, 1),
        p("gạch", 1, 4),
        p("cộng", 1, 5),
        numbering=PLAN,
    ) == [
        "I. MỤC ĐÍCH", "1. Mục đích", "2. Yêu cầu", "2.1. Một", "a) điểm", "b) điểm", "3. Thêm", "3.1. Lại",
        "II. NHIỆM VỤ", "1. Đầu", "- gạch", "+ cộng",
    ]  # fmt: skip


def test_a_level_passed_over_counts_as_begun() -> None:
    assert lines(p("C", 1, 0), p("sâu", 1, 2), p("sau", 1, 1), numbering=PLAN) == ["I. C", "1.1. sâu", "2. sau"]


def test_lists_of_one_abstract_list_count_on_unless_restarted() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0, start_override(0, 1)) + num(3, 0)
    assert lines(
        p("A", 1, 0),
        p("B", 1, 0),
        p("C", 2, 0),
        p("D", 2, 0),
        p("E", 1, 0),
        p("F", 3, 0),
        p("G", 2, 0),
        numbering=numbering,
    ) == ["1. A", "2. B", "1. C", "2. D", "3. E", "4. F", "5. G"]


def test_restart_of_a_level_only_after_the_level_it_names_word() -> None:
    numbering = abstract(
        0,
        level(0, "upperRoman", "Chương %1"),
        level(1, "decimal", "Điều %2.", extra='<w:lvlRestart w:val="0"/>'),
        level(2, "decimal", "%3)", extra='<w:lvlRestart w:val="1"/>'),
    ) + num(1, 0)
    assert lines(
        p("A", 1, 0), p("a", 1, 1), p("x", 1, 2), p("b", 1, 1), p("y", 1, 2), p("B", 1, 0), p("c", 1, 1), p("z", 1, 2),
        numbering=numbering,
    ) == ["Chương I A", "Điều 1. a", "1) x", "Điều 2. b", "2) y", "Chương II B", "Điều 3. c", "1) z"]  # fmt: skip


def test_legal_levels_print_arabic_figures_word() -> None:
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", extra="<w:isLgl/>")) + num(
        1, 0
    )
    assert lines(p("A", 1, 0), p("B", 1, 0), p("b", 1, 1), numbering=numbering) == ["I. A", "II. B", "2.1. b"]


def test_style_linked_lists_take_the_level_of_the_style_and_of_those_based_on_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H1"><w:basedOn w:val="N"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="N"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2b"><w:basedOn w:val="H2"/></w:style>'
    )
    numbering = abstract(
        0,
        level(0, "upperRoman", "%1.", extra='<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%2.", extra='<w:pStyle w:val="H2"/>'),
    ) + num(1, 0)
    assert lines(
        paragraph("A", style="H1"), paragraph("a", style="H2"), paragraph("b", style="H2b"), paragraph("B", style="H1"),
        paragraph("c", style="H2"), paragraph("không số", style="H2", num=(0, 0)), paragraph("d", style="H2"),
        numbering=numbering, styles=styles,
    ) == ["I. A", "1. a", "2. b", "II. B", "1. c", "không số", "2. d"]  # fmt: skip


def test_a_list_style_is_followed_to_the_list_that_defines_it() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        abstract(0, level(0, "upperRoman", "%1."), level(1, "lowerLetter", "%2)"), extra='<w:styleLink w:val="L"/>')
        + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        + num(1, 0)
        + num(2, 1)
    )
    assert lines(p("A", 2, 0), p("a", 2, 1), p("B", 2, 0), numbering=numbering, styles=styles) == [
        "I. A",
        "a) a",
        "II. B",
    ]


def test_an_override_may_define_a_level_anew() -> None:
    own = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1/"/></w:lvl>'
    numbering = (
        abstract(0, level(0, "decimal", "%1."))
        + num(1, 0)
        + num(2, 0, f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>')
    )
    assert lines(p("A", 1, 0), p("B", 2, 0), numbering=numbering) == ["1. A", "B/ B"]


def test_empty_paragraphs_count_and_print_only_in_cells() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    assert lines(p("A", 1, 0), p("", 1, 0), p("C", 1, 0), numbering=numbering) == ["1. A", "3. C"]


def test_symbols_of_bullet_fonts_become_hyphens_and_signs_stay() -> None:
    numbering = "".join(
        abstract(i, level(0, "bullet", sign)) for i, sign in enumerate(["\uf0b7", "o", "–", "+", "*", "•"], 1)
    ) + "".join(num(i, i) for i in range(1, 7))
    assert lines(*(p("x", i, 0) for i in range(1, 7)), numbering=numbering) == [
        "- x",
        "- x",
        "- x",
        "+ x",
        "* x",
        "- x",
    ]


def test_the_label_is_kept_apart_too() -> None:
    numbering = abstract(0, level(0, "decimal", "Điều %1", suffix='<w:suff w:val="nothing"/>')) + num(1, 0)
    source = read(build(p(". Phạm vi", 1, 0) + p("Phạm vi", 1, 0), numbering=numbering))
    first, second = source.blocks
    assert isinstance(first, Line) and isinstance(second, Line)
    assert (first.text, first.list_label) == ("Điều 1. Phạm vi", "Điều 1")
    assert (second.text, second.list_label) == ("Điều 2 Phạm vi", "Điều 2")


def test_a_list_that_is_not_defined_prints_nothing() -> None:
    assert lines(p("A", 7, 0), p("B", 7, 8), numbering=PLAN) == ["A", "B"]


@pytest.mark.parametrize(
    ("number", "kind", "printed"),
    [
        (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (1994, "upperRoman", "MCMXCIV"), (1, "lowerLetter", "a"),
        (5, "lowerLetter", "e"), (26, "upperLetter", "Z"), (27, "lowerLetter", "aa"), (3, "decimalZero", "03"),
        (12, "decimal", "12"), (1, "none", ""), (21, "vietnameseCounting", "hai mươi mốt"),
        (15, "vietnameseCounting", "mười lăm"), (7, "decimalFullWidth", "7"), (0, "upperRoman", "0"),
    ],
)  # fmt: skip
def test_number_formats(number: int, kind: str, printed: str) -> None:
    assert format_number(number, kind) == printed
