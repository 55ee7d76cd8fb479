"""Where the words of a correction stand now: at their offsets, or found again; nowhere rather than somewhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...models import Plan
from .values import CONTEXT, Correction

SPEAKING = 24
"""A quote of so many letters and digits is known by itself; a shorter one (*80%*) by the words beside it too."""

KNOWN_BY = 12
"""So many letters and digits beside a quote are enough to know its place."""

_SILENT = re.compile(r"[\W_]+")

Place = tuple[int, int]


def find_place(text: str, correction: Correction) -> Place | None:
    """The stretch of the text that the correction is about; None where it is not to be found with certainty.

    Offsets move when a parser's reading of blanks and breaks changes, so blanks are not compared. Of several places
    those with the same words on both sides count, and of these the nearest; a place that is the only one must have
    the same words on one side, or be long enough to be known by itself.
    """
    if not correction.quote.strip():
        return None
    own = (correction.start, correction.end)
    if text[slice(*own)] == correction.quote and all(_sides(text, own, correction)):
        return own
    found = list(_occurrences(text, correction.quote))
    alike = [place for place in found if all(_sides(text, place, correction))]
    if alike:
        return min(alike, key=lambda place: abs(place[0] - correction.start))
    if len(found) != 1:
        return None
    speaks = len(_SILENT.sub("", correction.quote)) >= SPEAKING
    return found[0] if speaks or any(_sides(text, found[0], correction)) else None


def take_context(text: str, start: int, end: int) -> tuple[str, str]:
    """The text around a stretch, to be kept with a correction."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def find_untexted(plan: Plan, correction: Correction) -> Place | None:
    """The place in a plan that was stored without its text: as it was, where an object still quotes these words."""
    for statement in (*plan.targets, *plan.commitments):
        for evidence in (statement.evidence, *(m.evidence for m in statement.measures)):
            if (evidence.start, evidence.end, evidence.quote) == (correction.start, correction.end, correction.quote):
                return evidence.start, evidence.end
    return None


def _occurrences(text: str, quote: str) -> Iterator[Place]:
    pattern = r"\s+".join(map(re.escape, quote.split()))
    for found in re.finditer(rf"(?<!\w)(?<!\d[.,]){pattern}(?![.,]?\d)(?!\w)", text):
        yield found.span()


def _sides(text: str, place: Place, correction: Correction) -> tuple[bool, bool]:
    """Whether the words before and after are those that stood there; the text's own border is one too."""
    before, after = take_context(text, *place)
    told_before, told_after = (_SILENT.sub("", side) for side in (correction.before, correction.after))
    now_before, now_after = _SILENT.sub("", before), _SILENT.sub("", after)
    count = min(len(told_before), len(now_before), KNOWN_BY) if told_before and now_before else 0
    left = now_before[-count:] == told_before[-count:] if count else told_before == now_before
    count = min(len(told_after), len(now_after), KNOWN_BY) if told_after and now_after else 0
    right = now_after[:count] == told_after[:count] if count else told_after == now_after
    return left, right
