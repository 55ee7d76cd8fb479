"""Real signed PDFs, whose number and day only the appearances of their signatures show (see samples/real/README)."""

from __future__ import annotations

from pathlib import Path

import pytest

from kehoach_parser import parse


@pytest.mark.parametrize(
    ("name", "number", "issued"),
    [
        ("signed-2b63ebaaf471", "36/GP-UBND", "2019-08-09"),
        ("signed-96c3bf6707b3", "27/GP-UBND", "2019-05-15"),
        ("signed-97f4be73b970", "37/GP-UBND", "2019-08-14"),
        ("signed-91610c193fbf", "04/GP-BTNMT", "2022-01-10"),
        ("LaoCai_SCT_1629_KHKTNT_NamCang", "1629/SCT-CN", "2026-03-27"),
    ],
)
def test_number_and_day_of_signed_files(name: str, number: str, issued: str, samples: Path) -> None:
    metadata = parse(samples / "real" / f"{name}.pdf").metadata
    assert (metadata.number, metadata.issued) == (number, issued)
