"""Signature and recipients (chữ ký, nơi nhận): the foot of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lexicon.letter import Letter
from ..lexicon.rules import LOWER, UPPER
from ..models import Signatory

_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]+)(?:\s[{UPPER}][{LOWER}]*){{1,5}}$")
_NAME_IN_CAPITALS = re.compile(rf"[{UPPER}]{{2,}}(?:\s[{UPPER}]{{1,}}){{1,4}}$")
_MARK = re.compile(r"^[-–+*•]\s*")


def read_foot(foot: str, letter: Letter) -> tuple[tuple[Signatory, ...], tuple[str, ...]]:
    """The signatories and the recipients that the foot names."""
    lines = [line.strip() for part in foot.split("\n") for line in part.split("|") if line.strip()]
    recipients: list[str] = []
    signing: list[str] = []
    in_recipients = pending = False
    for line in lines:
        label = letter.match("recipients", line)
        if label:
            in_recipients = True
            line = line[label.end() :]
            if not line:
                continue
        if letter.match("authority", line) or letter.match("position", line):
            in_recipients = False
        if not in_recipients:
            signing.append(line)
            continue
        if line in ("-", "–", "+"):
            pending = True
            continue
        mark = _MARK.match(line)
        words = line[mark.end() :] if mark else line
        if mark or pending or not recipients or recipients[-1].endswith(";"):
            recipients.append(words)
        else:
            recipients[-1] += " " + words
        pending = False
        if letter.match("filed", recipients[-1]) and words.endswith("."):
            in_recipients = False
    cleaned = (re.sub(r"[;.,\s]+$", "", r).strip() for r in recipients)
    return _signatories(signing, letter), tuple(r for r in cleaned if r)


def _signatories(lines: Sequence[str], letter: Letter) -> tuple[Signatory, ...]:
    found: list[Signatory] = []
    authority: list[str] = []
    position: str | None = None
    for line in lines:
        if letter.match("authority", line):
            authority.append(line)
        elif letter.match("position", line):
            position = line
        elif position is not None or authority:
            degree = letter.match("degree", line)
            name = line[degree.end() :] if degree else line
            if _NAME.match(name) or _NAME_IN_CAPITALS.match(name):
                stated = position or re.sub(r"^\w+\s?\.?\s?", "", authority[-1])
                found.append(
                    Signatory(
                        name=name.title() if name.isupper() else name,
                        position=_soften(stated),
                        authority="\n".join(authority) or None,
                    )
                )
                authority, position = [], None
    return tuple(found)


def _soften(position: str) -> str:
    """`PHÓ CHỦ TỊCH` as a sentence writes it: `Phó Chủ tịch`."""
    words = position.lower().split()
    if len(words) > 2 and len(words[0]) > 2 and words[0] in ("phó", "quyền"):
        return " ".join([words[0].capitalize(), words[1].capitalize(), *words[2:]])
    return " ".join(words).capitalize()
