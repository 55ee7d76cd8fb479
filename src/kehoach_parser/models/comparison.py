"""The comparison as the contract gives it: baseline measures as rows, plans as columns."""

from __future__ import annotations

from typing import Literal

from .base import Model
from .content import Measure, Target
from .plan import Metadata

Status = Literal["equal", "higher", "lower", "changed", "qualitative", "missing"]


class Cell(Model):
    """What one plan says to one measure of the baseline."""

    status: Status
    target: str | None = None
    measure: Measure | None = None
    delta: float | None = None
    score: float = 0.0
    found_in: Literal["targets", "commitments"] | None = None


class Row(Model):
    """One target measure of the baseline; `measure` is None where the target is qualitative."""

    target: Target
    measure: Measure | None
    cells: tuple[Cell, ...] = ()


class Comparison(Model):
    """Baseline and plans side by side; `extra` holds, a plan, its targets that answer none of the baseline's."""

    baseline: Metadata | None
    plans: tuple[Metadata, ...]
    rows: tuple[Row, ...] = ()
    extra: tuple[tuple[Target, ...], ...] = ()
