"""Blocks -> blocks: the two columns of a foot that a text export set side by side by wide spaces.

Nghị định 30/2020/NĐ-CP (Phụ lục I) puts the recipients on the left and the signature on the right; line by line they
read as neither. Two signatures side by side (a plan of two bodies) are parted in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..language.capitals import is_capitals
from ..language.patterns import compile_later
from ..lexicon.headings import Headings
from ..source import Block, Line

_GAP = compile_later(r"(?<=\S)\s{3,}(?=\S)")
_WIDE = compile_later(r"\s{3}")
_BULLET = compile_later(r"[-–+•*]\s?\S")
_LONGEST_FOOT = 24
"""Lines, from its first on."""
_LONGEST_LINE = 120
"""Characters, wide spaces folded; a longer line is a paragraph."""


def part_columns(blocks: Sequence[Block], headings: Headings) -> Sequence[Block]:
    """The blocks, each foot in two columns as its left column and then its right; the same object where none is."""
    lines = [block.text for block in blocks if isinstance(block, Line)]
    everything = "|".join(lines)  # the one white space that is printable is the blank
    if "   " not in everything and everything.isprintable():
        return blocks
    if not any(map(_WIDE.search, lines)):
        return blocks
    index, count = 0, len(blocks)
    made: list[Block] = []
    copied = 0
    while index < count:
        block = blocks[index]
        end = index
        if isinstance(block, Line) and block.box is None and _opens_columns(block, headings):
            end = _end_of(blocks, index, headings)
        if end > index:
            made += blocks[copied:index]
            made += _part(blocks[index:end], headings)
            index = copied = end
        else:
            index += 1
    return [*made, *blocks[copied:]] if copied else blocks


def _opens_columns(line: Line, headings: Headings) -> bool:
    """Whether a line holds `Nơi nhận:` and, set apart, a signature; or `Nơi nhận:` alone; or two signatures, of which
    one may begin with the body that signs."""
    words = line.text.strip()
    if not headings.marks.foot.match(words):
        halves = _GAP.split(words)
        if len(halves) != 2:
            return False
        signed = [headings.marks.signature.match(half) is not None for half in halves]
        return all(signed) or (any(signed) and all(map(is_capitals, halves)))
    return True


def _end_of(blocks: Sequence[Block], start: int, headings: Headings) -> int:
    """Where the foot that begins at `start` ends: at the latest where an annex or another document begins."""
    end = start
    while end < min(len(blocks), start + _LONGEST_FOOT):
        block = blocks[end]
        if not isinstance(block, Line) or block.box is not None or len(" ".join(block.text.split())) > _LONGEST_LINE:
            break
        if end > start and _begins_another(block.text, headings):
            break
        end += 1
    return end


def _begins_another(line: str, headings: Headings) -> bool:
    """Whether a line is the first of an annex (*PHỤ LỤC*) or of the document behind the foot (*KẾ HOẠCH*)."""
    words, marks = line.strip(), headings.marks
    return marks.appendix.match(words) is not None or (words.isupper() and marks.kind.match(words) is not None)


def _part(blocks: Sequence[Block], headings: Headings) -> list[Line]:
    """The lines of the left column, then those of the right. A line without gap goes to the right column where it is no
    bullet and the left one has come to a stop."""
    lines = [block for block in blocks if isinstance(block, Line)]
    left: list[Line] = []
    right: list[Line] = []
    parted = 0
    done: list[Line] = []
    for line in lines:
        words = line.text.strip()
        halves = _GAP.split(words, maxsplit=1)
        if headings.marks.foot.match(words) and left:
            done, left, right = [*done, *left, *right], [], []
        if len(halves) == 2:
            parted += 1
            left.append(replace(line, text=halves[0]))
            right.append(replace(line, text=" ".join(halves[1].split()), blank_before=False))
        elif right and not _BULLET.match(words) and left[-1].text.rstrip().endswith((".", ";", ",", ":")):
            right.append(replace(line, text=words))
        else:
            left.append(line)
    return [*done, *left, *right] if parted else lines
