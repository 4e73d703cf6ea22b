"""The errors feed as published: `/errors.json`, and its parts under `/errors/` where it is large."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from unstuck import __version__
from unstuck.feeds.bot_rules import ANSWER_CONTRACT, CONTENT_ORIGIN
from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle
from unstuck.feeds.terms_json import reference
from unstuck.json_data import JSON, dump_line, dump_lists
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
    signatures: dict[str, list[bytes]] = defaultdict(list)
    for signature in feed.signatures:
        row = {**signature.to_json(), "confidence_inputs": inputs.get(signature.id)}
        signatures[signature.kb_id].append(dump_line(row))
    parts: list[list[FeedArticle]] = [[]]
    rows: dict[str, bytes] = {}
    size = 0
    for article in feed.articles:
        rows[article.kb_id] = dump_line(article.to_json())
        length = len(rows[article.kb_id]) + sum(map(len, signatures[article.kb_id]))
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

    def lists(articles: Sequence[FeedArticle]) -> dict[str, list[bytes]]:
        return {
            "articles": [rows[article.kb_id] for article in articles],
            "errors": [row for article in articles for row in signatures[article.kb_id]],
        }

    if len(parts) == 1:
        yield "errors.json", dump_lists({**about, "parts": []}, lists(parts[0]))
        return
    listed = []
    for number, articles in enumerate(parts, 1):
        path, data = f"errors/part-{number}.json", dump_lists(head, lists(articles))
        listed.append(
            {
                **reference(path, data),
                "first": articles[0].kb_id,
                "last": articles[-1].kb_id,
                "articles": len(articles),
                "errors": sum(len(signatures[article.kb_id]) for article in articles),
            }
        )
        yield path, data
    yield "errors.json", dump_lists({**about, "parts": listed}, lists(()))
