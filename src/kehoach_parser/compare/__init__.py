"""Plans side by side: against a programme, among themselves, over the years, and for copied text."""

from __future__ import annotations

from .matrix import compare

__all__ = ["compare"]
