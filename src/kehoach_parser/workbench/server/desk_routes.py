"""The folder and its plans: what the pages of the list and of a plan ask."""

from __future__ import annotations

import json
import urllib.parse

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .answering import bench_of, json_response, route, small_body, spooled_body
from .answers import Name, check_person, decode, read_answer
from .wording import page_words

EXPORTS = {"json": "application/json", "html": "text/html; charset=utf-8", "gold": "application/json"}
SCALE = 1.6
DOWNLOAD_POLICY = "default-src 'none'; sandbox"


async def list_documents(request: Request) -> Response:
    """GET /api/desk"""
    return json_response(await bench_of(request).tell_all())


async def add_document(request: Request) -> Response:
    """PUT /api/documents?name=…: a file that was dropped."""
    name = request.query_params.get("name", "")
    async with spooled_body(request) as path:
        paper = await bench_of(request).add(name, path)
    return json_response({"sha256": paper.sha256, "name": paper.name}, 201)


async def read_again(request: Request) -> Response:
    """POST /api/plans/SHA/read"""
    bench = bench_of(request)
    bench.read_again(bench.desk.paper(request.path_params["sha256"]))
    return json_response({})


async def show_plan(request: Request) -> Response:
    """GET /api/plans/SHA: the sheet with its text."""
    bench = bench_of(request)
    paper = bench.desk.paper(request.path_params["sha256"])
    return json_response(await bench.show(paper.sha256, language_of(request), text=True))


async def draw_page(request: Request) -> Response:
    """GET /api/plans/SHA/pages/N: the picture of a page, drawn when asked for; nothing of a file without pages."""
    bench = bench_of(request)
    paper = bench.desk.paper(request.path_params["sha256"])
    page = request.path_params["page"]
    drawn: bytes = await bench.run(bench.quick, "draw", str(bench.desk.path(paper)), page, SCALE)
    if not drawn:
        return Response(status_code=204)
    size, _, picture = drawn.partition(b"\n")
    width, height = json.loads(size)
    headers = {"cache-control": "private, max-age=3600", "x-page-size": f"{width:.2f} {height:.2f}"}
    return Response(picture, headers=headers, media_type="image/jpeg")


async def answer_doubt(request: Request) -> Response:
    """POST /api/plans/SHA/answers: what a person says; the sheet as it is then."""
    bench = bench_of(request)
    sha256 = bench.desk.paper(request.path_params["sha256"]).sha256
    said = read_answer(await small_body(request))
    for number, correction in enumerate(said):
        if correction.action == "add" and correction.to is None:
            plan = str(bench.desk.plan_path(sha256))
            figures = await bench.run(bench.quick, "propose", plan, correction.start, correction.end)
            said[number] = replace(correction, to={"measures": json.loads(figures)})
    await bench.say(sha256, said)
    return json_response(await bench.show(sha256, language_of(request), text=False))


async def undo_answer(request: Request) -> Response:
    """POST /api/plans/SHA/undo: takes back what a person said last; the sheet as it is then."""
    bench = bench_of(request)
    sha256 = bench.desk.paper(request.path_params["sha256"]).sha256
    by = check_person(decode(await small_body(request), Name).by)
    taken = await bench.undo(sha256, by)
    shown = json.loads(await bench.show(sha256, language_of(request), text=False))
    places = [{"object": one.object, "action": one.action, "quote": one.quote, "start": one.start} for one in taken]
    return json_response({**shown, "undone": places})


async def export_plan(request: Request) -> Response:
    """GET /api/plans/SHA/export.FORM: the plan with its corrections, its page, or gold, as a file."""
    bench = bench_of(request)
    paper = bench.desk.paper(request.path_params["sha256"])
    form = request.path_params["form"]
    if form not in EXPORTS:
        return json_response({"error": "no such form"}, 404)
    plan, corrections = bench.desk.plan_path(paper.sha256), bench.desk.corrections
    data = await bench.run(bench.quick, "export_plan", str(plan), str(corrections), form, language_of(request))
    suffix = "gold.json" if form == "gold" else form
    return download(data, f"{paper.name.rpartition('/')[2]}.{suffix}", EXPORTS[form])


def language_of(request: Request) -> str:
    """The language asked for in the address, or chosen on a page; else Vietnamese."""
    asked = request.query_params.get("language") or request.cookies.get("language")
    return asked if asked in page_words() else "vi"


def download(data: bytes, name: str, media_type: str) -> Response:
    """A file to be saved; opened in the browser it may do nothing."""
    shown = urllib.parse.quote(name, safe="")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{shown}",
        "content-security-policy": DOWNLOAD_POLICY,
        "cache-control": "no-store",
    }
    return Response(data, headers=headers, media_type=media_type)


ROUTES: list[Route] = [
    route("/api/desk", list_documents),
    route("/api/documents", add_document, "PUT"),
    route("/api/plans/{sha256}", show_plan),
    route("/api/plans/{sha256}/read", read_again, "POST"),
    route("/api/plans/{sha256}/pages/{page:int}", draw_page),
    route("/api/plans/{sha256}/answers", answer_doubt, "POST"),
    route("/api/plans/{sha256}/undo", undo_answer, "POST"),
    route("/api/plans/{sha256}/export.{form}", export_plan),
]
