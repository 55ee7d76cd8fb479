"""Times that reach beyond their clause: a year that frames a paragraph, years given out over a list of values.

A year at the beginning of a paragraph (*Trong năm 2026, …*) is its frame: it holds for the sentences behind too, up to
the next time that opens one. Years in a list (*đạt 80% và 85% vào các năm 2015, 2020*) belong to the values in order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from ...language.patterns import compile_later
from ...lexicon.comparators import split_words
from ...lexicon.measures import MeasureLexicon
from ..words.times import Deadline, YearList, find_year_lists
from ..words.words import Words
from .placed import Placed, Time
from .readings import Draft
from .wording import WORDING

_WHOLE_YEAR = compile_later(r"(?:19|20)\d\d")


def find_frames(words: Words, placed: Placed) -> list[Time]:
    """The times that may frame what follows: those that open a sentence, or are said to be those of an aim."""
    return [
        time for time in placed.leading if (time.opens or _is_stated_aim(words, time)) and _begins_sentence(words, time)
    ]


def frame_of(words: Words, draft: Draft, frames: Sequence[Time]) -> str | None:
    """The year that an earlier sentence of the paragraph opens with and that still holds for a draft, None where none
    does. Only a whole year or stage is a frame: a quarter or a day says when one thing is done."""
    sentence = words.sentences[draft.first]
    for at in range(bisect_left(frames, draft.first, key=_start) - 1, -1, -1):
        time = frames[at]
        if words.sentences[time.start] != sentence or _is_stated_aim(words, time):
            return time.value if time.value and _WHOLE_YEAR.fullmatch(time.value) else None
    return None


def _start(time: Time) -> int:
    return time.start


def _is_stated_aim(words: Words, time: Time) -> bool:
    """Whether a time opens what an aim is said to be: *Mục tiêu của chiến lược là đến năm 2045, …; …*."""
    behind = words.words[time.end] if time.end < len(words.words) else ""
    return time.start > 0 and words.words[time.start - 1] == WORDING.copula and behind in (",", ":")


def _begins_sentence(words: Words, time: Time) -> bool:
    """Whether a time stands in the first clause of its sentence."""
    start = words.clause_start(time.start)
    return start == 0 or words.sentences[start - 1] != words.sentences[start]


def give_out_years(
    words: Words, drafts: Sequence[Draft], lists: Sequence[YearList], lexicon: MeasureLexicon
) -> dict[int, str]:
    """The deadline of each draft (by its index) that a list of as many years gives it; empty where the values are not
    as many as the years, or count different things."""
    given: dict[int, str] = {}
    for listed in lists:
        before, behind = _around(words, drafts, listed)
        for run in (_run(words, drafts, before[::-1], lexicon)[::-1], _run(words, drafts, behind, lexicon)):
            if len(run) == len(listed.years):
                given |= dict(zip(run, listed.years, strict=True))
                break
    return given


def lists_of_years(words: Words, drafts: Sequence[Draft], lexicon: MeasureLexicon) -> tuple[YearList, ...]:
    """The lists of years; two years between values are none (*38 nghìn người vào năm 2025 và năm 2030 là 45 nghìn*)."""
    found = _find_lists(words.text, lexicon)
    ends, begins = {draft.end for draft in drafts}, {draft.left.outer for draft in drafts}
    return tuple(
        listed for listed in found if words.at(listed.start) not in ends or words.after(listed.end) not in begins
    )


def _find_lists(text: str, lexicon: MeasureLexicon) -> list[YearList]:
    """The lists whose years go up, the last of which counts nothing (*đến năm 2025, 2030 hộ*)."""
    found = []
    for listed in find_year_lists(text):
        counts = lexicon.units.match(text, listed.end)
        in_turn = lexicon.grammar.in_turn.starting_at(split_words(text[listed.end : listed.end + _NEAR]), 0)
        counted = counts is not None and counts.unit.kind != "event"
        if listed.years == tuple(sorted(set(listed.years))) and (not counted or in_turn):
            found.append(listed)
    return found


_NEAR = 20
"""More letters than *lần lượt* or *tương ứng* has."""


def join_years(text: str, times: Sequence[Deadline], lexicon: MeasureLexicon) -> tuple[Deadline, ...]:
    """The times of a text, one that begins a list of bare years reaching to its end (*năm 2025, 2030*), and the bare
    years with a value of their own behind a stated one (*năm 2025 đạt 40%, 2030 đạt 50%*)."""
    joined = list(times)
    passed = 0
    for match in WORDING.bare_year.finditer(text) if times else ():
        while passed < len(times) and times[passed].end <= match.start():
            passed += 1
        earlier = times[:passed]
        states = lexicon.grammar.values.starting_at(split_words(text[match.end() : match.end() + _NEAR]), 0)
        if states and earlier and (earlier[-1].value or "9")[:4] < match["year"]:
            joined.append(Deadline(*match.span("year"), match["year"], "bare"))
    joined.sort(key=lambda time: time.start)
    for listed in _find_lists(text, lexicon):
        first = bisect_left(joined, listed.start, key=_offset)
        if bisect_left(joined, listed.end, key=_offset) == first + 1:
            joined[first] = replace(joined[first], end=listed.end)
    return tuple(joined)


def _offset(time: Deadline) -> int:
    return time.start


def _around(words: Words, drafts: Sequence[Draft], listed: YearList) -> tuple[list[int], list[int]]:
    """The drafts before and behind a list of years in its sentence."""
    start, end = words.at(listed.start), words.after(listed.end)
    sentence = words.sentences[start]
    first = bisect_left(words.sentences, sentence)
    inside = range(
        bisect_left(drafts, first, key=_number),
        bisect_left(drafts, bisect_right(words.sentences, sentence), key=_number),
    )
    return [i for i in inside if drafts[i].end <= start], [i for i in inside if drafts[i].first >= end]


def last_of_list(words: Words, time: Time, lists: Sequence[YearList]) -> str | None:
    """The last year of the list that a time begins (*trong các năm 2024, 2025 mở 05 lớp*), None where there is none."""
    start = words.starts[time.start]
    behind = bisect_right(lists, start, key=lambda listed: listed.start)
    return lists[behind - 1].years[-1] if behind and start < lists[behind - 1].end else None


def _run(words: Words, drafts: Sequence[Draft], indices: Sequence[int], lexicon: MeasureLexicon) -> list[int]:
    """The first of the drafts with those that go on with its list: of one unit, with separators alone between them."""
    run = list(indices[:1])
    for index in indices[1:]:
        low, high = sorted((drafts[run[-1]], drafts[index]), key=lambda draft: draft.first)
        gap = words.words[low.end : high.left.outer]
        if low.unit.noun != high.unit.noun or not all(lexicon.grammar.separators.has(word) for word in gap):
            break
        run.append(index)
    return run


def is_habit(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether *hằng năm* at the end of a clause says how often the counted do something, not how often the share is to
    be reached: *80% số xã tổ chức đối thoại với thanh niên hằng năm*."""
    if draft.unit.kind != "share" or draft.left.direction or draft.left.level:
        return False
    end = words.clause_end(draft.first)
    while end > draft.end and not words.words[end - 1].isalpha():
        end -= 1
    adverb = lexicon.comparators.adverbs.ending_at(words.words, end - 1)
    if adverb is None or adverb[0] <= draft.end or "," in words.words[draft.end : adverb[0]]:
        return False
    found = list(lexicon.comparators.predicates.find_all(words.words, draft.end + 1, adverb[0]))
    verbs = [(index, strength) for index, _, strength in found if strength != "function"]
    return bool(verbs) and verbs[0][1] == "making" and verbs[0][0] < adverb[0] - 1


def begins_purpose(words: Words, drafts: Sequence[Draft], index: int, lexicon: MeasureLexicon) -> bool:
    """Whether a value stands in a clause of purpose, the value it is for in front of it: *mỗi năm giảm 2% để còn 10%*.
    How often is said of the one in front."""
    first = drafts[bisect_left(drafts, words.clause_start(drafts[index].first), key=_number)]
    return first is not drafts[index] and _so_that(words, first.end, drafts[index].left.start, lexicon)


def _number(draft: Draft) -> int:
    return draft.first


def ends_before_purpose(words: Words, drafts: Sequence[Draft], index: int, time: Time, lexicon: MeasureLexicon) -> bool:
    """Whether a clause of purpose with a value of its own parts a value from a time behind it."""
    following = drafts[index + 1] if index + 1 < len(drafts) and drafts[index + 1].first < time.start else None
    return following is not None and _so_that(words, drafts[index].end, following.left.start, lexicon)


def _so_that(words: Words, start: int, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether *để* or *nhằm* stands in `words[start:end]` with the verb of a value at once behind it (*để còn*, *nhằm
    đạt*), and no comma up to the end."""
    found = next(lexicon.grammar.so_that.find_all(words.words, start, end), None)
    if found is None or "," in words.words[found[1] : end]:
        return False
    comparators = lexicon.comparators
    return bool(
        comparators.levels.starting_at(words.words, found[1])
        or comparators.directions.starting_at(words.words, found[1])
    )


def is_part(words: Words, end: int, start: int, lexicon: MeasureLexicon) -> bool:
    """Whether what begins at `words[start]` is a part of what ends before `words[end]`: *đạt 16%, trong đó: nông nghiệp
    tăng 6%; dịch vụ tăng 18%*. Behind a colon the parts go on up to the end of the sentence."""
    if words.sentences[end - 1] != words.sentences[start]:
        return False
    parting = next(lexicon.grammar.parting.find_all(words.words, end, start), None)
    if parting is None:
        return False
    listed = ":" in words.words[parting[1] - 1 : min(parting[1] + 1, start)]
    return ";" not in words.words[end : parting[0] if listed else start]
