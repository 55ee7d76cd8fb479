"""Damage of recognition that labels, fixed phrases and spelling decide, mended letter for letter."""

from __future__ import annotations

import re

from msgspec import Struct

from ..language.patterns import compile_later
from ..lexicon.repairs import Repairs, find_damage, load


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
    found = [
        Repair(start, end, text[start:end], corrected)
        for start, end, corrected, _ in find_damage(text, rules, recognised=recognised)
        if text[start:end] != corrected
    ]
    if recognised:
        taken = {repair.start for repair in found}
        found += [repair for repair in _mend_labels(text) if repair.start not in taken]
        found.sort(key=lambda repair: repair.start)
    return tuple(found)


_LABEL = compile_later(r"^(?P<first>\d{1,2}|[^\w\s.])\.(?:(?P<second>\d{1,2})\.?)?(?=[ \t]+[^\W\d_])", re.MULTILINE)


def _mend_labels(text: str) -> list[Repair]:
    """Labels of two numbers whose first digit was read as a sign: `5.1`, `%.2`, `5.3`.

    The label before must lead to it; where another of that section follows, it must come after it.
    """
    labels = list(_LABEL.finditer(text))
    found: list[Repair] = []
    first, second = "", -1
    for index, label in enumerate(labels):
        if label["first"].isdigit():
            first, second = label["first"], int(label["second"] or 0)
            continue
        if label["second"] is None or int(label["second"]) != second + 1 or len(first) != 1:
            continue
        second += 1
        after = labels[index + 1] if index + 1 < len(labels) else None
        if after is not None and after["first"] == first and int(after["second"] or 0) != second + 1:
            continue
        found.append(Repair(label.start(), label.start() + 1, label["first"], first))
    return found


def apply_repairs(text: str, repairs: tuple[Repair, ...]) -> str:
    """`text` with the repairs made; its length stays."""
    parts: list[str] = []
    at = 0
    for repair in repairs:
        parts += [text[at : repair.start], repair.corrected]
        at = repair.end
    return "".join([*parts, text[at:]]) if parts else text
