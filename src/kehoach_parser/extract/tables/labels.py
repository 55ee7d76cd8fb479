"""Labels of rows: `I`, `A`, `1`, `1.1`, `a`, `-`, `+`, and how they nest."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.patterns import compile_later
from ...structure.labels import read_roman

_LABELS = compile_later(
    r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,4})\.?|(?P<arabic>\d{1,3})[.)/]?|\((?P<paren>\d{1,2}|[a-zđ])\)"
    r"|(?P<upper>[A-HĐI])[.)/]?|(?P<roman>[IVXLC]{1,6})[.)/]?|(?P<letter>[a-zđ])[.)]?|(?P<bullet>[-–—+*•])"
)
_LEADING = compile_later(
    r"(?:(?P<label>\d{1,2}(?:\.\d{1,2}){1,4}\.?|\d{1,2}[.)/]|[IVXLC]{1,6}[.)/]|[A-HĐ][.)/]|[a-zđ]\))\s+"
    r"|(?P<bullet>[-–—+*•])\s*)(?=[^\s\d.,%]|\d)"
)
_BULLETS = {"–": "-", "—": "-", "•": "-"}


def label_class(word: str) -> tuple[str, str] | None:
    """Class and words of a cell that is nothing but a label; None for any other cell."""
    match = _LABELS.fullmatch(word.strip())
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
    match = _LEADING.match(words)
    if match is None:
        return None
    kind = label_class(match["label"] or match["bullet"])
    return (*kind, match.end()) if kind else None


def push_label(stack: list[tuple[str, int]], label: tuple[str, str], index: int, labels: Sequence[str | None]) -> None:
    """Puts a labelled row on the stack of open rows (class, index): under the last of another class, beside
    the last of its own. `labels` are those of all rows before it, by index."""
    kind, word = label
    if kind == "roman" and len(word) == 1 and any(held == "upper" for held, _ in stack):
        before = next(labels[i] for held, i in reversed(stack) if held == "upper")
        if before and len(before) == 1 and ord(word) - ord(before) == 1 and not any(h == "roman" for h, _ in stack):
            kind = "upper"
    ranks = {"upper": 0, "roman": 0, "": 1}
    depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == kind), None)
    if depth is None and kind in ("roman", "upper"):
        depth = next((i for i, (held, _) in enumerate(stack) if ranks.get(held, 9) > 0), None)
    if depth is None and kind == "arabic":
        depth = next((i for i, (held, _) in enumerate(stack) if held not in ("upper", "roman", "")), None)
    if depth is None and kind.startswith("dotted"):
        prefix = word.rpartition(".")[0]
        owner = next((i for i in range(len(stack) - 1, -1, -1) if labels[stack[i][1]] == prefix), None)
        depth = owner + 1 if owner is not None else next(
            (i for i, (held, _) in enumerate(stack) if held not in ("upper", "roman", "", "arabic")
             and not (held.startswith("dotted") and held < kind)), None
        )  # fmt: skip
    if depth is not None:
        del stack[depth:]
    stack.append((kind, index))
