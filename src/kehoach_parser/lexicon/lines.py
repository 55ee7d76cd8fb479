"""What lines and labels are told by (rules/wording/lines.toml, rules/wording/labels.toml)."""

from __future__ import annotations

import re

from msgspec import Struct

from .wording import load_wording


class LineWording(Struct, frozen=True):
    """How a line ends, the numbers of pages, and words of one letter."""

    connector: re.Pattern[str]
    page_number: re.Pattern[str]
    page_figure: re.Pattern[str]
    field: re.Pattern[str]
    time_lead: re.Pattern[str]
    value_alone: re.Pattern[str]
    note_mark: re.Pattern[str]
    letter_words: frozenset[str]


class LabelWording(Struct, frozen=True):
    """A label at a line's beginning, the words of its standard form by their style, and ordinals in words."""

    label: re.Pattern[str]
    styles: dict[str, str]
    ordinals: tuple[str, ...]
    cardinals: tuple[str, ...]


LINES = load_wording("lines", LineWording)
LABELS = load_wording("labels", LabelWording)
