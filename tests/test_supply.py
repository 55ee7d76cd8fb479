"""What the project is made of: licences of what it installs, and a wheel that is the same however often it is built."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
import sys
from email.message import Message
from importlib.metadata import Distribution, distribution
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from .conftest import ROOT

TOOL = runpy.run_path(str(ROOT / "tools" / "licences"), run_name="tools")


def package(**fields: str) -> Distribution:
    metadata = Message()
    for name, value in fields.items():
        metadata.add_header(name.replace("_", "-"), value)
    return cast(Distribution, SimpleNamespace(metadata=metadata))


def test_what_the_project_installs_is_free_of_gpl() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "licences"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names = [line.split("\t")[0] for line in done.stdout.splitlines()]
    assert {"kehoach-parser", "lxml", "pydantic", "pypdfium2"} <= set(names)


@pytest.mark.parametrize(
    ("fields", "forbidden"),
    [
        ({"License_Expression": "AGPL-3.0-or-later"}, True),
        ({"License_Expression": "MIT OR GPL-2.0-only"}, True),
        ({"Classifier": "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"}, True),
        ({"Classifier": "License :: OSI Approved :: GNU Affero General Public License v3"}, True),
        ({"License_Expression": "LGPL-2.1-or-later"}, False),
        ({"License": "BSD 3-Clause\nlong text"}, False),
    ],
)
def test_a_forbidden_licence_is_told(fields: dict[str, str], forbidden: bool) -> None:
    assert bool(TOOL["FORBIDDEN"].search(TOOL["read_licence"](package(**fields)))) is forbidden


def test_the_lock_holds_what_is_required() -> None:
    """Every package that is required here stands in the lock with hashes."""
    lock = (ROOT / "requirements.lock").read_text("utf-8").lower()
    names = [name for name in TOOL["find_required"]("kehoach-parser") if name != "kehoach-parser"]
    missing = [name for name in names if f"\n{name}==" not in lock]
    assert missing == []
    assert lock.count("--hash=sha256:") > len(names)


def test_the_wheel_is_the_same_twice(tmp_path: Path) -> None:
    pytest.importorskip("build")
    pytest.importorskip("hatchling")
    environment = {**os.environ, "PYTHON": sys.executable}
    done = subprocess.run(
        [ROOT / "tools" / "wheel", tmp_path], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert distribution("kehoach-parser").version in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pyright") is None, reason="pyright is not installed")
def test_the_types_are_complete() -> None:
    """`pyright --verifytypes`: what other tools see of the package has a known type everywhere."""
    command = ["pyright", "--verifytypes", "kehoach_parser", "--ignoreexternal", "--outputjson"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)["typeCompleteness"]
    assert told["completenessScore"] == 1, [s["name"] for s in told["symbols"] if not s["isTypeKnown"]][:20]
