"""Metadata (thể thức): number, symbol, issuer, place and date, title, period, signature, recipients, province.

Read by position and wording as Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I set them out: issuing body top left with
its superior in the line above, number below it, place and date in italics on the line of the number, kind and trích
yếu centred, signature and nơi nhận at the end. A blank (`Số: /KH-UBND`, `ngày   tháng 3 năm 2023`) stays a blank.
Where the head is missing, the issuer is the body that the opening says issues the plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ...language.capitals import is_capitals
from ...language.spans import meets
from ...lexicon import Lexicon
from ...lexicon.headings import Headings
from ...lexicon.letter import Letter
from ...lexicon.own_number import NUMBER
from ...lexicon.places import find_province
from ...lexicon.times import TIMES
from ...models import Agency, Metadata, Period, Signatory
from ...structure.values import Doubt, Outline, Text
from ..citations import FoundCitation, find_citations, pick_implements
from ..words.times import read_period, write_date
from .issuer import (
    find_place,
    find_told_place,
    is_central,
    name_body,
    place_of,
    read_issuer,
    read_issuer_lines,
    read_joint_issuers,
)
from .signature import read_foot

_PAGE_LINES = 12  # lines among which a page has its name
_PAGE_NAME = 600  # characters, where no letterhead tells
_NAMED_WITHIN = 3000  # characters from the opening on in which the superior body is looked for


class FoundMetadata(Struct, frozen=True):
    """The metadata and the doubts about it. `issued_on` is the date as far as needed to judge which names were
    valid."""

    metadata: Metadata
    issued_on: date | None
    doubts: tuple[Doubt, ...]


class _Head(Struct, frozen=True):
    """What the head says, as far as read. `within`: the parts of a title in which an old database wrote kind, issuer,
    number and date as one; None for every other title."""

    number: str | None
    symbol: str | None
    place: str | None
    issued: str | None
    title: str | None
    kind: str | None
    within: re.Match[str] | None


def read_metadata(
    text: Text,
    outline: Outline,
    lexicon: Lexicon,
    hints: dict[str, str],
    opening: tuple[int, int],
    named: Sequence[FoundCitation],
) -> FoundMetadata:
    """The metadata of a document. `opening` is where it says what it carries out, `named` the documents that it names
    there; `hints` are what a portal's box says, used only where the text says nothing."""
    reading, letter = text.reading, lexicon.letter
    head = _read_head(text, outline, lexicon)
    head, doubts = _complete_head(head, reading[: max(outline.head[1], _PAGE_NAME)], hints, letter)
    issued_on = _as_date(head.issued)
    opening_text = reading[opening[0] : opening[1]]
    parent_raw, issuer_raw = read_issuer_lines(reading[outline.head[0] : outline.head[1]], letter)
    issuer_raw = issuer_raw or _issuer_within(head, letter)
    above, joint = _joint_issuers(head, reading[outline.head[0] : outline.head[1]], letter)
    if joint:
        parent_raw, issuer_raw = above, joint[0]
    issuer = read_issuer(issuer_raw, opening_text, head.title, head.place, issued_on, lexicon)
    others = (read_issuer(raw, "", head.title, head.place, issued_on, lexicon) for raw in joint[1:])
    if issuer is None and (issuer := _issuer_of_box(hints.get("place"), head.symbol, issued_on, lexicon)):
        doubts.append(_from_portal(f"Cơ quan ban hành {issuer.name} lấy từ khung thông tin của cổng"))
    parent = name_body(parent_raw, issued_on, lexicon) if parent_raw else None
    province = find_place(issuer, parent, head.place, head.title, issued_on, lexicon)
    if province is None and issuer is not None and not is_central(issuer, letter):
        start = max(outline.head[1], outline.title[1])
        province = find_told_place(opening_text, reading[start : start + _NAMED_WITHIN], issued_on, letter)
    place = head.place or (place_of(issuer, province, lexicon) if issuer else None)
    implements = pick_implements(named, head.title)
    signatories, recipients = read_foot(reading[outline.foot[0] : outline.foot[1]], letter)
    if hints.get("signatory") and not any(signatory.name for signatory in signatories):
        signatories, told = _signatories_of_box(hints["signatory"], signatories)
        doubts.append(told)
    doubts += _doubt_names(signatories, outline.foot)
    metadata = Metadata(
        doc_type=letter.doc_type(head.kind or _kind_of_opening(opening_text, head.symbol, letter), head.symbol),
        number=head.number,
        symbol=head.symbol,
        issuer=issuer,
        parent_issuer=parent,
        place=place,
        issued=head.issued,
        title=head.title,
        period=_read_period(head.title),
        implements=implements if implements not in (None, head.number) else _read_implements(head.title),
        signatories=signatories,
        recipients=recipients,
        province=province,
        co_issuers=tuple(other for other in others if other is not None),
    )
    return FoundMetadata(metadata, issued_on, tuple(doubts))


def _read_head(text: Text, outline: Outline, lexicon: Lexicon) -> _Head:
    """Number, place, date, kind and title as the text states them."""
    head = text.reading[outline.head[0] : outline.head[1]]
    number, symbol, number_at = _read_number(head)
    place, issued = _read_date(head, number_at, lexicon.letter)
    title, kind = _read_title(text, outline, lexicon.headings)
    within = lexicon.letter.in_title.match(title) if title else None
    if within and title:
        title = title[within.end() :].strip(" .:-–") or None
        if number is None:
            number, symbol, _ = _read_said_number(within["number"].upper())
            issued = issued or _write_date(within)
    if title is None:
        title = _read_about(head, lexicon)
    return _Head(number, symbol, place, issued, title, kind, within)


def _from_portal(told: str, *, unsaid: bool = True) -> Doubt:
    message = f"{told}, văn bản không ghi." if unsaid else f"{told}."
    return Doubt("metadata_from_portal", message)


def _complete_head(head: _Head, page: str, hints: dict[str, str], letter: Letter) -> tuple[_Head, list[Doubt]]:
    """The head with what only a portal says: the page's name (in `page`, the text's beginning), its box (`hints`)."""
    doubts: list[Doubt] = []
    title, issued, number, symbol = head.title, head.issued, head.number, head.symbol
    told = number or hints.get("number")
    if title is None and told is not None:
        title = _read_page_title(page, told, letter)
        if title is not None:
            doubts.append(_from_portal(f"Trích yếu «{title}» lấy từ tên trang của cổng"))
    if issued is None and "issued" in hints:
        issued = hints["issued"]
        doubts.append(_from_portal(f"Ngày ban hành {issued} lấy từ khung thông tin của cổng"))
    if number is None and symbol is None and hints.get("number"):
        number, symbol, _ = _read_said_number(hints["number"])
        number = number or hints["number"]
        doubts.append(_from_portal(f"Số hiệu {number} lấy từ khung thông tin của cổng"))
    if title is None and hints.get("title"):
        title = hints["title"]
        doubts.append(_from_portal(f"Trích yếu «{title}» lấy từ khung thông tin của cổng"))
    return replace(head, title=title, issued=issued, number=number, symbol=symbol), doubts


def _joint_issuers(head: _Head, words: str, letter: Letter) -> tuple[str | None, tuple[str, ...]]:
    """The body above a joint document (*KẾ HOẠCH LIÊN TỊCH*, `KHLT-…`) and those that issue it; none where one does."""
    if not (letter.joint.search(head.kind or "") or letter.joint.search(head.symbol or "")):
        return None, ()
    above, named = read_joint_issuers(words, letter)
    return (above, named) if len(named) > 1 else (None, ())


def _kind_of_opening(opening: str, symbol: str | None, letter: Letter) -> str | None:
    """The kind of a document that has neither title line nor number: its opening says what is issued *như sau*."""
    told = letter.issued_kind.search(opening) if symbol is None else None
    if told and any(cited.end == told.start() for cited in find_citations(opening)):
        return None  # *ký Quyết định số … ban hành Kế hoạch …, có ý kiến như sau*
    return " ".join(told["kind"].upper().split()) if told else None


def _issuer_within(head: _Head, letter: Letter) -> str | None:
    """The issuer that an old database wrote into the title."""
    if not (head.within and head.within["issuer"]):
        return None
    issuer: str = head.within["issuer"]
    decider = letter.decider.match(issuer)
    return issuer[decider.end() if decider else 0 :]


def _read_period(title: str | None) -> Period | None:
    years = read_period(title) if title else None
    return Period(start=years[0], end=years[1]) if years else None


def _read_implements(title: str | None) -> str | None:
    """What the title itself says the plan carries out (`TRIỂN KHAI NGHỊ QUYẾT SỐ …`)."""
    if title is None or "/" not in title:
        return None
    return pick_implements(find_citations(title, opening=(0, len(title))))


def _read_number(head: str) -> tuple[str | None, str | None, int]:
    """Number, symbol, and where they end in the head."""
    return _write_number(NUMBER.behind_word.search(head) or NUMBER.on_line.search(head))


def _read_said_number(said: str) -> tuple[str | None, str | None, int]:
    """Number and symbol of words that are known to be the number."""
    return _write_number(NUMBER.said.match(said.lstrip()) or NUMBER.behind_word.search(said))


def _write_number(match: re.Match[str] | None) -> tuple[str | None, str | None, int]:
    if match is None:
        return None, None, 0
    symbol = re.sub(r"\s+", "", match["symbol"] or match["party"]).replace("–", "-").rstrip(".,-")
    year = re.sub(r"\s+", "", match["year"] or "")
    joint = "/" if match["symbol"] else "-"
    number = f"{match['number']}{year}{joint}{symbol}" if match["number"] else None
    return number, symbol, match.end()


def _read_date(head: str, after: int, letter: Letter) -> tuple[str | None, str | None]:
    """The place as the line of place and date writes it, and the date as far as stated."""
    flat = head.replace("\n", " ")
    dated = TIMES.place_and_date
    match = dated.search("\n" + head) or dated.search(flat, after) or dated.search(flat)
    place = match["place"] if match else None
    line = letter.place_line.search(head)
    if line:
        stated = " ".join(f"{line['above'] or ''}{line['place']}".split())
        motto = letter.motto.search(stated)  # both in one cell
        stated = stated[motto.end() if motto else 0 :].strip()
        known = find_province(stated)
        place = known.name if known and known.name.casefold() == stated.casefold() else stated
    if place is not None:
        title = letter.place_title.match(place)
        place = place[title.end() if title else 0 :].strip(" -")
    if match is None:
        cited = [(c.start, c.end) for c in find_citations(flat)] if TIMES.head_date.search(flat, after) else []
        dates = TIMES.head_date.finditer(flat, after)
        match = next((m for m in dates if not meets(cited, *m.span())), TIMES.slashed_date.search(flat, after))
    if match is None:
        return place, None
    return place, _write_date(match)


def _write_date(match: re.Match[str]) -> str | None:
    """The date as far as a calendar has it: none has a year 0, which a form that nobody filled in may state."""
    return write_date(match["year"], match["month"], match["day"]) if int(match["year"]) else None


def _read_about(head: str, lexicon: Lexicon) -> str | None:
    """The trích yếu of a công văn, which stands under its number (`V/v …`) down to the next component."""
    letter = lexicon.letter
    words: list[str] = []
    for line in head.split("\n"):
        about = None if words else letter.about.search(line)
        if about and (about.start() == 0 or letter.number_line.search(line[: about.start()])):
            words.append(line[about.start() :])
        elif words:
            if _ends_about(words[-1], line, lexicon):
                break
            words.append(line)
    return " ".join(words).strip(" .:;") or None


def _ends_about(above: str, line: str, lexicon: Lexicon) -> bool:
    """Whether a line below a trích yếu is another component: it ended with a full stop, or place and date, the national
    title, the addressees or a line in capitals follow."""
    letter = lexicon.letter
    addressed = lexicon.headings.marks.addressed.match(line)
    other = letter.place_and_date.search(line) or letter.motto.search(line) or addressed
    return bool(other) or above.endswith(".") or (is_capitals(line) and " " in line)  # `COVID-19` is no component


def _read_page_title(above: str, number: str, letter: Letter) -> str | None:
    """The name that a portal's page gives the document with this number (`Kế hoạch 31/KH-UBND năm 2024 phát triển …`),
    among the first lines; None where no line does."""
    for line in above.split("\n")[:_PAGE_LINES]:
        found = letter.page_title.match(line)
        if found and found["number"].casefold() == number.casefold():
            return found["title"].strip(" .:-–|")
    return None


def _signatories_of_box(stated: str, unnamed: tuple[Signatory, ...]) -> tuple[tuple[Signatory, ...], Doubt]:
    """Who signed, as a portal's box names them, with the positions under which the text leaves the names out, where
    there are as many (else nobody can tell whose each is: both are kept), and the doubt that says so."""
    names = [name for name in re.split(r"\s*;\s*", stated) if name]
    if len(names) == len(unnamed):
        named = tuple(s.model_copy(update={"name": name}) for s, name in zip(unnamed, names, strict=True))
    else:
        named = (*unnamed, *(Signatory(name=name) for name in names))
    return named, _from_portal(f"Người ký {stated} lấy từ khung thông tin của cổng", unsaid=False)


def _issuer_of_box(stated: str | None, symbol: str | None, on: date | None, lexicon: Lexicon) -> Agency | None:
    """The issuer that a portal's box names, whole or, as some do, by its place alone, where the document's symbol has
    the body (`Tỉnh Hà Giang` and `KH-UBND`); None where the list knows neither."""
    if not stated:
        return None
    for words in (stated, f"{symbol.rsplit('-', 1)[-1]} {stated[:1].lower()}{stated[1:]}" if symbol else stated):
        named = name_body(words, on, lexicon)
        if not named.guessed:
            return named
    return None


def _doubt_names(signatories: tuple[Signatory, ...], foot: tuple[int, int]) -> list[Doubt]:
    """A doubt for each position that no readable name follows."""
    message = "Không đọc được tên người ký với chức vụ «{}»; cần đối chiếu bản gốc."
    unread = (signatory for signatory in signatories if signatory.name is None)
    return [Doubt("signatory_unread", message.format(signatory.position), *foot) for signatory in unread]


def _as_date(issued: str | None) -> date | None:
    if issued is None:
        return None
    parts = [*map(int, issued.split("-")), 1, 1]
    try:
        return date(*parts[:3])
    except ValueError:
        return None


def _read_title(text: Text, outline: Outline, headings: Headings) -> tuple[str | None, str | None]:
    """The trích yếu as written in one line, and the words of the kind."""
    start, end = outline.title
    words = re.sub(r"\s+", " ", text.reading[start:end]).strip()
    match = headings.marks.kind.match(words) or headings.marks.small_kind.match(words)
    if match is None:
        return words or None, None
    appended = headings.marks.appended_within.search(words)
    if appended:
        words = words[: appended.start()]
    title = words[match.end() :].strip(" .:-–")
    number = NUMBER.in_title.match(title)
    return title[number.end() if number else 0 :].strip(" .:-–") or None, match.group(0).strip().upper()
