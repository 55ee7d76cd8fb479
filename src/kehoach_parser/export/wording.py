"""The words and signs that the outputs of a comparison share."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from ..models import Cell, Comparison, Measure, Status
from .summary import describe_measure, format_number

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
SIGNS: dict[Status, str] = {
    "equal": "●",
    "higher": "▲",
    "lower": "▼",
    "changed": "≠",
    "qualitative": "○",
    "missing": "–",
}
"""A sign beside each colour, so that nothing is said by colour alone."""
POINTS = "điểm %"
"""What a difference of two shares is counted in."""
PLACES = {"targets": "in_targets", "commitments": "in_commitments"}


@cache
def comparison_words() -> dict[str, dict[str, str]]:
    """The words by language and key."""
    path = files("kehoach_parser.export") / "page" / "compare_words.toml"
    return tomllib.loads(path.read_text("utf-8"))


def say_measure(measure: Measure | None, language: Language) -> str:
    """A measure in few characters; empty where there is none."""
    return describe_measure(measure, comparison_words()[language]) if measure else ""


def say_delta(cell: Cell, base: Measure | None) -> str:
    """The difference with its sign and the baseline's unit; empty where there is none."""
    if cell.delta is None or base is None:
        return ""
    unit = POINTS if base.unit == "%" else base.unit or ""
    sign = "+" if cell.delta > 0 else "−" if cell.delta < 0 else "±"
    return f"{sign}{format_number(abs(round(cell.delta, 4)))} {unit}".strip()


def say_date(date: str | None, language: Language) -> str:
    """A date as far as it is stated, day first: `15/7/2025`, `8/2026`, `17/6`, `quý 1/2026`; empty for None."""
    if not date:
        return ""
    if "-Q" in date:
        year, quarter = date.split("-Q")
        return f"quý {quarter}/{year}" if language == "vi" else f"Q{quarter}/{year}"
    parts = date.removeprefix("--").split("-")
    return "/".join(part.lstrip("0") for part in reversed(parts))


def say_remarks(cell: Cell, language: Language) -> str:
    """What must be known beside the status, in a sentence's words."""
    words = comparison_words()[language]
    return "; ".join(words[remark] for remark in cell.remarks)


def say_title(comparison: Comparison, language: Language) -> str:
    """What is compared with what."""
    words = comparison_words()[language]
    if comparison.baseline is None:
        return words["common"]
    number = comparison.baseline.number or comparison.baseline_name or ""
    return f"{words['report']} {words['against']} {number}".strip()


def beyond_key(comparison: Comparison) -> str:
    """The key of the words over what plans have and the baseline has not."""
    if comparison.baseline is None:
        return "alone"
    return "beyond_partial" if comparison.partial else "beyond"
