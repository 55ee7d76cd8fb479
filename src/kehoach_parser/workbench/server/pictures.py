"""Pictures of pages, drawn when they are asked for: of a PDF by pdfium, of an image file as it is."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from kehoach_parser.errors import UnreadableInput

JPEG_QUALITY = 80
MOST = 2400
"""Pixels of the longer side."""

IMAGES = (b"\x89PNG", b"\xff\xd8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
A4 = (8.27 * 72, 11.69 * 72)
"""Points of a page's sides: an image file counts as an A4 page as wide as it is, as in recognition."""


def draw_page(path: str, page: int, scale: float) -> bytes:
    """The picture of a page (from 1) as JPEG, behind its size in points; nothing of a file that has none.

    Raises UnreadableInput where there is no such page.
    """
    with Path(path).open("rb") as stream:
        head = stream.read(1024)
    if b"%PDF-" in head:
        picture, size = _draw_pdf(path, page, scale)
    elif head.startswith(IMAGES):
        picture, size = _open_image(path, page)
    else:
        return b""
    stream_out = io.BytesIO()
    picture.convert("RGB").save(stream_out, "JPEG", quality=JPEG_QUALITY)
    return json.dumps(size).encode() + b"\n" + stream_out.getvalue()


def _draw_pdf(path: str, page: int, scale: float) -> tuple[Any, tuple[float, float]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        document.init_forms()  # a signature's appearance, where number and day may stand, is a form field
        if not 1 <= page <= len(document):
            raise UnreadableInput(f"no page {page}")
        sheet = document[page - 1]
        width, height = sheet.get_size()
        fitting = min(scale, MOST / max(1.0, width, height))
        return sheet.render(scale=fitting, may_draw_forms=True).to_pil(), (width, height)
    finally:
        document.close()


def _open_image(path: str, page: int) -> tuple[Any, tuple[float, float]]:
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as image:
            image.seek(page - 1)
            shown = ImageOps.exif_transpose(image.copy())
    except (OSError, EOFError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableInput(f"no page {page}") from error
    across = A4[0] if shown.height >= shown.width else A4[1]
    size = (across, across * shown.height / shown.width)
    shown.thumbnail((MOST, MOST))
    return shown, size
