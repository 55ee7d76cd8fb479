"""What is found in scans of the corpus plans against what is found in their text.

    python benchmarks/scan_extraction.py [--grades clean,mild,heavy] [--dpi 200,300] [--plans SLUG,…]

Every plan is rendered to PDF, rasterised, degraded (tests/rendering/scans.py) and parsed. `measures` is the F1 of
(section, comparator, value, unit, per, direction, every), `agencies` that of (section, agency) of the assignments and
of the leads and supports of targets, both against the parse of the text. `wrong, unsaid` counts measures with a value
that the text's parse has not, without an issue that touches their words. Exits with 1 where a promise is missed:
0.97 (0.93 heavy), no wrong value unsaid.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.rendering.documents import render_docx, render_pdf  # noqa: E402
from tests.rendering.scans import render_scan  # noqa: E402

from kehoach_parser import Measure, Plan, parse  # noqa: E402
from kehoach_parser.evaluation.tally import Count, fold  # noqa: E402

PLANS = ("hong-phong-2023", "lai-chau-2021-2025", "lao-cai-142-2020", "hai-phong-268-2021", "ha-noi-2024")
KEYS = ("comparator", "low", "high", "unit", "per", "direction", "every")


def measures_of(plan: Plan) -> list[tuple[Hashable, ...]]:
    """The measures of all targets with their section."""
    return [(t.section, *_values(m)) for t in plan.targets for m in t.measures]


def agencies_of(plan: Plan) -> list[tuple[Hashable, ...]]:
    """The addressees of assignments and the leads and supports of targets."""
    named = [(a.section, fold(agency.name)) for a in plan.assignments for agency in a.agencies]
    return named + [(t.section, fold(agency.name)) for t in plan.targets for agency in (*t.lead, *t.support)]


def agreement(expected: Iterable[Hashable], given: Iterable[Hashable]) -> float:
    """F1 of two bags."""
    left, right = Counter(expected), Counter(given)
    both = (left & right).total()
    return Count(both, right.total() - both, left.total() - both).f1


def wrong_unsaid(expected: Plan, given: Plan) -> list[str]:
    """The words of measures with a value that the text does not give and no issue doubts."""
    known = Counter((m.low, m.high) for t in (*expected.targets, *expected.commitments) for m in t.measures)
    doubted = [(i.evidence.start, i.evidence.end) for i in given.issues if i.evidence is not None]
    found: list[str] = []
    for target in (*given.targets, *given.commitments):
        for measure in target.measures:
            if known[measure.low, measure.high] > 0:
                known[measure.low, measure.high] -= 1
            elif not any(a < measure.evidence.end and b > measure.evidence.start for a, b in doubted):
                found.append(measure.evidence.quote)
    return found


def _values(measure: Measure) -> tuple[Hashable, ...]:
    return tuple(getattr(measure, key) for key in KEYS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a row a plan, resolution and grade."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grades", default="clean,mild,heavy")
    parser.add_argument("--dpi", default="200,300")
    parser.add_argument("--plans", default=",".join(PLANS))
    chosen = parser.parse_args(arguments)
    missed = 0
    print(f"{'plan':22} {'dpi':>4} {'grade':8} {'measures':>9} {'agencies':>9} {'wrong, unsaid':>14} {'s/page':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for slug in chosen.plans.split(","):
            text = (ROOT / "corpus" / slug / "source.txt").read_text("utf-8")
            expected = parse(text.encode("utf-8"), name=f"{slug}.txt")
            docx = Path(folder) / f"{slug}.docx"
            render_docx(text, docx)
            pdf = render_pdf(docx, Path(folder)).read_bytes()
            for dpi in map(int, chosen.dpi.split(",")):
                for grade in chosen.grades.split(","):
                    scan = render_scan(pdf, dpi=dpi, grade=grade)
                    started = time.perf_counter()
                    given = parse(scan, name=f"{slug}.pdf")
                    seconds = (time.perf_counter() - started) / (given.source.page_count or 1)
                    measures = agreement(measures_of(expected), measures_of(given))
                    agencies = agreement(agencies_of(expected), agencies_of(given))
                    unsaid = wrong_unsaid(expected, given)
                    least = 0.93 if grade == "heavy" else 0.97
                    missed += (bool(measures_of(expected)) and measures < least) + (agencies < least) + bool(unsaid)
                    row = f"{slug:22} {dpi:4} {grade:8} {measures:9.3f} {agencies:9.3f} {len(unsaid):14} {seconds:7.2f}"
                    print(row, *(f"  «{words}»" for words in unsaid[:3]), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
