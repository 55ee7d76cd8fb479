"""White space: a stretch of a text on one line."""

from __future__ import annotations


def on_one_line(text: str) -> str:
    """The words of a text parted by single spaces. Most stretches need no more than their breaks made spaces, which is
    told much sooner than the words are parted and joined."""
    line = text.replace("\n", " ")
    if line.isprintable() and "  " not in line:  # a space is the only white space that can be printed
        return line.strip()
    return " ".join(text.split())
