"""Words without their diacritics, and when a word with diacritics is the same word."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WORD = re.compile(r"\w+")


class _Fold(dict[int, str]):
    """A table for `str.translate` that fills itself."""

    def __missing__(self, code: int) -> str:
        first = unicodedata.normalize("NFD", chr(code))[0]
        folded = {"đ": "d", "Đ": "d"}.get(first, first.lower()[:1])
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """NFC text in lower case without diacritics, of the same length: an offset stays where it is."""
    return text.translate(_FOLD)


def words(text: str) -> list[str]:
    """The words of a phrase, NFC, in lower case."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


@cache
def tell_apart(word: str) -> tuple[str, tuple[str, ...]]:
    """Equal for the same word, wherever its tone mark stands (*hoà*, *hòa*)."""
    marks = sorted(unicodedata.normalize("NFD", word.replace("đ", "d\u0335")))
    return fold(word), tuple(mark for mark in marks if unicodedata.combining(mark) or mark == "\u0335")


def has_marks(word: str) -> bool:
    """Whether a word bears diacritics."""
    return fold(word) != word
