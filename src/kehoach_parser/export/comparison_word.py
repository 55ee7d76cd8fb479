"""A comparison as a Word report: letterhead, a summary in sentences, a page of findings a plan, the matrix, the quotes.

The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: Times New Roman, margins of 30, 15 and 20 mm, Quốc hiệu on the
right, the body on the left; what an office fills in stays blank. Quotes are comments at the findings, and an annex.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..models import Cell, Comparison, Row, Status
from .comparison_xlsx import FILLS
from .paper import Paper, bind, shade
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

AUTHOR = "kehoach compare"
FINDINGS: tuple[Status, ...] = (
    "lower", "missing", "changed", "higher", "qualitative", "not_due", "other_period", "unread",
)  # fmt: skip
"""What is told of a plan, the gravest first; what is equal is counted alone."""
PLANS_A_TABLE = 8
"""Columns of plans on a landscape A4 page; more go into further tables."""
_QUOTE = 600


def comparison_word(comparison: Comparison, *, language: Language = "vi", template: bytes | None = None) -> bytes:
    """The report; the same comparison gives the same bytes. `template`: a Word file whose styles, head, foot it takes.

    Raises ValueError where the template cannot be opened.
    """
    paper = Paper(title=say_title(comparison, language), author=AUTHOR, language=language, template=template)
    _Writer(paper, comparison, language).write()
    return paper.save()


class _Writer:
    """Writes the parts of one report in order."""

    def __init__(self, paper: Paper, comparison: Comparison, language: Language) -> None:
        self.paper, self.comparison, self.language = paper, comparison, language
        self.words = comparison_words()[language]
        self.rows = comparison.all_rows()

    def write(self) -> None:
        if self.language == "vi":
            self.paper.letterhead(self.words)
        self.paper.title(self.words["letter_kind"], say_title(self.comparison, self.language))
        self._summary()
        for plan, name in enumerate(self.comparison.names):
            self._findings(plan, name)
        if self.language == "vi":
            self.paper.foot(self.words)
        self._matrix()
        self._annex()

    # --- parts -------------------------------------------------------------------------------------------------

    def _summary(self) -> None:
        words, comparison = self.words, self.comparison
        self.paper.heading(words["summary"], 1)
        base = comparison.baseline
        told = words["sum_all"] if base else words["sum_common"]
        self.paper.paragraph(told.format(plans=len(comparison.plans), rows=len(self.rows)))
        for status in ("higher", "lower", "missing", "changed", "qualitative", "not_due", "other_period", "unread"):
            found = [
                words["sum_of"].format(plan=name, count=len(rows), numbers=_numbers(rows))
                for plan, name in enumerate(comparison.names)
                if (rows := self._with(plan, status))
            ]
            if found:
                self.paper.paragraph(f"{words['sum_' + status]} {'; '.join(found)}.", style="List Bullet")
        for note in comparison.notes[:12]:
            self.paper.paragraph(note.message if self.language == "vi" else note.message_en, italic=True)
        statuses = shown_statuses(comparison)
        heads = [words["plan"], *(words[status] for status in statuses)]
        heads += [words["coverage"]] if comparison.standings else []
        widths = (28, *[137 / (len(heads) - 1)] * (len(heads) - 1))
        table = self.paper.table(heads, widths=widths, size=9.5)
        for plan, name in enumerate(comparison.names):
            counts = comparison.counts(plan)
            told_counts = [name, *(str(counts[status]) for status in statuses)]
            told_counts += [say_percent(comparison.standings[plan].coverage)] if comparison.standings else []
            self.paper.row(table, told_counts, size=10, centred=range(1, len(heads)))

    def _findings(self, plan: int, name: str) -> None:
        """One plan on a page of its own."""
        words = self.words
        self.paper.heading(name, 1, new_page=True)
        counts = self.comparison.counts(plan)
        told = [f"{words[status]}: {counts[status]}" for status in shown_statuses(self.comparison) if counts[status]]
        self.paper.paragraph("; ".join(told) + ".")
        for status in FINDINGS:
            rows = self._with(plan, status)
            if not rows:
                continue
            self.paper.heading(f"{SIGNS[status]} {words[status]}", 2)
            for number, row in rows:
                cell = row.cells[plan]
                paragraph = self.paper.paragraph(self._finding(number, row, cell), style="List Bullet")
                self.paper.comment(paragraph, self._quotes(row, cell))

    def _finding(self, number: int, row: Row, cell: Cell) -> str:
        """A finding in one paragraph: the target, its value there and here, what differs, where it stands."""
        words, language = self.words, self.language
        base = bind(say_measure(row.measure, language))
        own = bind(say_measure(cell.measure, language))
        parts = [f"{number}. {row.clause or row.target.text}".rstrip(" .;")]
        if base:
            parts.append(f"{words['baseline_value']}: {base}")
        if own:
            delta = bind(say_delta(cell, row.measure))
            parts.append(f"{words['value']}: {own}" + (f" ({delta})" if delta else ""))
        if cell.answer is not None:
            parts.append(self._where(cell.answer.section, cell.answer.page))
            if lead := say_lead(cell.answer, language):
                parts.append(f"{words['lead']}: {lead}")
        parts += [say_remarks(cell, language), say_decision(cell, language), say_nearest(cell, language)]
        return ". ".join(part[:1].upper() + part[1:] for part in parts if part) + "."

    def _matrix(self) -> None:
        self.paper.turn(landscape=True)
        self.paper.heading(self.words["annex_matrix"], 1)
        plans = range(len(self.comparison.names))
        for first in range(0, len(plans), PLANS_A_TABLE):
            shown = plans[first : first + PLANS_A_TABLE]
            value = self.words["baseline_value" if self.comparison.baseline else "own_value"]
            names = [self.comparison.names[plan] for plan in shown]
            widths = (8, 74, 22, *[160 / len(names)] * len(names))
            table = self.paper.table(["#", self.words["target"], value, *names], widths=widths, size=9)
            for number, row in enumerate(self.rows, 1):
                base = say_measure(row.measure, self.language)
                texts = [str(number), row.clause or row.target.text, base]
                cells = self.paper.row(table, texts, size=9, more=len(names))
                for at, plan in enumerate(shown, 3):
                    self._status(cells[at], row.cells[plan])
            self.paper.paragraph("")

    def _status(self, place: Any, cell: Cell) -> None:
        """A cell of the matrix: sign, word and value, in the colour of the status."""
        own = say_measure(cell.measure, self.language)
        fill, ink = FILLS[cell.status]
        shade(place, fill)
        self.paper.fill(place, f"{SIGNS[cell.status]} {self.words[cell.status]}", size=8, ink=ink)
        if own:
            self.paper.fill(place, own, size=9, bold=True, ink=ink, more=True)

    def _annex(self) -> None:
        self.paper.turn(landscape=False)
        self.paper.heading(self.words["quotes"], 1)
        for number, row in enumerate(self.rows, 1):
            self.paper.paragraph(f"{number}. {row.target.text}", bold=True)
            for name, cell in zip(self.comparison.names, row.cells, strict=True):
                if cell.answer is not None:
                    place = self._where(cell.answer.section, cell.answer.page)
                    told = f"{name}{f' ({place})' if place else ''}: “{cell.answer.evidence.quote[:_QUOTE]}”"
                    self.paper.paragraph(" ".join(told.split()), style="List Bullet")

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
