"""Abbreviations that a document defines for itself: *(sau đây gọi tắt là …)*, *Ban An toàn giao thông (BATGT)*."""

from __future__ import annotations

from ...language.patterns import compile_later, text_before
from ...lexicon import agency_joints
from ...lexicon.rule_files import UPPER
from .mentions import find_agencies

_SHORT = compile_later(rf"\(\s*([{UPPER}][{UPPER}&-]{{1,14}})\s*\)")
_CLAUSE = compile_later(r"[.;:()\n\t]|,\s|“|”")


def find_definitions(text: str) -> dict[str, str]:
    """Abbreviation to the words that it stands for, as the text defines them (the first definition counts).

    A short form in brackets counts where its letters are initials of the words right before it.
    """
    if "(" not in text:
        return {}
    joints = agency_joints.load()
    found: dict[str, str] = {}
    for bracket in _SHORT.finditer(text):
        full = _expanded(text_before(text, bracket.start(), 140), bracket.group(1))
        if full:
            found.setdefault(bracket.group(1), full)
    for called in joints.called.finditer(text):
        full = _meant(joints.hereafter.sub("", text_before(text, called.start(), 240)))
        if full:
            found.setdefault(" ".join(called.group(1).split()), full)
    return found


def _meant(before: str) -> str | None:
    """What *gọi tắt là* names anew: the body right before it, else the clause."""
    before = before.rstrip()
    mentions = find_agencies(before)
    if mentions and mentions[-1].end == len(before):
        return " ".join(before[mentions[-1].start :].split())
    return " ".join(_CLAUSE.split(before)[-1].split()) or None


def _expanded(before: str, short: str) -> str | None:
    """The shortest run of words at the end of `before` whose initials spell `short`; None where none does."""
    letters = [c.lower() for c in short if c.isalpha()]
    words = before.split()
    at = len(letters) - 1
    for index in range(len(words) - 1, max(-1, len(words) - 30), -1):
        initial = words[index].strip('“”"(),;-–').lower()[:1]
        if at >= 0 and initial == letters[at]:
            at -= 1
            if at < 0:
                return " ".join(words[index:]).strip(" ,;")
        elif not agency_joints.load().passed_over.match(words[index]):
            return None
    return None
