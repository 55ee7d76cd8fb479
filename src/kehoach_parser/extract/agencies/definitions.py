"""Abbreviations that a document defines for itself: *(sau đây gọi tắt là …)*, *Ban An toàn giao thông (BATGT)*."""

from __future__ import annotations

import re

from ...lexicon.rules import UPPER

_CALLED = re.compile(
    r"\(?\s*(?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)?\s*(?:là)\s*:?\s*[“\"]?([^)”\";,.]{2,60}?)[”\"]?\s*\)",
    re.IGNORECASE,
)
_CALLS = re.compile(r"(?:[Gg]ọi|[Vv]iết)\s+(?:tắt|chung|là)")
_SHORT = re.compile(rf"\(\s*([{UPPER}][{UPPER}&-]{{1,14}})\s*\)")
_CLAUSE = re.compile(r"[.;:()\n\t]|,\s|“|”")


def find_definitions(text: str) -> dict[str, str]:
    """Abbreviation to the words that it stands for, as the text defines them (the first definition counts).

    A short form in brackets counts where its letters are initials of the words right before it.
    """
    if "(" not in text:
        return {}
    found: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        full = _expanded(text[max(0, match.start() - 140) : match.start()], match.group(1))
        if full:
            found.setdefault(match.group(1), full)
    for verb in _CALLS.finditer(text):
        match = _CALLED.search(text, max(0, verb.start() - 24), verb.end() + 90)
        if match is None:
            continue
        words = text[max(0, match.start() - 200) : match.start()]
        clause = _CLAUSE.split(words)[-1].split()
        if clause:
            found.setdefault(" ".join(match.group(1).split()), " ".join(clause))
    return found


def _expanded(before: str, short: str) -> str | None:
    """The shortest run of words at the end of `before` whose initials spell `short`; None where none does."""
    letters = [c.lower() for c in short if c.isalpha()]
    words = before.split()
    at = len(letters) - 1
    for index in range(len(words) - 1, max(-1, len(words) - 30), -1):
        initial = words[index].strip("“”\"(),;-–").lower()[:1]
        if at >= 0 and initial == letters[at]:
            at -= 1
            if at < 0:
                return " ".join(words[index:]).strip(" ,;")
        elif words[index].lower() not in ("và", "-", "–", "&", "của", "các"):
            return None
    return None
