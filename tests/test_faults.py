"""Every call of the file system in a run fails in turn: what was there stays as it was, or the new is there whole.

`python -m tests.test_faults` prints how many faults were injected, call by call (docs/reliability.md).
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from kehoach_parser import parse
from kehoach_parser.archive import collect
from kehoach_parser.cli import main
from kehoach_parser.errors import KehoachError

from .faults import Kind, failing
from .test_archive import read_content

TEXT = """ỦY BAN NHÂN DÂN TỈNH AN GIANG
Số: {number}/KH-UBND
An Giang, ngày 1 tháng 2 năm 2025
KẾ HOẠCH
Phát triển thư viện năm 2025
I. MỤC TIÊU
- Ít nhất {share}% số xã có thư viện.
II. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ bố trí kinh phí trước ngày 30/6/2025.
PHỤ LỤC I
STT\tNội dung\tNăm 2025
1\tTủ sách\t{share}%
2\tLớp học\t12
"""
RUNS: dict[str, Sequence[str]] = {
    # output: the command without `-o`; IN is the folder of the plans
    "plan.json": ("parse", "IN/1.json"),
    "plans.jsonl": ("parse", "IN/1.json", "IN/2.json", "--jobs", "1"),
    "plans.csv": ("parse", "IN/1.json"),
    "plan.md": ("parse", "IN/1.json"),
    "plan.docx": ("parse", "IN/1.json"),
    "plan.html": ("view", "IN/1.json"),
    "tables.xlsx": ("tables", "IN/1.json"),
    "tables": ("tables", "IN/1.json", "--format", "csv"),
    "comparison.xlsx": ("compare", "--baseline", "IN/1.json", "IN/2.json"),
    "comparison.json": ("compare", "--baseline", "IN/1.json", "IN/2.json"),
    "agencies.csv": ("agencies", "IN/1.json"),
    "calendar.ics": ("calendar", "IN/1.json"),
}
QUICK = ("plan.json", "tables", "agencies.csv", "comparison.json")
"""Outputs whose faults are injected in every run of the tests; the others in the slow ones."""
KINDS: tuple[tuple[Kind, bool], ...] = (("ENOSPC", False), ("EIO", False), ("short", False), ("ENOSPC", True))
State = dict[str, bytes]


def _plans(folder: Path) -> Path:
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(TEXT.format(number=number, share=60 + number), "utf-8")
    return folder


def _parsed(folder: Path) -> Path:
    """Parsed plans: a run that only writes takes milliseconds."""
    _plans(folder)
    for path in sorted(folder.iterdir()):
        path.with_suffix(".json").write_text(parse(path, name=path.name).model_dump_json(), "utf-8")
        path.unlink()
    return folder


def _state(folder: Path) -> State:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _restore(folder: Path, state: State) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in state.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _run(output: str, plans: Path, out: Path) -> int:
    arguments = [word.replace("IN/", f"{plans}/") for word in RUNS[output]]
    return main([*arguments, "-o", str(out / output)])


def inject(output: str, folder: Path, told: Callable[[], str]) -> Counter[str]:
    """Makes every call of a run fail, each in every way; returns how many faults there were, by call."""
    plans, out = _parsed(folder / "plans"), folder / "out"
    out.mkdir()
    assert _run(output, plans, out) == 0
    whole = _state(out)
    old = dict.fromkeys(whole, b"what was there")
    done: Counter[str] = Counter()
    for kind, lasting in KINDS:
        number = 0
        while True:
            _restore(out, old)
            told()
            with failing(out, number, kind, lasting=lasting) as calls:
                code = _run(output, plans, out)
            if calls.count <= number:  # none was left to fail
                assert code == 0 and _state(out) == whole
                break
            now = _state(out)
            name = calls.names[min(number, len(calls.names) - 1)]
            where = f"{output}: {kind} at call {number} ({name})"
            assert {key: now.get(key) in (old[key], whole[key]) for key in now} == dict.fromkeys(whole, True), where
            if now != whole:
                assert code == 2, f"{where}: exit {code}"
                said = [line for line in told().splitlines() if ": error: " in line]
                assert len(said) == 1, f"{where}: {said}"
            done[name] += 1
            number += 1
    return done


@pytest.mark.parametrize(
    "output", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in RUNS]
)
def test_each_fault_leaves_the_old_or_the_new(output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert inject(output, tmp_path, lambda: capsys.readouterr().err).total() >= 20


def collect_with_faults(folder: Path, kinds: Sequence[tuple[Kind, bool]], step: int = 1) -> Counter[str]:
    """An archive of one plan gets a second; each call fails: the archive opens, holds what it held or both, and the
    next run ends like an undisturbed one."""
    plans, where, before = _plans(folder / "plans"), folder / "archive", folder / "before"
    shutil.move(plans / "2.txt", folder / "2.txt")
    collect([plans], before, workers=1)
    shutil.move(folder / "2.txt", plans / "2.txt")
    shutil.copytree(before, where)
    collect([plans], where, workers=1)
    old, whole = read_content(before), read_content(where)
    done: Counter[str] = Counter()
    for kind, lasting in kinds:
        number = 0
        while True:
            shutil.rmtree(where)
            shutil.copytree(before, where)
            with failing(where, number, kind, lasting=lasting) as calls:
                try:
                    collect([plans], where, workers=1)
                except (OSError, KehoachError) as error:
                    assert "\n" not in str(error)
            if calls.count <= number:
                break
            seen = read_content(where)
            assert [row for row in seen["plans"] if row not in whole["plans"]] == [], f"{kind} at call {number}"
            assert [row for row in old["plans"] if row not in seen["plans"]] == [], f"{kind} at call {number}"
            collect([plans], where, workers=1)
            assert read_content(where) == whole, f"{kind} at call {number}"
            done[calls.names[number] if number < len(calls.names) else "call of a worker"] += 1
            number += step
    return done


@pytest.mark.slow
def test_a_fault_while_an_archive_grows_loses_nothing(tmp_path: Path) -> None:
    assert collect_with_faults(tmp_path, [("ENOSPC", True)], step=3)


@pytest.mark.slow
def test_every_fault_while_an_archive_grows_loses_nothing(tmp_path: Path) -> None:
    assert collect_with_faults(tmp_path, KINDS).total() >= 20


def _print_figures() -> None:
    total: Counter[str] = Counter()
    for output in RUNS:
        with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
            total += inject(output, Path(folder), lambda: "x: error: x")
    with tempfile.TemporaryDirectory() as folder:
        archive = collect_with_faults(Path(folder), KINDS)
    for name, counts in (("outputs of commands", total), ("an archive that grows", archive)):
        told = ", ".join(f"{call} {count}" for call, count in counts.most_common())
        print(f"{name}: {counts.total()} faults, each left the old or the new ({told})")


if __name__ == "__main__":
    sys.stderr = open("/dev/null", "w")  # noqa: PTH123, SIM115  (each fault says its line)
    _print_figures()
