"""Abbreviations that a plan does not define, read by the words of the plan it is compared with.

*LMLM* in a district's plan is *lở mồm long móng* where its programme has these words, and they alone begin so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..models import Plan, Target
from . import vocabulary
from .vocabulary import Context

LEAST, MOST = 3, 6
"""So many letters has an abbreviation that is read by its initials: two are those of too many words."""

_RUN = re.compile(r"[^\W\d_]+(?:[ ,]+[^\W\d_]+)*")
_JOINT = re.compile(r"[ ,]+")


def find_unknown(targets: Iterable[Target], context: Context) -> frozenset[str]:
    """The abbreviations of the statements that neither the plan nor the common list spells out."""
    known = vocabulary.load().abbreviations
    found = {short for target in targets for short in vocabulary.find_abbreviations(target.text)}
    return frozenset(
        short
        for short in found
        if LEAST <= len(short) <= MOST and short not in known and short not in context.abbreviations
    )


def read_initials(targets: Sequence[Target], wanted: frozenset[str]) -> dict[str, str]:
    """The words of the statements that begin with the letters of each wanted abbreviation, if but one does."""
    if not wanted:
        return {}
    found: dict[str, set[str]] = {}
    left_out = vocabulary.load().left_out
    for target in targets:
        for run in _RUN.finditer(target.text):
            words = [word.lower() for word in _JOINT.split(run[0]) if word.lower() not in left_out]
            letters = "".join(word[0] for word in words).upper()
            for short in wanted:
                at = letters.find(short)
                while at >= 0:
                    found.setdefault(short, set()).add(" ".join(words[at : at + len(short)]))
                    at = letters.find(short, at + 1)
    return {short: phrases.pop() for short, phrases in sorted(found.items()) if len(phrases) == 1}


def complete(context: Context, own: Iterable[Target], other: Plan) -> Context:
    """The context with the abbreviations of a plan's own statements that the other plan's targets spell out."""
    read = read_initials(other.targets or other.commitments, find_unknown(own, context))
    return replace(context, abbreviations={**read, **context.abbreviations}) if read else context
