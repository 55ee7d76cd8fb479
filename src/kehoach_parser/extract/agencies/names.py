"""One body's name at a place of a text: from the register, or by grammar where no list knows it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ...language.patterns import compile_later, text_before
from ...lexicon import agency_joints, roles, standard_names
from ...lexicon.agencies import Agencies, Entry, Match
from ...lexicon.agency_words import AgencyWords
from ...lexicon.rule_files import LOWER, UPPER
from ...models.base import Level
from .places import Place, PlaceNames, PlaceWords, read_place, skip_space

_TOKEN = compile_later(r"\s*(\w+|[^\w\s])")
_SIMPLE = compile_later(r"[^,;:.()\n]{1,120}")
_QUOTED = compile_later(r"[“\"][^“”\"\n]{3,120}[”\"]")
_SYLLABLE = compile_later(r"\w+")
_CLAUSE = compile_later(rf"[{UPPER}][{LOWER}]+\s+[{LOWER}]")
_LONGEST_GUESS = 22


class Body(Struct, frozen=True):
    """A body as read: `start:end` its words, `name` without place, `entry` None where it was guessed."""

    start: int
    end: int
    name: str
    entry: Entry | None
    place: Place | None = None
    group_key: str | None = None
    tail: str = ""
    via: str | None = None
    group: bool = False


class Reader(Struct, frozen=True, eq=False):
    """All that reading a body needs, together. One reader equals only itself, and so can key what it has read."""

    register: Agencies
    words: AgencyWords
    names: PlaceNames
    on: date | None = None
    issuer: Level | None = None
    defined: tuple[tuple[str, tuple[Body, ...]], ...] = ()

    def read(self, text: str, start: int) -> tuple[Body, ...]:
        """The bodies named by the words at `start` (several where the head or the place is listed); empty where no
        body is named there."""
        members = agency_joints.load().members.match(text, start) if text[start] in "cCtT" else None
        if members:
            inner = self._one(text, members.end())
            if inner:
                prefix = f"{standard_names.load().members} "
                return tuple(replace(b, start=start, name=prefix + b.name, group=True) for b in inner)
            return ()
        listed = self._elided(text, start)
        if listed:
            return listed
        return self._one(text, start)

    def read_entry(self, text: str, start: int) -> tuple[Body, ...]:
        """The body of the register that is named right at `start`; empty where none is."""
        found = self.register.match(text, start, on=self.on)
        return self._placed(text, found) if found is not None else ()

    def _one(self, text: str, start: int) -> tuple[Body, ...]:
        found = self.register.match(text, start, on=self.on)
        if found is not None:
            bodies = self._placed(text, found)
            if bodies:
                if self.blocked(text, start):
                    return ()
                if bodies[-1].end == found.end and self._may_be_longer(text, found):
                    longer = self._guess(text, start)
                    if longer and longer[-1].end > found.end:
                        return longer
                return self._continued(text, found, bodies)
            if found.entry.weak:
                return ()
        guessed = self._guess(text, start)
        return () if guessed and self.blocked(text, start) else guessed

    def blocked(self, text: str, start: int) -> bool:
        """Whether the words before `start` make what follows something else: *Luật …*, *Công ty TNHH …*."""
        above = text_before(text, start)
        words = above.split()
        if not words or not (words[-1].lower() in self.words.blocking or words[-1][0].isupper()):
            return False
        return self.words.blocked.search(above) is not None

    def _placed(self, text: str, found: Match) -> tuple[Body, ...]:
        """The body of the register with the place after it; several for several places; empty where it is none."""
        entry = found.entry
        if " " not in entry.name and not text[found.start].isupper():
            return ()
        written = text[found.start : found.end]
        place = None
        if entry.level != "central" or entry.free_name:
            free = entry.free_name and not (" " not in entry.name and written.isupper())
            place = read_place(text, found.end, self.names, self.issuer, free_name=free)
        if (place is None and not self._stands_alone(text, found)) or (entry.bare and not text[found.start].isupper()):
            return ()
        lower = self.register.below.get(entry.name)
        if lower is not None and not written.startswith(entry.name[:3]):
            level = place.places[0].level if place is not None else self.issuer
            if level in ("district", "commune"):
                return self._spread(text, found.start, found.end, lower.name, lower, place)
        return self._spread(text, found.start, found.end, found.name, entry, place)

    def _may_be_longer(self, text: str, found: Match) -> bool:
        """Whether a part's name may go on where the register's ends: *Trung tâm Văn hóa - Thông tin - Thể thao …*."""
        head = found.name.split(" ", 1)[0]
        joint = agency_joints.load().more.match(text, found.end)
        if joint is None or not found.name.startswith(self.words.unit_heads):
            return False
        at = joint.end()
        if self.words.starter.match(text, at) or self.words.people.match(text, at):
            return False
        if "," in joint.group() and text[at].isupper():
            return self._ends_list(text, at)
        if joint.group().strip() in ("-", "–"):
            return not self.register.begins(text, at)
        return self.register.match(text, at, after=head, on=self.on) is None

    def _stands_alone(self, text: str, found: Match) -> bool:
        entry = found.entry
        if entry.needs_place:
            return False
        behind = text[(at := skip_space(text, found.end)) : at + 1]
        if entry.name.endswith(standard_names.load().own) and behind.isupper():
            return False  # Văn phòng Sở Y tế: the department's own name goes on
        if entry.bare and (behind.isupper() or behind.isdigit() or text[found.start : found.end].isalpha()):
            return False  # Văn phòng Bộ; CĐ in the number of a document
        if entry.not_before:
            following = " ".join(text[found.end : found.end + 20].lower().split())
            if following.startswith(entry.not_before):
                return False
        if entry.weak:
            if not text[found.start].isupper():
                return False
            first, _, last = text[found.start : found.end].partition(" ")
            if last[:1].isupper() and not first.isupper():
                words = text_before(text, found.start).split()
                return not words or not (words[-1][0].isupper() and words[-1][-1].isalpha())
        return True

    def _spread(
        self, text: str, start: int, end: int, name: str, entry: Entry | None, place: PlaceWords | None
    ) -> tuple[Body, ...]:
        if place is None:
            via = self._channel(text, end)
            return (Body(start, via[0], name, entry, via=via[1]),)
        via = self._channel(text, place.end)
        return tuple(Body(start, via[0], name, entry, place=p, via=via[1], group=p.group) for p in place.places)

    def _channel(self, text: str, end: int) -> tuple[int, str | None]:
        found = agency_joints.load().channel.match(text, end)
        return (found.end(), " ".join(found.group(1).split())) if found else (end, None)

    def _continued(self, text: str, found: Match, bodies: tuple[Body, ...]) -> tuple[Body, ...]:
        """*Hội Nông dân, Phụ nữ, Cựu chiến binh tỉnh*: further names under the head already said."""
        head = found.name.split(" ", 1)[0]
        if head not in self.words.listed or bodies[-1].place is not None:
            return bodies
        return bodies + self._items(text, bodies[-1].end, head, capital=True)

    def _elided(self, text: str, start: int) -> tuple[Body, ...]:
        """*các Sở: Y tế, Tài chính và Tư pháp*: the head said once."""
        opening = agency_joints.load().elided.match(text, start) if text[start] in "cCnNsSbBpPhH" else None
        if not opening:
            return ()
        if ":" not in opening.group() and opening.start(1) == start:
            return ()
        head = " ".join(opening.group(1).split()).capitalize()
        first = self.register.match(text, opening.end(), after=head, on=self.on)
        if first is None:
            return ()
        bodies = self._item(text, replace(first, start=start))
        return bodies + self._items(text, bodies[-1].end, head, capital=False) if bodies else ()

    def _item(self, text: str, found: Match) -> tuple[Body, ...]:
        place = read_place(text, found.end, self.names, self.issuer)
        return self._spread(text, found.start, found.end, found.name, found.entry, place)

    def _items(self, text: str, end: int, head: str, *, capital: bool) -> tuple[Body, ...]:
        bodies: tuple[Body, ...] = ()
        while True:
            joint = agency_joints.load().item.match(text, end)
            if not joint or joint.end() >= len(text) or (capital and not text[joint.end()].isupper()):
                return bodies
            at = joint.end()
            found = self.register.match(text, at, after=head, on=self.on)
            if found is None:
                return bodies
            full = self.register.match(text, at, on=self.on)
            if full is not None and (capital or not full.entry.weak) and full.end >= found.end:
                return bodies
            bodies += self._item(text, found)
            end = bodies[-1].end

    def _guess(self, text: str, start: int) -> tuple[Body, ...]:
        """A body that no list knows: a head and a name that grammar ends."""
        words = self.words
        plain = words.plain_head.match(text, start) if text[start : start + 1].isupper() else None
        head = plain or words.named_head.match(text, start)
        if head is None:
            return ()
        at = head.end()
        inner = self._office_of_known(text, start, at)
        if inner:
            return inner
        unit = head.group().startswith(words.unit_heads) or head.group() in words.units
        verbal = words.field.match(text, at + 1) is not None
        if plain is None and " " not in head.group() and words.starter.match(text, at + 1) and not (unit and verbal):
            return ()
        capitals = text[start:at].isupper() and head.group() not in words.heads
        if capitals and plain is None and len(text[start:at]) > 3:
            return ()
        brief = head.group() in words.brief
        end = self._end_of_guess(text, at, unit=unit, verbal=verbal, brief=brief, plain=plain is not None)
        name = " ".join(text[start:end].split())
        _, _, rest = name.partition(" ")
        alone = plain or brief or rest.isupper() or rest.isdigit()
        if not rest or (" " not in rest and not alone):
            return ()  # two syllables are as often the name of a place or a person: Hội An, Đoàn Kết
        place = read_place(text, end, self.names, self.issuer)
        return self._spread(text, start, end, name[0].upper() + name[1:], None, place)

    def _office_of_known(self, text: str, start: int, at: int) -> tuple[Body, ...]:
        """An office (*Văn phòng*) in front of a body that the register knows, or whose head says what it is."""
        if text[start:at].lower() not in self.words.offices:
            return ()
        owner = self.register.match(text, at + 1, on=self.on)
        inner = self._placed(text, owner) if owner is not None else ()
        if not inner and self.words.plain_head.match(text, at + 1):
            inner = self._guess(text, at + 1)  # Văn phòng | Ban Chỉ đạo 389 tỉnh
        office = text[start:at] + " "
        return tuple(replace(b, start=start, name=office + b.name, entry=None) for b in inner)

    def _end_of_guess(self, text: str, at: int, *, unit: bool, verbal: bool, brief: bool, plain: bool) -> int:
        """Where the name behind the head that ends at `at` ends."""
        end = granted = at
        joined = standard_names.load().joined
        previous = ""
        for count, (word, begin, stop) in enumerate(_tokens(text, at)):
            first = count == 0 and not plain
            if end > at and self._begins_clause(text, begin, end):
                break
            if begin >= granted and not self._goes_on(text, word, begin, previous, first=first):
                granted = self._names_field(text, begin, verbal=verbal, brief=brief) if unit else 0
                granted = granted or self._serves(text, begin) or self._quotes(text, begin)
                if not granted:
                    break
            if (word[0].isalnum() and word != joined) or stop == granted:
                end = stop
            previous = word
        return end

    def _begins_clause(self, text: str, begin: int, end: int) -> bool:
        """Whether a clause begins there behind the name of a province, which closes the name of a body: a capital with
        a small letter after it (*Trường Đại học Đà Nẵng ⏎ Đào tạo giáo viên*)."""
        if _CLAUSE.match(text, begin) is None:
            return False
        return any(self._ends_province(text, at, end) for at in _word_starts(text, end))

    def _ends_province(self, text: str, at: int, end: int) -> bool:
        found = self.names.provinces.match(text, at)
        return found is not None and found[0] == end

    def _goes_on(self, text: str, word: str, begin: int, previous: str, *, first: bool) -> bool:
        words, joined = self.words, standard_names.load().joined
        if word in (",", ";"):
            return agency_joints.load().fighting.match(text, begin + 1) is not None
        if word in ("-", "–", "&"):
            at = skip_space(text, begin + 1)
            return not first and not self.register.match(text, at) and not agency_joints.load().copula.match(text, at)
        if word == "/":
            return previous.isupper() and text[begin + 1 : begin + 2].isupper()
        if not word[0].isalnum():
            return False
        if word == joined:
            at = skip_space(text, begin + len(word))
            return (
                not words.determiner.match(text, at)
                and words.people.match(text, at) is None
                and self.register.match(text, at) is None
                and words.named_head.match(text, at) is None
                and words.group.match(text, at) is None
                and words.stop.match(text, at) is None
            )
        if words.place.match(text, begin) or words.centre.match(text, begin) or words.scope.match(text, begin):
            return False
        if words.tiers.match(text, begin) or (not first and words.plural.match(text, begin)):
            return False
        if first:
            return True
        if word[0].isupper():
            return words.starter.match(text, begin) is None or previous in (joined, "-", "–")
        return words.stop.match(text, begin) is None

    def _names_field(self, text: str, begin: int, *, verbal: bool, brief: bool) -> int:
        """Up to where the name of a part goes on over a comma, *và* or a verb, 0 where it does not: *Phòng Kiểm tra,
        giám sát thuế chủ trì*, *Vụ Quản lý và giám sát vốn*, *Phòng Kế hoạch tổng hợp chủ trì*."""
        words, joined = self.words, standard_names.load().joined
        if text[begin] == "," or text.startswith(f"{joined} ", begin):
            comma = text[begin] == ","
            at = skip_space(text, begin + (1 if comma else len(joined)))
            if comma and text[at : at + 1].isupper():
                return 0 if brief else self._lists_field(text, at)
            if at == len(text) or not text[at].islower() or words.people.match(text, at):
                return 0
            field = words.field.match(text, at) if verbal else None
            if field is None and (not comma or words.stop.match(text, at)):
                return 0
            if not self._ends_at_duty(text, at, verbal=verbal):
                return 0
            return field.end() if field else at + 1
        field = words.field.match(text, begin)
        if field is None or not words.plain_duty.match(text, skip_space(text, field.end())):
            return 0
        return field.end()

    def _lists_field(self, text: str, at: int) -> int:
        """Up to the first word of a second field of work with its own capital (*Vụ Kế hoạch, Tài chính chủ trì*), where
        no other body begins at `at` and no third one follows; 0 where it is no field."""
        words = self.words
        other = words.starter, words.people, roles.load().office, self.names.provinces
        if self._begins_head(text, at) or any(pattern.match(text, at) for pattern in other):
            return 0
        if self.register.begins(text, at):
            return 0
        for word, begin, end in _tokens(text, at):
            if word == standard_names.load().joined:
                behind = skip_space(text, end)
                if words.named_head.match(text, behind) or words.group.match(text, behind):
                    break
            elif not word[0].isalnum():
                return 0 if word == "," and not self._begins_doer(text, skip_space(text, end)) else at + 1
            elif words.duty.match(text, begin) or words.stop.match(text, begin):
                break
        return at + 1

    def _begins_head(self, text: str, at: int) -> bool:
        """Whether the head of a body's name stands there as a word (*Khu*, not *Khuyến ngư*)."""
        found = (head for head in self.words.heads if text.startswith(head, at))
        return any(not text[at + len(head) : at + len(head) + 1].isalpha() for head in found)

    def _ends_list(self, text: str, at: int) -> bool:
        """Whether a second and, behind *và*, a last field of work follow, none of which begins another body (*Trung tâm
        Khuyến nông, Khuyến ngư và Giống vật nuôi*)."""
        last = agency_joints.load().last_field.match(text, at)
        if last is None or not text[last.end()].isupper() or not self._lists_field(text, at):
            return False
        words, end = self.words, last.end()
        others = words.named_head, words.group, words.people, words.starter, roles.load().office
        return not self.register.begins(text, end) and not any(other.match(text, end) for other in others)

    def _begins_doer(self, text: str, at: int) -> bool:
        """Whether another body, a group or a post begins at `at`."""
        others = self.words.named_head, self.words.group, roles.load().office
        return any(pattern.match(text, at) for pattern in others)

    def _quotes(self, text: str, begin: int) -> int:
        """Up to the end of the title that is quoted at `begin` (*Ban Chỉ đạo phong trào “Học tập suốt đời”*), or 0."""
        quoted = _QUOTED.match(text, begin)
        titled = text[begin] in '“"' and self.words.titled.search(text, max(0, begin - 16), begin)
        return quoted.end() if quoted and titled else 0

    def _serves(self, text: str, begin: int) -> int:
        """Up to where a verb at `begin` tells what the body is for, since the clause has another verb (*Văn phòng Điều
        phối Chương trình xây dựng nông thôn mới tỉnh chủ trì*); 0 where it is the clause's own verb."""
        words = self.words
        if not words.field.match(text, begin):
            return 0
        clause = _SIMPLE.match(text, begin)
        duty = words.plain_duty.search(text, begin, clause.end()) if clause else None
        if duty is None:
            return 0
        for word in _SYLLABLE.finditer(text, begin, duty.start()):
            at = word.start()
            other = words.named_head, words.determiner, words.people, words.group, self.register
            if any(pattern.match(text, at) for pattern in other):
                return 0
        return duty.start()

    def _ends_at_duty(self, text: str, at: int, *, verbal: bool) -> bool:
        """Whether the words at `at` run up to the verb of a duty, a colon or the next body of a list."""
        words = self.words
        other = self.register.match(text, at, on=self.on)
        if words.group.match(text, at) or (other is not None and not other.entry.needs_place):
            return False
        previous = ""
        for count, (word, begin, _) in enumerate(_tokens(text, at)):
            if word == ":" or (count and previous != "," and words.duty.match(text, begin)):
                return True
            if word in (",", ";", standard_names.load().joined):
                behind = skip_space(text, begin + len(word))
                if self._begins_doer(text, behind):
                    return True
                if text[behind : behind + 1].isupper() and self.register.match(text, behind):
                    return True
            else:
                stopped = words.stop.match(text, begin) and not (verbal and words.field.match(text, begin))
                stopped = stopped or word[0].isdigit()  # an address: `số 144 Trần Phú`
                if stopped or not word[0].isalnum() or words.determiner.match(text, begin):
                    return False
            previous = word
        return False


def _tokens(text: str, at: int) -> list[tuple[str, int, int]]:
    found = []
    for _ in range(_LONGEST_GUESS + 2):
        token = _TOKEN.match(text, at)
        if not token:
            break
        found.append((token.group(1), token.start(1), token.end()))
        at = token.end()
    return found


def _word_starts(text: str, end: int) -> list[int]:
    """Where the last words before `end` begin, the longest name of a province being of four."""
    starts = [found.start() for found in _SYLLABLE.finditer(text, max(0, end - 30), end)]
    return starts[-4:]
