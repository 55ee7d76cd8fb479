"""Where a noun phrase meets what is no part of it: a place, a time, a condition, a predicate that no list of predicates
has, or an item of a list that goes on with it."""

from __future__ import annotations

from collections.abc import Sequence

from ...lexicon.measures import MeasureLexicon
from ..words.words import Words
from .wording import WORDING

_NEAR = 8
"""Words before a number among which the verb that governs it stands."""
_RUN = 14
"""More words than the rest of a list of nouns has, up to its *và*."""


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
        return not any(at[0].isdigit() for at in near)  # *35.000 bản tin | đến 100% chi bộ*, not *từ 6 đến 16 tuổi*
    if word == WORDING.about:
        return grammar.transfers.within(texts, max(words.clause_start(index), start - _NEAR), start)
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


def lists_on(words: Words, start: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether nouns and a last one behind *và* follow the comma before `words[start]`, up to the end of the clause or
    to *với*: *ứng phó bão, | lũ và tìm kiếm cứu nạn với 250 người*."""
    texts = words.words
    joint = None
    for at in range(start, min(stop, start + _RUN)):
        if texts[at] == WORDING.conjunction:
            joint = at
            break
        if texts[at] != "," and not texts[at].isalpha():
            break
        if (at == start or texts[at - 1] == ",") and begins_clause(words, at, lexicon):
            return False
    if joint is None:
        return _closes(words, start, stop, lexicon)
    if joint == start or joint + 1 >= stop or texts[joint - 1] == ",":
        return False
    if begins_clause(words, joint + 1, lexicon):
        return False
    for at in range(joint + 1, stop):
        if not texts[at].isalpha():
            return texts[at] in WORDING.list_stops
        if lexicon.grammar.attached.starting_at(texts, at) or texts[at] in WORDING.fresh_starts:
            return True
        verb = lexicon.comparators.predicates.starting_at(texts, at)
        if verb and verb[1] == "strong":
            return False
    return stop >= len(texts) or not texts[stop][0].isdigit()


def _closes(words: Words, start: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether nothing but a noun stands in `words[start:stop]` up to the end of the clause or to a place or a time: the
    last one of a list: *kỷ luật, | kỷ cương hành chính tại …*."""
    texts, grammar, comparators = words.words, lexicon.grammar, lexicon.comparators
    for at in range(start, stop):
        word = texts[at]
        if not word.isalpha():
            return word in WORDING.list_stops and at > start
        if at > start and (word in WORDING.list_places or grammar.whereto.starting_at(texts, at)):
            return True
        verb = comparators.predicates.starting_at(texts, at)
        if (
            (verb and verb[1] != "function")
            or comparators.adverbs.starting_at(texts, at)
            or WORDING.undated.starting_at(texts, at)
        ):
            return False
        if grammar.acts.starting_at(texts, at) or grammar.conditions.starting_at(texts, at):
            return False
    return stop >= len(texts) or not (texts[stop][0].isdigit() or comparators.before.starting_at(texts, stop))


def begins_clause(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether a verb, a change or a quantity begins at `words[index]`: a new clause and no further noun."""
    texts, grammar, comparators = words.words, lexicon.grammar, lexicon.comparators
    if texts[index][0].isdigit() or grammar.plurals.has(texts[index]):
        return True
    verb = comparators.predicates.starting_at(texts, index)
    if verb:
        return verb[1] != "function"
    tables = (comparators.directions, grammar.governing, grammar.doings, grammar.acts, grammar.causatives)
    quantities = (
        grammar.quantities,
        grammar.magnitudes,
        grammar.shares,
        grammar.fresh,
        grammar.openers,
        grammar.parting,
    )
    return any(table.starting_at(texts, index) for table in tables + quantities)


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
        if at > start and acts and not grammar.made_for.ending_at(texts, at - 1):
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
