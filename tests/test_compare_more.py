"""Groups, baselines, years, copies, overviews, stored plans."""

from __future__ import annotations

import hashlib
import io
import json

import openpyxl
import pytest

from kehoach_parser.comparison import (
    choose_baseline,
    compare,
    compare_years,
    find_near_duplicates,
    group,
    read_stored,
    strip_body,
)
from kehoach_parser.comparison.programmes import BUILT_IN
from kehoach_parser.errors import BaselineNotFound, UnreadableInput
from kehoach_parser.export.comparison import write_comparison
from kehoach_parser.export.comparison_page import comparison_html
from kehoach_parser.models import (
    Agency,
    Assignment,
    Citation,
    Evidence,
    Measure,
    Milestone,
    Plan,
    Section,
    Task,
)

from .gold_plans import SLUGS, gold_plan
from .made_plans import make_plan

SCHOOLS = "Ít nhất {}% trường học xây dựng tủ sách pháp luật"
FILES = "{}% hồ sơ thủ tục hành chính được giải quyết đúng hạn"
NATIONAL = BUILT_IN / "1629-qd-ttg-2021"
HERE = Evidence(start=0, end=0, quote="")


def plan_of(schools: float | None, files: float | None, **keys: object) -> Plan:
    statements = []
    if schools is not None:
        measure = {"low": schools, "comparator": "gte", "subject": "trường học"}
        statements.append((SCHOOLS.format(f"{schools:g}"), [measure]))
    if files is not None:
        statements.append((FILES.format(f"{files:g}"), [{"low": files, "subject": "hồ sơ thủ tục hành chính"}]))
    return make_plan(*statements, **keys)  # type: ignore[arg-type]


def test_group_judges_by_the_plan_with_the_middle_value() -> None:
    plans = [plan_of(50, 90, place="A"), plan_of(70, None, place="B"), plan_of(80, 95, place="C")]
    comparison = group(plans)
    assert comparison.baseline is None
    schools, files = comparison.rows
    assert schools.measure and schools.measure.low == 70
    assert [cell.status for cell in schools.cells] == ["lower", "equal", "higher"]
    assert files.measure and files.measure.low == 90
    assert [cell.status for cell in files.cells] == ["equal", "missing", "higher"]
    assert comparison.extra == ((), (), ())


def test_group_keeps_what_one_plan_alone_states() -> None:
    alone = make_plan(("100% vườn ươm cây giống được cấp mã số", [{"low": 100, "subject": "vườn ươm"}]))
    comparison = group([plan_of(50, 90), plan_of(60, 90), alone])
    assert [len(extra) for extra in comparison.extra] == [0, 0, 1]


def test_what_no_target_answers_is_looked_for_among_commitments() -> None:
    words = SCHOOLS.format("60")
    plan = make_plan(
        commitments=[(words, [{"low": 60, "comparator": "gte", "subject": "trường học"}])],
    )
    cell = compare(plan_of(50, None), [plan]).rows[0].cells[0]
    assert (cell.status, cell.found_in, cell.target) == ("higher", "commitments", "C1")
    both = compare(plan_of(50, None), [plan_of(55, None).model_copy(update={"commitments": plan.commitments})])
    assert both.rows[0].cells[0].found_in == "targets"


def test_one_statement_may_answer_two_targets() -> None:
    base = make_plan(
        ("100% các huyện xây dựng kế hoạch phòng, chống ma túy", [{"low": 100, "subject": "các huyện"}]),
        ("Ít nhất 50% các huyện lồng ghép nội dung vào hương ước", [{"low": 50, "subject": "các huyện"}]),
    )
    merged = "100% các huyện xây dựng kế hoạch phòng, chống ma túy và lồng ghép nội dung vào hương ước"
    plan = make_plan((merged, [{"low": 100, "subject": "các huyện"}]))
    cells = [row.cells[0] for row in compare(base, [plan]).rows]
    assert [cell.status for cell in cells] == ["equal", "higher"]
    assert sum("shared" in cell.remarks for cell in cells) == 1


def test_a_partial_baseline_is_called_partial() -> None:
    base = plan_of(50, 90)
    assert "partial_baseline" not in {note.code for note in compare(base, [base]).notes}
    comparison = compare(base, [base], partial=True)
    assert comparison.partial
    assert comparison.notes[0].code == "partial_baseline"


def test_the_stored_baseline_claims_what_its_note_says() -> None:
    (stored,) = read_stored((NATIONAL / "baseline.json").read_bytes(), "baseline.json")
    notes = (NATIONAL / "notes.md").read_bytes()
    plan = stored.plan
    assert stored.partial
    assert plan.text == notes.decode("utf-8")
    assert plan.source.sha256 == hashlib.sha256(notes).hexdigest()
    quoted = [*plan.targets, *(m for t in plan.targets for m in t.measures), *plan.citations]
    for found in quoted:
        assert plan.text[found.evidence.start : found.evidence.end] == found.evidence.quote
    assert len(plan.targets) == 11
    assert stored.certainty.keys() == {target.id for target in plan.targets}
    assert all(certain.sources for certain in stored.certainty.values())


def test_the_stored_baseline_against_a_province() -> None:
    (stored,) = read_stored((NATIONAL / "baseline.json").read_bytes(), "baseline.json")
    plans = [gold_plan("hai-phong-268-2021"), gold_plan("lai-chau-2021-2025")]
    comparison = compare(stored.plan, plans, partial=stored.partial, certainty=stored.certainty)
    assert {row.sure for row in comparison.rows} == {"quoted", "ministry"}
    hai_phong, lai_chau = ({row.id: row.cells[index].status for row in comparison.rows} for index in (0, 1))
    assert [hai_phong[row] for row in ("t1#1", "t1#2", "t3#1", "t4#1", "t5#1")].count("missing") == 0
    assert hai_phong["t5#1"] == "equal"
    wanted = {"t1#1": "equal", "t1#2": "equal", "t3#1": "equal", "t4#1": "missing", "t5#1": "equal", "t8#1": "equal"}
    wanted |= {"t9#1": "equal", "t10#1": "higher", "t11#1": "equal"}
    assert {row: lai_chau[row] for row in wanted} == wanted
    assert lai_chau["t2#1"] in ("lower", "changed")


def test_the_baseline_is_the_programme_that_plans_implement() -> None:
    programme = plan_of(70, None, number="05/QĐ-TTg", level="central")
    other = plan_of(60, None, number="06/QĐ-TTg", level="central")
    plans = [plan_of(50, None, implements="05/QĐ -TTg"), plan_of(40, None, implements="05/QĐ-TTg")]
    assert choose_baseline(plans, [other, programme, *plans]) is programme


def test_a_number_that_two_bodies_use_is_told_apart_by_its_date() -> None:
    def programme(issued: str, place: str) -> Plan:
        return plan_of(70, None, number="101/KH-UBND", issued=issued, place=place)

    citation = Citation(number="101/KH-UBND", date="2023-03-02", relation="implements", evidence=HERE)
    plan = plan_of(50, None, implements="101/KH-UBND", citations=[citation])
    wanted = programme("2023-03-02", "Cao Lộc")
    assert choose_baseline([plan], [programme("2022-03-02", "Lộc Bình"), wanted]) is wanted


def test_no_baseline_at_hand_is_told_with_its_number() -> None:
    with pytest.raises(BaselineNotFound, match="05/QĐ-TTg"):
        choose_baseline([plan_of(50, None, implements="05/QĐ-TTg")], [])
    with pytest.raises(BaselineNotFound, match="name the baseline"):
        choose_baseline([plan_of(50, None)], [plan_of(60, None, number="05/QĐ-TTg")])


def test_years_tell_what_was_raised_lowered_dropped_and_added() -> None:
    first = plan_of(50, 95, period=(2022, 2022), name="2022")
    second = plan_of(60, 90, period=(2023, 2023), name="2023")
    third = plan_of(60, None, period=(2024, 2024), name="2024")
    stranger = plan_of(10, None, period=(2023, 2023), place="Cà Mau")
    one, two = compare_years([third, first, stranger, second])
    assert (one.before, one.after, two.after) == (first, second, third)
    assert [row.measure.low for row in one.raised if row.measure] == [50]
    assert [row.measure.low for row in one.lowered if row.measure] == [95]
    assert len(two.kept) == len(two.dropped) == 1
    (back,) = compare_years([third, plan_of(60, 90, period=(2025, 2025))])
    assert len(back.added) == 1


def test_near_duplicates_find_a_draft_and_a_copy() -> None:
    paragraphs = [f"Nội dung thứ {word} của kế hoạch này nêu việc phải làm trong năm" for word in "abcdefghijklmnop"]

    def written(lines: list[str], place: str, name: str) -> Plan:
        return make_plan(*[(line, []) for line in lines], place=place, name=name)

    final = written(paragraphs, "Hà Giang", "final")
    draft = written([*paragraphs[:14], "Một câu khác hẳn về việc thu gom rác thải nhựa ở bờ biển"], "Hà Giang", "draft")
    copy = written(paragraphs, "Cao Bằng", "copy")
    other = written(["Quy hoạch khoáng sản làm vật liệu xây dựng thông thường trên toàn tỉnh"] * 3, "Đắk Nông", "other")
    found = find_near_duplicates([final, draft, other, copy])
    assert {(pair.left, pair.right): pair.kind for pair in found} == {
        (0, 1): "versions",
        (0, 3): "copied",
        (1, 3): "copied",
    }
    assert found[0].similarity == 1.0


def test_near_duplicates_quote_the_passages_in_common() -> None:
    long = (
        "Tổ chức biểu dương, khen thưởng tập thể và cá nhân có nhiều đóng góp "
        "cho công tác phòng ngừa tại cơ sở và cộng đồng dân cư trong năm"
    )
    (pair,) = find_near_duplicates([make_plan((long, []), place="A"), make_plan((long, []), place="B")])
    assert [passage.text for passage in pair.passages] == [long]


def _section(id_: str, title: str, *roles: str, children: tuple[Section, ...] = ()) -> Section:
    return Section.model_validate(
        {"id": id_, "label": id_, "title": title, "roles": roles, "children": children, "evidence": HERE}
    )


def test_the_overview_tells_sections_leads_dates_and_citations() -> None:
    health = Agency(raw="Sở Y tế", name="Sở Y tế", key="sở y tế")
    areas = (
        _section("II/1", "Tuyên truyền, phổ biến pháp luật", "tasks"),
        _section("II/2", "Khám sức khỏe định kỳ cho người lao động", "tasks"),
    )
    base = plan_of(50, None, number="05/QĐ-TTg").model_copy(
        update={
            "sections": (_section("II", "NHIỆM VỤ", "tasks", children=areas), _section("IV", "KINH PHÍ", "funding"))
        }
    )
    beside = Agency(raw="Sở Nội vụ", name="Sở Nội vụ", key="sở nội vụ")
    task = Task(
        text="Chủ trì khám sức khỏe định kỳ cho người lao động tại doanh nghiệp",
        role="lead",
        partners=(beside,),
        overseers=(beside,),
        deadline="2026-06-30",
        evidence=HERE,
    )
    plan = plan_of(50, None, implements="05/QĐ-TTg").model_copy(
        update={
            "sections": (_section("II", "NHIỆM VỤ", "tasks", children=areas[:1]),),
            "assignments": (Assignment(id="A1", section="III", agencies=(health,), tasks=(task,), evidence=HERE),),
            "milestones": (Milestone(text="Báo cáo trước ngày 15/6", kind="report", date="--06-15", evidence=HERE),),
            "citations": (Citation(number="05/QĐ-TTg", evidence=HERE), Citation(number="9/CT-TTg", evidence=HERE)),
        }
    )
    comparison = compare(base, [plan])
    book = openpyxl.load_workbook(io.BytesIO(write_comparison(comparison, "xlsx", language="en")))
    (sheet,) = [sheet for sheet in book if any(cell.value == "Lead by topic" for cell in sheet[1])]
    heads, told = sheet.iter_rows(values_only=True)
    shown = dict(zip(heads, told, strict=True))
    assert "Sở Y tế (" in shown["Lead by topic"] and "2026" in shown["Lead by topic"]
    assert "Sở Nội vụ" in shown["Support by topic"] and "Sở Nội vụ" in shown["Overseers"]
    assert comparison_html(comparison, language="en").count(": Sở Nội vụ") == 2
    more = comparison.overviews[0]
    assert more.roles_absent == ("funding",)
    assert [(area.title, area.section) for area in more.areas] == [
        ("Tuyên truyền, phổ biến pháp luật", "II/1"),
        ("Khám sức khỏe định kỳ cho người lao động", None),
    ]
    assert [lead.agency.name for lead in more.areas[1].leads] == ["Sở Y tế"]
    assert [entry.date for entry in more.appointments] == ["--06-15"]
    assert (more.citations, more.citations_shared) == (("05/QĐ-TTg", "9/CT-TTg"), ("05/QĐ-TTg",))


def test_names_set_plans_apart() -> None:
    plans = [
        plan_of(50, None, place="Huế", period=(2023, 2023)),
        plan_of(50, None, place="Huế", period=(2024, 2024)),
        plan_of(50, None, place="Vinh"),
        plan_of(50, None, place="Vinh"),
    ]
    names = compare(plans[0], plans).names
    assert names[:2] == ("Huế 2023", "Huế 2024")
    assert len(set(names)) == 4


def test_stored_plans_are_read_one_several_and_by_line() -> None:
    one, other = plan_of(50, None), plan_of(60, None)
    single = one.model_dump_json().encode()
    assert [s.plan for s in read_stored(single, "x")] == [one]
    listed = json.dumps([one.model_dump(mode="json"), other.model_dump(mode="json")]).encode()
    assert [s.plan for s in read_stored(listed, "x")] == [one, other]
    assert len(read_stored(single + b"\n" + other.model_dump_json().encode() + b"\n", "x")) == 2


@pytest.mark.parametrize("data", [b"", b"{", b'{"a": 1}', b"\xff\xfe", b"[1]"])
def test_what_is_no_stored_plan_is_told_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"^x\.json: [^\n]+$"):
        read_stored(data, "x.json")


def test_a_measure_is_kept_whole_in_its_cell() -> None:
    comparison = compare(gold_plan(SLUGS[0]), [gold_plan(SLUGS[1])])
    cell = comparison.rows[0].cells[0]
    assert isinstance(cell.measure, Measure)
    assert cell.measure in gold_plan(SLUGS[1]).targets[0].measures


def test_the_package_gives_the_function_however_often_it_is_asked() -> None:
    import kehoach_parser

    assert kehoach_parser.compare is compare
    assert kehoach_parser.compare is compare


def test_a_plan_of_another_field_is_remarked() -> None:
    other = make_plan(("100% vườn ươm cây giống được cấp mã số", [{"low": 100, "subject": "vườn ươm"}]))
    comparison = compare(plan_of(50, 90), [other])
    assert [note.code for note in comparison.notes] == ["other_subject"]
    assert len(comparison.extra[0]) == 1


def test_the_stripped_plan_compares_alike() -> None:
    base, plan = gold_plan(SLUGS[0]), gold_plan(SLUGS[1])
    stripped = strip_body(plan)
    assert stripped.text is None
    assert compare(base, iter([stripped])) == compare(strip_body(base), [plan])


def test_an_annual_plan_meets_the_milestone_of_its_year() -> None:
    words = "Tỷ lệ hồ sơ trực tuyến năm 2023 đạt 60%, đến năm 2025 đạt 80%"
    milestones = [
        {"low": low, "subject": "hồ sơ trực tuyến", "deadline": year, "quote": f"{low}%"}
        for low, year in ((60, "2023"), (80, "2025"))
    ]
    plan = make_plan(
        ("Tỷ lệ hồ sơ trực tuyến đạt 80%", [{"low": 80, "subject": "hồ sơ trực tuyến"}]), period=(2023, 2023)
    )
    first, second = compare(make_plan((words, milestones)), [plan]).rows
    assert (first.cells[0].status, "annual" in first.cells[0].remarks) == ("higher", True)
    assert "not_due" not in first.cells[0].remarks
    assert second.cells[0].status == "equal"
    assert {"shared", "not_due"} <= set(second.cells[0].remarks)
