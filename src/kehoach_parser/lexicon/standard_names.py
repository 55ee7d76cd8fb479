"""How the standard names and keys of bodies are written (`[standard]` in rules/agency_words.toml)."""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec import Struct

from ..errors import RulesError
from ..models.base import Level
from .rule_files import load_rules


class StandardNames(Struct, frozen=True, forbid_unknown_fields=True):
    """The words that stand in standard names, as the rule file describes them."""

    joined: str
    joints: frozenset[str]
    members: str
    several: str
    tier: str
    centre: str
    cities: str
    all_tiers: str
    same_tier: str
    province: str
    city: str
    numbered: frozenset[str]
    paired: frozenset[str]
    party: str
    school: str
    own: tuple[str, ...]
    not_behind: tuple[str, ...]
    nation: str
    department: str
    inner: tuple[str, ...]
    local_kinds: frozenset[str]
    own_groups: frozenset[str]
    keys: dict[Level, str]
    tiers: dict[str, Level]


@cache
def load() -> StandardNames:
    """The words of the rule file. Raises RulesError where one is missing or unknown."""
    try:
        return msgspec.convert(load_rules("agency_words")["standard"], StandardNames)
    except (KeyError, msgspec.ValidationError) as error:
        raise RulesError(f"rules/agency_words.toml: [standard]: {error}") from error
