"""The calls of the API put together, its OpenAPI, and the page that lists it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from onrecord import __version__
from onrecord.web.api import events, feeds, following, holdings
from onrecord.web.api.asking import WRONG, answer
from onrecord.web.api.shapes import SHAPES
from onrecord.web.context import Context

PREFIX = "/api/v1"

_PARTS = (events, holdings, following)
"""Each gives a router."""
_ABOUT = (
    "What a ledger of On Record holds: events with who says what, the reports they rest on, articles, actors, places and "
    "sources. Everything here only reads."
)


def add_api(app: FastAPI, context: Context) -> None:
    """Add the API to the application of the pages."""
    calls = APIRouter(prefix=PREFIX, responses=WRONG)
    for part in _PARTS:
        calls.include_router(part.router(context))
    app.include_router(calls)
    app.include_router(feeds.router(context))

    @lru_cache(maxsize=1)
    def described() -> dict[str, Any]:
        return openapi(app)

    @app.get(f"{PREFIX}/openapi.json", include_in_schema=False)
    def _openapi() -> Response:
        return answer(described())

    @app.get(PREFIX, include_in_schema=False)
    def _listed(request: Request) -> Response:
        return context.page(request, "api.html", calls=listed(described()))


def openapi(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI of the calls, with the schemas of what they give."""
    made: dict[str, Any] = get_openapi(
        title="On Record",
        version=__version__,
        description=_ABOUT,
        routes=app.routes,
        separate_input_output_schemas=False,
    )
    _, shapes = msgspec.json.schema_components(SHAPES, ref_template="#/components/schemas/{name}")
    made.setdefault("components", {}).setdefault("schemas", {}).update(shapes)
    return made


def listed(described: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the calls for people: path, what it does, and its parameters."""
    return [
        {
            "path": path,
            "does": call["description"],
            "parameters": [
                {"name": p["name"], "where": p["in"], "required": p.get("required", False), "what": p.get("description", ""),
                 "kind": _kind(p["schema"])}
                for p in call.get("parameters", [])
            ],
        }
        for path, ways in described["paths"].items() for call in ways.values()
    ]  # fmt: skip


def _kind(schema: dict[str, Any]) -> str:
    """What values a parameter takes, in words."""
    if "anyOf" in schema:
        return " or ".join(_kind(part) for part in schema["anyOf"] if part.get("type") != "null")
    if "enum" in schema:
        return ", ".join(schema["enum"])
    if schema.get("type") == "array":
        return f"any of {_kind(schema['items'])}"
    limits = [str(schema[name]) for name in ("minimum", "maximum") if name in schema]
    default = f", {schema['default']} if not given" if schema.get("default") not in (None, "") else ""
    return str(schema.get("type", "text")) + (f" {'–'.join(limits)}" if limits else "") + default
