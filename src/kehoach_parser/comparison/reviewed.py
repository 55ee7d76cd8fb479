"""What a person has reviewed of a comparison: a comparison that says of each cell whether anybody has looked at it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ..models import Cell, Comparison, Confirmed, Row
from .notes import note_review


class Review(Struct, frozen=True):
    """A cell that a person has seen: its row and column, and what stood in it, so that it holds for nothing else."""

    row: str
    plan: int
    status: str
    target: str | None
    by: str
    at: str


def mark_reviewed(comparison: Comparison, reviews: Iterable[Review]) -> Comparison:
    """The comparison with `reviewed` in the cells that were seen as they are now, the remark `unreviewed` in the
    others, and a note at the head that counts them: every output says what nobody has looked at."""
    seen = {(one.row, one.plan, one.status, one.target): Confirmed(by=one.by, at=one.at) for one in reviews}

    def mark(row: Row, plan: int, cell: Cell) -> Cell:
        found = seen.get((row.id, plan, cell.status, cell.target))
        remarks = tuple(remark for remark in cell.remarks if remark != "unreviewed")
        return cell.model_copy(update={"reviewed": found, "remarks": remarks if found else (*remarks, "unreviewed")})

    def mark_row(row: Row) -> Row:
        return row.model_copy(update={"cells": tuple(mark(row, n, cell) for n, cell in enumerate(row.cells))})

    marked = comparison.model_copy(
        update={
            "rows": tuple(map(mark_row, comparison.rows)),
            "statements": tuple(map(mark_row, comparison.statements)),
        }
    )
    cells = [cell for row in marked.all_rows() for cell in row.cells]
    notes = tuple(one for one in comparison.notes if one.code != "unreviewed")
    if cells:
        notes = (note_review(sum(cell.reviewed is None for cell in cells), len(cells)), *notes)
    return marked.model_copy(update={"notes": notes})
