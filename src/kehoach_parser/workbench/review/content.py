"""Content (nội dung): targets without time or unit, tasks without a doer, reports without a date, sums, bodies gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...models import Agency, Evidence, Plan, Section, Table, Target
from .rulebook import find, words
from .values import Finding

REORGANISED = "2025-07-01"
"""From this day on plans name the bodies of the reorganisation of 2025 (Luật Tổ chức chính quyền địa phương 2025)."""
_TOLERANCE = 0.001


def check_targets(plan: Plan) -> Iterator[Finding]:
    """Time, unit and lead; the plan's own period is a time for all of them."""
    led = sum(bool(target.lead) for target in plan.targets)
    for target in plan.targets:
        for measure in target.stated:
            if measure.deadline is None and measure.every is None and plan.metadata.period is None:
                yield find("target-deadline", measure.evidence)
            if measure.unit is None:
                yield find("target-unit", measure.evidence)
        if led > 1 and not target.lead and target.stated and _in_attachment(plan, target):
            yield find("target-lead", target.evidence)


def check_tasks(plan: Plan) -> Iterator[Finding]:
    """Somebody does each task, and somebody does anything at all; a person named for it is somebody, too."""
    named = [issue.evidence for issue in plan.issues if issue.code == "agency_unresolved"]
    for assignment in plan.assignments:
        if assignment.agencies or any(task.agencies for task in assignment.tasks):
            continue
        if not any(_meet(place, assignment.evidence) for place in named):
            yield find("task-doer", assignment.evidence)
    if not plan.assignments and plan.sections and plan.metadata.doc_type in ("ke_hoach", "chuong_trinh"):
        yield find("tasks-unassigned")


def check_reports(plan: Plan) -> Iterator[Finding]:
    """Reports to a named body without a date, an interval or another word of time.

    Who merely *báo cáo* a body may do it by the time that another line sets; who *gửi*, *nộp báo cáo* needs one here.
    """
    timed = [m.evidence for m in plan.milestones if m.date or m.every]
    dated = any(m.kind == "report" and (m.date or m.every) for m in plan.milestones)
    for section in _walk(plan.sections):
        for paragraph in section.paragraphs:
            if not words().report.search(paragraph.text) and (dated or not words().report_to.search(paragraph.text)):
                continue
            if words().timed.search(words().no_time.sub("", paragraph.text)):
                continue
            place = paragraph.evidence
            if not any(e.start < place.end and e.end > place.start for e in timed):
                yield find("report-date", place)


def check_sums(plan: Plan) -> Iterator[Finding]:
    """Sums of money against the parts named behind *trong đó*; totals of tables against their rows."""
    found = [finding for statement in (*plan.targets, *plan.commitments) for finding in _check_statement(statement)]
    for entry in plan.funding:
        cut = words().of_which.search(entry.text)
        amounts = [amount.low for amount in entry.amounts if amount.low == amount.high]
        if cut and len(amounts) >= 3 and not _equal(amounts[0], sum(amounts[1:])):
            told = {"total": _figure(amounts[0]), "sum": _figure(sum(amounts[1:]))}
            found.append(find("sum-differs", entry.evidence, **told))
    yield from found
    for issue in plan.issues:
        if issue.code == "sum_differs" and not any(_meet(finding.evidence, issue.evidence) for finding in found):
            yield find("sum-parts", issue.evidence, words=issue.message)
    for table in plan.tables:
        yield from _check_table(table)


def check_bodies(plan: Plan) -> Iterator[Finding]:
    """Bodies that were merged away before the plan's date, each once, with their successor."""
    issued = plan.metadata.issued or (f"{plan.metadata.period.start}-01-01" if plan.metadata.period else "")
    if issued < REORGANISED:
        return
    told: set[str] = set()
    for agency, place in _agencies(plan):
        if agency.successor is None or agency.key in told:
            continue
        told.add(agency.key)
        source = agency.successors[0].source if agency.successors else ""
        yield find("body-gone", place, name=agency.name, successor=agency.successor, source=source)


def check_bare_figures(plan: Plan) -> Iterator[Finding]:
    """Figures of targets that were read as no value, time or name: *doanh thu đạt 3.500*."""
    for issue in plan.issues:
        if issue.code != "figure_doubt" or issue.evidence is None or _value(issue.evidence.quote) is None:
            continue
        if any(_meet(target.evidence, issue.evidence) for target in plan.targets):
            yield find("target-unit", issue.evidence)


def _meet(one: Evidence | None, other: Evidence | None) -> bool:
    return one is not None and other is not None and one.start < other.end and other.start < one.end


def _agencies(plan: Plan) -> Iterator[tuple[Agency, Evidence | None]]:
    for assignment in plan.assignments:
        for agency in assignment.agencies:
            yield agency, assignment.evidence
        for task in assignment.tasks:
            for agency in (*task.agencies, *task.partners):
                yield agency, task.evidence
    for target in plan.targets:
        for agency in (*target.lead, *target.support):
            yield agency, target.evidence


def _check_statement(statement: Target) -> Iterator[Finding]:
    """*Tổng … 100 (trong đó a 60, b 40)*: the first figure of the statement is the sum of those behind the words."""
    cut = words().of_which.search(statement.text)
    exact = [m for m in statement.stated if m.low == m.high and m.unit == statement.stated[0].unit]
    if cut is None or len(exact) != len(statement.stated) or len(exact) < 3 or exact[0].unit != words().money:
        return
    total, parts = exact[0].low, sum(m.low for m in exact[1:])
    if not _equal(total, parts):
        yield find("sum-differs", statement.evidence, total=_figure(total), sum=_figure(parts))


def _check_table(table: Table) -> Iterator[Finding]:
    """The last row *Tổng cộng* against the rows above it, where these are plain (no groups, every cell a figure)."""
    if len(table.rows) < 3 or not any(words().total.match(cell) for cell in table.rows[-1]):
        return
    above = table.rows[:-1]
    if any(not _ordinal(row[0]) for row in above):
        return
    for column in range(1, min(len(row) for row in table.rows)):
        cells = [_value(row[column]) for row in above]
        total = _value(table.rows[-1][column])
        known = [cell for cell in cells if cell is not None]
        if total is None or len(known) != len(cells) or "%" in "".join(table.header[column : column + 1]):
            continue
        if not _equal(total, sum(known)):
            yield find("sum-differs", table.evidence, total=_figure(total), sum=_figure(sum(known)))


def _ordinal(cell: str) -> bool:
    return cell.strip(" .").isdecimal()


def _value(cell: str) -> float | None:
    """A figure as tables write it: `1.200`, `3,5`; None for anything else."""
    plain = cell.strip().replace(" ", "")
    whole, comma, rest = plain.partition(",")
    if not whole.replace(".", "").isdecimal() or (comma and not rest.isdecimal()):
        return None
    groups = whole.split(".")
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):
        return None
    return float("".join(groups) + ("." + rest if comma else ""))


def _equal(left: float, right: float) -> bool:
    return abs(left - right) <= _TOLERANCE * max(1.0, abs(left), abs(right))


def _figure(value: float) -> str:
    told = f"{value:,.2f}".rstrip("0").rstrip(".")
    return told.translate(str.maketrans(",.", ".,"))


def _in_attachment(plan: Plan, target: Target) -> bool:
    return any(a.evidence.start <= target.evidence.start < a.evidence.end for a in plan.attachments)


def _walk(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)
