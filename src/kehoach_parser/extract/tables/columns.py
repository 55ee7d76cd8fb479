"""What each column of a table holds: by its heading, and by its cells where they say otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ...language.patterns import compile_later
from ...lexicon.tables import ColumnRole, TableRules
from .labels import label_class
from .values import CellReading, Cells, Grid

_WORDED: tuple[ColumnRole, ...] = ("target", "task", "content")
_YEAR = compile_later(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN = compile_later(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d")
_FIGURES = compile_later(r"\d[\d.,]*\s*%?|[:;,–-]")
_STATEMENT = 4
"""Words, beside figures and times, of a cell that says more than a value with its unit."""
_FILL_IN = compile_later(r"[\s.…_:;%\-–]*")


def column_roles(
    header: tuple[str, ...],
    cells: Cells,
    grid: Grid,
    body: Sequence[int],
    rules: TableRules,
    caption: str = "",
) -> tuple[ColumnRole | None, ...]:
    """What each column holds. `caption`: the words above the table, which tell the year that it plans for."""
    width = len(cells[0]) if cells else 0
    columns: list[list[str]] = []
    for col in range(width):
        words: list[str] = []
        for row in body:
            cell, place = cells[row][col], grid[row][col]
            if cell and place and not cell.inherited and place.colspan == 1 and not _is_blank(cell):
                words.append(cell.text)
        columns.append(words)
    roles: list[ColumnRole | None] = [rules.column_role(head) if head else None for head in header]
    roles += [None] * (width - len(roles))
    for col, words in enumerate(columns):
        roles[col] = _settle(roles[col], header[col] if header else "", words, col, rules)
    if not any(role in ("target", "task", "content") for role in roles):
        free = [col for col in range(width) if roles[col] in (None, "quantity", "output") and columns[col]]
        longest = max(free, key=lambda col: sum(map(len, columns[col])) / len(columns[col]), default=None)
        if longest is not None and any(re.search(r"[^\W\d_]{2}", word) for word in columns[longest]):
            roles[longest] = "content"
    _part_stated_values(roles, columns, rules)
    _part_worded_values(roles, columns, rules)
    _part_topics(roles, columns)
    _part_past_years(roles, header, _planned_year(caption, rules), rules)
    _part_ratios(roles, header, rules)
    _part_leaders(roles, header, rules)
    _find_values(roles, header, columns, rules)
    return tuple(roles)


def _part_worded_values(roles: list[ColumnRole | None], columns: Sequence[Sequence[str]], rules: TableRules) -> None:
    """A lone column of a year or value that holds whole statements (*Chỉ tiêu năm 2023: 100% đường ngõ xóm được cứng
    hóa*) states the rows; the column before it, in fewer words, says what they are about (*Giao thông*)."""
    values = [col for col, role in enumerate(roles) if role in ("year", "value") and columns[col]]
    named = [col for col, role in enumerate(roles) if role == "target" and columns[col]]
    if len(values) != 1 or len(named) != 1:
        return
    stated, names = columns[values[0]], columns[named[0]]
    if _are_statements(stated, rules) and sum(map(len, stated)) > sum(map(len, names)):
        roles[named[0]], roles[values[0]] = "topic", "target"


def _are_statements(cells: Sequence[str], rules: TableRules) -> bool:
    """Whether most cells say more than figures, their units and times."""
    time = rules.parts["time_of_value"]
    said = [_FIGURES.sub(" ", time.sub(" ", words)) for words in cells]
    return sum(len(words.split()) >= _STATEMENT for words in said) * 5 >= len(said) * 3


def _part_stated_values(roles: list[ColumnRole | None], columns: Sequence[Sequence[str]], rules: TableRules) -> None:
    """Of two columns that are both called targets (*Chỉ tiêu*, *Mục tiêu*), the later one holds the values where its
    cells are figures with no more than their units and times."""
    named = [col for col, role in enumerate(roles) if role == "target" and columns[col]]
    if len(named) == 2 and (values := columns[named[1]]):
        figured = sum(any(char.isdigit() for char in words) for words in values) * 5 >= len(values) * 3
        if figured and not _are_statements(values, rules):
            roles[named[1]] = "value"


def _part_topics(roles: list[ColumnRole | None], columns: Sequence[Sequence[str]]) -> None:
    """Of several columns of words, those with fewer cells (merged over the rows that they head) say what the
    rows are about; the fullest one states them and takes over what they were called."""
    worded = [col for col, role in enumerate(roles) if role in _WORDED and columns[col]]
    if len(worded) < 2:
        return
    fullest = max(worded, key=lambda col: (len(columns[col]), sum(map(len, columns[col]))))
    for col in worded:
        fewer = len(columns[col]) < len(columns[fullest])
        if col == fullest or not (fewer or roles[col] == roles[fullest]):
            continue
        if roles[fullest] == "content":
            roles[fullest] = roles[col]
        roles[col] = "topic"


def _planned_year(caption: str, rules: TableRules) -> str | None:
    """The first year that the words above a table speak of; None where they name none."""
    years = [match["y"] for match in rules.parts["planned_year"].finditer(caption) if match["y"]]
    return min(years, default=None)


def _part_past_years(
    roles: list[ColumnRole | None], header: Sequence[str], planned: str | None, rules: TableRules
) -> None:
    """A year that another column gives the results of, or one before those that the table plans for, is past: what
    was planned for it is no target any more."""
    past: list[str] = []
    for role, head in zip(roles, header, strict=False):
        years = _YEAR.findall(head)
        if role == "baseline" and (len(years) == 1 or _SPAN.search(head)) and not rules.parts["at_first"].search(head):
            past += years
    named = [(col, _YEAR.findall(header[col])) for col, role in enumerate(roles) if role == "year"]
    for col, years in named:
        if years and ((past and years[-1] <= max(past)) or (planned and years[-1] < planned)):
            roles[col] = "baseline"


def _part_ratios(roles: list[ColumnRole | None], header: Sequence[str], rules: TableRules) -> None:
    """A column such as *Tỷ lệ (%)* beside a year's plan and the results before it sets the one against the other."""
    if "baseline" in roles and roles.count("baseline") + roles.count("year") > 1:
        for col, role in enumerate(roles):
            if role == "value" and rules.is_cell("ratio", header[col]):
                roles[col] = "baseline"


def _part_leaders(roles: list[ColumnRole | None], header: Sequence[str], rules: TableRules) -> None:
    """A column of the leaders who direct leads nothing where another column names the bodies."""
    for col, role in enumerate(roles):
        others = [held for place, held in enumerate(roles) if place != col]
        if role == "lead" and ({"lead", "agency"} & set(others)) and rules.is_cell("leader", header[col]):
            roles[col] = "note"


def _find_values(
    roles: list[ColumnRole | None], header: Sequence[str], columns: Sequence[Sequence[str]], rules: TableRules
) -> None:
    """In a table of targets without any column of values, the only column of figures that its heading does not tell
    holds them; or the one that sums up what the others share out."""
    if "target" not in roles or {"value", "year", "baseline", "amount"} & set(roles):
        return
    counts = [col for col, role in enumerate(roles) if role in (None, "quantity")]
    totals = [col for col in counts if rules.is_cell("total", header[col])]
    figures = [
        col
        for col, role in enumerate(roles)
        if role is None and columns[col] and all(rules.is_cell("number", words) for words in columns[col])
    ]
    found = totals if len(totals) == 1 and columns[totals[0]] else figures
    if len(found) == 1 and (found == totals or "quantity" not in roles):
        roles[found[0]] = "value"


def _settle(
    role: ColumnRole | None, heading: str, words: Sequence[str], col: int, rules: TableRules
) -> ColumnRole | None:
    """A column's role where its cells speak against its heading, or its heading says nothing."""

    def mostly(test: Callable[[str], bool]) -> bool:
        return bool(words) and sum(map(test, words)) * 5 >= len(words) * 3

    def is_number(word: str) -> bool:
        return rules.is_cell("number", word)

    def is_mark(word: str) -> bool:
        return rules.is_cell("mark", word)

    if role == "unit" and rules.is_cell("unit_or_body", heading) and mostly(lambda word: rules.is_cell("agency", word)):
        return "agency"
    if role == "agency" and (mostly(is_number) or (not words and rules.is_cell("done", heading))):
        return "quantity"
    if role in ("lead", "support") and mostly(is_number):
        role = None
    if role == "target" and mostly(is_number):
        return "value"
    if role == "quantity" and words and not mostly(lambda word: is_number(word) or len(word) < 12):
        return "output"
    if role == "time" and _YEAR.search(heading) and mostly(is_number) and not mostly(_is_year):
        return "year"
    if role in (None, "time") and rules.is_cell("part_of_year", heading.rpartition(" - ")[2]) and mostly(is_number):
        return "year"
    if role is None and rules.parts["aimed_heading"].match(heading.rpartition(" - ")[2]) and mostly(is_number):
        return "value"
    if role is None and rules.parts["compared"].match(heading) and words and not mostly(is_number):
        return "year"
    if role == "output" and mostly(is_number):
        return "quantity"
    if role is None and not heading and col == 0 and mostly(lambda word: label_class(word) is not None):
        return "number"
    if role is None and mostly(is_mark):
        return "mark"
    if role is None and mostly(lambda word: rules.is_cell("time", word)) and not mostly(is_number):
        return "time"
    if role is None and mostly(lambda word: rules.is_cell("agency", word)) and not rules.is_cell("acted_on", heading):
        return "agency"
    return role


def _is_year(word: str) -> bool:
    return _YEAR.fullmatch(word) is not None


def columns_to_fill_in(columns: Sequence[ColumnRole | None], cells: Cells, body: Sequence[int]) -> tuple[int, ...]:
    """Columns of figures that are blank (or dotted) in every row: to be filled in by the reader of the
    form."""
    open_roles = ("quantity", "value", "year", "baseline", "amount", "output", "note")
    blank = [
        col
        for col, role in enumerate(columns)
        if role in open_roles and all(_is_blank(cells[row][col]) for row in body)
    ]
    return tuple(blank) if any(columns[col] != "note" for col in blank) else ()


def _is_blank(cell: CellReading | None) -> bool:
    return cell is None or _FILL_IN.fullmatch(cell.text) is not None
