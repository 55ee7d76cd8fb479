"""The gate: which requests reach the application at all. Pure ASGI, before any body is read.

A page of another site cannot ask (`Origin`, `Sec-Fetch-Site`, a key in a header), a name that was bound to this
machine's address cannot (`Host`), and nobody can without the token of the address or the password. Bodies have a size
and a time; answers forbid the browser to load anything from elsewhere.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
import time
from collections.abc import MutableMapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
SAFE = frozenset(("GET", "HEAD"))
OPEN_PATHS = ("/health", "/login", "/static/")
"""What answers without a token: nothing of the folder."""
CSRF_HEADER = b"x-kehoach-key"
MAX_SESSIONS = 200
MAX_CLIENTS = 10_000
MINUTE = 60.0
MAX_HEADER = 16_384
MAX_TARGET = 4_096

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class Rules(Struct, frozen=True):
    """Who may come in, and how much they may bring."""

    token: str
    hosts: frozenset[str] = LOOPBACK
    password: str | None = None
    max_body: int = 128 * 2**20
    body_seconds: float = 120.0
    idle_seconds: float = 15.0
    attempts: int = 10
    """Wrong passwords and tokens in a minute, after which none is looked at."""


class Refusal(HTTPException):
    """A request that is not let in."""


class Sessions:
    """Who is in: random names of sessions with the key that their pages hold. They end with the server."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}

    def begin(self) -> tuple[str, str]:
        """A new session and its key; beyond a number the oldest ends."""
        while len(self._keys) >= MAX_SESSIONS:
            del self._keys[next(iter(self._keys))]
        name, key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._keys[name] = key
        return name, key

    def key(self, name: str | None) -> str | None:
        """The key of a session; None where there is no such session."""
        return self._keys.get(name) if name else None


class Gate:
    """The middleware."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app: ASGIApp = app
        self.rules: Rules = rules
        self.sessions: Sessions = Sessions()
        self._failures: dict[str, list[float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        body = _Body(receive, self.rules)
        try:
            redirect = self._let_in(scope)
            if redirect is not None:
                await _answer(send, 303, b"", [(b"location", b"/"), (b"set-cookie", redirect)])
                return
            await self.app(scope, body.receive, _with_headers(send))
        except Refusal as refusal:
            told = json.dumps({"error": refusal.detail}).encode()
            extra = [(b"content-type", b"application/json"), (b"connection", b"close")]
            await _answer(send, refusal.status_code, told, extra)

    def try_password(self, given: str, client: str) -> str | None:
        """The cookie of a new session where the password is right. Raises Refusal after too many wrong ones."""
        self._check_attempts(client)
        wanted = self.rules.password
        if wanted is None or not hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode()):
            self._count_failure(client)
            return None
        return self._cookie().decode()

    def _let_in(self, scope: Scope) -> bytes | None:
        """Raises Refusal, or sets the session of the request; the cookie where the token of the address is taken."""
        headers = _headers(scope)
        _check_size(scope, headers, self.rules)
        self._check_host(headers)
        self._check_origin(scope, headers)
        path, method = scope["path"], scope["method"]
        scope.setdefault("state", {})
        given = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=32).get("token")
        if given and method == "GET" and path == "/":
            if self._is_token(given[0], scope):
                return self._cookie()
            raise Refusal(403, "wrong token")
        bearer = headers.get(b"authorization", b"").decode("latin-1")
        if bearer:
            if bearer.startswith("Bearer ") and self._is_token(bearer.removeprefix("Bearer "), scope):
                scope["state"]["key"] = None
                return None
            raise Refusal(401, "wrong token")
        key = self.sessions.key(_session(headers))
        scope["state"]["key"] = key
        if path.startswith(OPEN_PATHS):
            return None
        if key is None:
            if self.rules.password is not None and method == "GET" and path == "/":
                scope["path"] = "/login"
                return None
            raise Refusal(401, "open the address that the program has printed")
        if method not in SAFE and not hmac.compare_digest(headers.get(CSRF_HEADER, b""), key.encode()):
            raise Refusal(403, "the page is out of date, load it again")
        return None

    def _check_host(self, headers: MutableMapping[bytes, bytes]) -> None:
        """A name that somebody bound to this machine's address (DNS rebinding) is none of ours."""
        host = headers.get(b"host", b"").decode("latin-1")
        if _host_name(f"//{host}") not in self.rules.hosts:
            raise Refusal(421, "this server is not called that")

    def _check_origin(self, scope: Scope, headers: MutableMapping[bytes, bytes]) -> None:
        """What a browser sends for a page of another site does not come in, but for a link that is followed."""
        origin = headers.get(b"origin")
        host = headers.get(b"host", b"").decode("latin-1")
        if origin is not None and urlsplit(origin.decode("latin-1")).netloc.lower() != host.lower():
            raise Refusal(403, "a page of another site asks")
        site = headers.get(b"sec-fetch-site", b"none")
        followed = headers.get(b"sec-fetch-mode") == b"navigate" and scope["method"] == "GET"
        if site not in (b"none", b"same-origin") and not followed:
            raise Refusal(403, "a page of another site asks")

    def _is_token(self, given: str, scope: Scope) -> bool:
        """Whether this is the token; the right one is let in however many wrong ones came before."""
        if hmac.compare_digest(given.encode("utf-8", "replace"), self.rules.token.encode()):
            return True
        client = client_of(scope)
        self._check_attempts(client)
        self._count_failure(client)
        return False

    def _check_attempts(self, client: str) -> None:
        recent = [at for at in self._failures.get(client, ()) if time.monotonic() - at < MINUTE]
        self._failures[client] = recent
        if len(recent) >= self.rules.attempts:
            raise Refusal(429, "too many attempts, wait a minute")

    def _count_failure(self, client: str) -> None:
        if len(self._failures) > MAX_CLIENTS:
            self._failures.clear()
        self._failures.setdefault(client, []).append(time.monotonic())

    def _cookie(self) -> bytes:
        name, _ = self.sessions.begin()
        return f"kehoach={name}; HttpOnly; SameSite=Strict; Path=/".encode()


class _Body:
    """The body of a request, counted and timed."""

    def __init__(self, receive: Receive, rules: Rules) -> None:
        self._receive, self._rules = receive, rules
        self._size = 0
        self._end = time.monotonic() + rules.body_seconds
        self._whole = False

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            left = min(self._rules.idle_seconds, max(0.0, self._end - time.monotonic()))
            message = await asyncio.wait_for(self._receive(), left)
        except TimeoutError:
            raise Refusal(408, "the body comes too slowly") from None
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._size > self._rules.max_body:
                raise Refusal(413, "too large")
        return message


def client_of(scope: Scope) -> str:
    """The address that a request comes from."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def _check_size(scope: Scope, headers: MutableMapping[bytes, bytes], rules: Rules) -> None:
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADER:
        raise Refusal(431, "too many headers")
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_TARGET:
        raise Refusal(414, "the address is too long")
    length = headers.get(b"content-length")
    if length is not None and (not length.isdigit() or int(length) > rules.max_body):
        raise Refusal(413, "too large")


def _headers(scope: Scope) -> dict[bytes, bytes]:
    """The headers by name. Raises Refusal where one of those that decide is there twice."""
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in found and name in (b"host", b"origin", b"authorization", b"content-length", CSRF_HEADER):
            raise Refusal(400, "a header is there twice")
        found[name] = value
    return found


def _host_name(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is none
    except ValueError:
        return None
    return parts.hostname if parts.username is None and not parts.path else None


def _session(headers: MutableMapping[bytes, bytes]) -> str | None:
    try:
        cookie = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get("kehoach")
    except CookieError:
        return None
    return cookie.value if cookie else None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name for name, _ in message.get("headers", ())}
            message = {**message, "headers": [*message["headers"], *(h for h in HEADERS if h[0] not in given)]}
        await send(message)

    return sending


async def _answer(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length, *HEADERS]})
    await send({"type": "http.response.body", "body": body})
