"""A page of a PDF before it is laid out: words, ruling lines and pictures, in points from its top left corner."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

ASCENT = 0.89  # of a line's size above its base line, and below it: the usual proportions of a text face
DESCENT = 0.22

HYPHEN = "\x02"  # what pdfium gives for a hyphen at a line's end (U+FFFE in some versions); see `restore_hyphens`


class Style(Struct, frozen=True, gc=False):
    """What the letters of a word have in common. `turn`: quarter turns clockwise of the text against the page as
    shown, None for an oblique one. `hidden`: drawn invisibly, as a recogniser's layer under a scan is."""

    font: str
    size: float
    bold: bool
    italic: bool
    hidden: bool
    turn: int | None


class Word(Struct, frozen=True, gc=False):
    """Letters without a break between them. `base` is the place of the base line (from the top; from the left where
    the word is turned by a quarter); `glued`: no space parts it from the word before;
    `confidence` is the recogniser's, 0 to 1, None where the text was read. `text` may hold a no-break space.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    style: Style
    glued: bool = False
    confidence: float | None = None


class Rule(NamedTuple):
    """A straight drawn line, or a thin filled rectangle: level (`top == bottom`) or upright (`x0 == x1`)."""

    x0: float
    top: float
    x1: float
    bottom: float


class Picture(NamedTuple):
    """An image on the page."""

    x0: float
    top: float
    x1: float
    bottom: float


class PageText(Struct):
    """The raw content of a page. `number` counts from 1; `text` is pdfium's own, in the order of the file; `paths` is
    how many drawings there are (letters drawn as curves are such), `drawings_cut` whether some were left out;
    `stamps` the words of each stamp and signature that fills no blank of a line."""

    number: int
    width: float
    height: float
    text: str
    words: list[Word]
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    paths: int = 0
    hidden: bool = False
    drawings_cut: bool = False
    stamps: list[list[Word]] = field(default_factory=list)

    def count_letters(self, most: int) -> int:
        """How many characters of the page are letters, counted up to `most`."""
        return sum(1 for _ in itertools.islice(filter(str.isalpha, self.text), most))

    @property
    def image_cover(self) -> float:
        """The share of the page that pictures cover, 0 to 1 (overlaps counted twice, then cut at 1)."""
        area = self.width * self.height
        covered = sum(max(0.0, p.x1 - p.x0) * max(0.0, p.bottom - p.top) for p in self.pictures)
        return min(1.0, covered / area) if area > 0 else 0.0


def restore_hyphens(words: list[Word]) -> list[Word]:
    """The words with a hyphen for pdfium's mark of one. Legacy encodings come first: there it may be a letter."""
    return [replace(w, text=w.text.replace(HYPHEN, "-")) if HYPHEN in w.text else w for w in words]
