"""An archive: collected, resumed, asked."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kehoach_parser import Plan, parse, parse_all
from kehoach_parser.archive import Archive, Event, collect, collection
from kehoach_parser.archive.tables import TABLES
from kehoach_parser.comparison.programmes import BUILT_IN
from kehoach_parser.errors import QueryFailed, UnreadableInput

from .archives import Content, collect_command, make_folder, read_content
from .conftest import CORPUS, ROOT
from .test_cli import run

PLAN = CORPUS / "lai-chau-2021-2025" / "source.txt"
OTHER = CORPUS / "hai-phong-268-2021" / "source.txt"
COUNT = 12


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen plans, one file that is none, and one that is passed over."""
    folder = make_folder(tmp_path_factory.mktemp("sources") / "plans", COUNT)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "settings.json").write_text('{"a": 1}')
    return folder


def _leave(self: collection.Run) -> None:
    """A run that ends without putting anything in order; a process that dies closes its files too."""
    if self._journal is not None:
        self._journal.close()


@pytest.fixture(scope="module")
def whole(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of an undisturbed run."""
    where = tmp_path_factory.mktemp("whole") / "archive"
    summary = collect([sources], where, workers=2)
    assert (summary.parsed, summary.failed, summary.skipped) == (COUNT, 1, 1)
    return where


@pytest.fixture(scope="module")
def content(whole: Path) -> Content:
    """The rows of that archive."""
    return read_content(whole)


def test_rows_are_what_the_plans_say(whole: Path, sources: Path, content: Content) -> None:
    plans = {str(path): parse_all(path) for path in sources.glob("*.txt")}
    with Archive(whole) as archive:
        assert {str(p.source.sha256) for p in archive.plans()} == {p.source.sha256 for ps in plans.values() for p in ps}
        for row in archive.query("SELECT file, document, targets, text, title FROM plans").rows:
            plan = plans[row[0]][row[1]]
            assert row[2:] == (len(plan.targets), plan.text, plan.metadata.title)
        measures = sum(len(t.measures) for ps in plans.values() for p in ps for t in (*p.targets, *p.commitments))
        assert archive.query("SELECT count(*) FROM measures").rows == [(measures,)]
        assert archive.query("SELECT count(*) FROM plan_measures").rows == [(measures,)]
    assert all(content[table] for table in TABLES if table not in ("indicators",))
    files = {row[0]: row[2:4] for row in content["files"]}
    assert files[str(sources / "bad.pdf")] == ("failed", "UnreadableInput")
    assert files[str(sources / "settings.json")] == ("skipped", "UnreadableInput")


def test_plans_come_back_as_they_were(whole: Path, sources: Path) -> None:
    with Archive(whole) as archive:
        stored = list(archive.plans())
        some = list(archive.plans("province = ?", ["Hải Phòng"], text=False))
    assert stored == [plan for path in sorted(sources.glob("*.txt")) for plan in parse_all(path)]
    assert {plan.text for plan in some} == {None}
    assert {plan.metadata.place for plan in some} == {"Hải Phòng"}


def test_what_is_unchanged_is_not_read_again(whole: Path, sources: Path, tmp_path: Path, content: Content) -> None:
    where = tmp_path / "archive"
    shutil.copytree(whole, where)
    before = sorted(path.name for path in where.rglob("*") if path.name != ".lock")
    events: list[Event] = []
    summary = collect([sources], where, workers=2, on_event=events.append)
    assert (summary.parsed, summary.unchanged, summary.failed, summary.failed_before) == (0, COUNT + 2, 0, 1)
    assert {event.outcome for event in events} == {"unchanged"}
    assert sorted(path.name for path in where.rglob("*") if path.name != ".lock") == before
    again = collect([sources], where, workers=2, retry_failed=True)
    assert (again.parsed, again.unchanged, again.failed) == (0, COUNT + 1, 1)
    assert read_content(where) == content


def test_a_changed_file_replaces_what_it_said(sources: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    shutil.copytree(sources, folder)
    (folder / "bad.pdf").unlink()
    where = tmp_path / "archive"
    collect([folder], where, workers=2)
    (folder / "0003.txt").write_bytes(OTHER.read_bytes())
    (folder / "0005.txt").write_bytes(b"\0\0\0\0")
    summary = collect([folder], where, workers=2)
    assert (summary.parsed, summary.failed, summary.unchanged) == (1, 1, COUNT - 1)
    collect([folder], tmp_path / "fresh", workers=2)
    assert read_content(where) == read_content(tmp_path / "fresh")
    with Archive(where) as archive:
        assert len(list(archive.plans())) == COUNT - 1
        assert len(archive.manifests) == 2


def test_a_later_parser_reads_again(
    whole: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    where = tmp_path / "archive"
    shutil.copytree(whole, where)
    monkeypatch.setattr(collection, "__version__", "99")
    summary = collect([sources], where, workers=2)
    assert (summary.parsed, summary.unchanged) == (COUNT, 0)
    assert {name: rows for name, rows in read_content(where).items() if name != "files"} == {
        name: rows for name, rows in content.items() if name != "files"
    }


class Died(BaseException):
    """What stands for the end of the process."""


@pytest.mark.parametrize("moment", ["before the manifest", "before the journal goes"])
def test_an_end_at_a_bad_moment_loses_and_doubles_nothing(
    moment: str, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    real = collection.commit
    calls = 0

    def die(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls < 2 or moment == "before the journal goes":
            real(*arguments)
        if calls == 2:
            raise Died

    where = tmp_path / "archive"
    with monkeypatch.context() as patched:
        patched.setattr(collection, "FILES_A_PART", 4)
        patched.setattr(collection, "commit", die)
        patched.setattr(collection.Run, "close", _leave)
        with pytest.raises(Died):
            collect([sources], where, workers=2)
    with Archive(where) as archive:
        done = archive.query("SELECT count(*) FROM files").rows[0][0]
        assert len(archive.manifests) == (2 if moment == "before the journal goes" else 1)
    summary = collect([sources], where, workers=2)
    assert summary.unchanged >= max(done, 8)
    assert read_content(where) == content
    assert not list((where / "journal").iterdir())
    assert {path.name for path in (where / "parts").iterdir()} == {
        manifest.part for manifest in Archive(where).manifests.values()
    }


def test_a_cut_journal_costs_its_last_record(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    def die(*_: object) -> None:
        raise Died

    where = tmp_path / "archive"
    with monkeypatch.context() as patched:
        patched.setattr(collection.Run, "_end_journal", die)
        patched.setattr(collection.Run, "close", _leave)
        with pytest.raises(Died):
            collect([sources], where, workers=2)
    (journal,) = (where / "journal").iterdir()
    data = journal.read_bytes()
    journal.write_bytes(data[:-7])
    assert read_content(where)["plans"] == []
    summary = collect([sources], where, workers=2)
    assert summary.parsed + summary.failed + summary.skipped == 1
    assert read_content(where) == content
    assert list((where / "journal").iterdir()) == []


def test_a_part_that_no_worker_can_write_is_written_here(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.setattr(collection, "WORK", "tests.failing_tasks:work_but_write")
    collect([sources], tmp_path / "archive", workers=2)
    assert read_content(tmp_path / "archive") == content


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is the kernel's")
def test_a_poisoned_folder_gives_all_the_others(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.setattr(collection, "WORK", "tests.failing_tasks:work_or_die")
    folder = tmp_path / "plans"
    shutil.copytree(sources, folder)
    for deed in ("abort", "hang", "eat"):
        for number in range(2):
            shutil.copyfile(PLAN, folder / f"{deed}-{number}.txt")
    where = tmp_path / "archive"
    summary = collect([folder], where, workers=2, timeout=3.0, memory=500 * 2**20)
    assert (summary.parsed, summary.failed) == (COUNT, 7)
    with Archive(where) as archive:
        rows = archive.query("SELECT file, reason FROM files WHERE outcome = 'failed' ORDER BY file").rows
    reasons = {Path(file).name: reason for file, reason in rows}
    assert reasons == {
        "abort-0.txt": "crash",
        "abort-1.txt": "crash",
        "bad.pdf": "UnreadableInput",
        "eat-0.txt": "memory",
        "eat-1.txt": "memory",
        "hang-0.txt": "timeout",
        "hang-1.txt": "timeout",
    }
    monkeypatch.undo()
    again = collect([folder], where, workers=2, retry_failed=True)
    assert (again.parsed, again.unchanged, again.failed) == (6, COUNT + 1, 1)


@pytest.mark.slow
def test_runs_killed_at_random_points_end_like_an_undisturbed_one(
    sources: Path, tmp_path: Path, content: Content
) -> None:
    draw = random.Random(15)
    where = tmp_path / "archive"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    sections = {row[0] for row in content["sections"]}
    for kill in [signal.SIGKILL] * 20 + [signal.SIGTERM, signal.SIGINT] * 2:
        with subprocess.Popen(
            collect_command(sources, "--into", where, "--jobs", "2"), env=environment, stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(draw.uniform(0.2, 1.6))
            process.send_signal(kill)
        if (where / "archive.json").exists():
            seen = read_content(where)
            ids = {row[0] for row in seen["plans"]}
            assert {row[0] for row in seen["sections"]} == ids & sections
        if draw.random() < 0.25:
            shutil.rmtree(where, ignore_errors=True)  # else the first runs do all
    done = subprocess.run(collect_command(sources, "--into", where), env=environment, check=False)
    assert done.returncode == 1, "one file cannot be read"
    assert read_content(where) == content
    assert not [path for path in where.rglob(".*") if path.name != ".lock"]


def test_ctrl_c_keeps_what_was_done(sources: Path, tmp_path: Path) -> None:
    where = tmp_path / "archive"

    def stop(event: Event) -> None:
        if event.outcome == "ok":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect([sources], where, workers=2, on_event=stop)
    with Archive(where) as archive:
        assert archive.query("SELECT count(*) FROM files WHERE outcome = 'ok'").rows == [(1,)]


def test_a_full_disk_is_told_and_the_next_run_goes_on(sources: Path, tmp_path: Path, content: Content) -> None:
    where = tmp_path / "archive"
    code = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
from kehoach_parser.cli import main
sys.exit(main(["collect", {str(sources)!r}, "--into", {str(where)!r}, "--jobs", "1"]))
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"File too large" in done.stderr
    collect([sources], where, workers=2)
    assert read_content(where) == content


def test_only_one_run_adds_at_a_time(whole: Path, sources: Path) -> None:
    with Archive(whole) as archive, archive.lock(), pytest.raises(UnreadableInput, match="another run"):
        collect([sources], whole)


def test_what_is_no_archive_is_left_alone(tmp_path: Path, whole: Path) -> None:
    with pytest.raises(UnreadableInput, match="other things"):
        collect([PLAN], PLAN.parent)
    with pytest.raises(UnreadableInput, match="is no archive"):
        Archive(tmp_path / "absent")
    later = tmp_path / "later"
    shutil.copytree(whole, later)
    manifest = next((later / "manifests").iterdir())
    manifest.write_text(manifest.read_text().replace('"format":1', '"format":999'))
    with pytest.raises(UnreadableInput, match="later version"):
        Archive(later)


def test_parts_of_an_older_format_are_read_again(
    whole: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    where = tmp_path / "archive"
    shutil.copytree(whole, where)
    for manifest in (where / "manifests").iterdir():
        manifest.write_text(manifest.read_text().replace('"format":1', '"format":0'))
    assert read_content(where) == content
    assert collect([sources], where, workers=2).parsed == COUNT
    assert read_content(where) == content
    assert collect([sources], where, workers=2).parsed == 0


def test_a_part_without_a_newer_column_is_read(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kehoach_parser.archive.tables import Column

    monkeypatch.setitem(TABLES, "issues", (*TABLES["issues"], Column("severity", "int", "made up")))
    with Archive(whole) as archive:
        assert archive.query("SELECT DISTINCT severity FROM issues").rows == [(None,)]


def test_questions_and_views(whole: Path) -> None:
    with Archive(whole) as archive:
        matrix = archive.query("SELECT plans, lowest, highest, stated_in FROM national_matrix LIMIT 1").rows[0]
        assert matrix[0] >= 2
        assert matrix[1] <= matrix[2]
        workload = archive.query("SELECT agency, leads, supports FROM agency_workload").rows
        assert any("công an" in row[0] for row in workload)
        by_hand: dict[str, int] = {}
        for plan in archive.plans():
            for target in (*plan.targets, *plan.commitments):
                for agency in target.lead:
                    by_hand[agency.key] = by_hand.get(agency.key, 0) + 1
            for given in plan.assignments:
                for task in given.tasks:
                    for agency in task.agencies or given.agencies:
                        by_hand[agency.key] = by_hand.get(agency.key, 0) + 1
        assert {row[0]: row[1] for row in workload if row[1]} == by_hand
        due = archive.query("SELECT count(*) FROM reports_due").rows[0][0]
        assert due == sum(1 for p in archive.plans() for m in p.milestones if m.date or m.every)
        without = archive.query("SELECT file FROM missing_targets").rows
        assert len(without) == sum(1 for p in archive.plans() if not any(t.kind == "quantitative" for t in p.targets))
        doubts = archive.query("SELECT sum(times) FROM doubts").rows[0][0]
        assert doubts == sum(len(p.issues) for p in archive.plans())
        for sql in ("DROP VIEW plans", "SELECT 1; SELECT 2", "SELEC 1", "COPY plans TO 'x'", "SELECT absent"):
            with pytest.raises(QueryFailed):
                archive.query(sql)


def test_frames_and_relations(whole: Path) -> None:
    with Archive(whole) as archive:
        count = archive.query("SELECT count(*) FROM measures").rows[0][0]
        assert len(archive.measures("pandas")) == count
        assert archive.measures("polars").height == count  # type: ignore[union-attr]
        relation = archive.measures("duckdb")
        assert relation.filter("unit = '%'").count("*").fetchall()[0][0] > 0  # type: ignore[union-attr, operator]


def test_the_commands(whole: Path, sources: Path, tmp_path: Path) -> None:
    done = run("query", whole, "SELECT file, outcome FROM files ORDER BY file", "--format", "json")
    assert len(json.loads(done.stdout)) == COUNT + 2
    assert run("query", whole, "doubts").stdout.startswith(b"code")
    assert run("query", whole, "national_matrix", "-o", tmp_path / "matrix.parquet").returncode == 0
    assert (tmp_path / "matrix.parquet").read_bytes()[:4] == b"PAR1"
    assert run("query", whole, "agency_workload", "-o", tmp_path / "work.csv").returncode == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "work.csv").read_text("utf-8-sig"))))
    assert {"agency", "leads"} <= set(rows[0])
    wrong = run("query", whole, "SELECT nothing FROM plans")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert len(wrong.stderr.splitlines()) == 1
    assert run("agencies", whole).stdout.decode().startswith("lead")
    lines = run("parse", whole, "--no-text").stdout.splitlines()
    assert len(lines) == COUNT


def test_compare_with_a_programme_of_the_archive(sources: Path, tmp_path: Path) -> None:
    where = tmp_path / "archive"
    national = BUILT_IN
    collect([sources, national], where, workers=2)
    done = run("compare", "--store", where, "--programme", "1629 / QĐ–TTg", "-q")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert (value["baseline"]["number"], value["partial"]) == ("1629/QĐ-TTg", True)
    with Archive(where) as archive:
        wanted = [p for p in archive.plans() if p.metadata.implements == "1629/QĐ-TTg"]
    assert len(value["plans"]) == len(wanted) >= 2
    for arguments in (["--store", where], ["--store", where, "--programme", "9/QĐ-TTg"]):
        assert run("compare", *arguments).returncode == 2


def test_from_a_folder_to_a_matrix_as_the_readme_shows(tmp_path: Path) -> None:
    block = (ROOT / "README.md").read_text("utf-8").split("## From a folder to a matrix")[1].split("```")[1]
    commands = [line.split() for line in block.strip().splitlines() if line.startswith("kehoach")]
    assert len(commands) == 2
    shutil.copytree(CORPUS, tmp_path / "plans")
    for command in commands:
        done = run(*command[1:], cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "matrix.csv").read_text("utf-8-sig"))))
    assert max(int(row["plans"]) for row in rows) >= 2


def test_adding_from_python(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive", create=True) as archive:
        summary = archive.add(PLAN, OTHER, workers=1)
        assert summary.plans == 2
        (plan,) = archive.plans("place = ?", ["Lai Châu"])
    assert isinstance(plan, Plan)
    assert plan == parse(PLAN)


def test_the_documentation_names_every_column_and_view() -> None:
    text = (ROOT / "docs" / "archive.md").read_text("utf-8")
    for table, columns in TABLES.items():
        described = text.split(f"**{table}**: ")[1].split("\n")[0]
        assert described == "; ".join(f"`{c.name}` {c.type} ({c.meaning})" for c in columns) + ".", table
    views = (ROOT / "src" / "kehoach_parser" / "archive" / "views.sql").read_text("utf-8")
    for line in views.splitlines():
        if line.startswith("CREATE VIEW"):
            assert f"| `{line.split()[2]}` |" in text


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / os.fsdecode(b"k\xfe.txt")).write_bytes(PLAN.read_bytes())
    assert collect([folder], tmp_path / "archive", workers=1).parsed == 1
    with Archive(tmp_path / "archive") as archive:
        assert archive.query("SELECT name FROM plans").rows == [("k\\xfe.txt",)]
