"""The workbook of a comparison given back (`--pairs FILE.xlsx`): who has seen which row, and which pairs are wrong.

The sheet is known by three hidden columns, `id`, `answer` and `state`; right before them stands the column that people
fill in. A name there says that the row has been seen as it stands; a word such as *sai* that the pair is wrong.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import rtoml

from ..errors import UnreadableInput
from ..models.base import Model

MARKS = ("id", "answer", "state")
PLAN_COLUMN = 4
"""Where the sheet of details names the plan, from 0."""


class SeenRow(Model):
    """A row that a person filled in: the baseline's target, the plan by its name, what stood there, and what the person
    wrote. `wrong`: the pair is not right."""

    row: str
    plan: str
    status: str
    target: str | None
    by: str
    wrong: bool = False


def read_review_sheet(data: bytes, name: str) -> tuple[SeenRow, ...]:
    """The rows filled in, in the sheet's order. Raises UnreadableInput where the file is no such workbook."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = [tuple(_rows(sheet)) for sheet in book.worksheets if _column(sheet) is not None]
    except Exception as error:  # openpyxl raises what zipfile, its XML reader and its own checks raise
        raise UnreadableInput(f"{name}: cannot be opened as a workbook: {error}") from error
    if not found:
        raise UnreadableInput(
            f"{name}: no workbook of a comparison: no sheet has the hidden columns {', '.join(MARKS)}"
        )
    return tuple(
        SeenRow(
            row=row,
            plan=plan,
            status=status,
            target=target or None,
            by=_person(said, name),
            wrong=wrong_words().match(said) is not None,
        )
        for sheet in found
        for row, plan, status, target, said in sheet
    )


@cache
def wrong_words() -> re.Pattern[str]:
    """The words that say that a pair is not right, at the beginning of what a person wrote."""
    told = rtoml.loads((files(__package__) / "words.toml").read_text("utf-8"))["review"]["wrong"]
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, told))})(?!\w)[\s:;,.()–-]*", re.IGNORECASE)


def _person(said: str, name: str) -> str:
    """Who wrote it: what stands behind the word; the file where nobody is named."""
    return wrong_words().sub("", said, count=1).strip(" ()") or Path(name).name


def _column(sheet: Any) -> int | None:
    """The column of the first mark; None where the sheet has none."""
    heads = [str(cell or "") for cell in next(sheet.iter_rows(min_row=1, max_row=1, values_only=True), ())]
    for at in range(1, len(heads) - len(MARKS) + 1):
        if tuple(heads[at : at + len(MARKS)]) == MARKS:
            return at
    return None


def _rows(sheet: Any) -> Iterator[tuple[str, str, str, str, str]]:
    at = _column(sheet)
    assert at is not None
    for line in sheet.iter_rows(min_row=2, values_only=True):
        cells = [str(cell if cell is not None else "").strip() for cell in line] + [""] * (at + len(MARKS))
        row, target, status = cells[at : at + len(MARKS)]
        if row and cells[at - 1]:
            yield row, cells[PLAN_COLUMN], status, target, cells[at - 1]
