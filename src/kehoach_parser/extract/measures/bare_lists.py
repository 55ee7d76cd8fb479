"""Lists of names and numbers without a unit: *(cao đẳng 1.100, trung cấp 2.300)*, *… (triệu đồng): giáo dục 1.250, y tế
870*. The unit stands before the colon, or nowhere: then what is counted is what the list is about."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...lexicon.measures import MeasureLexicon
from ...structure.values import Doubt
from ..words.numbers import Number, parse_numeral, split_scale, times_scale
from ..words.times import Deadline
from ..words.words import Words, places_among, split_statement
from .readings import Draft, UnitReading, name_unit, read_left
from .wording import WORDING

_LONGEST = 10
"""More words than the name of an item has."""
_MOST_SHARED = 80
"""More items than a list within another has; the outer one may be of any length."""
_SMALL = 20
"""A list of whole numbers up to here may be one of names (*thôn 1, thôn 2*)."""


class _Item(Struct, frozen=True):
    """An item of a list: its name and its number, the index behind the item; whether the number may be part of the name
    (*quốc lộ 5*)."""

    name: str
    number: Number
    end: int
    in_name: bool = False


def listed_values(
    words: Words, numbers: Sequence[Number], times: Sequence[Deadline], lexicon: MeasureLexicon
) -> dict[int, Draft]:
    """The drafts of the numbers that such lists give, by where the number begins."""
    found: dict[int, Draft] = {}
    if len(numbers) < 2:
        return found
    figures = {words.at(number.start): number for number in numbers if number.kind == "plain" and not number.percent}
    spans = {words.at(time.start): words.after(time.end) for time in times}
    opens = WORDING.list_openers | {WORDING.parting_ends}
    known: dict[int, _Item | None] = {}
    for opening in places_among(words.words, opens):
        word = words.words[opening]
        parting = word == WORDING.parting_ends
        if parting and WORDING.among.ending_at(words.words, opening) is None:
            continue
        items = _items(words, opening, figures, spans, known, lexicon)
        if len(items) < 2:
            continue
        parts = _unit_of_sum(words, opening - parting, items, numbers, lexicon) if word != ":" else None
        unit = _unit_before(words, opening, lexicon) if word == ":" else parts
        if parting and parts is None:
            continue  # *trong đó thôn 1, thôn 2*
        if _are_values(items, unit is not None):
            found |= {item.number.start: _draft(words, item, unit, lexicon) for item in items}
    return found


def _items(
    words: Words,
    opening: int,
    figures: dict[int, Number],
    spans: dict[int, int],
    known: dict[int, _Item | None],
    lexicon: MeasureLexicon,
) -> list[_Item]:
    """The items behind `words[opening]`, empty where anything else stands among them. `known`: the items read so far by
    where they begin, which lists within one another share."""
    texts, index = words.words, opening + 1
    items: list[_Item] = []
    closes = (")",) if texts[opening] == "(" else (".", "")
    shared = 0
    while shared < _MOST_SHARED:
        if index in known:
            shared += 1
        else:
            known[index] = _item(words, index, figures, spans, lexicon)
        item = known[index]
        if item is None:
            return []
        items.append(item)
        following = texts[item.end] if item.end < len(texts) else ""
        if following in closes:
            return items
        if following not in WORDING.label_starts:
            return []
        index = item.end + 1
    return []


def _item(
    words: Words, start: int, figures: dict[int, Number], spans: dict[int, int], lexicon: MeasureLexicon
) -> _Item | None:
    """A name and the number behind it: *cao đẳng 1.100*, *năm 2026: 1.200*."""
    texts, index = words.words, start
    while index < min(len(texts), start + _LONGEST):
        if index in spans:
            index = spans[index]
            continue
        if texts[index][0].isdigit() and "".join(texts[index + 1 : index + 2]) in WORDING.short_terms:
            index += 2  # *đào tạo dưới 03 tháng | 11.500*
            continue
        if index in figures and index > start:
            break
        if not texts[index].isalpha() and texts[index] not in WORDING.inside_label:
            return None
        index += 1
    else:
        return None
    if index >= len(texts):
        return None
    named = lexicon.comparators.names.ending_at(texts, index - 1)
    in_name = named is not None and named[1] != "free"
    return _Item(words.slice(start, index), figures[index], words.after(figures[index].end), in_name)


def _are_values(items: Sequence[_Item], stated: bool) -> bool:
    """Whether a list gives values, not names with a number in them; `stated`: a unit stands before it."""
    if len({item.name for item in items}) < len(items) or (not stated and any(item.in_name for item in items)):
        return False
    lows = [item.number.low for item in items]
    return stated or max(lows) > _SMALL or any(not low.is_integer() for low in lows)


def _unit_before(words: Words, colon: int, lexicon: MeasureLexicon) -> tuple[float, UnitReading] | None:
    """The unit in parentheses right before a colon, and how many of it one is: *Phân bổ vốn (triệu đồng):*."""
    texts = words.words
    if texts[colon - 1 : colon] != (")",):
        return None
    opening = next((at for at in range(colon - 2, max(-1, colon - _LONGEST), -1) if texts[at] == "("), None)
    if opening is None or opening + 1 >= colon - 1:
        return None
    scale, rest = split_scale(words.slice(opening + 1, colon - 1))
    inside = split_statement(rest)
    reading = name_unit(inside, 0, 0, 0, lexicon)
    return (scale, reading) if reading.noun and reading.end >= len(inside.words) else None


def _unit_of_sum(
    words: Words, opening: int, items: Sequence[_Item], numbers: Sequence[Number], lexicon: MeasureLexicon
) -> tuple[float, UnitReading] | None:
    """The unit of the value before a parenthesis whose items add up to it, and how many of it one of theirs is: *14
    trường (mầm non 5, tiểu học 6, THCS 3)*, *680 triệu USD (chè 45, cà phê 635)*."""
    at = words.starts[opening]
    whole = next((number for number in reversed(numbers) if number.end <= at), None)
    if whole is None or whole.kind != "plain" or whole.percent or words.at(at) - words.after(whole.end) > _COUNTED:
        return None
    total = sum(item.number.low for item in items)
    numeral = parse_numeral(words.text[whole.start : whole.end].split()[0])
    if total not in (whole.low, numeral):
        return None
    after = words.after(whole.end)
    reading = name_unit(words, after, whole.end, after, lexicon)
    if reading.noun is None or reading.end > opening:
        return None
    return (whole.low / total if total else 1.0), reading


_COUNTED = 12
"""More words than a counted noun has."""


def unit_in_label(words: Words, first: int, lexicon: MeasureLexicon) -> UnitReading | None:
    """The unit of a number right behind a label that ends in it: *Tỷ lệ phủ sóng (%): | 90*; one without scale."""
    if first < 4 or words.words[first - 2 : first] != (")", ":"):
        return None
    stated = _unit_before(words, first - 1, lexicon)
    return stated[1] if stated and stated[0] == 1 else None


def _draft(words: Words, item: _Item, unit: tuple[float, UnitReading] | None, lexicon: MeasureLexicon) -> Draft:
    number, after = item.number, item.end
    first = words.at(number.start)
    left = read_left(words, first, lexicon)
    if unit is None:
        doubts = (*number.doubts, Doubt("unit", "Danh sách không ghi đơn vị của giá trị."))
        return Draft(number, first, after, left, UnitReading(None, "none", after, after, after), None, doubts)
    scale, reading = unit
    scaled = replace(number, low=times_scale(number.low, scale), high=times_scale(number.high, scale))
    stated = UnitReading(reading.noun, "none", after, after, after, reading.per, reading.group)
    return Draft(scaled, first, after, left, stated, reading.per, number.doubts)
