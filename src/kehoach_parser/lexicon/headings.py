"""Section roles by the words of a title (rules/headings.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Literal

from msgspec import Struct

from ..language.patterns import compile_later
from ..models.content import Role
from .letterhead import Marks
from .letterhead import load as load_marks
from .rule_files import Example, load_rules, read_examples
from .wording import load_wording

HeadingRole = Role | Literal["situation"]

_LABEL = compile_later(r"^[ivxlc\d]+[.)]\s+")
_LONGEST = 500
"""Characters of a title that tell its roles; a longer one is a paragraph."""
_QUOTED = compile_later(r"“[^”]*”|\"[^\"]*\"")


class TitleWording(Struct, frozen=True):
    """The words that part and open the subjects of a title."""

    border: re.Pattern[str]
    opening: re.Pattern[str]


_TITLES = load_wording("titles", TitleWording)


class RoleRule(Struct, frozen=True):
    """One wording of a heading. `general`: aims in general terms, nothing below is a target; `unless`: titles that it
    says nothing of, whatever their segments are."""

    id: str
    role: HeadingRole
    pattern: re.Pattern[str]
    general: bool
    unless: re.Pattern[str] | None = None


class TitleRoles(Struct, frozen=True):
    """The roles that a title states, in the order of its words; empty where it says nothing."""

    roles: tuple[HeadingRole, ...]
    general: bool


class Headings(Struct, frozen=True):
    """What structure is told by: the wordings of headings, compiled, and the marks that part a document."""

    rules: tuple[RoleRule, ...]
    marks: Marks

    def roles_of(self, title: str) -> TitleRoles:
        """The roles of a section by its title (without label)."""
        return _roles_of(title)


@cache
def load() -> Headings:
    """The rules, loaded once."""
    data = load_rules("headings")
    rules = tuple(
        RoleRule(
            r["id"],
            r["role"],
            compile_later(r["pattern"]),
            bool(r.get("general")),
            compile_later(r["unless"]) if "unless" in r else None,
        )
        for r in data["role"]
    )
    return Headings(rules, load_marks())


@cache
def _roles_of(title: str) -> TitleRoles:
    roles: list[HeadingRole] = []
    general = False
    for rule in _matching(title):
        general = general or rule.general
        if rule.role not in roles:
            roles.append(rule.role)
    if general and "targets" in roles:
        general = False
    return TitleRoles(tuple(roles), general)


def _matching(title: str) -> Iterator[RoleRule]:
    folded = _LABEL.sub("", title[:_LONGEST].casefold().strip())
    if "“" in folded or '"' in folded:  # quoted words name another document
        folded = _QUOTED.sub(" ", folded)
    for segment in _segments(folded):
        for rule in load().rules:
            if rule.pattern.match(segment) and not (rule.unless and rule.unless.match(folded)):
                yield rule


def _segments(title: str) -> Iterator[str]:
    """The segments of a title. A segment keeps what follows it, so that a pattern may look beyond its own words."""
    start = 0
    for cut in chain(_TITLES.border.finditer(title), (None,)):
        opening = _TITLES.opening.match(title, start)
        yield title[opening.end() if opening else start :]
        if cut is None:
            return
        start = cut.end()


def examples() -> Iterator[Example]:
    """Every example of the file."""
    yield from read_examples("headings", load_rules("headings")["role"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the entry accepts the text."""
    return any(rule.id == entry_id for rule in _matching(text))
