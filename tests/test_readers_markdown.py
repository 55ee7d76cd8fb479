"""Markdown: marks go, what they say of a line stays."""

from __future__ import annotations

from kehoach_parser.readers import read
from kehoach_parser.readers.markdown import read_markdown
from kehoach_parser.readers.shared.markup import strip_emphasis, strip_html
from kehoach_parser.source import Line, Table


def lines(text: str) -> list[Line]:
    return [block for block in read_markdown(text.encode(), "a.md").blocks if isinstance(block, Line)]


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


def only_table(text: str) -> Table:
    (found,) = [block for block in read_markdown(text.encode(), "a.md").blocks if isinstance(block, Table)]
    return found


def test_headings_lose_their_depth_and_start_a_paragraph() -> None:
    found = lines("## KẾ HOẠCH ##\n#### I. MỤC ĐÍCH\n1. Mục đích\ntiếp theo\n\n### **1.2. Nhiệm vụ:**\n")
    assert [(line.text, line.starts_paragraph, line.blank_before, line.bold) for line in found] == [
        ("KẾ HOẠCH", True, False, None),
        ("I. MỤC ĐÍCH", True, False, None),
        ("1. Mục đích", None, False, None),
        ("tiếp theo", None, False, None),
        ("1.2. Nhiệm vụ:", True, True, True),
    ]


def test_a_number_sign_without_space_is_no_heading() -> None:
    assert texts("#antoan\n\n# A\n\n# B") == ["#antoan", "A", "B"]


def test_emphasis_may_run_over_a_hard_break() -> None:
    found = lines("***Nơi nhận:***\n\n**KT.CHỦ TỊCH  \nPHÓ CHỦ TỊCH**\n\nthường **đậm** và *nghiêng*\\\nsau")
    assert [(line.text, line.bold, line.italic) for line in found] == [
        ("Nơi nhận:", True, True),
        ("KT.CHỦ TỊCH", True, None),
        ("PHÓ CHỦ TỊCH", True, None),
        ("thường đậm và nghiêng", None, None),
        ("sau", None, None),
    ]


def test_a_star_as_bullet_is_no_emphasis() -> None:
    assert texts("* Một *hai*\n* Ba\n+ Bốn\n- **Năm:** sáu") == ["* Một hai", "* Ba", "+ Bốn", "- Năm: sáu"]


def test_escapes_links_pictures_code_and_rules() -> None:
    text = "1\\. Mục đích\n\n\\- gạch [Quyết định 5](http://x.vn/a_b) ![dấu](a.png)`x`\n\n---\n\n***\n\n"
    text += "> trích\n\n<!-- bỏ -->hết"
    assert texts(text) == ["1. Mục đích", "- gạch Quyết định 5 x", "trích", "hết"]


def test_fences_and_front_matter_are_no_text() -> None:
    assert texts("---\ntitle: x\ntags:\n- a\n---\n```markdown\n# KẾ HOẠCH\n\nThân\n```\n") == ["KẾ HOẠCH", "Thân"]


def test_figures_set_as_formulas() -> None:
    assert texts("Đạt $70\\%$ và $\\geq 5$, giá 5$ và 7$") == ["Đạt 70% và ≥ 5, giá 5$ và 7$"]


def test_names_with_underscores_stay() -> None:
    assert texts("KGVX_(Ngọc)_ và a_b_c, _nghiêng_ rồi") == ["KGVX_(Ngọc)_ và a_b_c, nghiêng rồi"]


def test_pipe_tables() -> None:
    table = only_table("Bảng\n\n| STT | **Tên** |\n|:--|--:|\n| 1 | A \\| B |\n| 2 | |\n\nHết")
    assert table.header_rows == 1
    assert [cell.text for cell in table.cells] == ["STT", "Tên", "1", "A | B", "2", ""]
    assert table.cells[1].lines[0].bold is True


def test_html_tables_and_lists_within() -> None:
    text = "# A\n\n<table><tr><td rowspan=2>1</td><td>a</td></tr><tr><td>b</td></tr></table>\n\n"
    text += "<ul><li>Một</li><li>- Hai</li></ul>\n\n# B"
    table = only_table(text)
    assert [(cell.row, cell.col, cell.rowspan, cell.text) for cell in table.cells] == [
        (0, 0, 2, "1"),
        (0, 1, 1, "a"),
        (1, 1, 1, "b"),
    ]
    assert texts(text) == ["A", "- Một", "- Hai", "B"]


def test_html_in_text() -> None:
    assert strip_html("<ol><li>Một</li><li>Hai &amp; ba</li></ol>x<br/>y") == ["1. Một", "2. Hai & ba", "x", "y"]
    assert strip_html('<p>Trong đó:</p> <ul style="a"> - Một, hai; - Ba - bốn. ') == [
        "Trong đó:",
        "- Một, hai;",
        "- Ba - bốn.",
    ]


def test_emphasis_of_plain_text_takes_nothing_else() -> None:
    assert strip_emphasis("a_b_ `c` [d](e) *f*", whole=False)[0].text == "a_b_ `c` [d](e) f"


def test_the_media_type() -> None:
    assert read(b"# A\n\nx\n\n# B\n").media_type == "text/markdown"


def test_an_empty_heading_and_an_open_comment() -> None:
    assert texts("#\n\n# A\n\n<!-- mở\n\n# B") == ["A", "<!-- mở", "B"]


def test_nested_html_tables_are_one_block() -> None:
    text = "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>\nsau"
    assert texts(text) == ["sau"]
    assert [cell.text for cell in only_table(text).cells] == ["a b", "c"]
