"""The application: routes, the bench that they work on, and the gate before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from . import comparison_routes, desk_routes, pages, tool_routes
from .answering import http_error
from .bench import Bench, Bounds
from .guard import Gate, Rules


def make_app(folder: Path, rules: Rules, bounds: Bounds | None = None) -> Gate:
    """The ASGI application for a folder."""
    bench = Bench(folder, bounds)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        if bench.bounds.ready:
            bench.warm_up()
        yield
        bench.close()

    app = Starlette(
        routes=[*pages.ROUTES, *desk_routes.ROUTES, *comparison_routes.ROUTES, *tool_routes.ROUTES],
        exception_handlers={HTTPException: http_error},
        lifespan=lifespan,
    )
    app.state.bench = bench
    gate = Gate(app, rules)
    app.state.gate = lambda: gate
    return gate
