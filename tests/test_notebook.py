"""In Python: open files, errors by their public names, plans and comparisons that say what they are."""

from __future__ import annotations

import io
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kehoach_parser
from kehoach_parser import Plan, UnreadableInput, compare, parse

from .conftest import CORPUS, PLANS

SOURCE = CORPUS / PLANS[1] / "source.txt"


class _Words(HTMLParser):
    """Collects the elements and the words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(SOURCE)


def test_an_open_file_gives_the_plan_of_its_path(plan: Plan) -> None:
    with SOURCE.open("rb") as stream:
        assert parse(stream) == plan
    with SOURCE.open("rb") as stream:
        assert parse(stream, isolate=True) == plan
    unnamed = parse(io.BytesIO(SOURCE.read_bytes()))
    assert unnamed.source.name == "input"
    assert unnamed.targets == plan.targets


def test_a_file_open_as_text_is_refused_in_one_line() -> None:
    with SOURCE.open(encoding="utf-8") as stream, pytest.raises(UnreadableInput, match="'rb'") as caught:
        parse(stream)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_errors_are_public(tmp_path: Path) -> None:
    for name in ("KehoachError", "UnreadableInput", "EncryptedInput", "MissingTool", "ParsingStopped"):
        assert issubclass(getattr(kehoach_parser, name), Exception)
    with pytest.raises(kehoach_parser.KehoachError):
        parse(tmp_path / "missing.pdf")


def test_a_plan_and_a_comparison_say_what_they_are_in_a_line(plan: Plan) -> None:
    said = repr(plan)
    assert said.startswith(f"<Plan {plan.metadata.number}, ")
    assert f"{len(plan.targets)} targets" in said
    assert "\n" not in said
    assert len(said) < 200
    compared = compare(plan, [parse(CORPUS / PLANS[2] / "source.txt")])
    assert repr(compared).startswith("<Comparison with ")
    assert f"{len(compared.all_rows())} rows, 1 plan (" in repr(compared)


def test_what_a_notebook_shows_is_escaped(plan: Plan) -> None:
    hostile = "<script>alert(1)</script>"
    shown = plan.model_copy(
        update={
            "metadata": plan.metadata.model_copy(update={"title": hostile}),
            "targets": tuple(target.model_copy(update={"text": hostile}) for target in plan.targets),
        }
    )
    page = _Words(shown._repr_html_())
    assert "script" not in page.tags
    assert hostile in page.words
    assert page.tags.count("tr") == 1 + min(12, len(plan.targets))
    matrix = _Words(compare(shown, [shown])._repr_html_())
    assert "script" not in matrix.tags
    assert any(word.startswith("equal") for word in matrix.words)
