"""Figures that look damaged: a break or a blank inside a number, a letter for a digit, digits of another script.

Nothing is altered: each place becomes a doubt `figure_doubt`, whatever was read there. Every rule is about how a
numeral is written (Nghị định 30/2020/NĐ-CP: a full stop between thousands, a comma before decimals).
"""

from __future__ import annotations

from collections.abc import Sequence

from ...language.patterns import compile_later
from ...structure.values import Doubt
from .numbers import SCALES

_VALUE = r"\d+(?:[.,]\d+)*"
_NO_YEAR = r"(?!(?:19|20)\d\d(?!\d))"

_DAMAGES = (
    r"[\d.,]*[٠-٩０-９⁰⁴-⁹％][\d.,%⁰⁴-⁹]*",  # another script, full width: ９５%
    r"[\d.,×]*(?<=[\d\s×])[¹²³]+%?",  # a note's sign grown on: 80¹%
    r"[\d.,]*\d\s?[½⅓¼⅔¾]%?",  # 8½
    r"\d[\d.,]*\u200b\d+",  # an invisible blank
    r"(?<![\w.,/-])[Ool][\d.,Oo]*\d[\d.,]*",  # l5, O3, O,2
    r"(?<![\w.,/-])[ISBZ][\d.,]*\d\s?[%‰]",  # B0%
    r"(?<![\w.,/-])[IB]\d+(?=\s[a-zđ])",  # I0 mô hình
    r"(?<![\w/-])\d[\d.,]*[Oo][\d.,Oo]*(?![^\W\d_])",  # 7O, 2O27, 5OO.OOO
    r"(?<![\w/-])\d[\d.,]*[lISBZ](?:\d[\d.,]*|\s?[%‰])",  # 9S%, 1l5
    r"(?<![\w/-])\d+,[SIlBZ]\s?[%‰]?(?!\w)",  # 2,S%
    r"(?<![\w.,/-])[ISBZ](?:\d*(?:\.\d{3}(?!\d)|,\d+)|\d+/\d{1,2}(?!\d))",  # I.250; I8/20
    r"(?<![\w/-])\d[\d.,]*[lISBZ](?:[.,]\d+|/\d{1,2}(?!\d))",  # 1B.500; 1B/20
    r"(?<![\w.,])[ISBZ]\s[-–]\s\d+\s?[%‰]",  # S - 10%
    rf"(?<![\w.,/-]){_NO_YEAR}{_VALUE}\s+\d[\d.,]*(?:/\d+(?![/\d]))?(?!/)",  # 2 460; 8⏎0%; 15 20%; 1 0/10
    r"\d\s+[.,]\d+",  # 10 ,5
    rf"(?<![\w.,/]){_NO_YEAR}\d[\d.]*\.\s+\d{{3}}(?!\d)",  # 3. 800
    r"\d;\d+",  # 42;8
    r"\d*[?_…]\d+|\d+\?\s?%|\.\.+\d+",  # 1?50, 65?%, …5
    r"\d(?:,,|\.\.)\d+|%%",
    r"-{2,}\s?\d+",
    r"(?<=[^\W\d_]\s)[-−]\d[\d.,]*\s?[%‰]?",  # giảm -15%
    r"\d'\d{3}|\d\s?[⁄∕]\s?\d+|\d\s?×\s?10|\d，\d+",
    r">\s=\s?\d+",
    r"\d\s?(?:%0|%o|o/o|0/0+)(?!\w)",
    rf"\d\s?(?:{'|'.join(SCALES)})[^\W\d_]+",  # 12,8 tỷđồng
    r"\d/\d+\s*\n\s*\d+",  # 10/1⏎0
    r"(?<![\w.,/-])[SBZ]\d+\s?[-–]\s?\d+",  # S0 - 55%
    r"\d{1,3}(?:\.\d{3})+\.\d{1,2}(?![\d.,])",  # 45.000.00
    r"\d{1,3},\d{3}\.\d+",  # 1,250.5
    r"\d\s?%?[ \t]*\n\s*[-–]\s?\d+",  # 5⏎- 10%
    r"\d\s*/\s*\n\s*\d+|\d\s*\n\s*/\s?\d+",  # 18/⏎20
)
_BEGINS = r"(?=[\d٠-٩０-９⁰⁴-⁹¹²³％.,×?_…%>−-]|(?<!\w)[OolISBZ])"
"""What any of them begins with: told first, since most letters of a text begin none."""
_DAMAGED = compile_later(rf"{_BEGINS}(?:{'|'.join(_DAMAGES)})(?:\s?[-–]\s?{_VALUE})?")
_GROWN = compile_later(r"(?<![\w.,/-])\d[\d.,]*[^\W\d_A-Z]{3,}")
"""*15lớp*: doubtful where no value was read there."""
_PARTED = compile_later(rf"(?<![\w.,/]){_NO_YEAR}\d+,\s+\d+(?![\d/])")
"""*2, 5%*: a decimal or a list; doubtful only where a value was read there."""


def find_damages(text: str, values: Sequence[tuple[int, int]] = ()) -> tuple[tuple[int, int], ...]:
    """The places of the damaged figures of a statement; `values`: the places of what was read there."""
    places = [match.span() for match in _DAMAGED.finditer(text)]
    for match in _PARTED.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in values):
            places.append(match.span())
    for match in _GROWN.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in values):
            places.append(match.span())
    return tuple(sorted(places))


def doubt_figure(text: str, start: int, end: int) -> Doubt:
    """The doubt about the figure that stands there, with its place in `text`."""
    words = " ".join(text[start:end].split())
    return Doubt("figure_doubt", f"«{words}» có thể là số bị hỏng; cần đối chiếu bản gốc.", start, end)
