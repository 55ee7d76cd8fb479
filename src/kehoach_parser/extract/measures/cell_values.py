"""The value of a cell: a figure whose unit may stand elsewhere, in another column or in the heading.

Numbers, comparators and units are read by the grammar of sentences; a cell has no clauses to judge them by.
"""

from __future__ import annotations

from ...lexicon.measures import MeasureLexicon
from ...lexicon.measures import load as load_lexicon
from ..words.numbers import Number, find_numbers, split_scale, times_scale
from ..words.words import Words, split_statement
from .reader import FoundMeasure, count_whole, doubt_value, read_frequency
from .readings import UnitReading, name_unit, read_left, with_denominator

_AS_WRITTEN = frozenset(["none", "time", "age"])
"""Kinds of units that a sentence counts in only where its words say so; a column says it by its heading."""


def read_value(cell: str, unit: str | None, deadline: str | None = None) -> FoundMeasure | None:
    """The one value of a cell that holds nothing else: a number or a range, with a comparator or a word of change, and
    its own `%` or the `unit` that stands elsewhere (*≥ 95* | *hộ*; *118/122* | *xã*; *1,2* | *triệu đồng*).

    Offsets are those of the cell; there is no subject. None where other words stand in the cell, or not one number, or
    no unit anywhere. A unit that no list knows is given as it is written.
    """
    numbers = find_numbers(cell, words=False)
    if len(numbers) != 1 or not (numbers[0].percent or unit):
        return None
    number, words, lexicon = numbers[0], split_statement(cell), load_lexicon()
    after = words.after(number.end)
    left = read_left(words, words.at(number.start), lexicon)
    behind = lexicon.comparators.after.starting_at(words.words, after)
    if left.outer > 0 or (behind[0] if behind else after) < len(words.words):
        return None
    scale, unit_words, reading = _read_unit(unit, number, lexicon)
    low, high = count_whole(cell, number, reading, number.low, number.high)
    comparator = behind[1] if behind else left.comparator
    if number.kind == "range" and low != high:
        comparator = "between"
    per, every = read_frequency(unit_words, reading, reading.per, None, lexicon)
    return FoundMeasure(
        start=words.starts[0],
        end=words.ends[-1],
        comparator=comparator or "eq",
        low=times_scale(low, scale),
        high=times_scale(high, scale),
        unit=reading.noun,
        direction=left.direction,
        per=per,
        every=every,
        of=number.of,
        deadline=None if every else deadline,
        doubts=(*number.doubts, *doubt_value(number, reading, comparator, left.direction, behind=behind is not None)),
    )


def _read_unit(unit: str | None, number: Number, lexicon: MeasureLexicon) -> tuple[float, Words, UnitReading]:
    """The factor of a unit (*triệu đồng*), its words without that, and how they are read; a number's own `%` first."""
    scale, rest = (1.0, "%") if number.percent else split_scale(unit or "")
    words = split_statement(rest)
    if number.percent:
        reading = UnitReading(number.percent, "share", 1, 1, 1)
    elif rest in ("%", "‰"):
        reading = with_denominator(words, UnitReading(rest, "share", 1, 1, 1), lexicon)
    else:
        reading = name_unit(words, 0, 0, 0, lexicon)
    if reading.kind in _AS_WRITTEN:
        return 1.0, words, UnitReading(unit, reading.kind, 0, 0, 0)
    return scale, words, reading
