"""Damage of recognition that labels, fixed phrases and spelling decide, mended letter for letter."""

from __future__ import annotations

from msgspec import Struct

from .lexicon.repairs import Repairs, find_damage, load


class Repair(Struct, frozen=True):
    """`text[start:end]` was read as `original` and should be `corrected`, which is as long."""

    start: int
    end: int
    original: str
    corrected: str


def find_repairs(text: str, rules: Repairs | None = None, *, recognised: bool = True) -> tuple[Repair, ...]:
    """What can be mended in `text` without doubt, in order, none overlapping.

    Only letters and labels: a figure is never changed. `rules` are those of rules/repairs.toml where none are
    given. Where the text was typed and not `recognised`, only what typists mistake too is mended.
    """
    rules = rules or load()
    return tuple(
        Repair(start, end, text[start:end], corrected)
        for start, end, corrected, _ in find_damage(text, rules, recognised=recognised)
        if text[start:end] != corrected
    )


def apply_repairs(text: str, repairs: tuple[Repair, ...]) -> str:
    """`text` with the repairs made; its length stays."""
    parts: list[str] = []
    at = 0
    for repair in repairs:
        parts += [text[at : repair.start], repair.corrected]
        at = repair.end
    return "".join([*parts, text[at:]]) if parts else text
