"""Files of corrections: read, written so that a change is a few lines of a diff, and merged."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from ...errors import UnreadableInput
from .values import Correction, CorrectionFile, Document

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def decode(data: bytes, name: str) -> CorrectionFile:
    """The corrections in a file. Raises UnreadableInput where it holds none of this shape."""
    try:
        return msgspec.json.decode(data, type=CorrectionFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"{name}: no file of corrections ({error})") from error


def encode(file: CorrectionFile) -> bytes:
    """The file's text: in the order of the document, one key a line, keys with nothing to say left out."""
    entries = [_entry(correction) for correction in sort(file.corrections)]
    told = {"version": file.version, "document": msgspec.to_builtins(file.document), "corrections": entries}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def read_folder(folder: Path, sha256: str) -> CorrectionFile:
    """The corrections of a document in a folder; none where there is no such file."""
    path = folder / f"{sha256}.json"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return CorrectionFile(Document(sha256))
    return decode(data, str(path))


def merge(*files: CorrectionFile) -> CorrectionFile:
    """All corrections of several files of one document, each once. Raises ValueError where they are of several."""
    if len({file.document.sha256 for file in files}) != 1:
        raise ValueError("corrections of one document can be merged, these are of several")
    everything = dict.fromkeys(c for file in files for c in map(_hashable, file.corrections))
    name = next((file.document.name for file in files if file.document.name), "")
    decoded = (msgspec.json.decode(c, type=Correction) for c in everything)
    return CorrectionFile(Document(files[0].document.sha256, name), tuple(sort(decoded)))


def sort(corrections: Iterable[Correction]) -> list[Correction]:
    """In the order of the document, then of time."""
    return sorted(corrections, key=lambda c: (c.start, c.end, c.object, c.field or "", c.at, c.action))


def corrections_schema() -> str:
    """The JSON Schema of a file of corrections, as docs/corrections.schema.json holds it."""
    schema = {"$schema": SCHEMA_DIALECT, **_dedent(msgspec.json.schema(CorrectionFile))}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _dedent(schema: Any) -> Any:
    """The schema with every description as its docstring reads; msgspec keeps the indentation in some versions."""
    if isinstance(schema, list):
        return [_dedent(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _dedent(value)
        for key, value in schema.items()
    }


def _hashable(correction: Correction) -> bytes:
    return msgspec.json.encode(correction)


def _entry(correction: Correction) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(correction)
    always = {"object", "action", "quote", "start", "end", "by", "at"}
    if correction.action == "replace":
        always |= {"field", "from", "to"}
    return {key: value for key, value in told.items() if key in always or value not in (None, "")}
