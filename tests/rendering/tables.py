"""A long task table typed as an office would: landscape, headings over headings, merged cells, group rows.

`TASKS` is what stands in each place of the table; `render_task_table` types it into a DOCX whose heading
repeats on each page and whose rows may break over a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from .documents import FONT, render_pdf

__all__ = ["Typed", "places", "render_pdf", "render_task_table", "task_table"]

WIDTHS = (12, 106, 36, 50, 32, 33)
"""Of the columns, in millimetres."""


@dataclass(frozen=True)
class Typed:
    """A typed cell: place of its top left corner, its words, and how far it spans."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1


HEADER = (
    Typed(0, 0, "STT", 2),
    Typed(0, 1, "Nội dung nhiệm vụ", 2),
    Typed(0, 2, "Cơ quan thực hiện", 1, 2),
    Typed(0, 4, "Thời gian hoàn thành", 2),
    Typed(0, 5, "Sản phẩm", 2),
    Typed(1, 2, "Chủ trì"),
    Typed(1, 3, "Phối hợp"),
)

_VERBS = (
    "Rà soát, sửa đổi, bổ sung các quy định về {field} cho phù hợp với mô hình chính quyền địa phương hai cấp",
    "Tổ chức tập huấn, bồi dưỡng nghiệp vụ về {field} cho đội ngũ cán bộ, công chức, viên chức cấp tỉnh và cấp xã",
    "Xây dựng cơ sở dữ liệu dùng chung về {field}, kết nối với trục tích hợp, chia sẻ dữ liệu của tỉnh",
    "Kiểm tra, giám sát việc chấp hành các quy định của pháp luật về {field} trên địa bàn; kịp thời phát hiện, chấn "
    "chỉnh, xử lý những tồn tại, hạn chế và nhân rộng các cách làm hay, mô hình hiệu quả tại cơ sở",
    "Đẩy mạnh tuyên truyền về {field} trên hệ thống thông tin cơ sở",
    "Đánh giá kết quả thực hiện nhiệm vụ về {field}, đề xuất các giải pháp cho giai đoạn tiếp theo",
)
_FIELDS = (
    "cải cách thủ tục hành chính",
    "quản lý tài nguyên khoáng sản",
    "y tế dự phòng và dân số",
    "phòng, chống ma túy",
    "giáo dục nghề nghiệp",
    "an toàn thực phẩm",
    "bảo vệ môi trường nông thôn",
    "chuyển đổi số trong trường học",
    "phòng cháy, chữa cháy rừng",
    "trợ giúp pháp lý",
)
_LEADS = (
    "Sở Nội vụ",
    "Sở Nông nghiệp và Môi trường",
    "Sở Y tế",
    "Công an tỉnh",
    "Sở Giáo dục và Đào tạo",
    "Văn phòng UBND tỉnh",
    "Sở Tư pháp",
    "Sở Khoa học và Công nghệ",
)
_PARTNERS = (
    "Các sở, ban, ngành; UBND các xã, phường",
    "Sở Tài chính, Sở Tư pháp và các cơ quan, đơn vị có liên quan",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Tỉnh Đoàn, Hội Liên hiệp Phụ nữ tỉnh",
    "UBND cấp xã",
)
_TIMES = ("Tháng 6/2026", "Quý II/2026", "Thường xuyên", "Hằng năm", "2026-2030", "Quý IV/2027", "Trước 30/9/2026")
_OUTPUTS = ("Quyết định của UBND tỉnh", "Kế hoạch", "Báo cáo kết quả", "Hội nghị tập huấn", "Cơ sở dữ liệu")
_GROUPS = ("CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "HOÀN THIỆN THỂ CHẾ", "TỔ CHỨC THỰC HIỆN", "KIỂM TRA, ĐÁNH GIÁ")
_ROMAN = ("I", "II", "III", "IV")
_MERGED = {3: 2, 11: 3, 24: 2, 37: 3, 50: 2}
"""The task with which a merged cell of the lead column begins, and how many tasks it holds for."""


def task_table(tasks: int = 60) -> tuple[tuple[Typed, ...], int]:
    """The cells of a table of `tasks` numbered rows in four groups, and the number of its rows, heading
    included."""
    cells = list(HEADER)
    row = 2
    held = 0
    for number in range(tasks):
        if number % (tasks // 4) == 0 and number // (tasks // 4) < 4:
            group = number // (tasks // 4)
            cells.append(Typed(row, 0, _ROMAN[group]))
            cells.append(Typed(row, 1, _GROUPS[group], 1, 5))
            row += 1
        field = _FIELDS[number % len(_FIELDS)]
        words = _VERBS[number % len(_VERBS)].format(field=field) + f" (nhiệm vụ thứ {number + 1})."
        cells.append(Typed(row, 0, str(number + 1)))
        cells.append(Typed(row, 1, words))
        if held == 0:
            held = _MERGED.get(number, 1)
            cells.append(Typed(row, 2, _LEADS[number % len(_LEADS)], held))
        held -= 1
        cells.append(Typed(row, 3, _PARTNERS[number % len(_PARTNERS)]))
        cells.append(Typed(row, 4, _TIMES[number % len(_TIMES)]))
        cells.append(Typed(row, 5, _OUTPUTS[number % len(_OUTPUTS)]))
        row += 1
    return tuple(cells), row


def places(cells: Iterable[Typed], n_rows: int) -> list[list[str]]:
    """The words at each place of the table, a merged cell's at all places that it covers."""
    grid = [[""] * len(WIDTHS) for _ in range(n_rows)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                grid[row][col] = cell.text
    return grid


def render_task_table(path: Path, tasks: int = 60, *, size: float = 12) -> None:
    """Writes a plan's annex with the table to `path` as DOCX."""
    cells, n_rows = task_table(tasks)
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(12)
    section.left_margin = Mm(15)
    for words in ("Phụ lục", "DANH MỤC NHIỆM VỤ TRỌNG TÂM", "(Kèm theo Kế hoạch số 15/KH-UBND ngày 12/01/2026)"):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(words).bold = not words.startswith("(")
    table: Table = document.add_table(rows=n_rows, cols=len(WIDTHS))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    grid = [list(row.cells) for row in table.rows]
    for line in grid:
        for cell, width in zip(line, WIDTHS, strict=True):
            cell.width = Mm(width)
    for typed in cells:
        first = grid[typed.row][typed.col]
        if typed.rowspan > 1 or typed.colspan > 1:
            first = first.merge(grid[typed.row + typed.rowspan - 1][typed.col + typed.colspan - 1])
        _fill(first, typed.text, bold=typed.row < 2, centred=typed.col in (0, 4) or typed.row < 2, size=size)
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.save(str(path))


def _fill(cell: _Cell, words: str, *, bold: bool, centred: bool, size: float) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(words)
    run.bold = bold
    run.font.size, run.font.name = Pt(size), FONT
