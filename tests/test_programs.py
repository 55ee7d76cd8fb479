import subprocess

import pytest

from kehoach_parser.errors import MissingTool
from kehoach_parser.readers import programs


def test_every_tool_says_what_it_is_for_and_where_it_comes_from() -> None:
    tools = programs.examine()
    assert [tool.name for tool in tools] == ["Tesseract", "OpenCV", "LibreOffice", "antiword", "catdoc"]
    for tool in tools:
        assert tool.needed_for and tool.how_to_get
        assert tool.found or tool.version is None


def test_nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    tools = programs.examine()
    assert not any(tool.found for tool in tools if tool.name != "OpenCV")
    assert "tesseract-ocr-vie" in tools[0].how_to_get


def test_a_tesseract_without_the_vietnamese_model_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_model() -> None:
        raise MissingTool("Tesseract 5.3.0 has no Vietnamese model: install tesseract-ocr-vie")

    monkeypatch.setattr(programs, "find_tesseract", without_model)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name == "tesseract" else None)
    tool = programs.examine()[0]
    assert not tool.found
    assert "no Vietnamese model" in tool.how_to_get


def test_a_program_that_hangs_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*arguments: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("antiword", 1)

    monkeypatch.setattr("subprocess.run", hang)
    assert programs._version("/usr/bin/antiword", "-h") is None
