"""The register of agencies (rules/agencies_*.toml) and the look-up of a body's name in running text.

The register is turned into a trie over folded words once. Spellings that differ only in case, tone placement,
hyphens, commas, *và*/*&* or abbreviated parts (*LĐTBXH*, *LĐ-TB&XH*, *Lao động - TBXH*) follow the same path by rule,
so the register lists a name once and only irregular spellings beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..errors import RulesError
from ..language.patterns import compile_later
from ..models.base import Level, Successor
from . import standard_names
from .rule_files import Example, load_rules
from .spelling import fold, fold_word, initial

FILES = ("agencies_central", "agencies_province", "agencies_local")

_TOKEN = compile_later(r"\w+|[^\w\s]")
_JOINTS = standard_names.load().joints
_REACH = 200
_FEW = 8


class Entry(Struct, frozen=True, eq=False):
    """One body of the register.

    `name` is the standard form, `key` the form that is the same in every province. `level` is None for a body that
    exists at several levels and takes its level from the place named with it. `aliases` are irregular spellings;
    `own_names` maps spellings that are names in their own right (*Mặt trận Tổ quốc*) to the form they keep.
    `needs_place`: the name alone is no body (*Báo* needs *Lào Cai*). `tier_in_key`: the key names the level at every
    level. `shared`: a part of districts that communes have too since 2025. `weak`: a common word in lower case unless a
    place follows. `bare`: with a capital, and no name behind it.
    `valid_from`, `valid_to`: half-open, None where not known or not ended. `source`: the legal source of the entry.
    """

    name: str
    key: str
    kind: str
    level: Level | None
    source: str
    aliases: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    needs_place: bool = False
    tier_in_key: bool = False
    weak: bool = False
    strict: bool = False
    bare: bool = False
    free_name: bool = False
    shared: bool = False
    not_before: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[Successor, ...] = ()
    district_successors: tuple[Successor, ...] = ()


class Match(Struct, frozen=True):
    """A name found: `start:end` in the text, the entry, and the form of the name that the words stand for."""

    start: int
    end: int
    entry: Entry
    name: str


class _Node:
    """A state of the trie: words and abbreviations lead on, `ends` are the entries whose name is complete here."""

    __slots__ = ("ends", "short", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.short: dict[str, list[_Node]] = {}
        self.ends: list[tuple[Entry, str]] = []


@dataclass(frozen=True, slots=True, eq=False)
class Agencies:
    """The register, ready for look-up."""

    entries: tuple[Entry, ...]
    root: _Node = field(repr=False, compare=False)
    below: dict[str, Entry] = field(repr=False, compare=False)
    """By the name of a body of the province: the one that the same abbreviation means in a district or commune."""

    def openings(self) -> Iterator[tuple[str, ...]]:
        """How names begin: up to three folded words, fewer where a name or an abbreviation may end or follow sooner.
        An abbreviation stands as it is written, in capitals."""
        for short in self.root.short:
            yield (short,)
        for first, node in self.root.words.items():
            for short in node.short:
                yield (first, short)
            for second, inner in node.words.items():
                if inner.ends or inner.short or len(inner.words) > _FEW:
                    yield (first, second)
                else:
                    for third in inner.words:
                        yield (first, second, third)
            if node.ends and len(node.words) < 2:
                yield (first,)

    def match(self, text: str, start: int = 0, *, after: str = "", on: date | None = None) -> Match | None:
        """The longest name of the register that begins at `start`; None where none does.

        `after`: words that are thought before `start` (an elided head: `after="Sở"` reads *Tư pháp* as *Sở Tư pháp*);
        then a comma within the name counts only where the standard name has it. `on` chooses among bodies of one
        name by their validity.
        """
        states = [self.root]
        for word in after.split():
            states = [node.words[word] for node in states if (word := fold_word(word)) in node.words]
        best: tuple[_Node, int] | None = None
        commas: list[int] = []
        count = len(after.split())
        begun = bool(after)
        for token in _TOKEN.finditer(text, start, start + _REACH):
            word = token.group()
            if word in _JOINTS:
                if not begun or (word == "." and text[token.end() : token.end() + 1].isspace()):
                    break
                if word == "," and after and text[token.end() : token.end() + 1].isspace():
                    commas.append(count)
                continue
            folded = fold_word(word)
            following: list[_Node] = []
            for node in states:
                if (step := node.words.get(folded)) is not None:
                    following.append(step)
            for node in states:
                if node.short and word in node.short:
                    following += node.short[word]
            if not following:
                break
            states, begun = following, True
            count += 1
            for node in states:
                if node.ends and (not commas or any(_commas(form).issuperset(commas) for _, form in node.ends)):
                    best = (node, token.end())
                    break
        if best is None:
            return None
        node, end = best
        entry, form = _valid(node.ends, on)
        if len(node.ends) > 1:
            form = _as_written(text[start:end], entry, form, node.ends)
        if entry.strict and fold(form) != fold(text[start:end]):
            return None
        return Match(start, end, entry, form)

    def begins(self, text: str, start: int = 0) -> bool:
        """Whether the two words at `start` begin a name of the register."""
        node = self.root
        for word in _TOKEN.findall(text, start, start + 40)[:2]:
            following = node.words.get(fold_word(word))
            if following is None:
                return word in node.short
            node = following
        return True

    def find(self, name: str) -> Entry | None:
        """The entry whose standard name (or spelling) is exactly `name`; None where the register has none."""
        found = self.match(name)
        return found.entry if found is not None and found.end == len(name) else None


@cache
def _commas(form: str) -> frozenset[int]:
    """After how many words of a name its commas stand."""
    found: set[int] = set()
    count = 0
    for token in _TOKEN.findall(form):
        if token == ",":
            found.add(count)
        count += token not in _JOINTS
    return frozenset(found)


def _valid(ends: list[tuple[Entry, str]], on: date | None) -> tuple[Entry, str]:
    if on is not None and len(ends) > 1:
        for entry, form in ends:
            if (entry.valid_from is None or entry.valid_from <= on) and (entry.valid_to is None or on < entry.valid_to):
                return entry, form
    return ends[0]


def _as_written(written: str, entry: Entry, form: str, ends: list[tuple[Entry, str]]) -> str:
    """Of names that differ in their joints alone, the one that is written."""
    plain = fold(written)
    for other, name in ends:
        if other is entry and fold(name) == plain:
            return name
    return form


def _spell(root: _Node, spelling: str, entry: Entry, form: str) -> None:
    """Adds one spelling to the trie: its words, and an abbreviation for every run of its parts."""
    tokens = _TOKEN.findall(spelling)
    words = [w for w in tokens if w not in _JOINTS]
    nodes = [root]
    node = root
    for word in words:
        folded = fold_word(word)
        following = node.words.get(folded)
        if following is None:
            following = node.words[folded] = _Node()
        node = following
        nodes.append(node)
    if (entry, form) not in node.ends:
        node.ends.append((entry, form))
    parts = _parts(tokens)
    letters = [word if word.isdigit() else initial(word) for word in words]
    for first, (begin, _) in enumerate(parts):
        if begin == 0 and parts[0][1] < 2:
            continue
        initials = ""
        short = nodes[begin].short
        for last in range(first, len(parts)):
            start, end = parts[last]
            initials += letters[start] if end - start == 1 else "".join(letters[start:end])
            if len(initials) < 2 or (begin == 0 and last == 0 and parts[0][1] < 3 and len(parts) > 1):
                continue
            targets = short.get(initials)
            if targets is None:
                short[initials] = [nodes[end]]
            elif nodes[end] not in targets:
                targets.append(nodes[end])


def _parts(tokens: list[str]) -> list[tuple[int, int]]:
    """The parts of a name that abbreviations are made of, as ranges of its words: *Lao động|Thương binh|Xã hội*.

    A part begins at a capital letter and after a joint (*Thương binh và xã hội*).
    """
    parts: list[tuple[int, int]] = []
    count = 0
    joint = False
    for token in tokens:
        if token in _JOINTS:
            joint = True
            continue
        if joint or not parts or token[0].isupper():
            parts.append((count, count + 1))
        else:
            parts[-1] = (parts[-1][0], count + 1)
        count += 1
        joint = False
    return parts


@cache
def load() -> Agencies:
    """The register of all rule files. Raises RulesError where an entry is malformed."""
    raw: list[tuple[Entry, dict[str, Any]]] = []
    for file in FILES:
        rules = load_rules(file)
        sources: dict[str, str] = rules["sources"]
        for group in rules["group"]:
            for body in group["bodies"]:
                raw.append((_entry(file, group, body, sources), {**group, **body, "sources": sources}))
    keys = {entry.name: entry.key for entry, _ in raw}
    tiered = frozenset(entry.name for entry, _ in raw if entry.tier_in_key)
    entries: list[Entry] = []
    root = _Node()
    for entry, values in raw:
        if "heirs" in values or "heirs_district" in values:
            heirs, district = (
                tuple(_heir(entry, heir, keys, tiered, values["sources"]) for heir in values.get(field_name, ()))
                for field_name in ("heirs", "heirs_district")
            )
            entry = replace(entry, successors=heirs, district_successors=district)
        entries.append(entry)
        for spelling in (entry.name, *entry.aliases):
            _spell(root, spelling, entry, entry.name)
        for spelling in entry.own_names:
            _spell(root, spelling, entry, spelling)
        if not entry.short:
            continue
        target = root
        for word in _TOKEN.findall(entry.name):
            if word not in _JOINTS:
                target = target.words[fold_word(word)]
        for spelling in entry.short:
            _abbreviate(root, spelling, target, entry)
    named = {entry.name: entry for entry in entries}
    below = {entry.name: named[values["below"]] for entry, values in raw if "below" in values}
    return Agencies(tuple(entries), root, below)


def _abbreviate(root: _Node, spelling: str, target: _Node, entry: Entry) -> None:
    """An irregular abbreviation: its last word leads to where the full name ends."""
    words = [w for w in _TOKEN.findall(spelling) if w not in _JOINTS]
    node = root
    for word in words[:-1]:
        node = node.words.setdefault(fold_word(word), _Node())
    if words[-1].isupper():
        targets = node.short.setdefault(words[-1], [])
        if target not in targets:
            targets.append(target)
    else:
        _spell(root, spelling, entry, entry.name)


def _heir(
    entry: Entry, heir: list[str], keys: dict[str, str], tiered: frozenset[str], sources: dict[str, str]
) -> Successor:
    name, work, source = heir
    standard = standard_names.load()
    base, _, tier = name.partition(f" {standard.tier} ")
    if base not in keys or source not in sources:
        raise RulesError(f"rules/agencies: successor {name!r} ({source!r}) of {entry.name!r} is unknown")
    key = keys[base]
    if tier and (tier != standard.province or base in tiered):
        key += f" {standard.tier} {tier}"
    return Successor(name=name, key=key, field=work or None, source=sources[source])


def _entry(file: str, group: dict[str, Any], body: dict[str, Any], sources: dict[str, str]) -> Entry:
    values = {**group, **body}
    name = values.get("name", "")
    source = sources.get(values.get("source", ""))
    if not name or source is None:
        raise RulesError(f"rules/{file}.toml: entry {name!r} needs a name and a known source")
    if values.get("level") not in (None, "central", "province", "district", "commune"):
        raise RulesError(f"rules/{file}.toml: entry {name!r} has the unknown level {values['level']!r}")
    return Entry(
        name=name,
        key=values.get("key", name.lower()),
        kind=values["kind"],
        level=values.get("level"),
        source=source,
        aliases=tuple(values.get("also", ())),
        own_names=tuple(values.get("as_is", ())),
        short=tuple(values.get("short", ())),
        needs_place=values.get("needs_place", False),
        tier_in_key=values.get("tier_in_key", False),
        weak=values.get("weak", False),
        strict=values.get("strict", False),
        bare=values.get("bare", False),
        free_name=values.get("free_name", False),
        shared=values.get("shared", False),
        not_before=tuple(values.get("not_before", ())),
        valid_from=values.get("from"),
        valid_to=values.get("to"),
    )


def examples() -> Iterator[Example]:
    """Every spelling of every entry, and as counter-examples the near-misses of the files."""
    for entry in load().entries:
        for spelling in (entry.name, *entry.aliases, *entry.own_names, *entry.short):
            yield Example("agencies", entry.key, spelling, True)
    for file in FILES:
        for case in load_rules(file).get("near_miss", ()):
            for text in case["rejects"]:
                yield Example(file, case["key"], text, False)


def accepts(entry_id: str, text: str) -> bool:
    """Whether the whole of `text` is a name of a body with the key `entry_id`."""
    found = load().match(text)
    return found is not None and found.end == len(text.rstrip()) and found.entry.key == entry_id
