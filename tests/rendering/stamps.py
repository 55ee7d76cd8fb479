"""Puts on a page what an office puts on it by hand: the number and the day in ink, a signature, the round red seal;
and sets its foot askew."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium

_INK = (150, 50, 20)  # blue, green, red
_SEAL = (70, 60, 215)
_HAND = cv2.FONT_HERSHEY_SCRIPT_SIMPLEX


@dataclass(frozen=True)
class Spot:
    """A place on a page in points, origin at its upper left corner: `x` of its left edge, `y` of its base line."""

    x: float
    y: float


def find_start(page: pdfium.PdfPage, words: str) -> Spot | None:
    """Where words of a page begin; None where it does not have them."""
    corners = _corners(page, words)
    return Spot(corners[0], corners[1]) if corners else None


def find_end(page: pdfium.PdfPage, words: str) -> Spot | None:
    """Where words of a page end, with the width of a space behind them."""
    corners = _corners(page, words)
    return Spot(corners[2] + 3, corners[1] + 1) if corners else None


def _corners(page: pdfium.PdfPage, words: str) -> tuple[float, float, float] | None:
    """Left edge, base line and right edge."""
    text = page.get_textpage()
    found = text.search(words).get_next()
    if found is None:
        return None
    first, count = found
    left, bottom, _, _ = text.get_charbox(first)
    right = text.get_charbox(first + count - 1)[2]
    return left, page.get_height() - bottom, right


def write_by_hand(image: np.ndarray, words: str, spot: Spot, dpi: int, *, size: float = 15.0) -> None:
    """Figures in blue ink, leaning and of uneven size, `size` points high."""
    unit = dpi / 72
    x = spot.x * unit
    for index, letter in enumerate(words):
        scale = size * (1.0, 1.12, 0.94)[index % 3] * unit / 22
        lift = (0.0, 1.5, -1.0)[index % 3] * unit
        cv2.putText(
            image, letter, (int(x), int(spot.y * unit - lift)), _HAND, scale, _INK, max(2, dpi // 90), cv2.LINE_AA
        )
        x += cv2.getTextSize(letter, _HAND, scale, 1)[0][0] * 0.9


def sign(image: np.ndarray, spot: Spot, dpi: int, random: np.random.Generator, *, width: float = 120.0) -> None:
    """A signature: loops of a pen above the name and partly through it."""
    unit = dpi / 72
    steps = np.linspace(0, 1, 240)
    turns = random.uniform(3.5, 6.0)
    x = spot.x + width * steps + 9 * np.sin(2 * np.pi * turns * 1.7 * steps)
    y = spot.y - 22 + 20 * np.sin(2 * np.pi * turns * steps) * (1 - 0.5 * steps) + 12 * steps
    points = np.stack([x * unit, y * unit], axis=1).astype(np.int32)
    cv2.polylines(image, [points], False, _INK, max(2, dpi // 80), cv2.LINE_AA)


def seal(image: np.ndarray, spot: Spot, dpi: int, words: str) -> None:
    """The round seal of an office, 36 mm across, its middle at `spot`: two rings, words along them and a star. Ink is
    laid over the print as it is on paper: the darker of both is seen."""
    unit = dpi / 72
    over = np.full_like(image, 255)
    middle = (int(spot.x * unit), int(spot.y * unit))
    radius = int(51 * unit)
    line = max(2, dpi // 70)
    cv2.circle(over, middle, radius, _SEAL, line, cv2.LINE_AA)
    cv2.circle(over, middle, int(radius * 0.66), _SEAL, line, cv2.LINE_AA)
    for index, letter in enumerate(words):
        angle = np.pi * (1.15 - 1.3 * index / max(1, len(words) - 1))
        place = (int(middle[0] + radius * 0.8 * np.cos(angle)) - 6, int(middle[1] - radius * 0.8 * np.sin(angle)) + 6)
        cv2.putText(over, letter, place, cv2.FONT_HERSHEY_SIMPLEX, 0.25 * unit, _SEAL, line, cv2.LINE_AA)
    tips = [
        (
            middle[0] + int(radius * size * np.sin(np.pi * tip / 5)),
            middle[1] - int(radius * size * np.cos(np.pi * tip / 5)),
        )
        for tip in range(10)
        for size in [0.3 if tip % 2 == 0 else 0.12]
    ]
    cv2.fillPoly(over, [np.array(tips, np.int32)], _SEAL, cv2.LINE_AA)
    np.minimum(image, over, out=image)


def tilt_below(image: np.ndarray, y: float, degrees: float, dpi: int) -> None:
    """Everything below `y` points stands askew, as where a page was pressed unevenly on the glass."""
    top = int(y * dpi / 72)
    part = image[top:]
    height, width = part.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    image[top:] = cv2.warpAffine(part, matrix, (width, height), borderValue=(255, 255, 255))
