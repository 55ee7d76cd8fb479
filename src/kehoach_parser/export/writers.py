"""The texts that commands write, by the name of `--format`: to add one, write a function and name it here.

A writer makes one text of plans. It is imported when the first such text is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..models import Plan

Writer = Callable[[Iterable["Plan"]], str]

PLANS: dict[str, tuple[str, str]] = {
    # format: (module, function); `kehoach parse`, which has json and jsonl of its own
    "csv": (".summary", "to_csv"),
}
AGENCIES: dict[str, tuple[str, str]] = {
    # `kehoach agencies`
    "csv": (".agencies", "agencies_csv"),
    "graphml": (".graph", "to_graphml"),
}


def find_writer(table: dict[str, tuple[str, str]], form: str) -> Writer:
    """The function that writes a format of one of the tables."""
    module, function = table[form]
    writer: Writer = getattr(import_module(module, __package__), function)
    return writer
