"""Kinds of document, their abbreviations and the levels of their issuers (rules/documents.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .rules import Example, load_rules, read_examples

LEVELS = ("central", "province", "district", "commune")
"""Authority, the highest first."""


@dataclass(frozen=True, slots=True)
class Documents:
    """Everything rules/documents.toml says, compiled.

    `kind_before` finds the name of a kind that ends right before a number (group 1), `relation_before` the words
    that open a citation; `approves` matches behind a decision that approves a programme or plan.
    """

    names: dict[str, str]
    symbols: dict[str, str]
    spelling: dict[str, str]
    programmes: frozenset[str]
    levels: dict[str, str]
    level_words: tuple[tuple[re.Pattern[str], str], ...]
    kind_before: re.Pattern[str]
    relation_before: re.Pattern[str]
    relations: dict[str, str]
    approves: re.Pattern[str]

    def kind(self, name: str | None, symbols: tuple[str, ...]) -> str | None:
        """The kind by the name before the number, else by the abbreviation in it, None where neither tells."""
        if name:
            found = self.names.get(" ".join(name.lower().split()))
            if found:
                return found
        for symbol in symbols:
            bare = symbol.rstrip("0123456789")
            found = self.symbols.get(symbol.upper()) or self.symbols.get(bare.upper())
            if found:
                return found
        return None

    def level(self, symbols: tuple[str, ...], issuer: str | None) -> str | None:
        """The level of the issuing body by its words, else by its symbol, None where neither tells."""
        if issuer:
            text = issuer.lower()
            for pattern, level in self.level_words:
                if pattern.search(text):
                    return level
        for symbol in reversed(symbols):
            found = self.levels.get(symbol.upper().rstrip("0123456789"))
            if found:
                return found
        return None


@cache
def load() -> Documents:
    """The content of rules/documents.toml. Raises RulesError where the file is missing."""
    rules = load_rules("documents")
    kinds: list[dict[str, Any]] = rules["kinds"]
    names = {name: str(kind["id"]) for kind in kinds for name in kind["names"]}
    symbols: dict[str, str] = {}
    for kind in kinds:
        for symbol in kind["symbols"]:
            symbols.setdefault(symbol.upper(), str(kind["id"]))
    relations = {word: str(entry["id"]) for entry in rules["relations"] for word in entry["words"]}
    levels = {
        symbol.upper(): str(entry["id"]) for entry in rules["issuers"] for symbol in entry["symbols"]
    }
    spelling = {
        symbol.upper(): symbol
        for entries in (kinds, rules["issuers"])
        for entry in entries
        for symbol in entry["symbols"]
    }
    approved = "|".join(_spaced(word) for entry in rules["approving"] for word in entry["words"])
    return Documents(
        names=names,
        symbols=symbols,
        spelling=spelling,
        programmes=frozenset(str(kind["id"]) for kind in kinds if kind.get("programme")),
        levels=levels,
        level_words=tuple(
            (re.compile(rf"^(?:ủy ban nhân dân |uỷ ban nhân dân |ubnd |hội đồng nhân dân |hđnd |ban thường vụ |ban chấp hành |công an |thường trực )?(?:đảng bộ )?(?:{_alternatives(entry['words'])})(?!\w)"), str(entry["id"]))
            for entry in rules["issuers"]
        ),
        kind_before=re.compile(rf"(?<!\w)({_alternatives(names)})[^\S\n]*(?:\s*s[ốỏóôồ]\s*:?)?\s*$", re.IGNORECASE),
        relation_before=re.compile(rf"(?<!\w)({_alternatives(relations)})\s*$", re.IGNORECASE),
        relations=relations,
        approves=re.compile(
            rf"\s*,?\s*(?:về\s+)?(?:việc\s+)?(?:phê\s+duyệt|ban\s+hành)\s+(?:điều\s+chỉnh\s+|bổ\s+sung\s+)?[“\"']?(?:{approved})",
            re.IGNORECASE,
        ),
    )


def _alternatives(words: Any) -> str:
    return "|".join(_spaced(word) for word in sorted(words, key=len, reverse=True))


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def examples() -> Iterator[Example]:
    """The examples of every entry; its id is prefixed with the name of its list."""
    rules = load_rules("documents")
    for name in ("kinds", "approving", "issuers", "relations"):
        for example in read_examples("documents", rules[name]):
            yield Example(example.file, f"{name}.{example.entry}", example.text, example.expected)


def accepts(entry_id: str, text: str) -> bool:
    """Whether an entry applies to a citation written out in `text`."""
    name, _, entry = entry_id.partition(".")
    documents = load()
    if name == "approving":
        return documents.approves.match(text) is not None
    number = re.search(r"\d+(?:[/-][\wĐđ]+)+(?:-[\wĐđ]+)*", text)
    if number is None:
        return False
    symbols = tuple(re.findall(r"[/-]([^\W\d]\w*)", number[0]))
    if name == "kinds":
        found = documents.kind_before.search(text[: number.start()])
        return documents.kind(found[1] if found else None, symbols) == entry
    if name == "issuers":
        issuer = re.search(r"của\s+(.+)", text)
        return documents.level(symbols, issuer[1] if issuer else None) == entry
    kind = documents.kind_before.search(text[: number.start()])
    found = documents.relation_before.search(text[: kind.start() if kind else number.start()])
    return found is not None and documents.relations[" ".join(found[1].lower().split())] == entry
