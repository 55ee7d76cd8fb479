"""Reporting forms (biểu mẫu): their rows as indicators with unit and parent.

A form comes as a table with blank columns, or flattened: each cell a paragraph of its own, blank cells gone.
Then the rows are built again by grammar: a row begins with a label or bullet (or `Trong đó:`); the short
words after it that name a counted noun are its unit. A form states no targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ...language.spaces import on_one_line
from ...lexicon.tables import ColumnRole, TableRules
from ...lexicon.units import Units
from ...models import Indicator
from ...structure.values import Text
from .labels import label_class, push_label, split_label
from .tools import Tools, one_line, statement_span
from .values import TableReading

_MOST_COLUMNS = 6
_LONGEST_UNIT = 6
_FIGURE_ROLES: tuple[ColumnRole, ...] = ("unit", "quantity", "value", "baseline", "year")


def read_form(reading: TableReading, tools: Tools) -> Iterator[Indicator]:
    """The rows of a form that stands as a table."""
    statement, unit = reading.statement, reading.first("unit")
    if statement is None:
        return
    names: dict[int, str] = {}
    for index, row in enumerate(reading.rows):
        cell = row.cells[statement] or next((held for held in row.cells if held), None)
        if cell is None or cell.inherited or row.kind == "more" or tools.rules.is_cell("lead_in", cell.text):
            continue
        start, end = statement_span(cell, tools.text)
        name, own_unit = _part_unit(one_line(tools.text, start, end), tools.rules)
        unit_cell = row.cells[unit] if unit is not None else None
        above = row.parent if row.parent is not None else (row.group[-1] if row.group else None)
        names[index] = name
        yield Indicator(
            name=name,
            unit=unit_cell.text if unit_cell else own_unit,
            parent=names.get(above) if above is not None else None,
            evidence=tools.text.evidence(start, end),
        )


class _Piece(Struct, frozen=True):
    """A paragraph: its span and its words on one line."""

    start: int
    end: int
    words: str


class _FormRow(Struct, frozen=True):
    kind: str | None
    label: str | None
    name: str
    start: int
    end: int
    unit: str | None = None


def read_flattened(text: Text, start: int, end: int, rules: TableRules, units: Units) -> tuple[Indicator, ...]:
    """The rows of the forms that stand flattened in `text[start:end]`; empty where there is none."""
    pieces = _pieces(text, start, end)
    found: list[Indicator] = []
    at = 0
    while at < len(pieces):
        header = _header_at(pieces, at, rules)
        if header is None:
            at += 1
            continue
        stop = at + len(header)
        limit = stop
        while limit < len(pieces) and _header_at(pieces, limit, rules) is None:
            if rules.is_cell("form_end", pieces[limit].words):
                break
            limit += 1
        body = pieces[stop:limit]
        if limit < len(pieces) and body and _header_at(pieces, limit, rules) and _is_caption(body[-1].words):
            body = body[:-1]
        rows = _rows(body, header, rules, units)
        found.extend(_indicators(_part_joined_units(rows) if "unit" in header else rows, text))
        at = limit
    return tuple(found)


def _pieces(text: Text, start: int, end: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = start
    for raw in text.reading[start:end].split("\n"):
        words = on_one_line(raw)
        if words:
            lead = len(raw) - len(raw.lstrip())
            pieces.append(_Piece(at + lead, at + len(raw.rstrip()), words))
        at += len(raw) + 1
    return [piece for piece in pieces if "\t" not in text.reading[piece.start : piece.end]]


def _header_at(pieces: Sequence[_Piece], at: int, rules: TableRules) -> tuple[ColumnRole, ...] | None:
    """The roles of the column headings that begin here, one a paragraph; None where these are no headings."""
    roles: list[ColumnRole] = []
    for piece in pieces[at : at + _MOST_COLUMNS]:
        if len(piece.words) > 40 or piece.words.endswith((":", ".", ";", ",")) or split_label(piece.words):
            break
        role = rules.column_role(piece.words)
        if role is None or role in roles:
            break
        roles.append(role)
    names = roles[1:2] if roles and roles[0] == "number" else roles[:1]
    if names and names[0] in ("content", "target", "task") and any(role in _FIGURE_ROLES for role in roles):
        return tuple(roles)
    return None


def _is_caption(words: str) -> bool:
    leading = split_label(words)
    return words.isupper() or (leading is not None and leading[0] in ("upper", "roman"))


def _rows(pieces: Sequence[_Piece], header: Sequence[ColumnRole], rules: TableRules, units: Units) -> list[_FormRow]:
    rows: list[_FormRow] = []
    labelled = sum(split_label(piece.words) is not None for piece in pieces)
    mostly_labelled = labelled * 3 >= len(pieces)
    pending: tuple[str, str] | None = None
    for piece in pieces:
        if rules.is_cell("lead_in", piece.words):
            continue
        alone = label_class(piece.words) if "number" in header else None
        if alone:
            pending = alone
            continue
        leading = split_label(piece.words)
        waits = bool(rows) and rows[-1].unit is None and leading is None and pending is None
        if waits and "unit" in header and _is_unit(piece.words, mostly_labelled, units):
            last = rows[-1]
            rows[-1] = _FormRow(last.kind, last.label, last.name, last.start, last.end, piece.words)
            continue
        if rules.is_cell("number", piece.words) and leading is None:
            continue  # a figure already filled in
        name, unit = _part_unit(piece.words[leading[2] :] if leading else piece.words, rules)
        kind, label = (leading[0], leading[1]) if leading else pending or (None, None)
        begin = piece.end - len(piece.words) + leading[2] if leading else piece.start
        rows.append(_FormRow(kind, label, name, max(begin, piece.start), piece.end, unit))
        pending = None
    return rows


def _part_joined_units(rows: list[_FormRow]) -> list[_FormRow]:
    """Units in lower case that were taken as the end of the name before them are parted from it again: only
    in a form where nearly every row that is counted has its unit, and only a unit that other rows have."""
    nests = _nests(rows)
    counted = [i for i, row in enumerate(rows) if not nests[i] and row.kind in ("-", "+", "*")]
    if sum(rows[i].unit is not None for i in counted) * 5 < len(counted) * 4:
        return rows
    known = sorted({unit.lower() for row in rows if (unit := row.unit)}, key=len, reverse=True)
    parted = list(rows)
    for i in counted:
        row = rows[i]
        unit = next((u for u in known if row.unit is None and row.name.endswith(" " + u)), None)
        name = row.name[: -len(unit)].rstrip() if unit else ""
        if unit and len(name.split()) >= 3:
            parted[i] = _FormRow(row.kind, row.label, name, row.start, row.end - len(row.name) + len(name), unit)
    return parted


def _nests(rows: Sequence[_FormRow]) -> list[bool]:
    """For each row whether rows of a lower level follow it."""
    order = {"-": 1, "+": 2, "*": 3}
    return [
        index + 1 < len(rows) and order.get(rows[index + 1].kind or "", 0) > order.get(row.kind or "", 0)
        for index, row in enumerate(rows)
    ]


def _is_unit(words: str, mostly_labelled: bool, units: Units) -> bool:
    if len(words.split()) > _LONGEST_UNIT or words.endswith((":", ".", ";")):
        return False
    found = units.match(words.lower(), 0)
    known = found is not None and found.end == len(words)
    return known or mostly_labelled


def _part_unit(words: str, rules: TableRules) -> tuple[str, str | None]:
    """A name and the unit that it gives in brackets (`… (đơn vị tính %)`)."""
    match = rules.parts.unit_in_name.search(words)
    return (words[: match.start()], match["unit"].strip()) if match else (words, None)


def _indicators(rows: Sequence[_FormRow], text: Text) -> Iterator[Indicator]:
    stack: list[tuple[str, int]] = []
    labels: list[str | None] = []
    for index, row in enumerate(rows):
        labels.append(row.label)
        parent: str | None = None
        if row.kind is not None and row.label is not None:
            push_label(stack, (row.kind, row.label), index, labels.__getitem__)
            parent = rows[stack[-2][1]].name if len(stack) > 1 else None
        yield Indicator(name=row.name, unit=row.unit, parent=parent, evidence=text.evidence(row.start, row.end))
