"""Who leads and supports what, as a table to read and as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from ..models import Agency, Plan, Task
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
HEADING = ("lead", "tasks", "sections", "support")


def agencies_csv(plans: Iterable[Plan]) -> str:
    """One line for each task, its lead and one supporter; the supporter's cells are empty where it has none."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in lead_support_rows(plans):
        values = [row.plan, row.section, *_identity(row.lead), *_identity(row.support), row.text, *_times(row.task)]
        writer.writerow([csv_cell(value) for value in values])
    return stream.getvalue()


def agencies_table(plans: Iterable[Plan]) -> str:
    """One line for each lead in order of first mention: its tasks, where they stand, who supports it how often."""
    rows = lead_support_rows(plans)
    order = {key: place for place, key in enumerate(dict.fromkeys(row.lead.key for row in rows))}
    grouped = groupby(sorted(rows, key=lambda row: order[row.lead.key]), key=lambda row: row.lead.key)
    lines = [HEADING, *(_line(list(group)) for _, group in grouped)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADING) - 1)]
    shown = []
    for lead, tasks, sections, support in lines:
        shown.append(f"{lead:{widths[0]}}  {tasks:>{widths[1]}}  {sections:{widths[2]}}  {support}".rstrip())
    return "\n".join(shown) + "\n"


def _line(rows: list[LeadSupportRow]) -> tuple[str, str, str, str]:
    tasks = {(row.plan, row.section, row.text) for row in rows}
    sections = dict.fromkeys(row.section for row in rows)
    supports = Counter(row.support.name for row in rows if row.support)
    told = "; ".join(f"{name} ({count})" if count > 1 else name for name, count in supports.most_common())
    return rows[0].lead.name, str(len(tasks)), _shorten(list(sections)), told


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
