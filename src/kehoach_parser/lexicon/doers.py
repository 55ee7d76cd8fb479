"""Words that tell who does a task beyond the registers of bodies (rules/wording/doers.toml)."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from .wording import load_wording


class DoerWords(Struct, frozen=True):
    """The entries of rules/wording/doers.toml; each says there what it is for."""

    partner: re.Pattern[str]
    partner_head: re.Pattern[str]
    acting: re.Pattern[str]
    closing_order: re.Pattern[str]
    post: re.Pattern[str]
    subject: re.Pattern[str]
    shared_heading: re.Pattern[str]
    place: re.Pattern[str]
    tells: re.Pattern[str]
    aside: re.Pattern[str]
    done: re.Pattern[str]
    shared_sentence: re.Pattern[str]
    orders: re.Pattern[str]
    localities: re.Pattern[str]
    timed: re.Pattern[str]
    closing_bracket: re.Pattern[str]
    leads_within: re.Pattern[str]
    passive: re.Pattern[str]
    passive_lead: re.Pattern[str]
    step: re.Pattern[str]
    closes_with: re.Pattern[str]
    closes_lightly: re.Pattern[str]
    attendance: re.Pattern[str]
    bracketed_part: re.Pattern[str]
    part_said: re.Pattern[str]
    helps_lightly: re.Pattern[str]
    helps: re.Pattern[str]
    bare_help: re.Pattern[str]
    led_beside: re.Pattern[str]
    led: re.Pattern[str]
    supported: re.Pattern[str]
    order_lead: re.Pattern[str]
    handing: re.Pattern[str]
    opening_order: re.Pattern[str]
    person: re.Pattern[str]
    acts: re.Pattern[str]
    elsewhere: re.Pattern[str]
    formal: re.Pattern[str]
    told: re.Pattern[str]


@cache
def load() -> DoerWords:
    """The words, loaded once."""
    return load_wording("doers", DoerWords)
