"""How often a plan of another field is said to answer a target of a programme: every such cell is a false pair.

    python benchmarks/cross_field.py [--detail]

Four programmes of corpus/pairs and the national programme 1629/QĐ-TTg, each against the plans of corpus, corpus/pairs
and tests/unseen/documents, and plans made of those of the corpus, whose title does not name its field.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from kehoach_parser import compare, parse
from kehoach_parser.comparison import read_stored
from kehoach_parser.comparison.programmes import BUILT_IN
from kehoach_parser.models import Plan

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
FIELDS = {
    "an-toan-giao-thong": ("giao thông",),
    "binh-dang-gioi": ("bình đẳng giới", "phụ nữ", "bạo lực"),
    "lam-nghiep": ("lâm nghiệp", "rừng"),
    "phong-chong-ma-tuy": ("ma túy", "tệ nạn", "mại dâm"),
    "1629-qd-ttg-2021": ("mại dâm", "tệ nạn"),
}
"""The programmes, with the words of a title that make a plan one of their field."""
MADE = 40
SILENT = ("missing", "unread", "other_period")


def main() -> int:
    detail = "--detail" in sys.argv[1:]
    plans = _read_plans()
    print(f"{len(plans)} plans")
    cells = answered = 0
    for name, words in FIELDS.items():
        baseline = _read_programme(name)
        others = [plan for plan in plans if not any(word in (plan.metadata.title or "").lower() for word in words)]
        comparison = compare(baseline, others)
        found = [
            (row.clause, others[column].metadata.title, cell)
            for row in comparison.all_rows()
            for column, cell in enumerate(row.cells)
            if cell.status not in SILENT
        ]
        judged = sum(
            cell.status not in ("unread", "other_period") for row in comparison.all_rows() for cell in row.cells
        )
        cells, answered = cells + judged, answered + len(found)
        print(f"{name:22} {len(others):4} plans of other fields: {len(found):3} of {judged:5} cells are answered")
        for clause, title, cell in found if detail else ():
            said = cell.answer.text[:90] if cell.answer else ""
            print(f"    {cell.status} {cell.score}: {clause[:70]} «{said}» ({(title or '')[:60]})")
    print(f"{'all':22} {answered} of {cells} cells")
    return 0


def _read_programme(name: str) -> Plan:
    stored = BUILT_IN / name / "baseline.json"
    if stored.is_file():
        (baseline,) = read_stored(stored.read_bytes(), str(stored))
        return baseline.plan
    return parse(CORPUS / "pairs" / name / "programme.txt")


def _read_plans() -> list[Plan]:
    paths = [*sorted(CORPUS.glob("*/source.txt")), *sorted(CORPUS.glob("pairs/*/plan-*.txt"))]
    paths += sorted((ROOT / "tests" / "unseen" / "documents").glob("*/*/source.txt"))
    plans = [parse(path) for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        maker = ROOT / "benchmarks" / "make_archive.py"
        subprocess.run([sys.executable, maker, str(MADE), folder, "--formats", "txt"], check=True, capture_output=True)
        plans += [parse(path) for path in sorted(Path(folder).rglob("*.txt"))]
    return plans


if __name__ == "__main__":
    sys.exit(main())
