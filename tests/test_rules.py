"""Every rule entry accepts its `matches` and rejects its `rejects`."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import kehoach_parser.lexicon as lexicon
from kehoach_parser.lexicon.rule_files import Example, load_rules

from .conftest import ROOT

RULES = ROOT / "src" / "kehoach_parser" / "lexicon" / "rules"


def _modules() -> list[str]:
    names = []
    for found in pkgutil.iter_modules(lexicon.__path__):
        module = importlib.import_module(f"{lexicon.__name__}.{found.name}")
        if hasattr(module, "examples") and hasattr(module, "accepts"):
            names.append(found.name)
    return names


def _examples() -> list[tuple[str, Example]]:
    return [
        (name, example)
        for name in _modules()
        for example in importlib.import_module(f"{lexicon.__name__}.{name}").examples()
    ]


def test_modules_with_examples_are_found() -> None:
    assert {"units", "comparators"} <= set(_modules())


def test_units_stand_one_noun_a_line() -> None:
    """With its other spellings at most (*m2*, *m²*), so that a change of one noun is a change of one line."""
    lines = [line for line in (RULES / "units.toml").read_text("utf-8").splitlines() if line.startswith('  "')]
    nouns = [noun for group in load_rules("units")["units"] for noun in group["nouns"]]
    assert sum(line.count('"') // 2 for line in lines) == len(nouns) == len(set(nouns))
    assert max(line.count('"') // 2 for line in lines) <= 2


def _name(value: str | Example) -> str:
    return f"{value.entry}:{value.text}" if isinstance(value, Example) else value


@pytest.mark.parametrize(("module", "example"), _examples(), ids=_name)
def test_example(module: str, example: Example) -> None:
    accepts = importlib.import_module(f"{lexicon.__name__}.{module}").accepts
    assert accepts(example.entry, example.text) is example.expected
