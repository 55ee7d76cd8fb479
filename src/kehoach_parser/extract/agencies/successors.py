"""Which of an agency's successors took over the work that a text speaks of."""

from __future__ import annotations

from ...lexicon.spelling import fold
from ...models import Agency
from ...models.base import Successor


def pick_successor(agency: Agency, topic: str) -> Successor | None:
    """The successor in whose field `topic` (a title, a task) falls, the first one where none does; None where the
    agency goes on."""
    plain = fold(topic).replace(",", "")
    for successor in agency.successors:
        for work in (successor.field or "").split(", "):
            if work and fold(work).replace(",", "") in plain:
                return successor
    return agency.successors[0] if agency.successors else None
