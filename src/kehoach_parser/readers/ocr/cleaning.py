"""Makes a scanned page fit for recognition: ink of stamps, shade, noise, askew and sideways pages.

Every step measures first and leaves a page alone that does not need it: cleaning a clean page only loses
strokes.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from .raster import Picture

_SHADED = 28.0  # grey levels between the lightest and the darkest paper
_DARK_PAPER = 200.0
_NOISY = 6.0  # deviation in grey levels on paper
_LEAST_ANGLE = 0.25  # degrees; less does no harm
_MOST_ANGLE = 5.0
_STAMP_HEIGHT = 34.0  # points: taller coloured marks are seals and signatures, not type
_COLOURED = 60  # levels between the channels of a pixel; paper and print stay below 30
_COLOURED_EDGE = 25  # the same at the edge of a stroke, where it meets the paper
_LEAST_COLOURED = 0.0002  # of the page
_BLACK = 105  # the lightest channel of print under a seal
_CRUMB = 7.0  # points: what is left of crossing strokes is smaller than a letter
_SEAL = 55.0  # points: a round seal is 85 to 100 across, half of one at a page's edge half as wide
_WIDEST_SEAL = 130.0  # points
_ARC = 20.0  # points: an arc of a seal is wider than a rule is thick
_STRAIGHT = 0.6  # of its height or width: a line through so much of a piece is a rule, not part of a ring
_FAINT = 0.24  # of the way from print to paper: a seal in grey stays lighter, print is darker in the middle of a stroke
_FAINTEST = 0.75
_LIKE_SEAL = 0.2  # of the same way: the ink of one seal is even
_REACH = 25.0  # points about a seal in which a pen crosses it
_FRAGMENT = 3.2  # points: tone marks and dots are smaller
_LEAST_PRINT = 500  # dark pixels, of a fourth of all


def clean(grey: Any) -> tuple[Any, float]:
    """The page (in grey, see `to_grey`) as an upright-lined image with dark ink on white, and the degrees it was
    turned counter-clockwise."""
    if not is_bilevel(grey):
        grey = even_out(grey)
    angle = measure_skew(grey)
    if abs(angle) >= _LEAST_ANGLE:
        grey = rotate(grey, angle)
        return grey, angle
    return grey, 0.0


def to_grey(picture: Picture) -> Any:
    """The page in grey. Coloured marks taller than type (seals, signatures) fade to paper; black under them
    stays. On a page without colour a seal is known by its shape, and by being lighter than print."""
    pixels = picture.pixels
    if pixels.ndim == 2:
        return _without_grey_seals(np.ascontiguousarray(pixels), picture.dpi)
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    marks = _coloured_marks(pixels, picture.dpi)
    if marks is None:
        return _without_grey_seals(grey, picture.dpi)
    x, y, width, height = cv2.boundingRect(marks)
    part = np.s_[y : y + height, x : x + width]
    faded = np.where((marks[part] > 0) & _is_coloured(pixels[part]), 255, grey[part])
    grey[part] = _without_specks(faded, marks[part], picture.dpi)
    return grey


def _without_grey_seals(grey: Any, dpi: float) -> Any:
    """The page with its seals faded to paper where it has shades of grey, and the pen that crosses them as far as it
    is lighter than print."""
    if is_bilevel(grey):
        return grey
    half = np.ascontiguousarray(grey[::2, ::2])
    paper = float(np.percentile(half[::2, ::2], 60))
    dark = half[half < paper * 0.5]
    if dark.size < _LEAST_PRINT:
        return grey
    print_ = float(np.percentile(dark, 25))
    span = paper - print_
    darkest = print_ + span * _FAINT

    def leave_print(image: Any, edge: int) -> Any:
        """Where no print is, nor its edge of so many pixels."""
        return cv2.dilate((image <= darkest).astype(np.uint8), np.ones((edge, edge), np.uint8)) == 0

    faint = (half < print_ + span * _FAINTEST) & leave_print(half, 3)
    marks = _seal_marks(faint.astype(np.uint8), half, span, dpi)
    if marks is None:
        return grey
    marks = cv2.resize(marks, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    x, y, width, height = cv2.boundingRect(marks)
    part = np.s_[y : y + height, x : x + width]
    faded = np.where((marks[part] > 0) & leave_print(grey[part], 5), 255, grey[part]).astype(np.uint8)
    grey = grey.copy()
    grey[part] = _without_specks(faded, marks[part], dpi)
    return grey


def _seal_marks(faint: Any, grey: Any, span: float, dpi: float) -> Any:
    """A mask of the seals among the faint pieces of a page, and of what belongs to them: pieces of the same ink within
    their reach, and taller ones. None where there is no seal. Both images at half the size; `span`: the levels between
    print and paper."""
    unit = dpi / 144
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(faint, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    )
    x, y, width, height = (stats[:, column] for column in range(4))
    size = np.maximum(width, height)
    tall = height > _STAMP_HEIGHT * unit
    round_ = tall & (size > _SEAL * unit) & (size < _WIDEST_SEAL * unit) & (width > _ARC * unit)
    round_[0] = False
    seals = [piece for piece in np.flatnonzero(round_) if _is_curved(labels, int(piece), stats[piece])]
    if not seals:
        return None
    held = labels[faint > 0]
    pixels = np.maximum(np.bincount(held, minlength=count), 1)
    level = np.bincount(held, weights=grey[faint > 0], minlength=count) / pixels
    keep = np.zeros(count, bool)
    reach = _REACH * unit
    for seal in seals:
        within = (x >= x[seal] - reach) & (x + width <= x[seal] + width[seal] + reach)
        within &= (y >= y[seal] - reach) & (y + height <= y[seal] + height[seal] + reach)
        keep |= within & (tall | ((size > _FRAGMENT * unit) & (np.abs(level - level[seal]) < _LIKE_SEAL * span)))
    keep[0] = False
    return cv2.dilate(keep[labels].astype(np.uint8), np.ones((5, 5), np.uint8))


def _is_curved(labels: Any, piece: int, box: Any) -> bool:
    """Whether no straight line runs through most of a piece, as through the rules of a table."""
    x, y, width, height = box[:4]
    ink = labels[y : y + height, x : x + width] == piece
    return bool(ink.sum(axis=0).max() < _STRAIGHT * height and ink.sum(axis=1).max() < _STRAIGHT * width)


def _without_specks(grey: Any, marks: Any, dpi: float) -> Any:
    """The part without the crumbs where a seal and a signature cross: dark, smaller than a letter, wholly under the
    marks, and further than a letter's height from any print, whose dots and tone marks stay."""
    ink = (grey < 128).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    unit = dpi / 72
    small = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) < _CRUMB * unit
    small[0] = False
    reach = 2 * round(_CRUMB * unit) + 1
    closed = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((reach // 2, reach // 2), np.uint8))
    outside = np.bincount(labels[closed == 0], minlength=count) > 0
    print_itself = (~small & (np.arange(count) > 0))[labels].astype(np.uint8)
    near_print = cv2.dilate(print_itself, np.ones((reach, reach), np.uint8))
    printed = np.bincount(labels[near_print > 0], minlength=count) > 0
    crumbs = (small & ~outside & ~printed)[labels].astype(np.uint8)
    return np.where(cv2.dilate(crumbs, np.ones((5, 5), np.uint8)) > 0, 255, grey)


def find_coloured_ink(picture: Picture) -> Any:
    """A mask of all ink of a colour, what is as high as type too: figures put in by hand or by a stamp. None where the
    page has none."""
    if picture.pixels.ndim == 2:
        return None
    mask = _is_coloured(picture.pixels).astype(np.uint8) * 255
    return mask if cv2.countNonZero(mask) >= _LEAST_COLOURED * mask.size else None


def _is_coloured(pixels: Any) -> Any:
    """Where a pixel is ink of a colour: print under a seal or a pen is dark in every channel."""
    lightest, spread = _channels(pixels)
    return (spread > _COLOURED_EDGE) & (lightest > _BLACK)


def _channels(pixels: Any) -> tuple[Any, Any]:
    """The lightest channel of each pixel, and how far the channels lie apart."""
    blue, green, red = cv2.split(pixels)
    lightest = cv2.max(cv2.max(blue, green), red)
    return lightest, cv2.subtract(lightest, cv2.min(cv2.min(blue, green), red))


def _coloured_marks(pixels: Any, dpi: float) -> Any:
    """A mask of the coloured marks that are no type: pieces taller than it, and what stands inside a seal's
    ring."""
    small = np.ascontiguousarray(pixels[::2, ::2])
    coloured = cv2.threshold(_channels(small)[1], _COLOURED, 255, cv2.THRESH_BINARY)[1]
    if cv2.countNonZero(coloured) < _LEAST_COLOURED * coloured.size:
        return None
    unit = dpi / 144
    joined = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    x, y, width, height = (stats[:, column] for column in range(4))
    tall = height > _STAMP_HEIGHT * unit
    tall[0] = False
    if not tall.any():
        return None
    keep = tall.copy()
    for ring in np.flatnonzero(tall & (width > _SEAL * unit) & (height > _SEAL * unit)):
        keep |= (
            (x >= x[ring])
            & (y >= y[ring])
            & (x + width <= x[ring] + width[ring])
            & (y + height <= y[ring] + height[ring])
        )
    keep[0] = False
    mask = cv2.dilate(keep[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return cv2.resize(mask, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_NEAREST)


def is_bilevel(grey: Any) -> bool:
    """Whether nearly all pixels are black or white: a one-bit scan has no shade to even out."""
    sample = grey[:: max(1, grey.shape[0] // 400), :: max(1, grey.shape[1] // 400)]
    return bool(((sample < 8) | (sample > 247)).mean() > 0.995)


def even_out(grey: Any) -> Any:
    """Shade divided away and grain smoothed, each only where the page has it."""
    paper = _paper(grey)
    low, high = np.percentile(paper, (3, 97))
    if high - low > _SHADED or low < _DARK_PAPER:
        background = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
        grey = cv2.divide(grey, background, scale=245)
    if measure_noise(grey) > _NOISY:
        grey = cv2.medianBlur(grey, 3)
    return grey


def _paper(grey: Any) -> Any:
    """The paper's own grey at an eighth of the size: the light part of each neighbourhood, wider than any
    letter."""
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    return cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)


def measure_noise(grey: Any) -> float:
    """The deviation of pixels from their neighbourhood on paper, in grey levels."""
    part = grey[::1, ::1]
    smooth = cv2.blur(part, (5, 5))
    light = smooth > np.percentile(smooth[::4, ::4], 40)
    difference = cv2.absdiff(part, smooth)[light]
    return float(np.median(difference)) * 1.6 if difference.size else 0.0


def measure_skew(grey: Any) -> float:
    """Degrees counter-clockwise that level the lines of text, within five either way; 0.0 where there is
    too little."""
    small = cv2.resize(grey, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    margin = ink.shape[1] // 20
    ink = ink[margin:-margin, margin:-margin]
    if not 0.002 < ink.mean() / 255 < 0.35:
        return 0.0
    coarse = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    best = _best_angle(coarse, np.arange(-_MOST_ANGLE, _MOST_ANGLE + 0.01, 0.5))
    best = _best_angle(ink, np.arange(best - 0.4, best + 0.41, 0.1))
    return round(best, 1)


def _best_angle(ink: Any, angles: Any) -> float:
    """The angle under which the rows of ink part most sharply."""
    best, sharpest = 0.0, -1.0
    for angle in sorted(map(float, angles), key=abs):
        profile = rotate(ink, angle, paper=0, method=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
        sharpness = float(((profile[1:] - profile[:-1]) ** 2).sum())
        if sharpness > sharpest * 1.001:
            best, sharpest = angle, sharpness
    return best


def rotate(image: Any, degrees: float, *, paper: int = 255, method: int = cv2.INTER_LINEAR) -> Any:
    """The image turned counter-clockwise about its middle, its size kept."""
    size = (image.shape[1], image.shape[0])
    return cv2.warpAffine(image, rotation(size, degrees), size, flags=method, borderValue=(paper, paper, paper))


def rotation(size: tuple[int, int], degrees: float) -> Any:
    """The matrix of `rotate` for an image of this width and height."""
    return cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), degrees, 1.0)


def is_sideways(grey: Any) -> bool:
    """Whether the lines of text run from top to bottom: most letters have their nearest neighbour above or
    below."""
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    _, _, stats, places = cv2.connectedComponentsWithStats(ink)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    letters = (size > 5) & (size < 40)
    if letters.sum() < 60:
        return False
    usual = np.median(size[letters])
    letters &= (size > 0.6 * usual) & (size < 1.8 * usual)
    points = places[letters].astype(np.float32)
    sample = points[:: max(1, len(points) // 400)]
    across = np.abs(sample[:, None, 0] - points[None, :, 0])
    down = np.abs(sample[:, None, 1] - points[None, :, 1])
    distance = across + down
    distance[distance < 0.5] = np.inf  # the letter itself
    nearest = distance.argmin(axis=1)
    rows = np.arange(len(sample))
    return bool((down[rows, nearest] > across[rows, nearest]).mean() > 0.6)
