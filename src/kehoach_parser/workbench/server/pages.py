"""The pages: one frame each, a script, and the words of the language; nothing is loaded from elsewhere."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from .answering import bench_of, error_response, json_response, route, small_body
from .answers import WrongAnswer
from .desk_routes import language_of
from .guard import client_of
from .wording import page_words

TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
PAGES = ("desk", "plan", "comparison", "login", "tools")


@cache
def make_frame(page: str, language: str) -> Any:
    """The template of a page's frame."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader(__package__, "page"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("frame.html")


def show(page: str) -> Any:
    """The handler of a page."""

    async def handler(request: Request) -> Response:
        language = language_of(request)
        words = page_words()[language]
        said = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
        frame = make_frame(page, language).render(
            page=page, language=language, words=words, said=said, key=request.scope["state"].get("key") or ""
        )
        return Response(frame, headers={"cache-control": "no-store"}, media_type="text/html")

    return handler


async def show_static(request: Request) -> Response:
    """GET /static/NAME: the scripts and styles beside this module, by a name that stands there."""
    name = request.path_params["name"]
    if name not in _static():
        return error_response(404, "no such file")
    data, kind = _static()[name]
    return Response(data, headers={"cache-control": "no-cache"}, media_type=kind)


async def log_in(request: Request) -> Response:
    """POST /login: the password as JSON; a session where it is right."""
    try:
        given = json.loads(await small_body(request))["password"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WrongAnswer("no password") from error
    cookie = request.app.state.gate().try_password(str(given), client_of(request.scope))
    if cookie is None:
        return error_response(403, "wrong password")
    response = json_response({})
    response.headers["set-cookie"] = cookie
    return response


async def go_home(request: Request) -> Response:
    """GET /docs: the page about the server for tools."""
    bench_of(request)
    return RedirectResponse("/tools")


@cache
def _static() -> dict[str, tuple[bytes, str]]:
    folder = files(__package__) / "page"
    found: dict[str, tuple[bytes, str]] = {}
    for entry in folder.iterdir():
        suffix = entry.name.rpartition(".")[2]
        if suffix in TYPES:
            found[entry.name] = (entry.read_bytes(), TYPES[suffix])
    return found


ROUTES: list[Route] = [
    route("/", show("desk")),
    route("/plans/{sha256}", show("plan")),
    route("/comparisons/{identity}", show("comparison")),
    route("/login", show("login")),
    route("/login", log_in, "POST"),
    route("/tools", show("tools")),
    route("/docs", go_home),
    route("/static/{name}", show_static),
]
