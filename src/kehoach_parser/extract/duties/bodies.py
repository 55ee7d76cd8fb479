"""The bodies that words name or address, with what their names depend on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ...lexicon import Lexicon, doers
from ...models import Agency
from ..agencies import Addressees, AgencyMention, find_agencies, read_addressees, read_named
from .context import AssignmentContext
from .roles import TaskRoles, read_roles

Mode = Literal["directive", "request"]
_MOST_WORDS = 9
"""Words of a doer that no register has; more are a sentence."""


class Bodies:
    """Reads the names of bodies in the context of one document."""

    def __init__(self, lexicon: Lexicon, context: AssignmentContext) -> None:
        self._agencies = lexicon.agencies
        self._context = context.names
        self._doers = doers.load()

    def addressees(self, words: str, mode: Mode = "directive") -> Addressees | None:
        """The bodies that words address, or the post of the person that they name (*Bà Lò Thị Hiền, Phó Giám đốc*)."""
        person = self._doers.person.match(words)
        if person is not None:
            rest = person.end() + len(words[person.end() :]) - len(words[person.end() :].lstrip(" :"))
            return Addressees(mode, (unlisted(person["post"]),), person.start(), person.end(), rest)
        return read_addressees(words, self._agencies, mode=mode, **self._context)

    def mentions(self, words: str) -> tuple[AgencyMention, ...]:
        """Every name of a body in words, in order."""
        return find_agencies(words, self._agencies, **self._context)

    def agencies(self, words: str) -> tuple[Agency, ...]:
        """The bodies that words list."""
        return read_named(words, self.mentions(words))

    def roles(self, words: str, behind: int = 0) -> TaskRoles:
        """Who leads and who supports by the words of a task; `behind`: where the words of the addressee end."""
        return read_roles(words, self._agencies, **self._context, behind=behind)

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
