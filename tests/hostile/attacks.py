"""Small files made to hurt: each costs a few kilobytes and once took minutes, gigabytes or the whole process.

`ATTACKS` maps a name to the name of the file and what makes its bytes. `python -m tests.hostile` runs them all.
"""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"

ATTACKS: dict[str, tuple[str, Callable[[], bytes]]] = {}

HEAD = "ỦY BAN NHÂN DÂN TỈNH AN GIANG\nSố: 1/KH-UBND\n\nKẾ HOẠCH\nPhát triển thư viện\n\nI. MỤC TIÊU\n"


def attack(file: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Registers a maker of bytes under its own name."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS[make.__name__] = (file, make)
        return make

    return register


def text_attack(name: str, body: str, *, file: str = "a.txt", head: str = HEAD) -> None:
    ATTACKS[name] = (file, lambda: (head + body).encode("utf-8", "surrogatepass"))


def docx(body: str, parts: dict[str, str | bytes] | None = None, relations: str = "") -> bytes:
    """A DOCX with this body, further parts and relations of the document."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{P}"><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
        )
        if relations:
            package.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{P}">{relations}</Relationships>')
        for path, content in (parts or {}).items():
            package.writestr(path, content)
    return stream.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


# -- lists, spans, chunks -----------------------------------------------------------------------------------------


def _numbered(level: str) -> bytes:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}</w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = paragraph("Mục", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    return docx(
        paragraph("KẾ HOẠCH") + item * 300,
        {"word/numbering.xml": numbering},
        '<Relationship Id="n" Type="x/numbering" Target="numbering.xml"/>',
    )


@attack("a.docx")
def list_start_roman() -> bytes:
    return _numbered('<w:start w:val="2000000000"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/>')


@attack("a.docx")
def list_start_letter() -> bytes:
    return _numbered('<w:start w:val="2000000000"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/>')


@attack("a.docx")
def list_start_infinite() -> bytes:
    return _numbered('<w:start w:val="1e999"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>')


@attack("a.docx")
def list_pattern() -> bytes:
    return _numbered(f'<w:start w:val="3888"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="{"%1" * 20000}"/>')


@attack("a.html")
def html_list_start() -> bytes:
    return ("<html><body>" + '<ol type="I" start="2000000000"><li>Mục</ol>' * 300).encode()


@attack("a.html")
def html_spans() -> bytes:
    row = "<tr>" + '<td rowspan="1000" colspan="1000">a</td>' * 3 + "</tr>"
    return ("<html><body><table>" + row * 200 + "</table>").encode()


@attack("a.html")
def html_span_rows() -> bytes:
    return (
        "<html><body><table>" + '<tr><td rowspan="9999" colspan="1000">a<td>b' + "<tr><td>c" * 900 + "</table>"
    ).encode()


@attack("a.docx")
def word_spans() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>'
    return docx("<w:tbl>" + ("<w:tr>" + cell * 40 + "</w:tr>") * 400 + "</w:tbl>")


def _chunks(count: int, content: bytes, kind: str = "html") -> bytes:
    relations = f'<Relationship Id="c" Type="x/aFChunk" Target="c.{kind}"/>'
    return docx('<w:altChunk r:id="c"/>' * count, {f"word/c.{kind}": content}, relations)


@attack("a.docx")
def chunk_many() -> bytes:
    return _chunks(2000, ("<html><body>" + "<p>Mục tiêu</p>" * 500).encode())


@attack("a.docx")
def chunk_deep() -> bytes:
    content = docx(paragraph("Hết"))
    for _ in range(40):
        content = _chunks(2, content, "docx")
    return content


@attack("a.docx")
def footnotes_many() -> bytes:
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{paragraph("ghi chú " * 500)}</w:footnote></w:footnotes>'
    return docx(
        ("<w:p>" + '<w:r><w:footnoteReference w:id="1"/></w:r>' * 100 + "</w:p>") * 300,
        {"word/footnotes.xml": note},
        '<Relationship Id="f" Type="x/footnotes" Target="footnotes.xml"/>',
    )


@attack("a.docx")
def footnote_of_itself() -> bytes:
    own = '<w:p><w:r><w:t>chú</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{own * 50}</w:footnote></w:footnotes>'
    return docx(
        own,
        {"word/footnotes.xml": note},
        '<Relationship Id="f" Type="x/footnotes" Target="footnotes.xml"/>',
    )


@attack("a.docx")
def tables_nested() -> bytes:
    depth = 80
    return docx("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth)


@attack("a.docx")
def style_loop() -> bytes:
    styles = "".join(
        f'<w:style w:styleId="s{i}" w:type="paragraph"><w:basedOn w:val="s{(i + 1) % 900}"/></w:style>'
        for i in range(900)
    )
    return docx(
        paragraph("x", '<w:pStyle w:val="s0"/>') * 50,
        {"word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>'},
        '<Relationship Id="s" Type="x/styles" Target="styles.xml"/>',
    )


# -- packages -----------------------------------------------------------------------------------------------------


@attack("a.docx")
def zip_bomb() -> bytes:
    return docx(paragraph("a" * 200_000_000))


@attack("a.docx")
def zip_bomb_parts() -> bytes:
    part = f'<w:styles xmlns:w="{W}">{" " * 90_000_000}</w:styles>'
    names = [f"s{i}.xml" for i in range(8)]
    return docx(
        paragraph("x"),
        {f"word/{name}": part for name in names},
        "".join(f'<Relationship Id="{n}" Type="x/header" Target="{n}"/>' for n in names),
    )


@attack("a.docx")
def zip_bomb_paragraphs() -> bytes:
    return docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 2_500_000)


@attack("a.docx")
def zip_lying_header() -> bytes:
    data = bytearray(docx(paragraph("a" * 110_000_000)))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 100)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


@attack("a.docx")
def entities() -> bytes:
    stream = io.BytesIO()
    levels = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml",
            f'<!DOCTYPE w:document [{levels}]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p>'
            "</w:body></w:document>",
        )
    return stream.getvalue()


@attack("a.docx")
def symbol_negative() -> bytes:
    return docx('<w:p><w:r><w:sym w:font="Symbol" w:char="-5"/>'
                '<w:sym w:font="Symbol" w:char="D800"/>'
                '<w:sym w:font="x" w:char="110000"/><w:t>a</w:t></w:r></w:p>')  # fmt: skip


@attack("a.docx")
def nested_controls() -> bytes:
    return docx("<w:sdt><w:sdtContent>" * 120 + paragraph("x") + "</w:sdtContent></w:sdt>" * 120)


# -- web pages ----------------------------------------------------------------------------------------------------


@attack("a.html")
def html_deep() -> bytes:
    return ("<html><body>" + "<div>" * 50_000 + "Mục tiêu").encode()


@attack("a.html")
def html_deep_inline() -> bytes:
    return ("<html><body><p>" + "<span><font>" * 20_000 + "Mục tiêu").encode()


@attack("a.html")
def html_deep_tables() -> bytes:
    return ("<html><body>" + "<table><tr><td>a<td>" * 3000 + "Mục tiêu").encode()


@attack("a.html")
def html_sup_deep() -> bytes:
    return ("<html><body><p>" + "<sup>" * 250 + "1" * 20000).encode()


@attack("a.html")
def html_style() -> bytes:
    return f'<html><body><table style="{"border" * 40_000}"><tr><td>a<td>b</table>'.encode()


@attack("a.html")
def html_style_dashes() -> bytes:
    return f'<html><body><p style="{"a-" * 60_000}">a</p><p style="{"a " * 60_000}">b</p>'.encode()


@attack("a.html")
def html_charset_undefined() -> bytes:
    return b'<html><head><meta charset="undefined"></head><body><p>Ke hoach</p></body></html>'


@attack("a.html")
def html_charset_punycode() -> bytes:
    return b'<html><head><meta charset="punycode"></head><body><p>' + b"abc-" * 20_000 + b"</p></body></html>"


@attack("a.html")
def html_charset_idna() -> bytes:
    return b'<html><head><meta charset="idna"></head><body><p>' + b"a" * 100 + b"..</p></body></html>"


@attack("a.html")
def html_charset_base64() -> bytes:
    return b'<html><head><meta charset="zlib"></head><body><p>Ke hoach</p></body></html>'


@attack("a.html")
def html_comments() -> bytes:
    return b"<!--" * 40_000 + b"<html><body><p>a"


@attack("a.html")
def html_entities() -> bytes:
    return ("<html><body><p>" + "&#55296;&#1114112;&#0;&#x1F;" * 3000).encode()


@attack("a.mht")
def mhtml_deep() -> bytes:
    head = b"MIME-Version: 1.0\r\n"
    parts = b"".join(b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(3000))
    return head + parts + b"Content-Type: text/html\r\n\r\n<html><body><p>Ke hoach</p></body></html>"


@attack("a.mht")
def mhtml_charset() -> bytes:
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=undefined\r\n\r\n<html><body><p>Ke hoach</p></body></html>\r\n--b--"
    )


@attack("a.mht")
def mhtml_parts() -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n' + part * 30_000 + b"--b--"


# -- pictures and PDF ---------------------------------------------------------------------------------------------


def png(width: int, height: int, *, rows: int | None = None) -> bytes:
    """A grey PNG of one value that says it is so large; `rows`: how many rows it really has."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    content = b"".join(packer.compress(row) for _ in range(height if rows is None else rows)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


@attack("a.png")
def png_huge() -> bytes:
    return png(30_000, 30_000)


@attack("a.png")
def png_thin() -> bytes:
    return png(1, 20_000)


@attack("a.png")
def png_flat() -> bytes:
    return png(20_000, 1)


@attack("a.png")
def png_lying() -> bytes:
    return png(60_000, 60_000, rows=1)


@attack("a.png")
def png_one_pixel() -> bytes:
    return png(1, 1)


@attack("a.tif")
def tiff_loop() -> bytes:
    """A TIFF whose directory names itself as the next page."""
    entries = [(256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 200),
               (278, 3, 1, 8), (279, 4, 1, 64)]  # fmt: skip
    body = struct.pack("<H", len(entries))
    for tag, kind, count, value in entries:
        body += struct.pack("<HHII", tag, kind, count, value)
    body += struct.pack("<I", 8)
    return (b"II*\0" + struct.pack("<I", 8) + body).ljust(200, b"\0") + b"\xff" * 64


def pdf(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, the first of them number 1."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return out


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page(
    content: bytes, *, box: bytes = b"0 0 595 842", resources: bytes = b"", more: list[bytes] | None = None
) -> bytes:
    """A PDF of one page; what it names begins with object 6."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
            % (box, resources),
            stream(content),
            FONT,
            *(more or []),
        ]
    )


@attack("a.pdf")
def pdf_form_of_itself() -> bytes:
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return page(b"BT /F 12 Tf 50 700 Td (Ke hoach) Tj ET /X Do", resources=b"/XObject<</X 6 0 R>>", more=[form])


@attack("a.pdf")
def pdf_forms_doubling() -> bytes:
    forms = [
        stream(
            b"/X Do /X Do" if i < 39 else b"BT /F 12 Tf (a) Tj ET",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>" % (7 + i),
        )
        for i in range(40)
    ]
    return page(b"/X Do", resources=b"/XObject<</X 6 0 R>>", more=forms)


@attack("a.pdf")
def pdf_pages_loop() -> bytes:
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 100000>>"])


@attack("a.pdf")
def pdf_count_lies() -> bytes:
    return page(b"BT /F 12 Tf 50 700 Td (Ke hoach) Tj ET").replace(b"/Count 1>", b"/Count 9999999>")


@attack("a.pdf")
def pdf_huge_page() -> bytes:
    return page(b"BT /F 12 Tf 50 700 Td (Ke hoach phat trien) Tj ET", box=b"0 0 1e9 1e9")


@attack("a.pdf")
def pdf_empty_huge_page() -> bytes:
    return page(b"0 0 100000 100000 re f " * 40, box=b"0 0 2000000 2000000")


@attack("a.pdf")
def pdf_negative_page() -> bytes:
    return page(b"BT /F 0 Tf 50 700 Td (Ke hoach) Tj ET", box=b"0 0 0 0")


@attack("a.pdf")
def pdf_tiny_type() -> bytes:
    return page(b"BT /F 0.0001 Tf 50 700 Td (Ke hoach) Tj 0 0 0 0 50 600 Tm (phat trien) Tj ET")


@attack("a.pdf")
def pdf_many_letters() -> bytes:
    content = zlib.compress(b"BT /F 12 Tf 50 700 Td " + b"(abc def ghi ) Tj " * 600_000 + b"ET")
    return page(b"").replace(stream(b""), stream(content, b"/Filter/FlateDecode"))


@attack("a.pdf")
def pdf_many_rules() -> bytes:
    content = zlib.compress(
        b"BT /F 12 Tf 50 700 Td (Ke hoach phat trien thu vien) Tj ET "
        + b"".join(b"%d %d m %d %d l S " % (i % 595, i % 842, (i * 7) % 595, i % 842) for i in range(200_000))
    )
    return page(b"").replace(stream(b""), stream(content, b"/Filter/FlateDecode"))


@attack("a.pdf")
def pdf_grid() -> bytes:
    lines = b"".join(b"0 %d m 595 %d l S " % (i, i) for i in range(0, 842, 2))
    lines += b"".join(b"%d 0 m %d 842 l S " % (i, i) for i in range(0, 595, 2))
    return page(b"BT /F 12 Tf 50 700 Td (Ke hoach phat trien thu vien) Tj ET " + lines)


@attack("a.pdf")
def pdf_stream_bomb() -> bytes:
    content = zlib.compress(b"q Q " * 60_000_000, 9)
    content = zlib.compress(content, 9)
    return page(b"").replace(stream(b""), stream(content, b"/Filter[/FlateDecode/FlateDecode]"))


@attack("a.pdf")
def pdf_image_bomb() -> bytes:
    content = zlib.compress(b"\xff" * (30_000 * 3_750), 9)
    image = stream(
        content,
        b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 1/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode",
    )
    return page(b"595 0 0 842 0 0 cm /X Do", resources=b"/XObject<</X 6 0 R>>", more=[image])


# -- text ---------------------------------------------------------------------------------------------------------

SIZE = 80_000


def _fill(piece: str, size: int = SIZE) -> str:
    return piece * (size // len(piece.encode()))


PIECES = {
    "percent": "70% ",
    "percent_of": "70% số xã, ",
    "million": "5 triệu ",
    "parts": "5 phần ",
    "bars": "|a",
    "bar_dashes": "|-",
    "months": "tháng 1 ",
    "zeros": "0%, 1%, 2%, ",
    "dots": "1.",
    "digits": "9",
    "stars": "**a ",
    "underscores": "_a ",
    "brackets": "[",
    "backticks": "`a",
    "dollars": "$1",
    "parens": "(a ",
    "quotes": "“a ",
    "citations": "Quyết định số 1/QĐ-TTg ngày 1/1/2020 của Thủ tướng Chính phủ ",
    "years": "2020-2025, ",
    "agencies": "Sở Tài chính, ",
    "and": "và ",
    "colons": "a: ",
    "semicolons": "Sở Y tế; ",
    "capitals": "Á",
    "lower": "a",
    "letters_apart": "t r o n g ",
    "hyphens": "- ",
    "tags": "<li>",
    "lists": "<ul>",
    "unclosed_table": "<table>",
    "comments": "<!--",
    "spaces": "a                     ",
    "escape": "\x1b[0m5% ",
    "superscript": "² ",
    "to": "5 đến ",
    "from": "từ năm ",
    "at_least": "ít nhất ",
    "increase": "tăng 5% so với năm 2020, ",
    "combining": "ạ̣",
}
"""Short pieces that are repeated in one line and as lines."""

for _name, _piece in PIECES.items():
    text_attack(f"line_{_name}", f"- Đạt {_fill(_piece)}")
    text_attack(f"lines_{_name}", _fill(f"- Đạt {_piece.strip()}\n"))

text_attack("huge_number", "- Đạt " + "9" * 400 + "% số xã.\n- Đạt 1" + "0" * 309 + " triệu đồng.\n- " + "9." * 5000)
text_attack("grouped_number", "- Đạt 1" + ".000" * 200 + "% số xã năm 1" + "0" * 5000 + ".\n")
text_attack("superscript_digit", "- Đạt ²% số xã.\n- Đạt ²²² hộ; năm ²⁰²⁵, ngày ²/²/²⁰²⁰, tháng ². ①② ٣٤% ৩%\n")
text_attack("exponent", "- Đạt 1e999% số xã, 1e400 hộ, nan%, inf%.\n")
text_attack("labels_roman", _fill("I. a\n"))
text_attack("labels_deep", "".join(f"1.{n}. a\n" for n in range(9000)))
text_attack(
    "labels_deeper", ".".join(["1"] * 9000) + ". a\n" + "".join(f"1.{'1.' * (n % 300)} a\n" for n in range(2000))
)
text_attack("bullets_list", "- Đạt " + ", ".join(f"{n % 100}%" for n in range(50_000)))
text_attack("bullets_figures", "".join(f"- Tỷ lệ xã {n} đạt {n % 100}% năm 2025.\n" for n in range(200_000)))
text_attack("table_wide", "|" + "a|" * 5000 + "\n|" + "-|" * 5000 + "\n|" + "5%|" * 5000)
text_attack("table_tabs", ("a" + "\t1" * 2000 + "\n") * 20)
text_attack("table_ragged", "".join("\t" * (n % 200) + "a\n" for n in range(4000)))
text_attack(
    "table_tasks",
    "|STT|Nhiệm vụ|Cơ quan chủ trì|Thời gian|\n|-|-|-|-|\n" + "|1|Rà soát|Sở Y tế, Sở Nội vụ|2025|\n" * 5000,
)
text_attack("table_targets", "|STT|Chỉ tiêu|Đơn vị|2021|2022|2025|\n|-|-|-|-|-|-|\n" + "|1|Tỷ lệ xã|%|5|6|7|\n" * 5000)
text_attack("surrogates", "- Đạt \ud800 5% số xã\n")
text_attack("no_newline", _fill("Xây dựng kế hoạch phát triển. ", 1_000_000))
text_attack("headings", _fill("KẾ HOẠCH\nPhát triển\n"), head="")
text_attack("letterheads", HEAD * 600, head="")
text_attack("addressees", _fill("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"))
text_attack("md_headings", _fill("# a\n"), file="a.md")
text_attack("md_front_matter", "---\n" + "a: b\n" * 10_000 + "x", file="a.md", head="")
text_attack("md_table_tags", "<table>" * 10_000 + "</table>" * 5000, file="a.md", head="# a\n# b\n")
text_attack("controls", "- Đạt 5% \x07\x08\x1b[31m số xã\n" * 50)


@attack("a.rtf")
def rtf_bomb() -> bytes:
    return b"{\\rtf1" + b"{" * 100_000


@attack("a.doc")
def doc_rubbish() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\xff" * 4096


@attack("a.html")
def html_data_uri() -> bytes:
    return b'<html><body><img src="data:image/png;base64,' + base64.b64encode(b"a" * 3_000_000) + b'"><p>a'
