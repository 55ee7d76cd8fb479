"""Number and symbol of a document in its own letterhead and title (rules/wording/own_number.toml)."""

from __future__ import annotations

import re

from msgspec import Struct

from .wording import load_wording


class NumberWording(Struct, frozen=True):
    """The number behind *Số*, by itself, alone on its line, and before a title; the rule file tells the groups."""

    behind_word: re.Pattern[str]
    said: re.Pattern[str]
    on_line: re.Pattern[str]
    in_title: re.Pattern[str]


NUMBER = load_wording("own_number", NumberWording)
