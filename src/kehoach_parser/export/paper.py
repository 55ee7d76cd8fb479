"""A Word file in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I: letterhead, paragraphs, tables, comments.

Times New Roman, margins of 30, 15 and 20 mm, Quốc hiệu on the right, the body on the left; what an office fills in
stays blank. Text of any kind is safe in it, and the same pieces give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from .blank import open_word

FONT = "Times New Roman"
TEXT_WIDTH = 165.0
"""Millimetres between the margins of an upright page."""
LONGEST = 255
"""Characters of a property of a Word file, such as its title (ECMA-376, by python-docx)."""
_FIGURE = re.compile(r"(?<=[≥≤<>≈↑↓]) | (?=%)")
_UNPRINTABLE = dict.fromkeys(code for code in (*range(32), 0xFFFE, 0xFFFF) if code not in (9, 10, 13))


class Paper:
    """A document that is written from its head to its foot.

    `template`: a Word file whose styles, head and foot it takes. Raises ValueError where that cannot be opened.
    """

    def __init__(self, *, title: str, author: str, language: str, template: bytes | None = None) -> None:
        self.document: Any = open_word(template)
        self.author = author
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = clean(title)[:LONGEST], author, language
        properties.created = properties.modified = datetime(2000, 1, 1)
        self._styles = {style.name for style in self.document.styles}  # a template need not have every style
        self._align = "justify" if template is None else None
        if template is None:
            self._set_up()

    def _set_up(self) -> None:
        from docx.shared import Mm, Pt, RGBColor

        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(13)
        _name_font(normal.element)
        normal.paragraph_format.space_after = Pt(6)
        for level in (1, 2, 3):
            style = self.document.styles[f"Heading {level}"]
            style.font.name, style.font.size, style.font.bold = FONT, Pt(14 if level == 1 else 13), True
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.keep_with_next = True
            _name_font(style.element)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.different_first_page_header_footer = True  # no number on the first page
        _number_pages(section.header.paragraphs[0])

    def save(self) -> bytes:
        """The file, with the same time at each part, so that the same content gives the same bytes."""
        saved, made = io.BytesIO(), io.BytesIO()
        self.document.save(saved)
        with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            for part in source.infolist():
                target.writestr(zipfile.ZipInfo(part.filename), source.read(part), zipfile.ZIP_DEFLATED)
        return made.getvalue()

    # --- parts ---------------------------------------------------------------------------------------------------

    def letterhead(self, words: Mapping[str, str]) -> None:
        """The head of a document whose body, number and date are still to be filled in."""
        from docx.shared import Mm

        table = self.document.add_table(rows=2, cols=2)
        table.autofit = False
        for index, width in enumerate((Mm(58), Mm(107))):
            table.columns[index].width = width
            for row in table.rows:
                row.cells[index].width = width
        left, right = table.rows[0].cells
        self.fill(left, words["body_above"], align="center", size=12)
        self.fill(left, words["own_body"], bold=True, align="center", size=12, more=True)
        self.rule(left, 58, 22)
        self.fill(right, words["state"], bold=True, align="center", size=12)
        self.fill(right, words["motto"], bold=True, align="center", size=13, more=True)
        self.rule(right, 107, 58)
        left, right = table.rows[1].cells
        self.fill(left, words["own_number"], align="center")
        self.fill(right, words["own_date"], italic=True, align="center")

    def rule(self, cell: Any, room: float, length: float) -> None:
        """A line of so many millimetres in the middle of a cell: below the body's name and the motto."""
        _underline(self.fill(cell, "", more=True), room, length)

    def title(self, kind: str, subject: str) -> Any:
        """Kind of document and subject in the middle, a line below; the first paragraph."""
        first = self.paragraph(kind, bold=True, align="center", size=14, before=12, after=0)
        self.paragraph(subject, bold=True, align="center", size=14, after=0)
        _underline(self.paragraph("", after=12), TEXT_WIDTH, 45)
        return first

    def foot(self, words: Mapping[str, str]) -> None:
        """Recipients on the left, the one who signs on the right."""
        table = self.document.add_table(rows=1, cols=2)
        left, right = table.rows[0].cells
        self.fill(left, words["recipients"], bold=True, italic=True, size=12)
        for line in words["recipients_list"].split("\n"):
            self.fill(left, line, size=11, more=True)
        self.fill(right, words["signer"], bold=True, align="center")
        for _ in range(4):
            self.fill(right, "", more=True)
        self.fill(right, words["signer_name"], bold=True, align="center", more=True)

    def turn(self, *, landscape: bool) -> None:
        """Goes on upon a new page that lies across, or stands again."""
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        sides = sorted((section.page_width or Mm(210), section.page_height or Mm(297)))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = sides[::-1] if landscape else sides
        if self._align:  # a template has margins of its own
            section.left_margin, section.right_margin = Mm(15 if landscape else 30), Mm(15)
        section.different_first_page_header_footer = False  # its pages are numbered, the first as well

    def heading(self, text: str, level: int, *, new_page: bool = False) -> None:
        """A heading of the level."""
        heading = self.document.add_heading(clean(text), level)
        heading.paragraph_format.page_break_before = new_page or None

    def paragraph(
        self,
        text: str,
        *,
        style: str | None = None,
        bold: bool = False,
        italic: bool = False,
        align: str | None = None,
        size: float | None = None,
        before: float | None = None,
        after: float | None = None,
    ) -> Any:
        """A paragraph in the style, where the file has it."""
        from docx.shared import Pt

        paragraph = self.document.add_paragraph(style=style if style in self._styles else None)
        write(paragraph, text, bold=bold, italic=italic, align=align or self._align, size=size)
        if before is not None:
            paragraph.paragraph_format.space_before = Pt(before)
        if after is not None:
            paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    def comment(self, paragraph: Any, text: str) -> None:
        """A comment upon the whole paragraph; none upon an empty one."""
        from docx.oxml.ns import qn

        runs = paragraph.runs
        if not runs:
            return
        made = self.document.add_comment(runs=[runs[0], runs[-1]], text=clean(text), author=self.author, initials="KH")
        made._comment_elm.attrib.pop(qn("w:date"), None)

    def table(self, heads: Sequence[str], *, widths: Sequence[float] = (), size: float = 11) -> Any:
        """A table with rules whose first row is repeated on every page; widths in mm."""
        from docx.oxml import OxmlElement
        from docx.shared import Mm

        table = self.document.add_table(rows=1, cols=len(heads))
        if "Table Grid" in self._styles:
            table.style = "Table Grid"
        table.autofit = not widths
        row = table.rows[0]
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for index, (cell, head) in enumerate(zip(row.cells, heads, strict=True)):
            self.fill(cell, head, bold=True, align="center", size=size)
            shade(cell, "#E9EAEC")
            if widths:
                table.columns[index].width = cell.width = Mm(widths[index])
        return table

    def row(
        self, table: Any, texts: Sequence[str], *, size: float = 11, more: int = 0, centred: Sequence[int] = ()
    ) -> Sequence[Any]:
        """A further row with these texts; its cells, of which `more` stay to be filled. `centred`: figures' columns."""
        from docx.oxml import OxmlElement

        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells: Sequence[Any] = row.cells
        assert len(cells) == len(texts) + more
        for column, (cell, text) in enumerate(zip(cells, texts, strict=False)):
            self.fill(cell, text, size=size, align="center" if column in centred else None)
        return cells

    def fill(self, cell: Any, text: str, *, more: bool = False, **look: Any) -> Any:
        """Writes into a cell; `more`: as a further paragraph."""
        from docx.shared import Pt

        paragraph = cell.add_paragraph() if more else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        write(paragraph, text, **look)
        return paragraph


def _underline(paragraph: Any, room: float, length: float) -> None:
    """A line below an empty paragraph of small letters, of this length in the middle of the room (mm)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    form = paragraph.paragraph_format
    form.line_spacing, form.space_after = Pt(3), Pt(6)
    form.left_indent = form.right_indent = Mm((room - length) / 2)
    for run in paragraph.runs:
        run.font.size = Pt(2)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return text.translate(_UNPRINTABLE).encode("utf-8", "replace").decode("utf-8")


def bind(figure: str) -> str:
    """A figure with its sign and unit, held together on one line: *≥ 70 %*."""
    return _FIGURE.sub("\N{NO-BREAK SPACE}", figure)


def write(
    paragraph: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: str | None = None,
    size: float | None = None,
    ink: str | None = None,
) -> None:
    """Adds a run to a paragraph."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(clean(text))
    run.bold, run.italic = bold or None, italic or None
    if size is not None:
        run.font.size = Pt(size)
    if ink is not None:
        run.font.color.rgb = RGBColor.from_string(ink.removeprefix("#"))
    if align is not None:
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())


def shade(cell: Any, colour: str) -> None:
    """Colours the ground of a cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    ground = OxmlElement("w:shd")
    ground.set(qn("w:val"), "clear")
    ground.set(qn("w:color"), "auto")
    ground.set(qn("w:fill"), colour.removeprefix("#"))
    cell._tc.get_or_add_tcPr().append(ground)


def _name_font(style: Any) -> None:
    """Names the font for every script: Word takes another one for letters that it thinks foreign."""
    from docx.oxml.ns import qn

    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _number_pages(paragraph: Any) -> None:
    """The number of the page in the middle of its head."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
