"""What stands to the left and right of a number: comparator, change, unit, frequency."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later
from ...lexicon.comparators import is_direction
from ...lexicon.measures import MeasureLexicon
from ...lexicon.measures import load as load_lexicon
from ...lexicon.units import FoundUnit
from ...structure.values import Doubt
from ..words.numbers import Number
from ..words.words import INNER_COMMA, Words
from .wording import WORDING


class Left(Struct, frozen=True):
    """The words that lead up to a number: `start` is the index of the first of them.

    `outer` reaches over level words too (*đạt*, *xuống còn*), which state no value. `comparator` None where none
    stands there; `spelt` the comparator's words; `level` the level word nearest to the number.
    """

    start: int
    outer: int
    comparator: str | None = None
    direction: str | None = None
    level: str | None = None
    spelt: str = ""


def _is_passed(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether the sign right before a number parts it from nothing: *tối thiểu: 5*, *vượt +2,5 m*."""
    texts, comparators = words.words, lexicon.comparators
    if texts[index] == "+":
        return words.ends[index] == words.starts[index + 1]
    if texts[index] != ":":
        return False
    stated = comparators.before.ending_at(texts, index - 1) or comparators.levels.ending_at(texts, index - 1)
    return stated is not None


@cache
def _leading() -> frozenset[str]:
    """The words with which whatever leads up to a value ends."""
    lexicon = load_lexicon()
    comparators, grammar = lexicon.comparators, lexicon.grammar
    tables = (
        comparators.before,
        comparators.directions,
        comparators.levels,
        comparators.adverbs,
        grammar.growth,
        grammar.neutral,
        grammar.links,
    )
    return frozenset().union(*(table.endings() for table in tables))


def _names_growth(texts: Sequence[str], index: int, lexicon: MeasureLexicon) -> bool:
    """Whether the word before one of growth makes it a name or where something goes: *tốc độ | tăng trưởng*."""
    grammar = lexicon.grammar
    named = grammar.rates.ending_at(texts, index) or grammar.degree_nouns.ending_at(texts, index)
    return named is not None or texts[index] in WORDING.into


def read_left(words: Words, first: int, lexicon: MeasureLexicon) -> Left:
    """The comparator, direction and level words right before `words[first]`, read outwards."""
    texts, comparators, grammar = words.words, lexicon.comparators, lexicon.grammar
    start, index = first, first - 1
    comparator = level = None
    spelt = ""
    if index > 0 and _is_passed(words, index, lexicon):
        index -= 1
    if _raises_share(words, index, lexicon):
        return Left(index, index, None, "increase", None, "")
    leading = _leading()
    while index >= 0 and texts[index] in leading:
        if found := comparators.before.ending_at(texts, index):
            if comparator is None:
                comparator, spelt = found[1], words.slice(found[0], index + 1).lower()
            start = found[0]
            index = start - 1
        elif (found := comparators.directions.ending_at(texts, index)) and is_direction(
            comparators, texts, index + 1, found[1]
        ):
            return Left(found[0], found[0], comparator, None if level else found[1], level, spelt)
        elif (grown := grammar.growth.ending_at(texts, index)) and not _names_growth(texts, grown[0] - 1, lexicon):
            return Left(grown[0], grown[0], comparator, None if level else "increase", level, spelt)
        elif comparators.after.ending_at(texts, index):
            break
        elif grammar.whole_nouns.ending_at(texts, index):
            break  # *được cấp bằng | đạt*
        elif (stated := comparators.levels.ending_at(texts, index)) and not (
            stated[0] and grammar.negators.has(texts[stated[0] - 1])
        ):
            level = level or words.slice(stated[0], index + 1).lower()
            index = stated[0] - 1
        elif level is None and (neutral := grammar.neutral.ending_at(texts, index)):
            index = neutral[0] - 1
        elif (
            comparator is None
            and (adverb := comparators.adverbs.ending_at(texts, index))
            and (
                comparators.before.ending_at(texts, adverb[0] - 1)
                or comparators.directions.ending_at(texts, adverb[0] - 1)
            )
        ):
            index = adverb[0] - 1
        elif comparator is None and grammar.links.has(texts[index]) and comparators.before.ending_at(texts, index - 1):
            index -= 1
        else:
            break
    return Left(start, index + 1, comparator, None, level, spelt)


_RAISED = 20
"""Words before *thêm* among which the verb of raising stands."""


def _raises_share(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether *nâng* and the name of a share lead up to *thêm* at `words[index]`: *nâng tỷ lệ che phủ | thêm 5%*."""
    texts = words.words
    if index < 0 or texts[index] != WORDING.further:
        return False
    for at in range(index - 2, max(-1, index - _RAISED), -1):
        if not texts[at].isalpha():
            return False
        if texts[at] == WORDING.raising:
            return lexicon.grammar.shares.starting_at(texts, at + 1) is not None
    return False


class UnitReading(Struct, frozen=True):
    """The unit behind a number. `noun` as written (None where there is none), `kind` that of its group or
    `unknown`; `start`/`end` are word indices, `end` behind denominators too; `per` from *…/năm*."""

    noun: str | None
    kind: str
    start: int
    end: int
    head_end: int
    per: str | None = None
    group: str = ""
    scaled: bool = False


def read_unit(words: Words, number: Number, after: int, lexicon: MeasureLexicon) -> UnitReading:
    """The unit of a number whose last word is `words[after - 1]`: its sign, a known noun, or by grammar the noun
    that follows."""
    if number.kind == "times":
        return UnitReading(WORDING.occurrence, "event", after, after, after)
    if number.percent:
        return with_denominator(words, UnitReading(number.percent, "share", after, after, after), lexicon)
    start = after
    if number.of is not None and after < len(words.words) and words.words[after] == ")":
        start = after + 1
    if number.of is not None or number.kind == "word":
        start = _skip(words, start, WORDING.totals)
        start = _skip(words, start, WORDING.number_words)
    if start >= len(words.words):
        return UnitReading(None, "none", after, after, after)
    if lexicon.grammar.in_turn.starting_at(words.words, start):
        return UnitReading(None, "none", after, after, after)
    if words.words[start] in WORDING.quotes and (titled := _name_title(words, start, lexicon)):
        return titled
    return name_unit(words, start, number.end if start == after else words.starts[start], after, lexicon)


def _name_title(words: Words, start: int, lexicon: MeasureLexicon) -> UnitReading | None:
    """The name between the quotation mark at `words[start]` and the next one, so many of which are counted: *60 | “Điểm
    chữa cháy công cộng”*; None where no capital begins it, it has one word (*5 “Không”*) or no end."""
    texts = words.words
    close = next((at for at in range(start + 3, min(start + _TITLE, len(texts))) if texts[at] in WORDING.quotes), None)
    if close is None or texts[start + 2] in WORDING.quotes or not words.text[words.starts[start + 1]].isupper():
        return None
    found = lexicon.units.match(words.text, words.starts[start + 1])
    if found and found.unit.kind != "time":
        return UnitReading(found.unit.noun, found.unit.kind, start + 1, close + 1, close, None, found.unit.group)
    return UnitReading(words.slice(start + 1, close), "thing", start + 1, close + 1, close, None, "works")


_TITLE = 14
"""More words than a name between quotation marks has."""


def name_unit(words: Words, start: int, offset: int, after: int, lexicon: MeasureLexicon) -> UnitReading:
    """The unit whose words begin with `words[start]`, looked for from `offset` on; `after` is the index behind the
    number that it is the unit of, 0 where a unit stands alone (a column's)."""
    found = lexicon.units.match(words.text, offset)
    if found is None:
        return _by_grammar(words, start, after, lexicon)
    end = words.after(found.end)
    unit = found.unit
    if WORDING.whereabouts.starting_at(words.words, start):
        return UnitReading(None, "none", after, after, after)
    if unit.noun == WORDING.visit:
        counted = lexicon.units.match(words.text, found.end)
        if counted and counted.unit.kind in ("people", "measure", "thing"):
            end, unit = words.after(counted.end), counted.unit
            reading = UnitReading(words.slice(start, end), unit.kind, start, end, end, None, unit.group)
            return with_denominator(words, reading, lexicon)
    if unit.noun == WORDING.short_dong and after and (found.start > offset or start > after):
        return UnitReading(None, "none", after, after, after)
    if unit.kind == "money":
        noun = WORDING.dong if unit.noun in WORDING.dong_names else unit.noun.upper()
        noun = "USD" if unit.group == "dollars" else noun
        return with_denominator(words, UnitReading(noun, "money", start, end, end, None, unit.group), lexicon)
    if unit.noun == WORDING.percent:
        return UnitReading("%", "share", start, end, end)
    if unit.kind in ("event", "people", "area", "thing") and unit.noun not in WORDING.listless:
        end = _coordinated(words, end, unit.group, lexicon)
    if raised := _raised(words, end, unit.noun):  # *13,4 m | 3 | /ngày đêm*
        reading = UnitReading(f"{words.slice(start, end)}{words.words[end]}", "measure", start, raised, raised)
        return with_denominator(words, reading, lexicon)
    noun = words.slice(start, end)
    reading = UnitReading(noun, unit.kind, start, end, end, None, unit.group)
    return with_denominator(words, reading, lexicon)


def _raised(words: Words, end: int, noun: str) -> int | None:
    """The index behind the power of a metre that stands off: no figure but that stands right behind a unit."""
    texts = words.words
    if noun not in WORDING.raised or end >= len(texts) or texts[end] not in WORDING.powers:
        return None
    return end + 1 if end + 1 == len(texts) or not texts[end + 1][0].isdigit() else None


def _skip(words: Words, index: int, options: frozenset[str]) -> int:
    while index < len(words.words) and words.words[index] in options:
        index += 1
    return index


def _coordinated(words: Words, end: int, group: str, lexicon: MeasureLexicon) -> int:
    """Where a list of bare nouns of one group ends: *học sinh, sinh viên*; *xã, phường, thị trấn*."""
    while end + 1 < len(words.words) and (
        words.words[end] in WORDING.coordinating or (words.words[end] == "/" and group == "areas")
    ):
        found = lexicon.units.match(words.text, words.starts[end + 1])
        if (
            found is None
            or found.unit.group != group
            or found.unit.noun == WORDING.person
            or lexicon.grammar.shares.starting_at(words.words, end + 1)
        ):
            break
        if lexicon.comparators.predicates.starting_at(words.words, end + 1):
            break  # *120 gian hàng, | hoạt động …*
        behind = words.after(found.end)
        if words.words[end + 1 : behind] == words.words[max(0, 2 * end + 1 - behind) : end]:
            break  # *4 lớp, | lớp đảng viên mới 3 lớp*
        if behind + 1 < len(words.words) and words.words[behind + 1][0].isdigit() and (
            lexicon.grammar.recipients.has(words.words[behind])
        ):
            break  # *15 sản phẩm, | chỉ dẫn địa lý cho 2 sản phẩm*
        if _is_cut(words, end, behind, group):
            break  # *12 máy bơm, | tủ điện*
        end = behind
    return end


_NOUN = 4
"""More words than a noun that is counted mostly has."""


def _is_cut(words: Words, end: int, behind: int, group: str) -> bool:
    """Whether a noun of one syllable behind the comma at `words[end]` is the beginning of a longer one, as the noun
    before is no such: *12 máy bơm, | tủ | điện*, *14 khu dân cư, | khu | tái định cư*, not *250 bàn, ghế*."""
    texts = words.words
    if behind != end + 2 or texts[end - 2][0].isdigit():
        return False
    if group != "works" and texts[end + 1] not in texts[max(0, end - _NOUN) : end]:
        return False
    return behind < len(texts) and texts[behind].isalpha() and texts[behind] != WORDING.conjunction


def with_denominator(words: Words, reading: UnitReading, lexicon: MeasureLexicon) -> UnitReading:
    """`reading` with what follows it after a slash: *lần/năm*, *triệu đồng/người/năm*, *bác sĩ/vạn dân*."""
    index = reading.end
    if index >= len(words.words) or words.words[index] != "/":
        return reading if reading.kind == "share" else _with_far_denominator(words, reading, lexicon)
    noun, per, kind = reading.noun, None, reading.kind
    while index + 1 < len(words.words) and words.words[index] == "/":
        period = lexicon.comparators.frequencies.starting_at(words.words, index + 1)
        period = period or lexicon.comparators.adverbs.starting_at(words.words, index + 1)  # *lao động/mỗi năm*
        if period:
            index, per = period
            continue
        stop = index + 1
        while stop < len(words.words) and (words.words[stop][0].isdigit() or words.words[stop] in WORDING.round_words):
            stop += 1
        keep = stop > index + 1
        found = lexicon.units.match(words.text, words.starts[stop]) if stop < len(words.words) else None
        kinds = ("measure", "people", "time") if reading.kind == "measure" else ("measure", "people")
        keep = keep or (found is not None and found.unit.kind in kinds)
        stop = words.after(found.end) if found else min(stop + 1, len(words.words))
        if reading.kind == "time":  # *45 phút/chuyến*: a rate, no limit
            keep, kind = False, "measure"
        if keep and reading.kind not in ("money", "share"):
            noun = f"{noun}/{words.slice(index + 1, stop)}"
        index = stop
    return replace(reading, noun=noun, end=index, per=per, kind=kind)


_FAR = 20
"""How many words behind a unit *…/năm* is looked for: *01 mô hình điểm về phòng cháy tại xã, phường/năm*."""


def _with_far_denominator(words: Words, reading: UnitReading, lexicon: MeasureLexicon) -> UnitReading:
    """`reading` with the period or population behind the words that describe it: *02 lớp tập huấn/năm*, *2 dược sĩ
    đại học/vạn dân*."""
    if "/" not in words.words[reading.end : reading.end + _FAR]:
        return reading
    for at in range(reading.end, min(reading.end + _FAR, len(words.words) - 1)):
        if words.words[at] in (",", INNER_COMMA):
            continue
        if words.words[at] == "/":
            if _YEAR.fullmatch(words.words[at + 1]):
                return reading  # *6/6 thôn trong quý II/2025*
            period = lexicon.comparators.frequencies.starting_at(words.words, at + 1)
            near = at < reading.end + 4
            if period:
                ends = period[0] >= len(words.words) or not words.words[period[0]].isalnum()
                return replace(reading, per=period[1]) if near or ends else reading
            if near and reading.kind == "measure":
                head = lexicon.units.match(words.text, words.starts[at + 1])
                counts = head is not None and head.unit.kind == "people"
                if not head or not counts:
                    return reading
                behind = words.after(head.end)
                each = _period_after(words, behind, lexicon)  # *15 kg gạo/học sinh | /tháng*
                return replace(reading, end=behind, per=each) if each else replace(reading, end=behind)
            head = _match_bearer(words, at + 1, lexicon) if near else None
            if head and (each := _period_after(words, words.after(head.end), lexicon)):  # *5 hộp sữa/trẻ | /tuần*
                return replace(reading, per=each)
            if near and (words.words[at + 1] == WORDING.ten_thousand or words.words[at + 1][0].isdigit()):
                described = replace(reading, noun=words.slice(reading.start, at), end=at)
                return replace(reading, noun=with_denominator(words, described, lexicon).noun)
            return reading
        if not words.words[at].isalpha():
            return reading
    return reading


def _period_after(words: Words, index: int, lexicon: MeasureLexicon) -> str | None:
    """The period behind a stroke at `words[index]`."""
    if words.words[index : index + 1] != ("/",):
        return None
    found = lexicon.comparators.frequencies.starting_at(words.words, index + 1)
    return found[1] if found else None


def _match_bearer(words: Words, index: int, lexicon: MeasureLexicon) -> FoundUnit | None:
    """The people, household or class that each gets so much: *3 quả trứng/ | học sinh | /tuần*."""
    head = lexicon.units.match(words.text, words.starts[index])
    return head if head and (head.unit.kind == "people" or head.unit.group == "households") else None


_YEAR = compile_later(r"(?:19|20)\d\d")


def _by_grammar(words: Words, start: int, after: int, lexicon: MeasureLexicon) -> UnitReading:
    """The noun behind a number that no list knows: an abbreviation, or a word of two syllables."""
    none = UnitReading(None, "none", after, after, after)
    if not _is_noun(words, start, lexicon) or lexicon.grammar.uncounted.starting_at(words.words, start):
        return none
    if start == after and after and _YEAR.fullmatch(words.words[after - 1]):
        return none
    raw = words.text[words.starts[start] : words.ends[start]]
    if raw.isupper() and len(raw) > 1:
        return UnitReading(raw, "unknown", start, start + 1, start + 1)
    if raw[0].isupper():
        return none
    end = start + 1
    if end < len(words.words) and _is_noun(words, end, lexicon) and words.text[words.starts[end]].islower():
        end += 1
        if _closes_noun(words, end, lexicon):
            end += 1
    reading = UnitReading(words.slice(start, end), "unknown", start, end, end)
    return with_denominator(words, reading, lexicon)


def _closes_noun(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether one more word ends the noun, so that two would end within it: *15 biển cảnh báo | tại các hồ*. A verb
    right behind might be made with it (*6 đầu mối trực | thuộc*)."""
    if not _is_noun(words, index, lexicon) or not words.text[words.starts[index]].islower():
        return False
    if index + 1 == len(words.words) or not words.words[index + 1].isalnum():
        return True
    behind = lexicon.comparators.predicates.starting_at(words.words, index + 1)
    return behind is not None and behind[1] == "function" and words.words[index + 1] not in WORDING.belonging


def _is_noun(words: Words, index: int, lexicon: MeasureLexicon) -> bool:
    """Whether a word may be (part of) a noun that is counted: no sign, no numeral, no function word or predicate."""
    if index >= len(words.words) or not words.words[index].isalpha():
        return False
    comparators = lexicon.comparators
    return (
        comparators.predicates.starting_at(words.words, index) is None
        and comparators.before.starting_at(words.words, index) is None
        and comparators.after.starting_at(words.words, index) is None
    )


class Draft(Struct, frozen=True):
    """A measure while it is read. `first` is the index of its number's first word (of its period in *một tháng một
    lần*), `after` that behind the number; `per` the period of a frequency, None where none is stated; `behind` the
    index after *trở lên* right behind the number or its unit, None where there is none."""

    number: Number
    first: int
    after: int
    left: Left
    unit: UnitReading
    per: str | None = None
    doubts: tuple[Doubt, ...] = ()
    behind: int | None = None

    @property
    def end(self) -> int:
        """The index after the words of the value itself: number, unit, *trở lên*."""
        return max(self.after, self.unit.end, self.behind or 0)


def frequency_behind(
    words: Words, index: int, lexicon: MeasureLexicon, *, within: bool = True
) -> tuple[int, str] | None:
    """A period right behind *một lần*: *một lần một tháng*, *02 lần trong một năm*, *một lần mỗi quý*; the index
    after it, and the period. `within`: *trong năm* is one too."""
    adverb = lexicon.comparators.adverbs.starting_at(words.words, index)
    if adverb:
        return adverb
    inside = index < len(words.words) and words.words[index] in WORDING.within_period
    start = index + 1 if inside else index
    found = lexicon.comparators.frequencies.starting_at(words.words, start)
    if found is None or (found[0] == start + 1 and not (inside and within)):
        return None
    following = words.words[found[0]] if found[0] < len(words.words) else ""
    return None if following[:1].isdigit() or following in WORDING.which_period else found
