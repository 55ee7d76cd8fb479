"""What an archive costs: processes, memory, time a file as it grows, storing, bytes a plan, questions, poison.

python benchmarks/archive_cost.py [scaling memory growth store ask compare poison] [--files 2000] [--many 20000]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = os.pathsep.join(path for path in (str(ROOT), os.environ.get("PYTHONPATH")) if path)

from benchmarks.make_archive import make_archive  # noqa: E402
from kehoach_parser.archive import Archive, Event, batch, collect, collection, find, parse_many  # noqa: E402
from kehoach_parser.archive.collection import work  # noqa: E402
from kehoach_parser.archive.sources import Input  # noqa: E402
from kehoach_parser.comparison.programmes import BUILT_IN  # noqa: E402

LEAST_GAIN = 1.8  # of two processes over one
MOST_GROWTH = 1.10  # resident memory of the parent, last quarter over first
MOST_WORKER = 400  # MB
MOST_STORING = 1.2  # time of storing over parsing alone
MOST_ASKING = 1.0  # s a view or search
MOST_COMPARING = 20.0  # s for 1,000 plans
MOST_POISON = 1.5  # time with poisoned files over without
POISONED = 0.05
TIMEOUT = 4.0  # s for a file of the poisoned archive
MEMORY = 500 * 2**20  # the same
VIEWS = ("national_matrix", "agency_workload", "missing_targets", "reports_due", "doubts")
PHRASES = ("tổ chức thực hiện", "nuoc sach", "bảo hiểm y tế")


def main() -> int:
    steps: dict[str, Callable[[argparse.Namespace, Path], bool]] = {
        "scaling": scaling,
        "memory": memory,
        "growth": growth,
        "store": store,
        "ask": ask,
        "compare": compare,
        "poison": poison,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(steps))
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--many", type=int, default=20000)
    parser.add_argument("--folder", type=Path, help="where the files are made and kept for the next time")
    args = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        for name in args.steps or list(steps):
            good &= steps[name](args, folder)
    return 0 if good else 1


def scaling(args: argparse.Namespace, folder: Path) -> bool:
    """Rounds of one process and two in turn, over the same files."""
    sources = _files(folder, args.files)
    ratios = []
    for _ in range(3):
        one, (own, workers) = _measure(partial(_collect, sources, folder, workers=1))
        two, _ = _measure(partial(_collect, sources, folder, workers=2))
        ratios.append(one / two)
        print(f"{args.files} files: one process {one:.1f} s, two {two:.1f} s, {ratios[-1]:.2f} x")
    middle = statistics.median(ratios)
    bound = (own + workers) / max(own, workers / 2)
    print(f"processor time: parent {own:.1f} s, workers {workers:.1f} s; on two free processors at most {bound:.2f} x")
    return _judge("two processes over one", middle, middle >= LEAST_GAIN, f"at least {LEAST_GAIN}")


def memory(args: argparse.Namespace, folder: Path) -> bool:
    """Resident memory of the parent over the run, and the most of any worker."""
    sources = _files(folder, args.files)
    seen: list[int] = []
    most = 0
    running = True

    def watch() -> None:
        nonlocal most
        while running:
            seen.append(_resident(os.getpid()))
            most = max([most, *map(_resident, _descendants(os.getpid()))])
            time.sleep(0.1)

    _collect(sources, folder, workers=2, limit=100)  # what is loaded once is loaded
    watcher = threading.Thread(target=watch)
    watcher.start()
    _collect(sources, folder, workers=2)
    running = False
    watcher.join()
    quarter = max(1, len(seen) // 4)
    first, last = statistics.mean(seen[:quarter]), statistics.mean(seen[-quarter:])
    print(f"parent: first quarter {first / 2**20:.0f} MB, last {last / 2**20:.0f} MB, most {max(seen) / 2**20:.0f} MB")
    flat = _judge("last over first", last / first, last <= first * MOST_GROWTH, f"at most {MOST_GROWTH}")
    worker = most / 2**20
    return _judge("MB of the largest worker", worker, worker <= MOST_WORKER, f"at most {MOST_WORKER}") and flat


def growth(args: argparse.Namespace, folder: Path) -> bool:
    """Time a file as the archive grows by tens."""
    costs = []
    count = 200
    while count <= args.many:
        sources = _files(folder, count, ("txt",))
        seconds = _time(partial(_collect, sources, folder, workers=2))
        costs.append(seconds / count * 1000)
        print(f"{count:6} text files: {seconds:7.1f} s, {costs[-1]:.2f} ms a file")
        count *= 10
    ratio = costs[-1] / costs[0]
    return _judge("largest over smallest, a file", ratio, ratio <= 1.25, "at most 1.25")


def store(args: argparse.Namespace, folder: Path) -> bool:
    """Storing beside parsing alone, in turns; bytes a plan."""
    sources = _files(folder, args.many, ("txt",))
    where = folder / f"archive-{args.many}"
    shutil.rmtree(where, ignore_errors=True)
    parsing = _time(lambda: sum(1 for _ in parse_many([sources], workers=2, ordered=False)))
    silent = _time(lambda: _parse_and_drop(sources))
    storing = _time(lambda: collect([sources], where, workers=2))
    with Archive(where) as archive:
        plans = archive.query("SELECT count(*) FROM plans").rows[0][0]
        text = archive.query("SELECT sum(strlen(text)) FROM plans").rows[0][0]
    size = sum(path.stat().st_size for path in where.rglob("*") if path.is_file())
    print(f"{plans} plans, {text / plans:.0f} bytes of text each: {size / plans:.0f} bytes a plan in the archive")
    print(f"parse_many {parsing:.1f} s; parsed and dropped in the workers {silent:.1f} s; collect {storing:.1f} s")
    print(f"over what parse_many takes: {storing / parsing:.2f}")
    ratio = storing / silent
    return _judge("storing over parsing alone", ratio, ratio <= MOST_STORING, f"at most {MOST_STORING}")


def ask(args: argparse.Namespace, folder: Path) -> bool:
    """Each ready-made view, and searches."""
    where = _stored(folder, args.many)
    good = True
    with Archive(where) as archive:
        opening = _time(lambda: archive.query("SELECT 1"))
        print(f"opening {opening:.2f} s")
        for view in VIEWS:
            seconds = min(_time(partial(archive.query, f"SELECT * FROM {view}")) for _ in range(3))
            good &= _judge(f"s for {view}", seconds, seconds <= MOST_ASKING, f"at most {MOST_ASKING}")
        indexing = _time(lambda: find(archive, "đất"))
        size = (where / "find.sqlite").stat().st_size
        print(f"index made in {indexing:.1f} s, {size / 1e6:.0f} MB")
        for phrase in PHRASES:
            seconds = min(_time(partial(find, archive, phrase)) for _ in range(3))
            good &= _judge(f"s for «{phrase}»", seconds, seconds <= MOST_ASKING, f"at most {MOST_ASKING}")
        start = time.perf_counter()
        found = find(archive, "bảo hiển y tế toàn dân", errors=1)
        print(f"with one error: {time.perf_counter() - start:.2f} s, {found.looked_at} of {found.candidates} sections")
    return good


def compare(args: argparse.Namespace, folder: Path) -> bool:
    """`compare --store` of 1,000 plans."""
    from kehoach_parser.cli import main as kehoach

    source = ROOT / "corpus" / "hai-phong-268-2021" / "source.txt"
    plans = folder / "compared"
    where = folder / "archive-compared"
    if not where.exists():
        plans.mkdir(exist_ok=True)
        text = source.read_text("utf-8")
        for number in range(1000):
            (plans / f"{number:04}.txt").write_text(text.replace("268/KH-UBND", f"{number}/KH-UBND"), "utf-8")
        collect([plans, BUILT_IN], where, workers=2)
    output = ["-q", "-o", str(folder / "matrix.json")]
    seconds = _time(lambda: kehoach(["compare", "--store", str(where), "--programme", "1629/QĐ-TTg", *output]))
    return _judge("s to compare 1,000 plans", seconds, seconds <= MOST_COMPARING, f"at most {MOST_COMPARING:g}")


def poison(args: argparse.Namespace, folder: Path) -> bool:
    """Files that are corrupt, hang, eat memory or crash the worker: exactly those fail."""
    sources = folder / f"poisoned-{args.files}"
    if not sources.exists():
        make_archive(sources, args.files, ("txt",), poison=POISONED)
    clean = folder / f"healthy-{args.files}"
    if not clean.exists():
        shutil.copytree(sources, clean)
        for path in _poisoned(clean):
            path.unlink()
    where = folder / "archive-poison"
    failed: set[str] = set()

    def listen(event: Event) -> None:
        if event.outcome == "failed":
            failed.add(event.name)

    collection.WORK = "benchmarks.archive_cost:collect_or_die"
    try:
        times = {}
        for name, folder_ in (("healthy", clean), ("poisoned", sources)):
            shutil.rmtree(where, ignore_errors=True)
            failed.clear()
            times[name] = _time(
                partial(collect, [folder_], where, workers=2, timeout=TIMEOUT, memory=MEMORY, on_event=listen)
            )
    finally:
        collection.WORK = "kehoach_parser.archive.collection:work"
    wanted = {str(path) for path in _poisoned(sources)}
    print(f"healthy {times['healthy']:.1f} s, with {len(wanted)} poisoned {times['poisoned']:.1f} s")
    exact = _judge("poisoned files not reported, or others", len(failed ^ wanted), failed == wanted, "0")
    ratio = times["poisoned"] / times["healthy"]
    return _judge("time over the rest's", ratio, ratio <= MOST_POISON, f"at most {MOST_POISON}") and exact


def collect_or_die(task: str, *arguments: Any) -> object:
    """Does what a poisoned file says, else what a worker does."""
    source = arguments[0]
    if task != "file" or not isinstance(source, Input) or source.path is None:
        return work(task, *arguments)
    with Path(source.path).open("rb") as stream:
        head = stream.read(20)
    if head.startswith(b"POISON hang"):
        time.sleep(3600)
    elif head.startswith(b"POISON memory"):
        b"".join(b"x" * 2**20 for _ in range(2**12))
    elif head.startswith(b"POISON crash"):
        os.abort()
    return work(task, *arguments)


def drop(*arguments: Any) -> tuple[()]:
    """Parses and gives nothing back."""
    from kehoach_parser.archive.reading import parse_input

    parse_input(*arguments)
    return ()


def _parse_and_drop(sources: Path) -> None:
    batch.PARSE = "benchmarks.archive_cost:drop"
    try:
        for _ in parse_many([sources], workers=2, ordered=False):
            pass
    finally:
        batch.PARSE = "kehoach_parser.archive.reading:parse_input"


def _files(folder: Path, count: int, formats: tuple[str, ...] = ("txt", "html", "docx")) -> Path:
    path = folder / f"{'-'.join(formats)}-{count}"
    if not path.exists():
        make_archive(path, count, formats)
    return path


def _collect(sources: Path, folder: Path, *, workers: int, limit: int | None = None) -> None:
    where = folder / "archive-now"
    shutil.rmtree(where, ignore_errors=True)
    files = sorted(path for path in sources.rglob("*") if path.is_file())[:limit]
    collect(files, where, workers=workers)
    shutil.rmtree(where)


def _stored(folder: Path, count: int) -> Path:
    where = folder / f"archive-{count}"
    if not where.exists():
        collect([_files(folder, count, ("txt",))], where, workers=2)
    return where


def _poisoned(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.txt") if len(path.suffixes) > 1]


def _time(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _measure(act: Callable[[], object]) -> tuple[float, tuple[float, float]]:
    """Seconds by the clock, and of processor time: of this process and of those that it started."""
    before = os.times()
    seconds = _time(act)
    after = os.times()
    own = after.user + after.system - before.user - before.system
    started = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, (own, started)


def _judge(what: str, value: float, good: bool, wanted: str) -> bool:
    print(f"{what}: {value:.2f} ({wanted}){'' if good else '  MISSED'}")
    return good


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _descendants(pid: int) -> list[int]:
    family = [pid]
    for member in family:
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                family += [int(child) for child in children.read_text().split()]
            except OSError:
                continue
    return family[1:]


if __name__ == "__main__":
    sys.exit(main())
