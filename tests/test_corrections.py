"""Corrections as data: applied where their words stand, refused where they are gone, kept through a merge."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_parser import Plan, parse
from kehoach_parser.cli import main
from kehoach_parser.errors import UnreadableInput
from kehoach_parser.evaluation import evaluate
from kehoach_parser.models import Evidence, Issue
from kehoach_parser.workbench.corrections import (
    Correction,
    CorrectionFile,
    Document,
    apply,
    corrections_schema,
    decode,
    encode,
    find_place,
    make_gold,
    merge,
    take_context,
)

from .conftest import ROOT

TEXT = """ỦY BAN NHÂN DÂN TỈNH AN GIANG
Số: 12/KH-UBND
An Giang, ngày 1 tháng 2 năm 2023
KẾ HOẠCH
Phát triển thư viện giai đoạn 2023 - 2025
I. CHỈ TIÊU ĐẾN NĂM 2025
- Ít nhất 70% số xã có thư viện.
- Đào tạo 120 thủ thư; 80% số trường học có phòng đọc.
- 70% số huyện có xe thư viện lưu động.
II. NHIỆM VỤ
Các đơn vị bố trí 15 phòng đọc cho thiếu nhi và vận động 30 tổ chức tặng sách.
"""
AT = "2026-11-30T10:00:00Z"


def read(text: str = TEXT) -> Plan:
    return parse(text.encode(), name="plan.txt")


def about(plan: Plan, kind: str, evidence: Evidence, action: str, **said: object) -> Correction:
    """A correction of what stands at `evidence`."""
    before, after = take_context(plan.text or "", evidence.start, evidence.end)
    given: dict[str, object] = {"by": "An", "at": AT, "before": before, "after": after, **said}
    return Correction(kind, action, evidence.quote, evidence.start, evidence.end, **given)  # type: ignore[arg-type]


def figure(plan: Plan, value: float) -> Evidence:
    return next(m.evidence for t in (*plan.targets, *plan.commitments) for m in t.measures if m.low == value)


def set_right(plan: Plan, value: float, right: float, **said: object) -> Correction:
    return about(plan, "measure", figure(plan, value), "replace", field="low", from_=value, to=right, **said)


def lows(plan: Plan) -> list[float]:
    return [m.low for t in plan.targets for m in t.measures]


def codes(plan: Plan) -> list[str]:
    return [issue.code for issue in plan.issues]


def test_a_figure_is_set_right_and_says_so() -> None:
    plan = read()
    right = apply(plan, [set_right(plan, 120, 150)])
    assert lows(right) == [70, 150, 80, 70]
    measure = right.targets[1].measures[0]
    assert (measure.low, measure.high) == (150, 150)
    assert json.loads(measure.model_dump_json())["corrected"] == [{"field": "low", "from": 120, "by": "An", "at": AT}]
    assert "corrected" not in json.loads(plan.targets[1].measures[0].model_dump_json())


def test_applied_twice_nothing_changes() -> None:
    plan = read()
    said = [
        set_right(plan, 120, 150),
        about(plan, "target", plan.targets[2].evidence, "remove"),
        about(plan, "measure", figure(plan, 70), "confirm"),
    ]
    once = apply(plan, said)
    assert apply(once, said) == once
    assert Plan.model_validate_json(once.model_dump_json()) == once


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("I. CHỈ TIÊU", "\n\nI. CHỈ  TIÊU"),
        lambda text: text.replace("120 thủ thư", "120\nthủ thư"),
        lambda text: text.replace("- Đào", "- Hoàn thành 120 cuộc họp.\n- Đào"),
        lambda text: "Trang cổng thông tin\n" * 3 + text,
    ],
    ids=["moved", "broken line", "the same figure before it", "words above"],
)
def test_offsets_may_move(change: object) -> None:
    correction = set_right(read(), 120, 150)
    right = apply(read(change(TEXT)), [correction])  # type: ignore[operator]
    assert 150 in lows(right)
    assert "correction_stale" not in codes(right)
    measure = next(m for t in right.targets for m in t.measures if m.low == 150)
    assert "thủ" in (right.text or "")[measure.evidence.start : measure.evidence.end + 10]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Đào tạo 120 thủ thư; ", ""),
        lambda text: text.replace("120 thủ thư", "125 thủ thư"),
        lambda text: text.replace("Đào tạo 120 thủ thư; ", "").replace("bố trí 15", "xây 120 thủ thư, bố trí 15"),
    ],
    ids=["left out", "another figure", "the same words elsewhere"],
)
def test_words_that_are_gone_are_reported_and_touch_nothing(change: object) -> None:
    correction = set_right(read(), 120, 150)
    other = read(change(TEXT))  # type: ignore[operator]
    after = apply(other, [correction])
    assert codes(after) == [*codes(other), "correction_stale"]
    assert after.model_copy(update={"issues": other.issues}) == other


def test_of_equal_words_the_one_with_the_same_neighbours_is_meant() -> None:
    plan = read()
    last = plan.targets[-1].measures[0]
    correction = about(plan, "measure", last.evidence, "replace", field="low", from_=70.0, to=75)
    assert lows(apply(plan, [correction])) == [70, 120, 80, 75]
    moved = read(TEXT.replace("- Ít nhất 70% số xã có thư viện.\n", ""))
    assert lows(apply(moved, [correction])) == [120, 80, 75]


def test_what_is_no_target_becomes_a_commitment() -> None:
    plan = read()
    right = apply(plan, [about(plan, "target", plan.targets[0].evidence, "remove")])
    assert len(right.targets) == len(plan.targets) - 1
    moved = next(c for c in right.commitments if c.text == plan.targets[0].text)
    assert moved.corrected[0].field == "list"
    assert moved.measures == plan.targets[0].measures


def test_a_missed_target_is_added_where_it_stands() -> None:
    plan = read()
    words = "vận động 30 tổ chức tặng sách"
    start = (plan.text or "").index(words)
    place = Evidence(start=start, end=start + len(words), quote=words)
    figure_said = {"quote": "30 tổ chức", "comparator": "eq", "low": 30, "high": 30, "unit": "tổ chức"}
    correction = about(plan, "target", place, "add", to={"measures": [figure_said]})
    right = apply(plan, [correction])
    added = right.targets[-1]
    assert (added.text, added.section, added.measures[0].low) == (words, "II", 30)
    assert (right.text or "")[added.measures[0].evidence.start :].startswith("30 tổ chức")
    assert apply(right, [correction]) == right


def test_a_missed_target_that_is_a_commitment_moves() -> None:
    plan = read()
    statement = plan.commitments[0]
    right = apply(plan, [about(plan, "target", statement.evidence, "add")])
    assert right.targets[-1].measures == statement.measures
    assert len(right.commitments) == len(plan.commitments) - 1


def test_a_confirmation_quietens_the_issue_and_is_kept() -> None:
    plan = read()
    where = figure(plan, 120)
    plan = plan.model_copy(update={"issues": (Issue(code="uncertain_figure", message="?", evidence=where),)})
    seen = apply(plan, [about(plan, "measure", where, "confirm")])
    assert seen.issues == ()
    assert (seen.settled[0].code, seen.settled[0].by) == ("uncertain_figure", "An")
    assert seen.targets[1].measures[0].confirmed is not None
    elsewhere = apply(plan, [about(plan, "measure", figure(plan, 80), "confirm")])
    assert codes(elsewhere) == ["uncertain_figure"]


def test_of_two_on_one_thing_the_later_holds() -> None:
    plan = read()
    said = [set_right(plan, 120, 140, at="2026-11-30T12:00:00Z"), set_right(plan, 120, 150)]
    assert 140 in lows(apply(plan, said))


def test_the_later_holds_also_where_offsets_moved() -> None:
    plan = read()
    first = set_right(plan, 120, 150)
    moved = read("Trang cổng thông tin\n" + TEXT)
    second = set_right(moved, 120, 140, at="2026-11-30T12:00:00Z")
    for corrections in ([first, second], [second, first]):
        assert 140 in lows(apply(moved, corrections))
        assert 140 in lows(apply(plan, corrections))


def test_metadata_is_corrected_where_it_is_still_what_was_read() -> None:
    plan = read()
    said = Correction("metadata", "replace", "", 0, 0, "An", AT, field="number", from_="12/KH-UBND", to="21/KH-UBND")
    assert apply(plan, [said]).metadata.number == "21/KH-UBND"
    other = read(TEXT.replace("12/KH", "13/KH"))
    assert codes(apply(other, [said]))[-1] == "correction_stale"


def test_a_value_that_does_not_fit_is_reported() -> None:
    plan = read()
    said = about(plan, "measure", figure(plan, 120), "replace", field="comparator", from_="eq", to="about")
    assert codes(apply(plan, [said]))[-1] == "correction_stale"


def test_corrections_of_another_document_touch_nothing() -> None:
    plan = read()
    assert apply(plan, CorrectionFile(Document("0" * 64), (set_right(plan, 120, 150),))) is plan


def test_a_file_is_read_as_it_was_written() -> None:
    plan = read()
    file = CorrectionFile(Document(plan.source.sha256, "plan.txt"), (set_right(plan, 120, 150, why="đọc nhầm"),))
    assert decode(encode(file), "x") == file
    with pytest.raises(UnreadableInput, match=r"x\.json: no file of corrections"):
        decode(b'{"corrections": 3}', "x.json")


def test_the_schema_in_the_docs_is_current() -> None:
    told = (ROOT / "docs" / "corrections.schema.json").read_text("utf-8")
    assert told == corrections_schema(), "run: kehoach schema --corrections -o docs/corrections.schema.json"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_two_people_are_merged_by_git(tmp_path: Path) -> None:
    """Changes at different places of a document are no conflict."""
    plan = read()
    seen = [about(plan, "measure", m.evidence, "confirm") for t in plan.targets for m in t.measures]
    document = Document(plan.source.sha256, "plan.txt")
    path = tmp_path / "c.json"

    def git(*words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    def commit(*corrections: Correction) -> None:
        path.write_bytes(encode(CorrectionFile(document, corrections)))
        git("add", ".")
        git("commit", "-qm", "x")

    git("init", "-q", "-b", "one")
    commit(seen[0], seen[3])
    git("checkout", "-q", "-b", "two")
    commit(seen[0], seen[2], seen[3])
    git("checkout", "-q", "one")
    changed = set_right(plan, 70, 72)
    commit(changed, seen[0], seen[3])
    git("merge", "-q", "two", "-m", "merged")
    assert set(map(repr, decode(path.read_bytes(), "c").corrections)) == set(
        map(repr, (changed, seen[0], seen[2], seen[3]))
    )


def test_files_are_merged_without_git() -> None:
    plan = read()
    document = Document(plan.source.sha256)
    one, two = set_right(plan, 120, 150), about(plan, "measure", figure(plan, 80), "confirm")
    merged = merge(CorrectionFile(document, (two, one)), CorrectionFile(document, (one,)))
    assert merged.corrections == (one, two)
    with pytest.raises(ValueError, match="several"):
        merge(CorrectionFile(document), CorrectionFile(Document("1" * 64)))


@given(st.integers(0, 400), st.text(alphabet="ab \n", max_size=60))
def test_a_place_that_is_found_has_the_words(at: int, inserted: str) -> None:
    plan = read()
    correction = set_right(plan, 120, 150)
    text = TEXT[:at] + inserted + TEXT[at:]
    place = find_place(text, correction)
    if place is not None:
        assert text[slice(*place)].split() == correction.quote.split()


def test_commands_apply_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, "utf-8")
    plan = parse(path)
    folder = tmp_path / "corrections"
    folder.mkdir()
    file = CorrectionFile(Document(plan.source.sha256, "plan.txt"), (set_right(plan, 120, 150),))
    (folder / f"{plan.source.sha256}.json").write_bytes(encode(file))
    assert 150 in lows(parse(path, corrections=folder))
    assert main(["parse", str(path), "--corrections", str(folder)]) == 0
    assert 150 in lows(Plan.model_validate_json(capsys.readouterr().out))
    assert main(["compare", str(path), str(path), "--corrections", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["rows"][1]["measure"]["low"] == 150
    assert main(["collect", str(path), "--into", str(tmp_path / "a"), "--corrections", str(folder)]) == 2


def test_of_several_documents_each_takes_its_own() -> None:
    """What is said of one document of a file is no stale correction of the other."""
    plan = read()
    other = read(TEXT.replace("120 thủ thư", "12 thủ thư").replace("12/KH", "13/KH"))
    said = [
        set_right(plan, 120, 150),
        Correction("metadata", "replace", "", 0, 0, "An", AT, field="number", from_="12/KH-UBND", to="21/KH-UBND"),
    ]
    assert apply(other, said, part=True) == other
    assert apply(plan, said, part=True) == apply(plan, said)


def test_corrections_become_gold(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_text(TEXT, "utf-8")
    plan = parse(path)
    said = [
        set_right(plan, 120, 150),
        *(about(plan, "target", plan.targets[n].evidence, "confirm") for n in (0, 1)),
        about(plan, "target", plan.targets[2].evidence, "remove"),
    ]
    gold = make_gold(apply(plan, said), slug="an-giang", file="source.txt")
    (tmp_path / "gold.json").write_text(gold, "utf-8")
    scores = json.loads(evaluate(tmp_path).to_json())["totals"]
    assert [t["measures"][0]["low"] for t in json.loads(gold)["targets"]] == [70, 150]
    assert scores["targets"]["precision"] < 1, "the target that was taken out counts as invented"
    assert scores["measures_strict"]["recall"] < 1, "the figure that was set right counts as missed"
