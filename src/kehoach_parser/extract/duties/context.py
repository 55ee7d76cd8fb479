"""What the names of bodies depend on: the date, the abbreviations and the issuer of the document."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from msgspec import Struct

from ...models.base import Level


class AssignmentContext(Struct, frozen=True):
    """What the names depend on: the date of the document and the abbreviations that it defines."""

    on: date | None
    defined: dict[str, str]
    issuer_level: Level | None = None

    @property
    def names(self) -> NameContext:
        """The context as the functions of agencies take it."""
        return {"on": self.on, "defined": self.defined, "issuer_level": self.issuer_level}


class NameContext(TypedDict):
    """Keyword arguments of `find_agencies` and its like."""

    on: date | None
    defined: dict[str, str]
    issuer_level: Level | None
