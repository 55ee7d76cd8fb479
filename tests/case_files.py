"""The case files under tests/cases: sentences with what a careful reader finds in them.

A file begins with ``# kind: NAME``; then cases of this form (further ``#`` lines are remarks):

    === title
    input, one or more lines (joined by a blank)
    ---
    expected, one line an item; ``(không)`` where nothing may be found

Kinds and their notation:

measures   ``SIGN VALUE UNIT | field | …``: sign = > ≥ < ≤ ≈ (none for a range ``3–5 %``); a count out of a whole is
           ``10/12 xã``. Fields: ``tăng``/``giảm`` (direction), ``theo PERIOD`` (per), ``mỗi PERIOD`` (every),
           ``hạn TIME`` (deadline), ``chủ thể: …`` (subject, checked only where given), ``ngờ CODE`` (doubt, the same).
           Input lines ``@hạn TIME``, ``@mỗi PERIOD`` and ``@dẫn: sentence`` give the context.
numbers    ``VALUE`` or ``LOW–HIGH`` or ``A/B``, with ``%`` where the number has that sign.
citations  ``NUMBER | kind | date | issuer | relation``; a field ``-`` is not stated. Input ``@mở đầu`` makes the
           whole text the opening of a plan; a line ``=> NUMBER`` expects what the plan implements.
deadline   the deadline that a heading gives; period: ``START-END``; dates: ``DATE kind`` (``hạn``, ``bắt đầu``);
           recurrence: period. Words for the codes of the contract: case_words.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"
NOTHING = "(không)"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file; `expected` is empty where nothing may be found."""

    kind: str
    file: str
    title: str
    text: str
    options: tuple[str, ...]
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}:{self.title}"


def read_cases() -> Iterator[Case]:
    """Every case of every file. A file without kind, or a case without expectation, is an error."""
    for path in sorted(CASES.glob("*.txt")):
        yield from read_file(path)


def read_file(path: Path) -> Iterator[Case]:
    lines = path.read_text("utf-8").splitlines()
    if not lines or not lines[0].startswith("# kind:"):
        raise ValueError(f"{path.name}: the first line names no kind")
    kind = lines[0].removeprefix("# kind:").strip()
    blocks: list[list[str]] = []
    for line in lines[1:]:
        if line.startswith("==="):
            blocks.append([line])
        elif blocks and not line.startswith("#"):
            blocks[-1].append(line)
    for block in blocks:
        if "---" not in block:
            raise ValueError(f"{path.name}: {block[0]}: no line ---")
        middle = block.index("---")
        given = [line for line in block[1:middle] if line.strip()]
        expected = [line.strip() for line in block[middle + 1 :] if line.strip()]
        if not given or not expected:
            raise ValueError(f"{path.name}: {block[0]}: input or expectation is missing")
        yield Case(
            kind,
            path.stem,
            block[0].strip("= "),
            " ".join(line for line in given if not line.startswith("@")),
            tuple(line[1:].strip() for line in given if line.startswith("@")),
            () if expected == [NOTHING] else tuple(expected),
        )
