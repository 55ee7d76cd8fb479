"""Whom a heading or a paragraph addresses: *6. Sở Y tế: …*, *Giao Sở X chủ trì …*, *Đề nghị A, B, C:*."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from ...language.patterns import compile_later
from ...lexicon import agency_joints, agency_words, roles
from ...lexicon.agencies import Agencies
from ...lexicon.rule_files import LOWER, UPPER
from ...models import Agency
from ...models.base import Level
from .lists import read_list
from .mentions import AgencyMention, make_reader, read_at
from .names import Reader
from .places import skip_space


class Addressees(Struct, frozen=True):
    """The bodies addressed. `start:end` covers their names in the text given; `rest` is where the task's own words
    begin (the end of the text where nothing follows)."""

    mode: Literal["directive", "request"]
    agencies: tuple[Agency, ...]
    start: int
    end: int
    rest: int


_WORD = compile_later(r"[\s;,]+")
_FIELDS = compile_later(rf"[,;]\s*[{LOWER}][^:.()\n]{{3,250}}?(?=\s*:|\s*\(|\s*$)")
_WHOLE = compile_later(rf"\s+[{LOWER}](?:[^\s:.,;()]+\s+){{1,9}}[^\s:.,;()]+(?=\s*$)")
"""What a heading that is nothing but a body's name has behind the head of that name."""
_TO_END = compile_later(r"\s+[^:.;()\n]{3,90}?(?=\s*(?::|$))")
_AFTER = compile_later(r"\s*(?:[:.]|[–-]\s)?\s*")
_OPENING = 40  # characters in which the words stand that such a heading begins with
_NEXT = compile_later(r"\s*;\s*")
_SYLLABLES = compile_later(r"\W*(\w+)(?:\W+(\w+))?")
_GROUP_WORDS = 9
_LISTS = compile_later(r"[;:.()\d]")
_POSTS = compile_later(rf",\s+(?=[{UPPER}](?![{UPPER}]))")
"""Between posts that are addressed side by side (*Trưởng các phòng, Giám đốc các trung tâm*)."""
_BRACKETS = compile_later(r"\s*\([^()]*\)")


def read_addressees(
    heading: str,
    lexicon: Agencies | None = None,
    *,
    on: date | None = None,
    defined: Mapping[str, str] | None = None,
    issuer_level: Level | None = None,
    mode: Literal["directive", "request"] = "directive",
) -> Addressees | None:
    """The bodies that a heading (without its label) or the beginning of a paragraph addresses.

    None where the words name no body (a heading of a topic). `mode`: what holds where the words themselves do not ask
    (under a heading *Đề nghị*, *Kiến nghị* give `request`).
    """
    return read_addressed(heading, make_reader(lexicon, on, tuple((defined or {}).items()), issuer_level), mode)


def read_addressed(
    heading: str, reader: Reader, mode: Literal["directive", "request"] = "directive"
) -> Addressees | None:
    """What `read_addressees` gives, with the reader of the document's names at hand."""
    words = roles.load()
    start = 0
    opener = words.opener.match(heading)
    if opener:
        start = opener.end()
        if not words.neutral.match(opener.group()):
            mode = "request" if words.asking.search(opener.group()) else "directive"
    read = read_list(heading, start, reader)
    if read is not None or opener:
        read = read_small(heading, start, reader, read)
    if read is None:
        return _addressed(heading, start, mode)
    handed = words.handing.match(heading, skip_space(heading, read.end)) if opener is None else None
    if handed and (meant := read_list(heading, handed.end(), reader)):
        read = meant
        mode = "request" if words.asking.search(handed.group()) else "directive"
    agencies, end = list(read.agencies), read.end
    posts = _posts_behind(heading, end, mode)
    longer = (
        None if posts else _whole_name(heading, agencies[-1], end, reader) or _qualified(heading, agencies[-1], end)
    )
    if longer is not None:
        agencies[-1], end = longer
        posts = _posts_behind(heading, end, mode)
    if posts:
        agencies += posts.agencies
        end = posts.end
    bracket = _BRACKETS.match(heading, end)
    after = bracket.end() if bracket else end
    rest = _AFTER.match(heading, after)
    return Addressees(mode, tuple(agencies), read.start, end, rest.end() if rest else after)


def read_small(text: str, at: int, reader: Reader, before: AgencyMention | None = None) -> AgencyMention | None:
    """The bodies in small letters that an order names (*Giao trạm khuyến nông huyện và đội thủy nông*), or with which
    a list of others goes on (`before`): as if their heads had the capitals that a name has. The names keep the letters
    of the text in `raw`."""
    joint = agency_joints.load().listing.match(text, before.end) if before else None
    if before and (joint is None or "(" in joint.group()):
        return before
    spelt, begins, found = text, joint.end() if joint else at, False
    while small := reader.words.small_head.match(spelt, begins):
        second = small.end()
        for first in (begins, second):
            spelt = spelt[:first] + spelt[first].upper() + spelt[first + 1 :]
        read = read_list(spelt, at, reader)
        if read is None:
            break
        found = True
        joint = agency_joints.load().listing.match(spelt, read.end)
        if joint is None:
            break
        begins = joint.end()
    read = read_list(spelt, at, reader) if found else None
    if read is None or (before and read.end <= before.end):
        return before
    agencies = []
    position = at
    for agency in read.agencies:
        place = spelt.find(agency.raw, position)
        raw = agency.raw if place < 0 else text[place : place + len(agency.raw)]
        position = max(position, place + len(agency.raw))
        agencies.append(agency.model_copy(update={"raw": raw}))
    return AgencyMention(read.start, read.end, tuple(agencies))


def _addressed(heading: str, at: int, mode: Literal["directive", "request"]) -> Addressees | None:
    """A heading that addresses people or places that are no bodies: *Các thôn, tổ dân phố*; *Hiệu trưởng*."""
    found = _match_addressed(heading, at)
    if found is None and (title := roles.load().office.match(heading, at)):
        found = _match_addressed(heading, title.end())
    if found is None:
        return None
    field = agency_joints.load().charge.match(heading, found.end())
    end = field.end() if field else found.end()
    raw = " ".join(heading[found.start() : end].split())
    rest = _AFTER.match(heading, end)
    several = found["several"] is not None
    agencies = tuple(
        Agency(raw=part, name=part[0].upper() + part[1:], key=part.lower(), group=several, guessed=True)
        for part in _parted(raw)
    )
    joint = _NEXT.match(heading, end)
    more = _addressed(heading, joint.end(), mode) if joint else None
    if more is not None:  # `Người đứng đầu các cơ sở tôn giáo; chủ các cơ sở lưu trú`
        return Addressees(mode, (*agencies, *more.agencies), found.start(), more.end, more.rest)
    return Addressees(mode, agencies, found.start(), end, rest.end() if rest else end)


def _posts_behind(heading: str, end: int, mode: Literal["directive", "request"]) -> Addressees | None:
    """The posts that go on with a list of bodies (*Ban Giám hiệu, kế toán*)."""
    joint = agency_joints.load().listing.match(heading, end)
    return _addressed(heading, joint.end(), mode) if joint and "(" not in joint.group() else None


def _parted(posts: str) -> list[str]:
    """Posts that are addressed side by side, each by itself."""
    joint = agency_words.load().post_joint
    return [post for part in _POSTS.split(posts) for post in joint.split(part)]


def _match_addressed(heading: str, at: int) -> re.Match[str] | None:
    """What the pattern finds, which is not asked (nor compiled) for a heading that cannot begin so."""
    words = agency_words.load()
    opening = heading[at : at + _OPENING].lower()
    found = _SYLLABLES.match(opening)
    first, second = found.groups() if found else ("", None)
    begun = {first, f"{first} {second}"}
    asked = not begun.isdisjoint(words.addressing) or (
        not begun.isdisjoint(words.attaching) and any(map(opening.__contains__, words.attached))
    )
    return words.addressed.match(heading, at) if asked else None


def read_named(words: str, mentions: Sequence[AgencyMention]) -> tuple[Agency, ...]:
    """All that a list of names says, each once and in order: the bodies of `mentions`, found in `words`, and between
    them those that are addressed though they are no bodies (*Hiệu trưởng; Phòng Giáo dục và Đào tạo*)."""
    found: dict[str, Agency] = {}
    at = 0
    for start, end, agencies in (*((m.start, m.end, m.agencies) for m in mentions), (len(words), len(words), ())):
        between = words[at:start].strip(" \n\t,;.")
        if len(between) > 2:
            posts = _addressed(between, 0, "directive")
            if posts is not None and posts.end == len(between):
                agencies = (*posts.agencies, *agencies)
            elif group := _unlisted_group(between):
                agencies = (group, *agencies)
            elif mentions and (named := _unlisted_name(between)):
                agencies = (named, *agencies)
        for agency in agencies:
            found.setdefault(agency.name, agency)
        at = end
    return tuple(found.values())


def _unlisted_group(words: str) -> Agency | None:
    """In a list of names, several bodies or people of a kind that no list knows (*các cơ sở bức xạ*)."""
    joint = agency_joints.load().listing.match(f" {words}")
    raw = " ".join(f" {words}"[joint.end() if joint else 0 :].split())
    if not agency_words.load().determiner.match(raw) or len(raw.split()) > _GROUP_WORDS or _LISTS.search(raw):
        return None
    return Agency(raw=raw, name=raw[0].upper() + raw[1:], key=raw.lower(), group=True, guessed=True)


def _begins_body(text: str, at: int, reader: Reader) -> bool:
    """Whether the name of a body begins there, or behind a comma in small letters the head of one."""
    small = text[at - 2 : at] == ", " and reader.words.small_head.match(text, at)
    return bool(small) or bool(read_at(text, at, reader))


def _qualified(heading: str, last: Agency, end: int) -> tuple[Agency, int] | None:
    """A group with the words behind it that say which are meant, where they are all that a heading goes on to say
    (*Các cơ quan, đơn vị có tên trong phụ lục*); None where they are not, or where the name is no group."""
    which = agency_joints.load().qualified.match(heading[end:]) if last.group else None
    whole = _TO_END.match(heading, end) if which else None
    if whole is None:
        return None
    words = " ".join(whole.group().split())
    return last.model_copy(update={"raw": f"{last.raw} {words}", "name": f"{last.name} {words}"}), whole.end()


def _unlisted_name(words: str) -> Agency | None:
    """In a list of names, one that no list knows: it begins with a capital as they do (*Thống kê tỉnh*)."""
    joint = agency_joints.load().listing.match(f" {words}")
    raw = " ".join(f" {words}"[joint.end() if joint else 0 :].split())
    if not raw[:1].isupper() or not 1 < len(raw.split()) <= _GROUP_WORDS or _LISTS.search(raw) or "," in raw:
        return None
    return Agency(raw=raw, name=raw, key=raw.lower(), guessed=True)


def _is_bare_head(name: str) -> bool:
    """*Ban Quản lý*, *Ban Chỉ đạo*: words that name a body only with what it is for behind them."""
    head = agency_words.load().plain_head.match(name)
    return head is not None and head.end() == len(name)


def _whole_name(heading: str, last: Agency, end: int, reader: Reader) -> tuple[Agency, int] | None:
    """A body whose name itself lists its fields (*Ban Chỉ đạo phòng, chống AIDS; phòng, chống tội phạm; tệ nạn xã hội
    và phong trào …*), or says in a verb what it is for (*Ban Quản lý xây dựng nông thôn mới xã*, a whole heading):
    up to the colon or the end, where no other body begins; None where the name is already whole."""
    if not last.guessed:
        return None
    more = _FIELDS.match(heading, end) or (_WHOLE.match(heading, end) if _is_bare_head(last.name) else None)
    if not more or any(_begins_body(heading, at.end(), reader) for at in _WORD.finditer(heading, end, more.end())):
        return None
    words = " ".join(more.group().split())
    words = words if words[0] in ",;" else f" {words}"
    place = agency_joints.load().trailing_place.search(words)
    name = last.name + words
    key = last.key + (words[: place.start()] if place else words).lower()
    return last.model_copy(update={"raw": last.raw + words, "name": name, "key": key}), more.end()
