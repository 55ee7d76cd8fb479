"""The commands as a user runs them: output, errors of one line, exit codes, and nothing written on error."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from .conftest import CORPUS, ROOT
from .rendering.encrypted import encrypted_pdf
from .rendering.scans import bind

PLAN = CORPUS / "lai-chau-2021-2025" / "source.txt"
OTHER = CORPUS / "hai-phong-268-2021" / "source.txt"


def run(
    *arguments: str | Path, entry: str = "main", stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs `kehoach` (or `kehoach-parse` for `main_parse`) in a process of its own."""
    code = f"import sys; from kehoach_parser.cli import {entry} as run; sys.exit(run())"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=120,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )


def parse(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return run(*arguments, entry="main_parse", stdin=stdin)


def assert_one_line(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """One clear line on standard error, nothing on standard output."""
    message = done.stderr.decode()
    assert done.stdout == b""
    assert "Traceback" not in message
    assert len(message.strip().splitlines()) == 1, message
    assert "\x1b" not in message
    for word in words:
        assert word in message


def test_one_file_gives_an_indented_object() -> None:
    done = parse(PLAN)
    assert (done.returncode, done.stderr) == (0, b"")
    plan = json.loads(done.stdout)
    assert plan["schema_version"] == "1.0"
    assert plan["text"]
    assert done.stdout.startswith(b'{\n  "schema_version"')
    assert "chỉ tiêu".encode() in done.stdout.lower() or "Chỉ tiêu".encode() in done.stdout


def test_kehoach_parse_is_kehoach_with_parse() -> None:
    assert run("parse", PLAN).stdout == parse(PLAN).stdout


def test_several_files_give_json_lines_in_order() -> None:
    done = parse(PLAN, OTHER, "--no-text")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["source"]["name"] for line in lines] == ["source.txt", "source.txt"]
    assert lines[0]["metadata"]["title"] != lines[1]["metadata"]["title"]
    assert lines[1]["metadata"]["number"] == "268/KH-UBND"
    assert all("text" not in line for line in lines)


def test_several_files_as_one_list_when_asked() -> None:
    done = parse(PLAN, OTHER, "--format", "json")
    assert len(json.loads(done.stdout)) == 2


def test_standard_input_is_read() -> None:
    plan = json.loads(parse("-", stdin=PLAN.read_bytes()).stdout)
    named = json.loads(parse(PLAN).stdout)
    assert plan["targets"] == named["targets"]
    assert plan["source"]["sha256"] == named["source"]["sha256"]


def test_compact_and_no_text() -> None:
    done = parse(PLAN, "--compact", "--no-text")
    assert done.stdout.count(b"\n") == 1
    assert "text" not in json.loads(done.stdout)


def test_all_documents_come_as_lines() -> None:
    lines = parse(PLAN, "--all").stdout.splitlines()
    assert [json.loads(line)["metadata"]["doc_type"] for line in lines] == ["ke_hoach"]


def test_csv_and_markdown(tmp_path: Path) -> None:
    target = tmp_path / "targets.csv"
    assert parse(PLAN, "--format", "csv", "-o", target).returncode == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel needs the mark"
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert {row["target"] for row in rows}
    assert parse(PLAN, "--format", "md").stdout.startswith(b"# ")


def test_output_file_is_the_same_as_standard_output(tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    done = parse(PLAN, "-o", target)
    assert (done.returncode, done.stdout) == (0, b"")
    assert target.read_bytes() == parse(PLAN).stdout
    assert list(tmp_path.iterdir()) == [target]


def test_version_and_help() -> None:
    assert parse("--version").stdout.startswith(b"kehoach-parser 0.")
    assert run("--help").returncode == 0
    for command in ("parse", "compare", "tables", "agencies", "view", "evaluate", "schema", "doctor"):
        done = run(command, "--help")
        assert (done.returncode, done.stderr) == (0, b""), command


@pytest.mark.parametrize(
    "arguments", [(), ("--format", "xml", "x"), ("--jobs", "0", "x"), ("--ocr", "maybe", "x"), ("--colour", "x")]
)
def test_wrong_usage_is_one_line_and_exit_code_2(arguments: tuple[str, ...]) -> None:
    done = parse(*arguments)
    assert done.returncode == 2
    assert_one_line(done, "kehoach-parse: error:", "--help")


def _zip(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def _jpeg() -> bytes:
    return bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\x00" * 2000


BAD: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "blank.txt": lambda: b" \n\t\n",
    "photo.pdf": _jpeg,
    "cut.pdf": lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Typ",
    "encrypted.pdf": lambda: encrypted_pdf("Ke hoach", user_password="secret"),
    "archive.docx": lambda: _zip(readme="hello"),
    "headless.docx": lambda: _zip(**{"[Content_Types].xml": "<Types/>", "word__styles.xml": "<w/>"}),
    "one-character.txt": lambda: b"a" * 50_000_000,
    "nul.txt": lambda: b"\x00" * 5000,
    "nul-inside.txt": lambda: b"K\x00\x00\x00\x01\x02\x00\x00\xff\xfe\x00\x00" * 500,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name]())
    target = tmp_path / "out.json"
    done = parse(path, "-o", target)
    assert done.returncode == 2, done.stdout[:200]
    assert_one_line(done, "kehoach-parse: error:", name)
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


@pytest.mark.parametrize("arguments", [("empty",), ("absent.pdf",), ("folder/plan.txt/x",), ("fold*/*.pdf",)])
def test_paths_that_hold_nothing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder" / "plan.txt").write_text("x")
    done = run(*arguments, entry="main_parse", cwd=tmp_path)
    assert done.returncode == 2
    assert_one_line(done, arguments[0] if arguments[0] != "empty" else "nothing to read")


def test_an_output_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    done = parse(PLAN, "-o", tmp_path / "absent" / "plan.json")
    assert done.returncode == 2
    assert_one_line(done, "absent")


def test_some_failures_give_the_others_and_exit_code_1(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    done = parse(PLAN, bad, OTHER, "--no-text")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert len(done.stderr.splitlines()) == 1
    assert b"bad.pdf" in done.stderr
    assert parse(bad, bad).returncode == 2


def test_colours_only_on_a_terminal(tmp_path: Path) -> None:
    controller, terminal = pty.openpty()
    code = "import sys; from kehoach_parser.cli import main_parse as run; sys.exit(run())"
    environment = {**os.environ, "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "absent")],
        stderr=terminal,
        check=False,
        env=environment,
    )
    os.close(terminal)
    assert b"\x1b[31merror: \x1b[0m" in os.read(controller, 4096)
    os.close(controller)


def test_a_closed_pipe_is_no_traceback() -> None:
    code = "import sys; from kehoach_parser.cli import main_parse as run; sys.exit(run())"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(PLAN), str(OTHER)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_verbose_tells_the_doubts() -> None:
    source = CORPUS / "ha-noi-2024" / "source.txt"
    issues = json.loads(parse(source).stdout)["issues"]
    lines = parse(source, "-v").stderr.decode().splitlines()
    assert len(lines) == len(issues)
    assert all("warning: source.txt: " in line for line in lines)


def test_view_writes_a_page(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert run("view", PLAN, "-o", target).returncode == 0
    assert target.read_text("utf-8").startswith("<!doctype html>")


def test_schema_is_the_one_in_the_docs() -> None:
    assert run("schema").stdout == (CORPUS.parent / "docs" / "schema.json").read_bytes()


def test_doctor_names_the_programs_and_how_to_get_them(tmp_path: Path) -> None:
    tools = json.loads(run("doctor", "--format", "json").stdout)
    assert [tool["name"] for tool in tools][:3] == ["Tesseract", "OpenCV", "LibreOffice"]
    code = "import sys; from kehoach_parser.cli import main as run; sys.exit(run())"
    bare = subprocess.run(
        [sys.executable, "-c", code, "doctor"],
        capture_output=True,
        env={"PATH": str(tmp_path), "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert bare.returncode == 0
    assert b"missing" in bare.stdout
    assert b"tesseract-ocr-vie" in bare.stdout  # no package manager is on that path, so none is named


def test_without_outside_programs_the_rest_works(tmp_path: Path, plan_docx: Callable[[str], Path]) -> None:
    code = "import sys; from kehoach_parser.cli import main as run; sys.exit(run())"
    bare = {"PATH": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}

    def parse_bare(path: Path) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", code, "parse", str(path)]
        return subprocess.run(command, capture_output=True, env=bare, check=False)

    for path in (PLAN, plan_docx(PLAN.parent.name)):
        done = parse_bare(path)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["targets"]
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(bind([np.full((1100, 850), 128, np.uint8)], dpi=100, quality=75))
    refused = parse_bare(scan)
    assert refused.returncode != 0
    assert b"tesseract-ocr-vie" in refused.stderr
    assert refused.stderr.count(b"\n") == 1


def test_evaluate_prints_scores_and_holds_floors(tmp_path: Path) -> None:
    folder = tmp_path / "corpus" / "lai-chau"
    folder.mkdir(parents=True)
    for name in ("source.txt", "gold.json"):
        (folder / name).write_bytes((PLAN.parent / name).read_bytes())
    floors = tmp_path / "floors.json"
    done = run("evaluate", folder.parent, "--floors", floors, "--raise-floors")
    assert done.returncode == 0, done.stderr
    assert b"measures_strict" in done.stdout
    assert run("evaluate", folder.parent, "--floors", floors).returncode == 0
    pinned = json.loads(floors.read_text())
    pinned["f1"]["sections"] = 1.1
    floors.write_text(json.dumps(pinned))
    broken = run("evaluate", folder.parent, "--floors", floors)
    assert broken.returncode == 1
    assert b"sections" in broken.stderr
    assert run("evaluate", tmp_path / "absent").returncode == 2


def test_tables_as_files_and_as_workbook(tmp_path: Path) -> None:
    source = CORPUS / "ha-noi-2024" / "source.txt"
    done = run("tables", source, "-o", tmp_path / "tables")
    written = [Path(line) for line in done.stdout.decode().splitlines()]
    assert [path.name for path in written] == ["table-01.csv", "table-02.csv", "table-03.csv"]
    assert next(csv.reader(io.StringIO(written[0].read_text("utf-8-sig"))))[:2] == ["STT", "Chỉ tiêu"]
    assert run("tables", source, "-o", tmp_path / "tables.xlsx").returncode == 0
    assert zipfile.is_zipfile(tmp_path / "tables.xlsx")
    assert b"# table-03.csv" in run("tables", source).stdout
    none = run("tables", PLAN, "-o", tmp_path / "none")
    assert (none.returncode, none.stdout) == (0, b"")
    assert not (tmp_path / "none").exists()
    assert run("tables", source, "--format", "xlsx").returncode == 2


def test_compare_fails_on_the_statuses_named(tmp_path: Path) -> None:
    target = tmp_path / "comparison.json"
    done = run("compare", PLAN, OTHER, "-q", "-o", target)
    assert done.returncode == 0, done.stderr
    rows = json.loads(target.read_text("utf-8"))["rows"]
    assert {cell["status"] for row in rows for cell in row["cells"]} > {"equal", "changed"}
    assert run("compare", PLAN, OTHER, "-q", "-o", target, "--fail-on", "changed").returncode == 1
    assert run("compare", PLAN, PLAN, "-q", "-o", target, "--fail-on", "lower,missing").returncode == 0


def test_agencies_as_table_csv_and_graph(tmp_path: Path) -> None:
    table = run("agencies", PLAN)
    assert table.returncode == 0, table.stderr
    assert "Sở Y tế" in table.stdout.decode()
    assert run("agencies", PLAN, OTHER, "-o", tmp_path / "graph.graphml").returncode == 0
    assert b"<graphml" in (tmp_path / "graph.graphml").read_bytes()
    assert run("agencies", PLAN, "--format", "csv").stdout.startswith(b"plan,section,lead,")
    assert run("agencies", tmp_path / "absent").returncode == 2


def test_a_bug_is_one_line_and_verbose_shows_where(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kehoach_parser import cli
    from kehoach_parser.cli import files

    def fail(*_: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr(files, "parse_file", fail)
    assert cli.main(["view", "plan.txt"]) == 2
    assert capsys.readouterr().err == (
        "kehoach view: error: internal error, please report it: ZeroDivisionError: two lines (-v shows where)\n"
    )
    with pytest.raises(ZeroDivisionError):
        cli.main(["view", "plan.txt", "-v"])


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["parse", str(PLAN)], "a.xlsx"),
        (["parse", str(PLAN)], "a.pdf"),
        (["tables", str(PLAN)], "a.pdf"),
        (["years", str(PLAN)], "a.csv"),
        (["show", str(PLAN), "--target", "t1"], "a.jpg"),
        (["evaluate", "corpus"], "a.csv"),
        (["find", "absent", "rừng"], "a.csv"),
        (["query", "absent", "doubts"], "a.pdf"),
        (["doctor"], "a.csv"),
        (["view", str(PLAN)], "a.pdf"),
        (["agencies", str(PLAN)], "a.ods"),
        (["calendar", str(PLAN)], "a.csv"),
        (["compare", str(PLAN), str(PLAN)], "a.pdf"),
        (["check", str(PLAN)], "a.csv"),
        (["duplicates", str(PLAN), str(PLAN)], "a.csv"),
        (["schema"], "a.yaml"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_an_output_that_the_command_does_not_write_is_refused(
    command: list[str], name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / name
    from kehoach_parser import cli

    assert cli.main([*command, "-o", str(output)]) == 2
    assert not output.exists()
    told = capfd.readouterr().err
    assert len(told.splitlines()) == 1 and Path(name).suffix in told


def test_the_format_follows_the_output_name(tmp_path: Path) -> None:
    from kehoach_parser import cli

    for name, start in (("a.csv", "\ufeff"), ("a.md", "# "), ("a.jsonl", '{"'), ("a.JSON", "{\n"), ("a", "{\n")):
        assert cli.main(["parse", str(PLAN), "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text("utf-8").startswith(start), name
