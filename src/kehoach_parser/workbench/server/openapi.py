"""What the server for tools offers, as OpenAPI 3.1: its schemas are those of the contract."""

from __future__ import annotations

from functools import cache
from typing import Any

from kehoach_parser import Comparison, PairDecision, Plan, __version__

REFERENCE = "#/components/schemas/{model}"
ERRORS = {
    "400": "the request is not understood",
    "401": "no token",
    "413": "the body is too large",
    "422": "the document cannot be read; the error says why",
    "429": "the queue is full; ask again after the seconds of `Retry-After`",
    "504": "the document took too long",
}


@cache
def describe_api() -> dict[str, Any]:
    """The description."""
    schemas = _schemas()
    plan = {"$ref": "#/components/schemas/Plan"}
    asked = {
        "type": "object",
        "required": ["baseline", "plans"],
        "properties": {
            "baseline": plan,
            "plans": {"type": "array", "items": plan},
            "pairs": {"type": "array", "items": {"$ref": "#/components/schemas/PairDecision"}},
        },
    }
    name = {"name": "name", "in": "query", "schema": {"type": "string"}, "description": "the file's name"}
    text = {"name": "text", "in": "query", "schema": {"enum": ["0", "1"]}, "description": "0 leaves the text out"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "kehoach-parser", "version": __version__},
        "security": [{"token": []}],
        "paths": {
            "/parse": {
                "post": _operation(
                    "A document as a plan", {"application/octet-stream": {}}, "Plan", parameters=[name, text]
                )
            },
            "/compare": {
                "post": _operation("Plans against a baseline", {"application/json": {"schema": asked}}, "Comparison")
            },
            "/health": {
                "get": {"summary": "Whether it answers", "security": [], "responses": {"200": {"description": "yes"}}}
            },
        },
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _operation(
    summary: str, content: dict[str, Any], answer: str, parameters: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{answer}"}
    responses = {"200": {"description": answer, "content": {"application/json": {"schema": schema}}}}
    return {
        "summary": summary,
        "parameters": parameters or [],
        "requestBody": {"required": True, "content": content},
        "responses": responses | {code: {"description": told} for code, told in ERRORS.items()},
    }


def _schemas() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for model in (Plan, Comparison, PairDecision):
        schema = model.model_json_schema(mode="serialization", ref_template=REFERENCE)
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    return found
