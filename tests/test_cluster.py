"""The same archive from a Dask cluster, whatever dies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kehoach_parser.archive import Archive, Event, cluster, collect
from kehoach_parser.archive.files import RemoteFolder
from kehoach_parser.errors import ClusterLost

from .archives import make_folder, read_content
from .conftest import ROOT
from .test_cli import run

pytest.importorskip("distributed")
COUNT = 30


class Cluster:
    """A scheduler and workers on this machine."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self.environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        self.log = (folder / "log").open("wb")
        self.processes = [self._start("dask_scheduler", "--port", "0", "--no-dashboard")]
        self.workers = [self.add_worker(), self.add_worker()]

    def add_worker(self) -> subprocess.Popen[bytes]:
        process = self._start("dask_worker", "--nthreads", "1", "--no-dashboard", "--no-nanny")
        self.processes.append(process)
        return process

    def _start(self, name: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{name}", "--scheduler-file", str(self.file), *options]
        return subprocess.Popen(command, stdout=self.log, stderr=self.log, env=self.environment, start_new_session=True)

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        self.log.close()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    for _ in range(300):
        if made.file.exists():
            break
        time.sleep(0.1)
    yield made
    made.close()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = make_folder(tmp_path / "plans", COUNT)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_worker_killed_in_mid_run_changes_nothing(
    machines: Cluster, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect([sources], tmp_path / "alone", workers=2)
    monkeypatch.setattr(cluster, "FILES_A_GROUP", 4)
    events: list[Event] = []

    def watch(event: Event) -> None:
        events.append(event)
        if len(events) == 5:
            machines.workers[0].send_signal(signal.SIGKILL)

    where = tmp_path / "archive"
    summary = collect([sources], where, scheduler=str(machines.file), on_event=watch)
    assert (summary.parsed, summary.failed) == (COUNT, 1)
    assert len(events) == COUNT + 1 == len({event.name for event in events})
    assert machines.workers[0].wait() == -signal.SIGKILL
    assert read_content(where) == read_content(tmp_path / "alone")
    again = collect([sources], where, scheduler=str(machines.file))
    assert (again.parsed, again.unchanged) == (0, COUNT + 1)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_command_and_a_folder_at_a_url(machines: Cluster, sources: Path, tmp_path: Path) -> None:
    where = f"file://{tmp_path}/far"
    done = run("collect", sources, "--into", where, "--scheduler", machines.file)
    assert done.returncode == 1, done.stderr
    collect([sources], tmp_path / "alone", workers=2)
    with Archive(where) as archive:
        assert isinstance(archive.folder, RemoteFolder)
    assert read_content(where) == read_content(tmp_path / "alone")  # type: ignore[arg-type]
    assert run("query", where, "doubts").returncode == 0


def test_no_scheduler_is_told(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("distributed.Client", _refuse)
    with pytest.raises(ClusterLost, match=r"tcp://127\.0\.0\.1:1"):
        collect([sources], tmp_path / "archive", scheduler="tcp://127.0.0.1:1")


def _refuse(**_: object) -> None:
    raise OSError("refused")


def test_groups_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kehoach_parser.archive.sources import Input

    monkeypatch.setattr(cluster, "BYTES_A_GROUP", 100)
    (tmp_path / "big").write_bytes(b"x" * 200)
    files = [(Input("a", "document", str(tmp_path / "absent")), "a")] * 450
    assert [len(group.files) for group in cluster.groups(files)] == [200, 200, 50]
    big = [(Input("b", "document", str(tmp_path / "big")), "b")] * 3
    assert [len(group.files) for group in cluster.groups(big)] == [1, 1, 1]


def test_a_folder_at_a_url_holds_an_archive(tmp_path: Path) -> None:
    sources = make_folder(tmp_path / "plans", 4)
    collect([sources], f"file://{tmp_path}/far", workers=2)
    collect([sources], tmp_path / "near", workers=2)
    assert read_content(tmp_path / "far") == read_content(tmp_path / "near")
    shutil.rmtree(tmp_path / "far")
