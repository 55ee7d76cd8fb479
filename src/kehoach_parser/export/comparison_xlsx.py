"""A comparison as a workbook: the matrix in colours with its quotes as comments, and sheets of detail.

Every text is written as text, whatever it begins with; no cell holds a formula, links lead from sheet to sheet only.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ..models import Area, AreaLead, Cell, Comparison, Overview, Row, Status
from .blank import make_workbook
from .summary import describe_measure
from .wording import (
    PLACES,
    SIGNS,
    Language,
    beyond_key,
    comparison_words,
    say_certainty,
    say_date,
    say_decision,
    say_delta,
    say_lead,
    say_measure,
    say_nearest,
    say_remarks,
    say_title,
    shown_statuses,
)

FILLS: dict[Status, tuple[str, str]] = {
    "equal": ("#E3F1E5", "#1E5B2A"),
    "higher": ("#8FCFA0", "#0B3D17"),
    "lower": ("#F6B49C", "#6B1E05"),
    "not_due": ("#DCEBF7", "#1D4461"),
    "changed": ("#FBE49B", "#5E4700"),
    "qualitative": ("#DAD3F0", "#3B2A78"),
    "missing": ("#E9EAEC", "#5F6873"),
    "other_period": ("#FFFFFF", "#777777"),
    "unread": ("#FFFFFF", "#777777"),
}
COMMENT_LIMIT = 1200
MAX_COMMENTED_PLANS = 200
STANDING_COLUMNS = 5
MANY_PLANS = 12
"""From more plans on the columns of a matrix are narrow."""
SHEET_NAME = 31
"""Characters of a sheet's name in Excel."""
MARKS = ("id", "answer", "state")
"""Heads of the hidden columns by which `--pairs` knows a reviewed row again (comparison/review_sheet.py)."""
PAGE_MM, LEAST_SCALE = 400.0, 0.65
"""What an A3 page that lies across takes between margins of 10 mm, and how small its print may become: 7 points."""
_CHARACTER_MM, _EDGE_MM = 1.85, 1.3
_HEAD_ROW = 3
_SHORT = 90
"""Characters of a target at the head of its column."""


def comparison_xlsx(comparison: Comparison, *, language: Language = "vi") -> bytes:
    """The workbook. The same comparison gives the same bytes."""
    stream = io.BytesIO()
    book = make_workbook(stream, say_title(comparison, language))
    writer = _Writer(book, comparison, language)
    writer.matrix()
    writer.by_plan()
    writer.details()
    writer.beyond()
    writer.overviews()
    writer.groups()
    writer.legend()
    writer.chart()
    book.close()
    return stream.getvalue()


def _height(*texts: tuple[str, int]) -> float:
    """The height in points of a row whose wrapped texts stand in columns of so many characters; not every program
    fits rows to their text."""
    lines = max(sum(max(1, -(-len(line) // width)) for line in text.split("\n")) for text, width in texts)
    return min(150.0, 15.0 * max(1, lines) + 3)


def count_pages(widths: Sequence[float], fixed: int) -> int:
    """Over how many A3 pages a wide table is printed so that it stays readable: columns of so many characters, the
    first `fixed` of them on every page."""

    def measure(some: Sequence[float]) -> float:
        return sum(width * _CHARACTER_MM + _EDGE_MM for width in some)

    room = PAGE_MM / LEAST_SCALE - measure(widths[:fixed])
    return max(1, -(-int(measure(widths[fixed:])) // max(1, int(room))))


class _Writer:
    """The sheets of one workbook and the formats they share."""

    def __init__(self, book: Any, comparison: Comparison, language: Language) -> None:
        self.book, self.comparison, self.language = book, comparison, language
        self.words = comparison_words()[language]
        font = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        self.title = book.add_format({**font, "bold": True, "font_size": 15})
        self.faint = book.add_format({**font, "font_color": "#5F6873", "italic": True})
        self.head = book.add_format(
            {
                **font,
                "bold": True,
                "bg_color": "#1F3A5F",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "border": 1,
                "border_color": "#FFFFFF",
                "valign": "vcenter",
            }
        )
        self.topic = book.add_format({**font, "font_color": "#5F6873", "text_wrap": True})
        self.text = book.add_format({**font, "text_wrap": True})
        self.plain = book.add_format(font)
        self.number = book.add_format({**font, "align": "center", "font_color": "#1F3A5F", "underline": 1})
        self.base = book.add_format({**font, "bold": True, "text_wrap": True, "align": "center", "right": 2})
        self.status = {
            status: book.add_format(
                {
                    **font,
                    "bg_color": fill,
                    "font_color": ink,
                    "align": "center",
                    "text_wrap": True,
                    "border": 1,
                    "border_color": "#FFFFFF",
                }
            )
            for status, (fill, ink) in FILLS.items()
        }

    def matrix(self) -> None:
        comparison, words = self.comparison, self.words
        sheet = self.book.add_worksheet(words["matrix"])
        sheet.write_string(0, 0, say_title(comparison, self.language), self.title)
        notes = [note.message if self.language == "vi" else note.message_en for note in comparison.notes]
        sheet.write_string(1, 0, " ".join(notes[:2]) + (" …" if len(notes) > 2 else ""), self.faint)
        value = words["baseline_value" if comparison.baseline else "own_value"]
        heads = ["#", words["topic"], words["target"], value, *comparison.names]
        for column, text in enumerate(heads):
            sheet.write_string(_HEAD_ROW, column, text, self.head)
        rows = comparison.all_rows()
        many = len(comparison.names) > MANY_PLANS
        topics = any(row.topic for row in rows)
        widths = [4, 24 if topics else 0, 45 if many else 60, 14, *([9 if many else 15] * len(comparison.names))]
        for index, row in enumerate(rows):
            line = _HEAD_ROW + 1 + index
            first = 2 + index * len(comparison.names)
            self._linked(sheet, line, index + 1, f"internal:'{words['details']}'!A{first}")
            values = ((self._value(cell), widths[-1]) for cell in row.cells)
            sheet.set_row(line, _height((row.topic or "", 24), (row.target.text, widths[2]), *values))
            sheet.write_string(line, 1, row.topic or "", self.topic)
            sheet.write_string(line, 2, row.target.text, self.text)
            if row.sure:
                sheet.write_comment(line, 2, say_certainty(row, self.language), {"x_scale": 3, "author": ""})
            sheet.write_string(line, 3, say_measure(row.measure, self.language), self.base)
            for plan, cell in enumerate(row.cells):
                self._status(sheet, line, 4 + plan, cell)
                if (cell.answer or cell.nearest or cell.decided) and len(comparison.names) <= MAX_COMMENTED_PLANS:
                    comment = {"x_scale": 3, "y_scale": 3, "author": ""}
                    sheet.write_comment(line, 4 + plan, self._comment(row, cell), comment)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, None, {} if width else {"hidden": True})
        sheet.set_row(_HEAD_ROW, 48 if many else 32)
        sheet.freeze_panes(_HEAD_ROW + 1, 4)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(1, len(rows)), len(heads) - 1)
        self._print(sheet, widths, fixed=4, head=_HEAD_ROW)

    def by_plan(self) -> None:
        """One row a plan, one column a target: what the matrix says, turned, with how much the plan answers."""
        comparison, words = self.comparison, self.words
        sheet = self.book.add_worksheet(words["by_plan"])
        rows = comparison.all_rows()
        standing = [words[key] for key in ("coverage", "ambition", "rank")] if comparison.standings else []
        fixed = 1 + len(standing)
        sheet.write_string(0, 0, say_title(comparison, self.language), self.title)
        for column, text in enumerate((words["plan"], *standing)):
            sheet.write_string(_HEAD_ROW, column, text, self.head)
        for number, row in enumerate(rows, 1):
            place = f"internal:'{words['matrix']}'!A{_HEAD_ROW + 1 + number}"
            self._linked(sheet, _HEAD_ROW - 1, number, place, fixed + number - 1)
            told = " ".join((row.clause or row.target.text).split())
            short = told if len(told) <= _SHORT else told[: _SHORT - 1].rstrip() + "…"
            sheet.write_string(_HEAD_ROW, fixed + number - 1, short, self.head)
        for plan, name in enumerate(comparison.names):
            line = _HEAD_ROW + 1 + plan
            sheet.set_row(line, _height((name, 24), *((self._value(row.cells[plan]), 13) for row in rows)))
            sheet.write_string(line, 0, name, self.text)
            if comparison.standings:
                own = comparison.standings[plan]
                for column, value in enumerate((own.coverage, own.ambition, own.rank), 1):
                    if value is not None:
                        sheet.write_number(line, column, value, self.plain)
            for number, row in enumerate(rows):
                self._status(sheet, line, fixed + number, row.cells[plan])
        widths = [24, *([9] * len(standing)), *([13] * len(rows))]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(_HEAD_ROW, 120)
        sheet.freeze_panes(_HEAD_ROW + 1, fixed)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(1, len(comparison.names)), max(0, len(widths) - 1))
        self._print(sheet, widths, fixed=fixed, head=_HEAD_ROW)

    def chart(self) -> None:
        """Coverage as bars, on a sheet of its own: the numbers are those of the sheet by plan."""
        if not self.comparison.standings:
            return
        words, last = self.words, _HEAD_ROW + len(self.comparison.names)
        chart = self.book.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": words["coverage"],
                "categories": [words["by_plan"], _HEAD_ROW + 1, 0, last, 0],
                "values": [words["by_plan"], _HEAD_ROW + 1, 1, last, 1],
                "fill": {"color": "#1F6F78"},
                "gap": 40,
                "data_labels": {"value": True, "num_format": "0"},
            }
        )
        chart.set_title({"name": f"{words['coverage']}: {words['coverage_help']} (%)", "name_font": {"size": 14}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"min": 0, "max": 100, "num_format": "0", "major_gridlines": {"visible": True}})
        chart.set_x_axis({"num_font": {"rotation": -45 if len(self.comparison.names) > MANY_PLANS else 0}})
        sheet = self.book.add_chartsheet(words["chart"])
        sheet.set_chart(chart)
        sheet.set_landscape()
        sheet.set_paper(8)

    def _status(self, sheet: Any, line: int, column: int, cell: Cell) -> None:
        """Sign and value in the colour of the status."""
        sheet.write_string(line, column, self._value(cell), self.status[cell.status])

    def _value(self, cell: Cell) -> str:
        return f"{SIGNS[cell.status]} {say_measure(cell.measure, self.language)}".strip()

    def _print(self, sheet: Any, widths: Sequence[float], *, fixed: int, head: int) -> None:
        """A3 that lies across; what is too wide goes on upon further pages, with its first rows and columns again."""
        pages = count_pages(widths, fixed)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")
        sheet.repeat_rows(head)
        if pages > 1:
            sheet.repeat_columns(0, fixed - 1)
        sheet.fit_to_pages(pages, 0)

    def _comment(self, row: Row, cell: Cell) -> str:
        words, answer = self.words, cell.answer
        if answer is None:
            told = [words[cell.status], say_decision(cell, self.language), say_nearest(cell, self.language)]
            return "\n".join(line for line in told if line)[:COMMENT_LIMIT]
        where = [f"{words['section']} {answer.section}" if answer.section else ""]
        where.append(f"{words['page']} {answer.page}" if answer.page else "")
        told = [words[cell.status], say_delta(cell, row.measure), say_remarks(cell, self.language)]
        lines = [
            ". ".join(part for part in told if part),
            f"“{answer.evidence.quote or answer.text}”",
            ", ".join(part for part in where if part),
            f"{words['lead']}: {lead}" if (lead := say_lead(answer, self.language)) else "",
            say_decision(cell, self.language),
        ]
        return "\n".join(line for line in lines if line)[:COMMENT_LIMIT]

    def details(self) -> None:
        """One row a target and plan, in words; the number leads to the target's row of the matrix, and back from there.
        The last column is for whoever has looked at the row."""
        words, comparison = self.words, self.comparison
        sheet = self.book.add_worksheet(words["details"])
        value = words["baseline_value" if comparison.baseline else "own_value"]
        columns = (
            ("#", 5), (words["topic"], 22), (words["target"], 50), (value, 14), (words["plan"], 18),
            (words["status"], 14), (words["value"], 14), (words["difference"], 12), (words["deadline"], 12),
            (words["lead"], 26), (words["section"], 10), (words["page"], 7), (words["quote"], 60),
            (words["found_in"], 16), (words["remarks"], 36), (words["reviewed"], 12),
        )  # fmt: skip
        topics = any(row.topic for row in comparison.all_rows())
        for column, (name, width) in enumerate(columns):
            sheet.write_string(0, column, name, self.head)
            sheet.set_column(column, column, width, None, {} if topics or column != 1 else {"hidden": True})
        for column, name in enumerate(MARKS, len(columns)):
            sheet.write_string(0, column, name, self.head)
            sheet.set_column(column, column, 10, None, {"hidden": True})
        line = 0
        for number, row in enumerate(comparison.all_rows(), 1):
            for name, cell in zip(comparison.names, row.cells, strict=True):
                line += 1
                back = f"internal:'{words['matrix']}'!A{_HEAD_ROW + 1 + number}"
                self._linked(sheet, line, number, back)
                detail = self._detail(row, name, cell)
                texts = zip(detail, (width for _, width in columns[1:]), strict=False)
                sheet.set_row(line, _height(*((told, width) for told, width in texts if isinstance(told, str))))
                for column, told in enumerate(detail, 1):
                    chosen = self.status[cell.status] if column == 5 else self.text
                    if isinstance(told, int):
                        sheet.write_number(line, column, told, self.plain)
                    elif told:
                        sheet.write_string(line, column, told, chosen)
                for column, mark in enumerate((row.id, cell.target or "", cell.status), len(columns)):
                    sheet.write_string(line, column, mark, self.plain)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, line), len(columns) - 1)
        self._print(sheet, [width for name, width in columns if topics or name != words["topic"]], fixed=1, head=0)

    def _linked(self, sheet: Any, line: int, number: int, place: str, column: int = 0) -> None:
        """A target's number that leads to a place of the workbook; it stays a number. Words would lose their colours
        and their wrapping in LibreOffice, where it makes a field of a link."""
        sheet.write_url(line, column, place, self.number, str(number))
        sheet.write_number(line, column, number, self.number)

    def _detail(self, row: Row, name: str, cell: Cell) -> tuple[str | int | None, ...]:
        words, language, answer = self.words, self.language, cell.answer
        told = [say_remarks(cell, language), say_decision(cell, language), say_nearest(cell, language)]
        return (
            row.topic, row.clause or row.target.text, say_measure(row.measure, language), name,
            f"{SIGNS[cell.status]} {words[cell.status]}", say_measure(cell.measure, language),
            say_delta(cell, row.measure),
            say_date(cell.measure.deadline if cell.measure else answer.deadline if answer else None, language),
            say_lead(answer, language) if answer else None, answer.section if answer else None,
            answer.page if answer else None, answer.evidence.quote if answer else None,
            words[PLACES[cell.found_in]] if cell.found_in else None, "; ".join(part for part in told if part),
            self._seen(cell),
        )  # fmt: skip

    def _seen(self, cell: Cell) -> str:
        """Who has looked at the row; where the pair was found wrong, the word that says so as well."""
        if cell.decided and cell.target is None:
            return f"{self.words['wrong']} ({cell.decided.by})"
        return ", ".join(filter(None, (cell.reviewed.by, cell.reviewed.at[:10]))) if cell.reviewed else ""

    def beyond(self) -> None:
        words = self.words
        heads = [words["plan"], words["section"], words["statement"], words["value"], words["page"]]
        rows: list[list[object]] = []
        for name, extra, added in zip(self.comparison.names, self.comparison.extra, self.comparison.added, strict=True):
            whole = {target.id for target in extra}
            for target in extra:
                values = "; ".join(describe_measure(measure, words) for measure in target.measures)
                page = target.evidence.boxes[0].page if target.evidence.boxes else None
                rows.append([name, target.section, target.text, values, page])
            for entry in added:
                if entry.target not in whole:
                    boxes = entry.measure.evidence.boxes
                    value = describe_measure(entry.measure, words)
                    subject = f"{value} {entry.measure.subject or ''}".strip()
                    rows.append([name, None, entry.text, subject, boxes[0].page if boxes else None])
        title = words[beyond_key(self.comparison) + "_sheet"]
        self._table(title, heads, rows, (24, 14, 90, 30, 8))

    def overviews(self) -> None:
        words = self.words
        statuses = shown_statuses(self.comparison)
        heads = [words["plan"], words["number"], words["period"], *(words[status] for status in statuses)]
        heads += [words[key] for key in ("coverage", "ambition", "rank", "region", "province_today")]
        beyond = ("sections_absent", "leads", "partners", "overseers", "dates", "funding", "citations")
        heads += [words[key] for key in beyond]
        rows: list[list[object]] = []
        for index, (name, meta, more) in enumerate(
            zip(self.comparison.names, self.comparison.plans, self.comparison.overviews, strict=True)
        ):
            period = f"{meta.period.start}–{meta.period.end}" if meta.period else None
            counts = self.comparison.counts(index)
            own = self.comparison.standings[index] if self.comparison.standings else None
            standing: list[object] = [None] * STANDING_COLUMNS
            if own:
                standing = [own.coverage, own.ambition, own.rank, own.region, own.province_today]
            told = [*(counts[status] for status in statuses), *standing, *_beyond_targets(more, self.language)]
            rows.append([name, meta.number, period, *told])
        widths = (24, 16, 12, *([10] * len(statuses)), 9, 9, 9, 24, 18, 30, 60, 60, 40, 60, 50, 40)
        self._table(words["overview"], heads, rows, widths)

    def groups(self) -> None:
        """A row a region or province, where the plans are grouped."""
        words, names = self.words, self.comparison.names
        heads = [words[key] for key in ("plan_group", "plan", "coverage", "ambition")]
        rows: list[list[object]] = [
            [
                group.name or words["no_group"],
                "; ".join(names[plan] for plan in group.plans),
                group.coverage,
                group.ambition,
            ]
            for group in self.comparison.groups
        ]
        if rows:
            self._table(words["plan_group"], heads, rows, (36, 80, 9, 9))

    def legend(self) -> None:
        sheet = self.book.add_worksheet(self.words["legend"])
        statuses = shown_statuses(self.comparison)
        for line, status in enumerate(statuses):
            sheet.write_string(line, 0, f"{SIGNS[status]} {self.words[status]}", self.status[status])
            sheet.write_string(line, 1, self.words[status + "_help"], self.plain)
        line = len(statuses) + 1
        for key in ("coverage", "ambition"):
            sheet.write_string(line, 0, self.words[key], self.plain)
            sheet.write_string(line, 1, self.words[key + "_help"], self.plain)
            line += 1
        sheet.write_string(line, 0, self.words["reviewed"], self.plain)
        sheet.write_string(line, 1, self.words["reviewed_help"], self.text)
        sheet.set_row(line, _height((self.words["reviewed_help"], 110)))
        line += 1
        for note in self.comparison.notes:
            told = note.message if self.language == "vi" else note.message_en
            sheet.write_string(line, 1, told, self.text)
            sheet.set_row(line, _height((told, 110)))
            line += 1
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 110)
        self._print(sheet, (20, 110), fixed=1, head=0)

    def _table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[int]) -> None:
        sheet = self.book.add_worksheet(title)
        for column, (text, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.write_string(0, column, text, self.head)
            sheet.set_column(column, column, width)
        for line, row in enumerate(rows, 1):
            told = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
            sheet.set_row(line, _height(*told, ("", 1)))
            for column, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(line, column, value, self.plain)
                elif value is not None:
                    sheet.write_string(line, column, str(value), self.text)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
        self._print(sheet, widths, fixed=1, head=0)


def _beyond_targets(more: Overview, language: Language) -> Iterator[str]:
    words = comparison_words()[language]
    yield ", ".join(say_role(role, words) for role in more.roles_absent)
    yield _by_area(more.areas, lambda lead: [_say_lead(lead, language)])
    yield _by_area(more.areas, lambda lead: [agency.name for agency in lead.partners])
    yield _by_area(more.areas, lambda lead: [agency.name for agency in lead.overseers])
    yield "\n".join(
        f"{say_date(entry.date, language) or (words[entry.every] if entry.every else '')}: {entry.text}"
        for entry in more.appointments
    )
    yield "\n".join(entry.text for entry in more.funding)
    yield "; ".join(more.citations)


def _say_lead(lead: AreaLead, language: Language) -> str:
    """Who leads, and by when where the task says it."""
    every = comparison_words()[language][lead.every] if lead.every else ""
    when = say_date(lead.deadline, language) or every
    return f"{lead.agency.name} ({when})" if when else lead.agency.name


def _by_area(areas: Iterable[Area], names: Callable[[AreaLead], list[str]]) -> str:
    """A line for each task area in which anybody is named, each name once."""
    told = {area.title: dict.fromkeys(name for lead in area.leads for name in names(lead)) for area in areas}
    return "\n".join(f"{title}: {'; '.join(named)}" for title, named in told.items() if named)


def say_role(role: str, words: dict[str, str]) -> str:
    """The name of a kind of section."""
    return words.get(f"{role}_role") or words[role]
