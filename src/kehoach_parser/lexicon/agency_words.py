"""The words around a body's name (rules/agency_words.toml), compiled: place words, groups, heads, boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from ..errors import RulesError
from ..language.patterns import compile_later
from ..models.base import Level
from .agency_joints import loosen
from .rule_files import UPPER, Example, load_rules, read_examples

SPACE = r"\s+"
_NAMED = re.compile(r"\{([A-Za-z][a-zA-Z_.]*)\}")


class AgencyWords(Struct, frozen=True):
    """Compiled patterns; every one is made for `pattern.match(text, position)`.

    `placing`: what words of place begin with. `place`: a generic place word. `plural`: two or more place words, or
    one after *các*. `tiers`: *cấp huyện, cấp xã*. `name`: a proper name in capitals. `group`: a whole group of
    bodies, `owner`: the bare head of the body that it belongs to. `named_head`, `plain_head`: heads of unlisted
    bodies, `small_head`: one in small letters behind an order. `stop`: a word that ends an unlisted name. `units`:
    heads of the inner parts of a body, `field`: a verb that names their work; `duty`: a verb before which a name
    ends, `plain_duty`: one of which no noun is made; `people`: who is no part of a name, `titled`: before a title in
    quotes. `blocked`: searched in what stands before a name; `blocking` are the last words that it can end in,
    besides capitals. `addressed`: a heading that addresses people or places that are no bodies (*Các thôn, tổ dân
    phố*), `post_joint`: between posts, `addressing`: the one or two words, in small letters, that it can begin with;
    those of `attaching`, where a phrase of `attached` follows. `offices`: parts named with their body (*Văn phòng Sở
    Y tế*).
    """

    levels: dict[str, Level | None]
    spelt: dict[str, str]
    placing: re.Pattern[str]
    place: re.Pattern[str]
    plural: re.Pattern[str]
    tiers: re.Pattern[str]
    scope: re.Pattern[str]
    centre: re.Pattern[str]
    name: re.Pattern[str]
    starter: re.Pattern[str]
    group: re.Pattern[str]
    determiner: re.Pattern[str]
    owner: re.Pattern[str]
    related: re.Pattern[str]
    classes: tuple[tuple[str, re.Pattern[str]], ...]
    named_head: re.Pattern[str]
    plain_head: re.Pattern[str]
    small_head: re.Pattern[str]
    stop: re.Pattern[str]
    units: frozenset[str]
    unit_heads: tuple[str, ...]
    listed: frozenset[str]
    brief: frozenset[str]
    field: re.Pattern[str]
    duty: re.Pattern[str]
    plain_duty: re.Pattern[str]
    people: re.Pattern[str]
    titled: re.Pattern[str]
    blocked: re.Pattern[str]
    addressed: re.Pattern[str]
    post_joint: re.Pattern[str]
    addressing: frozenset[str]
    attached: tuple[str, ...]
    attaching: frozenset[str]
    offices: frozenset[str]
    blocking: frozenset[str]
    heads: tuple[str, ...]
    openings: tuple[str, ...]


def _any(words: list[str]) -> str:
    """Alternatives, the longer first, every space any white space."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", SPACE) for w in ordered) + ")"


def _unbound(compounds: list[str]) -> str:
    """That no compound stands here with its second part."""
    starts: dict[str, set[str]] = {}
    for compound in compounds:
        first, _, second = compound.partition(" + " if "+" in compound else " ")
        starts.setdefault(second, set()).update((first, first.capitalize()))
    return "".join(
        rf"(?!{second}(?!\w)(?:{'|'.join(f'(?<={first} {second})' for first in sorted(firsts))}))"
        for second, firsts in sorted(starts.items())
    )


@cache
def load() -> AgencyWords:
    """The compiled words of the rule file. Raises RulesError where a shape names what there is not."""
    rules = load_rules("agency_words")
    levels: dict[str, Level | None] = {}
    tiers: tuple[Level, ...] = ("province", "district", "commune")
    for level in tiers:
        levels.update(dict.fromkeys(rules["levels"][level], level))
    levels.update(dict.fromkeys(rules["levels"]["open"]))
    group, guess, addressed = rules["group"], rules["guess"], rules["addressed"]
    return AgencyWords(
        **{shape["id"]: compile_later(pattern, _flags(shape)) for shape, pattern in _shapes()},
        levels=levels,
        spelt=rules["spelt"],
        classes=tuple(
            (key, compile_later(rf"(?<!\w){_any(signs)}(?!\w)", re.IGNORECASE))
            for key, signs in rules["classes"].items()
        ),
        units=frozenset(guess["units"]),
        unit_heads=tuple(f"{head} " for head in guess["units"]),
        listed=frozenset(guess["listed"]),
        brief=frozenset(guess["brief"]),
        addressing=frozenset(
            _begin(f"{before} {words}")
            for before, part in (("", "leading"), ("", "firms"), ("", "posts"), (group["determiners"][0], "nouns"))
            for words in addressed[part]
        ),
        attached=tuple(addressed["attached"]),
        attaching=frozenset(map(_begin, addressed["nouns"])),
        offices=frozenset(office.lower() for office in guess["offices"]),
        blocking=frozenset(w.split()[-1] for w in (*rules["not_after"]["words"], *rules["not_after"]["firms"])),
        heads=tuple(dict.fromkeys((*guess["named"], *guess["plain"]))),
        openings=(*(f"{d} {n}" for d in group["determiners"] for n in group["several"]), *group["alone"]),
    )


def _begin(phrase: str) -> str:
    """The first two words of a phrase in small letters, or its only one."""
    return " ".join(phrase.lower().replace(",", "").split()[:2])


def _flags(shape: dict[str, Any]) -> int:
    return 0 if shape.get("exact") else re.IGNORECASE


@cache
def _shapes() -> tuple[tuple[dict[str, Any], str], ...]:
    """The entries of [[shape]], each with its pattern written out."""
    rules = load_rules("agency_words")
    levels = rules["levels"]
    places = [word for part in ("province", "district", "commune", "open") for word in levels[part]]
    dotted = [word for word in rules["spelt"] if word.endswith(".")]
    nouns = [loosen(n) for n in (*rules["group"]["wide"], *rules["group"]["nouns"])]
    parts = {
        "UPPER": UPPER,
        "dotted": _any(dotted),
        "whole": _any([*places, *(word for word in rules["spelt"] if word not in dotted)]),
        "tiers": _any([*places, *rules["standard"]["tiers"]]),
        "noun": "(?:" + "|".join(rf"{n}(?!\w)" for n in nouns) + ")",
        "behind": "(?:" + "|".join(loosen(a) for a in rules["group"]["after"]) + r")(?!\w)",
        "unbound": _unbound(rules["guess"]["bound"]),
    }

    def write_out(pattern: str) -> str:
        return _NAMED.sub(lambda found: name_part(found[1]), pattern)

    def name_part(name: str) -> str:
        table, _, key = name.partition(".")
        if name not in parts and (not key or key not in rules.get(table, {})):
            raise RulesError(f"rules/agency_words.toml: no part or list is called {name!r}")
        return parts[name] if name in parts else _any(rules[table][key])

    for part, pattern in rules["parts"].items():
        parts[part] = write_out(pattern)
    return tuple((shape, write_out(shape["pattern"])) for shape in rules["shape"])


def examples() -> Iterator[Example]:
    """The examples of the shapes, by the name of the pattern."""
    return read_examples("agency_words", load_rules("agency_words")["shape"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the shape of that name takes the whole of `text`, or is found `within` it."""
    pattern: re.Pattern[str] = getattr(load(), entry_id)
    within = next(shape.get("within", False) for shape, _ in _shapes() if shape["id"] == entry_id)
    return (pattern.search(text) if within else pattern.fullmatch(text)) is not None
