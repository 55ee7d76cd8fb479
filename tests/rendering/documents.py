"""Renders a plain text plan to DOCX as an office would type it, and to PDF through LibreOffice.

The DOCX has what real ones have: Tinos (metric twin of Times New Roman, with all Vietnamese letters), A4 with
the margins of Nghị định 30/2020/NĐ-CP, the head and the signature as tables without borders, labels as
automatic numbers of numbering.xml wherever Word's counters give the label that the plan has, annexes as ruled
tables with a repeated header.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from . import blocks
from .numbering import Numbering

FONT = "Tinos"
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def render_docx(plan_text: str, path: Path, *, automatic_numbers: bool = True) -> None:
    """Writes the plan to `path` as DOCX. Without `automatic_numbers` every label is typed text."""
    render_letter(blocks.read_blocks(plan_text), path, automatic_numbers=automatic_numbers)


def render_letter(letter: Sequence[blocks.Block], path: Path, *, automatic_numbers: bool = False) -> None:
    """Writes these blocks to `path` as DOCX."""
    document = _new_document()
    numbering = Numbering(document) if automatic_numbers else None
    for block in letter:
        match block:
            case blocks.Head():
                _write_head(document, block)
            case blocks.Title():
                _write_line(document, block.kind, bold=True, before=12)
                _write_line(document, block.subject, bold=True, after=12)
            case blocks.Paragraph():
                _write_paragraph(document, block, numbering)
            case blocks.Foot():
                _write_foot(document, block)
            case blocks.AttachmentTitle():
                document.add_page_break()
                for i, line in enumerate(block.lines):
                    _write_line(document, line, bold=i < 2, italic=line.startswith("("))
            case blocks.Grid():
                write_grid(document, block)
    document.save(str(path))


def render_pdf(docx_path: Path, directory: Path) -> Path:
    """Converts a DOCX to `directory/<stem>.pdf` with LibreOffice, whose profile is kept in `directory`."""
    return render_pdfs([docx_path], directory)[0]


def render_pdfs(docx_paths: Sequence[Path], directory: Path) -> list[Path]:
    """Converts them all in one run of LibreOffice, as `render_pdf` does."""
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("LibreOffice (soffice) is not installed")
    profile = (directory / "soffice-profile").as_uri()
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(directory),
            *map(str, docx_paths),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return [directory / f"{path.stem}.pdf" for path in docx_paths]


def _new_document() -> Document:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    header._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    return document


def _write_line(
    document: Document,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    before: int = 0,
    after: int = 0,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def _write_paragraph(document: Document, block: blocks.Paragraph, numbering: Numbering | None) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    typed = ""
    if block.label is not None and not (numbering and numbering.apply(paragraph, block.label)):
        typed = f"{block.label} "
    is_bullet = block.label in (None, "-", "+", "*")
    run_in = None if is_bullet else re.match(r"[^.;]{4,150}?:(?= \S)", block.text)
    if run_in:
        paragraph.add_run(typed + run_in.group()).bold = True
        paragraph.add_run(block.text[run_in.end() :])
    else:
        paragraph.add_run(typed + block.text).bold = not is_bullet and block.text[-1] not in ".;"


def _write_head(document: Document, head: blocks.Head) -> None:
    """Issuer and number at the left, motto and date at the right. What the plan lacks is left out."""
    left = [*head.issuer, *(["-------"] if head.issuer else []), head.number]
    right = [*((*MOTTO, "---------------") if head.has_motto else ()), head.place_and_date]
    cells = _borderless_row(document, (Mm(65), Mm(100)))
    _fill_centred(cells[0], left, bold=range(len(head.issuer)))
    _fill_centred(cells[1], right, bold=range(len(MOTTO)), italic_last=True)


def _write_foot(document: Document, foot: blocks.Foot) -> None:
    left, right = _borderless_row(document, (Mm(85), Mm(80)))
    label = left.paragraphs[0].add_run("Nơi nhận:")
    label.bold = label.italic = True
    label.font.size = Pt(12)
    for line in foot.recipients:
        paragraph = left.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(line).font.size = Pt(11)
    if foot.signature:
        _fill_centred(
            right, [*foot.signature[:-1], "", "", "", foot.signature[-1]], bold=range(len(foot.signature) + 4)
        )


def _borderless_row(document: Document, widths: tuple[int, int]) -> tuple[_Cell, _Cell]:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    _set_widths(table, widths)
    return table.cell(0, 0), table.cell(0, 1)


def _set_widths(table: Table, widths: Sequence[int]) -> None:
    """Sets the grid and the cells: LibreOffice goes by the first, Word by the second."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _fill_centred(cell: _Cell, lines: Sequence[str], *, bold: range, italic_last: bool = False) -> None:
    for i, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(line)
        run.font.size = Pt(13)
        run.bold = i in bold
        run.italic = italic_last and i == len(lines) - 1


def write_grid(document: Document, grid: blocks.Grid, *, landscape: bool = False) -> None:
    """A ruled table with its header rows repeated; header cells over blank ones are merged."""
    if landscape:
        section = document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    columns = len(grid.rows[0])
    table = document.add_table(rows=len(grid.rows), cols=columns)
    table.style = "Table Grid"
    table.autofit = False
    section = document.sections[-1]
    usable = section.page_width - section.left_margin - section.right_margin
    widths = _column_widths(grid, usable)
    _set_widths(table, widths)
    cells = [list(row.cells) for row in table.rows]
    for row, word_row in zip(grid.rows, cells, strict=True):
        for paragraphs, cell in zip(row, word_row, strict=True):
            _fill_cell(cell, paragraphs)
    for row in table.rows[: grid.header_rows]:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    if grid.header_rows == 2:
        _merge_header(cells, grid)


def _fill_cell(cell: _Cell, paragraphs: Sequence[str]) -> None:
    for i, text in enumerate(paragraphs):
        paragraph: WordParagraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(text).font.size = Pt(12)


def _column_widths(grid: blocks.Grid, usable: int) -> list[int]:
    """Every column as wide as its longest word; what is left goes to the long texts."""
    narrowest, wishes = [], []
    for column in zip(*grid.rows, strict=True):
        texts = [" ".join(cell) for cell in column]
        longest_word = max((len(word) for text in texts for word in text.split()), default=1)
        narrowest.append(Pt(longest_word * 7.5 + 14))
        wishes.append(max(0.0, min(80.0, sum(map(len, texts)) / len(texts)) - longest_word))
    spare = max(0, usable - sum(narrowest))
    return [int(least + spare * wish / max(1.0, sum(wishes))) for least, wish in zip(narrowest, wishes, strict=True)]


def _merge_header(cells: list[list[_Cell]], grid: blocks.Grid) -> None:
    upper, lower = grid.rows[0], grid.rows[1]
    column = 0
    while column < len(upper):
        last = column
        while last + 1 < len(upper) and not upper[last + 1] and lower[last + 1]:
            last += 1
        if last > column:
            _merge(cells[0][column], cells[0][last])
        elif not lower[column]:
            _merge(cells[0][column], cells[1][column])
        column = last + 1


def _merge(first: _Cell, last: _Cell) -> None:
    """Merges and drops the empty paragraphs that merging leaves behind."""
    merged = first.merge(last)
    for paragraph in merged.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
