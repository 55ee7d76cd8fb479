"""read_many() and parse_many(): many inputs side by side, each isolated from the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kehoach_parser import Plan
from kehoach_parser.errors import KehoachError, ParsingStopped, UnreadableInput, UnsupportedFormat
from kehoach_parser.limits.isolation import call_isolated

from .pool import Limits, Lost, Ready, run_isolated
from .reading import Check, Ocr, parse_input, parse_once, read_parsed
from .sources import Input, Skipped, find_inputs

TIMEOUT = 1800.0
"""Seconds for one file: a scan of some hundred pages on a slow machine needs that long."""

MEMORY = 4 * 2**30
"""Bytes for one file."""

PARSE = "kehoach_parser.archive.reading:parse_input"
"""What a worker calls for an input."""


class Reading(Struct, frozen=True):
    """What came of one input: a plan, or an error, or neither where it was passed over for the reason given.

    `partial` where a stored baseline says that it is known only in part. An input of several plans gives one of
    these for each.
    """

    name: str
    plan: Plan | None = None
    partial: bool = False
    error: KehoachError | None = None
    skipped: str | None = None


def parse_many(
    paths: Iterable[Path | str],
    *,
    workers: int | None = None,
    ordered: bool = True,
    ocr: Ocr = "auto",
    timeout: float | None = TIMEOUT,
    memory: int | None = MEMORY,
    on_skip: Callable[[str, str], None] | None = None,
    jobs: int | None = None,
) -> Iterator[tuple[str, Plan | KehoachError]]:
    """The plan of each input with its name; an input that cannot be read gives its error, and the others go on.

    `paths`: files, folders, patterns, zip files, parsed plans (JSON, JSON Lines, a store). Results come in the order
    of the inputs, or with `ordered=False` as they are done; memory stays bounded either way.

    `workers` processes side by side (None: as many as there are processors; 0: in this process, without isolation).
    A file that crashes its worker, needs more than `timeout` seconds or `memory` bytes gives a ParsingStopped error.
    `on_skip` is told the name and the reason of what is passed over in a folder. `jobs` is an older name of `workers`.
    """
    count = workers if workers is not None else jobs
    limits = Limits(timeout, memory)
    for reading in read_many(find_inputs(paths), workers=count, ordered=ordered, ocr=ocr, limits=limits):
        if reading.skipped is not None:
            if on_skip is not None:
                on_skip(reading.name, reading.skipped)
        else:
            result = reading.error or reading.plan
            assert result is not None
            yield reading.name, result


def read_many(
    inputs: Iterable[Input | Skipped],
    *,
    workers: int | None = None,
    ordered: bool = True,
    ocr: Ocr = "auto",
    everything: bool = False,
    checks: tuple[Check, ...] = (),
    limits: Limits = Limits(TIMEOUT, MEMORY),  # noqa: B008  (frozen)
    isolate: bool = False,
) -> Iterator[Reading]:
    """What came of each input; see `parse_many`. `everything`: each document of a file that holds several; `checks` as
    for `parse`; `isolate`: without workers, each document is read in a child process of its own."""
    count = workers if workers is not None else os.cpu_count() or 1
    if count == 0:
        for source in inputs:
            if isinstance(source, Input) and source.kind == "document":
                if isolate:
                    yield from _tell(source, _parse_apart(source, ocr, everything, checks, limits))
                else:
                    yield from _tell(source, parse_input(source, ocr, everything, checks))
            else:
                yield from _tell(source, None)
        return
    waiting: dict[int, Input | Skipped] = {}

    def tasks() -> Iterator[tuple[Input, Ocr, bool, tuple[Check, ...]] | Ready]:
        for number, source in enumerate(inputs):
            waiting[number] = source
            if isinstance(source, Input) and source.kind == "document":
                yield source, ocr, everything, checks
            else:
                yield Ready(None)

    for number, result in run_isolated(PARSE, tasks(), workers=count, limits=limits, ordered=ordered):
        yield from _tell(waiting.pop(number), result)


def _parse_apart(
    source: Input, ocr: Ocr, everything: bool, checks: tuple[Check, ...], limits: Limits
) -> tuple[Plan, ...] | KehoachError:
    try:
        return call_isolated(
            parse_once, source, ocr, everything, checks,
            name=source.name, seconds=limits.timeout, memory=limits.memory,
        )  # fmt: skip
    except ParsingStopped as error:
        return error


def _tell(source: Input | Skipped, result: tuple[Plan, ...] | KehoachError | Lost | None) -> Iterator[Reading]:
    if isinstance(source, Skipped):
        yield Reading(source.name, skipped=source.reason)
    elif isinstance(result, Lost):
        yield Reading(source.name, error=ParsingStopped(f"{source.name}: {result.detail}", result.reason))
    elif isinstance(result, KehoachError):
        yield _tell_error(source, result)
    elif result is not None:
        yield from (Reading(source.name, plan) for plan in result)
    else:
        try:
            for plan, partial in read_parsed(source):
                yield Reading(source.name, plan, partial)
        except KehoachError as error:
            yield _tell_error(source, error)


def _tell_error(source: Input, error: KehoachError) -> Reading:
    """Among what was found in a folder, a spreadsheet or other JSON is no failure."""
    if source.found and isinstance(error, UnsupportedFormat):
        return Reading(source.name, skipped=describe(source, error))
    if source.found and source.kind == "plans" and isinstance(error, UnreadableInput):
        return Reading(source.name, skipped="JSON, but no parsed plan")
    return Reading(source.name, error=error)


def describe(source: Input, error: KehoachError) -> str:
    """The message of an error without the name of the file, which is told beside it."""
    message = str(error)
    for name in (source.name, Path(source.name).name):
        message = message.removeprefix(f"{name}: ")
    return message
