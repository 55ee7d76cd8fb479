"""The Source of a text format: name, hash and findings that all of them give alike."""

from __future__ import annotations

from hashlib import sha256

from ...source import Block, Finding, Source
from .encoding import Decoded


def make_source(
    data: bytes,
    name: str,
    media_type: str,
    blocks: tuple[Block, ...],
    decoded: Decoded,
    hints: dict[str, str],
) -> Source:
    """A Source of a text format, with a finding where bytes were no characters."""
    findings: tuple[Finding, ...] = ()
    if decoded.damaged:
        message = f"{decoded.damaged} byte không phải ký tự của bảng mã trong tệp."
        findings = (Finding("undecodable_bytes", message),)
    return Source(
        name,
        sha256(data).hexdigest(),
        media_type,
        blocks,
        legacy_encoding=decoded.legacy,
        findings=findings,
        hints=hints,
    )
