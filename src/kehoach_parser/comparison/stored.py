"""read_stored(): plans out of JSON files, as `kehoach parse` writes them, and baselines with their note."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pydantic import ValidationError

from ..errors import UnreadableInput
from ..models import Plan, StoredBaseline


@dataclass(frozen=True, slots=True)
class Stored:
    """A plan out of a file; `partial` where the file says that the document is known only in part."""

    plan: Plan
    partial: bool = False


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
    found = values if isinstance(values, list) else [values]
    if not found:
        raise UnreadableInput(f"{name}: holds no plan")
    try:
        return tuple(_read_one(value) for value in found)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnreadableInput(f"{name}: no parsed plan ({where}: {first['msg']})") from error


def _read_one(value: object) -> Stored:
    if isinstance(value, dict) and "plan" in value:
        stored = StoredBaseline.model_validate(value)
        return Stored(stored.plan, stored.partial)
    return Stored(Plan.model_validate(value))
