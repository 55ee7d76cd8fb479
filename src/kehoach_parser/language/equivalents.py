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
from itertools import groupby
from typing import Any

from .beginnings import alike, cases_of, sequence_begins

_COMPILER: Any = getattr(re, "_compiler", None)
_PARSER: Any = getattr(re, "_parser", None)
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def write_equivalent(parsed: Any, flags: int) -> None:
    """Changes a parsed pattern, or a part of one, whose `flags` are those in force there."""
    if flags & (re.ASCII | re.LOCALE):
        return
    for index, (op, value) in enumerate(parsed.data):
        name = str(op)
        if name == "BRANCH":
            value[1][:] = _as_tree(value[1], flags)
            for choice in value[1]:
                if flags & re.IGNORECASE:
                    _tell_cases(choice)
                write_equivalent(choice, flags)
        elif name == "SUBPATTERN":
            _, added, removed, inner = value
            write_equivalent(inner, (flags | added) & ~removed)
        elif name in _REPEATS:
            write_equivalent(value[2], flags)
        elif name == "ASSERT_NOT" and _is_border(value) and _begins_word(parsed.data[index + 1 :], flags):
            parsed.data[index] = (_COMPILER.AT, _COMPILER.AT_BOUNDARY)
        elif name in ("ASSERT", "ASSERT_NOT"):
            write_equivalent(value[1], flags)


def _as_tree(choices: Sequence[Any], flags: int) -> list[Any]:
    """Alternatives with those that begin with the same letter as one; of what begins otherwise none changes places."""
    found: list[Any] = []
    for plain, run in groupby(choices, lambda choice: bool(choice.data) and str(choice[0][0]) == "LITERAL"):
        if not plain:
            found.extend(run)
            continue
        begun: dict[int, list[Any]] = {}
        for choice in run:
            begun.setdefault(_letter(choice[0][1], flags), []).append(choice)
        for same in begun.values():
            found.append(same[0] if len(same) == 1 else _behind_first(same, flags))
    return found


def _behind_first(same: Sequence[Any], flags: int) -> Any:
    """Alternatives that begin with one letter as this letter and the alternatives of what follows it."""
    state = same[0].state
    rests = _as_tree([_PARSER.SubPattern(state, choice.data[1:]) for choice in same], flags)
    behind = rests[0].data if len(rests) == 1 else [(_COMPILER.BRANCH, (None, rests))]
    return _PARSER.SubPattern(state, [same[0][0], *behind])


def _letter(place: int, flags: int) -> int:
    """What is the same for two letters where `re` takes one for the other."""
    return min(alike(place)) if flags & re.IGNORECASE else place


def _tell_cases(choice: Any) -> None:
    """Writes the letter that an alternative begins with, whose case is ignored, as a class of its cases: by such a one
    `re` passes over the alternative at once."""
    if not choice.data or str(choice[0][0]) != "LITERAL":
        return
    cases = cases_of(choice[0][1])
    if len(cases) > 1:
        letters = _PARSER.SubPattern(
            choice.state, [(_COMPILER.IN, [(_COMPILER.LITERAL, place) for place in sorted(cases)])]
        )
        choice.data[0] = (_COMPILER.SUBPATTERN, (None, 0, int(re.IGNORECASE), letters))


def _is_border(assertion: Any) -> bool:
    """Whether what may not stand there is a letter, figure or `_` right before (`(?<!\\w)`)."""
    direction, inner = assertion
    return direction < 0 and str(inner) == "[(IN, [(CATEGORY, CATEGORY_WORD)])]"


def _begins_word(items: Sequence[Any], flags: int) -> bool:
    """Whether what stands behind a border begins with a letter, figure or `_`: then the border is that of a word."""
    begun = sequence_begins(items, flags)
    if begun is None or begun.may_end or any(str(kind) != "CATEGORY_DIGIT" for kind in begun.kinds):
        return False
    return all(chr(place).isalnum() or place == ord("_") for place in begun.places)
