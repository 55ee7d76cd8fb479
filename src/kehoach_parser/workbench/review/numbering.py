"""Numbering (đánh số): labels of one section that skip a number or repeat one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...language.letters import POINT_LETTERS
from ...models import Evidence, Plan, Section
from .rulebook import find
from .values import Finding

WIDEST = 3
"""Labels that may be missing at once; a wider gap is that of a text that was not read as a list."""
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def check_numbering(plan: Plan) -> Iterator[Finding]:
    """Skips and repetitions, in the body and in each attachment."""
    yield from _check(plan.sections)
    for attachment in plan.attachments:
        yield from _check(attachment.sections)


def _check(sections: Sequence[Section]) -> Iterator[Finding]:
    before: tuple[str, str, int] | None = None
    for section in sections:
        label = section.label.strip(" .)")
        read = _read(label, lettered=before is not None and before[0] == "letter")
        if read is not None:
            kind, number = read
            if before is not None and before[0] == kind:
                place = _heading(section)
                if number == before[2]:
                    yield find("numbering-repeats", place, label=label)
                elif before[2] + 1 < number <= before[2] + 1 + WIDEST:
                    missing = ", ".join(_write(label, kind, absent) for absent in range(before[2] + 1, number))
                    yield find("numbering-skips", place, before=before[1], label=label, expected=missing)
            before = (kind, label, number)
        yield from _check(section.children)


def _read(label: str, *, lettered: bool) -> tuple[str, int] | None:
    """What kind of label it is and which number; the outer parts of `2.3` belong to the kind."""
    outer, _, last = label.rpartition(".")
    if last.isascii() and last.isdecimal() and len(last) <= 3:
        return f"figure {outer}", int(last)
    letter = not outer and len(label) == 1 and label in POINT_LETTERS
    if letter and (lettered or label not in "ivxlcdm" or label in "cd"):
        return "letter", POINT_LETTERS.index(label) + 1
    if not outer and label and all(sign in _ROMAN for sign in label):
        return "roman", read_roman(label)
    return None


def read_roman(label: str) -> int:
    """The value of a Roman numeral in capitals, up to L."""
    values = [_ROMAN[sign] for sign in label]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _write(label: str, kind: str, number: int) -> str:
    if kind == "letter":
        return POINT_LETTERS[number - 1]
    if kind == "roman":
        tens, rest = divmod(number, 10)
        units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[rest]
        return "X" * tens + units
    outer = label.rpartition(".")[0]
    return f"{outer}.{number}" if outer else str(number)


def _heading(section: Section) -> Evidence:
    """The heading's first line."""
    quote = section.evidence.quote.partition("\n")[0]
    return Evidence(start=section.evidence.start, end=section.evidence.start + len(quote), quote=quote)
