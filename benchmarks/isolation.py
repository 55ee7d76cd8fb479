"""`python benchmarks/isolation.py [ROUNDS]`: what the child process of each file costs on the ordinary corpus.

Each plan is read by the command line, in turn as it is and with the reading in the command's own process; compared is
processor time (the user's and the system's, children included), of each file the least of the rounds. The same for all
files in one run by `parse_many` with one worker. Bounds cannot be switched off; what it takes to look them up is told.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from kehoach_parser.limits import budgets

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "corpus").glob("*/source.txt"))
MOST = 0.03
_COMMAND = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
_OPEN = (
    "from kehoach_parser.archive import batch; batch.call_isolated = lambda function, *given, **_: function(*given); "
)
_WARM = "from kehoach_parser.archive.reading import warm_up; warm_up(); "
_MANY = _WARM + "from kehoach_parser import parse_many; list(parse_many(sys.argv[1:], workers=1))"
_LOOP = _WARM + "from kehoach_parser import parse; [parse(path) for path in sys.argv[1:]]"


def main(rounds: int = 5) -> int:
    """Prints both comparisons; 1 where single files cost more than they may."""
    begun = time.process_time()
    for _ in range(1000):
        budgets()
    print(f"to look up the bounds: {(time.process_time() - begun) * 1000:.0f} microseconds a document")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder  # both keep their compiled patterns there, made in a first round
        apart = alone = 0.0
        for path in SOURCES:
            given = ["parse", str(path), "-q", "-o", os.devnull]
            found = [(_run(_COMMAND, given), _run(_OPEN + _COMMAND, given)) for _ in range(rounds)]
            apart, alone = apart + min(a for a, _ in found), alone + min(b for _, b in found)
        more = apart / alone - 1
        print(f"{len(SOURCES)} files one by one: {apart:.2f} s in child processes, {alone:.2f} s without: {more:+.1%}")
        paths = [str(path) for path in SOURCES] * 4
        many = min(_run(f"import sys; {_MANY}", paths) for _ in range(rounds))
        loop = min(_run(f"import sys; {_LOOP}", paths) for _ in range(rounds))
        print(f"{len(paths)} files in a run: {many:.2f} s by a worker, {loop:.2f} s in a loop: {many / loop - 1:+.1%}")
    return int(more > MOST)


def _run(code: str, arguments: list[str]) -> float:
    """Seconds of processor time of a Python process and its children."""
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", code, *arguments], os.environ)
    _, status, usage = os.wait4(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
