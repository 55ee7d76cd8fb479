"""Programme (chương trình): what the programme asks for and the draft leaves out or lowers."""

from __future__ import annotations

from collections.abc import Iterator

from ...models import Comparison
from .rulebook import find
from .values import Finding


def check_programme(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each measure of the programme that the one plan compared misses or lowers."""
    baseline = comparison.baseline
    source = (baseline.number or baseline.title or "") if baseline else ""
    for row in comparison.rows:
        for cell in row.cells[:1]:
            target = " ".join((row.clause or row.target.text).split())
            if cell.status == "missing":
                yield find("programme-missing", None, target=target, source=source)
            elif cell.status == "lower":
                place = cell.measure.evidence if cell.measure else None
                yield find("programme-lower", place, target=target, source=source)
