"""The words and signs that the outputs of plans and comparisons share."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from ..models import STATUSES, Answer, Cell, Comparison, Issue, Measure, Milestone, Plan, Row, Status
from .summary import describe_measure, format_number

Language = Literal["vi", "en"]
TOLD_ONLY = frozenset(("repaired", "ocr_page", "page_turned", "merged_cell_over_page", "machine_addressed_line"))
"""Issues after which there is mostly nothing to do (docs/issues.md)."""
LANGUAGES: tuple[Language, ...] = ("vi", "en")
SIGNS: dict[Status, str] = {
    "equal": "●",
    "higher": "▲",
    "lower": "▼",
    "not_due": "◔",
    "changed": "≠",
    "qualitative": "○",
    "missing": "–",
    "other_period": "◌",
    "unread": "?",
}
"""A sign beside each colour, so that nothing is said by colour alone."""
POINTS = "điểm %"
"""What a difference of two shares is counted in."""
PLACES = {
    "targets": "in_targets",
    "aims": "in_aims",
    "commitments": "in_commitments",
    "tasks": "in_tasks",
}
ALWAYS_SHOWN: frozenset[Status] = frozenset(("equal", "higher", "lower", "changed", "qualitative", "missing"))
"""Statuses that have a column in every output; the others where one occurs."""


@cache
def comparison_words() -> dict[str, dict[str, str]]:
    """The words by language and key."""
    path = files("kehoach_parser.export") / "page" / "compare_words.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def plan_words() -> dict[str, dict[str, str]]:
    """The words of a plan's page and summary by language and key."""
    path = files("kehoach_parser.export") / "page" / "view_words.toml"
    return tomllib.loads(path.read_text("utf-8"))


def order_doubts(plan: Plan) -> list[tuple[int, Issue]]:
    """What is doubtful with its number: what a person must look at, then what only tells how the text was read."""
    return sorted(enumerate(plan.issues), key=lambda entry: (entry[1].code in TOLD_ONLY, entry[0]))


def plan_facts(plan: Plan, language: Language) -> list[tuple[str, str]]:
    """The metadata that the plan states, as pairs of a word's key and its value."""
    meta = plan.metadata
    facts = (
        ("number", meta.number),
        ("issuer", "; ".join(body.name for body in (meta.issuer, *meta.co_issuers) if body)),
        ("issued", say_date(meta.issued, language)),
        ("period", "–".join(dict.fromkeys((str(meta.period.start), str(meta.period.end)))) if meta.period else None),
        ("implements", meta.implements),
        ("signed", ", ".join(person.name for person in meta.signatories if person.name)),
        ("source", plan.source.name),
    )
    return [(key, value) for key, value in facts if value]


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
    """A date as far as it is stated, day first: `15/7/2025`, `8/2026`, `17/6`, `quý 1/2026`; empty for None.

    Days below 10 and the months 1 and 2 have a 0 before them: `05/02/2025` (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    if not date:
        return ""
    if "-Q" in date:
        year, quarter = date.split("-Q")
        return f"quý {quarter}/{year}" if language == "vi" else f"Q{quarter}/{year}"
    if "-H" in date:
        year, half = date.split("-H")
        if language == "en":
            return f"H{half}/{year}"
        return f"6 tháng {'đầu' if half == '1' else 'cuối'} năm {year}"
    year, *rest = date.removeprefix("--").split("-") if not date.startswith("--") else ("", *date[2:].split("-"))
    if not rest:
        return year
    month = rest[0] if int(rest[0]) < 3 else rest[0].lstrip("0")
    if not year and len(rest) == 1:
        return f"tháng {month}" if language == "vi" else f"month {month}"
    return "/".join((*rest[1:], month, *((year,) if year else ())))


def say_when(milestone: Milestone, language: Language) -> str:
    """The date of a milestone, or how often it comes back: *ngày 20 hằng tháng*; empty where neither is stated."""
    words = plan_words()[language]
    date = say_date(milestone.date, language)
    if not date and milestone.day:
        date = words["on_day"].format(day=f"{milestone.day:02}")
    recurring = words["recurring"] if milestone.recurring else ""
    every = words[f"every_{milestone.every}"] if milestone.every else recurring
    return " ".join(part for part in (date, every) if part)


def say_remarks(cell: Cell, language: Language) -> str:
    """What must be known beside the status, in a sentence's words."""
    words = comparison_words()[language]
    told = [words[remark][:1].lower() + words[remark][1:] for remark in cell.remarks if remark != "by_hand"]
    if cell.interpolated is not None:
        told.append(f"{words['interpolated']} {format_number(round(cell.interpolated, 2))}")
    return "; ".join(told)


def shown_statuses(comparison: Comparison) -> tuple[Status, ...]:
    """The statuses that the outputs count: the common ones, and any other that occurs."""
    seen = {cell.status for row in comparison.all_rows() for cell in row.cells} | ALWAYS_SHOWN
    return tuple(status for status in STATUSES if status in seen)


def say_certainty(row: Row, language: Language) -> str:
    """How surely a baseline's target is known and where from; empty where nothing is said of it."""
    if row.sure is None:
        return ""
    return f"{comparison_words()[language]['sure_' + row.sure]}: {'; '.join(row.sources)}"


def say_nearest(cell: Cell, language: Language) -> str:
    """What came closest to a target that a plan leaves out, and why it was not taken; empty where nothing did."""
    if cell.nearest is None:
        return ""
    words, near = comparison_words()[language], cell.nearest
    score = f"{near.score:.2f}".replace(".", "," if language == "vi" else ".")
    return f"{words['nearest']}: “{near.text}” ({score}; {words['why_' + near.why]})"


def say_decision(cell: Cell, language: Language) -> str:
    """Who decided about a pair, and why; empty where nobody did."""
    if cell.decided is None:
        return ""
    told = f"{comparison_words()[language]['by_hand']} ({cell.decided.by})"
    return f"{told}: {cell.decided.why}" if cell.decided.why else told


def say_lead(answer: Answer, language: Language) -> str:
    """Who leads, and from where that is known; empty where nobody is named."""
    if not answer.lead:
        return ""
    names = "; ".join(agency.name for agency in answer.lead)
    source = comparison_words()[language].get(f"lead_{answer.lead_from}", "")
    return f"{names} ({source})" if source else names


def say_percent(share: float | None) -> str:
    """A share of 0 to 100 in few characters; a dash for None."""
    return "–" if share is None else f"{format_number(round(share, 1))}%"


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
