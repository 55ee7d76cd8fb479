"""Noun phrases: where the one behind a number ends (the one that leads up to it: leading_phrases.py)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from ...language.patterns import compile_later
from ...lexicon.comparators import is_direction
from ...lexicon.measures import MeasureLexicon
from ...lexicon.measures import load as load_lexicon
from ..words.words import Words
from .clause_borders import acts_again, close_quote, lacks_predicate, list_member, opens_adverbial, opens_slogan
from .placed import TimeSpans
from .wording import WORDING


class Change(Struct, frozen=True):
    """A word of change at `words[start:end]` with an object behind it (*giảm | số vụ | từ 5%*)."""

    start: int
    end: int
    direction: str


class Naming(Struct, frozen=True):
    """Where the subject of a measure is looked for, in word indices.

    It begins at `floor` at the earliest and ends before `stop`; `times` are the spans of stated times; `change` is
    the word of change whose object leads up to the number, None where there is none. `governed`: the measure goes on
    with a list whose first member is the object of a verb; `next_level`: where the level words of the next value begin,
    which are no predicate of this one's subject, None where there is no next. `counted_before`: something is counted
    before in its clause.
    """

    floor: int
    stop: int
    times: TimeSpans
    change: Change | None = None
    governed: bool = False
    next_level: int | None = None
    counted_before: bool = False


class _Phrase(Struct, frozen=True):
    """The noun phrase that is being followed: it begins at `start` and ends before `stop`; `strong` is the index of the
    clause's predicate, -1 where there is none before `stop`. `is_object`, `clauses`, `of_share`: as in
    `following_phrase`."""

    words: Words
    start: int
    stop: int
    strong: int
    times: TimeSpans
    is_object: bool
    clauses: bool
    of_share: bool
    lexicon: MeasureLexicon


_YEAR = compile_later(r"20\d\d")
_STOP, _PASS = -1, -2
"""Verdicts on a word beside the index to go on at: the phrase ends before it; it may belong to the phrase."""


def following_phrase(
    words: Words,
    start: int,
    naming: Naming,
    lexicon: MeasureLexicon,
    *,
    is_object: bool,
    clauses: bool = False,
    of_share: bool = False,
) -> int:
    """The index after the noun phrase that begins at `words[start]`.

    `is_object`: a verb governs the phrase, so a verb inside it belongs to it (*kiểm tra 20 cơ sở sử dụng hóa chất*);
    else the first verb is the predicate. `clauses`: so does *đạt*, *được* (*có thêm 05 xã đạt chuẩn*).
    `of_share`: the phrase is what a share is of.
    """
    texts, grammar = words.words, lexicon.grammar
    if start + 1 < len(texts) and texts[start] in WORDING.of_milestones and texts[start + 1].isdigit():
        return start  # *tăng gấp 1,5 lần | năm 2025*
    stop = min(naming.stop, _next_led(words, start, naming.stop, lexicon))
    clause_end = words.clause_end(start) if start < stop else stop
    if naming.next_level is not None:
        clause_end = min(clause_end, max(start, naming.next_level))
    predicate = next((i for i in range(start + 1, clause_end) if grammar.complete.has(texts[i])), -1)
    strong = predicate if predicate < stop else -1
    phrase = _Phrase(words, start, stop, strong, naming.times, is_object, clauses, of_share, lexicon)
    index = start
    decisive = _decisive()
    while index < stop:
        word = texts[index]
        if word not in decisive and word.isalpha() and not phrase.times.starts_at(index):
            index += 1
            continue
        verdict = _judge(phrase, index)
        if verdict == _STOP:
            break
        if verdict != _PASS:
            index = verdict
            continue
        if grammar.joining.has(word) and _begins_clause(words, (start, index + 1), stop, strong, lexicon):
            break
        index += 1
    if start < index < stop and texts[index] == WORDING.done_so:
        verb = grammar.governing.ending_at(texts, index - 1)  # *90% giáo viên | khai thác được học liệu số*
        index = verb[0] if verb and verb[0] > start and _is_done(phrase, index) else index
    if index == naming.stop < len(texts) and index > start and texts[index][0].isdigit():
        verb = grammar.single_verbs.ending_at(texts, index - 1)
        index = verb[0] if verb and verb[0] >= start and not _ends_noun(words, start, index, lexicon) else index
    return trim(words, start, index, lexicon)


@cache
def _decisive() -> frozenset[str]:
    """The words that a rule on words (`_steps`) looks at first: most words of a text are none."""
    lexicon = load_lexicon()
    comparators, grammar = lexicon.comparators, lexicon.grammar
    tables = (
        comparators.adverbs.beginnings(),
        comparators.predicates.beginnings(),
        grammar.serving.beginnings(),
        grammar.spans.beginnings(),
        grammar.recipients.beginnings(),
        grammar.beyond.beginnings(),
        grammar.ratings.beginnings(),
        grammar.qualities.beginnings(),
        grammar.whole_nouns.beginnings(),
        grammar.acts.beginnings(),
        grammar.joining.beginnings(),
        grammar.whereto.beginnings(),
        grammar.predicates_of_two.beginnings(),
        grammar.bearing.beginnings(),
        WORDING.readily.beginnings(),
        WORDING.sources.beginnings(),
        WORDING.extents,
        WORDING.directed,
        WORDING.belonging,
        WORDING.falling_under.beginnings(),
        {WORDING.each_one, WORDING.origin, WORDING.above},
    )
    return frozenset().union(*tables)


def _judge(phrase: _Phrase, index: int) -> int:
    """What the first rule that decides says of a word."""
    for rule in _steps_at(phrase.words.words[index]):
        said = rule(phrase, index)
        if said is not None:
            return said
    return _PASS


def _meet_time(phrase: _Phrase, index: int) -> int | None:
    """A time ends the phrase: *70% hộ dân | đến năm 2030*, *hai bác sĩ | mỗi tuần*."""
    adverb = index > phrase.start and phrase.lexicon.comparators.adverbs.starting_at(phrase.words.words, index)
    return _STOP if adverb or phrase.times.starts_at(index) else None


def _meet_slogan(phrase: _Phrase, index: int) -> int | None:
    """How a thing is to be, in quotation marks, is no part of it: *100% thông tin | “đúng, đủ, sạch, sống”*."""
    return _STOP if index > phrase.start and opens_slogan(phrase.words, index) else None


def _meet_bracket(phrase: _Phrase, index: int) -> int | None:
    """Parentheses and quotations belong to it: *sản phẩm (OCOP) đạt*, *mô hình "Tổ liên gia phòng cháy, chữa cháy"*."""
    texts = phrase.words.words
    if texts[index] in WORDING.quotes and (index > phrase.start or texts[index - 1].isalpha()):
        return close_quote(texts, index, phrase.stop)
    if texts[index] != "(":
        return None
    close = closing(texts, index, phrase.stop)
    return _STOP if close is None else close + 1


def _meet_sign(phrase: _Phrase, index: int) -> int | None:
    """A comma inside it goes on, *ha/hộ* too; any other sign ends it."""
    words = phrase.words
    word = words.words[index]
    if word == ",":
        parts = phrase.lexicon.grammar.parting.starting_at(words.words, index + 1)
        member = None if parts else _next_member(phrase, index + 1)
        if member is not None:
            return member
        opened = parts is not None or (phrase.is_object and _opens_quantity(phrase, index + 1))
        continues = not opened and _continues(
            words, (phrase.start, index + 1), phrase.strong, phrase.stop, phrase.lexicon
        )
        return _PASS if continues else _STOP
    if word.isdigit() and words.words[index + 1 : index + 2] == ("/",) and index > phrase.start:
        return _STOP  # *100% đồn biên phòng | trực 24/24 giờ*
    if word == "/":
        if phrase.lexicon.comparators.frequencies.starting_at(words.words, index + 1):
            return _STOP  # *60 triệu con tôm giống | /năm*
        beyond = index + 1 >= phrase.stop
        unit = None if beyond else phrase.lexicon.units.match(words.text, words.starts[index + 1])
        if unit and unit.unit.kind in ("event", "time"):
            return _STOP  # *1.500 bản tin | /kỳ*
        before = phrase.lexicon.units.match(words.text, words.starts[index - 1])
        alike = unit is None or (before is not None and before.unit.group == unit.unit.group)
        if phrase.is_object and unit and unit.unit.kind in ("area", "people", "measure") and not alike:
            return _STOP  # *3 người không chuyên trách | /thôn*
        if not beyond and index and all(words.slice(at, at + 1).isupper() for at in (index - 1, index + 1)):
            return _PASS  # *ISO/IEC*
        return _STOP if beyond or phrase.lexicon.units.match(words.text, words.starts[index + 1]) is None else _PASS
    return None if word.isalnum() or word in _INSIDE else _STOP


def _opens_quantity(phrase: _Phrase, index: int) -> bool:
    """Whether a new subject begins at `index`: *75 trang trại …, | tổng dư nợ được hỗ trợ …*."""
    texts, grammar = phrase.words.words, phrase.lexicon.grammar
    fresh = grammar.fresh.starting_at(texts, index)
    return fresh is not None and texts[index] != WORDING.number_of and not grammar.plurals.has(texts[index])


def _next_member(phrase: _Phrase, index: int) -> int | None:
    """Where the phrase goes on with a further member of its list behind the comma before `index`."""
    if phrase.words.words[phrase.start] == ",":
        return None
    return list_member(phrase.words, phrase.start, index, max(phrase.stop, index), phrase.times, phrase.lexicon)


def _meet_service(phrase: _Phrase, index: int) -> int | None:
    """What the counted are for or take part in stands behind their noun: *240 ngôi mộ | phục vụ dự án*; of *người* it
    says which are meant (*310 người | tham gia bảo hiểm y tế*)."""
    texts, grammar = phrase.words.words, phrase.lexicon.grammar
    serves = grammar.serving.starting_at(texts, index)
    if serves is None or grammar.whole_nouns.starting_at(texts, index):
        return None
    person = texts[index - 1] == WORDING.person
    if person and (index > phrase.start or WORDING.taking_part.starting_at(texts, index)):
        return None if index > phrase.start else serves[0]
    described = phrase.strong > index > phrase.start and not phrase.is_object
    return serves[0] if described else _STOP  # *100% vụ việc | tham gia tố tụng | được thẩm định*


def _meet_adverbial(phrase: _Phrase, index: int) -> int | None:
    """How long something may take, how often it is and where or when end it: *xử lý 100% ổ dịch | trong 48 giờ*."""
    words, start, lexicon = phrase.words, phrase.start, phrase.lexicon
    texts = words.words
    within = lexicon.grammar.spans.starting_at(texts, index)
    if within:
        bound = lexicon.comparators.before.starting_at(texts, within[0])  # *trong thời gian | không quá 48 giờ*
        end = bound[0] if bound else within[0]
        if end < len(texts) and texts[end].isdigit():
            return _STOP
    if texts[index] == WORDING.each_one and index > start:
        return _STOP  # *5 tấn vỏ bao | mỗi vụ*
    behind = index > start or texts[index - 1].isalpha()
    if not behind or _ends_noun(words, start, index + 1, lexicon):
        return None
    if (phrase.is_object or phrase.strong < 0) and texts[index] in WORDING.directed and _goes_there(phrase, index):
        return _STOP
    return _STOP if opens_adverbial(words, start, index, lexicon) else None


def _goes_there(phrase: _Phrase, index: int) -> bool:
    """Whether *xuống*, *tới* at `words[index]` says where an object is put or sent: *cử 8 bác sĩ | tới trạm y tế*, not
    *nhà | xuống cấp*, *hướng tới*."""
    texts, lexicon = phrase.words.words, phrase.lexicon
    following = texts[index + 1 : index + 2]
    if not following or not following[0].isalpha() or WORDING.not_directed.starting_at(texts, index):
        return False
    behind = lexicon.comparators.predicates.starting_at(texts, index + 1)
    if (behind and behind[1] != "function") or lexicon.grammar.governing.starting_at(texts, index + 1):
        return False  # *người bệnh tới | khám*
    verb = lexicon.comparators.predicates.ending_at(texts, index - 1)
    return not (verb and verb[1] != "function") and lexicon.grammar.single_verbs.ending_at(texts, index - 1) is None


def _meet_end(phrase: _Phrase, index: int) -> int | None:
    """What becomes of an object, whom it is for, where it is and what goes with it stand behind it: *1.250 ha cao su |
    sang trồng sầu riêng*, *12 nhóm trẻ | cho con công nhân*, *20 lồng cá | trên hồ*, *6 tuyến | với tần suất …*."""
    texts, grammar = phrase.words.words, phrase.lexicon.grammar
    if _ends_noun(phrase.words, phrase.start, index + 1, phrase.lexicon):
        return None  # *đầu mối bên | trong*
    shared = phrase.is_object and not phrase.clauses and index > phrase.start
    if shared and grammar.recipients.starting_at(texts, index):
        whole = grammar.attributes.starting_at(texts, index) or grammar.totals.starting_at(texts, phrase.start)
        return None if whole else _STOP  # *90% phí bảo hiểm | cho hộ nghèo*; *1% tổng chi cho khoa học*
    behind = index > phrase.start or texts[index - 1].isalpha()
    if texts[index] == WORDING.origin and behind and _is_source(phrase, index):
        return _STOP
    if not grammar.beyond.has(texts[index]) or grammar.attributes.starting_at(texts, index):
        return None
    if WORDING.lying.ending_at(texts, index - 1):
        return None  # *nghĩa trang nằm xen kẽ | trong khu dân cư*
    return _STOP if phrase.clauses or index == phrase.start else None


def _is_source(phrase: _Phrase, index: int) -> bool:
    """Whether *từ* at `words[index]` says what something is paid from or turned out of: *1.050 camera | từ nguồn xã hội
    hóa*, *hồ sơ | từ giấy sang số*; not behind a verb of the phrase (*hưởng lương từ ngân sách*)."""
    texts, predicates = phrase.words.words, phrase.lexicon.comparators.predicates
    verbs = (predicates.starting_at(texts, at) for at in range(phrase.start, index))
    if any(verb and verb[1] != "function" for verb in verbs):
        return False
    turned = any(word in WORDING.turned for word in texts[index + 2 : index + 6])
    return turned or WORDING.sources.starting_at(texts, index) is not None


def _meet_rate(phrase: _Phrase, index: int) -> int | None:
    """What a rate is reckoned by ends it: *34 giường bệnh | trên 1 vạn dân*."""
    words = phrase.words
    texts, populations = words.words, phrase.lexicon.grammar.populations
    if texts[index] != WORDING.above or index + 2 >= len(texts) or not texts[index + 1][0].isdigit():
        return None
    return _STOP if populations.starting_at(texts, index + 2) else None


def _meet_rating(phrase: _Phrase, index: int) -> int | None:
    """A property with its value ends it: *7 cầu treo | tải trọng 3 tấn*."""
    texts = phrase.words.words
    grammar = phrase.lexicon.grammar
    if texts[index] == WORDING.having:
        return _STOP if phrase.is_object and _is_sized(phrase, index + 1) else None
    found = grammar.ratings.starting_at(texts, index) or grammar.qualities.starting_at(texts, index)
    extent = texts[index] in WORDING.extents and not grammar.single_verbs.ending_at(texts, index)  # *mở | rộng*
    end = found[0] if found else index + 1 if extent else len(texts)
    valued = end < len(texts) and texts[end][0].isdigit()
    return _STOP if valued and (index > phrase.start or texts[index - 1].isalpha()) else None


def _is_sized(phrase: _Phrase, index: int) -> bool:
    """Whether a size with its value stands at `words[index]`, behind *có*: *01 quỹ có | vốn điều lệ 50 tỷ đồng*."""
    texts, grammar = phrase.words.words, phrase.lexicon.grammar
    index += texts[index : index + 1] == (WORDING.whole,)
    tables = (grammar.qualities, grammar.sizes, grammar.magnitudes)
    end = max((found[0] for table in tables if (found := table.starting_at(texts, index))), default=len(texts))
    bound = phrase.lexicon.comparators.before.starting_at(texts, end)
    end = bound[0] if bound else end
    return index > phrase.start + 1 and end < len(texts) and texts[end][0].isdigit()


def _meet_verb(phrase: _Phrase, index: int) -> int | None:
    """A verb ends it where it is the predicate; one that only describes the noun belongs to it."""
    words, start, lexicon = phrase.words, phrase.start, phrase.lexicon
    predicates = lexicon.comparators.predicates
    found = predicates.starting_at(words.words, index)
    if not found or _ends_noun(words, start, found[0], lexicon):
        return None
    if _is_like_head(words, index, found[0], start, lexicon):
        return None
    end, strength = found
    word = words.words[index]
    if (part := _meet_part(phrase, index, end)) is not None:
        return part
    change = lexicon.comparators.directions.starting_at(words.words, index)
    if change and change[1] == "decrease" and not is_direction(lexicon.comparators, words.words, *change):
        return _PASS  # *cán bộ làm công tác | giảm nghèo*
    if word == WORDING.turn and _bounded(words, start, index):
        return end
    if phrase.is_object and index > start and lexicon.grammar.negators.has(word):  # *giảm số hộ | chưa có nhà ở*
        verb = predicates.starting_at(words.words, end)
        return verb[0] if verb and verb[1] != "function" else end
    if (phrase.strong > end or phrase.is_object) and _names_persons(words, start, index):
        return end  # *người | hoàn thành điều trị | được phục hồi chức năng*
    if strength == "strong":
        return _meet_strong_verb(phrase, index, end)
    if strength != "function" and _is_recent(phrase, index):
        return end
    if word == WORDING.having and (behind := _meet_having_persons(phrase, index)):
        return behind
    if word == WORDING.having and index > start and not phrase.is_object and _is_body(words, start, lexicon):
        return _meet_having(phrase, end)
    if _names_persons(words, start, index):
        return end
    if strength == "function":
        return _PASS
    return _meet_weak_verb(phrase, index, end) if index > start else end  # *2.000 người | đăng ký hiến máu*


def _meet_part(phrase: _Phrase, index: int, end: int) -> int | None:
    """The index behind a verb, in `words[index:end]`, that is a part of the noun before it whatever stands around."""
    texts, start = phrase.words.words, phrase.start
    if phrase.is_object and texts[end - 1].isdigit() and texts[end : end + 1] == ("/",):
        return index + 1  # *03 chốt trực | 24/24 giờ*
    if _spans(texts, start, index):
        return index + 1
    of_persons = texts[index] == WORDING.having and index > start and texts[index - 1] == WORDING.person
    if of_persons and (index - 1 > start or texts[start - 1].isalpha()):
        return end  # *gia đình người | có công*, *hộ có người | có thu nhập thấp*
    return None


def _spans(texts: Sequence[str], start: int, index: int) -> bool:
    """Whether *đến* at `texts[index]` closes a range that belongs to the noun: *học sinh từ lớp 3 | đến | lớp 12*."""
    if not WORDING.up_to.has(texts[index]) or not texts[index - 1][0].isdigit():
        return False
    return WORDING.origin in texts[max(start, index - _RANGE) : index]


_RANGE = 4
"""More words than the lower end of a range has: *từ lớp 3*."""


def _is_recent(phrase: _Phrase, index: int) -> bool:
    """Whether *mới* or *vừa* before a verb makes it a part of the noun: *hộ | mới thoát nghèo*; not where it is the
    clause's only one (*100% doanh nghiệp mới | đăng ký thuế điện tử*)."""
    texts = phrase.words.words
    if index == 0 or texts[index - 1] not in WORDING.recently or texts[index - 2] == WORDING.conjunction:
        return False
    return not phrase.of_share or phrase.is_object or phrase.strong > index


def _meet_weak_verb(phrase: _Phrase, index: int, end: int) -> int:
    """A verb of doing ends it, unless it goes on with another (*người đăng ký | hiến máu*), a verb governs the phrase,
    or the predicate is near behind it."""
    words, start, predicates = phrase.words, phrase.start, phrase.lexicon.comparators.predicates
    if phrase.is_object:
        return end
    if predicates.ending_at(words.words, index - 1) and predicates.starting_at(words.words, start):
        return end
    if phrase.strong >= end and WORDING.by_whom in words.words[start + 1 : index]:
        return end  # *văn bản do Hội đồng nhân dân, Ủy ban nhân dân tỉnh | ban hành | được kiểm tra*
    if phrase.strong == end and _is_done(phrase, end):
        return _STOP  # *chi hội | xây dựng được quỹ*
    near = phrase.strong >= end and index - start <= 4 and "," not in words.words[start:index]
    near = near and not _acts_in_turn(phrase, end) and not _is_quality(words, phrase.strong)
    if (made := phrase.lexicon.grammar.made_for.ending_at(words.words, index - 1)) and made[0] > start:
        return end  # *cơ sở đầu tư hệ thống | xử lý nước thải*
    if not near and phrase.lexicon.grammar.bearing.starting_at(words.words, index):
        near = acts_again(words, end, phrase.stop, phrase.lexicon)
    return end if near else _STOP


def _is_done(phrase: _Phrase, index: int) -> bool:
    """Whether *được* at `words[index]`, behind a verb, says that it is done and has an object, so that the verb is the
    predicate: *hợp tác xã kiện toàn | được | bộ máy*; not before a verb that it makes passive (*công trình xây dựng |
    được | kiểm tra*)."""
    texts = phrase.words.words
    words, head = phrase.words, index + 1
    if texts[index] != WORDING.done_so or head >= len(texts) or not texts[head].isalnum():
        return False
    unit = phrase.lexicon.units.match(words.text, words.starts[head])
    acts = unit is not None and (unit.unit.kind == "people" or unit.unit.group in WORDING.doers)
    acts = acts and not WORDING.funds.starting_at(texts, head)
    if acts or words.slice(head, head + 1).istitle():
        return False  # *lao động sau đào tạo | được doanh nghiệp nhận vào làm*
    grammar, predicates = phrase.lexicon.grammar, phrase.lexicon.comparators.predicates
    tables = (grammar.governing, grammar.doings, grammar.acts, grammar.predicates_of_two, WORDING.undergone)
    verb = predicates.starting_at(texts, index + 1)
    return not (verb and verb[1] != "function") and not any(t.starting_at(texts, index + 1) for t in tables)


def _is_like_head(words: Words, index: int, end: int, start: int, lexicon: MeasureLexicon) -> bool:
    """Whether the words `index:end`, a verb elsewhere, are a noun of the kind of the one at `words[start]`, behind a
    comma or *và*: *cơ quan, | tổ chức*."""
    if index <= start or words.words[index - 1] not in WORDING.listing:
        return False
    head, unit = (lexicon.units.match(words.text, words.starts[at]) for at in (start, index))
    if head is None or unit is None or head.unit.group != unit.unit.group:
        return False
    counts = end < len(words.words) and words.words[end][0].isdigit()  # *tập huấn 600 cán bộ hội, | tổ chức | 4 chuyến*
    return words.after(unit.end) >= end and not counts


def _acts_in_turn(phrase: _Phrase, index: int) -> bool:
    """Whether a further verb stands behind the comma at `words[index]`: *cơ sở y tế | phân loại, xử lý chất thải*."""
    texts = phrase.words.words
    verb = phrase.lexicon.comparators.predicates.starting_at(texts, index + 1)
    return texts[index : index + 1] == (",",) and verb is not None and verb[1] != "function"


def _is_quality(words: Words, index: int) -> bool:
    """Whether *đạt* at `words[index]` is a quality of the noun before it: *nước sạch | đạt quy chuẩn*."""
    following = words.words[index + 1 : index + 2]
    return words.words[index] == WORDING.reaching and following != () and following[0] in WORDING.standards


def _meet_whole(phrase: _Phrase, index: int) -> int | None:
    """A noun or quality with a verb in it goes on to its end: *phụ nữ | có thai | tiêm …*."""
    whole = phrase.lexicon.grammar.whole_nouns.starting_at(phrase.words.words, index)
    inside = index > phrase.start or phrase.words.words[index - 1].isalpha()  # *20 vị trí | không khí*
    return whole[0] if whole and inside else None


def _meet_membership(phrase: _Phrase, index: int) -> int | None:
    """The verb behind *thuộc diện* says which of the counted are meant: *người thuộc diện | được trợ giúp pháp lý*."""
    texts, lexicon = phrase.words.words, phrase.lexicon
    found = WORDING.falling_under.starting_at(texts, index)
    if found is None:
        return None
    end, tables = found[0], (lexicon.comparators.predicates, lexicon.grammar.governing, lexicon.grammar.acts)
    for _ in range(_PASSIVE):  # *được* and the verb that it makes passive
        verbs = [verb[0] for table in tables if (verb := table.starting_at(texts, end)) and verb[1] != "function"]
        end = max(verbs, default=end)
    return min(end, phrase.stop)


_PASSIVE = 2
"""Verbs of a passive or of what must be done: *được | hỗ trợ*, *phải | ký*."""


def _meet_act(phrase: _Phrase, index: int) -> int | None:
    """A verb that is no part of a noun is the predicate (*70% lồng bè | di dời*), unless one follows that it leads to
    (*hộ liên kết với doanh nghiệp | được hỗ trợ*); an adverb before a verb begins the predicate too."""
    words, start, grammar = phrase.words, phrase.start, phrase.lexicon.grammar
    texts, predicates = words.words, phrase.lexicon.comparators.predicates
    if phrase.is_object or index <= start or (index == start + 1 and texts[start] == WORDING.person):
        return None
    found = grammar.acts.starting_at(texts, index)
    if found is None and phrase.of_share and phrase.strong < 0 and _is_sole_predicate(phrase, index):
        return _STOP
    if found is None:
        adverb = WORDING.readily.starting_at(texts, index)
        verb = predicates.starting_at(texts, adverb[0]) if adverb else None
        return _STOP if verb and verb[1] != "function" else None
    before = predicates.ending_at(texts, index - 1)
    if before and (before[1] == "function" or predicates.starting_at(texts, start)):
        return found[0]  # *kết quả sau | nghiệm thu*, *người đăng ký | hiến máu*
    if _ends_noun(words, start, found[0], phrase.lexicon):
        return found[0]
    strong = phrase.strong
    if found[0] == strong and _is_done(phrase, strong):
        return _STOP  # *công đoàn cơ sở | ký kết được thỏa ước*
    relative = found[0] <= strong <= index + _RELATIVE and "," not in texts[index:strong]
    return found[0] if relative and not _is_quality(words, strong) else _STOP


def _is_sole_predicate(phrase: _Phrase, index: int) -> bool:
    """Whether a verb that may say what the noun is for is the predicate, since the clause has no other one."""
    words, grammar = phrase.words, phrase.lexicon.grammar
    found = grammar.predicates_of_two.starting_at(words.words, index)
    if found is None or found[0] >= phrase.stop or not words.words[found[0]].isalpha():
        return False
    if grammar.whole_nouns.ending_at(words.words, found[0] - 1):
        return False
    verbs = grammar.predicates_of_two
    if verbs.starting_at(words.words, found[0]) or verbs.ending_at(words.words, index - 1):
        return False  # *doanh nghiệp sản xuất thuê ngoài dịch vụ*: which of the two it is stays open
    if index <= phrase.start + 2 and any(
        to > at + 1 and not grammar.made_for.ending_at(words.words, at - 1)
        for at, to, _ in verbs.find_all(words.words, found[0], phrase.stop)
    ):
        return False  # *cơ sở sản xuất trong làng nghề | đầu tư hệ thống*
    behind = words.words[phrase.stop : min(words.clause_end(phrase.start), phrase.stop + _FAR)]
    if any(grammar.complete.has(word) for word in behind):
        return False  # *70% người lao động tại các cơ sở kinh doanh và 60% … | được truyền thông*
    return lacks_predicate(words, phrase.start, phrase.stop, phrase.lexicon)


_FAR = 80
"""Words of a clause behind a phrase among which its predicate stands."""
_RELATIVE = 9
"""More words than a relative clause before its predicate has."""


def _meet_strong_verb(phrase: _Phrase, index: int, end: int) -> int:
    """A verb such as *đạt* or *được* ends it, unless it only says which thing is meant."""
    words, start, grammar = phrase.words, phrase.start, phrase.lexicon.grammar
    word = words.words[index]
    if phrase.is_object and grammar.manners.has(word):
        return _STOP  # *giáo viên mầm non | theo chỉ tiêu được giao*
    first = index == start and (grammar.negators.has(word) or not words.words[start - 1].isalpha())  # *96 em | theo …*
    inside = grammar.relative.has(word) and (phrase.strong > index or first)
    inside = inside or (index > start and _describes(words, start, index, end, phrase.stop, phrase.lexicon))
    inside = inside or (index > start and word == WORDING.done_so and _is_copular(phrase, end))
    if phrase.clauses and (title := grammar.titles.starting_at(words.words, index)):
        return title[0]
    reaches = phrase.clauses and word == WORDING.reaching and end < phrase.stop
    reaches = reaches and not WORDING.merits.starting_at(words.words, index)
    return _PASS if inside or reaches else _STOP


def _is_copular(phrase: _Phrase, index: int) -> bool:
    """Whether *là* is the predicate near behind `words[index]`, so that the verb before only says who is meant: *60%
    tổng số người được khen thưởng | là người trực tiếp lao động*."""
    texts = phrase.words.words
    near = texts[index : min(phrase.stop, index + _RANGE)]
    return WORDING.copula in near and all(word.isalpha() for word in near[: near.index(WORDING.copula)])


def _meet_having_persons(phrase: _Phrase, index: int) -> int | None:
    """The index behind *có* and the word behind the quality that says which *người* are meant: *người | có nghĩa vụ kê
    khai*."""
    texts = phrase.words.words
    if index != phrase.start + 1 or texts[phrase.start] != WORDING.person:
        return None
    chosen = phrase.lexicon.grammar.conditions_of.starting_at(texts, index + 1)
    return min(chosen[0] + 1, phrase.stop) if chosen else None


def _meet_having(phrase: _Phrase, end: int) -> int:
    """*có* is what a body is to have, unless it says which body: *cơ sở | có nguy cơ cháy nổ | được …*."""
    chosen = phrase.lexicon.grammar.conditions_of.starting_at(phrase.words.words, end)
    return _PASS if chosen and phrase.strong > end else _STOP


_Step = Callable[[_Phrase, int], int | None]


@cache
def _steps() -> tuple[tuple[_Step, frozenset[str] | None], ...]:
    """What a word may be, in the order of the tests, each with the words that it looks at; None: at all of them. A
    sign or a figure is put to each of them."""
    lexicon = load_lexicon()
    comparators, grammar = lexicon.comparators, lexicon.grammar
    nothing: frozenset[str] = frozenset()
    return (
        (_meet_time, None),
        (_meet_slogan, nothing),
        (_meet_bracket, nothing),
        (_meet_sign, nothing),
        (_meet_service, grammar.serving.beginnings()),
        (
            _meet_adverbial,
            frozenset((WORDING.each_one, WORDING.about)).union(
                WORDING.directed,
                grammar.spans.beginnings(),
                grammar.whereto.beginnings(),
                grammar.conditions.beginnings(),
                WORDING.up_to.beginnings(),
                WORDING.belonging,
            ),
        ),
        (_meet_end, grammar.recipients.beginnings() | grammar.beyond.beginnings() | {WORDING.origin}),
        (_meet_rate, frozenset((WORDING.above,))),
        (
            _meet_rating,
            grammar.ratings.beginnings() | grammar.qualities.beginnings() | WORDING.extents | {WORDING.having},
        ),
        (_meet_whole, grammar.whole_nouns.beginnings()),
        (_meet_membership, WORDING.falling_under.beginnings()),
        (
            _meet_act,
            grammar.acts.beginnings() | grammar.predicates_of_two.beginnings() | WORDING.readily.beginnings(),
        ),
        (_meet_verb, comparators.predicates.beginnings()),
    )


@lru_cache(maxsize=1024)
def _steps_at(word: str) -> tuple[_Step, ...]:
    """The tests that a word is put to."""
    whole = not word.isalpha()
    return tuple(step for step, words in _steps() if whole or words is None or word in words)


def _names_persons(words: Words, start: int, index: int) -> bool:
    """Whether the verb at `words[index]` says which *người* are meant: *90% người | hưởng lương hưu …*; *có* may be
    what they are to have."""
    counted = words.words[start] == WORDING.number_of  # *số người | có nghĩa vụ kê khai*
    start += counted
    if index != start + 1 or words.words[start] != WORDING.person:
        return False
    return counted or words.words[index] != WORDING.having


def _bounded(words: Words, start: int, index: int) -> bool:
    """Whether *trở lên* at `words[index]` closes a bound inside the phrase: *dân số | từ 15 tuổi trở lên*."""
    if index - 2 >= start and words.words[index - 2] in WORDING.ranks:
        return True  # *bệnh viện hạng II | trở lên*
    return any(word == WORDING.origin or word[0].isdigit() for word in words.words[start:index])


def _is_body(words: Words, start: int, lexicon: MeasureLexicon) -> bool:
    """Whether the noun at `words[start]` is no person and no household, so that its *có* is its predicate."""
    start += words.words[start] == WORDING.number_of
    found = lexicon.units.match(words.text, words.starts[start]) if start < len(words.words) else None
    return found is None or (found.unit.kind != "people" and found.unit.group not in WORDING.having_some)


def _describes(words: Words, start: int, index: int, end: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether *đạt* or *có khả năng* at `words[index]` only describes the noun before it, since the predicate follows:
    *số xã đạt chuẩn | được công nhận*, *người có khả năng lao động | được vay vốn*."""
    if not lexicon.grammar.describing.has(words.words[index]):
        return False
    if words.words[index] == WORDING.having and _is_body(words, start, lexicon):
        return False  # *xã | có đường ô tô được cứng hóa*
    for at in range(end, stop):
        word = words.words[at]
        if not word.isalnum() or word == WORDING.conjunction:
            return False
        if lexicon.grammar.complete.has(word):
            return word != WORDING.reaching
    return False


def _ends_noun(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether the verb that ends before `words[end]` is the last word of a noun (*rác thải | sinh hoạt*)."""
    noun = lexicon.grammar.whole_nouns.ending_at(words.words, end - 1)
    return noun is not None and noun[0] >= start


_INSIDE = frozenset(["‚", "-", "–", "&", "'", "%", "“", "”", '"'])


def _next_led(words: Words, start: int, stop: int, lexicon: MeasureLexicon) -> int:
    """Where the noun phrase that leads up to the next value begins (*…, người khuyết tật | 150 người*, *…, sản lượng
    kén | đạt 410 tấn*); `stop` where there is none."""
    texts = words.words
    if stop >= len(texts):
        return stop
    level = lexicon.comparators.levels.ending_at(texts, stop - 1)
    if level and level[0] > start:
        return _led_by_level(words, start, stop, level[0], lexicon)
    if not texts[stop][0].isdigit() and not lexicon.comparators.before.starting_at(texts, stop):
        return stop
    if texts[stop - 1] in WORDING.of_places:
        return stop  # *đất bãi, đất đồi tại | 6 xã*
    if lexicon.grammar.recipients.ending_at(texts, stop - 1):
        comma = next((at for at in range(stop - 2, start, -1) if texts[at] == ","), stop)
        near = comma < stop and words.clauses[start] == words.clauses[stop - 1]
        acts = near and lexicon.grammar.governing.starting_at(texts, comma + 1)
        return comma if near and not acts else stop  # *95% đàn bò, vắc xin dại cho | 85%*
    placed = False  # a preposition stands behind a noun there: what follows leads up to no value
    for index in range(stop - 1, start - 1, -1):
        word = texts[index]
        if placed and word == ",":
            return stop  # *thủy sản, trái cây tươi trong thời gian | không quá 2 giờ*
        placed = placed or (lexicon.grammar.beyond.has(word) and texts[index - 1] not in WORDING.listing)
        if word == "," or word == WORDING.conjunction:
            return index if index < stop - 1 else stop
        verb = lexicon.comparators.predicates.starting_at(texts, index)
        inside = lexicon.grammar.whole_nouns.ending_at(texts, index)
        if not word.isalpha():
            return stop
        if verb and verb[1] != "function" and not inside:
            last = lexicon.comparators.predicates.ending_at(texts, stop - 1)
            return stop if last and last[1] in ("function", "strong") else _parted_verb(words, start, index, stop)
    return stop


def _parted_verb(words: Words, start: int, verb: int, stop: int) -> int:
    """The *và* near before a verb that the next value is the object of: *12 chòi canh lửa | và cắm bổ sung 350 biển*;
    `stop` where there is none, or where a sum is given to what the phrase names."""
    near = max(start, stop - _VERB)
    joint = next((at for at in range(verb - 1, near - 1, -1) if words.words[at] == WORDING.conjunction), None)
    return stop if joint is None or WORDING.dong in words.words[stop : stop + _VERB] else joint


_VERB = 4
"""More words than a verb and what joins it to the clause have; or than a sum has."""


def _led_by_level(words: Words, start: int, stop: int, level: int, lexicon: MeasureLexicon) -> int:
    """The last comma before the level of the next value, where a quantity or another noun than a counted one begins
    behind it; else `stop`."""
    comma = next((at for at in range(level - 2, start, -1) if words.words[at] == ","), None)
    if comma is None or level - comma <= 2 or words.clauses[start] != words.clauses[level]:
        return stop
    head = start + (words.words[start] == WORDING.number_of)
    behind, ahead = (lexicon.units.match(words.text, words.starts[at]) for at in (comma + 1, head))
    counted = behind is not None and (ahead is None or ahead.unit.group == behind.unit.group)
    quantity = lexicon.grammar.quantities.starting_at(words.words, comma + 1) is not None
    verb = lexicon.comparators.predicates.starting_at(words.words, comma + 1) is not None
    return comma if quantity or not (counted or verb) else stop


def closing(texts: Sequence[str], index: int, stop: int) -> int | None:
    """The index of the parenthesis that closes the one at `index`, None where it is too far."""
    return next((close for close in range(index + 1, min(stop, index + 25)) if texts[close] == ")"), None)


def _continues(words: Words, place: tuple[int, int], strong: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether a comma is one inside a noun phrase: the next word is no verb, and a predicate or a noun follows.
    `place`: where the phrase and what stands behind the comma begin."""
    start, index = place
    if index >= stop or not words.words[index].isalpha():
        return False
    verb = lexicon.comparators.predicates.starting_at(words.words, index)
    if verb and _is_like_head(words, index, verb[0], start, lexicon):
        return True  # *cơ quan, | tổ chức cấp tỉnh*
    if verb:
        return False
    if lexicon.comparators.directions.starting_at(words.words, index) or _does(words, index, lexicon):
        return False
    grammar = lexicon.grammar
    if grammar.shares.starting_at(words.words, index) or grammar.magnitudes.starting_at(words.words, index):
        return False
    if (
        strong > index
        or words.words[index] == WORDING.number_of
        or lexicon.units.match(words.text, words.starts[index])
    ):
        return True
    return lexicon.comparators.predicates.starting_at(words.words, index - 2) is None and _is_followed(
        words, index, stop, lexicon
    )


def _does(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether a verb of doing of two words at least begins at `words[index]`: *…, | giới thiệu việc làm*."""
    found = lexicon.grammar.doings.starting_at(words.words, index)
    return found is not None and found[0] > index + 1


def _is_followed(words: Words, start: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether the noun at `words[start]` has a weak predicate behind it (*cấp ủy, chính quyền các cấp | ban hành …*),
    with more than a number behind that."""
    for at in range(start + 1, stop):
        if not words.words[at].isalpha():
            return False
        found = lexicon.comparators.predicates.starting_at(words.words, at)
        act = lexicon.grammar.acts.starting_at(words.words, at)
        end = found[0] if found and found[1] in ("weak", "making") else act[0] if act else None
        if end is not None:
            return end < stop and words.words[end].isalpha()
    return False


def _begins_clause(words: Words, place: tuple[int, int], stop: int, strong: int, lexicon: MeasureLexicon) -> bool:
    """Whether what follows *và* is a new predicate or a number and not a further noun. `place`: where the phrase and
    what follows begin."""
    start, index = place
    if index >= stop:
        return False
    if words.words[index][0].isdigit():
        return True
    if lexicon.grammar.plurals.has(words.words[index]) or words.slice(index, index + 1)[0].isupper():
        return False  # *Báo Dân tộc và | Phát triển*
    found = lexicon.comparators.predicates.starting_at(words.words, index)
    if lexicon.grammar.whole_nouns.starting_at(words.words, index):
        return False  # *khoa học, công nghệ và | chuyển đổi số*
    if found is not None and _is_like_head(words, index, found[0], start, lexicon):
        return False
    return found is not None and not (strong > index and found[1] != "strong")


def trim(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> int:
    """`end` moved back over what no noun phrase ends with: function words, adverbs, an explanation in parentheses
    (an abbreviation stays: *tai nạn giao thông (TNGT)*)."""
    texts = words.words
    while end > start:
        if lexicon.grammar.kept.ending_at(texts, end - 1):
            break
        if end - start > 1 and _YEAR.fullmatch(texts[end - 1]):  # *Vụ Đông | 2026*
            end -= 1
            continue
        if trailer := lexicon.grammar.trailers.ending_at(texts, end - 1):
            end = max(start, trailer[0])
            continue
        if texts[end - 1] == ")":
            opening = next((i for i in range(end - 2, start, -1) if texts[i] == "("), start)
            inside = words.slice(opening + 1, end - 1)
            if opening > start and not (inside.isupper() and len(inside) <= 12):
                end = opening
                continue
            break
        adverb = lexicon.comparators.adverbs.ending_at(texts, end - 1)
        if adverb is None or adverb[0] <= start:
            break
        end = adverb[0]
    return end
