"""All pages together: tables, rows, columns, page numbers, footnotes and paragraphs -> blocks in reading order.

Tables (`tables`, `cells`) leave the words that stand in none; these make rows (`rows`); page numbers,
running heads and footnotes are told apart (`furniture`), then head and foot (`columns`), then paragraphs
(`paragraphs`), which need the pages side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...source import Align, Block, Line, Table
from .aligned import find_aligned
from .areas import Area, mark_centred, mark_narrow, measure_areas
from .cells import make_table
from .columns import go_on_with_foot, part_columns
from .furniture import PageRows, drop_furniture, mark_footnotes
from .habits import learn_habits
from .paragraphs import mark_paragraphs
from .rows import Row, gather_rows, make_line, make_turned_line
from .tables import find_grids
from .turned import levelled, text_turn, turn_back
from .words import PageText, Word


def lay_out(pages: Sequence[PageText]) -> list[Block]:
    """The blocks of these pages in reading order. Footnotes follow the paragraph in which their page ends; text that
    stands aslant or sideways follows the rest of its page."""
    sizes = {page.number: (page.width, page.height) for page in pages}
    turns = {page.number: turn for page in pages if (turn := text_turn(page))}
    pages = [levelled(page, turns[page.number]) if page.number in turns else page for page in pages]
    tables: dict[int, list[Table]] = {}
    askew: dict[int, list[Line]] = {}
    items: list[PageRows] = []
    for page in pages:
        words = page.words
        if page.rules:
            grids, frames, words = find_grids(page)
            if grids:
                tables[page.number] = [make_table(grid, page.number, ruled=True) for grid in grids]
            for frame in frames:
                askew.setdefault(page.number, []).extend(_frame_lines(page.number, frame.cells[0].words))
        level = [word for word in words if word.style.turn == 0]
        if len(level) < len(words):
            askew.setdefault(page.number, []).extend(_askew_lines(page.number, words))
        for stamp in page.stamps:
            askew.setdefault(page.number, []).extend(_frame_lines(page.number, stamp))
        aligned, rows = find_aligned(gather_rows(page.number, level))
        if aligned:
            found = [make_table(grid, page.number, ruled=False) for grid in aligned]
            tables.setdefault(page.number, []).extend(found)
        items.append(PageRows(page, rows))
    _drop_watermarks(askew, len(pages))
    drop_furniture(items)
    body_size = _body_size(items)
    flow: list[Row | Table | Line] = []
    for item in items:
        mark_footnotes(item, body_size)
        number = item.page.number
        flow += _order(item, tables.get(number, []), _last_foot(flow), first=number == 1)
        flow += askew.get(number, [])
    rows = [entry for entry in flow if isinstance(entry, Row)]
    _mark_breaks(flow)
    areas = _mark(rows, items, tables, body_size)
    blocks: list[Block] = [
        _line(entry, areas[entry.page]) if isinstance(entry, Row) else entry
        for entry in _with_notes_after_paragraphs(flow)
    ]
    if not turns:
        return blocks
    return [
        turn_back(block, turns[block.box.page], *sizes[block.box.page])
        if block.box and block.box.page in turns
        else block
        for block in blocks
    ]


def _frame_lines(page: int, words: list[Word]) -> list[Line]:
    """The lines of a small frame: a draft's mark, a degree of urgency, a note."""
    lines: list[Line] = []
    for row in gather_rows(page, [word for word in words if word.style.turn == 0]):
        row.region = "textbox"
        row.starts = True if not lines else None
        lines.append(make_line(row, align=None, indent=0.0))
    return lines


def _askew_lines(page: int, words: list[Word]) -> list[Line]:
    """Sideways and slanting text, a line for each stretch of one direction and place in the order of the file."""
    lines: list[list[Word]] = []
    for word in words:
        if word.style.turn == 0:
            continue
        last = lines[-1][-1] if lines else None
        if last is not None and last.style == word.style and (
            word.style.turn is None or abs(last.base - word.base) < 0.3 * word.style.size
        ):  # fmt: skip
            lines[-1].append(word)
        else:
            lines.append([word])
    return [make_turned_line(page, line, "textbox") for line in lines]


def _drop_watermarks(askew: dict[int, list[Line]], page_count: int) -> None:
    """Leaves out text boxes that repeat on most pages."""
    seen = Counter(text for lines in askew.values() for text in {line.text for line in lines})
    repeated = {text for text, count in seen.items() if count >= 3 and count >= 0.5 * page_count}
    for number in askew if repeated else ():
        askew[number] = [line for line in askew[number] if line.text not in repeated]


def _body_size(items: Sequence[PageRows]) -> float:
    letters: Counter[float] = Counter()
    for item in items:
        for row in item.rows:
            letters[row.size] += len(row.words)
    return letters.most_common(1)[0][0] if letters else 0.0


def _last_foot(flow: Sequence[Row | Table | Line]) -> list[Row]:
    """The rows of the foot with which the flow ends so far."""
    foot: list[Row] = []
    for entry in reversed(flow):
        if not isinstance(entry, Row) or entry.region not in ("foot_left", "foot_right"):
            break
        foot.append(entry)
    return foot[::-1]


def _order(item: PageRows, tables: list[Table], foot: list[Row], *, first: bool) -> list[Row | Table]:
    """The page's rows and tables in reading order: columns are parted between the tables, never across one. `foot` is
    that of the page before, with which this one may go on."""
    result: list[Row | Table] = []
    rows = [row for row in item.rows if row.region == "body"]
    if foot and rows and not any(table.box and table.box.top < rows[0].top for table in tables):
        more, rows = go_on_with_foot(foot, rows)
        result += more
    start = 0
    for table in sorted(tables, key=lambda t: t.box.top if t.box else 0.0):
        top = table.box.top if table.box else 0.0
        end = start
        while end < len(rows) and rows[end].base < top + 2:
            end += 1
        result += part_columns(rows[start:end], first_page=first and not result, width=item.page.width)
        result.append(table)
        start = end
    result += part_columns(rows[start:], first_page=first and not result, width=item.page.width)
    return result + [row for row in item.rows if row.region == "footnote"]


def _mark_breaks(flow: Sequence[Row | Table | Line]) -> None:
    """Marks the body rows before which the flow of text is broken: after a table, a head, a foot."""
    broken = False
    for entry in flow:
        if isinstance(entry, Row):
            if entry.region == "body":
                entry.alone = broken
                broken = False
            elif entry.region != "footnote":
                broken = True
        elif isinstance(entry, Table):
            broken = True


def _mark(
    rows: list[Row], items: Sequence[PageRows], tables: dict[int, list[Table]], body_size: float
) -> dict[int, Area]:
    """Centring and paragraphs of all rows; returns the text area of every page."""
    sizes = {item.page.number: (item.page.width, item.page.height) for item in items}
    by_page: dict[int, list[Row]] = {number: [] for number in sizes}
    body = [row for row in rows if row.region == "body"]
    for row in body:
        by_page[row.page].append(row)
    edges = {number: [(t.box.x0, t.box.x1) for t in found if t.box] for number, found in tables.items()}
    areas = measure_areas(by_page, sizes, edges)
    pictures = {item.page.number: item.page.pictures for item in items if item.page.pictures}
    habits = learn_habits(body, areas, pictures)
    mark_centred(body, areas, habits.first_indent)
    habits = learn_habits([row for row in body if not row.centred], areas, pictures)
    mark_narrow(body, areas, body_size)
    mark_paragraphs(rows, areas, habits, pictures)
    return areas


def _with_notes_after_paragraphs(flow: list[Row | Table | Line]) -> list[Row | Table | Line]:
    """Footnotes, and lines that stand outside the flow (stamps, sideways text), moved behind the end of the paragraph
    that their page's last line belongs to."""
    result: list[Row | Table | Line] = []
    notes: list[Row | Line] = []
    for entry in flow:
        if isinstance(entry, Line) or (isinstance(entry, Row) and entry.region == "footnote"):
            notes.append(entry)
            continue
        goes_on = (
            isinstance(entry, Row) and (entry.page == _page_of(notes[-1]) or entry.starts is False) if notes else False
        )
        if notes and not goes_on:
            result += notes
            notes = []
        result.append(entry)
    return result + notes


def _page_of(note: Row | Line) -> int:
    if isinstance(note, Row):
        return note.page
    return note.box.page if note.box else 0


def _line(row: Row, area: Area) -> Line:
    align = "center" if row.centred else _edge(row, area)
    return make_line(row, align=align, indent=max(0.0, round(row.x0 - area.left, 1)))


def _edge(row: Row, area: Area) -> Align | None:
    if row.region != "body":
        return None
    at_right = abs(area.right - row.x1) < 2.5
    if at_right and row.x0 - area.left > 0.4 * (area.right - area.left):
        return "right"
    return "justify" if at_right and area.justified else "left"
