"""Pages whose text stands sideways or upside down though the page is not marked as rotated.

Such a page is laid out as if it had been turned; the boxes of the result are turned back, so that they lie where the
text is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec.structs import replace

from ...source import Block, Box, Cell, Line
from .words import ASCENT, DESCENT, PageText, Picture, Rule, Word

_MOST = 0.6  # of the letters stand so


def text_turn(page: PageText) -> int:
    """In how many quarter turns clockwise nearly all text of the page stands; 0 where it is level."""
    if all(word.style.turn == 0 for word in page.words):
        return 0
    letters: Counter[int | None] = Counter()
    for word in page.words:
        letters[word.style.turn] += len(word.text)
    turn, count = letters.most_common(1)[0]
    return turn if turn and count >= _MOST * sum(letters.values()) else 0


def levelled(page: PageText, turn: int) -> PageText:
    """The page turned back by `turn` quarters, so that its text is level."""
    width, height = page.width, page.height
    new = PageText(
        page.number,
        *((height, width) if turn % 2 else (width, height)),
        page.text,
        [],
        paths=page.paths,
        hidden=page.hidden,
    )
    for word in page.words:
        box = _forward(turn, width, height, word.x0, word.top, word.x1, word.bottom)
        style = replace(word.style, turn=None if word.style.turn is None else (word.style.turn - turn) % 4)
        if style.turn == 0:
            base = {1: width - word.base, 2: height - word.base, 3: word.base}[turn]
            new.words.append(
                Word(
                    word.text,
                    box[0],
                    base - ASCENT * style.size,
                    box[2],
                    base + DESCENT * style.size,
                    base,
                    style,
                    word.glued,
                    word.confidence,
                )
            )
        else:
            new.words.append(Word(word.text, *box, box[3], style, word.glued, word.confidence))
    new.rules = [Rule(*_forward(turn, width, height, *rule)) for rule in page.rules]
    new.pictures = [Picture(*_forward(turn, width, height, *picture)) for picture in page.pictures]
    return new


def _forward(
    turn: int, width: float, height: float, x0: float, top: float, x1: float, bottom: float
) -> tuple[float, float, float, float]:
    if turn == 1:
        return top, width - x1, bottom, width - x0
    if turn == 2:
        return width - x1, height - bottom, width - x0, height - top
    return height - bottom, x0, height - top, x1


def turn_back(block: Block, turn: int, width: float, height: float) -> Block:
    """A block of a levelled page with its boxes where they are shown on the page of this size."""

    def back(box: Box) -> Box:
        if turn == 1:
            return Box(box.page, width - box.bottom, box.x0, width - box.top, box.x1)
        if turn == 2:
            return Box(box.page, width - box.x1, height - box.bottom, width - box.x0, height - box.top)
        return Box(box.page, box.top, height - box.x1, box.bottom, height - box.x0)

    return map_boxes(block, back)


def map_boxes(block: Block, back: Callable[[Box], Box]) -> Block:
    """The block with each box of it, and of what it holds, as `back` gives it."""
    if isinstance(block, Line):
        return _mapped_line(block, back)
    return replace(
        block,
        box=back(block.box) if block.box else None,
        cells=tuple(_mapped_cell(cell, back) for cell in block.cells),
    )


def _mapped_cell(cell: Cell, back: Callable[[Box], Box]) -> Cell:
    box = back(cell.box) if cell.box else None
    return replace(cell, box=box, lines=tuple(_mapped_line(line, back) for line in cell.lines))


def _mapped_line(line: Line, back: Callable[[Box], Box]) -> Line:
    pieces = tuple(replace(piece, box=back(piece.box)) for piece in line.pieces)
    return replace(line, box=back(line.box) if line.box else None, pieces=pieces)
