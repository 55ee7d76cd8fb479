"""Each recipe of docs/extending.md, followed to the letter in a copy of the package by one who adds nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

BLOCK = re.compile(r"^```\w+ (append|create|check) ?(\S*)\n(.*?)^```$|^```diff (\S+)\n(.*?)^```$", re.M | re.S)
RECIPES = re.split(r"^## ", (ROOT / "docs" / "extending.md").read_text("utf-8"), flags=re.M)[1:]


def follow(recipe: str, copy: Path) -> str:
    """Does what the blocks of a recipe say, and gives its check."""
    check = ""
    for verb, path, body, changed, lines in BLOCK.findall(recipe):
        target = copy / (path or changed)
        if verb == "check":
            check += body
        elif verb == "append":
            target.write_text(target.read_text("utf-8") + body, "utf-8")
        elif verb == "create":
            assert not target.exists(), path
            target.write_text(body, "utf-8")
        else:
            old = "\n".join(line[1:] for line in lines.splitlines() if line[:1] in " -")
            new = "\n".join(line[1:] for line in lines.splitlines() if line[:1] in " +")
            text = target.read_text("utf-8")
            assert text.count(old) == 1, f"{changed}: these lines stand {text.count(old)} times: {old}"
            target.write_text(text.replace(old, new), "utf-8")
    return check


@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.splitlines()[0] for recipe in RECIPES])
def test_a_recipe_works(recipe: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    check = tmp_path / "check.py"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "PYTHONDONTWRITEBYTECODE": "1"}

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(check)]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    wanted = follow(recipe, tmp_path)
    assert wanted, "a recipe without a check"
    check.write_text(wanted, "utf-8")
    done = run()
    assert done.returncode == 0, done.stderr
    shutil.rmtree(tmp_path / "src")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    assert run().returncode, "the check holds without the addition"


def test_there_are_the_six_additions() -> None:
    names = [recipe.splitlines()[0] for recipe in RECIPES]
    assert names == ["A unit", "A heading's wording", "An agency", "A format", "An extractor", "An export"]
