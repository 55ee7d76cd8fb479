"""Whose share or count a number is: the noun phrase behind it, or the one that leads up to it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..lexicon.comparators import is_direction
from ..lexicon.measures import MeasureLexicon
from .phrases import Words
from .readings import Draft
from .timing import segment_start


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


_OWN_NAME = frozenset(["share", "measure", "money"])
_ANYBODY = frozenset(["người", "lượt người", "lượt"])  # alone it names nobody
_LISTING = frozenset([",", "và"])  # right before a share, the words before it belong to the share before
_RATE = 1000  # out of so many and more, a count is a rate (*45/100.000 trẻ đẻ sống*)
_NEVER_COUNTED = frozenset(["time", "point", "none", "age"])


def _uncounted(draft: Draft) -> bool:
    """Whether the unit is nothing that is counted: *lần*, *phút*, *bậc*: its subject stands elsewhere."""
    return draft.unit.kind in _NEVER_COUNTED or draft.unit.noun == "lần"


def name_subject(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> tuple[int, int, str | None]:
    """Start and end offset of the words that state a measure, and its subject (None where no words name one)."""
    left, unit, change = draft.left, draft.unit, naming.change
    last = draft.end
    begin, end = _behind(words, draft, naming, lexicon)
    start = words.starts[left.start]
    if change is not None and (end <= begin or unit.kind == "share" or _uncounted(draft)):
        return _name_changed(words, draft, naming, change, lexicon)
    if not _is_bare(words, draft, naming, end <= begin, lexicon):
        named = words.slice(begin, end)
        if unit.kind not in _OWN_NAME and not _uncounted(draft):
            named = f"{words.slice(unit.start, unit.head_end)} {named}".strip()
        return start, words.ends[max(last, end) - 1], named or None
    at, to = preceding_phrase(
        words, _fresh_start(words, naming.floor, left.outer, lexicon), left.outer, naming.times, lexicon
    )
    if to > at and not (unit.kind == "share" and left.level is None and words.words[left.outer - 1] in _LISTING):
        return words.starts[at], words.ends[last - 1], words.slice(at, to)
    tail = following_phrase(words, last, naming, lexicon, is_object=True)
    if unit.kind == "share" and tail > last:
        return start, words.ends[tail - 1], words.slice(last, tail)
    if left.outer < left.start and words.words[left.outer - 1] == "," and left.outer > naming.floor:
        label = words.slice(left.outer, left.outer + 1)
        if label[0].isupper():
            return words.starts[left.outer], words.ends[last - 1], label
    silent = unit.kind in _OWN_NAME or _uncounted(draft)
    named = "" if silent else words.slice(unit.start, unit.head_end)
    return start, words.ends[last - 1], named or None


def _fresh_start(words: Words, floor: int, end: int, lexicon: MeasureLexicon) -> int:
    """Where a new subject begins behind a comma: *kiểm tra 30% cơ sở, phấn đấu | mỗi cơ sở được …*, *…, | giảm tỷ lệ
    hộ nghèo xuống …*; else `floor`."""
    for index in range(end - 1, floor, -1):
        if words.words[index] == ",":
            start = index + 1
            while opener := lexicon.grammar.openers.starting_at(words.words, start):
                start = opener[0]
            if start < end and (
                lexicon.grammar.fresh.starting_at(words.words, start)
                or lexicon.comparators.directions.starting_at(words.words, start)
            ):
                return start
    return floor


def _name_changed(
    words: Words, draft: Draft, naming: Naming, change: Change, lexicon: MeasureLexicon
) -> tuple[int, int, str | None]:
    """Evidence and subject of a change whose object stands before the number: *giảm số vụ từ 5% so với …*. A
    comparison (*cao hơn năm trước 5%*) has its subject before it."""
    if words.words[change.end - 1] == "hơn":
        at, to = preceding_phrase(words, naming.floor, change.start, naming.times, lexicon)
        return (
            words.starts[at if to > at else change.start],
            words.ends[draft.end - 1],
            words.slice(at, to) or None,
        )
    to = preceding_phrase(words, change.end, draft.left.outer, naming.times, lexicon)[1]
    subject = words.slice(change.end, to) if words.words[change.end].isalnum() else ""
    tail = following_phrase(words, draft.end, naming, lexicon, is_object=True)
    if draft.unit.kind == "share" and tail > draft.end:
        subject = f"{subject} {words.slice(draft.end, tail)}".strip()
    return words.starts[change.start], words.ends[max(draft.end, tail) - 1], subject or None


def _behind(words: Words, draft: Draft, naming: Naming, lexicon: MeasureLexicon) -> tuple[int, int]:
    """The noun phrase behind a number and its unit, empty where what follows is none."""
    begin, stop, texts = draft.end, naming.stop, words.words
    left = draft.left
    if draft.unit.kind == "share":
        while begin + 1 < stop and (
            texts[begin] == "là" or (texts[begin] in ("trong", "của") and texts[begin + 1] in ("tổng", "số"))
        ):
            begin += 1
        place = lexicon.grammar.places.starting_at(texts, begin)
        opener = lexicon.comparators.predicates.starting_at(texts, begin)
        if place and left.level is None and left.direction is None and naming.change is None:
            begin = place[0]
        elif opener and opener[1] == "function" and texts[begin] not in ("các", "những", "nhiều"):
            return begin, begin
    elif (draft.unit.kind in _OWN_NAME and lexicon.comparators.predicates.starting_at(texts, begin)) or (
        draft.behind is not None and _uncounted(draft)
    ):
        return begin, begin
    if begin < stop and (texts[begin] == "," or (texts[begin] == "(" and draft.unit.kind != "share")):
        return begin, begin
    is_object = (
        naming.governed
        or left.direction is not None
        or (left.start > naming.floor and lexicon.grammar.unlinked.ending_at(texts, left.start - 1) is None)
    )
    counted = is_object and draft.unit.kind not in ("share", "event")
    return begin, following_phrase(words, begin, naming, lexicon, is_object=is_object, clauses=counted)


def _is_bare(words: Words, draft: Draft, naming: Naming, nothing: bool, lexicon: MeasureLexicon) -> bool:
    """Whether the subject stands before the number: `nothing` says that no noun phrase follows the unit."""
    kind = draft.unit.kind
    if _uncounted(draft):
        return nothing or draft.left.direction is None or draft.unit.noun != "lần"
    if kind == "share" and not nothing and draft.left.level is not None:
        at, to = preceding_phrase(words, naming.floor, draft.left.outer, naming.times, lexicon)
        return to > at and (
            draft.left.level == "chiếm" or lexicon.grammar.shares.starting_at(words.words, at) is not None
        )
    if kind in _OWN_NAME:
        return nothing
    if draft.number.of is not None and draft.number.of >= _RATE:
        return True
    if not nothing:
        return False
    if draft.unit.noun in _ANYBODY:
        return True
    return draft.left.level is not None or _is_led(words, naming.floor, draft.left.start, lexicon)


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
    if lexicon.units.match(words.text, words.starts[segment]) is None:
        return False
    return all(lexicon.comparators.predicates.starting_at(words.words, i) is None for i in range(segment, start))


# --- noun phrases -------------------------------------------------------------------------------------------


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
            close = _closing(texts, index, stop)
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
        elif found := predicates.starting_at(texts, index):
            end, strength = found
            if strength == "strong":
                inside = grammar.relative.has(word) and (strong > index or index == start)
                if not inside and not (clauses and word in ("đạt", "được")):
                    break
            elif index > start and strength != "function":
                relative = is_object or (strong > end and index - start <= 4 and "," not in texts[start:index])
                if not relative:
                    break
                index = end
                continue
        if word in ("và", "hoặc") and _begins_clause(words, index + 1, stop, strong, lexicon):
            break
        index += 1
    return _trim(words, start, index, lexicon)


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


def _closing(texts: Sequence[str], index: int, stop: int) -> int | None:
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
    return strong > index or words.words[index] == "số" or bool(lexicon.units.match(words.text, words.starts[index]))


def _begins_clause(words: Words, index: int, stop: int, strong: int, lexicon: MeasureLexicon) -> bool:
    """Whether what follows *và* is a new predicate or a number and not a further noun."""
    if index >= stop:
        return False
    if words.words[index][0].isdigit():
        return True
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
            or _direction_at(words, start, lexicon)
            or lexicon.grammar.openers.starting_at(texts, start)
        )
        if skipped is None and texts[start][0].isalnum():
            break
        start = min(skipped[0] if skipped else start + 1, end)
    colon = next((i for i in range(end - 2, start, -1) if texts[i] == ":" or _closes(texts, start, i)), None)
    if colon is not None:
        return preceding_phrase(words, colon + 1, end, times, lexicon)
    time_starts = [time[0] for time in times]
    stop = next(
        (
            i
            for i in range(start + 1, end)
            if (i in time_starts and "(" not in texts[start:i])
            or lexicon.grammar.subject_ends.starting_at(texts, i)
            or (texts[i] == "từ" and i + 1 < end and texts[i + 1][0].isdigit())
        ),
        end,
    )
    stop = _trim(words, start, stop, lexicon)
    changed = lexicon.comparators.directions.ending_at(texts, stop - 1)
    return start, changed[0] if changed and changed[0] > start else stop


def _direction_at(words: Words, index: int, lexicon: MeasureLexicon) -> tuple[int, str] | None:
    """A word of change that begins at `words[index]`; *tăng* of *tăng cường* is none."""
    found = lexicon.comparators.directions.starting_at(words.words, index)
    if found and is_direction(lexicon.comparators, words.words, index, found[0], found[1]):
        return found
    return None


def _closes(texts: Sequence[str], start: int, index: int) -> bool:
    """Whether `texts[index]` closes parentheses that open before `start`."""
    return texts[index] == ")" and "(" not in texts[start:index]


def object_of_change(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> Change | None:
    """The direction word in `words[start:end]` whose object reaches up to `end` (*giảm số vụ … | từ 5%*).
    None where another verb or clause comes between, or the word names a rate."""
    texts, grammar = words.words, lexicon.grammar
    if end <= start or texts[end - 1] in (",", "và", "(", ":", ";"):
        return None
    for index in range(end - 1, start - 1, -1):
        word = texts[index]
        if word in ';:."“”':
            return None
        if found := lexicon.comparators.directions.ending_at(texts, index):
            if not is_direction(lexicon.comparators, texts, found[0], index + 1, found[1]):
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
