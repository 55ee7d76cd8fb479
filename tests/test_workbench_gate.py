"""Who may ask the workbench, and how much: hostile requests are refused and leave nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")

from starlette.testclient import TestClient

from kehoach_parser.errors import WrongUsage
from kehoach_parser.workbench.server.app import make_app
from kehoach_parser.workbench.server.bench import Bounds
from kehoach_parser.workbench.server.desk import Desk, Taken
from kehoach_parser.workbench.server.guard import Rules
from kehoach_parser.workbench.server.serving import Serving, is_loopback, serve

from .benches import PLAN, TOKEN, Person, open_bench
from .hostile.attacks import ATTACKS

SECRET = "secret.txt"
SECRET_WORDS = "KẾ HOẠCH bí mật"
HASH = "0" * 64
SECRET_HASH = hashlib.sha256(SECRET_WORDS.encode()).hexdigest()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    outer = tmp_path_factory.mktemp("outer")
    (outer / SECRET).write_text(SECRET_WORDS, "utf-8")
    folder = outer / "desk"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outer / SECRET)
    return folder


@pytest.fixture(scope="module")
def person(place: Path) -> Iterator[Person]:
    with open_bench(place, max_body=300_000) as client:
        yield Person(client).come_in()


BEARER = {"authorization": f"Bearer {TOKEN}"}
EVIL = "http://evil.example"

REFUSED: dict[str, tuple[str, str, dict[str, Any], bytes, int]] = {
    # name: method, path, headers beside those of the page, body, status
    "rebinding: another name": ("GET", "/api/desk", {"host": "evil.example"}, b"", 421),
    "rebinding: another name with the port": ("GET", "/api/desk", {"host": "evil.example:8420"}, b"", 421),
    "rebinding: our name as a part of theirs": ("GET", "/", {"host": "127.0.0.1.evil.example"}, b"", 421),
    "rebinding: our name before an @": ("GET", "/", {"host": "127.0.0.1@evil.example"}, b"", 421),
    "rebinding: our name as the user": ("GET", "/", {"host": "evil.example@127.0.0.1"}, b"", 421),
    "rebinding: no name": ("GET", "/health", {"host": ""}, b"", 421),
    "rebinding: a name ending in a point": ("GET", "/health", {"host": "localhost."}, b"", 421),
    "rebinding: a path in the name": ("GET", "/health", {"host": "127.0.0.1/x"}, b"", 421),
    "rebinding: another address": ("GET", "/health", {"host": "0.0.0.0:8420"}, b"", 421),
    "rebinding: a port that is none": ("GET", "/health", {"host": "127.0.0.1:x"}, b"", 421),
    "another site posts": ("POST", f"/api/plans/{HASH}/undo", {"origin": EVIL}, b"{}", 403),
    "another site reads": ("GET", "/api/desk", {"origin": EVIL}, b"", 403),
    "another port reads": ("GET", "/api/desk", {"origin": "http://127.0.0.1:9999"}, b"", 403),
    "a page without an origin posts": ("POST", f"/api/plans/{HASH}/undo", {"origin": "null"}, b"{}", 403),
    "another site with the token": ("POST", "/parse", {**BEARER, "origin": EVIL}, b"x", 403),
    "a picture of another site": ("GET", f"/api/plans/{HASH}/pages/1", {"sec-fetch-site": "cross-site"}, b"", 403),
    "a script of another site": ("GET", "/static/plan.js", {"sec-fetch-site": "cross-site"}, b"", 403),
    "a form of another site": (
        "POST", "/api/comparisons", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, b"{}", 403
    ),
    "no key": ("POST", "/api/comparisons", {"x-kehoach-key": ""}, b"{}", 403),
    "a wrong key": ("POST", "/api/comparisons", {"x-kehoach-key": "x" * 43}, b"{}", 403),
    "a key in other letters": ("PUT", "/api/documents?name=a.txt", {"x-kehoach-key": b"\xe9"}, b"x", 403),
    "no session": ("GET", "/api/desk", {"cookie": ""}, b"", 401),
    "a made up session": ("GET", "/api/desk", {"cookie": "kehoach=" + "a" * 43}, b"", 401),
    "a session of no form": ("GET", "/api/desk", {"cookie": 'kehoach="\\"; ;='}, b"", 401),
    "no session, a page": ("GET", "/", {"cookie": ""}, b"", 401),
    "another kind of authorization": ("GET", "/api/desk", {"authorization": f"Basic {TOKEN}"}, b"", 401),
    "an empty authorization": ("GET", "/api/desk", {"authorization": "Bearer "}, b"", 401),
    "traversal in the name": ("PUT", "/api/documents?name=..%2Fa.txt", {}, PLAN.encode(), 404),
    "traversal in the name, Windows": ("PUT", "/api/documents?name=..%5Ca.txt", {}, PLAN.encode(), 404),
    "an absolute name": ("PUT", "/api/documents?name=%2Fetc%2Fcron.d%2Fa.txt", {}, PLAN.encode(), 404),
    "a hidden name": ("PUT", "/api/documents?name=.kehoach.txt", {}, PLAN.encode(), 404),
    "a name with an end": ("PUT", "/api/documents?name=a.txt%00.pdf", {}, PLAN.encode(), 404),
    "a program": ("PUT", "/api/documents?name=run.sh", {}, b"#!/bin/sh", 404),
    "no name": ("PUT", "/api/documents", {}, PLAN.encode(), 404),
    "traversal to a script": ("GET", "/static/..%2Fapp.py", {}, b"", 404),
    "traversal to a script, doubled": ("GET", "/static/%252e%252e%252fapp.py", {}, b"", 404),
    "a template": ("GET", "/static/frame.html", {}, b"", 404),
    "traversal to a plan": ("GET", "/api/plans/..%2F..%2Fsecret.txt", {}, b"", 404),
    "a plan that is none": ("GET", "/api/plans/x", {}, b"", 404),
    "a plan that is not there": ("GET", f"/api/plans/{HASH}", {}, b"", 404),
    "a link out of the folder": ("GET", f"/api/plans/{SECRET_HASH}/pages/1", {}, b"", 404),
    "traversal to a comparison": ("GET", "/api/comparisons/..%2Fa", {}, b"", 404),
    "a comparison of nothing": ("POST", "/api/comparisons", {}, b'{"baseline": "x", "plans": []}', 404),
    "a programme by its path": (
        "POST", "/api/comparisons", {}, b'{"baseline": "programme:../../secret.txt", "plans": ["x"]}', 404
    ),
    "too large": ("PUT", "/api/documents?name=a.txt", {}, b"x" * 300_001, 413),
    "too large for an answer": ("POST", "/api/comparisons", {"content-length": "300001"}, b"", 413),
    "a length that is none": ("POST", "/parse", {"content-length": "-1"}, b"", 413),
    "too many headers": ("GET", "/health", {"x-long": "a" * 17_000}, b"", 431),
    "a long address": ("GET", "/health?" + "a" * 5_000, {}, b"", 414),
    "JSON without an end": ("POST", "/api/comparisons", {}, b"[" * 50_000, 400),
    "JSON of another form": ("POST", "/api/comparisons", {}, b'{"baseline": 3}', 400),
    "no JSON": ("POST", "/api/comparisons", {}, b"\xff\xfe", 400),
    "another method": ("DELETE", "/api/documents", {}, b"", 405),
    "no such place": ("GET", "/etc/passwd", {}, b"", 404),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_requests_are_refused(person: Person, place: Path, name: str) -> None:
    method, path, headers, body, status = REFUSED[name]
    before = sorted(entry.name for entry in place.parent.rglob("*.txt"))
    given = {"x-kehoach-key": person.key, **headers}
    got = person.client.request(method, path, headers=given, content=body, follow_redirects=False)
    assert got.status_code == status, got.text
    assert "bí mật" not in got.text
    assert sorted(entry.name for entry in place.parent.rglob("*.txt")) == before


def test_there_are_fifty_of_them() -> None:
    assert len(REFUSED) >= 50


def test_a_link_out_of_the_folder_is_no_document(person: Person) -> None:
    assert "link.txt" not in [one["name"] for one in person.get("/api/desk").json()["documents"]]


def test_headers_of_a_page_forbid_all_else(person: Person) -> None:
    page = person.get("/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert TOKEN not in page.text


def test_the_token_leaves_the_address_at_once(place: Path) -> None:
    with open_bench(place) as client:
        got = client.get(f"/?token={TOKEN}", follow_redirects=False)
        assert (got.status_code, got.headers["location"]) == (303, "/")
        assert {"HttpOnly", "SameSite=Strict"} <= set(got.headers["set-cookie"].split("; "))
        assert client.get("/?token=wrong", follow_redirects=False).status_code == 403


def test_tokens_are_not_tried_out(place: Path) -> None:
    with open_bench(place, attempts=3) as client:
        tried = [client.get(f"/?token={n}", follow_redirects=False).status_code for n in range(5)]
        assert tried == [403, 403, 403, 429, 429]
        assert client.get("/health", headers=BEARER).status_code == 200, "the right one is let in"


def test_passwords_are_not_tried_out(place: Path) -> None:
    with open_bench(place, attempts=3, password="đúng") as client:
        tried = [client.post("/login", json={"password": str(n)}).status_code for n in range(5)]
        assert tried == [403, 403, 403, 429, 429]
        assert client.post("/login", json={"password": "đúng"}).status_code == 429


def test_a_password_lets_in(place: Path) -> None:
    with open_bench(place, password="mật khẩu", hosts=frozenset(("127.0.0.1", "plans.office"))) as client:
        assert "login.js" in client.get("/").text
        assert client.get("/api/desk").status_code == 401
        assert client.post("/login", json={"password": "khác"}).status_code == 403
        assert client.post("/login", json={"password": "mật khẩu"}).status_code == 200
        assert client.get("/api/desk").status_code == 200
        assert client.get("/", headers={"host": "plans.office"}).status_code == 200


def test_one_server_a_folder(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with desk.lock(), pytest.raises(Taken), Desk(tmp_path).lock():
        pass
    left = desk.spool()
    left.write_bytes(b"x")
    with desk.lock():
        assert not left.exists()


@pytest.mark.parametrize("name", ["list_start_infinite", "html_spans", "entities", "huge_number", "zip_lying_header"])
def test_hostile_files_cost_no_other(person: Person, name: str) -> None:
    file, make = ATTACKS[name]
    got = person.client.post(f"/parse?name={file}", content=make(), headers=BEARER)
    assert got.status_code in (200, 413, 422), got.text
    assert person.client.post("/parse", content=PLAN.encode(), headers=BEARER).status_code == 200


@pytest.fixture(scope="module")
def tough(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    bounds = Bounds(readers=1, tools=1, tool_seconds=20.0, memory=2**30)
    with open_bench(tmp_path_factory.mktemp("tough"), bounds=bounds) as client:
        yield client


@pytest.mark.slow
@pytest.mark.parametrize("name", ATTACKS)
def test_every_hostile_file_is_withstood(tough: TestClient, name: str) -> None:
    """Each within the time and the memory of a posted document; the server goes on."""
    file, make = ATTACKS[name]
    got = tough.post(f"/parse?name={file}", content=make(), headers=BEARER)
    assert got.status_code in (200, 413, 422, 504), got.text
    assert tough.post("/parse", content=PLAN.encode(), headers=BEARER).status_code == 200


def test_a_full_queue_says_so(tmp_path: Path) -> None:
    """Beyond what may wait the answer is 429; what was taken is answered."""
    with open_bench(tmp_path, bounds=Bounds(readers=1, tools=1, waiting=2)) as client:
        statuses: list[int] = []

        def post() -> None:
            got = client.post("/parse", content=PLAN.encode(), headers=BEARER)
            statuses.append(got.status_code)
            assert got.status_code == 200 or got.headers["retry-after"]

        threads = [threading.Thread(target=post) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(statuses) == {200, 429}
        assert statuses.count(200) >= 3
        assert client.post("/parse", content=PLAN.encode(), headers=BEARER).status_code == 200


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with open_bench(tmp_path, bounds=Bounds(readers=1, tools=1, tool_seconds=0.01)) as client:
        assert client.post("/parse", content=PLAN.encode() * 200, headers=BEARER).status_code == 504


def test_other_machines_need_a_password(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="KEHOACH_PASSWORD"):
        serve(Serving(folder=tmp_path, host="0.0.0.0"), lambda _: None)
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.1", "office")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_the_log_says_nothing_of_what_documents_hold(person: Person, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "kehoach.serve"):
        sha256 = person.drop("bi-mat.txt", PLAN.encode())
        person.get(f"/api/plans/{sha256}")
        person.client.post("/parse?name=bi-mat.txt", content=PLAN.encode(), headers=BEARER)
    told = caplog.text
    assert "/api/plans/{sha256}" in told
    assert not any(word in told for word in ("bi-mat", "An Giang", sha256, TOKEN))


@contextlib.contextmanager
def listening(folder: Path, **rules: Any) -> Iterator[int]:
    """A server on a port of this machine."""
    uvicorn = pytest.importorskip("uvicorn")
    config = uvicorn.Config(make_app(folder, Rules(token=TOKEN, **rules)), port=0, log_level="critical", http="h11")
    server = uvicorn.Server(config)
    own = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([own])), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield own.getsockname()[1]
    server.should_exit = True
    thread.join(10)


@pytest.mark.parametrize(
    ("pause", "status"), [(5.0, b" 408 "), (0.1, b" 408 ")], ids=["nothing comes", "a byte at a time"]
)
def test_a_slow_body_is_not_waited_for(tmp_path: Path, pause: float, status: bytes) -> None:
    with listening(tmp_path, idle_seconds=0.4, body_seconds=1.0) as port:
        began = time.monotonic()
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(
                b"POST /parse HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
                b"Authorization: Bearer " + TOKEN.encode() + b"\r\n\r\n"
            )
            line.settimeout(0.05 if pause < 1 else 5)
            answer = b""
            while time.monotonic() - began < 4 and not answer:
                with contextlib.suppress(TimeoutError):
                    answer = line.recv(100)
                if pause < 1 and not answer:
                    line.sendall(b"x")
                    time.sleep(pause)
        assert status in answer
        assert time.monotonic() - began < 3
    assert not list(tmp_path.rglob("received/*"))


def test_a_body_without_an_announced_length_is_counted(tmp_path: Path) -> None:
    with listening(tmp_path, max_body=100_000) as port, socket.create_connection(("127.0.0.1", port)) as line:
        line.settimeout(5)
        line.sendall(
            b"POST /parse HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
            b"Authorization: Bearer " + TOKEN.encode() + b"\r\n\r\n"
        )
        with contextlib.suppress(ConnectionError):
            for _ in range(40):
                line.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")
        assert b" 413 " in line.recv(200)
    assert not list(tmp_path.rglob("received/*"))
