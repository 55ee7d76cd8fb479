"""Signature and recipients (chữ ký, nơi nhận): the foot of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...language.capitals import is_capitals
from ...language.patterns import compile_later
from ...lexicon import documents
from ...lexicon.letter import Letter
from ...lexicon.rule_files import LOWER, UPPER
from ...models import Signatory

_NAME = compile_later(rf"(?=.*[{LOWER}])(?:[{UPPER}][{LOWER}]*)(?:\s[{UPPER}][{LOWER}]*){{1,5}}$")
_NAME_IN_CAPITALS = compile_later(rf"[{UPPER}]{{2,}}(?:\s[{UPPER}]{{1,}}){{1,4}}$")
_CAPITALS = compile_later(rf"(?:[{UPPER}][{UPPER}.]*(?:\s+|$))+")
_NEXT_RECIPIENT = compile_later(r"(?<=;)\s+(?=[-–+•]\s?\S)")
_FILED_AND_NAME = compile_later(r"\.\s+(?=[^.;:-]+$)")
"""Between `Lưu: VT.` and the signatory's name on one line."""
_MARK = compile_later(r"^[-–+*•]\s*")
_SPECKS = compile_later(r"^(?:[^\w\s]{1,3}|[a-z]\s)\s*(?=\w)")
"""Dirt before the words of a signature: `..CHỦ TỊCH`, `l Nguyễn Văn An`."""
_STUCK = compile_later(rf"(?<=[{LOWER}])[/|\\'`´’](?=[{UPPER}][{LOWER}])")
"""A stroke of the pen between two words of a name: `Trần/Quang Huy`."""


def read_foot(foot: str, letter: Letter) -> tuple[tuple[Signatory, ...], tuple[str, ...]]:
    """The signatories and the recipients that the foot names."""
    lines = [
        line for part in foot.split("\n") for cell in part.split("|") for line in _part(cell.strip(), letter) if line
    ]
    recipients: list[str] = []
    signing: list[str] = []
    in_recipients = pending = listed = unsigned = False
    for line in lines:
        label = letter.recipients.match(line)
        if label:
            in_recipients = listed = True
            line = line[label.end() :]
            if not line:
                continue
        elif letter.as_above.match(line):  # the heading was lost, the list stands
            in_recipients = True
        if letter.authority.match(line) or letter.position.match(line):
            in_recipients, unsigned = False, letter.position.match(line) is not None
        elif signing and letter.position.match(signing[-1]) and _MARK.fullmatch(line):
            continue  # the pen's stroke between a post and the name, read as a dash
        elif listed and not in_recipients and _MARK.match(line):  # the other column goes on
            in_recipients = True
        elif unsigned and in_recipients and recipients and recipients[-1].endswith((";", ".")) and _NAME.match(line):
            in_recipients = False  # the columns by turns: the name that the position waits for
        if not in_recipients:
            unsigned = unsigned and not _NAME.match(line)
            signing.append(line)
            continue
        if line in ("-", "–", "+"):
            pending = True
            continue
        _add_recipient(recipients, line, begins=pending)
        pending = False
        if letter.filed.match(recipients[-1]) and line.endswith("."):
            in_recipients = False
    cleaned = (re.sub(r"[;.,\s]+$", "", r).strip() for r in recipients)
    return _signatories(signing, letter), tuple(r for r in cleaned if r)


def _add_recipient(recipients: list[str], line: str, *, begins: bool) -> None:
    """The line as one recipient more, or as what goes on with the last."""
    mark = _MARK.match(line)
    words = line[mark.end() :] if mark else line
    if mark or begins or not recipients or recipients[-1].endswith(";"):
        recipients.append(words)
    else:
        recipients[-1] += " " + words


def _part(line: str, letter: Letter) -> Iterator[str]:
    """A line as the components that share it where the format lost their breaks: recipients one by one, authority,
    position and name of a signature."""
    first = letter.sign_start.search(line)
    before = line[: first.start()] if first else line
    label = letter.recipients.match(before)
    if label and label.end() < len(before):
        yield before[: label.end()].strip()
        before = before[label.end() :]
    yield from (part.strip() for part in _NEXT_RECIPIENT.split(before))
    if first is None:
        return
    starts = [m.start() for m in letter.sign_start.finditer(line, first.start())]
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        capitals = _CAPITALS.match(line, start, end)
        rest = line[capitals.end() : end].strip() if capitals else ""
        if capitals and _MARK.match(rest):  # the two columns of a foot line by line on one line
            yield line[start : capitals.end()].strip()
            *items, last = _NEXT_RECIPIENT.split(rest)
            yield from items
            filed = _FILED_AND_NAME.search(last)
            name = filed and _NAME.match(last[filed.end() :])
            yield last[: filed.start() + 1] if filed and name else last
            if filed and name:
                yield last[filed.end() :]
            continue
        name_at = capitals.end() if capitals and _NAME.match(rest) else end
        yield line[start:name_at].strip()
        yield line[name_at:end].strip()


def _signatories(lines: Sequence[str], letter: Letter) -> tuple[Signatory, ...]:
    """Who signs; a position at the end that no name follows stands without one."""
    found: list[Signatory] = []
    authority: list[str] = []
    position: str | None = None
    for line in lines:
        line = _SPECKS.sub("", line)
        if letter.authority.match(line):
            authority.append(line)
        elif letter.position.match(line):
            position = line
        elif is_capitals(line) and letter.body.match(line):  # `TM. BAN THƯỜNG VỤ ⏎ TỈNH ĐOÀN`, `GIÁM ĐỐC ⏎ SỞ Y TẾ`
            if position is not None:
                position += f" {line}"
            elif authority:
                authority[-1] += f" {line}"
        elif is_capitals(line) and line.casefold() in documents.load().names:
            break  # what is attached begins: `KẾ HOẠCH` below a signature without a name
        elif position is not None or authority:
            degree = letter.degree.match(line)
            name = _STUCK.sub(" ", line[degree.end() :] if degree else line)
            if _NAME.match(name) or _NAME_IN_CAPITALS.match(name):
                stated = position or re.sub(r"^\w+\s?\.?\s?", "", authority[-1])
                found.append(_sign(name.title() if name.isupper() else name, stated, authority, letter))
                authority, position = [], None
    if position is not None:
        found.append(_sign(None, position, authority, letter))
    return tuple(found)


def _sign(name: str | None, position: str, authority: Sequence[str], letter: Letter) -> Signatory:
    return Signatory(name=name, position=_soften(position, letter), authority="\n".join(authority) or None)


def _soften(position: str, letter: Letter) -> str:
    """`PHÓ CHỦ TỊCH` as a sentence writes it: `Phó Chủ tịch`."""
    words = position.lower().split()
    if len(words) > 2 and letter.deputy.match(words[0]):
        return " ".join([words[0].capitalize(), words[1].capitalize(), *words[2:]])
    return " ".join(words).capitalize()
