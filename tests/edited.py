"""Copies edited at places that a seed draws: words lost, put in or exchanged, figures changed, lines mixed.

What is drawn falls on both sides of the windows and thresholds of the rules, where damages of a fixed step (damaged.py)
fall on the same side again and again. No reader says what is right of them; the record (recorded.py) holds that nothing
is made otherwise of them unseen.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

Grid = list[list[str]]

FILLER = """theo đúng quy định của pháp luật hiện hành trong phạm vi chức năng nhiệm vụ được giao bảo đảm kịp thời hiệu
quả phù hợp với tình hình thực tế tại địa phương và yêu cầu của công tác quản lý nhà nước về ngành lĩnh vực""".split()  # noqa: SIM905
"""Words that say nothing of their own: how many of them stand between two others decides what is near."""
FIGURES = """0 1 2 3 4 5 9 10 11 12 13 15 20 24 25 28 29 30 31 32 50 60 80 90 95 98 99 99,5 100 101 120 150 200 300
0,5 1,5 500 999 1.000 1.001 1.200 10.000 100.000 1.000.000 2000 2020 2024 2025 2026 2028 2030 2031 2035 2045""".split()  # noqa: SIM905
MARKS = [*",;.:", " -", " (", ")", "/", " và", " hoặc", " của", " là", " đạt", " trên", " dưới", " từ", " đến"]
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def edit_words(text: str, drawn: random.Random, others: Sequence[str]) -> str:
    """A line after one to three edits; `others` are lines of which parts may come in."""
    for _ in range(drawn.choice((1, 1, 2, 3))):
        words = text.split(" ")
        at = drawn.randrange(len(words))
        kind = drawn.randrange(10)
        if kind == 0:
            del words[at : at + drawn.randint(1, 3)]
        elif kind in (1, 2):
            begin = drawn.randrange(len(FILLER) // 2)
            words[at:at] = FILLER[begin : begin + drawn.randint(1, 14)]
        elif kind == 3 and len(words) > 3:
            to = drawn.randrange(len(words))
            words[at], words[to] = words[to], words[at]
        elif kind == 4:
            other = drawn.choice(others).split(" ")
            words = words[:at] + other[drawn.randrange(len(other)) :]
        elif kind == 5:
            other = drawn.choice(others).split(" ")
            begin = drawn.randrange(len(other))
            words[at:at] = other[begin : begin + drawn.randint(1, 6)]
        elif kind == 6:
            words[at] += drawn.choice(MARKS)
        elif kind == 7:
            words[at] = words[at].rstrip(".,;:)") if words[at][-1:] in ".,;:)" else words[at].swapcase()
        elif kind == 8:
            parts = re.split(r"(?<=[,;]) ", text)
            drawn.shuffle(parts)
            words = parts
        else:
            figures = list(_NUMBER.finditer(text))
            if figures:
                figure = drawn.choice(figures)
                words = [text[: figure.start()] + drawn.choice(FIGURES) + text[figure.end() :]]
        text = " ".join(words)
    return text


def spread_words(text: str, drawn: random.Random, most: int) -> list[str]:
    """The line with one word more, two, up to `most` put in at one place: what is near on one side of a window and far
    on the other is so at one of them."""
    words = text.split(" ")
    at = drawn.randrange(len(words))
    return [" ".join([*words[:at], *FILLER[:count], *words[at:]]) for count in range(1, most + 1)]


def edit_lines(text: str, drawn: random.Random, others: Sequence[str]) -> str:
    """A document of which some lines are edited, and one or two lost, moved, doubled, joined or brought in."""
    lines = text.split("\n")
    for _ in range(drawn.randint(1, 4)):
        at = drawn.randrange(len(lines))
        kind = drawn.randrange(7)
        if kind == 0 and len(lines) > 2:
            del lines[at]
        elif kind == 1:
            lines.insert(drawn.randrange(len(lines)), lines[at])
        elif kind == 2 and len(lines) > 2:
            lines.insert(drawn.randrange(len(lines) - 1), lines.pop(at))
        elif kind == 3 and at + 1 < len(lines):
            lines[at : at + 2] = [f"{lines[at]} {lines[at + 1]}"]
        elif kind == 4:
            begin = drawn.randrange(len(others))
            lines[at:at] = others[begin : begin + drawn.randint(1, 4)]
        elif kind == 5 and len(lines[at]) > 20:
            cut = drawn.randint(1, len(lines[at]) - 1)
            lines[at : at + 1] = [lines[at][:cut].rstrip(), lines[at][cut:].lstrip()]
        else:
            lines.insert(at, "")
    for _ in range(max(2, len(lines) // 6)):
        at = drawn.randrange(len(lines))
        if lines[at].strip():
            lines[at] = edit_words(lines[at], drawn, others)
    return "\n".join(lines) if any(map(str.strip, lines)) else text


def edit_table(rows: Grid, drawn: random.Random, others: Sequence[str]) -> Grid:
    """A table of which some cells are edited, emptied or exchanged; a row or a column may be lost or doubled."""
    rows = [list(row) for row in rows]
    for _ in range(drawn.randint(1, 4)):
        row = drawn.choice(rows)
        at, kind = drawn.randrange(len(row)), drawn.randrange(8)
        if kind == 0:
            row[at] = ""
        elif kind == 1:
            other = drawn.choice(rows)
            if at < len(other):
                row[at], other[at] = other[at], row[at]
        elif kind == 2:
            row[at] = drawn.choice(others)
        elif kind == 3 and len(rows) > 2:
            rows.remove(row)
        elif kind == 4:
            rows.insert(drawn.randrange(len(rows)), list(row))
        elif kind == 5:
            row[at] = drawn.choice(FIGURES) + drawn.choice(("", "", "%", " ha"))
        elif row[at].strip():
            row[at] = edit_words(row[at], drawn, others)
    return rows
