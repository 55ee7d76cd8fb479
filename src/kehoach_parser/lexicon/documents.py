"""Kinds of document, their abbreviations and the levels of their issuers (rules/documents.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from ..language.patterns import compile_later
from .rule_files import Example, load_rules, read_examples

LEVELS = ("central", "province", "district", "commune")
"""Authority, the highest first."""


class Documents(Struct, frozen=True):
    """Everything rules/documents.toml says, compiled.

    `names`, `forms` and `relations` are found at the end of a text by `ending`; `opener` matches words of `relations`
    at the beginning of a sentence or after a comma (group `word`). `issuer` matches *của …* behind a date (group
    `issuer`), `title` the words on the content (group `title`), `deed` the same where they begin with the
    deed itself, `title_about` the word that joins them to
    the number, `title_ends` where they end. `approves` matches
    behind a decision that approves a programme or plan; `separated` tells whether a text ends between two citations
    of one list, `proposed` whether the grounds go on in it with who proposed the document, `says_number` whether it
    ends with a word for *số*, `misread` the letter of a symbol that stands for a U.
    """

    names: dict[str, str]
    symbols: dict[str, str]
    spelling: dict[str, str]
    programmes: frozenset[str]
    levels: dict[str, str]
    highest: frozenset[str]
    highest_words: re.Pattern[str]
    level_words: tuple[tuple[re.Pattern[str], str], ...]
    relations: dict[str, str]
    forms: dict[str, str]
    opener: re.Pattern[str]
    issuer: re.Pattern[str]
    title: re.Pattern[str]
    deed: re.Pattern[str]
    title_about: re.Pattern[str]
    title_ends: re.Pattern[str]
    approves: re.Pattern[str]
    separated: re.Pattern[str]
    proposed: re.Pattern[str]
    says_number: re.Pattern[str]
    misread: re.Pattern[str]

    def kind_of(self, symbols: tuple[str, ...]) -> str | None:
        """The kind by the abbreviations of a number, None where they tell none."""
        for symbol in symbols:
            found = self.symbols.get(symbol.upper()) or self.symbols.get(symbol.rstrip("0123456789").upper())
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

    def is_highest(self, number: str, issuer: str | None) -> bool:
        """Whether a document is of the State's or the Party's central organs, not of a ministry: by its issuer, else
        by the last symbol of its number."""
        if issuer is not None:
            return self.highest_words.match(issuer) is not None
        return re.split(r"[-/]", number)[-1].upper().rstrip("0123456789") in self.highest


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
    levels = {symbol.upper(): str(entry["id"]) for entry in rules["issuers"] for symbol in entry["symbols"]}
    spelling = {
        symbol.upper(): symbol
        for entries in (kinds, rules["issuers"])
        for entry in entries
        for symbol in entry["symbols"]
    }
    limits = {str(entry["id"]): _limit(entry) for entry in rules["limits"]}
    kind_names = _alternatives(names)
    numbered = rf"(?:{kind_names})\s+(?:(?:{limits['number']})\s*:?\s*)?\d"
    joined, bodies = limits["and"], limits["body_kinds"]
    return Documents(
        names=names,
        symbols=symbols,
        spelling=spelling,
        highest=frozenset(symbol.upper() for entry in rules["highest"] for symbol in entry["symbols"]),
        highest_words=_compile(_alternatives(word for entry in rules["highest"] for word in entry["words"])),
        programmes=frozenset(str(kind["id"]) for kind in kinds if kind.get("programme")),
        levels=levels,
        level_words=tuple((_level_pattern(entry["words"], bodies), str(entry["id"])) for entry in rules["issuers"]),
        relations=relations,
        forms={word: "form" for entry in rules["limits"] if entry["id"] == "forms" for word in entry["words"]},
        opener=_compile(
            rf"(?:^|[;.:\n]\s*|,\s+|\b(?:{limits['additions']}),?\s+)(?:(?:{limits['opener_leads']})\s+)?"
            rf"(?P<word>{limits['openers']})(?!\w)"
        ),
        issuer=_compile(
            rf"[,\s]*(?:{limits['of']}|{limits['assembly']})\s+"
            rf"(?P<issuer>[^\W\d_](?:(?!\s+(?:(?:(?:{joined})\s+)?(?:{limits['issuer_ends']})(?!\w)"
            rf"|{limits['issuer_stops']}|(?:(?:{joined})\s+)?{numbered}))(?:{limits['within']}|[^,;.:()\n“”\"])){{2,110}})"
        ),
        title=_compile(
            rf"[,\s]*(?:(?:{limits['terms']})[,\s]*)?(?:\([^)]{{1,40}}\)[,\s]*)?(?P<quote>[“\"])?"
            rf"(?P<title>(?!(?<=\n)(?:{limits['openers']})\s+{numbered})"
            rf"(?:(?:{limits['title_about']})\s*\n\s*|(?:{limits['title_starts']})(?!\w))[^;\n]{{3,400}})"
        ),
        deed=_compile(rf"\s+(?P<quote>(?!))?(?P<title>(?:{limits['deeds']})(?!\w)[^;\n]{{3,400}})"),
        title_about=_compile(rf"(?:{limits['title_about']})(?:(?:\s*:)?\s+|$)"),
        title_ends=compile_later(
            rf"\.(?=\s|$)|;|\s+\(\s*(?i:{limits['called']}|{kind_names})"
            rf"|,\s+(?=(?:{limits['bodies']}|{limits['purposes']})(?!\w))"
            rf"|(?:,|\s+(?:{joined}))\s+(?i:(?=(?:(?:{limits['title_openers']})\s+)?{numbered}))"
            rf"|\s+(?:{joined})\s+(?=(?:{limits['bodies']})(?!\w)[^;.,]{{0,60}}?\s+(?:{limits['issuing']})\s+(?i:{kind_names})(?!\w))"
            rf"|,?\s+(?:{limits['closings']})"
        ),
        approves=_compile(
            rf"\s*(?:\([^()\n]{{1,30}}\)\s*)?,?\s*(?:{limits['approval']})[“\"']?"
            rf"(?:{_alternatives(word for entry in rules['approving'] for word in entry['words'])})"
        ),
        separated=_compile(
            rf"(?:;|\.|,|\s(?:{joined})|{limits['additions']}|:)\s*(?:(?:{limits['joints']}|{limits['asides']})\s*,?\s*)*$"
        ),
        proposed=_compile(rf"(?:[;.\n]\s*)(?:{limits['proposals']})(?!\w)"),
        says_number=_compile(rf"(?<!\w)(?:{limits['number']})\s*:?\s*$"),
        misread=compile_later(limits["misread"]),
    )


def ending(text: str, phrases: dict[str, str]) -> tuple[int, str] | None:
    """The longest phrase that `text` ends with (white space and a word for *số* behind it allowed): where it begins,
    and its value."""
    stop = len(text)
    says = load().says_number.search(text, max(0, stop - 8))
    found: tuple[int, str] | None = None
    words: list[str] = []
    position = says.start() if says else stop
    for _ in range(5):
        end = len(text[:position].rstrip())
        start = end
        while start and not text[start - 1].isspace():
            start -= 1
        if start == end:
            break
        words.insert(0, text[start:end].lower().lstrip("(“\"'"))
        value = phrases.get(" ".join(words))
        if value is not None:
            found = (end - len(words[0]) if len(words) == 1 else start + (end - start - len(words[0])), value)
        position = start
    return found


def _level_pattern(words: list[str], kinds: str) -> re.Pattern[str]:
    """Whether the lower-case name of a body begins, behind the kind of body, with a word of a level."""
    return compile_later(rf"^(?:(?:{kinds}) ){{0,2}}(?:{_alternatives(words)})(?!\w)")


def _limit(entry: dict[str, Any]) -> str:
    """The words of an entry of [[limits]] as one pattern, or the pattern that it gives itself."""
    return str(entry["pattern"]) if "pattern" in entry else _alternatives(entry["words"])


def _compile(pattern: str) -> re.Pattern[str]:
    return compile_later(pattern, re.IGNORECASE)


def _alternatives(words: Any) -> str:
    return "|".join(_spaced(word) for word in sorted(words, key=len, reverse=True))


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def _find_issuer(text: str) -> re.Match[str] | None:
    of = next(_limit(entry) for entry in load_rules("documents")["limits"] if entry["id"] == "of")
    return re.search(rf"(?:{of})\s+(.+)", text)


def examples() -> Iterator[Example]:
    """The examples of every entry; its id is prefixed with the name of its list."""
    rules = load_rules("documents")
    for name in ("kinds", "approving", "issuers", "highest", "relations", "limits"):
        for example in read_examples("documents", rules[name]):
            yield Example(example.file, f"{name}.{example.entry}", example.text, example.expected)


def accepts(entry_id: str, text: str) -> bool:
    """Whether an entry applies to a citation written out in `text`."""
    name, _, entry = entry_id.partition(".")
    documents = load()
    if name == "approving":
        return documents.approves.match(text) is not None
    if name == "limits":
        limit = next(limit for limit in load_rules("documents")["limits"] if limit["id"] == entry)
        border = "" if "pattern" in limit else r"(?!\w)"
        return re.search(rf"(?<!\w)(?:{_limit(limit)}){border}", text) is not None
    number = re.search(r"\d+(?:[/-]\w+)+(?:-\w+)*", text)
    if number is None:
        return False
    symbols = tuple(re.findall(r"[/-]([^\W\d]\w*)", number[0]))
    if name == "highest":
        issuer = _find_issuer(text)
        return documents.is_highest(number[0], issuer[1] if issuer else None)
    if name == "kinds":
        found = ending(text[: number.start()], documents.names)
        return (found[1] if found else documents.kind_of(symbols)) == entry
    if name == "issuers":
        issuer = _find_issuer(text)
        return documents.level(symbols, issuer[1] if issuer else None) == entry
    kind = ending(text[: number.start()], documents.names)
    found = ending(text[: kind[0] if kind else number.start()], documents.relations)
    return found is not None and found[1] == entry
