"""Single values as CSV, spreadsheets and Markdown take them: harmless, and nothing lost."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@\t\r＝＋－＠]")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def guard_formula(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet might take it for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def csv_cell(value: object) -> object:
    """A value for a CSV cell: empty for None, whole numbers without a point, text guarded."""
    if value is None:
        return ""
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    return guard_formula(value) if isinstance(value, str) else value


def escape(text: str) -> str:
    """The text on one line, its characters of Markdown escaped."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
