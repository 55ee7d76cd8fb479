"""Values that nobody promises: a bound that says which things are meant, the state something is compared with, what has
happened, a rating that is part of a name (*đường dây 110 kV*)."""

from __future__ import annotations

from bisect import bisect_left

from ...language.patterns import compile_later
from ...lexicon.measures import MeasureLexicon
from ..words.words import Found, Words, places_among
from .readings import Draft
from .wording import WORDING

_BOUNDS = frozenset(["gt", "gte", "lt", "lte"])
_ROMAN = compile_later(r"[IVX]+")
ORGANISATIONS = frozenset(["organisations"])
_WHOSE = ORGANISATIONS | {"households"}
_NEAR = 7
"""More words than stand between a unit and its *trở lên*."""
_TO_OBLIGING = 6
"""Words behind a bound among which *phải* begins what its things must do."""
_FAR = 80
"""Words that are looked through back to a comma, a bracket or a *có*: no clause has more without one, and a paragraph
of figures without a comma would be read once for each of them."""
_LISTED = 60
"""Words of a list of values that one name holds for; none has twenty values."""
_SMALL = 50
"""More than is counted in the name of a rite."""
_NAMED = 4
"""More words than stand between a rite and the number in its name."""
_HAPPENED = 5
"""Words between the verb of what has happened and its figure."""
_SLOGAN = 14
"""More words than a slogan between quotation marks has."""


def bounds_which(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a value with a comparator says which things are meant: *tàu cá dài từ 15 mét trở lên phải ghi nhật ký*,
    *các thôn có tỷ lệ hộ nghèo trên 40%*, *khi mưa trên 100 mm, …*."""
    left, texts = draft.left, words.words
    if left.comparator not in _BOUNDS or left.direction:
        return False
    start = _stretch_start(words, left.start)
    if start >= left.outer:
        return False
    if left.level not in (None, WORDING.having):  # *khi mực nước xuống thấp hơn 2 m, …*
        parted = "," in texts[draft.end : words.clause_end(draft.first)]
        return parted and lexicon.grammar.conditions.starting_at(texts, start) is not None
    return _is_condition(words, draft, start, lexicon) or _is_chosen(words, draft, start, texts, lexicon)


def _stretch_start(words: Words, index: int) -> int:
    """The index after the last comma before `words[index]` in its clause, or where the clause begins."""
    floor = words.clause_start(index)
    nearest = max(floor, index - _FAR)
    return next((at + 1 for at in range(index - 1, nearest - 1, -1) if words.words[at] == ","), floor)


def _is_condition(words: Words, draft: Draft, start: int, lexicon: MeasureLexicon) -> bool:
    """*Khi gió từ cấp 8 trở lên, …*; *Đối với các tuyến có lưu lượng trên 15.000 xe/ngày, …*: a comma must follow, or
    what is done under the condition stands before it: *đóng cống | khi mực nước trên 2 m*."""
    texts, grammar = words.words, lexicon.grammar
    end = words.clause_end(draft.first)
    if _is_done_when(words, draft, start, lexicon):
        return True
    if "," not in texts[draft.end : end]:
        return False
    if grammar.conditions.starting_at(texts, start):
        return True
    if not grammar.choosing.starting_at(texts, start):
        return False
    return any(grammar.qualities.starting_at(texts, at + 1) for at in _having(words, start, draft.left.outer))


def _is_done_when(words: Words, draft: Draft, start: int, lexicon: MeasureLexicon) -> bool:
    """Whether *khi*, *nếu* stands before a bound, behind what is done then: not in the name of a quantity (*tỷ lệ hài
    lòng khi giao dịch trên 90%*), nor in *sau khi*, *kể từ khi*."""
    if draft.unit.kind == "share" or _names_quantity(words, start, lexicon):
        return False
    nearest = max(start + 1, draft.left.outer - _FAR)
    found = lexicon.grammar.conditions.find_all(words.words, nearest, draft.left.outer - 1)
    return any(
        end < draft.left.outer - 1 and not (end == at + 1 and WORDING.before_when.ending_at(words.words, at - 1))
        for at, end, _ in found
    )


def _is_definition(words: Words, draft: Draft, start: int) -> bool:
    """Whether a bound stands in what a thing is said to be, its genus repeated: *hộ nghèo là hộ có thu nhập dưới 2
    triệu đồng*, *cơ sở trọng điểm là cơ sở tiêu thụ từ 1.000 tấn*."""
    texts = words.words
    nearest = max(start + 1, draft.left.outer - _FAR)
    return any(
        texts[at] == WORDING.copula and texts[at + 1] == texts[start] for at in range(nearest, draft.left.outer - 1)
    )


def _having(words: Words, start: int, end: int) -> list[int]:
    """Where *có* stands behind a noun in `words[start:end]`."""
    return [at for at in range(max(start + 1, end - _FAR), end) if words.words[at] == WORDING.having]


def _is_chosen(words: Words, draft: Draft, start: int, texts: tuple[str, ...], lexicon: MeasureLexicon) -> bool:
    """A bound between a noun and what the noun must do, or behind *có* and a quality of the things chosen."""
    grammar, left = lexicon.grammar, draft.left
    if grammar.each.has(texts[start]) or _names_quantity(words, start, lexicon):
        return False
    if _is_definition(words, draft, start):
        return True
    if _is_obliged(words, end_of_bound(words, draft, lexicon), draft, lexicon) and texts[start].isalpha():
        return lexicon.grammar.openers.ending_at(texts, left.outer - 1) is None
    if _is_ruled_for(words, draft, start, lexicon):
        return True
    if _is_urged(words, draft, start, lexicon) or _is_granted(words, draft, start, lexicon):
        return True
    return _is_entitled(words, draft, start, lexicon) or _is_quality(words, draft, start, lexicon)


def _is_obliged(words: Words, end: int, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether what the things of a bound must do stands behind it, a few words between: *đoàn từ 15 người trở lên vào
    hang | phải đăng ký*."""
    texts, obliging = words.words, lexicon.grammar.obliging
    far = _TO_OBLIGING if draft.behind and draft.left.spelt == WORDING.origin else 1
    for at in range(end, min(end + far, len(texts))):
        if obliging.starting_at(texts, at):
            return True
        if not texts[at].isalpha():
            return False
    return False


def _is_urged(words: Words, draft: Draft, start: int, lexicon: MeasureLexicon) -> bool:
    """A bound of those who are urged to do what follows: *khuyến khích các hộ nuôi | từ 200 con trở lên | đăng ký*."""
    verb = lexicon.grammar.causatives.starting_at(words.words, start)
    if verb is None or draft.left.level or draft.left.spelt != WORDING.origin or draft.left.outer <= verb[0]:
        return False
    return _goes_on(words, end_of_bound(words, draft, lexicon), lexicon)


def _is_ruled_for(words: Words, draft: Draft, start: int, lexicon: MeasureLexicon) -> bool:
    """A bound of the quantity that something is ruled for: *miễn thuế đối với doanh thu | dưới 200 triệu đồng*."""
    nearest = max(start, draft.left.outer - _FAR)
    for at, end, _ in WORDING.as_to.find_all(words.words, nearest, draft.left.outer):
        quality = lexicon.grammar.qualities.starting_at(words.words, end)
        if at > start and quality is not None and quality[0] == draft.left.outer:
            return True
    return False


def _is_granted(words: Words, draft: Draft, start: int, lexicon: MeasureLexicon) -> bool:
    """A bound of those who get what follows: *học sinh có nhà ở cách trường | từ 4 km trở lên | được hỗ trợ*."""
    left, texts = draft.left, words.words
    if not draft.behind or left.spelt != WORDING.origin or draft.unit.kind not in ("measure", "money", "time"):
        return False
    if draft.behind >= len(texts) or texts[draft.behind] not in WORDING.requiring:
        return False
    head = lexicon.units.match(words.text, words.starts[start])
    whose = head is not None and (head.unit.kind == "people" or head.unit.group in _WHOSE)
    return whose and all(map(str.isalpha, texts[start : left.outer]))


def _is_entitled(words: Words, draft: Draft, start: int, lexicon: MeasureLexicon) -> bool:
    """A bound of those whom support is for: *hỗ trợ 5 triệu đồng/ha cho hộ trồng mới quế | từ 0,5 ha trở lên*."""
    texts, left = words.words, draft.left
    if not draft.behind or left.spelt != WORDING.origin or draft.unit.kind not in ("measure", "money"):
        return False
    for at in range(left.outer - 2, start - 1, -1):
        if lexicon.grammar.recipients.starting_at(texts, at):
            return True
        if not texts[at].isalpha():
            return False
    return False


def _is_quality(words: Words, draft: Draft, start: int, lexicon: MeasureLexicon) -> bool:
    """A bound behind *có* (*xã có từ 20 hộ trở lên | lập tổ*), or behind *có* and a quality of the things chosen."""
    texts, grammar, left = words.words, lexicon.grammar, draft.left
    havings = _having(words, start, left.outer)
    end = end_of_bound(words, draft, lexicon)
    up = draft.behind or end > draft.end
    if left.level == WORDING.having and up and all(map(str.isalpha, texts[start : left.outer])):
        often = lexicon.comparators.adverbs.starting_at(texts, start)  # *Hằng năm có từ 60% hộ nông dân trở lên …*
        nobody = grammar.openers.starting_at(texts, start) is not None or (
            often is not None and texts[often[0]] == WORDING.having
        )
        return not nobody and _goes_on(words, end, lexicon)
    having = next((at for at in havings if grammar.qualities.starting_at(texts, at + 1)), None)
    if having is None or any(grammar.complete.has(word) for word in texts[having : left.outer]):
        return False
    if _goes_on(words, draft.end, lexicon):
        return True
    nearest = max(start, having - _FAR)
    chosen = any(
        grammar.choosing.starting_at(texts, at) and (texts[at] not in WORDING.owned or _acts(texts, start, at, lexicon))
        for at in range(nearest, having - 1)
    )
    return chosen or grammar.selecting.starting_at(texts, start) is not None


def _acts(texts: tuple[str, ...], start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether a stretch begins with what is done; else it is the noun that the value is of: *bữa ăn ca | của người lao
    động có giá trị từ 25.000 đồng trở lên*."""
    grammar = lexicon.grammar
    while opener := grammar.openers.starting_at(texts, start):
        start = opener[0]
    tables = (grammar.governing, grammar.doings, grammar.causatives, grammar.selecting)
    if start < end and any(table.starting_at(texts, start) for table in tables):
        return True
    verb = lexicon.comparators.predicates.starting_at(texts, start)
    return verb is not None and verb[1] != "function"


def end_of_bound(words: Words, draft: Draft, lexicon: MeasureLexicon) -> int:
    """The index behind a bound and the words up to its *trở lên*: *từ 20 cửa hàng bán lẻ trở lên | phải …*."""
    if draft.left.spelt != WORDING.origin or draft.behind:
        return draft.end
    after = next(lexicon.comparators.after.find_all(words.words, draft.unit.end, draft.unit.end + _NEAR), None)
    return after[1] if after else draft.end


def _names_quantity(words: Words, start: int, lexicon: MeasureLexicon) -> bool:
    """Whether a stretch begins with what the value is the value of (*tỷ lệ …*, *số …*, *phấn đấu tỷ lệ …*)."""
    while opener := lexicon.grammar.openers.starting_at(words.words, start):
        start = opener[0]
    return lexicon.grammar.quantities.starting_at(words.words, start) is not None


def _goes_on(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether the predicate of the things stands right behind their bound: *có giá trị từ 500 triệu đồng trở lên | phải
    được thẩm tra*."""
    if index < len(words.words) and (
        lexicon.grammar.complete.has(words.words[index]) or words.words[index] in WORDING.done
    ):
        return True
    verb = lexicon.comparators.predicates.starting_at(words.words, index)
    return verb is not None and verb[1] in ("weak", "making")


def is_ground(words: Words, draft: Draft, before: Draft | None, lexicon: MeasureLexicon) -> bool:
    """Whether a value is what something is compared with or founded on: *so với năm 2025 (612 vụ)*, *thấp hơn mức chung
    của cả nước là 0,3%*."""
    texts, grammar = words.words, lexicon.grammar
    start = _stretch_start(words, draft.first)
    if draft.left.level == WORDING.copula and grammar.comparisons.starting_at(texts, start):
        return True
    if start > words.clause_start(draft.first) and grammar.countrywide.starting_at(texts, start):
        return draft.left.level == WORDING.copula
    nearest = max(start, draft.first - _FAR)
    opening = next((at for at in range(draft.first - 1, nearest - 1, -1) if texts[at] == "("), None)
    if opening is None or ")" in texts[opening : draft.first]:
        return False
    if before and before.unit.noun == WORDING.occurrence and texts[opening - 1].isdigit():
        return True  # *gấp 2 lần năm 2025 (80 cuộc)*
    begin = max(start, before.end) if before else start
    if grammar.aims.within(texts, opening, draft.first):
        return False
    return grammar.grounds.within(texts, begin, opening)


def has_happened(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a count says what has happened: *xảy ra 74 vụ, làm chết 31 người*; not *không để xảy ra 01 vụ*."""
    left = draft.left
    if left.comparator or left.direction:
        return False
    verb = _happening_before(words, left.outer, lexicon)
    if verb is None:
        return False
    start = max(_stretch_start(words, verb[0]), verb[0] - _FAR)
    return not any(word in WORDING.denying for word in words.words[start : verb[0]])


def _happening_before(words: Words, end: int, lexicon: MeasureLexicon) -> tuple[int, bool] | None:
    """The verb of what has happened right before a count, or before the noun whose amount it is (*gây thiệt hại diện
    tích lúa 120 ha*)."""
    for index in range(end - 1, max(-1, end - 1 - _HAPPENED), -1):
        if verb := lexicon.grammar.happenings.ending_at(words.words, index):
            return verb
        if not words.words[index].isalpha() or lexicon.comparators.predicates.ending_at(words.words, index):
            return None
    return None


def is_rating(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a value is a property in the name of a thing: *đường dây 110 kV*, *cự ly 21 km và 5 km*, *thuế suất 8%*,
    *xe quá tải trên 20%*."""
    left, texts, grammar = draft.left, words.words, lexicon.grammar
    if grammar.overruns.ending_at(texts, left.outer - 1):
        return True
    if draft.unit.group == "durations":
        return False  # *tần suất 10 phút/chuyến*
    if left.comparator or left.level or left.direction:
        return False
    noun = draft.unit.noun
    if noun and (grammar.rated.has(noun.lower()) or grammar.grades.has(noun.lower())):
        return left.start > 0 and texts[left.start - 1] != ":"
    index = _list_start(texts, left.start)  # *cự ly 21 km và | 5 km*
    rated = grammar.ratings.ending_at(texts, index - 1)
    if rated is None or grammar.plurals.has(texts[rated[0] - 1]):  # *thịt các | loại | 25.000 tấn*
        return False
    verb = lexicon.comparators.predicates.ending_at(texts, index - 1)
    return verb is None or verb[0] >= rated[0]  # *phân | loại | 15 ha*


def _list_start(texts: tuple[str, ...], index: int) -> int:
    """Where a list of values begins that goes on at `texts[index]`: *21 km, 10 km và | 5 km*."""
    nearest = max(2, index - _LISTED)
    while index > nearest and texts[index - 1] in WORDING.listing and texts[index - 3][0].isdigit():
        index -= 3
    return index


def is_rite(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a small count stands in the name of a rite, a dance or a play: *Lễ cấp sắc 7 đèn, 12 đèn*, *điệu múa 12
    con giáp*."""
    left, texts = draft.left, words.words
    if left.comparator or left.level or left.direction or draft.number.high > _SMALL or draft.unit.kind == "share":
        return False
    index = _list_start(texts, left.start)
    for at in range(index - 1, max(-1, index - _NAMED), -1):
        if not texts[at].isalpha():
            return False
        rite = lexicon.grammar.rites.ending_at(texts, at)
        if rite and (at == index - 1 or (rite[0] > 0 and words.text[words.starts[rite[0]]].isupper())):
            return True
        if lexicon.comparators.predicates.starting_at(texts, at):
            return False
    return False


_quotes = Found(lambda texts: places_among(texts, WORDING.quotes))
"""Where the quotation marks of a statement stand."""


def is_slogan(words: Words, draft: Draft) -> bool:
    """Whether a count stands in a slogan between quotation marks: *“1 chi bộ, 1 việc làm theo”*."""
    left, texts = draft.left, words.words
    if left.comparator or left.level or left.direction or draft.unit.kind == "share":
        return False
    if not any(word in WORDING.quotes for word in texts[max(0, draft.first - _SLOGAN) : draft.first]):
        return False
    marks = _quotes(texts)
    behind = bisect_left(marks, draft.first)
    if behind % 2 == 0 or behind == len(marks):
        return False
    return marks[behind - 1] > 0 and marks[behind] < marks[behind - 1] + _SLOGAN


def is_session(words: Words, draft: Draft) -> bool:
    """Whether a Roman numeral behind the unit makes it a name: *Trung ương 6 khóa XIII*."""
    if draft.unit.kind not in ("thing", "event", "unknown") or draft.unit.end >= len(words.words):
        return False
    end = draft.unit.end
    return _ROMAN.fullmatch(words.text[words.starts[end] : words.ends[end]]) is not None
