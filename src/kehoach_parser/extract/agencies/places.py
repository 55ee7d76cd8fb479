"""The words of place that follow a body's name: *tỉnh*, *thành phố Hà Nội*, *các quận, huyện*, *cấp huyện, cấp xã*."""

from __future__ import annotations

from msgspec import Struct

from ...language.patterns import compile_later
from ...lexicon import agency_joints, roles, standard_names
from ...lexicon.agencies import Agencies
from ...lexicon.agency_words import AgencyWords
from ...lexicon.places import Places
from ...lexicon.rule_files import LOWER, UPPER
from ...models.base import Level

_SPACE = compile_later(r"\s+")
_COLON = compile_later(r"\s*:\s*")
_LOWER_FOLLOWS = compile_later(rf"\s+[{LOWER}]+\s+[{UPPER}]")
_ROMAN = compile_later(r"[IVX]+")
_COUNTED = compile_later(r"\d{1,3}\s+(?=[^\W\d])")
"""*UBND 14 phường*: how many places there are."""
_NUMBER = compile_later(r"\d{1,2}(?!\w)")
_WORD = compile_later(r"\w+|[^\w\s]")
_STATIONED = frozenset("cskgvq")
"""Letters that the words about the seat of a part begin with (*cửa khẩu …*, *vùng …*)."""
_WHICH_REACH = 60
"""Characters in which the words end that say which of several places are meant, and how many words they are."""
_WHICH_WORDS = 5


class Place(Struct, frozen=True):
    """Words of place as they stand in the standard name. `named`: with a proper name; `group`: several places."""

    words: str
    level: Level | None
    named: bool = False
    group: bool = False


class PlaceWords(Struct, frozen=True):
    """What stands after a body's name: where it ends, and one place a body."""

    end: int
    places: tuple[Place, ...]


class PlaceNames(Struct, frozen=True):
    """What tells a proper name of a place from the next body or clause."""

    words: AgencyWords
    provinces: Places
    register: Agencies

    def read(self, text: str, at: int, word: str) -> tuple[int, str] | None:
        """The proper name at `at`, behind the place word `word`: a province's in its standard form, else a run of
        capitals; where it ends, and the name. None where a clause or the next body begins instead."""
        if at >= len(text) or not text[at].isupper():
            return None
        found = self.words.name.match(text, at)
        if not found or self._begins_clause(text, at):
            return None
        province = self.provinces.match(text, at)
        if word == standard_names.load().province:
            return province
        if province and (province[0] >= found.end() - 1 or self._begins_other(text, province[0])):
            return province
        if self._begins_other(text, at):
            return None
        end = found.end()
        while text[end - 1] in ".-":
            end -= 1
        proper = " ".join(text[at:end].split())
        return end, proper.title() if proper.isupper() and len(proper) > 3 and not _ROMAN.fullmatch(proper) else proper

    def _begins_clause(self, text: str, at: int) -> bool:
        """Whether a word that opens clauses stands there; before another capital it begins a name (*Giao Thủy*), unless
        that begins a body (*Giao Sở Y tế*)."""
        starter = self.words.starter.match(text, at)
        if starter is None or starter.group().isupper() or " " in starter.group():
            return starter is not None
        behind = skip_space(text, starter.end())
        if not text[behind : behind + 1].isupper() or self.register.begins(text, behind):
            return True
        return any(post.match(text, behind) for post in (roles.load().office, self.words.people))

    def _begins_other(self, text: str, at: int) -> bool:
        at = skip_space(text, at)
        return (
            self._begins_clause(text, at)
            or self.words.determiner.match(text, at) is not None
            or self.register.begins(text, at)
        )


def read_place(
    text: str,
    start: int,
    names: PlaceNames,
    issuer: Level | None = None,
    *,
    free_name: bool = False,
    of: bool = False,
) -> PlaceWords | None:
    """The words of place at `start` (white space before them allowed); None where none stand there.

    `issuer`: the level of the issuing body, which decides a bare *thành phố*. `free_name`: a proper name without a
    place word counts (*Báo Hà Nội mới*). `of`: *của*, *thuộc* may come first.
    """
    words = names.words
    at = skip_space(text, start)
    if at == start or at >= len(text):
        return None
    prefix = ""
    link = agency_joints.load().of.match(text, at) if of else None
    if link is None and text[at] in "cC":
        link = agency_joints.load().branch.match(text, at)
    if link:
        prefix, at = link.group().lower().strip() + " ", link.end()
    if text[at].isdigit() and (counted := _COUNTED.match(text, at)):
        several = words.plural.match(text, counted.end()) or words.place.match(text, counted.end())
        if several:
            level = _level(_standard(agency_joints.load().place_list.split(several.group())[-1], words), words)
            return PlaceWords(several.end(), (Place(" ".join(text[at : several.end()].split()), level, group=True),))
    if text[at] in _STATIONED and (seat := agency_joints.load().stationed.match(text, at)):
        return _station(text, at, seat.end(), names)
    generic = words.placing.match(text, at)
    numbered = free_name and agency_joints.load().numbered.match(text, at)
    if not generic and not text[at].isupper() and not text[at].isdigit() and not numbered:
        return None
    if numbered:
        return PlaceWords(numbered.end(), (Place(" ".join(numbered.group().split()), None, named=True),))
    found = (
        _scope(text, at, words)
        or _tiers(text, at, words, issuer)
        or _plural(text, at, names)
        or _single(text, at, names, issuer)
        or _centre(text, at, words)
        if generic
        else None
    ) or _bare(text, at, names, free_name=free_name)
    if found is None or not prefix:
        return found
    return PlaceWords(found.end, tuple(Place(prefix + p.words, p.level, p.named, p.group) for p in found.places))


def _station(text: str, at: int, end: int, names: PlaceNames) -> PlaceWords | None:
    """*cửa khẩu quốc tế Lệ Thanh*, *vùng II*: where a part of a body that has several has its seat."""
    if text[end - 1].isspace():
        name = names.read(text, end, "")
        if name is None:
            return None
        end = name[0]
    return PlaceWords(end, (Place(" ".join(text[at:end].split()), None, named=True),))


def skip_space(text: str, at: int) -> int:
    """Where the first character that is no white space stands, from `at` on; the end of the text where none does."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _standard(text: str, words: AgencyWords) -> str:
    """Generic place words in lower case and spelt out."""
    plain = " ".join(text.split()).lower()
    return words.spelt.get(plain, plain)


def _level(word: str, words: AgencyWords, *, province: bool = False) -> Level | None:
    standard = standard_names.load()
    level = standard.tiers.get(word) or words.levels.get(word)
    if level is None and word == standard.city:
        return "province" if province else "district"
    return level


def _scope(text: str, at: int, words: AgencyWords) -> PlaceWords | None:
    found = words.scope.match(text, at)
    if not found:
        return None
    plain = " ".join(found.group().split()).lower()
    alone = found["one"] or plain == standard_names.load().same_tier
    return PlaceWords(found.end(), (Place(plain, None, group=not alone),))


def _centre(text: str, at: int, words: AgencyWords) -> PlaceWords | None:
    found = words.centre.match(text, at)
    return PlaceWords(found.end(), (Place(standard_names.load().centre, "central"),)) if found else None


def _tiers(text: str, at: int, words: AgencyWords, issuer: Level | None) -> PlaceWords | None:
    """*cấp huyện, cấp xã*: a tier is a group of places, but the issuer's own."""
    found = words.tiers.match(text, at)
    if not found:
        return None
    standard = standard_names.load()
    places: list[Place] = []
    for piece in agency_joints.load().place_list.split(found.group()):
        word = _standard(agency_joints.load().part.sub("", piece), words)
        level = _level(word, words, province=word == standard.city)
        several = level in ("district", "commune") and level != issuer
        places.append(Place(f"{standard.tier} {word}", level, group=several))
    return PlaceWords(found.end(), tuple(places))


def _plural(text: str, at: int, names: PlaceNames) -> PlaceWords | None:
    words = names.words
    found = words.plural.match(text, at)
    if not found:
        return None
    end = found.end()
    stated = found.group()
    joints, standard = agency_joints.load(), standard_names.load()
    items = [_standard(joints.part.sub("", piece), words) for piece in joints.place_list.split(stated)]
    province = standard.province in items
    if joints.part.match(stated):
        named = _named_list(text, end, items[-1], names)
        if named is not None and len(items) == 1:
            return named
    if len(items) == 2 and items[1] in standard.paired and not joints.part.match(stated):
        follows = words.name.match(text, skip_space(text, end))
        if follows and not words.starter.match(text, follows.start()):
            return None
    levels = [_level(item, words, province=province) for item in items]
    places: list[Place] = []
    runs: list[tuple[Level | None, list[str]]] = []
    for item, level in zip(items, levels, strict=True):
        if runs and runs[-1][0] == level:
            runs[-1][1].append(item)
        else:
            runs.append((level, [item]))
    several = f"{standard.several} " if joints.part.match(stated) else ""
    cities = joints.cities.match(text, end) if items[-1] == standard.city else None
    if cities:
        end = cities.end()
        runs[-1][1][-1] += f" {standard.cities}" if cities["centre"] else f" {' '.join(cities.group().split())}"
    which, end = _which(text, end, words) if several or len(items) > 1 else ("", end)
    for level, run in runs:
        last = which if run is runs[-1][1] else ""
        places.append(Place(several + ", ".join(run) + last, level, group=bool(several) or len(run) > 1))
    return PlaceWords(end, tuple(places))


def _which(text: str, at: int, words: AgencyWords) -> tuple[str, int]:
    """The words behind several places that say which of them are meant, up to a verb (*các xã ven biển*, *các xã có
    làng nghề* xây dựng …), and where they end."""
    ahead = text[at : at + _WHICH_REACH]
    joints = agency_joints.load()
    lying = joints.lying.match(ahead)
    if lying is not None:
        return " " + " ".join(lying.group().split()), at + lying.end()
    having = joints.having.match(ahead)
    if having is None:
        return "", at
    for count, word in enumerate(_WORD.finditer(text, at + having.end(), at + _WHICH_REACH)):
        ends = words.stop.match(text, word.start()) or not text[word.start()].isalnum()
        if ends or count == _WHICH_WORDS:
            end = len(text[: word.start()].rstrip())
            said = " ".join(text[at:end].split())
            return (f" {said}", end) if ends and count else ("", at)
    end = len(text.rstrip())
    return (" " + " ".join(text[at:end].split()), end) if end - at < _WHICH_REACH else ("", at)


def _named_list(text: str, at: int, word: str, names: PlaceNames) -> PlaceWords | None:
    """*các quận: Ba Đình, Cầu Giấy và huyện Thanh Trì*, read from behind *các quận*."""
    words = names.words
    places: list[Place] = []
    colon = _COLON.match(text, at)
    at = colon.end() if colon else skip_space(text, at)
    end = at
    while True:
        generic = words.place.match(text, at)
        if generic:
            word = _standard(generic.group(), words)
            at = skip_space(text, generic.end())
        name = names.read(text, at, word)
        if name is None:
            break
        end, proper = name
        places.append(Place(f"{word} {proper}", _level(word, words), named=True))
        separator = agency_joints.load().place_list.match(text, end)
        if separator is None:
            break
        at = separator.end()
    return PlaceWords(end, tuple(places)) if places else None


def _single(text: str, at: int, names: PlaceNames, issuer: Level | None) -> PlaceWords | None:
    words = names.words
    found = words.place.match(text, at)
    if not found:
        return None
    word = _standard(found.group(), words)
    after = skip_space(text, found.end())
    number = _NUMBER.match(text, after) if word in standard_names.load().numbered else None
    name = (number.end(), number.group()) if number else names.read(text, after, word)
    if name is None:
        level = _level(word, words, province=issuer != "district")
        return PlaceWords(found.end(), (Place(word, level),))
    end, proper = name
    city = names.provinces.find(proper)
    level = _level(word, words, province=city is not None and city.kind == standard_names.load().city)
    return PlaceWords(end, (Place(f"{word} {proper}", level, named=True),))


def _bare(text: str, at: int, names: PlaceNames, *, free_name: bool) -> PlaceWords | None:
    if at >= len(text) or not (text[at].isupper() or (free_name and text[at].isdigit())):
        return None
    province = names.provinces.match(text, at)
    if province:
        return PlaceWords(province[0], (Place(province[1], "province", named=True),))
    if not free_name:
        return None
    number = _NUMBER.match(text, at)
    name = (number.end(), number.group()) if number else names.read(text, at, "")
    if name is None or _LOWER_FOLLOWS.match(text, name[0]):
        return None
    return PlaceWords(name[0], (Place(name[1], "province", named=True),))
