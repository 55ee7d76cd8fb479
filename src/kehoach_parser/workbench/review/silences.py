"""Silences (điểm đã chấp nhận): findings that a person has looked at and accepts, one a line of a file.

    form-motto                     # a Party document
    report-date | gửi báo cáo về   # the date stands in the annex

The rule's id, then, behind a bar, words of the quote; without them the rule is silent throughout. Why stands behind
`#`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ...errors import RulesError
from .rulebook import rules
from .values import Finding


class Silence(Struct, frozen=True):
    """One accepted finding: `words` must stand in its quote; empty for every finding of the rule."""

    rule: str
    words: str


def read_silences(text: str, name: str) -> tuple[Silence, ...]:
    """The silences of a file. Raises RulesError in one line where a rule is unknown."""
    found: list[Silence] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        rule, _, words = (part.strip() for part in said.partition("|"))
        if rule not in rules():
            raise RulesError(f"{name}:{number}: no rule of review is called {rule!r}")
        found.append(Silence(rule, " ".join(words.split())))
    return tuple(found)


def without(findings: Sequence[Finding], silences: Sequence[Silence]) -> tuple[Finding, ...]:
    """The findings that nobody has accepted."""
    return tuple(f for f in findings if not any(_covers(s, f) for s in silences))


def _covers(silence: Silence, finding: Finding) -> bool:
    if silence.rule != finding.rule:
        return False
    quote = " ".join(finding.evidence.quote.split()) if finding.evidence else ""
    return not silence.words or silence.words in quote
