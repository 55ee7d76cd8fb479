"""`kehoach compare`: inputs, formats, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kehoach_parser.cli import main

from .gold_plans import CORPUS, gold_plan

BASE, PLAN = "lai-chau-2021-2025", "hai-phong-268-2021"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of parsed plans."""
    for slug in (BASE, PLAN):
        (tmp_path / f"{slug}.json").write_text(gold_plan(slug).model_dump_json(), "utf-8")
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


def test_auto_finds_the_programme_in_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(folder / f"{slug}.json") for slug in (BASE, PLAN)]
    national = str(CORPUS / "national")
    target = folder / "out.json"
    assert main(["compare", "--baseline", "auto", national, *names, "-o", str(target)]) == 0
    value = json.loads(target.read_text("utf-8"))
    assert (value["baseline"]["number"], value["partial"], len(value["plans"])) == ("1629/QĐ-TTg", True, 2)
    assert "một phần" in capsys.readouterr().err


def test_auto_without_the_programme_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--baseline", "auto", str(folder / f"{PLAN}.json")]) == 2
    assert "1629/QĐ-TTg" in capsys.readouterr().err


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
