"""Engine: DuckDB over the parts of a store, as tables in which each file's last telling holds, and ready-made views."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kehoach_parser.errors import MissingTool, QueryFailed

from .tables import TABLES

if TYPE_CHECKING:
    import duckdb

    from .files import DiskFolder, RemoteFolder
    from .parts import Manifest

TYPES = {
    "text": "VARCHAR",
    "int": "BIGINT",
    "float": "DOUBLE",
    "bool": "BOOLEAN",
    "texts": "VARCHAR[]",
    "ints": "BIGINT[]",
    "rows": "VARCHAR[][]",
}


class Result(Struct, frozen=True):
    """The answer to a question: names of columns, and rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Engine:
    """A database in memory whose tables are views over the Parquet files."""

    def __init__(self, folder: DiskFolder | RemoteFolder, manifests: dict[int, Manifest]) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise MissingTool("an archive needs pyarrow and duckdb: pip install 'kehoach-parser[store]'") from error
        self.connection: duckdb.DuckDBPyConnection = duckdb.connect()
        self._error: type[Exception] = duckdb.Error
        self._parts = [(number, f"parts/{manifest.part}") for number, manifest in manifests.items()]
        self._rows = {number: manifest.rows for number, manifest in manifests.items()}
        self._folder = folder
        if "://" in folder.address(""):
            self.connection.register_filesystem(folder.system)  # type: ignore[union-attr]
        self._make_tables()
        self.connection.execute(files("kehoach_parser.archive").joinpath("views.sql").read_text("utf-8"))

    def close(self) -> None:
        """Frees what the database holds."""
        self.connection.close()

    def query(self, sql: str, parameters: list[Any] | None = None) -> Result:
        """The rows of a SELECT. Raises QueryFailed with the database's reason."""
        try:
            self._check(sql)
            cursor = self.connection.execute(sql, parameters or [])
            names = tuple(column[0] for column in cursor.description or ())
            return Result(names, cursor.fetchall())
        except self._error as error:
            raise QueryFailed(" ".join(str(error).split())) from error

    def copy(self, sql: str, target: str) -> None:
        """Writes the rows of a SELECT as a Parquet file."""
        try:
            self._check(sql)
            self.connection.sql(sql).write_parquet(target)
        except self._error as error:
            raise QueryFailed(" ".join(str(error).split())) from error

    def read_plans(self, ids: list[str], text: bool) -> list[tuple[str, str | None, bool]]:
        """JSON, text and whether it is partial of the plans named, in the order named; reads their parts alone."""
        where = "SELECT plan_id, filename FROM _plan_places WHERE plan_id IN (SELECT unnest(?))"
        places = dict(self.connection.execute(where, [ids]).fetchall())
        found: dict[str, tuple[str, str | None, bool]] = {}
        column = "text" if text else "NULL"
        for part in sorted(set(places.values())):
            here = [plan_id for plan_id, place in places.items() if place == part]
            sql = f"SELECT plan_id, json, {column}, partial FROM read_parquet(?) WHERE plan_id IN (SELECT unnest(?))"
            for plan_id, *rest in self.connection.execute(sql, [part, here]).fetchall():
                found[plan_id] = (rest[0], rest[1], rest[2])
        return [found[plan_id] for plan_id in ids if plan_id in found]

    def _check(self, sql: str) -> None:
        """Only questions: an archive is added to by `collect` alone."""
        statements = self.connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type.name not in ("SELECT", "EXPLAIN"):
            raise QueryFailed("only one SELECT can be asked")

    def _make_tables(self) -> None:
        """Views that leave out what later parts have told again."""
        run = self.connection.execute
        numbers = {self._folder.address(f"{path}/files.parquet"): number for number, path in self._parts}
        run("CREATE TABLE _parts (filename VARCHAR, number BIGINT)")
        if numbers:
            self.connection.executemany("INSERT INTO _parts VALUES (?, ?)", list(numbers.items()))
            source = self._source("files", list(numbers))
            run(
                f"CREATE TABLE _files AS SELECT f.* EXCLUDE (filename), number FROM {source} f "
                "JOIN _parts USING (filename)"
            )
        else:
            run(f"CREATE TABLE _files AS SELECT *, 0 AS number FROM ({_empty('files')})")
        run("CREATE TABLE _last AS SELECT file, max(number) AS number FROM _files GROUP BY file")
        run("CREATE TABLE _stale AS SELECT f.file, f.number FROM _files f JOIN _last l USING (file) "
            "WHERE f.number < l.number")  # fmt: skip
        stale = {row[0] for row in run("SELECT DISTINCT number FROM _stale").fetchall()}
        run("CREATE VIEW files AS SELECT * EXCLUDE (number) FROM _files JOIN _last USING (file, number) ORDER BY file")
        self._make_plans(stale)
        for table in TABLES:
            if table not in ("files", "plans"):
                self._make_view(table, stale)

    def _make_plans(self, stale: set[int]) -> None:
        run = self.connection.execute
        fresh, old = self._split("plans", stale)
        names = {self._folder.address(f"{path}/plans.parquet"): number for number, path in self._parts}
        pieces = [f"SELECT *, filename AS _place FROM {self._source('plans', fresh)}"] if fresh else []
        for place in old:
            pieces.append(
                f"SELECT *, filename AS _place FROM {self._source('plans', [place])} WHERE file NOT IN "
                f"(SELECT file FROM _stale WHERE number = {names[place]})"
            )
        nothing = f"SELECT *, NULL AS _place, NULL AS filename FROM ({_empty('plans')})"
        body = " UNION ALL BY NAME ".join(pieces) or nothing
        run(f"CREATE VIEW _plans AS {body}")
        run("CREATE VIEW plans AS SELECT * EXCLUDE (filename, _place) FROM _plans")
        run("CREATE TABLE _plan_places AS SELECT plan_id, _place AS filename FROM _plans")
        for place in old:
            number = names[place]
            run(
                f"CREATE TABLE _gone_{number} AS SELECT plan_id FROM {self._source('plans', [place])} "
                f"WHERE file IN (SELECT file FROM _stale WHERE number = {number})"
            )

    def _make_view(self, table: str, stale: set[int]) -> None:
        fresh, old = self._split(table, stale)
        numbers = {self._folder.address(f"{path}/{table}.parquet"): number for number, path in self._parts}
        pieces = [f"SELECT * EXCLUDE (filename) FROM {self._source(table, fresh)}"] if fresh else []
        for place in old:
            pieces.append(
                f"SELECT * EXCLUDE (filename) FROM {self._source(table, [place])} "
                f"WHERE plan_id NOT IN (SELECT plan_id FROM _gone_{numbers[place]})"
            )
        body = " UNION ALL BY NAME ".join(pieces) or _empty(table)
        self.connection.execute(f'CREATE VIEW "{table}" AS {body}')

    def _split(self, table: str, stale: set[int]) -> tuple[list[str], list[str]]:
        """The files of a table in the parts that hold as a whole, and in those of which a part is out of date."""
        fresh: list[str] = []
        old: list[str] = []
        for number, path in self._parts:
            if self._rows[number].get(table, 0):
                (old if number in stale else fresh).append(self._folder.address(f"{path}/{table}.parquet"))
        return fresh, old

    def _source(self, table: str, places: list[str]) -> str:
        """The files as one table with every column of today's schema: parts of an older one lack some."""
        listed = ", ".join("'" + place.replace("'", "''") + "'" for place in places)
        whole = f"read_parquet([{listed}], union_by_name = true, filename = true)"
        return f"(SELECT * FROM {whole} UNION ALL BY NAME SELECT *, NULL AS filename FROM ({_empty(table)}))"


def _empty(table: str) -> str:
    """A SELECT of no row with the table's columns."""
    columns = ", ".join(f'NULL::{TYPES[column.type]} AS "{column.name}"' for column in TABLES[table])
    return f"SELECT {columns} WHERE false"
