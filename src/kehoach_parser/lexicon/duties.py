"""Words of duties: lines of lead and support, closing paragraphs, reports (rules/duties.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from ..language.patterns import compile_later
from ..models.content import Every
from .rule_files import Example, load_rules, read_examples

LineField = Literal["lead", "support", "deadline", "output", "supervisor", "overseers", "attribute"]


class ReportWords(Struct, frozen=True):
    """Words of a duty to report or review. `needs`: one of these, in small letters, stands in whatever the pattern
    finds; None where it is searched in small letters itself."""

    kind: Literal["report", "review"]
    pattern: re.Pattern[str]
    needs: tuple[str, ...] | None

    def stand_in(self, words: str, lowered: str) -> bool:
        """Whether they stand in words, given in small letters too."""
        if self.needs is None:
            return self.pattern.search(lowered) is not None
        return any(map(lowered.__contains__, self.needs)) and self.pattern.search(words) is not None


class Duties(Struct, frozen=True):
    """The rules of rules/duties.toml, compiled; every pattern ignores case. `line`, `closing`, `requests`, `when` and
    `aim` are matched at the start of a paragraph, `pointer` with the whole of it, `reports`, `stages` and `recurrences`
    are searched. `fields`: by the group of `line` that matched, the first that does, the field that it names."""

    line: re.Pattern[str]
    fields: dict[str, LineField]
    closing: re.Pattern[str]
    requests: re.Pattern[str]
    aim: re.Pattern[str]
    pointer: re.Pattern[str]
    when: re.Pattern[str]
    to: re.Pattern[str]
    into: re.Pattern[str]
    stages: re.Pattern[str]
    recurrences: tuple[tuple[Every, re.Pattern[str]], ...]
    reports: tuple[ReportWords, ...]

    def recurrence(self, words: str) -> Every | None:
        """The period of a duty that `words` call recurring; None where they do not."""
        for every, pattern in self.recurrences:
            if pattern.search(words):
                return every
        return None

    def line_field(self, paragraph: str) -> tuple[LineField, int] | None:
        """The field that a line `Cơ quan chủ trì: …` fills, and where its words begin; None for other lines."""
        if ":" not in paragraph:
            return None
        match = self.line.match(paragraph)
        return (self.fields[match.lastgroup or ""], match.end()) if match else None


@cache
def load() -> Duties:
    """The rules, loaded once."""
    data = load_rules("duties")

    def joined(part: str) -> re.Pattern[str]:
        return compile_later("|".join(f"(?:{e['pattern']})" for e in data[part]), re.IGNORECASE)

    lines = {e["id"].replace("-", "_"): e for e in data["line"]}
    return Duties(
        line=compile_later("|".join(f"(?P<{name}>{e['pattern']})" for name, e in lines.items()), re.IGNORECASE),
        fields={name: e["field"] for name, e in lines.items()},
        closing=joined("closing"),
        requests=joined("request"),
        aim=joined("aim"),
        pointer=joined("pointer"),
        **{e["id"]: compile_later(e["pattern"], re.IGNORECASE) for e in data["joint"]},
        stages=joined("stage"),
        recurrences=tuple((e["every"], compile_later(e["pattern"], re.IGNORECASE)) for e in data["recurrence"]),
        reports=tuple(
            ReportWords(e["kind"], compile_later(e["pattern"], re.IGNORECASE if "needs" in e else 0), e.get("needs"))
            for e in data["report"]
        ),
    )


def examples() -> Iterator[Example]:
    """Every example of the file."""
    data = load_rules("duties")
    for part in ("line", "closing", "aim", "pointer", "request", "stage", "recurrence", "joint", "report"):
        yield from read_examples("duties", data[part])


def accepts(entry_id: str, text: str) -> bool:
    """Whether the entry accepts the text."""
    data = load_rules("duties")
    for part in ("line", "closing", "aim", "request"):
        for entry in data[part]:
            if entry["id"] == entry_id:
                return re.match(entry["pattern"], text, re.IGNORECASE) is not None
    for entry in data["pointer"]:
        if entry["id"] == entry_id:
            return re.fullmatch(entry["pattern"], text, re.IGNORECASE) is not None
    for part in ("stage", "recurrence", "joint", "report"):
        for entry in data[part]:
            if entry["id"] == entry_id:
                return re.search(entry["pattern"], text, re.IGNORECASE) is not None
    return False
