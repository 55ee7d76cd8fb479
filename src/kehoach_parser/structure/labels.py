"""Labels of sections: what a label looks like, its place in a sequence, and which candidates are real.

Nghị định 30/2020/NĐ-CP, Phụ lục I: Phần and Chương, Mục (Roman), `I.`, `1.`, `a)` with the Vietnamese alphabet;
`1.1.`, `(1)`, `-`, `+`, `*` are practice. A number that merely begins a wrapped line is no label: a candidate counts
when it goes on a sequence (or begins one), and a break of the sequence is taken only where the line stands out as the
beginning of a paragraph, and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from ..language.letters import ALPHABET, PLAIN_D, POINT_LETTERS
from ..language.patterns import compile_later, text_before
from ..lexicon.lines import LABELS
from ..lexicon.rule_files import UPPER

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# The styles from outer to inner: where styles meet for the first time, a label of a line further up cannot stand inside
# one of a line further down.
_ORDER = (
    ("part",),
    ("chapter",),
    ("division",),
    ("upper",),
    ("roman", "plain"),
    ("article", "plain_small"),
    ("arabic",),
    ("dotted2",),
    ("dotted3",),
    ("dotted4",),
    ("letter",),
    ("paren_arabic",),
    ("paren_letter",),
    ("roman_small",),
)
RANKS = {style: rank for rank, styles in enumerate(_ORDER) for style in styles}

_PART_LETTERS = "ABCDEFGH"
"""Letters of a Phần; C is the third, for no plan has a hundred."""
_SURE = 99
"""A label with a greater number counts only where it goes on the sequence: it may be a figure at a line's beginning."""
LABEL = LABELS.label
_WORDS = {style: word for word, style in LABELS.styles.items()}
BULLETS = "-–—−+*•●○▪■◦✓➢➤»·"
BULLET = compile_later(rf"(?P<sign>[{BULLETS}])\s*(?=\S)")
_SIGNS = {"+": "+", "*": "*"}

_QUOTED = compile_later("[“”][^“”]{1,1500}”", opens="“”")
_CAPITAL = compile_later(rf"[{UPPER}\d“\"'‘(\[≥≤<>]")


class Label(Struct, frozen=True):
    """A label as it stands: `text` without the punctuation around it (`I`, `1.1`, `a`), `end` where the words begin.

    `ordinal` is its place in its sequence, from 1; `prefix` the numbers before the last one of a dotted label. A
    heading without label has the styles `plain` and `plain_small`: `text` is its words, `end` its own beginning.
    """

    style: str
    text: str
    ordinal: int
    start: int
    end: int
    prefix: tuple[int, ...] = ()


class Candidate(Struct, frozen=True):
    """A label that may begin a section. `strength`: 2 where the format or the layout shows that a paragraph begins
    here, 1 where the text before has come to an end, 0 where it may be in mid-sentence. `usual`: whether a first label
    begins its sequence anew wherever it stands: the words of a `1.` are a usual heading of plans or have an `a)` below
    (the heading above was lost), those of an `I.` are in capitals."""

    label: Label
    strength: int
    usual: bool = False


class Choice(Struct, frozen=True):
    """An accepted label with its depth from 0, and what is odd about it (`duplicate_label`, `label_gap`), or None."""

    label: Label
    depth: int
    doubt: str | None = None


def find_quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans between “ and ”: a label within quoted words (the text of a law) is none of the document's own."""
    if text.find("”", start, end) < 0:
        return []
    return [(m.start(), m.end()) for m in _QUOTED.finditer(text, start, end)]


def match_label(text: str, start: int, end: int) -> Label | None:
    """The label at `text[start:]`, followed by a capital letter, figure or opening quote; None where there is none."""
    first = text[start : start + 2]
    if first.isalpha() and first.islower():  # most lines of wrapped text begin with a word in small letters
        return None
    match = LABEL.match(text, start, end)
    if match is None or match.lastgroup is None:
        return None
    style = match.lastgroup
    raw = match.group(style)
    style = {"paren_arabic2": "paren_arabic"}.get(style, style)
    if style == "dotted":
        numbers = tuple(int(n) for n in re.findall(r"\d+", raw))
        if any(n == 0 for n in numbers[1:]):
            return None
        text_form = ".".join(re.findall(r"\d+", raw))
        return Label(f"dotted{len(numbers)}", text_form, numbers[-1], start, match.end(), numbers[:-1])
    ordinal = _ordinal(style, raw)
    if ordinal is None:
        return None
    spelt = style == "part" and (raw[:1] in "Tt" or raw.lower() in LABELS.cardinals)
    numeral = raw.strip().lower() if spelt else raw.strip()  # PHẦN THỨ NHẤT, PHẦN MỘT
    return Label(style, f"{_WORDS.get(style, '')} {numeral}".strip(), ordinal, start, match.end())


def begins_words(text: str, label: Label) -> bool:
    """Whether a capital letter, a figure or an opening sign follows the label, on its line or, where it stands alone,
    on the next."""
    start = label.end + 1 if text[label.end : label.end + 1] == "\n" else label.end
    return start < len(text) and _CAPITAL.match(text, start) is not None


def match_bullet(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The bullet sign at `text[start:]` in its standard form (`-`, `+`, `*`) and where the words begin."""
    match = BULLET.match(text, start, end) if text[start : start + 1] in BULLETS else None
    if match is None or match.end() >= end:
        return None
    if text[match.end()].isdigit() and match.end() == match.start() + 1:
        return None  # -5%, +3: a signed figure
    return _SIGNS.get(match["sign"], "-"), match.end()


def choose_labels(candidates: Iterable[Candidate], text: str) -> list[Choice]:
    """The candidates that are labels, with their depth. `text` is the text that the offsets refer to."""
    chosen: list[Choice] = []
    stack: list[Label] = []
    for candidate in candidates:
        choice = _place(candidate, stack, text)
        if choice is None and (figure := _before_figure(candidate.label, text)) is not None:
            choice = _place(replace(candidate, label=figure), stack, text)
        if choice is None:
            continue
        del stack[choice.depth :]
        stack.append(choice.label)
        chosen.append(choice)
    return chosen


def _place(candidate: Candidate, stack: list[Label], text: str) -> Choice | None:
    """Where a candidate stands among the labels in force; None where it is no label."""
    label = _disambiguate(candidate.label, stack)
    capital = begins_words(text, label)
    if not capital and candidate.strength < 2:
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].style != label.style:
            continue
        if label.prefix and not _prefix_fits(label, stack[:depth]):
            break
        return _place_beside(candidate, label, stack, depth)
    return None if label.ordinal > _SURE else _place_below(candidate, label, stack, capital, text)


def _place_beside(candidate: Candidate, label: Label, stack: list[Label], depth: int) -> Choice | None:
    """Where a label of the style of `stack[depth]` goes on its sequence, repeats, skips or begins it anew."""
    step, strength = _step(stack[depth], label), candidate.strength
    if step == 1:
        return Choice(label, depth)
    if label.ordinal > _SURE:
        return None
    if step == 0 and strength >= 1:
        return Choice(label, depth, "duplicate_label")
    if 2 <= step <= 4 and strength >= 1:
        return Choice(label, depth, "label_gap")
    again = candidate.usual or 0 < depth == len(stack) - 1
    if step < 0 and label.ordinal == 1 and strength >= 1 and again:
        return Choice(label, depth, "label_restart")
    return Choice(label, depth, "label_gap") if strength == 2 and step != 0 else None


def _place_below(candidate: Candidate, label: Label, stack: list[Label], capital: bool, text: str) -> Choice | None:
    """Where a label begins a sequence of its own: below the labels of outer styles."""
    strength = candidate.strength
    depth = len(stack)
    while depth and RANKS[stack[depth - 1].style] >= RANKS[label.style]:
        if _introduces(stack[depth - 1], label, text):
            break
        depth -= 1
    if label.prefix:
        fits = _prefix_fits(label, stack[:depth])
        if label.ordinal == 1 and fits:
            return Choice(label, depth)
        return Choice(label, depth, "label_gap") if strength >= 1 and capital and (fits or strength == 2) else None
    if label.ordinal == 1:
        return Choice(label, depth)
    return Choice(label, depth, "label_gap") if strength == 2 or (strength == 1 and label.ordinal <= 3) else None


def _before_figure(label: Label, text: str) -> Label | None:
    """What a dotted label with a blank within is where it fits no sequence: a label with a figure behind it (*5. 18
    trạm bơm*)."""
    if label.style != "dotted2" or text.startswith(label.text, label.start):
        return None
    first = label.prefix[0]
    return Label("arabic", str(first), first, label.start, text.index(" ", label.start) + 1)


def _disambiguate(label: Label, stack: list[Label]) -> Label:
    """`C.`, `D.`, `I.` may be a capital letter or a Roman numeral: the running sequence decides."""
    if label.style == "roman" and len(label.text) == 1 and label.text in "CDI":
        value = _ordinal("roman", label.text)
        for last in reversed(stack):
            if last.style == "roman" and value in (last.ordinal, last.ordinal + 1):
                break
            if last.style == "upper" and ord(label.text) - 64 in (last.ordinal, last.ordinal + 1):
                return Label("upper", label.text, ord(label.text) - 64, label.start, label.end)
    return label


def _introduces(outer: Label, label: Label, text: str) -> bool:
    """Whether `label` begins what an article announces: *Điều 1. Phê duyệt Chương trình … với các nội dung sau:* has
    the programme's own parts (`I.`, `A.`) below it, though elsewhere articles stand within parts; or `A.` what a Roman
    heading has below it, right behind whose line it stands."""
    if label.ordinal != 1:
        return False
    if outer.style == "article":
        return text_before(text, label.start).rstrip().endswith(":")
    return outer.style == "roman" and label.style == "upper" and "\n" not in text[outer.end : label.start].strip()


def _prefix_fits(label: Label, outer: list[Label]) -> bool:
    """Whether the numbers before the last one of a dotted label are those of the sections that it stands in."""
    for last in reversed(outer):
        if last.style == "arabic" or last.style.startswith("dotted") or last.style == "article":
            return (*last.prefix, last.ordinal) == label.prefix
        if last.style in ("roman", "upper", "division", "chapter", "part"):
            return len(label.prefix) == 1 and last.ordinal == label.prefix[0]
    return True


def _step(last: Label, label: Label) -> int:
    """How far `label` is after `last` in their sequence: 1 for the next, 0 for the same."""
    if label.style not in ("letter", "paren_letter"):
        if label.prefix and label.prefix != last.prefix:
            return 1 if label.ordinal == 1 and label.prefix > last.prefix else -1
        behind_đ = label.style == "upper" and ord(last.text) in PLAIN_D and label.text != last.text
        return label.ordinal - last.ordinal + behind_đ  # Đ. and E. are both the fifth
    a, b = last.ordinal, label.ordinal
    if b <= a:
        return b - a
    between = [c for c in ALPHABET[a : b - 1] if c in POINT_LETTERS]
    if all(ord(c) in PLAIN_D for c in between):  # a b c d e: automatic numbering knows no đ
        between = []
    return 1 + len(between)


def _ordinal(style: str, raw: str) -> int | None:
    raw = raw.strip()
    if style in ("letter", "paren_letter"):
        return ALPHABET.index(raw) + 1 if raw in ALPHABET else None
    if style == "upper":
        return 5 if ord(raw) in PLAIN_D else ord(raw) - 64
    if raw.isdecimal():
        value = int(raw)
        return value if 0 < value < 1000 else None
    if style == "part" and len(words := raw.lower().split()) == 2:  # thứ nhất
        return LABELS.ordinals.index(words[1]) + 1 if words[1] in LABELS.ordinals else None
    if style == "part" and raw.lower() in LABELS.cardinals:  # một
        return LABELS.cardinals.index(raw.lower()) + 1
    if style == "part" and raw in _PART_LETTERS:
        return _PART_LETTERS.index(raw) + 1
    return read_roman(raw)


def read_roman(raw: str) -> int | None:
    """The value of a Roman numeral written by the rule, None for anything else (`IIII`, `VX`)."""
    total = 0
    for char, after in zip(raw, [*raw[1:], ""], strict=True):
        value = _ROMAN.get(char)
        if value is None:
            return None
        total += -value if after and _ROMAN.get(after, 0) > value else value
    return total if total and _to_roman(total) == raw else None


def _to_roman(value: int) -> str:
    out = ""
    for number, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= number:
            out += sign
            value -= number
    return out
