"""Numbers as labels print them: figures, letters, Roman numerals, words."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_SIGNS = 32_767
"""The highest count that Word prints in letters or Roman numerals; a higher one is printed in figures."""
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def format_number(number: int, kind: str) -> str:
    """A count as Word prints it in a number format of WordprocessingML (`upperRoman`, `lowerLetter` …)."""
    if kind == "none":
        return ""
    if number > _MOST_SIGNS:
        return str(number)
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind == "vietnameseCounting":
        return _count_in_words(number)
    return str(number)


def _roman(number: int) -> str:
    if number <= 0:
        return str(number)
    parts = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        parts.append(sign * times)
    return "".join(parts)


def _count_in_words(number: int) -> str:
    if not 0 <= number < 100:
        return str(number)
    if number < 10:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if unit == 0:
        return head
    word = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(unit, _UNITS[unit])
    return f"{head} {word}"
