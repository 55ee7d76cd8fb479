"""`python -m fuzz.seeds`: writes the seed corpus, small files of our own that between them have every construct."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from tests import word_documents as word
from tests.rawpdf import RawPage, make_pdf

FOLDER = Path(__file__).with_name("seeds")

LETTER = """ỦY BAN NHÂN DÂN
TỈNH AN GIANG
Số: 12/KH-UBND
An Giang, ngày 03 tháng 02 năm 2025

KẾ HOẠCH
Phát triển thư viện giai đoạn 2025 - 2027

Căn cứ Quyết định số 329/QĐ-TTg ngày 15 tháng 3 năm 2017 của Thủ tướng Chính phủ.

I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao chất lượng phục vụ của thư viện.
2. Mục tiêu cụ thể
- Phấn đấu ít nhất 70% số xã có thư viện; tăng từ 3 - 5% mỗi năm.
- Đến năm 2027 có 1.250 tủ sách, trong đó 30% ở vùng khó khăn.
II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
a) Chủ trì, phối hợp với Sở Y tế bố trí 3,5 tỷ đồng trước ngày 30/6/2025.
b) Báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm.
2. Đề nghị Hội Khuyến học tham gia.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn An
"""
TABLE = """PHỤ LỤC I
CHỈ TIÊU NĂM 2025
STT\tNội dung\tĐơn vị chủ trì\tThời gian\tNăm 2025
1\tXây dựng tủ sách\tSở Tài chính\tQuý II/2025\t70%
2\tMở lớp tập huấn\tSở Y tế\t30/6/2025\t1.200 lớp
"""
MINISTRY = """BỘ Y TẾ
Số: 7/KH-BYT
KẾ HOẠCH
Tiêm chủng năm 2024
Điều 1. Chỉ tiêu
1.1. Tỷ lệ tiêm đủ liều đạt trên 95%/năm; giảm 1/3 số ca so với năm 2020.
1.2. Kinh phí: 2.500.000 đồng/người, ngân sách trung ương 12 tỷ đồng.
Điều 2. Thời gian: từ tháng 3 đến quý IV năm 2024; giai đoạn 2 (2025-2026).
+ Cục Y tế dự phòng hoàn thành trước 31/12.
"""


@cache
def make_all() -> dict[str, dict[str, bytes]]:
    """Every seed by format and name."""
    page = (
        "<html><head><meta charset='utf-8'><title>Kế hoạch</title><style>.a{font-weight:bold}</style></head><body>"
        + "".join(f"<p class='a'>{line}</p>" for line in LETTER.split("\n"))
        + "<ol type='I' start='3'><li>Một<ul><li>Hai</li></ul></li></ol>"
        "<table border='1'><tr><th rowspan='2'>STT<th colspan='2'>Tên</tr><tr><td>70%<td>Sở Y tế</tr></table></body>"
    ).encode()
    mail = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page + b"\r\n--b\r\nContent-Type: text/css\r\n\r\np{color:red}\r\n--b--\r\n"
    )  # fmt: skip
    marked = (
        LETTER.replace("KẾ HOẠCH", "# KẾ HOẠCH").replace("I. MỤC TIÊU", "## I. MỤC TIÊU").replace("Sở", "**Sở**")
        + "\n| STT | Tên | Năm |\n| --- | --- | --- |\n| 1 | Tủ sách | 70% |\n\n> Ghi chú[^1]\n\n[^1]: chú thích\n"
    ).encode()
    return {
        "text": {
            "letter": LETTER.encode(),
            "table": TABLE.encode(),
            "ministry": MINISTRY.encode(),
            "utf16": LETTER[:300].encode("utf-16"),
            "old": "céng hßa x· héi chñ nghÜa viÖt nam\nkÕ ho¹ch n¨m 2005\n- §¹t 70% sè x·\n".encode("cp1252"),
        },
        "markdown": {"plan": marked},
        "html": {"page": page, "bare": b"<p>K\xe1\xba\xbf ho\xe1\xba\xa1ch<p>I. A<p>- 70% x"},
        "mhtml": {"page": mail},
        "docx": {"plan": _document()},
        "pdf": {"plan": _pages()},
        "rules": {"letter": LETTER.encode()},
        "doc": {"letter": LETTER.encode(), "old": "kÕ ho¹ch n¨m 2005\n- §¹t 70% sè x·\n".encode("cp1252")},
        "structure": {"letter": bytes(range(0, 250, 3)), "short": b"\x01\x41\x80\x20\x03"},
        "json": {"plan": _stored()},
    }


def _document() -> bytes:
    item = "".join(word.paragraph(line, num=(1, 0) if "%" in line else None) for line in LETTER.split("\n"))
    grid = word.table(
        word.row(*(word.cell(word.paragraph(text)) for text in ("STT", "Đơn vị", "Năm 2025"))),
        word.row(*(word.cell(word.paragraph(text)) for text in ("1", "Sở Y tế", "70%"))),
        word.row(word.cell(word.paragraph("Tổng"), '<w:gridSpan w:val="2"/>'), word.cell(word.paragraph("1.200"))),
    )
    numbering = word.abstract(0, word.level(0, "lowerLetter", "%1)"), word.level(1, "decimal", "%1.%2.")) + word.num(
        1, 0
    )
    note = '<w:p><w:r><w:t>Theo số liệu</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    return word.build(
        item + note + grid,
        numbering=numbering,
        styles='<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>',
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>Chú thích</w:t></w:r></w:p></w:footnote>',
        header="<w:p><w:r><w:t>2</w:t></w:r></w:p>",
    )


def _pages() -> bytes:
    first = RawPage().centred(60, "KE HOACH").write(85, 90, "I. MUC TIEU")
    first.paragraph(110, ["- It nhat 70% so xa co thu vien,", "tang 3 - 5% moi nam."], first=20)
    second = RawPage(entries="/Rotate 90").frame(80, 60, 400, 160).rule(80, 110, 400, 110).rule(200, 60, 200, 160)
    for left, base, words in ((90, 80, "STT"), (210, 80, "Nam 2025"), (90, 130, "1"), (210, 130, "70%")):
        second.write(left, base, words)
    return make_pdf([first, second])


def _stored() -> bytes:
    from kehoach_parser import parse

    return parse(LETTER.encode(), name="plan.txt").model_dump_json().encode()


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    for form, files in make_all().items():
        for name, data in files.items():
            path = FOLDER / form / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


if __name__ == "__main__":
    main()
