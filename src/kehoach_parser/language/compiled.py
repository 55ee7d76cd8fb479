"""Compiled patterns, kept from one run to the next: to compile those of one document takes a quarter of a cold run.

They are kept as Python keeps compiled modules, in the same folder (`__pycache__`, or the one that PYTHONPYCACHEPREFIX
names) and under the same rule (PYTHONDONTWRITEBYTECODE). What is kept is what `re` itself made of a pattern, found
again by the pattern's source and flags, so a changed rule never meets an old one. A file of another interpreter, a
damaged one or a folder that cannot be written is as if there were none: then patterns are compiled.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from array import array
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

import msgspec

from .beginnings import is_known, note_beginning
from .equivalents import write_equivalent

_FEW = 8
"""So many patterns are compiled again rather than a file written for them."""
_MAGIC = getattr(getattr(re, "_compiler", None), "MAGIC", None)  # None: another `re` than this module knows
_FORM = 2
"""Rises with each change of what is made of a pattern here."""
_INTERPRETER = f"{_FORM} {sys.implementation.cache_tag} {sys.version} {sys.byteorder} {_MAGIC}"

_compiled: set[tuple[str, int]] = set()
"""Source and flags of what this process has compiled itself."""


class _Made(msgspec.Struct, frozen=True, array_like=True):
    """What `re` made of a pattern: its flags, its code in machine words, its groups and their names."""

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]

    def pattern(self, source: str) -> re.Pattern[str]:
        """The pattern itself. Raises RuntimeError where the code is none."""
        named = {number: name for name, number in self.names.items()}
        by_number = tuple(named.get(number) for number in range(self.groups + 1))
        code = array("I", self.code).tolist()
        made: re.Pattern[str] = re._compiler._sre.compile(  # type: ignore[attr-defined]
            source, self.flags, code, self.groups, self.names, by_number
        )
        return made


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """The file: what interpreter made it, and the patterns by flags and source."""

    interpreter: str
    patterns: dict[str, _Made]


def compile_kept(source: str, flags: int) -> re.Pattern[str]:
    """The pattern of `source`, from those kept if it is among them. Raises `re.error` for a malformed one."""
    made = _load().get(_key(source, flags))
    if made is not None:
        with contextlib.suppress(RuntimeError, ValueError, TypeError, OverflowError, AttributeError):
            return made.pattern(source)
    with contextlib.suppress(RuntimeError, ValueError, TypeError, OverflowError, AttributeError):
        fresh = _make(source, flags).pattern(source)
        _compiled.add((source, flags))  # a malformed one is not kept: it would end the run that keeps the others
        return fresh
    return re.compile(source, flags)  # another `re` than this module knows


def keep_compiled() -> None:
    """Keeps what this process has compiled, beside what is kept already. For commands: a library writes no files."""
    if sys.dont_write_bytecode or len(_compiled) <= _FEW:
        return
    try:
        patterns = _load() | {_key(*told): _make(*told) for told in _compiled if _is_text(told[0])}
        path = _path()
        neighbour = path.with_name(f"{path.name}.{os.getpid()}")
        path.parent.mkdir(parents=True, exist_ok=True)
        neighbour.write_bytes(msgspec.msgpack.encode(_Kept(_INTERPRETER, patterns)))
        neighbour.replace(path)
    except (OSError, AttributeError):  # another `re` than this module knows keeps nothing
        return
    _compiled.clear()


def _is_text(source: str) -> bool:
    """Whether a file can hold the source; one that names lone surrogates letter by letter is compiled each time."""
    try:
        source.encode()
    except UnicodeEncodeError:
        return False
    return True


def _key(source: str, flags: int) -> str:
    return f"{int(flags)} {source}"


def _make(source: str, flags: int) -> _Made:
    flags = int(flags)  # of the enum each step below would make a new member
    parsed = re._parser.parse(source, flags)  # type: ignore[attr-defined]
    state = parsed.state
    if is_known():
        write_equivalent(parsed, flags | state.flags)
    code = note_beginning(re._compiler._code(parsed, flags), parsed, flags | state.flags)  # type: ignore[attr-defined]
    return _Made(flags | state.flags, array("I", code).tobytes(), state.groups - 1, dict(state.groupdict))


@cache
def _load() -> dict[str, _Made]:
    """What is kept; nothing where it is of another interpreter."""
    try:
        kept = msgspec.msgpack.decode(_path().read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError, NotImplementedError):
        return {}
    return kept.patterns if kept.interpreter == _INTERPRETER else {}


def _path() -> Path:
    return Path(cache_from_source(__file__)).with_suffix(".patterns")
