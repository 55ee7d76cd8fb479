"""Runs inputs by number, a batch in a process of its own, and counts: what died, hung, grew or broke a promise."""

from __future__ import annotations

import gc
import json
import mmap
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec import json as text_json

from kehoach_parser import parse

from .mutation import mutate
from .promises import check_writing
from .targets import TARGETS, read_seeds

BATCH = 1000
SECONDS = 10
"""Of processor time that one input may take; the least of them takes a thousandth."""
MEMORY = 2**30
"""Bytes that a process may take above what it begins with; beyond, an input ends with MemoryError, which no reader may
let through."""
GROWTH = 24 * 2**20
"""Bytes by which a process may grow over the second half of a batch: more is a leak."""


class Finding(Struct, frozen=True):
    """An input that broke something: `kind` is crash, hang, or the name of the error, `where` the line that raised."""

    form: str
    number: int
    kind: str
    told: str
    where: str


class Tally(Struct):
    """How the inputs of a format went."""

    form: str
    inputs: int = 0
    read: int = 0
    refused: int = 0
    cpu: float = 0.0
    slowest: float = 0.0
    largest: int = 0
    growth: int = 0
    findings: list[Finding] = []


def run(form: str, first: int, count: int, start: int = 0, until: float | None = None) -> Tally:
    """Inputs `first` to `first + count` of a format, fewer where the time `until` comes before."""
    tally = Tally(form)
    seeds = read_seeds(form)
    warm_up()
    number, end = first, first + count
    while number < end and (until is None or time.monotonic() < until):
        number = _batch(form, seeds, number, min(number + BATCH, end), start, tally)
    return tally


@cache
def warm_up() -> None:
    """What every process needs is loaded before the first one begins."""
    for form in ("rules", "docx", "pdf"):
        TARGETS[form](read_seeds(form)[0])
    check_writing(parse(read_seeds("text")[0], name="input"), slow=True)


def make(form: str, number: int, start: int = 0) -> bytes:
    """The input of a number, to look at it again."""
    return mutate(form, read_seeds(form), number, start)


def _batch(form: str, seeds: list[bytes], first: int, end: int, start: int, tally: Tally) -> int:
    """One process; returns the number to go on with: after the input that it died of, if it did."""
    at = mmap.mmap(-1, 8)
    reading, writing = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        code = 1
        try:
            with os.fdopen(writing, "wb") as stream:
                _work(form, seeds, range(first, end), start, at, stream.write)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        for line in stream:
            _add(tally, text_json.decode(line))
    _, status, usage = os.wait4(pid, 0)
    tally.cpu += usage.ru_utime + usage.ru_stime
    tally.largest = max(tally.largest, usage.ru_maxrss * 1024)
    if status == 0:
        return end
    number = int.from_bytes(at[:8], "little")
    code = os.waitstatus_to_exitcode(status)
    kind = "hang" if -code == signal.SIGVTALRM else "crash"
    told = signal.Signals(-code).name if code < 0 else f"exit {code}"
    tally.findings.append(Finding(form, number, kind, told, ""))
    tally.inputs += 1
    return number + 1


def _add(tally: Tally, told: dict[str, object]) -> None:
    if "finding" in told:
        tally.findings.append(Finding(**told["finding"]))  # type: ignore[arg-type]
    elif "growth" in told:
        tally.growth = max(tally.growth, int(str(told["growth"])))
    else:
        counts: Counter[str] = Counter(told["counts"])  # type: ignore[arg-type]
        tally.inputs += sum(counts.values())
        tally.read += counts["read"]
        tally.refused += counts["refused"]
        tally.slowest = max(tally.slowest, float(str(told["slowest"])))


def _work(
    form: str, seeds: list[bytes], numbers: range, start: int, at: mmap.mmap, write: Callable[[bytes], object]
) -> None:
    memory = _data() + MEMORY  # a process of the tests holds much already
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)  # no handler: what hangs in a library would not let it run
    target = TARGETS[form]
    counts: Counter[str] = Counter()
    slowest, half = 0.0, 0
    for number in numbers:
        at[:8] = number.to_bytes(8, "little")
        data = mutate(form, seeds, number, start)
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            counts[target(data)] += 1
        except Exception as error:
            counts["broken"] += 1
            finding = Finding(form, number, type(error).__name__, str(error)[:300], _where(error))
            write(
                json.dumps({"finding": {name: getattr(finding, name) for name in Finding.__struct_fields__}}).encode()
                + b"\n"
            )
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        slowest = max(slowest, time.process_time() - begun)
        if number == numbers[len(numbers) // 2]:
            gc.collect()
            half = _held()
    gc.collect()
    write(json.dumps({"counts": counts, "slowest": slowest}).encode() + b"\n")
    if len(numbers) == BATCH:
        write(json.dumps({"growth": _held() - half}).encode() + b"\n")


def _data() -> int:
    """Bytes that count towards the limit of data."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmData:"))
    return int(line.split()[1]) * 1024


def _held() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _where(error: BaseException) -> str:
    """The last lines of the package that the error came through, the innermost first."""
    frames = [
        f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "kehoach_parser" in frame.filename or "/fuzz/" in frame.filename
    ]
    return " < ".join(frames[:-4:-1])


def distinct(findings: list[Finding]) -> Iterator[tuple[Finding, int]]:
    """One finding of each kind and place, and how many there are."""
    counts = Counter((finding.kind, finding.where) for finding in findings)
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        key = (finding.kind, finding.where)
        if key not in seen:
            seen.add(key)
            yield finding, counts[key]
