"""Importing the package, and asking a command for help, loads none of the heavy libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_a_document_is_read_without_what_compares_plans(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("KẾ HOẠCH\nTrồng cây năm 2026\nI. MỤC TIÊU\n- Trồng 500 cây.\n", "utf-8")
    code = f"""
import sys
from kehoach_parser.cli import main_parse
main_parse([{str(plan)!r}, '-o', {str(tmp_path / "plan.json")!r}])
print([name for name in ('numpy', 'scipy', 'lxml', 'pypdfium2') if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert (tmp_path / "plan.json").is_file()
