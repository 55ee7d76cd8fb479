"""How routes answer: JSON, errors in one line, and a log that says nothing of what documents hold."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kehoach_parser.errors import InputTooLarge, KehoachError, ParserFailure, ParsingStopped

from .answers import WrongAnswer
from .bench import Bench
from .desk import Refused
from .lanes import Busy

LOG = logging.getLogger("kehoach.serve")
SMALL_BODY = 1 << 20
Handler = Callable[[Request], Awaitable[Response]]


def json_response(value: Any, status: int = 200) -> Response:
    """An answer in JSON; bytes are JSON already."""
    body = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return Response(body, status, {"cache-control": "no-store"}, "application/json")


def error_response(status: int, message: str) -> Response:
    """An error as JSON with one sentence."""
    headers = {"retry-after": "2"} if status == 429 else {}
    told = json.dumps({"error": message}, ensure_ascii=False)
    return Response(told, status, {"cache-control": "no-store", **headers}, "application/json")


def route(path: str, handler: Handler, *methods: str) -> Route:
    """A route whose errors are answered in one line; the log has its pattern, not what it was called with."""

    async def answer(request: Request) -> Response:
        began = time.perf_counter()
        response = await _answer(handler, request)
        took = 1000 * (time.perf_counter() - began)
        LOG.info("%s %s %d %.0f ms", request.method, path, response.status_code, took)
        return response

    return Route(path, answer, methods=list(methods or ("GET",)))


async def _answer(handler: Handler, request: Request) -> Response:
    try:
        return await handler(request)
    except Busy:
        return error_response(429, "the queue is full, ask again later")
    except Refused as error:
        return error_response(409 if "not read yet" in str(error) else 404, str(error))
    except WrongAnswer as error:
        return error_response(400, str(error))
    except InputTooLarge as error:
        return error_response(413, str(error))
    except ParsingStopped as error:
        return error_response(504 if error.reason == "timeout" else 422, str(error))
    except ParserFailure as error:
        return error_response(500, str(error))
    except KehoachError as error:
        return error_response(422, str(error))


async def http_error(request: Request, error: Exception) -> Response:
    """What is refused with a status of HTTP."""
    assert isinstance(error, HTTPException)
    return error_response(error.status_code, str(error.detail))


def bench_of(request: Request) -> Bench:
    """The bench that the application works on."""
    bench: Bench = request.app.state.bench
    return bench


async def small_body(request: Request) -> bytes:
    """The body of a request that is no document. Raises HTTPException where it is too large for that."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > SMALL_BODY:
            raise HTTPException(413, "too large")
        parts.append(part)
    return b"".join(parts)


@asynccontextmanager
async def spooled_body(request: Request) -> AsyncIterator[Path]:
    """The body of a request in a file, so that many at once take no memory; it is removed unless it was moved."""
    path = bench_of(request).desk.spool()
    try:
        async with await anyio.open_file(path, "wb") as stream:
            async for part in request.stream():
                await stream.write(part)
        yield path
    finally:
        path.unlink(missing_ok=True)
