"""What a table says: its heading, what each column holds, its rows with their labels, groups and parents.

`read_table` decides by the words of the heading (rules/tables.toml) and, where these say little or may mean two things,
by what most cells of the column hold. Nothing here knows targets, agencies or money: that is for the readers of each
kind of table (`table_targets`, `table_tasks`, `indicators`, `budgets`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..document import Text, TextCell, TextTable
from ..labels import read_roman
from ..lexicon.tables import ColumnRole, TableKind, TableRules, fold

RowKind = Literal["group", "row", "total", "more"]
"""`group` heads the rows below it; `total` sums up; `more` goes on with the row above (it has no label of its own)."""

MAX_HEADER_ROWS = 3
_LONGEST_HEADING = 120
_FILL_IN = re.compile(r"[\s.…_:;%\-–]*")


@dataclass(frozen=True, slots=True)
class CellReading:
    """A cell as a row has it: `start:end` its words without white space around them, `text` those on one line.
    `inherited`: the cell is merged and stands in a row above."""

    start: int
    end: int
    text: str
    inherited: bool = False
    lines: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row below the heading. `cells`: one a column, None where the cell is blank (or spanned from the left).

    `label` is the number, letter or bullet sign of the row without punctuation; `group` the indexes (into
    `TableReading.rows`) of the group rows above it, outermost first; `parent` the row that it is a sub-row of.
    `introduces`: the row says nothing by itself, it only leads in its sub-rows.
    """

    kind: RowKind
    label: str | None
    cells: tuple[CellReading | None, ...]
    group: tuple[int, ...] = ()
    parent: int | None = None
    introduces: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table understood: `header` one text a column (headings over headings joined by ` - `), `columns` what each
    holds (None: not told), `rows` those below the heading. `fill_in`: the columns left blank to be filled in."""

    table: TextTable
    kind: TableKind
    caption: str
    header: tuple[str, ...]
    header_rows: int
    columns: tuple[ColumnRole | None, ...]
    rows: tuple[RowReading, ...]
    fill_in: tuple[int, ...] = ()

    def first(self, *roles: ColumnRole) -> int | None:
        """The first column that holds one of these, the roles tried in order."""
        return next((i for role in roles for i, held in enumerate(self.columns) if held == role), None)

    def every(self, *roles: ColumnRole) -> tuple[int, ...]:
        """All columns that hold one of these, left to right."""
        return tuple(i for i, held in enumerate(self.columns) if held in roles)

    @property
    def statement(self) -> int | None:
        """The column whose words are the row's statement."""
        wanted: tuple[ColumnRole, ...] = ("task", "target", "content")
        if self.kind in ("targets", "form"):
            wanted = ("target", "content", "task")
        elif self.kind in ("budget", "places"):
            wanted = ("content", "task", "target")
        return self.first(*wanted)

    def path(self, row: RowReading) -> tuple[str, ...]:
        """The labels of the groups that a row stands in, outermost first; the group's words where it has no label."""
        names: list[str] = []
        for index in row.group:
            group = self.rows[index]
            words = next((cell.text for cell in group.cells if cell and cell.text != group.label), "")
            names.append(group.label or words)
        return tuple(names)


def read_table(table: TextTable, text: Text, rules: TableRules, caption: str = "") -> TableReading:
    """The meaning of one table. `caption`: the words above it (its own caption, the title of its annex)."""
    grid = _grid(table)
    origin = [[_read_cell(cell, row, text) for cell in cells] for row, cells in enumerate(grid)]
    first, last = _header_span(table, grid, origin, rules)
    header = _header(grid, origin, first, last, rules)
    body = list(range(last, table.n_rows))
    columns = _column_roles(header, origin, grid, body, rules)
    fill_in = _fill_in(columns, origin, body)
    rows = _read_rows(columns, grid, origin, body, rules)
    kind = _kind(columns, rows, fill_in, caption, rules)
    return TableReading(table, kind, caption, header, last, columns, rows, fill_in)


# --- the grid --------------------------------------------------------------------------------------------------


def _grid(table: TextTable) -> list[list[TextCell | None]]:
    """For each place the cell that covers it."""
    grid: list[list[TextCell | None]] = [[None] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, table.n_rows)):
            for col in range(cell.col, min(cell.col + cell.colspan, table.n_cols)):
                grid[row][col] = cell
    return grid


def _read_cell(cell: TextCell | None, row: int, text: Text) -> CellReading | None:
    if cell is None:
        return None
    raw = text.reading[cell.start : cell.end]
    words = raw.strip()
    if not words:
        return None
    start = cell.start + len(raw) - len(raw.lstrip())
    return CellReading(start, start + len(words), " ".join(words.split()), cell.row < row, cell.lines)


# --- the heading -----------------------------------------------------------------------------------------------


def _filled(cells: Sequence[CellReading | None], grid_row: Sequence[TextCell | None]) -> list[CellReading]:
    """The row's own cells with words, each once."""
    seen: list[CellReading] = []
    for col, cell in enumerate(cells):
        place = grid_row[col]
        if cell and not cell.inherited and place and place.col == col:
            seen.append(cell)
    return seen


def _is_heading(cells: Sequence[CellReading], rules: TableRules) -> bool:
    if len(cells) < 2 or any(len(cell.text) > _LONGEST_HEADING for cell in cells):
        return False
    if _label_class(cells[0].text) is not None:
        return False
    roles = [rules.column_role(cell.text) for cell in cells]
    known = sum(role is not None for role in roles)
    return known * 2 >= len(cells) or (roles[0] == "number" and known >= 2)


def _header_span(
    table: TextTable,
    grid: list[list[TextCell | None]],
    cells: list[list[CellReading | None]],
    rules: TableRules,
) -> tuple[int, int]:
    """First row of the heading and the first row after it; equal where the table has no heading."""
    first = 0
    while first < min(3, table.n_rows - 1):  # a title or a line with the unit, over all columns
        filled = _filled(cells[first], grid[first])
        place = grid[first][0]
        spanning = len(filled) == 1 and place is not None and place.colspan > table.n_cols // 2
        if filled and not spanning:
            break
        first += 1
    if first >= table.n_rows:
        return 0, 0
    marked = table.header_rows or 0
    if not marked and not _is_heading(_filled(cells[first], grid[first]), rules):
        return (0, 0) if not marked else (first, marked)
    last = max(first + 1, min(marked, first + MAX_HEADER_ROWS))
    while last < min(table.n_rows, first + MAX_HEADER_ROWS) and _is_lower_heading(grid, cells, first, last, rules):
        last += 1
    if last < table.n_rows:
        numbers = _filled(cells[last], grid[last])
        if len(numbers) >= 3 and all(rules.is_cell("column_number", cell.text) for cell in numbers):
            last += 1
    return first, last


def _is_lower_heading(
    grid: list[list[TextCell | None]],
    cells: list[list[CellReading | None]],
    first: int,
    row: int,
    rules: TableRules,
) -> bool:
    """Whether a row goes on with the heading above it: merged heading cells reach into it, or its words stand
    only where the row above has a heading over several columns."""
    filled = [(col, cell) for col, cell in enumerate(cells[row]) if cell and not cell.inherited]
    if not filled or any(len(cell.text) > _LONGEST_HEADING for _, cell in filled):
        return False
    reached = sum(1 for cell in cells[row] if cell and cell.inherited)
    above, upper = grid[row - 1], cells[row - 1]
    spanned = False
    here = {col for col, _ in filled}
    for col, _ in filled:
        place = above[col]
        typed_left = col + 1 < len(upper) and upper[col + 1] is None and col + 1 in here
        if place is None or (place.colspan == 1 and upper[col] is not None and not typed_left):
            return False  # words below a heading of their own column
        spanned = spanned or place.colspan > 1 or upper[col] is None
    if reached:
        return True
    own = cells[row][0]
    if own is not None and _label_class(own.text) is not None:
        return False
    return spanned and own is None and len(filled) >= 2


def _header(
    grid: list[list[TextCell | None]],
    cells: list[list[CellReading | None]],
    first: int,
    last: int,
    rules: TableRules,
) -> tuple[str, ...]:
    if first >= last:
        return ()
    width = len(cells[first])
    parts: list[list[str]] = [[] for _ in range(width)]
    for row in range(first, last):
        numbers = _filled(cells[row], grid[row])
        if row > first and len(numbers) >= 3 and all(rules.is_cell("column_number", c.text) for c in numbers):
            continue
        held = ""
        for col in range(width):
            cell = cells[row][col]
            words = cell.text if cell else ""
            if not words and held and row + 1 < last and cells[row + 1][col] and col:
                words = held  # a heading over several columns, typed into the first of them
            held = words
            if words and words not in parts[col]:
                parts[col].append(words)
    return tuple(" - ".join(words) for words in parts)


# --- columns ---------------------------------------------------------------------------------------------------


def _column_roles(
    header: tuple[str, ...],
    cells: list[list[CellReading | None]],
    grid: list[list[TextCell | None]],
    body: Sequence[int],
    rules: TableRules,
) -> tuple[ColumnRole | None, ...]:
    width = len(cells[0]) if cells else 0
    columns: list[list[str]] = []
    for col in range(width):
        words: list[str] = []
        for row in body:
            cell, place = cells[row][col], grid[row][col]
            if cell and place and not cell.inherited and place.colspan == 1:
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
    return tuple(roles)


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

    if role == "unit" and mostly(lambda word: rules.is_cell("agency", word)):
        return "agency"
    if role == "target" and mostly(is_number):
        return "value"
    if role == "quantity" and words and not mostly(lambda word: is_number(word) or len(word) < 12):
        return "output"
    if role == "output" and mostly(is_number):
        return "quantity"
    if role is None and not heading and col == 0 and mostly(lambda word: _label_class(word) is not None):
        return "number"
    if role is None and mostly(is_mark):
        return "mark"
    if role is None and mostly(lambda word: rules.is_cell("time", word)) and not mostly(is_number):
        return "time"
    if role is None and mostly(lambda word: rules.is_cell("agency", word)):
        return "agency"
    return role


def _fill_in(
    columns: Sequence[ColumnRole | None], cells: list[list[CellReading | None]], body: Sequence[int]
) -> tuple[int, ...]:
    """Columns of figures that are blank (or dotted) in every row: to be filled in by the reader of the form."""
    open_roles = ("quantity", "value", "year", "baseline", "amount", "output", "note")
    blank = [
        col
        for col, role in enumerate(columns)
        if role in open_roles and all(_is_blank(cells[row][col]) for row in body)
    ]
    return tuple(blank) if any(columns[col] != "note" for col in blank) else ()


def _is_blank(cell: CellReading | None) -> bool:
    return cell is None or _FILL_IN.fullmatch(cell.text) is not None


# --- rows ------------------------------------------------------------------------------------------------------

_LABELS = re.compile(
    r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,4})\.?|(?P<arabic>\d{1,3})[.)/]?|\((?P<paren>\d{1,2}|[a-zđ])\)"
    r"|(?P<upper>[A-HĐI])[.)/]?|(?P<roman>[IVXLC]{1,6})[.)/]?|(?P<letter>[a-zđ])[.)]?|(?P<bullet>[-–—+*•])"
)
_LEADING = re.compile(
    r"(?:(?P<label>\d{1,2}(?:\.\d{1,2}){1,4}\.?|\d{1,2}[.)/]|[IVXLC]{1,6}[.)/]|[A-HĐ][.)/]|[a-zđ]\))\s+"
    r"|(?P<bullet>[-–—+*•])\s*)(?=[^\s\d.,%]|\d)"
)
_BULLETS = {"–": "-", "—": "-", "•": "-"}


def _label_class(word: str) -> tuple[str, str] | None:
    """Class and words of a cell that is nothing but a label; None for any other cell."""
    match = _LABELS.fullmatch(word.strip())
    if match is None or match.lastgroup is None:
        return None
    kind, label = match.lastgroup, match.group(match.lastgroup)
    if kind == "dotted":
        return f"dotted{label.count('.') + 1}", label
    if kind == "bullet":
        sign = _BULLETS.get(label, label)
        return sign, sign
    if kind == "upper" and label in "CDI":
        return ("roman" if label == "I" else "upper"), label
    if kind == "roman" and read_roman(label) is None:
        return None
    return kind, label


def split_label(words: str) -> tuple[str, str, int] | None:
    """Class, label and length of a label with which a cell's words begin (`1. `, `a) `, `- `), None without one."""
    match = _LEADING.match(words)
    if match is None:
        return None
    kind = _label_class(match["label"] or match["bullet"])
    return (*kind, match.end()) if kind else None


def _read_rows(
    columns: Sequence[ColumnRole | None],
    grid: list[list[TextCell | None]],
    cells: list[list[CellReading | None]],
    body: Sequence[int],
    rules: TableRules,
) -> tuple[RowReading, ...]:
    number = next((col for col, role in enumerate(columns) if role == "number"), None)
    wanted = ("task", "target", "content")
    content = next((col for role in wanted for col, held in enumerate(columns) if held == role), None)
    values = [
        col for col, role in enumerate(columns) if col not in (number, content) and role not in ("note", "basis")
    ]
    rows: list[RowReading] = []
    classes: list[tuple[str, str] | None] = []
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
        elif kind != "total":
            if label is None and kind == "group":
                while stack and stack[-1][0] not in ("roman", "upper", ""):
                    stack.pop()
                if stack and stack[-1][0] == "":
                    stack.pop()
                stack.append(("", len(rows)))
            elif label is not None:
                _push(stack, label, len(rows), rows)
            outer = [index for _, index in stack[:-1]] if label is not None or kind == "group" else [
                index for _, index in stack if rows[index].kind == "group"
            ]
            group = tuple(index for index in outer if rows[index].kind == "group")
            inner = [index for index in outer if rows[index].kind != "group"]
            parent = inner[-1] if inner and (not group or inner[-1] > group[-1]) else None
        start = min(cell.start for cell in filled)
        end = max(cell.end for cell in filled)
        rows.append(RowReading(kind, label[1] if label else None, tuple(line), group, parent, False, start, end))
        classes.append(label)
    return _mark_introductions(rows, values, content)


def _place_row(
    cells: Sequence[CellReading | None], grid_row: Sequence[TextCell | None]
) -> list[CellReading | None]:
    """The row's cells, one that spans several columns only in its first."""
    line: list[CellReading | None] = []
    for col, cell in enumerate(cells):
        place = grid_row[col]
        line.append(cell if cell and place and place.col == col else None)
    return line


def _push(stack: list[tuple[str, int]], label: tuple[str, str], index: int, rows: Sequence[RowReading]) -> None:
    """Puts a labelled row in its place below the rows before it: under the last of another class, beside the last
    of its own."""
    kind, word = label
    if kind == "roman" and len(word) == 1 and any(held == "upper" for held, _ in stack):
        before = next(rows[i].label for held, i in reversed(stack) if held == "upper")
        if before and len(before) == 1 and ord(word) - ord(before) == 1 and not any(h == "roman" for h, _ in stack):
            kind = "upper"
    ranks = {"upper": 0, "roman": 0, "": 1}
    depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == kind), None)
    if depth is None and kind in ("roman", "upper"):
        depth = next((i for i, (held, _) in enumerate(stack) if ranks.get(held, 9) > 0), None)
    if depth is None and kind == "arabic":
        depth = next((i for i, (held, _) in enumerate(stack) if held not in ("upper", "roman", "")), None)
    if depth is None and kind.startswith("dotted"):
        prefix = word.rpartition(".")[0]
        owner = next((i for i in range(len(stack) - 1, -1, -1) if rows[stack[i][1]].label == prefix), None)
        depth = owner + 1 if owner is not None else next(
            (i for i, (held, _) in enumerate(stack) if held not in ("upper", "roman", "", "arabic")
             and not (held.startswith("dotted") and held < kind)), None
        )  # fmt: skip
    if depth is not None:
        del stack[depth:]
    stack.append((kind, index))


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
    label = _label_class(own.text) if own and not own.inherited else None
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
    """A row without number in a table that numbers its rows: the rest of the row above where it goes on with its
    sentence or opens with `Trong đó`; else a row of its own, or a heading where it stands alone in capitals."""
    if before[-1].kind in ("row", "more") and (
        words[:1].islower() or rules.is_cell("opens_lead_in", words)
    ):
        return "more", None
    if bare and len(lone) == 1 and words.isupper():
        return "group", None
    return "row", None


def _mark_introductions(
    rows: Sequence[RowReading], values: Sequence[int], content: int | None
) -> tuple[RowReading, ...]:
    """Rows that only lead in others: nothing in the columns of values, and sub-rows below (or a colon at the end).
    Where the sub-rows are numbered, the row is a group."""
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


# --- the kind of table -----------------------------------------------------------------------------------------


def _kind(
    columns: Sequence[ColumnRole | None],
    rows: Sequence[RowReading],
    fill_in: Sequence[int],
    caption: str,
    rules: TableRules,
) -> TableKind:
    """What the table is: a form where its columns of figures are blank, else by its columns and its caption."""
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
    if "target" in held and "task" not in held and (
        by_year or doing or named == "targets" or _have_figures(columns, rows, "target")
    ):
        return "targets"
    if "amount" in held and not doing and not by_year:
        return "budget"
    if named == "targets" and held & {"content", "task"} and (by_year or doing) and "output" not in held:
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


def _have_figures(columns: Sequence[ColumnRole | None], rows: Sequence[RowReading], role: ColumnRole) -> bool:
    col = list(columns).index(role)
    return any(re.search(r"\d", cell.text) for row in rows if (cell := row.cells[col]))


def _have_numbers(columns: Sequence[ColumnRole | None], rows: Sequence[RowReading], rules: TableRules) -> bool:
    places = [col for col, role in enumerate(columns) if role in ("year", "value")]
    cells = [cell for row in rows for col in places if (cell := row.cells[col])]
    return bool(cells) and sum(rules.is_cell("number", cell.text) for cell in cells) * 2 > len(cells)


__all__ = ["CellReading", "RowReading", "TableReading", "fold", "read_table", "split_label"]
