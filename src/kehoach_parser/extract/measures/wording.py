"""Small words that decide about a value (rules/wording/measures.toml); what each is for stands there under `use`."""

from __future__ import annotations

import re

from msgspec import Struct

from ...lexicon.comparators import Phrases
from ...lexicon.wording import load_wording


class MeasureWording(Struct, frozen=True):
    """Words of one meaning. A `str` is one word, a frozenset holds words and levels that are compared alone."""

    bare_year: re.Pattern[str]
    bare_share: re.Pattern[str]

    # what stands right before a value
    origin: str
    up_to: Phrases[bool]
    one_sided: frozenset[str]
    above: str
    beyond: str
    below: frozenset[str]
    surpassing: str
    within: str
    locating: frozenset[str]
    belonging: frozenset[str]
    before_condition: frozenset[str]
    list_stops: frozenset[str]
    list_breaks: frozenset[str]
    teaching: Phrases[bool]
    falling_under: Phrases[bool]
    lying: Phrases[bool]
    further: str
    raising: str
    distant: str
    heading_for: Phrases[bool]
    purposes: frozenset[str]
    list_places: frozenset[str]
    companions: frozenset[str]
    coming: frozenset[str]
    occasions: frozenset[str]
    short_terms: frozenset[str]
    by_means: str
    lending: frozenset[str]
    taking_part: Phrases[bool]
    recently: frozenset[str]
    of_places: frozenset[str]
    denying: frozenset[str]
    having: str
    beside: Phrases[bool]
    among: Phrases[bool]
    surplus: str

    # levels, directions and what they mean
    stating: frozenset[str]
    rising: frozenset[str]
    falling: str
    levels_of_share: frozenset[str]
    making_up: str
    equalling: str
    ceilings: frozenset[str]
    mild_levels: frozenset[str]
    bordering: frozenset[str]
    requiring: frozenset[str]
    relative_verbs: frozenset[str]
    describing_levels: frozenset[str]
    reaching: str
    copula: str
    before_when: Phrases[bool]
    turn: str
    striving: Phrases[bool]
    announced_aims: Phrases[bool]
    comparing: Phrases[bool]
    about: str

    # units and what is counted
    occurrence: str
    visit: str
    whereabouts: Phrases[bool]
    person: str
    anybody: frozenset[str]
    criterion: str
    dong: str
    short_dong: str
    dong_names: frozenset[str]
    scales: tuple[str, ...]
    percent: str
    round_words: frozenset[str]
    ten_thousand: str
    totals: frozenset[str]
    number_words: frozenset[str]
    number_of: str
    of_whole: frozenset[str]
    whole_begins: frozenset[str]
    wholes: Phrases[bool]
    plural_words: frozenset[str]
    manners: frozenset[str]
    age: str
    part: str
    fourth: str
    scopes: Phrases[bool]

    # how often and when
    within_period: frozenset[str]
    in_one: Phrases[bool]
    which_period: frozenset[str]
    parts_of_year: frozenset[str]
    yearly: str
    averages: frozenset[str]
    around_year: frozenset[str]

    # where a phrase, a list or a clause is parted
    conjunction: str
    listing: frozenset[str]
    coordinating: frozenset[str]
    closing: frozenset[str]
    stretch_ends: frozenset[str]
    label_starts: frozenset[str]
    objectless: frozenset[str]
    paper_ends: frozenset[str]
    before_colon: frozenset[str]
    announcement_ends: frozenset[str]
    quotes: frozenset[str]
    label_signs: frozenset[str]
    each_one: str
    amounts_of: Phrases[bool]
    whole_year: Phrases[bool]
    listless: frozenset[str]
    with_signs: frozenset[str]
    owned: frozenset[str]
    of_points: frozenset[str]
    of_milestones: frozenset[str]
    having_some: frozenset[str]
    fresh_starts: frozenset[str]
    joined: Phrases[bool]
    singling: Phrases[bool]
    inside_time: frozenset[str]
    known: Phrases[bool]
    exceeding: dict[str, str]
    list_openers: frozenset[str]
    inside_label: frozenset[str]
    of_those: Phrases[bool]
    undated: Phrases[bool]
    sources: Phrases[bool]
    turned: frozenset[str]
    seasons: frozenset[str]
    lessons: frozenset[str]
    readily: Phrases[bool]
    extents: frozenset[str]
    per_so_many: str
    as_to: Phrases[bool]
    before_labels: frozenset[str]
    done_so: str
    undergone: Phrases[bool]
    by_whom: str
    consisting: str
    ranks: frozenset[str]
    doers: frozenset[str]
    whole: str
    directed: frozenset[str]
    not_directed: Phrases[bool]
    by_rate: Phrases[bool]
    by: frozenset[str]
    score: str
    before_holding: frozenset[str]
    held: Phrases[bool]
    funds: Phrases[bool]
    raised_by: Phrases[bool]
    given: Phrases[bool]
    bearers: frozenset[str]
    contributing: Phrases[bool]
    standards: frozenset[str]
    merits: Phrases[bool]
    fully: str
    parting_ends: str
    done: frozenset[str]
    surfaces: frozenset[str]
    streets: frozenset[str]
    classes: frozenset[str]
    quarters: frozenset[str]
    into: frozenset[str]
    as_fast: Phrases[bool]
    origins: Phrases[bool]
    ahead: frozenset[str]
    short_times: frozenset[str]
    since: Phrases[bool]
    raised: frozenset[str]
    powers: frozenset[str]
    in_a_row: Phrases[bool]
    not_let: Phrases[bool]


WORDING = load_wording("measures", MeasureWording)
