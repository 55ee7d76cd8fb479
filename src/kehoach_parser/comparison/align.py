"""Which measures of two plans speak of the same thing.

Every pair of measures gets a score of 0 to 1 from what is counted (subject), what is to happen (action), the rare words
in common, the kind of value, the year and the topic; words that most targets of the two plans share weigh little. One
assignment over the whole matrix picks the best one-to-one pairing. A measure left over may still be answered by one
that is taken already, where that statement holds its words (two targets merged into one). The relation is symmetric:
aligning b with a gives the same pairs. Every weight and threshold is a field of `Settings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..models import Reason
from . import vocabulary
from .assignment import assign
from .features import Kind, Matrix, Side
from .series import find_milestones
from .settings import SETTINGS, Settings

SERIES_ROUNDS = 3
"""So many times milestones that were torn apart are paired anew."""

Decided = dict[tuple[int, int], bool]
"""Pairs of indexes that a person fixed (True) or forbade (False)."""


class Pair(Struct, frozen=True):
    """Item `left` of one side answers item `right` of the other. `shared`: one of them is paired elsewhere too;
    `left_over`: the two are what was left on both sides."""

    left: int
    right: int
    score: float
    shared: bool
    reason: Reason
    left_over: bool = False


class Alignment(Struct, frozen=True):
    """The pairs of the relation, in the order of `left`, best first for one item; and every pair's score, as it counts
    (`total`) and before the last guards (`plain`), with its likeness of action and kind."""

    pairs: tuple[Pair, ...]
    total: Matrix
    plain: Matrix
    action: Matrix
    kind: Matrix


class _Scores(Struct, frozen=True):
    total: Matrix
    plain: Matrix
    subject: Matrix
    action: Matrix
    kind: Matrix
    topic: Matrix
    topic_known: Matrix
    apart: Matrix
    said: Matrix
    subject_held: tuple[Matrix, Matrix]
    action_held: tuple[Matrix, Matrix]
    weight: dict[str, float]


def align(
    left: Side,
    right: Side,
    threshold: float | None = None,
    share: bool = True,
    settings: Settings = SETTINGS,
    decided: Decided | None = None,
) -> Alignment:
    """The relation of two sides.

    The sides are put into an order of their own first, so that ties fall the same way round in both directions.
    """
    if not left.items or not right.items:
        empty = np.zeros((len(left.items), len(right.items)))
        return Alignment((), empty, empty, empty, empty)
    swapped = right.key < left.key
    first, second = (right, left) if swapped else (left, right)
    fixed = {(j, i) if swapped else (i, j): taken for (i, j), taken in (decided or {}).items()}
    scores = _score(first, second, settings)
    least = settings.threshold if threshold is None else threshold
    pairs = _relate(first, second, scores, least, share, settings, fixed)
    shown = (scores.total, scores.plain, scores.action, scores.kind)
    if swapped:
        pairs = [Pair(p.right, p.left, p.score, p.shared, p.reason, p.left_over) for p in pairs]
        shown = (scores.total.T, scores.plain.T, scores.action.T, scores.kind.T)
    ordered = sorted(pairs, key=lambda p: (p.left, p.shared, -p.score, p.right))
    return Alignment(tuple(ordered), *shown)


def _relate(
    left: Side, right: Side, scores: _Scores, threshold: float, share: bool, settings: Settings, decided: Decided
) -> list[Pair]:
    total = scores.total
    open_total = total.copy()
    for (i, j), taken in decided.items():
        if taken:
            open_total[i, :] = open_total[:, j] = 0.0
    for (i, j), taken in decided.items():
        open_total[i, j] = 2.0 + total[i, j] if taken else 0.0
    open_total = np.where(open_total >= threshold, open_total, 0.0)
    chosen = _pair_up(left, right, open_total)
    for _ in range(SERIES_ROUNDS):
        torn = _torn_series(left, right, total, chosen, decided)
        if not torn:
            break
        for i, j in torn:
            open_total[i, j] = 0.0
        chosen = _pair_up(left, right, open_total)
    chosen += _siblings(left, right, scores, chosen, settings, decided)
    firm = len(chosen)
    if share and firm >= settings.left_over_pairs:
        chosen += _same_shape(left, right, scores, chosen, settings, decided)
        chosen += _left_over(left, right, scores, chosen, settings, decided)
    pairs = [
        Pair(i, j, _shown(scores.plain[i, j]), False, _explain(left, right, scores, i, j), True)
        if place >= firm
        else Pair(i, j, _shown(total[i, j]), False, _explain(left, right, scores, i, j))
        for place, (i, j) in enumerate(chosen)
    ]
    if share:
        taken_left, taken_right = {i for i, _ in chosen}, {j for _, j in chosen}
        extra = set(_attach(scores, taken_left, 0, settings)) | {
            (i, j) for j, i in _attach(scores, taken_right, 1, settings)
        }
        pairs += [
            Pair(i, j, _shown(total[i, j]), True, _explain(left, right, scores, i, j))
            for i, j in sorted(extra - set(chosen))
            if decided.get((i, j)) is not False
        ]
    return pairs


def _pair_up(left: Side, right: Side, total: Matrix) -> list[tuple[int, int]]:
    """The best one-to-one pairing; statements of the body and rows that only repeat one are paired among themselves."""
    repeats_left = np.array([item.target.same_as is not None for item in left.items])
    repeats_right = np.array([item.target.same_as is not None for item in right.items])
    chosen: list[tuple[int, int]] = []
    for rows, columns in ((~repeats_left, ~repeats_right), (repeats_left, repeats_right)):
        i, j = np.flatnonzero(rows), np.flatnonzero(columns)
        if len(i) and len(j):
            chosen += [(int(i[a]), int(j[b])) for a, b in assign(total[np.ix_(i, j)])]
    return chosen


def _torn_series(
    left: Side, right: Side, total: Matrix, chosen: list[tuple[int, int]], decided: Decided
) -> list[tuple[int, int]]:
    """Pairs of a target with the milestones of a quantity that answers another target better (of *85 % năm 2023, 90 %
    năm 2025* each would answer one of them). Pairs of one year stay: a programme may state each milestone as a target
    of its own; but not where the other target is due in that very year and nearer to it."""

    def torn(pairs: list[tuple[int, int]], one: Side, other: Side, scores: Matrix) -> Iterable[tuple[int, int]]:
        series = find_milestones(other)
        paired = {j: i for i, j in pairs}
        for i, j in pairs:
            for next_to in series.get(j, ()):
                rival = paired.get(next_to)
                if rival is None or one.items[rival].position == one.items[i].position:
                    continue
                early = one.years[i] != other.years[j] and scores[rival, next_to] > scores[i, j]
                years = one.years[rival], other.years[j], other.years[next_to]
                instead = years[0] == years[1] != years[2] and scores[rival, j] > scores[i, j]
                if early or instead:
                    yield from ((i, milestone) for milestone in (j, *series[j]))

    found = set(torn(chosen, left, right, total))
    found |= {(i, j) for j, i in torn([(j, i) for i, j in chosen], right, left, total.T)}
    return sorted(pair for pair in found if not decided.get(pair))


def _siblings(
    left: Side, right: Side, scores: _Scores, chosen: list[tuple[int, int]], settings: Settings, decided: Decided
) -> list[tuple[int, int]]:
    """Pairs among what is left of two targets that answer each other by another measure already."""
    answered = {(left.items[i].position, right.items[j].position) for i, j in chosen}
    taken_left, taken_right = {i for i, _ in chosen}, {j for _, j in chosen}
    rest = [
        (i, j)
        for one, other in answered
        for i in left.at(one)
        for j in right.at(other)
        if i not in taken_left and j not in taken_right and decided.get((i, j)) is not False
    ]
    open_scores = np.zeros_like(scores.total)
    for i, j in rest:
        counted = scores.kind[i, j] >= 1.0 and left.items[i].kind.family in ("count", "money", "ratio")
        least = settings.left_over_count if counted else settings.sibling
        if scores.total[i, j] >= least and scores.kind[i, j] >= settings.sibling_kind:
            open_scores[i, j] = scores.total[i, j]
    return assign(open_scores) if open_scores.any() else []


def _left_over(
    left: Side, right: Side, scores: _Scores, chosen: list[tuple[int, int]], settings: Settings, decided: Decided
) -> list[tuple[int, int]]:
    """Pairs of what is left on both sides: two measures of one kind that no guard sets apart, each nearer to the other
    than to anything else that is left. What the words alone leave open, exclusion tells: the more so of a count of the
    same things than of a share, and most where nothing else on either side is counted in that unit."""
    taken_left, taken_right = {i for i, _ in chosen}, {j for _, j in chosen}
    rows, columns = _untouched(left, taken_left), _untouched(right, taken_right)
    if not rows or not columns:
        return []
    counted = np.array([item.kind.family in ("count", "money", "ratio") for item in left.items])
    least = np.where(counted, settings.left_over_count, settings.left_over)[:, None]
    least = np.where(np.outer(_alone_in_unit(left), _alone_in_unit(right)), settings.left_over_unit, least)
    fits = (scores.kind >= 1.0) & (scores.plain >= least) & (scores.apart >= settings.other_year)
    fits &= (scores.total > 0) | (scores.apart >= 1.0) & (scores.plain >= settings.threshold) & (scores.said > 0)
    free = np.zeros_like(scores.plain)
    free[np.ix_(rows, columns)] = (scores.plain * fits)[np.ix_(rows, columns)]
    best_right, best_left = free.argmax(axis=1), free.argmax(axis=0)
    return [
        (i, j)
        for i in rows
        for j in columns
        if fits[i, j] and best_right[i] == j and best_left[j] == i and decided.get((i, j)) is not False
    ]


def _untouched(side: Side, taken: set[int]) -> list[int]:
    """The measures that nothing is paired with, nor a milestone of the same quantity."""
    series = find_milestones(side)
    return [
        index
        for index, item in enumerate(side.items)
        if item.measure and index not in taken and not any(other in taken for other in series.get(index, ()))
    ]


def _alone_in_unit(side: Side) -> NDArray[np.bool_]:
    """Which measures are the only ones of their side in their unit, shares apart."""
    units = [(item.kind.family, item.kind.noun, item.kind.direction) for item in side.items]
    return np.array([unit[0] not in ("rate", "none") and units.count(unit) == 1 for unit in units], dtype=bool)


def _same_shape(
    left: Side, right: Side, scores: _Scores, chosen: list[tuple[int, int]], settings: Settings, decided: Decided
) -> list[tuple[int, int]]:
    """Pairs of two whole targets that are left, of several figures each and all of one kind with the other's in the
    same order (*90 % trường … 02 buổi/học kỳ*, *85 % trường … mỗi học kỳ 01 buổi*), if no other target on either side
    is of that shape and one of the figures has the score of a pair: what is to happen is then only said in other
    words."""
    shapes, others = _shapes(left), _shapes(right)
    taken_left, taken_right = {i for i, _ in chosen}, {j for _, j in chosen}
    found: list[tuple[int, int]] = []
    for shape, rows in shapes.items():
        columns = others.get(shape, [])
        if len(rows) != 1 or len(columns) != 1:
            continue
        pairs = list(zip(rows[0], columns[0], strict=True))
        free = not (taken_left & set(rows[0]) or taken_right & set(columns[0]))
        allowed = all(decided.get(pair) is not False and scores.apart[pair] >= 1.0 for pair in pairs)
        if free and allowed and max(scores.plain[pair] for pair in pairs) >= settings.threshold:
            found += pairs
    return found


def _shapes(side: Side) -> dict[tuple[Kind, ...], list[list[int]]]:
    """The targets of several figures by the kinds of these, unless all are shares; each as the indexes of its items."""
    targets: dict[int, list[int]] = {}
    for index, item in enumerate(side.items):
        targets.setdefault(item.position, []).append(index)
    shapes: dict[tuple[Kind, ...], list[list[int]]] = {}
    for indexes in targets.values():
        shape = tuple(side.items[index].kind for index in indexes)
        if len(shape) > 1 and any(kind.family not in ("rate", "none") for kind in shape):
            shapes.setdefault(shape, []).append(indexes)
    return shapes


def _shown(score: float) -> float:
    return round(float(min(1.0, score)), 4)


def _attach(scores: _Scores, taken: set[int], side: int, settings: Settings) -> Iterable[tuple[int, int]]:
    """For each item of `side` that is not taken: the one of the other side whose words hold its own, if any."""
    subject, action = scores.subject_held[side], scores.action_held[side]
    total = scores.total if side == 0 else scores.total.T
    kind = scores.kind if side == 0 else scores.kind.T
    fits = (subject >= settings.shared_subject) & (action >= settings.shared_action)
    fits &= (kind >= settings.shared_kind) & (total >= settings.shared_score)
    fits &= (scores.apart if side == 0 else scores.apart.T) >= settings.shared_apart
    held = np.where(fits, subject + action + total, 0.0)
    for item in range(held.shape[0]):
        if item not in taken and held[item].any():
            yield item, int(np.argmax(held[item]))


def _score(left: Side, right: Side, settings: Settings) -> _Scores:
    common = sorted(left.words.keys() & right.words.keys())
    a = np.array([left.words[word] for word in common], dtype=int)
    b = np.array([right.words[word] for word in common], dtype=int)
    n = left.n_targets + right.n_targets
    frequency_left, frequency_right = left.frequency.copy(), right.frequency.copy()
    frequency_left[a] += right.frequency[b]
    frequency_right[b] = frequency_left[a]
    weight_left = np.log1p(n / np.maximum(frequency_left, 1.0)) ** 2
    weight_right = np.log1p(n / np.maximum(frequency_right, 1.0)) ** 2
    rare = weight_left[a]

    def hold_left(one: Matrix, other: Matrix) -> Matrix:
        norm = np.sqrt((one**2) @ weight_left)
        shares: Matrix = ((one[:, a] ** 2 * rare) @ (other[:, b] > 0).T) / np.maximum(norm**2, 1e-12)[:, None]
        return shares

    def hold_right(one: Matrix, other: Matrix) -> Matrix:
        norm = np.sqrt((other**2) @ weight_right)
        shares: Matrix = ((one[:, a] > 0) @ (other[:, b] ** 2 * rare).T) / np.maximum(norm**2, 1e-12)[None, :]
        return shares

    def compare(one: Matrix, other: Matrix) -> tuple[Matrix, Matrix, Matrix]:
        norm_one = np.sqrt((one**2) @ weight_left)
        norm_other = np.sqrt((other**2) @ weight_right)
        dot = (one[:, a] * rare) @ other[:, b].T
        cosine = dot / np.maximum(np.outer(norm_one, norm_other), 1e-12)
        in_other, in_one = hold_left(one, other), hold_right(one, other)
        alike = settings.cosine * cosine + (1 - settings.cosine) * np.maximum(in_other, in_one)
        return np.minimum(alike, 1.0), in_other, in_one

    subject, _, _ = compare(left.subject, right.subject)
    action, action_right, action_left = compare(left.action, right.action)
    topic, _, _ = compare(left.topic, right.topic)
    subject_right = hold_left(left.subject, np.maximum(right.subject, right.action))
    subject_left = hold_right(np.maximum(left.subject, left.action), right.subject)
    known = np.outer(left.topic.any(axis=1), right.topic.any(axis=1)).astype(float)
    kind = _kinds(left, right, settings)
    phrases = np.array([vocabulary.is_telling(word) for word in common], dtype=bool)
    often = np.log1p(n) ** 2
    shared = (left.action[:, a] * phrases * rare / often) @ right.action[:, b].T
    rarity = 1 - np.exp(-2.0 * shared)
    base = settings.subject * subject + settings.action * action + settings.topic * topic * known
    base /= settings.subject + settings.action + settings.topic * known
    apart = _apart(left, right, settings) * _levels_apart(left, right, settings)
    apart *= _modified(left, right, settings) * _headless(left, right, settings) * _contrasted(left, right, settings)
    plain = (base + settings.rare * rarity * (1 - base)) * kind * apart
    total = (plain * (1 - settings.same_value - settings.same_year) + _bonus(left, right, settings)) * (
        action >= settings.least_action
    )
    said_right = hold_left(left.predicate, right.action)
    said_left = hold_right(left.action, right.predicate)
    both_say = np.outer(left.predicate.any(axis=1), right.predicate.any(axis=1))
    said = np.where(both_say, np.maximum(said_right, said_left), 1.0)
    total = total * (said >= settings.least_predicate)
    named_alike = _named_alike(left, right) * kind * apart * settings.named_alike
    total = np.maximum(total, named_alike)
    return _Scores(
        total=np.round(total, 9),
        plain=np.round(plain, 9),
        subject=subject,
        action=action,
        kind=kind,
        topic=topic,
        topic_known=known,
        apart=apart,
        said=said,
        subject_held=(subject_right, subject_left.T),
        action_held=(action_right, action_left.T),
        weight=dict(zip(common, np.sqrt(rare).tolist(), strict=True)),
    )


def _named_alike(left: Side, right: Side) -> Matrix:
    """1 for two measures whose own words name the very same, however often the other targets name it too."""
    numbers: dict[frozenset[str], int] = {}
    one, other = (
        np.array([numbers.setdefault(item.core, len(numbers)) if item.core else -1 for item in side.items])
        for side in (left, right)
    )
    alike: Matrix = ((one[:, None] == other[None, :]) & (one[:, None] >= 0)).astype(float)
    return alike


def _bonus(left: Side, right: Side, settings: Settings) -> Matrix:
    """A hair more for the same year and the same figure, to decide between statements that read alike."""

    def figures(side: Side) -> Matrix:
        return np.array([(m.low, m.high) if (m := item.measure) else (0.0, 0.0) for item in side.items])

    one, other = figures(left), figures(right)
    same = (one[:, None, :] == other[None, :, :]).all(axis=2) * settings.same_value
    one_years, other_years = np.array(left.ends), np.array(right.ends)
    bonus: Matrix = same + (one_years[:, None] == other_years[None, :]) * settings.same_year
    return bonus


def _apart(left: Side, right: Side, settings: Settings) -> Matrix:
    """A factor below 1 for two figures that are due in different years: of a series each meets that of its year."""
    one, other = np.array(left.years), np.array(right.years)
    both = (one != "")[:, None] & (other != "")[None, :]
    factors: Matrix = np.where(both & (one[:, None] != other[None, :]), settings.other_year, 1.0)
    return factors


def _modified(left: Side, right: Side, settings: Settings) -> Matrix:
    """A factor for measures of which one has a modifier that the other has not (*tái nghèo*, *nghèo*)."""
    numbers: dict[frozenset[str], int] = {}
    one = np.array([numbers.setdefault(item.modifiers, len(numbers)) for item in left.items])
    other = np.array([numbers.setdefault(item.modifiers, len(numbers)) for item in right.items])
    factors: Matrix = np.where(one[:, None] == other[None, :], 1.0, settings.modified)
    return factors


def _contrasted(left: Side, right: Side, settings: Settings) -> Matrix:
    """A factor for measures that name different terms of one official list (*lâm nghiệp*, *nông nghiệp*)."""
    numbers: dict[frozenset[tuple[str, str]], int] = {}
    one = [numbers.setdefault(item.contrasts, len(numbers)) for item in left.items]
    other = [numbers.setdefault(item.contrasts, len(numbers)) for item in right.items]
    known = list(numbers)
    table = np.array([[settings.contrasted if vocabulary.differ(a, b) else 1.0 for b in known] for a in known])
    factors: Matrix = table[np.ix_(one, other)]
    return factors


def _headless(left: Side, right: Side, settings: Settings) -> Matrix:
    """A factor for two measures of which one does not name at all what the other counts (*50 % người lao động tại các
    cơ sở*, *kiểm tra 80 % cơ sở*)."""

    def holds(heads: Side, words: Side) -> Matrix:
        told = {names: number for number, names in enumerate(dict.fromkeys(item.heads for item in heads.items))}
        table = np.array(
            [
                [
                    not names or any(noun in item.action.weights or noun in item.subject.weights for noun in names)
                    for item in words.items
                ]
                for names in told
            ]
        )
        held: Matrix = table[[told[item.heads] for item in heads.items]]
        return held

    both = holds(left, right).astype(bool) & holds(right, left).T.astype(bool)
    factors: Matrix = np.where(both, 1.0, settings.headless)
    return factors


def _levels_apart(left: Side, right: Side, settings: Settings) -> Matrix:
    """A factor for measures of different administrative levels, where one of the two targets states its figure for
    several levels (*100 % cấp tỉnh, 90 % cấp huyện, 80 % cấp xã*): each meets that of its own level. Else all levels
    are one, since plans of different levels meet."""
    one, other = (
        np.array([item.level or "" for item in left.items]),
        np.array([item.level or "" for item in right.items]),
    )
    both = (one != "")[:, None] & (other != "")[None, :]
    parted = _parts_levels(left)[:, None] | _parts_levels(right)[None, :]
    factors: Matrix = np.where(both & parted & (one[:, None] != other[None, :]), settings.other_level, 1.0)
    return factors


def _parts_levels(side: Side) -> NDArray[np.bool_]:
    """Which items belong to a target that states figures of one kind for several levels."""
    levels: dict[tuple[int, str, str], set[str]] = {}
    keys = [
        (item.position, item.kind.family, item.kind.noun if item.kind.family == "rate" else "") for item in side.items
    ]
    for key, item in zip(keys, side.items, strict=True):
        if item.level:
            levels.setdefault(key, set()).add(item.level)
    return np.array([len(levels.get(key, ())) > 1 for key in keys], dtype=bool)


def _kinds(left: Side, right: Side, settings: Settings) -> Matrix:
    kinds: dict[Kind, int] = {}
    for item in (*left.items, *right.items):
        kinds.setdefault(item.kind, len(kinds))
    table = np.array([[kind_factor(one, other, settings) for other in kinds] for one in kinds])
    rows = np.array([kinds[item.kind] for item in left.items])
    columns = np.array([kinds[item.kind] for item in right.items])
    factors: Matrix = table[np.ix_(rows, columns)]
    return factors


@lru_cache(maxsize=8192)
def kind_factor(one: Kind, other: Kind, settings: Settings = SETTINGS) -> float:
    """How far two kinds of value can belong to the same target; 1 for one kind, symmetric."""
    if one.family == "none" or other.family == "none":
        return 1.0 if one.family == other.family else 0.9
    if one.family == other.family:
        agree = not one.noun or not other.noun or vocabulary.nouns_agree(one.noun, other.noun)
        durations = vocabulary.load().durations
        factor = 1.0 if agree else 0.5 if (one.noun in durations) != (other.noun in durations) else 0.75
    elif {one.family, other.family} == {"rate", "count"}:
        counted = other.noun if one.family == "rate" else one.noun
        factor = (
            0.95 if one.part or other.part else 0.55 if counted in vocabulary.load().times else settings.share_and_count
        )
    else:
        factor = 0.6
    if one.direction != other.direction:
        factor *= 0.65
    if one.frequency != other.frequency:
        factor *= 0.85
    elif one.frequency and one.noun == other.noun:
        factor *= settings.same_frequency
    return factor


def _explain(left: Side, right: Side, scores: _Scores, i: int, j: int) -> Reason:
    one, other = left.items[i], right.items[j]
    theirs = other.action.weights.keys() | other.subject.weights.keys()
    phrases: list[tuple[float, int, str]] = []
    phrase: list[str] = []
    gain = 0.0
    for place, word in enumerate((*one.action.run, None)):
        if word is not None and word in theirs:
            phrase.append(word)
            gain += scores.weight.get(word, 0.0)
            continue
        content = [part for part in phrase if not part.startswith("#")]
        if len(content) > 1:
            phrases.append((-gain, place, " ".join(content)))
        phrase, gain = [], 0.0
    best = sorted(dict.fromkeys(phrases))[:5]
    words = tuple(dict.fromkeys(text for _, _, text in sorted(best, key=lambda entry: entry[1])))
    return Reason(
        words=words,
        subject=round(float(scores.subject[i, j]), 3),
        action=round(float(scores.action[i, j]), 3),
        kind=round(float(min(1.0, scores.kind[i, j])), 3),
        topic=round(float(scores.topic[i, j]), 3) if scores.topic_known[i, j] else None,
    )
