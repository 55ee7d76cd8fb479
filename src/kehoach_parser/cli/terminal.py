"""What the commands say to a person: one line on standard error, coloured only on a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from .language import say

RED, YELLOW, DIM, RESET = "\x1b[31m", "\x1b[33m", "\x1b[2m", "\x1b[0m"


def error(message: str, *, program: str) -> None:
    """Prints `program: error: message` on one line."""
    _say(program, "error", message, RED)


def warning(message: str, *, program: str) -> None:
    """Prints `program: warning: message` on one line."""
    _say(program, "warning", message, YELLOW)


def note(message: str, *, program: str) -> None:
    """Prints `program: message` on one line."""
    _say(program, "", message, DIM)


def describe(failure: OSError) -> str:
    """The system's own words for a failed file operation, with the file's name."""
    words = failure.strerror or str(failure)
    return f"{failure.filename}: {words}" if failure.filename else words


def is_terminal() -> bool:
    """Whether standard error is a terminal, where colours and a progress bar make sense."""
    return sys.stderr.isatty()


def table(lines: Sequence[Sequence[str]], output: Path | None, numbers: Sequence[int] = ()) -> str:
    """Lines of cells under one another, two blanks between the columns and those of `numbers` set to the right; no
    wider than the window where they go to one (`output`: they go into that file)."""
    window = output is None and sys.stdout.isatty()
    cut = fit(lines, shutil.get_terminal_size().columns) if window else lines
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    sides = [">" if column in numbers else "<" for column in range(len(widths))]
    shown = [
        "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(line, sides, widths, strict=True))
        for line in cut
    ]
    return "\n".join(line.rstrip() for line in shown) + "\n"


def fit(lines: Sequence[Sequence[str]], columns: int, least: int = 12) -> list[list[str]]:
    """Lines of cells cut so that a table with two blanks between its columns is no wider than `columns`: the widest
    columns give way first, none below `least` characters."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    room = columns - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > least:
        widths[widths.index(max(widths))] -= 1
    return [[_shorten(cell, width) for cell, width in zip(line, widths, strict=True)] for line in lines]


def _shorten(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def escape(text: str) -> str:
    """The text with control characters and lone surrogates written out: a file's name must not drive the terminal."""
    if text.isprintable():
        return text
    return "".join(ch if ch.isprintable() or ch == " " else _written(ch) for ch in text)


def _written(character: str) -> str:
    number = ord(character)
    if 0xDC80 <= number < 0xDD00:  # a byte of a file name that is no UTF-8
        return f"\\x{number - 0xDC00:02x}"
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _say(program: str, kind: str, message: str, colour: str) -> None:
    line = escape(say(" ".join(message.split())))
    label = f"{say(kind)}: " if kind else ""
    if is_terminal() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb":
        label = f"{colour}{label}{RESET}" if label else ""
        line = line if label else f"{colour}{line}{RESET}"
    print(f"{program}: {label}{line}", file=sys.stderr)
