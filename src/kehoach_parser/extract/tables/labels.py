"""Labels of rows: `I`, `A`, `1`, `1.1`, `a`, `-`, `+`, and how they nest."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from ...lexicon.wording import load_wording
from ...structure.labels import read_roman


class _LabelWording(Struct, frozen=True):
    """A label alone and at the beginning of a cell; the groups are told by rules/wording/row_labels.toml."""

    alone: re.Pattern[str]
    leading: re.Pattern[str]


_WORDING = load_wording("row_labels", _LabelWording)
_BULLETS = {"–": "-", "—": "-", "•": "-"}


def label_class(word: str) -> tuple[str, str] | None:
    """Class and words of a cell that is nothing but a label; None for any other cell."""
    match = _WORDING.alone.fullmatch(word.strip())
    if match is None or match.lastgroup is None:
        return None
    kind, label = match.lastgroup, match.group(match.lastgroup)
    if kind == "dotted":
        return f"dotted{label.count('.') + 1}", label
    if kind == "bullet":
        sign = _BULLETS.get(label, label)
        return sign, sign
    if kind == "upper" and label in "CDI":
        return ("roman" if label == "I" else "upper"), label
    if kind == "roman" and read_roman(label) is None:
        return None
    return kind, label


def split_label(words: str) -> tuple[str, str, int] | None:
    """Class, label and length of a label with which a cell's words begin (`1. `, `a) `, `- `), None without
    one."""
    match = _WORDING.leading.match(words)
    if match is None:
        return None
    kind = label_class(match["label"] or match["bullet"])
    return (*kind, match.end()) if kind else None


def label_end(text: str, start: int, end: int) -> int:
    """Where the label ends with which `text[start:end]` begins; `start` where it begins with none."""
    match = _WORDING.leading.match(text, start, end)
    return match.end() if match else start


Stack = list[tuple[str, int]]
"""The open rows: class of their label and index."""

LabelOf = Callable[[int], str | None]
"""The label of a row by its index."""
_OUTER = ("upper", "roman", "")
"""Classes of headings: `A`, `I`, and a heading without label."""


def push_label(stack: Stack, label: tuple[str, str], index: int, label_of: LabelOf) -> None:
    """Puts a labelled row on the stack of open rows (class, index): under the last of another class, beside
    the last of its own. `label_of` gives the label of a row before it."""
    kind, word = _settle_capital(stack, label, label_of)
    depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == kind), None)
    if depth is None:
        depth = _depth_of_new(stack, kind, word, label_of)
    if depth is not None:
        del stack[depth:]
    stack.append((kind, index))


def _settle_capital(stack: Stack, label: tuple[str, str], label_of: LabelOf) -> tuple[str, str]:
    """`C`, `D`, `I` behind `B`, `C`, `H` are capital letters, no Roman numerals, where no other one is open."""
    kind, word = label
    held = [held for held, _ in stack]
    if kind != "roman" or len(word) != 1 or "upper" not in held or "roman" in held:
        return label
    before = next(label_of(i) for held, i in reversed(stack) if held == "upper")
    follows = before is not None and len(before) == 1 and ord(word) - ord(before) == 1
    return ("upper", word) if follows else label


def _depth_of_new(stack: Stack, kind: str, word: str, label_of: LabelOf) -> int | None:
    """Where the first label of its class stands: how many open rows stay open; None: all of them."""
    if kind in ("roman", "upper"):
        return next((i for i, (held, _) in enumerate(stack) if held not in ("upper", "roman")), None)
    if kind == "arabic":
        return next((i for i, (held, _) in enumerate(stack) if held not in _OUTER), None)
    if not kind.startswith("dotted"):
        return None
    prefix = word.rpartition(".")[0]
    owner = next((i for i in range(len(stack) - 1, -1, -1) if label_of(stack[i][1]) == prefix), None)
    if owner is not None:
        return owner + 1

    def is_inner(held: str) -> bool:
        return held not in (*_OUTER, "arabic") and not (held.startswith("dotted") and held < kind)

    return next((i for i, (held, _) in enumerate(stack) if is_inner(held)), None)
