"""Makes scans of PDFs: every page a picture, degraded as scanners and copiers do, the same for the same seed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np
import pypdfium2 as pdfium

Grade = Literal["clean", "mild", "heavy", "bilevel"]


def render_scan(pdf: bytes, *, dpi: int = 200, grade: Grade = "clean", seed: int = 0) -> bytes:
    """An image-only PDF of the same pages.

    `clean`: grey, JPEG 90. `mild`: blur, noise, 0.3 degrees askew, JPEG 75. `heavy`: 1.8 degrees askew, shaded to
    about half the light, noise, JPEG 35. `bilevel`: one bit a pixel, as office copiers scan (packed losslessly).
    """
    pages = [degrade(image, grade, seed + number) for number, image in enumerate(rasterise(pdf, dpi))]
    return bind(pages, dpi=dpi, quality={"clean": 90, "mild": 75, "heavy": 35, "bilevel": 0}[grade])


def rasterise(pdf: bytes, dpi: int) -> list[np.ndarray]:
    """The pages as grey images."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [
            page.render(scale=dpi / 72, grayscale=True).to_numpy().copy().reshape(-1, _width(page, dpi))
            for page in document
        ]
    finally:
        document.close()


def _width(page: pdfium.PdfPage, dpi: int) -> int:
    return int(np.ceil(page.get_width() * dpi / 72))


def degrade(image: np.ndarray, grade: Grade, seed: int) -> np.ndarray:
    """The image as a scanner of this grade would give it."""
    random = np.random.default_rng(seed)
    if grade == "clean":
        return image
    if grade == "bilevel":
        return np.where(image < 160, 0, 255).astype(np.uint8)
    if grade == "mild":
        image = cv2.GaussianBlur(turn(image, 0.3), (3, 3), 0.6)
        return add_noise(image, random, 7.0)
    image = turn(image, 1.8)
    height, width = image.shape
    across = np.linspace(1.0, 0.62, width, dtype=np.float32)[None, :]
    down = np.linspace(1.0, 0.8, height, dtype=np.float32)[:, None]
    image = cv2.GaussianBlur((image * across * down).astype(np.uint8), (3, 3), 0.8)
    return add_noise(image, random, 14.0)


def turn(image: np.ndarray, degrees: float) -> np.ndarray:
    """The image turned about its middle, counter-clockwise, on white."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def add_noise(image: np.ndarray, random: np.random.Generator, sigma: float) -> np.ndarray:
    """Gaussian noise of this deviation in grey levels."""
    noise = random.normal(0.0, sigma, image.shape).astype(np.float32)
    return np.clip(image.astype(np.float32) + noise, 0, 255).astype(np.uint8)


def bind(pages: Sequence[np.ndarray], *, dpi: int, quality: int, rotate: int = 0) -> bytes:
    """A PDF with one picture a page: JPEG of this quality, or one bit a pixel where it is 0."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects) + 2  # 1 is the catalogue, 2 the page tree

    kids = []
    for image in pages:
        height, width = image.shape[:2]
        space = b"/DeviceRGB" if image.ndim == 3 else b"/DeviceGray"
        if quality:
            data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
            kind = b"/BitsPerComponent 8 /Filter /DCTDecode"
        else:
            data = np.packbits(image > 127, axis=1).tobytes()
            kind = b"/BitsPerComponent 1"
        picture = add(
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s %s /Length %d >>\n"
            b"stream\n%s\nendstream" % (width, height, space, kind, len(data), data)
        )
        w, h = width * 72 / dpi, height * 72 / dpi
        drawing = b"q %.3f 0 0 %.3f 0 0 cm /I Do Q" % (w, h)
        content = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing))
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.3f %.3f] /Rotate %d /Contents %d 0 R "
                b"/Resources << /XObject << /I %d 0 R >> >> >>" % (w, h, rotate, content, picture)
            )
        )
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *objects], 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))
    return out.getvalue()
