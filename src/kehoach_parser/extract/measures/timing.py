"""When: which deadline and which *hằng năm* of a statement govern which of its measures.

A time at the beginning of a clause governs what follows, up to the end of its sentence (*Đến năm 2025, …; …*) or,
before a colon, of the statement; a time behind its value governs what stands before it in the clause.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from itertools import takewhile

from msgspec import Struct

from ...lexicon.comparators import Phrases
from ...lexicon.measures import MeasureLexicon
from ..words.times import Deadline, year_of
from ..words.words import Found, Words, places_among, places_of
from .placed import Placed, Time
from .readings import Draft
from .wording import WORDING


def place_times(words: Words, times: Sequence[Deadline], drafts: Sequence[Draft], lexicon: MeasureLexicon) -> Placed:
    """The times that are deadlines, in order: not those in the name of a plan or programme, nor a bare year that
    grammar does not make one."""
    placed: list[Time] = []
    ended = 0  # where the last of the times ends that end before the one looked at
    open_ends: list[int] = []
    for time in times:
        start = words.at(time.start)
        ended = max([ended, *(end for end in open_ends if end <= start)])
        open_ends = [end for end in open_ends if end > start]
        found = _place(words, time, ended, placed, drafts, lexicon)
        if found:
            placed.append(found)
            open_ends.append(found.end)
    return Placed(placed)


def _place(
    words: Words,
    time: Deadline,
    ended: int,
    placed: Sequence[Time],
    drafts: Sequence[Draft],
    lexicon: MeasureLexicon,
) -> Time | None:
    """A time in its place; `ended`: where the last time before it ends."""
    start, end = words.at(time.start), words.after(time.end)
    if start >= len(words.words):
        return None
    clause, clause_end = words.clause_start(start), words.clause_end(start)
    floor = max(clause, ended)
    earlier = drafts[bisect_left(drafts, floor, key=_first) : bisect_left(drafts, start, key=_first)]
    later = drafts[bisect_left(drafts, end, key=_first) : bisect_left(drafts, clause_end, key=_first)]
    begin = max([floor, *(d.unit.end for d in earlier)])
    if _in_paper(words, begin, start, lexicon) and not _sums_up(words, (begin, start, end), lexicon):
        return None
    opens = _only(words, _behind_label(words, start), start, lexicon.grammar.openings)
    opens = opens or (floor == clause and not earlier and WORDING.announced_aims.holds(words.words[start - 2 : start]))
    if time.kind == "by" and earlier and _is_of_origin(words, start, earlier[-1]):
        return None
    if time.kind == "bare" and not (
        _bare_counts(words, start, end, opens, earlier, later, lexicon)
        or (earlier and later and _goes_on(words, time, start, placed))
    ):
        return None
    segment = segment_start(words, floor, start)
    attached = any(d.first >= segment for d in earlier)
    if earlier and not later and not attached and _is_of_purpose(words, segment, lexicon):
        return None
    leads = opens or _leads(words, (segment, start, end), earlier, later, attached, lexicon)
    if not leads:
        segment = min(segment, earlier[-1].first)
    colon = _announces(words, end, lexicon)
    again = not leads and _is_again(words, earlier, start)
    within = _parentheses(words, start, earlier, later)
    return Time(start, end, segment, time.value, leads, opens, colon, again, within)


def _first(draft: Draft) -> int:
    return draft.first


def _is_of_origin(words: Words, start: int, draft: Draft) -> bool:
    """Whether a time says how old the counted things are that something is done to: *kiểm định 214 khối nhà cũ xây dựng
    | trước năm 1994*; not *được xây dựng trước năm 2027*, nor where nothing is done to them."""
    texts = words.words
    if texts[start] not in WORDING.ahead or WORDING.origins.ending_at(texts, start - 1) is None:
        return False
    between = texts[draft.unit.end : start]
    governed = draft.left.start > 0 and texts[draft.left.start - 1].isalpha()
    return governed and all(map(str.isalpha, between)) and WORDING.requiring.isdisjoint(between)


def _is_of_purpose(words: Words, segment: int, lexicon: MeasureLexicon) -> bool:
    """Whether the stretch that a time ends says what for, or what is no more by then: *giảm 3%/năm, | hướng tới trung
    hòa carbon vào năm 2050*, *…, | cơ bản không còn tảo hôn vào năm 2030*."""
    grammar = lexicon.grammar
    absent = grammar.absent.starting_at(words.words, segment)
    if absent and lexicon.comparators.predicates.starting_at(words.words, absent[0]):
        return False  # *giếng hư hỏng, | không còn sử dụng | trước ngày …*
    ended = grammar.ended.starting_at(words.words, segment) or absent
    return ended is not None or grammar.purposes.starting_at(words.words, segment) is not None


def _leads(
    words: Words,
    place: tuple[int, int, int],
    earlier: Sequence[Draft],
    later: Sequence[Draft],
    attached: bool,
    lexicon: MeasureLexicon,
) -> bool:
    """Whether a time leads the values behind it: no value stands before it, or it begins its stretch, or what it
    follows does not belong to it. `place`: where its stretch, the time itself and what follows it begin; `attached`: a
    value stands before it in its own stretch."""
    segment, start, end = place
    following = words.words[end] if end < len(words.words) else ""
    if not earlier or lexicon.grammar.negators.has(following):  # *…, đến năm 2020 không có xã nào …*
        return True
    begins = _only(words, segment, start, lexicon.grammar.openings)
    closes = not begins and (not following or following in WORDING.closing)
    return bool(later) and not closes and (begins or not attached)


def _parentheses(words: Words, start: int, earlier: Sequence[Draft], later: Sequence[Draft]) -> tuple[int, int] | None:
    """The parentheses that a time stands in together with a value, None where there are none."""
    opening = bracket_of(words, start)
    if not opening:
        return None
    close = next((at for at in range(start, words.clause_end(start)) if words.words[at] == ")"), start)
    return (opening, close) if any(opening < draft.first < close for draft in (*earlier, *later)) else None


_FAR = 80
"""More words than stand between a value and the adverb of its stretch, a year and what is spent in it."""
_LABEL = 15
"""Words of a label behind its time: *Các chỉ tiêu đến năm 2025 của vùng gồm:*."""


def _announces(words: Words, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether a time that ends before `words[end]` stands in what announces a list: right before its colon, or before
    words that end in *là:*, *gồm:*, *như sau:*."""
    texts = words.words
    end = _behind_unit(words, end)
    colon = next((at for at in range(end, min(len(texts), end + _LABEL)) if not texts[at].isalpha()), end)
    if texts[colon : colon + 1] != (":",):
        return False
    announced = lexicon.grammar.announcers.ending_at(texts, colon - 1)
    return colon == end or texts[colon - 1] in WORDING.before_colon or announced is not None


def _is_again(words: Words, earlier: Sequence[Draft], start: int) -> bool:
    """Whether the value right before a time says again what the one before it counts: *và đạt 90% | vào năm 2030*,
    with no subject of its own on either side."""
    if len(earlier) < 2:
        return False
    last = earlier[-1]
    alone = last.left.level is not None and words.words[last.left.outer - 1] in WORDING.listing
    return last.end == start and alone and earlier[-2].unit.noun == last.unit.noun and last.unit.kind == "share"


def _goes_on(words: Words, time: Deadline, start: int, placed: Sequence[Time]) -> bool:
    """Whether a bare year behind a comma goes on from the last one before it in its sentence: *đến năm 2025, …, | năm
    2030 con số này còn 4%*, *giai đoạn 2024 - 2026 …, trong đó năm 2024 hoàn thành …, | năm 2025 hoàn thành …*."""
    if words.words[start - 1 : start] != (",",) or time.value is None:
        return False
    sentence, year = words.sentences[start], year_of(time.value) or 0
    before = takewhile(lambda one: words.sentences[one.start] == sentence, reversed(placed))
    last = next((one.value for one in before if one.value), None)
    return last is not None and (year_of(last) or 0) < year


def _in_paper(words: Words, floor: int, start: int, lexicon: MeasureLexicon) -> bool:
    """Whether a time belongs to the name of a plan or programme that stands before it: *Đề án … đến năm 2030*."""
    if words.words[start] in WORDING.inside_time:
        return False
    for index in range(start - 1, floor - 1, -1):
        if words.words[index] in WORDING.paper_ends or lexicon.grammar.proposing.ending_at(words.words, index):
            return False
        if lexicon.grammar.papers.starting_at(words.words, index):
            return True
    return False


def _sums_up(words: Words, place: tuple[int, int, int], lexicon: MeasureLexicon) -> bool:
    """Whether a paper that begins its clause, its year behind it, has the value itself: *…; kế hoạch | năm 2026 | là
    10.600 tấn*, *Tổng kế hoạch vốn đầu tư công | năm 2022 | của huyện là 246,5 tỷ đồng*."""
    begin, start, end = place
    texts = words.words
    begin += texts[begin] in WORDING.totals  # *tổng kế hoạch vốn …*
    paper = lexicon.grammar.papers.starting_at(texts, begin)
    if paper is None:
        return False
    if _is_done(words, place, lexicon):
        return True
    if paper[0] == start:
        return lexicon.grammar.values.starting_at(texts, end) is not None
    stop = next((at for at in range(end, min(end + _OWNER, len(texts))) if not texts[at].isalpha()), end)
    return all(map(str.isalpha, texts[begin:start])) and WORDING.copula in texts[end:stop]


def _is_done(words: Words, place: tuple[int, int, int], lexicon: MeasureLexicon) -> bool:
    """Whether a verb with its object stands right behind the year of a paper whose name has no figure: *Phong trào “Tết
    nhân ái” | năm 2020 | vận động 2.400 suất quà*."""
    begin, start, end = place
    verb = lexicon.comparators.predicates.starting_at(words.words, end)
    acts = (verb is not None and verb[1] == "making") or lexicon.grammar.governing.starting_at(words.words, end)
    return bool(acts) and all(word.isalpha() or word in WORDING.quotes for word in words.words[begin:start])


_OWNER = 8
"""More words than *của* with whose it is, and *là* have."""


def _only(words: Words, start: int, end: int, allowed: Phrases[bool]) -> bool:
    """Whether `words[start:end]` is made of allowed phrases alone (or empty)."""
    while start < end:
        found = allowed.starting_at(words.words, start)
        if found is None:
            return False
        start = found[0]
    return True


def _behind_label(words: Words, index: int) -> int:
    """Where the clause of `words[index]` begins, a label like *Chỉ tiêu 7:* left out."""
    start = words.clause_start(index)
    colon = next((at for at in range(start, min(index, start + 6)) if words.words[at] == ":"), None)
    return start if colon is None else colon + 1


def bracket_of(words: Words, index: int) -> int:
    """The index of the parenthesis that `words[index]` stands in with more than itself, 0 where there is none."""
    opened, closed = places_of(words.words, "("), places_of(words.words, ")")
    before, behind = bisect_left(opened, index), bisect_left(closed, index)
    last = opened[before - 1] if before else -1
    if last < words.clause_start(index) or (behind and closed[behind - 1] > last):
        return 0
    close = closed[behind] if behind < len(closed) and closed[behind] < words.clause_end(index) else index
    return last if close - last > 4 else 0


def segment_start(words: Words, floor: int, index: int) -> int:
    """The index after the last comma or *và* before `words[index]`, or `floor`."""
    joints = _joints(words.words)
    before = bisect_left(joints, index)
    return max(floor, joints[before - 1] + 1) if before else floor


_joints = Found(lambda texts: places_among(texts, WORDING.listing))
"""Where the words of a statement stand that part the members of a list."""


class _Bare(Struct, frozen=True):
    """A year without a preposition: `start:end` in words, the word behind it, and the values before and behind it."""

    words: Words
    start: int
    end: int
    opens: bool
    following: str
    earlier: Sequence[Draft]
    later: Sequence[Draft]
    lexicon: MeasureLexicon

    @property
    def before(self) -> str:
        return self.words.words[self.start - 1]


def _bare_counts(
    words: Words,
    start: int,
    end: int,
    opens: bool,
    earlier: Sequence[Draft],
    later: Sequence[Draft],
    lexicon: MeasureLexicon,
) -> bool:
    """Whether *năm 2024* without a preposition is a deadline: at the beginning of a clause, right before the verb of
    the value (*năm 2024 đạt*), or right behind the value (*đạt 60% năm 2025*)."""
    following = words.words[end] if end < len(words.words) else ""
    year = _Bare(words, start, end, opens, following, earlier, later, lexicon)
    return next((said for rule in _BARE if (said := rule(year)) is not None), _trails(year))


def _opens_value(year: _Bare) -> bool | None:
    """*Năm 2024, 60% số xã …*, *Năm 2024: …*."""
    return True if year.opens and (year.later or year.following in (",", ":")) else None


def _meets_verb(year: _Bare) -> bool | None:
    """*tỷ lệ … | năm 2024 | đạt 60%*."""
    verb = year.later and year.lexicon.grammar.values.starting_at(year.words.words, year.end)
    if year.later and year.following in WORDING.requiring:
        start = year.words.clause_start(year.start)
        if year.lexicon.grammar.magnitudes.starting_at(year.words.words, start):
            return True  # *công suất khai thác | năm 2026 | được cấp phép 480.000 m3*
    return True if verb and year.following != ":" else None


def _heads_plan(year: _Bare) -> bool | None:
    """*Kế hoạch | năm 2023 | trồng 3.850 ha*, *Phong trào “Tết nhân ái” | năm 2020 | vận động 2.400 suất quà*: a paper
    that begins the clause, its name, its year, and what is done."""
    if not year.later or year.earlier:
        return None
    begin = year.words.clause_start(year.start)
    paper = year.lexicon.grammar.papers.starting_at(year.words.words, begin)
    return True if paper and _is_done(year.words, (begin, year.start, year.end), year.lexicon) else None


def _has_owner(year: _Bare) -> bool | None:
    """*Tổng vốn đầu tư | năm 2022 | của huyện là 246,5 tỷ đồng*."""
    if year.earlier or not year.later or year.following not in WORDING.owned:
        return None
    left = year.later[0].left
    stated = left.level is not None and left.outer <= year.end + _OWNER
    return True if stated and all(map(str.isalpha, year.words.words[year.end : left.outer])) else None


def _begins_stretch(year: _Bare) -> bool | None:
    """*Thực hiện Đề án …, | năm 2025 | tỉnh đăng ký 35.000 ha*: behind a comma, the doer and the value in the same
    stretch, no value before."""
    if year.earlier or not year.later or year.before != "," or not year.following.isalpha():
        return None
    return True if all(map(str.isalpha, year.words.words[year.end : year.later[0].left.outer])) else None


def _dates_quota(year: _Bare) -> bool | None:
    """*hoàn thành 100% chỉ tiêu giao quân | năm 2027*: the year of the quota that is filled, where no other time is
    stated behind it."""
    texts, grammar = year.words.words, year.lexicon.grammar
    if not year.earlier or year.earlier[-1].unit.kind != "share":
        return None
    start = year.earlier[-1].end
    if grammar.plan_parts.starting_at(texts, start) is None or not all(map(str.isalpha, texts[start : year.start])):
        return None
    behind = texts[year.end : year.words.clause_end(year.start)]
    return True if WORDING.of_points.isdisjoint(behind) else None


def _meets_value(year: _Bare) -> bool | None:
    """*số hộ | năm 2024 | 50 hộ*, *năm 2024: 50 hộ*."""
    begin = year.end + 1 if year.following == ":" else year.end
    near = takewhile(lambda draft: draft.left.start <= begin, year.later)
    return True if any(draft.left.start == begin for draft in near) else None


def _singles_out(year: _Bare) -> bool | None:
    """*…, riêng | năm 2026 | trồng 800 ha*, *phấn đấu | năm 2026 | sàng lọc cho 15.000 người*."""
    if not year.later or WORDING.singling.ending_at(year.words.words, year.start - 1) is None:
        return None
    return True if "," not in year.words.words[year.end : year.later[0].left.start] else None


def _heads_list(year: _Bare) -> bool | None:
    """*Cơ cấu kinh tế | năm 2030 |: khu vực I 12,5%; …*; not *Kết quả | năm 2025 |: 85%*."""
    end = _behind_unit(year.words, year.end)
    if year.words.words[end : end + 1] != (":",) or not year.later or year.earlier:
        return None
    start = max(year.words.clause_start(year.start), year.start - _FAR)
    return None if WORDING.known.within(year.words.words, start, year.start) else True


def _behind_unit(words: Words, index: int) -> int:
    """The index behind the unit in parentheses at `words[index]` (*năm 2026 | (km) | :*), or `index`."""
    texts = words.words
    if texts[index : index + 1] != ("(",):
        return index
    return next((at + 1 for at in range(index, min(len(texts), index + _UNIT)) if texts[at] == ")"), index)


_UNIT = 6
"""More words than a unit in parentheses has."""


def _parts_values(year: _Bare) -> bool | None:
    """*50 hộ | năm 2024 | và 60 hộ năm 2025*."""
    if not year.earlier or year.following not in WORDING.listing:
        return None
    return True if any(year.end + 1 in (d.left.start, d.left.outer) for d in year.later) else None


def _stands_apart(year: _Bare) -> bool | None:
    """*…, | năm 2024 |, …* counts where a value follows."""
    if not year.start or year.before != "," or year.following not in (",", ":"):
        return None
    return bool(year.later)


def _strives_for(year: _Bare) -> bool | None:
    """*năm 2024 phấn đấu …* counts where a value follows."""
    words = year.words.words
    gap = words[year.end : year.later[0].left.start] if year.later else ()
    if "," in gap or not WORDING.striving.within(words, year.end, year.end + _STRIVING):
        return None
    return bool(year.later)


def _is_proposed(year: _Bare) -> bool | None:
    """*đề ra mục tiêu | năm 2024 |, 60% …*."""
    proposed = year.lexicon.grammar.proposing.ending_at(year.words.words, year.start - 1)
    return True if year.later and year.following == "," and proposed else None


def _sets_scene(year: _Bare) -> bool | None:
    """*Trong dịp hè | năm 2026 |, mở 45 lớp*: an occasion that opens the clause, with its year."""
    words = year.words
    start = words.clause_start(year.start)
    if year.earlier or not year.later or year.following != "," or words.words[start] not in WORDING.occasions:
        return None
    return True if all(map(str.isalpha, words.words[start : year.start])) else None


def _trails(year: _Bare) -> bool:
    """*60% | năm 2024*, *60% (năm 2024)*, *60% ở năm 2024*."""
    bracket = year.start - 1 if year.before in WORDING.around_year else year.start
    if any(d.unit.end in (year.start, bracket) for d in year.earlier):
        return True
    last = year.earlier[-1] if year.earlier else None
    if last is None or last.unit.kind == "share" or year.following not in ("", ",", ";", "."):
        return False
    noun = year.words.words[last.end : year.start]
    return len(noun) <= _ATTRIBUTE and all(map(str.isalpha, noun)) and not any(
        (verb := year.lexicon.comparators.predicates.starting_at(year.words.words, at)) and verb[1] != "function"
        for at in range(last.end, year.start)
    )


_ATTRIBUTE = 4
"""Words of the counted noun behind its unit: *5.000 km | đường cao tốc | năm 2030, …*."""
_STRIVING = 8
"""Words behind a year among which *phấn đấu* stands."""
_BARE: tuple[Callable[[_Bare], bool | None], ...] = (
    _opens_value,
    _meets_verb,
    _heads_plan,
    _has_owner,
    _begins_stretch,
    _dates_quota,
    _meets_value,
    _singles_out,
    _heads_list,
    _parts_values,
    _stands_apart,
    _strives_for,
    _is_proposed,
    _sets_scene,
)
"""Tried in order until one decides."""


def find_deadline(words: Words, draft: Draft, placed: Placed) -> tuple[Time | None, bool]:
    """The time that is stated for a draft, None where none is, and whether it trails it in the same stretch."""
    clause = words.clauses[draft.first]
    found = _find_leading(words, draft, placed)
    for time in placed.trailing_from(draft.unit.start):
        if words.clauses[time.start] != clause:
            if words.clauses[time.start] > clause:
                break
            continue
        if time.within and not time.within[0] < draft.first < time.within[1]:
            continue
        close = draft.first >= time.segment
        if not close and time.again:  # the value right before the time is the same one's at another time
            return found, False
        led = found is not None and words.clauses[found.start] == clause
        return (time, close) if close or not led else (found, False)
    return found, False


def _find_leading(words: Words, draft: Draft, placed: Placed) -> Time | None:
    """The last time before a draft that leads it: in its clause, at the beginning of its sentence, before a colon."""
    first, clause, sentence = draft.first, words.clauses[draft.first], words.sentences[draft.first]
    found = [time for time in placed.last_opened(first) if words.sentences[time.start] == sentence]
    for time in placed.last_announced(first):
        if words.sentences[time.start] == sentence or not _is_numbered(words, first):
            found.append(time)
    for time in placed.leading_before(first):
        if words.clauses[time.start] != clause:
            break
        if not time.within or time.within[0] < first < time.within[1]:
            found.append(time)
            break
    return max(found, key=_begin, default=None)


def _begin(time: Time) -> int:
    return time.start


def _is_numbered(words: Words, index: int) -> bool:
    """Whether the sentence of `words[index]` begins with a number in parentheses: *… (3) Số hợp tác xã: 7/11*."""
    start = bisect_left(words.sentences, words.sentences[index])
    return words.words[start] == "(" and words.words[start + 1].isdigit()


def has_later_deadline(draft: Draft, placed: Placed) -> bool:
    """Whether a later clause of the statement states a time of its own: then nothing is inherited before it."""
    return placed.leads_behind(draft.first)


def find_recurrences(
    words: Words, drafts: Sequence[Draft], placed: Placed, lexicon: MeasureLexicon
) -> list[str | None]:
    """For each draft the period of the adverb that governs it (*hằng năm*), None where there is none.

    An adverb at the beginning governs its clause up to a time that leads others, one elsewhere the stretch between
    commas, one at the end all of the clause; one behind a plan or budget (*dự toán hằng năm*) only says which. An
    adverb of a shorter period than a year governs only the first count behind it (*mỗi quý 01 buổi cho 50 người*).
    Nothing is governed from further off than a stretch without a comma is long.
    """
    found: list[str | None] = [None] * len(drafts)
    firsts, begins = [draft.first for draft in drafts], {draft.left.outer for draft in drafts}
    for index, end, period in lexicon.comparators.adverbs.find_all(words.words):
        last = bisect_left(firsts, index) - 1
        of_share = last >= 0 and _is_share_of(words, drafts[last], index, lexicon)
        adverb = _place_adverb(words, (index, end), begins, placed, lexicon, of_share)
        if adverb is None:
            continue
        start = words.clause_start(index) if adverb.closes else max(adverb.start, index - _FAR)
        stop = words.clause_end(index) if adverb.opens else min(adverb.stop, index + _FAR)
        nearest, furthest = bisect_left(firsts, start), bisect_left(firsts, stop)
        for at, draft in enumerate(drafts[nearest:furthest], nearest):
            if _governs(words, adverb, draft, placed):
                found[at] = period
                following = drafts[at + 1] if at + 1 < len(drafts) else None
                if period != "year" and draft.first > index and not _is_listed(words, draft, following):
                    break
    return found


def _is_share_of(words: Words, draft: Draft, end: int, lexicon: MeasureLexicon) -> bool:
    """Whether a share is one of what reaches up to `words[end]`: *3% tổng chi ngân sách | hằng năm*; not *2% trong dự
    toán hằng năm*."""
    if draft.unit.kind != "share" or not all(map(str.isalpha, words.words[draft.end : end])):
        return False
    return lexicon.comparators.predicates.starting_at(words.words, draft.end) is None


def _is_listed(words: Words, draft: Draft, following: Draft | None) -> bool:
    """Whether the next count is one more of what is done in the same period: *mỗi tuần 05 tin | và 02 phóng sự*."""
    return following is not None and WORDING.joined.holds(words.words[draft.end : following.left.start])


class _Adverb(Struct, frozen=True):
    """An adverb of recurrence at `index`: the stretch `start:stop` that it stands in, whether it opens or closes its
    clause, the parenthesis that it stands in (0: none), and whether its stretch begins with words of its own
    (*…, | tỷ lệ mắc mới | giảm 8% mỗi năm*, *…, | đón | 85.000 lượt khách mỗi năm*)."""

    index: int
    start: int
    stop: int
    opens: bool
    closes: bool
    bracket: int
    own: bool


def _place_adverb(
    words: Words,
    span: tuple[int, int],
    begins: Set[int],
    placed: Placed,
    lexicon: MeasureLexicon,
    of_share: bool,
) -> _Adverb | None:
    """The adverb in its place; None for a denominator (*/năm*) and one that only says which plan or budget is meant.
    `begins`: where values begin; `of_share`: a share of what comes each year stands before it (*3% tổng chi ngân sách |
    hằng năm*)."""
    index, end = span
    texts = words.words
    if index and texts[index - 1] == "/":
        return None
    opens = _only(words, _behind_label(words, index), index, lexicon.grammar.openings)
    opens = opens or (texts[index - 1] == "," and placed.opens_up_to(index - 1))
    rate = texts[index] in WORDING.averages
    names = not (opens or rate) and lexicon.grammar.recurring_papers.ending_at(texts, index - 1)
    announced = end + (texts[end : end + 1] == (":",) and _is_rate(words, index, lexicon))
    if names and not of_share and not begins & {end, announced}:
        return None
    start, stop = _segment(words, index)
    if index and texts[index - 1] == WORDING.conjunction:
        start = index
    if not opens and end < len(texts) and texts[end] == WORDING.conjunction:
        stop = end
    closes = end >= len(texts) or texts[end] in (";", ".")
    own = start > words.clause_start(index) and texts[start].isalpha()
    if own and not any(at in begins for at in range(start, index)):  # *02 tin, | bài mỗi tuần* counts nothing
        verb = lexicon.comparators.predicates.starting_at(texts, start)
        own = verb is not None and verb[1] != "function"
    return _Adverb(index, start, stop, opens, closes, bracket_of(words, index), own)


def _is_rate(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether the clause of `words[index]` begins with the name of a rate: *Tỷ lệ chi bộ hoàn thành nhiệm vụ | hằng
    năm:*."""
    return lexicon.grammar.shares.starting_at(words.words, words.clause_start(index)) is not None


def _governs(words: Words, adverb: _Adverb, draft: Draft, placed: Placed) -> bool:
    """Whether an adverb says how often a value is reached."""
    if words.clauses[draft.first] != words.clauses[adverb.index] or draft.first < adverb.bracket:
        return False
    if placed.leads_between(adverb.index, draft.first):
        return False
    ahead = draft.first > adverb.index
    inside = adverb.start <= draft.first < adverb.stop
    if adverb.opens and not inside and find_deadline(words, draft, placed)[1]:
        return False
    if not adverb.opens and ahead and _is_once(words, draft, placed):
        return False
    return inside or (adverb.opens and ahead) or (adverb.closes and not ahead and not adverb.own)


def _is_once(words: Words, draft: Draft, placed: Placed) -> bool:
    """Whether a share is a level to be reached at one time, stated right behind it: *hằng năm* before it then says how
    often the counted do something (*tỷ lệ người được khám hằng năm đạt 75% vào năm 2025*)."""
    if draft.unit.kind != "share" or draft.left.level is None:
        return False
    time, close = find_deadline(words, draft, placed)
    return close and time is not None and not time.leads and time.start == draft.end


def _segment(words: Words, index: int) -> tuple[int, int]:
    """The stretch between commas that `words[index]` stands in."""
    start, end = words.clause_start(index), words.clause_end(index)
    commas = places_of(words.words, ",")
    behind = bisect_left(commas, index)
    before = commas[behind - 1] + 1 if behind else start
    return max(start, before), min(end, commas[behind] if behind < len(commas) else end)
