"""Automatic numbers for a rendered DOCX: one multi-level list, its counters followed as Word counts them."""

from __future__ import annotations

import re

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
LEVELS = (
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("decimal", "%2.%3."),
    ("lowerLetter", "%4)"),
    ("bullet", "-"),
    ("bullet", "+"),
    ("bullet", "*"),
)
BULLETS = {"-": 4, "+": 5, "*": 6}
LIST_ID = 90


class Numbering:
    """Gives paragraphs their label as an automatic number, as far as the list's counters reach that label."""

    def __init__(self, document: Document) -> None:
        self._root = document.part.numbering_part.element
        self._counters = [0, 0, 0, 0]
        self._num_id = LIST_ID
        abstract = self._abstract(LIST_ID)
        first_num = self._root.find(qn("w:num"))
        self._root.insert(list(self._root).index(first_num) if first_num is not None else 0, abstract)
        self._root.append(self._num(LIST_ID))

    def apply(self, paragraph: Paragraph, label: str) -> bool:
        """Whether the label could be had from the list; where not, the caller types it."""
        if label in BULLETS:
            self._set(paragraph, BULLETS[label], self._num_id)
            return True
        found = self._place(label)
        if found is None:
            return False
        level, value = found
        if value != self._counters[level] + 1:
            if value != 1 or level == 2:
                return False
            self._num_id += 1
            self._root.append(self._num(self._num_id, restart=level))
        self._counters[level] = value
        self._counters[level + 1 :] = [0] * (3 - level)
        self._set(paragraph, level, self._num_id)
        return True

    def _place(self, label: str) -> tuple[int, int] | None:
        if re.fullmatch(r"[IVXL]+\.", label):
            return 0, _roman(label[:-1])
        if re.fullmatch(r"\d+\.", label):
            return 1, int(label[:-1])
        dotted = re.fullmatch(r"(\d+)\.(\d+)\.", label)
        if dotted and int(dotted[1]) == self._counters[1]:
            return 2, int(dotted[2])
        if re.fullmatch(r"[a-d]\)", label):  # Word's fifth letter is e, the Vietnamese one đ
            return 3, "abcd".index(label[0]) + 1
        return None

    @staticmethod
    def _set(paragraph: Paragraph, level: int, num_id: int) -> None:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')
        )

    @staticmethod
    def _abstract(abstract_id: int):  # type: ignore[no-untyped-def]
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>'
            for i, (fmt, text) in enumerate(LEVELS)
        )
        return parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract_id}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )

    @staticmethod
    def _num(num_id: int, restart: int | None = None):  # type: ignore[no-untyped-def]
        override = (
            "" if restart is None else f'<w:lvlOverride w:ilvl="{restart}"><w:startOverride w:val="1"/></w:lvlOverride>'
        )
        return parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{num_id}"><w:abstractNumId w:val="{LIST_ID}"/>{override}</w:num>'
        )


def _roman(letters: str) -> int:
    values = [ROMAN[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
