"""The word lists that measures are read with, together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from . import comparators, grammar, units


@dataclass(frozen=True, slots=True)
class MeasureLexicon:
    """Comparators and their like, small words, units."""

    comparators: comparators.Comparators
    grammar: grammar.Grammar
    units: units.Units


@cache
def load() -> MeasureLexicon:
    """The lexicon of the package's own rule files. Raises RulesError."""
    return MeasureLexicon(comparators.load(), grammar.load(), units.load())
