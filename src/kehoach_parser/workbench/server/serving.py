"""serve(): the application on a socket."""

from __future__ import annotations

import ipaddress
import logging
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from msgspec import Struct

from kehoach_parser.errors import WrongUsage

from .app import make_app
from .bench import Bounds
from .desk import Desk
from .guard import LOOPBACK, Rules

CONNECTIONS = 256


class Serving(Struct, frozen=True):
    """What is asked of the server."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 0
    hosts: tuple[str, ...] = ()
    token: str | None = None
    password: str | None = None
    jobs: int | None = None
    waiting: int = 64
    timeout: float = 120.0
    max_body: int = 128 * 2**20
    quiet: bool = False


def serve(asked: Serving, tell: Callable[[str], None]) -> int:
    """Listens until it is ended; `tell` says the address with its token. Raises WrongUsage for an address that others
    reach, where no password is set."""
    if not is_loopback(asked.host) and not asked.password:
        raise WrongUsage(f"{asked.host}: others can reach this address; set KEHOACH_PASSWORD first")
    token = asked.token or secrets.token_urlsafe(24)
    hosts = frozenset((*LOOPBACK, *(name.lower() for name in asked.hosts), *_own_name(asked.host)))
    rules = Rules(token=token, hosts=hosts, password=asked.password, max_body=asked.max_body)
    jobs = asked.jobs or os.cpu_count() or 1
    bounds = Bounds(readers=jobs, tools=jobs, waiting=asked.waiting, tool_seconds=asked.timeout, ready=True)
    if not asked.quiet:
        logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
        logging.getLogger("kehoach.serve").setLevel(logging.INFO)
    with Desk(asked.folder).lock():
        _run(asked, rules, bounds, token, tell)
    return 0


def _run(asked: Serving, rules: Rules, bounds: Bounds, token: str, tell: Callable[[str], None]) -> None:
    listening = _listen(asked.host, asked.port)
    name = f"[{asked.host}]" if ":" in asked.host else asked.host
    tell(f"http://{name}:{listening.getsockname()[1]}/?token={token}")
    app = make_app(asked.folder, rules, bounds)
    config = uvicorn.Config(
        app, access_log=False, log_level="warning", server_header=False,
        limit_concurrency=CONNECTIONS, timeout_keep_alive=10, h11_max_incomplete_event_size=32_768, http="h11",
        ws="none", proxy_headers=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _own_name(host: str) -> tuple[str, ...]:
    try:
        return () if ipaddress.ip_address(host).is_unspecified else (host.lower(),)
    except ValueError:
        return (host.lower(),)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(CONNECTIONS)  # from here on nobody is sent away, also before the first request is taken
    return listening
