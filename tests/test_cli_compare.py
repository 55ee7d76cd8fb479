"""`kehoach compare`: inputs, formats, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from kehoach_parser.cli import main
from kehoach_parser.comparison.programmes import BUILT_IN
from kehoach_parser.models import Period

from .gold_plans import CORPUS, gold_plan

BASE, PLAN = "lai-chau-2021-2025", "hai-phong-268-2021"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of parsed plans."""
    for slug in (BASE, PLAN):
        (tmp_path / f"{slug}.json").write_text(gold_plan(slug).model_dump_json(exclude_unset=True), "utf-8")
    return tmp_path


def test_the_first_input_is_the_baseline(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["compare", str(folder / f"{BASE}.json"), str(folder / f"{PLAN}.json")]) == 0
    value = json.loads(capfdbinary.readouterr().out)
    assert value["baseline"]["place"] == "Lai Châu"
    assert len(value["rows"]) == 16


def test_documents_are_parsed_first(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    sources = [str(CORPUS / slug / "source.txt") for slug in (BASE, PLAN)]
    assert main(["compare", *sources, "-o", str(target)]) == 0
    assert target.read_text("utf-8").startswith("row,")


@pytest.mark.parametrize("suffix", ["json", "csv", "md", "html", "xlsx", "parquet"])
def test_the_output_name_tells_the_format(folder: Path, suffix: str) -> None:
    target = folder / f"out.{suffix}"
    names = [str(folder / f"{slug}.json") for slug in (BASE, PLAN)]
    assert main(["compare", *names, "-q", "-o", str(target)]) == 0
    head = {"json": b"{", "csv": b"row", "md": b"# ", "html": b"<!doctype", "xlsx": b"PK", "parquet": b"PAR1"}
    assert target.read_bytes().startswith(head[suffix])


def test_fail_on_exits_with_1_and_tells_each_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(folder / f"{slug}.json") for slug in (BASE, PLAN)]
    target = ["-o", str(folder / "out.md")]
    assert main(["compare", *names, *target, "--fail-on", "lower,missing"]) == 1
    told = capsys.readouterr().err
    assert "Hải Phòng: lower: tổ chức kiểm tra" in told
    assert main(["compare", *names, *target, "--fail-on", "qualitative"]) == 0


def test_fail_on_fails_where_nothing_was_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = folder / f"{BASE}.json"
    empty = folder / "empty.json"
    value = json.loads(base.read_text("utf-8"))
    for key in ("sections", "targets", "commitments", "assignments", "attachments"):
        value[key] = []
    empty.write_text(json.dumps(value), "utf-8")
    command = ["compare", str(base), str(empty), "-q", "-o", str(folder / "out.md")]
    assert main([*command, "--fail-on", "missing"]) == 3
    assert "nothing was compared" in capsys.readouterr().err
    assert main(command) == 0


def test_pairs_are_written_edited_and_obeyed(folder: Path) -> None:
    names = [str(folder / f"{slug}.json") for slug in (BASE, PLAN)]
    pairs, target = folder / "pairs.json", folder / "out.json"
    assert main(["compare", *names, "-q", "-o", str(target), "--write-pairs", str(pairs)]) == 0
    found = json.loads(pairs.read_text("utf-8"))["pairs"]
    taken = next(entry for entry in found if entry["target"])
    decided = {**taken, "target": None, "by": "Phòng Tổng hợp", "why": "khác nội dung"}
    pairs.write_text(json.dumps({"pairs": [decided]}), "utf-8")
    assert main(["compare", *names, "-q", "-o", str(target), "--pairs", str(pairs)]) == 0
    rows = json.loads(target.read_text("utf-8"))["rows"]
    cell = next(row for row in rows if row["id"] == taken["baseline"])["cells"][0]
    assert (cell["status"], cell["decided"]["by"]) == ("missing", "Phòng Tổng hợp")
    other = next(row for row in rows if row["id"] != taken["baseline"] and row["cells"][0]["target"])
    decided = {**taken, "target": other["cells"][0]["target"], "by": "A"}
    pairs.write_text(json.dumps({"pairs": [decided]}), "utf-8")
    assert main(["compare", *names, "-q", "-o", str(target), "--pairs", str(pairs)]) == 0
    rows = json.loads(target.read_text("utf-8"))["rows"]
    cell = next(row for row in rows if row["id"] == taken["baseline"])["cells"][0]
    assert (cell["target"], cell["decided"]["by"]) == (decided["target"], "A")
    assert main(["compare", *names, "-q", "-o", str(target), "--pairs", names[0]]) == 2


def test_a_workbook_that_people_filled_in_is_obeyed(folder: Path) -> None:
    names = [str(folder / f"{slug}.json") for slug in (BASE, PLAN)]
    book, again = folder / "matrix.xlsx", folder / "again.xlsx"
    assert main(["compare", *names, "-q", "-o", str(book)]) == 0
    opened = openpyxl.load_workbook(book)
    sheet = opened["Chi tiết"]
    sheet["P2"], sheet["P3"] = "sai (Lan)", "Hùng"
    opened.save(book)
    for given, written in ((book, again), (again, book)):
        assert main(["compare", *names, "-q", "--pairs", str(given), "-o", str(written)]) == 0
        sheet = openpyxl.load_workbook(written)["Chi tiết"]
        assert [sheet[place].value for place in ("F2", "P2", "P3", "P4")] == ["– Không nêu", "sai (Lan)", "Hùng", None]
        assert "chưa rà soát" in sheet["O4"].value
    assert book.read_bytes() == again.read_bytes()


def test_a_decision_becomes_a_programme(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_PROGRAMMES", str(folder / "programmes"))
    source = str(CORPUS / "made-quyet-dinh-ttg" / "source.txt")
    assert main(["programme", "add", source]) == 0
    (made,) = (folder / "programmes").glob("*/baseline.json")
    stored = json.loads(made.read_text("utf-8"))
    assert stored["plan"]["targets"]
    assert main(["programme", "add", str(CORPUS / "README.md")]) == 2
    assert main(["programme", "list"]) == 0


def test_years_and_duplicates_have_commands(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = gold_plan(BASE).model_copy(update={"text": None})
    later = value.metadata.model_copy(update={"period": Period(start=2026, end=2030), "number": "9/KH-UBND"})
    (folder / "later.json").write_text(value.model_copy(update={"metadata": later}).model_dump_json(exclude_unset=True))
    names = [str(folder / f"{BASE}.json"), str(folder / "later.json")]
    assert main(["years", *names]) == 0
    assert "kept" in capsys.readouterr().out
    assert main(["years", names[0]]) == 3
    text = (CORPUS / PLAN / "source.txt").read_text("utf-8")
    copies = [folder / "one.txt", folder / "two.txt"]
    for copy in copies:
        copy.write_text(text, "utf-8")
    capsys.readouterr()
    assert main(["duplicates", *map(str, copies), "--format", "json"]) == 0
    assert [pair["similarity"] for pair in json.loads(capsys.readouterr().out)] == [1.0]


def test_auto_finds_the_programme_in_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(folder / f"{slug}.json") for slug in (BASE, PLAN)]
    national = str(BUILT_IN)
    target = folder / "out.json"
    assert main(["compare", "--baseline", "auto", national, *names, "-o", str(target)]) == 0
    value = json.loads(target.read_text("utf-8"))
    assert (value["baseline"]["number"], value["partial"], len(value["plans"])) == ("1629/QĐ-TTg", True, 2)
    assert "known only in part" in capsys.readouterr().err


@pytest.mark.parametrize("which", ["auto", "1629", "1629/QĐ-TTg", "1629-qd-ttg-2021"])
def test_the_programme_comes_with_the_package(folder: Path, monkeypatch: pytest.MonkeyPatch, which: str) -> None:
    monkeypatch.setenv("KEHOACH_PROGRAMMES", str(folder / "no-such-folder"))
    names = [str(folder / f"{slug}.json") for slug in (BASE, PLAN)]
    target = folder / f"{which.replace('/', '-')}.json"
    assert main(["compare", *names, "--baseline", which, "-q", "-o", str(target)]) == 0
    value = json.loads(target.read_text("utf-8"))
    assert (value["baseline"]["number"], value["partial"], len(value["plans"])) == ("1629/QĐ-TTg", True, 2)
    assert {row["sure"] for row in value["rows"]} == {"quoted", "ministry"}


def test_of_two_programmes_of_a_number_one_must_be_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = folder / "own" / "1629-qd-bca-2023"
    other.mkdir(parents=True)
    (other / "baseline.json").write_bytes((BUILT_IN / "1629-qd-ttg-2021" / "baseline.json").read_bytes())
    monkeypatch.setenv("KEHOACH_PROGRAMMES", str(folder / "own"))
    plan = str(folder / f"{PLAN}.json")
    assert main(["compare", plan, "--baseline", "1629"]) == 2
    assert "1629-qd-bca-2023, 1629-qd-ttg-2021" in capsys.readouterr().err
    assert main(["compare", plan, "--baseline", "1629-qd-bca", "-q", "-o", str(folder / "named.json")]) == 0


def test_auto_without_the_programme_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (folder / f"{PLAN}.json").read_text("utf-8").replace("1629/QĐ-TTg", "9629/QĐ-TTg")
    (folder / "orphan").mkdir()
    (folder / "orphan" / "plan.json").write_text(words, "utf-8")
    assert main(["compare", "--baseline", "auto", str(folder / "orphan" / "plan.json")]) == 2
    assert "9629/QĐ-TTg" in capsys.readouterr().err


def test_none_groups_the_plans(folder: Path) -> None:
    target = folder / "out.json"
    assert main(["compare", "--baseline", "none", str(folder), "-o", str(target)]) == 0
    value = json.loads(target.read_text("utf-8"))
    assert value["baseline"] is None
    assert len(value["plans"]) == 2


@pytest.mark.parametrize(
    "arguments",
    [["{base}"], ["missing.json", "{base}"], ["{folder}", "{base}"], ["{base}", "{base}", "--fail-on", "worse"]],
)
def test_wrong_usage_exits_with_2(folder: Path, arguments: list[str]) -> None:
    filled = [part.format(base=folder / f"{BASE}.json", folder=folder) for part in arguments]
    try:
        assert main(["compare", *filled]) == 2
    except SystemExit as leaving:
        assert leaving.code == 2


def test_a_plan_that_fails_is_told_and_the_rest_compared(folder: Path) -> None:
    bad = folder / "bad.json"
    bad.write_text("{}", "utf-8")
    names = [str(folder / f"{BASE}.json"), str(folder / f"{PLAN}.json"), str(bad)]
    target = folder / "out.json"
    assert main(["compare", *names, "-o", str(target)]) == 1
    assert len(json.loads(target.read_text("utf-8"))["plans"]) == 1
