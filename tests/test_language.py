"""What the commands say is in one language: Vietnamese or English, by --language or the locale."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kehoach_parser.cli import language, make_parser
from kehoach_parser.cli.language import choose_language, say, set_language
from kehoach_parser.limits.isolation import describe_end

PACKAGE = Path(__file__).parent.parent / "src" / "kehoach_parser"
ISSUES = Path(__file__).parent.parent / "docs" / "issues.md"
RAISED = (
    "UnreadableInput",
    "UnsupportedFormat",
    "EncryptedInput",
    "InputTooLarge",
    "MissingTool",
    "ParsingStopped",
    "ParserFailure",
    "QueryFailed",
    "ClusterLost",
    "BaselineNotFound",
    "WrongUsage",
    "ArgumentTypeError",
    "Skipped",
)
FOR_DEVELOPERS = ("lexicon", "evaluation", "workbench/server")
"""Rule files and gold that are malformed are mended by developers, in English; the page in the browser speaks for
itself."""


@pytest.fixture
def vietnamese() -> Iterator[None]:
    set_language("vi")
    yield
    set_language("en")


def sayings() -> Iterator[tuple[str, str]]:
    """Where something is said to a person, and what, with numbers standing for what is filled in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE).as_posix()
        if where.startswith(FOR_DEVELOPERS):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _is_said(node.func):
                text = _fill(node.args[-1 if _name(node.func) == "Skipped" else 0])
                if text is not None and re.search(r"[a-z]{3}", text):
                    yield f"{where}:{node.lineno}", text


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_said(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute) and function.attr in ("error", "warning", "note"):
        return getattr(function.value, "id", "") == "terminal"
    return _name(function) in RAISED


def _fill(node: ast.expr) -> str | None:
    """The text of an expression; None where it is not written there."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = [str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values]
        return "".join(parts)
    return None


ALL = list(sayings())


def test_the_sayings_are_found() -> None:
    assert len(ALL) > 120


@pytest.mark.parametrize(("where", "text"), ALL, ids=[where for where, _ in ALL])
def test_each_saying_has_vietnamese_words(where: str, text: str, vietnamese: None) -> None:
    said = say(text)
    assert said != text, f"{where}: cli/words.toml has no words for: {text}"


def test_each_help_text_has_vietnamese_words(vietnamese: None) -> None:
    english = re.compile(r"\b(the|with|not|from|which|where|that|this)\b")
    parser = make_parser()
    commands = next(action for action in parser._actions if action.dest == "command")
    assert isinstance(commands.choices, dict)
    texts = [parser.format_help(), *(command.format_help() for command in commands.choices.values())]
    assert len(texts) > 15
    for text in texts:
        assert not english.search(text), text


def test_doubts_are_explained_in_english_as_the_list_does() -> None:
    listed = dict(re.findall(r"^\| `(\w+)` \| (.+?) \| ", ISSUES.read_text("utf-8"), re.MULTILINE))
    plain = {code: re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", meaning) for code, meaning in listed.items()}
    assert len(plain) > 40
    assert {code: language.explain(code) for code in plain} == plain


@pytest.mark.parametrize(
    ("arguments", "environ", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "vi_VN.UTF-8"}, "vi"),
        ([], {"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, "vi"),
        (["parse", "a.pdf", "--language", "vi"], {}, "vi"),
        (["parse", "a.pdf", "--language=en"], {"LANG": "vi_VN.UTF-8"}, "en"),
        (["parse", "a.pdf", "--language"], {"LANG": "vi_VN.UTF-8"}, "vi"),
        (["parse", "a.pdf", "--language", "fr"], {"LANG": "vi_VN.UTF-8"}, "vi"),
    ],
)
def test_the_option_is_heard_before_the_locale(arguments: list[str], environ: dict[str, str], expected: str) -> None:
    assert choose_language(arguments, environ) == expected


def test_on_windows_the_locale_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    import locale

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(locale, "getlocale", lambda: ("Vietnamese_Vietnam", "1258"))
    assert choose_language([], {}) == "vi"


def _run(*arguments: str, locale: str) -> str:
    program = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"LANG": locale, "PYTHONUTF8": "1", "PYTHONPATH": str(PACKAGE.parent)},
        check=False,
    )
    assert ended.returncode == 2
    return ended.stderr


def test_an_error_comes_in_the_language_of_the_machine() -> None:
    assert _run("parse", "khong-co.pdf", locale="vi_VN.UTF-8") == (
        "kehoach parse: lỗi: khong-co.pdf: không có tệp này\n"
    )
    assert _run("parse", "khong-co.pdf", locale="C") == "kehoach parse: error: khong-co.pdf: no such file\n"


def test_wrong_usage_is_told_in_the_language_asked_for() -> None:
    told = _run("parse", "--language", "vi", "--ocr", "x", "a.pdf", locale="C")
    assert told.startswith("kehoach parse: lỗi: tham số --ocr: không có lựa chọn 'x' (chọn một trong")


def test_a_message_within_a_message_is_told_in_the_same_language(vietnamese: None) -> None:
    assert say("argument --jobs: '0' is no number of processes (see kehoach --help)") == (
        "tham số --jobs: '0' không phải là số tiến trình (xem kehoach --help)"
    )
    assert say("a.pdf: no page can be recognised: a picture too thin to hold text") == (
        "a.pdf: không nhận dạng được trang nào: ảnh quá mảnh, không thể có chữ"
    )


@pytest.mark.parametrize("process", ["reading", "worker"])
@pytest.mark.parametrize(
    ("code", "end"), [(3, "dừng với mã 3"), (-9, "bị dừng bởi SIGKILL"), (-99, "bị dừng bởi tín hiệu 99")]
)
def test_how_a_process_ended_is_told_in_vietnamese(process: str, code: int, end: str, vietnamese: None) -> None:
    assert say(f"a.pdf: {describe_end(process, code)}") == f"a.pdf: tiến trình đọc tệp {end}"


def test_words_that_nobody_translated_are_left_as_they_are(vietnamese: None) -> None:
    assert say("x.pdf: device not configured") == "x.pdf: device not configured"
