"""Who leads and supports what, as lines to read, as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from ..models import Agency, Plan, Task
from .blank import make_workbook
from .cells import csv_cell
from .graph import LeadSupportRow, lead_support_rows

COLUMNS = (
    "plan",
    "section",
    "lead",
    "lead_key",
    "lead_level",
    "lead_successor",
    "support",
    "support_key",
    "support_level",
    "support_successor",
    "text",
    "deadline",
    "every",
    "time_text",
    "stated_in",
    "supervisor",
    "overseers",
)
_LONG = ("section", "lead", "support", "text", "overseers")
_WIDE, _NARROW = 40, 14
HEADING = ("lead", "tasks", "sections", "due", "overseers", "support")


def agencies_csv(plans: Iterable[Plan]) -> str:
    """One line for each task, its lead and one supporter; the supporter's cells are empty where it has none."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in lead_support_rows(plans):
        writer.writerow([csv_cell(value) for value in _values(row)])
    return stream.getvalue()


def agencies_xlsx(plans: Iterable[Plan]) -> bytes:
    """The same lines as a workbook of one sheet; every cell is text. The same plans give the same bytes."""
    stream = io.BytesIO()
    book = make_workbook(stream, "agencies")
    sheet = book.add_worksheet("agencies")
    bold, plain = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, _WIDE if name in _LONG else _NARROW)
    rows = lead_support_rows(plans)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(_values(row)):
            if value:
                sheet.write_string(line, column, value, plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
    book.close()
    return stream.getvalue()


def agencies_lines(plans: Iterable[Plan]) -> list[tuple[str, ...]]:
    """The cells of `HEADING`, one line for each lead in order of first mention: its tasks, where they stand, the first
    and last date, who watches over it, who supports it how often."""
    rows = lead_support_rows(plans)
    order = {key: place for place, key in enumerate(dict.fromkeys(row.lead.key for row in rows))}
    grouped = groupby(sorted(rows, key=lambda row: order[row.lead.key]), key=lambda row: row.lead.key)
    return [_line(list(group)) for _, group in grouped]


def _values(row: LeadSupportRow) -> tuple[str | None, ...]:
    return (row.plan, row.section, *_identity(row.lead), *_identity(row.support), row.text, *_times(row.task))


def _line(rows: list[LeadSupportRow]) -> tuple[str, ...]:
    tasks = {(row.plan, row.section, row.text) for row in rows}
    sections = dict.fromkeys(row.section for row in rows)
    supports = Counter(row.support.name for row in rows if row.support)
    told = "; ".join(f"{name} ({count})" if count > 1 else name for name, count in supports.most_common())
    due = sorted({row.task.deadline for row in rows if row.task and row.task.deadline})
    above = dict.fromkeys(agency.name for row in rows if row.task for agency in row.task.overseers)
    span = " … ".join(dict.fromkeys((due[0], due[-1]))) if due else ""
    return rows[0].lead.name, str(len(tasks)), _shorten(list(sections)), span, "; ".join(above), told


def _shorten(sections: list[str], most: int = 4) -> str:
    more = len(sections) - most
    return ", ".join(sections[:most]) + (f" +{more}" if more > 0 else "")


def _times(task: Task | None) -> tuple[str | None, ...]:
    """When a task is to be done, where its doer is named and who is above; blank of a target."""
    if task is None:
        return (None,) * 6
    above = task.supervisor.name if task.supervisor else None
    overseers = "; ".join(agency.name for agency in task.overseers) or None
    return (task.deadline, task.every, task.time_text, task.stated_in, above, overseers)


def _identity(agency: Agency | None) -> tuple[str | None, ...]:
    if agency is None:
        return (None, None, None, None)
    return (agency.name, agency.key, agency.level, agency.successor)
