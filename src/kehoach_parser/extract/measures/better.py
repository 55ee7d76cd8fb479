"""Which figure is the more ambitious, the greater or the smaller: `Measure.better`, decided where the words are.

The rules are asked in the order of `_RULES`; the first that has an answer decides. What is counted is meant, of a
change (*giảm 5 % số vụ*: `less`) too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from msgspec import Struct

from ...language.patterns import compile_later
from ...lexicon.better import Better, BetterWords, load
from ...models import Measure, Target

Outcome = Better | None

_FIGURE = compile_later(r"\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?\s*[%‰]?")
_CLAUSE_END = compile_later(r"[;.](?=\s|$)")
_LIST_END = compile_later(r"[,;.]")


_ENDS = compile_later(r"[-–]")
_NO_FIGURE = compile_later(r"[^\d,]")
_WORD = compile_later(r"[^\W\d_]+")
_LIST = 150
"""Characters at the beginning of a clause that say what a long list counts, and before a figure in it. A list would be
read once an item otherwise."""


class _Place(Struct, frozen=True):
    """A measure with the words of its clause before and behind its figure, in small letters; other figures and what
    belongs to them are left out. `named`: the words before name what is counted."""

    measure: Measure
    before: str
    after: str
    words: BetterWords

    @property
    def named(self) -> bool:
        return any(word not in self.words.copulas for word in _WORD.findall(self.before))


def judge_statements(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """The statements with `better` of each of their measures."""
    return tuple(_judge(target) if target.measures else target for target in targets)


def _judge(target: Target) -> Target:
    words = load()
    measures = tuple(
        measure.model_copy(update={"better": judge_place(_Place(measure, before, after, words))})
        for measure, before, after in _places(target)
    )
    measures += tuple(
        measure.model_copy(update={"better": "less" if measure.low == 0 else "more"})
        for measure in target.measures
        if measure.implied  # all of a kind is more than a part of it; of what shall not happen less is better
    )
    return target.model_copy(update={"measures": measures})


def _places(target: Target) -> Iterator[tuple[Measure, str, str]]:
    """Each stated measure with the words before and behind its figure."""
    text = target.text.lower()
    spans: list[tuple[int, int]] = []
    cursor = last_start = 0
    for measure in target.stated:
        quote = " ".join(measure.evidence.quote.lower().split())
        begins_later = measure.evidence.start > last_start  # *70% số xã, 70% số xã*: not the same words again
        last_start = measure.evidence.start
        start = text.find(quote, cursor + (begins_later and bool(spans))) if quote else -1
        if start < 0:
            start = max(text.find(quote), 0) if quote else len(text)
        spans.append(_figure(text, start, start + len(quote), measure))
        cursor = start
    begins, ends = sorted(start for start, _ in spans), sorted(end for _, end in spans)
    stops = [match.start() for match in _CLAUSE_END.finditer(text)]  # a stop of one character each
    for measure, (start, end) in zip(target.stated, spans, strict=True):
        clause = bisect_left(stops, start)
        floor = stops[clause - 1] + 1 if clause else 0
        behind = bisect_left(stops, end)
        stop = stops[behind] if behind < len(stops) else len(text)
        above = bisect_right(ends, start)
        last = ends[above - 1] if above else 0
        before = text[max(floor, last, start - 2 * _LIST) : start]
        if last > floor and not re.search(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}", before):
            # a list (*…, năm 2025: 3 %, năm 2030: 1 %*) goes on with the name before it
            head, near = text[floor : floor + _LIST], text[max(floor, start - _LIST) : start]
            before = f"{head} … {near}" if start - floor > 2 * _LIST else text[floor:start]
        below = bisect_left(begins, max(end, start + 1))
        stop = min(stop, end + 2 * _LIST, begins[below] if below < len(begins) else stop)
        yield measure, before, text[end:stop]


def _figure(text: str, start: int, end: int, measure: Measure) -> tuple[int, int]:
    """Where the measure's figure stands in the words that state it (*từ 1,2 % xuống | 0,5 %*); their beginning where it
    is spelt out."""
    found = list(_FIGURE.finditer(text, start, end))
    own = [match for match in found if any(_value(part) == measure.low for part in _ENDS.split(match[0]))]
    chosen = own[-1:] or found[:1]
    return (chosen[0].start(), chosen[0].end()) if chosen else (start, start)


def _value(numeral: str) -> float | None:
    figures = _NO_FIGURE.sub("", numeral).replace(",", ".")
    try:
        return float(figures)
    except ValueError:
        return None


def judge_place(place: _Place) -> Outcome:
    """What the first rule that has an answer says."""
    for rule in _RULES:
        decided, better = rule(place)
        if decided:
            return better
    return "more"


Answer = tuple[bool, Outcome]
_PASS: Answer = (False, None)


def _change(place: _Place) -> Answer:
    """*giảm ít nhất 5 % số vụ*, *tăng 10 % số hội viên*: a plan brings down what it wants less of and raises what it
    wants more of, but for a bound (*tăng không quá 1 %*) and for a harm (*chỉ số giá tiêu dùng tăng bình quân 4 %*)."""
    measure, words = place.measure, place.words
    if measure.direction is None:
        return _PASS
    if measure.direction == "decrease":
        return True, "less"
    if measure.comparator in ("lte", "lt") or words.levels[0][1].search(place.before) or _promises_harm(place):
        return True, "less"
    return True, None if words.neutral.search(place.before) else "more"


def _level(place: _Place) -> Answer:
    """*xuống còn 3 %*, *khống chế … ở mức 3 %*, *lên 70 %*: what the words before the figure say."""
    for better, pattern in place.words.levels:
        if pattern.search(place.before):
            return True, better
    return _PASS


def _ceiling(place: _Place) -> Answer:
    """*không quá 12 phút*, *dưới 5 vụ*."""
    return (True, "less") if place.measure.comparator in ("lte", "lt") else _PASS


def _neutral(place: _Place) -> Answer:
    """*tỷ số giới tính khi sinh 109/100*."""
    if place.measure.comparator in ("gte", "gt"):
        return _PASS
    return (True, None) if place.words.neutral.search(f"{place.before}| {place.after}") else _PASS


def _duration(place: _Place) -> Answer:
    """*giải quyết trong 05 ngày làm việc*; of a length of time that nobody waits for nothing is known."""
    unit = (place.measure.unit or "").lower()
    if unit not in place.words.durations or place.measure.per:
        return _PASS
    if place.words.wait.search(f"{place.before}| {place.after}") and place.measure.comparator not in ("gte", "gt"):
        return True, "less"
    if place.words.lasting.search(f"{place.before}| {place.after}") or place.measure.comparator in ("gte", "gt"):
        return True, "more"
    return True, "less" if place.measure.comparator in ("lte", "lt") else None


def _floor(place: _Place) -> Answer:
    """*ít nhất 70 % số xã*."""
    return (True, "more") if place.measure.comparator in ("gte", "gt") else _PASS


def _harm(place: _Place) -> Answer:
    """*tỷ lệ hộ nghèo 3 %*, but not *tỷ lệ hộ nghèo được vay vốn 90 %* and not *xóa 500 nhà tạm*."""
    return (True, "less") if _promises_harm(place) else _PASS


def _promises_harm(place: _Place) -> bool:
    words = place.words
    behind_figure = (place.after, place.before)
    for part, lead in ((place.before, ""), behind_figure) if place.named else (behind_figure,):
        passed: int | None = None
        for harm in words.harm.finditer(part):
            ahead = lead + " | " + part[: harm.start()]
            if words.absence.search(part[: harm.start()]):
                break
            between = "" if passed is None else part[passed : harm.start()].replace(",", " ")
            goes_on = passed is not None and words.whose.search(f"{words.belonging} {between}")
            if words.whose.search(part[: harm.start()]) or goes_on:
                passed = harm.end()
                continue
            if words.remedy.search(ahead) or _promised_before(place, part[: harm.start()], part is place.after):
                break
            behind = _without_joint(part[harm.end() :], words) if part is place.before else part[harm.end() :]
            behind = words.afterwards.sub(" ", behind)
            if words.promise.search(behind) or words.remedy.search(behind):
                break
            if part is place.before and words.promise.search(_LIST_END.split(place.after, maxsplit=1)[0]):
                break
            return True
    return False


def _promised_before(place: _Place, ahead: str, figure_first: bool) -> bool:
    """Whether a promise stands between those counted and the harm (*80 % xã có tổ tư vấn bạo lực*), which is none where
    the harm follows at once (*5 % hộ có nhà tạm*)."""
    found = place.words.promise.search(ahead)
    return figure_first and found is not None and bool(re.search(r"[^\W\d_]", ahead[found.end() :]))


def _without_joint(words: str, rules: BetterWords) -> str:
    """Words before a figure without those that only join it to its name."""
    kept = words.split()
    while kept and (kept[-1].strip(" ,:()") in rules.copulas or not kept[-1].strip(" ,:()")):
        kept.pop()
    return " ".join(kept)


_RULES: tuple[Callable[[_Place], Answer], ...] = (
    _change,
    _duration,
    _level,
    _ceiling,
    _floor,
    _neutral,
    _harm,
)
