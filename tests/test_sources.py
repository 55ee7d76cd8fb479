"""Files, folders, patterns, zip files, parsed plans and standard input, told apart by what is in them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from kehoach_parser import Plan, parse, parse_many
from kehoach_parser.archive import Input, Skipped, find_inputs
from kehoach_parser.errors import KehoachError, UnreadableInput

from .conftest import CORPUS
from .test_cli import run

PLAN = CORPUS / "lai-chau-2021-2025" / "source.txt"
OTHER = CORPUS / "hai-phong-268-2021" / "source.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents, a zip file of them, parsed plans, and what is none of these."""
    root = tmp_path / "plans"
    (root / "2021" / ".hidden").mkdir(parents=True)
    (root / "a.txt").write_bytes(PLAN.read_bytes())
    (root / "2021" / "b.txt").write_bytes(OTHER.read_bytes())
    (root / "2021" / ".hidden" / "c.txt").write_bytes(OTHER.read_bytes())
    (root / "parsed.data").write_text(parse(OTHER).model_dump_json(exclude={"text"}), "utf-8")
    (root / "settings.json").write_text('{"colour": 1}', "utf-8")
    (root / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (root / "empty.txt").touch()
    with zipfile.ZipFile(root / "more.bin", "w") as packed:
        packed.writestr("Kế hoạch/d.txt", PLAN.read_bytes())
        packed.writestr("__MACOSX/d.txt", b"x")
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<x/>")
    (root / "table.xlsx").write_bytes(workbook.getvalue())
    return root


def test_a_folder_gives_every_plan_once_and_tells_the_rest(folder: Path) -> None:
    skipped: dict[str, str] = {}
    found = dict(parse_many([folder], workers=2, on_skip=skipped.__setitem__))
    names = {name.removeprefix(f"{folder}/") for name in found}
    assert names == {"a.txt", "2021/b.txt", "parsed.data", "more.bin/Kế hoạch/d.txt"}
    assert all(isinstance(result, Plan) for result in found.values())
    told = {name.removeprefix(f"{folder}/"): reason for name, reason in skipped.items()}
    assert set(told) == {"settings.json", "Thumbs.db", "empty.txt", "more.bin/__MACOSX/d.txt", "table.xlsx"}
    assert "spreadsheet" in told["table.xlsx"]
    assert told["settings.json"] == "JSON, but no parsed plan"


def test_a_pattern_gives_what_it_matches(folder: Path) -> None:
    names = [source.name for source in find_inputs([f"{folder}/**/*.txt"]) if isinstance(source, Input)]
    assert names == [f"{folder}/2021/b.txt", f"{folder}/a.txt"]


def test_what_is_named_is_never_passed_over(folder: Path) -> None:
    names = [folder / "settings.json", folder / "table.xlsx", folder / "empty.txt", folder / "absent"]
    results = list(parse_many(names, workers=0))
    assert len(results) == 4
    assert all(isinstance(result, KehoachError) for _, result in results)


def test_word_files_are_no_zip_files_of_documents(tmp_path: Path) -> None:
    path = tmp_path / "plan"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<x/>")
    (source,) = find_inputs([path])
    assert isinstance(source, Input)
    assert (source.kind, source.member) == ("document", None)


def test_names_in_zip_files_without_the_flag_of_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Kế hoạch.txt", b"x")
    data = path.read_bytes()
    name = "Kế hoạch.txt".encode()
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(head) + flags + 1
        data = data[:at] + b"\x00" + data[at + 1 :]
    assert name in data
    path.write_bytes(data)
    (source,) = find_inputs([path])
    assert source.name == f"{path}/Kế hoạch.txt"


def test_parsed_plans_are_read_and_never_taken_for_prose(tmp_path: Path) -> None:
    one, other = parse(PLAN), parse(OTHER)
    forms = {
        "one": one.model_dump_json(indent=2),
        "without-text": one.model_dump_json(exclude={"text"}),
        "list": f"[{one.model_dump_json()}, {other.model_dump_json()}]",
        "lines": f"{one.model_dump_json()}\n\n{other.model_dump_json()}\n",
        "marked": "\ufeff" + one.model_dump_json(),
    }
    counts = {}
    for name, text in forms.items():
        (tmp_path / name).write_text(text, "utf-8")
        plans = [plan for _, plan in parse_many([tmp_path / name], workers=0)]
        assert isinstance(plans[0], Plan)
        assert plans[0].targets == one.targets
        counts[name] = len(plans)
    assert counts == {"one": 1, "without-text": 1, "list": 2, "lines": 2, "marked": 1}
    for text in ("{}", "[]", '{"a": 1}', '[{"a": 1}]', '{"schema_version": '):
        (tmp_path / "bad").write_text(text)
        ((_, result),) = parse_many([tmp_path / "bad"], workers=0)
        assert isinstance(result, UnreadableInput), text


def test_a_text_that_begins_with_a_bracket_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("[Dự thảo] " + PLAN.read_text("utf-8"), "utf-8")
    (source,) = find_inputs([tmp_path / "plan.txt"])
    assert isinstance(source, Input)
    assert source.kind == "document"


def test_a_link_in_a_circle_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    found = list(find_inputs([tmp_path]))
    assert [type(source) for source in found] == [Input, Skipped]


def test_commands_take_folders_parsed_plans_and_standard_input(folder: Path) -> None:
    done = run("parse", folder, "--no-text")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    assert b"5 files skipped" in done.stderr
    again = run("parse", "-", "--no-text", stdin=done.stdout)
    assert again.stdout == done.stdout
    plan = folder / "parsed.data"
    table = run("agencies", plan).stdout.decode()
    assert "Sở Y tế" in table
    assert table == run("agencies", OTHER).stdout.decode()
    assert run("agencies", "-", stdin=plan.read_bytes()).stdout.decode() == table
    assert run("view", plan).returncode == 0
    assert json.loads(run("compare", folder / "a.txt", folder / "more.bin").stdout)["plans"]
    several = run("tables", folder)
    assert several.returncode == 2
    assert b"holds 4 plans" in several.stderr


def test_verbose_names_what_is_skipped(folder: Path) -> None:
    told = run("agencies", folder, "-v").stderr.decode()
    assert "table.xlsx: skipped: is a spreadsheet" in told
    assert run("agencies", folder, "-q").stderr == b""
