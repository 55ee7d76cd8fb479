"""Runs killed at any moment: what was there stays as it was, or the new is there whole.

`python -m tests.test_kills [RUNS]` kills so many runs of each command and prints what was there then
(docs/reliability.md); an archive that grows is killed in tests/test_archive.py.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from .conftest import ROOT
from .test_faults import TEXT

COMMAND = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
RUNS: dict[str, Sequence[str]] = {
    "plans.jsonl": ("parse", "1.txt", "2.txt", "--jobs", "1", "-q"),
    "plan.docx": ("parse", "1.txt", "-q"),
    "tables.xlsx": ("tables", "1.txt"),
    "plan.html": ("view", "1.txt"),
}
OLD = b"what was there"


def _start(output: str, folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(folder)}
    command = [sys.executable, "-c", COMMAND, *RUNS[output], "-o", output]
    nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **nowhere)


def kill_runs(output: str, folder: Path, times: int, seed: int = 16) -> Counter[str]:
    """Kills a command so many times at random moments; returns how often the old and how often the new was there."""
    draw = random.Random(seed)
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(TEXT.format(number=number, share=60 + number), "utf-8")
    begun = time.monotonic()
    assert _start(output, folder).wait(120) == 0
    took = time.monotonic() - begun
    whole = (folder / output).read_bytes()
    found: Counter[str] = Counter()
    for _ in range(times):
        (folder / output).write_bytes(OLD)
        run = _start(output, folder)
        time.sleep(draw.uniform(0.3, 1.1) * took)
        run.send_signal(signal.SIGKILL)
        run.wait()
        now = (folder / output).read_bytes()
        assert now in (OLD, whole), f"{output}: neither the old nor the new: {now[:80]!r}"
        found["new" if now == whole else "old"] += 1
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
@pytest.mark.parametrize("output", RUNS)
def test_a_killed_run_leaves_the_old_or_the_new(output: str, tmp_path: Path) -> None:
    assert kill_runs(output, tmp_path, 5).total() == 5


def main(times: int = 25) -> None:
    for output in RUNS:
        with tempfile.TemporaryDirectory() as folder:
            found = kill_runs(output, Path(folder), times)
        told = f"the old was there {found['old']} times, the new {found['new']}"
        print(f"`{RUNS[output][0]} -o {output}`: {times} runs killed; {told}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
