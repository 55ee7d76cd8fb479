"""The numbers of a statement that are measures, in order, with what belongs to them.

Frequencies that begin with their period and counts out of a whole are read here, every other number is judged alone
(`judging`); the earlier value of a change is no measure, and two ends with units of their own are one range.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from msgspec.structs import replace

from ...language.spans import holds
from ...lexicon.measures import MeasureLexicon
from ...structure.values import Doubt
from ..words.numbers import Number
from ..words.times import Deadline
from ..words.words import Words
from .bare_lists import listed_values
from .bounds import end_of_bound
from .judging import judge_number
from .readings import Draft, Left, UnitReading, read_left, read_unit
from .timing import segment_start
from .wording import WORDING


def draft_measures(
    words: Words, numbers: Sequence[Number], times: Sequence[Deadline], lexicon: MeasureLexicon
) -> tuple[list[Draft], tuple[Deadline, ...]]:
    """The drafts of a statement in order, and its times without those of earlier values."""
    drafts: list[Draft] = []
    skip = -1
    time_starts = [time.start for time in times]
    listed = listed_values(words, numbers, times, lexicon)
    for position, number in enumerate(numbers):
        time = bisect_right(time_starts, number.start) - 1
        if number.start < skip or (time >= 0 and number.start < times[time].end):
            continue
        if drafts and _in_parenthesis(words, number, drafts[-1], islice(numbers, position + 1, None), lexicon):
            if number.kind == "word" and drafts[-1].unit.kind == "money":
                drafts[-1] = _checked(words, drafts[-1], numbers, position)
            continue
        first = words.at(number.start)
        draft = (
            listed.get(number.start)
            or _framed(words, numbers, position, first, lexicon)
            or _out_of(words, numbers, position, first, lexicon)
        )
        if draft is None:
            draft = judge_number(words, number, first, drafts[-1] if drafts else None, lexicon)
        if draft:
            drafts.append(draft)
            skip = _behind_value(words, draft)
    if not drafts:
        return [], ()
    kept, starts = _split_starts(words, _without_describing(words, drafts, lexicon), lexicon)
    return kept, tuple(t for t in times if not _is_past(words, t, starts, kept, lexicon))


def _without_describing(words: Words, drafts: Sequence[Draft], lexicon: MeasureLexicon) -> list[Draft]:
    """The drafts without those that only say what the next one that is left is the value of."""
    left: list[Draft] = []
    for draft in reversed(drafts):
        following = left[-1] if left else None
        if following and (_is_so_far(words, draft, following, lexicon) or _describes(words, draft, following, lexicon)):
            continue
        left.append(draft)
    return left[::-1]


def _behind_value(words: Words, draft: Draft) -> int:
    """The offset behind a draft's number, or behind its denominator (*15 bác sĩ/ 10.000 dân*)."""
    if draft.unit.end > draft.unit.head_end and draft.unit.end > draft.after:
        return max(draft.number.end, words.ends[draft.unit.end - 1])
    return draft.number.end


# --- earlier values -----------------------------------------------------------------------------------------


def _split_starts(
    words: Words, drafts: Sequence[Draft], lexicon: MeasureLexicon
) -> tuple[list[Draft], list[tuple[int, int]]]:
    """The drafts without those that are only where a change starts, and the offsets of these with their times; two
    ends of a range with their units (*từ 2 triệu đồng đến 4 triệu đồng*) as one."""
    kept: list[Draft] = []
    starts: list[tuple[int, int]] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last is not None and _is_range(words, last, draft):
            kept[-1] = _join(last, draft)
            continue
        if last is not None and _is_start(words, last, draft, lexicon):
            starts.append((last.number.start, words.starts[draft.left.start]))
            kept.pop()
        kept.append(draft)
    return kept, starts


_DASHES = frozenset([("-",), ("–",)])


def _is_range(words: Words, low: Draft, high: Draft) -> bool:
    """Whether two values are the ends of one range: *từ 5 xã đến 10 xã*."""
    gap = words.words[low.unit.end : high.first]
    if (
        (low.left.spelt != WORDING.origin and gap not in _DASHES)
        or low.number.kind == "range"
        or high.number.kind == "range"
    ):
        return False
    return (
        (WORDING.up_to.holds(gap) or gap in _DASHES)
        and low.unit.noun == high.unit.noun
        and low.number.low < high.number.low
    )


def _join(low: Draft, high: Draft) -> Draft:
    number = replace(low.number, end=high.number.end, high=high.number.high, kind="range")
    return replace(high, number=number, first=low.first, left=low.left, doubts=low.doubts + high.doubts)


def _is_so_far(words: Words, draft: Draft, following: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a value is what has been reached before an aim: *hiện đạt 92%, phấn đấu năm 2025 đạt 95%*."""
    left = draft.left
    if left.level is None or not lexicon.grammar.so_far.ending_at(words.words, left.outer - 1):
        return False
    gap = words.words[draft.end : following.left.start]
    return "." not in gap and ";" not in gap and WORDING.striving.within(gap)


def _describes(words: Words, draft: Draft, following: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a count only says what the next value is the value of: *số xã đạt dưới 10 tiêu chí | còn 25%*, *tỷ lệ
    biết chữ ở 14 tỉnh khó khăn | đạt 94%*, *trẻ nhẹ cân (dưới 2500 gam) | xuống dưới 10%*."""
    if draft.left.direction:
        return False
    if _bounds_changing(words, draft, following, lexicon):
        return True
    if draft.unit.kind in ("share", "money"):
        return False
    bounded = (draft.left.comparator and draft.unit.kind == "event") or following.unit.kind == "time"
    if bounded and stands_in_name(words, draft, following, lexicon):
        return True
    if draft.unit.end == following.first and draft.left.comparator is None and draft.left.level is None:
        return draft.left.start > 0 and words.words[draft.left.start - 1].isalpha()  # *lúa 2 vụ | 40 ha*
    if draft.left.comparator and words.words[draft.left.outer - 1 : draft.left.outer] == ("(",):
        closing = words.words[draft.end : following.left.outer]
        return closing == (")",) and following.left.outer < following.first
    return following.left.level is not None and _stands_before_level(words, draft, following, lexicon)


def _stands_before_level(words: Words, draft: Draft, following: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a count stands in the name of the value whose level follows: a size in the name of a share, a bound that
    chooses what is counted, the places where (*tỷ lệ biết chữ ở 14 tỉnh khó khăn | đạt 94%*)."""
    gap = words.words[draft.unit.end : following.left.outer]
    if not gap and draft.left == Left(draft.first, draft.first) and following.unit.kind == "share":
        start = segment_start(words, words.clause_start(draft.first), draft.first)
        return lexicon.grammar.shares.within(words.words, start, draft.first)  # *tỷ lệ nhà trên 30 m2 | đạt 60%*
    if draft.left.comparator in ("lt", "gt"):
        return not gap and following.left.level in WORDING.levels_of_share
    if draft.left.comparator or draft.unit.kind != "area" or draft.left.start == 0:
        return False
    return words.words[draft.left.start - 1] in WORDING.of_places and not any(
        word in WORDING.stretch_ends for word in words.words[draft.unit.end : following.first]
    )


def _bounds_changing(words: Words, draft: Draft, following: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a bound stands in the name of what grows or falls: *số vụ từ 30 người mắc trở lên | giảm 5%*."""
    if not following.left.direction or draft.left.spelt != WORDING.origin or draft.unit.kind in ("share", "measure"):
        return False
    end = end_of_bound(words, draft, lexicon)
    return end == following.left.outer and (draft.behind is not None or draft.end < end)


_LONGEST_NAME = 60
"""More words than the name of a rate has, the count in it and what follows up to its value."""


def stands_in_name(words: Words, draft: Draft, following: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a count stands in the name of the rate or time whose value follows: *tỷ lệ phụ nữ được khám thai | ít
    nhất 4 lần | trong thai kỳ đạt 88%*."""
    level = draft.left.level or WORDING.having
    if following.unit.kind not in ("share", "time") or level not in WORDING.describing_levels:
        return False
    start = segment_start(words, words.clause_start(draft.first), draft.first)
    if following.left.outer - start > _LONGEST_NAME:
        return False
    while start < draft.first and (opener := lexicon.grammar.openers.starting_at(words.words, start)):
        start = opener[0]
    names = lexicon.grammar.shares if following.unit.kind == "share" else lexicon.grammar.durations
    if names.starting_at(words.words, start) is None or start >= draft.left.outer:
        return False
    return all(word.isalnum() and word != WORDING.conjunction for word in words.words[draft.end : following.left.outer])


def _is_start(words: Words, draft: Draft, following: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a value is only where a change starts: *tăng từ 60% năm 2022 lên 90% năm 2025*."""
    # *từ trên 20% hiện nay xuống 10%*
    begins = WORDING.origin in (draft.left.spelt, words.words[draft.left.start])
    if not begins or following.left.level is None or draft.unit.per:
        return False
    if not lexicon.grammar.targets_of_level.within(tuple(following.left.level.split())):
        return False
    gap = words.words[draft.unit.end : following.left.start]
    if draft.number.kind == "range" and lexicon.comparators.adverbs.within(gap):
        return False
    return len(gap) <= 12 and "," not in gap and ";" not in gap


def _in_parenthesis(
    words: Words, number: Number, before: Draft, following: Iterable[Number], lexicon: MeasureLexicon
) -> bool:
    """Whether a number in parentheses repeats the one before in words, or gives an earlier value
    (*còn 3% (năm 2020 là 8,5%)*)."""
    text = words.text
    opening = text.rfind("(", 0, number.start)
    if opening < before.number.start or ")" in text[opening : number.start]:
        return False
    if number.kind == "word" and (before.unit.kind == "money" or number.low == before.number.low):
        return True
    closing = text.find(")", number.end)
    if any(n.percent for n in takewhile(lambda n: n.start < closing, following)):
        return False
    start, end = words.after(opening), words.at(number.start)
    if lexicon.grammar.so_far.ending_at(words.words, read_left(words, end, lexicon).outer - 1):
        return True
    return _opens_past(words, start, lexicon) and not lexicon.grammar.aims.within(words.words, start, end)


def _checked(words: Words, before: Draft, numbers: Sequence[Number], position: int) -> Draft:
    """The sum before parentheses, doubted where the words in them say another (*Một tỷ, hai trăm triệu đồng*)."""
    start = numbers[position].start
    opening, closing = words.text.rfind("(", 0, start), words.text.find(")", start)
    if closing < 0 or before.number.kind == "range" or numbers[position - 1].start > opening:
        return before
    total = 0.0
    for part in numbers[position:]:
        if part.start > closing:
            break
        if part.kind != "word":
            return before
        scale = next((s for s in (1e9, 1e6, 1e3) if part.low >= s), 1.0)
        total = total * scale + part.low if 0 < total < scale else total + part.low
    if total == before.number.low:
        return before
    doubts = (*before.doubts, Doubt("sum", "Số tiền ghi bằng số và bằng chữ khác nhau."))
    return replace(before, doubts=doubts)


def _opens_past(words: Words, opening: int, lexicon: MeasureLexicon) -> bool:
    """Whether parentheses that open at `words[opening]` begin with an earlier time (*(năm 2020 là …)*)."""
    index = opening + 1
    while opener := lexicon.grammar.past_openers.starting_at(words.words, index):
        index = opener[0]
    return lexicon.grammar.past.starting_at(words.words, index) is not None


def _is_past(
    words: Words,
    time: Deadline,
    starts: Sequence[tuple[int, int]],
    kept: Sequence[Draft],
    lexicon: MeasureLexicon,
) -> bool:
    """Whether a time is that of an earlier value: one that is left out, or one in parentheses without a measure."""
    if holds(starts, time.start):
        return True
    index, end = words.at(time.start), words.after(time.end)
    if time.kind != "bare" or index == 0 or words.words[index - 1] != "(":
        return False
    alone = end >= len(words.words) or words.words[end] == ")"
    close = words.text.find(")", time.end)
    alone = alone or any(time.end <= d.number.start < close for d in kept)
    return not alone and _opens_past(words, index - 1, lexicon)


# --- frequencies --------------------------------------------------------------------------------------------


def _framed(
    words: Words, numbers: Sequence[Number], position: int, first: int, lexicon: MeasureLexicon
) -> Draft | None:
    """A frequency that begins with its period: *một tháng một lần*, *6 tháng/lần*, *02 năm một lần*."""
    number = numbers[position]
    period = lexicon.comparators.frequencies.starting_at(words.words, first)
    doubts: tuple[Doubt, ...] = ()
    if period is None:
        unit = lexicon.units.match(words.text, number.end)
        if unit is None or unit.unit.kind != "time":
            return None
        end, per = words.after(unit.end), None
        doubts = (Doubt("frequency", f"«{words.slice(first, end)}» một lần: không có kỳ nào tương ứng."),)
    else:
        end, per = period
        if end == first + 1:
            return None
    left = read_left(words, first, lexicon)
    if words.words[end : end + 2] == ("/", WORDING.occurrence):
        one = Number(number.start, words.ends[end + 1], 1.0, 1.0)
        once = UnitReading(WORDING.occurrence, "event", end + 1, end + 2, end + 2)
        return Draft(one, first, end + 2, left, once, per, doubts)
    counted = next((n for n in numbers[position + 1 :] if n.start >= words.ends[end - 1]), None)
    if counted is None:
        return None
    second = words.at(counted.start)
    after = words.after(counted.end)
    reading = read_unit(words, counted, after, lexicon)
    if reading.kind != "event" or not _spans(words, end, second, reading, lexicon):
        return None
    inner = read_left(words, second, lexicon)
    left = replace(left, comparator=left.comparator or inner.comparator)
    return Draft(counted, first, after, left, reading, per, doubts)


def _spans(words: Words, start: int, end: int, unit: UnitReading, lexicon: MeasureLexicon) -> bool:
    """Whether nothing but a frame stands between a period and its count (*6 tháng họp ít nhất một lần*); before
    *lần* a few words more may (*6 tháng sơ kết 01 lần*)."""
    if start == end:
        return True
    frame = lexicon.grammar.frames.starting_at(words.words, start)
    if frame and frame[0] == end:
        return True
    gap = words.words[start:end]
    return unit.noun == WORDING.occurrence and len(gap) <= 4 and all(map(_is_detail, gap))


def _is_detail(word: str) -> bool:
    """Whether a word may stand between a period and its count (*6 tháng | sơ kết | 01 lần*)."""
    return word.isalpha() and word not in WORDING.parts_of_year


def _out_of(
    words: Words, numbers: Sequence[Number], position: int, first: int, lexicon: MeasureLexicon
) -> Draft | None:
    """A count out of a whole in words: *ít nhất 1 trong 3 chỉ tiêu*, *15 trên tổng số 21 xã*."""
    number, following = numbers[position], numbers[position + 1 : position + 2]
    if not following or number.kind not in ("plain", "word") or following[0].low < number.low:
        return None
    if lexicon.grammar.ranks.ending_at(words.words, first - 1):
        return None  # *xếp thứ | 15 trên 63 tỉnh*
    whole = following[0]
    after = words.after(number.end)
    if not WORDING.wholes.holds(words.words[after : words.at(whole.start)]) or whole.percent or number.percent:
        return None
    unit = read_unit(words, whole, words.after(whole.end), lexicon)
    if unit.kind in ("none", "time", "age", "share", "money", "measure"):
        return None
    joined = Number(number.start, whole.end, number.low, number.low, whole.low, "fraction")
    return Draft(joined, first, words.after(whole.end), read_left(words, first, lexicon), unit, unit.per)
