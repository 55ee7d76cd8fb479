"""find(): a phrase in the texts of an archive, with or without diacritics, exactly or with errors."""

from __future__ import annotations

import json
import re
import sqlite3
import time
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from kehoach_parser.errors import QueryFailed

from .folding import fold, has_marks, tell_apart, words
from .index import open_index

if TYPE_CHECKING:
    from .store import Archive

AROUND = 80
"""Characters of the text shown on each side of a hit."""

SECONDS = 20.0
"""How long a search with errors may look through texts."""

_WORD = re.compile(r"\w+")


class Hit(Struct, frozen=True):
    """A place where the phrase stands.

    `quote` is the text's own words with some around; `found` the phrase as it stands there. `start` is its offset in
    the plan's text. `page` is None where the format has none. `anchor` is the place of the section on the page that
    `kehoach view` writes.
    """

    plan_id: str
    file: str
    number: str | None
    issuer: str | None
    province: str | None
    year: int | None
    attachment: str | None
    section: str | None
    section_title: str | None
    page: int | None
    start: int
    found: str
    quote: str
    errors: int = 0


class Search(Struct, frozen=True):
    """What a search found. `candidates`: how many sections may hold the phrase; `looked_at`: how many of them were
    looked through before `limit` hits were found or, where `timed_out`, the time was over."""

    hits: tuple[Hit, ...]
    candidates: int
    looked_at: int
    timed_out: bool = False


def find(
    archive: Archive,
    phrase: str,
    *,
    role: str | None = None,
    province: str | None = None,
    year: int | None = None,
    agency: str | None = None,
    errors: int = 0,
    limit: int = 20,
    seconds: float = SECONDS,
    on_part: Callable[[int, int], None] | None = None,
) -> Search:
    """Sections that hold the phrase, the best first, one hit a section.

    A word written with diacritics must stand so in the text; one written without stands for every word of its letters.
    `errors`: so many letters may be wrong, missing or too many (for scans); needs the regex package. `province` and
    `agency` are parts of names, of the issuer's province and of any agency that the plan names. Raises QueryFailed for
    a phrase without a word.
    """
    sought = words(phrase)
    if not sought:
        raise QueryFailed(f"{phrase!r} holds no word to look for")
    with _closing(open_index(archive, on_part)) as index:
        condition, values = _narrow(archive, index, role, province, year, agency)
        terms = _terms(index, sought, errors)
        matcher = _Fuzzy(sought, errors, seconds) if errors else _Exact(sought)
        candidates, rows = _candidates(index, terms, condition, values)
        found: list[tuple[tuple[int, str | None, str | None, str | None, int], str, tuple[int, int, int]]] = []
        looked_at = 0
        timed_out = False
        for place, text in rows:
            if len(found) >= limit:
                break
            try:
                match = matcher.search(text)
            except TimeoutError:
                timed_out = True
                break
            looked_at += 1
            if match is not None:
                found.append((place, text, match))
        return Search(tuple(_describe(archive, index, found)), candidates, looked_at, timed_out)


class _closing:
    """Closes a database at the end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> sqlite3.Connection:
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()


class _Exact:
    """The words one behind the other, whatever stands between them that is no word."""

    def __init__(self, sought: Sequence[str]) -> None:
        folded = r"[\W_]+".join(re.escape(fold(word)) for word in sought)
        self.pattern = re.compile(rf"(?<!\w){folded}(?!\w)")
        self.marked = [(place, tell_apart(word)) for place, word in enumerate(sought) if has_marks(word)]

    def search(self, text: str) -> tuple[int, int, int] | None:
        """Start, end and number of errors of the first match."""
        for match in self.pattern.finditer(fold(text)):
            there = _WORD.findall(text[match.start() : match.end()].lower())
            if all(tell_apart(there[place]) == wanted for place, wanted in self.marked):
                return match.start(), match.end(), 0
        return None


class _Fuzzy:
    """The phrase with errors, by the regex package's approximate matching."""

    def __init__(self, sought: Sequence[str], errors: int, seconds: float) -> None:
        import regex

        self.marked = any(has_marks(word) for word in sought)
        phrase = r"[\W_]+".join(regex.escape(word if self.marked else fold(word)) for word in sought)
        self.pattern = regex.compile(rf"(?b)(?:{phrase}){{e<={errors}}}")
        self.end = time.monotonic() + seconds

    def search(self, text: str) -> tuple[int, int, int] | None:
        """Start, end and number of errors of the best match. Raises TimeoutError."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        match = self.pattern.search(text.lower() if self.marked else fold(text), timeout=left)
        return (match.start(), match.end(), sum(match.fuzzy_counts)) if match else None


def _terms(index: sqlite3.Connection, sought: Sequence[str], errors: int) -> str | None:
    """The question to the index; None where every section must be looked through.

    An error damages one word, or two where it is in the space between them: of 2 × errors + 1 words of the phrase one
    is whole. The rarest are asked for.
    """
    folded = [fold(word) for word in sought]
    if not errors:
        return '"' + " ".join(folded) + '"'
    distinct = list(dict.fromkeys(folded))
    if len(distinct) < 2 * errors + 1:
        return None
    counts = dict(index.execute("SELECT term, doc FROM counts WHERE term IN (SELECT value FROM json_each(?))",
                                [json.dumps(distinct)]).fetchall())  # fmt: skip
    rarest = sorted(distinct, key=lambda word: (counts.get(word, 0), word))[: 2 * errors + 1]
    return " OR ".join(f'"{word}"' for word in rarest)


def _candidates(
    index: sqlite3.Connection, terms: str | None, condition: str, values: list[str]
) -> tuple[int, Iterator[tuple[tuple[int, str | None, str | None, str | None, int], str]]]:
    """How many sections may hold the phrase, and these, the best first."""
    if terms is None:
        source, given, order = "segments s", values, "s.id"
    else:
        source, order = "words w JOIN segments s ON s.id = w.rowid", "w.rank, s.id"
        condition, given = f"words MATCH ? AND {condition}", [terms, *values]
    count = index.execute(f"SELECT count(*) FROM {source} WHERE {condition}", given).fetchone()[0]
    columns = "s.id, s.plan_id, s.attachment, s.section, s.path, s.start"
    listed = index.execute(f"SELECT {columns} FROM {source} WHERE {condition} ORDER BY {order}", given)

    def rows() -> Iterator[tuple[tuple[int, str | None, str | None, str | None, int], str]]:
        for identity, *place in listed:
            content = index.execute("SELECT text FROM segments WHERE id = ?", [identity]).fetchone()[0]
            yield (place[0], place[1], place[2], place[3], place[4]), zlib.decompress(content).decode()

    return count, rows()


def _narrow(
    archive: Archive,
    index: sqlite3.Connection,
    role: str | None,
    province: str | None,
    year: int | None,
    agency: str | None,
) -> tuple[str, list[str]]:
    """The condition on sections, and its values. Plans are chosen in DuckDB."""
    condition, values = "s.holds = 1", []
    if role is not None:
        condition += " AND s.roles LIKE ?"
        values.append(f"% {role} %")
    wanted: list[str] = []
    given: list[str | int] = []
    if province is not None:
        wanted.append("contains(fold_name(concat_ws(' ', province, current_province)), fold_name(?))")
        given.append(province)
    if year is not None:
        wanted.append("year = ?")
        given.append(year)
    if agency is not None:
        wanted.append(
            "(contains(fold_name(issuer), fold_name(?)) OR plan_id IN (SELECT plan_id FROM agencies "
            "WHERE contains(fold_name(name), fold_name(?))))"
        )
        given += [agency, agency]
    if wanted:
        rows = archive.query(f"SELECT plan_id FROM plans WHERE {' AND '.join(wanted)}", list(given)).rows
        index.execute("CREATE TEMP TABLE chosen (plan_id TEXT PRIMARY KEY)")
        index.executemany("INSERT INTO chosen VALUES (?)", rows)
        condition += " AND s.plan_id IN (SELECT plan_id FROM chosen)"
    return condition, values


def _describe(
    archive: Archive,
    index: sqlite3.Connection,
    found: Sequence[tuple[tuple[int, str | None, str | None, str | None, int], str, tuple[int, int, int]]],
) -> Iterator[Hit]:
    ids = sorted({str(place[0]) for place, _, _ in found})
    sql = "SELECT plan_id, file, number, issuer, province, year FROM plans WHERE plan_id IN (SELECT unnest(?))"
    heads = {row[0]: row[1:] for row in archive.query(sql, [ids]).rows}
    for (plan_id, attachment, section, path, offset), text, (start, end, errors) in found:
        row = index.execute("SELECT pages FROM pages WHERE plan_id = ?", [plan_id]).fetchone()
        file, number, issuer, province, year = heads[plan_id]
        yield Hit(
            str(plan_id),
            file,
            number,
            issuer,
            province,
            year,
            attachment,
            section,
            path,
            _page(json.loads(row[0]), offset + start) if row else None,
            offset + start,
            text[start:end],
            _quote(text, start, end),
            errors,
        )


def _page(pages: list[list[int]], position: int) -> int | None:
    at = bisect_right([start for start, _ in pages], position)
    return pages[max(at - 1, 0)][1] if pages else None


def _quote(text: str, start: int, end: int) -> str:
    """The match with some words around it, on one line."""
    left = max(0, start - AROUND)
    right = min(len(text), end + AROUND)
    if left > 0:
        left = text.find(" ", left, start) + 1 or left
    if right < len(text):
        cut = text.rfind(" ", end, right)
        right = cut if cut > 0 else right
    words = " ".join(text[left:right].split())
    return ("…" if left else "") + words + ("…" if right < len(text) else "")
