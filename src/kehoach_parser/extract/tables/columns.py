"""What each column of a table holds: by its heading, and by its cells where they say otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from ...language.patterns import compile_later
from ...lexicon.tables import CellSort, ColumnRole, TableRules
from .labels import label_class
from .values import CellReading, Cells, Grid

_WORDED: tuple[ColumnRole, ...] = ("target", "task", "content")
_YEAR = compile_later(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN = compile_later(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d")
_FIGURES = compile_later(r"\d[\d.,]*\s*%?|[:;,–-]")
_STATEMENT = 4
"""Words, beside figures and times, of a cell that says more than a value with its unit."""
_SHORT_COUNT = 12
"""Letters below which a cell of a column of quantities may be a count with its unit (*05 lớp*)."""
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
    time = rules.parts.time_of_value
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
    years = [match["y"] for match in rules.parts.planned_year.finditer(caption) if match["y"]]
    return min(years, default=None)


def _part_past_years(
    roles: list[ColumnRole | None], header: Sequence[str], planned: str | None, rules: TableRules
) -> None:
    """A year that another column gives the results of, or one before those that the table plans for, is past: what
    was planned for it is no target any more."""
    past: list[str] = []
    for role, head in zip(roles, header, strict=False):
        years = _YEAR.findall(head)
        if role == "baseline" and (len(years) == 1 or _SPAN.search(head)) and not rules.parts.at_first.search(head):
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


class _Column(Struct, frozen=True):
    """A column as the rules below look at it: its heading (the lowest part of it in `lowest`) and its filled cells."""

    role: ColumnRole | None
    heading: str
    words: Sequence[str]
    index: int
    rules: TableRules

    @property
    def lowest(self) -> str:
        return self.heading.rpartition(" - ")[2]

    def mostly(self, test: Callable[[str], bool]) -> bool:
        """Whether three in five of the cells pass."""
        return bool(self.words) and sum(map(test, self.words)) * 5 >= len(self.words) * 3

    def holds(self, sort: CellSort) -> bool:
        """Whether most cells are of the named sort."""
        return self.mostly(lambda word: self.rules.is_cell(sort, word))

    def heads(self, sort: CellSort) -> bool:
        """Whether the heading is of the named sort."""
        return self.rules.is_cell(sort, self.heading)


def _settle(
    role: ColumnRole | None, heading: str, words: Sequence[str], col: int, rules: TableRules
) -> ColumnRole | None:
    """A column's role where its cells speak against its heading, or its heading says nothing. The first rule that
    holds decides."""
    if role in ("lead", "support") and _Column(role, heading, words, col, rules).holds("number"):
        role = None
    column = _Column(role, heading, words, col, rules)
    return next((settled for roles, settled, holds in _SETTLED if role in roles and holds(column)), role)


def _counts(column: _Column) -> bool:
    """*Cơ quan thực hiện* over figures, or *Đã thực hiện* over blank cells."""
    return column.holds("number") or (not column.words and column.heads("done"))


def _tells_products(column: _Column) -> bool:
    """*Kết quả* over *05 lớp tập huấn cho cán bộ cấp xã*."""
    return bool(column.words) and not column.mostly(
        lambda word: column.rules.is_cell("number", word) or len(word) < _SHORT_COUNT
    )


def _plans_year(column: _Column) -> bool:
    """*Thời gian đến năm 2025* over figures that are no years."""
    return bool(_YEAR.search(column.heading)) and column.holds("number") and not column.mostly(_is_year)


def _is_part_of_year(column: _Column) -> bool:
    """*Quý I* over figures."""
    return column.rules.is_cell("part_of_year", column.lowest) and column.holds("number")


def _is_aimed(column: _Column) -> bool:
    """*Phấn đấu* over figures."""
    return bool(column.rules.parts.aimed_heading.match(column.lowest)) and column.holds("number")


def _is_compared(column: _Column) -> bool:
    """*Kế hoạch 2025/ước 2024* over words."""
    return bool(column.rules.parts.compared.match(column.heading) and column.words) and not column.holds("number")


def _numbers_rows(column: _Column) -> bool:
    """A first column without heading that holds labels."""
    if column.heading or column.index != 0:
        return False
    return column.mostly(lambda word: label_class(word) is not None)


_SETTLED: tuple[tuple[tuple[ColumnRole | None, ...], ColumnRole, Callable[[_Column], bool]], ...] = (
    # *Đơn vị* over names of bodies
    (("unit",), "agency", lambda column: column.heads("unit_or_body") and column.holds("agency")),
    (("agency",), "quantity", _counts),
    # *Chỉ tiêu* over figures
    (("target",), "value", lambda column: column.holds("number")),
    (("quantity",), "output", _tells_products),
    (("time",), "year", _plans_year),
    ((None, "time"), "year", _is_part_of_year),
    ((None,), "value", _is_aimed),
    ((None,), "year", _is_compared),
    # *Sản phẩm* over figures
    (("output",), "quantity", lambda column: column.holds("number")),
    ((None,), "number", _numbers_rows),
    # only x
    ((None,), "mark", lambda column: column.holds("mark")),
    # *Quý II/2025*
    ((None,), "time", lambda column: column.holds("time") and not column.holds("number")),
    # names of bodies, not of those who are acted on
    ((None,), "agency", lambda column: column.holds("agency") and not column.heads("acted_on")),
)
"""The roles that a rule looks at, what it makes of them, and when, in the order they are tried."""


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
