"""What `re` made of a pattern is kept from one run to the next, and is the same pattern."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach_parser.archive.reading import SAMPLE
from kehoach_parser.extract.words.numbers import NUMBERS
from kehoach_parser.language import compiled
from kehoach_parser.lexicon import calendar

from .conftest import ROOT

RUN = "import sys; from kehoach_parser.cli import main_parse; sys.exit(main_parse(sys.argv[1:]))"


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        ("đến|tới", 0),
        (r"(?P<day>\d+)\s+tháng\s+(?P<month>\d+)|(?i:quý)", re.IGNORECASE),
        (r"[٠-٩０-９⁰⁴-⁹％]+ # figures", re.VERBOSE),
        (r"(?m)^\s*Điều (\d+)", re.DOTALL),
        (calendar.load().point.pattern, calendar.load().point.flags),
        (NUMBERS.digits.pattern, NUMBERS.digits.flags),
    ],
)
def test_a_kept_pattern_is_the_same(source: str, flags: int) -> None:
    pattern = re.compile(source, flags)
    kept = compiled._make(source, flags).pattern(source)
    assert kept == compiled.compile_kept(source, flags)
    assert (kept.groups, kept.groupindex, kept.flags) == (pattern.groups, pattern.groupindex, pattern.flags)


def test_a_pattern_that_no_file_can_hold_costs_nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Lone surrogates in a class of letters: that pattern is left out, the others are kept."""
    path = tmp_path / "compiled.patterns"
    told = {("[\ud800-\udfff]", 0), *((f"a{number}", 0) for number in range(9))}
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "_path", lambda: path)
    monkeypatch.setattr(compiled, "_load", dict)
    monkeypatch.setattr(compiled, "_compiled", told)
    compiled.keep_compiled()
    kept = compiled.msgspec.msgpack.decode(path.read_bytes(), type=compiled._Kept)
    assert sorted(kept.patterns) == [f"0 a{number}" for number in range(9)]


def _parse(folder: Path, **more: str) -> bytes:
    path = folder / "plan.txt"
    path.write_text(SAMPLE, "utf-8")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": str(folder / "kept"), **more}
    done = subprocess.run([sys.executable, "-c", RUN, str(path)], env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout


def _kept(folder: Path) -> list[Path]:
    return list((folder / "kept").rglob("*.patterns"))


def test_a_command_keeps_what_it_has_compiled(tmp_path: Path) -> None:
    first = _parse(tmp_path)
    (path,) = _kept(tmp_path)
    written = path.read_bytes()
    assert _parse(tmp_path) == first
    assert path.read_bytes() == written  # nothing was compiled that is not kept, whatever the order of sets
    for damaged in (written[:1000], b"", written.replace(b"cpython", b"another")):
        path.write_bytes(damaged)
        assert _parse(tmp_path) == first


def test_nothing_is_kept_where_python_writes_no_compiled_modules(tmp_path: Path) -> None:
    _parse(tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert not _kept(tmp_path)


def test_a_folder_that_cannot_be_written_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(compiled, "_path", lambda: tmp_path / "file" / "x.patterns")
    monkeypatch.setattr(compiled, "_compiled", {(str(number), 0) for number in range(20)})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    compiled.keep_compiled()
    assert not list(tmp_path.rglob("*.patterns"))


def test_a_malformed_pattern_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_compiled", set())
    with pytest.raises(re.error):
        compiled.compile_kept("(", 0)
    assert not compiled._compiled
