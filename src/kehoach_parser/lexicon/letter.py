"""Words of the letterhead and the signature (rules/letter.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from ..language.patterns import compile_later
from ..models.plan import DocType
from .rules import Example, expand, load_rules, read_examples


class Letter(Struct, frozen=True):
    """The components of rules/letter.toml by name, compiled as they are to be used."""

    components: dict[str, re.Pattern[str]]
    kinds: tuple[tuple[DocType, str, str], ...]

    def doc_type(self, kind: str | None, symbol: str | None) -> DocType:
        """The contract's word for a document: by its title line, else by its symbol (a công văn has no title line and
        a symbol of issuer and unit)."""
        for doc_type, pattern, _ in self.kinds:
            if kind and kind.startswith(pattern):
                return doc_type
        if kind or symbol is None:
            return "other"
        first = re.split(r"[-/]", symbol)[0]
        for doc_type, _, short in self.kinds:
            if first == short:
                return doc_type
        return "other" if self.components["other-kind"].match(first) else "cong_van"

    def match(self, name: str, text: str, start: int = 0) -> re.Match[str] | None:
        """The component at the start of `text[start:]`."""
        return self.components[name].match(text, start)

    def search(self, name: str, text: str) -> re.Match[str] | None:
        """The first place of the component in the text."""
        return self.components[name].search(text)


@cache
def load() -> Letter:
    """The rules, loaded once."""
    data = load_rules("letter")
    return Letter(
        {e["id"]: _compile(e) for e in data["component"]},
        tuple((e["id"], e["pattern"], e["symbol"]) for e in data["kind"]),
    )


def _compile(entry: dict[str, Any]) -> re.Pattern[str]:
    pattern = expand(entry["pattern"])
    if entry.get("at") == "full":
        pattern = rf"(?:{pattern})$"
    return compile_later(pattern, re.IGNORECASE if entry.get("fold") else 0)


def examples() -> Iterator[Example]:
    """Every example of the file."""
    yield from read_examples("letter", load_rules("letter")["component"])
    yield from read_examples("letter", load_rules("letter")["kind"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the component accepts the text."""
    for doc_type, pattern, _ in load().kinds:
        if doc_type == entry_id:
            return text.startswith(pattern)
    for entry in load_rules("letter")["component"]:
        if entry["id"] == entry_id:
            compiled = load().components[entry_id]
            return (compiled.search(text) if entry.get("at") == "in" else compiled.match(text)) is not None
    return False
