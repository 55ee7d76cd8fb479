"""The noun phrase that leads up to a value (*Tỷ lệ hộ nghèo | còn 3%*)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ...lexicon.comparators import is_direction
from ...lexicon.measures import MeasureLexicon
from ...lexicon.measures import load as load_lexicon
from ..words.words import Words
from .noun_phrases import trim
from .placed import TimeSpans
from .wording import WORDING


def preceding_phrase(words: Words, start: int, end: int, times: TimeSpans, lexicon: MeasureLexicon) -> tuple[int, int]:
    """The noun phrase within `words[start:end]` that a value behind it belongs to (*Tỷ lệ hộ nghèo | còn 3%*)."""
    texts = words.words
    if start + 1 < end and texts[start] == WORDING.origin and texts[start + 1][0].isdigit():
        return end, end
    start = _skip_openers(words, _inside_bracket(texts, start, end), end, times, lexicon)
    if start + 1 < end and texts[start] == WORDING.origin and texts[start + 1][0].isdigit():
        return end, end  # *giảm | từ 412 trường | xuống còn 365 trường*
    found = lexicon.grammar.parting.find_all(texts, start + 1, end)
    parts = max((behind for at, behind, _ in found if texts[at - 1] == ","), default=end)
    if parts < end:  # *1.900 ha mắc ca, trong đó | trồng xen 400 ha*
        return preceding_phrase(words, parts, end, times, lexicon)
    if (behind := _behind_colon(words, start, end, times, lexicon)) is not None:
        return behind
    if (striven := _striven(words, start, end, times, lexicon)) is not None:
        return striven
    stop = _phrase_stop(words, start, end, times, lexicon)
    paper = lexicon.grammar.papers.starting_at(texts, start)
    begins = times.from_start(stop) if paper and paper[0] == stop else None
    if begins and begins < end:  # *Kế hoạch năm 2023 | trồng rừng tập trung 3.850 ha*
        return preceding_phrase(words, begins, end, times, lexicon)
    behind_time = times.from_start(stop) or end
    if behind_time < end and lexicon.comparators.predicates.starting_at(texts, behind_time) is None:
        at, to = preceding_phrase(words, behind_time, end, times, lexicon)
        if to > at + 1:
            return at, to  # *Cả nước đến năm 2030 | số xã đạt chuẩn | chiếm 90%*
    stop = trim(words, start, stop, lexicon)
    changed = lexicon.comparators.directions.ending_at(texts, stop - 1)
    if changed and lexicon.grammar.rates.ending_at(texts, changed[0] - 1):
        return start, stop  # *tốc độ tăng*
    return start, changed[0] if changed and changed[0] > start else stop


def _inside_bracket(texts: Sequence[str], start: int, end: int) -> int:
    """`start`, or where the parentheses begin that are still open before `texts[end]`."""
    for index in range(end - 1, start - 1, -1):
        if texts[index] in "()":
            return index + 1 if texts[index] == "(" else start
    return start


def _skip_openers(words: Words, start: int, end: int, times: TimeSpans, lexicon: MeasureLexicon) -> int:
    """Where the phrase can begin: behind *so với …,*, times, adverbs, words of change and of striving, and signs."""
    texts = words.words
    while start < end:
        if WORDING.comparing.starting_at(texts, start):
            start = next((i + 1 for i in range(start, end) if texts[i] == ","), end)
            continue
        if time := times.over(start):
            start = min(time, end)
            continue
        skipped = (
            lexicon.comparators.adverbs.starting_at(texts, start)
            or _undated(words, start)
            or direction_at(words, start, lexicon)
            or lexicon.grammar.openers.starting_at(texts, start)
            or _sets_aim(words, start, lexicon)
        )
        if skipped is None and texts[start][0].isalnum():
            break
        start = min(skipped[0] if skipped else start + 1, end)
    return start


def _undated(words: Words, index: int) -> tuple[int, bool] | None:
    """A time without a year at `words[index]`: *hết quý I*, *cuối tháng 9*, *đầu năm*."""
    texts = words.words
    found = WORDING.undated.starting_at(texts, index)
    if found is None:
        return None
    end = found[0]
    numbered = end < len(texts) and (texts[end].isdigit() or texts[end] in WORDING.quarters)
    return end + numbered, True


def _behind_colon(
    words: Words, start: int, end: int, times: TimeSpans, lexicon: MeasureLexicon
) -> tuple[int, int] | None:
    """The phrase behind the last colon, or the one before it where nothing is behind it (*Tổng thu: đến năm 2025 đạt
    2 tỷ đồng*); None where there is no colon."""
    texts = words.words
    colon = next((i for i in range(end - 2, start, -1) if texts[i] == ":" or _closes(texts, start, i)), None)
    if colon is None:
        return None
    at, to = preceding_phrase(words, colon + 1, end, times, lexicon)
    if at < to or texts[colon] != ":" or texts[start - 1 : start] == (WORDING.about,) or not texts[start].isalpha():
        return at, to
    return preceding_phrase(words, start, colon, times, lexicon)


def _phrase_stop(words: Words, start: int, end: int, times: TimeSpans, lexicon: MeasureLexicon) -> int:
    """Where the phrase ends: before a time outside parentheses, its predicate, or the start of a change (*từ 5%*)."""
    texts, grammar, comparators = words.words, lexicon.grammar, lexicon.comparators
    has_verb = (  # the value has its own verb: *đạt* or *được* before it is relative
        texts[end - 1 : end] == (":",)
        or texts[start : start + 1] == (WORDING.number_of,)
        or grammar.shares.starting_at(texts, start)
        or grammar.quantities.starting_at(texts, start)
        or comparators.levels.starting_at(texts, end)
        or comparators.directions.starting_at(texts, end)
    )

    each = texts[start : start + 1] == (WORDING.each_one,)
    closing = _closing()

    def ends(index: int) -> bool:
        word = texts[index]
        if word not in closing and not each and not times.starts_at(index):
            return False
        if each and (verb := comparators.predicates.starting_at(texts, index)) and verb[1] in ("weak", "making"):
            return True
        if each and index > start + 1 and grammar.doings.starting_at(texts, index):
            return True
        if times.starts_at(index) and texts[start:index].count("(") == texts[start:index].count(")"):
            return True
        if index > start and texts[index - 1] == WORDING.whole:
            return False  # *tổng | trị giá hàng bình ổn*
        inside = comparators.predicates.starting_at(texts, index - 1)
        if inside and inside[0] > index and not grammar.subject_ends.starting_at(texts, index - 1):
            return False  # *kinh phí thực | hiện là*
        if grammar.subject_ends.starting_at(texts, index) and not (has_verb and word in WORDING.relative_verbs):
            return True
        if word != WORDING.origin or index + 1 >= end or not texts[index + 1][0].isdigit():
            return False
        if texts[index + 2 : index + 3] == ("%",):
            return True  # *tỷ lệ thấp còi ở trẻ dưới 5 tuổi | từ 23% xuống 19%*
        of_age = texts[index - 1] == WORDING.age or WORDING.age in texts[index + 2 : index + 6]
        return not (of_age or grammar.children.ending_at(texts, index - 1))

    return next((index for index in range(start + 1, end) if ends(index)), end)


@cache
def _closing() -> frozenset[str]:
    """The words with which what ends a phrase before a value begins, times aside: most words are none."""
    return load_lexicon().grammar.subject_ends.beginnings() | {WORDING.origin}


def _striven(words: Words, start: int, end: int, times: TimeSpans, lexicon: MeasureLexicon) -> tuple[int, int] | None:
    """The noun phrase behind the verb of striving whose doer leads up to it (*Ngành y tế phấn đấu đến năm 2030 | tỷ lệ
    tiêm chủng | đạt 95%*), None where there is none, or what is striven for stands in front."""
    texts = words.words
    if texts[start] == WORDING.number_of or lexicon.grammar.shares.starting_at(texts, start):
        return None
    verbs = lexicon.grammar.proposing.find_all(texts, start + 1, end - 1)
    behind = next((verb[1] for verb in verbs if _strives(words, verb[0], verb[1], lexicon)), None)
    if behind is None:
        return None
    while part := lexicon.grammar.plan_parts.starting_at(texts, behind):
        behind = part[0]
    while behind < end:
        time = times.from_start(behind)
        grammar, adverbs = lexicon.grammar, lexicon.comparators.adverbs
        passed = grammar.openings.starting_at(texts, behind) or grammar.openers.starting_at(texts, behind)
        adverb = adverbs.starting_at(texts, behind)
        if not (time or adverb or passed):
            break
        behind = time if time else adverb[0] if adverb else passed[0] if passed else behind
    verb = lexicon.comparators.predicates.starting_at(texts, behind) if behind < end else None
    if behind >= end or (verb and not lexicon.grammar.plurals.has(texts[behind])):
        return None
    at, to = preceding_phrase(words, behind, end, times, lexicon)
    return (at, to) if to > at else None


def _strives(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether the verb `words[start:end]` is *phấn đấu*, or one like *đặt ra* with *mục tiêu* behind it."""
    strives = WORDING.striving.holds(words.words[start:end])
    return strives or lexicon.grammar.plan_parts.starting_at(words.words, end) is not None


def _sets_aim(words: Words, index: int, lexicon: MeasureLexicon) -> tuple[int, bool] | None:
    """A verb such as *đặt ra* at `words[index]` with *mục tiêu* behind it: what follows is the aim, not the verb."""
    found = lexicon.grammar.proposing.starting_at(words.words, index)
    return found if found and lexicon.grammar.plan_parts.starting_at(words.words, found[0]) else None


def direction_at(words: Words, index: int, lexicon: MeasureLexicon) -> tuple[int, str] | None:
    """A word of change that begins at `words[index]`; *tăng* of *tăng cường* is none."""
    found = lexicon.comparators.directions.starting_at(words.words, index)
    if found and is_direction(lexicon.comparators, words.words, found[0], found[1]):
        return found
    return None


def _closes(texts: Sequence[str], start: int, index: int) -> bool:
    """Whether `texts[index]` closes parentheses that open before `start`."""
    return texts[index] == ")" and "(" not in texts[start:index]
