"""Structure: Source -> the document's text and the tree over it.

In order: tables put together over pages, text normalised, misreadings mended in the reading, flattened text parted,
a title parted from the preamble that it runs into, lines made paragraphs, labels and headings made a tree.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ..language.patterns import lower_letters
from ..lexicon.headings import Headings
from ..source import Source
from .flattened import unflatten
from .misreadings import Repair, apply_repairs, find_repairs, set_notes_aside
from .outline import build_outline
from .page_tables import stitch
from .paragraphs import reflow
from .text import normalise
from .titles import part_title
from .values import Outline, Text


class Structure(Struct, frozen=True):
    """A document's text, the tree over it, and the misreadings that were mended in `Text.reading`."""

    text: Text
    outline: Outline
    repairs: tuple[Repair, ...]


def build_structure(source: Source, headings: Headings) -> Structure:
    """The structure of one read document."""
    text = normalise(stitch(source), headings)
    repairs = find_repairs(text.text, recognised=source.text_origin != "native")
    reading = apply_repairs(text.text, repairs) if repairs else text.reading
    text = replace(text, reading=set_notes_aside(reading))
    flow = reflow(part_title(unflatten(text, headings), headings), headings)
    outline = build_outline(flow, headings)
    return Structure(replace(flow.text, lowered=lower_letters(flow.text.reading)), outline, tuple(repairs))
