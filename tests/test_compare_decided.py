"""What a person decides about a comparison: pairs that are fixed or forbidden, programmes that are kept at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kehoach_parser import parse
from kehoach_parser.comparison import PairDecision, compare, compare_years, read_pairs, write_pairs
from kehoach_parser.comparison.baseline import choose_baseline
from kehoach_parser.comparison.notes import fold_notes
from kehoach_parser.comparison.programmes import (
    BUILT_IN,
    find_programmes,
    make_baseline,
    name_programme,
    programme_folder,
)
from kehoach_parser.errors import BaselineNotFound, UnreadableInput
from kehoach_parser.models import Citation, ComparisonNote, Evidence, Plan

from .made_plans import make_plan
from .test_compare_cases import PLAN, PROGRAMME

ASKED = """- 90% số hộ dân nông thôn sử dụng nước sạch, 70% số hộ có nhà tiêu hợp vệ sinh.
- 100% trường học có công trình cấp nước."""
ANSWERED = """- 92% số hộ dân nông thôn sử dụng nước sạch, 75% số hộ có nhà tiêu hợp vệ sinh.
- 100% trạm y tế có công trình cấp nước."""
HERE = Evidence(start=0, end=0, quote="")


def answers(*pairs: PairDecision, name: str = "plan.txt") -> dict[str, float | None]:
    """The plan's figure in the row of each of the programme's figures."""
    base = parse(PROGRAMME.format(ASKED).encode(), name="programme.txt")
    plan = parse(PLAN.format(ANSWERED, "").encode(), name=name)
    rows = compare(base, [plan], pairs=pairs).rows
    return {row.id: row.cells[0].measure.low if row.cells[0].measure else None for row in rows}


def decide(baseline: str, target: str | None, plan: str | None = None) -> PairDecision:
    return PairDecision(baseline=baseline, target=target, plan=plan, by="Nguyễn Văn An", why="đã đối chiếu")


def test_without_a_decision_the_like_is_paired_with_the_like() -> None:
    assert list(answers().values()) == [92, 75, None]


def test_a_person_says_that_nothing_answers_a_figure() -> None:
    first, second, _ = answers()
    found = answers(decide(first, None))
    assert found[first] is None and found[second] == 75
    assert answers(decide("t9", None)) == answers()


def test_a_person_pairs_one_figure_with_another() -> None:
    first, second, third = answers()
    other = third.partition("#")[0]
    assert answers(decide(third, other))[third] == 100
    one = first.partition("#")[0]
    crossed = answers(decide(f"{one}#1", f"{one}#2"), decide(f"{one}#2", f"{one}#1"))
    assert [crossed[first], crossed[second]] == [75, 92]


def test_a_decision_holds_for_the_plan_it_names_or_for_all() -> None:
    first = next(iter(answers()))
    for plan, holds in ((None, True), ("45/KH-UBND", True), ("Yên Bái", True), ("plan.txt", True), ("Cà Mau", False)):
        assert (answers(decide(first, None, plan))[first] is None) == holds


def test_the_decision_is_told_with_its_author() -> None:
    base = parse(PROGRAMME.format(ASKED).encode(), name="programme.txt")
    plan = parse(PLAN.format(ANSWERED, "").encode(), name="plan.txt")
    first, second, third = (row.id for row in compare(base, [plan]).rows)
    target = third.partition("#")[0]
    rows = {row.id: row for row in compare(base, [plan], pairs=[decide(first, None), decide(third, target)]).rows}
    told = {name: row.cells[0].decided for name, row in rows.items()}
    assert told[second] is None
    assert [(told[n].by, told[n].why) for n in (first, third)] == [("Nguyễn Văn An", "đã đối chiếu")] * 2  # type: ignore[union-attr]


def test_the_pairs_found_are_written_to_be_edited_and_read_again() -> None:
    base = parse(PROGRAMME.format(ASKED).encode(), name="programme.txt")
    plan = parse(PLAN.format(ANSWERED, "").encode(), name="plan.txt")
    comparison = compare(base, [plan], pairs=[decide("t2", None)])
    written = write_pairs(comparison)
    given = read_pairs(written.encode(), "pairs.json").pairs
    answered = [row for row in comparison.all_rows() if row.cells[0].target or row.cells[0].status == "missing"]
    assert [pair.baseline for pair in given] == [row.id for row in answered]
    assert json.loads(written)["pairs"][-1]["target"] is None
    with pytest.raises(UnreadableInput, match=r"pairs\.json: no file of pairs \(pairs\.0\."):
        read_pairs(b'{"pairs": [{}]}', "pairs.json")


# --- notes -----------------------------------------------------------------------------------------------


def note(plan: int | None, code: str = "annual_plan") -> ComparisonNote:
    return ComparisonNote.model_validate(
        {"code": code, "plan": plan, "message": f"{plan}: một năm", "message_en": f"{plan}: one year"}
    )


def test_a_remark_on_four_plans_or_more_is_told_once() -> None:
    names = [f"tỉnh {letter}" for letter in "abcdefgh"]
    three = tuple(note(plan) for plan in range(3))
    assert fold_notes(three, names) == three
    whole = note(None)
    folded = fold_notes((*three, note(3), note(0, "unread"), whole), names)
    assert [found.code for found in folded] == ["annual_plan", "unread", "annual_plan"]
    assert folded[0].message == "4 kế hoạch (tỉnh a, tỉnh b, tỉnh c, tỉnh d): một năm" and folded[0].plan is None
    assert folded[1].plan == 0 and folded[2] == whole


@pytest.mark.parametrize(("count", "rest"), [(6, False), (7, True)])
def test_at_most_six_names_stand_in_a_remark(count: int, rest: bool) -> None:
    names = [f"tỉnh {number}" for number in range(count)]
    (folded,) = fold_notes([note(plan) for plan in range(count)], names)
    assert ("tỉnh 5 …" in folded.message) == rest and "tỉnh 6" not in folded.message


# --- programmes ------------------------------------------------------------------------------------------


def test_installed_programmes_are_kept_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("KEHOACH_PROGRAMMES", raising=False)
    assert programme_folder() == tmp_path / "data" / "kehoach" / "programmes"
    monkeypatch.setenv("KEHOACH_PROGRAMMES", str(tmp_path / "own"))
    shipped = find_programmes()
    assert programme_folder() == tmp_path / "own" and all(path.is_relative_to(BUILT_IN) for path in shipped)
    for name in ("b", "a"):
        (tmp_path / "own" / name).mkdir(parents=True)
        (tmp_path / "own" / name / "baseline.json").write_text("{}")
    assert [path for path in find_programmes() if path not in shipped] == [
        tmp_path / "own" / name / "baseline.json" for name in ("a", "b")
    ]
    assert find_programmes(tmp_path / "other") == shipped


def test_a_programme_is_called_by_its_number_and_year() -> None:
    assert name_programme(make_plan(number="1629/QĐ-TTg", issued="2021-10-01")) == "1629-qd-ttg-2021"
    assert name_programme(make_plan(number="05/CTr-UBND")) == "05-ctr-ubnd"
    with pytest.raises(UnreadableInput, match="has none"):
        name_programme(make_plan())


def test_a_programme_without_anything_to_compare_with_is_refused() -> None:
    words = "100% trường học có tủ sách"
    for given in ({"commitments": [(words, [{"low": 100}])]}, {}):
        plan = make_plan(**given)  # type: ignore[arg-type]
        if given:
            assert make_baseline(plan).note == "Parsed from plan.txt."
            assert make_baseline(plan, note="Bản gốc").note == "Bản gốc"
        else:
            with pytest.raises(UnreadableInput, match="no target was found"):
                make_baseline(plan)
    assert make_baseline(make_plan((words, [{"low": 100}]))).plan.targets


# --- the programme of several plans, and the years of one body ---------------------------------------------


def test_a_programme_that_is_only_cited_as_carried_out_is_second_choice() -> None:
    programme = make_plan(number="05/QĐ-TTg", level="central")
    other = make_plan(number="06/QĐ-TTg", level="central")

    def citing(number: str, relation: str, implements: str | None = None) -> Plan:
        citation = Citation.model_validate({"number": number, "relation": relation, "evidence": HERE})
        return make_plan(implements=implements, citations=[citation])

    assert choose_baseline([citing("05/QĐ-TTg", "implements")], [other, programme]) is programme
    with pytest.raises(BaselineNotFound):
        choose_baseline([citing("05/QĐ-TTg", "based_on")], [programme])
    named = citing("06/QĐ-TTg", "implements", implements="05/QĐ-TTg")
    assert choose_baseline([named], [other, programme]) is programme


def test_years_are_told_by_the_date_of_issue_where_no_period_is_stated() -> None:
    plans = [
        make_plan(("60% trường học có tủ sách", [{"low": 60}]), period=None, issued="2023-02-01", name="2023"),
        make_plan(("50% trường học có tủ sách", [{"low": 50}]), period=None, issued="2022-12-01", name="2022"),
        make_plan(("55% trường học có tủ sách", [{"low": 55}]), period=None, issued="2023-01-05", name="draft"),
        make_plan(("40% trường học có tủ sách", [{"low": 40}]), period=None, name="undated"),
    ]
    [change] = compare_years(plans)
    assert [change.before.source.name, change.after.source.name] == ["2022", "2023"]
    same = [plan.model_copy(update={"metadata": plan.metadata.model_copy(update={"implements": n})})
            for plan, n in zip(plans[:2], ("05/QĐ-TTg", "05/QĐ -TTg"), strict=True)]  # fmt: skip
    assert len(compare_years(same)) == 1
