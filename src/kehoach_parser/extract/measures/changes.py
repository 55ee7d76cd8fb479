"""Changes whose word stands apart from the number: before the object, or before a colon."""

from __future__ import annotations

from functools import cache

from ...lexicon.comparators import is_direction
from ...lexicon.measures import MeasureLexicon
from ...lexicon.measures import load as load_lexicon
from ..words.words import Words
from .leading_phrases import direction_at
from .noun_phrases import Change
from .placed import TimeSpans
from .readings import Draft, Left
from .wording import WORDING


def object_of_change(
    words: Words, start: int, end: int, lexicon: MeasureLexicon, *, counted: bool = False
) -> Change | None:
    """The direction word in `words[start:end]` whose object reaches up to `end` (*giảm số vụ … | từ 5%*).
    None where another verb or clause comes between, or the word names a rate. `counted`: the value counts things or
    people, for whom the change may be."""
    texts, grammar = words.words, lexicon.grammar
    if end <= start or texts[end - 1] in WORDING.objectless:
        return None
    if counted and texts[end - 1] in WORDING.companions:
        return None  # *điều chỉnh tăng vốn cho | 12 dự án*
    telling = _telling()
    for index in range(end - 1, start - 1, -1):
        word = texts[index]
        if word not in telling:
            continue
        if word in ';:."“”':
            return None
        if found := lexicon.comparators.directions.ending_at(texts, index):
            if not is_direction(lexicon.comparators, texts, index + 1, found[1]):
                return None
            if found[1] == "increase" and grammar.rates.ending_at(texts, found[0] - 1):
                return None
            return Change(found[0], index + 1, found[1])
        if grammar.change_ends.starting_at(texts, index):
            if lexicon.comparators.after.ending_at(texts, index):
                continue
            return None
        if word == "," and lexicon.comparators.predicates.starting_at(texts, index + 1):
            return None
    return None


@cache
def _telling() -> frozenset[str]:
    """The words and signs that a change or what parts it from a value begins or ends with: most words are none."""
    lexicon = load_lexicon()
    return lexicon.comparators.directions.endings() | lexicon.grammar.change_ends.beginnings() | frozenset(';:."“”,')


def opens_clause(words: Words, start: int, change: Change, times: TimeSpans, lexicon: MeasureLexicon) -> bool:
    """Whether nothing but an opener or a time stands before a change, or *mức*, so that what *là* says is its size
    (*Giảm lượng phát thải đến năm 2030 là 10%*)."""
    while start < change.start:
        time = times.from_start(start)
        opener = lexicon.grammar.openers.starting_at(words.words, start)
        if time is None and opener is None:
            return lexicon.grammar.degree_nouns.has(words.words[change.start - 1])
        start = time or (opener[0] if opener else start)
    return True


def change_before_colon(
    words: Words, draft: Draft, times: TimeSpans, lexicon: MeasureLexicon
) -> tuple[str, str] | None:
    """Direction and object of a change that is named before a colon and given in parts behind it (*Tăng chiều cao: nam
    2 cm, nữ 1,5 cm*); None where a verb or a noun of its own stands with the number."""
    colon = _colon_before(words, draft)
    if colon is None or _has_own_noun(words, draft, lexicon):
        return None
    outer = draft.left.outer
    label = next((i for i in range(outer - 1, colon, -1) if words.words[i] in WORDING.label_starts), colon) + 1
    if _has_own_verb(words, label, outer, lexicon):
        return None
    start = words.clause_start(colon)
    if label == outer and (stated := _change_at_end(words, start, colon, lexicon)):
        return stated, ""
    return _change_at_start(words, start, colon, times, lexicon)


def _colon_before(words: Words, draft: Draft) -> int | None:
    """The colon before a number in its sentence, with words before it."""
    sentence = words.sentences[draft.first]
    for index in range(draft.left.outer - 1, 0, -1):
        if words.words[index] == ":":
            return index
        if words.sentences[index] != sentence:
            return None
    return None


def _has_own_noun(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a noun stands behind a number and its unit."""
    if draft.end >= len(words.words) or not words.words[draft.end].isalpha():
        return False
    return lexicon.comparators.predicates.starting_at(words.words, draft.end) is None


def _has_own_verb(words: Words, label: int, outer: int, lexicon: MeasureLexicon) -> bool:
    """Whether a verb opens the words of a part of a list, or any of them is one of doing."""
    verbs = [lexicon.comparators.predicates.starting_at(words.words, index) for index in range(label, outer)]
    return bool(verbs and verbs[0]) or any(verb and verb[1] == "strong" for verb in verbs)


def _change_at_start(
    words: Words, start: int, colon: int, times: TimeSpans, lexicon: MeasureLexicon
) -> tuple[str, str] | None:
    """The direction of the word of change that opens `words[start:colon]`, and what changes; None where its value
    stands with it."""
    texts = words.words
    while start < colon and (opener := lexicon.grammar.openers.starting_at(texts, start)):
        start = opener[0]
    found = direction_at(words, start, lexicon)
    if found is None:
        return None
    stop = times.up_to(colon, found[0]) or colon
    if any(texts[i][0].isdigit() or lexicon.grammar.complete.has(texts[i]) for i in range(found[0], stop)):
        return None
    return found[1], words.slice(found[0], stop)


def goes_on_changing(words: Words, before: Draft, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether the change of `before`, named with what changes, goes on over a list of names and values: *giảm mức tiêu
    hao của thép 5%, xi măng 7,5%*."""
    left, texts = draft.left, words.words
    if before.left.direction or left != Left(draft.first, draft.first, left.comparator, spelt=left.spelt):
        return False
    begin, gap = before.end + 1, texts[before.end : left.outer]
    if len(gap) < 2 or gap[0] not in WORDING.listing or not all(word.isalpha() for word in gap[1:]):
        return False
    if texts[draft.end : draft.end + 1] and texts[draft.end].isalnum():
        return False
    if lexicon.grammar.quantities.starting_at(texts, begin):
        return False
    verbs = (lexicon.comparators.predicates.starting_at(texts, at) for at in range(begin, left.outer))
    return not any(verb and verb[1] != "function" for verb in verbs)


def _change_at_end(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> str | None:
    """The direction of the word of change that ends `words[start:end]` (*Tỷ lệ hộ nghèo giảm bình quân hằng năm*);
    None for the name of a rate (*Tốc độ tăng hằng năm*)."""
    while (adverb := lexicon.comparators.adverbs.ending_at(words.words, end - 1)) and adverb[0] > start:
        end = adverb[0]
    found = lexicon.comparators.directions.ending_at(words.words, end - 1)
    if found is None or found[0] <= start or lexicon.grammar.rates.ending_at(words.words, found[0] - 1):
        return None
    return found[1]
