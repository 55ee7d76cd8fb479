"""The pages' own words, as data (page/words.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def page_words() -> dict[str, dict[str, str]]:
    """By language and key."""
    return tomllib.loads((files(__package__) / "page" / "words.toml").read_text("utf-8"))
