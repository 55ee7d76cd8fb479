"""Small words of grammar around measures (rules/grammar.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import fields

from ..errors import RulesError
from .comparators import Phrases, split_words
from .rule_files import Example, load_rules, read_examples


class Grammar(Struct, frozen=True):
    """The sets of rules/grammar.toml by their ids; what each is for stands there under `use`."""

    separators: Phrases[bool]
    complete: Phrases[bool]
    openers: Phrases[bool]
    trailers: Phrases[bool]
    relative: Phrases[bool]
    subject_ends: Phrases[bool]
    change_ends: Phrases[bool]
    unlinked: Phrases[bool]
    leads: Phrases[bool]
    rates: Phrases[bool]
    neutral: Phrases[bool]
    links: Phrases[bool]
    frames: Phrases[bool]
    openings: Phrases[bool]
    values: Phrases[bool]
    purposes: Phrases[bool]
    papers: Phrases[bool]
    recurring_papers: Phrases[bool]
    past: Phrases[bool]
    past_openers: Phrases[bool]
    aims: Phrases[bool]
    durations: Phrases[bool]
    responses: Phrases[bool]
    spans: Phrases[bool]
    beyond: Phrases[bool]
    attributes: Phrases[bool]
    limits: Phrases[bool]
    lifetimes: Phrases[bool]
    indices: Phrases[bool]
    groups: Phrases[bool]
    group_verbs: Phrases[bool]
    counted_places: Phrases[bool]
    announcers: Phrases[bool]
    ambiguous: Phrases[bool]
    targets_of_level: Phrases[bool]
    shares: Phrases[bool]
    places: Phrases[bool]
    kept: Phrases[bool]
    ranks: Phrases[bool]
    bases: Phrases[bool]
    proposing: Phrases[bool]
    so_far: Phrases[bool]
    fresh: Phrases[bool]
    uncounted: Phrases[bool]
    setting_out: Phrases[bool]
    plan_parts: Phrases[bool]
    populations: Phrases[bool]
    sizes: Phrases[bool]
    choosing: Phrases[bool]
    parting: Phrases[bool]
    in_turn: Phrases[bool]
    totals: Phrases[bool]
    so_that: Phrases[bool]
    numerals: Phrases[bool]
    amounts: Phrases[bool]
    indefinite: Phrases[bool]
    occasions: Phrases[bool]
    linking: Phrases[bool]
    each: Phrases[bool]
    plurals: Phrases[bool]
    grades: Phrases[bool]
    pairs: Phrases[bool]
    whole_nouns: Phrases[bool]
    negators: Phrases[bool]
    quantities: Phrases[bool]
    growth: Phrases[bool]
    absent: Phrases[bool]
    joining: Phrases[bool]
    describing: Phrases[bool]
    degree_nouns: Phrases[bool]
    abbreviations: Phrases[bool]
    manners: Phrases[bool]
    accordingly: Phrases[bool]
    recipients: Phrases[bool]
    conditions: Phrases[bool]
    conditions_of: Phrases[bool]
    qualities: Phrases[bool]
    obliging: Phrases[bool]
    selecting: Phrases[bool]
    grounds: Phrases[bool]
    comparisons: Phrases[bool]
    happenings: Phrases[bool]
    overruns: Phrases[bool]
    ratings: Phrases[bool]
    rated: Phrases[bool]
    causatives: Phrases[bool]
    helping: Phrases[bool]
    countrywide: Phrases[bool]
    children: Phrases[bool]
    serving: Phrases[bool]
    capacities: Phrases[bool]
    doings: Phrases[bool]
    titles: Phrases[bool]
    bringing: Phrases[bool]
    acts: Phrases[bool]
    callings: Phrases[bool]
    rites: Phrases[bool]
    ended: Phrases[bool]
    upholding: Phrases[bool]
    averaged: Phrases[bool]
    magnitudes: Phrases[bool]
    governing: Phrases[bool]
    manners_of_doing: Phrases[bool]
    whereto: Phrases[bool]
    transfers: Phrases[bool]
    single_verbs: Phrases[bool]
    predicates_of_two: Phrases[bool]
    attached: Phrases[bool]
    bearing: Phrases[bool]
    made_for: Phrases[bool]


@cache
def load() -> Grammar:
    """The sets of rules/grammar.toml. Raises RulesError where one is missing or unknown."""
    sets = {str(entry["id"]): entry["words"] for entry in load_rules("grammar")["sets"]}
    known = {field.name for field in fields(Grammar)}
    if set(sets) != known:
        raise RulesError(f"rules/grammar.toml: sets {sorted(set(sets) ^ known)} are missing or unknown")
    return Grammar(**{name: Phrases((word, True) for word in words) for name, words in sets.items()})


def examples() -> Iterator[Example]:
    """The examples of every set."""
    return read_examples("grammar", load_rules("grammar")["sets"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether a word of the set stands in `text`."""
    phrases: Phrases[bool] = getattr(load(), entry_id)
    return phrases.within(split_words(text))
