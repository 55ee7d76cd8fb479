"""The characters with which whatever a pattern finds begins, told to the search loop of `re`.

`re` passes over a text in one tight loop where it knows them, but looks for them only in a pattern that begins with a
plain letter or a class. Most patterns of this package begin with the border of a word, a choice of phrases or a word
that may be left out (`(?<!\\w)(?:các )?(?:hội|quỹ)`): `re` alone tries these at each character of a text, which takes
two to five times as long. What a pattern finds is the same.

`re` has no public names for what a pattern is made of; one that lacks them raises AttributeError here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from msgspec import Struct

_COMPILER: Any = getattr(re, "_compiler", None)
_FORMAT = 20220615
"""The form of a pattern's code that is known here: that of CPython 3.11 and 3.12. Another is left as it is."""
_MASK, _OF_SET = 2, 4
"""Where the info block that begins a pattern's code has its mask, and the bit of the mask for a set of characters."""
_MOST = 400
"""Characters of a class that are looked at one by one."""
_FEW = 8
"""Characters beyond Latin-1 that are compared one by one; a table of more takes time to make."""
_LATIN, _VIETNAMESE = 0x250, range(0x1E00, 0x1EFA)
"""Where Latin letters end, and where those with two marks stand."""
_ODD = {"i": "İ", "k": "\u212a", "å": "\u212b", "ω": "\u2126", "ß": "ẞ"}
"""Capitals that are not the capital of their small letter."""


class Beginning(Struct, frozen=True):
    """Characters by their places in Unicode, and kinds of them as `re` names these. `may_end`: nothing may stand there,
    so that what follows begins it too."""

    places: frozenset[int] = frozenset()
    kinds: frozenset[Any] = frozenset()
    may_end: bool = False


_NOTHING = Beginning(may_end=True)


def is_known() -> bool:
    """Whether this interpreter's patterns have the form that is known here."""
    return bool(_COMPILER.MAGIC == _FORMAT)


def note_beginning(code: list[int], parsed: Any, flags: int) -> list[int]:
    """The code of a parsed pattern, with the characters that it begins with where `re` has not seen them."""
    if not is_known():
        return code
    mask, least, most = code[_MASK : _MASK + 3]
    if mask or not least:  # what may find nothing may stand before anything
        return code
    begun = sequence_begins(parsed, flags)
    if begun is None:
        return code
    told: list[int] = []
    _COMPILER._compile_charset(_members(begun), flags, told)
    return [code[0], 4 + len(told), _OF_SET, least, most, *told, *code[1 + code[1] :]]


def _members(begun: Beginning) -> list[tuple[Any, Any]]:
    """The characters as members of a class in the form that is soonest searched."""
    near = [(_COMPILER.LITERAL, place) for place in sorted(begun.places) if place < 256]
    far = [(_COMPILER.LITERAL, place) for place in sorted(begun.places) if place >= 256]
    kinds = [(_COMPILER.CATEGORY, kind) for kind in sorted(begun.kinds, key=str)]
    if len(far) > _FEW:
        return [*_COMPILER._optimize_charset([*near, *far])[0], *kinds]
    return [*_COMPILER._optimize_charset(near)[0], *far, *kinds]


def sequence_begins(items: Any, flags: int) -> Beginning | None:
    """How things that stand one behind the other begin; None: in too many ways to tell."""
    places: frozenset[int] = frozenset()
    kinds: frozenset[Any] = frozenset()
    ahead: Beginning | None = None
    for op, value in items:
        name = str(op)
        if name == "ASSERT" and value[0] > 0:  # a look ahead sees the first character of what follows
            seen = sequence_begins(value[1], flags)
            ahead = seen if seen is not None and not seen.may_end else ahead
            continue
        begun = _item(name, value, flags)
        if begun is None:
            return None if places or kinds else ahead
        places |= begun.places
        kinds |= begun.kinds
        if not begun.may_end:
            return Beginning(places, kinds)
    return Beginning(places, kinds, may_end=True)


def _item(name: str, value: Any, flags: int) -> Beginning | None:
    if name == "LITERAL":
        return Beginning(_cases(value, ignored=bool(flags & re.IGNORECASE)))
    if name == "IN":
        return _class(value, flags)
    if name == "BRANCH":
        return _either(sequence_begins(branch, flags) for branch in value[1])
    if name == "SUBPATTERN":
        _, added, removed, inner = value
        return sequence_begins(inner, (flags | added) & ~removed)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        begun = sequence_begins(value[2], flags)
        return Beginning(begun.places, begun.kinds, may_end=True) if begun is not None and not value[0] else begun
    return _NOTHING if name in ("AT", "ASSERT", "ASSERT_NOT") else None


def _either(choices: Iterable[Beginning | None]) -> Beginning | None:
    places: set[int] = set()
    kinds: set[Any] = set()
    may_end = False
    for choice in choices:
        if choice is None:
            return None
        places |= choice.places
        kinds |= choice.kinds
        may_end |= choice.may_end
    return Beginning(frozenset(places), frozenset(kinds), may_end)


def _class(members: Any, flags: int) -> Beginning | None:
    """A class of characters; one of almost all of them tells nothing."""
    ignored = bool(flags & re.IGNORECASE)
    places: set[int] = set()
    kinds: set[Any] = set()
    for op, value in members:
        name = str(op)
        if name == "LITERAL":
            places |= _cases(value, ignored=ignored)
        elif name == "RANGE" and value[1] - value[0] < _MOST:
            for place in range(value[0], value[1] + 1):
                places |= _cases(place, ignored=ignored)
        elif name == "CATEGORY" and str(value) in ("CATEGORY_DIGIT", "CATEGORY_SPACE"):
            kinds.add(value)
        else:
            return None
    return Beginning(frozenset(places), frozenset(kinds))


@lru_cache(maxsize=1024)
def _cases(place: int, *, ignored: bool) -> frozenset[int]:
    """A character by its place in Unicode, with its other cases where these are `ignored`."""
    if not ignored:
        return frozenset((place,))
    letters = {chr(place), *map(chr, alike(place))}
    forms = {form for one in letters for form in (one, one.lower(), one.upper(), one.title(), _ODD.get(one, one))}
    return frozenset(ord(form) for form in forms if len(form) == 1)


@lru_cache(maxsize=1024)
def alike(place: int) -> tuple[int, ...]:
    """The small letters that `re` takes for one another where case is ignored, by their places and in order: that of a
    letter, and the few that differ from it (`ſ` and `s`)."""
    small: int = _COMPILER._sre.unicode_tolower(place)
    return tuple(sorted((small, *_COMPILER._EXTRA_CASES.get(small, ()))))


@lru_cache(maxsize=1024)
def cases_of(place: int) -> tuple[int, ...]:
    """The letters that `re` takes for a Latin one where case is ignored, in order; of no other alphabet all are
    known."""
    if not (place < _LATIN or place in _VIETNAMESE):
        return (place,)
    letters = alike(place)
    forms = sorted(_cases(place, ignored=True))
    return tuple(form for form in forms if _COMPILER._sre.unicode_tolower(form) in letters)
