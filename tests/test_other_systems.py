"""Windows and macOS: nothing that only Linux has is needed. What Windows lacks is taken away here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from kehoach_parser.archive import pool, workers
from kehoach_parser.archive.pool import Limits, Lost, run_isolated

from .conftest import CORPUS, ROOT

AS_ON_WINDOWS = """
import os, signal, sys
lacking = "fork forkpty killpg setsid getpgid sysconf sched_getaffinity"
for name in filter(lambda name: hasattr(os, name), lacking.split()):
    delattr(os, name)
for name in ("SIGHUP", "SIGKILL", "SIGCHLD", "SIGALRM"):
    delattr(signal, name)
for name in ("resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
del os
"""
"""What stands at the beginning of every interpreter. `fcntl` is left: filelock chooses it by the system's name."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with plans and a start-up file that takes away what Windows lacks."""
    folder = tmp_path_factory.mktemp("windows")
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(f"import subprocess, multiprocessing.connection\n{AS_ON_WINDOWS}")
    for number, slug in enumerate(("lao-cai-142-2020", "hong-phong-2023", "ha-noi-2024")):
        shutil.copy(CORPUS / slug / "source.txt", folder / f"plan-{number}.txt")
    return folder


def _run(bare: Path, *arguments: str, code: int = 0, **environ: str) -> subprocess.CompletedProcess[bytes]:
    program = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=bare,
        capture_output=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{bare / 'site'}:{ROOT / 'src'}", "HOME": str(bare), **environ},
        timeout=300,
        check=False,
    )
    assert ended.returncode == code, ended.stderr.decode()
    return ended


def test_the_start_up_file_takes_the_functions_away(bare: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import os, signal; print(hasattr(os, 'fork'), hasattr(signal, 'SIGHUP'))"],
        capture_output=True, text=True, env={"PYTHONPATH": str(bare / "site")}, check=True,
    )  # fmt: skip
    assert ended.stdout.split() == ["False", "False"]


def test_one_file_and_several_are_parsed(bare: Path) -> None:
    one = json.loads(_run(bare, "parse", "plan-0.txt", "-q").stdout)
    several = [json.loads(line) for line in _run(bare, "parse", "plan-0.txt", "plan-1.txt", "-q").stdout.splitlines()]
    assert several[0]["metadata"] == one["metadata"] and len(several) == 2


def test_an_archive_is_collected_and_asked(bare: Path) -> None:
    pytest.importorskip("duckdb")
    _run(bare, "collect", "plan-0.txt", "plan-1.txt", "plan-2.txt", "--into", "archive", "--jobs", "2")
    told = _run(bare, "query", "archive", "SELECT count(*) FROM plans").stdout.decode()
    assert told.split() == ["count_star()", "3"]


def test_a_console_without_vietnamese_letters_gets_whole_output(bare: Path) -> None:
    """cp1258 has no precomposed Vietnamese letters: JSON is written in UTF-8 whatever the console's encoding."""
    told = _run(bare, "parse", "plan-0.txt", PYTHONIOENCODING="cp1258", PYTHONUTF8="0", LANG="vi_VN.UTF-8")
    assert "Kế hoạch" in told.stdout.decode("utf-8") or "KẾ HOẠCH" in told.stdout.decode("utf-8")
    assert b"Traceback" not in told.stderr


def test_lines_of_windows_are_lines(tmp_path: Path, bare: Path) -> None:
    text = (bare / "plan-0.txt").read_text("utf-8")
    (tmp_path / "crlf.txt").write_bytes(text.replace("\n", "\r\n").encode())
    here, there = (
        json.loads(_run(bare, "parse", str(path), "--no-text", "-q").stdout)["targets"]
        for path in (bare / "plan-0.txt", tmp_path / "crlf.txt")
    )
    assert [target["text"] for target in here] == [target["text"] for target in there]


def test_no_module_needs_a_posix_path() -> None:
    """Paths of the package's own data are joined, never written with a slash behind a drive."""
    assert PureWindowsPath("C:/plans/a.pdf").name == "a.pdf"
    for path in (ROOT / "src").rglob("*.py"):
        assert not any(words in path.read_text("utf-8") for words in ('.split("/")[-1]', "os.sep +", '"/tmp')), path


def _act(monkeypatch: pytest.MonkeyPatch, *deeds: str, **limits: float) -> dict[int, object]:
    """What a pool of interpreters gives for these deeds (tests/failing_tasks.py)."""
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.setattr(pool, "find_workers", workers.SpawnedWorkers)
    tasks = [(deed, number) for number, deed in enumerate(deeds)]
    given = Limits(**limits)  # type: ignore[arg-type]
    return dict(run_isolated("tests.failing_tasks:act", tasks, workers=2, limits=given))


def test_interpreters_give_each_task_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _act(monkeypatch, "", "", "", "") == {0: 0, 1: 1, 2: 2, 3: 3}


def test_an_interpreter_that_dies_costs_its_own_task(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _act(monkeypatch, "", "exit", "abort", "")
    assert (found[0], found[3]) == (0, 3)
    lost = [found[1], found[2]]
    assert [value.reason for value in lost if isinstance(value, Lost)] == ["crash", "crash"]
    assert "code 3" in str(lost[0]) and "SIGABRT" in str(lost[1])


def test_an_interpreter_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _act(monkeypatch, "hang", "", timeout=3.0)
    assert found[1] == 1 and isinstance(found[0], Lost) and found[0].reason == "timeout"


def test_a_worker_that_cannot_begin_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_interpret", lambda *_: [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(RuntimeError, match="cannot be started"):
        workers.SpawnedWorkers().start("tests.failing_tasks:act", None)
