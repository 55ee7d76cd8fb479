"""Answers that stand on few words: what is left of a plan beside the targets that nothing answered.

A programme and a plan that say one thing in different words have few words in common, but those stand nowhere else:
neither in another target of the programme nor in another statement of the plan. So what the pairing of whole plans
(align.py) leaves open is looked at once more, each target with the statements that answer nothing yet, and weighed by
the rare words that both have. What comes out is a chance, fitted on the pairs of corpus/pairs
(`benchmarks/fit_chances.py`): from `Settings.likely` on it is an answer with the remark `likely`, from
`Settings.doubtful` on the target is `missing` with the remark `doubtful`, so that nobody is told for certain that it
was left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from ..models import FoundIn
from . import vocabulary
from .align import kind_factor
from .features import Item, Side
from .settings import Chances, Settings
from .sources import Said, Statements

ALONE = 0.99
"""A word of this weight stands in one target and one statement only."""
MOST_ALONE = 4.0
OTHER_KIND = 0.7
"""Kinds of value that have less in common (align.py, `kind_factor`) are different ones."""
LEAST_SHARED = 0.3
LEAST_PREDICATE, WORD_FOR_WORD = 0.1, 0.75
"""What a candidate shares of a predicate, or of what is counted, that is another one, or the same to the word."""
TRIED = 3
"""So many statements, those with the most weight of common words, are weighed for a target."""


class Candidate(Struct, frozen=True):
    """A statement of the plan that answers nothing yet: item `index` of `side`, or one without a figure (`said`)."""

    words: Mapping[str, float]
    text: str
    place: FoundIn
    side: Side | None = None
    index: int = -1
    said: Said | None = None

    @property
    def item(self) -> Item | None:
        """The measure of the candidate; None of a statement without one."""
        return self.side.items[self.index] if self.side else None

    @property
    def key(self) -> tuple[str, int, int]:
        """What is taken once it answers."""
        if self.said is not None:
            return "said", self.said.evidence.start, self.said.evidence.end
        return self.place, self.index, 0


class Likely(Struct, frozen=True):
    """A candidate for row `row` of the baseline, with its chance to be the answer and the words in common, rarest
    first. `settled`: no guard leaves it a doubt, however likely it is."""

    row: int
    candidate: Candidate
    chance: float
    words: tuple[str, ...]
    settled: bool


class Signs(Struct, frozen=True):
    """What speaks for a candidate: the share of the target's weight that it holds (`held`), of what is counted
    (`subject`) and of what is said of it (`predicate`), how much nearer it is to this target than to any other
    (`nearer`), the weight of words that stand nowhere else (`alone`), whether it has a figure, one of another kind
    (`other_kind`), and how many words of their own both have (`telling`)."""

    held: float
    subject: float
    predicate: float
    nearer: float
    alone: float
    figure: bool
    other_kind: bool
    telling: int

    def chance(self, weights: Chances) -> float:
        """How likely the candidate is the answer, from 0 to 1."""
        total = (
            weights.start
            + weights.held * math.log(self.held + 0.03)
            + weights.subject * math.log(self.subject + 0.05)
            + weights.predicate * math.log(self.predicate + 0.05)
            + weights.nearer * self.nearer
            + weights.alone * self.alone
            + weights.figure * self.figure
            + weights.other_kind * self.other_kind
            + weights.other_kind_alone * self.other_kind * self.alone
            + weights.telling * math.log(1 + self.telling)
        )
        return 1 / (1 + math.exp(-total))


class Rarity:
    """How rare a word is in both plans together, from 0 to 1; counted when it is first asked for."""

    def __init__(self, base: Side, statements: Statements) -> None:
        self._frequency = {word: float(base.frequency[index]) for word, index in base.words.items()}
        self._targets = base.n_targets
        self._statements = statements
        self._most = math.log1p(max(1, len(statements)))
        self._known: dict[str, float] = {}

    def of_target(self, word: str) -> float:
        """How rare among the targets of the baseline."""
        return math.log1p(self._targets / max(1.0, self._frequency.get(word, 1.0))) / math.log1p(self._targets)

    def __call__(self, word: str) -> float:
        found = self._known.get(word)
        if found is None:
            count = max(1, self._statements.count_word(word))
            here = math.log1p(max(1, len(self._statements)) / count) / self._most
            found = self._known[word] = self.of_target(word) * min(1.0, here)
        return found


def find_likely(
    rows: Iterable[int],
    base: Side,
    candidates: Callable[[int], Iterator[Candidate]],
    statements: Statements,
    settings: Settings,
) -> list[Likely]:
    """For each of `rows` (indexes of the baseline's items): what may answer it, the most likely first. One candidate
    stands for one row only, the one that it most likely answers."""
    rarity = Rarity(base, statements)
    words = [join_words(item) for item in base.items]
    found = [likely for row in rows for likely in _weigh(row, base, words, list(candidates(row)), rarity, settings)]
    found.sort(key=lambda likely: (-likely.chance, likely.row, likely.candidate.key))
    taken_rows: set[int] = set()
    taken: set[tuple[str, int, int]] = set()
    chosen: list[Likely] = []
    for likely in found:
        if likely.row not in taken_rows and likely.candidate.key not in taken:
            taken_rows.add(likely.row)
            taken.add(likely.candidate.key)
            chosen.append(likely)
    return chosen


def _weigh(
    row: int,
    base: Side,
    words: list[Mapping[str, float]],
    candidates: list[Candidate],
    rarity: Rarity,
    settings: Settings,
) -> Iterator[Likely]:
    item, own = base.items[row], words[row]
    weighed = [(_shared(own, candidate.words, rarity), candidate) for candidate in candidates]
    best = sorted(
        ((shared, candidate) for shared, candidate in weighed if shared >= LEAST_SHARED),
        key=lambda entry: (-entry[0], entry[1].key),
    )
    for shared, candidate in best[:TRIED]:
        if vocabulary.differ(item.contrasts, vocabulary.find_contrasts(candidate.text)):
            continue
        signs = read_signs(row, base, words, candidate, shared, rarity)
        common = sorted(own.keys() & candidate.words.keys(), key=lambda word: (-rarity(word) * own[word], word))
        told = tuple(word for word in common if vocabulary.says_much(word))[:5]
        chance = round(signs.chance(settings.chances), 4)
        settled = chance >= _least(candidate, signs, settings) and not _is_of_others(item, candidate, signs)
        yield Likely(row, candidate, chance, told, settled)


def _least(candidate: Candidate, signs: Signs, settings: Settings) -> float:
    """The chance from which on a candidate is the answer. A target of the plan with a figure of another kind is one of
    its own."""
    if not signs.figure:
        return settings.likely_words
    if not signs.other_kind:
        return settings.likely
    return settings.likely_changed if candidate.place == "commitments" else 1.0


def _is_of_others(item: Item, candidate: Candidate, signs: Signs) -> bool:
    """Whether a plan says of others what the programme says, in its very words, or something else of the same: who
    repeats the words of one half means the other half as it stands (*100 % trường học có công trình cấp nước*, *100 %
    trạm y tế có công trình cấp nước*)."""
    other = candidate.item
    if other is None or not item.kind.family == other.kind.family == "rate":
        return False
    if signs.predicate >= WORD_FOR_WORD and not _names_head(item, candidate.words):
        return True
    return signs.subject >= WORD_FOR_WORD and signs.predicate < LEAST_PREDICATE


def _names_head(item: Item, words: Mapping[str, float]) -> bool:
    return not item.heads or any(noun in words for noun in item.heads)


def read_signs(
    row: int, base: Side, words: list[Mapping[str, float]], candidate: Candidate, shared: float, rarity: Rarity
) -> Signs:
    """What speaks for a candidate of a row."""
    item, own = base.items[row], words[row]
    common = own.keys() & candidate.words.keys()
    others = (
        _shared(words[other], candidate.words, rarity)
        for other in range(len(words))
        if base.items[other].position != item.position
    )
    subject = item.subject.weights
    rest = {word: weight for word, weight in item.action.weights.items() if word not in subject} or subject
    figure = candidate.item is not None and candidate.item.measure is not None
    return Signs(
        held=shared / max(1e-9, _sum(rarity.of_target(word) * weight for word, weight in own.items())),
        subject=_part(subject, common, rarity),
        predicate=_part(rest, common, rarity),
        nearer=math.log(shared / max(0.3, max(others, default=0.0))),
        alone=min(MOST_ALONE, _sum(own[word] * rarity(word) for word in common if rarity(word) > ALONE)),
        figure=figure,
        other_kind=figure and candidate.item is not None and kind_factor(item.kind, candidate.item.kind) < OTHER_KIND,
        telling=sum(vocabulary.is_telling(word) for word in common),
    )


def join_words(item: Item) -> Mapping[str, float]:
    """The words of an item, each with the greater of its weights."""
    words = dict(item.action.weights)
    for word, weight in item.subject.weights.items():
        words[word] = max(weight, words.get(word, 0.0))
    return words


def _shared(own: Mapping[str, float], other: Mapping[str, float], rarity: Rarity) -> float:
    return _sum(rarity(word) * min(own[word], other[word]) for word in own.keys() & other.keys())


def _part(part: Mapping[str, float], common: Iterable[str], rarity: Rarity) -> float:
    whole = _sum(rarity.of_target(word) * weight for word, weight in part.items())
    return _sum(rarity(word) * part[word] for word in common if word in part) / max(1e-9, whole)


def _sum(values: Iterable[float]) -> float:
    """The sum in one order, so that it is the same in every run."""
    return sum(sorted(values))
