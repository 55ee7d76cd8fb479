"""Doubt against all gold: of measures given without an issue how many are wrong, of those with one how many are right.

    python -m tests.calibration              prints a row for each kind of gold
    python -m tests.calibration --document   and puts them into docs/reliability.md

Wrong is what differs in comparator, value, unit, period, direction or time; subjects are scored elsewhere.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from kehoach_parser.evaluation import calibrate

from .figure_cases import FIGURES, read_file, run

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- calibration: printed by python -m tests.calibration --document -->", "<!-- end of calibration -->"


class Weighed(Struct, frozen=True):
    """Counts of one kind of gold; `texts` are plans or statements."""

    texts: int
    given: int
    doubted: int
    doubted_right: int
    wrong_silent: int
    lost_silent: int

    def __add__(self, other: Weighed) -> Weighed:
        return Weighed(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


def weigh_plans(folder: Path) -> Weighed:
    """The plans of a corpus."""
    found = calibrate(folder)
    return Weighed(
        found.plans, found.given, found.doubted, found.doubted_right, found.wrong_silent, found.lost_silent
    )  # fmt: skip


def weigh_figures(pattern: str) -> Weighed:
    """Batches of statements."""
    whole = Weighed(0, 0, 0, 0, 0, 0)
    for path in sorted(FIGURES.glob(pattern)):
        cases = list(read_file(path))
        score = run(cases)
        whole += Weighed(
            len(cases), score.given, score.doubted, score.doubted_right, score.silent_wrong, score.lost
        )  # fmt: skip
    return whole


KINDS: dict[str, Callable[[], Weighed]] = {
    "plans of the corpus": lambda: weigh_plans(ROOT / "corpus"),
    "documents unseen at first": lambda: weigh_plans(ROOT / "tests" / "unseen" / "documents"),
    "statements in batches": lambda: weigh_figures("statements_*.txt"),
    "statements of probes": lambda: weigh_figures("probes_*.txt"),
    "damaged figures": lambda: weigh_figures("damage*.txt"),
}


def table(found: dict[str, Weighed]) -> list[str]:
    """The rows, and their sum."""
    lines = [
        "| gold | texts | measures given | without an issue | of them wrong "
        "| with an issue | of them right | lost in silence |",
        "|---|---|---|---|---|---|---|---|",
    ]
    zero = Weighed(0, 0, 0, 0, 0, 0)
    for name, one in {**found, "all": sum(found.values(), zero)}.items():
        lines.append(
            f"| {name} | {one.texts:,} | {one.given:,} | {one.given - one.doubted:,} | {one.wrong_silent:,} | "
            f"{one.doubted:,} | {one.doubted_right:,} | {one.lost_silent:,} |"
        )
    return lines


def main(given: list[str]) -> int:
    """Prints the table; with `--document` writes it."""
    told = "\n".join(table({name: weigh() for name, weigh in KINDS.items()}))
    print(told)
    if "--document" in given:
        text = PAGE.read_text("utf-8")
        PAGE.write_text(re.sub(f"(?<={BEGIN}\n).*?(?={END})", f"{told}\n", text, flags=re.DOTALL), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
