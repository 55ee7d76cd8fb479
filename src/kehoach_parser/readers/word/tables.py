"""Word tables: rows and merged cells -> a grid of cells that each stand once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from ...source import Cell, Line, Table
from .package import Element, W, attribute, is_on
from .styles import Styles, has_borders

_WRAPPERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


class _Draft(Struct):
    row: int
    col: int
    colspan: int
    rowspan: int = 1
    lines: list[Line] = field(default_factory=list)


def children(node: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, those inside content controls and accepted insertions
    included."""
    for child in node:
        if child.tag == W + tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, tag)


def read_table(node: Element, styles: Styles, read_cell: Callable[[Element], list[Line]]) -> Table | None:
    """A table of the document; None where it has no cells. `read_cell` gives the lines of a `w:tc`.

    `header_rows` are the rows at the top that Word repeats on each page; `ruled` is told from borders of the
    table, its style or most of its cells. Columns in which no cell begins are left out.
    """
    drafts: list[_Draft] = []
    open_merges: dict[int, _Draft] = {}
    headers = 0
    row_index = 0
    bordered = 0
    for row in children(node, "tr"):
        properties = row.trPr
        if properties is not None and properties.find(W + "del") is not None:
            continue
        if headers == row_index and properties is not None and is_on(properties.find(W + "tblHeader")):
            headers += 1
        col = _count(None if properties is None else properties.find(W + "gridBefore"), 0)
        previous: _Draft | None = None
        merges: dict[int, _Draft] = {}
        for cell in children(row, "tc"):
            shape = cell.tcPr
            span = max(1, _count(None if shape is None else shape.gridSpan, 1))
            lines = read_cell(cell)
            merge = None if shape is None else shape.vMerge
            sideways = None if shape is None else shape.find(W + "hMerge")
            above = open_merges.get(col)
            if previous is not None and sideways is not None and attribute(sideways) != "restart":
                previous.colspan += span
                previous.lines.extend(lines)
            elif merge is not None and attribute(merge) != "restart" and above is not None:
                above.rowspan = row_index - above.row + 1
                above.lines.extend(lines)
                merges[col] = above
                previous = above if above.row == row_index else None
            else:
                previous = _Draft(row_index, col, span, lines=lines)
                drafts.append(previous)
                if merge is not None:
                    merges[col] = previous
                borders = None if shape is None else shape.find(W + "tcBorders")
                bordered += borders is not None and has_borders(borders)
            col += span
        open_merges = merges
        row_index += 1
    if not drafts:
        return None
    starts = sorted({draft.col for draft in drafts})
    place = {col: index for index, col in enumerate(starts)}
    cells = tuple(
        Cell(
            draft.row,
            place[draft.col],
            tuple(draft.lines),
            rowspan=draft.rowspan,
            colspan=max(1, bisect_left(starts, draft.col + draft.colspan) - place[draft.col]),
        )
        for draft in sorted(drafts, key=lambda d: (d.row, d.col))
    )
    ruled = _has_ruled_frame(node, styles) or 2 * bordered > len(drafts)
    return Table(row_index, len(starts), cells, header_rows=headers or None, ruled=ruled)


def _has_ruled_frame(node: Element, styles: Styles) -> bool:
    properties = node.find(W + "tblPr")  # python-docx takes it for granted
    if properties is None:
        return False
    borders = properties.find(W + "tblBorders")
    if borders is not None and len(borders):
        return has_borders(borders)
    return styles.is_ruled_table(attribute(properties.tblStyle))


def _count(element: Element | None, default: int) -> int:
    """The number that an element states; python-docx's own would refuse a document for one that is none."""
    value = attribute(element)
    return int(value) if value is not None and value.isdecimal() and len(value) < 4 else default
