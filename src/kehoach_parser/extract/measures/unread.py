"""Figures of a target that were read as nothing: no value, no time, no name, no place in a document, no bound.

A number that stands with a unit is judged by grammar, whichever way; one without is either named by the words around it
or told to the reader as a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...language.patterns import compile_later
from ...language.spans import Spans
from ...lexicon.measures import load as load_lexicon
from ..words.numbers import Number, find_numbers
from ..words.times import find_deadlines, read_dates
from ..words.words import Words, split_statement
from .judging import stays_unread
from .wording import WORDING

_FIGURE = compile_later(r"[0-9](?<![\w/.,-].)[\d.,]*(?![\w/-])")
_YEAR = compile_later(r"(?:19|20)\d\d")


def find_unread(statement: str, values: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The places of such figures in a statement; `values`: the places of what was read there."""
    known = Spans(values)
    if all(known.meet(*match.span()) for match in _FIGURE.finditer(statement)):
        return ()
    numbers = find_numbers(statement, words=False)
    open_numbers = [number for number in numbers if not known.meet(number.start, number.end)]
    if not open_numbers:
        return ()
    times = [(time.start, time.end) for time in find_deadlines(statement)]
    told = Spans([*times, *((date.start, date.end) for date in read_dates(statement))])
    words, lexicon = split_statement(statement), load_lexicon()
    bare = [n for n in open_numbers if not (told.meet(n.start, n.end) or _is_label(words, n))]
    return tuple((number.start, number.end) for number in bare if stays_unread(words, number, lexicon))


def _is_label(words: Words, number: Number) -> bool:
    """The number of a heading, a list or a note: *1.*, *(2)*, a year without *năm*, one that goes on with another, or a
    part of a longer sign (*QCVN 06-1*)."""
    first, after = words.at(number.start), words.after(number.end)
    before = words.words[first - 1] if first else ""
    behind = words.words[after] if after < len(words.words) else ""
    if first == 0 or (before == "(" and behind == ")") or _YEAR.fullmatch(words.words[first]):
        return True
    listed = first > 1 and before in WORDING.listing and words.words[first - 2].isdigit()
    if listed and not _YEAR.fullmatch(words.words[first - 2]):
        return True  # *mức độ 3 và | 4*
    return before in WORDING.label_signs or behind in WORDING.label_signs
