"""Who leads, who supports: the parts of bodies in one task statement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..lexicon import roles
from ..lexicon.agencies import Agencies
from ..lexicon.roles import RoleWords
from ..models import Agency
from ..models.base import Level
from .agencies import AgencyMention, find_agencies

Part = Literal["lead", "support", "implement"]

_BREAK = re.compile(r"(?<=[;.])\s+(?=\S)")
_JOIN = re.compile(r"\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng|cùng với)\s+|\s*\(\s*|\s*[–-]\s*", re.IGNORECASE)
_GAP = re.compile(r"\s*")
_COMMA = re.compile(r",\s+|\bđược\s+giao\s+", re.IGNORECASE)
_VERB_FOLLOWS = re.compile(r"\s*(?:\([^()]*\)\s*)?:?\s*(?!của\b|và\b|thuộc\b|về\b)[^\W\d_]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TaskPiece:
    """A part of the statement with one doer: `start:end` in the text given. `agencies` is empty where the doer is
    the addressee that the statement stands under."""

    start: int
    end: int
    role: Part
    agencies: tuple[Agency, ...]
    partners: tuple[Agency, ...]


@dataclass(frozen=True, slots=True)
class TaskRoles:
    """The addressee's own part and partners, and the statement in pieces (one where nobody else is asked)."""

    role: Part
    partners: tuple[Agency, ...]
    pieces: tuple[TaskPiece, ...]


def read_roles(
    text: str,
    lexicon: Agencies | None = None,
    *,
    on: date | None = None,
    defined: Mapping[str, str] | None = None,
    issuer_level: Level | None = None,
) -> TaskRoles:
    """The parts of bodies in `text`, one task statement (a bullet, a paragraph, a row).

    A body that is only spoken to or of (*báo cáo Ủy ban nhân dân tỉnh*, *gửi Sở Y tế*, *theo hướng dẫn của …*) is
    neither partner nor doer.
    """
    words = roles.load()
    mentions = find_agencies(text, lexicon, on=on, defined=defined, issuer_level=issuer_level)
    partners = _partner_lists(text, mentions, words)
    starts = [(0, *_doers(text, 0, mentions, words))]
    for boundary in _BREAK.finditer(text):
        at = boundary.end()
        doers, after = _doers(text, at, mentions, words)
        if doers and not any(m.start == _first_start(doers, mentions, at) for m in partners):
            starts.append((at, doers, after))
    pieces: list[TaskPiece] = []
    for index, (start, doers, after) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        while end > start and text[end - 1] in " \n\t":
            end -= 1
        with_whom = tuple(a for m in partners if start <= m.start < end and m.start >= after for a in m.agencies)
        pieces.append(TaskPiece(start, end, _part(text, after, end, words), doers, _unique(with_whom)))
    own = [p for p in pieces if not p.agencies] or pieces[:1]
    return TaskRoles(own[0].role, _unique(tuple(a for p in own for a in p.partners)), tuple(pieces))


def _first_start(doers: tuple[Agency, ...], mentions: tuple[AgencyMention, ...], at: int) -> int:
    return next((m.start for m in mentions if m.start >= at and m.agencies[0] is doers[0]), -1)


def _doers(
    text: str, at: int, mentions: tuple[AgencyMention, ...], words: RoleWords
) -> tuple[tuple[Agency, ...], int]:
    """The bodies that a clause beginning at `at` names as its doers, and where their verb begins."""
    opener = words.opener.match(text, at)
    begin = opener.end() if opener else at
    office = words.office.match(text, begin)
    begin = office.end() if office else begin
    index = next((i for i, m in enumerate(mentions) if m.start == begin), None)
    if index is None:
        return (), at
    agencies, end = list(mentions[index].agencies), mentions[index].end
    for mention in mentions[index + 1 :]:
        joint = _JOIN.match(text, end)
        if not joint or joint.end() != mention.start:
            break
        agencies.extend(mention.agencies)
        end = mention.end
    handed = words.handing.match(text, _GAP.match(text, end).end()) if not opener else None  # type: ignore[union-attr]
    if handed and any(m.start == handed.end() for m in mentions):
        return _doers(text, handed.end(), mentions, words)
    follows = _VERB_FOLLOWS.match(text, end)
    if not follows:
        return (), at
    return tuple(agencies), follows.end() - 1


def _partner_lists(
    text: str, mentions: tuple[AgencyMention, ...], words: RoleWords
) -> tuple[AgencyMention, ...]:
    """The mentions that stand in a list introduced by *phối hợp với*."""
    found: list[AgencyMention] = []
    open_end: int | None = None
    for mention in mentions:
        if open_end is not None:
            joint = _JOIN.match(text, open_end)
            if joint and joint.end() == mention.start:
                found.append(mention)
                open_end = mention.end
                continue
        open_end = None
        before = text[max(0, mention.start - 45) : mention.start]
        for introduction in words.joint.finditer(before):
            if introduction.end() == len(before):
                found.append(mention)
                open_end = mention.end
                break
    return tuple(found)


def _part(text: str, at: int, end: int, words: RoleWords) -> Part:
    """The doer's part, by the first verb after adverbs and a clause of grounds."""
    basis = words.basis.match(text, at)
    if basis:
        for comma in _COMMA.finditer(text, basis.end(), min(end, at + 250)):
            if words.lead.match(text, comma.end()) or words.support.match(text, comma.end()):
                at = comma.end()
                break
    while True:
        adverb = words.adverb.match(text, at, end)
        if not adverb:
            break
        at = adverb.end()
    if words.lead.match(text, at, end):
        return "lead"
    if words.support.match(text, at, end):
        return "support"
    return "implement"


def _unique(agencies: tuple[Agency, ...]) -> tuple[Agency, ...]:
    """Each body once, in order of first mention."""
    seen: dict[tuple[str, str], Agency] = {}
    for agency in agencies:
        seen.setdefault((agency.key, agency.name), agency)
    return tuple(seen.values())
