"""A parsed pattern rewritten as one that finds the same in fewer steps.

`re` tries the alternatives of a choice one after the other, each anew from its first letter; where case is ignored it
cannot even pass over one by that letter. Many patterns of this package are a choice of a hundred phrases. As a tree
(`phối hợp với|phối hợp cùng|phòng` as `ph(?:ối hợp (?:với|cùng)|òng)`) each letter of a text is looked at once. The
order of alternatives that begin alike stays, and of those that do not only one can stand at a place: so what is found,
and in which groups, is the same.

`re` has no public names for what a pattern is made of; one that lacks them raises AttributeError here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .beginnings import alike, cases_of, sequence_begins

_COMPILER: Any = getattr(re, "_compiler", None)
_PARSER: Any = getattr(re, "_parser", None)
_IGNORED, _OTHER = int(re.IGNORECASE), int(re.ASCII | re.LOCALE)
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_FEW = 16
"""Alternatives that are left as they are: to compile their tree would take more time than it saves."""


def write_equivalent(parsed: Any, flags: int) -> None:
    """Changes a parsed pattern, or a part of one, whose `flags` are those in force there."""
    if flags & _OTHER:
        return
    letter = _COMPILER.LITERAL
    items = parsed.data
    for index, (op, value) in enumerate(items):
        if op is letter:
            continue
        name = op.name
        if name == "BRANCH":
            choices = value[1]
            if len(choices) > _FEW:
                choices[:] = _as_tree(choices, flags)
                if flags & _IGNORED:
                    for choice in choices:
                        _tell_cases(choice)
            for choice in choices:
                write_equivalent(choice, flags)
        elif name == "SUBPATTERN":
            _, added, removed, inner = value
            write_equivalent(inner, (flags | added) & ~removed)
        elif name in _REPEATS:
            write_equivalent(value[2], flags)
        elif name == "ASSERT_NOT" and _is_border(value) and _begins_word(items[index + 1 :], flags):
            items[index] = (_COMPILER.AT, _COMPILER.AT_BOUNDARY)
        elif name in ("ASSERT", "ASSERT_NOT"):
            write_equivalent(value[1], flags)


def _as_tree(choices: Sequence[Any], flags: int) -> list[Any]:
    """Alternatives with those that begin with the same letter as one; of what begins otherwise none changes places."""
    letter = _COMPILER.LITERAL
    found: list[Any] = []
    begun: dict[int, list[Any]] = {}  # by what is the same for letters that `re` takes for one another

    for choice in choices:
        items = choice.data
        if items and items[0][0] is letter:
            place = items[0][1]
            begun.setdefault(alike(place)[0] if flags & _IGNORED else place, []).append(choice)
        else:
            found += _behind_letters(begun, flags)
            found.append(choice)
            begun = {}
    return found + _behind_letters(begun, flags)


def _behind_letters(begun: dict[int, list[Any]], flags: int) -> list[Any]:
    """Alternatives that begin with one letter each as this letter and the alternatives of what follows it."""
    found: list[Any] = []
    for same in begun.values():
        first = same[0]
        if len(same) > 1:
            rests = _as_tree([_PARSER.SubPattern(first.state, choice.data[1:]) for choice in same], flags)
            behind = rests[0].data if len(rests) == 1 else [(_COMPILER.BRANCH, (None, rests))]
            first = _PARSER.SubPattern(first.state, [first.data[0], *behind])
        found.append(first)
    return found


def _tell_cases(choice: Any) -> None:
    """Writes the letter that an alternative begins with, whose case is ignored, as a class of its cases: by such a one
    `re` passes over the alternative at once."""
    if not choice.data or choice.data[0][0] is not _COMPILER.LITERAL:
        return
    cases = cases_of(choice.data[0][1])
    if len(cases) > 1:
        members = [(_COMPILER.LITERAL, place) for place in cases]
        letters = _PARSER.SubPattern(choice.state, [(_COMPILER.IN, members)])
        choice.data[0] = (_COMPILER.SUBPATTERN, (None, 0, _IGNORED, letters))


def _is_border(assertion: Any) -> bool:
    """Whether what may not stand there is a letter, figure or `_` right before (`(?<!\\w)`)."""
    direction, inner = assertion
    word = [(_COMPILER.IN, [(_COMPILER.CATEGORY, _COMPILER.CATEGORY_WORD)])]
    return bool(direction < 0 and inner.data == word)


def _begins_word(items: Sequence[Any], flags: int) -> bool:
    """Whether what stands behind a border begins with a letter, figure or `_`: then the border is that of a word."""
    begun = sequence_begins(items, flags)
    if begun is None or begun.may_end or any(kind is not _COMPILER.CATEGORY_DIGIT for kind in begun.kinds):
        return False
    return all(chr(place).isalnum() or place == ord("_") for place in begun.places)
