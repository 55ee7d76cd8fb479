"""`kehoach serve` under load: 16 clients post 500 plans (none lost, none mixed), and the first page of a 200-page scan.

Prints the times of a request, what was answered, and the memory of the server with all its processes; 1 where a plan
was lost or mixed up with another, or the first page of the scan took more than a second.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import os
import queue
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

TOKEN = "benchmark"
SERVE = "import sys; from kehoach_parser.cli import main; sys.exit(main())"
SOURCES = sorted(ROOT.glob("corpus/*/source.txt"))
FIRST_PAGE = 1.0  # seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--plans", type=int, default=500)
    parser.add_argument("--pages", type=int, default=200)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
        wrong = post_plans(server, args.clients, args.plans)
        late = open_scan(server, args.pages)
    return int(wrong or late)


class Server:
    """The server in a process of its own, and the most memory that it and its processes had."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "KEHOACH_TOKEN": TOKEN, "PYTHONPATH": str(ROOT / "src")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, "serve", str(folder), "--port", "0", "-q"],
            stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        assert self.process.stderr is not None
        found = re.search(r"http://\S+", self.process.stderr.readline())
        assert found
        self.place = urlsplit(found.group()).netloc
        self.memory = 0
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._watch.join()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """The status and the body of an answer."""
        line = http.client.HTTPConnection(self.place, timeout=300)
        try:
            line.request(method, path, body, {"Authorization": f"Bearer {TOKEN}"})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    def _look(self) -> None:
        while not self._ended.wait(0.5):
            self.memory = max(self.memory, sum(map(_own_memory, _family(self.process.pid))))


def post_plans(server: Server, clients: int, count: int) -> int:
    """Posts the plans; how many were lost or mixed."""
    waiting: queue.Queue[tuple[str, bytes]] = queue.Queue()
    for number in range(count):
        text = SOURCES[number % len(SOURCES)].read_text("utf-8")
        waiting.put((f"plan-{number}.txt", f"{text}\nBản thứ {number}.\n".encode()))
    times: list[float] = []
    statuses: Counter[int] = Counter()
    wrong: list[str] = []

    def work() -> None:
        while True:
            try:
                name, data = waiting.get_nowait()
            except queue.Empty:
                return
            began = time.perf_counter()
            while True:
                status, body = server.ask("POST", f"/parse?name={quote(name)}&text=0", data)
                statuses[status] += 1
                if status != 429:
                    break
                time.sleep(0.2)
            times.append(time.perf_counter() - began)
            told = json.loads(body).get("source", {})
            if (told.get("name"), told.get("sha256")) != (name, hashlib.sha256(data).hexdigest()):
                wrong.append(name)

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    cuts = statistics.quantiles(times, n=100)
    print(f"{clients} clients, {count} plans: {took:.1f} s, {count / took:.1f} a second, statuses {dict(statuses)}")
    print(f"a request: median {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, longest {max(times):.2f} s")
    lost = count - len(times)
    print(f"lost {lost}, mixed {len(wrong)}; memory of all processes at most {server.memory / 2**20:.0f} MB")
    return lost + len(wrong)


def open_scan(server: Server, pages: int) -> bool:
    """Drops a scan and looks at its first page at once, while it is still being recognised; whether that took long."""
    status, body = server.ask("PUT", "/api/documents?name=scan.pdf", make_scan(pages))
    assert status == 201, body
    sha256 = json.loads(body)["sha256"]
    server.ask("GET", "/api/desk")
    first = _timed(lambda: server.ask("GET", f"/api/plans/{sha256}/pages/1"))
    last = _timed(lambda: server.ask("GET", f"/api/plans/{sha256}/pages/{pages}"))
    page = _timed(lambda: server.ask("GET", f"/plans/{sha256}"))
    print(f"scan of {pages} pages: page of the plan {page:.2f} s, picture of its first page {first:.2f} s, of its last "
          f"{last:.2f} s")  # fmt: skip
    return page + first > FIRST_PAGE


def make_scan(pages: int) -> bytes:
    """A PDF of pictures, each page another."""
    import numpy as np
    from tests.rendering.scans import bind

    random = np.random.default_rng(1)
    sheets = []
    for number in range(pages):
        sheet = np.full((2339, 1654), 250, np.uint8)
        for line in range(200, 2100, 44):
            words = random.integers(0, 2, 1200 // 6).repeat(6)
            sheet[line : line + 22, 220:1420][:, words == 1] = 20 + number % 40
        sheets.append(sheet)
    return bind(sheets, dpi=200, quality=70)


def _timed(act: Callable[[], tuple[int, bytes]]) -> float:
    began = time.perf_counter()
    status, _ = act()
    assert status == 200, status
    return time.perf_counter() - began


def _family(pid: int) -> list[int]:
    family = [pid]
    for member in family:
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                family += map(int, children.read_text().split())
            except OSError:
                continue
    return family


def _own_memory(pid: int) -> int:
    """Bytes of a process, what it shares with others counted in parts."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", rows, re.M)
    return int(found.group(1)) * 1024 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
