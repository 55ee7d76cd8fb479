"""The index of an archive for `find`: SQLite's FTS5 over the texts without diacritics, section by section.

It is derived from the parts and can be deleted at any time; what parts came since is added when somebody searches.
DuckDB's own full-text search is an extension that is fetched from the network, and it knows no phrases.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kehoach_parser.errors import UnreadableInput

from .files import DiskFolder
from .folding import fold

if TYPE_CHECKING:
    from .store import Archive

VERSION = 1
"""Counted up when the index is laid out anew: an older one is thrown away."""

NAME = "find.sqlite"

_TABLES = """
CREATE TABLE IF NOT EXISTS parts (part TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS pages (plan_id TEXT PRIMARY KEY, pages TEXT);
CREATE TABLE IF NOT EXISTS segments (
    id INTEGER PRIMARY KEY, plan_id TEXT, attachment TEXT, section TEXT, path TEXT, roles TEXT, start INTEGER,
    text BLOB, holds INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX IF NOT EXISTS segments_by_plan ON segments (plan_id);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, content='', tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE IF NOT EXISTS counts USING fts5vocab (words, row);
"""


def open_index(archive: Archive, on_part: Callable[[int, int], None] | None = None) -> sqlite3.Connection:
    """The index, with every part of the archive in it. `on_part` is told how many parts are done, of how many."""
    connection = sqlite3.connect(_place(archive), timeout=120, isolation_level=None)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise UnreadableInput(f"{archive.where}/{NAME}: is of another version; delete it")
        connection.executescript(f"PRAGMA user_version = {VERSION}; PRAGMA synchronous = NORMAL;" + _TABLES)
        known = {row[0] for row in connection.execute("SELECT part FROM parts")}
        missing = [manifest.part for manifest in archive.manifests.values() if manifest.part not in known]
        for done, part in enumerate(missing):
            if on_part is not None:
                on_part(done, len(missing))
            _add_part(connection, archive, part)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise UnreadableInput(f"{archive.where}/{NAME}: cannot be used ({error}); delete it") from error
    return connection


def _place(archive: Archive) -> Path:
    """In the archive's folder; where that cannot be written or is a URL, in the user's cache."""
    folder = archive.folder
    if isinstance(folder, DiskFolder) and os.access(folder.root, os.W_OK):
        return folder.root / NAME
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kehoach-parser"
    home.mkdir(parents=True, exist_ok=True)
    return home / f"{hashlib.sha256(folder.address('').encode()).hexdigest()[:16]}.sqlite"


def _add_part(connection: sqlite3.Connection, archive: Archive, part: str) -> None:
    """All of a part in one transaction. What it tells again no longer holds."""
    run = archive.engine.connection.execute

    def read(table: str, columns: str, order: str) -> Iterator[tuple[Any, ...]]:
        address = archive.folder.address(f"parts/{part}/{table}.parquet")
        cursor = run(f"SELECT {columns} FROM read_parquet(?) ORDER BY {order}", [address])
        while rows := cursor.fetchmany(200):
            yield from rows

    sections: dict[str, list[tuple[Any, ...]]] = {}
    columns = "plan_id, start, attachment, section, path, roles, title, body"
    for row in read("sections", columns, "plan_id, start"):
        sections.setdefault(row[0], []).append(row[1:])
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not connection.execute("INSERT OR IGNORE INTO parts VALUES (?)", [part]).rowcount:
            connection.execute("ROLLBACK")  # another search added it meanwhile
            return
        for file, _ in read("files", "file, plans", "file"):
            connection.execute("UPDATE segments SET holds = 0 WHERE plan_id IN (SELECT value FROM json_each(?))", [
                json.dumps(_ids(file))])  # fmt: skip
        for plan_id, text, content, paged in read("plans", "plan_id, text, json, page_count IS NOT NULL", "plan_id"):
            for attachment, section, path, roles, start, words in _segments(text, sections.get(plan_id, [])):
                cursor = connection.execute(
                    "INSERT INTO segments (plan_id, attachment, section, path, roles, start, text) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [plan_id, attachment, section, path, roles, start, zlib.compress(words.encode(), 3)],
                )
                connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", [cursor.lastrowid, fold(words)])
            if paged:
                pages = json.dumps(_pages(json.loads(content)))
                connection.execute("INSERT OR REPLACE INTO pages VALUES (?, ?)", [plan_id, pages])
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _ids(file: str, most: int = 64) -> list[str]:
    """The ids that the documents of a file may have had in an earlier part."""
    from .rows import make_id

    return [make_id(file, document) for document in range(most)]


def _segments(text: str | None, sections: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The text cut where sections begin, each piece with the section it belongs to; before the first, with none."""
    if text is None:
        for start, attachment, section, path, roles, title, body in sections:
            yield attachment, section, path, _join(roles), start, "\n".join(one for one in (title, body) if one)
        return
    borders = [(0, None, None, None, None), *((s[0], s[1], s[2], s[3], s[4]) for s in sections)]
    ends = [*(border[0] for border in borders[1:]), len(text)]
    for (start, attachment, section, path, roles), end in zip(borders, ends, strict=True):
        if text[start:end].strip():
            yield attachment, section, path, _join(roles), start, text[start:end]


def _join(roles: list[str] | None) -> str:
    return f" {' '.join(roles or ())} "


def _pages(plan: Any) -> list[tuple[int, int]]:
    """Where in the text a page begins, as far as evidence tells: (offset, page)."""
    found: dict[int, int] = {}

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("boxes") and "start" in value:
                page, start = value["boxes"][0]["page"], value["start"]
                found[page] = min(start, found.get(page, start))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(plan)
    return sorted((start, page) for page, start in found.items())
