"""Many files: sources, isolated batches, a store, questions over it, and more than one machine.

Sees the public names of the package alone. Light to import: each name is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .batch import MEMORY, TIMEOUT, Reading, parse_many, read_many
    from .pool import Limits
    from .sources import Input, Skipped, find_inputs

_HOMES = {
    "MEMORY": ".batch",
    "TIMEOUT": ".batch",
    "Input": ".sources",
    "Limits": ".pool",
    "Reading": ".batch",
    "Skipped": ".sources",
    "find_inputs": ".sources",
    "parse_many": ".batch",
    "read_many": ".batch",
}

__all__ = [
    "MEMORY",
    "TIMEOUT",
    "Input",
    "Limits",
    "Reading",
    "Skipped",
    "find_inputs",
    "parse_many",
    "read_many",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
