"""Tables: what they say, and what targets, tasks, forms and budgets follow from them."""

from __future__ import annotations

from .labels import push_label, split_label
from .reading import read_table
from .values import CellReading, RowReading, TableReading

__all__ = ["CellReading", "RowReading", "TableReading", "push_label", "read_table", "split_label"]
