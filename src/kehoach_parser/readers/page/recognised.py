"""A page as a recogniser delivers it: what joins pages of text and recognised ones in one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from ...source import Block, Finding


class RecognisedPage(Struct, frozen=True):
    """A recognised page: its blocks in reading order with places on the page as shown, which is `width` by
    `height` points, and what the recogniser doubts."""

    blocks: tuple[Block, ...]
    width: float
    height: float
    findings: tuple[Finding, ...] = ()


Recognise = Callable[[bytes, Sequence[int]], dict[int, RecognisedPage]]
"""Recognises pages of a PDF, by number from 1. Raises MissingTool where the recogniser is not installed."""
