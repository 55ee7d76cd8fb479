"""Groups named by what they are: *các Sở, ban, ngành khác của thành phố*, *đơn vị liên quan*."""

from __future__ import annotations

import re

from ...patterns import compile_later
from .names import Body, Reader
from .places import read_place

_DETERMINER = compile_later(r"^(?:(?:tất\s+cả|toàn\s+thể)\s+)?(?:các|những)\s+", re.IGNORECASE)
_SOCIETY = compile_later(r"\bxã\s+hội\b", re.IGNORECASE)
_ENDS = compile_later(r"(?:\s+(?:có\s+)?liên\s+quan(?!\w))", re.IGNORECASE)
_UNDER = compile_later(r"\s+(?:thuộc,\s+trực\s+thuộc|trực\s+thuộc|thuộc)\s+(?:và\s+trực\s+thuộc\s+)?", re.IGNORECASE)
_LISTED = compile_later(r"[,/–-]|\svà\s|\s(?:ban|ngành|đoàn)\b", re.IGNORECASE)
_OPENING = compile_later(r"sở|ban|bộ|phòng|ngành|cơ\s+quan|đoàn\s+thể|hội|chi\s+cục|đơn\s+vị|cấp\s+ủy", re.IGNORECASE)
_FIXED = compile_later(
    r"cơ\s+quan\s+(?:báo|truyền\s+hình|thông)|lực\s+lượng\s+chức|báo,?\s+đài"
    r"|(?:tổ\s+chức|đoàn\s+thể)\s+(?:chính|CT)|chính\s+quyền",
    re.IGNORECASE,
)


def read_group(text: str, start: int, reader: Reader) -> Body | None:
    """The group named at `start`; None where the words name none."""
    words = reader.words
    found = words.group.match(text, start)
    if not found:
        return None
    stated = found.group()
    several = words.determiner.match(text, start) is not None
    related = words.related.search(stated) is not None
    listed = _OPENING.match(stated) is not None and _LISTED.search(stated) is not None
    if _SOCIETY.search(text, max(0, start - 5), start + 4):
        return None
    if not (several or related or listed or _FIXED.match(stated)):
        return None
    if reader.blocked(text, start):
        return None
    end = found.end()
    place = read_place(text, end, reader.names, reader.issuer, of=True)
    tail = ""
    held = None
    if place is not None and len(place.places) == 1:
        held, end = place.places[0], place.end
        more = _ENDS.match(text, end)
        if more:
            tail, end = " " + " ".join(more.group().split()), more.end()
    under = _UNDER.match(text, end) or (_UNDER.match(text, end - 11) if stated.endswith("trực thuộc") else None)
    bare = words.owner.match(text, under.end()) if under and not held else None
    owners = reader.read(text, under.end()) if under and not held and not bare else ()
    if bare:
        tail, end = f" {' '.join(text[end : bare.end()].split())}", bare.end()
    elif owners:
        tail, end, held = f" {' '.join(text[end : owners[-1].end].split())}", owners[-1].end, None
    name = " ".join(stated.split())
    name = name[0].upper() + name[1:]
    return Body(start, end, name, None, held, _key(stated, words.classes), tail, group=True)


def _key(stated: str, classes: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    for key, signs in classes:
        if signs.search(stated):
            return key
    return " ".join(_DETERMINER.sub("", stated).lower().split())
