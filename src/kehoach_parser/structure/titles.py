"""Text -> Text: a title that runs into the preamble in one paragraph gets a line of its own.

*KẾ HOẠCH Phổ biến pháp luật năm 2023 Thực hiện Quyết định số …, Sở Tư pháp ban hành Kế hoạch như sau:* is two
components (Nghị định 30/2020/NĐ-CP, Điều 8). As in `flattened`, a space becomes a line break and no offset moves.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..language.capitals import is_capitals
from ..lexicon.headings import Headings
from .values import Text, TextLine, put

_HEAD = 40
"""Lines among which the kind of the document stands."""
_TITLE = 4
"""Lines from the kind on, in one of which the preamble may begin."""
_SHORTEST = 12
"""Characters of a title."""


def part_title(text: Text, headings: Headings) -> Text:
    """The text with its title parted from the preamble; the same object where they stand apart."""
    for index, line in enumerate(text.lines[:_HEAD]):
        kind = headings.marks.kind.match(text.reading, line.start, line.end) if line.table is None else None
        if kind:
            lines = _title_lines(text, index, headings) if kind.end() == line.end else (index,)
            places = ((number, _find_preamble(text.reading, text.lines[number], headings)) for number in lines)
            return next((_cut(text, number, place) for number, place in places if place is not None), text)
    return text


def _title_lines(text: Text, kind: int, headings: Headings) -> Iterator[int]:
    """The lines below one that holds the kind alone, as far as they can be the title's."""
    for number in range(kind + 1, min(kind + _TITLE, len(text.lines))):
        line = text.lines[number]
        words = text.reading[line.start : line.end]
        if line.table is not None or headings.marks.opening.match(words) or headings.marks.power.match(words):
            return
        yield number
        if words[-1] in ".:;0123456789":
            return


def _find_preamble(reading: str, line: TextLine, headings: Headings) -> int | None:
    """Where in a line the preamble begins behind the title: behind capitals, behind a figure (the period closes a
    title), or where the line ends as a preamble does; None where it does not begin within the line."""
    closed = reading[line.start : line.end].endswith((":", ";", "."))
    for found in headings.marks.preamble.finditer(reading, line.start + _SHORTEST, line.end):
        before = reading[line.start : found.start()].rstrip()
        before = before.rstrip("-–_ ") if before.endswith(("--", "––", "__")) else before
        within = before.endswith((",", ";", ":", "(", "“", '"')) or headings.marks.open_end.match(before)
        if within or reading[found.start() - 1] != " ":
            continue
        if is_capitals(before) or before[-1] in "0123456789)" or closed:
            return found.start()
    return None


def _cut(text: Text, number: int, place: int) -> Text:
    line = text.lines[number]
    rest = replace(line, start=place, starts_paragraph=True, blank_before=False, list_label=None, bold=None, align=None)
    lines = (*text.lines[:number], line.until(place - 1), rest, *text.lines[number + 1 :])
    breaks = [place - 1]
    return replace(text, text=put(text.text, breaks, "\n"), reading=put(text.reading, breaks, "\n"), lines=lines)
