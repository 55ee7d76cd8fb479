"""Regular expressions that are compiled when they are first used.

A parse of one document needs a third of the patterns of this package, and compiling all of them takes longer than
parsing the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

from .compiled import compile_kept

_KNOWN = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))
"""All that a pattern has: what it is asked for once it is found without compiling it again."""


class _Pattern:
    """Stands for `re.compile(source, flags)`, which happens at the first look at one of its methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = compile_kept(self._source, self._flags)
        self.__dict__.update((known, getattr(compiled, known)) for known in _KNOWN)
        return getattr(compiled, name)


def text_before(text: str, place: int, length: int = 60) -> str:
    """The characters that stand before a place, as many as a word or phrase before it needs."""
    return text[max(0, place - length) : place]


@lru_cache(maxsize=16)  # one statement is asked for by several extractors in turn
def lower_letters(text: str) -> str:
    """The text in small letters, each at its place: a letter whose small form is longer stays. Patterns in small
    letters are searched in it twice as fast as those that ignore case."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class _Needing:
    """A pattern that is searched only where one of its words stands: to look for a word takes far less time."""

    def __init__(self, pattern: _Pattern, needs: tuple[str, ...]) -> None:
        self._pattern, self._needs = pattern, needs

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        if not any(map(text.__contains__, self._needs)):
            return None
        found: re.Match[str] | None = self._pattern.search(text, *span)
        return found

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        if not any(map(text.__contains__, self._needs)):
            return None
        found: re.Match[str] | None = self._pattern.match(text, *span)
        return found

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        if not any(map(text.__contains__, self._needs)):
            return iter(())
        found: Iterator[re.Match[str]] = self._pattern.finditer(text, *span)
        return found


class _Opened:
    """A pattern that is tried only where one of the words stands with which whatever it finds begins: over a long text
    these are looked for many times sooner than the pattern."""

    def __init__(self, pattern: _Pattern, opens: tuple[str, ...]) -> None:
        self._pattern, self._opens = pattern, opens

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        return next(self.finditer(text, *span), None)

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        end = 0
        for at in sorted(at for word in self._opens for at in _places(text, word, *span)):
            found = self._pattern.match(text, at, *span[1:]) if at >= end else None
            if found is not None:
                yield found
                end = found.end()


def _places(text: str, word: str, *span: int) -> Iterator[int]:
    at = text.find(word, *span)
    while at >= 0:
        yield at
        at = text.find(word, at + 1, *span[1:])


def compile_later(source: str, flags: int = 0, needs: Iterable[str] = (), opens: Iterable[str] = ()) -> re.Pattern[str]:
    """The pattern of `source`. `needs`: one of these stands in whatever it finds; `opens`: that begins with one of
    these. Raises `re.error` for a malformed one when it is first used, not here."""
    pattern, needed, opened = _Pattern(source, flags), tuple(needs), tuple(opens)
    if needed:
        return cast("re.Pattern[str]", _Needing(pattern, needed))
    return cast("re.Pattern[str]", _Opened(pattern, opened) if opened else pattern)


def join_alternatives(alternatives: Iterable[tuple[str, ...]]) -> str:
    """A pattern of alternatives, each given as the patterns of its letters, as a tree: each letter of a text is looked
    at once, not once an alternative. Of two that begin alike the longer is preferred."""
    given = list(alternatives)
    if len(given) == 1:
        return "".join(given[0])
    branches: dict[str, set[tuple[str, ...]]] = {}
    ends = False
    for letters in given:
        if letters:
            branches.setdefault(letters[0], set()).add(letters[1:])
        else:
            ends = True
    if not branches:
        return ""
    parts = [letter + join_alternatives(rests) for letter, rests in sorted(branches.items())]
    inner = parts[0] if len(parts) == 1 and not ends else "(?:" + "|".join(parts) + ")"
    return inner + "?" if ends else inner


def find_words(words: Iterable[str], then: str = "") -> re.Pattern[str]:
    """Finds any of `words`, given in small letters, as whole words of a text in small letters, before `then`.

    A blank stands for any white space; what else a word holds is a pattern. Of two that begin alike the longer is
    preferred.
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    spelt = "|".join(word.replace(" ", r"\s+") for word in longest_first)
    return compile_later(rf"(?<!\w)(?:{spelt}){then}(?!\w)", re.DOTALL)
