"""Where a noun phrase meets what is no part of it: a place, a time, a condition, a predicate that no list of predicates
has, or an item of a list that goes on with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ...lexicon.comparators import Phrases
from ...lexicon.measures import MeasureLexicon
from ...lexicon.measures import load as load_lexicon
from ..words.words import Words
from .placed import TimeSpans
from .wording import WORDING

_NEAR = 8
"""Words before a number among which the verb that governs it stands."""
_RUN = 14
"""More words than a quotation has, or than stand between a verb of teaching and what is behind those taught."""


def opens_adverbial(words: Words, start: int, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether a place, a time or a condition begins at `words[index]`, behind a noun phrase that begins at `start`."""
    texts, grammar = words.words, lexicon.grammar
    word = texts[index]
    if grammar.whereto.starting_at(texts, index):
        verbs = (lexicon.comparators.predicates, grammar.single_verbs)
        ended = (table.ending_at(texts, index - 1) for table in verbs)
        return not any(verb and verb[1] != "function" for verb in ended)  # *thịt gia súc đưa ra thị trường*
    if grammar.conditions.starting_at(texts, index):
        return texts[index - 1] not in WORDING.before_condition  # *cán bộ | khi …*, not *trước khi*
    numbered = index + 1 < len(texts) and texts[index + 1][0].isdigit()
    if word in WORDING.belonging:
        return numbered  # *1.120 hộ | thuộc 24 thôn*
    if WORDING.up_to.starting_at(texts, index) and numbered:
        near = texts[max(start, index - 3) : index]
        if WORDING.age in texts[index + 2 : index + 3]:
            return False  # *từ sơ sinh đến 6 tuổi*
        return not any(at[0].isdigit() for at in near)  # *35.000 bản tin | đến 100% chi bộ*, not *từ 6 đến 16 tuổi*
    if word == WORDING.about:
        begin = words.clause_start(index)
        since, far = max(begin, start - _NEAR), max(begin, start - _RUN)  # the nouns of a unit stand between, too
        taught = grammar.recipients.within(texts, far, start) and WORDING.teaching.within(texts, far, start)
        return taught or grammar.transfers.within(texts, since, start)  # *tập huấn cho 500 hội viên | về kỹ năng số*
    return False


def opens_slogan(words: Words, index: int) -> bool:
    """Whether the quotation at `words[index]` says how the thing before it is to be, as a list of small-letter words
    (*dữ liệu | “đúng, đủ, sạch, sống”*), and is no name (*phong trào “Ba sạch”*)."""
    texts = words.words
    if texts[index] not in WORDING.quotes or index + 1 >= len(texts):
        return False
    end = next((at for at in range(index + 1, min(len(texts), index + _RUN)) if texts[at] in WORDING.quotes), None)
    if end is None or "," not in texts[index:end]:
        return False
    return words.slice(index + 1, index + 2).islower()


def close_quote(texts: Sequence[str], index: int, stop: int) -> int | None:
    """The index behind the quotation that begins at `texts[index]`, None where it is too long or one that ends."""
    end = next((at for at in range(index + 1, min(stop, index + _RUN)) if texts[at] in WORDING.quotes), None)
    return end + 1 if end is not None and texts[index + 1].isalnum() else None


def list_member(words: Words, start: int, at: int, stop: int, times: TimeSpans, lexicon: MeasureLexicon) -> int | None:
    """Where a phrase that begins at `words[start]` and ends before `stop` goes on behind the comma before `words[at]`,
    None where no further member of its list of nouns or attributes stands there.

    A member begins with no verb that has an object, figure, time or manner, and ends with a sign, *và*, a time, a place
    or another word that opens something new: *đất đai, | xây dựng; …*, *sở, | ban, ngành trước ngày 30/11*, *lũ quét, |
    sạt lở đất so với năm 2020*.
    """
    texts = words.words
    if at >= stop or not texts[at].isalpha() or _opens_other(words, at, times, lexicon):
        return None
    quantities = lexicon.grammar.quantities
    if quantities.starting_at(texts, start) and quantities.starting_at(texts, at) and stop >= words.clause_end(start):
        return at  # *giảm 30% thời gian, | chi phí thực hiện thủ tục*
    alike = texts[at] in texts[start : at - 1] and at + 2 <= stop  # *người cấp huyện, | cấp xã về …*
    alike = alike and (at + 2 >= len(texts) or _ends_member(words, at, at + 2, times, lexicon))
    if not alike and begins_clause(words, at, lexicon) and not _is_known_noun(words, at, lexicon):
        if (shared := _shared_object(words, start, at, lexicon)) is not None:
            return shared
        return _bare_member(words, start, at, stop, times, lexicon)
    end = at
    while end < stop and not _ends_member(words, at, end, times, lexicon):
        whole = lexicon.grammar.whole_nouns.starting_at(texts, end)
        verb = None if whole else lexicon.comparators.predicates.starting_at(texts, end)
        if verb and verb[1] != "function":
            return None
        end = whole[0] if whole else end + 1
    if end < stop:
        return None if texts[end] in WORDING.list_breaks or texts[end][0].isdigit() else at
    before = (lexicon.comparators.before, lexicon.comparators.levels)
    valued = stop < len(texts) and (texts[stop][0].isdigit() or any(t.starting_at(texts, stop) for t in before))
    return None if valued else at


def _is_known_noun(words: Words, at: int, lexicon: MeasureLexicon) -> bool:
    """Whether a noun of more words begins at `words[at]` than a verb that it begins with: *hợp tác | xã*."""
    unit = lexicon.units.match(words.text, words.starts[at])
    if unit is None:
        return False
    tables = (lexicon.grammar.governing, lexicon.grammar.doings, lexicon.comparators.predicates)
    verbs = (table.starting_at(words.words, at) for table in tables)
    longest = max((verb[0] for verb in verbs if verb), default=at)
    return longest > at and words.after(unit.end) > longest


def _opens_other(words: Words, at: int, times: TimeSpans, lexicon: MeasureLexicon) -> bool:
    """Whether a time, a manner, a condition or a preposition begins at `words[at]`: no member of a list of nouns."""
    texts, grammar, comparators = words.words, lexicon.grammar, lexicon.comparators
    verb = comparators.predicates.starting_at(texts, at)
    if verb and verb[1] in ("function", "strong"):
        return True
    tables = (comparators.adverbs, WORDING.undated, grammar.attached, grammar.conditions)
    if times.starts_at(at) or any(table.starting_at(texts, at) for table in tables):
        return True
    manner = grammar.manners_of_doing.starting_at(texts, at)
    if manner is None:
        return False
    behind = texts[manner[0]] if manner[0] < len(texts) else ""
    return not behind.isalpha() or behind == WORDING.conjunction  # *…, | kịp thời, hiệu quả*, not *…, tiếp khách*


def _ends_member(words: Words, start: int, at: int, times: TimeSpans, lexicon: MeasureLexicon) -> bool:
    """Whether a member of a list that begins at `words[start]` ends before `words[at]`."""
    if _meets_border(words, start, at, times, lexicon):
        return True
    verb = lexicon.comparators.predicates.starting_at(words.words, at) if at > start else None
    return verb is not None and verb[1] == "function" and not lexicon.grammar.plurals.has(words.words[at])


def _meets_border(words: Words, start: int, at: int, times: TimeSpans, lexicon: MeasureLexicon) -> bool:
    """Whether a sign, *và*, a time, a place or a preposition stands at `words[at]`, behind `words[start]`."""
    texts = words.words
    word = texts[at]
    if not word.isalpha():
        return not (word[0].isdigit() and words.ends[at - 1] == words.starts[at])  # *U | 13*
    if at == start:
        return False
    if word == WORDING.conjunction or word in WORDING.list_places or times.starts_at(at):
        return True
    tables = (lexicon.grammar.attached, lexicon.grammar.whereto)
    return any(table.starting_at(texts, at) for table in tables)


def _closes(word: str) -> bool:
    return word in WORDING.list_stops or word == ","


def _shared_object(words: Words, start: int, at: int, lexicon: MeasureLexicon) -> int | None:
    """The index behind a verb at `words[at]` that shares its object with the bare one before the comma, where they say
    what a noun is about: *lớp tập huấn về tiếp nhận, | hỗ trợ nạn nhân*, *chuỗi sản xuất, chế biến, | tiêu thụ gạo*,
    *6 cuộc thanh tra, | kiểm tra việc …*."""
    texts, grammar = words.words, lexicon.grammar
    tables = (grammar.governing, grammar.doings)
    before = next((verb for table in tables if (verb := table.ending_at(texts, at - 2))), None)
    verb = next((verb for table in tables if (verb := table.starting_at(texts, at))), None)
    if before is None or verb is None or not (verb[0] < len(texts) and texts[verb[0]].isalpha()):
        return None
    if before[0] == start:
        unit = lexicon.units.match(words.text, words.starts[start - 1]) if start else None
        return verb[0] if unit and unit.unit.kind == "event" else None
    about = before[0] > start and texts[before[0] - 1] in (WORDING.about, ",")
    return verb[0] if about else None


def _bare_member(words: Words, start: int, at: int, stop: int, times: TimeSpans, lexicon: MeasureLexicon) -> int | None:
    """The index behind a verb at `words[at]` that has no object, so that it names a field or a quality like the members
    before it: *đất đai, | xây dựng;*, *rừng đặc dụng, phòng hộ, | sản xuất cho …*."""
    grammar, texts = lexicon.grammar, words.words
    tables = (grammar.governing, grammar.doings, grammar.acts, lexicon.comparators.predicates)
    ends = [found[0] for table in tables if (found := table.starting_at(texts, at))]
    if not ends or (end := max(ends)) > stop or (end == stop < len(texts) and not _closes(texts[end])):
        return None  # *…, chuyển đổi | 80 ha*
    if end >= len(texts) or texts[end] in WORDING.list_stops:
        return end
    return end if "," in texts[start : at - 1] and _meets_border(words, at, end, times, lexicon) else None


def begins_clause(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether a verb, a change or a quantity begins at `words[index]`: a new clause and no further noun."""
    texts, grammar, comparators = words.words, lexicon.grammar, lexicon.comparators
    if texts[index][0].isdigit() or grammar.plurals.has(texts[index]):
        return True
    verb = comparators.predicates.starting_at(texts, index)
    if verb:
        return verb[1] != "function"
    tables, begins = _clause_openers()
    return texts[index] in begins and any(table.starting_at(texts, index) for table in tables)


@cache
def _clause_openers() -> tuple[tuple[Phrases[Any], ...], frozenset[str]]:
    """The lists of what begins a clause beside predicates: verbs, changes and quantities; and their first words."""
    lexicon = load_lexicon()
    comparators, grammar = lexicon.comparators, lexicon.grammar
    verbs = (comparators.directions, grammar.governing, grammar.doings, grammar.acts, grammar.causatives)
    quantities = (
        grammar.quantities,
        grammar.magnitudes,
        grammar.shares,
        grammar.fresh,
        grammar.openers,
        grammar.parting,
    )
    tables: tuple[Phrases[Any], ...] = (*verbs, *quantities)
    return tables, frozenset().union(*(table.beginnings() for table in tables))


def is_bare_act(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether `words[start:end]` are a verb of plans and how it is done, with no object: *phân bổ chi tiết*."""
    texts, grammar = words.words, lexicon.grammar
    at = start
    while at < end:
        found = grammar.governing.starting_at(texts, at) or grammar.doings.starting_at(texts, at)
        if found is None and at > start:
            found = grammar.manners_of_doing.starting_at(texts, at)
        if found is None and at > start and texts[at] in WORDING.listing:
            found = at + 1, True
        if found is None:
            return False
        at = found[0]
    return end > start


def lacks_predicate(words: Words, start: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether no word of `words[start:stop]` that is a predicate everywhere stands there, so that one which elsewhere
    says what a noun is for must be it: *80% trang trại | đầu tư chuồng kín*."""
    texts, grammar, predicates = words.words, lexicon.grammar, lexicon.comparators.predicates
    at = start
    while at < stop:
        if texts[at] == "," and at + 1 < stop and begins_clause(words, at + 1, lexicon):
            return True
        if passed := grammar.attached.starting_at(texts, at) or grammar.whole_nouns.starting_at(texts, at):
            at = passed[0]
            continue
        verb = predicates.starting_at(texts, at)
        acts = (verb and verb[1] != "function") or grammar.acts.starting_at(texts, at)
        meant = at == start + 1 and texts[start] == WORDING.person  # *người | hưởng lương hưu | nhận qua tài khoản*
        if at > start and acts and not meant and not grammar.made_for.ending_at(texts, at - 1):
            return False
        at = verb[0] if verb else at + 1
    return True


def acts_again(words: Words, start: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether a further predicate stands in `words[start:stop]` behind a noun and before any sign: the verb before
    `start` only says who is meant: *học sinh tốt nghiệp | trung học cơ sở tiếp tục học*."""
    texts, grammar = words.words, lexicon.grammar
    for at in range(start, stop):
        if not texts[at].isalpha():
            return False
        verb = lexicon.comparators.predicates.starting_at(texts, at)
        if at > start and ((verb and verb[1] in ("weak", "making")) or grammar.acts.starting_at(texts, at)):
            return grammar.whole_nouns.ending_at(texts, at) is None
    return False
