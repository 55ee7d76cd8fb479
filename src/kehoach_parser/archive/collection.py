"""collect(): parses sources into a store, each file isolated, resumable after any end."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from kehoach_parser import __version__
from kehoach_parser.errors import KehoachError, UnreadableInput, UnsupportedFormat

from .batch import MEMORY, TIMEOUT, describe
from .files import DiskFolder
from .journal import Journal
from .parts import Manifest, Record, commit, decode_records, encode_record, make_record, write_part
from .pool import Later, Limits, Lost, run_isolated
from .reading import Ocr, parse_input, read_parsed
from .rows import make_rows
from .sources import Input, Skipped, find_inputs, read_input
from .store import Archive, own_name
from .tables import FORMAT

FILES_A_PART = 500
BYTES_A_PART = 64 * 2**20
"""A part is written when so many files or bytes of rows are waiting for it."""

WORK = "kehoach_parser.archive.collection:work"
"""What a worker calls for a task."""


class Event(Struct, frozen=True):
    """What became of one file: `ok`, `failed`, `skipped`, or `unchanged` where an earlier run had done it.

    `doubts`: how many issues its plans have. `message` says why it failed or was skipped.
    """

    name: str
    outcome: str
    plans: int = 0
    doubts: int = 0
    message: str | None = None


class Summary(Struct):
    """What a run did. `failed` counts the files that failed in this run, `failed_before` those of earlier runs that
    were not tried again."""

    parsed: int = 0
    plans: int = 0
    doubts: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    failed_before: int = 0


def collect(
    sources: Iterable[Path | str],
    into: Path | str,
    *,
    workers: int | None = None,
    ocr: Ocr = "auto",
    timeout: float | None = TIMEOUT,
    memory: int | None = MEMORY,
    retry_failed: bool = False,
    on_event: Callable[[Event], None] | None = None,
    on_total: Callable[[int], None] | None = None,
    scheduler: str | None = None,
) -> Summary:
    """Parses the sources over processes and puts what they gave into the archive, which is made where there is none.

    A file whose bytes this version of the parser has read before is left as it is (failed ones too, unless
    `retry_failed`). A run that was ended in any way is gone on with by the next one. `scheduler` names a Dask cluster
    whose workers do the work (docs/cluster.md). Raises UnreadableInput where `into` is no archive or another run is
    adding to it, OSError where it cannot be written.
    """
    archive = Archive(into, create=True)
    with archive.lock():
        inputs = list(find_inputs(sources))
        if on_total is not None:
            on_total(len(inputs))
        archive.refresh()
        run = Run(archive, retry_failed, on_event)
        limits = Limits(timeout, memory)
        if scheduler is not None:
            from .cluster import collect_on_cluster

            run.finish_earlier()
            collect_on_cluster(archive, run.files(inputs), scheduler, ocr, limits, run.count)
            return run.summary
        try:
            for number, result in run_isolated(
                WORK,
                run.tasks(inputs, ocr),
                workers=workers or os.cpu_count() or 1,
                limits=limits,
                ordered=False,
            ):
                run.take(number, result)
        finally:
            run.close()
        return run.summary


def work(task: str, *arguments: Any) -> Any:
    """What a worker does: reads a `file`, or writes a `part`."""
    return collect_input(*arguments) if task == "file" else write_journals(*arguments)


def write_journals(where: str, journals: tuple[str, ...], part: str) -> dict[str, int]:
    """Makes a part of journals; returns its numbers of rows."""
    archive = Archive(where)
    return write_part(archive.folder, part, last_of_each(archive.read_journals(journals)))


def collect_input(source: Input, ocr: Ocr, file: str) -> tuple[bytes, str, int, int, str | None]:
    """What one file gives: its record, and outcome, plans, doubts and message of it. Never raises KehoachError."""
    sha256: str | None = None
    try:
        sha256 = hash_input(source)
        if source.kind == "document":
            result = parse_input(source, ocr, True)
            if isinstance(result, KehoachError):
                raise result
            plans = [(plan, False) for plan in result]
        else:
            plans = list(read_parsed(source))
    except KehoachError as error:
        outcome, message = _judge(source, error)
        record = make_record(file, sha256, outcome, __version__, reason=type(error).__name__, message=message)
        return encode_record(record), outcome, 0, 0, message
    rows = [make_rows(plan, file, place, partial=partial) for place, (plan, partial) in enumerate(plans)]
    record = make_record(file, sha256, "ok", __version__, rows)
    return encode_record(record), "ok", len(plans), sum(len(plan.issues) for plan, _ in plans), None


def hash_input(source: Input) -> str:
    """The hash of an input's bytes. Raises UnreadableInput."""
    if source.kind == "store":
        raise UnreadableInput(f"{source.name}: is an archive itself; collect the files it was made from")
    data = read_input(source)
    try:
        if isinstance(data, Path):
            with data.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{source.name}: {getattr(error, 'strerror', None) or error}") from error
    return hashlib.sha256(data).hexdigest()


def name_file(source: Input | Skipped) -> str:
    """The name of a file in an archive: its absolute path, with the name inside a zip file behind it."""
    path = source.path if isinstance(source, Input) else None
    if path is None:
        return source.name if source.name.startswith("<stdin>") else str(Path(source.name).absolute())
    inside = source.name.removeprefix(path) if isinstance(source, Input) and source.member is not None else ""
    return _printable(str(Path(path).absolute()) + inside)


def _printable(name: str) -> str:
    """A name whose bytes are no UTF-8 with these bytes spelt out: a table holds nothing else."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def is_done(known: dict[str, tuple[str | None, str, str]], source: Input, file: str, retry_failed: bool) -> str | None:
    """The outcome of an earlier run with the same bytes and the same parser, None where the file is to be read."""
    if file not in known:
        return None
    sha256, outcome, parser = known[file]
    if parser != __version__ or (outcome == "failed" and retry_failed):
        return None
    try:
        now: str | None = hash_input(source)
    except UnreadableInput:
        now = None
    return outcome if now == sha256 else None


def known_files(archive: Archive) -> dict[str, tuple[str | None, str, str]]:
    """Hash, outcome and parser version of each file in an archive; those in a part of an older format are to be read
    again, so they are not among them."""
    sql = "SELECT file, sha256, outcome, parser, number FROM _files JOIN _last USING (file, number)"
    current = {number for number, manifest in archive.manifests.items() if manifest.format == FORMAT}
    rows = archive.query(sql).rows
    return {file: (sha256, outcome, parser) for file, sha256, outcome, parser, number in rows if number in current}


class _Parse(Struct, frozen=True):
    """A file that a worker is to read."""

    source: Input
    file: str


class _Part(Struct, frozen=True):
    """Journals that a worker is to make a part of."""

    name: str
    journals: tuple[str, ...]


class Run:
    """One run that adds to an archive on this machine.

    What files give goes into a journal; a full journal becomes a part, which a worker writes, so that this process
    holds next to nothing. At a URL there are no journals: what is waiting is held here.
    """

    def __init__(self, archive: Archive, retry_failed: bool, on_event: Callable[[Event], None] | None) -> None:
        self.archive: Archive = archive
        self.retry_failed: bool = retry_failed
        self.summary: Summary = Summary()
        self._tell = on_event or (lambda _: None)
        self._known = known_files(archive)
        self._left = archive.leftovers()
        for record in archive.read_journals(self._left):
            file, sha256, outcome, _, _, parser, _ = record.file
            self._known[file] = (sha256, outcome, parser)
        archive.close()
        self._number = archive.next_number()
        self._tasks: dict[int, _Parse | _Part] = {}
        self._taken = 0
        self._journal: Journal | None = None
        self._waiting: list[bytes] = []
        self._count_waiting = self._size_waiting = 0
        self._seen: set[str] = set()

    def files(self, inputs: Iterable[Input | Skipped]) -> Iterator[tuple[Input, str]]:
        """The files that are to be read, with their names in the archive; the others are told and counted here."""
        for source in inputs:
            file = name_file(source)
            if file in self._seen:
                continue  # named twice
            self._seen.add(file)
            if isinstance(source, Skipped):
                self.count(Event(source.name, "skipped", message=source.reason))
                continue
            done = is_done(self._known, source, file, self.retry_failed)
            if done is not None:
                self.count(Event(source.name, "unchanged", message=done))
                continue
            yield source, file

    def finish_earlier(self) -> None:
        """Makes a part of what an earlier run had left in journals."""
        if self._left:
            part = own_name()
            self._commit(part, tuple(self._left), write_journals(self.archive.where, tuple(self._left), part))
            self.archive.refresh()

    def tasks(self, inputs: Iterable[Input | Skipped], ocr: Ocr) -> Iterator[tuple[Any, ...] | Later]:
        """The files that are to be read, and parts to be written."""
        if self._left:
            yield self._give(_Part(own_name(), tuple(self._left)), ocr)
        for source, file in self.files(inputs):
            if self._is_full():
                yield self._give(self._end_journal(), ocr)
            yield self._give(_Parse(source, file), ocr)
        while any(isinstance(task, _Parse) for task in self._tasks.values()):
            yield Later()
        if self._journal is not None:
            yield self._give(self._end_journal(), ocr)

    def take(self, number: int, result: Any) -> None:
        """Keeps what a file gave, or makes a part count that has been written."""
        task = self._tasks.pop(number)
        if isinstance(task, _Part):
            rows = result if isinstance(result, dict) else write_journals(self.archive.where, task.journals, task.name)
            self._commit(task.name, task.journals, rows)
            return
        if isinstance(result, Lost):
            sha256 = None
            with contextlib.suppress(UnreadableInput):
                sha256 = hash_input(task.source)
            record = make_record(task.file, sha256, "failed", __version__, reason=result.reason, message=result.detail)
            data, event = encode_record(record), Event(task.source.name, "failed", message=result.detail)
        else:
            data, outcome, plans, doubts, message = result
            event = Event(task.source.name, outcome, plans, doubts, message)
        self._keep(data)
        self.count(event)

    def close(self) -> None:
        """Makes a part of all that is waiting, also when the run is ended early."""
        journals = [name for task in self._tasks.values() if isinstance(task, _Part) for name in task.journals]
        if self._journal is not None:
            journals += self._end_journal().journals
        if journals:
            part = own_name()
            self._commit(part, tuple(journals), write_journals(self.archive.where, tuple(journals), part))
        self._flush()

    def _give(self, task: _Parse | _Part, ocr: Ocr) -> tuple[Any, ...]:
        self._tasks[self._taken] = task
        self._taken += 1
        if isinstance(task, _Part):
            return "part", self.archive.where, task.journals, task.name
        return "file", task.source, ocr, task.file

    def _is_full(self) -> bool:
        return self._journal is not None and (self._count_waiting >= FILES_A_PART or self._size_waiting >= BYTES_A_PART)

    def _keep(self, data: bytes) -> None:
        self._count_waiting += 1
        self._size_waiting += len(data)
        folder = self.archive.folder
        if isinstance(folder, DiskFolder):
            if self._journal is None:
                self._journal = Journal(folder.root / "journal" / own_name())
            self._journal.add(data)
            return
        self._waiting.append(data)
        if self._count_waiting >= FILES_A_PART or self._size_waiting >= BYTES_A_PART:
            self._flush()

    def _end_journal(self) -> _Part:
        assert self._journal is not None
        self._journal.close()
        part = _Part(own_name(), (self._journal.path.name,))
        self._journal, self._count_waiting, self._size_waiting = None, 0, 0
        return part

    def _flush(self) -> None:
        if self._waiting:
            part = own_name()
            self._commit(part, (), write_part(self.archive.folder, part, last_of_each(decode_records(self._waiting))))
            self._waiting, self._count_waiting, self._size_waiting = [], 0, 0

    def _commit(self, part: str, journals: tuple[str, ...], rows: dict[str, int]) -> None:
        """The part is there; its manifest makes it count, then the journals go: an end between two of these loses
        nothing."""
        folder = self.archive.folder
        commit(folder, self._number, Manifest(part, FORMAT, __version__, rows, journals))
        self._number += 1
        for journal in journals:
            folder.remove(f"journal/{journal}")

    def count(self, event: Event) -> None:
        """Adds a file to the sums and tells it."""
        summary = self.summary
        if event.outcome == "ok":
            summary.parsed += 1
            summary.plans += event.plans
            summary.doubts += event.doubts
        elif event.outcome == "failed":
            summary.failed += 1
        elif event.outcome == "skipped":
            summary.skipped += 1
        else:
            summary.unchanged += 1
            summary.failed_before += event.message == "failed"
        self._tell(event)


def last_of_each(records: Iterable[Record]) -> list[Record]:
    """The records by file name, the last one where a file came twice: the same files give the same part."""
    last = {record.file[0]: record for record in records}
    return [last[file] for file in sorted(last)]


def _judge(source: Input, error: KehoachError) -> tuple[str, str]:
    """Outcome and message: what was found in a folder and is no document is no failure."""
    if source.found and isinstance(error, UnsupportedFormat):
        return "skipped", describe(source, error)
    if source.found and source.kind == "plans" and isinstance(error, UnreadableInput):
        return "skipped", "JSON, but no parsed plan"
    return "failed", describe(source, error)
