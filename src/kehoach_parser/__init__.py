"""kehoach-parser: Vietnamese government plans (kế hoạch) as structured objects that can be compared.

Light to import: the parser, the comparison and the models are loaded when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .archive import parse_many
    from .comparison import (
        PairDecision,
        Review,
        Stored,
        choose_baseline,
        compare,
        find_programmes,
        mark_reviewed,
        read_stored,
        strip_body,
    )
    from .errors import (
        BaselineNotFound,
        EncryptedInput,
        InputTooLarge,
        KehoachError,
        MissingTool,
        ParserFailure,
        ParsingStopped,
        UnreadableInput,
        UnsupportedFormat,
    )
    from .export.comparison import write_comparison
    from .export.comparison_matrix import comparison_matrix
    from .export.summary import describe_measure
    from .export.view import render_page
    from .models import (
        Agency,
        Assignment,
        Attachment,
        Cell,
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

__version__ = "0.2.0"

_ERRORS = (
    "BaselineNotFound",
    "EncryptedInput",
    "InputTooLarge",
    "KehoachError",
    "MissingTool",
    "ParserFailure",
    "ParsingStopped",
    "UnreadableInput",
    "UnsupportedFormat",
)
_HOMES = {
    **dict.fromkeys(_ERRORS, ".errors"),
    "parse": ".pipeline",
    "parse_all": ".pipeline",
    "parse_many": ".archive",
    "PairDecision": ".comparison",
    "Review": ".comparison",
    "Stored": ".comparison",
    "choose_baseline": ".comparison",
    "compare": ".comparison",
    "comparison_matrix": ".export.comparison_matrix",
    "describe_measure": ".export.summary",
    "find_programmes": ".comparison",
    "mark_reviewed": ".comparison",
    "read_stored": ".comparison",
    "render_page": ".export.view",
    "strip_body": ".comparison",
    "write_comparison": ".export.comparison",
}

__all__ = [
    "Agency",
    "Assignment",
    "Attachment",
    "BaselineNotFound",
    "Cell",
    "Citation",
    "Comparison",
    "EncryptedInput",
    "Evidence",
    "Funding",
    "Indicator",
    "InputTooLarge",
    "Issue",
    "KehoachError",
    "Measure",
    "Metadata",
    "Milestone",
    "MissingTool",
    "PairDecision",
    "ParserFailure",
    "ParsingStopped",
    "Plan",
    "Review",
    "Section",
    "Stored",
    "Table",
    "Target",
    "UnreadableInput",
    "UnsupportedFormat",
    "__version__",
    "choose_baseline",
    "compare",
    "comparison_matrix",
    "describe_measure",
    "find_programmes",
    "mark_reviewed",
    "parse",
    "parse_all",
    "parse_many",
    "read_stored",
    "render_page",
    "strip_body",
    "write_comparison",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, ".models"), __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
