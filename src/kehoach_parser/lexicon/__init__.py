"""The rule files of `rules/`, loaded and validated into immutable tables.

One module a rule file; each offers a frozen dataclass and a cached `load()`, and `examples()` for the test that runs
every `matches`/`rejects` of every file. Nothing here reads a document.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from . import agencies, duties, headings, letter


class Lexicon(Struct, frozen=True):
    """The tables that the extractors share."""

    headings: headings.Headings
    letter: letter.Letter
    duties: duties.Duties
    agencies: agencies.Agencies


@cache
def load_lexicon() -> Lexicon:
    """The package's own rules, loaded once."""
    return Lexicon(headings.load(), letter.load(), duties.load(), agencies.load())
