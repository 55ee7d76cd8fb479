"""Numbers that are no amount: part of a name (*Đội kiểm tra 178*), an ordinal, a place in a document or a standard."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ...language.patterns import compile_later
from ...lexicon.measures import MeasureLexicon
from ..words.words import Words
from .readings import Draft, Left
from .wording import WORDING

_LAST_YEAR = 2200


class _Named(Struct, frozen=True):
    """A number behind a word of rules/comparators.toml, `names`: whether that word opens with a capital, and whether
    the number's own unit is known, an area, a share of a whole or a physical measure; `opens`: it begins its sentence,
    where every word has a capital."""

    capital: bool
    known: bool
    area: bool
    fraction: bool
    length: bool
    opens: bool = False
    year: bool = False


_YEAR = compile_later(r"(?:19|20)\d\d")
_NAMES: dict[str, Callable[[_Named], bool]] = {
    "parts": lambda named: True,  # *Điều 5*
    "roads": lambda named: named.capital or not named.length,  # *Quốc lộ 6*; *đường tỉnh 11 km* is none
    "calendar": lambda named: True,  # *tháng 6*
    "seasons": lambda named: named.year,  # *vụ Xuân 2026*; *vụ Xuân 650 ha* is none
    "wholes": lambda named: not named.fraction,  # *cả 3 tiêu chí*
    # *Đề án 06*; *phê duyệt kế hoạch 5 xã*, *Hướng dẫn 50 hộ* are none
    "documents": lambda named: not named.known or (named.capital and not named.opens),
    "turns": lambda named: True,  # *Hội nghị lần thứ 6 Ban Chấp hành*
    "ordinals": lambda named: named.area or not named.known,  # *mức độ 4*; *nhóm 5 hộ* is none
    "groups": lambda named: named.capital or named.area or not named.known,  # *Đội 178*; *tổ 3 người* is none
}


def is_name(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a number is part of a name, an ordinal or a place in a document (*Đội kiểm tra 178*, *mức độ 4*)."""
    unit, first = draft.unit, draft.first
    if unit.kind in ("share", "money"):
        return False
    verb = lexicon.comparators.predicates.starting_at(words.words, unit.start)  # *Tổng đài 1022 | hoạt động 24/7*
    is_noun = verb is None or verb[0] < unit.head_end  # *tổ chức | đảng*
    known, area = unit.kind not in ("none", "unknown") and is_noun, unit.kind == "area"
    found = _name_before(words, draft, known, lexicon)
    if found and found[1] in _NAMES:
        start, kind = found
        capital = words.text[words.starts[start]].isupper()
        length = unit.kind == "measure"
        opens = start == 0 or not words.words[start - 1].isalnum()
        year = _YEAR.fullmatch(words.words[first]) is not None
        decimal = length and not draft.number.low.is_integer()
        if not decimal and _NAMES[kind](_Named(capital, known, area, draft.number.of is not None, length, opens, year)):
            return True
    return draft.left.comparator is None and (not known or area) and _ends_group(words, first, lexicon)


def _name_before(words: Words, draft: Draft, known: bool, lexicon: MeasureLexicon) -> tuple[int, str] | None:
    """The word of a name right before a number, by where it begins and its kind; None where it names nothing."""
    first, comparators = draft.first, lexicon.comparators
    found = comparators.names.ending_at(words.words, first - 1)
    if found is None or comparators.adverbs.ending_at(words.words, first - 1) is not None:
        return None
    degree = draft.left.comparator and lexicon.grammar.degree_nouns.has(words.words[first - 1])
    if found[0] > draft.left.start and degree:
        return None
    if found[1] == "calendar" and known and draft.number.low > _LAST_YEAR:
        return None  # *trong năm 5.600 người*
    return found


def _ends_group(words: Words, first: int, lexicon: MeasureLexicon) -> bool:
    """Whether the name of a group reaches up to `words[first]`: *Đội kiểm tra liên ngành 178*."""
    grammar = lexicon.grammar
    for index in range(first - 1, max(-1, first - 12), -1):
        word = words.words[index]
        if not word.isalpha() and word != ",":
            return False
        if grammar.group_verbs.starting_at(words.words, index) or grammar.group_verbs.ending_at(words.words, index):
            continue
        verb = lexicon.comparators.predicates.starting_at(words.words, index)
        group = grammar.groups.starting_at(words.words, index)
        if group and words.text[words.starts[index]].isupper() and not (verb and verb[0] > group[0]):
            return True  # *Tổ công tác 5*; not *Tổ chức | 12 đêm diễn*
        if verb and verb[1] != "function":
            return False
    return False


def names_standard(words: Words, left: Left, lexicon: MeasureLexicon) -> bool:
    """Whether a count belongs to a manner or standard named after *theo* (*theo khung năng lực 6 bậc*)."""
    if left.comparator or left.level or left.direction:
        return False
    if left.start and words.words[left.start - 1] == WORDING.conjunction:
        return False  # *9 cuộc theo kế hoạch và | 5 cuộc đột xuất*
    grammar = lexicon.grammar
    for index in range(left.start - 1, max(-1, left.start - 8), -1):
        word = words.words[index]
        if grammar.manners.has(word):
            return grammar.accordingly.starting_at(words.words, index) is None
        if not word.isalpha() or grammar.recipients.has(word):
            return False
        found = lexicon.comparators.predicates.ending_at(words.words, index)
        if found and found[1] != "function":
            return False
    return False
