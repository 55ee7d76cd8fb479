"""Whose share or count a number is: the noun phrase behind it, or the one that leads up to it."""

from __future__ import annotations

from collections.abc import Sequence

from ..lexicon.comparators import Comparators, is_direction
from ..lexicon.units import Units
from .phrases import INNER_COMMA, Words

_OPENERS = frozenset(["phấn", "đấu", "đảm", "bảo", "bảo", "đảm", "nâng", "duy", "trì", "tiếp", "tục", "và", ",", ":", "-", "+", "có", "trong", "đó", "trong", "(", "kiềm", "chế", "để", "nhằm", "cử", "hoàn", "thành", "toàn", "tỉnh", "về"])  # fmt: skip
_TRAILERS = frozenset(
    [",", INNER_COMMA, "và", "của", "tại", "trong", "trên", "cho", "các", "là", "về", "ở", "từ", "hoặc", "với", "số", "để", "có", "-", "(", "do", "mỗi", "phấn", "đấu"]
)  # fmt: skip


def following_phrase(
    words: Words, start: int, stop: int, lexicon: Comparators, units: Units, *, is_object: bool, times: Sequence[int]
) -> int:
    """The index after the noun phrase that begins at `words[start]` and ends before `stop`.

    `is_object`: a verb governs the phrase, so a verb inside it belongs to it (*kiểm tra 20 cơ sở sử dụng hóa chất*);
    else the first verb is the predicate. `times` are the indices at which a stated time begins.
    """
    texts = words.words
    strong = _first_strong(words, start, stop, lexicon)
    stop = min(stop, _next_led(words, start, stop, lexicon))
    index = start
    while index < stop:
        word = texts[index]
        if index in times:
            break
        if word == "(":
            close = _closing(texts, index, stop)
            if close is None:
                break
            index = close + 1
            continue
        if word in ')];:…"”“.?!':
            break
        if word == ",":
            if not _continues(words, index + 1, strong, stop, lexicon, units):
                break
            index += 1
            continue
        found = lexicon.predicates.starting_at(texts, index)
        if found and index > start:
            end, strength = found
            if strength == "strong":
                if not (word in ("không", "chưa", "với", "theo", "qua", "là", "đã") and strong is not None and strong > index):
                    break
            elif strength in ("weak", "making"):
                relative = is_object or (strong is not None and strong > end and _close_to_head(texts, start, index))
                if not relative:
                    break
                index = end
                continue
        elif found and found[1] == "strong" and word not in ("không", "chưa"):
            break
        if word in ("và", "hoặc") and index + 1 < stop and _begins_clause(words, index + 1, lexicon, strong):
            break
        index += 1
    return _trim(words, start, index, lexicon)


def _next_led(words: Words, start: int, stop: int, lexicon: Comparators) -> int:
    """Where the noun phrase that leads up to the next number begins (*…, người khuyết tật | 150 người*); `stop`
    where there is none."""
    if stop >= len(words.words) or not words.words[stop][0].isdigit():
        return stop
    for index in range(stop - 1, start - 1, -1):
        if words.words[index] == ",":
            return index if index < stop - 1 else stop
        if not words.words[index].isalpha() or words.words[index] == "và" or lexicon.predicates.starting_at(words.words, index):
            return stop
    return stop


def _first_strong(words: Words, start: int, stop: int, lexicon: Comparators) -> int | None:
    for index in range(start + 1, stop):
        if words.words[index] in ("được", "phải", "đạt", "đều", "sẽ"):
            return index
    return None


def _closing(texts: Sequence[str], index: int, stop: int) -> int | None:
    for close in range(index + 1, min(stop, index + 25)):
        if texts[close] == ")":
            return close
    return None


def _close_to_head(texts: Sequence[str], start: int, index: int) -> bool:
    """Whether a verb stands so near the head noun that it tells which ones are meant (*người sử dụng ma túy*)."""
    return index - start <= 4 and "," not in texts[start:index]


def _continues(
    words: Words, index: int, strong: int | None, stop: int, lexicon: Comparators, units: Units
) -> bool:
    """Whether a comma is one inside a noun phrase: the next word is no verb, and a predicate or a noun follows."""
    if index >= stop or not words.words[index].isalpha():
        return False
    if lexicon.predicates.starting_at(words.words, index) or lexicon.directions.starting_at(words.words, index):
        return False
    if strong is not None and strong > index:
        return True
    return words.words[index] == "số" or units.match(words.text, words.starts[index]) is not None


def _begins_clause(words: Words, index: int, lexicon: Comparators, strong: int | None) -> bool:
    """Whether what follows *và* is a new predicate and not a further noun."""
    found = lexicon.predicates.starting_at(words.words, index)
    if words.words[index][0].isdigit():
        return True
    if found is None or (strong is not None and strong > index and found[1] != "strong"):
        return False
    return True


def preceding_phrase(words: Words, start: int, end: int, lexicon: Comparators) -> tuple[int, int]:
    """The noun phrase within `words[start:end]` that a value behind it belongs to (*Tỷ lệ hộ nghèo | còn 3%*)."""
    texts = words.words
    while start < end:
        adverb = lexicon.adverbs.starting_at(texts, start) or lexicon.directions.starting_at(texts, start)
        if adverb:
            start = adverb[0]
        elif texts[start] in _OPENERS or not texts[start][0].isalnum():
            start += 1
        else:
            break
    stop = end
    for index in range(start + 1, end):
        found = lexicon.predicates.starting_at(texts, index)
        if found and texts[index] in ("được", "phải", "đạt", "đều", "đảm", "bảo", "sẽ", "phấn", "hoàn"):
            stop = index
            break
    return start, _trim(words, start, stop, lexicon)


_ENDS_CHANGE = frozenset(["được", "phải", "đạt", "đều", "để", "nhằm", "còn", "lên", "xuống"])


def object_of_change(words: Words, start: int, end: int, lexicon: Comparators) -> tuple[int, str] | None:
    """The direction word in `words[start:end]` whose object reaches up to `end` (*giảm số vụ … | từ 5%*): the index
    after it, and the direction. None where another verb or clause comes between."""
    texts = words.words
    if end <= start or texts[end - 1] in (",", "và", "(", ":", ";"):
        return None
    for index in range(end - 1, start - 1, -1):
        word = texts[index]
        if word in ";:.":
            return None
        found = lexicon.directions.ending_at(texts, index)
        if found:
            return (index + 1, found[1]) if is_direction(lexicon, texts, found[0], index + 1, found[1]) else None
        if word in _ENDS_CHANGE or words.words[index : index + 2] == ("thông", "qua"):
            return None
        if word == "," and lexicon.predicates.starting_at(texts, index + 1):
            return None
    return None


def _trim(words: Words, start: int, end: int, lexicon: Comparators) -> int:
    """`end` moved back over what no noun phrase ends with: function words, adverbs, a closing parenthesis."""
    while end > start:
        last = words.words[end - 1]
        if last in _TRAILERS:
            end -= 1
            continue
        if last == ")":
            opening = end - 1
            while opening > start and words.words[opening] != "(":
                opening -= 1
            inside = words.slice(opening + 1, end - 1)
            if opening > start and (not inside.isupper() or len(inside) > 12):
                end = opening
                continue
            break
        adverb = lexicon.adverbs.ending_at(words.words, end - 1)
        if adverb and adverb[0] > start:
            end = adverb[0]
            continue
        break
    return end
