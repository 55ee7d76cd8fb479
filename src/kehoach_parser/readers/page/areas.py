"""The text area of every page, and which lines stand in its middle or in a narrower block."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from .rows import Row

_NEAR = 3.0  # points: two edges are the same


class Area(Struct, frozen=True):
    """The text area of a page: its left and right edge, and whether most full lines end exactly at the right one."""

    left: float
    right: float
    justified: bool

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def measure_areas(
    rows_by_page: dict[int, list[Row]],
    sizes: dict[int, tuple[float, float]],
    tables: dict[int, list[tuple[float, float]]],
) -> dict[int, Area]:
    """The text area of every page, by its own full lines where it has enough of them, else by those of all pages of
    its size. `tables`: the left and right edges of each page's tables, which tell where there is little text."""
    groups: dict[tuple[int, int], list[Row]] = defaultdict(list)
    edges: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for number, rows in rows_by_page.items():
        groups[_size_key(sizes[number])] += rows
        edges[_size_key(sizes[number])] += tables.get(number, [])
    shared = {key: _with_tables(_area(rows, key[0]), rows, edges[key], key[0]) for key, rows in groups.items()}
    areas: dict[int, Area] = {}
    for number, (width, height) in sizes.items():
        common = shared.get(_size_key((width, height)))
        own = _area(rows_by_page[number], width) if len(rows_by_page.get(number, ())) >= 12 else None
        if own is not None and common is not None and not _is_own(own, common, rows_by_page[number]):
            own = None
        areas[number] = own or common or Area(0.12 * width, 0.94 * width, False)
    return areas


def _with_tables(area: Area | None, rows: Sequence[Row], edges: list[tuple[float, float]], width: float) -> Area | None:
    wide = [edge for edge in edges if edge[1] - edge[0] > 0.6 * width]
    if not wide or (area is not None and (area.justified or len(rows) >= 12)):
        return area
    return Area(median(a for a, _ in wide), median(b for _, b in wide), False)


def _is_own(own: Area, common: Area, rows: Sequence[Row]) -> bool:
    """Whether a page has margins of its own: shifted ones (bound books), or others throughout."""
    if abs((own.right - own.left) - (common.right - common.left)) < 4.0:
        return True
    if any(abs(row.x0 - common.left) < _NEAR for row in rows):
        return False
    if abs(own.right - common.right) < 4.0:
        return own.left < common.left - 4.0  # else all its lines are set in
    return own.right > common.right or len(rows) >= 20


def _size_key(size: tuple[float, float]) -> tuple[int, int]:
    return round(size[0] / 10) * 10, round(size[1] / 10) * 10


def _area(rows: Sequence[Row], width: float) -> Area | None:
    wide = [row for row in rows if row.width > 0.5 * width]
    if len(wide) < 3:
        wide = list(rows)
    if not wide:
        return None
    ends = Counter(round(row.x1) for row in wide)
    peak, count = max(
        ((end, sum(ends[end + d] for d in (-1, 0, 1))) for end in ends), key=lambda item: (item[1], item[0])
    )
    justified = count >= 3 and count >= 0.35 * len(wide)
    if justified:
        right = median(row.x1 for row in wide if abs(row.x1 - peak) <= 1.5)
    else:
        furthest = sorted((row.x1 for row in wide), reverse=True)
        right = furthest[min(len(furthest) - 1, len(furthest) // 50)]
    # the leftmost edge that a good part of the lines share: the last lines of paragraphs stand there too
    starts = Counter(round(row.x0) for row in rows)
    near = {start: starts[start - 1] + n + starts[start + 1] for start, n in starts.items()}
    many = max(near.values())
    left_bin = min(start for start, n in near.items() if n >= max(min(2, many), 0.12 * many))
    left = median(row.x0 for row in rows if abs(row.x0 - left_bin) <= 1.5)
    return Area(left, right, justified)


def mark_centred(rows: Sequence[Row], areas: dict[int, Area], first_indent: float) -> None:
    """Marks the rows that stand in the middle of the text area. A row that happens to be as far from both edges as
    the usual first line's indent is centred only beside another centred row."""
    doubtful: list[int] = []
    for index, row in enumerate(rows):
        if row.region != "body":
            continue
        area = areas[row.page]
        slack = max(4.0, 0.012 * (area.right - area.left))
        left, right = row.x0 - area.left, area.right - row.x1
        if abs(left - right) > 2 * slack or left < 12 or right < 12:
            continue
        if first_indent and abs(left - first_indent) <= 2.0:
            doubtful.append(index)
        else:
            row.centred = True
    _spread_centring(rows, areas)
    for index in doubtful:
        near = [rows[i] for i in (index - 1, index + 1) if 0 <= i < len(rows)]
        rows[index].centred = any(n.centred and n.bold == rows[index].bold and n.page == rows[index].page for n in near)


def _spread_centring(rows: Sequence[Row], areas: dict[int, Area]) -> None:
    """A line beside a centred one of the same type, as far from the left edge as from the right, is centred too, even
    where it nearly fills the text area."""
    for step in (1, -1):
        order = range(len(rows)) if step == 1 else range(len(rows) - 1, -1, -1)
        previous: Row | None = None
        for index in order:
            row = rows[index]
            if (
                previous is not None
                and previous.centred
                and not row.centred
                and row.bold == previous.bold
                and row.page == previous.page
                and row.size == previous.size
                and abs(row.base - previous.base) < 2.0 * row.size
            ):
                area = areas[row.page]
                left, right = row.x0 - area.left, area.right - row.x1
                row.centred = (
                    abs(left - right) < 4.0 if row.bold else abs(left - right) < 2.0 and min(left, right) > 5.0
                )
            previous = row


def mark_narrow(rows: Sequence[Row], areas: dict[int, Area], body_size: float) -> None:
    """Sets `narrow`, the right edge of a block of small type that stays clear of the text area's: a list of
    recipients whose column has no text beside it."""
    start = 0
    while start < len(rows):
        end = start
        first = rows[start]
        right = areas[first.page].right - 60.0
        while (
            end < len(rows) and rows[end].page == first.page and rows[end].size == first.size and rows[end].x1 < right
        ):
            end += 1
        if end - start >= 4 and first.size <= body_size - 1.5:
            edge = max(row.x1 for row in rows[start:end])
            for row in rows[start:end]:
                row.narrow = edge + 2.0
        start = max(end, start + 1)
