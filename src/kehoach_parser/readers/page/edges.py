"""keep_on_page(): boxes lie within the page that they name, whatever the file draws beyond its edge."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import isfinite
from operator import attrgetter, gt

from ...source import Block, Box, Line
from .turned import map_boxes
from .words import PageText

_turn_of = attrgetter("style.turn")


def keep_on_page(
    blocks: Sequence[Block], sizes: Mapping[int, tuple[float, float]], crossed: Collection[int]
) -> list[Block]:
    """The blocks, their boxes cut at the edges of the page: a letter may stand half beyond one, or hang upside down
    from its base line, and one that no place can be reckoned for stands at the edge. `sizes`: width and height by
    page; `crossed`: the pages of which every box is looked at, as `find_crossed` gives them."""

    def is_within(box: Box) -> bool:
        width, height = sizes[box.page]
        return 0 <= box.x0 <= box.x1 <= width and 0 <= box.top <= box.bottom <= height

    def cut(box: Box) -> Box:
        width, height = sizes[box.page]
        x0, x1 = sorted((box.x0, box.x1))
        top, bottom = sorted((box.top, box.bottom))
        return Box(
            box.page,
            min(width, max(0.0, x0)),  # in this order, for what is no number
            min(height, max(0.0, top)),
            min(width, max(0.0, x1)),
            min(height, max(0.0, bottom)),
        )

    def lies_within(line: Line) -> bool:
        return line.box is None or (line.box.page not in crossed and is_within(line.box))

    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Line):
            within = lies_within(block)
        else:
            within = (block.box is None or is_within(block.box)) and all(
                (cell.box is None or is_within(cell.box)) and all(map(lies_within, cell.lines)) for cell in block.cells
            )
        kept.append(block if within else map_boxes(block, cut))
    return kept


def find_crossed(pages: Sequence[PageText]) -> set[int]:
    """The pages with a word beyond an edge, upside down or of no reckoned place; the box of its line, which is that of
    most of its words, may lie within all the same. What does not stand level counts too: levelled, it is given the
    height of its letters. To be asked before the words are laid out."""
    return {page.number for page in pages if _is_crossed(page)}


def _is_crossed(page: PageText) -> bool:
    if not page.words:
        return False
    left, right = [word.x0 for word in page.words], [word.x1 for word in page.words]
    above, below = [word.top for word in page.words], [word.bottom for word in page.words]
    within = min(left) >= 0 and max(right) <= page.width and min(above) >= 0 and max(below) <= page.height
    turned = any(map(_turn_of, page.words))
    placed = isfinite(sum(left) + sum(right) + sum(above) + sum(below))
    return not within or not placed or turned or any(map(gt, left, right)) or any(map(gt, above, below))
