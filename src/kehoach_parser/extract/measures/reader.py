"""Measures: what a statement promises in figures, with comparator, unit, change, frequency and deadline.

The meaning of every field is that of Measure in docs/contract.md. A statement is read as words (`phrases`); each
number (`numbers`) is judged by what stands to its left and right (`drafts`, `readings`), gets the phrase it counts
(`subjects`), and the times of its clause (`words.times`, `timing`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice, pairwise

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later, find_words, lower_letters
from ...lexicon.comparators import split_words
from ...lexicon.measures import MeasureLexicon
from ...lexicon.measures import load as load_lexicon
from ...structure.values import Doubt
from ..words.numbers import Number, find_numbers
from ..words.times import Deadline, LeadIn, YearList, find_deadlines, read_lead_in
from ..words.words import Found, Words, places_among, places_of, split_statement
from .changes import change_before_colon, goes_on_changing, object_of_change, opens_clause
from .drafts import draft_measures, stands_in_name
from .frames import (
    begins_purpose,
    ends_before_purpose,
    find_frames,
    frame_of,
    give_out_years,
    is_habit,
    is_part,
    join_years,
    last_of_list,
    lists_of_years,
)
from .judging import is_milestone
from .leading_phrases import preceding_phrase
from .noun_phrases import Change, Naming
from .placed import Placed, Time, TimeSpans
from .readings import Draft, UnitReading, frequency_behind
from .subjects import fresh_start, is_object, name_subject
from .timing import find_deadline, find_recurrences, has_later_deadline, place_times
from .wording import WORDING

__all__ = ["FoundMeasure", "MeasureContext", "MeasureLexicon", "find_measures", "load_lexicon", "may_measure"]


class MeasureContext(Struct, frozen=True):
    """What stands above a statement and holds for it.

    `inherited_deadline` from the heading (*… ĐẾN NĂM 2025*); `inherited_every` and `lead_in`, the sentence that
    introduces the list the statement stands in (*Hàng năm, … hoàn thành:*). None: nothing.
    """

    inherited_deadline: str | None = None
    inherited_every: str | None = None
    lead_in: str | None = None


class FoundMeasure(Struct, frozen=True):
    """A measure found in a statement; `start:end` are half-open offsets of the words that state it.

    The other fields are those of the contract's Measure; `doubts` have no place of their own: it is the measure's. What
    is `implied` is found in `implied`, never here.
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
    doubts: tuple[Doubt, ...] = ()
    implied: bool = False


_FIGURE = compile_later("[0-9½⅓¼⅔¾]")


class _Spelt(Struct, frozen=True):
    """Patterns of spelt numbers: any of them; those that are an amount of themselves; those before *lần* or *phần*;
    those behind a comparator or a verb of making; those with their noun before *mỗi tuần* or its like."""

    spelt: re.Pattern[str]
    large: re.Pattern[str]
    often: re.Pattern[str]
    led: re.Pattern[str]
    periodic: re.Pattern[str]


@cache
def _spelt() -> _Spelt:
    lexicon = load_lexicon()
    numerals, halves = tuple(lexicon.grammar.numerals.phrases()), tuple(lexicon.grammar.amounts.phrases())
    one = f"(?:{'|'.join(numerals)})"
    occasions = "|".join(lexicon.grammar.occasions.phrases())
    comparators = lexicon.comparators
    leads = (*comparators.before.phrases(), *comparators.predicates.phrases("making"))
    words = [re.escape(lead).replace(r"\ ", " ") for lead in leads if lead[0].isalpha()]
    between = "|".join(lexicon.grammar.linking.phrases())
    return _Spelt(
        spelt=find_words([*(word + _unless(word, lexicon) for word in numerals), *halves]),
        large=find_words(halves),
        often=find_words(numerals, rf"\s+(?:{occasions}|{WORDING.part}\s+(?:{one}|{WORDING.fourth}))"),
        led=find_words(words, rf"(?:\s+(?:{between}))*\s+{one}"),
        periodic=find_words(numerals, rf"(?:\s+[^\W\d_]+){{1,3}}\s+(?:{'|'.join(comparators.adverbs.phrases())})"),
    )


def _unless(word: str, lexicon: MeasureLexicon) -> str:
    """What may not stand behind a spelt number: it would be none (*một số cơ sở*)."""
    behind = [phrase.removeprefix(word) for phrase in lexicon.grammar.indefinite.phrases() if phrase.startswith(word)]
    return "".join(rf"(?!{rest}\s)".replace(" ", r"\s+") for rest in behind)


def _means_amount(lowered: str) -> bool:
    """Whether a spelt number can be an amount: behind a comparator or a verb of making, before *lần*, or above ten."""
    spelt = _spelt()
    return any(pattern.search(lowered) for pattern in (spelt.large, spelt.often, spelt.led, spelt.periodic))


def may_measure(statement: str, lowered: str | None = None) -> bool:
    """Whether a statement holds a figure or a number word that may count; a quick test that says no to no measure.
    `lowered`: it in small letters, where these are at hand."""
    if _FIGURE.search(statement):
        return True
    lowered = lower_letters(statement) if lowered is None else lowered
    return bool(_spelt().spelt.search(lowered)) and _means_amount(lowered)


def find_measures(
    statement: str, context: MeasureContext | None = None, lexicon: MeasureLexicon | None = None
) -> tuple[FoundMeasure, ...]:
    """The measures of one statement, in order.

    `statement` is one bullet, paragraph or table cell; line breaks in it count as blanks. `context` says what is
    inherited, `lexicon` defaults to the package's rules.
    """
    if not may_measure(statement):
        return ()
    numbers = find_numbers(statement)
    if not numbers:
        return ()
    lexicon = lexicon or load_lexicon()
    words = split_statement(statement)
    drafts, times = draft_measures(words, numbers, join_years(statement, find_deadlines(statement), lexicon), lexicon)
    if not drafts:
        return ()
    placed = place_times(words, times, drafts, lexicon)
    return _set_times(
        words,
        drafts,
        placed,
        _read_all(words, drafts, times, placed, lexicon),
        context or MeasureContext(),
        lexicon,
    )


class _Read(Struct, frozen=True):
    """A measure without its times, and whether it goes on with the list of the one before."""

    measure: FoundMeasure
    shared: bool


def _read_all(
    words: Words,
    drafts: Sequence[Draft],
    times: Sequence[Deadline],
    placed: Placed,
    lexicon: MeasureLexicon,
) -> list[_Read]:
    """Every measure without its times."""
    spans = TimeSpans((words.at(t.start), words.after(t.end)) for t in times)
    read: list[_Read] = []
    objects: list[bool] = []
    counted_before, outside = _follow_count(words, drafts), _find_outside(words, drafts)
    for index, draft in enumerate(drafts):
        before = drafts[index - 1] if index else None
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        shared = before is not None and _shares(words, before, draft, placed, lexicon)
        if following and following.left.direction and "," not in words.words[draft.end : following.left.start]:
            shared = False
        stop = following.left.start if following else len(words.words)
        inside = before is not None and stands_in_name(words, before, draft, lexicon)
        naming = Naming(
            floor=max(words.clause_start(draft.first), before.end if before and not inside else 0),
            stop=min(stop, words.clause_end(draft.first)),
            times=spans,
            governed=shared and (read[-1].measure.direction is not None or objects[-1]),
            next_level=following.left.outer if following else None,
            counted_before=counted_before[index],
        )
        last = read[-1].measure if shared else None
        counted = draft.unit.kind != "share" and draft.left.level is None
        objects.append(counted and is_object(words, draft, naming, lexicon))
        measure = _read_one(words, draft, last, naming, lexicon)
        if inside:  # the name holds a count with evidence of its own
            measure = replace(measure, start=words.starts[draft.left.outer])
        if before and measure.direction is None and measure.unit == read[-1].measure.unit:
            goes_on = read[-1].measure.direction and goes_on_changing(words, before, draft, lexicon)
            measure = replace(measure, direction=read[-1].measure.direction) if goes_on else measure
        if measure.subject is None and before and words.sentences[before.first] == words.sentences[draft.first]:
            measure = replace(measure, subject=read[outside[index]].measure.subject)
        read.append(_Read(measure, shared))
    apart = _tell_apart(words, drafts, _name_ahead(words, drafts, read), spans, lexicon)
    return _name_again(words, drafts, apart, lexicon)


def _follow_count(words: Words, drafts: Sequence[Draft]) -> list[bool]:
    """Whether something is counted before each value in its clause: what the last that is no share says."""
    told = [False]
    for before, draft in pairwise(drafts):
        near = words.clauses[before.first] == words.clauses[draft.first]
        told.append(near and (before.unit.kind in _COUNTED if before.unit.kind != "share" else told[-1]))
    return told


def _find_outside(words: Words, drafts: Sequence[Draft]) -> list[int]:
    """For each value the index of the one before it that does not stand in parentheses closed in between: *680 triệu
    USD (chè 45, cà phê 635), bằng 112% kế hoạch*; of the one right before it where all do."""
    texts, signs = words.words, _brackets(words.words)
    before: list[int] = []
    open_ones: list[int] = []  # those that no parenthesis has closed so far
    for index, draft in enumerate(drafts):
        while open_ones:
            sign = bisect_left(signs, drafts[open_ones[-1]].end)
            if sign == len(signs) or signs[sign] >= draft.first or texts[signs[sign]] == "(":
                break
            open_ones.pop()
        before.append(open_ones[-1] if open_ones else index - 1)
        open_ones.append(index)
    return before


_brackets = Found(lambda texts: places_among(texts, frozenset("()")))


def _name_again(words: Words, drafts: Sequence[Draft], read: Sequence[_Read], lexicon: MeasureLexicon) -> list[_Read]:
    """The measures, those that go on with the subject of the one before named after it."""
    named = list(read[:1])
    for before, draft, one in zip(drafts, drafts[1:], read[1:], strict=False):
        measure = one.measure
        if _is_same_again(words, before, draft, measure) or _is_verb(words, before, draft, measure, lexicon):
            one = replace(one, measure=replace(measure, subject=named[-1].measure.subject))
        named.append(one)
    return named


def _is_same_again(words: Words, before: Draft, draft: Draft, measure: FoundMeasure) -> bool:
    """Whether a value is one more of the subject before it, at another time: *đạt 61.000 người năm 2026, | 66.500 người
    năm 2027*."""
    if draft.unit.noun != before.unit.noun:
        return False
    if draft.unit.start == draft.unit.end and is_milestone(words, draft.number, before, draft.after):
        return True  # the unit is not said again: *20.000 nhà của hộ nghèo năm 2026 và | 22.000 | năm 2030*
    if measure.subject not in (None, draft.unit.noun):
        return False
    gap = words.words[before.end : draft.left.outer]
    spare = all(
        word in WORDING.of_milestones or word.isdigit() or word in WORDING.listing or not word.isalnum() for word in gap
    )
    return spare and any(word.isdigit() for word in gap)


def _is_verb(words: Words, before: Draft, draft: Draft, measure: FoundMeasure, lexicon: MeasureLexicon) -> bool:
    """Whether nothing but a verb names a value of the unit of the one before: *500 ha, năm 2026 | trồng | 100 ha*."""
    if measure.subject is None or draft.unit.noun != before.unit.noun or draft.unit.kind != "measure":
        return False
    if words.sentences[before.first] != words.sentences[draft.first]:
        return False
    spelt = split_words(measure.subject)
    verb = lexicon.comparators.predicates.starting_at(spelt, 0)
    return verb is not None and verb[0] == len(spelt)


def _name_ahead(words: Words, drafts: Sequence[Draft], read: Sequence[_Read]) -> list[_Read]:
    """A measure without a subject takes that of the next one in its clause: *đạt 60% và … đạt 75% các cơ quan*."""
    named = list(read)
    for index in range(len(named) - 2, -1, -1):
        measure, following = named[index].measure, named[index + 1].measure
        if measure.subject is None and measure.unit == following.unit:
            same = words.clauses[drafts[index].first] == words.clauses[drafts[index + 1].first]
            named[index] = replace(named[index], measure=replace(measure, subject=following.subject if same else None))
    return named


def _shares(words: Words, before: Draft, draft: Draft, placed: Placed, lexicon: MeasureLexicon) -> bool:
    """Whether a number continues the list that the one before began: *ít nhất 70% …, 60% … và 50% …*.

    Nothing but a separator may stand before it, it must be of one kind with the other (shares or counts), and a
    clause that is complete (it has its predicate) ends a list at a semicolon. *100%* stands for itself.
    """
    left = draft.left
    if not _stands_bare(words, before, draft, placed):
        return False
    if not lexicon.grammar.separators.has(words.words[left.start - 1]):
        # an estimate holds for what is counted with it: *khoảng 500 hộ với 2.000 lao động*
        beside = WORDING.beside.holds(words.words[before.end : left.start])
        return beside and before.left.comparator == "approx" and draft.unit.kind != "share" != before.unit.kind
    if any((before.unit.kind == kind) != (draft.unit.kind == kind) for kind in ("share", "money")):
        return False  # *01 quỹ có vốn tối thiểu 100 tỷ đồng, | 02 trung tâm*
    if draft.unit.kind == "share" and draft.number.low == 100:
        return False
    if before.left.direction and before.unit.per and draft.unit.per is None and _is_complete(words, draft, lexicon):
        return False  # *tăng trưởng 8%/năm, | 60% nguyên liệu có chứng chỉ*
    if ";" not in words.words[before.unit.end : left.start]:
        return _goes_on_in_clause(words, before, draft, lexicon)
    if _ends_clause(words, before) and draft.end < len(words.words) and words.words[draft.end].isalpha():
        return False  # the value before ends its clause, so its subject led up to it; this one has its own behind it
    if before.left.direction and _changes_more(words, before, draft, lexicon):
        return False
    if _is_full(words, draft, None, lexicon) and draft.unit.kind != "share":
        return False  # *ít nhất 30 gia đình nhận nuôi trẻ; | 12 mái ấm được cải tạo*
    if (before.left.direction or _has_verb(words, before, lexicon)) and any(
        lexicon.grammar.complete.has(words.words[i]) for i in range(draft.end, words.clause_end(draft.first))
    ):
        return False  # *mỗi xã có ít nhất 2 đội; | 45 nghệ nhân được hỗ trợ*
    return not any(
        lexicon.grammar.complete.has(words.words[i])
        or ((verb := lexicon.comparators.predicates.starting_at(words.words, i)) and verb[1] in ("weak", "making"))
        for i in range(before.unit.end, left.start - 1)
    )


def _goes_on_in_clause(words: Words, before: Draft, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a number behind a comma or *và* goes on with the list of the one before: not where it has its predicate
    and the one before has its own or is a change that the comma ends (*tỷ lệ trẻ bị xâm hại giảm 5%, | 90% trẻ em được
    đăng ký*)."""
    start = draft.left.start
    if not _is_full(words, draft, None, lexicon):
        return True
    if before.left.direction and start == before.end + 1:
        return False
    closed = _closes_list(words, start - 1, words.clause_end(draft.first))
    return closed or not _is_full(words, before, start, lexicon)


def _closes_list(words: Words, start: int, end: int) -> bool:
    """Whether *và* and a figure close the list that goes on in `words[start:end]`: *ít nhất 90% …, 70% … | và 50% …*;
    clauses with predicates of their own that only a comma parts are no such list."""
    texts = words.words
    return any(
        texts[at] == WORDING.conjunction and texts[at + 1][0].isdigit() for at in range(start, min(end, len(texts) - 1))
    )


def _is_full(words: Words, draft: Draft, stop: int | None, lexicon: MeasureLexicon) -> bool:
    """Whether a predicate stands behind a value in its stretch: *trên 99% trẻ em | được đăng ký khai sinh*."""
    end = words.clause_end(draft.first) if stop is None else stop
    for at in range(draft.unit.end, end):
        if words.words[at] == "," and stop is None:
            return False
        if lexicon.grammar.complete.has(words.words[at]):
            return True
    return False


def _ends_clause(words: Words, draft: Draft) -> bool:
    """Whether nothing but a time stands between a value and the end of its clause."""
    for at in range(draft.end, len(words.words)):
        word = words.words[at]
        if word == ";":
            return True
        if not (word in WORDING.of_milestones or word.isdigit() or word == "/"):
            return False
    return False


def _stands_bare(words: Words, before: Draft, draft: Draft, placed: Placed) -> bool:
    """Whether a number stands without a comparator, a level and a time of its own in the sentence of the one before."""
    left = draft.left
    if left.comparator or left.direction or left.level or left.start == 0:
        return False
    if words.sentences[before.first] != words.sentences[draft.first]:
        return False
    return not placed.leads_between(before.first, draft.first)


def _is_complete(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a predicate follows a value and its noun before any sign."""
    for at in range(draft.end, words.clause_end(draft.first)):
        if not words.words[at].isalpha():
            return False
        verb = lexicon.comparators.predicates.starting_at(words.words, at)
        if verb and verb[1] != "function":
            return at > draft.end
    return False


def _has_verb(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether the clause of a value has its verb before it: *mỗi xã có | ít nhất 2 đội*."""
    found = (
        lexicon.comparators.predicates.starting_at(words.words, at)
        for at in range(words.clause_start(draft.first), draft.left.start)
    )
    return any(verb is not None and verb[1] != "function" for verb in found)


def _changes_more(words: Words, before: Draft, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether behind a semicolon something else is counted than a quantity that may change: *giảm 10% số ao bỏ hoang; |
    80% hộ nuôi ghi nhật ký*."""
    quantities = lexicon.grammar.quantities
    return bool(quantities.starting_at(words.words, before.end)) and not quantities.starting_at(words.words, draft.end)


def _read_one(
    words: Words, draft: Draft, shared: FoundMeasure | None, naming: Naming, lexicon: MeasureLexicon
) -> FoundMeasure:
    """One measure without its times; `shared` the one before where its comparator goes on."""
    left, unit, number = draft.left, draft.unit, draft.number
    comparator, direction = left.comparator, left.direction
    if direction is None and (left.level is None or left.level in WORDING.mild_levels) and shared is None:
        change = _change_ahead(words, draft, naming, lexicon)
        if change is not None:
            naming, direction = replace(naming, change=change), change.direction
    start, end, subject = name_subject(words, draft, naming, lexicon)
    if (
        direction is left.level is None
        and places_of(words.words, ":")
        and (heading := change_before_colon(words, draft, naming.times, lexicon))
    ):
        direction = heading[0]
        if heading[1]:
            subject = f"{heading[1]}: {subject}" if subject and subject not in heading[1] else heading[1]
    if shared:
        comparator = comparator or (shared.comparator if shared.comparator != "between" else None)
        direction = direction or shared.direction
    low, high = number.low, number.high
    behind = draft.behind is not None
    doubts = (*draft.doubts, *doubt_value(number, unit, comparator, direction, behind=behind))
    if number.kind == "range":
        comparator = "between" if low != high else comparator
    low, high = count_whole(words.text, number, unit, low, high)
    return FoundMeasure(
        start, end, comparator or "eq", low, high, unit.noun, direction, subject, of=number.of, doubts=doubts
    )


def _change_ahead(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> Change | None:
    """The word of change whose object leads up to the number; None where it belongs to the counted (*tỷ lệ hồ sơ được
    giảm thời gian là 80%*) or only names the way down to a ceiling (*giảm … dưới 5%*)."""
    left = draft.left
    counted = draft.unit.kind in _COUNTED - {"money"} and left.level is None
    if counted and left.start and WORDING.up_to.ending_at(words.words, left.start - 1):
        return None  # *canh tác giảm phát thải tới | 4.600 nông hộ*
    change = object_of_change(words, naming.floor, left.outer if left.level else left.start, lexicon, counted=counted)
    if change is None:
        return None
    if left.level and not opens_clause(words, naming.floor, change, naming.times, lexicon):
        return None
    return None if change.direction == "decrease" and left.comparator == "lt" else change


def doubt_value(
    number: Number, unit: UnitReading, comparator: str | None, direction: str | None, *, behind: bool
) -> tuple[Doubt, ...]:
    """What is odd about a value as it was read; `behind`: *trở lên* or its like stands behind it."""
    doubts: tuple[Doubt, ...] = ()
    if number.kind == "range" and (behind or comparator in ("lt", "gt", "lte")):
        doubts += (Doubt("comparator", "Khoảng giá trị đi cùng từ so sánh."),)
    if unit.noun == "%" and direction is None and number.high > 100:
        doubts += (Doubt("percent", "Trên 100 % của đại lượng không nói là tăng."),)
    return doubts


def count_whole(text: str, number: Number, unit: UnitReading, low: float, high: float) -> tuple[float, float]:
    """The ends of a value; a count written with a comma between thousands (*1,200 người*) has no decimals."""
    numeral = text[number.start : number.end]
    if number.doubts and unit.kind in _COUNTED and re.fullmatch(r"\d{1,3},\d{3}", numeral):
        low = high = float(numeral.replace(",", ""))
    return low, high


_COUNTED = frozenset(["people", "thing", "area", "event", "money"])


def _tell_apart(
    words: Words,
    drafts: Sequence[Draft],
    read: Sequence[_Read],
    times: TimeSpans,
    lexicon: MeasureLexicon,
) -> list[_Read]:
    """Counts of one unit that would have the same subject, told apart by the labels before them, or by
    the verbs where it is a noun with what belongs to it (*khám phá | 120 vụ án liên quan đến …*): of a bare noun a verb
    is no part (*xây mới | 140 nhà*)."""
    keys = [(r.measure.unit, r.measure.subject) for r in read]
    times_named = Counter(keys)
    had = {key for key, draft in zip(keys, drafts, strict=True) if draft.left.level == WORDING.having}
    near = _Near(words, drafts, read)
    result: list[_Read] = []
    for index, (draft, one) in enumerate(zip(drafts, read, strict=True)):
        measure = one.measure
        for_whom = lexicon.grammar.recipients.ending_at(words.words, draft.left.start - 1)
        # *thành lập mới 420 doanh nghiệp; … có trên 9.000 doanh nghiệp*
        own = draft.unit.end > draft.after and keys[index] not in had
        if own and measure.subject and measure.unit != "%" and times_named[keys[index]] > 1 and not for_whom:
            floor = max(words.clause_start(draft.first), drafts[index - 1].end if index else 0)
            floor = fresh_start(words, floor, draft.left.outer, lexicon)
            at, to = preceding_phrase(words, floor, draft.left.outer, times, lexicon)
            parted = "," in words.words[to : draft.left.outer]  # *320 vụ việc trợ giúp, trong đó | 150 vụ*
            each = words.words[at] == WORDING.each_one  # *mỗi xã trồng 1.000 cây*
            verb = "" if parted or each else words.slice(at, to)
            same = verb and near.says_elsewhere(measure.unit, verb, index)
            if verb and verb not in measure.subject and measure.subject not in verb and not same:
                rated = draft.unit.end > draft.unit.head_end  # *mầm non | 2,2 giáo viên/lớp*
                acts = _begins_with_verb(words, at, lexicon)
                label = rated or (
                    not acts and words.words[at - 1] in WORDING.before_labels
                )  # *…, đất sản xuất | 310 hộ*
                led = lexicon.grammar.governing.within(words.words, at, to)  # *toàn huyện đầu tư xây mới | 2 chợ*
                label = (label and not led) or _is_bracketed(words, at)  # *(xây mới | 860 nhà; sửa chữa 380 nhà)*
                whole = measure.subject != words.slice(draft.unit.start, draft.unit.head_end)
                if (label or (acts and whole)) and not (rated and acts):  # *bố trí đủ | 1,5 giáo viên/lớp*
                    named = verb if label else f"{verb} {measure.subject}"
                    one = replace(one, measure=replace(measure, subject=named))
        result.append(one)
    return result


def _is_bracketed(words: Words, index: int) -> bool:
    """Whether `words[index]` stands in parentheses, whose parts semicolons may part, too."""
    opened, closed = places_of(words.words, "("), places_of(words.words, ")")
    before, behind = bisect_left(opened, index), bisect_left(closed, index)
    if not before or words.sentences[opened[before - 1]] != words.sentences[index]:
        return False
    return not behind or closed[behind - 1] < opened[before - 1]


class _Near:
    """The words right before the values of each unit, to be asked for a verb: read when first asked."""

    def __init__(self, words: Words, drafts: Sequence[Draft], read: Sequence[_Read]) -> None:
        self._words, self._drafts, self._read = words, drafts, read
        self._said: dict[str | None, list[tuple[int, str]]] = {}
        self._found: dict[tuple[str | None, str], list[int]] = {}

    def says_elsewhere(self, unit: str | None, verb: str, index: int) -> bool:
        """Whether a verb stands before another value of this unit than that of `index`."""
        if (unit, verb) not in self._found:
            said = ((at, words) for at, words in self._before(unit) if verb in words)
            self._found[unit, verb] = [at for at, _ in islice(said, 2)]
        return any(at != index for at in self._found[unit, verb])

    def _before(self, unit: str | None) -> list[tuple[int, str]]:
        if not self._said:
            for at, (draft, one) in enumerate(zip(self._drafts, self._read, strict=True)):
                said = self._words.slice(draft.left.outer - 4, draft.first)
                self._said.setdefault(one.measure.unit, []).append((at, said))
        return self._said[unit]


def _begins_with_verb(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    verb = lexicon.comparators.predicates.starting_at(words.words, index)
    if verb is not None and verb[1] != "function":
        return True
    grammar = lexicon.grammar
    return any(table.starting_at(words.words, index) for table in (grammar.doings, grammar.causatives))


class _Times(Struct, frozen=True):
    """What the times of a statement depend on. `frames`: those that may frame it; `lists`: its lists of years; `given`:
    the year of each value that such a list gives one to, by the value's index; `inherited`: what stands above the
    statement."""

    words: Words
    drafts: Sequence[Draft]
    placed: Placed
    frames: Sequence[Time]
    lists: Sequence[YearList]
    given: dict[int, str]
    inherited: LeadIn
    lexicon: MeasureLexicon


def _set_times(
    words: Words,
    drafts: Sequence[Draft],
    placed: Placed,
    read: Sequence[_Read],
    context: MeasureContext,
    lexicon: MeasureLexicon,
) -> tuple[FoundMeasure, ...]:
    """The measures with `per`, `every` and `deadline`: stated in the clause, shared in a list, or inherited."""
    lists = lists_of_years(words, drafts, lexicon)
    given = give_out_years(words, drafts, lists, lexicon) if lists else {}
    times = _Times(words, drafts, placed, find_frames(words, placed), lists, given, _from_above(context), lexicon)
    adverbs = find_recurrences(words, drafts, placed, lexicon)
    found: list[FoundMeasure] = []
    whole: tuple[int, FoundMeasure] | None = None  # the index behind a value, and the value whose parts follow
    for index, (draft, one) in enumerate(zip(drafts, read, strict=True)):
        if whole and not is_part(words, whole[0], draft.left.start, lexicon):
            whole = None
        every = adverbs[index]
        if every and (is_habit(words, draft, lexicon) or begins_purpose(words, drafts, index, lexicon)):
            every = None
        if found and every is None and (one.shared or _is_parallel(words, draft, one.measure, found[-1], placed)):
            every = found[-1].every
        beside = whole[1] if whole else None
        if beside is None and index and _stands_beside(words, drafts[index - 1], draft, placed):
            beside = found[-1]
        found.append(_timed(times, index, one.measure, every, beside))
        if whole is None:
            whole = draft.end, found[-1]
    return tuple(found)


def _stands_beside(words: Words, before: Draft, draft: Draft, placed: Placed) -> bool:
    """Whether a value says more of the one before, whose time stands between the two: *100% chỉ tiêu năm 2025 với | 165
    thanh niên*, *đạt 25 triệu đồng vào năm 2030, | gấp 1,5 lần*."""
    texts, at = words.words, draft.left.outer - 1
    if words.clauses[before.first] != words.clauses[draft.first] or not placed.any_between(before.end, at):
        return False
    more = texts[at] in WORDING.with_signs or (texts[at] == "," and draft.unit.noun == WORDING.occurrence)
    return more and "," not in texts[before.end : at]


def _from_above(context: MeasureContext) -> LeadIn:
    """What the sentence that leads in says of times, else the headings."""
    lead = read_lead_in(context.lead_in) if context.lead_in else LeadIn()
    return LeadIn(context.inherited_every or lead.every, lead.deadline or context.inherited_deadline)


def _timed(
    times: _Times, index: int, measure: FoundMeasure, every: str | None, whole: FoundMeasure | None
) -> FoundMeasure:
    """One measure with its times; `every`: how often by an adverb; `whole`: the value that it is a part of."""
    words, draft, lexicon = times.words, times.drafts[index], times.lexicon
    per, every = read_frequency(words, draft.unit, draft.per, every, lexicon)
    time = _stated_time(words, times.drafts, index, times.placed, every is not None, lexicon)
    measure = replace(measure, per=per, every=every, deadline=time.value if time else None)
    if index in times.given:
        return replace(measure, deadline=times.given[index])
    if time is None:
        return _inherit(times, draft, measure, whole)
    if "-" in (time.value or "") and WORDING.whole_year.within(words.words, time.end, draft.left.outer):
        return replace(measure, deadline=(time.value or "").partition("-")[0])  # *…; cả năm | đạt trên 95%*
    if times.lists and (last := last_of_list(words, time, times.lists)):
        doubts = (*measure.doubts, Doubt("deadline", "Nhiều năm đứng cùng một giá trị; lấy năm cuối."))
        return replace(measure, deadline=last, doubts=doubts)
    return measure


def _stated_time(
    words: Words,
    drafts: Sequence[Draft],
    index: int,
    placed: Placed,
    recurs: bool,
    lexicon: MeasureLexicon,
) -> Time | None:
    """The time stated for a value; not one that trails a purpose, nor one further off where the value `recurs`."""
    time, close = find_deadline(words, drafts[index], placed)
    if time is None:
        return None
    if time.leads:
        beyond = recurs and not (time.opens or time.colon)
        return None if beyond and "," in words.words[time.end : drafts[index].left.outer] else time
    if ends_before_purpose(words, drafts, index, time, lexicon) or (not close and recurs):
        return None
    return time


def _inherit(times: _Times, draft: Draft, measure: FoundMeasure, whole: FoundMeasure | None) -> FoundMeasure:
    """A value without a time of its own, with that of the whole that it is part of, of its frame, or of what stands
    above the statement."""
    inherited, frame = times.inherited, frame_of(times.words, draft, times.frames)
    recurs = measure.every is not None and whole is not None and whole.deadline == inherited.deadline
    if whole and whole.deadline and not recurs:  # what comes each year has no term that stands above the statement
        return replace(measure, deadline=whole.deadline)
    per, every = measure.per, measure.every
    if whole and whole.every and measure.unit == whole.unit and not (per or every):
        return replace(measure, every=whole.every)
    if per is None and every is None and frame is None:
        every = inherited.every
    due = None
    if every is None and (frame or not has_later_deadline(draft, times.placed)):
        due = frame or inherited.deadline
    return replace(measure, every=every, deadline=due)


def _is_parallel(words: Words, draft: Draft, measure: FoundMeasure, last: FoundMeasure, placed: Placed) -> bool:
    """Whether a clause goes on with *hằng năm* of the one before: *hằng năm, số vụ … tăng trên 3%; số vụ … tăng trên
    5%*: another change of the same kind in the same sentence, without a time of its own."""
    if measure.direction is None or measure.direction != last.direction or last.deadline is not None:
        return False
    before = words.at(last.start)
    stated = words.text[words.ends[before] : last.end].lower()
    if WORDING.yearly in stated or "/" in stated:
        return False
    if words.sentences[before] != words.sentences[draft.first]:
        return False
    return not placed.any_behind(before)


def read_frequency(
    words: Words, unit: UnitReading, per: str | None, every: str | None, lexicon: MeasureLexicon
) -> tuple[str | None, str | None]:
    """`per` and `every` of a measure. A share or sum *…/năm* is reached in each year; so many *lần*, and so many of
    anything in a shorter period than a year, are a frequency."""
    if unit.kind == "share":
        every = every or per
        return None, every if every == "year" else None
    if unit.kind == "event":
        behind = frequency_behind(words, unit.end, lexicon, within=unit.noun == WORDING.occurrence)
        per = per or (behind[1] if behind else None)
    elif unit.kind in ("thing", "people") and WORDING.in_one.starting_at(words.words, unit.end):
        behind = frequency_behind(words, unit.end, lexicon, within=False)
        per = per or (behind[1] if behind else None)
    if every and (every != "year" or unit.noun == WORDING.occurrence):
        per, every = per or every, None
    return (per, None) if per else (None, every)
