"""Runs the cases of tests/cases/tables: tables of annexes with what a careful reader finds in them.

A case is a title, the words above the table (the first line is the title of the annex), the table with its cells
parted by `|` (`^` goes on from the cell above, `<` from the cell to the left), then after `---` a line for each
thing found, in the order of the document, targets first:

chỉ tiêu    ``words | measures | lead``; a measure is ``= 95 % (2026)``, several are joined by ``;``
cam kết     the same, for figures that tasks promise
nhiệm vụ    ``words | agencies | role | partners | deadline``
kinh phí    ``words | source | amounts``
chỉ số      ``name | unit | parent``
nghi vấn    the code of a doubt

A dash stands for nothing, ``(không)`` for a table that gives nothing. Every plan is for the year 2026.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kehoach_parser.extract.tables.reader import TableResults
from kehoach_parser.extract.words.numbers import format_number
from kehoach_parser.models import Agency, Measure, Target

from .case_words import spell
from .tables_text import read_annex

FOLDER = Path(__file__).parent / "cases" / "tables"
SIGNS = {"eq": "=", "gt": ">", "gte": "≥", "lt": "<", "lte": "≤", "approx": "≈", "between": "="}
NOTHING = "(không)"
WAYS = {"increase": "tăng", "decrease": "giảm"}


def read_cases() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text("utf-8").split("\n=== ")[1:]:
            title, _, body = block.partition("\n")
            given, _, expected = body.partition("\n---\n")
            assert given.strip() and expected.strip(), title
            yield f"{path.stem}:{title}", given, tuple(line for line in expected.splitlines() if line.strip())


def write_measure(measure: Measure) -> str:
    figure = format_number(measure.low)
    if measure.high != measure.low:
        figure += f"-{format_number(measure.high)}"
    if measure.of:
        figure += f"/{format_number(measure.of)}"
    words = [WAYS.get(measure.direction or "", ""), SIGNS[measure.comparator], figure, measure.unit or "?"]
    due = "hằng năm" if measure.every else measure.deadline
    return " ".join(word for word in (*words, f"({due})" if due else "") if word)


def write_measures(measures: Sequence[Measure]) -> str:
    return "; ".join(map(write_measure, measures)) or "-"


def write_agencies(agencies: Sequence[Agency]) -> str:
    return "; ".join(agency.name for agency in agencies) or "-"


def write_target(kind: str, target: Target) -> str:
    return f"{kind}: {target.text} | {write_measures(target.stated)} | {write_agencies(target.lead)}"


def write_results(results: TableResults) -> Iterator[str]:
    for target in results.targets:
        yield write_target("chỉ tiêu", target)
    for target in results.commitments:
        yield write_target("cam kết", target)
    for assignment in results.assignments:
        task = assignment.tasks[0]
        doers = f"{write_agencies(assignment.agencies)} | {task.role} | {write_agencies(task.partners)}"
        yield f"nhiệm vụ: {task.text} | {doers} | {task.deadline or '-'}"
    for funding in results.funding:
        yield f"kinh phí: {funding.text} | {'; '.join(funding.sources) or '-'} | {write_measures(funding.amounts)}"
    for indicator in results.indicators:
        yield f"chỉ số: {indicator.name} | {indicator.unit or '-'} | {indicator.parent or '-'}"
    for doubt in results.doubts:
        yield f"nghi vấn: {doubt.code}"


CASES = list(read_cases())


@pytest.mark.parametrize(("given", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_case(given: str, expected: tuple[str, ...]) -> None:
    lines = [line for line in given.splitlines() if line.strip()]
    above = [line for line in lines if "|" not in line]
    results = read_annex(above[0], "\n".join(line for line in lines if "|" in line), *above[1:])
    assert tuple(map(spell, tuple(write_results(results)) or (NOTHING,))) == tuple(map(spell, expected))
