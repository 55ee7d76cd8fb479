"""Plans side by side: against a programme, among themselves, over the years, and for copied text.

Sees the models alone: whatever made a plan (a parse, a JSON file, a hand), it can be compared.
"""

from __future__ import annotations

from .baseline import choose_baseline
from .decisions import PairDecision, read_pairs, write_pairs
from .duplicates import NearDuplicate, Passage, find_near_duplicates
from .indicators import group
from .matrix import compare
from .programmes import find_programme, find_programmes, make_baseline, name_programme, programme_folder
from .regions import group_by_place
from .reviewed import Review, mark_reviewed
from .stored import Stored, read_stored, strip_body
from .years import YearChange, compare_years

__all__ = [
    "NearDuplicate",
    "PairDecision",
    "Passage",
    "Review",
    "Stored",
    "YearChange",
    "choose_baseline",
    "compare",
    "compare_years",
    "find_near_duplicates",
    "find_programme",
    "find_programmes",
    "group",
    "group_by_place",
    "make_baseline",
    "mark_reviewed",
    "name_programme",
    "programme_folder",
    "read_pairs",
    "read_stored",
    "strip_body",
    "write_pairs",
]
