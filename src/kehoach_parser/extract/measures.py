"""Measures: what a statement promises in figures, with comparator, unit, change, frequency and deadline.

The meaning of every field is that of Measure in docs/contract.md. A statement is read as words (`phrases`); each
number (`numbers`) is judged by what stands to its left and right (`readings`), gets the phrase it counts
(`subjects`), and the times of its clause (`periods`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..lexicon import comparators as comparator_rules
from ..lexicon import units as unit_rules
from ..lexicon.comparators import Comparators
from ..lexicon.units import Units
from .numbers import Number, find_numbers
from .periods import Deadline, find_deadlines, read_lead_in
from .phrases import Words, split_statement
from .readings import Left, UnitReading, read_left, read_unit
from .subjects import following_phrase, object_of_change, preceding_phrase


@dataclass(frozen=True, slots=True)
class MeasureContext:
    """What stands above a statement and holds for it.

    `inherited_deadline` from the heading (*… ĐẾN NĂM 2025*); `inherited_every` and `lead_in`, the sentence that
    introduces the list the statement stands in (*Hàng năm, … hoàn thành:*). None: nothing.
    """

    inherited_deadline: str | None = None
    inherited_every: str | None = None
    lead_in: str | None = None


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measure found in a statement; `start:end` are half-open offsets of the words that state it.

    The other fields are those of the contract's Measure; `doubts` are `code: message` strings.
    """

    start: int
    end: int
    comparator: str
    low: float
    high: float
    unit: str | None
    direction: str | None = None
    subject: str | None = None
    per: str | None = None
    every: str | None = None
    of: float | None = None
    deadline: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureLexicon:
    """The word lists that measures are read with."""

    comparators: Comparators
    units: Units


def load_lexicon() -> MeasureLexicon:
    """The lexicon of the package's own rule files."""
    return MeasureLexicon(comparator_rules.load(), unit_rules.load())


@dataclass(frozen=True, slots=True)
class _Draft:
    """A measure while it is read: word indices of its parts."""

    number: Number
    first: int
    after: int
    left: Left
    unit: UnitReading
    per: str | None = None
    doubts: tuple[str, ...] = ()


_MAY_MEASURE = re.compile(
    r"\d|(?<!\w)(?:một|hai|ba|bốn|sáu|bảy|bẩy|tám|chín|mười|nửa|năm)\s+"
    r"(?!số\s|trong\s|cách\s|phần\s|bước\s|vài\s|loạt\s|mặt\s|bộ\s+phận)"
    r"(?!(?:cửa|cấp|bên|mình|lòng)(?!\w))",
    re.IGNORECASE,
)


def may_measure(statement: str) -> bool:
    """Whether a statement holds a figure or a number word at all; a quick test that never says no to a measure."""
    return _MAY_MEASURE.search(statement) is not None


def find_measures(
    statement: str, context: MeasureContext | None = None, lexicon: MeasureLexicon | None = None
) -> tuple[FoundMeasure, ...]:
    """The measures of one statement, in order.

    `statement` is one bullet, paragraph or table cell; line breaks in it count as blanks. `context` says what is
    inherited, `lexicon` defaults to the package's rules.
    """
    if not _MAY_MEASURE.search(statement):
        return ()
    lexicon = lexicon or load_lexicon()
    numbers = find_numbers(statement)
    if not numbers:
        return ()
    words = split_statement(statement)
    times = find_deadlines(statement)
    drafts, starts = _split_baselines(words, _draft(words, numbers, times, lexicon))
    if not drafts:
        return ()
    times = tuple(
        t
        for t in times
        if not any(a <= t.start < b for a, b in starts) and not _BASELINE.match(statement[max(0, t.start - 1) : t.end])
    )
    return _finish(words, drafts, times, context or MeasureContext(), lexicon)


# --- which numbers are measures ------------------------------------------------------------------------------


def _draft(
    words: Words, numbers: Sequence[Number], times: Sequence[Deadline], lexicon: MeasureLexicon
) -> list[_Draft]:
    drafts: list[_Draft] = []
    skip = -1
    for position, number in enumerate(numbers):
        if number.start < skip or any(t.start <= number.start < t.end for t in times):
            continue
        if drafts and _in_parenthesis(words, number, drafts[-1], numbers[position + 1 :]):
            continue
        first, after = words.at(number.start), words.after(number.end)
        framed = _framed(words, numbers, position, first, lexicon)
        if framed:
            drafts.append(framed)
            skip = framed.number.end
            continue
        draft = _judge(words, number, first, after, drafts[-1] if drafts else None, lexicon)
        if draft:
            drafts.append(draft)
    return drafts


_BASELINE = re.compile(
    r"\(\s*(?:(?:cuối|hết|so với|thực hiện|kết quả|số liệu)\s+)*(?:năm|cùng kỳ|kế hoạch|giai đoạn|tháng|quý)[^();]*$", re.IGNORECASE
)
_AIM = re.compile(r"(?<!\w)(?:đến|tới|phấn đấu|vào|mục tiêu)(?!\w)", re.IGNORECASE)


def _in_parenthesis(words: Words, number: Number, before: _Draft, following: Sequence[Number]) -> bool:
    """Whether a number in parentheses repeats the one before in words, or gives an earlier year's value
    (*còn 3% (năm 2020 là 8,5%)*)."""
    opening = words.text.rfind("(", 0, number.start)
    if opening < before.number.start or ")" in words.text[opening : number.start]:
        return False
    if number.kind == "word" and number.low == before.number.low:
        return True
    inside = words.text[opening : number.start]
    closing = words.text.find(")", number.end)
    more = any(n.start < closing and n.percent for n in following)
    return not more and bool(_BASELINE.match(inside)) and not _AIM.search(inside)


def _split_baselines(words: Words, drafts: Sequence[_Draft]) -> tuple[list[_Draft], list[tuple[int, int]]]:
    """The drafts without those that are only where a change starts, and the offsets of these with their times."""
    kept: list[_Draft] = []
    starts: list[tuple[int, int]] = []
    for index, draft in enumerate(drafts):
        following = drafts[index + 1 : index + 2]
        if _is_baseline(words, draft, following):
            starts.append((draft.number.start, words.starts[following[0].left.start]))
        else:
            kept.append(draft)
    return kept, starts


def _is_baseline(words: Words, draft: _Draft, following: Sequence[_Draft]) -> bool:
    """Whether a value is only where a change starts: *tăng từ 60% năm 2022 lên 90% năm 2025*."""
    if draft.left.spelt != "từ" or draft.number.kind == "range" or not following:
        return False
    level = following[0].left.level or ""
    gap = words.words[draft.unit.end : following[0].left.start]
    return level.startswith(("lên", "xuống", "còn")) and len(gap) <= 12 and not {",", ";"} & set(gap)


def _framed(
    words: Words, numbers: Sequence[Number], position: int, first: int, lexicon: MeasureLexicon
) -> _Draft | None:
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
    if words.words[end : end + 2] == ("/", "lần"):
        one = Number(number.start, words.ends[end + 1], 1.0, 1.0)
        left = read_left(words, first, lexicon.comparators)
        unit_reading = UnitReading("lần", "event", end + 1, end + 2, end + 2)
        return _Draft(one, first, end + 2, left, unit_reading, per, doubts)
    counted = next((n for n in numbers[position + 1 :] if n.start >= words.ends[end - 1]), None)
    if counted is None:
        return None
    gap = words.slice(end, words.at(counted.start)).lower()
    if gap not in ("", "ít nhất", "tối thiểu", "phải", "có", "có ít nhất", "tổ chức", "họp"):
        return None
    after = words.after(counted.end)
    reading = read_unit(words, counted, after, lexicon.comparators, lexicon.units)
    if reading.kind != "event":
        return None
    inner = read_left(words, words.at(counted.start), lexicon.comparators)
    left = read_left(words, first, lexicon.comparators)
    left = replace(left, comparator=left.comparator or inner.comparator)
    return _Draft(counted, first, after, left, reading, per, doubts)


def _judge(
    words: Words, number: Number, first: int, after: int, before: _Draft | None, lexicon: MeasureLexicon
) -> _Draft | None:
    """The draft of a number that is a measure, None for every other number."""
    comparators = lexicon.comparators
    left = read_left(words, first, comparators)
    unit = read_unit(words, number, after, comparators, lexicon.units)
    if number.kind == "word" and not _word_counts(words, number, first, before, left, unit, comparators):
        return None
    if _is_name(words, first, unit, comparators, left):
        return None
    doubts = number.doubts
    if unit.kind == "age":
        if "tuổi thọ" not in words.slice(words.clause_start(first), first).lower():
            return None
    elif unit.kind == "time":
        if not _is_duration(words, first, left):
            return None
    elif unit.kind == "none":
        if number.of is not None or not _is_index(words, first, left):
            scale = words.text[number.start : number.end].rstrip().endswith(("triệu", "tỷ", "tỉ"))
            if not scale or (after < len(words.words) and words.words[after].isalpha()):
                return None
            unit = replace(unit, noun="đồng", kind="money")
            doubts += ("unit: the scale alone stands for money",)
    elif unit.kind != "share" and _points_back(words, unit):
        return None
    if unit.kind != "share" and _names_standard(words, left, comparators):
        return None
    if left.comparator == "gt" and left.spelt == "trên" and number.percent is None:
        if number.low == 1 and unit.kind == "measure":
            return None
        if unit.noun and unit.noun.startswith("tiêu chí"):
            return None
        if unit.kind == "area" and _says_where(words, left.start, comparators):
            left = replace(left, comparator=None)
            doubts += ("comparator: 'trên' may say where, not more than",)
    return _Draft(number, first, after, left, unit, unit.per, doubts)


def _names_standard(words: Words, left: Left, comparators: Comparators) -> bool:
    """Whether a count belongs to a manner or standard named after *theo* (*theo khung năng lực 6 bậc*)."""
    if left.comparator or left.level or left.direction:
        return False
    for index in range(left.start - 1, max(-1, left.start - 8), -1):
        word = words.words[index]
        if word == "theo":
            return index + 1 < len(words.words) and words.words[index + 1] != "đó"
        if not word.isalpha() or word == "cho":
            return False
        found = comparators.predicates.ending_at(words.words, index)
        if found and found[1] != "function":
            return False
    return False


_MEANT = frozenset(["gte", "lte"])


def _word_counts(
    words: Words,
    number: Number,
    first: int,
    before: _Draft | None,
    left: Left,
    unit: UnitReading,
    comparators: Comparators,
) -> bool:
    """Whether a spelt number is an amount: with a comparator, in a frequency, from eleven up, right behind a verb of
    making (*xây dựng hai mô hình*), or in a list with another; *một* needs more than the verb."""
    if unit.noun is None or unit.kind in ("time", "age"):
        return left.comparator is not None and unit.kind == "time"
    if number.of is not None:
        return True
    if left.comparator is not None and (left.comparator in _MEANT or left.spelt not in ("từ", "trên", "quá")):
        return left.spelt != "từ"
    if unit.kind == "event" and (unit.per or _adverb_near(words, first, unit.end, comparators)):
        return True
    if unit.kind in ("unknown", "none"):
        return False
    if number.low >= 11:
        return True
    if before is not None and words.words[first - 1] in (",", "và") and before.unit.kind == unit.kind:
        return True
    verb = comparators.predicates.ending_at(words.words, first - 1)
    return number.low > 1 and verb is not None and verb[1] == "making"


def _adverb_near(words: Words, first: int, end: int, comparators: Comparators) -> bool:
    """Whether an adverb of recurrence stands right before or behind a count (*mỗi quý một lần*)."""
    return (
        comparators.adverbs.ending_at(words.words, first - 1) is not None
        or comparators.adverbs.starting_at(words.words, end) is not None
        or _frequency_behind(words, end, comparators) is not None
    )


def _frequency_behind(words: Words, index: int, comparators: Comparators) -> tuple[int, str] | None:
    """A period right behind *một lần*: *một lần một tháng*, *02 lần trong một năm*, *một lần mỗi quý*."""
    adverb = comparators.adverbs.starting_at(words.words, index)
    if adverb:
        return adverb
    start = index + 1 if index < len(words.words) and words.words[index] in ("trong", "trên") else index
    found = comparators.frequencies.starting_at(words.words, start)
    return found if found and found[0] > start + 1 else None


_GROUPS = re.compile(
    r"(?:Đội|Đoàn|Tổ|Ban|BCĐ|Câu lạc bộ|CLB|Hội đồng|Tiểu ban)(?![^\W\d_])(?:\s+[^\W\d_]+|,){0,9}?\s*$"
)


def _is_name(words: Words, first: int, unit: UnitReading, comparators: Comparators, left: Left) -> bool:
    """Whether a number is part of a name, an ordinal or a place in a document (*Đội kiểm tra 178*, *mức độ 4*)."""
    if unit.kind in ("share", "money"):
        return False
    known = unit.kind not in ("none", "unknown")
    found = comparators.names.ending_at(words.words, first - 1)
    if found and found[1] != "free" and comparators.adverbs.ending_at(words.words, first - 1) is None:
        kind = found[1]
        if kind in ("parts", "roads", "wholes", "calendar"):
            return True
        capital = words.text[words.starts[found[0]]].isupper()
        if kind == "documents" and (capital or not known):
            return True
        if kind in ("ordinals", "groups") and (not known or unit.kind == "area" or (capital and kind == "groups")):
            return True
    if left.comparator is None and (not known or unit.kind == "area"):
        before = words.text[max(0, words.starts[first] - 70) : words.starts[first]]
        group = _GROUPS.search(before)
        if group:
            inside = words.at(words.starts[first] - len(group[0].lstrip()))
            return not any(
                (verb := comparators.predicates.starting_at(words.words, i)) and verb[1] != "function"
                for i in range(inside + 2, first)
                if words.words[i] not in ("kiểm", "hoạt", "chỉ")
                and words.slice(i, i + 2).lower() not in ("kiểm tra", "xử lý", "giải quyết", "hỗ trợ")
            )
    return False


_DURATION = ("thời gian", "thời lượng", "thời hạn", "tuổi thọ", "số ngày", "số giờ", "số năm", "chờ", "thời gian giải quyết")
_LIMITS = frozenset(["trong", "sau", "trước", "vòng", "nhất", "hạn", "suốt", "qua", "kỳ", "cứ", "ngoài"])


def _is_duration(words: Words, first: int, left: Left) -> bool:
    """Whether hours, days or years are the value itself (*thời gian chờ còn dưới 30 phút*, *giảm 02 ngày*)."""
    before = words.words[left.start - 1] if left.start else ""
    if before in _LIMITS and left.comparator is None:
        return False
    if left.direction:
        return True
    if left.comparator is None and left.level is None:
        return False
    text = words.slice(words.clause_start(first), left.start).lower()
    return any(word in text for word in _DURATION)


_INDEX = re.compile(r"(?:chỉ số|hệ số|tỷ số|tỷ suất|tỉ số|chỉ tiêu|điểm số|mật độ|ICOR|PCI|PAPI|SIPAS|PAR|HDI|GINI|pH|DTI|DDCI)(?!\w)", re.I)


def _is_index(words: Words, first: int, left: Left) -> bool:
    """Whether a number without a unit is the value of an index (*Chỉ số HDI đạt 0,75*)."""
    if left.level is None and left.comparator is None:
        return False
    if left.start == first and left.level in ("là", "có", "được", "lên"):
        return False
    return _INDEX.search(words.slice(words.clause_start(first), left.start)) is not None


def _points_back(words: Words, unit: UnitReading) -> bool:
    """Whether the count only announces or repeats a list (*03 nội dung sau:*, *4 nhiệm vụ nêu trên*)."""
    for index in range(unit.end, min(unit.end + 5, len(words.words))):
        word = words.words[index]
        if word in ("sau", "nêu"):
            following = words.words[index + 1] if index + 1 < len(words.words) else ""
            return following in ("", ":", "đây", "trên", ".", "ở")
        if word in (",", ".", ";", ":", "và", "được"):
            return word == ":" and unit.kind in ("thing", "unknown") and index == len(words.words) - 1
    return False


def _says_where(words: Words, start: int, comparators: Comparators) -> bool:
    """Whether *trên* before a number of places is a preposition: a verb's clause stands before it."""
    if start == 0 or words.words[start - 1] in (",", ";", ":", "có", "đạt", "."):
        return False
    return comparators.predicates.ending_at(words.words, start - 1) is None or words.words[start - 1] not in (
        "có",
        "đạt",
        "đấu",
    )


# --- what they mean together -----------------------------------------------------------------------------------


def _finish(
    words: Words,
    drafts: Sequence[_Draft],
    times: Sequence[Deadline],
    context: MeasureContext,
    lexicon: MeasureLexicon,
) -> tuple[FoundMeasure, ...]:
    comparators = lexicon.comparators
    lead = read_lead_in(context.lead_in) if context.lead_in else None
    inherited_every = context.inherited_every or (lead.every if lead else None)
    inherited = (lead.deadline if lead else None) or context.inherited_deadline
    placed = _place_times(words, times, drafts)
    deadlines = _deadlines(words, drafts, placed)
    adverbs = _adverbs(words, drafts, comparators)
    time_starts = tuple(words.at(t.start) for t in times)
    found: list[FoundMeasure] = []
    for index, draft in enumerate(drafts):
        before = drafts[index - 1] if index else None
        last = found[-1] if found else None
        shared = before is not None and last is not None and _shares(words, before, draft, placed, comparators)
        stop = drafts[index + 1].left.start if index + 1 < len(drafts) else len(words.words)
        stop = min(stop, words.clause_end(draft.first))
        measure = _measure(words, draft, before, last if shared else None, stop, time_starts, lexicon)
        every = adverbs[index]
        if every is None and shared and last and last.every and before:
            every = last.every
        per = draft.per
        if draft.unit.kind == "share" and per:
            every, per = every or per, None
        elif draft.unit.kind == "event" and per:
            every = None
        behind = _frequency_behind(words, draft.unit.end, comparators) if draft.unit.kind == "event" else None
        if per is None and behind:
            per, every = behind[1], None
        elif per is None and every and draft.unit.noun == "lần":
            per, every = every, None
        stated, value = deadlines[index]
        if per is None and every is None and not stated and inherited_every:
            every = inherited_every
        deadline = value
        if not stated and every is None and not _later_deadline(words, draft, placed):
            deadline = inherited
        found.append(replace(measure, per=per, every=every, deadline=deadline))
    return _tell_apart(words, drafts, found)


def _shares(
    words: Words, before: _Draft, draft: _Draft, placed: Sequence[_Time], comparators: Comparators
) -> bool:
    """Whether a number continues the list that the one before began: *ít nhất 70% …, 60% … và 50% …*.

    Nothing but a separator may stand before it, it must be of one kind with the other (shares or counts), and a
    clause that is complete (it has its predicate) ends a list at a semicolon.
    """
    if draft.left.comparator or draft.left.direction or draft.left.level or draft.left.start == 0:
        return False
    if words.sentences[before.first] != words.sentences[draft.first]:
        return False
    if any(t.leads and before.first < t.start < draft.first for t in placed):
        return False
    index = draft.left.start - 1
    if words.words[index] not in (",", ";", "và", "hoặc", "cùng"):
        return False
    if (before.unit.kind == "share") != (draft.unit.kind == "share"):
        return False
    complete = any(
        words.words[i] in ("được", "đạt", "phải", "đều")
        or ((verb := comparators.predicates.starting_at(words.words, i)) is not None and verb[1] in ("weak", "making"))
        for i in range(before.unit.end, index)
    )
    semicolon = ";" in words.words[before.unit.end : draft.left.start]
    if complete and semicolon:
        return False
    return not (draft.unit.kind == "share" and draft.number.low == 100)


def _measure(
    words: Words,
    draft: _Draft,
    before: _Draft | None,
    shared: FoundMeasure | None,
    stop: int,
    times: tuple[int, ...],
    lexicon: MeasureLexicon,
) -> FoundMeasure:
    """One measure without its times."""
    comparators, units = lexicon.comparators, lexicon.units
    left, unit, number = draft.left, draft.unit, draft.number
    clause = words.clause_start(draft.first)
    floor = max(clause, before.unit.end if before else 0)
    behind = comparators.after.starting_at(words.words, draft.after) or comparators.after.starting_at(
        words.words, unit.end
    )
    comparator = behind[1] if behind else left.comparator
    direction = left.direction
    change = None
    if direction is None and left.level is None and (shared is None or draft.left.comparator):
        change = object_of_change(words, floor, left.start, comparators)
        if change and change[1] == "increase" and _names_rate(words, change[0]):
            change = None
        if change and change[1] == "decrease" and comparator == "lt":
            change = None
        direction = change[1] if change else None
    if shared:
        comparator = comparator or (shared.comparator if shared.comparator != "between" else None)
        direction = direction or shared.direction
    doubts = draft.doubts
    low, high = number.low, number.high
    if number.kind == "range":
        if comparator in ("lt", "gt", "lte") or behind:
            doubts += ("comparator: a range with a comparator of its own",)
        comparator = "between" if low != high else comparator or "eq"
    elif comparator == "gte" and left.spelt == "từ" and unit.kind not in ("share", "money") and not behind:
        comparator = "gte"
    if unit.kind == "share" and direction is None and unit.noun == "%" and high > 100:
        doubts += ("percent: more than 100 % of something that does not grow",)
    unit_noun = unit.noun
    if number.doubts and unit.kind not in ("share", "measure", "point", "none") and "," in words.text[number.start : number.end]:
        low = high = float(re.sub(r"\D", "", words.text[number.start : number.end]))
    start, end, subject = _subject(words, draft, floor, stop, change[0] if change else None, behind, times, lexicon)
    return FoundMeasure(
        start,
        end,
        comparator or "eq",
        low,
        high,
        unit_noun,
        direction,
        subject,
        of=number.of,
        doubts=doubts,
    )


def _names_rate(words: Words, after: int) -> bool:
    """Whether *tăng* belongs to the name of a rate, whose value is a level: *tốc độ tăng*, *tỷ lệ tăng dân số*."""
    return words.words[after - 3 : after - 1] in (("tốc", "độ"), ("tỷ", "lệ"), ("tỉ", "lệ"), ("tỷ", "suất"), ("chỉ", "số"))


def _subject(
    words: Words,
    draft: _Draft,
    floor: int,
    stop: int,
    changed: int | None,
    behind: tuple[int, str] | None,
    times: tuple[int, ...],
    lexicon: MeasureLexicon,
) -> tuple[int, int, str | None]:
    """Start and end offset of the evidence, and the subject."""
    comparators, units = lexicon.comparators, lexicon.units
    left, unit = draft.left, draft.unit
    last = max(unit.end, behind[0] if behind else 0, draft.after)
    is_object = left.direction is not None or left.start > floor and words.words[left.start - 1] not in (",", ":", "(", "bảo", "đảm", "đấu", "đó", ".", "và", "-", "+")
    begin = last
    if unit.kind == "share":
        while begin + 1 < stop and (
            words.words[begin] == "là"
            or (words.words[begin] in ("trong", "của") and words.words[begin + 1] in ("tổng", "số"))
        ):
            begin += 1
        opener = comparators.predicates.starting_at(words.words, begin)
        closed = opener is not None and opener[1] == "function" and words.words[begin] not in ("các", "những", "nhiều")
    else:
        closed = behind is not None and unit.kind in ("event", "time", "point")
    phrase_end = begin
    if not closed and begin < stop:
        phrase_end = following_phrase(words, begin, stop, comparators, units, is_object=is_object, times=times)
    start = words.starts[left.start]
    led = unit.kind in ("people", "thing") and phrase_end <= begin and _led_by_noun(words, floor, left.start, lexicon)
    if unit.kind in ("share", "measure", "money"):
        bare = phrase_end <= begin
        named = words.slice(begin, phrase_end)
    else:
        bare = unit.kind in ("event", "time", "point", "none", "age") or (
            phrase_end <= begin and (left.level is not None or led)
        )
        named = f"{words.slice(unit.start, unit.head_end)} {words.slice(begin, phrase_end)}".strip()
    if changed is not None and (bare or phrase_end <= begin or unit.kind == "share"):
        subject_end = preceding_phrase(words, changed, left.outer, comparators)[1]
        subject = words.slice(changed, subject_end)
        tail = following_phrase(words, last, stop, comparators, units, is_object=True, times=times)
        if unit.kind == "share" and tail > last:
            subject = f"{subject} {words.slice(last, tail)}".strip()
        return words.starts[changed - 1], words.ends[max(last, tail) - 1], subject or None
    if bare:
        at, to = preceding_phrase(words, floor, left.outer, comparators)
        if to > at:
            return words.starts[at], words.ends[last - 1], words.slice(at, to)
        subject = words.slice(unit.start, unit.head_end) if unit.kind not in ("share", "none", "money", "measure") else None
        tail = following_phrase(words, last, stop, comparators, units, is_object=True, times=times)
        if unit.kind == "share" and tail > last:
            return start, words.ends[tail - 1], words.slice(last, tail)
        return start, words.ends[last - 1], subject
    return start, words.ends[max(last, phrase_end) - 1], named or None


def _led_by_noun(words: Words, floor: int, start: int, lexicon: MeasureLexicon) -> bool:
    """Whether nothing but a noun phrase stands before a count in its segment (*lao động nữ 1.200 người*)."""
    segment = _segment_start(words, floor, start)
    while segment < start and words.words[segment] in ("trong", "đó", "riêng", "gồm", ":", "(", "có"):
        segment += 1
    if segment >= start or lexicon.units.match(words.text, words.starts[segment]) is None:
        return False
    return all(lexicon.comparators.predicates.starting_at(words.words, i) is None for i in range(segment, start))


def _tell_apart(words: Words, drafts: Sequence[_Draft], found: list[FoundMeasure]) -> tuple[FoundMeasure, ...]:
    """Measures of one unit that would have the same subject, told apart by the verbs that govern them."""
    seen: dict[tuple[str | None, str | None], int] = {}
    for measure in found:
        seen[(measure.unit, measure.subject)] = seen.get((measure.unit, measure.subject), 0) + 1
    result = []
    for index, measure in enumerate(found):
        if measure.subject and seen[(measure.unit, measure.subject)] > 1 and measure.unit != "%":
            draft = drafts[index]
            floor = max(words.clause_start(draft.first), drafts[index - 1].unit.end if index else 0)
            verb = words.slice(floor, draft.left.start).strip(" ,;:")
            if verb and verb not in measure.subject and words.starts[draft.left.start] <= measure.start + 1:
                measure = replace(measure, subject=f"{verb} {measure.subject}")
        result.append(measure)
    return tuple(result)


# --- times -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Time:
    """A deadline in its place: word indices, and whether it leads or trails its measures."""

    start: int
    end: int
    value: str | None
    leads: bool
    opens: bool
    colon: bool


_PAPERS = re.compile(
    r"(?:chương trình|chiến lược|đề án|quy hoạch|kế hoạch|nghị quyết|quyết định|dự án|chỉ thị|luật|định hướng|"
    r"phong trào|cuộc vận động|chương trình hành động|đề cương|báo cáo)(?![^\W\d_])[^,;:.]*$",
    re.IGNORECASE,
)


def _place_times(words: Words, times: Sequence[Deadline], drafts: Sequence[_Draft]) -> list[_Time]:
    placed: list[_Time] = []
    for time in times:
        start, end = words.at(time.start), words.after(time.end)
        if start >= len(words.words):
            continue
        clause, clause_end = words.clause_start(start), words.clause_end(start)
        floor = max([clause, *(t.end for t in placed if t.end <= start)])
        segment = _segment_start(words, floor, start)
        earlier = [d for d in drafts if floor <= d.first < start]
        later = [d for d in drafts if end <= d.first < clause_end]
        attached = any(d.first >= segment for d in earlier)
        last_number = max((d.unit.end for d in earlier), default=floor)
        if _PAPERS.search(words.text[words.starts[max(last_number, floor)] if max(last_number, floor) < len(words.words) else 0 : time.start]) and start > max(last_number, floor):
            continue
        opens = start == clause or all(
            w in ("phấn", "đấu", "và", "trong", "riêng", "-", "+", ",", "mục", "tiêu", "cụ", "thể", "tỉnh", "toàn") for w in words.words[clause:start]
        )
        next_word = words.words[end] if end < len(words.words) else ""
        if time.kind == "bare" and not _bare_counts(words, start, end, opens, earlier, later):
            continue
        if earlier and not later and words.words[segment] in _PURPOSES and segment > floor and not attached:
            continue
        leads = opens or (not attached and bool(later)) or not earlier
        placed.append(_Time(start, end, time.value, leads, opens, next_word == ":"))
    return placed


_PURPOSES = frozenset(["hướng", "tiến", "nhằm", "góp", "tạo", "để"])


def _segment_start(words: Words, floor: int, index: int) -> int:
    """The index after the last comma or *và* before `words[index]`."""
    for at in range(index - 1, floor - 1, -1):
        if words.words[at] in (",", "và"):
            return at + 1
    return floor


def _bare_counts(
    words: Words, start: int, end: int, opens: bool, earlier: Sequence[_Draft], later: Sequence[_Draft]
) -> bool:
    """Whether *năm 2024* without a preposition is a deadline: at the beginning of a clause, right before the verb of
    the value (*năm 2024 đạt*), or right behind the value (*đạt 60% năm 2025*)."""
    next_word = words.words[end] if end < len(words.words) else ""
    if opens and (later or next_word in (",", ":")):
        return True
    if next_word in ("đạt", "còn", "giảm", "tăng", "là", "lên", "xuống", "phấn") and later:
        return True
    if any(d.left.start == end for d in later):
        return True
    if start and words.words[start - 1] == "," and next_word in ("đạt", ",", ":"):
        return bool(later)
    return any(d.unit.end == start for d in earlier)


def _deadlines(words: Words, drafts: Sequence[_Draft], placed: Sequence[_Time]) -> list[tuple[bool, str | None]]:
    """For each draft whether a time is stated for it, and the deadline."""
    result: list[tuple[bool, str | None]] = []
    for draft in drafts:
        clause, sentence = words.clauses[draft.first], words.sentences[draft.first]
        time: _Time | None = None
        for candidate in placed:
            in_clause = words.clauses[candidate.start] == clause
            if candidate.end <= draft.first and candidate.leads:
                carries = candidate.colon or (candidate.opens and words.sentences[candidate.start] == sentence)
                if in_clause or carries:
                    time = candidate
            elif candidate.start >= draft.unit.start and not candidate.leads and in_clause:
                time = time if time and words.clauses[time.start] == clause and time.leads and time.opens is False else candidate
                break
        result.append((time is not None, time.value if time else None))
    return result


def _later_deadline(words: Words, draft: _Draft, placed: Sequence[_Time]) -> bool:
    """Whether a later clause of the same statement states a deadline of its own: then nothing is inherited."""
    return any(t.start > draft.first and t.leads for t in placed)


_PLANNED = frozenset(["hoạch", "toán", "sách", "cáo", "trình", "giá", "phí", "nguồn", "án", "vụ", "kết", "xuyên", "mục"])


def _adverbs(words: Words, drafts: Sequence[_Draft], comparators: Comparators) -> list[str | None]:
    """For each draft the period of an adverb (*hằng năm*) that governs it, None where there is none."""
    found: list[str | None] = [None] * len(drafts)
    index = 0
    while index < len(words.words):
        adverb = comparators.adverbs.starting_at(words.words, index)
        if adverb is None:
            index += 1
            continue
        end, period = adverb
        clause = words.clause_start(index)
        opens = all(w in ("phấn", "đấu", "và", "trong", "đó", "bình", "quân", "-", "+", "định", "kỳ", "(", ",") for w in words.words[clause:index])
        if opens or words.words[index - 1] not in _PLANNED:
            segment, segment_end = _segment(words, index)
            for at, draft in enumerate(drafts):
                if words.clauses[draft.first] != words.clauses[index]:
                    continue
                inside = segment <= draft.first < segment_end
                if (opens and draft.first > index) or inside or _ends_clause(words, end, draft, index):
                    found[at] = period
        index = end
    return found


def _segment(words: Words, index: int) -> tuple[int, int]:
    """The stretch between commas that `words[index]` stands in."""
    start, end = words.clause_start(index), words.clause_end(index)
    for at in range(index - 1, start - 1, -1):
        if words.words[at] == ",":
            start = at + 1
            break
    for at in range(index, end):
        if words.words[at] == ",":
            end = at
            break
    return start, end


def _ends_clause(words: Words, end: int, draft: _Draft, index: int) -> bool:
    """Whether an adverb closes the clause that began with the draft (*giảm 5% số vụ, số người chết mỗi năm*)."""
    if draft.first > index:
        return False
    return end >= len(words.words) or words.words[end] in (";", ".")
