"""Whether a number is a measure: judged by the words to its left and right.

A share, money or a count of something is one; a number in a name (*Đội kiểm tra 178*), an ordinal, an age, a time
limit, a number that announces a list or says which things are meant is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...lexicon.measures import MeasureLexicon
from ...structure.values import Doubt
from ..words.numbers import Number
from ..words.words import Words
from .bare_lists import unit_in_label
from .bounds import (
    ORGANISATIONS,
    bounds_which,
    end_of_bound,
    has_happened,
    is_ground,
    is_rating,
    is_rite,
    is_session,
    is_slogan,
)
from .number_names import is_name, names_standard
from .readings import Draft, Left, UnitReading, frequency_behind, read_left, read_unit, with_denominator
from .timing import segment_start
from .wording import WORDING

_NAME_WITHIN = 60
"""Words before a value among which the name of an index stands."""


class _Candidate(Struct, frozen=True):
    """A number with what stands around it, before it is judged. `before`: the measure before it, None for the first."""

    words: Words
    draft: Draft
    before: Draft | None
    lexicon: MeasureLexicon

    @property
    def left(self) -> Left:
        return self.draft.left

    @property
    def unit(self) -> UnitReading:
        return self.draft.unit


def judge_number(
    words: Words, number: Number, first: int, before: Draft | None, lexicon: MeasureLexicon
) -> Draft | None:
    """The draft of a number that is a measure, None for every other number."""
    candidate = _Candidate(words, _draft(words, number, first, before, lexicon), before, lexicon)
    draft = candidate.draft
    if any(rules_out(candidate) for rules_out in _NEVER):
        return None
    if draft.unit.kind == "share":
        return _read_beyond(_read_below(_read_compared(words, _read_forbidden(words, draft, lexicon))))
    if _is_grade(candidate):
        return None
    if draft.unit.kind == "none":
        return _without_unit(words, draft, candidate.before, lexicon)
    if any(rules_out(candidate) for rules_out in _NO_COUNT):
        return None
    above = _read_above(words, _read_within(words, draft, lexicon), before, lexicon)
    return _read_beyond(above) if above else None


def _draft(words: Words, number: Number, first: int, before: Draft | None, lexicon: MeasureLexicon) -> Draft:
    """The number with what is read to its left and right."""
    after = words.after(number.end)
    left = read_left(words, first, lexicon)
    unit = read_unit(words, number, after, lexicon)
    if unit.kind == "none" and (stated := unit_in_label(words, first, lexicon)):
        unit = UnitReading(stated.noun, stated.kind, after, after, after, stated.per, stated.group)
    if unit.kind == "none" and before and number.of is not None and number.of == before.number.of:
        unit = UnitReading(before.unit.noun, before.unit.kind, after, after, after)  # *16/100.000 trẻ và 15/100.000*
    if unit.kind == "none" and before and is_milestone(words, number, before, after):
        unit = UnitReading(before.unit.noun, before.unit.kind, after, after, after, before.unit.per, before.unit.group)
    if unit.kind in ("none", "unknown") and before and _is_parallel(words, before, after):
        unit = UnitReading(before.unit.noun, before.unit.kind, after, after, after, before.unit.per, before.unit.group)
    if unit.noun == WORDING.occurrence and left.level is not None:
        left = _read_multiple(words, left, lexicon)
    return _read_behind(words, Draft(number, first, after, left, unit, unit.per, number.doubts), lexicon)


def stays_unread(words: Words, number: Number, lexicon: MeasureLexicon) -> bool:
    """Whether no rule says what a number is: it has no unit, and no words make it a name, a rank, a bound or a base."""
    first = words.at(number.start)
    candidate = _Candidate(words, _draft(words, number, first, None, lexicon), None, lexicon)
    draft = candidate.draft
    if draft.unit.kind != "none" or any(rules_out(candidate) for rules_out in _NEVER):
        return False
    if is_name(words, draft, lexicon) or lexicon.grammar.ranks.ending_at(words.words, draft.left.outer - 1):
        return False
    return not (lexicon.grammar.uncounted.starting_at(words.words, draft.after) or _in_quotes(words.text, number.start))


def is_milestone(words: Words, number: Number, before: Draft, after: int) -> bool:
    """Whether a number without a unit is the value before it at another time: *20.000 ngôi nhà năm 2025 | và 22.000 vào
    năm 2030*; between the two may stand the rest of the statement (*20.000 ngôi nhà của hộ nghèo đạt tiêu chí vào năm
    2025 | và …*), but no other number and no border."""
    gap = words.words[before.end : words.at(number.start)]
    behind = words.words[after] if after < len(words.words) else ""
    if number.kind != "plain" or number.percent or before.unit.kind == "none" or behind not in WORDING.of_milestones:
        return False
    if not gap or gap[-1] not in WORDING.listing:
        return False
    tail = len(gap)
    while tail and (gap[tail - 1].isdigit() or gap[tail - 1] in (*WORDING.of_milestones, *WORDING.listing)):
        tail -= 1
    dated = any(word.isdigit() for word in gap[tail:])
    return dated and all(word[0].isalpha() for word in gap[:tail])


def _is_parallel(words: Words, before: Draft, after: int) -> bool:
    """Whether the verb behind the value before stands behind this number too, with nothing counted between: *45 cán bộ
    | học cao cấp, 180 | học trung cấp*."""
    texts, verb = words.words, before.unit.end
    if before.unit.kind not in ("people", "thing", "area") or after >= len(texts):
        return False
    return texts[verb] == texts[after] and texts[verb].isalpha() and texts[after - 2] in WORDING.listing


def _is_denominator(number: _Candidate) -> bool:
    """*50 nghìn đồng/ | 1 hội viên*."""
    first = number.draft.first
    return number.words.words[first - 1 : first] == ("/",)


def _is_reckoned_by(number: _Candidate) -> bool:
    """*bình quân | 10.000 dân | có 35 giường bệnh*."""
    words, draft, grammar = number.words, number.draft, number.lexicon.grammar
    each = words.words[draft.first - 1 : draft.first] == (WORDING.per_so_many,)  # *cứ 1.000 dân có …*
    if draft.number.low not in _ROUND or not (each or grammar.neutral.ending_at(words.words, draft.first - 1)):
        return False
    people = grammar.populations.starting_at(words.words, draft.after)
    return people is not None and words.words[people[0] : people[0] + 1] == (WORDING.having,)


def _is_no_amount(number: _Candidate) -> bool:
    """A spelt number that is none: *một số cơ sở*, *hai bên*."""
    return number.draft.number.kind == "word" and not _is_meant(
        number.words, number.draft, number.before, number.lexicon
    )


def _is_rank_of(number: _Candidate) -> bool:
    """How many there are to rank among: *xếp thứ 15 trên | 63 tỉnh, thành phố*."""
    texts, at = number.words.words, number.left.start - 1
    if at < 1 or not texts[at].isdigit():
        return False
    return number.lexicon.grammar.ranks.ending_at(texts, at - 1) is not None


def _is_base(number: _Candidate) -> bool:
    """What is compared with: *so với | 26,5% năm 2021*."""
    return number.lexicon.grammar.bases.ending_at(number.words.words, number.left.outer - 1) is not None


def _is_ruled_out(number: _Candidate) -> bool:
    """A bound of things that something is ruled for: *trẻ em | dưới 16 tuổi*."""
    bounds = number.left.spelt in WORDING.one_sided or number.left.spelt == WORDING.origin
    return bounds and _ruled_out(number.words, number.left, number.unit, number.lexicon)


def _is_not_promised(number: _Candidate) -> bool:
    """A bound, a base, what has happened, a rating (bounds.py)."""
    words, draft, lexicon = number.words, number.draft, number.lexicon
    return (
        bounds_which(words, draft, lexicon)
        or is_ground(words, draft, number.before, lexicon)
        or has_happened(words, draft, lexicon)
        or is_rating(words, draft, lexicon)
        or is_slogan(words, draft)
        or is_session(words, draft)
        or is_rite(words, draft, lexicon)
    )


_NEVER: tuple[Callable[[_Candidate], bool], ...] = (
    _is_denominator,
    _is_reckoned_by,
    _is_no_amount,
    _is_rank_of,
    _is_base,
    _is_ruled_out,
    _is_not_promised,
)
"""What is no measure whatever it counts, in the order of the tests."""


def _is_grade(number: _Candidate) -> bool:
    """*50 sản phẩm đạt | 3 sao*."""
    if not (number.unit.noun and number.lexicon.grammar.grades.has(number.unit.noun)) or number.before is None:
        return False
    return _grades(number.words, number.before, number.left)


def _is_quoted(number: _Candidate) -> bool:
    """A number in a name in quotation marks: *“5 không, 3 sạch”*."""
    return number.unit.kind == "unknown" and _in_quotes(number.words.text, number.draft.number.start)


def _is_one_time(number: _Candidate) -> bool:
    """*thanh toán trong | 01 lần*."""
    left = number.left
    if number.unit.kind != "event" or not left.start or left.comparator is not None:
        return False
    return number.words.words[left.start - 1] == WORDING.within


def _goes_on_so_long(number: _Candidate) -> bool:
    """*3 vụ | liên tiếp*."""
    return WORDING.in_a_row.starting_at(number.words.words, number.unit.end) is not None


def _is_place(number: _Candidate) -> bool:
    """*tại | 12 xã*."""
    if number.unit.kind not in ("area", "thing", "unknown"):
        return False
    return _says_where(number.words, number.left.start, number.unit)


def _is_age(number: _Candidate) -> bool:
    """*trẻ em 6 tuổi*; not *tuổi thọ đạt 75 tuổi*."""
    if number.unit.kind != "age":
        return False
    words, first = number.words, number.draft.first
    start = max(words.clause_start(first), first - _NAME_WITHIN)
    return not number.lexicon.grammar.lifetimes.within(words.words, start, first)


def _is_time_limit(number: _Candidate) -> bool:
    """*trong 5 ngày làm việc*; not *thời gian chờ còn dưới 30 phút*."""
    if number.unit.kind != "time" or number.unit.per is not None:
        return False
    if number.before is not None and _goes_on_so(number.words, number.before, number.draft):
        return False
    return not _is_duration(number.words, number.draft, number.lexicon)


def _goes_on_so(words: Words, before: Draft, draft: Draft) -> bool:
    """Whether a time goes on with a list: of times (*dưới 30 phút đối với luồng xanh, | 8 giờ đối với luồng vàng*), or
    of what is counted, hours of it here (*1.500 hiện vật và | 600 giờ tư liệu*)."""
    texts, end = words.words, draft.unit.end
    listed = draft.left.start == draft.first and texts[draft.first - 1] in WORDING.listing
    if not listed or words.clauses[before.first] != words.clauses[draft.first]:
        return False
    if before.unit.kind == "time":
        return True
    of_what = end < len(texts) and texts[end].isalpha() and draft.unit.noun in WORDING.short_times
    counted = before.unit.kind in ("thing", "measure", "unknown")
    return of_what and counted and texts[draft.first - 1] == WORDING.conjunction


def _is_named(number: _Candidate) -> bool:
    """*Đội kiểm tra 178*, *tiêu chuẩn 5S*, *04 nhiệm vụ sau:*."""
    words, draft, lexicon = number.words, number.draft, number.lexicon
    return (
        is_name(words, draft, lexicon)
        or (draft.per is None and number.unit.kind != "money" and names_standard(words, draft.left, lexicon))
        or _announces(words, draft.left, draft.unit, lexicon)
    )


def _picks(number: _Candidate) -> bool:
    """A bound that says which are meant: *hộ có từ 3 con trở lên*."""
    return number.left.comparator is not None and _chooses(number.words, number.draft, number.lexicon)


def _qualifies_last(number: _Candidate) -> bool:
    """*giảm 5% số vụ | có từ 30 người mắc trở lên*."""
    return number.before is not None and _qualifies(number.words, number.before, number.draft, number.lexicon)


def _is_ranked(number: _Candidate) -> bool:
    """*xếp hạng | 15 toàn đoàn*."""
    ranks = number.lexicon.grammar.ranks.ending_at(number.words.words, number.left.outer - 1)
    return number.unit.kind == "unknown" and ranks is not None


_NO_COUNT: tuple[Callable[[_Candidate], bool], ...] = (
    _is_quoted,
    _is_one_time,
    _goes_on_so_long,
    _is_place,
    _is_age,
    _is_time_limit,
    _is_named,
    _picks,
    _qualifies_last,
    _is_ranked,
)
"""What is no measure though something counted stands behind it, in the order of the tests."""


def _read_within(words: Words, draft: Draft, lexicon: MeasureLexicon) -> Draft:
    """The draft of a time that something may take at most: *được xử lý trong vòng 24 giờ*."""
    left = draft.left
    if draft.unit.kind != "time" or left.comparator or left.level or left.direction:
        return draft
    limited = lexicon.grammar.spans.ending_at(words.words, left.start - 1)
    return replace(draft, left=replace(left, comparator="lte")) if limited else draft


def _read_multiple(words: Words, left: Left, lexicon: MeasureLexicon) -> Left:
    """`left` of so many times with its word of change: *tăng lên 2,5 lần* says by how much, not up to what."""
    found = lexicon.comparators.directions.ending_at(words.words, left.outer - 1)
    return replace(left, direction=found[1], level=None) if found and left.level in WORDING.rising else left


def _read_behind(words: Words, draft: Draft, lexicon: MeasureLexicon) -> Draft:
    """The draft with a comparator behind its number or unit (*95% trở lên*), which wins over one before."""
    table = lexicon.comparators.after
    found = table.starting_at(words.words, draft.after) or table.starting_at(words.words, draft.unit.end)
    if found is None and draft.unit.kind == "share" and WORDING.turn in words.words[draft.after : draft.after + _NOUN]:
        noun = _end_of_bound(words, draft) or _end_of_noun(words, draft.unit.end, lexicon)
        found = table.starting_at(words.words, noun) if noun else None
    if found is None:
        return draft
    unit, behind = draft.unit, found[0]
    if words.words[behind : behind + 1] == ("/",):  # *từ 6% trở lên/năm*
        rated = with_denominator(words, replace(unit, end=behind), lexicon)
        unit, behind = replace(unit, per=rated.per), rated.end
    left = replace(draft.left, comparator=found[1])
    return replace(draft, left=left, behind=behind, unit=unit, per=unit.per or draft.per)


_NOUN = 8
"""More words than a counted noun and *trở lên* have."""


def _end_of_bound(words: Words, draft: Draft) -> int | None:
    """Where *trở lên* stands that closes what *từ* right before a share opens, whatever noun is between (*từ 60% hộ
    nông dân trở lên*); None where *từ* opens none, or again behind the share (*80% cán bộ từ cấp phòng trở lên*)."""
    texts = words.words
    if draft.first == 0 or texts[draft.first - 1] != WORDING.origin:
        return None
    for at in range(draft.unit.end, min(len(texts), draft.after + _NOUN)):
        if texts[at] == WORDING.turn:
            return at
        if not texts[at].isalpha() or texts[at] == WORDING.origin:
            return None
    return None


def _end_of_noun(words: Words, start: int, lexicon: MeasureLexicon) -> int | None:
    """Where the one noun behind a share ends that *trở lên* may stand behind: a plan (*100% kế hoạch trở lên*) or a
    counted noun alone (*80% số cơ sở trở lên*), since a further word would be a rank (*cán bộ cấp phòng trở lên*)."""
    grammar = lexicon.grammar
    plan = grammar.plan_parts.starting_at(words.words, start) or grammar.papers.starting_at(words.words, start)
    plan = plan or WORDING.amounts_of.starting_at(words.words, start)
    if plan:
        return plan[0]
    start += words.words[start : start + 1] == (WORDING.number_of,)
    found = lexicon.units.match(words.text, words.starts[start]) if start < len(words.words) else None
    return words.after(found.end) if found else None


def _read_compared(words: Words, draft: Draft) -> Draft:
    """The draft with *cao hơn 20% so với …* read as a change: it says by how much."""
    left = draft.left
    change = WORDING.exceeding.get(left.spelt)
    if change is None or left.direction or not WORDING.comparing.starting_at(words.words, draft.end):
        return draft
    return replace(draft, left=replace(left, comparator=None, direction=change))


def _is_meant(words: Words, draft: Draft, before: Draft | None, lexicon: MeasureLexicon) -> bool:
    """Whether a spelt number is an amount: with a comparator, in a frequency, from eleven up, right behind a verb of
    making (*xây dựng hai mô hình*), or in a list with another; *một* needs more than the verb."""
    unit, left, number, first = draft.unit, draft.left, draft.number, draft.first
    if _is_amount(words, draft, lexicon):
        return True
    if unit.kind in ("none", "age", "time"):
        return left.comparator is not None and unit.kind == "time"
    if number.of is not None:
        return True
    if left.comparator is not None and not lexicon.grammar.ambiguous.has(left.spelt):
        return True
    if unit.kind in ("people", "thing") and lexicon.comparators.adverbs.starting_at(words.words, unit.end):
        return True  # *hai bác sĩ | mỗi tuần*
    adverb = lexicon.comparators.adverbs.ending_at(words.words, first - 1)
    if unit.kind == "event" and (unit.per or adverb or frequency_behind(words, unit.end, lexicon)):
        return True
    if unit.kind == "unknown":
        return False
    if number.low >= 11:
        return True
    if before is not None and words.words[first - 1] in WORDING.listing and before.unit.kind == unit.kind:
        return True
    verb = lexicon.comparators.predicates.ending_at(words.words, first - 1)
    return number.low > 1 and verb is not None and verb[1] == "making"


def _is_amount(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """*ba phần tư | trong số đó*, *từ hai phụ nữ nghèo trở lên*."""
    of_those = WORDING.of_those.starting_at(words.words, draft.after) is not None
    is_so_much = _has_verb_behind(words, draft, lexicon)  # *ít nhất một phần ba | là nữ*, *một nửa | được chữa khỏi*
    if draft.number.of is not None and (of_those or is_so_much or draft.left.direction is not None):
        return True
    return draft.unit.kind not in ("none", "age", "time") and _up(words, draft, lexicon)


def _without_unit(words: Words, draft: Draft, before: Draft | None, lexicon: MeasureLexicon) -> Draft | None:
    """A number without a unit: the value of an index (*Chỉ số HDI đạt 0,75*), or money named by its scale alone."""
    left, number = draft.left, draft.number
    if number.of is not None:  # *ba phần tư trong số đó*, *giảm một nửa*
        halved = number.kind == "word" and (left.direction is not None or _has_verb_behind(words, draft, lexicon))
        counted = number.kind == "fraction" and _states_number(words, draft, before, lexicon)
        return draft if halved or counted or WORDING.of_those.starting_at(words.words, draft.after) else None
    if is_name(words, draft, lexicon):
        return None
    clause = words.clause_start(draft.first)
    if lexicon.grammar.ranks.ending_at(words.words, left.outer - 1):
        return None
    says = left.comparator is not None or left.level in WORDING.stating
    named = says and lexicon.grammar.indices.within(words.words, max(clause, left.start - _NAME_WITHIN), left.start)
    if named or (number.kind == "plain" and _states_number(words, draft, before, lexicon)):
        return draft
    scale = words.text[number.start : number.end].endswith(WORDING.scales)
    if scale and (draft.after >= len(words.words) or not words.words[draft.after].isalpha()):
        doubts = (*draft.doubts, Doubt("unit", "Chỉ ghi đơn vị triệu, tỷ; được đọc là tiền (đồng)."))
        return replace(draft, unit=replace(draft.unit, noun=WORDING.dong, kind="money"), doubts=doubts)
    return None


def _has_verb_behind(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether the predicate stands right behind a part in words: *một nửa | được chữa khỏi*."""
    verb = lexicon.comparators.predicates.starting_at(words.words, draft.after)
    following = words.words[draft.after : draft.after + 1]
    return following == (WORDING.copula,) or (
        verb is not None and (verb[1] in ("weak", "making") or lexicon.grammar.complete.has(following[0]))
    )


def _states_number(words: Words, draft: Draft, before: Draft | None, lexicon: MeasureLexicon) -> bool:
    """Whether a number alone is the value: *số doanh nghiệp được kiểm tra đạt 310*; or one more of an index that the
    sentence names (*xã loại I đạt 0,7; xã loại II đạt 0,6*)."""
    left, texts = draft.left, words.words
    if draft.end < len(texts) and texts[draft.end].isalnum():
        return False
    same = before if before is not None and words.sentences[before.first] == words.sentences[draft.first] else None
    if left.level not in WORDING.stating:
        part = same is not None and lexicon.grammar.parting.within(texts, same.end, draft.first)
        colon = texts[left.outer - 1 : left.outer] == (":",) and left.outer == draft.first  # *số câu lạc bộ: 410*
        if not (part or colon) or left.level is not None:
            return False
    if same is not None and same.unit.kind == "none" and same.unit.noun is None:
        return True
    clause = words.clause_start(draft.first)
    begins = (clause if before is None else max(clause, before.end), segment_start(words, clause, left.outer))
    return any(_is_number_of(words, start, left.outer, lexicon) for start in begins)


def _is_number_of(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether `words[start:end]` begin with *số* and what it counts, behind a label like *(3)*."""
    if words.words[start : start + 1] == ("(",) and words.words[start + 2 : start + 3] == (")",):
        start += 3
    while opener := lexicon.grammar.openers.starting_at(words.words, start):
        start = opener[0]
    return start < end - 1 and words.words[start] == WORDING.number_of


def _is_duration(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether hours, days or years are the value itself (*thời gian chờ còn dưới 30 phút*, *giảm 02 ngày*), or all that
    a statement says (a cell: *Không quá 30 ngày*)."""
    left = draft.left
    if left.comparator and left.outer == 0 and words.words[draft.end :] in ((), (".",), (";",)):
        return True
    bound = lexicon.grammar.limits.ending_at(words.words, left.start - 1)
    if bound or left.comparator:
        start = words.clause_start(draft.first)
        if lexicon.grammar.responses.within(words.words, start, left.start) or _is_reaction(words, draft, lexicon):
            return True  # *được xử lý trong vòng 24 giờ*: how fast is promised
    if draft.unit.noun in WORDING.short_times and left.start:
        early = left.comparator == "gte" and words.words[left.start - 1] in WORDING.ahead
        if early or WORDING.as_fast.ending_at(words.words, left.start - 1):
            return True  # *dập tắt đám cháy trong vòng | 45 phút*, *cảnh báo trước | ít nhất 24 giờ*
    if draft.unit.noun and "/" in draft.unit.noun:
        return True  # *10 phút/chuyến*: so long for each
    if _counts_time(words, draft, lexicon):
        return True
    if left.spelt in ("", WORDING.origin) and bound:
        return False
    if left.direction:
        return True
    if left.comparator is None and left.level is None and not _is_so_long(words, left.outer, lexicon):
        return False
    if _is_of_each(words, left.outer, lexicon):
        return True
    return lexicon.grammar.durations.within(words.words, words.clause_start(draft.first), left.start)


def _is_reaction(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether so many minutes or hours run from an event: *có mặt trong vòng 12 phút | kể từ khi nhận tin*; days from
    an event are the time limit of a procedure."""
    short = draft.unit.noun in WORDING.short_times
    return short and WORDING.since.starting_at(words.words, draft.unit.end) is not None


def _counts_time(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a verb of making governs so many hours or nights of something: *tổ chức | 12 đêm | tuần tra*."""
    texts, predicates, end = words.words, lexicon.comparators.predicates, draft.unit.end
    verb = predicates.ending_at(texts, draft.left.start - 1)
    if verb is None or end >= len(texts) or not texts[end].isalpha():
        return False
    if verb[1] != "making" and not (verb[1] == "weak" and draft.unit.noun in WORDING.short_times):
        return False  # *số hóa | 4.200 giờ băng ghi âm*
    following = predicates.starting_at(texts, end)
    return following is None or following[1] in ("weak", "making")


def _is_so_long(words: Words, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether what leads up to a time says that something lasts so long: *mỗi tiết | 35 phút*, *ngày lưu trú bình
    quân | 1,9 ngày*."""
    start = segment_start(words, words.clause_start(end), end)
    lasting = start < end and lexicon.grammar.durations.starting_at(words.words, start) is not None
    return lasting or _is_of_each(words, end, lexicon)


def _is_of_each(words: Words, end: int, lexicon: MeasureLexicon) -> bool:
    """*mỗi tiết | 35 phút*; not *mỗi năm | 5 ngày*."""
    start = segment_start(words, words.clause_start(end), end)
    if not start < end <= start + _EACH or words.words[start] != WORDING.each_one:
        return False
    if words.words[end - 1] == WORDING.occurrence:
        return False  # *mỗi lần | 15 phút* goes on with how often
    return lexicon.comparators.adverbs.starting_at(words.words, start) is None


_EACH = 4
"""More words than *mỗi* and what it is said of have."""


def _qualifies(words: Words, before: Draft, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a count says which things the value before it is about: *giảm 5% số vụ có từ 30 người mắc trở lên*,
    *100% doanh nghiệp trên 50 lao động được kiểm tra*."""
    left = draft.left
    if draft.behind and left.spelt == WORDING.origin and before.unit.kind == "share":
        following = words.words[draft.behind : draft.behind + 1]
        in_clause = words.clauses[before.first] == words.clauses[draft.first]
        acts = _verb(words, draft.behind, lexicon)
        required = bool(following) and (following[0] in WORDING.requiring or (acts and acts[1] in ("weak", "making")))
        if in_clause and required:
            return True
    between = words.words[before.end : left.outer]
    if before.unit.kind in ("thing", "area", "unknown") and (
        _is_size_of(words, before, draft, lexicon) or _is_whose(words, before, draft, lexicon)
    ):
        return True
    if draft.unit.kind not in ("people", "thing", "unknown"):
        return False
    if before.unit.kind == "thing":
        return False
    if before.unit.kind != "share":
        return False
    if (
        not between
        or any(not word.isalnum() for word in between)
        or words.clauses[before.first] != words.clauses[draft.first]
    ):
        return False
    if _has_bound_members(words, draft, lexicon):
        return True
    if any(verb[1] != "function" for i in range(before.end, left.outer) if (verb := _verb(words, i, lexicon))):
        return False
    if left.level is None:
        return left.spelt in WORDING.one_sided or _up(words, draft, lexicon)
    start = before.left.start
    governed = before.left.direction is not None or (
        start > 0 and not lexicon.grammar.unlinked.ending_at(words.words, start - 1)
    )
    listed = WORDING.among.ending_at(words.words, start - 1) is not None
    return left.level == WORDING.having and _up(words, draft, lexicon) and (governed or listed)


def _has_bound_members(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a bound of people behind *có* says which bodies the share is of, what these do behind it: *100% doanh
    nghiệp có từ 3 đảng viên trở lên | thành lập chi bộ*."""
    if draft.left.level != WORDING.having or draft.unit.kind != "people":
        return False
    end = end_of_bound(words, draft, lexicon)
    if not draft.behind and end == draft.end:
        return False
    acts = _verb(words, end, lexicon)
    return acts is not None and acts[1] in ("weak", "making")


def _is_whose(words: Words, before: Draft, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a bound of people behind *có* says which bodies what is counted before stands in: *40 công đoàn tại doanh
    nghiệp có từ 25 lao động trở lên*."""
    left, texts = draft.left, words.words
    if left.level != WORDING.having or draft.unit.kind != "people":
        return False
    if not draft.behind and not _up(words, draft, lexicon):
        return False
    between = texts[before.end : left.outer]
    return bool(between) and all(map(str.isalpha, between)) and not WORDING.of_places.isdisjoint(between)


def _is_size_of(words: Words, before: Draft, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a bound of size stands right behind the things that it is the size of: *75 trang trại bò sữa quy mô | từ
    20 con trở lên*, *11 tuyến hẻm có chiều rộng | dưới 3 m*; not *01 quỹ có vốn điều lệ tối thiểu 50 tỷ đồng*."""
    grammar, texts, left = lexicon.grammar, words.words, draft.left
    size = grammar.sizes.ending_at(texts, left.outer - 1)
    quality = grammar.qualities.ending_at(texts, left.outer - 1)
    having = quality is not None and texts[quality[0] - 1] == WORDING.having and left.spelt in WORDING.one_sided
    found = quality if having else size
    if found is None or found[0] < before.end or left.level or not (having or _up(words, draft, lexicon)):
        return False
    return all(word.isalpha() for word in words.words[before.end : draft.left.outer])


def _verb(words: Words, index: int, lexicon: MeasureLexicon) -> tuple[int, str] | None:
    return lexicon.comparators.predicates.starting_at(words.words, index)


def _up(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a count is *từ … trở lên*, a few words between unit and *trở lên* allowed."""
    if draft.left.spelt != WORDING.origin:
        return False
    return draft.behind is not None or lexicon.comparators.after.within(words.words, draft.unit.end, draft.unit.end + 6)


def _announces(words: Words, left: Left, unit: UnitReading, lexicon: MeasureLexicon) -> bool:
    """Whether the count only announces or repeats a list (*03 nội dung sau:*, *4 nhiệm vụ nêu trên*), or says how many
    parts the plan has (*đề ra 24 chỉ tiêu*)."""
    is_part = left.comparator is None and lexicon.grammar.plan_parts.starting_at(words.words, unit.start)
    if is_part and lexicon.grammar.setting_out.ending_at(words.words, left.start - 1):
        return True
    for index in range(unit.end, min(unit.end + 5, len(words.words))):
        announcer = lexicon.grammar.announcers.starting_at(words.words, index)
        if announcer:
            end = announcer[0]
            return end >= len(words.words) or not words.words[end].isalpha()
        word = words.words[index]
        if not word.isalpha() or word in WORDING.announcement_ends:
            return word == ":" and unit.kind in ("thing", "unknown") and index == len(words.words) - 1
    return False


def _in_quotes(text: str, offset: int) -> bool:
    """Whether `offset` stands inside quotation marks: a slogan (*“3 không, 3 sạch”*), not an amount."""
    before = text[:offset]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _grades(words: Words, before: Draft, left: Left) -> bool:
    """Whether a grade says which of the things counted right before it are meant: *20 khách sạn từ 3 đến 5 sao*."""
    between = words.words[before.end : left.start]
    return words.clauses[before.first] == words.clauses[left.start] and "," not in between


_RULED_WITHIN, _RULED_NEAR = 16, 7
"""Words before a value among which *không có* stands with the things that are not to be left."""


def _ruled_out(words: Words, left: Left, unit: UnitReading, lexicon: MeasureLexicon) -> bool:
    """Whether nothing with such a value is to be left: *không còn xã dưới 15 tiêu chí*, *không có huyện có tỷ lệ … trên
    5%*; not where *không có* describes the noun before it (*tỷ lệ xã không có tệ nạn dưới 1%*)."""
    texts = words.words
    near = unit.kind != "share"
    for index in range(left.outer - 1, max(0, left.outer - _RULED_WITHIN), -1):
        word = texts[index]
        near = near and index >= left.outer - _RULED_NEAR + 1
        if lexicon.grammar.absent.ending_at(texts, index):
            begins = index < 2 or not texts[index - 2].isalpha() or lexicon.grammar.openers.ending_at(texts, index - 2)
            return index < left.outer - 1 and (near or bool(begins))
        verb = lexicon.comparators.predicates.starting_at(texts, index)
        if not (word.isalpha() or word.isdigit()) or lexicon.grammar.joining.has(word):
            return False
        describes = lexicon.grammar.describing.has(word) or texts[index - 1] == WORDING.turn
        if verb and verb[1] != "function" and not describes:
            return False
        near = near and word != WORDING.having
    return False


def _chooses(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a count with a comparator behind *có* chooses which things are meant: *đô thị có dân số trên 500 nghìn
    người phải …*, *hỗ trợ cho các trường có dưới 10 lớp*. *Mỗi xã có trên 50 người* is a value all the same."""
    left, texts, grammar = draft.left, words.words, lexicon.grammar
    if draft.unit.noun in WORDING.raised and _is_distance(texts, left.outer):
        return True
    size = grammar.sizes.ending_at(texts, left.outer - 1)
    index = size[0] - 1 if size else left.outer
    if index <= 0 or texts[index] != WORDING.having or not texts[index - 1].isalpha():
        return False
    if lexicon.comparators.predicates.ending_at(texts, index - 1) or grammar.openers.ending_at(texts, index - 1):
        return False
    following = texts[draft.end] if draft.end < len(texts) else ""
    if grammar.each.has(texts[max(0, index - 2)]):
        return False
    if size and grammar.complete.has(following):
        return True
    if draft.unit.kind not in ("people", "thing", "unknown") and not size:
        return False
    for at in range(index - 1, max(-1, index - 8), -1):
        if not texts[at].isalpha():
            return False
        if grammar.choosing.ending_at(texts, at):
            return True
        verb = lexicon.comparators.predicates.starting_at(texts, at)
        if grammar.plurals.has(texts[at]):
            if left.comparator == "lt" and grammar.complete.has(following):
                return True
        elif verb and verb[1] != "function":
            return False
    return False


def _is_distance(texts: Sequence[str], end: int) -> bool:
    """Whether *cách* and a place stand right before a length: *học sinh có nhà ở cách trường | từ 4 km trở lên*."""
    return WORDING.distant in texts[max(0, end - _PLACE) : max(0, end - 1)]


_PLACE = 5
"""More words than *cách* and the place behind it have."""


def _says_where(words: Words, first: int, unit: UnitReading) -> bool:
    """Whether a count stands behind *thuộc* (*hộ thuộc | 3 nhóm*; of *hộ thuộc | 24 thôn* both are counted), or
    places behind *giáp ranh* or the label *Phạm vi:*, which says where a plan holds."""
    if unit.noun == WORDING.criterion and first and words.words[first - 1] in WORDING.locating:
        return True  # *giảm tai nạn ở 3 tiêu chí*
    if first > 1 and words.words[first - 1] == WORDING.origin and words.words[first - 2] in WORDING.coming:
        return True  # *vận động viên đến từ | 14 thôn*
    if first and words.words[first] == WORDING.origin and words.words[first - 1] in WORDING.coming:
        return unit.kind == "area" or unit.group in ORGANISATIONS
    if unit.kind != "area":
        return bool(first) and words.words[first - 1] in WORDING.belonging
    if first and words.words[first - 1] in WORDING.bordering:
        return True
    start = words.clause_start(first)
    label = words.words[start : min(first, start + 5)]
    return WORDING.scopes.starting_at(label, 0) is not None and ":" in label


def _negated(words: Words, left: Left) -> bool:
    """Whether *không* stands before *quá* or *trên* with its verb between: *không kiểm tra quá 01 lần*."""
    for index in range(left.start - 1, max(-1, left.start - 7), -1):
        if words.words[index] in WORDING.denying:
            return True
        if not words.words[index].isalpha():
            return False
    return False


_ROUND = frozenset([1, 100, 1e3, 1e4, 1e5, 1e6])


def _read_above(words: Words, draft: Draft, before: Draft | None, lexicon: MeasureLexicon) -> Draft | None:
    """The draft with *trên* before its number read: a comparator (*trên 500 người*), or a preposition (*trên 3 tiêu
    chí*, *trên 01 ha*, *triển khai trên 5 huyện*)."""
    left, unit = draft.left, draft.unit
    if left.comparator == "gt" and left.spelt == WORDING.beyond and _negated(words, left):
        return replace(draft, left=replace(left, comparator="lte"))
    if (
        unit.noun
        and unit.noun.startswith(WORDING.criterion)
        and ((left.spelt == WORDING.above and left.level is None) or left.direction == "decrease")
    ):
        return None
    if left.comparator != "gt" or left.spelt != WORDING.above:
        return draft
    if draft.number.low in _ROUND and (
        lexicon.grammar.populations.starting_at(words.words, unit.start) or (before and before.end == left.start)
    ):
        return None  # *số bác sĩ trên 10.000 dân*, *20 người | trên 1.000 lao động*
    if draft.number.low == 1 and unit.kind in ("measure", "thing", "people"):
        return None
    if left.level or left.start == 0:
        return draft
    counted = before is not None and before.first >= segment_start(words, words.clause_start(draft.first), left.start)
    if not (unit.kind == "area" or (counted and _is_laid_on(words, draft)) or _may_be_where(words, draft, lexicon)):
        return draft
    if lexicon.grammar.counted_places.ending_at(words.words, left.start - 1):
        return draft
    if counted:
        return replace(draft, left=replace(left, comparator=None))  # *lắp 1.260 bộ đèn | trên 38 km đường*
    doubts = (*draft.doubts, Doubt("comparator", "«trên» có thể chỉ nơi chốn, không phải «hơn»."))
    return replace(draft, left=replace(left, comparator=None), doubts=doubts)


def _is_laid_on(words: Words, draft: Draft) -> bool:
    """Whether *trên* stands right behind the things of a count and before what they stand on: *lắp 215 bóng đèn | trên
    6,5 km đường*, not *xây 3 cầu và | trên 6 km đường*."""
    last, noun = words.words[draft.left.start - 1], draft.unit.noun or ""
    return last.isalpha() and last not in WORDING.coordinating and (noun in WORDING.streets or noun in WORDING.surfaces)


def _may_be_where(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether *trên* before so much land may say where: behind the object of a verb (*áp dụng quy trình | trên 4.500
    ha*), not behind the verb (*trồng trên 500 ha*) or the name of a quantity (*diện tích trên 500 ha*)."""
    texts, start = words.words, draft.left.start
    street = (draft.unit.noun or "") in WORDING.streets
    if not street and draft.unit.noun not in WORDING.surfaces:
        return False
    begin = segment_start(words, words.clause_start(draft.first), start)
    while begin < start and (opener := lexicon.grammar.openers.starting_at(texts, begin)):
        begin = opener[0]
    verb = lexicon.comparators.predicates.starting_at(texts, begin) or lexicon.grammar.doings.starting_at(texts, begin)
    grammar = lexicon.grammar
    verb = verb or grammar.governing.starting_at(texts, begin) if street else verb
    if verb is None or verb[0] >= start or not all(word.isalpha() or word[0].isdigit() for word in texts[begin:start]):
        return False
    quantity = (grammar.quantities, grammar.magnitudes, grammar.sizes, grammar.shares)
    ends = lexicon.comparators.predicates.ending_at(texts, start - 1)
    return ends is None and not any(table.within(texts, begin, start) for table in quantity)


def _read_forbidden(words: Words, draft: Draft, lexicon: MeasureLexicon) -> Draft:
    """The draft of a share that must not be exceeded: *không để tỷ lệ nợ xấu vượt quá 3%*."""
    left = draft.left
    if left.comparator != "gt" or left.level or left.direction:
        return draft
    start = segment_start(words, words.clause_start(draft.first), left.outer)
    if WORDING.not_let.starting_at(words.words, start) is None:
        return draft
    return replace(draft, left=replace(left, comparator="lte"))


def _read_below(draft: Draft) -> Draft:
    """The draft with *giảm dưới* read as a level to fall below: *tỷ lệ hộ nghèo giảm dưới 1%*; a yearly change stays
    one (*giảm dưới 1%/năm*)."""
    left = draft.left
    if left.direction != "decrease" or left.spelt not in WORDING.below or draft.unit.per:
        return draft
    doubts = (*draft.doubts, Doubt("direction", "«giảm dưới» được đọc là mức phải đạt, không phải mức giảm."))
    return replace(draft, left=replace(left, direction=None, level=WORDING.falling), doubts=doubts)


def _read_beyond(draft: Draft) -> Draft:
    """The draft with *vượt* before a small share read as a change: *vượt 5% kế hoạch* is five per cent more."""
    if draft.left.comparator != "gt" or not draft.left.spelt.startswith(WORDING.surpassing) or draft.number.high > 50:
        return draft
    doubts = (*draft.doubts, Doubt("comparator", "«vượt» có thể nói vượt bao nhiêu, hoặc vượt mức nào."))
    return replace(draft, left=replace(draft.left, comparator=None, direction="increase"), doubts=doubts)
