"""Budget tables (dự toán, nhu cầu kinh phí): money by source and year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from ...language.patterns import compile_later
from ...lexicon import money
from ...lexicon.tables import TableRules, fold
from ...models import Funding, Measure
from ..words.numbers import find_numbers, parse_numeral
from .times import read_part_of_year
from .tools import Tools, one_line, statement_span
from .values import CellReading, RowReading, TableReading

_FIGURE = compile_later(r"\d[\d.,]*")
_YEAR = compile_later(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BRACKETS = compile_later(r"\s*\([^()]*\)")


class _Budget(Struct, frozen=True):
    """A budget table and where it has what: `columns` of money, those of the statement, of the source and of the unit;
    `scale`: how many đồng the table's unit is, None where it names none."""

    reading: TableReading
    columns: tuple[int, ...]
    statement: int
    source: int | None
    unit: int | None
    scale: float | None


def read_budget(reading: TableReading, tools: Tools) -> Iterator[Funding]:
    """One entry a row and source; its amounts are one a year (`deadline`), or one without year."""
    rules = tools.rules
    price = rules.parts.price
    columns = tuple(col for col in _amount_columns(reading, rules) if not price.search(reading.header[col]))
    statement = reading.statement if reading.statement is not None else reading.first("place", "agency")
    if not columns or statement is None:
        return
    scale = _table_scale(reading, rules)
    budget = _Budget(reading, columns, statement, reading.first("source"), reading.first("unit"), scale)
    for row in reading.rows:
        cell = row.cells[statement] or next((held for held in row.cells if held), None)
        if cell is None or row.kind == "more":
            continue
        yield from _row_funding(budget, row, cell, tools)


def _row_funding(budget: _Budget, row: RowReading, cell: CellReading, tools: Tools) -> Iterator[Funding]:
    """The entries of a row by their source; a row that is named by its source alone is told by the row above."""
    by_source = _row_amounts(budget, row, tools)
    start, end = (cell.start, cell.end) if row.kind == "total" else statement_span(cell, tools.text)
    first = min(start, row.start)
    above = budget.reading.rows[row.parent].cells[budget.statement] if row.parent is not None else None
    own = one_line(tools.text, start, end)
    if above and not tools.rules.is_cell("source_name", above.text) and tools.rules.is_cell("source_name", own):
        by_source = {name or own: amounts for name, amounts in by_source.items()}
        start, end = statement_span(above, tools.text)
    for name, amounts in by_source.items():
        yield Funding(
            text=one_line(tools.text, start, end),
            sources=(sources := _sources(name)),
            kinds=tuple(money.load().kind_of(source) or "other" for source in sources),
            amounts=tuple(amounts),
            part="total" if row.kind == "total" else None,
            evidence=tools.text.evidence(first, row.end),
        )


def _sources(name: str | None) -> tuple[str, ...]:
    """The sources of a cell or heading, several where each part of its list is one (*NSTW, NS tỉnh*)."""
    words = money.load()
    parts = tuple(words.listed.split(name)) if name else ()
    return parts if parts and all(words.kind_of(part) for part in parts) else (name,) if name else ()


def _row_amounts(budget: _Budget, row: RowReading, tools: Tools) -> dict[str | None, list[Measure]]:
    """The amounts of a row by their source: that of the column's heading, else of the row."""
    rules, header = tools.rules, budget.reading.header
    unit_cell = row.cells[budget.unit] if budget.unit is not None else None
    scale = (_find_scale(rules.parts.money_alone, fold(unit_cell.text), rules) if unit_cell else None) or budget.scale
    written = row.cells[budget.source] if budget.source is not None else None
    own = written.text if written and row.kind != "total" else None
    found: dict[str | None, list[Measure]] = {}
    for col in budget.columns:
        held = row.cells[col]
        if held is None or (held.inherited and row.kind != "total"):
            continue
        measure = _amount(held, header[col], scale, tools)
        if measure is not None:
            found.setdefault(_source_name(header[col], rules) or own, []).append(measure)
    return found


def _amount_columns(reading: TableReading, rules: TableRules) -> tuple[int, ...]:
    """The columns of money; in a budget also the one that sums them up (*Tổng số*)."""
    if reading.kind != "budget":
        amounts = reading.every("amount")
        money = amounts and any(rules.is_cell("unit_line", line) for line in reading.caption.split("\n"))
        return reading.every("amount", "year") if money and reading.kind == "tasks" else amounts
    stated = reading.every("amount", "year", "value")
    if not stated:
        return reading.every("quantity")
    sums = [
        col
        for col, role in enumerate(reading.columns)
        if role in (None, "quantity") and col < len(reading.header) and rules.is_cell("total", reading.header[col])
    ]
    return tuple(sorted((*stated, *sums)))


def _find_scale(unit: re.Pattern[str], words: str, rules: TableRules) -> float | None:
    """How many đồng the unit is that the pattern finds in `words` (in lower case); None where it finds none."""
    match = unit.search(words)
    if match is None:
        return None
    return rules.scales[match["scale"]] if match["scale"] else 1.0


def _heading_scale(heading: str, rules: TableRules) -> float | None:
    """How many đồng a column's unit is, by its heading; None where it names no unit of money."""
    words, parts = fold(heading), rules.parts
    return _find_scale(parts.money_stated, words, rules) or _find_scale(parts.money_in_heading, words, rules)


def _table_scale(reading: TableReading, rules: TableRules) -> float | None:
    """What the lines above the table announce, or else any of its headings."""
    for line in reversed(reading.caption.split("\n")):
        if found := _find_scale(rules.parts.money_stated, fold(line), rules):
            return found
    return next((scale for words in reading.header if (scale := _heading_scale(words, rules))), None)


def _amount(cell: CellReading, heading: str, scale: float | None, tools: Tools) -> Measure | None:
    words = cell.text.strip()
    value = parse_numeral(words) if _FIGURE.fullmatch(words) else None
    if value is None:
        numbers = find_numbers(words)
        if len(numbers) != 1 or numbers[0].percent:
            return None
        value = numbers[0].low  # the word of scale (triệu, tỷ) is part of the number
        factor: float | None = 1.0 if tools.rules.parts.money_of_cell.search(words) else scale
    else:
        factor = _heading_scale(heading, tools.rules) or scale
    if factor is None:
        tools.doubt(
            "amount_without_unit", f"Số tiền «{words}» không ghi đơn vị tính; cần đối chiếu.", cell.start, cell.end
        )
    years = _YEAR.findall(heading)
    amount = value * (factor or 1.0)
    return Measure(
        comparator="eq",
        low=amount,
        high=amount,
        unit=tools.rules.currency if factor is not None else None,
        deadline=read_part_of_year(heading, tools.year, tools.rules) or (years[-1] if years else None),
        evidence=tools.text.evidence(cell.start, cell.end),
    )


def _source_name(heading: str, rules: TableRules) -> str | None:
    """The source that a column's heading names; None for a total or a year."""
    for part in reversed(heading.split(" - ")):
        name = rules.parts.lead_in_opening.sub("", _BRACKETS.sub("", part).strip())
        if rules.is_cell("source_name", name):
            return name
    return None
