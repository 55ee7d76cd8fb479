"""Partners: the lists of bodies behind *phối hợp với*, *cùng với*, with the members that no register has."""

from __future__ import annotations

from ...language.patterns import compile_later
from ...lexicon import agency_joints, doers, roles
from ...lexicon.roles import RoleWords
from ...lexicon.rule_files import UPPER
from ...models import Agency
from ..agencies.addressees import read_small
from ..agencies.lists import read_list
from ..agencies.mentions import AgencyMention
from ..agencies.names import Reader

_SHORT = compile_later(rf"\s*\([{UPPER}][\w&.-]{{1,14}}\)")
"""The short name of a body, in a bracket behind it."""


def read_partners(text: str, lowered: str, reader: Reader, words: RoleWords) -> tuple[AgencyMention, ...]:
    """The lists introduced by *phối hợp với*, *cùng với*; `lowered`: the text in small letters."""
    found: list[AgencyMention] = []
    for first in words.joint_first.finditer(lowered):
        introduction = words.joint.match(text, first.start())
        if introduction is None or (found and first.start() < found[-1].end):
            continue
        listed = read_members(text, introduction.end(), reader)
        if listed is not None:
            found.append(_with_localities(text, listed))
    return tuple(found)


def read_members(text: str, start: int, reader: Reader, *, opens: bool = False) -> AgencyMention | None:
    """The list that begins at `start`: bodies of the register, in small letters too, and between them those that only
    their kind or post names (*Sở Y tế, các bệnh viện công lập*). `opens`: a sentence begins there, so that the capital
    of the first word says nothing."""
    agencies: list[Agency] = []
    at = end = start
    while True:
        member = (
            read_list(text, at, reader, brackets=True)
            or read_small(text, at, reader)
            or _read_unlisted(text, at, capital=not opens or at > start)
        )
        if member is None:
            break
        agencies += member.agencies
        end = member.end
        short = _SHORT.match(text, end)  # *Tập đoàn Bưu chính Viễn thông Việt Nam (VNPT), …*
        joint = agency_joints.load().listing.match(text, short.end() if short else end)
        if joint is None or "(" in joint.group():
            break
        again = roles.load().again.match(text, joint.end())
        at = again.end() if again else joint.end()
    return AgencyMention(start, end, tuple(agencies)) if agencies else None


def _read_unlisted(text: str, at: int, *, capital: bool) -> AgencyMention | None:
    """Bodies or people of a kind, or a firm, that no register has (*các doanh nghiệp viễn thông*); where a `capital`
    makes a name, any that begins with one."""
    words = doers.load()
    if not capital:  # most sentences begin with a capital that is no name: how long it would be need not be read
        head = words.partner_head.match(text, at)
        if head is None or head["capital"]:
            return None
    named = words.partner.match(text, at)
    if named is None:
        return None
    raw = " ".join(named["name"].split())
    several = agency_joints.load().several.match(raw) is not None
    agency = Agency(raw=raw, name=raw[:1].upper() + raw[1:], key=raw.lower(), group=several, guessed=True)
    return AgencyMention(at, named.end("name"), (agency,))


def _with_localities(text: str, listed: AgencyMention) -> AgencyMention:
    """The list with the localities at its end (*các Sở, ngành liên quan và địa phương*)."""
    found = doers.load().localities.match(text, listed.end)
    if found is None:
        return listed
    raw = " ".join(found["name"].split())
    group = Agency(raw=raw, name=raw[0].upper() + raw[1:], key=raw.lower(), group=True, guessed=True)
    return AgencyMention(listed.start, found.end(), (*listed.agencies, group))
