"""The bench: a desk with the lanes that work for it; what the routes call."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from msgspec import Struct

from kehoach_parser.archive import MEMORY, TIMEOUT, Limits
from kehoach_parser.errors import KehoachError

from ..corrections import Correction
from .cases import Cases
from .desk import Desk, Paper, Refused
from .lanes import Busy, Lane
from .wording import page_words

CORES = os.cpu_count() or 1
PAGE_WORKERS = 2
"""Processes for what a page waits for: a picture does not wait behind a comparison."""


class Bounds(Struct, frozen=True):
    """How much work is done side by side, may wait, and how long it may take."""

    readers: int = CORES
    tools: int = CORES
    waiting: int = 64
    tool_seconds: float = 120.0
    quick_seconds: float = 60.0
    document_seconds: float = TIMEOUT
    memory: int = MEMORY
    ready: bool = False
    """Whether the processes that answer pages are started with the server, not with the first page."""


class Bench:
    """State of the application. All methods run in the one loop; what touches a document goes through a lane."""

    def __init__(self, root: Path, bounds: Bounds | None = None) -> None:
        self.desk: Desk = Desk(root)
        self.cases: Cases = Cases(self.desk)
        self.bounds: Bounds = bounds or Bounds()
        b = self.bounds
        read, quick, tools = (Limits(s, b.memory) for s in (b.document_seconds, b.quick_seconds, b.tool_seconds))
        self.reading: Lane = Lane("reading", threads=b.readers, waiting=10_000, limits=read)
        self.quick: Lane = Lane("quick", threads=PAGE_WORKERS, waiting=256, limits=quick)
        self.tools: Lane = Lane("tools", threads=b.tools, waiting=b.waiting, limits=tools)
        self._under_way: dict[str, Future[Any]] = {}
        self._states: dict[str, tuple[str, dict[str, Any]]] = {}
        self._refreshing: set[str] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._changing = asyncio.Lock()

    def warm_up(self) -> None:
        """Starts the processes that answer a page, so that the first page does not wait for them."""
        for _ in range(PAGE_WORKERS):
            self.quick.submit("warm")

    def close(self) -> None:
        """Ends the lanes."""
        for lane in (self.reading, self.quick, self.tools):
            lane.close()

    async def run(self, lane: Lane, *task: Any) -> Any:
        """The result of a task. Raises Busy, or what the task raised."""
        return await asyncio.wrap_future(lane.submit(*task))

    # The folder

    async def tell_all(self) -> dict[str, Any]:
        """Every document with its state, the comparisons and the programmes; what is unread is begun to be read."""
        papers = await asyncio.to_thread(self.desk.papers)
        for paper in papers:
            self._begin(paper)
        return {
            "documents": [self._describe(paper) for paper in papers],
            "comparisons": await asyncio.to_thread(self.cases.all),
            "programmes": sorted(self.cases.programmes()),
            "reading": sum(not future.done() for future in self._under_way.values()),
        }

    async def add(self, name: str, spooled: Path) -> Paper:
        """Takes a dropped file into the folder and begins to read it."""
        paper = await asyncio.to_thread(self.desk.add, name, spooled)
        await asyncio.to_thread(self.desk.papers)
        self._begin(paper)
        return paper

    def read_again(self, paper: Paper) -> None:
        """Reads a document anew."""
        if self._is_reading(paper.sha256):
            return
        self._under_way.pop(paper.sha256, None)
        self.desk.forget(paper.sha256)
        self._begin(paper)

    def _is_reading(self, sha256: str) -> bool:
        future = self._under_way.get(sha256)
        return future is not None and not future.done()

    def _begin(self, paper: Paper) -> None:
        """Has a document read, unless it was, or could not be."""
        sha256 = paper.sha256
        if sha256 in self._under_way or self.desk.plan_path(sha256).is_file():
            return
        if self.desk.kept_json(f"{sha256}.error.json") is not None:
            return
        path, out = self.desk.path(paper), self.desk.plan_path(sha256)
        future = self.reading.submit("read", str(path), Path(paper.name).name, str(out), "auto")
        self._under_way[sha256] = future
        self._spawn(self._finish(sha256, future))

    async def _finish(self, sha256: str, future: Future[Any]) -> None:
        try:
            await asyncio.wrap_future(future)
        except (KehoachError, OSError, RuntimeError) as error:
            self.desk.keep_json(f"{sha256}.error.json", {"error": str(error)})
        finally:
            self._under_way.pop(sha256, None)

    def _describe(self, paper: Paper) -> dict[str, Any]:
        told: dict[str, Any] = {"sha256": paper.sha256, "name": paper.name, "size": paper.size}
        if self._is_reading(paper.sha256):
            running = self._under_way[paper.sha256].running()
            return {**told, "state": "reading" if running else "waiting"}
        if (failed := self.desk.kept_json(f"{paper.sha256}.error.json")) is not None:
            return {**told, "state": "failed", "error": failed["error"]}
        if not self.desk.plan_path(paper.sha256).is_file():
            return {**told, "state": "waiting"}
        return {**told, "state": "read", "sums": self._sums(paper.sha256)}

    def _sums(self, sha256: str) -> dict[str, Any] | None:
        """The sums of a plan, from the disk where they still hold; else they are made and None stands for them."""
        mark = self.desk.mark_of(sha256)
        known = self._states.get(sha256)
        if known is None or known[0] != mark:
            kept = self.desk.kept_json(f"{sha256}.state.json")
            if kept is not None and kept.get("mark") == mark:
                self._states[sha256] = known = (mark, kept["sums"])
        if known is not None and known[0] == mark:
            return known[1]
        if sha256 not in self._refreshing:
            self._refreshing.add(sha256)
            self._spawn(self._refresh(sha256))
        return None

    async def _refresh(self, sha256: str) -> None:
        try:
            await self.show(sha256, text=False)
        except (KehoachError, Busy):
            pass  # told when the plan is opened
        finally:
            self._refreshing.discard(sha256)

    # A plan

    async def show(self, sha256: str, language: str = "vi", *, text: bool) -> bytes:
        """What the page of a plan shows, with what people said about it."""
        path = self.desk.plan_path(sha256)
        if not path.is_file():
            failed = self.desk.kept_json(f"{sha256}.error.json")
            raise Refused(failed["error"] if failed else "not read yet")
        mark = self.desk.mark_of(sha256)
        shown: bytes = await self.run(
            self.quick, "show", str(path), str(self.desk.corrections), text, page_words()[language]
        )
        sums = json.loads(shown)["state"]
        self._states[sha256] = (mark, sums)
        self.desk.keep_json(f"{sha256}.state.json", {"mark": mark, "sums": sums})
        return shown

    async def say(self, sha256: str, corrections: list[Correction]) -> None:
        """Keeps what a person said, one after the other."""
        paper = self.desk.paper(sha256)
        async with self._changing:
            await asyncio.to_thread(self.desk.say, paper, corrections)

    async def undo(self, sha256: str, by: str) -> list[Correction]:
        """Takes back what a person said last."""
        paper = self.desk.paper(sha256)
        async with self._changing:
            return await asyncio.to_thread(self.desk.undo, paper, by)

    async def change(self, act: Callable[[], Any]) -> Any:
        """Changes a file of the folder while nobody else does."""
        async with self._changing:
            return await asyncio.to_thread(act)

    # A comparison

    def case(self, identity: str) -> dict[str, Any]:
        """What a worker needs to make a comparison of the folder. Raises Refused where a plan is not read."""
        kept = self.cases.get(identity)
        plans = [self.desk.paper(sha256) for sha256 in kept["plans"]]
        paths = [self.cases.baseline_path(kept["baseline"]), *(self.desk.plan_path(p.sha256) for p in plans)]
        if not all(path.is_file() for path in paths):
            raise Refused("not read yet")
        place = {paper.sha256: number for number, paper in enumerate(plans)}
        reviewed = [{**one, "plan": place[one["plan"]]} for one in kept["reviewed"] if one["plan"] in place]
        return {
            "baseline": str(paths[0]),
            "plans": [str(path) for path in paths[1:]],
            "corrections": str(self.desk.corrections),
            "pairs": kept["pairs"],
            "reviewed": reviewed,
            "documents": [{"sha256": paper.sha256, "name": paper.name} for paper in plans],
            "base_document": kept["baseline"],
        }

    def _spawn(self, work: Awaitable[Any]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
