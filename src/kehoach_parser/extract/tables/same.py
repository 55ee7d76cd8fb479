"""Which statement of the body a row of a table repeats.

A row repeats a statement where all of its figures stand there and most of its words do; the order of words
and small changes (*tại các địa phương* for *tại địa phương*) do not matter. A row without figures must share
more words, both ways. A sub-row is first looked for in what the row above it repeats: one long bullet is
often typed as several rows."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from msgspec import Struct

from ...language.patterns import compile_later
from ...models import Target

_WORD = compile_later(r"\d[\d.,]*\d|\d|[^\W\d_]+")
_ENOUGH_WITH_FIGURES = 0.55
_ENOUGH = 0.6
_ENOUGH_UNDER_PARENT = 0.4


class _Words(Struct, frozen=True):
    words: Counter[str]
    pairs: frozenset[tuple[str, str]]
    figures: Counter[str]


class BodyStatements:
    """The statements of the body, ready to be looked up."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self._known = [(target.id, _read(target.text)) for target in targets]

    def find(self, words: str, near: str | None = None) -> str | None:
        """The id of the statement that `words` repeat, None where none is near enough. `near`: the id of the
        one that the row above repeats."""
        own = _read(words)
        if not own.words:
            return None
        if near is not None:
            held = next((read for identity, read in self._known if identity == near), None)
            if held and own.figures and own.figures <= held.figures and _cover(own, held) >= _ENOUGH_UNDER_PARENT:
                return near
        scored = [(score, id_) for id_, other in self._known if (score := _score(own, other)) is not None]
        return max(scored, key=itemgetter(0))[1] if scored else None

    def find_parent(self, words: str) -> str | None:
        """The id of the statement that the words introduce: most of them stand in it."""
        own = _read(words)
        scored = [(_cover(own, other), identity) for identity, other in self._known]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] >= 0.7 and len(own.words) >= 4 else None


def _read(text: str) -> _Words:
    tokens = _WORD.findall(text.lower())
    figures = Counter(_figure(token) for token in tokens if token[0].isdigit())
    words = [token for token in tokens if not token[0].isdigit()]
    return _Words(Counter(words), frozenset(itertools.pairwise(words)), figures)


def _figure(token: str) -> str:
    return token.replace(".", "").lstrip("0") or "0"


def _cover(own: _Words, other: _Words) -> float:
    """The share of the row's words, and of its pairs of neighbours, that the statement has."""
    ours, theirs = own.words, other.words
    shared = sum([min(ours[word], theirs[word]) for word in ours.keys() & theirs.keys()])
    words = shared / max(1, ours.total())
    pairs = len(own.pairs & other.pairs) / len(own.pairs) if own.pairs else words
    return (words + pairs) / 2


def _score(own: _Words, other: _Words) -> float | None:
    if own.figures and not own.figures <= other.figures:
        return None
    cover = _cover(own, other)
    if cover < (_ENOUGH_WITH_FIGURES if own.figures else _ENOUGH):
        return None
    back = _cover(other, own)
    if not own.figures and not other.figures and back < _ENOUGH - 0.15:
        return None
    return cover + 0.3 * back
