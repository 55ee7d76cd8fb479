"""Whom a heading or a paragraph addresses: *6. Sở Y tế: …*, *Giao Sở X chủ trì …*, *Đề nghị A, B, C:*."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ...lexicon import roles
from ...lexicon.agencies import Agencies
from ...lexicon.rules import LOWER
from ...models import Agency
from ...models.base import Level
from .mentions import AgencyMention, find_agencies


@dataclass(frozen=True, slots=True)
class Addressees:
    """The bodies addressed. `start:end` covers their names in the text given; `rest` is where the task's own words
    begin (the end of the text where nothing follows)."""

    mode: Literal["directive", "request"]
    agencies: tuple[Agency, ...]
    start: int
    end: int
    rest: int


_JOIN = re.compile(r"(?:\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng)\s+|\s*[–-]\s*)", re.IGNORECASE)
_FIELDS = re.compile(rf"[,;]\s*[{LOWER}][^:.()\n]{{3,250}}?(?=\s*:|\s*\(|\s*$)")
_TRAILING_PLACE = re.compile(
    r"\s(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)(?:\s+\S+){0,4}$", re.IGNORECASE
)
_AFTER = re.compile(r"\s*(?:[:.]|[–-]\s)?\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)")


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
    words = roles.load()
    start = 0
    opener = words.opener.match(heading)
    if opener:
        start = opener.end()
        mode = "request" if words.asking.search(opener.group()) else "directive"
    mentions = find_agencies(heading, lexicon, on=on, defined=defined, issuer_level=issuer_level)
    if not mentions:
        return None
    title = words.office.match(heading, start)
    first = _first(mentions, title.end() if title else start)
    if first is None:
        return None
    agencies, end = list(mentions[first].agencies), mentions[first].end
    for mention in mentions[first + 1 :]:
        bracket = _BRACKETS.match(heading, end)
        joint = _JOIN.match(heading, bracket.end() if bracket else end)
        if not joint:
            break
        again = words.again.match(heading, joint.end())
        at = again.end() if again else joint.end()
        office = words.office.match(heading, at)
        if (office.end() if office else at) != mention.start:
            break
        agencies.extend(mention.agencies)
        end = mention.end
    longer = _whole_name(heading, mentions, agencies[-1], end)
    if longer is not None:
        agencies[-1], end = longer
    bracket = _BRACKETS.match(heading, end)
    after = bracket.end() if bracket else end
    rest = _AFTER.match(heading, after)
    return Addressees(mode, tuple(agencies), mentions[first].start, end, rest.end() if rest else after)


def _whole_name(
    heading: str, mentions: tuple[AgencyMention, ...], last: Agency, end: int
) -> tuple[Agency, int] | None:
    """A body whose name itself lists its fields (*Ban Chỉ đạo phòng, chống AIDS; phòng, chống tội phạm; tệ nạn xã hội
    và phong trào …*): up to the colon, where no other body begins; None where the name is already whole."""
    more = _FIELDS.match(heading, end)
    if not last.guessed or not more or any(end <= m.start < more.end() for m in mentions):
        return None
    words = " ".join(more.group().split())
    place = _TRAILING_PLACE.search(words)
    name = last.name + words
    key = last.key + (words[: place.start()] if place else words).lower()
    return last.model_copy(update={"raw": last.raw + words, "name": name, "key": key}), more.end()


def _first(mentions: tuple[AgencyMention, ...], start: int) -> int | None:
    for index, mention in enumerate(mentions):
        if mention.start == start:
            return index
        if mention.start > start:
            return None
    return None


