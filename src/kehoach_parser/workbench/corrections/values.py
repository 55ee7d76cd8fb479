"""The values of a file of corrections: what was read wrongly or rightly, what is right, who says so, when and why."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal

from msgspec import Struct, field

Kind = Literal[
    "measure", "target", "commitment", "assignment", "task", "milestone", "funding", "citation", "metadata", "issue"
]
Action = Literal["confirm", "replace", "remove", "add"]

CONTEXT = 60
"""So many characters before and after the quote are kept, to know its place again."""


class Document(Struct, frozen=True):
    """The file that was read, by the SHA-256 of its bytes; `name` is for the person who reads the corrections."""

    sha256: str
    name: str = ""


class Correction(Struct, frozen=True, rename={"from_": "from"}):
    """Correction (đính chính): one thing that a person said about one object of a plan.

    `quote`, `start`, `end` are the object's own evidence (of an addition, the words marked), `before` and `after` the
    text around it. `replace`: `field` was read as `from` and is `to`. `confirm`: seen and right (`field` None: the
    whole object; of an issue, its code). `remove`: no such thing stands there. `add`: `to` is what was missed.
    """

    object: Kind
    action: Action
    quote: str
    start: int
    end: int
    by: str
    at: str
    field: str | None = None
    from_: Any = None
    to: Any = None
    before: str = ""
    after: str = ""
    why: str = ""

    @property
    def id(self) -> str:
        """A short name, the same wherever the correction is read."""
        told = json.dumps([self.object, self.action, self.field, self.quote, self.before, self.at, self.by])
        return hashlib.blake2s(told.encode(), digest_size=4).hexdigest()

    @property
    def subject(self) -> tuple[str, str | None, str, int]:
        """What it is about: of two corrections with the same subject the later one holds."""
        return self.object, self.field if self.action in ("replace", "confirm") else None, self.quote, self.start


class CorrectionFile(Struct, frozen=True):
    """The corrections of one document: `corrections/<sha256>.json`."""

    document: Document
    corrections: tuple[Correction, ...] = field(default=())
    version: Literal["1.0"] = "1.0"
