"""Figures that recognition is unsure of: a digit with low confidence inside a measure is reported, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..document import Doubt, Text
from ..models import Measure

LEAST_CONFIDENCE = 0.8
"""Below this, a recognised figure is reported. Measured on rendered scans: benchmarks/ocr_accuracy.py."""

_DIGITS = re.compile(r"\d[\d.,]*")


def find_uncertain_figures(text: Text, measures: Iterable[Measure]) -> tuple[Doubt, ...]:
    """One doubt a figure whose recognition is unsure; none where the text was read and not recognised."""
    if not any(piece.confidence is not None for strip in text.strips for piece in strip.pieces[:1]):
        return ()
    found: dict[tuple[int, int], Doubt] = {}
    for measure in measures:
        evidence = measure.evidence
        for match in _DIGITS.finditer(evidence.quote):
            start, end = evidence.start + match.start(), evidence.start + match.end()
            confidence = text.least_confidence(start, end)
            if confidence is not None and confidence < LEAST_CONFIDENCE:
                doubt = f"Con số «{match.group(0)}» được nhận dạng với độ tin cậy {confidence:.2f}; cần đối chiếu bản gốc."
                found.setdefault((start, end), Doubt("uncertain_figure", doubt, start, end))
    return tuple(found.values())
