"""Every body named in a running text, in order, with groups and lists resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ...lexicon import agencies as register
from ...lexicon import agency_words, places
from ...lexicon.agencies import Agencies
from ...lexicon.spelling import spellings
from ...models import Agency
from ...models.base import Level
from .groups import read_group
from .names import Body, Reader
from .places import PlaceNames

_JOIN = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+|\s*;\s*", re.IGNORECASE)
_TIER = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """Words that name bodies: `start:end` are half-open offsets into the text given, `agencies` one value a body."""

    start: int
    end: int
    agencies: tuple[Agency, ...]


def find_agencies(
    text: str,
    lexicon: Agencies | None = None,
    *,
    on: date | None = None,
    defined: Mapping[str, str] | None = None,
    issuer_level: Level | None = None,
) -> tuple[AgencyMention, ...]:
    """Every body named in `text`, in order and without overlaps.

    `on`: the day of the document, for bodies of one name at different times. `defined`: abbreviations that the
    document itself defines. `issuer_level`: the level of the issuing body, which tells what a bare *thành phố* is.
    """
    reader = make_reader(lexicon, on, issuer_level)
    bodies = _scan(text, reader)
    if defined:
        bodies = _merge_defined(text, bodies, defined, reader)
    return tuple(_mention(text, group) for group in _share_places(text, bodies))


def make_reader(lexicon: Agencies | None, on: date | None, issuer_level: Level | None) -> Reader:
    """The reader for these circumstances."""
    bodies, words = lexicon or register.load(), agency_words.load()
    return Reader(bodies, words, PlaceNames(words, places.load(), bodies), on, issuer_level)


def _scan(text: str, reader: Reader) -> list[tuple[Body, ...]]:
    found: list[tuple[Body, ...]] = []
    reached = 0
    for head in _heads(reader.register).finditer(text):
        start = head.start()
        if start < reached:
            continue
        bodies = read_at(text, start, reader)
        if bodies:
            found.append(bodies)
            reached = bodies[-1].end
    return found


def read_at(text: str, start: int, reader: Reader) -> tuple[Body, ...]:
    """The bodies named by the words that begin at `start`; empty where they name none."""
    bodies = reader.read(text, start)
    if bodies:
        return bodies
    group = read_group(text, start, reader)
    return (group,) if group else ()


@lru_cache(maxsize=4)
def _heads(lexicon: Agencies) -> re.Pattern[str]:
    """Where a body's name may begin: one alternation by first letter, so that most of a text is passed quickly.

    A capital word that begins a name or a head is enough; small letters must show the second word too.
    """
    words = agency_words.load()
    forms: set[str] = set()
    for first, seconds in lexicon.openings().items():
        for spelling in spellings(first):
            forms |= {spelling.upper(), spelling.capitalize()}
            if not seconds:
                forms.add(spelling)
            for second in seconds:
                for other in spellings(second):
                    forms |= {f"{spelling} {other}", f"{spelling} {other.capitalize()}"}
    for phrase in (*words.openings, *words.heads):
        capital = phrase[0].upper() + phrase[1:]
        forms |= {capital, capital.upper()}
        if phrase not in words.heads:
            first, _, rest = phrase.partition(" ")
            forms |= {phrase, f"{first} {rest.capitalize()}", f"{first.capitalize()} {rest.capitalize()}"}
    branches: dict[str, list[str]] = {}
    for form in forms:
        branches.setdefault(form[0], []).append(form)
    alternatives = "|".join(
        f"{re.escape(letter)}(?<!\\w.)(?:{_rests(branch)})" for letter, branch in sorted(branches.items())
    )
    return re.compile(rf"(?:{alternatives})(?!\w)")


def _rests(branch: list[str]) -> str:
    rests = sorted((form[1:] for form in branch), key=lambda rest: (-len(rest), rest))
    return "|".join(re.escape(rest).replace("\\ ", r"\s+") for rest in rests)


def _merge_defined(
    text: str, bodies: list[tuple[Body, ...]], defined: Mapping[str, str], reader: Reader
) -> list[tuple[Body, ...]]:
    """Adds the document's own abbreviations where nothing else was read."""
    taken = [(group[0].start, group[-1].end) for group in bodies]
    for short, full in defined.items():
        if short not in text:
            continue
        meant = read_at(full, 0, reader)
        if not meant:
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text):
            start, end = found.span()
            if all(end <= a or start >= b for a, b in taken):
                bodies.append(tuple(replace(b, start=start, end=end) for b in meant))
                taken.append((start, end))
    return sorted(bodies, key=lambda group: group[0].start)


def _share_places(text: str, groups: list[tuple[Body, ...]]) -> Iterable[tuple[Body, ...]]:
    """*Viện Kiểm sát nhân dân, Tòa án nhân dân thành phố*: a bare place word at the end of a list holds for all."""
    shared = list(groups)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        place = right[-1].place
        if place is None or place.level is None or place.named or place.group or left[-1].place is not None:
            continue
        if not _JOIN.fullmatch(text, left[-1].end, right[0].start):
            continue
        shared[index] = tuple(_take_place(body, right[-1]) for body in left)
    return shared


def _take_place(body: Body, giver: Body) -> Body:
    takes = body.entry is not None and body.entry.level is None and body.place is None
    return replace(body, place=giver.place) if takes else body


def _mention(text: str, bodies: tuple[Body, ...]) -> AgencyMention:
    agencies = tuple(_agency(" ".join(text[b.start : b.end].split()), replace(b, start=0, end=0)) for b in bodies)
    return AgencyMention(bodies[0].start, bodies[-1].end, agencies)


@lru_cache(maxsize=4096)
def _agency(raw: str, body: Body) -> Agency:
    """The contract's value. The body's offsets are left out (0), so that equal words share one value."""
    entry = body.entry
    name = body.name
    level = entry.level if entry is not None else None
    if body.place is not None:
        name = f"{name} {body.place.words}"
        level = level or body.place.level
    name += body.tail
    successors = entry.successors if entry else ()
    if entry is not None and level == "district" and entry.level is None:
        successors = entry.district_successors
    return Agency(
        raw=raw,
        name=name,
        key=_key(body, level),
        level=level,
        group=body.group,
        successor=successors[0].name if successors else None,
        successors=successors,
        guessed=entry is None and body.group_key is None,
        via=body.via,
    )


def _key(body: Body, level: Level | None) -> str:
    if body.group_key is not None:
        return body.group_key
    base = body.entry.key if body.entry is not None else body.name.lower()
    if body.place is not None and level is None and body.place.words == "các cấp":
        return f"{base} các cấp"
    tiered = body.entry is None or body.entry.level is None
    if level == "central":
        return f"{base} trung ương" if tiered else base
    if not tiered or level is None or (level == "province" and not (body.entry and body.entry.tier_in_key)):
        return base
    return f"{base} {_TIER[level]}"
