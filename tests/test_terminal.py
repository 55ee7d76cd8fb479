"""What the terminal says and offers: doubts in one line, tables that fit, completion, what to type for a program."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach_parser import cli
from kehoach_parser.cli import terminal
from kehoach_parser.readers.shared import packages

from .conftest import CORPUS

DOUBTFUL = CORPUS / "ha-noi-2024" / "source.txt"
SURE = CORPUS / "hai-phong-268-2021" / "source.txt"


def test_a_line_a_file_says_how_many_doubts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = tmp_path / "plan.json"
    assert cli.main(["parse", str(DOUBTFUL), "-o", str(stored)]) == 0
    assert capsys.readouterr().err == "kehoach parse: source.txt: 6 doubts (-v tells each)\n"
    assert cli.main(["parse", str(SURE), "-o", str(tmp_path / "a.json")]) == 0
    assert cli.main(["parse", "-q", str(DOUBTFUL), "-o", str(tmp_path / "b.json")]) == 0
    assert cli.main(["parse", str(stored), "-o", str(tmp_path / "c.json")]) == 0, "a parsed plan was told of before"
    assert capsys.readouterr().err == ""
    assert cli.main(["view", str(DOUBTFUL), "-o", str(tmp_path / "d.html")]) == 0
    assert "6 doubts" in capsys.readouterr().err
    assert cli.main(["parse", "-v", str(DOUBTFUL), "-o", str(tmp_path / "e.json")]) == 0
    told = capsys.readouterr().err
    assert told.count("warning: ") == 6 and "-v tells each" not in told


def test_a_scan_that_was_not_recognised_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from PIL import Image

    scan = tmp_path / "scan.pdf"
    Image.new("RGB", (900, 1200), "white").save(scan, "PDF")
    cli.main(["parse", "--ocr", "never", str(scan), "-o", str(tmp_path / "a.json")])
    assert "1 page not recognised" in capsys.readouterr().err


def test_the_widest_columns_give_way() -> None:
    lines = [["name", "note"], ["Hà Nội", "x" * 90], ["Thừa Thiên Huế", "ngắn"]]
    cut = terminal.fit(lines, 50)
    assert terminal.table([("lead", "tasks"), ("Sở Y tế", "12")], Path("x.txt"), numbers=(1,)) == (
        "lead     tasks\nSở Y tế     12\n"
    )
    assert max(map(len, ("  ".join(line) for line in cut))) <= 50
    assert [line[0] for line in cut] == ["name", "Hà Nội", "Thừa Thiên Huế"] and cut[1][1].endswith("x…")
    assert terminal.fit(lines, 200) == lines
    assert all(len(cell) <= 12 for line in terminal.fit([["y" * 40] * 9], 40) for cell in line)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_names_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("shtab")
    assert cli.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for command in (*cli.COMMANDS, "kehoach-parse", "fail-on", "language"):
        assert command in script, command


@pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="bash is not installed")
def test_bash_completes_commands_options_and_choices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("shtab")
    assert cli.main(["completion", "bash"]) == 0
    script = tmp_path / "kehoach.bash"
    script.write_text(capsys.readouterr().out, "utf-8")

    def offered(*words: str) -> set[str]:
        line = " ".join(f"'{word}'" for word in words)
        ask = (
            f"source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; "
            "$(complete -p kehoach | sed 's/.*-F \\([^ ]*\\).*/\\1/') kehoach; printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        done = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True, timeout=60)
        return set(done.stdout.split())

    assert {"compare", "calendar", "collect", "completion", "check"} >= offered("kehoach", "c") > {"compare"}
    assert "--language" in offered("kehoach", "compare", "--l")
    assert offered("kehoach", "compare", "--language", "") == {"vi", "en"}


@pytest.mark.parametrize(
    ("platform", "programs", "told"),
    [
        ("linux", {"apt-get"}, "apt-get install tesseract-ocr tesseract-ocr-vie"),
        ("linux", {"dnf"}, "dnf install tesseract tesseract-langpack-vie"),
        ("linux", set(), "install tesseract-ocr and its Vietnamese model (tesseract-ocr-vie)"),
        ("darwin", set(), "brew install tesseract tesseract-lang"),
        ("win32", set(), "winget install UB-Mannheim.TesseractOCR (and choose Vietnamese in its installer)"),
    ],
)
def test_the_advice_is_that_of_the_machine(
    platform: str, programs: set[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages.sys, "platform", platform)
    monkeypatch.setattr(packages.shutil, "which", lambda name: name if name in programs else None)
    assert packages.how_to_get("tesseract") == told
    assert packages.how_to_get("libreoffice") and packages.how_to_get("catdoc")
