"""Finding (điểm cần soát): what a draft's reader should look at before it is signed."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ...models import Evidence

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")


class Rule(Struct, frozen=True):
    """A rule of review: `source` names where it stands; both messages may hold words that the finding fills in."""

    id: str
    severity: Severity
    source: str
    message: str
    message_en: str


class Finding(Struct, frozen=True):
    """One finding: the rule, one sentence in each language, the source, and where; `evidence` is None for what is
    missing from the document."""

    rule: str
    severity: Severity
    message: str
    message_en: str
    source: str
    evidence: Evidence | None = None
