"""Every body named in a running text, in order, with groups and lists resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ...lexicon import agencies as register
from ...lexicon import agency_joints, agency_words, places, standard_names
from ...lexicon.agencies import Agencies, Entry
from ...models import Agency
from ...models.base import Level, Successor
from .groups import read_group
from .names import Body, Reader
from .openings import find_openings
from .places import Place, PlaceNames


class AgencyMention(Struct, frozen=True):
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
    document itself defines. `issuer_level`: the level of the issuing body, which tells what a bare *thành phố* is, and
    whose the bodies are that no place is named with (*Hội Nông dân*).
    """
    return _find(text, lexicon or register.load(), on, tuple((defined or {}).items()), issuer_level)


@lru_cache(maxsize=1024)
def _find(
    text: str, lexicon: Agencies, on: date | None, defined: tuple[tuple[str, str], ...], issuer: Level | None
) -> tuple[AgencyMention, ...]:
    """Kept for the texts last read: a paragraph is read for its dates and its figures."""
    reader = make_reader(lexicon, on, defined, issuer)
    return tuple(make_mention(text, group, issuer) for group in share_places(text, _scan(text, reader)))


@lru_cache(maxsize=64)
def make_reader(
    lexicon: Agencies | None,
    on: date | None = None,
    defined: tuple[tuple[str, str], ...] = (),
    issuer_level: Level | None = None,
) -> Reader:
    """The reader for these circumstances; of the abbreviations only those that stand for a body are kept."""
    bodies, words = lexicon or register.load(), agency_words.load()
    reader = Reader(bodies, words, PlaceNames(words, places.load(), bodies), on, issuer_level)
    short: list[tuple[str, tuple[Body, ...]]] = []
    for abbreviation, full in sorted(defined, key=lambda item: -len(item[0])):
        meant = read_at(full, 0, reader)
        if meant and meant[-1].end == len(full) and abbreviation != full:
            short.append((abbreviation, meant))
    return replace(reader, defined=tuple(short))


def _scan(text: str, reader: Reader) -> list[tuple[Body, ...]]:
    found: list[tuple[Body, ...]] = []
    reached = 0
    for start in _starts(text, reader):
        if start < reached:
            continue
        bodies = read_at(text, start, reader)
        if bodies:
            found.append(bodies)
            reached = bodies[-1].end
    return found


def _starts(text: str, reader: Reader) -> Iterable[int]:
    starts = find_openings(text, reader.register)
    for short, _ in reader.defined:
        if short in text:
            defined = [m.start() for s, _ in reader.defined for m in re.finditer(rf"(?<!\w){re.escape(s)}(?!\w)", text)]
            return sorted({*starts, *defined})
    return starts


def read_at(text: str, start: int, reader: Reader) -> tuple[Body, ...]:
    """The bodies named by the words that begin at `start`; empty where they name none."""
    if start >= len(text):
        return ()
    bodies = reader.read(text, start)
    if bodies:
        return bodies
    group = read_group(text, start, reader)
    if group:
        return (group,)
    for short, meant in reader.defined:
        end = start + len(short)
        if text.startswith(short, start) and not text[end : end + 1].isalnum():
            return tuple(replace(body, start=start, end=end) for body in meant)
    return ()


def share_places(text: str, groups: list[tuple[Body, ...]]) -> Iterable[tuple[Body, ...]]:
    """*Viện Kiểm sát nhân dân, Tòa án nhân dân thành phố*: a bare place word at the end of a list holds for all."""
    shared = list(groups)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        place = right[-1].place
        if place is None or place.level is None or place.named or left[-1].place is not None:
            continue
        if not agency_joints.load().sharing.fullmatch(text, left[-1].end, right[0].start):
            continue
        shared[index] = tuple(_take_place(body, right[-1]) for body in left)
    return shared


def _take_place(body: Body, giver: Body) -> Body:
    entry, place = body.entry, giver.place
    if entry is None or entry.level is not None or body.place is not None or place is None:
        return body
    if place.group and not (entry.tier_in_key or entry.kind == standard_names.load().party):
        return body
    return replace(body, place=place, group=place.group)


def make_mention(text: str, bodies: tuple[Body, ...], issuer: Level | None = None) -> AgencyMention:
    """Bodies read together as the contract's values. `issuer`: as `issuer_level` of `find_agencies`."""
    agencies = tuple(
        _agency(_words(text, b), b.name, b.entry, b.place, b.group_key, b.tail, b.via, b.group, issuer) for b in bodies
    )
    return AgencyMention(bodies[0].start, bodies[-1].end, agencies)


def _words(text: str, body: Body) -> str:
    return " ".join(text[body.start : body.end].split())


@lru_cache(maxsize=4096)
def _agency(
    raw: str,
    name: str,
    entry: Entry | None,
    place: Place | None,
    group_key: str | None,
    tail: str,
    via: str | None,
    group: bool,
    issuer: Level | None,
) -> Agency:
    """The contract's value; equal words share one."""
    if entry is not None:
        level = entry.level or (place.level if place else _elided_level(raw, entry, issuer))
    else:
        level = place.level if place else None
    key = _key(name, entry, place, group_key, level)
    if entry is None and place is None:
        level = _level_of_part(name, group_key, issuer)
    elif entry is not None and entry.shared and (place.level if place else issuer) == "commune":
        level = "commune"
    if place is not None:
        name = f"{name} {place.words}"
    successors = entry.successors if entry else ()
    if entry is not None and level == "district" and entry.level is None:
        successors = entry.district_successors
    return Agency(
        raw=raw,
        name=name + tail,
        key=key,
        level=level,
        group=group,
        successor=_placed_heir(successors, place) if successors else None,
        successors=successors,
        guessed=entry is None and group_key is None,
        via=via,
    )


def _elided_level(raw: str, entry: Entry, issuer: Level | None) -> Level | None:
    """The level of a body that exists at several and is named without a place: the issuer's own (*Hội Nông dân* in a
    province's plan); None for bodies that are not the issuer's (*Kho bạc Nhà nước*) or the country's (*… Việt Nam*)."""
    standard = standard_names.load()
    if issuer in (None, "central") or entry.kind not in standard.local_kinds or entry.free_name:
        return None
    return None if raw.endswith(standard.nation) and not entry.name.endswith(standard.nation) else issuer


def _level_of_part(name: str, group_key: str | None, issuer: Level | None) -> Level | None:
    """The level of an inner part that no list knows (*Khoa Dược*) and of a group of the issuer's own bodies; a *sở* is
    the province's in every document."""
    standard = standard_names.load()
    if group_key is None:
        return issuer if name.startswith(standard.inner) else None
    if group_key not in standard.own_groups:
        return None
    if standard.department in name.lower().replace(",", " ").split():
        return "province"
    return issuer if issuer != "central" else None


def _placed_heir(successors: tuple[Successor, ...], place: Place | None) -> str:
    """The first heir's name, with the place of the body where it is the only one and of the same level."""
    heir = successors[0].name
    alone = len(successors) == 1 and place is not None and not place.group and place.level == "province"
    tier = f" {standard_names.load().tier} "
    return f"{heir} {place.words}" if alone and place is not None and tier not in heir else heir


def _key(name: str, entry: Entry | None, place: Place | None, group_key: str | None, level: Level | None) -> str:
    """The name without its place, with the tier where it is not the province's (or where the entry always says it)."""
    if group_key is not None:
        return group_key
    base = entry.key if entry is not None else name.lower()
    standard = standard_names.load()
    if place is not None and level is None and place.words == standard.all_tiers:
        return f"{base} {standard.all_tiers}"
    tiered = entry is None or entry.level is None
    if level == "central":
        return f"{base} {standard.keys[level]}" if tiered else base
    if not tiered or level is None or (level == "province" and not (entry and entry.tier_in_key)):
        return base
    return f"{base} {standard.keys[level]}"
