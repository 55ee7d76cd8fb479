"""What the READMEs say is what the project does: the sample, the scores, the commands, the links."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kehoach_parser import evaluation, parse
from kehoach_parser.cli import COMMANDS

from .conftest import CORPUS, ROOT

READMES = ("README.md", "README.vi.md")


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_sample_is_part_of_the_output(name: str) -> None:
    (sample,) = re.findall(r"```json\n(.*?)```", _read(name), re.S)
    plan = parse(CORPUS / "hai-phong-268-2021" / "source.txt")
    measures = [json.loads(m.model_dump_json()) for target in plan.targets for m in target.measures]
    assert json.loads(sample) in measures


@pytest.mark.parametrize("name", READMES)
def test_the_scores_are_those_of_the_evaluation(name: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| (\d\.\d{3}) \| (\d\.\d{3}) \|$", _read(name), re.M)
    real, made = (evaluation.evaluate(CORPUS, plans=group).totals for group in ("!made-*", "made-*"))
    assert len(rows) >= 8
    wanted = [(field, f"{real[field].f1:.3f}", f"{made[field].f1:.3f}") for field, _, _ in rows]
    assert rows == wanted, "run: python tools/update-figures"


@pytest.mark.parametrize("name", [*READMES, "docs/guide.md", "docs/guide.vi.md"])
def test_every_command_exists_and_every_link_leads_somewhere(name: str) -> None:
    text = _read(name)
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`|^    .*$", text, re.S | re.M))
    assert set(re.findall(r"\bkehoach ([a-z]+)\b", code)) <= set(COMMANDS)
    for link in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert ((ROOT / name).parent / link).exists(), link
    for path in re.findall(r"(?:corpus|benchmarks|tools|docs|tests|src)/[\w./-]+", text):
        assert (ROOT / path.rstrip(".")).exists() or "*" in text.split(path)[1][:2], path


def test_both_readmes_have_the_same_commands() -> None:
    blocks = [re.findall(r"```sh\n(.*?)```", _read(name), re.S) for name in READMES]
    assert blocks[0] == blocks[1]


def test_the_readme_names_every_command() -> None:
    table = _read("README.md").split("## Commands")[1].split("```python")[0]
    assert {c for c in COMMANDS if f"`kehoach {c}" in table} | {"parse"} == set(COMMANDS)


def test_every_benchmark_is_in_their_index() -> None:
    index = Path(ROOT / "benchmarks" / "README.md").read_text("utf-8")
    for path in (ROOT / "benchmarks").glob("*.py"):
        assert path.name == "__init__.py" or f"benchmarks/{path.name}" in index, path.name
