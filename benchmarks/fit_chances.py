"""The weights of `Settings.chances` (comparison/likely.py) fitted on corpus/pairs, and what they give on other topics.

    python benchmarks/fit_chances.py [FOLDER]

For every row of the gold the statements that answer nothing are weighed as the comparison does. What answers a row that
the pairing left open is a right candidate, all else a wrong one; for rows that were paired the right answer is
taken away first, so that there are wrong candidates enough. A topic is scored by weights fitted without it. Printed
are the weights, and for some chances how many candidates with at least that chance are right.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from kehoach_parser.comparison import compare
from kehoach_parser.comparison import likely as chances
from kehoach_parser.comparison.column import _Work, read_base
from kehoach_parser.comparison.decisions import Decisions
from kehoach_parser.comparison.series import row_id
from kehoach_parser.comparison.settings import SETTINGS
from kehoach_parser.comparison.sources import find_held
from kehoach_parser.evaluation.pairs import PairReport, Topic, _find_row, _fold, read_topics, score_pairs

FOLDER = Path(__file__).parents[1] / "corpus" / "pairs"
NEVER = replace(SETTINGS, likely=2.0, likely_changed=2.0, likely_words=2.0, doubtful=2.0)
PAIRED_WEIGHT = 0.3
ROUNDS, DAMPING = 60, 1.0


class Example(NamedTuple):
    """A candidate of a row: its signs, whether it is the answer, and whether the pairing left the row open."""

    topic: str
    row: tuple[str, str, int]
    signs: chances.Signs
    right: bool
    open: bool


def read_examples(topic: Topic) -> Iterator[Example]:
    """The candidates of every row of a topic's gold."""
    base = read_base(topic.baseline, NEVER, False)
    comparison = compare(topic.baseline, topic.plans.values(), settings=NEVER)
    for name, plan in topic.plans.items():
        work = _Work(base, plan, Decisions())
        column = work.column()
        if column.other_field or column.other_period or not column.read:
            continue
        side = work.base.side
        work.free = work._free_items()
        still = [i for i in range(len(side.items)) if i not in work.cells]
        for wanted in topic.gold[name]:
            row = _find_row(comparison, wanted)
            index = next((i for i, item in enumerate(side.items) if row and row_id(item) == row.id), None)
            if index is None or index in work.closed:
                continue
            is_open = index not in work.cells
            find_held(index, work.base.asked, work.statements, NEVER)
            anchor = _fold(wanted["answer_anchor"] or "")
            work.order = order = work._order()
            weights = chances.Weights(side, work.statements, {*still, index})
            for candidate in chances.find_nearest(index, list(work._candidates(index)), weights):
                said = candidate.said.evidence if candidate.said else None
                evidence = candidate.item.target.evidence if candidate.item else said
                right = bool(anchor and evidence and anchor in _fold(plan.text[evidence.start : evidence.end]))
                if is_open or not right:
                    signs = chances.read_signs(index, candidate, weights)
                    signs = chances.place_signs(signs, side.items[index], candidate, order)
                    yield Example(topic.name, (topic.name, name, index), signs, right, is_open)


def fit(signs: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """A logistic regression by Newton's method; all but the constant are held small."""
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    mean[0], spread[0] = 0.0, 1.0
    scaled, found = (signs - mean) / spread, np.zeros(signs.shape[1])
    damping = np.eye(len(found)) * DAMPING
    damping[0, 0] = 0.0
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-scaled @ found))
        slope = (scaled * (weight * chance * (1 - chance))[:, None]).T @ scaled + damping
        found -= np.linalg.solve(slope, scaled.T @ (weight * (chance - right)) + damping @ found)
    raw = found / spread
    raw[0] -= float((found * mean / spread)[1:].sum())
    return raw


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    topics = read_topics(folder)
    examples = [example for topic in topics for example in read_examples(topic)]
    signs = np.array([example.signs.told() for example in examples])
    right = np.array([example.right for example in examples], dtype=float)
    weight = np.array([1.0 if example.open else PAIRED_WEIGHT for example in examples])
    own_topic = np.array([example.topic for example in examples])
    names = type(SETTINGS.chances).__struct_fields__
    fitted = fit(signs, right, weight)
    print("\n".join(f"    {name}: float = {value:.2f}" for name, value in zip(names, fitted, strict=True)))
    chance = np.zeros(len(examples))
    verdicts = []
    for topic in topics:
        own = own_topic == topic.name
        without = fit(signs[~own], right[~own], weight[~own])
        chance[own] = 1 / (1 + np.exp(-signs[own] @ without))
        verdicts += score_pairs([topic], replace(SETTINGS, chances=chances.Chances(*without.tolist())))
    is_open = np.array([example.open for example in examples])
    print(f"{len({e.row for e in examples if e.open})} open rows, {int(right.sum())} right candidates")
    for least in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        taken = (chance >= least) & is_open
        wrong = (chance >= least) & ~is_open
        hit, count, away = (int(value) for value in (right[taken].sum(), taken.sum(), wrong.sum()))
        print(f"from {least:.1f}: {hit:3} of {count:3} right; {away:3} where the answer was taken away")
    every = replace(SETTINGS, chances=chances.Chances(*fitted.tolist()))
    for told, scored in (("fitted on all", score_pairs(topics, every)), ("fitted without the topic", verdicts)):
        print(f"\n{told}:\n" + PairReport(tuple(scored), {}).to_text().partition("\ntopic")[0])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
