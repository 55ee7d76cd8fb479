"""A statement as words, with the clauses and sentences they stand in: what the extractors of measures look at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ..lexicon.comparators import TOKEN

INNER_COMMA = "‚"
"""Stands for a comma inside a fixed pair (*phòng, chống*), which parts nothing."""
_PAIRS = frozenset([("phòng", "chống"), ("phòng", "ngừa"), ("phòng", "trừ"), ("trật tự", "an toàn"), ("tự", "an")])


@dataclass(frozen=True, slots=True)
class Words:
    """The words, numerals and signs of `text`: `words` in lower case, `starts`/`ends` their half-open offsets.

    `clauses` numbers the clause of each word: `;` and the end of a sentence begin a new one; `sentences` likewise.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]

    def at(self, offset: int) -> int:
        """The index of the word that covers `offset`, or else of the next one."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else index + 1

    def after(self, offset: int) -> int:
        """The index of the first word that begins at or after `offset`."""
        return bisect_left(self.starts, offset)

    def clause_start(self, index: int) -> int:
        """The index of the first word of the clause that `words[index]` stands in."""
        clause = self.clauses[index] if index < len(self.words) else -1
        return bisect_left(self.clauses, clause) if clause >= 0 else len(self.words)

    def clause_end(self, index: int) -> int:
        """The index after the last word of the clause that `words[index]` stands in."""
        return bisect_right(self.clauses, self.clauses[index]) if index < len(self.words) else len(self.words)

    def slice(self, start: int, end: int) -> str:
        """The text of `words[start:end]` on one line."""
        if end <= start:
            return ""
        return " ".join(self.text[self.starts[start] : self.ends[end - 1]].split())


def split_statement(text: str) -> Words:
    """The words of one statement."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    clauses: list[int] = []
    sentences: list[int] = []
    clause = sentence = 0
    ended: str | None = None
    for match in TOKEN.finditer(text):
        token = match[0]
        if ended == ";" or (ended == "." and (token[0].isupper() or token in "-+")):
            clause += 1
            if ended == ".":
                sentence += 1
        ended = token if token in ";." else None
        words.append(token.lower())
        starts.append(match.start())
        ends.append(match.end())
        clauses.append(clause)
        sentences.append(sentence)
    for index in range(1, len(words) - 1):
        if words[index] == "," and (words[index - 1], words[index + 1]) in _PAIRS:
            words[index] = INNER_COMMA
    return Words(text, tuple(words), tuple(starts), tuple(ends), tuple(clauses), tuple(sentences))
