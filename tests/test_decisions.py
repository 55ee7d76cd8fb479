# ruff: noqa: E501 (a title stands on one line)
"""A decision and the plan that it promulgates, in six layouts: the same targets in all.

data/decision-with-plan.txt and what it says were written by reading, before any parser saw them. At first sight (2026-11-30, one commit before
this file) the flattened layouts gave none of the seven targets, nor did the lined one.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kehoach_parser import Plan, parse, parse_all

from .rendering.documents import render_docx, render_pdf

TEXT = (Path(__file__).parent / "data" / "decision-with-plan.txt").read_text("utf-8")
HEAD, _, PLAN = TEXT.partition("[[PLAN HEAD]]\n")
LETTERHEAD = TEXT.partition("QUYẾT ĐỊNH\n")[0]
ALONE = HEAD + PLAN

SECTIONS = ["I", "I/1", "I/2", "II", "II/1", "II/2", "II/2/a", "II/2/b", "III", "III/1", "III/2", "IV", "IV/1"]
TARGETS = [
    ("II/2/a", "Trồng mới 85 ha rừng ngập mặn"),
    ("II/2/a", "Không để xảy ra khai thác thủy sản"),
    ("II/2/a", "Tất cả các bãi giống tự nhiên"),
    ("II/2/b", "Diện tích nuôi đạt khoảng 320 ha"),
    ("II/2/b", "Ít nhất 60% hộ nuôi"),
    ("II/2/b", "Thu nhập bình quân của hộ nuôi"),
    ("II/2/b", "Xây dựng được nhãn hiệu chứng nhận"),
]


def targets(plan: Plan) -> list[tuple[str, str]]:
    return [
        (target.section or "", next((words for _, words in TARGETS if target.text.startswith(words)), target.text))
        for target in plan.targets
    ]


def section_ids(plan: Plan) -> list[str]:
    found: list[str] = []
    open_sections = list(plan.sections)
    while open_sections:
        section = open_sections.pop(0)
        found.append(section.id)
        open_sections[:0] = section.children
    return found


def flattened(text: str) -> str:
    """As a crawler leaves it: one line."""
    return " ".join(text.split())


LAYOUTS = {
    "lined": ALONE,
    "flattened": flattened(ALONE),
    "flattened, the plan's title in capitals": flattened(
        ALONE.replace(
            "Phục hồi hệ sinh thái đầm phá và phát triển nghề nuôi hàu bền vững giai đoạn 2021 - 2025\n(",
            "PHỤC HỒI HỆ SINH THÁI ĐẦM PHÁ GIAI ĐOẠN 2021 - 2025\n(",
        )
    ),
    "without the decision's letterhead": ALONE.removeprefix(LETTERHEAD),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_plan_behind_the_foot_is_read(layout: str) -> None:
    plan = parse(LAYOUTS[layout].encode(), name="decision.txt")
    assert targets(plan) == TARGETS
    assert [found for found in section_ids(plan) if found in SECTIONS] == SECTIONS
    assert {a.agencies[0].name for a in plan.assignments} >= {"Sở Khoa học và Công nghệ", "Hội Nông dân tỉnh"}


def test_behind_a_letterhead_of_its_own() -> None:
    own = HEAD + LETTERHEAD.replace("2146/QĐ-UBND", "117/KH-UBND") + PLAN
    assert targets(parse(own.encode(), name="both.txt")) == TARGETS


def test_behind_a_letterhead_and_number_of_its_own_without_a_note() -> None:
    """What says nowhere that it was promulgated is a document of its own."""
    note = next(line for line in PLAN.splitlines() if line.startswith("(Ban hành kèm theo"))
    own = HEAD + LETTERHEAD.replace("2146/QĐ-UBND", "117/KH-UBND") + PLAN.replace(note + "\n", "")
    decision, plan = parse_all(own.encode(), name="both.txt")
    assert decision.metadata.doc_type == "quyet_dinh"
    assert targets(plan) == TARGETS


def test_word_file(tmp_path: Path) -> None:
    path = tmp_path / "decision.docx"
    render_docx(ALONE, path)
    assert targets(parse(path)) == TARGETS


@pytest.mark.slow
def test_pdf(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed: apt-get install libreoffice-writer-nogui")
    path = tmp_path / "decision.docx"
    render_docx(ALONE, path)
    assert targets(parse(render_pdf(path, tmp_path))) == TARGETS


@pytest.mark.parametrize("slug", ["bgtvt-1478-2024-chuyen-doi-so", "bgtvt-1636-2022-cchc"])
def test_real_decisions(samples: Path, slug: str) -> None:
    gold = json.loads((samples / "real" / f"{slug}.gold.json").read_text("utf-8"))
    plan = parse(samples / "real" / f"{slug}.txt")
    wanted = [(t["section"], t["anchor"], [(m["low"], m["high"]) for m in t["measures"]]) for t in gold["targets"]]
    missing = [
        (section, anchor, figures)
        for section, anchor, figures in wanted
        if not any(
            target.section == section
            and target.text.startswith(anchor)
            and [(measure.low, measure.high) for measure in target.measures] == figures
            for target in plan.targets
        )
    ]
    assert missing == []
