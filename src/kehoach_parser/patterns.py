"""Regular expressions that are compiled when they are first used.

A parse of one document needs a third of the patterns of this package, and compiling all of them takes longer than
parsing the document.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for `re.compile(source, flags)`, which happens at the first look at one of its methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        known = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
        self.__dict__.update((method, getattr(compiled, method)) for method in known)
        return getattr(compiled, name)


def compile_later(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of `source`. Raises `re.error` for a malformed one when it is first used, not here."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
