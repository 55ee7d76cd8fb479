"""A task that kills its worker, hangs or eats memory costs itself alone."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kehoach_parser import Plan, parse_many
from kehoach_parser.archive.nursery import kill_tree
from kehoach_parser.archive.pool import Limits, Lost, Ready, run_isolated
from kehoach_parser.errors import ParsingStopped

from .conftest import CORPUS, ROOT

FUNCTION = "tests.failing_tasks:act"
PLAN = CORPUS / "lai-chau-2021-2025" / "source.txt"


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def _run(*deeds: str, ordered: bool = True, **limits: float) -> dict[int, object]:
    tasks = [(deed, number) for number, deed in enumerate(deeds)]
    given = Limits(**limits)  # type: ignore[arg-type]
    return dict(run_isolated(FUNCTION, tasks, workers=2, limits=given, ordered=ordered))


def _reasons(results: dict[int, object]) -> dict[int, str]:
    return {number: value.reason for number, value in results.items() if isinstance(value, Lost)}


@pytest.mark.parametrize("ordered", [True, False])
def test_a_worker_that_dies_costs_its_task_alone(ordered: bool) -> None:
    deeds = ["", "abort", "", "kill", "", "", "exit", "raise", *[""] * 30]
    results = _run(*deeds, ordered=ordered)
    assert _reasons(results) == {1: "crash", 3: "crash", 6: "crash", 7: "crash"}
    assert {n: v for n, v in results.items() if not isinstance(v, Lost)} == {
        n: n for n in range(len(deeds)) if n not in (1, 3, 6, 7)
    }
    told = [value.detail for value in results.values() if isinstance(value, Lost)]
    assert any("SIGABRT" in words for words in told)
    assert any("SIGKILL" in words for words in told)
    assert any("code 3" in words for words in told)
    if ordered:
        assert list(results) == sorted(results)


def test_an_innocent_task_is_tried_again(tmp_path: Path) -> None:
    assert _run("", str(tmp_path / "mark"), "") == {0: 0, 1: 1, 2: 2}


def test_a_hanging_task_ends_at_its_time() -> None:
    results = _run("", "hang", "", "hang", "", timeout=0.5)
    assert _reasons(results) == {1: "timeout", 3: "timeout"}


@pytest.mark.skipif(sys.platform != "linux", reason="only there the system tells what is stuck")
def test_the_others_do_not_wait_for_what_is_stuck() -> None:
    tasks = [("hang", 0), ("hang", 1), ("", 2), ("", 3)]
    results = run_isolated(FUNCTION, tasks, workers=1, limits=Limits(timeout=6), ordered=False)
    assert {next(results)[0], next(results)[0]} == {2, 3}
    results.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is the kernel's")
def test_a_task_that_eats_memory_ends() -> None:
    results = _run("", "eat", "", "", memory=500 * 2**20)
    assert _reasons(results) == {1: "memory"}


def test_tasks_are_taken_as_they_can_be_worked_on() -> None:
    taken = 0

    def tasks() -> Iterator[tuple[str, int] | Ready]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield Ready(None) if number % 3 == 0 else ("", number)

    for ordered in (True, False):
        taken = 0
        for count, _ in enumerate(run_isolated(FUNCTION, tasks(), workers=2, ordered=ordered)):
            assert taken - count < 40
            if count == 100:
                break


def test_leaving_early_leaves_no_process() -> None:
    before = _children()
    results = run_isolated(FUNCTION, [("", 0), ("hang", 1), ("hang", 2)], workers=2, ordered=False)
    next(results)
    assert _children() > before
    results.close()
    assert _children() == before


def test_a_killed_owner_leaves_no_process(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from kehoach_parser.archive.pool import run_isolated
def tasks():
    yield "", 0
    yield "hang", 1
for _ in run_isolated({FUNCTION!r}, tasks(), workers=1, ordered=False):
    print("one", flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.2)
        family = _descendants(process.pid)
        assert len(family) >= 2, pids
        process.send_signal(signal.SIGKILL)
    for _ in range(100):
        alive = [pid for pid in family if _is_running(pid)]
        if not alive:
            return
        time.sleep(0.1)
    for pid in alive:
        kill_tree(pid)
    pytest.fail(f"{len(alive)} processes are left")


def test_parse_many_gives_an_error_for_each_file_that_kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach_parser.archive.batch.PARSE", "tests.failing_tasks:parse_or_die")
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(PLAN.read_bytes() if number % 3 else b"die")
        paths.append(path)
    results = list(parse_many(paths, workers=2))
    assert [name for name, _ in results] == [str(path) for path in paths]
    assert [type(result) for _, result in results] == [ParsingStopped, Plan, Plan] * 2
    assert "0.txt: the worker process was ended by SIGKILL" in str(results[0][1])


def test_order_and_as_done() -> None:
    paths = [PLAN] * 5
    assert [name for name, _ in parse_many(paths, workers=2)] == [str(PLAN)] * 5
    assert len(list(parse_many(paths, workers=2, ordered=False))) == 5


def _children() -> int:
    return len(_descendants(os.getpid()))


def _descendants(pid: int) -> list[int]:
    family = [pid]
    for member in family:
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            family += [int(child) for child in children.read_text().split()]
    return family[1:]


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
