"""Numbers that are no amount: part of a name (*Đội kiểm tra 178*), an ordinal, a place in a document or a standard."""

from __future__ import annotations

from ...lexicon.measures import MeasureLexicon
from ..words.words import Words
from .readings import Draft, Left

_LAST_YEAR = 2200


def is_name(words: Words, draft: Draft, lexicon: MeasureLexicon) -> bool:
    """Whether a number is part of a name, an ordinal or a place in a document (*Đội kiểm tra 178*, *mức độ 4*)."""
    unit, first = draft.unit, draft.first
    if unit.kind in ("share", "money"):
        return False
    known = unit.kind not in ("none", "unknown")
    found = lexicon.comparators.names.ending_at(words.words, first - 1)
    degree = draft.left.comparator and lexicon.grammar.degree_nouns.has(words.words[first - 1])
    if found and found[0] > draft.left.start and degree:
        found = None
    if found and found[1] == "calendar" and known and draft.number.low > _LAST_YEAR:
        found = None  # *trong năm 5.600 người*
    if found and lexicon.comparators.adverbs.ending_at(words.words, first - 1) is None:
        start, kind = found
        capital = words.text[words.starts[start]].isupper()
        if kind in ("parts", "roads", "calendar") or (kind == "wholes" and draft.number.of is None):
            return True
        if kind == "documents" and (capital or not known):
            return True
        if kind in ("ordinals", "groups") and (not known or unit.kind == "area" or (capital and kind == "groups")):
            return True
    return draft.left.comparator is None and (not known or unit.kind == "area") and _ends_group(words, first, lexicon)


def _ends_group(words: Words, first: int, lexicon: MeasureLexicon) -> bool:
    """Whether the name of a group reaches up to `words[first]`: *Đội kiểm tra liên ngành 178*."""
    grammar = lexicon.grammar
    for index in range(first - 1, max(-1, first - 12), -1):
        word = words.words[index]
        if not word.isalpha() and word != ",":
            return False
        if grammar.group_verbs.starting_at(words.words, index) or grammar.group_verbs.ending_at(words.words, index):
            continue
        if grammar.groups.starting_at(words.words, index) and words.text[words.starts[index]].isupper():
            return True
        verb = lexicon.comparators.predicates.starting_at(words.words, index)
        if verb and verb[1] != "function":
            return False
    return False


def names_standard(words: Words, left: Left, lexicon: MeasureLexicon) -> bool:
    """Whether a count belongs to a manner or standard named after *theo* (*theo khung năng lực 6 bậc*)."""
    if left.comparator or left.level or left.direction:
        return False
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
