"""Figures that look damaged: a break or a blank inside a number, a letter for a digit, digits of another script.

Nothing is altered: each place becomes a doubt `figure_doubt`, whatever was read there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ...lexicon.wording import load_wording
from ...structure.values import Doubt


class _DamageWording(Struct, frozen=True):
    """What each pattern finds tells rules/wording/damages.toml."""

    damaged: re.Pattern[str]
    grown: re.Pattern[str]
    parted: re.Pattern[str]


_WORDING = load_wording("damages", _DamageWording)


def find_damages(text: str, values: Sequence[tuple[int, int]] = ()) -> tuple[tuple[int, int], ...]:
    """The places of the damaged figures of a statement; `values`: the places of what was read there."""
    places = [match.span() for match in _WORDING.damaged.finditer(text)]
    for match in _WORDING.parted.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in values):
            places.append(match.span())
    for match in _WORDING.grown.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in values):
            places.append(match.span())
    return tuple(sorted(places))


def doubt_figure(text: str, start: int, end: int) -> Doubt:
    """The doubt about the figure that stands there, with its place in `text`."""
    words = " ".join(text[start:end].split())
    return Doubt("figure_doubt", f"«{words}» có thể là số bị hỏng; cần đối chiếu bản gốc.", start, end)
