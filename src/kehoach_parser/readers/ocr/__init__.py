"""Recognition of scanned pages: pictures -> words with places and confidence, laid out like a born-digital
PDF.

The way of a page: pixels (`raster`) -> upright, level, even (`cleaning`) -> rules found and removed
(`ruling`) -> Tesseract (`tesseract`) -> words in points (`words`, `pages`) -> the layout of PDFs
(`assembly`). The picture libraries are loaded when the first page is recognised.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Literal

from ...errors import MissingTool
from ...limits import budgets
from ...source import Source
from ..page.recognised import RecognisedPage
from .tesseract import Tesseract, find_tesseract

GET_OPENCV = "pip install 'kehoach-parser[ocr]'"

__all__ = ["GET_OPENCV", "RecognisedPage", "Tesseract", "find_tesseract", "read_image", "recognise_pdf_pages"]


def recognise_pdf_pages(data: bytes, numbers: Sequence[int], *, jobs: int | None = None) -> dict[int, RecognisedPage]:
    """The pages `numbers` (from 1) of a PDF, recognised from their pictures, `jobs` at a time (by default
    one a core).

    Pages are drawn one by one as they are needed, so memory does not grow with their number. Raises
    MissingTool where Tesseract or its Vietnamese model is not installed, UnreadableInput where the PDF
    cannot be opened.
    """
    _need_pictures()
    from .assembly import assemble
    from .pages import read_pdf_pages

    return assemble(read_pdf_pages(data, numbers, jobs))


def read_image(data: bytes, name: str, *, ocr: Literal["auto", "never", "always"] = "auto") -> Source:
    """A picture of a page (PNG, JPEG, or a TIFF of several pages) as a document.

    Raises UnreadableInput where the bytes are no image or recognition is forbidden, MissingTool where
    Tesseract or its Vietnamese model is not installed.
    """
    if ocr != "never":
        _need_pictures()
    from .assembly import make_source
    from .pages import read_images

    return make_source(data, name, read_images(data, name, allowed=ocr != "never"))


def _need_pictures() -> None:
    """Says in one line what the libraries of pictures are missing for; they are no part of the plain install."""
    if find_spec("cv2") is None:
        raise MissingTool(f"recognising scanned pages needs OpenCV: {GET_OPENCV}")
    os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(budgets().max_pixels))  # read when OpenCV is loaded
    os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")  # its own warnings say nothing to a user
