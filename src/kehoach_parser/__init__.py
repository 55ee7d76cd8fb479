"""kehoach-parser: Vietnamese government plans (kế hoạch) as structured objects that can be compared.

Light to import: the parser, the comparison and the models are loaded when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .archive import parse_many
    from .comparison import Stored, choose_baseline, compare, read_stored, strip_body
    from .models import (
        Agency,
        Assignment,
        Attachment,
        Citation,
        Comparison,
        Evidence,
        Funding,
        Indicator,
        Issue,
        Measure,
        Metadata,
        Milestone,
        Plan,
        Section,
        Table,
        Target,
    )
    from .pipeline import parse, parse_all

__version__ = "0.1.0"

_HOMES = {
    "parse": ".pipeline",
    "parse_all": ".pipeline",
    "parse_many": ".archive",
    "Stored": ".comparison",
    "choose_baseline": ".comparison",
    "compare": ".comparison",
    "read_stored": ".comparison",
    "strip_body": ".comparison",
}

__all__ = [
    "Agency",
    "Assignment",
    "Attachment",
    "Citation",
    "Comparison",
    "Evidence",
    "Funding",
    "Indicator",
    "Issue",
    "Measure",
    "Metadata",
    "Milestone",
    "Plan",
    "Section",
    "Stored",
    "Table",
    "Target",
    "__version__",
    "choose_baseline",
    "compare",
    "parse",
    "parse_all",
    "parse_many",
    "read_stored",
    "strip_body",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, ".models"), __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
