"""The API's description in OpenAPI 3.1, with the schemas that the answers' own tests use."""

from __future__ import annotations

from unstuck.json_data import JSON
from unstuck.lookup.records import FACETS
from unstuck.schemas import embedded_schema

MAX_WORDS = 500
MAX_FACET = 100
MAX_FACETS = 10
_ID = "^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*_[0-9]{3,}$"


def openapi(title: str, version: str) -> JSON:
    """The whole description for one knowledge base."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title}: errors to articles",
            "version": "1",
            "summary": "Paste an error, get the article that fixes it, or an honest no match.",
            "description": f"The answers of `unstuck match --format json` and the like. Made by unstuck {version}.",
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {
            "/match": {"post": _match()},
            "/search": {"get": _search()},
            "/articles/{kb_id}": {"get": _article()},
            "/healthz": {"get": _healthz()},
            "/openapi.json": {"get": _self()},
        },
        "components": {
            "schemas": {
                "Answer": embedded_schema("answer-1", "#/components/schemas/Answer"),
                "Found": embedded_schema("search-1", "#/components/schemas/Found"),
                "Problem": _problem(),
            },
            "responses": {"Problem": _content("application/problem+json", "Problem", "What went wrong, and the cure.")},
        },
    }


def _problem() -> JSON:
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "pattern": "^urn:unstuck:problem:[a-z-]+$"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }


def _content(media: str, name: str, description: str) -> JSON:
    return {"description": description, "content": {media: {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def _problems(*statuses: int) -> JSON:
    # These can meet any request; they are listed with each operation so that clients expect them.
    every = (*statuses, 400, 403, 408, 414, 421, 500, 503)
    return {str(status): {"$ref": "#/components/responses/Problem"} for status in sorted(every)}


def _cached(ok: JSON) -> JSON:
    headers = {"ETag": {"schema": {"type": "string"}, "description": "Of the answer's bytes."}}
    return {"200": {**ok, "headers": headers}, "304": {"description": "You have it already."}}


def _match() -> JSON:
    text = {"type": "string", "description": "The paste: an error, or a whole log."}
    return {
        "operationId": "match",
        "summary": "Find the article for an error.",
        "requestBody": {
            "required": True,
            "content": {
                "text/plain": {"schema": text},
                "application/json": {"schema": {"type": "object", "required": ["text"], "properties": {"text": text}}},
            },
        },
        "responses": {
            "200": _content("application/json", "Answer", "A match, candidates, or an honest none."),
            **_problems(413, 415, 422),
        },
    }


def _search() -> JSON:
    words = {"type": "string", "maxLength": MAX_WORDS}
    parameters: list[JSON] = [
        {"name": "q", "in": "query", "description": "Plain words, no query language.", "schema": words},
        {
            "name": "limit",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 10},
        },
    ]
    parameters += [
        {
            "name": name,
            "in": "query",
            "description": f"Only articles of one of these; the words of facet `{name}`.",
            "schema": {"type": "array", "maxItems": MAX_FACETS, "items": {"type": "string", "maxLength": MAX_FACET}},
        }
        for name in FACETS
    ]
    ok = _content("application/json", "Found", "Articles, best first; none where nothing is asked.")
    return {
        "operationId": "search",
        "summary": "Search the articles' text.",
        "parameters": parameters,
        "responses": {**_cached(ok), **_problems(422)},
    }


def _article() -> JSON:
    article = {
        "type": "object",
        "required": ["kb_id", "title", "status"],
        "properties": {"kb_id": {"type": "string"}, "title": {"type": "string"}, "status": {"const": "published"}},
    }
    ok = {
        "description": "The article, as its twin on the site; empty parts are left out.",
        "content": {"application/json": {"schema": article}},
    }
    return {
        "operationId": "article",
        "summary": "One published article, by its id or a former one.",
        "parameters": [{"name": "kb_id", "in": "path", "required": True, "schema": {"type": "string", "pattern": _ID}}],
        "responses": {**_cached(ok), **_problems(404)},
    }


def _healthz() -> JSON:
    state = {
        "type": "object",
        "required": ["status", "version", "kb"],
        "properties": {"status": {"const": "ok"}, "version": {"type": "string"}, "kb": {"type": "string"}},
    }
    ok = {"description": "The server answers.", "content": {"application/json": {"schema": state}}}
    return {"operationId": "healthz", "summary": "Whether the server answers.", "responses": {"200": ok, **_problems()}}


def _self() -> JSON:
    ok = {"description": "OpenAPI 3.1.", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {"operationId": "openapi", "summary": "This description.", "responses": {**_cached(ok), **_problems()}}
