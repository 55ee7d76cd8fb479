"""A measure and its number in few characters, as every output writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .content import Measure

SIGNS = {"gte": "≥", "lte": "≤", "gt": ">", "lt": "<", "approx": "≈", "eq": "", "between": ""}
DIRECTIONS = {"increase": "↑", "decrease": "↓"}


def describe_measure(measure: Measure, words: Mapping[str, str] | None = None) -> str:
    """A measure in few characters: `≥ 70 %`, `↓ 5–10 %`, `≥ 1 lần / month`; `words` translate the period."""
    low, high = format_number(measure.low), format_number(measure.high)
    value = f"{low}–{high}" if measure.comparator == "between" else low
    if measure.of is not None:
        value += f"/{format_number(measure.of)}"
    sign, direction = SIGNS[measure.comparator], DIRECTIONS.get(measure.direction or "")
    text = " ".join(word for word in (direction, sign, value, measure.unit) if word)
    if measure.per is None:
        return text
    return f"{text} / {words[measure.per] if words else measure.per}"


def format_number(value: float) -> str:
    """A number as Vietnamese documents write it: `2.460`, `33,59`."""
    whole = f"{value:,.10g}" if value < 1e10 else f"{value:,.0f}"
    return whole.translate(str.maketrans(",.", ".,"))
