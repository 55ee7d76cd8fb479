"""Issuer (cơ quan ban hành): the body in the head, else the one that the opening says issues the plan; its province."""

from __future__ import annotations

import re
from datetime import date

from ...language.capitals import is_capitals
from ...language.patterns import compile_later, text_before
from ...lexicon import Lexicon, places, standard_names
from ...lexicon.letter import Letter
from ...lexicon.lines import LINES
from ...lexicon.places import find_province
from ...lexicon.rule_files import LOWER, UPPER
from ...lexicon.spelling import fold
from ...models import Agency, Province
from ..agencies import find_agencies
from ..agencies.mentions import make_mention, make_reader, read_at

_DOUBLED = compile_later(rf"\b([{UPPER}]+)\s+\1\b")
_RULE = compile_later(r"[-–_*]{2,}")
_PROPER = compile_later(rf"[{UPPER}][{LOWER}]*(?:[ -][{UPPER}][{LOWER}]*){{0,3}}")
_CAPITALISED = compile_later(rf"(?:[{UPPER}][\w'’]*[ -]*)+")


def read_issuer_lines(head: str, letter: Letter) -> tuple[str | None, str | None]:
    """The superior body and the issuing body as the head writes them; None where the head names none."""
    bodies = _bodies_of(head, letter)
    if not bodies:
        return None, None
    if len(bodies) > 1 and letter.organ.match(bodies[-1]):  # the organ of the body above it
        bodies[-2:] = [f"{bodies[-1]} {bodies[-2]}"]
    return (bodies[-2] if len(bodies) > 1 else None), bodies[-1]


def read_joint_issuers(head: str, letter: Letter) -> tuple[str | None, tuple[str, ...]]:
    """The superior body of a joint document, where the people's committee stands above several departments, and the
    bodies that issue it, in order, as its head writes them."""
    named: list[str] = []
    for body in _bodies_of(head, letter):
        first = len(named)
        for part in letter.joined.split(body):
            stripped = part.strip(" -–")
            if letter.body.match(stripped):
                named.append(stripped)
            elif len(named) > first and stripped:  # `SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI` is one
                named[-1] = f"{named[-1]} - {stripped}"
    above = len(named) > 2 and letter.superior.match(named[0]) is not None
    return (named[0], tuple(named[1:])) if above else (None, tuple(named))


def _bodies_of(head: str, letter: Letter) -> list[str]:
    """The bodies that the head names, from the top. A name may go over lines, and a narrow column may break it after
    any word (`ỦY ⏎ BAN NHÂN DÂN`)."""
    kept: list[str] = []
    number = letter.number_line.search(head)
    before = head[: number.start()] if number else head
    lines, mottos = letter.motto.subn("\n", before if letter.body.search(before) else head)
    for raw in lines.replace("|", "\n").split("\n"):
        second = letter.second_motto.search(raw)
        line = _RULE.sub(" ", raw[: second.start()] if second else raw).strip(" -–_*|•")
        if not line or letter.place_and_date.search(line) or letter.number_line.match(line):
            continue
        line = LINES.page_figure.sub("", line)
        if is_capitals(line) and not letter.stamp.match(line) and (mottos or not letter.motto_part.match(line)):
            kept.append(letter.glued.sub(" ", line))
    bodies: list[str] = []
    pending = ""
    for line in kept:
        joined = f"{pending} {line}" if pending else line
        if not bodies and letter.body.match(joined):
            bodies.append(joined)
        elif bodies and letter.organ.match(bodies[-1]) and letter.association.match(line):
            bodies[-1] += " " + line  # `BAN CHẤP HÀNH TRUNG ƯƠNG ⏎ HỘI NÔNG DÂN VIỆT NAM` is one
        elif bodies and not (letter.body.match(line) and not letter.open_body.match(bodies[-1])):
            bodies[-1] += " " + line
        elif letter.body.match(line):
            bodies.append(line)
        else:
            pending = line
    return [_without_doubled(part, letter) for body in bodies for part in letter.second_body.split(body)]


def _without_doubled(body: str, letter: Letter) -> str:
    """`ỦY BAN NHÂN DÂN ⏎ TỈNH TỈNH QUẢNG TRỊ`: a word of place typed twice stands once."""
    return _DOUBLED.sub(lambda match: match[1] if letter.place_kind.fullmatch(match[1]) else match[0], body)


def name_body(raw: str, on: date | None, lexicon: Lexicon) -> Agency:
    """The body that a line of the head names. Where no list knows it (a slip of the pen, a body of its own kind) its
    words stand as they are, marked as a guess: the line's place says that it is a body. Words that the list does not
    know behind a known name are the name of its place (`PHÒNG GD&ĐT LẬP THẠCH`)."""
    softened = _soften(raw, lexicon.letter)
    reader = make_reader(lexicon.agencies, on)
    headed = lexicon.letter.organ_of.match(raw)
    if headed:
        whole = name_body(raw[headed.end() :], on, lexicon)
        words, standard = headed["organ"].capitalize().split(), standard_names.load()
        name = " ".join([words[0], words[1].capitalize(), *words[2:], whole.name])
        name = name.replace(standard.keys["central"], standard.centre)
        return Agency(raw=raw, name=name, key=name.lower(), level=whole.level, guessed=True)
    for words in (softened, raw):
        bodies = read_at(words, 0, reader)
        if bodies and words[bodies[-1].end : bodies[-1].end + 1] in ("", " "):
            found = make_mention(words, bodies).agencies[0]
            rest = words[bodies[-1].end :].strip()
            inner = read_at(raw, len(raw) - len(rest), reader) if rest else None
            if inner and inner[-1].end == len(raw):  # an organ of the body behind it: `BAN CHẤP HÀNH … ĐOÀN …`
                whole = make_mention(raw, inner).agencies[0]
                organ = words[: len(words) - len(rest)].strip()
                organ = found.name[: len(organ)] if found.name.lower().startswith(organ.lower()) else organ
                name = f"{organ} {whole.name}"
                return Agency(raw=raw, name=name, key=name.lower(), level=whole.level, guessed=True)
            if lexicon.letter.place_kind.match(rest):  # `thành phố Hội An`: no association
                name = f"{found.name} {rest}"
            elif lexicon.letter.region.match(rest):
                lowered = lexicon.letter.short.sub(lambda m: m[0].upper(), f"{found.name} {rest}".lower())
                name = found.name + lowered[len(found.name) :]
            else:
                name = f"{found.name} {_capitalise(rest)}" if _PROPER.fullmatch(_capitalise(rest)) else found.name
            return found.model_copy(update={"raw": raw, "name": name})
    return Agency(raw=raw, name=softened, key=softened.lower(), guessed=True)


def _capitalise(words: str) -> str:
    return " ".join(word.capitalize() for word in words.split())


def read_issuer(
    raw: str | None, opening: str, title: str | None, place: str | None, on: date | None, lexicon: Lexicon
) -> Agency | None:
    """The issuing body with the name of its place."""
    agency = name_body(raw, on, lexicon) if raw else None
    if agency is None and (decider := _decider(opening, "", lexicon.letter)):  # the head is lost
        agency = name_body(decider, on, lexicon)
    if agency is None:
        agency = _issuer_in_opening(opening, on, lexicon)
    if agency is not None and lexicon.letter.open_body.match(agency.name.upper()):
        decider = _decider(opening, agency.name, lexicon.letter)
        if decider:
            named = name_body(decider, on, lexicon).model_copy(update={"raw": agency.raw})
            return _with_place(named, title, place, lexicon.letter)
        stated = _issuer_in_opening(opening, on, lexicon)
        if stated is not None and _names_unit(stated.name, agency.name, lexicon.letter):
            return stated.model_copy(update={"raw": agency.raw})
        full = _completed(agency.name, title, f"{opening} {place or ''}", place, on, lexicon.letter)
        named = name_body(full, on, lexicon) if full else agency
        return named.model_copy(update={"raw": agency.raw})
    if agency is not None and agency.guessed:  # the head may have lost its second line
        decider = _decider(opening, agency.name, lexicon.letter)
        if decider:
            return name_body(decider, on, lexicon).model_copy(update={"raw": agency.raw})
        stated = _issuer_in_opening(opening, on, lexicon)  # a slip of the pen in the head
        if stated is not None and fold(stated.name).split()[:2] == fold(agency.name).split()[:2]:
            return _with_place(stated.model_copy(update={"raw": agency.raw}), title, place, lexicon.letter)
    return _with_place(agency, title, place, lexicon.letter) if agency else None


def _decider(opening: str, name: str, letter: Letter) -> str | None:
    """The body whose name begins as `name` does, in the line in capitals that says who decides (`BỘ TRƯỞNG BỘ Y TẾ`,
    `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …`); None where no such line stands among the first. Where `name` is empty, any body
    that decides above the grounds."""
    for line in opening.split("\n")[:3]:
        if not is_capitals(line):
            continue
        head = letter.decider.match(line)
        words = line[head.end() :] if head else line
        if fold(words).startswith(fold(name)) and (name or (head or letter.body.match(words))):
            return words
    return None


def find_place(
    issuer: Agency | None,
    parent: Agency | None,
    place: str | None,
    title: str | None,
    on: date | None,
    lexicon: Lexicon,
) -> Province | None:
    """The province of the issuing body: from its name, its superior's, the title, the line of place and date."""
    texts = [a.name for a in (parent, issuer) if a is not None]
    central = issuer is not None and is_central(issuer, lexicon.letter)
    if not central:
        texts.append(title or "")
    for text in texts:
        for match in lexicon.letter.place_kind.finditer(text):
            found = _longest_province(text[match.end() :], on)
            if found is not None:
                return found
    for body in (parent, issuer):  # `Tỉnh ủy Hà Nam`, `Sở Y tế Hà Nam`
        if body is not None and body.level == "province":
            words = body.name.split()
            for count in range(min(4, len(words) - 1), 0, -1):
                found = find_province(" ".join(words[-count:]), on)
                if found is not None:
                    return found
    return find_province(place, on) if place and not central else None


def is_central(issuer: Agency, letter: Letter) -> bool:
    """Whether a body is of the whole country: by the list, else by the words *Trung ương* or *Việt Nam* of its name."""
    return issuer.level == "central" or letter.central_body.match(issuer.raw) is not None


def find_told_place(opening: str, text: str, on: date | None, letter: Letter) -> Province | None:
    """The province of a body whose head names none: the only one that the opening names (a school or a commune cites
    its province's decisions), else the only one whose authorities the beginning of the text names."""
    for words, mark in ((opening, letter.place_kind), (text, letter.superior)):
        found = {
            province.name: province
            for match in mark.finditer(words)
            if (province := _longest_province(words[match.end() : match.end() + 40], on)) is not None
        }
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def place_of(issuer: Agency, province: Province | None, lexicon: Lexicon) -> str | None:
    """The place in an issuer's name (Nghị định 30: the place of issue is the name of the issuer's unit)."""
    kinds = list(lexicon.letter.place_kind.finditer(issuer.name))
    if kinds:
        name = issuer.name[kinds[-1].end() :].strip()
        if name:
            return name
    return province.name if province is not None and issuer.level == "province" else None


def _longest_province(text: str, on: date | None) -> Province | None:
    words = text.split()[:5]
    for count in range(len(words), 0, -1):
        found = find_province(" ".join(words[:count]).strip(" ,.;:()"), on)
        if found is not None:
            return found
    return None


def _issuer_in_opening(opening: str, on: date | None, lexicon: Lexicon) -> Agency | None:
    """The body that the opening says issues the plan: `UBND xã xây dựng Kế hoạch …`."""
    best: Agency | None = None
    for mention in find_agencies(opening, lexicon.agencies, on=on):
        if not mention.agencies or not lexicon.letter.issues.match(opening, mention.end):
            continue
        # `Nghị quyết số … của Chính phủ ban hành …`
        if lexicon.letter.belongs_to.search(text_before(opening, mention.start)) is None:
            best = mention.agencies[0]
    return best


def _with_place(agency: Agency, title: str | None, place: str | None, letter: Letter) -> Agency:
    """`Ủy ban nhân dân tỉnh` with the name of its place, from the title or the line of place and date."""
    kinds = list(letter.place_kind.finditer(agency.name))
    if not kinds or kinds[-1].end() < len(agency.name):
        return agency
    kind = kinds[-1].group(0).lower()
    name = _named_in(title, kind, letter) if title else None
    name = name or place
    return agency.model_copy(update={"name": f"{agency.name} {name}"}) if name else agency


def _names_unit(name: str, bare: str, letter: Letter) -> bool:
    """Whether a body's name is that of `bare` (`Ủy ban nhân dân`) with a unit that has a name of its own."""
    kinds = list(letter.place_kind.finditer(name))
    return fold(name).startswith(fold(bare)) and bool(kinds) and bool(name[kinds[-1].end() :].strip())


def _completed(
    name: str, title: str | None, told: str, place: str | None, on: date | None, letter: Letter
) -> str | None:
    """`Ủy ban nhân dân` alone with its unit: the last one that the title names, else the province of the line of place
    and date; None where neither tells. In a title in capitals everything looks like a name (`XÂY DỰNG XÃ ĐẠT CHUẨN`):
    there it is one where a word of place stands before it, a list knows it, or `told`, the text below, writes it so."""
    for kind in reversed(list(letter.place_kind.finditer(title or ""))):
        words = kind.group(0).lower()
        found = _named_in(title or "", words, letter)
        if found and (
            not kind.group(0).isupper()
            or letter.place_before.search((title or "")[: kind.start()])
            or found in told
            or find_province(found, None)
        ):
            return f"{name} {words} {found}"
    unit = places.load().find(place, on) if place else None
    return f"{name} {unit.kind} {unit.name}" if unit is not None else None


def _named_in(title: str, kind: str, letter: Letter) -> str | None:
    """The name after the last `tỉnh`, `xã` … of a title."""
    found: str | None = None
    for match in letter.place_kind.finditer(title):
        if match.group(0).lower() != kind:
            continue
        rest = title[match.end() :].strip()
        stop = letter.after_place.search(rest)
        words = rest[: stop.start()].strip() if stop else rest
        capitalised = _CAPITALISED.match(words)
        if capitalised is None:
            continue
        name = capitalised.group(0).strip(" -")
        province = find_province(name, None)
        found = province.name if province else _capitalise(name) if name.isupper() else name
    return found


def _capitalise_country(lowered: str, letter: Letter) -> str:
    """The words with the name of the country or of a province at their end in capitals (`cảng vụ … Hải Phòng`)."""
    words = lowered.split(" ")
    for count in range(min(4, len(words) - 2), 1, -1):
        name = " ".join(words[-count:])
        if letter.country.match(name) or find_province(name, None) is not None:
            return " ".join([*words[:-count], _capitalise(name)])
    return lowered


def _soften_name(lowered: str, letter: Letter) -> str:
    """The name of a hospital or university: every word a capital, kinds of place small."""
    kind = letter.place_kind.search(lowered)
    cut = kind.start() if kind else len(lowered)
    rest = f"{lowered[kind.start() : kind.end()]} {_capitalise(lowered[kind.end() :])}" if kind else ""
    return f"{_capitalise(lowered[:cut])} {rest}".strip()


def _soften(raw: str, letter: Letter) -> str:
    """Capitals as a sentence writes them: kinds of place small, names of places and schools with capitals."""
    if not is_capitals(raw):
        return raw
    lowered = letter.short.sub(lambda m: m.group(0).upper(), raw.lower())
    school = letter.school.match(lowered)
    if school:
        kind = school["kind"]
        kind = kind.upper() if letter.short_school.match(kind) else kind[:1].upper() + kind[1:]
        return f"{standard_names.load().school} {kind} {_capitalise(lowered[school.end() :])}"
    hospital = letter.hospital.match(lowered)
    if hospital:
        kind = hospital["kind"] or ""
        words = (hospital["head"].capitalize(), kind[:1].upper() + kind[1:], _soften_name(hospital["name"], letter))
        return " ".join(w for w in words if w)
    kinds = [m for m in letter.place_kind.finditer(lowered) if m.start() > 0]
    if not kinds:
        lowered = _capitalise_country(lowered, letter)
        return lowered[:1].upper() + lowered[1:]
    first = kinds[0]
    out = [lowered[: first.start()]]
    for match, after in zip(kinds, [*kinds[1:], None], strict=True):
        name = lowered[match.end() : after.start() if after else len(lowered)]
        out.append(match.group(0) + re.sub(r"\w+", lambda m: m.group(0).capitalize(), name))
    joined = "".join(out)
    return joined[:1].upper() + joined[1:]
