"""Words of money: its sources and their kinds, sums and their parts (rules/wording/money.toml)."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from ..language.patterns import lower_letters
from ..models.base import Level
from ..models.content import SourceKind
from .wording import load_wording


class MoneyWords(Struct, frozen=True):
    """The patterns of rules/wording/money.toml; each says there what it is for."""

    source: re.Pattern[str]
    no_source: re.Pattern[str]
    bare: re.Pattern[str]
    payer: re.Pattern[str]
    more_levels: re.Pattern[str]
    mechanism: re.Pattern[str]
    out_of: re.Pattern[str]
    project_sum: re.Pattern[str]
    falls_to: re.Pattern[str]
    of_year: re.Pattern[str]
    money_title: re.Pattern[str]
    added: re.Pattern[str]
    of_it: re.Pattern[str]
    goes_on: re.Pattern[str]
    by_name: re.Pattern[str]
    given_by: re.Pattern[str]
    gives: re.Pattern[str]
    aids: re.Pattern[str]
    total: re.Pattern[str]
    parted: re.Pattern[str]
    opens: re.Pattern[str]
    provides: re.Pattern[str]
    speaks: tuple[str, ...]
    of_plan: re.Pattern[str]
    preface: re.Pattern[str]
    label: re.Pattern[str]
    currency: re.Pattern[str]
    unit: re.Pattern[str]
    rate: re.Pattern[str]
    no_sum: re.Pattern[str]
    mean: re.Pattern[str]
    beside: re.Pattern[str]
    joint: re.Pattern[str]
    remainder: re.Pattern[str]
    linked: re.Pattern[str]
    giver: re.Pattern[str]
    loan: re.Pattern[str]
    aid: re.Pattern[str]
    enterprise: re.Pattern[str]
    other: re.Pattern[str]
    people: re.Pattern[str]
    central: re.Pattern[str]
    province: re.Pattern[str]
    district: re.Pattern[str]
    commune: re.Pattern[str]
    local: re.Pattern[str]
    state: re.Pattern[str]
    listed: re.Pattern[str]
    amount_alone: re.Pattern[str]
    parted_sign: re.Pattern[str]

    def kind_of(self, source: str, issuer: Level | None = None) -> SourceKind | None:
        """What a source is by its words, the first kind that they name in this order; None where they name none."""
        lowered = lower_letters(source)
        for kind, pattern in (
            ("loan", self.loan), ("aid", self.aid), ("enterprise", self.enterprise), ("other", self.other),
            ("people", self.people), ("central", self.central), ("province", self.province),
            ("district", self.district), ("commune", self.commune), ("local", self.local), ("state", self.state),
        ):  # fmt: skip
            if pattern.search(lowered):
                if kind == "local":
                    return issuer if issuer and issuer != "central" else "other"
                return kind  # type: ignore[return-value]
        return None


@cache
def load() -> MoneyWords:
    """The words, loaded once."""
    return load_wording("money", MoneyWords)
