"""The errors feed as published: `/errors.json`, and its parts under `/errors/` where it is large."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

from unstuck import __version__
from unstuck.feeds.bot_rules import ANSWER_CONTRACT, CONTENT_ORIGIN
from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle
from unstuck.feeds.terms_json import reference
from unstuck.json_data import JSON, dump, nested_length
from unstuck_search.index.build import Index
from unstuck_search.rules import RULES

SCHEMA = "schema/errors-1.json"
MAX_FILE = 5_000_000


def confidence_inputs(index: Index) -> dict[str, JSON]:
    """What the scorer knows of each signature before any paste, by the signature's id.

    bits: the information of its words in this knowledge base; literal_bits: the same with an author's examples counted
    little; brevity: 1 for a single plain word, near 0 from five words on; coded: it holds an error code; strict: it
    has variable parts of a type that few words are of.
    """
    return {
        entry.signature.id: {
            "bits": round(entry.bits, 3),
            "literal_bits": round(entry.literal_bits, 3),
            "brevity": round(entry.brevity, 3),
            "coded": entry.coded,
            "strict": entry.strict,
        }
        for entry in index.entries
        if not entry.title
    }


def errors_files(
    feed: ErrorsFeed, inputs: Mapping[str, JSON], terms: Mapping[str, str] | None = None, max_file: int = MAX_FILE
) -> Iterator[tuple[str, bytes]]:
    """Paths and contents: one file, or an index without articles that names its parts.

    `inputs` are `confidence_inputs`; `terms` refers to the full text's terms.
    """
    signatures: dict[str, list[JSON]] = defaultdict(list)
    for signature in feed.signatures:
        signatures[signature.kb_id].append({**signature.to_json(), "confidence_inputs": inputs.get(signature.id)})
    parts: list[list[JSON]] = [[]]
    size = 0
    for article in map(FeedArticle.to_json, feed.articles):
        length = nested_length(article) + sum(nested_length(signature) for signature in signatures[article["kb_id"]])
        if parts[-1] and size + length > max_file:
            parts.append([])
            size = 0
        parts[-1].append(article)
        size += length
    head = {
        "$schema": SCHEMA,
        "version": 1,
        "generator": f"unstuck {__version__}",
        "title": feed.title,
        "base_url": feed.base_url,
        "content_origin": CONTENT_ORIGIN,
    }
    about = {**head, "contract": ANSWER_CONTRACT, "rules": json.loads(RULES.read_text(encoding="utf-8"))}
    if terms is not None:
        about["terms"] = terms
    if len(parts) == 1:
        yield "errors.json", dump({**about, **_part(parts[0], signatures), "parts": []})
        return
    listed = []
    for number, articles in enumerate(parts, 1):
        part = _part(articles, signatures)
        path, data = f"errors/part-{number}.json", dump({**head, **part})
        listed.append(
            {
                **reference(path, data),
                "first": articles[0]["kb_id"],
                "last": articles[-1]["kb_id"],
                "articles": len(part["articles"]),
                "errors": len(part["errors"]),
            }
        )
        yield path, data
    yield "errors.json", dump({**about, "articles": [], "errors": [], "parts": listed})


def _part(articles: list[JSON], signatures: Mapping[str, list[JSON]]) -> JSON:
    return {
        "articles": articles,
        "errors": [signature for article in articles for signature in signatures[article["kb_id"]]],
    }
