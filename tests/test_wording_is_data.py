"""Vietnamese words that decide something stand in rules/ (readers/portals.toml, comparison/words.toml), not in code.

What may stand in code: alphabets and tables of encodings, and words that the program itself says. The rest is counted;
the number only goes down.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .conftest import ROOT

PACKAGE = ROOT / "src" / "kehoach_parser"
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)

MOST = 2
"""Literals that decide something and still stand in code. The aim is 20; who moves words out lowers the number."""

ALLOWED = {
    "language/syllables.py": "the letters, tones and onsets of Vietnamese spelling",
    "lexicon/spelling.py": "letters with and without marks, for folding",
    "lexicon/rule_files.py": "the alphabet, for patterns of rules",
    "readers/shared/legacy.py": "tables of encodings before Unicode",
    "readers/shared/encoding.py": "letters that tell an encoding",
    "readers/shared/textlayer.py": "letters that a text layer mixes up, and why a page is recognised",
    "readers/shared/numerals.py": "numbers in words, as Word counts in Vietnamese",
    "readers/ocr/words.py": "letters that recognition mixes up",
    "archive/folding.py": "letters with and without marks, for search",
    "archive/reading.py": "a sample that warms a worker up",
    "comparison/notes.py": "messages",
    "archive/tables.py": "what the columns of a store say of themselves",
    "language/letters.py": "the alphabet, and the letters of labels and symbols",
    "workbench/corrections/messages.py": "messages",
    "workbench/server/marked.py": "a frame around words that a person marked",
    "export/": "what outputs print",
    "cli/": "what commands print",
}
"""Modules (or rooms) whose literals are alphabets or words that the program says, with what they are."""

SAYING = {"_from_portal", "Finding", "Doubt", "Issue", "doubt", "_doubt", "_finding", "Unsure", "RecognitionFailed"}
NAMES = {"message", "lost", "told", "_DOUBTS", "where", "reason", "missing"}
"""A literal in a call of the first, or under a name of the second, is a message."""


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The Vietnamese literals of a module that are neither docstrings nor messages."""
    tree = ast.parse(path.read_text("utf-8"))
    silent: set[int] = set()
    for node in ast.walk(tree):
        inner: list[ast.AST] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inner = [node.value]
        elif isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            inner = [node] if name in SAYING else []
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            inner = [node.value] if any(isinstance(t, ast.Name) and t.id in NAMES for t in targets) else []
        silent |= {id(part) for whole in inner for part in ast.walk(whole)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in silent:
            continue
        if VIETNAMESE.search(node.value):
            yield node.lineno, node.value


def deciding() -> Counter[str]:
    """How many literals that decide something each module holds."""
    found: Counter[str] = Counter()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not any(name.startswith(allowed) for allowed in ALLOWED):
            found[name] += sum(1 for _ in literals(path))
    return +found


def test_words_that_decide_stand_in_rules() -> None:
    found = deciding()
    assert found.total() <= MOST, f"{found.total()} literals: {dict(found.most_common(12))}"


def test_every_module_allowed_is_there_and_holds_such_words() -> None:
    for name in ALLOWED:
        paths = sorted((PACKAGE / name).rglob("*.py")) if name.endswith("/") else [PACKAGE / name]
        assert any(VIETNAMESE.search(path.read_text("utf-8")) for path in paths), name


def test_a_literal_is_told_from_a_message(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        '"""Chú thích."""\nWORDS = ("nghìn", "hai")\n'
        'message = f"Không đọc được {WORDS}."\nDoubt("code", "Thiếu số.")\n',
        "utf-8",
    )
    assert list(literals(module)) == [(2, "nghìn")]
