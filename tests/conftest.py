"""Fixtures that several test files share: the corpus, the samples beside the repository, rendered plans."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from .browsers import chromium
from .rendering.documents import render_docx, render_pdf

os.environ["LC_ALL"] = "C.UTF-8"  # what the commands say follows the locale, and the tests read it in English
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
"""The check tries the same examples each time; HYPOTHESIS_PROFILE=search looks for new ones."""

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
ALL_PLANS = sorted(path.parent.name for path in CORPUS.glob("*/gold.json"))
PLANS = [slug for slug in ALL_PLANS if not slug.startswith("made-")]
"""The real plans; the others were written for the tests."""


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files beside the repository; the test skips where it is absent."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the folder of real samples is not beside the repository")
    return folder


@pytest.fixture(scope="session")
def plan_text() -> Callable[[str], str]:
    """Gives the source text of a plan of the corpus by its slug."""
    return lambda slug: (CORPUS / slug / "source.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def plan_docx(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives a plan of the corpus as DOCX, rendered once a session."""
    folder = tmp_path_factory.mktemp("docx")

    def render(slug: str) -> Path:
        path = folder / f"{slug}.docx"
        if not path.exists():
            render_docx((CORPUS / slug / "source.txt").read_text("utf-8"), path)
        return path

    return render


@pytest.fixture(scope="session")
def plan_pdf(plan_docx: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives a plan of the corpus as PDF, rendered once a session; skips without LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed: apt-get install libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("pdf")

    def render(slug: str) -> Path:
        path = folder / f"{slug}.pdf"
        return path if path.exists() else render_pdf(plan_docx(slug), folder)

    return render


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A headless Chromium with a profile of its own."""
    with chromium(tmp_path_factory.mktemp("profile")) as found:
        yield found
