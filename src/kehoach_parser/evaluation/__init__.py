"""Scores parsed plans against hand-made gold (corpus/README.md), and holds the scores to floors."""

from __future__ import annotations

from .floors import broken_floors, pin
from .gold import Gold, corpus_hash, read_corpus
from .report import Report, evaluate, score_plan
from .tally import Count, Miss, Tally

__all__ = [
    "Count",
    "Gold",
    "Miss",
    "Report",
    "Tally",
    "broken_floors",
    "corpus_hash",
    "evaluate",
    "pin",
    "read_corpus",
    "score_plan",
]
