"""docs/issues.md names every code that may stand in `issues`, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .conftest import ROOT

PACKAGE = ROOT / "src" / "kehoach_parser"
MAKERS = {"Finding", "Doubt", "Issue", "doubt", "Unsure"}
"""What makes a doubt out of a code, its first argument (or the one called `code`)."""
CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")


def listed() -> list[str]:
    return re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "issues.md").read_text("utf-8"), re.M)


def made() -> Iterator[tuple[str, str]]:
    """Each code that the package writes, with the place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name not in MAKERS:
                continue
            given = [k.value for k in node.keywords if k.arg == "code"] or node.args[:1]
            for value in given:
                for code in _codes(value):
                    yield code, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def _codes(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _codes(value.body)
        yield from _codes(value.orelse)


def words_of(path: Path) -> Iterator[str]:
    """Every piece of text of a module; of `code: message` its code."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.partition(": ")[0]


def test_every_code_of_the_package_is_listed() -> None:
    missing = {code: place for code, place in made() if code not in listed()}
    assert not missing, "docs/issues.md lacks these codes"


def test_every_listed_code_is_one_of_the_package() -> None:
    known = {word for path in sorted(PACKAGE.rglob("*.py")) for word in words_of(path)}
    known |= {f"uncertain_{kind}" for kind in ("number", "date")}  # extract/uncertain.py puts them together
    assert [code for code in listed() if code not in known] == []


def test_the_list_names_each_code_once_and_says_what_to_do() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "issues.md").read_text("utf-8").splitlines()
        if line.startswith("| `")
    ]
    assert len({row[0] for row in rows}) == len(rows) >= 40
    assert all(len(row) == 4 and all(row) for row in rows)
    assert all(CODE.fullmatch(row[0].strip("`")) for row in rows)
