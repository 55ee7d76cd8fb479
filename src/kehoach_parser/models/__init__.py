"""The contract as frozen pydantic models: what `parse` returns and what the JSON prints (docs/contract.md).

The models of a comparison are built when the first of them is asked for: parsing needs none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .base import Agency, Box, Confirmed, Corrected, Evidence, Issue, Model, Province, Settled
from .content import (
    Assignment,
    Attachment,
    Citation,
    Funding,
    Indicator,
    Measure,
    Milestone,
    Paragraph,
    Role,
    Section,
    Table,
    Target,
    Task,
)
from .plan import Metadata, Period, Plan, Signatory, SourceInfo

if TYPE_CHECKING:
    from .comparison import (
        RECORD_TYPES,
        STATUSES,
        AddedMeasure,
        Answer,
        Appointment,
        Area,
        AreaLead,
        Cell,
        Certainty,
        Comparison,
        ComparisonNote,
        Decision,
        FoundIn,
        Nearest,
        Overview,
        PlanGroup,
        Reason,
        Remark,
        Row,
        Standing,
        Status,
        StoredBaseline,
    )

__all__ = [
    "RECORD_TYPES",
    "STATUSES",
    "AddedMeasure",
    "Agency",
    "Answer",
    "Appointment",
    "Area",
    "AreaLead",
    "Assignment",
    "Attachment",
    "Box",
    "Cell",
    "Certainty",
    "Citation",
    "Comparison",
    "ComparisonNote",
    "Confirmed",
    "Corrected",
    "Decision",
    "Evidence",
    "FoundIn",
    "Funding",
    "Indicator",
    "Issue",
    "Measure",
    "Metadata",
    "Milestone",
    "Model",
    "Nearest",
    "Overview",
    "Paragraph",
    "Period",
    "Plan",
    "PlanGroup",
    "Province",
    "Reason",
    "Remark",
    "Role",
    "Row",
    "Section",
    "Settled",
    "Signatory",
    "SourceInfo",
    "Standing",
    "Status",
    "StoredBaseline",
    "Table",
    "Target",
    "Task",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(".comparison", __name__), name)
