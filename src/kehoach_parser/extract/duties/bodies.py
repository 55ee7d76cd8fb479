"""The bodies that words name or address, with what their names depend on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ...language.patterns import lower_letters
from ...lexicon import Lexicon, doers, roles
from ...models import Agency
from ..agencies import Addressees, AgencyMention, find_agencies, read_addressed, read_named
from ..agencies.mentions import make_reader
from .context import AssignmentContext
from .partners import read_members, read_partners
from .roles import TaskRoles, read_parts

Mode = Literal["directive", "request"]
_MOST_WORDS = 9
"""Words of a doer that no register has; more are a sentence."""


class Bodies:
    """Reads the names of bodies in the context of one document."""

    def __init__(self, lexicon: Lexicon, context: AssignmentContext) -> None:
        self._agencies = lexicon.agencies
        self._context = context.names
        self._doers = doers.load()
        self._reader = make_reader(lexicon.agencies, context.on, tuple(context.defined.items()), context.issuer_level)

    def addressees(self, words: str, mode: Mode = "directive") -> Addressees | None:
        """The bodies that words address, or the post of the person that they name (*Bà Lò Thị Hiền, Phó Giám đốc*)."""
        person = self._doers.person.match(words)
        if person is not None:
            rest = person.end() + len(words[person.end() :]) - len(words[person.end() :].lstrip(" :"))
            return Addressees(mode, (unlisted(person["post"]),), person.start(), person.end(), rest)
        found = read_addressed(words, self._reader, mode)
        return found or self._ordered_unlisted(words, mode)

    def stated(self, words: str, mode: Mode = "directive") -> Addressees | None:
        """The bodies that a statement addresses; of those that no register has, none whose name would be the whole of
        it (*các tổ chuyên môn khảo sát chất lượng*)."""
        found = self.addressees(words, mode)
        if found is None or not found.agencies[-1].guessed or ":" in words[found.end : found.rest]:
            return found
        named = words[found.start : found.end]
        if words[found.end :].strip()[:1] not in ("", ";") and not any(map(str.isdigit, named)):
            return found
        acting = self.acting(words, found.start, found.mode, opens=found.start == 0)
        return acting if acting is not None and acting.end < found.end else found

    def _ordered_unlisted(self, words: str, mode: Mode) -> Addressees | None:
        """Behind an order, bodies that only their kind or a capital tells, before the verb of what they are to do (*Yêu
        cầu các chủ tàu duy trì kết nối*)."""
        opener = roles.load().opener.match(words)
        if opener is None or words.isupper():  # in a heading in capitals they say nothing
            return None
        asks = roles.load().asking.search(opener.group()) is not None
        return self.acting(words, opener.end(), "request" if asks else mode, opens=False)

    def acting(self, words: str, start: int = 0, mode: Mode = "directive", *, opens: bool = True) -> Addressees | None:
        """The bodies named at `start`, registered or not, where the verb of what they are to do follows. `opens`: a
        sentence begins there."""
        listed = read_members(words, start, self._reader, opens=opens)
        if listed is None or not self._doers.acting.match(words, listed.end):
            return None
        rest = listed.end + len(words[listed.end :]) - len(words[listed.end :].lstrip(" :"))
        return Addressees(mode, listed.agencies, listed.start, listed.end, rest)

    def ends_with_helpers(self, words: str) -> bool:
        """Whether words behind the one who leads name at most who helps, and nothing that they are to do."""
        helpers = read_partners(words, lower_letters(words), self._reader, roles.load())
        return not helpers or words[helpers[-1].end :].strip()[:1] in ("", ".", ";", ",")

    def doing(self, words: str) -> Addressees | None:
        """The bodies that words begin with, registered or not, where their part stands right behind (*Hợp tác xã nông
        nghiệp thực hiện*)."""
        listed = read_members(words, 0, self._reader, opens=True)
        if listed is None or not self._doers.leads_within.match(words, listed.end + 1):
            return None
        return Addressees("directive", listed.agencies, 0, listed.end, listed.end)

    def kinds(self, words: str) -> tuple[Agency, ...]:
        """The bodies or people that the whole of the words names by their kind; else none."""
        listed = read_members(words, 0, self._reader, opens=True)
        return listed.agencies if listed is not None and listed.end == len(words) else ()

    def mentions(self, words: str) -> tuple[AgencyMention, ...]:
        """Every name of a body in words, in order."""
        return find_agencies(words, self._agencies, **self._context)

    def agencies(self, words: str) -> tuple[Agency, ...]:
        """The bodies that words list."""
        return read_named(words, self.mentions(words))

    def roles(self, words: str, behind: int = 0, lowered: str | None = None) -> TaskRoles:
        """Who leads and who supports by the words of a task; `behind`: where the words of the addressee end; `lowered`:
        the words in small letters, where these are at hand."""
        return read_parts(words, lower_letters(words) if lowered is None else lowered, self._reader, behind)

    def named(self, words: str) -> tuple[Agency, ...]:
        """The bodies of a line, or the post or unit that it names and no register has."""
        found = self.agencies(words)
        if found or not words or len(words.split()) > _MOST_WORDS or self._doers.elsewhere.search(words):
            return found
        return (unlisted(words),) if words[:1].isupper() and not any(map(str.isdigit, words)) else ()


@lru_cache(maxsize=512)
def shared_title(title: str) -> re.Match[str] | None:
    """Who leads and who supports by a heading (*Công an tỉnh chủ trì; Sở Xây dựng phối hợp*)."""
    return doers.load().shared_heading.fullmatch(title)


def unlisted(words: str) -> Agency:
    """A doer that no register has, as it is written."""
    raw = " ".join(words.split())
    return Agency(raw=raw, name=raw[:1].upper() + raw[1:], key=raw.lower(), guessed=True)
