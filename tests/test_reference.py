"""The pages of the documentation that repeat what the code says are made by tools/reference, and are up to date."""

from __future__ import annotations

import os
import runpy
import sys
from unittest.mock import patch

import pytest

from kehoach_parser.cli.language import set_language, spoken

from .conftest import ROOT

PAGES = runpy.run_path(str(ROOT / "tools" / "reference"), run_name="tools")["PAGES"]


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="argparse sets its help otherwise")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_code_says(name: str) -> None:
    before = spoken()
    with patch.dict(os.environ):
        written = PAGES[name]()
    set_language(before)
    assert (ROOT / "docs" / name).read_text("utf-8") == written, "run tools/reference"
