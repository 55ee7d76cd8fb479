"""Web pages: the document comes out, the page around it does not."""

from __future__ import annotations

import pytest

from kehoach_parser.errors import UnreadableInput
from kehoach_parser.readers import read
from kehoach_parser.source import Line, Table

HEAD = (
    "<table><tr><td><p align=center><b>ỦY BAN NHÂN DÂN<br>TỈNH A</b></p></td><td><p><b>"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></p></td></tr></table>"
)
BODY = "<p>Thực hiện Quyết định số 5/QĐ-TTg ngày 5/3/2024 của Thủ tướng Chính phủ về cải cách hành chính.</p>" * 5
FOOT = "<table><tr><td><b><i>Nơi nhận:</i></b><br>- Như trên;</td><td>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</td></tr></table>"
MENU = '<ul><li><a href="1">Trang chủ</a></li><li><a href="2">Văn bản mới</a></li><li><a href="3">Liên hệ</a></li></ul>'


def page(content: str) -> bytes:
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head>'
    return f"{head}<body>{content}</body></html>".encode()


def lines(content: str) -> list[Line]:
    return [block for block in read(page(content)).blocks if isinstance(block, Line)]


def texts(content: str) -> list[str]:
    return [line.text for line in lines(content)]


def only_table(content: str) -> Table:
    (found,) = [block for block in read(page(content)).blocks if isinstance(block, Table)]
    return found


def everything(content: str) -> str:
    parts = []
    for block in read(page(content)).blocks:
        parts.extend([block.text] if isinstance(block, Line) else [cell.text for cell in block.cells])
    return "\n".join(parts)


@pytest.mark.parametrize(
    "layout",
    [
        f"<div class='menu-top'>{MENU}</div><div class='content1'><div>{{}}</div></div>"
        "<div class='footer'>© 2020 Công ty</div>",
        f"<form><header>{MENU}</header><div id=main><div class=left>{{}}</div>"
        "<div class='right sidebar'><p>Tin nổi bật</p></div></div></form>",
        f"<table width=100%><tr><td>{MENU}</td></tr><tr><td>{{}}</td></tr>"
        "<tr><td><a href=a>Một</a> <a href=b>Hai</a> <a href=c>Ba</a></td></tr></table>",
        f"<div class=box><div class=quangcao>Mua ngay hôm nay</div>{MENU}{{}}</div>"
        "<div><p>Bình luận của bạn đọc về trang này</p></div>",
        f"<nav>{MENU}</nav><script>var a = 1;</script><article>{{}}</article><aside>Xem thêm</aside>",
    ],
)
def test_the_document_is_found(layout: str) -> None:
    text = everything(layout.format(HEAD + "<p><b>KẾ HOẠCH</b></p>" + BODY + FOOT))
    assert text.startswith("ỦY BAN NHÂN DÂN TỈNH A\nCỘNG HÒA") and text.endswith("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH")
    assert text.count("Thực hiện Quyết định") == 5
    for noise in ("Trang chủ", "Công ty", "Tin nổi bật", "Mua ngay", "Bình luận", "Xem thêm", "var a", "Hai"):
        assert noise not in text


def test_a_page_without_marks_loses_nothing() -> None:
    assert texts("<h1>KẾ HOẠCH</h1><div><p>" + "I. Mục đích yêu cầu</p><p>" * 30 + "</p></div>")[0] == "KẾ HOẠCH"


def test_links_inside_the_text_stay() -> None:
    found = texts(f"{HEAD}<p>Theo <a href=a>Luật số 1</a>, <a href=b>Luật số 2</a>, <a href=c>Luật số 3</a>.</p>{FOOT}")
    assert found == ["Theo Luật số 1, Luật số 2, Luật số 3."]


def test_breaks_part_lines_and_blocks_start_paragraphs() -> None:
    found = lines("<p align=center><b>KẾ HOẠCH<br>\nnăm   2024</b></p><p>&nbsp;</p><div>Căn\ncứ <i>Luật</i></div>sau")
    assert [(line.text, line.starts_paragraph, line.blank_before, line.bold, line.align) for line in found] == [
        ("KẾ HOẠCH", True, False, True, "center"),
        ("năm 2024", None, False, True, "center"),
        ("Căn cứ Luật", True, True, False, None),
        ("sau", True, False, False, None),
    ]


def test_styles_of_text() -> None:
    content = '<p style="text-align:right;font-style:italic">Hà Nội</p><p><span style="font-weight:700">đậm</span></p>'
    content += '<p style="text-transform: uppercase">kế hoạch</p><p>5 km<sup>2</sup>, CO<sub>2</sub>, x<sup>a</sup></p>'
    found = lines(content)
    assert (found[0].italic, found[0].align, found[1].bold) == (True, "right", True)
    assert [line.text for line in found[2:]] == ["KẾ HOẠCH", "5 km², CO₂, xa"]


def test_hidden_text_is_not_read() -> None:
    content = (
        "<p style='display: none'>a</p><p hidden>b</p><p style='font-size:0'>c</p><p style='visibility:hidden'>d</p>"
        "<p style='font-size:0.9em'>e</p><p style='opacity:0.5'>f</p>"
    )
    assert texts(content) == ["e", "f"]


def test_list_labels_are_restored() -> None:
    content = (
        "<ol start=3><li>Ba<li><p>Bốn</p><li value=9>Chín</ol><ol type=a><li>x<ul><li>y<ul><li>z</ul></ul></ol>"
        "<ol style='list-style-type:upper-roman'><li>Một</ol><ul style='list-style:none'><li>trơn</ul>"
        "<ul><li>- có sẵn</ul>"
        "<ol><li>1. có sẵn</ol>"
    )
    assert texts(content) == [
        "3. Ba", "4. Bốn", "9. Chín", "a. x", "- y", "+ z", "I. Một", "trơn", "- có sẵn", "1. có sẵn",
    ]  # fmt: skip


def test_spanning_cells_and_header_rows() -> None:
    table = only_table(
        "<table border=1><thead><tr><th rowspan=2>STT<th colspan=2>Chỉ tiêu</tr><tr><th>A<th>B</tr></thead>"
        "<tr><td>1<td><p>a</p><p>b</p><td></tr></table>"
    )
    assert (table.n_rows, table.n_cols, table.header_rows, table.ruled) == (3, 3, 2, True)
    assert [(c.row, c.col, c.rowspan, c.colspan, [line.text for line in c.lines]) for c in table.cells] == [
        (0, 0, 2, 1, ["STT"]),
        (0, 1, 1, 2, ["Chỉ tiêu"]),
        (1, 1, 1, 1, ["A"]),
        (1, 2, 1, 1, ["B"]),
        (2, 0, 1, 1, ["1"]),
        (2, 1, 1, 1, ["a", "b"]),
        (2, 2, 1, 1, []),
    ]


@pytest.mark.parametrize(
    ("attributes", "ruled"),
    [
        ("", None),
        ("border=0", False),
        ("border=1", True),
        ("style='border:none'", False),
        ("style='border:solid 1px'", True),
    ],
)
def test_ruling(attributes: str, ruled: bool | None) -> None:
    assert only_table(f"<table {attributes}><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>").ruled is ruled


def test_nested_tables_lose_nothing() -> None:
    table = only_table("<table border=1><tr><td>1<td>x<table><tr><td>n1<td>n2</table>y<tr><td>2<td>z</table>")
    assert [line.text for line in table.cells[1].lines] == ["x", "n1", "n2", "y"]


def test_tables_that_lay_out_the_page_are_opened() -> None:
    content = (
        "<table><tr><td><p>Trước</p><table border=1><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table></td></tr></table>"
    )
    assert texts(content) == ["Trước"]
    assert only_table(content).n_rows == 2


def test_spans_without_bounds_are_cut() -> None:
    table = only_table("<table><tr><td rowspan=99999>a<td colspan=1000000>b<tr><td>c</table>")
    assert table.n_rows == 2 and table.n_cols <= 3


def test_a_portals_box_becomes_hints() -> None:
    box = (
        "<div class=r><table><tr><td>Số hiệu:</td><td>142/KH-UBND</td><td>Loại văn bản:</td><td>Kế hoạch</td></tr>"
        "<tr><td>Ngày ban hành:</td><td>14/05/2020</td><td>Người ký:</td><td>Hoàng Quốc Khánh</td></tr></table></div>"
    )
    source = read(page(box + f"<div>{HEAD}{BODY}{FOOT}</div>"))
    assert source.hints == {
        "number": "142/KH-UBND", "doc_type": "Kế hoạch", "issued": "2020-05-14", "signatory": "Hoàng Quốc Khánh",
    }  # fmt: skip
    assert "142/KH-UBND" not in everything(box + f"<div>{HEAD}{BODY}{FOOT}</div>")


def test_declared_and_undeclared_encodings() -> None:
    text = "<html><meta http-equiv=Content-Type content='text/html; charset={}'><p>Kế hoạch phòng, chống</p></html>"
    assert read(text.format("utf-8").encode()).blocks[0].text == "Kế hoạch phòng, chống"  # type: ignore[union-attr]
    assert read(text.format("utf-16").encode("utf-16")).blocks[0].text == "Kế hoạch phòng, chống"  # type: ignore[union-attr]
    assert read(b"<?xml version='1.0' encoding='utf-8'?>" + text.format("utf-8").encode()).blocks


def test_a_web_archive() -> None:
    data = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; "
        "charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body><p>KẾ HOẠCH</p></body></html>\r\n--x--\r\n"
    ).encode()
    source = read(data, name="plan.doc")
    assert [b.text for b in source.blocks if isinstance(b, Line)] == ["KẾ HOẠCH"]
    assert source.media_type == "multipart/related"
    with pytest.raises(UnreadableInput, match="web archive"):
        read(data.replace(b"text/html", b"text/other"), name="plan.doc")


def test_footnotes_of_word_pages() -> None:
    assert [line.region for line in lines("<p>a</p><div id=ftn1><p>[1] b</p></div>")] == ["body", "footnote"]
