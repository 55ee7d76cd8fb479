"""Comparisons on the page: made, decided, reviewed, exported."""

from __future__ import annotations

import json
from typing import Any, Literal

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .answering import bench_of, json_response, route, small_body
from .answers import WrongAnswer, check_person, decode
from .desk import now
from .desk_routes import download, language_of

EXPORTS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """Which plans are compared with which programme."""

    baseline: str
    plans: list[str]
    by: str = ""


class CellAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person says of a cell: the pair is right (`accept`), is none (`break`), or is left to the program again
    (`clear`)."""

    row: str
    plan: str
    action: Literal["accept", "break", "clear"]
    by: str
    target: str | None = None
    why: str = ""


class Seen(Struct, frozen=True, forbid_unknown_fields=True):
    """A cell and what stood in it when it was reviewed."""

    row: str
    plan: str
    status: str
    target: str | None = None


class ReviewAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """Cells that a person has reviewed, or takes back."""

    by: str
    cells: list[Seen]
    seen: bool = True


async def make_comparison(request: Request) -> Response:
    """POST /api/comparisons"""
    bench = bench_of(request)
    choice: Choice = decode(await small_body(request), Choice)
    case = await bench.change(lambda: bench.cases.make(choice.baseline, choice.plans, choice.by[:80]))
    return json_response({"id": case["id"]}, 201)


async def show_comparison(request: Request) -> Response:
    """GET /api/comparisons/ID: the matrix."""
    return json_response(await _matrix(request))


async def decide_pair(request: Request) -> Response:
    """POST /api/comparisons/ID/pairs: accepts or breaks a pair; the matrix as it is then."""
    bench = bench_of(request)
    said: CellAnswer = decode(await small_body(request), CellAnswer)
    by = check_person(said.by)
    identity = request.path_params["identity"]
    if said.action == "accept" and not said.target:
        raise WrongAnswer("there is no pair to accept")
    plan = bench.desk.paper(said.plan).name.rpartition("/")[2]
    pair: dict[str, Any] | None = None
    if said.action != "clear":
        target = said.target if said.action == "accept" else None
        pair = {"baseline": said.row, "target": target, "plan": plan, "by": by, "why": said.why[:1000]}
    bench.cases.get(identity)
    await bench.change(lambda: bench.cases.decide(identity, said.row, plan, pair))
    return json_response(await _matrix(request))


async def review_cells(request: Request) -> Response:
    """POST /api/comparisons/ID/reviews: marks cells as reviewed; the matrix as it is then."""
    bench = bench_of(request)
    said: ReviewAnswer = decode(await small_body(request), ReviewAnswer)
    by, at = check_person(said.by), now()
    reviews = [
        {"row": cell.row, "plan": cell.plan, "status": cell.status, "target": cell.target, "by": by, "at": at}
        for cell in said.cells
    ]
    identity = request.path_params["identity"]
    await bench.change(lambda: bench.cases.review(identity, reviews, seen=said.seen))
    return json_response(await _matrix(request))


async def export_comparison(request: Request) -> Response:
    """GET /api/comparisons/ID/export.FORM"""
    bench = bench_of(request)
    form, identity = request.path_params["form"], request.path_params["identity"]
    if form not in EXPORTS:
        return json_response({"error": "no such form"}, 404)
    data = await bench.run(bench.quick, "export", bench.case(identity), form, language_of(request))
    return download(data, f"so-sanh-{identity}.{form}", EXPORTS[form])


async def _matrix(request: Request) -> dict[str, Any]:
    bench = bench_of(request)
    case = bench.case(request.path_params["identity"])
    shown: dict[str, Any] = json.loads(await bench.run(bench.quick, "matrix", case, language_of(request)))
    return shown


ROUTES: list[Route] = [
    route("/api/comparisons", make_comparison, "POST"),
    route("/api/comparisons/{identity}", show_comparison),
    route("/api/comparisons/{identity}/pairs", decide_pair, "POST"),
    route("/api/comparisons/{identity}/reviews", review_cells, "POST"),
    route("/api/comparisons/{identity}/export.{form}", export_comparison),
]
