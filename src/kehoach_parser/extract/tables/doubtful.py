"""Tables that hold figures and of which nothing was understood."""

from __future__ import annotations

from ...language.patterns import compile_later
from ...lexicon.tables import TableRules
from .values import TableReading

_YEAR = compile_later(r"(?:19|20)\d\d")
_FEWEST = 2
"""Figures in a column from which on it counts as one of figures."""


def is_unread(reading: TableReading, rules: TableRules) -> bool:
    """Whether a table that gave nothing has columns of figures that nothing explains. What lists places (*Danh sách*),
    or tells of what was done, or what happens hour by hour, is understood to set nothing."""
    if (
        reading.kind == "programme"
        or rules.caption_kind(reading.caption) == "places"
        or rules.parts.reported.search(reading.caption)
    ):
        return False
    if any(rules.is_cell("done", part) for heading in reading.header for part in heading.split(" - ")):
        return False
    names = reading.kind == "other" and {"lead", "agency"} & set(reading.columns)
    if names and reading.statement is not None and len(reading.rows) >= _FEWEST:
        return True  # bodies beside contents of an unknown kind
    for col, role in enumerate(reading.columns):
        if col < len(reading.header) and rules.parts.price.search(reading.header[col]):
            continue
        if role in ("number", "baseline", "unit", "note", "time", "place"):
            continue
        words = [cell.text for row in reading.rows if (cell := row.cells[col]) and not cell.inherited]
        if (
            len(words) >= _FEWEST
            and sum(rules.is_cell("number", word) and not _YEAR.fullmatch(word) for word in words) * 5 >= len(words) * 4
        ):
            return True
    return False
