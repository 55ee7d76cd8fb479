"""Lanes: work that is done in isolated processes, with a bounded queue each, so that a picture of a page never waits
behind the recognition of a scan."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

from msgspec import Struct

from kehoach_parser.archive.pool import Later, Limits, Lost, run_isolated
from kehoach_parser.errors import KehoachError, ParsingStopped

FUNCTION = "kehoach_parser.workbench.server.work:work"
"""What the processes call."""


PATIENCE = 1.0
"""Seconds that the end of a lane waits for what is being worked on; the processes end with the server anyway."""


class Busy(Exception):
    """The queue of a lane is full: ask again later."""


class _Job(Struct):
    future: Future[Any]
    task: tuple[Any, ...]


class Lane:
    """Some threads, each with one isolated process that does one task after the other.

    A task that crashes its process is tried once more and then fails with ParsingStopped, as one that takes too long or
    needs too much memory; the others do not notice.
    """

    def __init__(self, name: str, *, threads: int, waiting: int, limits: Limits) -> None:
        self.name: str = name
        self.waiting: int = waiting
        self._limits = limits
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._open = 0
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._run, name=f"{name}-{n}", daemon=True) for n in range(threads)]
        self._started = False

    @property
    def open(self) -> int:
        """How many tasks wait or are being worked on."""
        return self._open

    def submit(self, *task: Any) -> Future[Any]:
        """The future result of `work(*task)`. Raises Busy where too many tasks wait."""
        with self._lock:
            if self._open >= self.waiting + len(self._threads):
                raise Busy(self.name)
            if not self._started:
                self._started = True
                for thread in self._threads:
                    thread.start()
            self._open += 1
        job = _Job(Future(), task)
        job.future.add_done_callback(self._count_down)
        self._jobs.put(job)
        return job.future

    def close(self) -> None:
        """Ends the threads when what they work on is done; what waits is given up."""
        with contextlib.suppress(queue.Empty):
            while job := self._jobs.get_nowait():
                job.future.cancel()
        for _ in self._threads:
            self._jobs.put(None)
        end = time.monotonic() + PATIENCE
        for thread in self._threads if self._started else ():
            thread.join(max(0.0, end - time.monotonic()))

    def _count_down(self, _: Future[Any]) -> None:
        with self._lock:
            self._open -= 1

    def _run(self) -> None:
        under_way: list[_Job] = []
        while True:
            try:
                for _, value in run_isolated(
                    FUNCTION, self._tasks(under_way), workers=1, limits=self._limits, ordered=False
                ):
                    _finish(under_way.pop().future, value)
                return
            except Exception as error:  # the processes cannot be started: this task fails, the next one tries again
                if under_way:
                    under_way.pop().future.set_exception(error)

    def _tasks(self, under_way: list[_Job]) -> Iterator[tuple[Any, ...] | Later]:
        """One task at a time: the next one is waited for when the last one is done."""
        while True:
            if under_way:
                yield Later()
                continue
            job = self._jobs.get()
            if job is None:
                return
            if job.future.set_running_or_notify_cancel():
                under_way.append(job)
                yield job.task


def _finish(future: Future[Any], value: Any) -> None:
    if isinstance(value, Lost):
        future.set_exception(ParsingStopped(value.detail, value.reason))
    elif isinstance(value, KehoachError):
        future.set_exception(value)
    else:
        future.set_result(value)
