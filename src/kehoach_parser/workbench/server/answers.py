"""What a person answers on the page of a plan, checked and made into corrections."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Struct

from kehoach_parser.errors import KehoachError

from ..corrections import Correction, Kind
from .desk import now

MAX_SAID = 4_000
MAX_PARTS = 400


class WrongAnswer(KehoachError):
    """The answer is of no form that is understood."""


class Part(Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """One correction as the page sends it: who and when is added here."""

    object: Kind
    action: Literal["confirm", "replace", "remove", "add"]
    quote: str
    start: int
    end: int
    field: str | None = None
    from_: Any = None
    to: Any = None
    before: str = ""
    after: str = ""


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that one answer says: taken back together."""

    by: str
    parts: tuple[Part, ...]
    why: str = ""


class Name(Struct, frozen=True, forbid_unknown_fields=True):
    """Who undoes."""

    by: str


def read_answer(body: bytes) -> list[Correction]:
    """The corrections of an answer. Raises WrongAnswer."""
    answer = decode(body, Answer)
    if not 0 < len(answer.parts) <= MAX_PARTS:
        raise WrongAnswer("an answer says one thing at least")
    at, by = now(), check_person(answer.by)
    return [_make(part, by, at, answer.why[:MAX_SAID]) for part in answer.parts]


def check_person(name: str) -> str:
    """A person's name, in one line. Raises WrongAnswer where there is none."""
    told = " ".join(name.split())
    if not 0 < len(told) <= 80 or not told.isprintable():
        raise WrongAnswer("say who you are")
    return told


def decode(body: bytes, kind: type[Any]) -> Any:
    """A JSON body of a form. Raises WrongAnswer."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WrongAnswer(f"not understood: {error}") from error


def _make(part: Part, by: str, at: str, why: str) -> Correction:
    if part.start < 0 or part.end < part.start or len(part.quote) > 100_000:
        raise WrongAnswer("no place of the text")
    return Correction(
        object=part.object, action=part.action, quote=part.quote, start=part.start, end=part.end, by=by, at=at,
        field=part.field, from_=part.from_, to=part.to, before=part.before[-200:], after=part.after[:200], why=why,
    )  # fmt: skip
