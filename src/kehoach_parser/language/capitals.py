"""Capital letters: whether a line is set in them."""

from __future__ import annotations


def is_capitals(words: str) -> bool:
    """Whether a line is set in capitals (figures and signs aside); a line without letters is not."""
    if words[1:12].islower():
        return False
    few = len(words) // 12
    letters = words.replace(" ", "")
    middle = letters[len(letters) // 2 :][: few + 1]  # most lines are told by so many letters in their middle
    if len(middle) > few and middle.isalpha() and middle.islower():
        return False
    small = sum(map(str.islower, words))
    if small > few:
        return False
    count = sum(map(str.isalpha, words))
    return count >= 2 and (not small or words.isupper() or small <= count // 12)
