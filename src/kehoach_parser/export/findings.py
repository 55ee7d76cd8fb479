"""Findings of a review as text, as JSON and as SARIF 2.1.0, the form in which editors and build servers show them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

if TYPE_CHECKING:
    from ..workbench.review import Finding, Rule

Language = Literal["vi", "en"]

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
_WORDS = {
    "vi": {"error": "lỗi", "warning": "cần xem", "note": "lưu ý", "none": "Không có gì cần soát.", "line": "dòng"},
    "en": {"error": "error", "warning": "warning", "note": "note", "none": "Nothing found.", "line": "line"},
}
_SHOWN = 80


def to_text(findings: Sequence[Finding], text: str, language: Language = "vi") -> str:
    """One finding a paragraph: severity, rule and line; the sentence; the quote; the source."""
    words = _WORDS[language]
    if not findings:
        return words["none"]
    told: list[str] = []
    for finding in findings:
        place = f", {words['line']} {_line(text, finding)}" if finding.evidence else ""
        message = finding.message if language == "vi" else finding.message_en
        told.append(f"{words[finding.severity]}: {finding.rule}{place}: {message}")
        if finding.evidence:
            told.append(f"    «{_short(finding.evidence.quote)}»")
        if finding.source:
            told.append(f"    ({finding.source})")
    return "\n".join(told)


def to_json(findings: Sequence[Finding], name: str) -> str:
    """A list of objects: rule, severity, message, source, evidence."""
    return json.dumps({"name": name, "findings": [_object(f) for f in findings]}, ensure_ascii=False, indent=2)


def to_sarif(findings: Sequence[Finding], rules: Sequence[Rule], name: str, version: str) -> str:
    """One run of SARIF 2.1.0; regions are character offsets into the parsed text."""
    driver = {
        "name": "kehoach check",
        "semanticVersion": version,
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.message_en},
                "help": {"text": rule.source},
                "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            }
            for rule in rules
        ],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_result(finding, name) for finding in findings]}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(finding: Finding, name: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(name)}}
    if finding.evidence:
        evidence = finding.evidence
        place["region"] = {
            "charOffset": evidence.start,
            "charLength": evidence.end - evidence.start,
            "snippet": {"text": evidence.quote},
        }
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }


def _object(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "message_en": finding.message_en,
        "source": finding.source,
        "evidence": finding.evidence.model_dump() if finding.evidence else None,
    }


def _line(text: str, finding: Finding) -> int:
    return text.count("\n", 0, finding.evidence.start) + 1 if finding.evidence else 1


def _short(quote: str) -> str:
    told = " ".join(quote.split())
    return told if len(told) <= _SHOWN else told[: _SHOWN - 1] + "…"
