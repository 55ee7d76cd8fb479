"""collect_on_cluster(): the same job on the workers of a Dask cluster.

A task is a group of files. Its worker parses each in a process of its own, writes a part into the archive's folder and
answers with the part's name. A part counts when this process has written its manifest: a group that was done twice,
because a worker was lost after its work, is in the archive once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kehoach_parser import __version__
from kehoach_parser.errors import ClusterLost, MissingTool

from .files import open_folder
from .parts import Manifest, commit, decode_records, encode_record, make_record, write_part
from .pool import Limits, Lost, run_isolated
from .reading import Ocr
from .sources import Input
from .store import Archive, own_name
from .tables import FORMAT

if TYPE_CHECKING:
    import distributed

    from .collection import Event

FILES_A_GROUP = 200
BYTES_A_GROUP = 32 * 2**20
"""So many files, or so many bytes of them, are one task of the cluster: what a lost worker costs is done again."""

GROUPS_AHEAD = 4
"""Tasks given out for each worker's processor before one is done: the list of files may be long."""

WORK = "kehoach_parser.archive.collection:work"


class Group(Struct, frozen=True):
    """Files for one task."""

    files: tuple[tuple[Input, str], ...]


class Done(Struct, frozen=True):
    """A part that has been written, and what became of each file in it."""

    part: str
    rows: dict[str, int]
    events: tuple[Event, ...]


def collect_on_cluster(
    archive: Archive,
    files: Iterable[tuple[Input, str]],
    scheduler: str,
    ocr: Ocr,
    limits: Limits,
    count: Callable[[Event], None],
) -> None:
    """Works through the files (each with its name in the archive) and makes their parts count.

    `scheduler` is an address or a scheduler file. Raises MissingTool without Dask, ClusterLost where the scheduler
    cannot be reached any more.
    """
    try:
        import distributed
    except ImportError as error:
        raise MissingTool("a cluster needs dask and distributed: pip install 'kehoach-parser[cluster]'") from error
    known = {"scheduler_file": scheduler} if Path(scheduler).is_file() else {"address": scheduler}
    try:
        client = distributed.Client(**known, timeout=30)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterLost(f"{scheduler}: no scheduler answers: {error}") from error
    number = archive.next_number()
    try:
        for done in _work_through(client, archive.where, groups(files), ocr, limits):
            commit(archive.folder, number, Manifest(done.part, FORMAT, __version__, done.rows))
            number += 1
            for event in done.events:
                count(event)
    finally:
        client.close(timeout=5)


def groups(files: Iterable[tuple[Input, str]]) -> Iterator[Group]:
    """The files in groups that are worth a task."""
    held: list[tuple[Input, str]] = []
    size = 0
    for source, file in files:
        held.append((source, file))
        size += _size(source)
        if len(held) >= FILES_A_GROUP or size >= BYTES_A_GROUP:
            yield Group(tuple(held))
            held, size = [], 0
    if held:
        yield Group(tuple(held))


def collect_group(where: str, group: Group, ocr: Ocr, limits: Limits) -> Done:
    """What a worker of the cluster does with a group: each file isolated, then a part."""
    from .collection import Event, last_of_each

    records: list[bytes] = []
    events: list[Event] = []
    tasks = [("file", source, ocr, file) for source, file in group.files]
    for number, result in run_isolated(WORK, tasks, workers=1, limits=limits):
        source, file = group.files[number]
        if isinstance(result, Lost):
            records.append(_failure(file, result))
            events.append(Event(source.name, "failed", message=result.detail))
        else:
            data, outcome, plans, doubts, message = result
            records.append(data)
            events.append(Event(source.name, outcome, plans, doubts, message))
    part = own_name()
    rows = write_part(open_folder(where), part, last_of_each(decode_records(records)))
    return Done(part, rows, tuple(events))


def _work_through(
    client: distributed.Client, where: str, waiting: Iterator[Group], ocr: Ocr, limits: Limits
) -> Iterator[Done]:
    """Gives out groups and takes what is done.

    A group that ended several workers is tried file by file, and a file that does so alone has failed.
    """
    import distributed

    asked: dict[Any, Group] = {}
    done = distributed.as_completed()

    def give(group: Group) -> None:
        future = client.submit(collect_group, where, group, ocr, limits, pure=False)
        asked[future.key] = group
        done.add(future)

    ahead = GROUPS_AHEAD * max(1, sum(client.nthreads().values()))
    for group in waiting:
        give(group)
        if len(asked) >= ahead:
            break
    while asked:
        future = next(done)
        group = asked.pop(future.key)
        if future.status == "finished":
            yield future.result()
        elif isinstance(future.exception(), distributed.KilledWorker):
            if len(group.files) > 1:
                for one in group.files:
                    give(Group((one,)))
            else:
                yield _give_up(where, group)
        else:
            raise ClusterLost(f"the cluster ended a task: {future.exception()!r}") from future.exception()
        future.release()
        following = next(waiting, None)
        if following is not None:
            give(following)


def _give_up(where: str, group: Group) -> Done:
    from .collection import Event

    lost = Lost("crash", "the worker that had it was lost several times")
    source, file = group.files[0]
    part = own_name()
    rows = write_part(open_folder(where), part, list(decode_records([_failure(file, lost)])))
    return Done(part, rows, (Event(source.name, "failed", message=lost.detail),))


def _failure(file: str, lost: Lost) -> bytes:
    return encode_record(make_record(file, None, "failed", __version__, reason=lost.reason, message=lost.detail))


def _size(source: Input) -> int:
    try:
        return Path(source.path).stat().st_size if source.path and source.member is None else 2**16
    except OSError:
        return 0
