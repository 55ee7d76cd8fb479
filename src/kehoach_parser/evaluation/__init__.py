"""Scores parsed plans against hand-made gold (corpus/README.md), and holds the scores to floors."""

from __future__ import annotations

from .calibration import Calibration, calibrate, calibrate_plan
from .first_sight import FirstSight, format_first_sight, read_first_sight
from .floors import broken_floors, pin
from .gold import Gold, corpus_hash, read_corpus
from .items import evaluate_items
from .pairs import PairReport, evaluate_pairs, fit_settings, read_topics, score_pairs
from .report import Report, evaluate, score_plan
from .tally import Count, Miss, Tally

__all__ = [
    "Calibration",
    "Count",
    "FirstSight",
    "Gold",
    "Miss",
    "PairReport",
    "Report",
    "Tally",
    "broken_floors",
    "calibrate",
    "calibrate_plan",
    "corpus_hash",
    "evaluate",
    "evaluate_items",
    "evaluate_pairs",
    "fit_settings",
    "format_first_sight",
    "pin",
    "read_corpus",
    "read_first_sight",
    "read_topics",
    "score_pairs",
    "score_plan",
]
