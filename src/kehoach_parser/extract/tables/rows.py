"""The rows of a table below its heading: groups, rows, sub-rows, totals, and rows that go on with the one
above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from ...lexicon.tables import ColumnRole, TableRules
from ...structure.values import TextCell
from .labels import label_class, push_label, split_label
from .values import CellReading, Cells, Grid, RowKind, RowReading

_FIGURES: tuple[ColumnRole, ...] = ("quantity", "value", "year", "amount")
_WORDED: tuple[ColumnRole, ...] = ("task", "target", "content", "source")
"""The columns that may state the rows, the surest first."""


class _Columns(Struct, frozen=True):
    """Where a table's rows have what: the column of row numbers, that of the statements, those that hold `values` of
    any kind, those of figures, and those of units."""

    number: int | None
    content: int | None
    values: tuple[int, ...]
    figures: tuple[int, ...]
    units: tuple[int, ...]


def read_rows(
    columns: Sequence[ColumnRole | None],
    grid: Grid,
    cells: Cells,
    body: Sequence[int],
    rules: TableRules,
) -> tuple[RowReading, ...]:
    """The rows in order, each with its kind, its groups and the row that it is part of."""
    places = _find_columns(columns)
    rows: list[RowReading] = []
    stack: list[tuple[str, int]] = []
    for row in body:
        line = _place_row(cells[row], grid[row])
        filled = [cell for cell in line if cell and not cell.inherited]
        if not filled:
            continue
        facts = _facts(line, grid[row], places, rows, rules)
        kind, labelled = _row_kind(facts)
        label = facts.label if labelled else None
        group: tuple[int, ...] = ()
        parent: int | None = None
        if kind == "more":
            kind, group, parent = _go_on(line, places, rules, rows)
        elif kind != "total":
            group, parent = _place_in_groups(kind, label, stack, rows)
        start = min(cell.start for cell in filled)
        end = max(cell.end for cell in filled)
        rows.append(RowReading(kind, label[1] if label else None, tuple(line), group, parent, False, start, end))
    return _mark_introductions(rows, places.values, places.content)


def _find_columns(columns: Sequence[ColumnRole | None]) -> _Columns:
    number = next((col for col, role in enumerate(columns) if role == "number"), None)
    content = next((col for role in _WORDED for col, held in enumerate(columns) if held == role), None)
    values = [
        col
        for col, role in enumerate(columns)
        if col not in (number, content) and role not in ("note", "basis", "unit", "topic")
    ]
    figures = [col for col, role in enumerate(columns) if role in _FIGURES]
    units = [col for col, role in enumerate(columns) if role == "unit"]
    return _Columns(number, content, tuple(values), tuple(figures), tuple(units))


def _go_on(
    line: Sequence[CellReading | None], places: _Columns, rules: TableRules, rows: Sequence[RowReading]
) -> tuple[RowKind, tuple[int, ...], int | None]:
    """Kind, groups and parent of a row that goes on with the one above; a row below it where it has figures of its
    own."""
    above = rows[-1]
    said = line[places.content] if places.content is not None else None
    opens = said is not None and rules.is_cell("opens_lead_in", said.text)
    own = (*places.figures, *(places.units if opens else ()))
    if not any((cell := line[col]) and not cell.inherited for col in own):
        return "more", above.group, above.parent
    last = next((i for i in reversed(range(len(rows))) if rows[i].kind != "more"), 0)
    parent = last if above.label is not None or above.parent is None else above.parent
    return "row", above.group, parent


def _place_in_groups(
    kind: RowKind, label: tuple[str, str] | None, stack: list[tuple[str, int]], rows: Sequence[RowReading]
) -> tuple[tuple[int, ...], int | None]:
    """The groups above a row and the row that it is part of; `stack` holds the labels in force and takes up its own."""
    if label is None and kind == "group":
        while stack and stack[-1][0] not in ("roman", "upper", ""):
            stack.pop()
        if stack and stack[-1][0] == "":
            stack.pop()
        stack.append(("", len(rows)))
    elif label is not None:
        push_label(stack, label, len(rows), lambda at: rows[at].label)
    outer = (
        [index for _, index in stack[:-1]]
        if label is not None or kind == "group"
        else [index for _, index in stack if rows[index].kind == "group"]
    )
    group = tuple(index for index in outer if rows[index].kind == "group")
    inner = [index for index in outer if rows[index].kind != "group"]
    return group, inner[-1] if inner and (not group or inner[-1] > group[-1]) else None


def _place_row(cells: Sequence[CellReading | None], grid_row: Sequence[TextCell | None]) -> list[CellReading | None]:
    """The row's cells, one that spans several columns only in its first."""
    line: list[CellReading | None] = []
    for col, cell in enumerate(cells):
        place = grid_row[col]
        line.append(cell if cell and place and place.col == col else None)
    return line


class _Facts(Struct, frozen=True):
    """A row as the rules of its kind look at it. `lone`: the filled columns beside a label; `spanning`: its one cell
    runs over the table; `bare`: nothing in the columns of values; `numbered`: the table numbers its rows;
    `unnumbered`: this one's number is left blank; `first`: its first two filled cells."""

    label: tuple[str, str] | None
    lone: tuple[int, ...]
    spanning: bool
    bare: bool
    numbered: bool
    unnumbered: bool
    words: CellReading | None
    first: tuple[CellReading, ...]
    last: CellReading
    width: int
    before: Sequence[RowReading]
    rules: TableRules


def _facts(
    line: Sequence[CellReading | None],
    grid_row: Sequence[TextCell | None],
    places: _Columns,
    before: Sequence[RowReading],
    rules: TableRules,
) -> _Facts:
    number, content = places.number, places.content
    own = line[number] if number is not None else None
    label = label_class(own.text) if own and not own.inherited else None
    words = line[content] if content is not None else None
    filled = [(col, cell) for col, cell in enumerate(line) if cell and not cell.inherited]
    lone = [col for col, _ in filled if col != number or label is None]
    spanning = False
    if len(lone) == 1:
        place = grid_row[lone[0]]
        covered = place.colspan if place else 1
        spanning = covered > 1 and covered >= len(line) - (2 if number is not None else 1)
        leading = split_label(filled[-1][1].text)
        if label is None and leading and (spanning or lone[0] == content):
            label = leading[0], leading[1]
    elif label is None and words and not words.inherited and (leading := split_label(words.text)):
        label = leading[0], leading[1]
    return _Facts(
        label=label,
        lone=tuple(lone),
        spanning=spanning,
        bare=not any(line[col] for col in places.values),
        numbered=number is not None,
        unnumbered=number is not None and own is None,
        words=words,
        first=tuple(cell for _, cell in filled[:2]),
        last=filled[-1][1],
        width=len(line),
        before=before,
        rules=rules,
    )


def _row_kind(row: _Facts) -> tuple[RowKind, bool]:
    """What sort of row this is, and whether it keeps its label. The first rule that holds decides."""
    return next(((kind, labelled) for kind, labelled, holds in _RULES if holds(row)), ("row", True))


def _sums_up(row: _Facts) -> bool:
    """*Tổng cộng* among the first two cells."""
    return row.label is None and any(row.rules.is_cell("total", cell.text) for cell in row.first)


def _leads_in(row: _Facts) -> bool:
    """*Trong đó:* alone."""
    return row.label is None and bool(row.before) and len(row.lone) == 1 and row.rules.is_cell("lead_in", row.last.text)


def _is_labelled_heading(row: _Facts) -> bool:
    """*II | Giáo dục* with nothing in the columns of values."""
    return len(row.lone) == 1 and row.bare and row.label is not None and row.label[0] in ("roman", "upper")


def _has_lost_number(row: _Facts) -> bool:
    """A row without number in a table that numbers its rows."""
    return row.label is None and row.unnumbered and bool(row.before) and row.words is not None


def _goes_on(row: _Facts) -> bool:
    """The rest of the row above: it goes on with its sentence or opens with *Trong đó*."""
    if not _has_lost_number(row) or row.words is None or row.before[-1].kind not in ("row", "more"):
        return False
    return row.words.text[:1].islower() or row.rules.is_cell("opens_lead_in", row.words.text)


def _is_heading_in_capitals(row: _Facts) -> bool:
    """*GIÁO DỤC* alone, its number left blank."""
    return (
        _has_lost_number(row) and row.bare and len(row.lone) == 1 and row.words is not None and row.words.text.isupper()
    )


def _is_lone_heading(row: _Facts) -> bool:
    """*Giáo dục* alone in a table that numbers no rows."""
    if row.label is not None or row.numbered or row.words is None:
        return False
    return len(row.lone) == 1 and row.bare and row.width > 2


_RULES: tuple[tuple[RowKind, bool, Callable[[_Facts], bool]], ...] = (
    ("total", False, _sums_up),
    ("more", False, _leads_in),
    ("group", True, lambda row: row.spanning),
    ("group", True, _is_labelled_heading),
    ("more", False, _goes_on),
    ("group", False, _is_heading_in_capitals),
    ("row", False, _has_lost_number),
    ("group", False, _is_lone_heading),
)
"""Kind, whether the row keeps its label, and when it holds, in the order they are tried."""


def _mark_introductions(
    rows: Sequence[RowReading], values: Sequence[int], content: int | None
) -> tuple[RowReading, ...]:
    """Rows that only lead in others: nothing in the columns of values, and sub-rows below (or a colon at the
    end). Where the sub-rows are numbered, the row is a group."""
    children: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        if row.parent is not None:
            children.setdefault(row.parent, []).append(index)
    marked = list(rows)
    promoted: set[int] = set()
    for index, row in enumerate(rows):
        if row.kind != "row" or row.label is None:
            continue
        words = row.cells[content] if content is not None else None
        bare = not any(row.cells[col] and not row.cells[col].inherited for col in values)  # type: ignore[union-attr]
        below = children.get(index, [])
        if bare and words and (below or words.text.endswith(":")):
            numbered = bool(below) and all((rows[i].label or "-") not in "-+*" for i in below)
            kind: RowKind = "group" if numbered else "row"
            if numbered:
                promoted.add(index)
            marked[index] = RowReading(kind, row.label, row.cells, row.group, row.parent, True, row.start, row.end)
    if not promoted:
        return tuple(marked)
    result: list[RowReading] = []
    for row in marked:
        group, parent = row.group, row.parent
        chain: list[int] = []
        while parent is not None and parent in promoted:
            chain.insert(0, parent)
            parent = rows[parent].parent
        if chain:
            group = (*group, *chain)
            row = RowReading(row.kind, row.label, row.cells, group, parent, row.introduces, row.start, row.end)
        result.append(row)
    return tuple(result)
