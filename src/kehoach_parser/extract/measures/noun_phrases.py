"""Noun phrases: where the one behind a number ends, and which one leads up to it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ...lexicon.comparators import is_direction
from ...lexicon.measures import MeasureLexicon
from ..words.words import Words


class Change(Struct, frozen=True):
    """A word of change at `words[start:end]` with an object behind it (*giảm | số vụ | từ 5%*)."""

    start: int
    end: int
    direction: str


class Naming(Struct, frozen=True):
    """Where the subject of a measure is looked for, in word indices.

    It begins at `floor` at the earliest and ends before `stop`; `times` are the spans of stated times; `change` is
    the word of change whose object leads up to the number, None where there is none. `governed`: the measure goes on
    with a list whose first member is the object of a verb.
    """

    floor: int
    stop: int
    times: tuple[tuple[int, int], ...]
    change: Change | None = None
    governed: bool = False


def following_phrase(
    words: Words,
    start: int,
    naming: Naming,
    lexicon: MeasureLexicon,
    *,
    is_object: bool,
    clauses: bool = False,
) -> int:
    """The index after the noun phrase that begins at `words[start]`.

    `is_object`: a verb governs the phrase, so a verb inside it belongs to it (*kiểm tra 20 cơ sở sử dụng hóa chất*);
    else the first verb is the predicate. `clauses`: so does *đạt*, *được* (*có thêm 05 xã đạt chuẩn*).
    """
    texts, grammar, predicates = words.words, lexicon.grammar, lexicon.comparators.predicates
    stop = min(naming.stop, _next_led(words, start, naming.stop, lexicon))
    clause_end = words.clause_end(start) if start < stop else stop
    predicate = next((i for i in range(start + 1, clause_end) if grammar.complete.has(texts[i])), -1)
    strong = predicate if predicate < stop else -1
    time_starts = [time[0] for time in naming.times]
    index = start
    while index < stop:
        word = texts[index]
        if index in time_starts:
            break
        if word == "(":
            close = closing(texts, index, stop)
            if close is None:
                break
            index = close + 1
            continue
        if word == ",":
            if not _continues(words, index + 1, strong, stop, lexicon):
                break
        elif word == "/":
            if index + 1 >= stop or lexicon.units.match(words.text, words.starts[index + 1]) is None:
                break
        elif not word.isalnum() and word not in _INSIDE:
            break
        elif (found := predicates.starting_at(texts, index)) and not _ends_noun(words, start, found[0], lexicon):
            end, strength = found
            if is_object and index > start and grammar.negators.has(word):  # *giảm số hộ | chưa có nhà ở*
                verb = predicates.starting_at(texts, end)
                index = verb[0] if verb and verb[1] != "function" else end
                continue
            if strength == "strong":
                inside = grammar.relative.has(word) and (strong > index or index == start)
                inside = inside or (index > start and _describes(words, index, end, stop, lexicon))
                if not inside and not (clauses and word in ("đạt", "được")):
                    break
            elif index > start and strength != "function":
                relative = is_object or (strong > end and index - start <= 4 and "," not in texts[start:index])
                if not relative:
                    break
                index = end
                continue
        if lexicon.grammar.joining.has(word) and _begins_clause(words, index + 1, stop, strong, lexicon):
            break
        index += 1
    return _trim(words, start, index, lexicon)


def _describes(words: Words, index: int, end: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether *đạt* or *có khả năng* at `words[index]` only describes the noun before it, since the predicate follows:
    *số xã đạt chuẩn | được công nhận*, *người có khả năng lao động | được vay vốn*."""
    if not lexicon.grammar.describing.has(words.words[index]):
        return False
    for at in range(end, stop):
        word = words.words[at]
        if not word.isalnum() or word == "và":
            return False
        if lexicon.grammar.complete.has(word):
            return word != "đạt"
    return False


def _ends_noun(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether the verb that ends before `words[end]` is the last word of a noun (*rác thải | sinh hoạt*)."""
    noun = lexicon.grammar.whole_nouns.ending_at(words.words, end - 1)
    return noun is not None and noun[0] >= start


_INSIDE = frozenset(["‚", "-", "–", "&", "'", "%", "“", "”", '"'])


def _next_led(words: Words, start: int, stop: int, lexicon: MeasureLexicon) -> int:
    """Where the noun phrase that leads up to the next number begins (*…, người khuyết tật | 150 người*); `stop`
    where there is none."""
    if stop >= len(words.words) or not words.words[stop][0].isdigit():
        return stop
    for index in range(stop - 1, start - 1, -1):
        word = words.words[index]
        if word == ",":
            return index if index < stop - 1 else stop
        if not word.isalpha() or word == "và" or lexicon.comparators.predicates.starting_at(words.words, index):
            return stop
    return stop


def closing(texts: Sequence[str], index: int, stop: int) -> int | None:
    """The index of the parenthesis that closes the one at `index`, None where it is too far."""
    return next((close for close in range(index + 1, min(stop, index + 25)) if texts[close] == ")"), None)


def _continues(words: Words, index: int, strong: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether a comma is one inside a noun phrase: the next word is no verb, and a predicate or a noun follows."""
    if index >= stop or not words.words[index].isalpha():
        return False
    if lexicon.comparators.predicates.starting_at(words.words, index):
        return False
    if lexicon.comparators.directions.starting_at(words.words, index):
        return False
    if lexicon.grammar.shares.starting_at(words.words, index):
        return False
    if strong > index or words.words[index] == "số" or lexicon.units.match(words.text, words.starts[index]):
        return True
    return lexicon.comparators.predicates.starting_at(words.words, index - 2) is None and _is_followed(
        words, index, stop, lexicon
    )


def _is_followed(words: Words, start: int, stop: int, lexicon: MeasureLexicon) -> bool:
    """Whether the noun at `words[start]` has a weak predicate behind it (*cấp ủy, chính quyền các cấp | ban hành …*),
    with more than a number behind that."""
    for at in range(start + 1, stop):
        if not words.words[at].isalpha():
            return False
        found = lexicon.comparators.predicates.starting_at(words.words, at)
        if found and found[1] in ("weak", "making"):
            return found[0] < stop and words.words[found[0]].isalpha()
    return False


def _begins_clause(words: Words, index: int, stop: int, strong: int, lexicon: MeasureLexicon) -> bool:
    """Whether what follows *và* is a new predicate or a number and not a further noun."""
    if index >= stop:
        return False
    if words.words[index][0].isdigit():
        return True
    if lexicon.grammar.plurals.has(words.words[index]):
        return False
    found = lexicon.comparators.predicates.starting_at(words.words, index)
    return found is not None and not (strong > index and found[1] != "strong")


def preceding_phrase(
    words: Words, start: int, end: int, times: Sequence[tuple[int, int]], lexicon: MeasureLexicon
) -> tuple[int, int]:
    """The noun phrase within `words[start:end]` that a value behind it belongs to (*Tỷ lệ hộ nghèo | còn 3%*)."""
    texts = words.words
    if start + 1 < end and texts[start] == "từ" and texts[start + 1][0].isdigit():
        return end, end
    while start < end:
        if texts[start : start + 2] == ("so", "với"):
            start = next((i + 1 for i in range(start, end) if texts[i] == ","), end)
            continue
        time = next((t for t in times if t[0] <= start < t[1]), None)
        if time:
            start = min(time[1], end)
            continue
        skipped = (
            lexicon.comparators.adverbs.starting_at(texts, start)
            or direction_at(words, start, lexicon)
            or lexicon.grammar.openers.starting_at(texts, start)
            or _sets_aim(words, start, lexicon)
        )
        if skipped is None and texts[start][0].isalnum():
            break
        start = min(skipped[0] if skipped else start + 1, end)
    colon = next((i for i in range(end - 2, start, -1) if texts[i] == ":" or _closes(texts, start, i)), None)
    if colon is not None:
        at, to = preceding_phrase(words, colon + 1, end, times, lexicon)
        if at < to or texts[colon] != ":" or texts[start - 1 : start] == ("về",) or not texts[start].isalpha():
            return at, to
        return preceding_phrase(words, start, colon, times, lexicon)  # *Tổng thu: đến năm 2025 đạt 2 tỷ đồng*
    if (striven := _striven(words, start, end, times, lexicon)) is not None:
        return striven
    time_starts = [time[0] for time in times]
    states = (
        texts[end - 1 : end] == (":",)
        or texts[start : start + 1] == ("số",)
        or lexicon.grammar.shares.starting_at(texts, start)
        or lexicon.comparators.levels.starting_at(texts, end)
        or lexicon.comparators.directions.starting_at(texts, end)
    )
    stop = next(
        (
            i
            for i in range(start + 1, end)
            if (i in time_starts and "(" not in texts[start:i])
            or (
                lexicon.grammar.subject_ends.starting_at(texts, i)
                and not (states and texts[i] in ("đạt", "được"))  # the value has its own verb: this one is relative
            )
            or (texts[i] == "từ" and i + 1 < end and texts[i + 1][0].isdigit() and "tuổi" not in texts[i + 2 : i + 6])
        ),
        end,
    )
    behind = next((time[1] for time in times if time[0] == stop), end)
    if behind < end and lexicon.comparators.predicates.starting_at(texts, behind) is None:
        at, to = preceding_phrase(words, behind, end, times, lexicon)
        if to > at + 1:
            return at, to  # *Cả nước đến năm 2030 | số xã đạt chuẩn | chiếm 90%*
    stop = _trim(words, start, stop, lexicon)
    changed = lexicon.comparators.directions.ending_at(texts, stop - 1)
    return start, changed[0] if changed and changed[0] > start else stop


def _striven(
    words: Words, start: int, end: int, times: Sequence[tuple[int, int]], lexicon: MeasureLexicon
) -> tuple[int, int] | None:
    """The noun phrase behind the verb of striving whose doer leads up to it (*Ngành y tế phấn đấu đến năm 2030 | tỷ lệ
    tiêm chủng | đạt 95%*), None where there is none, or what is striven for stands in front."""
    texts = words.words
    if texts[start] == "số" or lexicon.grammar.shares.starting_at(texts, start):
        return None
    verbs = lexicon.grammar.proposing.find_all(texts, start + 1, end - 1)
    behind = next((verb[1] for verb in verbs if _strives(words, verb[0], verb[1], lexicon)), None)
    if behind is None:
        return None
    while part := lexicon.grammar.plan_parts.starting_at(texts, behind):
        behind = part[0]
    while behind < end:
        time = next((time for time in times if time[0] == behind), None)
        grammar, adverbs = lexicon.grammar, lexicon.comparators.adverbs
        passed = grammar.openings.starting_at(texts, behind) or grammar.openers.starting_at(texts, behind)
        adverb = adverbs.starting_at(texts, behind)
        if not (time or adverb or passed):
            break
        behind = time[1] if time else adverb[0] if adverb else passed[0] if passed else behind
    if behind >= end or lexicon.comparators.predicates.starting_at(texts, behind):
        return None
    at, to = preceding_phrase(words, behind, end, times, lexicon)
    return (at, to) if to > at else None


def _strives(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether the verb `words[start:end]` is *phấn đấu*, or one like *đặt ra* with *mục tiêu* behind it."""
    strives = words.words[start:end] == ("phấn", "đấu")
    return strives or lexicon.grammar.plan_parts.starting_at(words.words, end) is not None


def _sets_aim(words: Words, index: int, lexicon: MeasureLexicon) -> tuple[int, bool] | None:
    """A verb such as *đặt ra* at `words[index]` with *mục tiêu* behind it: what follows is the aim, not the verb."""
    found = lexicon.grammar.proposing.starting_at(words.words, index)
    return found if found and lexicon.grammar.plan_parts.starting_at(words.words, found[0]) else None


def direction_at(words: Words, index: int, lexicon: MeasureLexicon) -> tuple[int, str] | None:
    """A word of change that begins at `words[index]`; *tăng* of *tăng cường* is none."""
    found = lexicon.comparators.directions.starting_at(words.words, index)
    if found and is_direction(lexicon.comparators, words.words, index, found[0], found[1]):
        return found
    return None


def _closes(texts: Sequence[str], start: int, index: int) -> bool:
    """Whether `texts[index]` closes parentheses that open before `start`."""
    return texts[index] == ")" and "(" not in texts[start:index]


def _trim(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> int:
    """`end` moved back over what no noun phrase ends with: function words, adverbs, an explanation in parentheses
    (an abbreviation stays: *tai nạn giao thông (TNGT)*)."""
    texts = words.words
    while end > start:
        if lexicon.grammar.kept.ending_at(texts, end - 1):
            break
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
