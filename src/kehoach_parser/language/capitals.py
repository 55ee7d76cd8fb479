"""Capital letters: whether a line is set in them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice


def is_capitals(words: str) -> bool:
    """Whether a line is set in capitals (figures and signs aside); a line without letters is not."""
    if words[1:12].islower():
        return False
    if words.isupper():
        return _has(words, 2, str.isalpha)
    few = len(words) // 12
    letters = words.replace(" ", "")
    middle = letters[len(letters) // 2 :][: few + 1]  # most lines are told by so many letters in their middle
    if len(middle) > few and middle.isalpha() and middle.islower():
        return False
    if _has(words, few + 1, str.islower):
        return False
    small, count = sum(map(str.islower, words)), sum(map(str.isalpha, words))
    return count >= 2 and (not small or small <= count // 12)


def _has(words: str, number: int, is_such: Callable[[str], bool]) -> bool:
    """Whether a line has at least so many characters of a kind; it is read no farther than to tell."""
    return next(islice(filter(is_such, words), number - 1, None), None) is not None
