"""What stands behind the foot of a document: its appendices, and a plan that the decision above promulgates.

Works on lines, by the marks of rules/letterhead.toml (Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I).
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language.capitals import is_capitals
from ..lexicon.headings import Headings
from ..lexicon.letterhead import Marks
from .values import TextLine

_APPENDED_WITHIN = 8


def find_annexed(words: list[str], lines: Sequence[TextLine], foot: int, end: int, headings: Headings) -> int:
    """Where a plan promulgated by the document above begins: its title in capitals, under it *(Ban hành kèm theo Quyết
    định …)*. An annex of a plan says *(Kèm theo Kế hoạch …)*."""
    for index in range(foot + 1, end):
        if lines[index].table is not None or not headings.marks.promulgated.match(words[index]):
            continue
        start = index
        while start > foot + 1 and index - start < 6 and lines[start - 1].table is None and _is_title(words[start - 1]):
            start -= 1
        if start == index:  # a trích yếu in small letters under the kind in capitals
            start = _small_title(words, lines, foot, index, headings)
        marks = headings.marks
        if start < index and (marks.appendix.match(words[start]) or marks.annexed.match(words[start])):
            continue
        while start < index and marks.signature.match(words[start]):
            start += 1
        if start < index:
            return start
    return end


_TITLE_LINES = 6
"""Lines of a title: the kind and its trích yếu."""


def _small_title(words: list[str], lines: Sequence[TextLine], foot: int, end: int, headings: Headings) -> int:
    """Where a title with its trích yếu in small letters begins that ends at `end`: at the kind in capitals (`KẾ HOẠCH ⏎
    Phục hồi …`, or both on one line); `end` where there is none."""
    for index in range(end - 1, max(foot, end - _TITLE_LINES), -1):
        here = words[index]
        if lines[index].table is not None or here.endswith((";", ".", ":")):
            return end
        kind = headings.marks.kind.match(here)
        if kind and kind[0].isupper():
            return index
    return end


def _is_title(words: str) -> bool:
    """Whether a line is one of a title in capitals; its last may hold the year alone."""
    return is_capitals(words) or not any(c.isalpha() for c in words)


def find_appendices(
    words: list[str], lines: Sequence[TextLine], start: int, total: int, foot: int | None, headings: Headings
) -> list[int]:
    """The lines on which appendices begin. `start`: behind the line of the document's kind; `total`: the end of the
    lines; `foot`: the line of the recipients."""
    marks = headings.marks
    is_labelled = marks.appendix.match
    behind = total if foot is None else foot
    found: list[int] = []
    for index, line in enumerate(words[start:total], start):
        labelled = is_labelled(line) is not None
        after_foot = index > behind
        if not labelled and not (after_foot and is_capitals(line)):
            continue
        if lines[index].table is not None or len(line) > 250:
            continue
        appended = any(marks.appended.match(w) for w in words[index + 1 : index + 1 + _APPENDED_WITHIN])
        stands_out = is_capitals(line) or lines[index].align == "center" or len(line) < 20
        if labelled:
            opens = (after_foot or appended or (foot is None and stands_out)) and _begins_line(words, lines, index)
        else:
            opens = (not found or index - found[-1] > 6) and _is_titled_annex(words, index, marks)
        if opens:
            found.append(index)
    return found


def _begins_line(words: list[str], lines: Sequence[TextLine], index: int) -> bool:
    """Whether the line before has come to an end (a reference in a wrapped sentence is no appendix)."""
    before = words[index - 1]
    if lines[index - 1].table is not None or lines[index].blank_before:
        return True
    return before.endswith((".", ";", ":", "/", "|", ")")) or is_capitals(words[index]) or len(before) < 60


def _is_titled_annex(words: list[str], index: int, marks: Marks) -> bool:
    """Whether a line in capitals begins an annex without label: a title in capitals, no signature, and right under it
    *(Kèm theo …)*; where what it is carried by is a decision, it is no annex but what the decision promulgates."""
    if marks.signature.match(words[index]) or marks.motto.match(words[index]):
        return False
    for below in words[index + 1 : index + 1 + _APPENDED_WITHIN]:
        if marks.appended.match(below):
            return marks.annexed.match(words[index]) is not None or not marks.promulgated.match(below)
        if not is_capitals(below) and any(c.isalpha() for c in below):
            return False
    return False
