"""The rows of a table below its heading: groups, rows, sub-rows, totals, and rows that go on with the one
above."""

from __future__ import annotations

from collections.abc import Sequence

from ...lexicon.tables import ColumnRole, TableRules
from ...structure.values import TextCell
from .labels import label_class, push_label, split_label
from .values import CellReading, Cells, Grid, RowKind, RowReading

_FIGURES: tuple[ColumnRole, ...] = ("quantity", "value", "year", "amount")


def read_rows(
    columns: Sequence[ColumnRole | None],
    grid: Grid,
    cells: Cells,
    body: Sequence[int],
    rules: TableRules,
) -> tuple[RowReading, ...]:
    number = next((col for col, role in enumerate(columns) if role == "number"), None)
    wanted = ("task", "target", "content", "source")
    content = next((col for role in wanted for col, held in enumerate(columns) if held == role), None)
    values = [
        col
        for col, role in enumerate(columns)
        if col not in (number, content) and role not in ("note", "basis", "unit", "topic")
    ]
    figures = [col for col, role in enumerate(columns) if role in _FIGURES]
    unit = [col for col, role in enumerate(columns) if role == "unit"]
    rows: list[RowReading] = []
    stack: list[tuple[str, int]] = []
    for row in body:
        line = _place_row(cells[row], grid[row])
        filled = [cell for cell in line if cell and not cell.inherited]
        if not filled:
            continue
        kind, label = _row_kind(row, line, grid[row], number, content, values, rules, rows)
        group: tuple[int, ...] = ()
        parent: int | None = None
        if kind == "more":
            above = rows[-1]
            group, parent = above.group, above.parent
            opens = content is not None and (said := line[content]) and rules.is_cell("opens_lead_in", said.text)
            if any((cell := line[col]) and not cell.inherited for col in (*figures, *(unit if opens else ()))):
                kind = "row"  # it goes on with the row above, yet has figures of its own
                parent = len(rows) - 1 if above.label is not None or above.parent is None else above.parent
        elif kind != "total":
            if label is None and kind == "group":
                while stack and stack[-1][0] not in ("roman", "upper", ""):
                    stack.pop()
                if stack and stack[-1][0] == "":
                    stack.pop()
                stack.append(("", len(rows)))
            elif label is not None:
                push_label(stack, label, len(rows), [held.label for held in rows])
            outer = (
                [index for _, index in stack[:-1]]
                if label is not None or kind == "group"
                else [index for _, index in stack if rows[index].kind == "group"]
            )
            group = tuple(index for index in outer if rows[index].kind == "group")
            inner = [index for index in outer if rows[index].kind != "group"]
            parent = inner[-1] if inner and (not group or inner[-1] > group[-1]) else None
        start = min(cell.start for cell in filled)
        end = max(cell.end for cell in filled)
        rows.append(RowReading(kind, label[1] if label else None, tuple(line), group, parent, False, start, end))
    return _mark_introductions(rows, values, content)


def _place_row(cells: Sequence[CellReading | None], grid_row: Sequence[TextCell | None]) -> list[CellReading | None]:
    """The row's cells, one that spans several columns only in its first."""
    line: list[CellReading | None] = []
    for col, cell in enumerate(cells):
        place = grid_row[col]
        line.append(cell if cell and place and place.col == col else None)
    return line


def _row_kind(
    row: int,
    line: Sequence[CellReading | None],
    grid_row: Sequence[TextCell | None],
    number: int | None,
    content: int | None,
    values: Sequence[int],
    rules: TableRules,
    before: Sequence[RowReading],
) -> tuple[RowKind, tuple[str, str] | None]:
    """What sort of row this is, and its label with the label's class."""
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
    if label is None and any(rules.is_cell("total", cell.text) for _, cell in filled[:2]):
        return "total", None
    bare = not any(line[col] for col in values)
    if label is None and before and len(lone) == 1 and rules.is_cell("lead_in", filled[-1][1].text):
        return "more", None
    if spanning:
        return "group", label
    if len(lone) == 1 and bare and label and label[0] in ("roman", "upper"):
        return "group", label
    if label is None and number is not None and before and own is None and words is not None:
        return _unlabelled(words.text, lone, bare, before, rules)
    if label is None and number is None and len(lone) == 1 and bare and len(line) > 2 and words is not None:
        return "group", None
    return "row", label


def _unlabelled(
    words: str, lone: Sequence[int], bare: bool, before: Sequence[RowReading], rules: TableRules
) -> tuple[RowKind, None]:
    """A row without number in a table that numbers its rows: the rest of the row above where it goes on with
    its sentence or opens with `Trong đó`; else a row of its own, or a heading where it stands alone in
    capitals."""
    if before[-1].kind in ("row", "more") and (words[:1].islower() or rules.is_cell("opens_lead_in", words)):
        return "more", None
    if bare and len(lone) == 1 and words.isupper():
        return "group", None
    return "row", None


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
