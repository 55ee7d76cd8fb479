"""Two columns that stand side by side for a few lines: the head of a letter and its foot.

Geometry alone decides: a gutter that stays free over the rows, with text on both sides. A justified paragraph has wide
spaces too, but none that is much wider than its others and stays in place from row to row.
"""

from __future__ import annotations

from statistics import median

from msgspec import Struct

from ...source import Region
from .rows import Row, make_row

_MIN_GAP = 0.55  # of the type size: the least width of the gutter in any row
_STRONG_GAP = 1.0  # … and in at least one
_LONELY_GAP = 2.0  # … where one row alone has both sides
_WIDE_GAP = 8.0  # … or where that row begins a foot: one column goes on under it to the end of the page
_LEFT_OVER = 2  # rows that may follow such a foot: a name off its axis, the page's number
_FURTHEST = 150.0  # points between a post and the name under it: room for seal and signature
_SAME_CENTRE = 14.0
_SAME_EDGE = 5.0


class _Zone(Struct):
    """Rows `first` up to and without `last` with the gutter between `left` and `right`."""

    first: int
    last: int
    left: float
    right: float
    both: int

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def part_columns(rows: list[Row], *, first_page: bool, width: float) -> list[Row]:
    """The rows in reading order: where two columns stand side by side, the left one's rows and then the right one's,
    each with its region; all other rows as they are."""
    result: list[Row] = []
    index = 0
    while index < len(rows):
        at_top = not result or (first_page and len(result) <= 2)
        zone = _zone_at(rows, index, at_top and first_page, width)
        if zone is None:
            result.append(rows[index])
            index += 1
            continue
        above: list[Row] = []
        while result and result[-1].region == "body" and _belongs_above(result[-1], rows, zone):
            above.insert(0, result.pop())
        left, right = _split(above + rows[zone.first : zone.last], zone.middle)
        head = at_top and ((first_page and not result) or _is_centred(left))
        regions: tuple[Region, Region] = ("head_left", "head_right") if head else ("foot_left", "foot_right")
        for row in left:
            row.region = regions[0]
        for row in right:
            row.region = regions[1]
        result += left + right
        index = zone.last
    return result


def go_on_with_foot(foot: list[Row], rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The first rows of a page that go on with the foot at the end of the page before, column by column, and the rest.

    A row goes on where it stands clear of the gutter and in line with its column.
    """
    left = [row for row in foot if row.region == "foot_left"]
    right = [row for row in foot if row.region == "foot_right"]
    if not left or not right:
        return [], rows
    zone = _Zone(0, 0, max(row.x1 for row in left), min(row.x0 for row in right), 0)
    more_left: list[Row] = []
    more_right: list[Row] = []
    count = 0
    for row in rows:
        sides = _sides(row, zone) if zone.right > zone.left else None
        if sides is None:
            break
        parts = _split([row], zone.middle)
        if not all(_in_line(part, column) for side, column in zip(parts, (left, right), strict=True) for part in side):
            break
        more_left += parts[0]
        more_right += parts[1]
        count += 1
    for row in more_left:
        row.region = "foot_left"
    for row in more_right:
        row.region = "foot_right"
    return more_left + more_right, rows[count:]


def _in_line(row: Row, column: list[Row]) -> bool:
    if abs(row.centre - median(other.centre for other in column)) <= _SAME_CENTRE:
        return True
    return abs(row.x0 - column[-1].x0) <= _SAME_EDGE and abs(row.size - column[-1].size) <= 1.0


def _gaps(row: Row) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    end = row.words[0].x1
    for word in row.words[1:]:
        if word.x0 > end:
            found.append((end, word.x0))
        end = max(end, word.x1)
    return found


def _zone_at(rows: list[Row], first: int, at_head: bool, width: float) -> _Zone | None:
    """The widest zone of two columns that begins with this row, if there is one."""
    row = rows[first]
    if row.widest_gap < _MIN_GAP * row.size:
        return None
    gaps = _gaps(row)
    best: _Zone | None = None
    for left, right in gaps:
        middle = (left + right) / 2
        if right - left < _MIN_GAP * row.size or not 0.2 * width < middle < 0.8 * width:
            continue
        if not _stands_out(gaps, left, right):
            continue
        zone = _grow(rows, first, left, right, at_head)
        if zone and (best is None or (zone.both, zone.right - zone.left) > (best.both, best.right - best.left)):
            best = zone
    return best


def _stands_out(gaps: list[tuple[float, float]], left: float, right: float) -> bool:
    others = [b - a for a, b in gaps if (a, b) != (left, right)]
    return not others or right - left > 1.7 * median(others)


def _grow(rows: list[Row], first: int, left: float, right: float, at_head: bool) -> _Zone | None:
    zone = _Zone(first, first + 1, left, right, 1)
    strong = right - left >= _STRONG_GAP * rows[first].size
    lonely = right - left >= _LONELY_GAP * rows[first].size
    last_both = first
    for index in range(first + 1, len(rows)):
        row = rows[index]
        if row.top - rows[index - 1].bottom > _FURTHEST:
            break
        sides = _sides(row, zone)
        if sides is None:
            break
        if sides[0] and sides[1]:
            if row.top - rows[last_both].bottom > _FURTHEST:
                break
            zone.both += 1
            last_both = index
            gap = sides[1] - sides[0]
            strong = strong or gap >= _STRONG_GAP * row.size
        if sides[0]:
            zone.left = max(zone.left, sides[0])
        if sides[1]:
            zone.right = min(zone.right, sides[1])
        zone.last = index + 1
    if not strong:
        return None
    _trim(rows, zone, last_both, at_head)
    left_rows, right_rows = _split(rows[zone.first : zone.last], zone.middle)
    zone.both = max(zone.both, _side_by_side(left_rows, right_rows))
    if zone.both < 2 and not (at_head and lonely):
        return zone if not at_head and _is_bare_foot(rows, zone, right - left) else None
    return zone if _are_columns(left_rows, right_rows, at_head) else None


def _is_bare_foot(rows: list[Row], zone: _Zone, gap: float) -> bool:
    """Whether a zone of one two-sided row is a foot: *Nơi nhận:* far from the post, a column under it to the end."""
    wide = gap >= _WIDE_GAP * rows[zone.first].size
    return wide and zone.last - zone.first > 2 and len(rows) - zone.last <= _LEFT_OVER


def _sides(row: Row, zone: _Zone) -> tuple[float, float] | None:
    """The right edge of what stands left of the gutter and the left edge of what stands right of it (0 for nothing);
    None where the row runs across."""
    least = _MIN_GAP * row.size
    is_left = row.x1 + least <= zone.right
    is_right = row.x0 - least >= zone.left
    if is_left and (not is_right or row.centre < zone.middle):
        return row.x1, 0.0
    if is_right:
        return 0.0, row.x0
    gaps = _gaps(row)
    best: tuple[float, float] | None = None
    for left, right in gaps:
        room = min(zone.right, right) - max(zone.left, left)
        if room >= least and (best is None or right - left > best[1] - best[0]) and _stands_out(gaps, left, right):
            best = (left, right)
    return best


def _split(rows: list[Row], middle: float) -> tuple[list[Row], list[Row]]:
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        sides = (
            [w for w in row.words if (w.x0 + w.x1) / 2 < middle],
            [w for w in row.words if (w.x0 + w.x1) / 2 >= middle],
        )
        for side, words in zip((left, right), sides, strict=True):
            if words:
                side.append(row if len(words) == len(row.words) else make_row(row.page, words))
    return left, right


def _side_by_side(left: list[Row], right: list[Row]) -> int:
    """How many rows of each column have one of the other beside them, if not on the same base line."""

    def beside(column: list[Row], other: list[Row]) -> int:
        return sum(any(min(a.bottom, b.bottom) - max(a.top, b.top) > 0.25 * a.size for b in other) for a in column)

    return min(beside(left, right), beside(right, left))


def _trim(rows: list[Row], zone: _Zone, last_both: int, at_head: bool) -> None:
    """Cuts the zone before the first row under its last two-sided one that belongs to neither column."""
    left, right = _split(rows[zone.first : last_both + 1], zone.middle)
    for index in range(last_both + 1, zone.last):
        row = rows[index]
        is_left = row.centre < zone.middle
        column = left if is_left else right
        room = 2.6 * row.size if at_head else 1.2 * row.size if is_left else _FURTHEST
        if not _continues(row, column, room, by_edge=not at_head):
            zone.last = index
            return
        column.append(row)


def _continues(row: Row, column: list[Row], room: float, *, by_edge: bool) -> bool:
    """Whether a row stands under a column as its next line, at most `room` below, around the same axis or (`by_edge`)
    from the same edge."""
    if not column:
        return True
    if row.top - column[-1].bottom > room:
        return False
    if any(abs(row.centre - other.centre) <= _SAME_CENTRE for other in column):
        return True
    same_type = any(abs(row.size - other.size) <= 1.0 for other in column[-3:])  # a recogniser's sizes vary
    return by_edge and same_type and any(abs(row.x0 - other.x0) <= _SAME_EDGE for other in column)


def _belongs_above(row: Row, rows: list[Row], zone: _Zone) -> bool:
    """Whether the row over a zone is a first line of one of its columns (they need not begin at the same height)."""
    left, right = _split(rows[zone.first : zone.last], zone.middle)
    if row.x0 >= zone.left and right:
        column = right
    elif row.x1 <= zone.right and left and _is_centred(left):
        column = left
    else:
        return False
    if column[0].top - row.bottom > 1.2 * row.size:
        return False
    return any(abs(row.centre - other.centre) <= _SAME_CENTRE / 2 for other in column)


def _is_centred(column: list[Row]) -> bool:
    """Lines around one axis, not from one edge."""
    if len(column) < 2:
        return True
    edges = [row.x0 for row in column]
    return max(edges) - min(edges) > _SAME_EDGE and not _from_one_edge(column)


def _from_one_edge(column: list[Row]) -> bool:
    usual = median(row.x0 for row in column)
    return sum(abs(row.x0 - usual) <= _SAME_EDGE for row in column) > len(column) / 2


def _are_columns(left: list[Row], right: list[Row], at_head: bool) -> bool:
    """Whether both sides look like columns of a head or foot and not like a list of labels with their values."""
    if not left or not right:
        return False
    if at_head:
        return True
    if len(right) == 1:
        return _is_centred(left) or right[0].bold is True
    labels = all(len(row.words) == 1 and len(row.words[0].text) <= 3 for row in left)
    return not labels
