"""A comparison as one self-contained HTML report.

The page loads nothing and needs no network; its content security policy forbids both. What the documents say enters
it as escaped text, or as JSON that the script shows as text; the two languages are in it side by side.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from ..models import STATUSES, Cell, Comparison, Measure, Overview, Row, Target
from .blank import PACKAGE, make_templates
from .summary import format_number
from .wording import (
    LANGUAGES,
    PLACES,
    SIGNS,
    Language,
    beyond_key,
    comparison_words,
    say_certainty,
    say_date,
    say_decision,
    say_delta,
    say_lead,
    say_measure,
    say_nearest,
    say_percent,
    say_title,
    shown_statuses,
)

SORT_KEYS = ("rank", "coverage", "ambition", "region", "province_today")
"""What the reader can put the columns in the order of."""
MANY_PLANS = 12
"""From this many plans on the matrix shows its columns narrow, with their names turned."""


def comparison_html(comparison: Comparison, *, language: Language = "vi") -> str:
    """The report, opened in `language`; the reader can switch."""
    environment = make_templates()
    rows = comparison.all_rows()
    bars = [_bars(row, comparison.names, language) for row in rows]
    topics = list(dict.fromkeys(row.topic or "" for row in rows))
    return environment.get_template("compare.html").render(
        comparison=comparison,
        language=language,
        words=comparison_words()[language],
        signs=SIGNS,
        statuses=shown_statuses(comparison),
        percent=say_percent,
        certainty=lambda row: say_certainty(row, language),
        sorted_by={key: _order(comparison, key) for key in SORT_KEYS},
        title=say_title(comparison, language),
        titles={lang: say_title(comparison, lang) for lang in LANGUAGES},
        topics=topics,
        rows=rows,
        regions=_regions(comparison),
        moved=any(own.province_today not in (None, *comparison.names) for own in comparison.standings),
        tiles=_tiles(comparison),
        differs=_differs,
        groups=[
            {"topic": topic, "rows": [(n, row) for n, row in enumerate(rows) if (row.topic or "") == topic]}
            for topic in topics
        ],
        counts=[comparison.counts(index) for index in range(len(comparison.plans))],
        totals=_totals(comparison),
        bars=bars,
        overviews=[_overview(more) for more in comparison.overviews],
        beyond=beyond_key(comparison),
        many=len(comparison.plans) >= MANY_PLANS,
        say=lambda measure: say_measure(measure, language),
        date=lambda text: say_date(text, language),
        role=lambda name: f"{name}_role" if f"{name}_role" in comparison_words()[language] else name,
        data=_data(comparison, rows, bars),
    )


def _totals(comparison: Comparison) -> dict[str, int]:
    totals: dict[str, int] = dict.fromkeys(STATUSES, 0)
    for index in range(len(comparison.plans)):
        for status, count in comparison.counts(index).items():
            totals[status] += count
    return totals


def _bars(row: Row, names: tuple[str, ...], language: Language) -> dict[str, Any]:
    """What the chart of one row shows: bars of the values that can be ranked, and the rest in words."""
    ranked: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    silent: list[dict[str, Any]] = []
    for plan, (name, cell) in enumerate(zip(names, row.cells, strict=True)):
        entry: dict[str, Any] = {"plan": plan, "name": name, "status": cell.status, "cell": cell}
        ranks = cell.status in ("equal", "higher", "lower", "not_due") and cell.measure and row.measure
        if ranks and cell.measure and row.measure and (cell.delta is not None or not _scaled(cell, row.measure)):
            value = row.measure.low + (cell.delta or 0.0) if _scaled(cell, row.measure) else cell.measure.low
            ranked.append({**entry, "value": value, "text": say_measure(cell.measure, language)})
        elif cell.status in ("missing", "unread"):
            silent.append(entry)
        else:
            others.append({**entry, "text": say_measure(cell.measure, language)})
    base = row.measure.low if row.measure else 0.0
    top = max([base, *(entry["value"] for entry in ranked)], default=0.0)
    scale = 100.0 if row.measure and row.measure.unit == "%" and top <= 100 else top * 1.05 or 1.0
    for entry in ranked:
        entry["width"] = round(max(0.0, min(100.0, 100 * entry["value"] / scale)), 2)
    ranked.sort(key=lambda entry: (-entry["value"], entry["plan"]))
    return {
        "ranked": ranked,
        "others": others,
        "silent": silent,
        "line": round(max(0.0, min(100.0, 100 * base / scale)), 2),
        "scale": format_number(round(scale, 2)),
    }


def _scaled(cell: Cell, base: Measure) -> bool:
    """Whether the plan's value had to be brought into the baseline's unit or period first."""
    found = cell.measure
    if found is None:
        return False
    return (found.unit, found.per, found.every, found.of) != (base.unit, base.per, base.every, base.of)


def _overview(more: Overview) -> dict[str, Any]:
    areas = [
        {
            "title": area.title,
            "section": area.section,
            "leads": list(dict.fromkeys(lead.agency.name for lead in area.leads)),
            "partners": list(dict.fromkeys(agency.name for lead in area.leads for agency in lead.partners)),
            "overseers": list(dict.fromkeys(agency.name for lead in area.leads for agency in lead.overseers)),
        }
        for area in more.areas
    ]
    return {
        "absent": more.roles_absent,
        "areas": [area for area in areas if area["leads"] or area["section"] is None],
        "dates": more.appointments,
        "funding": more.funding,
        "citations": [(number, number in more.citations_shared) for number in more.citations],
    }


@cache
def tile_grid() -> dict[str, tuple[int, int]]:
    """The place of each of today's provinces on the map: its row and column from 1 (page/tiles.toml)."""
    raw = tomllib.loads((files(PACKAGE) / "page" / "tiles.toml").read_text("utf-8"))
    return {
        name: (row, column) for row, names in enumerate(raw["rows"], 1) for column, name in enumerate(names, 1) if name
    }


def _tiles(comparison: Comparison) -> list[dict[str, Any]]:
    """The map: every province with the plans of its area; nothing where the plans are of fewer than two provinces."""
    plans: dict[str, list[int]] = {}
    for index, standing in enumerate(comparison.standings):
        if standing.province_today in tile_grid():
            plans.setdefault(standing.province_today, []).append(index)
    if len(plans) < 2:
        return []
    return [{"name": name, "at": at, "plans": plans.get(name, [])} for name, at in tile_grid().items()]


def _regions(comparison: Comparison) -> list[str]:
    """The regions of the plans, in order of first appearance."""
    return list(dict.fromkeys(own.region for own in comparison.standings if own.region))


def _differs(row: Row, cell: Cell) -> bool:
    """Whether a plan sets a time of its own, which the matrix then shows."""
    own = cell.answer.deadline if cell.answer else None
    return own is not None and row.measure is not None and own != row.measure.deadline


def _data(comparison: Comparison, rows: tuple[Row, ...], bars: list[dict[str, Any]]) -> str:
    """What the script needs, as JSON that is safe inside a script element."""
    texts: dict[str, int] = {}

    def intern(text: str) -> int:
        return texts.setdefault(text, len(texts))

    data = {
        "words": comparison_words(),
        "titles": {lang: say_title(comparison, lang) for lang in LANGUAGES},
        "notes": {
            "vi": [note.message for note in comparison.notes],
            "en": [note.message_en for note in comparison.notes],
        },
        "signs": SIGNS,
        "baseline": comparison.baseline_name,
        "plans": list(comparison.names),
        "regions": [_regions(comparison).index(own.region) if own.region else -1 for own in comparison.standings],
        "coverage": [own.coverage for own in comparison.standings],
        "tiles": _tiles(comparison),
        "orders": {key: _order(comparison, key) for key in SORT_KEYS},
        "rows": [
            {
                "text": intern(row.target.text),
                "quote": row.measure.evidence.quote if row.measure else "",
                "value": _both(row.measure),
                "where": [row.target.section, row.topic, row.page],
                "lead": _leads(row.target),
                "sure": _pair(say_certainty, row),
                "order": [entry["plan"] for kind in ("ranked", "others", "silent") for entry in bar[kind]],
                "deadline": _dates(row.measure.deadline if row.measure else None),
                "cells": [_cell(cell, row, intern) for cell in row.cells],
            }
            for row, bar in zip(rows, bars, strict=True)
        ],
    }
    data["texts"] = list(texts)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _cell(cell: Cell, row: Row, intern: Any) -> dict[str, Any]:
    if cell.answer is None:
        told = {"s": cell.status, "n": _pair(say_nearest, cell), "h": _pair(say_decision, cell)}
        return {key: value for key, value in told.items() if value not in ("", None, [])}
    answer = cell.answer
    found = {
        "s": cell.status,
        "t": intern(answer.text),
        "q": cell.measure.evidence.quote if cell.measure else "",
        "v": _both(cell.measure),
        "w": [answer.section, answer.section_title, answer.page],
        "d": say_delta(cell, row.measure),
        "k": cell.score,
        "r": [remark for remark in cell.remarks if remark != "by_hand"],
        "m": list(cell.reason.words) if cell.reason else [],
        "f": PLACES[cell.found_in] if cell.found_in else "",
        "l": _pair(say_lead, answer),
        "h": _pair(say_decision, cell),
        "i": format_number(round(cell.interpolated, 2)) if cell.interpolated is not None else "",
        "e": _dates(answer.deadline),
    }
    return {key: value for key, value in found.items() if value not in ("", None, [])}


def _pair(say: Callable[[Any, Language], str], value: Any) -> list[str]:
    """What is said in both languages; one entry where they read alike, none where nothing is said."""
    told = [say(value, language) for language in LANGUAGES]
    return [] if not any(told) else told[:1] if told[0] == told[1] else told


def _order(comparison: Comparison, key: str) -> list[int]:
    """The plans in an order: by rank, by coverage or ambition the greatest first, by region, by today's province."""
    indexes = list(range(len(comparison.plans)))
    if not comparison.standings:
        return indexes
    standings = comparison.standings
    if key == "rank":
        return sorted(indexes, key=lambda i: (standings[i].rank or len(indexes) + 1, i))
    if key in ("coverage", "ambition"):
        return sorted(indexes, key=lambda i: (-(getattr(standings[i], key) or -1.0), i))
    return sorted(indexes, key=lambda i: (getattr(standings[i], key) or "\uffff", i))


def _both(measure: Measure | None) -> list[str]:
    """The measure in both languages; one entry where they read alike."""
    told = [say_measure(measure, language) for language in LANGUAGES]
    return told[:1] if told[0] == told[1] else told


def _dates(date: str | None) -> list[str]:
    """The date in both languages; one entry where they read alike, none for None."""
    told = [say_date(date, language) for language in LANGUAGES] if date else []
    return told[:1] if len(set(told)) == 1 else told


def _leads(target: Target) -> str:
    return "; ".join(agency.name for agency in target.lead)
