"""Which measures of two plans speak of the same thing.

Every pair of measures gets a score of 0 to 1 from what is counted (subject), what is to happen (action), the kind of
value and the topic; words that most targets of the two plans share weigh little. One assignment over the whole matrix
picks the best one-to-one pairing. A measure left over may still be answered by one that is taken already, where
that statement holds its words (two targets merged into one). The relation is symmetric: aligning b with a
gives the same pairs.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from ..models import Reason
from . import vocabulary
from .assignment import assign
from .features import Kind, Matrix, Side

SUBJECT_WEIGHT, ACTION_WEIGHT, TOPIC_WEIGHT = 0.42, 0.46, 0.12
THRESHOLD = 0.47
"""Between the plans of the corpus no pair scores from 0.44 to 0.49: below are other targets, above the same."""
LEAST_ACTION = 0.2
"""Two targets that count the same (*100 % xã, phường*) and share fewer words of what is to happen are two targets:
between the plans of the corpus every such pair was wrong."""
LEAST_PREDICATE = 0.2
"""Of two shares of the same whole (*100 % cơ sở được …*) that both say more, one says this much of the other's."""
SIBLING_THRESHOLD, SIBLING_KIND = 0.40, 0.75
COMMITMENT_THRESHOLD = 0.60
SHARED_SUBJECT, SHARED_ACTION, SHARED_SCORE = 0.62, 0.66, 0.40
SHARED_KIND = 0.85
SAME_FREQUENCY_KIND = 1.08
"""How often a thing is done is stated by few targets: two that both state it are the likelier to be the same."""
COSINE_SHARE = 0.6
SAME_YEAR_BONUS = 0.004
SAME_VALUE_BONUS = 0.002


class Pair(Struct, frozen=True):
    """Item `left` of one side answers item `right` of the other. `shared`: one of them is paired elsewhere too."""

    left: int
    right: int
    score: float
    shared: bool
    reason: Reason


class _Scores(Struct, frozen=True):
    total: Matrix
    subject: Matrix
    action: Matrix
    kind: Matrix
    topic: Matrix
    topic_known: Matrix
    subject_held: tuple[Matrix, Matrix]
    action_held: tuple[Matrix, Matrix]
    weight: dict[str, float]


def align(left: Side, right: Side, threshold: float = THRESHOLD, share: bool = True) -> tuple[Pair, ...]:
    """All pairs of the relation, in the order of `left`, best first for one item.

    The sides are put into an order of their own first, so that ties fall the same way round in both directions.
    """
    if not left.items or not right.items:
        return ()
    swapped = right.key < left.key
    first, second = (right, left) if swapped else (left, right)
    pairs = _relate(first, second, threshold, share)
    if swapped:
        pairs = [Pair(p.right, p.left, p.score, p.shared, p.reason) for p in pairs]
    return tuple(sorted(pairs, key=lambda p: (p.left, p.shared, -p.score, p.right)))


def _relate(left: Side, right: Side, threshold: float, share: bool) -> list[Pair]:
    scores = _score(left, right)
    total = scores.total
    repeats_left = np.array([item.target.same_as is not None for item in left.items])
    repeats_right = np.array([item.target.same_as is not None for item in right.items])
    chosen: list[tuple[int, int]] = []
    for rows, columns in ((~repeats_left, ~repeats_right), (repeats_left, repeats_right)):
        i, j = np.flatnonzero(rows), np.flatnonzero(columns)
        if len(i) and len(j):
            part = total[np.ix_(i, j)]
            chosen += [(int(i[a]), int(j[b])) for a, b in assign(np.where(part >= threshold, part, 0.0))]
    chosen += _siblings(left, right, scores, chosen)
    pairs = [Pair(i, j, _shown(total[i, j]), False, _explain(left, right, scores, i, j)) for i, j in chosen]
    if share:
        taken_left, taken_right = {i for i, _ in chosen}, {j for _, j in chosen}
        extra = set(_attach(scores, taken_left, 0)) | {(i, j) for j, i in _attach(scores, taken_right, 1)}
        pairs += [
            Pair(i, j, _shown(total[i, j]), True, _explain(left, right, scores, i, j))
            for i, j in sorted(extra - set(chosen))
        ]
    return pairs


def _siblings(left: Side, right: Side, scores: _Scores, chosen: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs among what is left of two targets that answer each other by another measure already."""
    answered = {(left.items[i].position, right.items[j].position) for i, j in chosen}
    taken_left, taken_right = {i for i, _ in chosen}, {j for _, j in chosen}
    rest = [
        (i, j)
        for one, other in answered
        for i in left.at(one)
        for j in right.at(other)
        if i not in taken_left and j not in taken_right
    ]
    open_scores = np.zeros_like(scores.total)
    for i, j in rest:
        if scores.total[i, j] >= SIBLING_THRESHOLD and scores.kind[i, j] >= SIBLING_KIND:
            open_scores[i, j] = scores.total[i, j]
    return assign(open_scores) if open_scores.any() else []


def _shown(score: float) -> float:
    return round(float(min(1.0, score)), 4)


def _attach(scores: _Scores, taken: set[int], side: int) -> Iterable[tuple[int, int]]:
    """For each item of `side` that is not taken: the one of the other side whose words hold its own, if any."""
    subject, action = scores.subject_held[side], scores.action_held[side]
    total = scores.total if side == 0 else scores.total.T
    kind = scores.kind if side == 0 else scores.kind.T
    fits = (subject >= SHARED_SUBJECT) & (action >= SHARED_ACTION) & (kind >= SHARED_KIND) & (total >= SHARED_SCORE)
    held = np.where(fits, subject + action + total, 0.0)
    for item in range(held.shape[0]):
        if item not in taken and held[item].any():
            yield item, int(np.argmax(held[item]))


def _score(left: Side, right: Side) -> _Scores:
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

    def compare(one: Matrix, other: Matrix) -> tuple[Matrix, Matrix, Matrix]:
        norm_one = np.sqrt((one**2) @ weight_left)
        norm_other = np.sqrt((other**2) @ weight_right)
        part_one, part_other = one[:, a], other[:, b]
        dot = (part_one * rare) @ part_other.T
        cosine = dot / np.maximum(np.outer(norm_one, norm_other), 1e-12)
        in_other = ((part_one**2 * rare) @ (part_other > 0).T) / np.maximum(norm_one**2, 1e-12)[:, None]
        in_one = ((part_one > 0) @ (part_other**2 * rare).T) / np.maximum(norm_other**2, 1e-12)[None, :]
        alike = COSINE_SHARE * cosine + (1 - COSINE_SHARE) * np.maximum(in_other, in_one)
        return np.minimum(alike, 1.0), in_other, in_one

    subject, _, _ = compare(left.subject, right.subject)
    action, action_right, action_left = compare(left.action, right.action)
    topic, _, _ = compare(left.topic, right.topic)
    _, subject_right, _ = compare(left.subject, np.maximum(right.subject, right.action))
    _, _, subject_left = compare(np.maximum(left.subject, left.action), right.subject)
    known = np.outer(left.topic.any(axis=1), right.topic.any(axis=1)).astype(float)
    kind = _kinds(left, right)
    base = SUBJECT_WEIGHT * subject + ACTION_WEIGHT * action + TOPIC_WEIGHT * topic * known
    total = base / (SUBJECT_WEIGHT + ACTION_WEIGHT + TOPIC_WEIGHT * known) * kind
    total = (total * (1 - SAME_VALUE_BONUS - SAME_YEAR_BONUS) + _bonus(left, right)) * (action >= LEAST_ACTION)
    said_right = compare(left.predicate, right.action)[1]
    said_left = compare(left.action, right.predicate)[2]
    both_say = np.outer(left.predicate.any(axis=1), right.predicate.any(axis=1))
    total = total * ~(both_say & (np.maximum(said_right, said_left) < LEAST_PREDICATE))
    return _Scores(
        total=np.round(total, 9),
        subject=subject,
        action=action,
        kind=kind,
        topic=topic,
        topic_known=known,
        subject_held=(subject_right, subject_left.T),
        action_held=(action_right, action_left.T),
        weight=dict(zip(common, np.sqrt(rare).tolist(), strict=True)),
    )


def _bonus(left: Side, right: Side) -> Matrix:
    """A hair more for the same year and the same figure, to decide between statements that read alike."""

    def figures(side: Side) -> Matrix:
        return np.array([(m.low, m.high) if (m := item.measure) else (0.0, 0.0) for item in side.items])

    one, other = figures(left), figures(right)
    same = (one[:, None, :] == other[None, :, :]).all(axis=2) * SAME_VALUE_BONUS
    one_years, other_years = np.array(left.years), np.array(right.years)
    bonus: Matrix = same + (one_years[:, None] == other_years[None, :]) * SAME_YEAR_BONUS
    return bonus


def _kinds(left: Side, right: Side) -> Matrix:
    kinds: dict[Kind, int] = {}
    for item in (*left.items, *right.items):
        kinds.setdefault(item.kind, len(kinds))
    table = np.array([[kind_factor(one, other) for other in kinds] for one in kinds])
    rows = np.array([kinds[item.kind] for item in left.items])
    columns = np.array([kinds[item.kind] for item in right.items])
    factors: Matrix = table[np.ix_(rows, columns)]
    return factors


def kind_factor(one: Kind, other: Kind) -> float:
    """How far two kinds of value can belong to the same target; 1 for one kind, symmetric."""
    if one.family == "none" or other.family == "none":
        return 1.0 if one.family == other.family else 0.9
    if one.family == other.family:
        agree = not one.noun or not other.noun or vocabulary.nouns_agree(one.noun, other.noun)
        factor = 1.0 if agree else 0.75
    elif {one.family, other.family} == {"rate", "count"}:
        counted = other.noun if one.family == "rate" else one.noun
        factor = 0.95 if one.part or other.part else 0.55 if counted in vocabulary.load().times else 0.8
    else:
        factor = 0.6
    if one.direction != other.direction:
        factor *= 0.65
    if one.frequency != other.frequency:
        factor *= 0.85
    elif one.frequency and one.noun == other.noun:
        factor *= SAME_FREQUENCY_KIND
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
