"""Processor time beside another commit's, in pairs: start-up, cold and warm parses of text, PDF and Word.

    python benchmarks/pairs.py COMMIT [--rounds 9] [--most 1.03]

Each round runs this tree and the other one after the other, in turns first; a figure is the median of the rounds'
ratios (now / then), with the middle half of them as its spread. Ends with 1 where a median lies above --most.
"""

from __future__ import annotations

import argparse
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
COLD = "import sys; from kehoach_parser.cli import main_parse as run; sys.exit(run(sys.argv[1:]))"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("commit", help="the commit to measure against")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--most", type=float, default=1.03)
    wanted = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.rendering.documents import render_docx, render_pdf

    slower = False
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        other = work / "other"
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "--detach", "-q", other, wanted.commit], check=True)
        try:
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
    environment = {
        **os.environ, "PYTHONPATH": str(side / "src"), "PYTHONPYCACHEPREFIX": str(work / "compiled"),
    }  # fmt: skip
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else every cold start compiles the modules once more
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, check=True, stdout=subprocess.PIPE
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code is WARM:
        return float(done.stdout)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
