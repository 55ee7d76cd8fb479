"""Capital letters: whether a line is set in them."""

from __future__ import annotations


def is_capitals(words: str) -> bool:
    """Whether a line is set in capitals (figures and signs aside); a line without letters is not."""
    if words[1:12].islower():
        return False
    few = len(words) // 12
    if sum(map(str.islower, words.split())) > few:  # whole words first: most lines are told by them
        return False
    small = sum(map(str.islower, words))
    if small > few:
        return False
    letters = sum(map(str.isalpha, words))
    return letters >= 2 and (not small or words.isupper() or small <= letters // 12)
