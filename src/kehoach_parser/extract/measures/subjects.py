"""Whose share or count a number is: the noun phrase behind it, or the one that leads up to it."""

from __future__ import annotations

from bisect import bisect_right

from ...lexicon.measures import MeasureLexicon
from ..words.words import Words, places_of
from .clause_borders import begins_clause, is_bare_act, list_member
from .leading_phrases import preceding_phrase
from .noun_phrases import Change, Naming, closing, following_phrase, trim
from .readings import Draft
from .timing import segment_start
from .wording import WORDING

_OWN_NAME = frozenset(["share", "measure", "money"])
_RATES = frozenset([1e3, 1e4, 1e5, 1e6])
_RATED = 3
"""Words behind a unit before whose end *…/học sinh* makes a rate of it."""
_LONG = 4
"""Words of a noun phrase before *bình quân* that is no part of it."""
_NAMED = 2
"""Words that a subject has at least before the verb that holds it."""
_TURN = 2
"""Words of *trở lên*."""
_ACTING = frozenset(["households", "organisations"])
_COUNTED = frozenset(["people", "thing", "area", "unknown"])
_NEVER_COUNTED = frozenset(["time", "point", "none", "age"])


def _is_rate(draft: Draft) -> bool:
    """Whether a count is out of a round number of people: *45/100.000 trẻ đẻ sống*, not *3.900/4.150 thửa*."""
    return draft.number.of in _RATES


def _uncounted(words: Words, draft: Draft) -> bool:
    """Whether the unit is nothing that is counted: *lần*, *phút*, *bậc*: its subject stands elsewhere."""
    noun = (draft.unit.noun or "").partition("/")[0]
    stated = draft.left.direction or draft.left.level in WORDING.stating
    if noun == WORDING.score and stated and _is_last(words, draft):
        return True
    return draft.unit.kind in _NEVER_COUNTED or draft.unit.noun == WORDING.occurrence or noun in WORDING.lessons


def _is_last(words: Words, draft: Draft) -> bool:
    """Whether no word stands right behind a value and its unit."""
    following = words.words[draft.end : draft.end + 1]
    return not following or not following[0].isalnum()


_Named = tuple[int, int, str | None]
"""Start and end offset of the words that state a measure, and its subject (None where no words name one)."""


def name_subject(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> _Named:
    """Start and end offset of the words that state a measure, and its subject (None where no words name one)."""
    left, unit, change = draft.left, draft.unit, naming.change
    last = draft.end
    if those := _of_those(words, draft):
        return those
    begin, end = _behind(words, draft, naming, lexicon)
    start = words.starts[left.start]
    if _is_of_last(words, draft, naming, begin, lexicon):
        return start, words.ends[max(last, end) - 1], None
    if change is not None and (end <= begin or unit.kind == "share" or _uncounted(words, draft)):
        return _name_changed(words, draft, naming, change, lexicon)
    if _is_bare(words, draft, naming, end <= begin, lexicon):
        return _name_before(words, draft, naming, lexicon) or _name_itself(words, draft, naming, lexicon)
    if unit.kind not in _OWN_NAME and not _uncounted(words, draft):
        if unit.end > unit.head_end and begin >= unit.end:
            end = begin  # *1,5 giáo viên/lớp | cấp tiểu học*
        whole = begin == unit.head_end and end > begin
        named = words.slice(unit.start, end if whole else unit.head_end)
        if not whole and end > begin:
            named = f"{named} {words.slice(begin, end)}"
    else:
        named = words.slice(begin, end)
    return start, words.ends[max(last, end) - 1], named or None


def _of_those(words: Words, draft: Draft) -> _Named | None:
    """A part of what was named before: *55% | trong số đó | được kết nạp*, *60% được phát hiện; | trong số đó |, 70%
    được điều trị*."""
    last, end = draft.end, draft.left.outer
    start = words.starts[draft.left.start]
    if behind := WORDING.of_those.starting_at(words.words, last):
        return start, words.ends[behind[0] - 1], words.slice(last, behind[0])
    end -= words.words[end - 1 : end] == (",",)
    before = WORDING.of_those.ending_at(words.words, end - 1)
    return (start, words.ends[last - 1], words.slice(before[0], end)) if before else None


def _is_half(draft: Draft) -> bool:
    """Whether a value is a part in words with no noun of its own: *một nửa được chữa khỏi*."""
    return draft.unit.kind == "none" and draft.number.kind == "word"


def _name_before(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> _Named | None:
    """The subject that leads up to a value; None where none does."""
    left, unit, last = draft.left, draft.unit, draft.end
    if (size := _size_before(words, draft, naming, lexicon)) is not None:
        return words.starts[size], words.ends[last - 1], words.slice(size, left.outer)
    if _is_half(draft) and words.words[left.outer - 1] in WORDING.listing:
        return words.starts[left.start], words.ends[last - 1], None  # *70% được điều trị | và một nửa được chữa khỏi*
    if _measures_last(words, draft, naming, lexicon):
        return None
    at, to = _led_phrase(words, draft, naming, lexicon)
    listed = unit.kind in _OWN_NAME and left.level is None and words.words[left.outer - 1] in WORDING.listing
    if to <= at or listed:
        return None
    if left.level is None:
        at = _behind_call(words, at, to, lexicon)
        to = _before_act(words, draft, at, to, lexicon)
    joined = naming.floor > words.clause_start(naming.floor) and words.words[left.outer - 1] == WORDING.conjunction
    if joined and at < to and words.words[at] in WORDING.of_places:
        return None  # *đạt 7 m2/người | tại các phường trung tâm và | 5,5 m2/người tại các phường còn lại*
    at = _behind_giving(words, draft, at, to, lexicon)
    if _is_mere_verb(words, draft, at, to, lexicon):
        return None
    if unit.kind == "money" and is_bare_act(words, at, to, lexicon):
        begin, end = _object_behind(words, draft, naming, lexicon)
        if end > begin:
            return words.starts[at], words.ends[end - 1], words.slice(begin, end)
    to = _before_average(words, at, to, lexicon)
    return words.starts[at], words.ends[last - 1], words.slice(at, _with_rate(words, draft, at, to, lexicon))


def _led_phrase(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> tuple[int, int]:
    """The phrase that leads up to a value, without the verb that brings it there or holds it; empty where it goes on
    with the noun before."""
    left, unit = draft.left, draft.unit
    at, to = preceding_phrase(
        words, fresh_start(words, naming.floor, left.outer, lexicon), left.outer, naming.times, lexicon
    )
    if _goes_on(words, draft, at, naming):
        return at, at
    to = _before_holding(words, draft, at, to, lexicon)
    if left.level in (None, WORDING.having) or (naming.counted_before and unit.kind == "share"):
        to = _before_verb(words, draft, naming, (at, to), lexicon)
    led = left.level or left.direction or words.words[left.outer - 1] == WORDING.consisting
    brought = lexicon.grammar.bringing.starting_at(words.words, at) if led else None
    if brought and brought[0] < to:
        at = brought[0]  # *mở rộng | vùng hoa | lên 175 ha*
    if to == at < left.outer and unit.kind == "money" and not left.level:
        gives = WORDING.contributing.starting_at(words.words, at)  # *…, | đóng góp | 650 triệu đồng*
        to = left.outer if gives and gives[0] == left.outer else to
    return at, to


def _is_mere_verb(words: Words, draft: Draft, start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether `words[start:end]` are a verb that names nothing: *sơ tán | 2.100 người*, *…, cải thiện | tối thiểu 3
    bậc*, *chiếm 15% năm 2025, hướng tới | 25% năm 2030*."""
    bare = draft.unit.kind in _COUNTED and draft.left.level is None and is_bare_act(words, start, end, lexicon)
    phrase = words.words[start:end]
    return bare or WORDING.held.holds(phrase) or WORDING.heading_for.holds(phrase)


def _goes_on(words: Words, draft: Draft, start: int, naming: Naming) -> bool:
    """Whether the words from the value before up to this one's level belong to the noun of that: *14 phòng | chuyên môn
    | còn 11 phòng*."""
    if not draft.left.level or start != naming.floor or start == words.clause_start(draft.first):
        return False
    return all(word.isalpha() for word in words.words[start : draft.left.outer])


def _measures_last(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> bool:
    """Whether a value says how long or how dear what was counted right before it is: *5 tuyến kè | dài | 12,5 km*,
    *3.400 lượt người khó khăn | trị giá | 2,8 tỷ đồng*."""
    texts, outer = words.words, draft.left.outer
    if not words.clause_start(draft.first) < naming.floor < outer or draft.left.level:
        return False
    grammar = lexicon.grammar
    priced = draft.unit.kind == "money" and (
        grammar.subject_ends.ending_at(texts, outer - 1) or grammar.single_verbs.ending_at(texts, outer - 1)
    )  # *45 người chấp hành xong án phạt tù | vay | 2,7 tỷ đồng*
    sized = texts[outer - 1] in WORDING.extents and not grammar.qualities.ending_at(texts, outer - 1)
    if not priced and not sized:
        return False
    return all(word.isalpha() for word in texts[naming.floor : outer])


def _before_holding(words: Words, draft: Draft, start: int, end: int, lexicon: MeasureLexicon) -> int:
    """The end of a subject moved back over the verb that holds it at its value: *tỷ lệ nợ xấu | kiểm soát | dưới 2%*,
    *quỹ khuyến học | huy động | đạt 42 tỷ đồng*; not where the verb alone stands there, or is passive."""
    texts, left = words.words, draft.left
    of_fund = WORDING.funds.starting_at(texts, start) is not None
    if left.level is None and left.comparator is None and not of_fund:
        return end
    held = WORDING.held.ending_at(texts, end - 1) or (of_fund and WORDING.raised_by.ending_at(texts, end - 1))
    if not held or held[0] < start + _NAMED or texts[held[0] - 1] in WORDING.before_holding:
        return end
    return trim(words, start, held[0], lexicon)


def _size_before(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> int | None:
    """Where the word of size right before a value begins, which belongs to what is counted before it: *01 trung tâm
    giống cây trồng | quy mô | 30 ha*; None where there is none."""
    texts, floor = words.words, naming.floor
    size = _size_right_before(words, draft, lexicon) if floor < draft.left.outer else None
    if size is None or size <= floor:
        return None
    if texts[size - 1] == ",":
        return size  # *xây dựng 7 trường tại các xã, | quy mô | từ 30 lớp/trường*
    begins = next((at + 1 for at in range(size - 1, floor - 1, -1) if not texts[at].isalpha()), floor)
    opens = words.clause_start(draft.first) == floor
    act = lexicon.grammar.governing.starting_at(texts, begins) if opens or begins > floor else None
    if act and act[0] < size:  # *xây dựng nhà văn hóa | quy mô | 800 chỗ ngồi*
        return size - (texts[size - 1] == WORDING.whole)
    if opens:
        return None
    if texts[size - 1] == WORDING.having:
        return size  # *01 quỹ bảo lãnh tín dụng có | vốn điều lệ | 50 tỷ đồng*
    if texts[size - 1] == WORDING.whole:
        return None
    parted = any(not word.isalpha() or word in WORDING.fresh_starts for word in texts[floor:size])
    return None if parted else size


def _size_right_before(words: Words, draft: Draft, lexicon: MeasureLexicon) -> int | None:
    """Where a word of size begins that stands right before a value and its bound: *có | vốn điều lệ | tối thiểu 50 tỷ
    đồng*, *với tổng | sức chứa | 1.200 ô tô*; None where there is none."""
    left, grammar = draft.left, lexicon.grammar
    if left.level or left.direction or grammar.subject_ends.ending_at(words.words, left.outer - 1):
        return None  # *4.200 suất quà trị giá | 1,26 tỷ đồng*
    tables = (grammar.sizes, grammar.qualities, grammar.magnitudes)
    begins = min((at[0] for table in tables if (at := table.ending_at(words.words, left.outer - 1))), default=None)
    return None if begins == left.outer - 1 else begins  # *đấu giá | 12 khu vực mỏ*


def _behind_giving(words: Words, draft: Draft, start: int, end: int, lexicon: MeasureLexicon) -> int:
    """Where *mỗi* begins behind the verb that gives a sum (*hỗ trợ | mỗi hộ | 3 triệu đồng*); else `start`."""
    each = next((at for at in range(start + 1, end - 1) if words.words[at] == WORDING.each_one), None)
    if draft.unit.kind != "money" or each is None:
        return start
    given = is_bare_act(words, start, each, lexicon) or WORDING.given.ending_at(words.words, each - 1)
    if not given:
        return start
    return start if lexicon.comparators.adverbs.starting_at(words.words, each) else each


def _before_act(words: Words, draft: Draft, start: int, end: int, lexicon: MeasureLexicon) -> int:
    """The end of who does something so often, before what is done (*Trạm Y tế | tổ chức tiêm chủng | 02 buổi/tháng*);
    `end` where no body or person is named first."""
    if not (draft.unit.kind == "event" or (draft.unit.per and _uncounted(words, draft))):
        return end
    doer = start
    while lexicon.grammar.plurals.has(words.words[doer]):
        doer += 1
    grammar, predicates = lexicon.grammar, lexicon.comparators.predicates
    named = (grammar.shares, grammar.durations, grammar.magnitudes, grammar.quantities, grammar.averaged)
    verbs = (grammar.governing, grammar.doings, predicates)
    if doer >= end or any(table.starting_at(words.words, doer) for table in named + verbs):
        return end
    head = lexicon.units.match(words.text, words.starts[doer])
    people = head is not None and (head.unit.kind == "people" or head.unit.group in _ACTING)
    if draft.unit.per is None and (head is None or head.unit.group not in _ACTING):
        return end
    if not (people or words.slice(doer, doer + 1).istitle()) or (head and head.unit.kind == "event"):
        return end
    behind = words.after(head.end) if head else doer + 1
    for at in range(behind, end):
        verb = predicates.starting_at(words.words, at)
        if verb and (verb[1] == "making" or (verb[1] == "weak" and at > behind)):
            return at
        if at > behind and grammar.doings.starting_at(words.words, at) and "," not in words.words[at:end]:
            return at
    return end


def _behind_call(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> int:
    """Where those are named that a verb in `words[start:end]` calls on: *toàn xã vận động | Nhân dân đóng góp*; `start`
    where none calls on people."""
    if lexicon.grammar.shares.starting_at(words.words, start):
        return start  # *mức vận động Quỹ | 40.000 đồng/người*
    for _, behind, _ in lexicon.grammar.causatives.find_all(words.words, start, end - 1):
        called = lexicon.units.match(words.text, words.starts[behind])
        if called is not None and (called.unit.kind == "people" or called.unit.group in _ACTING):
            return behind
    return start


def _object_behind(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> tuple[int, int]:
    """What a value is for whose verb names nothing: the object of the verb behind it (*đầu tư 54 tỷ đồng nâng cấp | Cơ
    sở cai nghiện*); empty where there is none."""
    grammar, at = lexicon.grammar, draft.end
    if words.words[at : at + 1] and words.words[at] in WORDING.purposes:
        at += 1
    begin = at
    while (verb := grammar.governing.starting_at(words.words, at)) and verb[0] <= naming.stop:
        at = verb[0]
        listed = words.words[at : at + 1] != () and words.words[at] in WORDING.listing
        at += listed and grammar.governing.starting_at(words.words, at + 1) is not None
    return at, at if at in (begin, naming.stop) else following_phrase(words, at, naming, lexicon, is_object=True)


def _before_average(words: Words, at: int, to: int, lexicon: MeasureLexicon) -> int:
    """The end of a subject before *bình quân*, unless that belongs to the name of a value (*thu nhập bình quân*)."""
    grammar = lexicon.grammar
    average = grammar.neutral.ending_at(words.words, to - 1)
    if average is None or average[0] < at + _LONG or grammar.whole_nouns.ending_at(words.words, to - 1):
        return to
    named = (grammar.averaged, grammar.magnitudes, grammar.shares, grammar.quantities, grammar.durations)
    return to if any(table.starting_at(words.words, at) for table in named) else average[0]


def _name_itself(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> _Named:
    """The subject of a value that nothing leads up to: what stands behind it, a label right before it, its own noun."""
    left, unit, last = draft.left, draft.unit, draft.end
    start = words.starts[left.start]
    tail = following_phrase(words, last, naming, lexicon, is_object=True)
    if unit.kind == "share" and tail > last:
        return start, words.ends[tail - 1], words.slice(last, tail)
    if left.outer < left.start and words.words[left.outer - 1] == "," and left.outer > naming.floor:
        label = words.slice(left.outer, left.outer + 1)
        if label[0].isupper():
            return words.starts[left.outer], words.ends[last - 1], label
    silent = _is_half(draft) or unit.kind in _OWN_NAME or _uncounted(words, draft) or _is_rate(draft)
    named = "" if silent else words.slice(unit.start, unit.head_end)
    return start, words.ends[last - 1], named or None


def _is_of_last(words: Words, draft: Draft, naming: Naming, begin: int, lexicon: MeasureLexicon) -> bool:
    """Whether a share says of the value before how much of a plan or total that is: *đạt 145 tỷ đồng, | vượt 12% dự
    toán*, *…, bằng 103% kế hoạch*: right behind its comma, or behind a time."""
    left = draft.left
    told = left.level is not None or left.spelt.startswith(WORDING.surpassing)
    total = lexicon.grammar.totals.starting_at(words.words, begin)
    makes_up = (left.level or "").startswith(WORDING.making_up)  # *…, chiếm 6,5% | lực lượng lao động*
    gives = WORDING.contributing.ending_at(words.words, left.outer - 1) if total else None
    begins = gives[0] if gives else left.outer
    told, makes_up = told or gives is not None, makes_up or gives is not None  # *…, đóng góp 7% | GDP*
    if draft.unit.kind != "share" or not told or (total is None and not makes_up):
        return False
    if words.words[begin : begin + 1] and words.words[begin] in WORDING.totals and not makes_up:
        return False  # *02 đợt tiêm phòng, đạt 80% | tổng đàn*
    if naming.floor <= words.clause_start(draft.first):
        return False
    start = segment_start(words, naming.floor, left.outer)
    return (naming.times.first_in(start, left.outer) or start) == begins


def _with_rate(words: Words, draft: Draft, at: int, to: int, lexicon: MeasureLexicon) -> int:
    """Where a subject `words[at:to]` ends with the word of its rate or average: *tốc độ | tăng | 7%/năm*, *mức vay
    | bình quân | 5 triệu*."""
    left = draft.left
    if left.direction and lexicon.grammar.rates.ending_at(words.words, to - 1) and to < left.start + 1:
        to += to == left.start
    grammar = lexicon.grammar
    rated = grammar.averaged.starting_at(words.words, at) or grammar.magnitudes.starting_at(words.words, at)
    if rated and to == left.outer < left.start and left.level is left.direction is None:
        average = lexicon.grammar.neutral.starting_at(words.words, to)
        to = average[0] if average and words.words[to] in WORDING.averages else to
    return to


def _before_verb(words: Words, draft: Draft, naming: Naming, phrase: tuple[int, int], lexicon: MeasureLexicon) -> int:
    """The end of a phrase moved back over the verb that the value is the object of (*Tuyến số 3 | vận chuyển | 8,4
    triệu lượt*), not where the verb says which quantity is meant (*diện tích trồng mới*, *công suất lắp đặt*).

    A share has a verb before it where that is done with what was counted before: *rà soát 180 cơ sở, | cấp phép | tối
    thiểu 70%*.
    """
    texts, grammar = words.words, lexicon.grammar
    start, end = phrase
    if end <= start or grammar.whole_nouns.ending_at(texts, end - 1) or texts[start - 1 : start] == ("(",):
        return end
    kind, noun = draft.unit.kind, draft.unit.noun or ""
    counted = kind in _COUNTED or (kind == "event" and noun.startswith(WORDING.visit))
    told = draft.left.comparator is not None or draft.left.level is not None
    of_counted = kind == "share" and naming.counted_before and told
    head = lexicon.units.match(words.text, words.starts[start]) if kind == "measure" and not told else None
    counted = counted or (head is not None and head.unit.kind == "area")  # *huyện | đăng ký | 2.400 ha lúa*
    if not (counted or of_counted or texts[start] in WORDING.seasons):
        return end
    quantity = grammar.quantities.starting_at(texts, start) or grammar.magnitudes.starting_at(texts, start)
    if quantity or grammar.shares.starting_at(texts, start) or grammar.durations.starting_at(texts, start):
        return end
    verb = lexicon.comparators.predicates.ending_at(texts, end - 1)
    doing = grammar.doings.ending_at(texts, end - 1)
    begins = doing[0] if doing else verb[0] if verb and verb[1] != "function" else end
    return end if of_counted and begins > start else trim(words, start, max(start, begins), lexicon)


def fresh_start(words: Words, floor: int, end: int, lexicon: MeasureLexicon) -> int:
    """Where a new subject begins behind a comma: *kiểm tra 30% cơ sở, phấn đấu | mỗi cơ sở được …*, *…, | giảm tỷ lệ
    hộ nghèo xuống …*; else `floor`."""
    if floor < end and floor > words.clause_start(floor):  # what stands up to the comma belongs to the value before
        commas = [at + 1 for at in range(floor, end) if words.words[at] == ","]
        verbs = (at for at in commas if begins_clause(words, at, lexicon))
        comma = next(verbs, commas[0] if commas else floor)
        verb = lexicon.comparators.predicates.starting_at(words.words, comma)
        behind_bracket = words.words[max(floor, comma - 2)] == ")"  # *8% dự toán (1.450 tỷ đồng), | nộp ngân sách …*
        goes_on = verb and verb[1] == "making" and not behind_bracket
        goes_on = goes_on and not lexicon.grammar.openers.starting_at(words.words, comma)
        floor = floor if goes_on else comma
    of_share = lexicon.grammar.shares.starting_at(words.words, floor) is not None
    for index in range(end - 1, floor, -1):
        word = words.words[index]
        leading = lexicon.grammar.sizes if word == WORDING.above else WORDING.by_rate if word in WORDING.by else None
        if leading and leading.starting_at(words.words, index + 1) and not of_share:
            return index + 1  # *rà phá bom mìn trên | diện tích 2.350 ha*
        if words.words[index] in WORDING.fresh_starts:
            start = index + 1
            while opener := lexicon.grammar.openers.starting_at(words.words, start):
                start = opener[0]
            kept = words.words[index] == "," and lexicon.grammar.upholding.ending_at(words.words, start - 1)
            if start < end and (
                kept
                or lexicon.grammar.fresh.starting_at(words.words, start)
                or lexicon.grammar.shares.starting_at(words.words, start)
                or lexicon.comparators.directions.starting_at(words.words, start)
            ):
                return start
    return floor


def _name_changed(
    words: Words, draft: Draft, naming: Naming, change: Change, lexicon: MeasureLexicon
) -> tuple[int, int, str | None]:
    """Evidence and subject of a change whose object stands before the number: *giảm số vụ từ 5% so với …*. A
    comparison (*cao hơn năm trước 5%*) has its subject before it."""
    if words.words[change.end - 1] == WORDING.surplus:
        at, to = preceding_phrase(words, naming.floor, change.start, naming.times, lexicon)
        return (
            words.starts[at if to > at else change.start],
            words.ends[draft.end - 1],
            words.slice(at, to) or None,
        )
    to = preceding_phrase(words, change.end, draft.left.outer, naming.times, lexicon)[1]
    begins = change.end
    while begins < to and (adverb := lexicon.comparators.adverbs.starting_at(words.words, begins)):
        begins = adverb[0]
    if begins >= to and change.start > naming.floor:  # nothing but how often: *chỉ số tăng bình quân mỗi năm từ 21%*
        at, to = preceding_phrase(words, naming.floor, change.start, naming.times, lexicon)
        if to > at:
            return words.starts[at], words.ends[draft.end - 1], words.slice(at, to)
    subject = words.slice(change.end, to) if words.words[change.end].isalnum() else ""
    tail = following_phrase(words, draft.end, naming, lexicon, is_object=True)
    if draft.unit.kind == "share" and tail > draft.end:
        subject = f"{subject} {words.slice(draft.end, tail)}".strip()
    return words.starts[change.start], words.ends[max(draft.end, tail) - 1], subject or None


def _behind(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> tuple[int, int]:
    """The noun phrase behind a number and its unit, empty where what follows is none."""
    begin, stop, texts = draft.end, naming.stop, words.words
    if _is_reckoned(words, draft, lexicon) or _is_yield(words, draft, lexicon):
        return begin, begin
    if draft.unit.kind == "share" and draft.behind is not None and draft.behind > draft.unit.end + _TURN:
        return draft.unit.end, draft.behind - _TURN  # *từ 90% | số chi bộ | trở lên*
    if draft.unit.kind == "share":
        begin, opened = _behind_share(words, draft, naming, lexicon)
        if not opened:
            return begin, begin
    elif draft.unit.kind == "money" and _is_of_each(words, begin, lexicon):
        begin += 1  # *5 triệu đồng mỗi | công trình*
    elif _meets_verb(words, draft, begin, lexicon):
        return begin, begin
    if _does_what_follows(words, draft, naming, begin, lexicon):
        return begin, begin
    if begin < stop and texts[begin] == "(":
        behind = closing(texts, begin, stop)
        if draft.unit.kind != "share" or behind is None or behind + 1 >= stop or not texts[behind + 1].isalpha():
            return begin, begin
    if begin < stop and texts[begin] == ",":
        return begin, _behind_comma(words, draft, naming, lexicon)
    whole = lexicon.grammar.whole_nouns.starting_at(texts, draft.unit.start)
    if whole and begin < whole[0] <= stop and draft.unit.kind in _COUNTED:  # *45 gờ giảm tốc*
        return begin, following_phrase(words, whole[0], naming, lexicon, is_object=True, clauses=True)
    governs = is_object(words, draft, naming, lexicon)
    counted = governs and draft.unit.kind != "share"
    there = governs and counted and draft.left.level == WORDING.having  # *có 3 doanh nghiệp khởi nghiệp | gọi vốn*
    share = draft.unit.kind == "share"
    return begin, following_phrase(
        words, begin, naming, lexicon, is_object=governs and not there, clauses=counted, of_share=share
    )


def _meets_verb(words: Words, draft: Draft, begin: int, lexicon: MeasureLexicon) -> bool:
    """Whether a verb and no noun stands behind a value that is no share, at `words[begin]`: *250 phụ nữ trở lên | tiếp
    cận vốn vay*, *hỗ trợ mỗi xã 15 triệu đồng | in ấn tài liệu*, *trong đó 3.000 ha | liên kết với nhà máy*."""
    texts, kind = words.words, draft.unit.kind
    if draft.behind is not None and (
        lexicon.comparators.predicates.starting_at(texts, begin) or _uncounted(words, draft)
    ):
        return True
    verbs = {"money": lexicon.grammar.governing, "measure": lexicon.grammar.acts}.get(kind)
    if verbs is not None and verbs.starting_at(texts, begin):
        return True
    return _has_predicate(words, draft, lexicon)


def _is_of_each(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """*5 triệu đồng | mỗi công trình*; not *3 tỷ đồng | mỗi năm*."""
    if words.words[index : index + 1] != (WORDING.each_one,):
        return False
    return lexicon.comparators.adverbs.starting_at(words.words, index) is None


def _behind_comma(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> int:
    """The end of the list of nouns that the noun of a count begins (*14 sở | , ban, ngành*), else its noun's end."""
    begin, unit = draft.end, draft.unit
    if unit.kind not in _COUNTED or unit.end != begin or unit.head_end != begin or draft.number.of is not None:
        return begin
    alike = begin + 1 < naming.stop and lexicon.units.match(words.text, words.starts[begin + 1])
    listed = "," in words.words[unit.start : unit.head_end]  # *25.000 đầu sách, bài giảng, | học liệu số*
    if not listed and (not alike or alike.unit.kind not in _COUNTED):
        return begin  # *200 gian hàng, | diễn ra trong 5 ngày*
    member = list_member(words, unit.start, begin + 1, naming.stop, naming.times, lexicon)
    if member is None:
        return begin
    return following_phrase(words, unit.start, naming, lexicon, is_object=True, clauses=True)


def _does_what_follows(words: Words, draft: Draft, naming: Naming, begin: int, lexicon: MeasureLexicon) -> bool:
    """Whether the counted do what stands right behind their noun: *cử 20 bác sĩ | học chuyên khoa*, *có 5 hợp tác xã |
    ký hợp đồng*; it says which *người* are meant."""
    acts = draft.unit.kind == "people" or draft.unit.group in _ACTING
    acts = acts or _is_made_to_act(words, draft, lexicon)
    if not acts or draft.unit.noun in WORDING.anybody or draft.unit.noun in WORDING.classes:
        return False
    verb = lexicon.comparators.predicates.starting_at(words.words, begin)
    if verb is None:
        verb = _opens_act(words, draft, begin, lexicon)
    describes = WORDING.relative_verbs | {WORDING.having}
    if verb is None or verb[1] not in ("weak", "making") or words.words[begin] in describes:
        return False
    if not _is_made_to_act(words, draft, lexicon) and _acts_further(words, verb[0], naming.stop, lexicon):
        return False  # *1.450 hộ | trồng lúa | tham gia*
    return draft.left.level == WORDING.having or not is_object(words, draft, naming, lexicon)


def _opens_act(words: Words, draft: Draft, begin: int, lexicon: MeasureLexicon) -> tuple[int, str] | None:
    """A verb of doing at `words[begin]` that no list of predicates has; where the counted are made to act, any."""
    grammar = lexicon.grammar
    doing = grammar.acts.starting_at(words.words, begin) or grammar.doings.starting_at(words.words, begin)
    acting = draft.unit.kind == "people" or draft.unit.group in _ACTING
    if doing is None and acting and _is_made_to_act(words, draft, lexicon):
        doing = grammar.callings.starting_at(words.words, begin)
    return (doing[0], "weak") if doing and doing[0] > begin + 1 else None


def _is_made_to_act(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether the verb right before a count makes the counted do something, or helps people to."""
    before, grammar = draft.left.start - 1, lexicon.grammar
    if grammar.causatives.ending_at(words.words, before):
        return True
    if draft.unit.kind != "people" and draft.unit.group not in _ACTING:
        return False
    if grammar.recipients.ending_at(words.words, before):
        return words.words[draft.end : draft.end + 1] != () and words.words[draft.end] in WORDING.lending
    return grammar.helping.ending_at(words.words, before) is not None


def _acts_further(words: Words, start: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether a further verb stands in `words[start:stop]` before any sign: the first one only described the noun."""
    for at in range(start, stop):
        if not words.words[at].isalpha():
            return False
        verb = lexicon.comparators.predicates.starting_at(words.words, at)
        if verb and verb[1] != "function" and at > start:
            return not lexicon.grammar.whole_nouns.ending_at(words.words, verb[0] - 1)
    return False


def _has_predicate(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether the predicate stands right behind a sum, or behind the noun of a part of a whole (*8/10 phường | có phòng
    họp*)."""
    verb = lexicon.comparators.predicates.starting_at(words.words, draft.end)
    if verb is None or lexicon.grammar.whole_nouns.starting_at(words.words, draft.end):
        return False
    return draft.unit.kind in _OWN_NAME or (draft.number.of is not None and verb[1] != "function")


def _is_reckoned(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether what follows belongs to what a sum or share is reckoned by: *1,35 triệu đồng/khách | nội địa*."""
    unit = draft.unit
    if unit.kind not in _OWN_NAME or unit.end <= unit.head_end:
        return False
    return lexicon.comparators.frequencies.ending_at(words.words, unit.end - 1) is None


def _is_yield(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a weight says in what state a crop is weighed, by area: *3,5 tấn | nhân/ha*, *2,8 tấn | khô/ha*."""
    behind = draft.end + 2
    if draft.unit.kind != "measure" or words.words[behind - 1 : behind] != ("/",) or behind >= len(words.words):
        return False
    unit = lexicon.units.match(words.text, words.starts[behind])
    return unit is not None and unit.unit.kind in ("measure", "area")


def _behind_share(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> tuple[int, bool]:
    """Where the whole of a share begins, behind *trong tổng*, *là*, a place; and whether a noun can begin there: a word
    of manner (*đạt 60% | với …*) or of function opens none."""
    begin, stop, texts, left = draft.end, naming.stop, words.words, draft.left
    while begin + 1 < stop and (
        texts[begin] == WORDING.copula
        or (texts[begin] in WORDING.of_whole and texts[begin + 1] in WORDING.whole_begins)
    ):
        begin += 1
    place = lexicon.grammar.places.starting_at(texts, begin)
    if place and left.level is None and left.direction is None and naming.change is None:
        return place[0], True
    opener = lexicon.comparators.predicates.starting_at(texts, begin)
    if opener is None or texts[begin] in WORDING.plural_words:
        return begin, True
    manner = left.level is not None and texts[begin] in WORDING.manners
    return begin, not (manner or opener[1] == "function")


def is_object(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> bool:
    """Whether a verb before the number governs what follows it: *kiểm tra | 20 cơ sở*."""
    left = draft.left
    if draft.number.of is not None:
        return False  # *8/10 phường | có phòng họp*: a part of a whole, like a share
    if naming.governed or left.direction is not None:
        return True
    if left.start <= naming.floor or (draft.unit.kind == "share" and left.level == WORDING.having):
        return False
    if lexicon.grammar.unlinked.ending_at(words.words, left.start - 1) or _is_made_to_act(words, draft, lexicon):
        return False
    return naming.times.up_to(left.start) is None


def _is_bare(words: Words, draft: Draft, naming: Naming, nothing: bool, lexicon: MeasureLexicon) -> bool:
    """Whether the subject stands before the number: `nothing` says that no noun phrase follows the unit."""
    if _uncounted(words, draft):
        return nothing or draft.left.direction is None or draft.unit.noun != WORDING.occurrence
    if draft.unit.kind == "share" and not nothing:
        return _is_of_itself(words, draft, naming, lexicon) or _is_share_of_named(words, draft, naming, lexicon)
    if draft.unit.kind in _OWN_NAME:
        return nothing
    left = draft.left
    bare = left.level is None and left.comparator is None
    if _is_companion(words, draft) or (bare and lexicon.grammar.serving.ending_at(words.words, left.outer - 1)):
        return False  # *12 công trình nước tập trung phục vụ | 1.900 hộ*
    if _size_right_before(words, draft, lexicon) is not None:
        return True  # *nhà văn hóa quy mô | 800 chỗ ngồi*
    if draft.unit.noun in WORDING.bearers:
        return nothing
    if draft.left.level in WORDING.stating and _is_rated(words, draft):
        return True  # *thư viện đạt bình quân | 6 bản sách/học sinh*
    if _is_rate(draft) or _numbers_unit(words, draft, naming, lexicon):
        return True
    return nothing and _is_counted_before(words, draft, naming, lexicon)


def _is_companion(words: Words, draft: Draft) -> bool:
    """Whether people are counted that something is done for or with: *tư vấn cho | 500 lượt người*; where the means is
    named, too, what is done names the count (*điều trị bằng thuốc | cho 850 người*)."""
    left, noun = draft.left, draft.unit.noun or ""
    if left.level or left.direction or not (draft.unit.kind == "people" or noun.startswith(WORDING.visit)):
        return False
    if not any(at > 0 and words.words[at - 1] in WORDING.companions for at in (left.outer, left.start)):
        return False
    return WORDING.by_means not in words.words[words.clause_start(left.outer) : left.outer]


def _is_rated(words: Words, draft: Draft) -> bool:
    """Whether what a count is reckoned by stands behind its noun: *6 bản sách/học sinh*, not *11 cán bộ/10.000 dân*."""
    near = words.words[draft.unit.head_end : draft.end + _RATED]
    return "/" in near and near[near.index("/") + 1 :][:1] != () and near[near.index("/") + 1].isalpha()


def _numbers_unit(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> bool:
    """Whether the unit says again what *số* counts before the value: *số doanh nghiệp được hỗ trợ tối thiểu 120 doanh
    nghiệp*."""
    unit = draft.unit
    behind = words.words[unit.head_end : unit.head_end + 2]
    if len(behind) > 1 and behind[0] == "/" and behind[1][0].isdigit():
        return True  # *109 bé trai/100 bé gái*
    at, to = preceding_phrase(words, naming.floor, draft.left.outer, naming.times, lexicon)
    while at < to and (words.words[at] == WORDING.number_of or words.words[at] in WORDING.totals):
        at += 1
    counted = words.words[unit.start : unit.head_end]
    return at > 0 and words.words[at - 1] == WORDING.number_of and words.words[at : at + len(counted)] == counted


def _is_share_of_named(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> bool:
    """Whether a share is that of what stands before it, though a noun phrase follows: its place or its whole (*tỷ lệ
    hộ nghèo chiếm 3% | tổng số hộ*)."""
    level = draft.left.level
    total = lexicon.grammar.totals.starting_at(words.words, draft.end) is not None
    reckoned = not total and (level is not None or draft.left.comparator is not None)
    if reckoned:
        total = _reckons(words, draft.end, lexicon)
    limits = level is None and draft.left.spelt in WORDING.ceilings
    stated = level is not None or total or limits
    if not stated and lexicon.grammar.places.starting_at(words.words, draft.end) is None:
        return False
    at, to = preceding_phrase(words, naming.floor, draft.left.outer, naming.times, lexicon)
    if to <= at or is_bare_act(words, at, to, lexicon):
        return False
    if total and reckoned and level is None:  # *tỷ lệ bao phủ bảo hiểm y tế | trên 95% dân số*
        return lexicon.grammar.shares.starting_at(words.words, at) is not None
    if total:
        verb = lexicon.comparators.predicates.starting_at(words.words, at)
        gives = WORDING.contributing.ending_at(words.words, draft.left.outer - 1)
        return level is not None or verb is None or gives is not None  # *các ngành biển đóng góp 12% | GRDP*
    if limits:
        return _bounds_noun(words, at, to, lexicon)
    if level == WORDING.equalling:
        return True  # *vốn thực hiện bằng 70% | vốn đăng ký*
    names = (level or "").startswith(WORDING.making_up) or words.words[at] == WORDING.number_of
    return names or lexicon.grammar.shares.starting_at(words.words, at) is not None


def _bounds_noun(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether `words[start:end]` are a noun phrase that a ceiling is set for (*dư nợ vay | không vượt quá 60% số thu*),
    no place or body that has the share."""
    if words.words[start] == WORDING.each_one or lexicon.units.match(words.text, words.starts[start]) is not None:
        return False
    verbs = (lexicon.comparators.predicates.starting_at(words.words, at) for at in range(start, end))
    return not any(verb and verb[1] != "function" for verb in verbs)


def _reckons(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether the whole that a share is reckoned by stands at `words[index]`, with no predicate of its own."""
    whole = lexicon.grammar.capacities.starting_at(words.words, index)
    if whole is None:
        return False
    verb = lexicon.comparators.predicates.starting_at(words.words, whole[0])
    parted = verb is None or verb[1] in ("function", "strong")
    return parted and not (verb and lexicon.grammar.complete.has(words.words[whole[0]]))


def _is_counted_before(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> bool:
    """Whether what a count counts stands before it: behind nothing but its label or its noun phrase, a level word."""
    left, noun, floor, times = draft.left, draft.unit.noun, naming.floor, naming.times
    if left.start and words.words[left.start - 1] == ":":  # *Đàn bò: 1.200 con*, not *Quy mô: 20 người*
        label = left.start - 2
        begins = times.up_to(left.start - 1)
        label = label if begins is None else begins - 1
        label -= label > 0 and words.words[label] == ":"  # *Nhà ở xã hội: năm 2026: | 1.500 căn*
        return words.words[label].isalpha() and not lexicon.grammar.sizes.ending_at(words.words, label)
    if noun in WORDING.anybody or (noun and "/" in noun):
        return True
    if left.level == WORDING.having:
        return False  # *toàn tỉnh có | 50 xã*
    start = segment_start(words, floor, left.start)
    counted = words.words[draft.unit.start : draft.unit.head_end]
    if counted and start + len(counted) < left.start and words.words[start : start + len(counted)] == counted:
        return True  # *đàn ong | 8.000 đàn*
    if _is_listed_name(words, left.start, lexicon) or _happens(words, draft, naming, lexicon):
        return True
    acting = (lexicon.comparators.predicates, lexicon.grammar.causatives)
    if left.level == WORDING.done_so and any(table.ending_at(words.words, left.outer - 1) for table in acting):
        return False  # *xây dựng được | 04 vùng*
    return left.level is not None or _is_led(words, floor, left.start, lexicon)


def _happens(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> bool:
    """Whether what is done so often stands before the count, not a verb alone: *quan trắc định kỳ | 6 đợt/năm*."""
    if draft.unit.kind != "event" or naming.floor >= draft.left.outer:
        return False
    start = fresh_start(words, naming.floor, draft.left.outer, lexicon)
    start = max(start, segment_start(words, naming.floor, draft.left.outer))
    if start == naming.floor > words.clause_start(naming.floor):
        return False  # what stands there belongs to the value before
    at, to = preceding_phrase(words, start, draft.left.outer, naming.times, lexicon)
    if to <= at + 1:
        return False
    further = naming.floor > words.clause_start(naming.floor)
    if further and any(lexicon.comparators.predicates.starting_at(words.words, index) for index in range(at, to)):
        return False
    verb = lexicon.comparators.predicates.starting_at(words.words, at)
    if verb is None or lexicon.grammar.plurals.has(words.words[at]):
        return True
    return verb[1] in ("weak", "making") and verb[0] < to


def _is_listed_name(words: Words, start: int, lexicon: MeasureLexicon) -> bool:
    """Whether a name in a list behind a colon stands before the count: *Tuyển sinh: đại học 4.250 chỉ tiêu, | thạc sĩ |
    380 chỉ tiêu*."""
    at = start - 1
    while at >= 0 and words.words[at].isalpha():
        if lexicon.comparators.predicates.starting_at(words.words, at):
            return False
        at -= 1
    if at < 0 or at == start - 1 or words.words[at] not in (":", ",", ";"):
        return False
    colons = places_of(words.words, ":")
    before = bisect_right(colons, at)
    return before > 0 and words.sentences[colons[before - 1]] == words.sentences[at]


def _is_of_itself(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> bool:
    """Whether the whole of a share begins like what is named before it: *diện tích rừng đạt 45% | diện tích đất*."""
    head = words.words[draft.end : draft.end + 2]
    alike = (
        lexicon.grammar.fresh.starting_at(head, 0) if draft.left.level else None
    )  # *vốn thực hiện đạt 60% | vốn vay*
    if lexicon.grammar.quantities.starting_at(head, 0) is None and alike is None:
        return False
    at, to = preceding_phrase(words, naming.floor, draft.left.outer, naming.times, lexicon)
    shared = 1 if alike and alike[0] == 1 and head[0] != WORDING.number_of else 2
    return to > at + shared and words.words[at : at + shared] == head[:shared]


def _is_led(words: Words, floor: int, start: int, lexicon: MeasureLexicon) -> bool:
    """Whether nothing but a noun phrase stands before a count in its segment (*lao động nữ 1.200 người*)."""
    segment = segment_start(words, floor, start)
    while segment < start and (lead := lexicon.grammar.leads.starting_at(words.words, segment)):
        segment = lead[0]
    if segment >= start:
        return False
    if lexicon.grammar.shares.starting_at(words.words, segment) or lexicon.grammar.indices.starting_at(
        words.words, segment
    ):
        return True
    grammar = lexicon.grammar
    if grammar.magnitudes.starting_at(words.words, segment) or grammar.durations.starting_at(words.words, segment):
        return True
    total = lexicon.grammar.totals.starting_at(words.words, segment)
    noun = lexicon.units.match(words.text, words.starts[segment])
    if total is None and (noun is None or noun.unit.kind == "time"):
        return False
    verbs = (lexicon.comparators.predicates, grammar.causatives, grammar.governing)
    return not any(table.starting_at(words.words, i) for table in verbs for i in range(segment, start))
