"""Old office formats. The conversions run where LibreOffice or antiword is installed."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from kehoach_parser.errors import EncryptedInput, MissingTool, UnreadableInput
from kehoach_parser.readers import office
from kehoach_parser.readers.office import read_office
from kehoach_parser.source import Line

RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 .VnTime;}}\f0\fs26 K\'d5 ho\'b9ch th\'f9c hi\'d6n\par "
    rb"Ch\'ad\'ac ng tr\'d7nh\par}"
)

needs_libreoffice = pytest.mark.skipif(
    office.find_soffice() is None,
    reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
)


def no_programs(name: str) -> None:
    return None


@needs_libreoffice
@pytest.mark.slow
def test_rtf_in_a_legacy_font_through_libreoffice() -> None:
    source = read_office(RTF, "cu.rtf", kind="rtf")
    lines = [block.text for block in source.blocks if isinstance(block, Line) and block.text]
    assert lines[0] == "Kế hoạch thực hiện"
    assert source.legacy_encoding == "tcvn3"
    assert source.media_type == "application/rtf"
    assert source.sha256 == hashlib.sha256(RTF).hexdigest()


@needs_libreoffice
@pytest.mark.slow
def test_what_libreoffice_cannot_read_is_an_error_of_ours() -> None:
    with pytest.raises(UnreadableInput, match=r"hong\.odt"):
        read_office(b"PK\x03\x04 no archive", "hong.odt", kind="odt")


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed: apt-get install antiword")
def test_antiword_steps_in_for_doc(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    source = read_office((samples / "legacy" / "2003-02144qd.doc").read_bytes(), "cu.doc", kind="doc")
    assert source.legacy_encoding == "tcvn3"
    assert [finding.code for finding in source.findings] == ["reduced_reading"]
    assert any("Căn cứ Nghị định số 86/2002/NĐ-CP" in block.text for block in source.blocks if isinstance(block, Line))


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_a_missing_program_is_named_in_one_line(kind: office.OfficeKind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", no_programs)
    with pytest.raises(MissingTool) as caught:
        read_office(RTF, f"ke-hoach.{kind}", kind=kind)
    message = str(caught.value)
    assert "LibreOffice" in message and f"ke-hoach.{kind}" in message and "\n" not in message


def test_an_encrypted_doc_says_so() -> None:
    head = bytearray(600)
    head[512:514] = b"\xec\xa5"
    head[523] = 1
    with pytest.raises(EncryptedInput):
        read_office(bytes(head), "mat.doc", kind="doc")


def test_the_time_limit_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIME_LIMIT", 0.05)
    with pytest.raises(UnreadableInput, match="took longer"):
        office._run(["sleep", "60"], "lau.doc", "sleep", cwd="/")
