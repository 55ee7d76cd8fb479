"""`python -m tests.hostile [NAME …]`: runs the attacks, each in a process of its own, and prints what they cost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec import Struct

from .attacks import ATTACKS

_CALL = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
SECONDS = 10.0
BYTES = 2**30


class Cost(Struct, frozen=True):
    """What a run took: seconds of processor time, bytes at most, exit code, lines on standard error."""

    seconds: float
    memory: int
    code: int
    said: str


def run(name: str, *, ocr: str = "never", seconds: float = SECONDS) -> Cost:
    """One attack by the command line."""
    file, make = ATTACKS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, file)
        path.write_bytes(make())
        begun = time.monotonic()
        with Path(folder, "out").open("wb") as out, Path(folder, "err").open("wb") as err:
            command = [sys.executable, "-c", _CALL, "parse", str(path), "-q", "--ocr", ocr]
            child = subprocess.Popen(command, stdout=out, stderr=err, preexec_fn=_limit)
            killed = False
            while True:
                pid, status, usage = os.wait4(child.pid, os.WNOHANG)
                if pid:
                    child.returncode = os.waitstatus_to_exitcode(status)
                    break
                if time.monotonic() - begun > 60 * seconds:  # the limit of processor time ends it long before
                    child.kill()
                    killed = True
                time.sleep(0.01)
        said = Path(folder, "err").read_text("utf-8", "replace").replace(folder, "").strip()
        if killed:
            said = f"(killed) {said}"
        return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, child.returncode, said)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (12, 13))
    resource.setrlimit(resource.RLIMIT_AS, (3 * BYTES, 3 * BYTES))


def fault(cost: Cost) -> str:
    """What is wrong with how a run went; empty where nothing is."""
    faults = []
    if cost.code not in (0, 2):
        faults.append(f"exit {cost.code}")
    if cost.seconds > SECONDS:
        faults.append("slow")
    if cost.memory > BYTES:
        faults.append("big")
    if len(cost.said.splitlines()) > 1 or (cost.code == 2 and not cost.said):
        faults.append("lines")
    if "internal error" in cost.said or "parser failed" in cost.said:
        faults.append("failure")
    return " ".join(faults)


def main(names: list[str]) -> int:
    bad = 0
    for name in names or ATTACKS:
        cost = run(name)
        wrong = fault(cost)
        bad += bool(wrong)
        told = cost.said.splitlines()[-1][:110] if cost.said else ""
        print(
            f"{name:24} {cost.seconds:6.2f} s {cost.memory // 2**20:5} MB rc {cost.code:3} {wrong:12} {told}",
            flush=True,
        )
    print(f"{len(names or ATTACKS)} attacks, {bad} not withstood")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
