"""A journal: what a run has done and not yet put into a part, so that a killed run repeats nothing.

Records stand one behind the other, each with its length and checksum. The last one may be cut short; it is then no
record, and its file is parsed again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

_HEAD = 12


class Journal:
    """The journal that this run writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = path.open("xb", buffering=0)

    def add(self, record: bytes) -> None:
        """Writes a record; when this returns, the end of this process cannot lose it."""
        data = len(record).to_bytes(8, "big") + zlib.crc32(record).to_bytes(4, "big") + record
        written = 0
        while written < len(data):
            written += self._stream.write(data[written:])

    def close(self) -> None:
        """Ends writing; the file stays."""
        self._stream.close()


def read_journal(path: Path) -> Iterator[bytes]:
    """The whole records of a journal, up to the first that is cut or damaged."""
    with path.open("rb") as stream:
        while True:
            head = stream.read(_HEAD)
            if len(head) < _HEAD:
                return
            record = stream.read(int.from_bytes(head[:8], "big"))
            if zlib.crc32(record).to_bytes(4, "big") != head[8:]:
                return
            yield record
