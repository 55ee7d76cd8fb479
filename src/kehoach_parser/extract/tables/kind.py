"""What kind of table it is: targets, tasks, a form, a budget, places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...lexicon.tables import ColumnRole, TableKind, TableRules
from .values import RowReading


def table_kind(
    columns: Sequence[ColumnRole | None],
    rows: Sequence[RowReading],
    fill_in: Sequence[int],
    caption: str,
    rules: TableRules,
) -> TableKind:
    """What the table is: a form where its columns of figures are blank, else by its columns and its
    caption."""
    held = set(columns)
    named = rules.caption_kind(caption) if caption else None
    doing = held & {"lead", "support", "agency", "time"}
    if not rows:
        return "other"
    figures = {col for col, role in enumerate(columns) if role in ("quantity", "value", "year", "baseline")}
    if fill_in and not doing and (named in ("form", None) or "unit" in held or figures <= set(fill_in)):
        only_amounts = all(columns[col] in ("amount", "note") for col in fill_in)
        if figures <= set(fill_in) and not (only_amounts and named != "form"):
            return "form"
    if named == "form" and not doing and "output" not in held:
        return "form"
    by_year = bool(held & {"year", "value"})
    if "baseline" in held and not (by_year or doing or "amount" in held or _say_figures(columns, rows)):
        return "other"  # it only tells what was reached
    if (
        "target" in held
        and "task" not in held
        and (by_year or doing or named == "targets" or _have_figures(columns, rows, "target"))
    ):
        return "targets"
    money = named == "budget" or any(rules.is_cell("unit_line", line) for line in caption.split("\n"))
    if by_year and money and not doing and "target" not in held and _have_numbers(columns, rows, rules):
        return "budget"
    if "amount" in held and not doing and not by_year:
        return "budget"
    both = named == "targets" and "task" in held and not by_year and rules.names_kind(caption, "tasks")
    if named == "targets" and not both and held & {"content", "task"} and (by_year or doing) and "output" not in held:
        return "targets"
    if "task" in held and (doing or "output" in held or named == "tasks"):
        return "tasks"
    if held & {"content", "target"} and ("lead" in held or (doing and ("output" in held or named == "tasks"))):
        return "tasks"
    if held & {"content", "target"} and len(doing) >= 2:
        return "tasks"
    if by_year and "content" in held and ("unit" in held or named in ("targets", None)) and named != "budget":
        return "targets" if _have_numbers(columns, rows, rules) else "other"
    if "amount" in held and (named == "budget" or len([r for r in columns if r == "amount"]) > 1):
        return "budget"
    if "place" in held or named == "places":
        return "places"
    return "other"


def _say_figures(columns: Sequence[ColumnRole | None], rows: Sequence[RowReading]) -> bool:
    worded = [role for role in columns if role in ("task", "target", "content")]
    return any(_have_figures(columns, rows, role) for role in worded)


def _have_figures(columns: Sequence[ColumnRole | None], rows: Sequence[RowReading], role: ColumnRole) -> bool:
    col = list(columns).index(role)
    return any(re.search(r"\d", cell.text) for row in rows if (cell := row.cells[col]))


def _have_numbers(columns: Sequence[ColumnRole | None], rows: Sequence[RowReading], rules: TableRules) -> bool:
    places = [col for col, role in enumerate(columns) if role in ("year", "value")]
    cells = [cell for row in rows for col in places if (cell := row.cells[col])]
    return bool(cells) and sum(rules.is_cell("number", cell.text) for cell in cells) * 2 > len(cells)
