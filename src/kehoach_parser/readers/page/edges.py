"""keep_on_page(): boxes lie within the page that they name, whatever the file draws beyond its edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...source import Block, Box, Line
from .turned import map_boxes


def keep_on_page(blocks: Sequence[Block], sizes: Mapping[int, tuple[float, float]]) -> list[Block]:
    """The blocks, their boxes cut at the edges of the page: a letter may stand half beyond one, or hang upside down
    from its base line. `sizes`: width and height by page."""

    def is_within(box: Box) -> bool:
        width, height = sizes[box.page]
        return 0 <= box.x0 <= box.x1 <= width and 0 <= box.top <= box.bottom <= height

    def cut(box: Box) -> Box:
        width, height = sizes[box.page]
        x0, x1 = sorted((box.x0, box.x1))
        top, bottom = sorted((box.top, box.bottom))
        return Box(
            box.page,
            min(max(x0, 0.0), width),
            min(max(top, 0.0), height),
            min(max(x1, 0.0), width),
            min(max(bottom, 0.0), height),
        )

    def lies_within(line: Line) -> bool:
        return line.box is None or is_within(line.box)

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
