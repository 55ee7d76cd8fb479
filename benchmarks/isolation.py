"""`python benchmarks/isolation.py [ROUNDS]`: what the child process of each file costs on the ordinary corpus.

Compared is processor time with that of children. Warm: all plans by `parse` over and over with `isolate=True` and in
the own process; more than 3 ms a file is too much. Cold: some plans, each by the command line as it is and with the
reading in the command's own process. In a run: all plans by `parse_many` with one worker and in a loop. Bounds cannot
be switched off; what it takes to look them up is told.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from kehoach_parser.limits import budgets

ROOT = Path(__file__).parents[1]
SOURCES = [str(path) for path in sorted((ROOT / "corpus").glob("*/source.txt"))]
COLD = SOURCES[::5]
MOST = 3.0
"""Milliseconds that a warm file may cost more."""
_COMMAND = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
_OPEN = (
    "from kehoach_parser.archive import batch; batch.call_isolated = lambda function, *given, **_: function(*given); "
)
_WARM = "import sys; from kehoach_parser.archive.reading import warm_up; warm_up(); "
_MANY = _WARM + "from kehoach_parser import parse_many; list(parse_many(sys.argv[1:], workers=1))"
_LOOP = _WARM + "from kehoach_parser import parse; [parse(path) for path in sys.argv[1:]]"
_ROUNDS = (
    _WARM + "from kehoach_parser import parse; "
    "[parse(path, isolate={}) for _ in range(int(sys.argv[1])) for path in sys.argv[2:]]"
)


def main(rounds: int = 5) -> int:
    """Prints the comparisons; 1 where a warm file costs more than it may."""
    begun = time.process_time()
    for _ in range(1000):
        budgets()
    print(f"to look up the bounds: {(time.process_time() - begun) * 1000:.0f} microseconds a document")
    more = _compare_warm(rounds)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder  # both keep their compiled patterns there, made in a first round
        _compare_cold()
        _compare_runs()
    return int(more > MOST)


def _compare_warm(rounds: int) -> float:
    """Milliseconds that a warm file costs more in a kept child."""
    each = []
    for isolate in (True, False):
        code = _ROUNDS.format(isolate)
        first = min(_run(code, ["1", *SOURCES]) for _ in range(2))
        each.append(1000 * (_run(code, [str(1 + rounds), *SOURCES]) - first) / rounds / len(SOURCES))
    more = each[0] - each[1]
    print(f"a warm file: {each[0]:.1f} ms with isolate=True, {each[1]:.1f} ms without: {more:+.1f} ms", flush=True)
    return more


def _compare_cold() -> None:
    apart = alone = 0.0
    for path in COLD:
        given = ["parse", path, "-q", "-o", os.devnull]
        found = [(_run(_COMMAND, given), _run(_OPEN + _COMMAND, given)) for _ in range(2)]
        apart, alone = apart + min(a for a, _ in found), alone + min(b for _, b in found)
    each = 1000 * (apart - alone) / len(COLD)
    print(f"{len(COLD)} commands: {apart:.2f} s with a child, {alone:.2f} s without: {each:+.0f} ms a file", flush=True)


def _compare_runs() -> None:
    paths = SOURCES * 4
    many, loop = _run(_MANY, paths), _run(_LOOP, paths)
    each = 1000 * (many - loop) / len(paths)
    print(f"{len(paths)} files in a run: {many:.2f} s by a worker, {loop:.2f} s in a loop: {each:+.1f} ms a file")


def _run(code: str, arguments: list[str]) -> float:
    """Seconds of processor time of a Python process and its children."""
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", code, *arguments], os.environ)
    _, status, usage = os.wait4(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
