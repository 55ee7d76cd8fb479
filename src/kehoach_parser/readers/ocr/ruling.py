"""Ruling lines of a scanned page: found, taken off the picture, and given as lines for the table finder."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from ..page.words import Rule

_LEAST_LEVEL = 36.0  # points
_LEAST_UPRIGHT = 18.0  # taller than any letter of body type
_THICKEST = 3.2
_GAP = 1.2


def find_rules(grey: Any, dpi: float) -> tuple[list[Rule], Any]:
    """The straight level and upright lines, in points of this picture, and the picture without them.

    A line is long, thin and much darker than the paper; letters that touch it lose what lies under it.
    """
    unit = dpi / 72
    threshold, _ = cv2.threshold(grey[::3, ::3], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = cv2.threshold(grey, min(190.0, threshold + 25), 255, cv2.THRESH_BINARY_INV)[1]
    rules: list[Rule] = []
    cleaned = grey
    for level in (True, False):
        found = _lines(ink, level, unit)
        if found is None:
            continue
        _, labels, stats, _ = cv2.connectedComponentsWithStats(found)
        for index, (x, y, width, height, area) in enumerate(stats.tolist()):
            length, thickness = (width, height) if level else (height, width)
            least = (_LEAST_LEVEL if level else _LEAST_UPRIGHT) * unit
            # a line that climbs a little is thicker as a box than as a line
            if index == 0 or length < least:
                continue
            if area / length > _THICKEST * unit or thickness > _THICKEST * unit + length / 60:
                continue
            x0, y0, x1, y1 = x / unit, y / unit, (x + width) / unit, (y + height) / unit
            if level:
                rules.append(Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
            else:
                rules.append(Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
            if cleaned is grey:
                cleaned = grey.copy()
            _wipe(cleaned, labels, index, (x, y, width, height))
    return rules, cleaned


def _wipe(image: Any, labels: Any, index: int, box: tuple[int, int, int, int]) -> None:
    """Paints one line and its soft edges white."""
    x, y, width, height = box
    part = np.s_[max(0, y - 2) : y + height + 2, max(0, x - 2) : x + width + 2]
    mask = (labels[part] == index).astype(np.uint8)
    image[part][cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0] = 255


def _lines(ink: Any, level: bool, unit: float) -> Any:
    """The ink that lies on long straight runs, small breaks closed; None where there is none."""
    gap = max(3, round(_GAP * unit))
    least = round((_LEAST_LEVEL if level else _LEAST_UPRIGHT) * unit)

    def bar(length: int) -> Any:
        return np.ones((1, length) if level else (length, 1), np.uint8)

    thick = cv2.dilate(ink, np.ones((2, 1) if level else (1, 2), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, bar(gap))
    core = cv2.erode(closed, bar(least))
    return cv2.dilate(core, bar(least)) if cv2.countNonZero(core) else None
