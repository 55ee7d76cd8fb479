"""What must hold of every outcome, whatever the input: `check_source`, `check_plan`, `check_writing`."""

from __future__ import annotations

import json
import math
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping

from kehoach_parser.evaluation.fields import walk_evidence
from kehoach_parser.models import Plan, Section
from kehoach_parser.source import Box, Line, Source, Table

NEAR = 1.0
"""Points by which a box may stand out of its page: half of a letter's slant."""


class Broken(AssertionError):
    """A promise that does not hold."""


def promise(holds: bool, told: str) -> None:
    """Raises Broken; `assert` would be left out by an optimising interpreter."""
    if not holds:
        raise Broken(told)


def check_source(source: Source) -> None:
    """Lines without breaks, pieces within their line, cells within their table, boxes on pages that are there."""
    pages = {page.number: page for page in source.pages}
    for page in source.pages:
        promise(math.isfinite(page.width) and math.isfinite(page.height), f"size of page {page.number}")

    def check_box(box: Box | None) -> None:
        if box is None:
            return
        places = (box.x0, box.top, box.x1, box.bottom)
        promise(all(map(math.isfinite, places)), f"a box that is not finite: {box}")
        promise(box.x0 <= box.x1 and box.top <= box.bottom, f"a box upside down: {box}")
        promise(box.page in pages, f"a box on no page: {box}")

    def check_line(line: Line) -> None:
        promise("\n" not in line.text and "\r" not in line.text, f"a line of two lines: {line.text!r}")
        promise(not any("\ud800" <= ch <= "\udfff" for ch in line.text), f"a lone surrogate: {line.text!r}")
        check_box(line.box)
        for piece in line.pieces:
            promise(0 <= piece.start <= piece.end <= len(line.text), f"a piece beyond its line: {piece} {line.text!r}")
            check_box(piece.box)

    for block in source.blocks:
        if isinstance(block, Line):
            check_line(block)
            continue
        _check_table(block)
        check_box(block.box)
        for cell in block.cells:
            check_box(cell.box)
            for line in cell.lines:
                check_line(line)


def _check_table(table: Table) -> None:
    taken: set[tuple[int, int]] = set()
    for cell in table.cells:
        promise(cell.rowspan >= 1 and cell.colspan >= 1, f"a cell of no size: {cell.row} {cell.col}")
        promise(
            cell.row >= 0 and cell.row + cell.rowspan <= table.n_rows
            and cell.col >= 0 and cell.col + cell.colspan <= table.n_cols,
            f"a cell beyond its table of {table.n_rows} × {table.n_cols}: {cell}",
        )  # fmt: skip
        promise((cell.row, cell.col) not in taken, f"two cells at {cell.row} {cell.col}")
        taken.add((cell.row, cell.col))


def check_plan(plan: Plan, source: Source | None = None) -> None:
    """Quotes are the text, ids are unique, references lead somewhere, numbers are finite, boxes lie on their page, and
    the plan comes back from its JSON as it was."""
    text = plan.text
    promise(text is not None, "no text")
    assert text is not None
    pages = {page.number: page for page in source.pages} if source else None
    for evidence in walk_evidence(plan):
        promise(0 <= evidence.start <= evidence.end <= len(text), f"a place beyond the text: {evidence}")
        promise(text[evidence.start : evidence.end] == evidence.quote, f"a quote that is not the text: {evidence}")
        for box in evidence.boxes:
            promise(box.x0 <= box.x1 and box.top <= box.bottom, f"a box upside down: {box}")
            if pages is not None:
                page = pages.get(box.page)
                promise(page is not None, f"a box on no page: {box}")
                assert page is not None
                promise(
                    box.x0 >= -NEAR and box.x1 <= page.width + NEAR
                    and box.top >= -NEAR and box.bottom <= page.height + NEAR,
                    f"a box beyond its page: {box} of {page.width} × {page.height}",
                )  # fmt: skip
    _check_references(plan)
    _check_measures(plan)
    for date in _dates(plan):
        promise(_is_date(date), f"no date: {date}")
    for issue in plan.issues:
        promise(issue.code.isascii() and bool(issue.message), f"an issue without words: {issue}")
    told = plan.model_dump_json()
    values = json.loads(told, parse_constant=_refuse)
    promise("" not in _strings(values["metadata"]), "an empty string in the metadata: what is not stated is null")
    promise(Plan.model_validate_json(told) == plan, "JSON that gives another plan")


def _refuse(word: str) -> object:
    raise Broken(f"a number that is not finite: {word}")


def _check_references(plan: Plan) -> None:
    statements = (*plan.targets, *plan.commitments)
    for things in (statements, plan.assignments):
        ids = [thing.id for thing in things]
        promise(len(ids) == len(set(ids)), f"an id twice: {sorted(i for i in ids if ids.count(i) > 1)[:2]}")
    known = {section.id for section in _walk(plan.sections)}
    annexes = tuple(attachment.label for attachment in plan.attachments)
    for thing in (*statements, *plan.assignments):
        section = thing.section
        promise(section is None or section in known or section.startswith(annexes), f"a section that is not: {section}")
    ids = [target.id for target in statements]
    for target in statements:
        promise(target.same_as is None or (target.same_as in ids and target.same_as != target.id), "same_as no other")


def _check_measures(plan: Plan) -> None:
    for target in (*plan.targets, *plan.commitments):
        promise((target.kind == "qualitative") == (not target.stated), f"kind and measures: {target.id}")
        behind = target.measures[len(target.stated) :]
        promise(all(measure.implied for measure in behind), f"an implied measure before a stated one: {target.id}")
        for measure in target.measures:
            promise(math.isfinite(measure.low) and math.isfinite(measure.high), f"no number: {measure}")
            promise(measure.low <= measure.high, f"low above high: {measure}")
            promise(
                measure.low == measure.high or measure.comparator in ("between", "approx"), f"two numbers: {measure}"
            )
            place = measure.evidence
            promise(
                target.evidence.start <= place.start <= place.end <= target.evidence.end, f"a figure outside: {measure}"
            )
            promise(
                not (measure.every and measure.deadline) or str(measure.deadline)[:4] in target.text,
                f"`every` with an inherited deadline: {measure}",
            )


def _dates(plan: Plan) -> Iterator[str]:
    """Every time that the plan gives as a date."""
    figures = [measure for target in (*plan.targets, *plan.commitments) for measure in target.measures]
    tasks = [task for assignment in plan.assignments for task in assignment.tasks]
    found = [plan.metadata.issued, *(one.date for one in plan.milestones), *(one.date for one in plan.citations)]
    yield from (date for date in (*found, *(one.deadline for one in (*figures, *tasks))) if date is not None)


def _is_date(told: str) -> bool:
    """Whether it is a date of docs/contract.md, and one that a calendar has."""
    match = _DATE.fullmatch(told)
    if match is None:
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return True
    return 1 <= int(month) <= 12 and (day is None or 1 <= int(day) <= monthrange(int(year or 2000), int(month))[1])


_DATE = re.compile(r"(?:(?P<year>\d{4})|-)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-Q[1-4]|-H[12])?")


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def quick_writers() -> Mapping[str, Callable[[Plan], object]]:
    """What a plan is written as, but for the two that take longer than a parse."""
    from kehoach_parser.export import agencies, calendar, graph, plan_text, summary, tables

    return {
        "csv": lambda plan: summary.to_csv([plan]).encode(),
        "md": lambda plan: plan_text.to_markdowns([plan]).encode(),
        "agencies table": lambda plan: "".join(map("".join, agencies.agencies_lines([plan]))).encode(),
        "agencies csv": lambda plan: agencies.agencies_csv([plan]).encode(),
        "agencies xlsx": lambda plan: agencies.agencies_xlsx([plan]),
        "graphml": lambda plan: graph.to_graphml([plan]).encode(),
        "calendar": lambda plan: calendar.make_calendar([plan]),
        "tables csv": lambda plan: list(tables.tables_csv(plan)),
        "tables xlsx": lambda plan: tables.tables_xlsx(plan),
        "notebook": lambda plan: (repr(plan), plan._repr_html_()),
    }


def slow_writers() -> Mapping[str, Callable[[Plan], object]]:
    """The Word summary and the page."""
    from kehoach_parser.export import plan_word, view

    return {"docx": lambda plan: plan_word.plan_word([plan]), "html": lambda plan: view.render_page(plan).encode()}


def check_writing(plan: Plan, *, slow: bool) -> None:
    """Every writer writes it."""
    for form, write in {**quick_writers(), **(slow_writers() if slow else {})}.items():
        try:
            write(plan)
        except Exception as error:
            raise Broken(f"{form} cannot be written: {type(error).__name__}: {error}") from error
