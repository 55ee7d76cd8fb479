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
from ..source import Block, Line, tables_of, texts_of

_GAP = compile_later(r"(?<=\S)\s{3,}(?=\S)")
_WIDE = compile_later(r"\s{3}")
_BULLET = compile_later(r"[-–+•*]\s?\S")
_LONGEST_FOOT = 24
"""Lines, from its first on."""
_TOP = 4
"""Lines of a foot among which one has all its columns: body, authority, position."""
_LONGEST_LINE = 120
"""Characters, wide spaces folded; a longer line is a paragraph."""


def part_columns(blocks: Sequence[Block], headings: Headings) -> Sequence[Block]:
    """The blocks, each foot in two columns as its left column and then its right; the same object where none is."""
    lines = texts_of([block for block in blocks if isinstance(block, Line)] if tables_of(blocks) else blocks)
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
        if isinstance(block, Line) and block.box is None and _opens_columns(blocks, index, headings):
            end = _end_of(blocks, index, headings)
        if end > index:
            made += blocks[copied:index]
            made += _part(blocks[index:end], headings)
            index = copied = end
        else:
            index += 1
    return [*made, *blocks[copied:]] if copied else blocks


def _opens_columns(blocks: Sequence[Block], index: int, headings: Headings) -> bool:
    """Whether the line there holds `Nơi nhận:` (and, set apart, a signature); or signatures side by side, of which some
    may begin with the body that signs; or such bodies alone, above their signatures."""
    line, below = blocks[index], blocks[index + 1] if index + 1 < len(blocks) else None
    assert isinstance(line, Line)
    words = line.text.strip()
    if headings.marks.foot.match(words):
        return True
    pieces = _GAP.split(words)
    if len(pieces) < 2:
        return False
    signed = _signs(pieces, headings)
    if all(signed) or not all(map(is_capitals, pieces)):
        return all(signed)
    under = _GAP.split(below.text.strip()) if isinstance(below, Line) and below.box is None else []
    return any(signed) or (len(under) == len(pieces) and all(_signs(under, headings)))


def _signs(pieces: Sequence[str], headings: Headings) -> list[bool]:
    return [headings.marks.signature.match(piece) is not None for piece in pieces]


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
    if widest := _widest(lines):
        listed = (i for i, line in enumerate(lines) if i and headings.marks.foot.match(line.text.strip()))
        end = next(listed, len(lines))
        return [*_part_by_place(lines[:end], widest), *(_part(lines[end:], headings) if end < len(lines) else ())]
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


def _widest(lines: Sequence[Line]) -> Line | None:
    """The first of the top lines that has most columns, where these are three or more (two bodies beside the
    recipients, three bodies that sign); None where they are two."""
    widest = max(lines[:_TOP], key=lambda line: len(_GAP.split(line.text.strip())))
    return widest if len(_GAP.split(widest.text.strip())) > 2 else None


def _part_by_place(lines: Sequence[Line], widest: Line) -> list[Line]:
    """The lines of each of several columns, from the left: every piece in the column of `widest` in whose reach its
    middle lies, bullets in the first."""
    ends = [(found.start() + found.end()) / 2 for found in _GAP.finditer(widest.text.rstrip())]
    ends = [end for end in ends if end > len(widest.text) - len(widest.text.lstrip())]
    columns: list[list[Line]] = [[] for _ in range(len(ends) + 1)]
    for line in lines:
        at = 0
        for number, words in enumerate(_GAP.split(line.text.strip())):
            at = line.text.index(words, at)
            middle = at + len(words) / 2
            place = 0 if _BULLET.match(words) else sum(middle > end for end in ends)
            columns[place].append(replace(line, text=words, blank_before=line.blank_before and not number))
            at += len(words)
    return [line for column in columns for line in column]
