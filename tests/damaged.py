"""Copies as bad as scans, portals and hasty hands give them: words, lines, labels and marks lost, figures misread.

No reader says what is right of them; the record (recorded.py) holds that nothing is made otherwise of them unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Damage = Callable[[str], str]
Grid = list[list[str]]

_LABEL = re.compile(r"^\s*(?:[IVX]+\.|\d+(?:\.\d+)*[.)]?|[a-zđ][.)]|[-+*•])\s+")


def _lose_words(every: int) -> Damage:
    return lambda text: "\n".join(
        " ".join(word for place, word in enumerate(line.split(), number) if place % every)
        for number, line in enumerate(text.split("\n"))
    )


def _lose_lines(every: int) -> Damage:
    return lambda text: "\n".join(line for place, line in enumerate(text.split("\n"), 1) if place % every)


def _join_lines(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n".join(" ".join(lines[place : place + 2]) for place in range(0, len(lines), 2))


def _turn_clauses(text: str) -> str:
    return "\n".join("; ".join(reversed(re.split(r"[;.] ", line))) for line in text.split("\n"))


def _double_words(text: str) -> str:
    return "\n".join(
        " ".join(f"{word} {word}" if place % 3 == 0 else word for place, word in enumerate(line.split(), number))
        for number, line in enumerate(text.split("\n"))
    )


def _cut_lines(text: str) -> str:
    return "\n".join(line[: 25 + number * 13 % 97] for number, line in enumerate(text.split("\n")))


def _exchange_halves(text: str) -> str:
    """The second half of each line behind the first half of the line before."""
    lines = [line.split() for line in text.split("\n") if line.strip()]
    return "\n".join(
        " ".join([*line[: len(line) // 2], *other[len(other) // 2 :]])
        for line, other in zip(lines, [*lines[1:], *lines[:1]], strict=True)
    )


DAMAGES: dict[str, Damage] = {
    "every fourth word lost": _lose_words(4),
    "every fifth word lost": _lose_words(5),
    "every seventh word lost": _lose_words(7),
    "every second line lost": _lose_lines(2),
    "every third line lost": _lose_lines(3),
    "two lines made one": _join_lines,
    "labels lost": lambda text: "\n".join(_LABEL.sub("", line) for line in text.split("\n")),
    "clauses turned": _turn_clauses,
    "figures misread": lambda text: text.translate(str.maketrans("0123456789", "8173258069")),
    "figures read as ones": lambda text: re.sub(r"\d", "1", text),
    "every third word twice": _double_words,
    "lines cut short": _cut_lines,
    "halves exchanged": _exchange_halves,
    "capitals": str.upper,
    "small letters": str.lower,
    "marks lost": lambda text: re.sub(r"[,;:()%\"“”]", "", text),
    "commas for stops": lambda text: re.sub(r"[;.](?= |\n)", ",", text),
    "stops for commas": lambda text: re.sub(r"[,;:](?= |\n)", ".", text),
    "blanks lost": lambda text: re.sub(r"(?<=\d) | (?=\d)", "", text),
}

TABLE_DAMAGES: dict[str, Callable[[Grid], Grid]] = {
    "head lost": lambda rows: rows[1:],
    "first column lost": lambda rows: [row[1:] for row in rows],
    "last column lost": lambda rows: [row[:-1] for row in rows],
    "columns turned": lambda rows: [row[::-1] for row in rows],
    "every second row lost": lambda rows: rows[::2],
    "every third cell empty": lambda rows: [
        [cell if not number or (number + place) % 3 else "" for place, cell in enumerate(row)]
        for number, row in enumerate(rows)
    ],
    "rows made of two": lambda rows: [
        *rows[:1],
        *([f"{a} {b}".strip() for a, b in zip(*rows[at : at + 2], strict=False)] for at in range(1, len(rows) - 1, 2)),
    ],
    "figures misread": lambda rows: [
        *rows[:1],
        *([DAMAGES["figures misread"](cell) for cell in row] for row in rows[1:]),
    ],
    "words lost": lambda rows: [[DAMAGES["every fourth word lost"](cell) for cell in row] for row in rows],
}


def damage_table(rows: Grid, damage: Callable[[Grid], Grid]) -> Grid:
    """The table after the damage, with no cell that goes on from another; empty where nothing is left."""
    width = max(map(len, rows))
    plain = [["" if cell in ("^", "<") else cell for cell in row] + [""] * (width - len(row)) for row in rows]
    return [row for row in damage(plain) if row]
