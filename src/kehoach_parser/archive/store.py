"""Archive: a store of plans in a folder, opened for reading or adding."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from kehoach_parser import Plan
from kehoach_parser.errors import UnreadableInput

from .files import DiskFolder, RemoteFolder, open_folder
from .journal import read_journal
from .parts import Manifest, Record, decode_records, read_manifests
from .sources import STORE_MARK
from .tables import FORMAT

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars

    from .engine import Result


class Archive:
    """A store of plans in a folder (or at a URL that fsspec knows).

    It sees what was whole when it was opened; `refresh()` sees what came since. Several may read while one adds.
    """

    def __init__(self, where: Path | str, *, create: bool = False) -> None:
        """Opens a store. Raises UnreadableInput where there is none, unless `create`."""
        self.folder: DiskFolder | RemoteFolder = open_folder(where)
        self.where: str = str(where)
        try:
            described = json.loads(self.folder.read(STORE_MARK))
        except (FileNotFoundError, NotADirectoryError):
            if not create:
                told = f"{where}: is no archive (kehoach collect SOURCE --into {where} makes one)"
                raise UnreadableInput(told) from None
            if self.folder.list(""):
                raise UnreadableInput(f"{where}: is a folder with other things in it, not an archive") from None
            self.folder.write(STORE_MARK, json.dumps({"kehoach_archive": FORMAT}).encode() + b"\n")
        except (ValueError, OSError) as error:
            raise UnreadableInput(f"{where}: is no archive: {error}") from error
        else:
            if not isinstance(described, dict) or not isinstance(described.get("kehoach_archive"), int):
                raise UnreadableInput(f"{where}: is no archive: {STORE_MARK} is of another kind")
        self.manifests: dict[int, Manifest] = {}
        self._engine: Any = None
        self.refresh()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database, if it was needed."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def refresh(self) -> None:
        """Sees what came since the store was opened."""
        self.close()
        self.manifests = read_manifests(self.folder)

    def add(self, *sources: Path | str, **options: Any) -> Any:
        """Parses the sources and puts them in; see `collect`, whose options and summary these are."""
        from .collection import collect

        summary = collect(sources, self.where, **options)
        self.refresh()
        return summary

    def query(self, sql: str, parameters: list[Any] | None = None) -> Result:
        """The answer to a question in SQL over the tables and views of docs/archive.md."""
        result: Result = self.engine.query(sql, parameters)
        return result

    def relation(self, sql: str) -> duckdb.DuckDBPyRelation:
        """A DuckDB relation over the tables and views, which lives as long as this archive is open."""
        relation: duckdb.DuckDBPyRelation = self.engine.connection.sql(sql)
        return relation

    def measures(
        self, library: Literal["pandas", "polars", "duckdb"] = "pandas"
    ) -> pandas.DataFrame | polars.DataFrame | duckdb.DuckDBPyRelation:
        """Every measure with its statement and its plan, a row each."""
        relation = self.relation("SELECT * FROM plan_measures")
        if library == "duckdb":
            return relation
        frame: pandas.DataFrame | polars.DataFrame = relation.pl() if library == "polars" else relation.df()
        return frame

    def plans(self, where: str = "true", parameters: list[Any] | None = None, *, text: bool = True) -> Iterator[Plan]:
        """The plans, one at a time, by file; `where` is a condition in SQL on the table `plans`."""
        for plan, _ in self.stored(where, parameters, text=text):
            yield plan

    def stored(
        self, where: str = "true", parameters: list[Any] | None = None, *, text: bool = True
    ) -> Iterator[tuple[Plan, bool]]:
        """The plans as in `plans()`, each with whether it is known only in part."""
        sql = f"SELECT plan_id FROM plans WHERE {where} ORDER BY file, document"
        ids = [row[0] for row in self.query(sql, parameters).rows]
        for start in range(0, len(ids), _AT_ONCE):
            for content, words, partial in self.engine.read_plans(ids[start : start + _AT_ONCE], text):
                yield _restore(content, words, partial), bool(partial)

    def by_id(self, ids: list[str]) -> list[Plan]:
        """The plans with these ids, in the order given."""
        return [_restore(*one) for one in self.engine.read_plans(ids, True)]

    def documents(self, number: str) -> list[tuple[Plan, bool]]:
        """The documents with this number, each with whether it is known only in part."""
        return list(self.stored("fold_number(number) = fold_number(?)", [number], text=False))

    def implementing(self, number: str) -> Iterator[Plan]:
        """The plans, without their text, that say they implement the programme with this number."""
        where = (
            "fold_number(implements) = fold_number(?) OR implements IS NULL AND plan_id IN "
            "(SELECT plan_id FROM citations WHERE relation = 'implements' AND fold_number(number) = fold_number(?))"
        )
        return self.plans(where, [number, number], text=False)

    @property
    def engine(self) -> Any:
        """The database over the parts, opened when it is first needed."""
        if self._engine is None:
            from .engine import Engine

            self._engine = Engine(self.folder, self.manifests)
        return self._engine

    @property
    def rows(self) -> int:
        """How many rows the parts hold together."""
        return sum(sum(manifest.rows.values()) for manifest in self.manifests.values())

    # what adding needs

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Only one run may add at a time. Raises UnreadableInput where another does."""
        if not isinstance(self.folder, DiskFolder):
            yield  # at a URL the user sees to it
            return
        from filelock import FileLock, Timeout

        try:
            lock = FileLock(self.folder.root / ".lock", blocking=False).acquire()
        except Timeout:
            raise UnreadableInput(f"{self.where}: another run is adding to this archive") from None
        with lock:
            yield

    def leftovers(self) -> list[str]:
        """The names of the journals with what an earlier run had done and not yet put into a part.

        Parts that do not count are removed. Only under `lock`.
        """
        known = {manifest.part for manifest in self.manifests.values()}
        for name in self.folder.list("parts"):
            if name not in known:
                self.folder.remove(f"parts/{name}")
        if not isinstance(self.folder, DiskFolder):
            return []
        absorbed = {name for manifest in self.manifests.values() for name in manifest.journals}
        names: list[str] = []
        for name in self.folder.list("journal"):
            if name in absorbed:
                self.folder.remove(f"journal/{name}")
            else:
                names.append(name)
        return names

    def read_journals(self, names: Iterable[str]) -> Iterator[Record]:
        """The records of journals, one at a time."""
        for name in names:
            assert isinstance(self.folder, DiskFolder)
            yield from decode_records(read_journal(self.folder.root / "journal" / name))

    def next_number(self) -> int:
        """The number of the next part."""
        return max(self.manifests, default=0) + 1


_AT_ONCE = 200
"""Plans read from the parts at a time: memory stays bounded."""


def _restore(content: str, text: str | None, _: bool) -> Plan:
    plan = Plan.model_validate_json(content)
    return plan if text is None else plan.model_copy(update={"text": text})


def own_name() -> str:
    """A name that no other process and no other time gives."""
    return f"{os.getpid():x}-{os.urandom(6).hex()}"
