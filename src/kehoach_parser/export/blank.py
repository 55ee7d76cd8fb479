"""Pages, workbooks and Word files to be filled: what a hostile document must not get past is set here, once."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = "kehoach_parser.export"


def make_templates() -> Environment:
    """The jinja2 environment of `page/`: text is escaped, an unknown name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(PACKAGE, "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def open_word(data: bytes | None = None) -> Any:
    """The python-docx document of a Word file; an empty one without a file. Raises ValueError for what is none."""
    import docx  # a heavy import that only these outputs need

    try:
        return docx.Document(io.BytesIO(data) if data is not None else None)
    except MemoryError:
        raise
    except Exception as error:  # python-docx raises what zipfile, lxml and its own opening raise
        raise ValueError(f"cannot be opened as a Word document: {error}") from error


def make_workbook(stream: io.BytesIO, title: str) -> Any:
    """An XlsxWriter workbook that writes to `stream`: text stays text, and the same content gives the same bytes."""
    import xlsxwriter

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
    return book
