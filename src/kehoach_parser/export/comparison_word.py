"""A comparison as a Word report: letterhead, a summary in sentences, a page of findings a plan, the matrix, the quotes.

The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: Times New Roman, margins of 30, 15 and 20 mm, Quốc hiệu on the
right, the body on the left; what an office fills in stays blank. Quotes are comments at the findings, and an annex.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from ..models import Cell, Comparison, Row, Status
from .blank import open_word
from .comparison_xlsx import FILLS
from .wording import (
    SIGNS,
    Language,
    comparison_words,
    say_decision,
    say_delta,
    say_lead,
    say_measure,
    say_nearest,
    say_percent,
    say_remarks,
    say_title,
    shown_statuses,
)

FONT = "Times New Roman"
AUTHOR = "kehoach compare"
FINDINGS: tuple[Status, ...] = (
    "lower", "missing", "changed", "higher", "qualitative", "not_due", "other_period", "unread",
)  # fmt: skip
"""What is told of a plan, the gravest first; what is equal is counted alone."""
PLANS_A_TABLE = 8
"""Columns of plans on a landscape A4 page; more go into further tables."""
_QUOTE = 600
_UNPRINTABLE = dict.fromkeys(code for code in (*range(32), 0xFFFE, 0xFFFF) if code not in (9, 10, 13))


def comparison_word(comparison: Comparison, *, language: Language = "vi", template: bytes | None = None) -> bytes:
    """The report; the same comparison gives the same bytes. `template`: a Word file whose styles, head, foot it takes.

    Raises ValueError where the template cannot be opened.
    """
    document = open_word(template)
    _Writer(document, comparison, language, plain=template is None).write()
    made = io.BytesIO()
    document.save(made)
    return _undated(made.getvalue())


def _undated(data: bytes) -> bytes:
    """The package with the same time at each part, so that the same content gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(zipfile.ZipInfo(part.filename), source.read(part), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return text.translate(_UNPRINTABLE).encode("utf-8", "replace").decode("utf-8")


class _Writer:
    """Writes the parts of one report in order."""

    def __init__(self, document: Any, comparison: Comparison, language: Language, *, plain: bool) -> None:
        self.document, self.comparison, self.language, self.plain = document, comparison, language, plain
        self.words = comparison_words()[language]
        self.rows = comparison.all_rows()

    def write(self) -> None:
        self._set_up()
        if self.language == "vi":
            self._letterhead()
        self._paragraph(self.words["letter_kind"], bold=True, align="center", size=14, before=12)
        self._paragraph(say_title(self.comparison, self.language), bold=True, align="center", size=14, after=12)
        self._summary()
        for plan, name in enumerate(self.comparison.names):
            self._findings(plan, name)
        self._matrix()
        self._annex()
        if self.language == "vi":
            self._foot()

    # --- parts -------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        from docx.shared import Mm, Pt

        properties = self.document.core_properties
        properties.title, properties.author = _clean(say_title(self.comparison, self.language)), AUTHOR
        properties.language = self.language
        properties.created = properties.modified = datetime(2000, 1, 1)
        if not self.plain:
            return
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(13)
        self._east_asian(normal.element)
        normal.paragraph_format.space_after = Pt(6)
        for level in (1, 2, 3):
            style = self.document.styles[f"Heading {level}"]
            style.font.name, style.font.size, style.font.bold = FONT, Pt(14 if level == 1 else 13), True
            style.font.color.rgb = None
            self._east_asian(style.element)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)

    def _east_asian(self, style: Any) -> None:
        """Names the font for every script: Word takes another one for letters that it thinks foreign."""
        from docx.oxml.ns import qn

        fonts = style.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)

    def _letterhead(self) -> None:
        from docx.shared import Mm

        table = self.document.add_table(rows=2, cols=2)
        table.autofit = False
        for row in table.rows:
            row.cells[0].width, row.cells[1].width = Mm(62), Mm(103)
        left, right = table.rows[0].cells
        self._fill(left, self.words["own_body"], bold=True, align="center", size=12)
        self._fill(right, self.words["state"], bold=True, align="center", size=12)
        self._fill(right, self.words["motto"], bold=True, align="center", more=True)
        left, right = table.rows[1].cells
        self._fill(left, self.words["own_number"], align="center")
        self._fill(right, self.words["own_date"], italic=True, align="center")

    def _summary(self) -> None:
        words, comparison = self.words, self.comparison
        self.document.add_heading(words["summary"], 1)
        base = comparison.baseline
        told = words["sum_all"] if base else words["sum_common"]
        self._paragraph(told.format(plans=len(comparison.plans), rows=len(self.rows)))
        for status in ("higher", "lower", "missing", "changed", "qualitative", "not_due", "other_period", "unread"):
            found = [
                f"{name} ({len(rows)}: {_numbers(rows)})"
                for plan, name in enumerate(comparison.names)
                if (rows := self._with(plan, status))
            ]
            if found:
                self._paragraph(f"{words['sum_' + status]}: {'; '.join(found)}.", style="List Bullet")
        for note in comparison.notes[:12]:
            self._paragraph(note.message if self.language == "vi" else note.message_en, italic=True)
        statuses = shown_statuses(comparison)
        heads = [words["plan"], *(words[status] for status in statuses)]
        heads += [words["coverage"]] if comparison.standings else []
        table = self._table(heads)
        for plan, name in enumerate(comparison.names):
            counts = comparison.counts(plan)
            told_counts = [name, *(str(counts[status]) for status in statuses)]
            told_counts += [say_percent(comparison.standings[plan].coverage)] if comparison.standings else []
            self._row(table, told_counts)

    def _findings(self, plan: int, name: str) -> None:
        """One plan on a page of its own."""
        words = self.words
        heading = self.document.add_heading(_clean(name), 1)
        heading.paragraph_format.page_break_before = True
        counts = self.comparison.counts(plan)
        told = [f"{words[status]}: {counts[status]}" for status in shown_statuses(self.comparison) if counts[status]]
        self._paragraph("; ".join(told) + ".")
        for status in FINDINGS:
            rows = self._with(plan, status)
            if not rows:
                continue
            self.document.add_heading(f"{SIGNS[status]} {words[status]}", 2)
            for number, row in rows:
                cell = row.cells[plan]
                paragraph = self._paragraph(self._finding(number, row, cell), style="List Bullet")
                self._comment(paragraph, self._quotes(row, cell))

    def _finding(self, number: int, row: Row, cell: Cell) -> str:
        """A finding in one paragraph: the target, its value there and here, what differs, where it stands."""
        words, language = self.words, self.language
        base = say_measure(row.measure, language)
        own = say_measure(cell.measure, language)
        parts = [f"{number}. {row.clause or row.target.text}".rstrip(" .;")]
        if base:
            parts.append(f"{words['baseline_value']}: {base}")
        if own:
            delta = say_delta(cell, row.measure)
            parts.append(f"{words['value']}: {own}" + (f" ({delta})" if delta else ""))
        if cell.answer is not None:
            parts.append(self._where(cell.answer.section, cell.answer.page))
            if lead := say_lead(cell.answer, language):
                parts.append(f"{words['lead']}: {lead}")
        parts += [say_remarks(cell, language), say_decision(cell, language), say_nearest(cell, language)]
        return ". ".join(part[:1].upper() + part[1:] for part in parts if part) + "."

    def _matrix(self) -> None:
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(15)
        self.document.add_heading(self.words["matrix"], 1)
        plans = range(len(self.comparison.names))
        for first in range(0, len(plans), PLANS_A_TABLE):
            shown = plans[first : first + PLANS_A_TABLE]
            value = self.words["baseline_value" if self.comparison.baseline else "own_value"]
            names = [self.comparison.names[plan] for plan in shown]
            widths = (8, 74, 22, *[160 / len(names)] * len(names))
            table = self._table(["#", self.words["target"], value, *names], widths=widths, size=9)
            for number, row in enumerate(self.rows, 1):
                base = say_measure(row.measure, self.language)
                cells = self._row(table, [str(number), row.clause or row.target.text, base], size=9, more=len(names))
                for at, plan in enumerate(shown, 3):
                    self._status(cells[at], row.cells[plan])
            self._paragraph("")

    def _status(self, place: Any, cell: Cell) -> None:
        """A cell of the matrix: sign, word and value, in the colour of the status."""
        own = say_measure(cell.measure, self.language)
        fill, ink = FILLS[cell.status]
        self._shade(place, fill)
        self._fill(place, f"{SIGNS[cell.status]} {self.words[cell.status]}", size=8, ink=ink)
        if own:
            self._fill(place, own, size=9, bold=True, ink=ink, more=True)

    def _annex(self) -> None:
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        self.document.add_heading(self.words["quotes"], 1)
        for number, row in enumerate(self.rows, 1):
            self._paragraph(f"{number}. {row.target.text}", bold=True)
            for name, cell in zip(self.comparison.names, row.cells, strict=True):
                if cell.answer is not None:
                    place = self._where(cell.answer.section, cell.answer.page)
                    told = f"{name}{f' ({place})' if place else ''}: “{cell.answer.evidence.quote[:_QUOTE]}”"
                    self._paragraph(" ".join(told.split()), style="List Bullet")

    def _foot(self) -> None:
        table = self.document.add_table(rows=1, cols=2)
        left, right = table.rows[0].cells
        self._fill(left, self.words["recipients"], bold=True, italic=True)
        self._fill(right, self.words["signer"], bold=True, align="center")

    # --- pieces ------------------------------------------------------------------------------------------------

    def _with(self, plan: int, status: Status) -> list[tuple[int, Row]]:
        return [(number, row) for number, row in enumerate(self.rows, 1) if row.cells[plan].status == status]

    def _where(self, section: str | None, page: int | None) -> str:
        at = f"{self.words['section']} {section}" if section else ""
        on = f"{self.words['page'].lower()} {page}" if page else ""
        return ", ".join(part for part in (at, on) if part)

    def _quotes(self, row: Row, cell: Cell) -> str:
        """The words of both sides, each with its place."""
        base = f"{self.words['baseline' if self.comparison.baseline else 'middle_plan']}: “{row.target.text}”"
        if cell.answer is None:
            return base[:_QUOTE]
        place = self._where(cell.answer.section, cell.answer.page)
        own = f"{self.words['plan']}{f' ({place})' if place else ''}: “{cell.answer.evidence.quote[:_QUOTE]}”"
        return f"{base[:_QUOTE]}\n{own}"

    def _comment(self, paragraph: Any, text: str) -> None:
        from docx.oxml.ns import qn

        runs = paragraph.runs
        made = self.document.add_comment(runs=[runs[0], runs[-1]], text=_clean(text), author=AUTHOR, initials="KH")
        made._comment_elm.attrib.pop(qn("w:date"), None)

    def _paragraph(
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
        from docx.shared import Pt

        paragraph = self.document.add_paragraph(style=style if style in self._styles else None)
        self._write(paragraph, text, bold=bold, italic=italic, align=align, size=size)
        if before is not None:
            paragraph.paragraph_format.space_before = Pt(before)
        if after is not None:
            paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    @property
    def _styles(self) -> set[str]:
        """A template need not have every style."""
        return {style.name for style in self.document.styles}

    def _write(
        self,
        paragraph: Any,
        text: str,
        *,
        bold: bool = False,
        italic: bool = False,
        align: str | None = None,
        size: float | None = None,
        ink: str | None = None,
    ) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt, RGBColor

        run = paragraph.add_run(_clean(text))
        run.bold, run.italic = bold or None, italic or None
        if size is not None:
            run.font.size = Pt(size)
        if ink is not None:
            run.font.color.rgb = RGBColor.from_string(ink.removeprefix("#"))
        if align == "center":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _fill(self, cell: Any, text: str, *, more: bool = False, **look: Any) -> None:
        """Writes into a cell; `more`: as a further paragraph."""
        from docx.shared import Pt

        paragraph = cell.add_paragraph() if more else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        self._write(paragraph, text, **look)

    def _table(self, heads: Sequence[str], *, widths: Sequence[float] = (), size: float = 11) -> Any:
        """A table with rules whose first row is repeated on every page."""
        from docx.oxml import OxmlElement
        from docx.shared import Mm

        table = self.document.add_table(rows=1, cols=len(heads))
        if "Table Grid" in self._styles:
            table.style = "Table Grid"
        table.autofit = not widths
        row = table.rows[0]
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for index, (cell, head) in enumerate(zip(row.cells, heads, strict=True)):
            self._fill(cell, head, bold=True, align="center", size=size)
            self._shade(cell, "#E9EAEC")
            if widths:
                table.columns[index].width = cell.width = Mm(widths[index])
        return table

    def _row(self, table: Any, texts: Sequence[str], *, size: float = 11, more: int = 0) -> Sequence[Any]:
        """A further row with these texts; its cells, of which `more` stay to be filled."""
        from docx.oxml import OxmlElement

        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells: Sequence[Any] = row.cells
        assert len(cells) == len(texts) + more
        for cell, text in zip(cells, texts, strict=False):
            self._fill(cell, text, size=size)
        return cells

    def _shade(self, cell: Any, colour: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:color"), "auto")
        shade.set(qn("w:fill"), colour.removeprefix("#"))
        cell._tc.get_or_add_tcPr().append(shade)


def _numbers(rows: Sequence[tuple[int, Row]]) -> str:
    """The rows' numbers, neighbours as a span: *1–3, 7*."""
    return ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in _spans([number for number, _ in rows]))


def _spans(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield start, last
            start = number
        last = number
    yield start, last
