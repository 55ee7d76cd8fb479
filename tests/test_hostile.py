"""Small hostile files end soon, in little memory and with one line; see tests/hostile."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kehoach_parser import parse
from kehoach_parser.cli import files, main, terminal
from kehoach_parser.errors import InputTooLarge, ParsingStopped, TooLarge, UnreadableInput
from kehoach_parser.limits import kept, names
from kehoach_parser.limits.isolation import MEMORY, call_isolated
from kehoach_parser.limits.kept import call_kept
from kehoach_parser.readers import read
from kehoach_parser.readers.shared.programs import TooSlow, run_program
from tests.hostile.__main__ import fault, run
from tests.hostile.attacks import ATTACKS, docx, page, paragraph

DOCS = Path(__file__).parent.parent / "docs" / "limits.md"
QUICK = (
    "list_start_infinite",
    "list_start_letter",
    "symbol_negative",
    "html_spans",
    "html_style",
    "html_charset_undefined",
    "html_charset_punycode",
    "mhtml_charset",
    "entities",
    "huge_number",
    "grouped_number",
    "superscript_digit",
    "exponent",
)


@pytest.mark.parametrize("name", QUICK)
def test_a_quick_attack_is_read_or_refused(name: str) -> None:
    file, make = ATTACKS[name]
    try:
        parse(make(), name=file, ocr="never")
    except UnreadableInput as error:
        assert "\n" not in str(error)


@pytest.mark.slow
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_with_one_line(name: str) -> None:
    """How long it takes and how much memory is measured by `python -m tests.hostile`, where nothing else runs."""
    cost = run(name)
    assert not set(fault(cost).split()) - {"slow", "big"}, cost


ALLOWED = """
import sys, resource
from kehoach_parser.limits.isolation import MEMORY, limit_resources, memory_by_size
size, held = map(int, sys.argv[1:])
limit_resources(MEMORY)
kept = bytearray(held)
with memory_by_size(size):
    print(resource.getrlimit(resource.RLIMIT_DATA)[0])
    more = bytearray(2**20)
assert resource.getrlimit(resource.RLIMIT_DATA)[0] == MEMORY
"""


def test_memory_goes_by_the_size_of_a_pdf() -> None:
    """A few hundred bytes that draw themselves over and over are given up before they fill a gigabyte; a process that
    holds much of an earlier file may take as much as another."""

    def allowed(size: int, held: int) -> int:
        command = [sys.executable, "-c", ALLOWED, str(size), str(held)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    assert 512 * 2**20 < allowed(1000, 0) < 2**30
    assert allowed(1000, 2**30) >= allowed(1000, 0) + 2**30 - 2**20  # no two processes hold just the same
    assert allowed(2**30, 0) == MEMORY  # a large one may have all


def test_every_bound_is_documented_and_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    told = DOCS.read_text("utf-8")
    for field in names():
        assert f"| `{field.name}` | {field.default:,} |" in told
    monkeypatch.setenv("KEHOACH_MAX_TEXT_CHARS", "10")
    with pytest.raises(TooLarge, match="limit max_text_chars"):
        read("Kế hoạch phát triển".encode(), name="a.txt")
    assert TooLarge is InputTooLarge


def test_a_deep_page_says_what_was_left_out() -> None:
    source = read(ATTACKS["html_deep"][1](), name="a.html")
    assert [finding.code for finding in source.findings] == ["part_left_out"]


def test_chunks_beyond_the_bound_are_told() -> None:
    source = read(ATTACKS["chunk_deep"][1](), name="a.docx")
    assert "part_left_out" in [finding.code for finding in source.findings]
    assert not read(docx(paragraph("Kế hoạch")), name="a.docx").findings


def test_a_child_that_dies_or_hangs_is_one_refused_file() -> None:
    with pytest.raises(ParsingStopped, match=r"a\.pdf: .*SIGKILL") as raised:
        call_isolated(signal.raise_signal, signal.SIGKILL, name="a.pdf")
    assert raised.value.reason == "crash"
    with pytest.raises(ParsingStopped) as raised:
        call_isolated(signal.pause, name="a.pdf", seconds=0.1)
    assert raised.value.reason == "timeout"
    with pytest.raises(ParsingStopped) as raised:
        call_isolated(bytearray, 2**31, name="a.pdf", memory=2**30)
    assert raised.value.reason == "memory"


def test_isolation_gives_the_same_plan_and_the_same_errors() -> None:
    text = "KẾ HOẠCH\nPhát triển thư viện\nI. MỤC TIÊU\n- Ít nhất 70% số xã có thư viện.\n".encode()
    assert parse(text, name="a.txt", isolate=True) == parse(text, name="a.txt")
    with pytest.raises(UnreadableInput, match="is empty"):
        parse(b"", isolate=True)


def test_a_program_is_ended_with_its_children(tmp_path: Path) -> None:
    with pytest.raises(TooSlow):
        run_program(["sh", "-c", f"sleep 60 & echo $! > {tmp_path}/pid; wait"], seconds=0.3)
    child = int((tmp_path / "pid").read_text())
    stat_file = Path(f"/proc/{child}/stat")
    end = time.monotonic() + 10  # a signal that was sent takes effect when the child runs next
    while stat_file.exists() and stat_file.read_text().split()[2] != "Z":
        assert time.monotonic() < end, "the child lives on"
        time.sleep(0.01)


def test_a_symbolic_link_is_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    link.symlink_to(real)
    files.write_bytes(b"new", link)
    assert link.is_symlink() and real.read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "real.json"]


@pytest.mark.parametrize("call", ["fsync", "chmod", "replace", "open"])
def test_each_failing_call_leaves_the_old_file(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / ".a.json.1"))

    with monkeypatch.context() as patched:
        patched.setattr(os if call == "fsync" else Path, call, fail)
        with pytest.raises(OSError, match="No space left") as raised:
            files.write_bytes(b"new", target)
    assert raised.value.filename == str(target)
    assert target.read_text() == "old" and [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert stat.S_ISREG(target.stat().st_mode)


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert terminal.escape("kế\x1b[2J\udcff.txt") == "kế\\x1b[2J\\xff.txt"


def test_a_paragraph_of_thousands_of_figures_is_cut_with_an_issue() -> None:
    head = "KẾ HOẠCH\nTrồng rừng năm 2025\nI. CHỈ TIÊU\n- Trồng 300 ha rừng, "
    words = head + "chăm sóc 20 ha, " * 2000 + "\n- Mở 50 lớp tập huấn.\n"
    plan = parse(words.encode(), name="a.txt")
    (issue,) = [issue for issue in plan.issues if issue.code == "statement_cut"]
    assert issue.evidence is not None and issue.evidence.quote.endswith("chăm sóc 20 ha,")
    assert [measure.low for measure in plan.targets[0].measures][:2] == [300, 20]
    assert plan.targets[-1].measures[0].low == 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="elsewhere the child process does not inherit what is patched")
def test_a_failure_of_ours_is_one_line_with_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("kehoach_parser.archive.reading.parse", fail)
    path = tmp_path / "a.txt"
    path.write_text("KẾ HOẠCH\nMở lớp\n", "utf-8")
    assert main(["parse", str(path), "-o", str(tmp_path / "a.json")]) == 2
    (said,) = capfd.readouterr().err.splitlines()
    assert "a.txt: the parser failed (ZeroDivisionError: division by zero); please report this file" in said
    assert not (tmp_path / "a.json").exists()


_COMMAND = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
_BROKEN = """
import kehoach_parser.readers as readers
plain = readers.read
def read(source, **given):
    if b"tre bay" in (source if isinstance(source, bytes) else open(source, "rb").read()):
        raise ZeroDivisionError("division by zero")
    return plain(source, **given)
readers.read = read
"""
"""A reader with a fault, as every interpreter that finds it loads it: workers too, which inherit nothing else."""


@pytest.mark.parametrize("options", [[], ["--jobs", "2"], ["--jobs", "1"]], ids=["plain", "two", "one"])
def test_all_goes_on_behind_a_failure_of_ours(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "sitecustomize.py").write_text(_BROKEN, "utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()
    for name, words in {"a": "Mở lớp", "b": "Mo tre bay", "c": "Trồng rừng"}.items():
        (folder / f"{name}.txt").write_text(f"KẾ HOẠCH\n{words}\n", "utf-8")
    target = tmp_path / "all.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, "parse", str(folder), "--all", *options, "-o", str(target)],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if "division" in line]
    assert done.returncode == 1, done.stderr
    (line,) = told
    assert line.endswith("b.txt: the parser failed (ZeroDivisionError: division by zero); please report this file")
    assert "Traceback" not in done.stderr
    titles = [json.loads(line)["metadata"]["title"] for line in target.read_text("utf-8").splitlines()]
    assert titles == ["Mở lớp", "Trồng rừng"]


@pytest.mark.parametrize("size", ["0", "0.01", "0.04"])
def test_letters_of_no_size_divide_nothing(size: str) -> None:
    lines = "".join(f"(Ke hoach {number}) Tj 0 -14 Td " for number in "abcd")
    plan = parse(page(f"BT /F {size} Tf 50 700 Td {lines}ET".encode()), name="a.pdf", ocr="never")
    assert plan.text is not None


@pytest.mark.parametrize("name", ["result.json", "result.jsonl"])
def test_the_command_writes_through_a_symbolic_link(name: str, tmp_path: Path) -> None:
    path, real, link = tmp_path / "a.txt", tmp_path / f"real-{name}", tmp_path / name
    path.write_text("KẾ HOẠCH\nMở lớp\n", "utf-8")
    real.write_text("old")
    link.symlink_to(real)
    assert main(["parse", str(path), "-o", str(link)]) == 0
    assert link.is_symlink() and "Mở lớp" in real.read_text("utf-8")


def test_no_room_for_the_child_process_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere")

    monkeypatch.setattr("tempfile.mkdtemp", fail)
    path = tmp_path / "a.txt"
    path.write_text("KẾ HOẠCH\nMở lớp\n", "utf-8")
    assert main(["parse", str(path)]) == 2
    (said,) = capfd.readouterr().err.splitlines()
    assert "No space left on device" in said


def _pid(number: int = 0) -> int:
    return os.getpid() + number


def _leave(folder: str) -> tuple[str, int]:
    Path(tempfile.gettempdir(), "left").write_text("left")
    return tempfile.gettempdir(), subprocess.Popen(["sleep", "60"]).pid


forked = pytest.mark.skipif(not hasattr(os, "fork"), reason="without forks nothing is kept")


@forked
def test_a_kept_child_does_one_call_after_the_other() -> None:
    first = call_kept(_pid, name="a.txt")
    assert first != os.getpid() and call_kept(_pid, name="a.txt") == first
    with pytest.raises(TypeError):
        call_kept(_pid, "a", name="a.txt")
    assert call_kept(_pid, 0, name="a.txt") == first
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(call_kept, _pid, name="a.txt").result() not in (first, os.getpid())
    assert call_kept(_pid, name="a.txt") == first


@forked
@pytest.mark.parametrize(
    ("reason", "function", "given"),
    [("crash", signal.raise_signal, signal.SIGKILL), ("timeout", signal.pause, None), ("memory", bytearray, 2**34)],
    ids=["crash", "timeout", "memory"],
)
def test_a_kept_child_that_dies_or_hangs_costs_its_own_call(reason: str, function: Any, given: Any) -> None:
    before = call_kept(_pid, name="a.txt")
    with pytest.raises(ParsingStopped, match=r"^a\.pdf: ") as raised:
        call_kept(function, *([] if given is None else [given]), name="a.pdf", seconds=0.3 if given is None else 60)
    assert raised.value.reason == reason
    assert call_kept(_pid, name="a.txt") not in (before, os.getpid())
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)


@forked
def test_a_kept_child_that_ended_unasked_is_replaced() -> None:
    before = call_kept(_pid, name="a.txt")
    os.kill(before, signal.SIGKILL)
    assert call_kept(_pid, name="a.txt") != before


@forked
def test_a_kept_child_sees_the_folder_and_the_bounds_of_its_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "KẾ HOẠCH\nPhát triển thư viện\nI. MỤC TIÊU\n- Ít nhất 70% số xã có thư viện.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with pytest.raises(UnreadableInput, match="no such file"):
        parse("a.txt", isolate=True)
    monkeypatch.chdir(tmp_path)
    assert parse("a.txt", isolate=True) == parse("a.txt")
    monkeypatch.setenv("KEHOACH_MAX_LINES", "2")
    with pytest.raises(InputTooLarge):
        parse("a.txt", isolate=True)


@forked
def test_what_a_kept_child_leaves_ends_with_the_call() -> None:
    folder, started = call_kept(_leave, "", name="a.txt")
    assert not Path(folder).exists()
    for _ in range(100):
        state = Path(f"/proc/{started}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            break
        time.sleep(0.02)
    else:
        pytest.fail("what the call started is still there")


@forked
def test_a_kept_child_ends_with_its_owner() -> None:
    code = (
        "import os; from kehoach_parser.limits.kept import call_kept; "
        "print(call_kept(os.getpid, name='a'), flush=True); {}"
    )
    for end in ("pass", "os._exit(0)", "os.kill(os.getpid(), 9)"):
        done = subprocess.run([sys.executable, "-c", code.format(end)], capture_output=True, text=True, check=False)
        child = int(done.stdout)
        for _ in range(100):
            if not Path(f"/proc/{child}").exists():
                break
            time.sleep(0.02)
        else:
            pytest.fail(f"it is still there: {end}")


@forked
def test_an_idle_child_ends_and_the_next_call_has_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "IDLE", 0.05)
    monkeypatch.setenv("KEHOACH_TEST", "1")  # so that it has a child of its own
    before = call_kept(_pid, name="a.txt")
    time.sleep(0.3)
    assert call_kept(_pid, name="a.txt") != before
