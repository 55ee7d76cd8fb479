"""Word's automatic numbers: numbering.xml and the paragraphs' list properties -> the labels that Word prints.

A paragraph names a list (`numId`) and a level, itself or through its style. The list points to an abstract
one, which says for each level the format, the pattern (`%1.%2`) and where it starts; the list may override.
Lists of the same abstract one count on together, unless an override restarts them.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from ...limits import budgets
from ..shared.numerals import format_number
from .package import Element, W, attribute, is_on

_LEVELS = 9
_DASHES = "-–—‒―−‐‑\uf02d\uf0be"


class Level(Struct, frozen=True):
    """One level of a list. `restart`: after which level (from 1) it starts anew; None after any higher
    one, 0 never."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    left: float | None = None
    hanging: float = 0.0


class _List(Struct, frozen=True):
    """A list that paragraphs refer to: its levels with overrides applied, and which of them it restarts."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Label(Struct, frozen=True):
    """A printed label, with the level's own indents in points (None where it has none)."""

    text: str
    glued: bool
    left: float | None
    hanging: float


class _State(Struct):
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    started: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """The lists of a document. `label` is to be called once for every paragraph of a list, in document
    order."""

    def __init__(self, numbering: Element | None, style_lists: dict[str, tuple[str, int | None]]) -> None:
        """`style_lists`: for each style that puts its paragraphs into a list, the list and the level it
        names."""
        self._lists: dict[str, _List] = {}
        self._states: dict[str, _State] = {}
        self.cut: bool = False
        """Whether a label was longer than Word allows, and was cut."""
        self._longest = budgets().max_label_chars
        if numbering is not None:
            self._read(numbering, style_lists)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a list links to a paragraph style; None where it links none."""
        found = self._lists.get(list_id)
        if found is None:
            return None
        return next((index for index, level in found.levels.items() if level.style == style), None)

    def label(self, list_id: str, level: int) -> Label | None:
        """Counts a paragraph and gives its label; None where the list or level is unknown or prints
        nothing."""
        found = self._lists.get(list_id)
        if found is None or not 0 <= level < _LEVELS:
            return None
        state = self._states.setdefault(found.abstract, _State())
        self._count(found, list_id, level, state)
        shape = found.levels.get(level)
        if shape is None:
            return None
        text = self._print(found, level, state)
        if not text:
            return None
        if len(text) > self._longest:
            text, self.cut = text[: self._longest], True
        return Label(text, shape.suffix == "nothing", shape.left, shape.hanging)

    @staticmethod
    def _count(found: _List, list_id: str, level: int, state: _State) -> None:
        counters = state.counters
        for upper in range(level):  # a level that was passed over counts as begun
            if counters[upper] is None and upper in found.levels:
                counters[upper] = found.restarts.get(upper, found.levels[upper].start)
                state.started.add((list_id, upper))
        current = counters[level]
        shape = found.levels.get(level, Level())
        if level in found.restarts and (list_id, level) not in state.started:
            counters[level] = found.restarts[level]
        elif current is None:
            counters[level] = found.restarts.get(level, shape.start)
        else:
            counters[level] = current + 1
        state.started.add((list_id, level))
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart > 0 and level < restart):
                counters[deeper] = None

    @staticmethod
    def _print(found: _List, level: int, state: _State) -> str:
        shape = found.levels[level]
        if shape.format == "bullet":
            return _bullet(shape.pattern)
        text = shape.pattern
        if "%" not in text:
            return text.strip()
        for index in range(_LEVELS):
            mark = f"%{index + 1}"
            if mark in text:
                own = found.levels.get(index, Level())
                count = state.counters[index]
                number = own.start if count is None else count
                text = text.replace(mark, format_number(number, "decimal" if shape.legal else own.format))
        return text.strip()

    def _read(self, numbering: Element, style_lists: dict[str, tuple[str, int | None]]) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        for node in numbering.findall(W + "abstractNum"):
            key = node.get(W + "abstractNumId", "")
            abstracts[key] = dict(_read_level(child, self._longest) for child in node.findall(W + "lvl"))
            link = attribute(node.find(W + "numStyleLink"))
            if link:
                links[key] = link
        nums = {
            node.get(W + "numId", ""): (attribute(node.find(W + "abstractNumId")) or "", node)
            for node in numbering.findall(W + "num")
        }
        for list_id, (abstract, node) in nums.items():
            for _ in range(4):  # a link leads through a style to the list that defines the levels
                linked = style_lists.get(links.get(abstract, ""))
                if linked is None or linked[0] not in nums:
                    break
                abstract = nums[linked[0]][0]
            levels = dict(abstracts.get(abstract, {}))
            restarts: dict[int, int] = {}
            for override in node.findall(W + "lvlOverride"):
                index = _integer(override.get(W + "ilvl"), 0)
                own = override.find(W + "lvl")
                if own is not None:
                    levels[index] = _read_level(own, self._longest)[1]
                start = attribute(override.find(W + "startOverride"))
                if start is not None:
                    restarts[index] = _integer(start, 1)
                    if index in levels:
                        levels[index] = replace(levels[index], start=restarts[index])
            self._lists[list_id] = _List(abstract, levels, restarts)


def _read_level(node: Element, longest: int) -> tuple[int, Level]:
    restart = attribute(node.find(W + "lvlRestart"))
    form = node.find(W + "numFmt")
    if form is None:  # Word wraps newer formats in mc:AlternateContent
        form = next(node.iter(W + "numFmt"), None)
    indent = node.find(f"{W}pPr/{W}ind")
    left = None if indent is None else indent.get(W + "left") or indent.get(W + "start")
    hanging = 0.0
    if indent is not None:
        hanging = _integer(indent.get(W + "hanging"), 0) / 20 - _integer(indent.get(W + "firstLine"), 0) / 20
    kind = attribute(form) or "decimal"
    if kind == "custom":
        kind = "decimalZero" if (attribute(form, "format") or "").startswith("01") else "decimal"
    text = node.find(W + "lvlText")
    pattern = (attribute(text) or "")[: longest + 1]
    return _integer(node.get(W + "ilvl"), 0), Level(
        start=_integer(attribute(node.find(W + "start")), 0 if node.find(W + "start") is None else 1),
        format=kind,
        pattern=pattern,
        suffix=attribute(node.find(W + "suff")) or "tab",
        legal=bool(is_on(node.find(W + "isLgl"))),
        restart=None if restart is None else _integer(restart, 0),
        style=attribute(node.find(W + "pStyle")),
        left=None if left is None else _integer(left, 0) / 20,
        hanging=hanging,
    )


def _integer(text: str | None, default: int) -> int:
    try:
        return int(float(text)) if text is not None else default
    except (ValueError, OverflowError):
        return default


def _bullet(pattern: str) -> str:
    """A bullet as the sign that office texts use: `-`, `+` and `*` stay, every other sign is a `-`."""
    sign = pattern.strip()
    if not sign:
        return ""
    if sign in ("+", "*"):
        return sign
    if len(sign) == 1 or sign in _DASHES:
        return "-"
    return sign  # words set as a bullet ("Điều", "Bước")
