"""The words around a body's name (rules/agency_words.toml), compiled: place words, groups, heads, boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ..language.patterns import compile_later
from ..models.base import Level
from .agency_joints import loosen
from .rules import UPPER, Example, load_rules, read_examples

SPACE = r"\s+"


class AgencyWords(Struct, frozen=True):
    """Compiled patterns; every one is made for `pattern.match(text, position)`.

    `placing`: what words of place begin with. `place`: a generic place word. `plural`: two or more place words, or
    one after *các*. `tiers`: *cấp huyện, cấp xã*. `name`: a proper name in capitals. `group`: a whole group of
    bodies, `owner`: the bare head of the body that it belongs to. `named_head`, `plain_head`: heads of unlisted
    bodies. `stop`: a word that ends an unlisted name. `units`: heads of the inner parts of a body, `field`: a verb
    that names their work; `duty`: a verb before which a name ends, `plain_duty`: one of which no noun is made;
    `people`: who is no part of a name, `titled`: before a title in quotes. `blocked`: searched in what stands before
    a name; `blocking` are the last words that it can end in, besides capitals. `addressed`: a heading that addresses
    people or places that are no bodies (*Các thôn, tổ dân phố*), `addressing`: the one or two words, in small
    letters, that it can begin with, unless a phrase of `attached` follows. `offices`: parts named with their body
    (*Văn phòng Sở Y tế*).
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
    addressing: frozenset[str]
    attached: tuple[str, ...]
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
    """The compiled words of the rule file."""
    rules = load_rules("agency_words")
    levels: dict[str, Level | None] = {}
    tiers: tuple[Level, ...] = ("province", "district", "commune")
    for level in tiers:
        levels.update(dict.fromkeys(rules["levels"][level], level))
    levels.update(dict.fromkeys(rules["levels"]["open"]))
    spelt: dict[str, str] = rules["spelt"]
    dotted = [word for word in spelt if word.endswith(".")]
    whole = [*levels, *(word for word in spelt if not word.endswith("."))]
    not_place = rf"(?!\s+{_any(rules['levels']['not_before'])}(?!\w))"
    place = rf"(?:{_any(dotted)}|{_any(whole)}(?!\w){not_place})"
    joint = r"(?:\s*[,/–-]\s*(?:và\s+)?|\s+và\s+)"
    centre = rf"(?:{_any(rules['centre']['words'])}|(?-i:{_any(rules['centre']['short'])}))"
    tier = rf"cấp\s+{_any([*levels, 'cơ sở', 'trung ương'])}"
    group = rules["group"]
    nouns = [loosen(n) for n in (*group["wide"], *group["nouns"])]
    noun = "(?:" + "|".join(rf"{n}(?!\w)" for n in nouns) + ")"
    sep = r"(?:\s*[,/–-]\s*(?:và\s+)?(?:các\s+)?|\s+và\s+(?:các\s+)?|\s+(?=ban|ngành|đoàn))"
    after = "(?:" + "|".join(loosen(a) for a in group["after"]) + r")(?!\w)"
    guess = rules["guess"]
    firms = _any(rules["not_after"]["firms"])
    capital = rf"[{UPPER}\d][\w’'.-]*"
    insensitive = re.IGNORECASE
    return AgencyWords(
        levels=levels,
        spelt=spelt,
        placing=compile_later(rf"(?:các|cấp|cùng|hai|ở|{centre})(?!\w)|{place}", insensitive),
        place=compile_later(place, insensitive),
        plural=compile_later(
            rf"các\s+{place}(?:{joint}(?:các\s+)?{place})*|{place}(?:{joint}(?:các\s+)?{place})+", insensitive
        ),
        tiers=compile_later(rf"{tier}(?:{joint}(?:{tier}|{place}))*(?!\w)", insensitive),
        scope=compile_later(r"(?:ở\s+)?(?:các\s+cấp|cùng\s+cấp|hai\s+cấp|cấp\s+trên|cấp\s+dưới)(?!\w)", insensitive),
        centre=compile_later(rf"{centre}(?!\w)", insensitive),
        name=compile_later(rf"{capital}(?:\s+[{UPPER}\d][\w’']*){{0,4}}"),
        starter=compile_later(rf"{_any(rules['starters']['words'])}(?!\w)", insensitive),
        group=compile_later(
            rf"(?:(?:các|những)\s+|(?:tất\s+cả|toàn\s+thể)\s+các\s+)?(?:{noun}{sep}?)+(?<=\w)(?:\s+{after})*",
            insensitive,
        ),
        determiner=compile_later(r"(?:các|những|tất\s+cả|toàn\s+thể)\s", insensitive),
        owner=compile_later(rf"{_any(group['owners'])}(?!\w)(?!\s+[{UPPER}\d])"),
        related=compile_later(r"liên\s+quan|hữu\s+quan", insensitive),
        classes=tuple(
            (key, compile_later(rf"(?<!\w){_any(signs)}(?!\w)", insensitive)) for key, signs in rules["classes"].items()
        ),
        named_head=compile_later(rf"(?!Vụ\s+{_any(guess['seasons'])}\b){_any(guess['named'])}(?=\s+(?:[{UPPER}\d]))"),
        plain_head=compile_later(rf"{_any(guess['plain'])}(?!\w)", insensitive),
        stop=compile_later(rf"(?!{_any(guess['inside'])}(?!\w)){_unbound(guess['bound'])}{_any(guess['stop'])}(?!\w)"),
        units=frozenset(guess["units"]),
        unit_heads=tuple(f"{head} " for head in guess["units"]),
        listed=frozenset(guess["listed"]),
        brief=frozenset(guess["brief"]),
        field=compile_later(rf"{_any(guess['fields'])}(?!\w)", insensitive),
        duty=compile_later(rf"{_any(guess['duties'])}(?!\w)"),
        plain_duty=compile_later(rf"(?<!đơn vị )(?<!cơ quan ){_any(guess['plain_duties'])}(?!\w)"),
        titled=compile_later(rf"(?<!\w){_any(guess['titled'])}\s+$", insensitive),
        people=compile_later(rf"{_any(guess['people'])}(?!\w)", insensitive),
        blocked=compile_later(
            rf"(?<!\w)(?:(?i:{_any(rules['not_after']['words'])})"
            rf"|(?i:{firms})(?:\s+(?:[{UPPER}\d]\S*|(?i:{firms})|một\s+thành\s+viên))*)\s+$"
        ),
        addressed=compile_later(
            rf"(?:(?:{_any(rules['addressed']['leading'])}\s+)?(?P<several>các)\s+{_any(rules['addressed']['nouns'])}(?!\w)[^:.;()]{{0,90}}?"
            rf"|{_any(rules['addressed']['nouns'])}\s+{_any(rules['addressed']['attached'])}"
            rf"|{_any(rules['addressed']['firms'])}\s+(?-i:[{UPPER}])[^:.;()]{{2,80}}?"
            rf"|(?:{_any(rules['addressed']['posts'])}(?:\s*(?:,|và)\s+|(?!\w)))+(?:\s+các\s+\w+(?:\s\w+)?)?)(?=\s*(?::|$)|\s+{_any(rules['addressed']['verbs'])}(?!\w))",
            insensitive,
        ),
        addressing=frozenset(
            " ".join(phrase.replace(",", "").split()[:2])
            for before, part in (("", "leading"), ("", "firms"), ("", "posts"), ("các ", "nouns"))
            for phrase in (before + words for words in rules["addressed"][part])
        ),
        attached=tuple(rules["addressed"]["attached"]),
        offices=frozenset(office.lower() for office in guess["offices"]),
        blocking=frozenset(w.split()[-1] for w in (*rules["not_after"]["words"], *rules["not_after"]["firms"])),
        heads=tuple({*guess["named"], *guess["plain"]}),
        openings=(*(f"{d} {n}" for d in ("các", "những") for n in group["several"]), *group["alone"]),
    )


def examples() -> Iterator[Example]:
    """The examples of the rule file, by the name of the pattern."""
    return read_examples("agency_words", load_rules("agency_words")["example"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the pattern of that name takes the whole of `text`."""
    pattern: re.Pattern[str] = getattr(load(), entry_id)
    return pattern.fullmatch(text) is not None
