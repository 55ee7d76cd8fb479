"""From a line as it was read to the line as it is normalised: which character became which."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f]")
"""Characters that print nothing; they are dropped."""


class Offsets:
    """Maps an offset of the raw line to one of the normalised line; both hold the same letters in the same order."""

    def __init__(self, raw: str, text: str) -> None:
        self.same: bool = raw == text
        if self.same:
            return
        self.length: int = len(text)
        raw_letters = list(_letters(raw))
        text_letters = [i for i, c in enumerate(text) if not c.isspace()]
        self.raw_at: list[int] = [i for i, _ in raw_letters]
        self.text_at = text_letters
        self.aligned: bool = len(raw_letters) == len(text_letters)
        self.ratio: float = len(text) / max(1, len(raw))

    def __call__(self, offset: int) -> int:
        if self.same:
            return offset
        if not self.aligned:
            return min(self.length, round(offset * self.ratio))
        index = bisect_left(self.raw_at, offset)
        if index == 0:
            return 0
        if index >= len(self.text_at):
            return self.length
        before = self.text_at[index - 1] + 1
        return self.text_at[index] if self.raw_at[index] == offset else before


def _letters(raw: str) -> Iterable[tuple[int, str]]:
    """Offset and character of each base letter (combining marks and invisible characters left out)."""
    for index, char in enumerate(raw):
        if char.isspace() or unicodedata.combining(char) or INVISIBLE.match(char):
            continue
        yield index, char
