"""Task tables (danh mục nhiệm vụ, bảng phân công): one assignment a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from ...language.spaces import on_one_line
from ...lexicon.tables import ColumnRole
from ...models import Agency, Assignment, Measure, Milestone, Target, Task
from ..duties.bodies import unlisted
from ..duties.times import read_task_times
from ..measures.cell_values import read_value as read_cell
from ..statements import Inherited
from .doers import Doers
from .statements import RowStatement, read_row_statements
from .times import read_time
from .tools import Tools, cell_words, one_line, row_cell, statement_span
from .values import CellReading, RowReading, TableReading

_PROMISES: tuple[ColumnRole | None, ...] = ("output", "target", "content", "quantity", None)
"""What the columns hold whose figures a row of a task promises beside its words."""


def read_tasks(reading: TableReading, tools: Tools, section: str) -> Iterator[Assignment]:
    """The assignments of a table that names who does its rows, ids left blank."""
    doers = Doers(reading, tools)
    if not doers.has_lead:
        return
    output = reading.first("output")
    for found in _task_rows(reading, tools, section):
        row = found.row
        who = doers.read(row)
        product = row_cell(reading, row, output)
        evidence = tools.text.evidence(row.start, found.end)
        words = found.words(tools)
        time_text = _time_text(reading, row, tools)
        task = Task(
            text=words,
            role=_own_role(words, tools) or who.role if who.role == "implement" else who.role,
            partners=who.support,
            deadline=_deadline(reading, row, tools),
            every=read_task_times(time_text).every if time_text else None,  # type: ignore[arg-type]
            time_text=time_text,
            output=product.text if product else None,
            stated_in="column",
            supervisor=_supervisor(reading, row, tools),
            overseers=_overseers(reading, row, tools),
            evidence=evidence,
        )
        yield Assignment(
            id="",
            section=found.statement.section or None,
            agencies=who.lead,
            tasks=(task,),
            evidence=evidence,
        )


def _own_role(words: str, tools: Tools) -> Literal["lead", "support"] | None:
    """The role that a task's first words give to its body; None where they give none."""
    if tools.rules.parts.opens_lead.match(words):
        return "lead"
    return "support" if tools.rules.parts.opens_support.match(words) else None


def read_milestones(reading: TableReading, tools: Tools) -> Iterator[Milestone]:
    """The dated rows of a timetable that names nobody who does them."""
    if Doers(reading, tools).has_lead:
        return
    for found in _task_rows(reading, tools, ""):
        deadline = _deadline(reading, found.row, tools)
        if deadline is not None:
            evidence = tools.text.evidence(found.row.start, found.end)
            yield Milestone(text=found.words(tools), kind="deadline", date=deadline, evidence=evidence)


def read_commitments(reading: TableReading, tools: Tools, section: str) -> Iterator[Target]:
    """The figures that rows of tasks and their products promise, ids left blank."""
    doers = Doers(reading, tools)
    for found in _task_rows(reading, tools, section):
        row = found.row
        deadline = _deadline(reading, row, tools)
        above = Inherited(deadline)
        spans = list(found.statement.spans)
        for col, held in enumerate(reading.columns):
            cell = row.cells[col] if held in _PROMISES and col != reading.statement else None
            if cell is not None and not cell.inherited:
                spans.append((cell.start, cell.end))
        stated: set[tuple[float, float, str | None]] = set()
        stating = [(start, end, tools.measures(start, end, above)) for start, end in spans]
        if counts := _counts(reading, row, tools, deadline):
            stating.append((*found.statement.spans[0], counts))
        for start, end, measures in stating:
            figures = {(m.low, m.high, m.unit) for m in measures}
            if figures <= stated:
                continue  # none, or the product column repeats those of the task
            stated |= figures
            who = doers.read(row) if doers.has_lead else None
            yield Target(
                id="",
                section=found.statement.section or None,
                text=one_line(tools.text, start, end),
                kind="quantitative",
                measures=measures,
                lead=who.lead if who else (),
                support=who.support if who else (),
                origin="tasks",
                evidence=tools.text.evidence(start, max(end, *(m.evidence.end for m in measures))),
            )


def _counts(reading: TableReading, row: RowReading, tools: Tools, deadline: str | None) -> tuple[Measure, ...]:
    """What columns such as *Số lớp*, *Số học viên* count in bare figures."""
    found: list[Measure] = []
    for col, heading in enumerate(reading.header):
        cell = row.cells[col] if reading.columns[col] in ("quantity", None) else None
        named = tools.rules.parts.counted.match(heading)
        if not cell or not named or cell.inherited or not tools.rules.is_cell("number", cell.text):
            continue
        noun = named["noun"].strip()
        if value := read_cell(cell.text, noun, deadline):
            found.append(tools.measure(replace(value, subject=noun), cell.start, cell.end))
    return tuple(found)


def _task_rows(reading: TableReading, tools: Tools, section: str) -> list[RowStatement]:
    """The rows that state a task; a group or a row that only leads in states none."""

    def state(row: RowReading, cell: CellReading) -> tuple[tuple[int, int], ...]:
        return () if row.introduces or row.kind == "group" else (statement_span(cell, tools.text),)

    return read_row_statements(reading, tools, section, state)


def _overseers(reading: TableReading, row: RowReading, tools: Tools) -> tuple[Agency, ...]:
    """The bodies that watch over a row (*Theo dõi, kiểm tra, đôn đốc*)."""
    columns = reading.every("overseer") if reading.first("lead", "agency") is not None else ()
    cells = [row_cell(reading, row, col) for col in columns]
    named = (agency for cell in cells if cell is not None for agency in tools.agencies(cell_words(cell, tools.text)))
    return tuple(dict.fromkeys(named))


def _supervisor(reading: TableReading, row: RowReading, tools: Tools) -> Agency | None:
    """The leader who answers for a row (*Lãnh đạo phụ trách*)."""
    for col, role in enumerate(reading.columns):
        if role != "note" or col >= len(reading.header) or not tools.rules.is_cell("leader", reading.header[col]):
            continue
        cell = row_cell(reading, row, col)
        words = " ".join(cell_words(cell, tools.text).split()).strip(" .;") if cell is not None else ""
        if words:
            named = tools.agencies(words)
            return named[0] if len(named) == 1 else unlisted(words)  # *Phó Chủ tịch UBND tỉnh*: the post and its body
    return None


def _time_text(reading: TableReading, row: RowReading, tools: Tools) -> str | None:
    """The words of the row's time columns, as they stand; a mark in a column of years is none."""
    said = [
        on_one_line(cell.text)
        for col in reading.every("time")
        if (cell := row_cell(reading, row, col)) is not None and not tools.rules.is_cell("mark", cell.text)
    ]
    return "; ".join(words for words in said if words.strip("-–—.… ")) or None


def _deadline(reading: TableReading, row: RowReading, tools: Tools) -> str | None:
    """The last of the row's times; the last marked year where years are columns; None for a standing duty."""
    found: list[str] = []
    for col in reading.every("time"):
        cell = row_cell(reading, row, col)
        if cell is None or tools.rules.is_cell("mark", cell.text) or not cell.text.strip("-–—.… "):
            continue
        time = read_time(cell.text, tools.year, tools.rules)
        if time.deadline:
            found.append(time.deadline)
        elif not time.understood:
            message = f"Không xác định được thời hạn từ «{cell.text[:80]}»."
            known = any(doubt.start == cell.start and doubt.code == "time_unread" for doubt in tools.doubts)
            if not known:
                tools.doubt("time_unread", message, cell.start, cell.end)
    if found:
        return found[-1]
    marked = [
        reading.header[col]
        for col in reading.every("year", "mark", "time")
        if col < len(reading.header) and (cell := row.cells[col]) and tools.rules.is_cell("mark", cell.text)
    ]
    if marked:
        whole = " ".join(marked[-1].split(" - "))  # *Tháng* over *1*, *2*, *3*
        return (
            read_time(marked[-1], tools.year, tools.rules).deadline
            or read_time(whole, tools.year, tools.rules).deadline
        )
    return None
