"""The language in which the commands speak to a person: Vietnamese or English, never both in one message.

Everything in the package says what it has to say in English, filled in. What is said in Vietnamese is found by that
English form in words.toml, so that readers and archives, which raise the errors, know of no language.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
_OPTION = "--language"
_ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of the locale, the strongest first (POSIX)."""
_BLANK = re.compile(r"\{(\w+)\}")
_NAME = r"(?:(?!: ).)+?"
"""What stands for a file's name in a saying goes no further than the colon behind it."""


class _Speaker:
    """The language of this run."""

    language: Language = "en"


def set_language(language: Language) -> None:
    """What the commands say from now on is in this language."""
    _Speaker.language = language


def spoken() -> Language:
    """The language of this run."""
    return _Speaker.language


def written(args: argparse.Namespace) -> Language:
    """The language of what a command writes to be read: the one asked for by --language, else Vietnamese, for that is
    what plans are in."""
    return args.language or "vi"


def choose_language(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> Language:
    """The language asked for by --language, else the locale's where it is Vietnamese, else English."""
    for option, following in pairwise([*arguments, ""]):
        name, _, value = option.partition("=")
        asked = value or following
        if name == _OPTION and asked in LANGUAGES:
            return asked
    return "vi" if _locale(environ).lower().startswith("vi") else "en"


def _locale(environ: Mapping[str, str]) -> str:
    if sys.platform == "win32":
        import locale

        return locale.getlocale()[0] or ""  # Vietnamese_Vietnam
    return next((environ[name] for name in _ASKED if environ.get(name)), "")


def say(text: str) -> str:
    """The text in the language of this run; as it is where no other words are known for it."""
    return text if _Speaker.language == "en" else _translate(text)


def say_help(parser: argparse.ArgumentParser) -> None:
    """Puts the help of a parser into the language of this run."""
    if _Speaker.language == "en":
        return
    parser.description = say(parser.description) if parser.description else None
    for group in parser._action_groups:
        group.title = say(group.title) if group.title else None
    for action in parser._actions:
        action.help = say(action.help) if action.help else action.help
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                choice.help = say(choice.help) if choice.help else None


def explain(code: str) -> str | None:
    """What an issue of this code means, in English; its own message is in Vietnamese."""
    return _load("doubts.toml").get(code)


def _translate(text: str) -> str:
    known = _phrases()
    if text in known:
        return known[text]
    for pattern, words in _templates():
        found = pattern.fullmatch(text)
        if found is not None:
            filled = {name: _translate(value) for name, value in found.groupdict().items()}
            return words.format_map(filled)
    name, colon, rest = text.partition(": ")
    return f"{name}{colon}{_translate(rest)}" if rest else text


@cache
def _phrases() -> dict[str, str]:
    return {said: words for said, words in _load("words.toml").items() if not _BLANK.search(said)}


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Sayings with blanks to be filled in, those with the most words of their own first."""
    said = [saying for saying in _load("words.toml") if _BLANK.search(saying)]
    said.sort(key=lambda saying: -len(_BLANK.sub("", saying)))
    return [(_compile(saying), _load("words.toml")[saying]) for saying in said]


def _compile(saying: str) -> re.Pattern[str]:
    parts = _BLANK.split(saying)  # what is said, a blank's name, what is said …
    parts[::2] = [re.escape(part) for part in parts[::2]]
    parts[1::2] = [f"(?P<{blank}>{_NAME if blank == 'name' else '.+?'})" for blank in parts[1::2]]
    return re.compile("".join(parts), re.DOTALL)


@cache
def _load(name: str) -> dict[str, str]:
    import tomllib
    from importlib.resources import files

    tables = tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))
    return {key: value for table in tables.values() for key, value in table.items()}
