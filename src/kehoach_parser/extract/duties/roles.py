"""Who leads, who supports: the parts of bodies in one task statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from ...language.patterns import compile_later, lower_letters
from ...lexicon import doers as doer_words
from ...lexicon import roles
from ...lexicon.agencies import Agencies
from ...lexicon.roles import RoleWords
from ...models import Agency
from ...models.base import Level
from ..agencies.lists import read_list
from ..agencies.mentions import make_reader
from ..agencies.names import Reader
from ..agencies.places import skip_space
from .partners import read_members, read_partners

Part = Literal["lead", "support", "implement"]

_BREAK = compile_later(r"[;.]\s+(?=\S)")
_COMMA = compile_later(r",\s+")
_WORD_FOLLOWS = compile_later(r"\s*(?:\([^()]*\)\s*)?:?\s*(?=[^\W\d_])")


class TaskPiece(Struct, frozen=True):
    """A part of the statement with one doer: `start:end` in the text given. `agencies` is empty where the doer is
    the addressee that the statement stands under."""

    start: int
    end: int
    role: Part
    agencies: tuple[Agency, ...]
    partners: tuple[Agency, ...]


class TaskRoles(Struct, frozen=True):
    """The addressee's own part and partners, and the statement in pieces (one where nobody else is asked)."""

    role: Part
    partners: tuple[Agency, ...]
    pieces: tuple[TaskPiece, ...]


def read_roles(
    text: str,
    lexicon: Agencies | None = None,
    *,
    on: date | None = None,
    defined: Mapping[str, str] | None = None,
    issuer_level: Level | None = None,
    behind: int = 0,
) -> TaskRoles:
    """The parts of bodies in `text`, one task statement (a bullet, a paragraph, a row).

    `behind`: where the words of its addressee end, for one that no list of bodies has (*Đoàn trường chủ trì …*).
    A body that is only spoken to or of (*báo cáo Ủy ban nhân dân tỉnh*, *gửi Sở Y tế*, *theo hướng dẫn của …*) is
    neither partner nor doer.
    """
    reader = make_reader(lexicon, on, tuple((defined or {}).items()), issuer_level)
    return read_parts(text, lower_letters(text), reader, behind)


def read_parts(text: str, lowered: str, reader: Reader, behind: int = 0) -> TaskRoles:
    """What `read_roles` gives, with the reader of the document's names and the text in small letters at hand."""
    words = roles.load()
    partners = read_partners(text, lowered, reader, words)
    first, after = _find_doers(text, 0, reader, words)
    starts = [(0, first, after if first else behind)]
    helpers: list[tuple[int, tuple[Agency, ...]]] = []
    for boundary in _BREAK.finditer(text):
        at = boundary.end()
        if at < starts[-1][2] or any(listed.start <= at < listed.end for listed in partners):
            continue
        if helping := _helping(text, lowered, at, reader):
            helpers.append((at, helping))
            continue
        doers, after = _find_doers(text, at, reader, words)
        if doers:
            starts.append((at, doers, after))
    pieces: list[TaskPiece] = []
    for index, (start, doers, after) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        while end > start and text[end - 1] in " \n\t":
            end -= 1
        named = [(m.start, m.agencies) for m in partners if m.start >= after] + helpers
        with_whom = tuple(a for at, agencies in named if start <= at < end for a in agencies)
        with_whom += _beside_lead(text, after, end, reader)
        pieces.append(TaskPiece(start, end, _part(text, after, end, words), doers, _unique(with_whom)))
    own = [p for p in pieces if not p.agencies] or pieces[:1]
    return TaskRoles(own[0].role, _unique(tuple(a for p in own for a in p.partners)), tuple(pieces))


def _helping(text: str, lowered: str, at: int, reader: Reader) -> tuple[Agency, ...]:
    """The bodies that the clause at `at` begins with, where they help the one that leads in the clause before.
    `lowered`: the text in small letters."""
    words = doer_words.load()
    if words.helps_lightly.match(lowered, at) is None:
        return ()
    members = read_members(text, at, reader, opens=True)
    if members is None:
        return ()
    verb = members.end
    if words.helps.match(text, verb):
        return members.agencies
    led = words.bare_help.match(text, verb) and words.led.search(text[:at])
    return members.agencies if led else ()


def _beside_lead(text: str, at: int, end: int, reader: Reader) -> tuple[Agency, ...]:
    """*chủ trì, Sở Tài chính và Sở Nội vụ phối hợp …*: who helps the one whose verb stands at `at`."""
    words = doer_words.load()
    listed = words.led_beside.match(text, at, end)
    members = read_members(text, listed.end(), reader) if listed else None
    if members is None or not words.bare_help.match(text, members.end):
        return ()
    return members.agencies


def _find_doers(text: str, at: int, reader: Reader, words: RoleWords) -> tuple[tuple[Agency, ...], int]:
    """The bodies that a clause beginning at `at` names as its doers, and where their verb begins."""
    opener = words.opener.match(text, at)
    listed = read_list(text, opener.end() if opener else at, reader)
    if listed is None:
        return (), at
    handed = None if opener else words.handing.match(text, skip_space(text, listed.end))
    if handed and read_list(text, handed.end(), reader):
        return _find_doers(text, handed.end(), reader, words)
    follows = _WORD_FOLLOWS.match(text, listed.end)
    if not follows or words.no_verb.match(text, follows.end()):
        return (), at
    return listed.agencies, follows.end()


def _behind_adverbs(text: str, at: int, end: int, words: RoleWords) -> int:
    while adverb := words.adverb.match(text, at, end):
        at = adverb.end()
    return at


def _part(text: str, at: int, end: int, words: RoleWords) -> Part:
    """The doer's part, by the first verb after adverbs and a clause of grounds."""
    if words.lead.match(text, at, end):  # *chịu trách nhiệm chính*, before *chịu trách nhiệm* passes for an adverb
        return "lead"
    at = _behind_adverbs(text, at, end, words)
    basis = words.basis.match(text, at)
    if basis:
        last = min(end, at + 250)
        commas = (_COMMA.finditer(text, basis.end(), last), words.given.finditer(text, basis.end(), last))
        for behind in sorted(comma.end() for found in commas for comma in found):
            if words.lead.match(text, behind) or words.support.match(text, behind):
                at = behind
                break
        at = _behind_adverbs(text, at, end, words)
    if words.lead.match(text, at, end):
        return "lead"
    if words.support.match(text, at, end):
        return "support"
    return "implement"


def _unique(agencies: tuple[Agency, ...]) -> tuple[Agency, ...]:
    """Each body once, in order of first mention."""
    seen: dict[tuple[str, str], Agency] = {}
    for agency in agencies:
        seen.setdefault((agency.key, agency.name), agency)
    return tuple(seen.values())
