"""Many files: sources, isolated batches, a store, questions over it, and more than one machine.

Sees the public names of the package alone. Light to import: each name is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .batch import MEMORY, TIMEOUT, Reading, parse_many, read_many
    from .collection import Event, Summary, collect
    from .engine import Result
    from .pool import Limits
    from .search import Hit, Search, find
    from .sources import Input, Skipped, find_inputs
    from .store import Archive

_HOMES = {
    "MEMORY": ".batch",
    "TIMEOUT": ".batch",
    "Archive": ".store",
    "Event": ".collection",
    "Hit": ".search",
    "Input": ".sources",
    "Limits": ".pool",
    "Reading": ".batch",
    "Result": ".engine",
    "Search": ".search",
    "Skipped": ".sources",
    "Summary": ".collection",
    "collect": ".collection",
    "find": ".search",
    "find_inputs": ".sources",
    "parse_many": ".batch",
    "read_many": ".batch",
}

__all__ = [
    "MEMORY",
    "TIMEOUT",
    "Archive",
    "Event",
    "Hit",
    "Input",
    "Limits",
    "Reading",
    "Result",
    "Search",
    "Skipped",
    "Summary",
    "collect",
    "find",
    "find_inputs",
    "parse_many",
    "read_many",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
