"""The MCP tools as data: names, descriptions, schemas, and what each asks of the service. Knows nothing of MCP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from unstuck.feeds.bot_rules import CONTENT_ORIGIN
from unstuck.feeds.errors_feed import FeedArticle
from unstuck.json_data import JSON
from unstuck.lookup.records import FACETS
from unstuck.schemas import embedded_schema
from unstuck.server.service import Service
from unstuck_search.fulltext.engine import Query

SCHEME = "kb://article/"
MAX_TEXT = 2_000_000
MAX_WORDS = 500
MAX_FACET = 100
MAX_FACETS = 10
MAX_LIMIT = 50
_TOLD = 3


class BadArgumentsError(Exception):
    """A tool was called with arguments that it does not take."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. `answers` says that its description carries the answer contract."""

    title: str
    description: str
    input: Mapping[str, Any]
    output: Callable[[], JSON]
    run: Callable[[Service, JSON], JSON | None]
    answers: bool = False


def call(service: Service, name: str, arguments: JSON) -> JSON | None:
    """What a tool answers; None where the article asked for does not exist.

    Raises:
        BadArgumentsError: the arguments are not of the tool's input schema.
    """
    tool = TOOLS[name]
    _check(arguments, tool.input)
    service.freshen()
    return tool.run(service, arguments)


def _check(arguments: JSON, schema: Mapping[str, Any]) -> None:
    known: Mapping[str, Any] = schema["properties"]
    for name in schema["required"]:
        if name not in arguments:
            raise BadArgumentsError(f"`{name}` is missing")
    for name, value in arguments.items():
        if name not in known:
            raise BadArgumentsError(f"there is no such argument; there are {', '.join(known) or 'none'}")
        _check_value(name, value, known[name])


def _check_value(name: str, value: object, rule: Mapping[str, Any]) -> None:
    if rule["type"] == "string":
        if not isinstance(value, str) or len(value) > rule["maxLength"]:
            raise BadArgumentsError(f"`{name}` must be text of at most {rule['maxLength']} characters")
    elif rule["type"] == "integer":
        if isinstance(value, bool) or not isinstance(value, int) or not rule["minimum"] <= value <= rule["maximum"]:
            raise BadArgumentsError(f"`{name}` must be a whole number from {rule['minimum']} to {rule['maximum']}")
    else:
        if not isinstance(value, list) or len(value) > rule["maxItems"]:
            raise BadArgumentsError(f"`{name}` must be a list of at most {rule['maxItems']} words")
        for one in value:
            _check_value(name, one, rule["items"])


def _match(service: Service, arguments: JSON) -> JSON:
    answer = service.match(arguments["text"])
    articles = service.answers().articles
    shown = [
        {**_parts(articles[hit["kb_id"]]), "address": service.address(hit["kb_id"])}
        for hit in answer["hits"][:_TOLD]
        if answer["verdict"] != "none"
    ]
    return {**answer, "articles": shown, "content_origin": CONTENT_ORIGIN}


def _parts(article: FeedArticle) -> JSON:
    whole = article.to_json()
    return {key: whole[key] for key in _SHOWN}


def _search(service: Service, arguments: JSON) -> JSON:
    facets = {name: tuple(arguments[name]) for name in FACETS if arguments.get(name)}
    return service.search(Query(arguments.get("words", ""), facets, arguments.get("limit", 10)))


def _article(service: Service, arguments: JSON) -> JSON | None:
    article = service.article(arguments["kb_id"])
    if article is None:
        return None
    address = service.address(article["kb_id"])
    return {"article": article, "address": address, "content_origin": CONTENT_ORIGIN}


def _facets(service: Service, _: JSON) -> JSON:
    return {"articles": len(service.titles()), "facets": service.facets()}


_SHOWN = (
    "kb_id", "title", "tldr", "fix_time", "commands", "risks", "verification", "fallbacks", "placeholders", "updated",
)  # fmt: skip


def _match_output() -> JSON:
    schema = embedded_schema("answer-1")
    article = {"type": "object", "required": [*_SHOWN, "address"], "properties": {"kb_id": {"type": "string"}}}
    schema["required"] += ["articles", "content_origin"]
    schema["properties"] |= {
        "articles": {
            "type": "array",
            "items": article,
            "description": f"What the first {_TOLD} hits' articles say; `address` is what to cite.",
        },
        "content_origin": {"const": CONTENT_ORIGIN},
    }
    return schema


def _article_output() -> JSON:
    return {
        "type": "object",
        "required": ["article", "address", "content_origin"],
        "properties": {
            "article": {"type": "object", "required": ["kb_id", "title"]},
            "address": {"type": "string", "description": "What to cite."},
            "content_origin": {"const": CONTENT_ORIGIN},
        },
    }


def _facets_output() -> JSON:
    counts = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}
    return {
        "type": "object",
        "required": ["articles", "facets"],
        "properties": {
            "articles": {"type": "integer", "minimum": 0},
            "facets": {"type": "object", "additionalProperties": counts},
        },
    }


def _input(required: tuple[str, ...], **properties: JSON) -> JSON:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


_WORD = {"type": "string", "maxLength": MAX_FACET}
TOOLS: Mapping[str, Tool] = {
    "match_error": Tool(
        "Find the article for an error",
        "Give it an error message or a whole log, as it is. Answers `match`, `candidates` or `none`, with the lines "
        "that matched, captured values and what the articles say. Ask it first whenever a user shows an error.",
        _input(
            ("text",), text={"type": "string", "maxLength": MAX_TEXT, "description": "The error or log, unchanged."}
        ),
        _match_output,
        _match,
        answers=True,
    ),
    "search_articles": Tool(
        "Search the articles",
        "Full text over all articles, for questions in words rather than pasted errors. What it finds are leads, "
        "never a match. Facets narrow; list_facets names their words.",
        _input(
            (),
            words={"type": "string", "maxLength": MAX_WORDS, "description": "Plain words, no query language."},
            limit={"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": 10},
            **{name: {"type": "array", "items": _WORD, "maxItems": MAX_FACETS} for name in FACETS},
        ),
        lambda: embedded_schema("search-1"),
        _search,
    ),
    "get_article": Tool(
        "Read an article",
        "One published article as data, by its kb_id: errors, options, verification, fallbacks, all sections.",
        _input(("kb_id",), kb_id={"type": "string", "maxLength": 64}),
        _article_output,
        _article,
        answers=True,
    ),
    "list_facets": Tool(
        "List the facets",
        "The categories, platforms, technologies, tags and criticalities of this knowledge base, with counts.",
        _input(()),
        _facets_output,
        _facets,
    ),
}
