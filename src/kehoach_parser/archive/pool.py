"""run_isolated(): a function over many tasks in processes that may die without harm to the others.

Each worker has one task at a time and a socket of its own, so a worker that dies, hangs or eats memory costs its own
task and nothing else, and the pool knows which one. A task whose worker died is a suspect: it may be innocent (the
system's memory killer takes whom it likes), so it is tried once more, alone, when nothing else runs.
"""

from __future__ import annotations

import contextlib
import pickle
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Literal

from msgspec import Struct

from .nursery import Finished, used_time
from .workers import find_workers

PATIENCE = 0.5
"""Seconds after which a task may count as stuck."""

LOOK = 0.25
"""Seconds over which a task is watched."""

IDLE = 0.1
"""A task that uses less of a processor than this is stuck: it waits for something, and another may work meanwhile. One
that computes is left alone: more of them than processors would only need more memory."""

STUCK = 4
"""So many stuck tasks for each worker are not waited for."""

TASKS_A_WORKER = 500
"""After so many tasks a worker is replaced: what a library leaks does not add up."""

WINDOW = 8
"""In order, how many tasks for each worker may be done or under way before the oldest is given out."""


class Lost(Struct, frozen=True):
    """A task that gave no value: its worker died (`crash`), ran too long (`timeout`) or needed too much memory."""

    reason: Literal["crash", "timeout", "memory"]
    detail: str


class Ready(Struct, frozen=True):
    """A task that needs no worker; its value is given out in its turn."""

    value: Any


class Later(Struct, frozen=True):
    """No task now: another is asked for when one under way is done."""


class Limits(Struct, frozen=True):
    """What one task may use: seconds of time, bytes of memory of its own. None: no limit."""

    timeout: float | None = None
    memory: int | None = None


class _Task(Struct):
    number: int
    arguments: tuple[Any, ...]
    attempts: int = 0


def run_isolated(
    function: str,
    tasks: Iterable[tuple[Any, ...] | Ready | Later],
    *,
    workers: int,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    ordered: bool = True,
) -> Iterator[tuple[int, Any]]:
    """The place of each task (from 0) and what `function` (`module:name`) gave for its arguments, or `Lost`.

    Tasks are taken as they can be worked on; with `ordered` values come in the order of the tasks, else as they are
    done. At most `workers` work side by side; those that are stuck until their time is over do not count.
    """
    with _Pool(function, workers, limits) as pool:
        yield from _Run(pool, iter(tasks), ordered).results()


class _Run:
    """One pass over the tasks."""

    def __init__(self, pool: _Pool, tasks: Iterator[tuple[Any, ...] | Ready | Later], ordered: bool) -> None:
        self.pool, self.tasks, self.ordered = pool, tasks, ordered
        self.taken = 0
        self.given = 0
        self.exhausted = False
        self.suspects: deque[_Task] = deque()
        self.done: dict[int, Any] = {}

    def results(self) -> Iterator[tuple[int, Any]]:
        while True:
            self._dispatch()
            yield from self._give()
            if not self.pool.busy:
                if self.exhausted and not self.suspects:
                    return
                continue
            for task, outcome in self.pool.collect():
                if isinstance(outcome, Lost) and outcome.reason == "crash" and task.attempts < 2:
                    self.suspects.append(task)
                else:
                    self.done[task.number] = outcome
            yield from self._give()

    def _give(self) -> Iterator[tuple[int, Any]]:
        if not self.ordered:
            while self.done:
                number = next(iter(self.done))
                yield number, self.done.pop(number)
        while self.given in self.done:
            number = self.given
            self.given += 1
            yield number, self.done.pop(number)

    def _dispatch(self) -> None:
        no_more = self.exhausted
        while not self.exhausted and self.pool.has_room() and self._in_window():
            try:
                arguments = next(self.tasks)
            except StopIteration:
                self.exhausted = no_more = True
                break
            if isinstance(arguments, Later):
                no_more = True
                break
            number = self.taken
            self.taken += 1
            if isinstance(arguments, Ready):
                self.done[number] = arguments.value
                if not self.ordered:
                    return
            else:
                self.pool.give(_Task(number, arguments))
        if self.suspects and not self.pool.busy and (no_more or not self._in_window()):
            self.pool.give(self.suspects.popleft())

    def _in_window(self) -> bool:
        return not self.ordered or self.taken - self.given < WINDOW * self.pool.workers


class _Worker:
    """A worker process as its owner sees it."""

    def __init__(self, pid: int, connection: Connection) -> None:
        self.pid, self.connection = pid, connection
        self.task: _Task | None = None
        self.since = 0.0
        self.seen: tuple[float, float] | None = None
        self.stuck = False
        self.tasks = 0


class _Pool:
    """The workers, and what they are given."""

    def __init__(self, function: str, workers: int, limits: Limits) -> None:
        self.function, self.workers, self.limits = function, workers, limits
        self.idle: list[_Worker] = []
        self.busy: list[_Worker] = []
        self.source = find_workers()

    def __enter__(self) -> _Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self.idle:
            worker.connection.close()
        for worker in self.busy:
            self.source.kill(worker.pid)
            worker.connection.close()
        self.source.close()

    def has_room(self) -> bool:
        """Whether another task can be given: stuck ones do not count."""
        if len(self.busy) < self.workers:
            return True
        stuck = sum(self._is_stuck(worker) for worker in self.busy)
        return len(self.busy) < self.workers + min(stuck, STUCK * self.workers)

    def give(self, task: _Task) -> None:
        """Gives a task to a worker that has none, or to a new one."""
        task.attempts += 1
        worker = self.idle.pop() if self.idle else _Worker(*self.source.start(self.function, self.limits.memory))
        worker.task, worker.since, worker.seen, worker.stuck = task, time.monotonic(), None, False
        worker.tasks += 1
        self.busy.append(worker)
        with contextlib.suppress(OSError):  # it died between two tasks: collect() sees the closed connection
            worker.connection.send(task.arguments)

    def _is_stuck(self, worker: _Worker) -> bool:
        """Whether a task has used next to no processor since it was last looked at."""
        now = time.monotonic()
        if now - worker.since < PATIENCE:
            return False
        if worker.seen is None or now - worker.seen[0] >= LOOK:
            used = used_time(worker.pid)
            if used is None:
                worker.seen, worker.stuck = None, False
                return False
            if worker.seen is not None:
                worker.stuck = used - worker.seen[1] < IDLE * (now - worker.seen[0])
            worker.seen = (now, used)
        return worker.stuck

    def collect(self) -> list[tuple[_Task, Any]]:
        """Waits until something has happened: tasks that are done or lost; may be empty when one may be stuck."""
        ready = set(wait([worker.connection for worker in self.busy], self._pause()))
        now = time.monotonic()
        found: list[tuple[_Task, Any]] = []
        for worker in list(self.busy):
            assert worker.task is not None
            if worker.connection in ready:
                found.append((worker.task, self._read(worker)))
            elif self.limits.timeout is not None and now - worker.since > self.limits.timeout:
                self._drop(worker)
                found.append((worker.task, Lost("timeout", f"no end after {self.limits.timeout:g} seconds")))
        return found

    def _pause(self) -> float | None:
        """Seconds until a task may be stuck or reaches its end of time."""
        moments = (PATIENCE, PATIENCE + LOOK + 0.05, PATIENCE + 4 * LOOK, self.limits.timeout)
        now = time.monotonic()
        ahead = [w.since + moment - now for w in self.busy for moment in moments if moment is not None]
        return max(0.0, min((seconds for seconds in ahead if seconds > -0.01), default=1.0)) + 0.01

    def _read(self, worker: _Worker) -> Any:
        try:
            answer = pickle.loads(worker.connection.recv_bytes())
        except (EOFError, OSError):
            self.source.clear(worker.pid)
            self._forget(worker)
            return Lost("crash", self.source.say_end(worker.pid))
        if not isinstance(answer, Finished):
            self._forget(worker)
            return Lost("memory", f"needed more than {(self.limits.memory or 0) // 2**20} MB of memory")
        self.busy.remove(worker)
        worker.task = None
        if worker.tasks >= TASKS_A_WORKER or len(self.idle) >= self.workers:
            worker.connection.close()
        else:
            self.idle.append(worker)
        return answer.value

    def _drop(self, worker: _Worker) -> None:
        self.source.kill(worker.pid)
        self._forget(worker)

    def _forget(self, worker: _Worker) -> None:
        worker.connection.close()
        self.busy.remove(worker)
