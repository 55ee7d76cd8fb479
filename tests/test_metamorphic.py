"""A plan changed in one way changes what is read of it in just that way."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest
from fuzz.seeds import LETTER

from kehoach_parser import Plan, parse

from . import word_documents as word

BULLETS = [line for line in LETTER.split("\n") if line.startswith("- ") and "%" in line]


def read(text: str) -> Plan:
    return parse(text.encode(), name="a.txt")


def said(plan: Plan) -> dict[str, Any]:
    """What a plan says, without where it stands."""
    return {
        "targets": [(target.text, _figures(target)) for target in plan.targets],
        "assignments": [
            ([agency.key for agency in one.agencies], [(task.text, task.role, task.deadline) for task in one.tasks])
            for one in plan.assignments
        ],
        "milestones": [(one.kind, one.date, one.every) for one in plan.milestones],
        "funding": [[amount.low for amount in one.amounts] for one in plan.funding],
        "citations": [one.number for one in plan.citations],
        "metadata": plan.metadata.model_dump(),
        "sections": [section.id for section in plan.sections],
    }


def _figures(target: Any) -> list[tuple[Any, ...]]:
    return [(m.low, m.high, m.unit, m.comparator, m.subject, m.deadline, m.every) for m in target.measures]


def test_bullets_in_another_order_give_the_same_targets_in_that_order() -> None:
    first, second = BULLETS
    turned = said(read(LETTER.replace(f"{first}\n{second}", f"{second}\n{first}")))
    plain = said(read(LETTER))
    targets = plain.pop("targets")
    assert turned["targets"] != targets
    assert sorted(turned.pop("targets"), key=repr) == sorted(targets, key=repr)
    assert turned == plain


@pytest.mark.parametrize(("name", "code"), [("Sơn La", "14"), ("Lào Cai", "10"), ("Quảng Trị", "45")])
def test_another_province_changes_the_province_alone(name: str, code: str) -> None:
    plain, other = said(read(LETTER)), said(read(LETTER.replace("AN GIANG", name.upper()).replace("An Giang", name)))
    before, after = plain.pop("metadata"), other.pop("metadata")
    assert other == plain
    assert after["province"]["name"] == after["place"] == name and after["province"]["code"] == code
    assert after["issuer"]["key"] == before["issuer"]["key"]
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"issuer", "place", "province"}


@pytest.mark.parametrize(
    ("old", "new", "low", "at"), [("70%", "71%", 71, 0), ("1.250", "4.380", 4380, None), ("70%", "6,5%", 6.5, 0)]
)
def test_another_figure_changes_its_measure_alone(old: str, new: str, low: float, at: int | None) -> None:
    plain, other = said(read(LETTER)), said(read(LETTER.replace(old, new)))
    pairs = zip(_measures(plain), _measures(other), strict=True)
    changed = [(before, after) for before, after in pairs if before != after]
    assert [after[0] for _, after in changed] == [low]
    assert [before[2:] for before, _ in changed] == [after[2:] for _, after in changed]
    for value in (plain, other):
        value.pop("targets")
    assert plain == other


def _measures(value: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [figure for _, figures in value["targets"] for figure in figures]


@pytest.mark.parametrize("width", [50, 64, 80])
def test_lines_wrapped_elsewhere_say_the_same(width: int) -> None:
    body = LETTER.index("I. MỤC TIÊU"), LETTER.index("Nơi nhận")
    wrapped = "\n".join(
        "\n".join(textwrap.wrap(line, width, break_on_hyphens=False)) for line in LETTER[slice(*body)].split("\n")
    )
    assert said(read(f"{LETTER[: body[0]]}{wrapped}\n{LETTER[body[1] :].lstrip()}")) == said(read(LETTER))


def test_another_format_says_the_same() -> None:
    plain = said(read(LETTER))
    document = word.build("".join(word.paragraph(line) for line in LETTER.split("\n")))
    page = "<html><meta charset='utf-8'><body>" + "".join(f"<p>{line}</p>" for line in LETTER.split("\n"))
    assert said(parse(document, name="a.docx")) == plain
    assert said(parse(page.encode(), name="a.html")) == plain
