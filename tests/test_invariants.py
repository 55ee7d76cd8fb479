"""What holds for every input: evidence is exact, ids are unique, references lead somewhere, the same bytes give the
same plan, and damaged or meaningless text never raises anything but this package's own errors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach_parser import parse
from kehoach_parser.errors import KehoachError
from kehoach_parser.evaluation.fields import walk_evidence
from kehoach_parser.models import Plan, Section

from .conftest import ALL_PLANS, CORPUS


def check(plan: Plan) -> None:
    """Every promise that can be checked without knowing the document."""
    text = plan.text
    assert text is not None
    for evidence in walk_evidence(plan):
        assert 0 <= evidence.start <= evidence.end <= len(text)
        assert text[evidence.start : evidence.end] == evidence.quote
    for things in ((*plan.targets, *plan.commitments), plan.assignments):
        ids = [thing.id for thing in things]
        assert len(ids) == len(set(ids))
    known = {section.id for section in _walk(plan.sections)}
    annexes = tuple(attachment.label for attachment in plan.attachments)
    for thing in (*plan.targets, *plan.commitments, *plan.assignments):
        assert thing.section is None or thing.section in known or thing.section.startswith(annexes)
    statements = {target.id for target in (*plan.targets, *plan.commitments)}
    for target in (*plan.targets, *plan.commitments):
        assert target.same_as is None or target.same_as in statements - {target.id}
        assert (target.kind == "qualitative") == (not target.measures)
        for measure in target.measures:
            assert measure.low <= measure.high
            assert (measure.low == measure.high) or measure.comparator in ("between", "approx")
            assert target.evidence.start <= measure.evidence.start <= measure.evidence.end <= target.evidence.end
            if measure.every and measure.deadline:
                assert measure.deadline[:4] in target.text, "a measure with `every` inherits no deadline"
    for issue in plan.issues:
        assert issue.code.isascii()
        assert issue.message
    metadata = plan.metadata.model_dump(mode="json")
    assert "" not in _strings(metadata), "a value that is not stated is null"


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.children)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


@pytest.mark.parametrize("slug", ALL_PLANS)
def test_plans_of_the_corpus_hold(slug: str) -> None:
    data = (CORPUS / slug / "source.txt").read_bytes()
    plan = parse(data, name="source.txt")
    check(plan)
    assert parse(data, name="source.txt") == plan


LINES = [
    line for slug in ALL_PLANS for line in (CORPUS / slug / "source.txt").read_text("utf-8").split("\n") if line.strip()
]
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00")
JUNK = st.one_of(
    st.text(CHARACTERS, max_size=60),
    st.sampled_from(
        [
            "I. CHỈ TIÊU",
            "1. ",
            "1.1. a) - + *",
            "đ) 100%",
            "- Ít nhất 70%, 60% và từ 3 - 5% 1/0 số xã",
            "Phụ lục I",
            "Điều 1.",
            "STT\tTên\tGhi chú",
            "\t\t\t",
            "| | |",
            "Nơi nhận:",
            "KẾ HOẠCH",
            "ngày 31/02/2025, tháng 13/2026, quý V",
            "999999999999999999999999 tỷ đồng",
            "Số:      /KH-UBND",
        ]
    ),
)


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(st.one_of(st.sampled_from(LINES), JUNK), min_size=1, max_size=40))
def test_shuffled_and_damaged_lines_hold(lines: list[str]) -> None:
    try:
        plan = parse("\n".join(lines).encode(), name="lines.txt")
    except KehoachError:
        return
    check(plan)


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_bytes_give_a_plan_or_an_error_of_ours(data: bytes) -> None:
    try:
        plan = parse(data, name="bytes")
    except KehoachError as error:
        assert "\n" not in str(error)
        return
    check(plan)
