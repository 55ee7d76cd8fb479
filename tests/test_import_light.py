"""Importing the package, and asking a command for help, loads none of the heavy libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "docx",
    "pdfplumber",
    "pypdfium2",
    "underthesea",
    "regex",
    "lxml",
    "cv2",
    "scipy",
    "numpy",
    "viparse",
    "jinja2",
    "tqdm",
)


@pytest.mark.parametrize(
    "statement",
    [
        "import kehoach_parser",
        "from kehoach_parser.cli import main_parse; main_parse(['--help'])",
        "from kehoach_parser.cli import main; main(['compare', '--help'])",
    ],
)
def test_nothing_heavy_is_loaded(statement: str) -> None:
    code = f"""
import sys
try:
    {statement}
except SystemExit:
    pass
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_help_does_not_even_load_the_models() -> None:
    code = """
import sys
from kehoach_parser.cli import main_parse
try:
    main_parse(['--help'])
except SystemExit:
    pass
print('pydantic' in sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "False"
