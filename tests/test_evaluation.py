"""The scores themselves: each kind of mistake must show in its own field, and floors must hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kehoach_parser import evaluation
from kehoach_parser.errors import KehoachError
from kehoach_parser.models import Agency, Assignment, Attachment, Measure, Plan, Target

from .plans import TEXT, find, make_plan

GOLD: dict[str, Any] = {
    "slug": "small",
    "metadata": {
        "doc_type": "ke_hoach",
        "number": "05/KH-UBND",
        "issuer": "ỦY BAN NHÂN DÂN tỉnh Lào Cai",
        "level": "province",
        "issued": "2023-03",
        "period": [2023, 2025],
        "implements": None,
        "title": "Phát triển  văn hóa.",
        "legal_basis": ["12/NQ-CP"],
        "signer": "Nguyễn Văn A",
        "signer_position": "phó chủ tịch",
        "recipients": 2,
    },
    "headings": ["I", "II", "II/1"],
    "targets": [
        {
            "section": "I",
            "anchor": "Ít nhất 70% số xã",
            "measures": [
                {
                    "comparator": "gte",
                    "low": 70,
                    "high": 70,
                    "unit": "%",
                    "per": None,
                    "deadline": "2025",
                    "direction": None,
                    "every": None,
                    "subject": "xã",
                },
                {
                    "comparator": "between",
                    "low": 5,
                    "high": 10,
                    "unit": "%",
                    "per": None,
                    "deadline": None,
                    "direction": "increase",
                    "every": None,
                    "subject": None,
                },
            ],
        },
        {"section": "I", "anchor": "Nâng cao chất lượng", "measures": []},
    ],
    "deadlines": ["2025-07-15"],
    "assignments": [{"section": "II/1", "agencies": ["Sở Y tế", "Công an Tỉnh"], "mode": "directive", "tasks": 1}],
}


def _gold(**changes: Any) -> evaluation.Gold:
    return evaluation.Gold("small", Path("source.txt"), {**GOLD, **changes})


def _score(plan: Plan, **changes: Any) -> dict[str, evaluation.Count]:
    return evaluation.score_plan(_gold(**changes), plan).counts


def _with_target(plan: Plan, index: int, **changes: Any) -> Plan:
    targets = list(plan.targets)
    targets[index] = targets[index].model_copy(update=changes)
    return plan.model_copy(update={"targets": tuple(targets)})


def _with_measure(plan: Plan, **changes: Any) -> Plan:
    first, *others = plan.targets[0].measures
    return _with_target(plan, 0, measures=(first.model_copy(update=changes), *others))


def test_a_plan_as_in_the_gold_scores_one_everywhere() -> None:
    tally = evaluation.score_plan(_gold(), make_plan())
    assert tally.misses == []
    assert {name: count.f1 for name, count in tally.counts.items() if count.f1 < 1} == {}
    wanted = {
        "sections",
        "targets",
        "measures_strict",
        "measures_lenient",
        "deadlines",
        "subjects",
        "assignments",
    }
    assert wanted | {"agencies", "modes", "tasks", "milestones", "citations", "metadata", "evidence"} <= set(
        tally.counts
    )
    assert tally.counts["measures_strict"] == evaluation.Count(hits=2)
    assert tally.counts["metadata"].hits == 11


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"comparator": "lte"}, {"measures_strict"}),
        ({"per": "year"}, {"measures_strict"}),
        ({"direction": "decrease"}, {"measures_strict"}),
        ({"every": "year"}, {"measures_strict"}),
        ({"unit": "người"}, {"measures_strict", "measures_lenient"}),
        ({"low": 71, "high": 71}, {"measures_strict", "measures_lenient"}),
        ({"deadline": "2030"}, {"deadlines"}),
        ({"deadline": None}, {"deadlines"}),
        ({"subject": "học sinh"}, {"subjects"}),
    ],
)
def test_a_wrong_measure_shows_where_it_is_wrong(change: dict[str, Any], fields: set[str]) -> None:
    counts = _score(_with_measure(make_plan(), **change))
    assert {name for name, count in counts.items() if count.f1 < 1} == fields


def test_a_statement_in_another_section_is_missing_there_and_spurious_here() -> None:
    counts = _score(_with_target(make_plan(), 1, section="II"))
    assert counts["targets"] == evaluation.Count(hits=1, spurious=1, missing=1)


def test_an_invented_target_is_spurious_with_its_measures() -> None:
    plan = make_plan()
    invented = Target(
        id="t3",
        section="II/1",
        text="ngày 15/7/2025",
        kind="quantitative",
        measures=(Measure(comparator="eq", low=15, high=15, unit=None, evidence=find("15/7/2025")),),
        evidence=find("15/7/2025"),
    )
    plan = plan.model_copy(update={"targets": (*plan.targets, invented)})
    counts = _score(plan)
    assert counts["targets"].spurious == 1
    assert counts["measures_strict"].spurious == 1
    debatable = _score(plan, debatable=[{"anchor": "15/7/2025"}])
    assert debatable["targets"].f1 == 1


def test_accepted_and_optional_readings_count_neither_way() -> None:
    plan = _with_measure(make_plan(), comparator="eq")
    target = GOLD["targets"][0]
    accepted = {**target, "measures_accept": [{**target["measures"][0], "comparator": "eq"}]}
    assert _score(plan, targets=[accepted, GOLD["targets"][1]])["measures_strict"].f1 == 1
    optional = {**target, "measures": target["measures"][:1], "measures_optional": target["measures"][1:]}
    assert _score(make_plan(), targets=[optional, GOLD["targets"][1]])["measures_strict"].f1 == 1
    assert _score(plan, targets=[optional, GOLD["targets"][1]])["measures_strict"].f1 == 0


def test_what_words_imply_counts_only_where_the_gold_states_it() -> None:
    plan = make_plan()
    words = Measure(comparator="eq", low=0, high=0, unit="tai nạn", implied=True, evidence=find("Nâng cao chất lượng"))
    plan = _with_target(plan, 1, measures=(words,))
    assert _score(plan)["measures_strict"] == evaluation.Count(hits=2)
    gold = {"comparator": "eq", "low": 0, "high": 0, "unit": "vụ tai nạn", "implied": True}
    stated = [GOLD["targets"][0], {**GOLD["targets"][1], "measures": [gold]}]
    assert _score(plan, targets=stated)["measures_strict"] == evaluation.Count(hits=3)
    assert _score(make_plan(), targets=stated)["measures_strict"] == evaluation.Count(hits=2, missing=1)
    whole = [GOLD["targets"][0], {**GOLD["targets"][1], "measures": [{**gold, "low": 100, "high": 100}]}]
    assert _score(plan, targets=whole)["measures_strict"] == evaluation.Count(hits=2, missing=1)


def test_absent_words_hold_no_measure() -> None:
    assert _score(make_plan(), absent=["số xã có"])["absent"].f1 == 1
    assert _score(make_plan(), absent=["tăng 5 - 10%"])["absent"] == evaluation.Count(spurious=1)


def test_fields_that_are_not_annotated_are_not_scored() -> None:
    counts = _score(make_plan(), annotated=["headings"])
    assert set(counts) == {"sections", "evidence"}


def test_annex_rows_are_counted_apart_from_the_body() -> None:
    plan = make_plan()
    row = plan.targets[1].model_copy(update={"id": "t9", "section": "Phụ lục I/1", "lead": (_agency("Sở Y tế"),)})
    annex = Attachment(label="Phụ lục I", evidence=find("STT"))
    plan = plan.model_copy(update={"targets": (*plan.targets, row), "attachments": (annex,)})
    leads = [["Nâng cao", ["Sở y tế"]]]
    counts = _score(plan, attachments=["PHỤ LỤC I"], target_table_rows=1, target_table_leads=leads)
    assert {name: count.f1 for name, count in counts.items() if count.f1 < 1} == {}
    assert counts["target_table_rows"].hits == counts["target_table_leads"].hits == 1


def _agency(name: str) -> Agency:
    return Agency(raw=name, name=name, key=name)


def test_assignment_mistakes_show_in_their_fields() -> None:
    plan = make_plan()
    (have,) = plan.assignments
    wrong = have.model_copy(update={"agencies": (_agency("Sở Y tế"), _agency("Báo")), "mode": "request", "tasks": ()})
    extra = Assignment(id="a2", section="II", agencies=(_agency("Báo"),), evidence=find("II"))
    counts = _score(plan.model_copy(update={"assignments": (wrong, extra)}))
    assert counts["assignments"] == evaluation.Count(hits=1, spurious=1)
    assert counts["agencies"] == evaluation.Count(hits=1, spurious=2, missing=1)
    assert counts["modes"].f1 == 0
    assert counts["tasks"].missing == 1


def test_wrong_metadata_and_evidence_are_told_once() -> None:
    plan = make_plan()
    meta = plan.metadata.model_copy(update={"number": "06/KH-UBND", "implements": "1/QĐ-TTg"})
    tally = evaluation.score_plan(_gold(), plan.model_copy(update={"metadata": meta, "text": TEXT[1:]}))
    assert tally.counts["metadata.number"] == evaluation.Count(spurious=1, missing=1)
    assert tally.counts["metadata.implements"] == evaluation.Count(spurious=1)
    assert tally.counts["metadata"].hits == 9
    assert tally.counts["evidence"].hits == 0
    assert [miss.field for miss in tally.misses].count("metadata.number") == 2


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus" / "small"
    folder.mkdir(parents=True)
    (folder / "source.txt").write_text(TEXT, "utf-8")
    (folder / "gold.json").write_text(json.dumps(GOLD), "utf-8")
    return folder.parent


def test_report_names_every_miss_in_detail_only(corpus: Path) -> None:
    report = evaluation.evaluate(corpus, lambda path: _with_measure(make_plan(), comparator="lte"))
    assert "measures_strict 0.500" in report.to_text()
    assert "gte 70 70 %" not in report.to_text()
    assert "small  measures_strict  missing: gte 70 70 %" in report.to_text(detail=True)
    assert json.loads(report.to_json())["totals"]["measures_strict"]["f1"] == 0.5


def test_floors_break_on_lower_scores_and_on_another_corpus(corpus: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    good = evaluation.evaluate(corpus, lambda path: make_plan())
    bad = evaluation.evaluate(corpus, lambda path: _with_measure(make_plan(), comparator="lte"))
    floors.write_text(evaluation.pin(good, floors, lower=False), "utf-8")
    assert evaluation.broken_floors(good, floors) == []
    assert evaluation.broken_floors(bad, floors) == ["measures_strict: F1 0.5 is below its floor 1.0"]
    assert json.loads(evaluation.pin(bad, floors, lower=False))["f1"]["measures_strict"] == 1.0
    assert json.loads(evaluation.pin(bad, floors, lower=True))["f1"]["measures_strict"] == 0.5
    (corpus / "small" / "source.txt").write_text(TEXT + "\n", "utf-8")
    changed = evaluation.evaluate(corpus, lambda path: make_plan())
    assert len(evaluation.broken_floors(changed, floors)) == 1


def test_gold_files_beside_numbered_sources_are_read(tmp_path: Path) -> None:
    (tmp_path / "014.txt").write_text(TEXT, "utf-8")
    (tmp_path / "014.gold.json").write_text(json.dumps({**GOLD, "file": "014.txt"}), "utf-8")
    (gold,) = evaluation.read_corpus(tmp_path)
    assert gold.source.name == "014.txt"


@pytest.mark.parametrize("content", ["", "[]", '{"file": "absent.txt"}'])
def test_broken_gold_is_one_clear_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.gold.json").write_text(content, "utf-8")
    with pytest.raises(KehoachError, match=r"x\.gold\.json"):
        evaluation.read_corpus(tmp_path)


def test_an_empty_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KehoachError, match=r"no gold\.json"):
        evaluation.read_corpus(tmp_path)


def test_plans_are_chosen_by_name(tmp_path: Path) -> None:
    for slug in ("made-a", "real-b"):
        (tmp_path / f"{slug}.txt").write_text(TEXT, "utf-8")
        (tmp_path / f"{slug}.gold.json").write_text(json.dumps({"slug": slug, "file": f"{slug}.txt"}), "utf-8")
    assert [gold.slug for gold in evaluation.read_corpus(tmp_path, "made-*")] == ["made-a"]
    assert [gold.slug for gold in evaluation.read_corpus(tmp_path, "!made-*")] == ["real-b"]
    with pytest.raises(KehoachError, match="no plan fits"):
        evaluation.read_corpus(tmp_path, "other")
