"""Words of the letterhead and the signature (rules/letter.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .rules import Example, expand, load_rules, read_examples


@dataclass(frozen=True, slots=True)
class Letter:
    """The components of rules/letter.toml by name, compiled as they are to be used."""

    components: dict[str, re.Pattern[str]]

    def match(self, name: str, text: str, start: int = 0) -> re.Match[str] | None:
        """The component at the start of `text[start:]`."""
        return self.components[name].match(text, start)

    def search(self, name: str, text: str) -> re.Match[str] | None:
        """The first place of the component in the text."""
        return self.components[name].search(text)


@cache
def load() -> Letter:
    """The rules, loaded once."""
    return Letter({e["id"]: _compile(e) for e in load_rules("letter")["component"]})


def _compile(entry: dict[str, Any]) -> re.Pattern[str]:
    pattern = expand(entry["pattern"])
    if entry.get("at") == "full":
        pattern = rf"(?:{pattern})$"
    return re.compile(pattern, re.IGNORECASE if entry.get("fold") else 0)


def examples() -> Iterator[Example]:
    """Every example of the file."""
    yield from read_examples("letter", load_rules("letter")["component"])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the component accepts the text."""
    for entry in load_rules("letter")["component"]:
        if entry["id"] == entry_id:
            pattern = load().components[entry_id]
            return (pattern.search(text) if entry.get("at") == "in" else pattern.match(text)) is not None
    return False
