"""Every command of the documentation is run as it is written, in a folder with the files it names."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from .conftest import CORPUS, ROOT

PLANS = {
    "ha-noi": "ha-noi-2024",
    "hai-phong": "hai-phong-268-2021",
    "lai-chau": "lai-chau-2021-2025",
    "hong-phong": "hong-phong-2023",
    "lao-cai": "lao-cai-142-2020",
}
OF_THE_MACHINE = (
    "apt-get",
    "brew ",
    "pip install",
    "dask ",
    "helm ",
    "kubectl ",
    "--scheduler",
    "kehoach serve",
    "completion",
)
"""What names these changes the machine, needs another one or goes on for ever: other tests run it in its own way."""
DOCUMENTS = (
    "README.md",
    *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md") if not path.stem.endswith(".vi")),
)


def blocks(name: str) -> list[str]:
    """The commands in a document's shell blocks, in order."""
    found = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)
    return [line for block in found for line in block.strip().split("\n")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plans, a draft, a programme, and `kehoach` and `kehoach-parse` on the path."""
    made = tmp_path_factory.mktemp("cookbook")
    (made / "plans").mkdir()
    for short, slug in PLANS.items():
        shutil.copy(CORPUS / slug / "source.txt", made / "plans" / f"{short}.txt")
    ha_noi = (made / "plans" / "ha-noi.txt").read_text("utf-8")
    (made / "ha-noi-2025.txt").write_text(ha_noi.replace("2024", "2025"), "utf-8")
    shutil.copy(CORPUS / "made-quyet-dinh-ttg" / "source.txt", made / "programme.txt")
    document = docx.Document()
    for line in (made / "plans" / "hai-phong.txt").read_text("utf-8").split("\n"):
        document.add_paragraph(line)
    document.save(made / "draft.docx")
    (made / "old" / "2023").mkdir(parents=True)
    document.save(made / "old" / "2023" / "plan.docx")
    with zipfile.ZipFile(made / "more.zip", "w") as more:
        more.write(made / "plans" / "hai-phong.txt", "more/hai-phong.txt")
    shutil.copy(made / "plans" / "hai-phong.txt", made / "plan.txt")
    shutil.copy(made / "programme.txt", made / "programme.pdf")  # what a file is, its content tells
    (made / "corrections").mkdir()
    (made / "gold" / "plan").mkdir(parents=True)
    for command, function in (("kehoach", "main"), ("kehoach-parse", "main_parse")):
        script = made / "bin" / command
        script.parent.mkdir(exist_ok=True)
        code = f"import sys\nfrom kehoach_parser.cli import {function}\nsys.exit({function}())\n"
        script.write_text(f"#!{sys.executable}\n{code}")
        script.chmod(0o755)
    return made


def run(command: str, folder: Path) -> None:
    """Runs a command in the folder: it ends well and writes what it names behind -o."""
    environment = {"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"), "HOME": str(folder)}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, text=True, env=environment, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "internal error" not in done.stderr
    for output in re.findall(r" -o (\S+)", command):
        assert (folder / output).stat().st_size > 0, output


@pytest.mark.parametrize(("name", "least"), [("cookbook", 20), ("guide", 15), ("install", 4), ("tutorial", 8)])
def test_both_languages_have_the_same_commands(name: str, least: int) -> None:
    commands, vietnamese = (
        [line.split("  # ")[0] for line in blocks(f"docs/{name}{language}.md")] for language in ("", ".vi")
    )
    assert commands == vietnamese
    assert len(commands) >= least


@pytest.mark.parametrize(
    "name", [*DOCUMENTS, "README.vi.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.vi.md"))]
)
def test_commands_stand_in_shell_blocks(name: str) -> None:
    """What stands elsewhere is run by nobody."""
    outside = re.sub(r"```.*?```", "", (ROOT / name).read_text("utf-8"), flags=re.S)
    assert not re.findall(r"^(?: {4}|\$ )(?:kehoach|python|tools|pip)\b.*", outside, re.M)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("command", dict.fromkeys(line for name in DOCUMENTS for line in blocks(name)))
def test_a_command_does_what_it_says(command: str, folder: Path, request: pytest.FixtureRequest) -> None:
    if any(words in command for words in OF_THE_MACHINE) or "kehoach evaluate" in command:
        pytest.skip("changes the machine, or is run by another test")
    if "archive/" in command:
        pytest.importorskip("duckdb")
        if "--into" not in command and not (folder / "archive").exists():
            run("kehoach collect plans/ --into archive/", folder)
    if "--pairs pairs.json" in command and not (folder / "pairs.json").exists():
        run("kehoach compare plans/*.txt --baseline 1629 --write-pairs pairs.json -o matrix.xlsx", folder)
    if "calendar" in command:
        pytest.importorskip("icalendar")
    if "plan.pdf" in command and not (folder / "plan.pdf").exists():
        plan_pdf: Callable[[str], Path] = request.getfixturevalue("plan_pdf")
        shutil.copy(plan_pdf("ha-noi-2024"), folder / "plan.pdf")
    run(command, folder)
