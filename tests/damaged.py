"""Copies as bad as scans, portals and hasty hands give them: words, lines, labels and marks lost, figures misread.

No reader says what is right of them; the record (recorded.py) holds that nothing is made otherwise of them unseen.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from itertools import count

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


def _number_anew(text: str) -> str:
    """Every third number of a label is one too great."""
    numbers = count(1)
    return re.sub(
        r"(?m)^(\s*)(\d+)([.)] )",
        lambda label: f"{label[1]}{int(label[2]) + (next(numbers) % 3 == 0)}{label[3]}",
        text,
    )


def _label_otherwise(text: str) -> str:
    text = re.sub(r"(?m)^(\s*\d+)\. ", r"\1/ ", text)
    return re.sub(r"(?m)^(\s*)- ", r"\1+ ", re.sub(r"(?m)^(\s*[a-zđ])\) ", r"\1. ", text))


def _move_years(step: int, every: int) -> Damage:
    def move(text: str) -> str:
        years = count(1)
        return re.sub(
            r"\b20\d\d\b",
            lambda year: str(int(year[0]) + (step if next(years) % every == 0 else 0)),
            text,
        )

    return move


def _break_words(every: int) -> Damage:
    def is_broken(word: str, place: int) -> bool:
        return place % every == 0 and len(word) > 3 and word.isalpha()

    return lambda text: "\n".join(
        " ".join(
            f"{word[: len(word) // 2]} {word[len(word) // 2 :]}" if is_broken(word, place) else word
            for place, word in enumerate(line.split(), number)
        )
        for number, line in enumerate(text.split("\n"))
    )


def _each_line(change: Damage) -> Damage:
    return lambda text: "\n".join(map(change, text.split("\n")))


def _each_share(change: Callable[[int], str]) -> Damage:
    return lambda text: re.sub(r"\b(\d{1,2})(?=\s?%)", lambda share: change(int(share[1])), text)


def _wrap(width: int) -> Damage:
    return lambda text: "\n".join(part for line in text.split("\n") for part in textwrap.wrap(line, width) or [""])


def _end_heading(line: str) -> str:
    return f"{line}:" if line[-1:].isalpha() and len(line) < 60 and not line.isupper() else line


def _end_sentence(line: str) -> str:
    return f"{line}." if line[-1:].isalnum() and not line.isupper() else line


_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]

RESHAPED: dict[str, Damage] = {
    "one line": lambda text: " ".join(text.split()),
    "every second line goes on": lambda text: "".join(
        line + (" " if number % 2 else "\n") for number, line in enumerate(text.split("\n"))
    ),
    "wrapped at 40": _wrap(40),
    "wrapped at 70": _wrap(70),
    "headings spaced out": _each_line(
        lambda line: " ".join(line.replace(" ", "  ")) if line.isupper() and len(line) < 60 else line
    ),
    "every fifth word broken": _break_words(5),
    "every eleventh word broken": _break_words(11),
    "other labels": _label_otherwise,
    "labels left out": _number_anew,
    "every second year the next": _move_years(1, 2),
    "every third year before": _move_years(-5, 3),
    "ten years later": _move_years(10, 1),
    "small numbers in words": lambda text: re.sub(
        r"(?<![\d.,/–-])\b(10|[1-9])\b(?![\d.,/)%])", lambda number: _DIGITS[int(number[1])], text
    ),
    "lines quoted": lambda text: "\n".join(
        f"“{line}”" if number % 5 == 2 else line for number, line in enumerate(text.split("\n"))
    ),
    "words in capitals": lambda text: "\n".join(
        " ".join(map(str.capitalize, line.split())) if number % 2 else line
        for number, line in enumerate(text.split("\n"))
    ),
    "asides in parentheses": lambda text: re.sub(r", ([^,.;()\n]{5,60})(?=[,.;])", r" (\1)", text),
    "dashes before lines": _each_line(lambda line: f"- {line}" if len(line) > 60 and not line.isupper() else line),
    "the first third last": lambda text: "\n".join(
        (lines := text.split("\n"))[len(lines) // 3 :] + lines[: len(lines) // 3]
    ),
    "every fourth line twice": lambda text: "\n".join(
        f"{line}\n{line}" if number % 4 == 1 else line for number, line in enumerate(text.split("\n"))
    ),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: "\n".join(" " * (number * 7 % 40) + line for number, line in enumerate(text.split("\n"))),
    "colons behind headings": _each_line(_end_heading),
    "no stops": _each_line(lambda line: line.rstrip(".;:,")),
    "stops": _each_line(_end_sentence),
    "semicolons": _each_line(lambda line: re.sub(r"[.,]$", ";", line)),
    "and for commas": lambda text: re.sub(r", (?=\w)", " và ", text),
    "commas for and": lambda text: text.replace(" và ", ", "),
    "shares with decimals": _each_share("{},5".format),
    "shares from and to": _each_share(lambda share: f"từ {share}% lên {share + 5}"),
    "ranges of shares": _each_share(lambda share: f"{share}-{share + 5}"),
    "at least": _each_share("ít nhất {}".format),
    "bounds lost": lambda text: re.sub(r"(?i)\b(ít nhất|tối thiểu|trên|dưới|tối đa|đạt|khoảng) (?=\d)", "", text),
    "thousands": lambda text: re.sub(r"(?<![\d.,/])(\d{3})(?![\d.,/])", r"\1.000", text),
    "lists turned": _each_line(lambda line: ", ".join(reversed(line.split(", ")))),
}
"""Copies that keep every word but not its place, its mark or its number."""

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
    "head twice": lambda rows: [*rows[:1], *rows],
    "a row twice": lambda rows: [row for number, row in enumerate(rows) for _ in range(2 if number == 2 else 1)],
    "rows turned": lambda rows: [*rows[:1], *rows[:0:-1]],
    "a column twice": lambda rows: [[*row, row[-1]] for row in rows],
    "an empty column": lambda rows: [[*row[:1], "", *row[1:]] for row in rows],
    "first two columns one": lambda rows: [[f"{row[0]} {row[1]}".strip(), *row[2:]] for row in rows if len(row) > 1],
    "columns one further": lambda rows: [[*row[-1:], *row[:-1]] for row in rows],
    "numbers of columns": lambda rows: [*rows[:1], [f"({place})" for place in range(1, len(rows[0]) + 1)], *rows[1:]],
    "a total last": lambda rows: [*rows, ["", "Tổng cộng", *rows[-1][2:]]],
    "capitals": lambda rows: [[cell.upper() for cell in row] for row in rows],
    "small letters": lambda rows: [[cell.lower() for cell in row] for row in rows],
    "every second label lost": lambda rows: [
        ["" if number % 2 else row[0], *row[1:]] for number, row in enumerate(rows)
    ],
    "only two rows": lambda rows: rows[:3],
    "only one row": lambda rows: rows[:2],
    "units at figures": lambda rows: [
        *rows[:1],
        *(
            [f"{cell} %" if cell.isdecimal() and place > 1 else cell for place, cell in enumerate(row)]
            for row in rows[1:]
        ),
    ],
    "figures with decimals": lambda rows: [
        *rows[:1],
        *([f"{cell},5" if cell.isdecimal() and place else cell for place, cell in enumerate(row)] for row in rows[1:]),
    ],
    "ranges for figures": lambda rows: [
        *rows[:1],
        *(
            [f"{cell}-{int(cell) + 5}" if cell.isdecimal() and place else cell for place, cell in enumerate(row)]
            for row in rows[1:]
        ),
    ],
    "figures marked x": lambda rows: [
        *rows[:1],
        *(["x" if cell.isdecimal() and place else cell for place, cell in enumerate(row)] for row in rows[1:]),
    ],
    "years later": lambda rows: [[RESHAPED["ten years later"](cell) for cell in row] for row in rows],
    "words lost": lambda rows: [[DAMAGES["every fourth word lost"](cell) for cell in row] for row in rows],
}


def damage_table(rows: Grid, damage: Callable[[Grid], Grid]) -> Grid:
    """The table after the damage, with no cell that goes on from another; empty where nothing is left."""
    width = max(map(len, rows))
    plain = [["" if cell in ("^", "<") else cell for cell in row] + [""] * (width - len(row)) for row in rows]
    return [row for row in damage(plain) if row]
