"""Runs the cases of tests/cases/comparison: targets of a programme, targets of a plan that carries it out, and what a
careful reader says of each.

A case is a title, the line `chương trình:` with its targets (a bullet a line), the line `kế hoạch:` with the
plan's (and behind a line `nhiệm vụ:` its tasks), then after `---` a line for each figure of the programme: ``STATUS |
its figure | the plan's figure`` (a dash where none answers).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kehoach_parser import parse
from kehoach_parser.comparison import compare
from kehoach_parser.extract.words.numbers import format_number
from kehoach_parser.models import Measure, Plan

from .case_words import spell

FOLDER = Path(__file__).parent / "cases" / "comparison"
PROGRAMME = """THỦ TƯỚNG CHÍNH PHỦ
Số: 12/QĐ-TTg
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 05 tháng 01 năm 2021

QUYẾT ĐỊNH
Phê duyệt Chương trình giai đoạn 2021 - 2025

Điều 1. Phê duyệt Chương trình với các nội dung sau:
I. MỤC TIÊU CỤ THỂ ĐẾN NĂM 2025
{}
II. NHIỆM VỤ, GIẢI PHÁP
1. Tăng cường tuyên truyền.
"""
PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Yên Bái, ngày 10 tháng 3 năm 2021

KẾ HOẠCH
Thực hiện Chương trình giai đoạn 2021 - 2025 trên địa bàn tỉnh

I. CHỈ TIÊU CỤ THỂ ĐẾN NĂM 2025
{}
II. NHIỆM VỤ, GIẢI PHÁP
1. Tăng cường tuyên truyền.
{}
"""
TASKS = "\nnhiệm vụ:\n"
SIGNS = {"eq": "=", "gt": ">", "gte": "≥", "lt": "<", "lte": "≤", "approx": "≈", "between": "="}


def read_cases() -> Iterator[tuple[str, str, str, list[str]]]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text("utf-8").split("\n=== ")[1:]:
            title, _, body = block.partition("\n")
            given, _, expected = body.partition("\n---\n")
            programme, _, plan = given.partition("\nkế hoạch:\n")
            assert programme.startswith("chương trình:\n") and plan.strip() and expected.strip(), title
            lines = [line for line in expected.splitlines() if line.strip()]
            yield f"{path.stem}:{title}", programme.partition("\n")[2], plan, lines


def write_measure(measure: Measure | None) -> str:
    if measure is None:
        return "-"
    figure = format_number(measure.low)
    if measure.high != measure.low:
        figure += f"-{format_number(measure.high)}"
    if measure.of:
        figure += f"/{format_number(measure.of)}"
    return f"{SIGNS[measure.comparator]} {figure} {measure.unit}"


def read_plan(folder: Path, name: str, words: str) -> Plan:
    path = folder / name
    path.write_text(words, "utf-8")
    return parse(path)


CASES = list(read_cases())


@pytest.mark.parametrize(("programme", "plan", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_case(programme: str, plan: str, expected: list[str], tmp_path: Path) -> None:
    base = read_plan(tmp_path, "programme.txt", PROGRAMME.format(programme))
    targets, _, tasks = plan.partition(TASKS)
    other = read_plan(tmp_path, "plan.txt", PLAN.format(targets, tasks))
    rows = compare(base, [other]).rows
    found = [f"{r.cells[0].status} | {write_measure(r.measure)} | {write_measure(r.cells[0].measure)}" for r in rows]
    assert list(map(spell, found)) == list(map(spell, expected))
