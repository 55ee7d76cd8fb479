"""Figures that look damaged: a break or a blank inside a number, a letter for a digit, digits of another script.

Nothing is altered: each place becomes a doubt `figure_doubt`, whatever was read there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ...language.spans import Spans
from ...lexicon.wording import load_wording
from ...structure.values import Doubt
from .times import is_day


class _DamageWording(Struct, frozen=True):
    """What each pattern finds tells rules/wording/damages.toml."""

    damaged: re.Pattern[str]
    grown: re.Pattern[str]
    parted: re.Pattern[str]
    overfull: re.Pattern[str]
    unreal_day: re.Pattern[str]
    denied: re.Pattern[str]
    sign: re.Pattern[str]


_REACH = 40
"""Characters from the first or last sign of a figure within which its damage stands."""
_MONTHS = 12
_WORDING = load_wording("damages", _DamageWording)


def find_damages(text: str, values: Sequence[tuple[int, int]] = ()) -> tuple[tuple[int, int], ...]:
    """The places of the damaged figures of a statement; `values`: the places of what was read there."""
    near = _near_figures(text)
    if not near:
        return ()
    places = [match.span() for start, end in near for match in _WORDING.damaged.finditer(text, start, end)]
    known = Spans(values)
    for match in _WORDING.parted.finditer(text) if values else ():
        if known.meet(*match.span()):
            places.append(match.span())
    for match in _WORDING.grown.finditer(text):
        if not known.meet(*match.span()):
            places.append(match.span())
    if "/" in text:
        places += [match.span() for match in _WORDING.overfull.finditer(text) if _is_overfull(match)]
        places += [match.span() for match in _WORDING.unreal_day.finditer(text) if not is_day(*match.groups())]
    places += [match.span() for match in _WORDING.denied.finditer(text)]
    return tuple(sorted(places))


def _is_overfull(match: re.Match[str]) -> bool:
    return int(match["up"]) > int(match["down"]) > _MONTHS


def _near_figures(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that hold a sign of a figure, with what may belong to it on both sides: most of a text
    has none."""
    near: list[tuple[int, int]] = []
    for sign in _WORDING.sign.finditer(text):
        start, end = max(0, sign.start() - _REACH), sign.end() + _REACH
        if near and start <= near[-1][1]:
            start = near.pop()[0]
        near.append((start, end))
    return near


def doubt_unread(text: str, start: int, end: int) -> Doubt:
    """The doubt about a figure of a target that was read as nothing, with its place in `text`."""
    words = " ".join(text[start:end].split())
    return Doubt(
        "figure_doubt", f"Con số «{words}» không được đọc là trị số, thời gian, văn bản hay tên gọi.", start, end
    )


def doubt_figure(text: str, start: int, end: int) -> Doubt:
    """The doubt about the figure that stands there, with its place in `text`."""
    words = " ".join(text[start:end].split())
    return Doubt("figure_doubt", f"«{words}» có thể là số bị hỏng; cần đối chiếu bản gốc.", start, end)
