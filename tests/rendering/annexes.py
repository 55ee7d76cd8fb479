"""A plan whose annexes hold a table of each kind, as text, Markdown and HTML; `render_docx` makes the rest
of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

BODY = """\
ỦY BAN NHÂN DÂN
TỈNH ĐỒNG THÁP

Số: 25/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Đồng Tháp, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Nâng cao chất lượng giáo dục và y tế cơ sở năm 2026

Thực hiện Nghị quyết số 12/NQ-HĐND ngày 10/12/2025, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích: Nâng cao chất lượng dịch vụ công.

2. Yêu cầu: Bảo đảm tiến độ.

II. CHỈ TIÊU

- Tỷ lệ trẻ 5 tuổi đến trường đạt ít nhất 99%.

- 95% trẻ em dưới 1 tuổi được tiêm chủng đầy đủ; khám sức khỏe cho 12.500 người cao tuổi.

III. TỔ CHỨC THỰC HIỆN

1. Sở Giáo dục và Đào tạo

- Chủ trì triển khai Kế hoạch.

2. Sở Y tế

- Phối hợp thực hiện.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn A
"""

TARGETS = """\
STT|Chỉ tiêu|Đơn vị tính|Thực hiện năm 2025|Năm 2026|Đến năm 2030|Cơ quan chủ trì
I|GIÁO DỤC|||||
1|Tỷ lệ trẻ 5 tuổi đến trường|%|98,5|≥ 99|99,5|Sở Giáo dục và Đào tạo
2|Số trường đạt chuẩn quốc gia|Trường|120|125|140-150|Sở Giáo dục và Đào tạo
II|Y TẾ|||||
3|Tỷ lệ trẻ em dưới 1 tuổi tiêm chủng đầy đủ|%|93|95|97|Sở Y tế
4|Tỷ suất tử vong trẻ em dưới 5 tuổi|‰|15|< 14|12|Sở Y tế
"""

TASKS = """\
STT|Nhiệm vụ|Chủ trì|Phối hợp|Thời gian|Sản phẩm
A|CÔNG TÁC CHỈ ĐẠO||||
1|Ban hành kế hoạch thực hiện tại cơ sở giáo dục|Sở Giáo dục và Đào tạo|UBND cấp xã|Tháng 02/2026|Kế hoạch
2|Tổ chức 03 hội nghị tập huấn|Sở Y tế|UBND cấp xã, các trường học|Quý II/2026|03 hội nghị
B|KIỂM TRA||||
3|Kiểm tra, giám sát định kỳ|Sở Y tế, Sở Giáo dục và Đào tạo|Các cơ quan liên quan|Thường xuyên|Báo cáo
4|Sơ kết, tổng kết|Sở Y tế|Các cơ quan liên quan|Quý IV|Báo cáo
"""

MONEY = """\
STT|Nội dung|Tổng kinh phí|Ngân sách tỉnh|Xã hội hóa
1|Tập huấn cán bộ|150|100|50
2|Mua sắm thiết bị|2.500|1.500|1.000
|Tổng cộng|2.650|1.600|1.050
"""

FORM = """\
STT|Nội dung|Đơn vị tính|Kế hoạch năm|Kết quả thực hiện
1|Số trẻ em được tiêm chủng|Trẻ||
1.1|Trẻ em dân tộc thiểu số|Trẻ||
2|Số hội nghị đã tổ chức|Hội nghị||
"""

BELONGS_TO = "(Kèm theo Kế hoạch số 25/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh Đồng Tháp)"


@dataclass(frozen=True)
class Annex:
    label: str
    title: str
    typed: str
    unit: str = ""

    @property
    def rows(self) -> list[list[str]]:
        return [[cell.strip() for cell in line.split("|")] for line in self.typed.splitlines()]


ANNEXES = (
    Annex("Phụ lục I", "Danh mục chỉ tiêu", TARGETS),
    Annex("Phụ lục II", "Danh mục nhiệm vụ trọng tâm", TASKS),
    Annex("Phụ lục III", "Dự toán kinh phí thực hiện", MONEY, "Đơn vị tính: triệu đồng"),
    Annex("Phụ lục IV", "Biểu mẫu báo cáo kết quả", FORM),
)


def as_text() -> str:
    """The plan as a portal's text, cells parted by tabs."""
    parts = [BODY]
    for annex in ANNEXES:
        parts.append("\n".join((annex.label, annex.title, BELONGS_TO)))
        parts += [annex.unit] if annex.unit else []
        parts.append("\n".join("\t".join(row) for row in annex.rows))
    return "\n\n".join(parts) + "\n"


def as_markdown() -> str:
    """The plan as Markdown with bar tables."""
    parts = [BODY]
    for annex in ANNEXES:
        parts += [f"## {annex.label}", f"**{annex.title}**", f"*{BELONGS_TO}*"]
        parts += [annex.unit] if annex.unit else []
        lines = ["| " + " | ".join(row) + " |" for row in annex.rows]
        lines.insert(1, "|" + "---|" * len(annex.rows[0]))
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def as_html() -> str:
    """The plan as a page, the cells of group rows merged."""
    parts = ['<html><head><meta charset="utf-8"><title>Kế hoạch</title></head><body>']
    parts += ["<p>" + "<br>".join(map(escape, text.split("\n"))) + "</p>" for text in BODY.split("\n\n")]
    for annex in ANNEXES:
        for words in (annex.label, annex.title, BELONGS_TO, annex.unit):
            parts += [f'<p align="center">{escape(words)}</p>'] if words else []
        parts.append('<table border="1">' + "".join(map(_html_row, annex.rows)) + "</table>")
    return "\n".join((*parts, "</body></html>"))


def _html_row(row: list[str]) -> str:
    if row[0] in ("I", "II", "A", "B") and not any(row[2:]):
        return f'<tr><td>{row[0]}</td><td colspan="{len(row) - 1}">{escape(row[1])}</td></tr>'
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
