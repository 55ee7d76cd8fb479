"""Parts of a store: what the files of one chunk gave, as Parquet, and the manifest that makes a part count.

A part is immutable. It lies in `parts/NAME/`, one file for each table; it belongs to the store when a manifest
`manifests/NUMBER.json` names it, which is written last. Where two parts tell of the same file, that with the higher
number holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from kehoach_parser.errors import MissingTool, UnreadableInput

from .tables import FORMAT, TABLES

if TYPE_CHECKING:
    from .files import DiskFolder, RemoteFolder
    from .rows import Rows

COMPRESSION = 6
"""Of zstd: a level more costs more time than it saves bytes."""


class Record(Struct, frozen=True):
    """All that one file gave: its row of `files` and the rows of its plans."""

    file: tuple[str, str | None, str, str | None, str | None, str, int]
    rows: dict[str, list[tuple[Any, ...]]] = {}


class Manifest(Struct, frozen=True):
    """What makes a part count. `journals` are the journals whose content is in it."""

    part: str
    format: int
    parser: str
    rows: dict[str, int]
    journals: tuple[str, ...] = ()


def write_part(folder: DiskFolder | RemoteFolder, name: str, records: Sequence[Record]) -> dict[str, int]:
    """Writes the tables of a part; returns their numbers of rows. The part does not count yet."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingTool("an archive needs pyarrow and duckdb: pip install 'kehoach-parser[store]'") from error
    kinds = {
        "text": pyarrow.string(),
        "int": pyarrow.int64(),
        "float": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "texts": pyarrow.list_(pyarrow.string()),
        "ints": pyarrow.list_(pyarrow.int64()),
        "rows": pyarrow.list_(pyarrow.list_(pyarrow.string())),
    }
    counts: dict[str, int] = {}
    for table, columns in TABLES.items():
        if table == "files":
            rows: list[tuple[Any, ...]] = [record.file for record in records]
        else:
            rows = [row for record in records for row in record.rows.get(table, ())]
        counts[table] = len(rows)
        values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
        arrays = [pyarrow.array(v, kinds[column.type]) for v, column in zip(values, columns, strict=True)]
        content = pyarrow.Table.from_arrays(arrays, names=[column.name for column in columns])
        content = content.replace_schema_metadata({"kehoach_format": str(FORMAT)})
        with folder.writing(f"parts/{name}/{table}.parquet") as stream:
            pyarrow.parquet.write_table(content, stream, compression="zstd", compression_level=COMPRESSION)
    return counts


def commit(folder: DiskFolder | RemoteFolder, number: int, manifest: Manifest) -> None:
    """Makes a part count."""
    folder.write(f"manifests/{number:08d}.json", msgspec.json.encode(manifest) + b"\n")


def read_manifests(folder: DiskFolder | RemoteFolder) -> dict[int, Manifest]:
    """The manifests by number, in order. Raises UnreadableInput where one is of a later format."""
    found: dict[int, Manifest] = {}
    for name in folder.list("manifests"):
        stem, _, suffix = name.partition(".")
        if suffix != "json" or not stem.isdigit():
            continue  # a temporary name
        try:
            manifest = msgspec.json.decode(folder.read(f"manifests/{name}"), type=Manifest)
        except msgspec.DecodeError as error:
            raise UnreadableInput(f"{folder.address(f'manifests/{name}')}: is damaged: {error}") from error
        if manifest.format > FORMAT:
            raise UnreadableInput(f"{folder.address('')}: written by a later version of kehoach-parser")
        found[int(stem)] = manifest
    return found


def encode_record(record: Record) -> bytes:
    """A record as bytes, for a journal or another process."""
    return msgspec.msgpack.encode(record)


def decode_records(data: Iterable[bytes]) -> Iterator[Record]:
    """The records again, one at a time."""
    decoder = msgspec.msgpack.Decoder(Record)
    return (decoder.decode(one) for one in data)


def make_record(file: str, sha256: str | None, outcome: str, parser: str, found: Sequence[Rows] = (), *,
                reason: str | None = None, message: str | None = None) -> Record:  # fmt: skip
    """The record of a file and of the plans found in it."""
    rows: Rows = {table: [row for one in found for row in one[table]] for table in TABLES if table != "files"}
    return Record((file, sha256, outcome, reason, message, parser, len(found)), rows if found else {})
