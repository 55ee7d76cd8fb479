"""No deadline, milestone or sum of money of corpus and samples stands inside a cited document's name or title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kehoach_parser import parse
from kehoach_parser.errors import MissingTool, UnreadableInput
from kehoach_parser.extract.citations import find_citations
from kehoach_parser.models import Plan

from .conftest import ROOT
from .gold_plans import CORPUS

SAMPLES = ROOT.parent / "shared" / "samples"
FLATTENED = sorted(SAMPLES.glob("flattened/*.txt"))
QUICK = {*sorted(CORPUS.glob("*/source.txt")), *FLATTENED[::3]}
"""What every run reads; the rest is marked slow."""
READ = {".txt", ".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".md", ".pdf"}
OTHERS = [path for name in ("legacy", "office", "real", "scans") for path in sorted(SAMPLES.glob(f"{name}/**/*"))]
FILES = [
    pytest.param(path, marks=() if path in QUICK else (pytest.mark.slow,), id=f"{path.parent.name}/{path.name}")
    for path in (*sorted(QUICK | set(FLATTENED)), *(path for path in OTHERS if path.suffix.lower() in READ))
]
ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def written(date: str) -> str:
    """How a point of time may be written, as a pattern; a year that is not stated may be any or none."""
    year, _, rest = date.lstrip("-").partition("-") if not date.startswith("--") else ("", "", date[2:])
    join = r"\s*(?:[/.-]|tháng|năm)\s*"
    if not rest:
        return rf"(?<!\d){year}(?!\d)"
    if rest[0] == "Q":
        return rf"[Qq][Uu][ÝýÍí]\s+(?:{ROMAN[rest[1]]}|{rest[1]})(?!\w)"
    if rest[0] == "H":
        return r"(?:6|06|[Ss]áu)\s+tháng"
    month, _, day = rest.partition("-")
    if not day:
        return rf"(?<!\d)0?{int(month)}(?!\d)"
    return rf"(?<!\d)0?{int(day)}(?!\d)(?:{join}0?{int(month)}(?!\d)|\s*[-–])"


def spans_of_citations(text: str) -> list[tuple[int, int]]:
    return [citation.title_span(text) for citation in find_citations(text)]


def stated(plan: Plan) -> Iterator[tuple[str, int, int]]:
    """Every deadline and milestone with the stretch of text that states it."""
    for assignment in plan.assignments:
        for task in assignment.tasks:
            place = assignment.evidence if task.stated_in == "line" else task.evidence
            if task.deadline is not None:
                yield task.deadline, place.start, place.end
    places = [a.evidence for a in plan.assignments if any(t.stated_in == "line" for t in a.tasks)]
    for milestone in plan.milestones:
        if milestone.date is not None:
            own = milestone.evidence
            place = next((e for e in places if e.start <= own.start and own.end <= e.end), own)
            yield milestone.date, place.start, place.end


def faults(plan: Plan) -> list[str]:
    """What is stated by nothing but a citation, and sums of money that stand in one."""
    text = plan.text or ""
    cited = spans_of_citations(text)
    found = []
    for date, start, end in stated(plan):
        places = [match.span() for match in re.finditer(written(date), text[start:end])]
        inside = [any(a <= start + p and start + q <= b for a, b in cited) for p, q in places]
        if places and all(inside):
            found.append(f"{date} in {text[start:end][:120]!r}")
    for funding in plan.funding:
        for amount in funding.amounts:
            place = amount.evidence
            if any(a < place.end and place.start < b for a, b in cited):
                found.append(f"{amount.low} in {place.quote!r}")
    return found


@pytest.mark.parametrize("path", FILES)
def test_nothing_stands_inside_a_citation(path: Path) -> None:
    try:
        plan = parse(path)
    except (UnreadableInput, MissingTool):
        pytest.skip("not to be read")
    assert not faults(plan)


def test_a_fault_is_seen() -> None:
    words = (
        "Thực hiện Quyết định số 12/QĐ-TTg ngày 03/01/2023 của Thủ tướng Chính phủ phê duyệt Đề án trị giá 5 tỷ đồng."
    )
    plan = parse(f"KẾ HOẠCH\nNước sạch\nI. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- {words}\n".encode(), name="plan.txt")
    [assignment] = plan.assignments
    wrong = assignment.tasks[0].model_copy(update={"deadline": "2023-01-03"})
    broken = plan.model_copy(update={"assignments": (assignment.model_copy(update={"tasks": (wrong,)}),)})
    assert not faults(plan)
    assert len(faults(broken)) == 1
