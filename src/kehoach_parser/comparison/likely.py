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
from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import astuple, replace

from ..models import FoundIn
from . import vocabulary
from .align import kind_factor
from .features import Item, Side
from .order import Order, Turn, place_of
from .settings import Chances, Settings
from .sources import Said, Statements, tokens_of_groups
from .synonyms import MARK

ALONE = 0.99
"""A word of this weight stands in one target and one statement only."""
MOST_ALONE = 4.0
OTHER_KIND = 0.7
"""Kinds of value that have less in common (align.py, `kind_factor`) are different ones."""
LEAST_PREDICATE, WORD_FOR_WORD = 0.1, 0.75
"""What a candidate shares of a predicate, or of what is counted, that is another one, or the same to the word."""
FIRM = 0.7
TRIED = 6
"""So many statements, those with the most weight of common words, are weighed for a target."""


class Candidate(Struct, frozen=True):
    """A statement of the plan that answers nothing yet: item `index` of `side`, or one without a figure (`said`).
    `listed`: the list of the plan that it stands in (order.py)."""

    words: Mapping[str, float]
    text: str
    place: FoundIn
    listed: str = ""
    side: Side | None = None
    index: int = -1
    said: Said | None = None

    @property
    def item(self) -> Item | None:
        """The measure of the candidate; None of a statement without one."""
        return self.side.items[self.index] if self.side else None

    @property
    def start(self) -> int:
        """Where it stands in the plan."""
        item = self.item
        if item is not None:
            return place_of(item.target.evidence, item.measure)
        return self.said.evidence.start if self.said else 0

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
    turn: float = 0.0
    narrow: float = 0.0
    near_value: float = 0.0
    same_unit: float = 0.0
    target: bool = False

    def told(self) -> tuple[float, ...]:
        """The signs as the regression sees them, in the order of `Chances`."""
        return (
            1.0,
            math.log(self.held + 0.03),
            math.log(self.subject + 0.05),
            math.log(self.predicate + 0.05),
            self.nearer,
            self.alone,
            float(self.figure),
            float(self.other_kind),
            self.other_kind * self.alone,
            math.log(1 + self.telling),
            self.turn,
            self.narrow,
            self.near_value,
            self.same_unit,
            float(self.target),
        )

    def chance(self, weights: Chances) -> float:
        """How likely the candidate is the answer, from 0 to 1."""
        total = sum(weight * sign for weight, sign in zip(astuple(weights), self.told(), strict=True))
        return 1 / (1 + math.exp(-total))


class Rarity:
    """How rare a word is in both plans together, from 0 to 1; counted when it is first asked for."""

    def __init__(self, base: Side, statements: Statements) -> None:
        self._frequency = {word: float(base.frequency[index]) for word, index in base.words.items()}
        self._targets = base.n_targets
        self._statements = statements
        self._most = math.log1p(max(1, len(statements)))
        self._known: dict[str, float] = {}
        self._in_base: dict[str, float] = {}

    def of_target(self, word: str) -> float:
        """How rare among the targets of the baseline."""
        found = self._in_base.get(word)
        if found is None:
            found = math.log1p(self._targets / max(1.0, self._frequency.get(word, 1.0))) / math.log1p(self._targets)
            self._in_base[word] = found
        return found

    def __call__(self, word: str) -> float:
        found = self._known.get(word)
        if found is None:
            count = max(1, self._statements.count_word(word))
            here = math.log1p(max(1, len(self._statements)) / count) / self._most
            found = self._known[word] = self.of_target(word) * min(1.0, here)
        return found


class _Told(Struct, frozen=True):
    """The words of a row of the baseline: all, those of what it counts and those of what it says of it, each with what
    they weigh together."""

    words: Mapping[str, float]
    whole: float
    subject: Mapping[str, float]
    subject_whole: float
    rest: Mapping[str, float]
    rest_whole: float
    groups: Mapping[str, frozenset[str]]

    def meet(self, words: Mapping[str, float], rarity: Rarity) -> set[str]:
        """The words of the row that other words hold: those to the letter, and those that another word of the same
        group of synonyms stands for, where that group stands nowhere else."""
        common = self.words.keys() & words.keys()
        for group in self.groups.keys() & words.keys():
            if rarity(group) > ALONE:
                common |= self.groups[group] & self.words.keys()
        return common


class Weights:
    """What the words of the baseline's rows weigh, and what a candidate has in common with each of them; told once for
    all rows that it may answer."""

    def __init__(self, base: Side, statements: Statements, rows: Iterable[int]) -> None:
        self.base = base
        self.open = frozenset(rows)
        self.rarity = Rarity(base, statements)
        self._holders: dict[str, list[tuple[int, float]]] = {}
        for row, item in enumerate(base.items):
            for word, weight in join_words(item).items():
                self._holders.setdefault(word, []).append((row, weight))
        self._told: dict[int, _Told] = {}
        self._shared: dict[int, tuple[Mapping[str, float], dict[int, float]]] = {}

    def told(self, row: int) -> _Told:
        """The words of a row."""
        if row not in self._told:
            item, rare = self.base.items[row], self.rarity.of_target
            words, subject = join_words(item), item.subject.weights
            rest = {word: weight for word, weight in item.action.weights.items() if word not in subject} or subject
            wholes = (_sum(rare(word) * weight for word, weight in part.items()) for part in (words, subject, rest))
            whole, subject_whole, rest_whole = (max(1e-9, weight) for weight in wholes)
            groups = tokens_of_groups(item.target.text)
            self._told[row] = _Told(words, whole, subject, subject_whole, rest, rest_whole, groups)
        return self._told[row]

    def shared(self, candidate: Candidate) -> dict[int, float]:
        """The weight of what a candidate has in common with each row that it has a word of."""
        words = candidate.words
        known = self._shared.get(id(words))
        if known is None:
            parts: dict[int, list[float]] = {}
            for word, weight in words.items():
                holders = self._holders.get(word)
                if holders is None:
                    continue
                rare = self.rarity(word)
                for row, own in holders:
                    parts.setdefault(row, []).append(rare * (own if own < weight else weight))
                if rare > ALONE and word.startswith(MARK):
                    for row, _ in holders:
                        told = self.told(row)
                        behind = told.groups.get(word, frozenset()) & told.words.keys() - words.keys()
                        parts[row] += [self.rarity(other) * told.words[other] for other in behind]
            known = self._shared[id(words)] = words, {row: _sum(weights) for row, weights in parts.items()}
        return known[1]


def find_likely(
    rows: Iterable[int],
    base: Side,
    candidates: Callable[[int], Iterator[Candidate]],
    statements: Statements,
    order: Order,
    settings: Settings,
    weak: Container[int] = (),
) -> list[Likely]:
    """For each of `rows` (indexes of the baseline's items): what may answer it, the most likely first. One candidate
    stands for one row only, the one that it most likely answers. What is as good as certain tells with what was known
    before where the rest is to be expected (`order`, which learns it). Rows that are `weak` have words for an answer
    already: a figure of their kind alone is better."""
    rows = list(rows)
    weights = Weights(base, statements, rows)
    weighed = [one for row in rows for one in _weigh(row, list(candidates(row)), weights)]
    chosen: list[Likely] = []
    for least, late in ((FIRM, False), (0.0, False), (settings.likely_better, True)):
        taken_rows = {likely.row for likely in chosen}
        taken = {likely.candidate.key for likely in chosen if likely.settled}
        still = [one for one in weighed if one.row not in taken_rows and one.candidate.key not in taken]
        found = [_judge(one, base, order, settings) for one in still if (one.row in weak) == late]
        found = [likely for likely in found if likely.chance >= least and (likely.settled or not least)]
        found = [likely for likely in found if not late or _is_better(likely, base)]
        found.sort(key=lambda likely: (-likely.chance, likely.row, likely.candidate.key))
        for likely in found:
            if likely.row not in taken_rows and likely.candidate.key not in taken:
                taken_rows.add(likely.row)
                taken.add(likely.candidate.key)
                chosen.append(likely)
                if likely.settled:
                    order.add(likely.candidate.listed, turn_of(base.items[likely.row]), likely.candidate.start)
    return chosen


def _is_better(likely: Likely, base: Side) -> bool:
    """Whether a target with a figure of the row's kind answers it better than words that hold little of it."""
    other = likely.candidate.item
    own = other is not None and other.measure is not None and likely.candidate.place == "targets"
    alike = own and other is not None and kind_factor(base.items[likely.row].kind, other.kind) >= 1
    return alike and likely.settled


class _Weighed(Struct, frozen=True):
    """A candidate for a row with its signs, the order of the plan apart, and the words in common, rarest first."""

    row: int
    candidate: Candidate
    signs: Signs
    words: tuple[str, ...]


def _weigh(row: int, candidates: list[Candidate], weights: Weights) -> Iterator[_Weighed]:
    item, own, rarity = weights.base.items[row], weights.told(row).words, weights.rarity
    for candidate in find_nearest(row, candidates, weights):
        if item.contrasts and vocabulary.differ(item.contrasts, vocabulary.find_contrasts(candidate.text)):
            continue
        if item.kind.direction and vocabulary.speaks_against(item.kind.direction, candidate.text):
            continue
        signs = read_signs(row, candidate, weights)
        common = own.keys() & candidate.words.keys()
        phrases = sorted(
            (word for word in common if vocabulary.says_much(word)), key=lambda word: (-rarity(word) * own[word], word)
        )
        yield _Weighed(row, candidate, signs, tuple(phrases[:5]))


def find_nearest(row: int, candidates: list[Candidate], weights: Weights) -> list[Candidate]:
    """The candidates that share most with a row of the baseline."""
    weighed = [(weights.shared(candidate).get(row, 0), candidate) for candidate in candidates]
    nearest = sorted(weighed, key=lambda entry: (-entry[0], entry[1].key))[:TRIED]
    return [candidate for _, candidate in nearest]


def _judge(one: _Weighed, base: Side, order: Order, settings: Settings) -> Likely:
    item, candidate = base.items[one.row], one.candidate
    signs = place_signs(one.signs, item, candidate, order)
    chance = round(signs.chance(settings.chances), 4)
    settled = chance >= _least(item, candidate, signs, settings) and not _is_of_others(item, candidate, signs)
    return Likely(one.row, candidate, chance, one.words, settled)


def place_signs(signs: Signs, item: Item, candidate: Candidate, order: Order) -> Signs:
    """The signs with what the order of the plan says."""
    turn, narrow = order.fit(candidate.listed, turn_of(item), candidate.start)
    return replace(signs, turn=turn, narrow=narrow)


def turn_of(item: Item) -> Turn:
    """Where an item of the programme stands in it."""
    return item.position, item.number


def _least(item: Item, candidate: Candidate, signs: Signs, settings: Settings) -> float:
    """The chance from which on a candidate is the answer. A target of the plan in another unit is one of its own
    (*02 giải thể thao*), unless it can count a part of the programme's whole."""
    if not signs.figure or candidate.item is None:
        return settings.likely_words if candidate.listed else settings.likely_duty
    if not signs.other_kind:
        return settings.likely_noun if _counts_other(item, candidate.item) else settings.likely
    if {item.kind.family, candidate.item.kind.family} == {"money", "count"}:
        return 1.0
    return settings.likely_changed if candidate.place == "commitments" else 1.0


def _is_other_kind(item: Item, other: Item) -> bool:
    """Whether two figures can hardly say the same."""
    return kind_factor(item.kind, other.kind) < OTHER_KIND and not counts_some(item, other)


def counts_some(item: Item, other: Item) -> bool:
    """Whether of a share and a count the one can tell how many of the other's whole: a count of persons of a share of
    persons, a count of the very things that the share is of, or a length or an area."""
    if {item.kind.family, other.kind.family} != {"rate", "count"}:
        return False
    share, count = (item, other) if item.kind.family == "rate" else (other, item)
    noun = count.kind.noun
    if not vocabulary.counts_persons(noun):
        return vocabulary.counts_part(noun) or vocabulary.opens_with(noun, share.heads)
    return vocabulary.counts_persons(vocabulary.find_head(share.subject))


def _counts_other(item: Item, other: Item) -> bool:
    """Whether two figures count things of different names."""
    return item.kind.family == other.kind.family == "count" and kind_factor(item.kind, other.kind) < 1


def _is_of_others(item: Item, candidate: Candidate, signs: Signs) -> bool:
    """Whether a plan says of others what the programme says, in its very words, or something else of the same: who
    repeats the words of one half means the other half as it stands (*100 % trường học có công trình cấp nước*, *100 %
    trạm y tế có công trình cấp nước*)."""
    other = candidate.item
    if other is None or not item.kind.family == other.kind.family == "rate":
        return False
    if signs.predicate >= WORD_FOR_WORD and not _names_head(item, candidate):
        return True
    return signs.subject >= WORD_FOR_WORD and signs.predicate < LEAST_PREDICATE


def _names_head(item: Item, candidate: Candidate) -> bool:
    words = candidate.words
    if not item.heads or any(noun in words for noun in item.heads):
        return True
    return vocabulary.are_kindred(item.heads, words, item.clause, candidate.text)


def read_signs(row: int, candidate: Candidate, weights: Weights) -> Signs:
    """What speaks for a candidate of a row."""
    base, rarity, told = weights.base, weights.rarity, weights.told(row)
    item, own = base.items[row], told.words
    shared = weights.shared(candidate)
    common, kept = own.keys() & candidate.words.keys(), told.meet(candidate.words, rarity)
    others = (share for other, share in shared.items() if base.items[other].position != item.position)
    figure = candidate.item is not None and candidate.item.measure is not None
    held = shared.get(row, 0.0)
    return Signs(
        held=held / told.whole,
        subject=_sum(rarity(word) * told.subject[word] for word in kept if word in told.subject) / told.subject_whole,
        predicate=_sum(rarity(word) * told.rest[word] for word in kept if word in told.rest) / told.rest_whole,
        nearer=math.log((held + 0.1) / (max(0.3, max(others, default=0.0)) + 0.1)),
        alone=min(MOST_ALONE, _sum(own[word] * rarity(word) for word in common if rarity(word) > ALONE)),
        figure=figure,
        other_kind=figure and candidate.item is not None and _is_other_kind(item, candidate.item),
        telling=sum(vocabulary.is_telling(word) for word in common),
        near_value=_near_value(item, candidate.item),
        same_unit=_same_unit(weights, item, candidate),
        target=candidate.place in ("targets", "aims"),
    )


def _near_value(item: Item, other: Item | None) -> float:
    """How near two shares lie to each other, from 0 to 1."""
    one, found = item.measure, other.measure if other else None
    if one is None or found is None or other is None or not item.kind.family == other.kind.family == "rate":
        return 0.0
    low, high = sorted((abs(one.low), abs(found.low)))
    return low / high if high else 1.0


def _same_unit(weights: Weights, item: Item, candidate: Candidate) -> float:
    """How much it says that both are counted in one unit: less of one that many open targets are counted in."""
    other = candidate.item
    if other is None or other.measure is None or item.measure is None or kind_factor(item.kind, other.kind) < 1:
        return 0.0
    if item.kind.family in ("rate", "none"):
        return 0.0
    return 1 / max(1, sum(kind_factor(weights.base.items[row].kind, other.kind) >= 1 for row in weights.open))


def join_words(item: Item) -> Mapping[str, float]:
    """The words of an item, each with the greater of its weights."""
    words = dict(item.action.weights)
    for word, weight in item.subject.weights.items():
        words[word] = max(weight, words.get(word, 0.0))
    return words


def _sum(values: Iterable[float]) -> float:
    """The sum in one order, so that it is the same in every run."""
    return sum(sorted(values))
