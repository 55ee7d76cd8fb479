"""Abbreviations that a plan does not define, read by the words of the plan it is compared with.

*LMLM* in a district's plan is *lở mồm long móng* where its programme has these words, and they alone begin so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from ..models import Target
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


class Run(NamedTuple):
    """Words between two marks of punctuation, and their first letters."""

    letters: str
    words: tuple[str, ...]


def read_runs(targets: Iterable[Target]) -> tuple[Run, ...]:
    """The runs of words of the statements, those left out that abbreviations leave out."""
    left_out = vocabulary.load().left_out
    found = []
    for target in targets:
        for run in _RUN.finditer(target.text.lower()):
            words = tuple(word for word in _JOINT.split(run[0]) if word not in left_out)
            found.append(Run("".join(word[0] for word in words).upper(), words))
    return tuple(found)


def read_initials(runs: Iterable[Run], wanted: frozenset[str]) -> dict[str, str]:
    """The words that begin with the letters of each wanted abbreviation, if but one phrase does."""
    found: dict[str, set[str]] = {}
    for run in runs if wanted else ():
        for short in wanted:
            at = run.letters.find(short)
            while at >= 0:
                found.setdefault(short, set()).add(" ".join(run.words[at : at + len(short)]))
                at = run.letters.find(short, at + 1)
    return {short: phrases.pop() for short, phrases in sorted(found.items()) if len(phrases) == 1}


def complete(context: Context, unknown: frozenset[str], runs: Iterable[Run]) -> Context:
    """The context with the abbreviations that it leaves open and the other plan's words spell out."""
    read = read_initials(runs, unknown)
    return replace(context, abbreviations={**read, **context.abbreviations}) if read else context
