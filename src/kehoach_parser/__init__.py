"""kehoach-parser: Vietnamese government plans (kế hoạch) as structured objects that can be compared.

Light to import: the parser, the comparison and the models are loaded when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .comparison import compare
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
    from .pipeline import parse, parse_all, parse_many

__version__ = "0.1.0"

_HOMES = {
    "parse": ".pipeline",
    "parse_all": ".pipeline",
    "parse_many": ".pipeline",
    "compare": ".comparison",
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
    "Table",
    "Target",
    "__version__",
    "compare",
    "parse",
    "parse_all",
    "parse_many",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, ".models"), __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
