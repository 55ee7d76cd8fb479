"""How large a document may be: every bound of a parse in one place (docs/limits.md lists them).

Beyond a bound the file is refused with `InputTooLarge`, or, where the rest is sound, a finding says what was left out.
Each is set by an environment variable, `KEHOACH_` and its name in capitals; commands take `--limit NAME=VALUE`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from ..errors import InputTooLarge

PREFIX = "KEHOACH_"


class Budgets(Struct, frozen=True):
    """The bounds. None is near what an office writes: the longest plans known have 400 pages and 2 MB of text."""

    max_file_bytes: int = 512 * 2**20
    """Bytes of a file; a larger one is no document of an office, reading it would only fill the memory."""
    max_text_bytes: int = 16 * 2**20
    """Bytes of a text file or web page."""
    max_text_chars: int = 3_000_000
    """Characters of what is read, tables included."""
    max_lines: int = 150_000
    """Lines of what is read, those of cells included."""
    max_cells: int = 200_000
    """Cells of all tables."""
    max_table_places: int = 2_000_000
    """Places that the cells of one table cover (rows × columns that `rowspan` and `colspan` claim)."""
    max_part_bytes: int = 48 * 2**20
    """Bytes that one part of a package (DOCX) unpacks to, counted while it is read."""
    max_package_bytes: int = 128 * 2**20
    """Bytes that all parts read of a package unpack to, those of packages within it included."""
    max_markup: int = 1_200_000
    """Elements of XML or HTML of one part or page, by its opening marks."""
    max_depth: int = 256
    """Elements of a web page within one another; what lies deeper is left out, with an issue."""
    max_chunks: int = 100
    """Files that a DOCX takes in (`altChunk`); further ones are left out, with an issue."""
    max_chunk_depth: int = 3
    """Files within files that a DOCX takes in; deeper ones are left out, with an issue."""
    max_label_chars: int = 255
    """Characters of a list's label, as Word has it; longer ones are cut, with an issue."""
    max_notes: int = 10_000
    """References to footnotes and endnotes."""
    max_pixels: int = 100_000_000
    """Pixels of a picture: A3 at 600 dots an inch has 70 million."""
    max_pages: int = 5_000
    """Pages of a PDF."""
    max_page_points: int = 20_000
    """Points of a page's width or height; Acrobat draws no page beyond 14,400. Beyond, a page is not recognised."""
    max_page_chars: int = 400_000
    """Characters of one page of a PDF."""
    max_page_paths: int = 100_000
    """Drawn paths of one page of a PDF; what is drawn beyond that is left out, with an issue."""


def budgets() -> Budgets:
    """The bounds in force in this process. A look at the environment takes 20 microseconds: once a document, not once
    a paragraph."""
    return _read(tuple(map(os.environ.get, _VARIABLES)))


_VARIABLES = tuple(PREFIX + name.upper() for name in Budgets.__struct_fields__)


def names() -> Iterable[FieldInfo]:
    """The bounds by name, with their defaults."""
    return fields(Budgets)


@cache
def _read(values: tuple[str | None, ...]) -> Budgets:
    set_values = {
        field.name: int(value)
        for field, value in zip(fields(Budgets), values, strict=True)
        if value is not None and value.isascii() and value.isdigit()
    }
    return Budgets(**set_values)


def refuse(name: str, what: str, limit: int, budget: str) -> NoReturn:
    """Raises InputTooLarge: `what` of the file is beyond `limit`."""
    raise InputTooLarge(f"{name}: too large: more than {limit:,} {what} (limit {budget})")


_NO_MEMORY = ("memory", "error -4 ")
"""What zlib, OpenCV and the system say where they got none."""
NO_MEMORY = 2
"""The code of libxml2 for the same, whose words are mostly *unknown error*."""


def refuse_memory(error: Exception) -> None:
    """Raises MemoryError where a library's error means that there was no memory: the file is not to blame."""
    if getattr(error, "code", None) == NO_MEMORY or any(word in str(error).lower() for word in _NO_MEMORY):
        raise MemoryError from error
