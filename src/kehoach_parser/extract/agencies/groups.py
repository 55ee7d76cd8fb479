"""Groups named by what they are: *các Sở, ban, ngành khác của thành phố*, *đơn vị liên quan*."""

from __future__ import annotations

import re

from ...lexicon import agency_joints
from .names import Body, Reader
from .places import read_place, skip_space


def read_group(text: str, start: int, reader: Reader) -> Body | None:
    """The group named at `start`; None where the words name none."""
    words = reader.words
    found = words.group.match(text, start)
    if not found:
        return None
    joints = agency_joints.load()
    stated = found.group()
    several = words.determiner.match(text, start) is not None
    related = words.related.search(stated) is not None
    listed = joints.kinds.match(stated) is not None and joints.enumerated.search(stated) is not None
    if joints.society.search(text, max(0, start - 5), start + 4):
        return None
    if not (several or related or listed or joints.fixed.match(stated)):
        return None
    if reader.blocked(text, start):
        return None
    end = found.end()
    place = read_place(text, end, reader.names, reader.issuer, of=True)
    tail = ""
    held = None
    if place is not None and len(place.places) == 1:
        held, end = place.places[0], place.end
        more = joints.concerned.match(text, end)
        if more:
            tail, end = " " + " ".join(more.group().split()), more.end()
    under = joints.under.match(text, end)
    if under is None and (said := joints.under.search(stated + " ")) and said.end() > len(stated):
        under = joints.under.match(text, start + said.start())
    bare = words.owner.match(text, under.end()) if under and not held else None
    owners = reader.read(text, under.end()) if under and not held and not bare else ()
    if not (under or held) and joints.housed.search(stated):
        owners = reader.read_entry(text, skip_space(text, end))
    if bare:
        tail, end = f" {' '.join(text[end : bare.end()].split())}", bare.end()
    elif owners:
        body = owners[-1]
        link = text[end : under.end()] if under else " "
        where = f" {body.place.words}" if body.place else ""
        spelt = f"{body.name}{where}" if len(owners) == 1 else text[owners[0].start : body.end]
        tail, end, held = " " + " ".join(f"{link} {spelt}".split()), body.end, None
    name = " ".join(stated.split())
    name = name[0].upper() + name[1:]
    return Body(start, end, name, None, held, _key(stated, words.classes), tail, group=True)


def _key(stated: str, classes: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    for key, signs in classes:
        if signs.search(stated):
            return key
    return " ".join(agency_joints.load().several.sub("", stated).lower().split())
