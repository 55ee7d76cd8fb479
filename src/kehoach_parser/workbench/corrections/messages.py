"""What is said of a correction that no longer fits."""

from __future__ import annotations

from ...models import Issue
from .values import Correction

KINDS = {
    "measure": "con số",
    "target": "chỉ tiêu",
    "commitment": "cam kết",
    "assignment": "phân công",
    "task": "nhiệm vụ",
    "milestone": "mốc thời gian",
    "funding": "kinh phí",
    "citation": "viện dẫn",
}
QUOTE = 80


def report_gone(correction: Correction) -> Issue:
    """The words of the correction are not found again."""
    return _report(correction, "lời trích không còn")


def report_unread(correction: Correction) -> Issue:
    """The words are there, but nothing of the correction's kind is read from them."""
    return _report(correction, f"ở đó không còn đọc được {KINDS[correction.object]}")


def report_unfit(correction: Correction, field: str) -> Issue:
    """The value does not fit the field, or there is no such field."""
    return _report(correction, f"giá trị «{correction.to}» không hợp lệ cho {field}")


def _report(correction: Correction, why: str) -> Issue:
    place = f"«{correction.quote[:QUOTE]}»"
    message = f"Đính chính của {correction.by} ({correction.at}) không còn chỗ trong văn bản: {place}; {why}."
    return Issue(code="correction_stale", message=message)
