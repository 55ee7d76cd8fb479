"""Whether a plan is about another field than the baseline, so that a likeness of words is no answer."""

from __future__ import annotations

from ..models import Metadata, Plan
from . import vocabulary
from .baseline import fold_number
from .settings import Settings


def is_other_field(baseline: Plan, plan: Plan, answered: int, figured: int, rows: int, settings: Settings) -> bool:
    """Whether nothing ties the plan to the baseline but a few likenesses: it does not cite it, the titles share no word
    that says what they are about, and less than a share (`field_share`) of the baseline's targets would be answered by
    a target or a figure (`figured`): words without a figure are alike in many fields.

    Where a title names no field, the plan's own statements may share such a word of the baseline's title; then one of
    them is enough, or the whole share with whatever answers (`answered`).
    """
    if not rows or not answered or _cites(plan, baseline.metadata):
        return False
    shared = share_a_topic(baseline.metadata, plan.metadata)
    if shared is None and _speaks_of(plan, baseline.metadata) is not False:
        return answered < settings.field_share * rows and not figured
    return not shared and figured < settings.field_share * rows


def is_of_the_field(baseline: Plan, plan: Plan, figured: int, rows: int, settings: Settings) -> bool:
    """Whether something ties the plan to the baseline: it cites it, or answers a share of the targets; their titles
    share a word that says what they are about; or a statement holds one, its title names no field, and it answers a
    target."""
    if _cites(plan, baseline.metadata) or figured >= settings.field_share * rows:
        return True
    shared = share_a_topic(baseline.metadata, plan.metadata)
    return bool(shared or (figured > 0 and shared is None and _speaks_of(plan, baseline.metadata)))


def _speaks_of(plan: Plan, baseline: Metadata) -> bool | None:
    """Whether a statement of the plan holds a word of the baseline's title that says what it is about; None where the
    title says nothing of it."""
    phrases = vocabulary.find_phrases(baseline.title or "")
    if not phrases:
        return None
    statements = (vocabulary.spell_out(target.text).lower() for target in (*plan.targets, *plan.commitments))
    return any(phrase in statement for statement in statements for phrase in phrases)


def _cites(plan: Plan, baseline: Metadata) -> bool:
    if baseline.number is None:
        return False
    number = fold_number(baseline.number)
    cited = {citation.number for citation in plan.citations} | {plan.metadata.implements or ""}
    return any(fold_number(found) == number for found in cited)


def share_a_topic(one: Metadata, other: Metadata) -> bool | None:
    """Whether two titles have a word of content in common; None where one of them has none."""
    words = [vocabulary.find_phrases(meta.title or "") for meta in (one, other)]
    return bool(words[0] & words[1]) if all(words) else None
