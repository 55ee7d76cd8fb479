"""Metadata (thể thức): number, symbol, issuer, place and date, title, period, signature, recipients, province.

Read by position and wording as Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I set them out: issuing body top left with
its superior in the line above, number below it, place and date in italics on the line of the number, kind and trích
yếu centred, signature and nơi nhận at the end. A blank (`Số: /KH-UBND`, `ngày   tháng 3 năm 2023`) stays a blank.
Where the head is missing, the issuer is the body that the opening says issues the plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..document import Doubt, Outline, Text
from ..lexicon import agencies as agency_rules
from ..lexicon import documents as document_rules
from ..lexicon import places as place_rules
from ..lexicon.headings import Headings
from ..lexicon.rules import LOWER, UPPER
from ..models import Agency, Metadata, Period, Province, Signatory
from .agencies import find_agencies
from .periods import read_period

_NUMBER = re.compile(
    r"Số\s?[:;]?\s*(?P<number>\d{1,5}[A-Za-z]?)?[\s.…_]*"
    r"(?P<sign>/\s?(?P<symbol>[A-ZĐ][\wĐ]{0,9}(?:\s?[-–]\s?[A-ZĐa-z][\wĐ&.,]{0,14}){0,3})"
    r"|-\s?(?P<party>[A-ZĐ]{1,6}\s?/\s?[A-ZĐ][\wĐ]{0,9}))"
)
_DATE = re.compile(
    rf"(?P<place>(?:(?:TP|Tp|T\.P|Thành phố|Tỉnh)\.?\s+)?[{UPPER}][{LOWER}{UPPER}'’]*(?:[ -]+[{UPPER}][{LOWER}{UPPER}'’]*){{0,4}})"
    r"\s?[,.]?\s*[Nn]gày\s*(?P<day>\d{1,2})?[\s.…_/]*tháng\s*(?P<month>\d{1,2})?[\s.…_/]*năm\s*(?P<year>\d{4})"
)
_DATE_ONLY = re.compile(
    r"[Nn]gày\s*(?P<day>\d{1,2})?[\s.…_/]*tháng\s*(?P<month>\d{1,2})?[\s.…_/]*năm\s*(?P<year>\d{4})"
)
_MOTTO_LINE = re.compile(r"Độc\s+lập|Tự\s+do|Hạnh\s+phúc|Hạnh\s+Phúc")
_BODY_HEAD = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|SỞ |BỘ |BAN |CHI CỤC|CỤC |TỔNG CỤC|TRƯỜNG|PHÒNG |HỘI |CÔNG AN|VĂN PHÒNG|TRUNG TÂM"
    r"|BỆNH VIỆN|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|HUYỆN ỦY|ĐẢNG ỦY|ĐẢNG BỘ|LIÊN ĐOÀN|THÀNH ĐOÀN|TỈNH ĐOÀN|ĐẠI HỌC|HỌC VIỆN|VIỆN "
    r"|THỦ TƯỚNG|CHÍNH PHỦ|CHỦ TỊCH|THANH TRA|KIỂM TOÁN|BẢO HIỂM|NGÂN HÀNG|KHO BẠC|TÒA ÁN|TÒA|MẶT TRẬN|ĐOÀN |BÁO |ĐÀI )"
)
_ISSUES = re.compile(r"\s(?:ban hành|xây dựng|triển khai|đề ra|lập|tổ chức|yêu cầu|thực hiện)\b")
_OWN_PLAN = re.compile(r"\s(?:kế hoạch|chương trình|phương án|đề án)\b", re.IGNORECASE)
_PLACE_IN_TITLE = re.compile(
    rf"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu)\s+((?:[{UPPER}\d][{LOWER}{UPPER}'’\d]*[ -]*)+)",
    re.IGNORECASE,
)
_KINDS_OF_PLACE = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "phường", "xã", "đặc khu")
_AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s?\.?\s?[A-ZĐÀ-Ỹ]")
_POSITION = re.compile(
    r"(?:(?:PHÓ|QUYỀN)\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|HIỆU TRƯỞNG|CHI CỤC TRƯỞNG|CỤC TRƯỞNG"
    r"|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|VIỆN TRƯỞNG|BÍ THƯ|TỔNG GIÁM ĐỐC|CHÁNH ÁN|CHÁNH THANH TRA|THỦ TRƯỞNG"
    r"|TỔNG CỤC TRƯỞNG|TRƯỞNG CÔNG AN|CHỈ HUY TRƯỞNG|TỔNG THANH TRA|TRƯỞNG)(?:\s[A-ZĐÀ-Ỹ ]{2,60})?$"
)
_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]+)(?:\s[{UPPER}][{LOWER}]*){{1,5}}$")
_NAME_CAPS = re.compile(rf"[{UPPER}]{{2,}}(?:\s[{UPPER}]{{2,}}){{1,4}}$")
_DEGREE = re.compile(r"^(?:(?:GS|PGS|TS|ThS|BS|CKI+|CKII|CN|KS|Đại tá|Thượng tá|Trung tá|Thiếu tướng|Thiếu tá)\.?\s*)+")
_RECIPIENT_MARK = re.compile(r"^[-–+*•]\s*")


@dataclass(frozen=True, slots=True)
class FoundMetadata:
    """The metadata and the doubts about it. `issued_on` is the date as far as needed to judge which names were valid."""

    metadata: Metadata
    issued_on: date | None
    doubts: tuple[Doubt, ...]


def read_metadata(
    text: Text, outline: Outline, headings: Headings, hints: dict[str, str], implements: str | None
) -> FoundMetadata:
    """The metadata of a document. `hints` are what a portal's box says, used only where the text says nothing."""
    doubts: list[Doubt] = []
    reading = text.reading
    head = reading[outline.head[0] : outline.head[1]]
    number, symbol, number_at = _read_number(head)
    place, issued = _read_date(head, number_at)
    title, kind = _read_title(text, outline, headings)
    doc_type = document_rules.load().kind_of(kind or "", symbol)
    if issued is None and "issued" in hints:
        issued = hints["issued"]
        doubts.append(Doubt("metadata_from_portal", f"Ngày ban hành {issued} lấy từ khung thông tin của cổng, văn bản không ghi."))
    if number is None and symbol is None and hints.get("number"):
        number = hints["number"]
        symbol = number.split("/", 1)[1] if "/" in number else None
        doubts.append(Doubt("metadata_from_portal", f"Số hiệu {number} lấy từ khung thông tin của cổng, văn bản không ghi."))
    issued_on = _as_date(issued)
    period_years = read_period(title) if title else None
    parent_raw, issuer_raw = _issuer_lines(head, headings)
    opening = reading[outline.preamble[0].start : outline.preamble[-1].end] if outline.preamble else ""
    issuer = _issuer(issuer_raw, opening, title, place, issued_on)
    parent = _agency(parent_raw, issued_on) if parent_raw else None
    province = _province(issuer, parent, place, title, issued_on)
    if place is None and issuer is not None:
        place = _place_of(issuer, province)
    signatories, recipients = _read_foot(reading[outline.foot[0] : outline.foot[1]])
    if not signatories and hints.get("signatory"):
        signatories = (Signatory(name=hints["signatory"]),)
        doubts.append(Doubt("metadata_from_portal", f"Người ký {hints['signatory']} lấy từ khung thông tin của cổng."))
    metadata = Metadata(
        doc_type=doc_type,
        number=number,
        symbol=symbol,
        issuer=issuer,
        parent_issuer=parent,
        place=place,
        issued=issued,
        title=title,
        period=Period(start=period_years[0], end=period_years[1]) if period_years else None,
        implements=implements,
        signatories=signatories,
        recipients=recipients,
        province=province,
    )
    return FoundMetadata(metadata, issued_on, tuple(doubts))


def _read_number(head: str) -> tuple[str | None, str | None, int]:
    """Number, symbol, and where they end in the head."""
    match = _NUMBER.search(head)
    if match is None:
        return None, None, 0
    symbol = re.sub(r"\s+", "", match["symbol"] or match["party"]).replace("–", "-").rstrip(".,-")
    joint = "/" if match["symbol"] else "-"
    number = f"{match['number']}{joint}{symbol}" if match["number"] else None
    return number, symbol, match.end()


def _read_date(head: str, after: int) -> tuple[str | None, str | None]:
    flat = head.replace("\n", " ")
    match = _DATE.search(flat, after) or _DATE.search(flat)
    place = None
    if match:
        place = re.sub(r"^(?:TP|Tp|T\.P|Thành phố|Tỉnh)\.?\s+", "", match["place"]).strip(" -")
    else:
        match = _DATE_ONLY.search(flat, after)
    if match is None:
        return place, None
    issued = match["year"]
    if match["month"]:
        issued += f"-{int(match['month']):02d}"
        if match["day"]:
            issued += f"-{int(match['day']):02d}"
    return place, issued


def _as_date(issued: str | None) -> date | None:
    if issued is None:
        return None
    parts = [int(p) for p in issued.split("-")]
    try:
        return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return None


def _read_title(text: Text, outline: Outline, headings: Headings) -> tuple[str | None, str | None]:
    """The trích yếu as written in one line, and the words of the kind."""
    start, end = outline.title
    words = re.sub(r"\s+", " ", text.reading[start:end]).strip()
    match = headings.marks["kind"].match(words)
    if match is None:
        return words or None, None
    appended = re.search(r"\s\(?(?:Ban hành )?[Kk]èm theo\s", words)
    if appended:
        words = words[: appended.start()]
    title = words[match.end() :].strip(" .:-–")
    return title or None, match.group(0)


def _issuer_lines(head: str, headings: Headings) -> tuple[str | None, str | None]:
    """The superior body and the issuing body as the head writes them."""
    kept: list[str] = []
    text = re.split(r"\bSố\s?[:.]", head, maxsplit=1)[0] if _BODY_HEAD.search(head.split("Số", 1)[0]) else head
    text = headings.marks["motto"].sub("\n", text.replace("|", "\n"))
    text = re.sub(r"CỘNG\s+H\S+\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM", "\n", text)
    for raw in text.split("\n"):
        line = re.sub(r"[-–_*]{2,}", " ", raw).strip(" -–_*|")
        if not line or _MOTTO_LINE.search(line) or _DATE_ONLY.search(line) or _NUMBER.search(line):
            continue
        letters = [c for c in line if c.isalpha()]
        if letters and sum(c.isupper() for c in letters) >= 0.8 * len(letters) and not re.match(r"DỰ\s?THẢO|MẬT|HỎA TỐC|KHẨN", line):
            kept.append(line)
    bodies: list[str] = []
    for line in kept:
        if bodies and not (_BODY_HEAD.match(line) and _is_complete(bodies[-1])):
            bodies[-1] += " " + line
        elif _BODY_HEAD.match(line):
            bodies.append(line)
    if not bodies:
        return None, None
    return (bodies[-2] if len(bodies) > 1 else None), bodies[-1]


def _is_complete(body: str) -> bool:
    """Whether a body's name needs no further line: `ỦY BAN NHÂN DÂN` alone does."""
    return not re.fullmatch(r"(?:ỦY BAN|UỶ BAN) NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|(?:CHI )?CỤC|SỞ|BAN|TRƯỜNG|CÔNG AN", body.strip())


def _agency(raw: str, on: date | None) -> Agency | None:
    found = find_agencies(_soften(raw), agency_rules.load(), on=on)
    for mention in found:
        if mention.agencies:
            agency = mention.agencies[0]
            return agency.model_copy(update={"raw": raw})
    return None


def _soften(raw: str) -> str:
    """Capitals as a sentence writes them: words of place small, names of places with capitals."""
    letters = [c for c in raw if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return raw
    words = raw.lower().split()
    out: list[str] = []
    in_place = False
    index = 0
    while index < len(words):
        pair = " ".join(words[index : index + 2])
        kind = pair if pair in _KINDS_OF_PLACE else words[index] if words[index] in _KINDS_OF_PLACE else None
        if kind and index > 0:
            out.append(kind)
            index += len(kind.split())
            in_place = True
            continue
        word = words[index]
        out.append(word.capitalize() if in_place or index == 0 else word)
        index += 1
    return " ".join(out)


def _issuer(
    raw: str | None, opening: str, title: str | None, place: str | None, on: date | None
) -> Agency | None:
    agency = _agency(raw, on) if raw else None
    if agency is None:
        agency = _issuer_in_opening(opening, on)
    if agency is None:
        return None
    return _with_place(agency, title, place)


def _issuer_in_opening(opening: str, on: date | None) -> Agency | None:
    """The body that the opening says issues the plan: `UBND xã xây dựng Kế hoạch …`."""
    best: Agency | None = None
    for mention in find_agencies(opening, agency_rules.load(), on=on):
        after = opening[mention.end : mention.end + 120]
        verb = _ISSUES.match(after)
        if verb and _OWN_PLAN.search(after[: verb.end() + 40]) and mention.agencies:
            best = mention.agencies[0]
    return best


def _with_place(agency: Agency, title: str | None, place: str | None) -> Agency:
    """`Ủy ban nhân dân tỉnh` with the name of its place, from the title or the line of place and date."""
    words = agency.name.split()
    kind = next((k for k in _KINDS_OF_PLACE if agency.name.endswith(" " + k)), None)
    if kind is None or len(words) < 2:
        return agency
    name = None
    if title:
        found = re.search(rf"{kind}\s+((?:[{UPPER}][\w'’]*[ -]?)+)", title, re.IGNORECASE if title.isupper() else 0)
        if found is None:
            found = re.search(rf"(?i:{kind})\s+((?:[{UPPER}][\w'’]*[ -]?)+)", title)
        if found:
            name = _place_name(found[1])
    name = name or place
    return agency.model_copy(update={"name": f"{agency.name} {name}"}) if name else agency


def _place_name(raw: str) -> str | None:
    raw = re.split(r"\b(?:GIAI|NĂM|ĐẾN|GIỮA|TRONG|VÀ|VỀ|THEO|LẦN)\b|,|\d", raw, maxsplit=1)[0].strip(" -")
    if not raw:
        return None
    province = place_rules.find_province(raw, None)
    if province is not None:
        return province.name
    return " ".join(w.capitalize() for w in raw.split()) if raw.isupper() else raw


def _province(
    issuer: Agency | None, parent: Agency | None, place: str | None, title: str | None, on: date | None
) -> Province | None:
    for agency in (parent, issuer):
        if agency is None:
            continue
        match = re.search(r"(?:tỉnh|thành phố)\s+(.+)$", agency.name, re.IGNORECASE)
        if match:
            found = place_rules.find_province(match[1], on)
            if found:
                return found
    if issuer is not None and issuer.level == "central":
        return None
    for match in re.finditer(r"(?:tỉnh|thành phố|TP\.?)\s+((?:\S+\s?){1,4})", title or "", re.IGNORECASE):
        words = match[1].split()
        for count in range(len(words), 0, -1):
            found = place_rules.find_province(" ".join(words[:count]).strip(" ,.;"), on)
            if found:
                return found
    return place_rules.find_province(place, on) if place else None


def _place_of(issuer: Agency, province: Province | None) -> str | None:
    match = _PLACE_IN_TITLE.search(issuer.name)
    if match:
        return match[1].strip()
    return province.name if province and issuer.level == "province" else None


def _read_foot(foot: str) -> tuple[tuple[Signatory, ...], tuple[str, ...]]:
    """Signatories and recipients."""
    lines = [line.strip() for part in foot.split("\n") for line in part.split("|") if line.strip()]
    recipients: list[str] = []
    signing: list[str] = []
    in_recipients = False
    pending = False
    for raw in lines:
        line = raw
        label = re.match(r"(?:Nơi\s+nhận|NƠI\s+NHẬN)\s*:?\s*", line)
        if label:
            in_recipients = True
            line = line[label.end() :]
            if not line:
                continue
        if _AUTHORITY.match(line) or _POSITION.match(line):
            in_recipients = False
        if not in_recipients:
            signing.append(line)
            continue
        mark = _RECIPIENT_MARK.match(line)
        if line in ("-", "–", "+"):
            pending = True
            continue
        words = line[mark.end() :] if mark else line
        if mark or pending or not recipients:
            recipients.append(words)
        else:
            recipients[-1] += " " + words
        pending = False
        if re.match(r"Lưu\b", words) and words.endswith("."):
            in_recipients = False
    cleaned = tuple(r for r in (re.sub(r"[;.,\s]+$", "", r).strip() for r in recipients) if r)
    return _signatories(signing), cleaned


def _signatories(lines: Sequence[str]) -> tuple[Signatory, ...]:
    found: list[Signatory] = []
    authority: list[str] = []
    position: str | None = None
    for line in lines:
        if _AUTHORITY.match(line) and re.match(r"(?:TM|KT|TL|TUQ|Q)(?:\s?\.|\s)", line):
            authority.append(line)
        elif _POSITION.match(line):
            position = line
        elif position is not None or authority:
            name = _DEGREE.sub("", line)
            if _NAME.match(name) or (_NAME_CAPS.match(name) and position):
                found.append(
                    Signatory(
                        name=name if not name.isupper() else name.title(),
                        position=_soften_position(position or _after_authority(authority[-1])),
                        authority="\n".join(authority) or None,
                    )
                )
                authority, position = [], None
    return tuple(found)


def _after_authority(line: str) -> str:
    return re.sub(r"^(?:TM|KT|TL|TUQ|Q)\s?\.?\s?", "", line)


def _soften_position(position: str) -> str:
    words = position.lower().split()
    if words and words[0] in ("phó", "quyền") and len(words) > 1:
        return f"{words[0].capitalize()} {words[1].capitalize()} {' '.join(words[2:])}".strip()
    return " ".join(words).capitalize()
