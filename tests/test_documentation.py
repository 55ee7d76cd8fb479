"""The site of the documentation, the citation file and the forms for reports hold together."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import kehoach_parser

from .conftest import ROOT

yaml: Any = pytest.importorskip("yaml")


def _pages(entry: Any) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    children = entry.values() if isinstance(entry, dict) else entry
    return [page for child in children for page in _pages(child)]


def test_every_page_is_in_the_navigation_once() -> None:
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert sorted(_pages(site["nav"])) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


def test_the_citation_says_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert str(citation["version"]) == kehoach_parser.__version__
    assert {"cff-version", "message", "title", "authors", "license"} <= citation.keys()


def test_forms_ask_in_both_languages() -> None:
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    assert len(forms) >= 2
    for path in forms:
        form = yaml.safe_load(path.read_text("utf-8"))
        assert {"name", "description", "body"} <= form.keys() and " / " in form["name"]
        ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
        assert ids and len(ids) == len(set(ids))


def test_the_library_is_described_name_by_name() -> None:
    described = re.findall(r"^::: kehoach_parser\.(\w+)$", (ROOT / "docs" / "library.md").read_text("utf-8"), re.M)
    assert sorted(described) == sorted(set(kehoach_parser.__all__) - {"__version__"})


@pytest.mark.slow
@pytest.mark.skipif(
    any(find_spec(name) is None for name in ("mkdocs", "material", "mkdocstrings_handlers")),
    reason="pip install 'kehoach-parser[docs]'",
)
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "site" / "cookbook.vi.html").is_file()
    assert "Every target measure of" in (tmp_path / "site" / "library.html").read_text("utf-8")
    shutil.rmtree(tmp_path / "site")


@pytest.mark.slow
@pytest.mark.skipif(
    any(find_spec(name) is None for name in ("nbclient", "ipykernel", "polars")),
    reason="pip install 'kehoach-parser[docs]' polars",
)
def test_the_notebook_says_what_its_cells_give() -> None:
    command = [sys.executable, str(ROOT / "tools" / "notebook"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"run tools/notebook; {done.stderr[-2000:]}"
