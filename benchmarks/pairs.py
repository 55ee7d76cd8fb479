"""Processor time beside another commit's, in pairs: start-up, cold and warm parses of text, PDF and Word.

    python benchmarks/pairs.py COMMIT [--rounds 9] [--most 1.03]
    python benchmarks/pairs.py COMMIT --stages

Each round runs this tree and the other one after the other, in turns first; a figure is the median of the rounds'
ratios (now / then), with the middle half of them as its spread. Ends with 1 where a median lies above --most.

`--stages` parts a warm parse of the text by the steps that `parse()` names: those that both trees have, and those that
one has alone, with how much each tree finds; so work done slower is told from work that was not done before.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus" / "hai-phong-268-2021" / "source.txt"
FOUR_PAGES = 4 * 2600

WARM = """
import gc, resource, sys
from kehoach_parser import parse
path, times = sys.argv[1], int(sys.argv[2])
parse(path)
gc.collect()  # what the start left would else be counted in some runs and not in others
began = resource.getrusage(resource.RUSAGE_SELF)
for _ in range(times):
    parse(path)
ended = resource.getrusage(resource.RUSAGE_SELF)
print(ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime)
"""
STAGES = """
import json, sys, time
import kehoach_parser.pipeline as pipeline
from kehoach_parser import parse
path, times = sys.argv[1], int(sys.argv[2])
spent = {}
def timed(name, step):
    def run(*given, **named):
        began = time.thread_time_ns()
        try:
            return step(*given, **named)
        finally:
            spent[name] = spent.get(name, 0) + time.thread_time_ns() - began
    return run
for name, step in list(vars(pipeline).items()):
    if callable(step) and not isinstance(step, type) and not name.startswith(("_", "parse")):
        setattr(pipeline, name, timed(name, step))
plan = parse(path)
least = {}
for _ in range(times):
    spent.clear()
    parse(path)
    for name, time_of in spent.items():
        least[name] = min(time_of, least.get(name, time_of))
kinds = ("sections", "targets", "commitments", "assignments", "milestones", "funding", "citations", "issues")
found = {kind: len(getattr(plan, kind, ())) for kind in kinds}
found["tasks"] = sum(len(given.tasks) for given in plan.assignments)
print(json.dumps([least, found]))
"""
COLD = "import sys; from kehoach_parser.cli import main_parse as run; sys.exit(run(sys.argv[1:]))"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("commit", help="the commit to measure against")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--most", type=float, default=1.03)
    parser.add_argument("--stages", action="store_true", help="part a warm parse of the text by its steps")
    wanted = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.rendering.documents import render_docx, render_pdf

    slower = False
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        other = work / "other"
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "--detach", "-q", other, wanted.commit], check=True)
        try:
            if wanted.stages:
                _print_stages(other, wanted.rounds, work)
                return 0
            text = work / "four-pages.txt"
            text.write_text(CORPUS.read_text("utf-8")[:FOUR_PAGES], "utf-8")
            word = work / "plan.docx"
            render_docx(CORPUS.read_text("utf-8"), word)
            rows: list[tuple[str, str, list[str]]] = [
                ("kehoach-parse --help, cold", COLD, ["--help"]),
                ("four pages of text, cold", COLD, [str(text)]),
                ("a whole plan's text, warm", WARM, [str(CORPUS), "30"]),
                ("the same as DOCX, cold", COLD, [str(word)]),
                ("the same as DOCX, warm", WARM, [str(word), "12"]),
            ]
            if shutil.which("soffice"):
                rows.append(("the same as PDF, warm", WARM, [str(render_pdf(word, work)), "8"]))
            for name, code, arguments in rows:
                ratios = _ratios(other, code, arguments, wanted.rounds, work)
                low, _, high = statistics.quantiles(ratios, n=4)
                middle = statistics.median(ratios)
                slower |= middle > wanted.most
                print(f"{name:32} {middle:6.3f}  ({low:.3f} to {high:.3f})", flush=True)
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", other], check=True)
    return int(slower)


def _print_stages(other: Path, rounds: int, work: Path) -> None:
    """The least time of each step over all rounds in both trees, the largest first; what only one has stands below."""
    least: dict[Path, dict[str, float]] = {ROOT: {}, other: {}}
    found: dict[Path, dict[str, int]] = {}
    for turn in range(rounds):
        for side in [ROOT, other] if turn % 2 else [other, ROOT]:
            spent, found[side] = json.loads(_run(side, STAGES, [str(CORPUS), "30"], work))
            for name, nanoseconds in spent.items():
                least[side][name] = min(nanoseconds / 1e6, least[side].get(name, nanoseconds / 1e6))
    now, then = least[ROOT], least[other]
    shared = sorted(now.keys() & then.keys(), key=lambda name: -now[name])
    for name in shared:
        print(f"{name:26} {then[name]:7.2f} ms then {now[name]:7.2f} ms now  {now[name] / then[name]:6.2f}")
    sums = [sum(side[name] for name in shared) for side in (then, now)]
    print(f"{'all that both have':26} {sums[0]:7.2f} ms then {sums[1]:7.2f} ms now  {sums[1] / sums[0]:6.2f}")
    for side, when in ((then, "then"), (now, "now")):
        for name in sorted(side.keys() - set(shared), key=lambda name: -side[name]):
            print(f"{name:26} {side[name]:7.2f} ms {when} alone")
    print("found:", ", ".join(f"{kind} {found[other][kind]} then {count} now" for kind, count in found[ROOT].items()))


def _ratios(other: Path, code: str, arguments: list[str], rounds: int, work: Path) -> list[float]:
    """now / then of each round; a first run of both compiles the modules."""
    ratios = []
    for turn in range(rounds + 1):
        sides = [ROOT, other] if turn % 2 else [other, ROOT]
        spent = {side: _spend(side, code, arguments, work) for side in sides}
        if turn:
            ratios.append(spent[ROOT] / spent[other])
    return ratios


def _spend(side: Path, code: str, arguments: list[str], work: Path) -> float:
    """Seconds of processor time: of the whole process, or what it prints for its warm part."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = _run(side, code, arguments, work)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code is WARM:
        return float(said)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(side: Path, code: str, arguments: list[str], work: Path) -> str:
    """What the code prints, run in one of the trees."""
    environment = {
        **os.environ, "PYTHONPATH": str(side / "src"), "PYTHONPYCACHEPREFIX": str(work / "compiled"),
    }  # fmt: skip
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else every cold start compiles the modules once more
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
