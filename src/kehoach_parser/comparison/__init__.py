"""Plans side by side: against a programme, among themselves, over the years, and for copied text.

Sees the models alone: whatever made a plan (a parse, a JSON file, a hand), it can be compared.
"""

from __future__ import annotations

from .baseline import choose_baseline
from .duplicates import NearDuplicate, Passage, find_near_duplicates
from .indicators import group
from .matrix import compare
from .stored import Stored, read_stored, strip_body
from .years import YearChange, compare_years

__all__ = [
    "NearDuplicate",
    "Passage",
    "Stored",
    "YearChange",
    "choose_baseline",
    "compare",
    "compare_years",
    "find_near_duplicates",
    "group",
    "read_stored",
    "strip_body",
]
