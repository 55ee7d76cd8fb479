"""Bytes of a text file -> characters: UTF-8, UTF-16, Windows-1258 and the Vietnamese encodings before
Unicode."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from msgspec import Struct

from ...errors import UnreadableInput
from ...language.patterns import compile_later
from ...source import LegacyEncoding
from .legacy import detect_and_convert

_BEYOND_LATIN1 = compile_later("[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]")
_LATIN1_LETTER = compile_later("[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
_NO_CONTROLS = bytes(code for code in range(256) if not (code <= 0x08 or 0x0E <= code <= 0x1F))
"""All bytes of UTF-8 but those of control characters that no text has."""
# Letters of Vietnamese outside ASCII (composed), and the signs that office texts use beside them.
_EXPECTED = frozenset(
    "àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
    + "“”‘’–—…•·°²³«»§©®±×½¼¾\xa0\xad"
)

_COLOUR = rb"\x1b?\[(?:\d{1,3}(?:;\d{1,3})*)?m(?!\])"
"""A terminal's colours in what a program printed (`ESC[1;32m`, or without ESC where that was lost); the end of every
colour is `[0m`, and no office writes that: without it a `[5m` stays what it is."""


class Decoded(Struct, frozen=True):
    """A text file's characters. `legacy` names an encoding from before Unicode, `damaged` counts bytes
    that were no character and became U+FFFD."""

    text: str
    legacy: LegacyEncoding | None = None
    damaged: int = 0


def decode(data: bytes, name: str) -> Decoded:
    """The characters of a text file, without a byte order mark; composed or not as they were found.

    Raises UnreadableInput where the bytes are no text in any of these encodings.
    """
    codec = guess_utf16(data)
    if not codec and b"[0m" in data:
        data = re.sub(_COLOUR, b"", data)
    if codec:
        return Decoded(data.decode(codec, "replace").lstrip("\ufeff"))
    if data.startswith(BOM_UTF8):
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_bytes(data, name)
    _refuse_binary(text, name)
    if not text.isascii() and not _BEYOND_LATIN1.search(text):
        # Vietnamese always has letters beyond Latin-1 (ơ, ư, đ, ạ): these may be old bytes stored as UTF-8.
        converted = _convert_legacy(text)
        if converted:
            return converted
    return Decoded(text)


def guess_utf16(data: bytes) -> str | None:
    """The codec of a text in 16-bit units, by its mark or by where its zero bytes lie; None for any other."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" not in data[:4096] or len(data) % 2:
        return None
    sample = data[:4096]
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        # The high byte of Latin, combining, Vietnamese and punctuation characters.
        if sum(map(high.count, (0x00, 0x01, 0x03, 0x1E, 0x20))) >= 0.95 * len(high) and not _has_nul_unit(sample):
            return codec
    return None


def _has_nul_unit(sample: bytes) -> bool:
    return any(sample[i] == 0 and sample[i + 1] == 0 for i in range(0, len(sample) - 1, 2))


def _decode_bytes(data: bytes, name: str) -> Decoded:
    """A text that is not wholly UTF-8: a few damaged bytes, Windows-1258, or an encoding before Unicode."""
    lenient = data.decode("utf-8", "replace")
    damaged = lenient.count("\ufffd")
    if damaged * 100 <= len(_BEYOND_LATIN1.findall(lenient)):
        return Decoded(lenient, damaged=damaged)
    windows = data.decode("cp1258", "replace")
    if _likeness(windows) >= 0.97:
        return Decoded(windows, damaged=windows.count("\ufffd"))
    converted = _convert_legacy(data.decode("latin-1"))
    if converted:
        return converted
    _refuse_binary(data.decode("latin-1"), name)
    if _likeness(windows) >= 0.8:
        return Decoded(windows, damaged=windows.count("\ufffd"))
    if damaged * 20 <= len(lenient):
        return Decoded(lenient, damaged=damaged)
    raise UnreadableInput(f"{name}: is text in no known encoding, or no text")


def _likeness(text: str) -> float:
    """The share of the characters outside ASCII that a Vietnamese text would have."""
    foreign = [ch for ch in unicodedata.normalize("NFC", text[:200_000]) if ch > "\x7f"]
    if not foreign:
        return 1.0
    return sum(ch in _EXPECTED for ch in foreign) / len(foreign)


def _convert_legacy(text: str) -> Decoded | None:
    with contextlib.suppress(UnicodeEncodeError):
        text = text.encode("cp1252").decode("latin-1")
    converted, encoding = detect_and_convert(text)
    return Decoded(converted, legacy=encoding) if encoding else None


def _refuse_binary(text: str, name: str) -> None:
    sample = text[:65_536]
    if len(sample.encode("utf-8", "surrogatepass").translate(None, _NO_CONTROLS)) * 50 > len(sample):
        raise UnreadableInput(f"{name}: holds control characters throughout, so it is no text")
