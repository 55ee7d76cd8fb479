"""Damage of recognition that labels, fixed phrases and spelling decide, mended letter for letter."""

from __future__ import annotations

import re
from unicodedata import normalize

from msgspec import Struct

from ..language.letters import ALPHABET, POINT_LETTERS
from ..language.patterns import compile_later
from ..lexicon.lines import LINES
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
        taken = {at for repair in found for at in range(repair.start, repair.end)}
        mended = (*_mend_labels(text), *_mend_letters(text), *_mend_repeated(text))
        found += [repair for repair in mended if taken.isdisjoint(range(repair.start, repair.end))]
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


_LETTER_LABEL = compile_later(r"^(?P<said>[^\s()]{1,4})[)}\]](?=[ \t]+[^\W\d_])", re.MULTILINE)


def _mend_letters(text: str) -> list[Repair]:
    """Labels `b)`, `c)` read as `_b}`, `©)`, `6)`: what stands where the next letter is due, and is that letter with
    dirt before it, one sign that is no letter of Vietnamese, or a digit before the letter after it."""
    found: list[Repair] = []
    due = ""
    labels = list(_LETTER_LABEL.finditer(text))
    for label, after in zip(labels, [*labels[1:], None], strict=False):
        said = label["said"]
        if label[0] == f"{said})" and len(said) == 1 and said in POINT_LETTERS:
            due = _letter_after(said)
            continue
        dirty = len(said) > 1 and said.endswith(due) and not said[-2].isalpha()
        between = said.isdecimal() and after is not None and after["said"] == _letter_after(due or "y")
        if due and (said == due or dirty or (len(said) == 1 and (between or _is_foreign(said)))):
            found.append(Repair(*label.span(), label[0], f"{due})".ljust(len(label[0]))))
            due = _letter_after(due)
    return found


def _letter_after(letter: str) -> str:
    return POINT_LETTERS[POINT_LETTERS.index(letter) + 1 :][:1]


def _is_foreign(sign: str) -> bool:
    """Whether a sign is no letter that Vietnamese is written with, and no digit."""
    return not sign.isdecimal() and normalize("NFD", sign.lower())[0] not in ALPHABET


_NUMBER_LABEL = compile_later(r"^(?:(?P<number>\d{1,2})\.|(?P<above>[IVX]{1,5})\.)(?=[ \t]+[^\W\d_])", re.MULTILINE)


def _mend_repeated(text: str) -> list[Repair]:
    """A number that stands twice where its next is due and does not follow (`1.`, `2.`, `2.`; `3.`, `3.`, `5.`)."""
    labels = list(_NUMBER_LABEL.finditer(text))
    found: list[Repair] = []
    for before, label, after in zip(labels, labels[1:], [*labels[2:], None], strict=False):
        if not label["number"] or label["number"] != before["number"]:
            continue
        due = int(label["number"]) + 1
        follows = int(after["number"]) if after is not None and after["number"] else None
        if due > 2 and len(str(due)) == len(label["number"]) and follows in (None, 1, due + 1):
            found.append(Repair(*label.span("number"), label["number"], str(due)))
    return found


def apply_repairs(text: str, repairs: tuple[Repair, ...]) -> str:
    """`text` with the repairs made; its length stays."""
    parts: list[str] = []
    at = 0
    for repair in repairs:
        parts += [text[at : repair.start], repair.corrected]
        at = repair.end
    return "".join([*parts, text[at:]]) if parts else text


def set_notes_aside(text: str) -> str:
    """`text` with a blank for each mark of a footnote that has lost its raised place behind a share (*dưới 24%1;*): no
    figure can stand there. Its length stays."""
    return LINES.note_mark.sub(_blank, text) if "%" in text else text


def _blank(match: re.Match[str]) -> str:
    return "%" + " " * len(match["mark"])
