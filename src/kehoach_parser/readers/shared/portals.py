"""Takes off what portals add around a document; the words are in `portals.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as calendar_day
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import is_normalized, normalize

import rtoml
from msgspec import Struct

from ...errors import RulesError
from ...language.patterns import compile_later
from ...source import Block, Line, Table, texts_of

_DATE = compile_later(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b")
_WORDY = 60  # a label of a box and its value are short; a longer line is a sentence
_NEAR = 3  # lines that may stand between two labels of one box
_BARE = 40  # lines among which a box without colons stands
_HEAD = 12  # lines among which a portal announces the document
_ABOVE = 80  # lines above the letterhead among which a portal's own are told one by one


class Machine(Struct, frozen=True):
    """A way to address a program: `needs` are lower-case words of which a line must hold one before
    `pattern` is tried."""

    id: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]


class Portals(Struct, frozen=True):
    """The words of `portals.toml`, folded for comparison. `labels` gives the hint's key, None for a value
    to drop."""

    chrome: frozenset[str]
    chrome_starts: tuple[str, ...]
    related: re.Pattern[str]
    page_day: re.Pattern[str]
    page_clock: re.Pattern[str]
    start_markers: tuple[str, ...]
    box_titles: frozenset[str]
    unknown_values: frozenset[str]
    document_marks: tuple[str, ...]
    page_furniture: frozenset[str]
    draft: tuple[str, ...]
    labels: dict[str, str | None]
    label_starts: tuple[str, ...]
    longest_label: int
    inner_label: re.Pattern[str]
    machines: tuple[Machine, ...]

    @property
    def needs(self) -> frozenset[str]:
        """The words of which a text that addresses a program holds one."""
        return frozenset(word for machine in self.machines for word in machine.needs)


@cache
def load_portals() -> Portals:
    """The words of `portals.toml`. Raises RulesError where the file is malformed."""
    try:
        raw: dict[str, Any] = rtoml.loads((Path(__file__).parents[1] / "portals.toml").read_text("utf-8"))
        return Portals(
            chrome=frozenset(map(_fold, raw["chrome"])),
            chrome_starts=tuple(map(_fold, raw["chrome_starts"])),
            related=compile_later(raw["related"]),
            page_day=compile_later(raw["page_day"], re.I),
            page_clock=compile_later(raw["page_clock"], re.I),
            start_markers=tuple(map(_fold, raw["start_markers"])),
            box_titles=frozenset(map(_fold, raw["box_titles"])),
            unknown_values=frozenset(map(_fold, raw["unknown_values"])),
            document_marks=tuple(map(_fold, raw["document_marks"])),
            page_furniture=frozenset(raw["page_furniture"]),
            draft=tuple(map(_fold, raw["draft"])),
            labels={_fold(entry["name"]): entry.get("key") for entry in raw["label"]},
            label_starts=tuple(f"{_fold(entry['name'])} " for entry in raw["label"]),
            longest_label=max(len(_fold(entry["name"])) for entry in raw["label"]),
            inner_label=_inner_label([entry["name"] for entry in raw["label"]]),
            machines=tuple(
                Machine(
                    entry["id"],
                    tuple(entry["needs"]),
                    compile_later(entry["pattern"], re.I),
                    tuple(entry["matches"]),
                    tuple(entry["rejects"]),
                )
                for entry in raw["machine"]
            ),
        )
    except (OSError, KeyError, rtoml.TomlParsingError) as error:
        raise RulesError(f"readers/portals.toml: {error}") from error


def _inner_label(names: Sequence[str]) -> re.Pattern[str]:
    """A label with its colon in the midst of a line, as the file writes it (a capital letter begins it)."""
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return compile_later(rf"({listed})\s?:")


_EDGES = " \t\xa0:•·●▪*+–-"


def _fold(text: str) -> str:
    return (text if text.isascii() else normalize("NFC", text)).strip(_EDGES).casefold()


def drop_portal(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], dict[str, str]]:
    """The blocks without a portal's buttons and boxes, and what the boxes say of the document.

    The hints' keys are number, issued (ISO), signatory, place, doc_type, title; only what a box states.
    """
    portals = load_portals()
    hints: dict[str, str] = {}
    kept = _drop_boxes(list(blocks), portals, hints)
    kept = [block for block in kept[:_HEAD] if not _is_page_clock(block, portals)] + kept[_HEAD:]
    first, last = _start(kept, portals), len(kept)
    while first < last and _is_chrome(kept[first], portals):
        first += 1
    while last > first and _is_chrome(kept[last - 1], portals):
        last -= 1
    head = _find_letterhead(kept, first, last, portals)
    above = [block for block in kept[first:head] if not _is_above(block, portals)]
    return (*above, *kept[head:last]), hints


def _find_letterhead(blocks: list[Block], first: int, last: int, portals: Portals) -> int:
    """Where the national motto stands, of the document's own marks the first: what is above it and is known for a
    portal's goes, though the name of the document may stand between. `first` where there is none."""
    for index in range(first, min(last, first + _ABOVE)):
        if _has_letterhead(blocks[index : index + 1], portals):
            return index
    return first


def _start(blocks: list[Block], portals: Portals) -> int:
    """Where the document begins: behind a portal's announcement of it, if one stands among the first
    lines."""
    for index, block in enumerate(blocks[:_ABOVE]):
        if isinstance(block, Table):
            break
        marked = _fold(block.text[:_WORDY]).startswith(portals.start_markers)
        if marked and (index < _HEAD or _has_letterhead(blocks[index + 1 : index + 1 + _NEAR * 3], portals)):
            return index + 1
    return 0


def _has_letterhead(blocks: Sequence[Block], portals: Portals) -> bool:
    """Whether the national motto stands in one of the blocks."""
    return any(mark in folded for folded in map(_fold, texts_of(blocks)) for mark in portals.document_marks[:2])


def _is_chrome(block: Block, portals: Portals) -> bool:
    if isinstance(block, Table):
        return False
    folded = _fold(block.text[: 2 * _WORDY])
    if folded.startswith(portals.chrome_starts):
        return True
    return len(block.text) <= 2 * _WORDY and (folded in portals.chrome or _is_page_day(block, portals))


def _is_page_day(block: Block, portals: Portals) -> bool:
    """Whether a line says when the page was put up or is read, with the hour or without."""
    return _is_short_line(block, portals.page_day) or _is_page_clock(block, portals)


def _is_page_clock(block: Block, portals: Portals) -> bool:
    return _is_short_line(block, portals.page_clock)


def _is_short_line(block: Block, pattern: re.Pattern[str]) -> bool:
    """Whether a block is a short line that is all of what the pattern describes."""
    if not isinstance(block, Line) or len(block.text) > 2 * _WORDY:
        return False
    return pattern.fullmatch(block.text.strip()) is not None


def _is_above(block: Block, portals: Portals) -> bool:
    """Whether a block above the letterhead is a portal's: chrome, or an entry of its list of related documents."""
    if isinstance(block, Line) and block.text[:1] in "-–•" and portals.related.match(block.text):
        return True
    return _is_chrome(block, portals)


def _drop_boxes(blocks: list[Block], portals: Portals, hints: dict[str, str]) -> list[Block]:
    labelled: list[tuple[int, str, str]] = []  # block index, label, value ("" where it is on the next line)
    dropped: set[int] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            pairs = _table_pairs(block, portals)
            if len({label for label, _ in pairs}) >= 3:
                dropped.add(index)
                _fill(hints, pairs, portals)
        elif _may_hold_label(block.text) and (read := _read_labels(block.text, portals)):
            labelled += [(index, label, value) for label, value in read]
    for cluster in _clusters(labelled):
        pairs = []
        last = cluster[-1][0]
        for index, label, value in cluster:
            if not value and index + 1 < len(blocks):
                following = blocks[index + 1]
                if isinstance(following, Line) and _may_be_value(following.text, label, portals):
                    value = following.text
                    last = max(last, index + 1)
            if value:
                pairs.append((label, value))
        if len({label for label, _ in pairs}) < 3 or sum(portals.labels[label] is not None for label, _ in pairs) < 2:
            continue
        _fill(hints, pairs, portals)
        dropped.update(range(_box_start(blocks, cluster[0][0], portals), last + 1))
    dropped.update(_bare_box(blocks, portals, hints))
    for index in sorted(dropped):
        dropped.update(_rest_of_box(blocks, index + 1, portals))
    return [block for index, block in enumerate(blocks) if index not in dropped] if dropped else blocks


def _may_be_value(text: str, label: str, portals: Portals) -> bool:
    """Whether a line under a label says its value: no label itself, and no body's name in capitals, with which the
    document begins."""
    capitals = text.isupper() and len(text.split()) > 1 and portals.labels[label] != "signatory"
    return not capitals and not _split_labels(text, portals)


def _bare_box(blocks: list[Block], portals: Portals, hints: dict[str, str]) -> range:
    """A box whose labels have no colon (`Ngày ban hành 12/08/2022`): lines above the document that all begin with a
    label. Six in a row, three of them with values, make one."""
    begin = 0
    rows: list[tuple[str, str]] = []
    for index, block in enumerate(blocks[:_BARE]):
        row = _bare_row(block.text, portals) if isinstance(block, Line) else None
        if row is not None:
            begin = begin if rows else index
            rows.append(row)
            continue
        if len(rows) >= 6:
            break
        rows = []
    pairs = [(label, value) for label, value in rows if value]
    if len(rows) < 6 or len(pairs) < 3:
        return range(0)
    _fill(hints, pairs, portals)
    return range(begin, begin + len(rows))


def _bare_row(text: str, portals: Portals) -> tuple[str, str] | None:
    folded = _fold(text[: 2 * _WORDY])
    if folded in portals.labels:
        return folded, ""
    if len(text) > 2 * _WORDY or not folded.startswith(portals.label_starts):
        return None
    label = max((name for name in portals.labels if folded.startswith(f"{name} ")), key=len)
    return label, text.strip()[len(label) :].strip()


def _rest_of_box(blocks: list[Block], start: int, portals: Portals) -> range:
    """A label right below a box whose value is not known: its last row, laid out otherwise than the others."""
    pair = blocks[start : start + 2]
    if len(pair) == 2 and all(isinstance(block, Line) for block in pair):
        label, value = (_fold(block.text) for block in pair if isinstance(block, Line))
        if label in portals.labels and value in portals.unknown_values:
            return range(start, start + 2)
    return range(start, start)


def _may_hold_label(text: str) -> bool:
    return len(text) <= _WORDY or (len(text) <= 4 * _WORDY and ":" in text[: _WORDY + 1])


def _split_labels(text: str, portals: Portals) -> list[tuple[str, str]]:
    """The labels that a line of a box holds, each with its value (empty where that is on the next line); several may
    share a line (`Số hiệu: 12/KH-UBND Loại văn bản: Kế hoạch`), even without a space between value and label."""
    return _read_labels(text, portals) if _may_hold_label(text) else []


def _read_labels(text: str, portals: Portals) -> list[tuple[str, str]]:
    name, colon, value = text.partition(":")
    if len(name) > portals.longest_label and len(name.strip(_EDGES)) > portals.longest_label and _is_composed(name):
        return []
    label = _fold(name)
    if label not in portals.labels:
        return []
    pairs: list[tuple[str, str]] = []
    while ":" in value and (inner := portals.inner_label.search(value)):
        pairs.append((label, value[: inner.start()].strip()))
        label, value = _fold(inner[1]), value[inner.end() :]
    return [*pairs, (label, value.strip() if colon else "")]


def _is_composed(text: str) -> bool:
    """Whether each letter is one character, so that no form of the text is shorter."""
    return text.isascii() or is_normalized("NFC", text)


def _clusters(labelled: list[tuple[int, str, str]]) -> list[list[tuple[int, str, str]]]:
    clusters: list[list[tuple[int, str, str]]] = []
    for item in labelled:
        if clusters and item[0] - clusters[-1][-1][0] <= _NEAR:
            clusters[-1].append(item)
        else:
            clusters.append([item])
    return clusters


def _box_start(blocks: list[Block], first: int, portals: Portals) -> int:
    """Where the box begins: at its title, if one of the lines just above is such."""
    for index in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        block = blocks[index]
        if isinstance(block, Line) and _fold(block.text) in portals.box_titles:
            return index
    return first


def _table_pairs(table: Table, portals: Portals) -> list[tuple[str, str]]:
    if table.n_rows * table.n_cols > 80:
        return []
    texts = [(cell, " ".join(line.text for line in cell.lines)) for cell in table.cells]
    pairs: list[tuple[str, str]] = []
    for cell, text in texts:
        for line in cell.lines:
            pairs.extend(pair for pair in _split_labels(line.text, portals) if pair[1])
        label = _fold(text if len(text) <= _WORDY else text.partition(":")[0])  # an explanation may follow the label
        if label in portals.labels:
            beside = cell.col + cell.colspan
            value = next((t for c, t in texts if c.row == cell.row and c.col == beside), "")
            if value and _fold(value) not in portals.labels:
                pairs.append((label, value))
    return pairs


def _fill(hints: dict[str, str], pairs: Sequence[tuple[str, str]], portals: Portals) -> None:
    for label, value in pairs:
        key = portals.labels[label]
        value = normalize("NFC", value).strip(" \t\xa0;,")
        if key is None or key in hints or not value or _fold(value) in portals.unknown_values:
            continue
        if key == "issued":
            date = _DATE.search(value)
            if not date:
                continue
            day, month, year = (int(part) for part in date.groups())
            try:
                value = calendar_day(year, month, day).isoformat()
            except ValueError:  # no calendar has it
                continue
        hints[key] = value
