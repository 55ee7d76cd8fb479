"""read_stored(): plans out of JSON files, as `kehoach parse` writes them, and baselines with their note."""

from __future__ import annotations

import json

from msgspec import Struct, field
from pydantic import ValidationError

from ..errors import UnreadableInput
from ..models import Certainty, Plan, StoredBaseline


def strip_body(plan: Plan) -> Plan:
    """The plan without what comparing does not look at: text, tables, forms, doubts."""
    attachments = tuple(attachment.model_copy(update={"tables": ()}) for attachment in plan.attachments)
    left_out = {"text": None, "tables": (), "indicators": (), "issues": ()}
    return plan.model_copy(update={"attachments": attachments, **left_out})


class Stored(Struct, frozen=True):
    """A plan out of a file; `partial` where the file says that the document is known only in part, `certainty` how
    surely each of its targets is known, by its id."""

    plan: Plan
    partial: bool = False
    certainty: dict[str, Certainty] = field(default_factory=dict)


def read_stored(data: bytes, name: str) -> tuple[Stored, ...]:
    """The plans in the bytes of a JSON file: one, a list of them, one a line (JSON Lines), or a stored baseline.

    Raises UnreadableInput, with `name` in its text, where the bytes are no plans of this schema.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{name}: no UTF-8 text") from error
    try:
        values = json.loads(text)
    except json.JSONDecodeError:
        try:
            values = [json.loads(line) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError as error:
            raise UnreadableInput(f"{name}: no JSON ({error})") from error
    if "\\ud" in text.lower() and _has_lone_surrogate(values):
        raise UnreadableInput(f"{name}: holds half a character (a lone surrogate)")
    found = values if isinstance(values, list) else [values]
    if not found:
        raise UnreadableInput(f"{name}: holds no plan")
    try:
        return tuple(_read_one(value) for value in found)
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join(".".join(str(part) for part in first["loc"]).split())  # with keys that the file made up
        raise UnreadableInput(f"{name}: no parsed plan ({where}: {first['msg']})") from error


def _has_lone_surrogate(values: object) -> bool:
    """Whether a `\\ud800` stands without its other half: no file can be written of it."""
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _read_one(value: object) -> Stored:
    if isinstance(value, dict) and "plan" in value:
        stored = StoredBaseline.model_validate(value)
        return Stored(stored.plan, stored.partial, stored.certainty)
    return Stored(Plan.model_validate(value))
