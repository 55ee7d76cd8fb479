"""The word lists that measures are read with, together."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from . import comparators, grammar, units


class MeasureLexicon(Struct, frozen=True):
    """Comparators and their like, small words, units."""

    comparators: comparators.Comparators
    grammar: grammar.Grammar
    units: units.Units


@cache
def load() -> MeasureLexicon:
    """The lexicon of the package's own rule files. Raises RulesError."""
    return MeasureLexicon(comparators.load(), grammar.load(), units.load())
