"""The server for tools: documents in, the contract's JSON out."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kehoach_parser import __version__

from .answering import bench_of, error_response, json_response, route, spooled_body
from .openapi import describe_api


async def parse_document(request: Request) -> Response:
    """POST /parse: the document as the body; `name` for the record, `text=0` leaves the text out."""
    name = request.query_params.get("name", "document")
    if len(name) > 300 or not name.isprintable():
        return error_response(400, "no name")
    text = request.query_params.get("text") != "0"
    return await _work(request, "parse", name, text)


async def compare_plans(request: Request) -> Response:
    """POST /compare: `baseline`, `plans` and `pairs` as JSON."""
    return await _work(request, "compare")


async def tell_health(request: Request) -> Response:
    """GET /health: that it answers, and how much waits."""
    bench = bench_of(request)
    waiting = {lane.name: lane.open for lane in (bench.reading, bench.quick, bench.tools)}
    return json_response({"status": "ok", "version": __version__, "open": waiting})


async def tell_api(request: Request) -> Response:
    """GET /openapi.json"""
    return json_response(describe_api())


async def _work(request: Request, task: str, *arguments: Any) -> Response:
    """The answer of a task as a file that is sent in pieces: many large ones at once take no memory here."""
    bench = bench_of(request)
    out = bench.desk.spool()
    try:
        async with spooled_body(request) as path:
            await bench.run(bench.tools, task, str(path), str(out), *arguments)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    ended = BackgroundTask(partial(out.unlink, missing_ok=True))
    return FileResponse(out, headers={"cache-control": "no-store"}, media_type="application/json", background=ended)


ROUTES: list[Route] = [
    route("/parse", parse_document, "POST"),
    route("/compare", compare_plans, "POST"),
    route("/health", tell_health),
    route("/openapi.json", tell_api),
]
