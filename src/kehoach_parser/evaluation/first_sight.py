"""First scores: what the parser gave for documents that it had not seen, before any change was made for them.

`first-sight.tsv` in the corpus holds them batch by batch; the `notes.md` of each made plan names its own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ..errors import KehoachError

FIELDS = ("sections", "metadata", "targets", "agencies", "citations")
DUTIES = ("deadlines", "partners", "milestones", "funding")
"""What is scored in fragments on duties and money (tests/unseen/duties)."""
_NOTE = re.compile(r"First reading by the parser[^:]*:(?P<scores>.*)")
_SCORE = re.compile(r"(?P<field>[\w.]+) (?P<f1>[01]\.\d{3})")


class FirstSight(Struct, frozen=True):
    """The first F1 of one document; of a file of fragments on duties the share found of what was expected. A field
    that was not scored is missing."""

    batch: str
    plan: str
    f1: Mapping[str, float]


def read_first_sight(corpus: Path) -> list[FirstSight]:
    """The first scores kept with a corpus. Raises KehoachError where there are none."""
    table = corpus / "first-sight.tsv"
    found: list[FirstSight] = []
    if table.is_file():
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                scores = {field: float(row[field]) for field in (*FIELDS, *DUTIES) if row.get(field)}
                found.append(FirstSight(row["batch"], row["plan"], scores))
    for path in sorted(corpus.glob("*/notes.md")):
        note = _NOTE.search(path.read_text("utf-8"))
        if note:
            found.append(FirstSight("made plans", path.parent.name, _scores_of(note["scores"])))
    if not found:
        raise KehoachError(f"{corpus}: no first-sight.tsv and no notes.md with a first reading in it")
    return found


def _scores_of(words: str) -> dict[str, float]:
    """`agencies 0.875, metadata.signer 0.000; all else 1.000`; where single keys of the metadata are named and not all
    together, the whole is not known."""
    named = {m["field"]: float(m["f1"]) for m in _SCORE.finditer(words) if m["field"] != "else"}
    scores = {field: named.get(field, 1.0) for field in FIELDS}
    if "metadata" not in named and any(field.startswith("metadata.") for field in named):
        del scores["metadata"]
    return scores


def format_first_sight(found: Sequence[FirstSight]) -> str:
    """A line a document, then mean and worst of every batch."""
    width = max(len(f.plan) for f in found)
    batches = tuple(dict.fromkeys(f.batch for f in found))
    lines: list[str] = []
    for batch in batches:
        members = [f for f in found if f.batch == batch]
        fields = DUTIES if any(field in f.f1 for f in members for field in DUTIES) else FIELDS
        lines.append(f"{batch:{width}}  " + " ".join(f"{field:>10}" for field in fields))
        lines += [f"{f.plan:{width}}  " + " ".join(_cell(f.f1.get(field)) for field in fields) for f in members]
        by_field = [[f.f1[field] for f in members if field in f.f1] for field in fields]
        lines.append(f"{'mean':{width}}  " + " ".join(_cell(sum(v) / len(v) if v else None) for v in by_field))
        lines.append(f"{'worst':{width}}  " + " ".join(_cell(min(v, default=None)) for v in by_field))
        lines.append("")
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return f"{'-' if value is None else format(value, '.3f'):>10}"
