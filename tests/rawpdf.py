"""Small PDFs written by hand, object by object, so that a test says exactly what stands on the page.

The type is Courier, every letter 0.6 of the size wide: a line's width can be counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from .rendering.encrypted import rc4

A4 = (595.0, 842.0)
WIDTH = 0.6  # of the type size: the width of every letter


@dataclass
class RawPage:
    """A page's drawing operators, from the lower left corner as PDF counts, and the entries of its dictionary."""

    size: tuple[float, float] = A4
    operators: list[str] = field(default_factory=list)
    entries: str = ""
    notes: list[str] = field(default_factory=list)

    def write(
        self, x: float, base: float, text: str, *, size: float = 10, font: str = "F1", matrix: str = ""
    ) -> RawPage:
        """Writes `text` from `x` on the base line `base`, both counted from the top left corner."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        place = matrix or f"1 0 0 1 {x} {self.size[1] - base}"
        self.operators.append(f"BT /{font} {size} Tf {place} Tm ({escaped}) Tj ET")
        return self

    def paragraph(
        self,
        base: float,
        lines: Sequence[str],
        *,
        x: float = 85,
        first: float = 0,
        leading: float = 14,
        size: float = 10,
    ) -> float:
        """Writes lines one under another, the first set in by `first`; returns the base line after the last."""
        for number, line in enumerate(lines):
            self.write(x + (first if number == 0 else 0), base, line, size=size)
            base += leading
        return base

    def centred(self, base: float, text: str, *, middle: float = 310, size: float = 10, font: str = "F1") -> RawPage:
        return self.write(middle - len(text) * WIDTH * size / 2, base, text, size=size, font=font)

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> RawPage:
        """Draws a straight line; places from the top left corner."""
        height = self.size[1]
        self.operators.append(f"0.5 w {x0} {height - top} m {x1} {height - bottom} l S")
        return self

    def frame(self, x0: float, top: float, x1: float, bottom: float) -> RawPage:
        self.operators.append(f"0.5 w {x0} {self.size[1] - bottom} {x1 - x0} {bottom - top} re S")
        return self


def make_pdf(
    pages: Sequence[RawPage], *, catalog: str = "", extra: Sequence[str] = (), user: bytes | None = None
) -> bytes:
    """The file. `extra` objects are numbered from 6 on; `user`: encrypted (RC4, 40 bits) with that user password."""
    fonts = {
        "F1": "Courier",
        "F2": "Courier-Bold",
        "F3": "Courier-Oblique",
    }
    first_page = 6 + len(extra)
    kids = " ".join(f"{first_page + 2 * i} 0 R" for i in range(len(pages)))
    objects: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
            for name in fonts.values()
        ),
        *(text.encode("latin-1") for text in extra),
    ]
    resources = " ".join(f"/{key} {number} 0 R" for number, key in enumerate(fonts, 3))
    key, encryption = _encryption(user) if user is not None else (None, "")
    for index, page in enumerate(pages):
        number = first_page + 2 * index
        width, height = page.size
        notes = f"/Annots [{' '.join(page.notes)}]" if page.notes else ""
        box = "" if "/MediaBox" in page.entries else f"/MediaBox [0 0 {width} {height}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {box} /Resources << /Font << {resources} >> >> {notes} {page.entries} "
            f"/Contents {number + 1} 0 R >>".encode()
        )
        stream = "\n".join(page.operators).encode("cp1252")
        if key is not None:
            stream = rc4(hashlib.md5(key + (number + 1).to_bytes(3, "little") + b"\0\0").digest()[:10], stream)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    if encryption:
        objects.append(encryption.encode("latin-1"))
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    secured = f"/Encrypt {len(objects)} 0 R /ID [<{_ID.hex()}> <{_ID.hex()}>]" if encryption else ""
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {secured} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


_ID = b"0123456789abcdef"
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _encryption(user: bytes) -> tuple[bytes, str]:
    """The file's key and its encryption dictionary: the standard handler's revision 2; the owner has a password."""
    padded = (user + _PADDING)[:32]
    owner = rc4(hashlib.md5((b"owner" + _PADDING)[:32]).digest()[:5], padded)
    allowed = (-44).to_bytes(4, "little", signed=True)
    key = hashlib.md5(padded + owner + allowed + _ID).digest()[:5]
    check = rc4(key, _PADDING)
    return key, f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{check.hex()}> /P -44 >>"
