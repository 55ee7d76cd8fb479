"""Which numbers of a statement are measures: each is judged by the words to its left and right.

A number that is a share, money or a count of something is one; a number in a name (*Đội kiểm tra 178*), an ordinal, a
date, an age, a time limit, or the earlier value of a change is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..lexicon.measures import MeasureLexicon
from .numbers import Number
from .periods import Deadline
from .phrases import Words
from .readings import Left, UnitReading, read_left, read_unit


@dataclass(frozen=True, slots=True)
class Draft:
    """A measure while it is read. `first` is the index of its number's first word (of its period in *một tháng một
    lần*), `after` that behind the number; `per` the period of a frequency, None where none is stated; `behind` the
    index after *trở lên* right behind the number or its unit, None where there is none."""

    number: Number
    first: int
    after: int
    left: Left
    unit: UnitReading
    per: str | None = None
    doubts: tuple[str, ...] = ()
    behind: int | None = None

    @property
    def end(self) -> int:
        """The index after the words of the value itself: number, unit, *trở lên*."""
        return max(self.after, self.unit.end, self.behind or 0)


def draft_measures(
    words: Words, numbers: Sequence[Number], times: Sequence[Deadline], lexicon: MeasureLexicon
) -> tuple[list[Draft], tuple[Deadline, ...]]:
    """The drafts of a statement in order, and its times without those of earlier values."""
    drafts: list[Draft] = []
    skip = -1
    for position, number in enumerate(numbers):
        if number.start < skip or any(t.start <= number.start < t.end for t in times):
            continue
        if drafts and _in_parenthesis(words, number, drafts[-1], numbers[position + 1 :], lexicon):
            continue
        first = words.at(number.start)
        draft = _framed(words, numbers, position, first, lexicon) or _out_of(
            words, numbers, position, first, lexicon
        )
        if draft is None:
            draft = _judge(words, number, first, drafts[-1] if drafts else None, lexicon)
        if draft:
            drafts.append(draft)
            skip = draft.number.end
    if not drafts:
        return [], ()
    kept, starts = _split_starts(words, drafts, lexicon)
    return kept, tuple(t for t in times if not _is_past(words, t, starts, lexicon))


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


def _is_range(words: Words, low: Draft, high: Draft) -> bool:
    """Whether two values are the ends of one range: *từ 5 xã đến 10 xã*."""
    if low.left.spelt != "từ" or low.number.kind == "range" or high.number.kind == "range":
        return False
    gap = words.words[low.unit.end : high.first]
    return (
        gap in (("đến",), ("tới",)) and low.unit.noun == high.unit.noun and low.number.low < high.number.low
    )


def _join(low: Draft, high: Draft) -> Draft:
    number = replace(low.number, end=high.number.end, high=high.number.high, kind="range")
    return replace(high, number=number, first=low.first, left=low.left, doubts=low.doubts + high.doubts)


def _is_start(words: Words, draft: Draft, following: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a value is only where a change starts: *tăng từ 60% năm 2022 lên 90% năm 2025*."""
    if draft.left.spelt != "từ" or draft.number.kind == "range" or following.left.level is None:
        return False
    if not lexicon.grammar.targets_of_level.within(tuple(following.left.level.split())):
        return False
    gap = words.words[draft.unit.end : following.left.start]
    return len(gap) <= 12 and "," not in gap and ";" not in gap


def _in_parenthesis(
    words: Words, number: Number, before: Draft, following: Sequence[Number], lexicon: MeasureLexicon
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
    if any(n.start < closing and n.percent for n in following):
        return False
    start, end = words.after(opening), words.at(number.start)
    return _opens_past(words, start, lexicon) and not lexicon.grammar.aims.within(words.words, start, end)


def _opens_past(words: Words, opening: int, lexicon: MeasureLexicon) -> bool:
    """Whether parentheses that open at `words[opening]` begin with an earlier time (*(năm 2020 là …)*)."""
    index = opening + 1
    while opener := lexicon.grammar.past_openers.starting_at(words.words, index):
        index = opener[0]
    return lexicon.grammar.past.starting_at(words.words, index) is not None


def _is_past(
    words: Words, time: Deadline, starts: Sequence[tuple[int, int]], lexicon: MeasureLexicon
) -> bool:
    """Whether a time is that of an earlier value."""
    if any(start <= time.start < end for start, end in starts):
        return True
    index, end = words.at(time.start), words.after(time.end)
    if time.kind != "bare" or index == 0 or words.words[index - 1] != "(":
        return False
    alone = end >= len(words.words) or words.words[end] == ")"
    return not alone and _opens_past(words, index - 1, lexicon)


# --- frequencies --------------------------------------------------------------------------------------------


def _framed(
    words: Words, numbers: Sequence[Number], position: int, first: int, lexicon: MeasureLexicon
) -> Draft | None:
    """A frequency that begins with its period: *một tháng một lần*, *6 tháng/lần*, *02 năm một lần*."""
    number = numbers[position]
    period = lexicon.comparators.frequencies.starting_at(words.words, first)
    doubts: tuple[str, ...] = ()
    if period is None:
        unit = lexicon.units.match(words.text, number.end)
        if unit is None or unit.unit.kind != "time":
            return None
        end, per = words.after(unit.end), None
        doubts = (f"frequency: once in {words.slice(first, end)} has no period of its own",)
    else:
        end, per = period
        if end == first + 1:
            return None
    left = read_left(words, first, lexicon)
    if words.words[end : end + 2] == ("/", "lần"):
        one = Number(number.start, words.ends[end + 1], 1.0, 1.0)
        return Draft(
            one, first, end + 2, left, UnitReading("lần", "event", end + 1, end + 2, end + 2), per, doubts
        )
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


_PARTS_OF_YEAR = frozenset(["đầu", "cuối", "qua", "nay", "tới", "sau", "trước", "của"])


def _spans(words: Words, start: int, end: int, unit: UnitReading, lexicon: MeasureLexicon) -> bool:
    """Whether nothing but a frame stands between a period and its count (*6 tháng họp ít nhất một lần*); before
    *lần* a few words more may (*6 tháng sơ kết 01 lần*)."""
    if start == end:
        return True
    frame = lexicon.grammar.frames.starting_at(words.words, start)
    if frame and frame[0] == end:
        return True
    gap = words.words[start:end]
    return unit.noun == "lần" and len(gap) <= 4 and all(w.isalpha() and w not in _PARTS_OF_YEAR for w in gap)


def _out_of(
    words: Words, numbers: Sequence[Number], position: int, first: int, lexicon: MeasureLexicon
) -> Draft | None:
    """A count out of a whole in words: *ít nhất 1 trong 3 chỉ tiêu*, *15 trên tổng số 21 xã*."""
    number, following = numbers[position], numbers[position + 1 : position + 2]
    if not following or number.kind not in ("plain", "word") or following[0].low < number.low:
        return None
    whole = following[0]
    after = words.after(number.end)
    if words.words[after : words.at(whole.start)] not in _WHOLES or whole.percent or number.percent:
        return None
    unit = read_unit(words, whole, words.after(whole.end), lexicon)
    if unit.kind in ("none", "time", "age", "share", "money", "measure"):
        return None
    joined = Number(number.start, whole.end, number.low, number.low, whole.low, "fraction")
    return Draft(joined, first, words.after(whole.end), read_left(words, first, lexicon), unit, unit.per)


_WHOLES = frozenset(
    [("trong",), ("trong", "số"), ("trong", "tổng", "số"), ("trên",), ("trên", "tổng", "số"), ("trên", "số")]
)


def frequency_behind(
    words: Words, index: int, lexicon: MeasureLexicon, *, within: bool = True
) -> tuple[int, str] | None:
    """A period right behind *một lần*: *một lần một tháng*, *02 lần trong một năm*, *một lần mỗi quý*; the index
    after it, and the period. `within`: *trong năm* is one too."""
    adverb = lexicon.comparators.adverbs.starting_at(words.words, index)
    if adverb:
        return adverb
    inside = index < len(words.words) and words.words[index] in ("trong", "trên")
    start = index + 1 if inside else index
    found = lexicon.comparators.frequencies.starting_at(words.words, start)
    if found is None or (found[0] == start + 1 and not (inside and within)):
        return None
    following = words.words[found[0]] if found[0] < len(words.words) else ""
    return None if following[:1].isdigit() or following in ("đầu", "cuối", "nay", "sau", "tới") else found


# --- judging a number ---------------------------------------------------------------------------------------


def _judge(
    words: Words, number: Number, first: int, before: Draft | None, lexicon: MeasureLexicon
) -> Draft | None:
    """The draft of a number that is a measure, None for every other number."""
    after = words.after(number.end)
    left = read_left(words, first, lexicon)
    unit = read_unit(words, number, after, lexicon)
    draft = _read_behind(words, Draft(number, first, after, left, unit, unit.per, number.doubts), lexicon)
    left = draft.left
    if number.kind == "word" and not _is_meant(words, draft, before, lexicon):
        return None
    if unit.kind == "share":
        return _read_beyond(draft)
    if unit.kind == "none":
        return _without_unit(words, draft, lexicon)
    if unit.kind == "age" and not lexicon.grammar.lifetimes.within(
        words.words, words.clause_start(first), first
    ):
        return None
    if unit.kind == "time" and unit.per is None and not _is_duration(words, draft, lexicon):
        return None
    if (
        _is_name(words, draft, lexicon)
        or _names_standard(words, left, lexicon)
        or _announces(words, unit, lexicon)
    ):
        return None
    if before is not None and _qualifies(words, before, draft, lexicon):
        return None
    above = _read_above(words, draft, lexicon)
    return _read_beyond(above) if above else None


def _read_behind(words: Words, draft: Draft, lexicon: MeasureLexicon) -> Draft:
    """The draft with a comparator behind its number or unit (*95% trở lên*), which wins over one before."""
    table = lexicon.comparators.after
    found = table.starting_at(words.words, draft.after) or table.starting_at(words.words, draft.unit.end)
    if found is None:
        return draft
    return replace(draft, left=replace(draft.left, comparator=found[1]), behind=found[0])


def _is_meant(words: Words, draft: Draft, before: Draft | None, lexicon: MeasureLexicon) -> bool:
    """Whether a spelt number is an amount: with a comparator, in a frequency, from eleven up, right behind a verb of
    making (*xây dựng hai mô hình*), or in a list with another; *một* needs more than the verb."""
    unit, left, number, first = draft.unit, draft.left, draft.number, draft.first
    if unit.kind in ("none", "age", "time"):
        return left.comparator is not None and unit.kind == "time"
    if number.of is not None:
        return True
    if left.comparator is not None and not lexicon.grammar.ambiguous.has(left.spelt):
        return True
    adverb = lexicon.comparators.adverbs.ending_at(words.words, first - 1)
    if unit.kind == "event" and (unit.per or adverb or frequency_behind(words, unit.end, lexicon)):
        return True
    if unit.kind == "unknown":
        return False
    if number.low >= 11:
        return True
    if before is not None and words.words[first - 1] in (",", "và") and before.unit.kind == unit.kind:
        return True
    verb = lexicon.comparators.predicates.ending_at(words.words, first - 1)
    return number.low > 1 and verb is not None and verb[1] == "making"


def _without_unit(words: Words, draft: Draft, lexicon: MeasureLexicon) -> Draft | None:
    """A number without a unit: the value of an index (*Chỉ số HDI đạt 0,75*), or money named by its scale alone."""
    left, number = draft.left, draft.number
    if number.of is not None or _is_name(words, draft, lexicon):
        return None
    clause = words.clause_start(draft.first)
    says = left.comparator is not None or left.level in (
        "đạt",
        "còn",
        "ở mức",
        "bằng",
        "đạt mức",
        "xuống",
        "lên",
    )
    if says and lexicon.grammar.indices.within(words.words, clause, left.start):
        return draft
    scale = words.text[number.start : number.end].endswith(("triệu", "tỷ", "tỉ"))
    if scale and (draft.after >= len(words.words) or not words.words[draft.after].isalpha()):
        doubts = (*draft.doubts, "unit: the scale alone stands for money")
        return replace(draft, unit=replace(draft.unit, noun="đồng", kind="money"), doubts=doubts)
    return None


def _is_duration(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether hours, days or years are the value itself (*thời gian chờ còn dưới 30 phút*, *giảm 02 ngày*)."""
    left = draft.left
    if left.comparator is None and lexicon.grammar.limits.ending_at(words.words, left.start - 1):
        return False
    if left.direction:
        return True
    if left.comparator is None and left.level is None:
        return False
    return lexicon.grammar.durations.within(words.words, words.clause_start(draft.first), left.start)


def _is_name(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a number is part of a name, an ordinal or a place in a document (*Đội kiểm tra 178*, *mức độ 4*)."""
    unit, first = draft.unit, draft.first
    if unit.kind in ("share", "money"):
        return False
    known = unit.kind not in ("none", "unknown")
    found = lexicon.comparators.names.ending_at(words.words, first - 1)
    if found and lexicon.comparators.adverbs.ending_at(words.words, first - 1) is None:
        start, kind = found
        capital = words.text[words.starts[start]].isupper()
        if kind in ("parts", "roads", "calendar") or (kind == "wholes" and draft.number.of is None):
            return True
        if kind == "documents" and (capital or not known):
            return True
        if kind in ("ordinals", "groups") and (
            not known or unit.kind == "area" or (capital and kind == "groups")
        ):
            return True
    return (
        draft.left.comparator is None
        and (not known or unit.kind == "area")
        and _ends_group(words, first, lexicon)
    )


def _ends_group(words: Words, first: int, lexicon: MeasureLexicon) -> bool:
    """Whether the name of a group reaches up to `words[first]`: *Đội kiểm tra liên ngành 178*."""
    grammar = lexicon.grammar
    for index in range(first - 1, max(-1, first - 12), -1):
        word = words.words[index]
        if not word.isalpha() and word != ",":
            return False
        if grammar.group_verbs.starting_at(words.words, index) or grammar.group_verbs.ending_at(
            words.words, index
        ):
            continue
        if grammar.groups.starting_at(words.words, index) and words.text[words.starts[index]].isupper():
            return True
        verb = lexicon.comparators.predicates.starting_at(words.words, index)
        if verb and verb[1] != "function":
            return False
    return False


def _names_standard(words: Words, left: Left, lexicon: MeasureLexicon) -> bool:
    """Whether a count belongs to a manner or standard named after *theo* (*theo khung năng lực 6 bậc*)."""
    if left.comparator or left.level or left.direction:
        return False
    for index in range(left.start - 1, max(-1, left.start - 8), -1):
        word = words.words[index]
        if word == "theo":
            return words.words[index + 1] != "đó"
        if not word.isalpha() or word == "cho":
            return False
        found = lexicon.comparators.predicates.ending_at(words.words, index)
        if found and found[1] != "function":
            return False
    return False


def _qualifies(words: Words, before: Draft, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a count says which things the value before it is about: *giảm 5% số vụ có từ 30 người mắc trở lên*,
    *100% doanh nghiệp trên 50 lao động được kiểm tra*."""
    left = draft.left
    if draft.unit.kind not in ("people", "thing", "unknown") or before.unit.kind != "share":
        return False
    between = words.words[before.end : left.outer]
    if (
        not between
        or any(not word.isalnum() for word in between)
        or words.clauses[before.first] != words.clauses[draft.first]
    ):
        return False
    if any(
        verb[1] != "function" for i in range(before.end, left.outer) if (verb := _verb(words, i, lexicon))
    ):
        return False
    if left.level is None:
        return left.spelt in ("trên", "dưới", "hơn") or _up(words, draft, lexicon)
    start = before.left.start
    governed = before.left.direction is not None or (
        start > 0 and not lexicon.grammar.unlinked.ending_at(words.words, start - 1)
    )
    listed = words.words[before.left.start - 2 : before.left.start] == ("trong", "đó")
    return (
        left.level == "có" and _up(words, draft, lexicon) and before.left.start > 0 and (governed or listed)
    )


def _verb(words: Words, index: int, lexicon: MeasureLexicon) -> tuple[int, str] | None:
    return lexicon.comparators.predicates.starting_at(words.words, index)


def _up(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a count is *từ … trở lên*, a few words between unit and *trở lên* allowed."""
    if draft.left.spelt != "từ":
        return False
    return draft.behind is not None or lexicon.comparators.after.within(
        words.words, draft.unit.end, draft.unit.end + 6
    )


def _announces(words: Words, unit: UnitReading, lexicon: MeasureLexicon) -> bool:
    """Whether the count only announces or repeats a list (*03 nội dung sau:*, *4 nhiệm vụ nêu trên*)."""
    for index in range(unit.end, min(unit.end + 5, len(words.words))):
        announcer = lexicon.grammar.announcers.starting_at(words.words, index)
        if announcer:
            end = announcer[0]
            return end >= len(words.words) or not words.words[end].isalpha()
        word = words.words[index]
        if not word.isalpha() or word in ("và", "được"):
            return word == ":" and unit.kind in ("thing", "unknown") and index == len(words.words) - 1
    return False


def _read_above(words: Words, draft: Draft, lexicon: MeasureLexicon) -> Draft | None:
    """The draft with *trên* before its number read: a comparator (*trên 500 người*), or a preposition (*trên 3 tiêu
    chí*, *trên 01 ha*, *triển khai trên 5 huyện*)."""
    left, unit = draft.left, draft.unit
    if unit.noun and unit.noun.startswith("tiêu chí") and (left.spelt == "trên" or left.direction):
        return None
    if left.comparator != "gt" or left.spelt != "trên":
        return draft
    if draft.number.low == 1 and unit.kind == "measure":
        return None
    if unit.kind != "area" or left.level or left.start == 0:
        return draft
    if lexicon.grammar.counted_places.ending_at(words.words, left.start - 1):
        return draft
    doubts = (*draft.doubts, "comparator: 'trên' may say where, not more than")
    return replace(draft, left=replace(left, comparator=None), doubts=doubts)


def _read_beyond(draft: Draft) -> Draft:
    """The draft with *vượt* before a small share read as a change: *vượt 5% kế hoạch* is five per cent more."""
    if draft.left.comparator != "gt" or not draft.left.spelt.startswith("vượt") or draft.number.high > 50:
        return draft
    doubts = (*draft.doubts, "comparator: 'vượt' may say by how much, or above what")
    return replace(draft, left=replace(draft.left, comparator=None, direction="increase"), doubts=doubts)
