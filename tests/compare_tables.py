"""Scores the comparison on the tables of tests/unseen: harms and goods in many wordings of coming down to and going up
to a level, and one statement in five wordings.

    python -m tests.compare_tables [--detail]
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kehoach_parser import parse
from kehoach_parser.comparison import compare

from .test_compare_cases import PLAN, PROGRAMME

FOLDER = Path(__file__).parent / "unseen"
FORMS = ("order", "abbreviation", "passive", "list", "table_row")
HEAD = {5: "TT | Chỉ tiêu | Đơn vị | Năm 2025 | Ghi chú", 4: "TT | Chỉ tiêu | Đơn vị | Năm 2025"}


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of tests/unseen."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def score_harms() -> Iterator[tuple[str, bool, str]]:
    """For each row of harms.tsv: its kind, whether the status is the one written, and what was said of what."""
    for row in read_rows("harms.tsv"):
        base = parse(PROGRAMME.format("- " + row["baseline"]).encode(), name="a.txt")
        plan = parse(PLAN.format("- " + row["plan"], "").encode(), name="b.txt")
        rows = compare(base, [plan]).rows
        given = rows[0].cells[0].status if rows else "absent"
        yield row["kind"], given == row["status"], f"{given}, {row['status']}: {row['baseline']} «{row['plan']}»"


def score_wordings() -> Iterator[tuple[str, bool, str]]:
    """For each form of each statement of wordings.tsv, the thirty plans being compared at once with all thirty
    statements: whether the statement of the same number answers with a figure."""
    rows = read_rows("wordings.tsv")
    programme = parse(PROGRAMME.format("\n".join("- " + row["statement"] for row in rows)).encode(), name="a.txt")
    for form in FORMS:
        for row in rows:
            plan = parse(PLAN.format(_write(row[form], form), "").encode(), name="b.txt")
            answered = [
                found
                for found in compare(programme, [plan]).all_rows()
                if found.target.text == row["statement"] and found.cells[0].answer
            ]
            yield form, bool(answered), f"{row['id']}: {row['statement']} «{row[form]}»"


def _write(words: str, form: str) -> str:
    """A wording as a bullet, or as the row of a table under a head as wide as it is."""
    if form != "table_row":
        return "- " + words
    cells = words.split(" | ")
    return f"{_tabs(HEAD[len(cells)])}\n{_tabs(words)}\n"


def _tabs(line: str) -> str:
    return line.replace(" | ", "\t")


def main() -> int:
    detail = "--detail" in sys.argv[1:]
    for name, scored in (("harms.tsv", score_harms()), ("wordings.tsv", score_wordings())):
        right: Counter[str] = Counter()
        count: Counter[str] = Counter()
        told = []
        for kind, ok, words in scored:
            right[kind] += ok
            count[kind] += 1
            if not ok:
                told.append(f"  {kind}: {words}")
        print(f"{name}: {sum(right.values())} of {sum(count.values())}")
        for kind in count:
            print(f"  {kind:14} {right[kind]} of {count[kind]}")
        if detail:
            print("\n".join(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
