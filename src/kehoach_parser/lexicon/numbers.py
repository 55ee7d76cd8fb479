"""Numbers in digits and in words (rules/wording/numbers.toml)."""

from __future__ import annotations

import re

from msgspec import Struct

from .wording import load_wording


class NumberWording(Struct, frozen=True):
    """What each pattern finds, and its groups, tells the rule file; the words with their values."""

    digits: re.Pattern[str]
    spelt: re.Pattern[str]
    spelt_range: re.Pattern[str]
    per_mille: re.Pattern[str]
    spelt_sum: re.Pattern[str]
    glued_scale: re.Pattern[str]
    figure: re.Pattern[str]
    unit_scale: re.Pattern[str]
    scales: dict[str, float]
    ones: dict[str, int]
    last: dict[str, int]
    others: dict[str, float]
    beginnings: tuple[str, ...]


NUMBERS = load_wording("numbers", NumberWording)
