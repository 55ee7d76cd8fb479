"""Every weight, threshold and guard of the comparison, in one value.

The weights of `Settings` are fitted on the pairs of corpus/pairs (`kehoach evaluate --pairs corpus/pairs --fit`), which
also prints what they give on a topic that they were not fitted on.
"""

from __future__ import annotations

from msgspec import Struct


class Chances(Struct, frozen=True):
    """The weights of a logistic regression: what speaks for a statement that has few words in common with a target
    (likely.py, `Signs`)."""

    start: float = 0.06
    held: float = 1.22
    subject: float = 0.05
    predicate: float = 0.27
    nearer: float = 0.72
    alone: float = 0.84
    figure: float = 0.98
    other_kind: float = -2.28
    other_kind_alone: float = 1.16
    telling: float = -1.28
    turn: float = 1.90
    narrow: float = 1.40
    near_value: float = 0.46
    same_unit: float = 1.46
    target: float = -0.48


class Settings(Struct, frozen=True):
    """How much each likeness counts, and from where on two statements are one target.

    `subject`, `action`, `topic`: weights of what is counted, what is to happen, and the section's title; `rare`: how
    much of what is wanting rare words in common make up for. `threshold`: the least score of a pair. `least_action`:
    two targets that count the same (*100 % xã*) and share fewer words of what is to happen are two targets.
    `least_predicate`: of two shares of one whole that both say more, one says this much of the other's. `sibling`,
    `sibling_kind`: the least score and likeness of kind of what is left of two targets that answer each other
    already. `left_over`, `left_over_count`, `left_over_unit`: the least score of what is left on both sides, of a
    share, of a count and of one that nothing else is counted like, once so many pairs are made (`left_over_pairs`).
    `commitment`: the least score of a statement outside the targets.
    `shared_*`: what a statement that is taken already must hold of a second target to answer it too. `held`,
    `held_predicate`: the share of a target's words, and of its predicate, that a statement without its figure must
    hold; unless it holds `held_anyway` of them, this share of its own words (`within`) is the target's. `named`,
    `named_phrases`: the share that is enough where so many of the target's words stand in no other target of the
    baseline and hardly elsewhere in the plan; one such word where `named_within` of the statement is the target's.
    `other_year`: factor for two figures due in different years; `other_level` for two levels, where levels are told
    apart; `modified` where only one has a modifier, `headless` where one does not name what the other counts,
    `contrasted` where they name different terms of one official list.
    `same_frequency`: factor for two that both say how often; `share_and_count` for a share and a count.
    `named_alike`: the score of two whose own words name the very same. `field_share`: see fields.py.
    `likely`, `doubtful`: from which chance on a statement is an answer, and a target not surely missing (likely.py);
    `likely_noun`, `likely_changed`, `likely_words`, `likely_duty`: the same as `likely` where the figure counts things
    of another name, is of another kind (of a task), where there is none, and none in what a body is told to do;
    `likely_better`: from where on a target with a figure is the answer instead of words that hold less than
    `held_anyway`.
    """

    subject: float = 0.42
    action: float = 0.46
    topic: float = 0.12
    rare: float = 0.5
    threshold: float = 0.47
    least_action: float = 0.15
    least_predicate: float = 0.2
    sibling: float = 0.40
    sibling_kind: float = 0.75
    left_over: float = 0.36
    left_over_count: float = 0.30
    left_over_unit: float = 0.15
    left_over_pairs: int = 2
    commitment: float = 0.46
    shared_subject: float = 0.55
    shared_action: float = 0.66
    shared_score: float = 0.40
    shared_kind: float = 0.85
    held: float = 0.44
    held_predicate: float = 0.3
    held_anyway: float = 0.6
    within: float = 0.2
    named: float = 0.27
    named_phrases: int = 2
    named_within: float = 0.4
    other_year: float = 0.94
    other_level: float = 0.3
    modified: float = 0.65
    headless: float = 0.75
    contrasted: float = 0.55
    shared_apart: float = 0.6
    same_frequency: float = 1.08
    share_and_count: float = 0.66
    named_alike: float = 0.9
    cosine: float = 0.6
    same_year: float = 0.004
    same_value: float = 0.002
    field_share: float = 0.25
    likely: float = 0.3
    likely_changed: float = 0.6
    likely_words: float = 0.3
    likely_duty: float = 0.65
    likely_better: float = 0.55
    likely_noun: float = 0.4
    doubtful: float = 0.12
    chances: Chances = Chances()


SETTINGS = Settings()
