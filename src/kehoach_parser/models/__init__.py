"""The contract as frozen pydantic models: what `parse` returns and what the JSON prints (docs/contract.md)."""

from __future__ import annotations

from .base import Agency, Box, Evidence, Issue, Model, Province
from .comparison import (
    Cell,
    Comparison,
    Row,
    Status,
)
from .content import (
    Assignment,
    Attachment,
    Citation,
    Funding,
    Indicator,
    Measure,
    Milestone,
    Paragraph,
    Section,
    Table,
    Target,
    Task,
)
from .plan import Metadata, Period, Plan, Signatory, SourceInfo

__all__ = [
    "Agency",
    "Assignment",
    "Attachment",
    "Box",
    "Cell",
    "Citation",
    "Comparison",
    "Evidence",
    "Funding",
    "Indicator",
    "Issue",
    "Measure",
    "Metadata",
    "Milestone",
    "Model",
    "Paragraph",
    "Period",
    "Plan",
    "Province",
    "Row",
    "Section",
    "Signatory",
    "SourceInfo",
    "Status",
    "Table",
    "Target",
    "Task",
]
