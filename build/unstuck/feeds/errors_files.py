"""The errors feed as published: `/errors.json`, and its parts under `/errors/` where it is large."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from unstuck import __version__
from unstuck.feeds.bot_rules import ANSWER_CONTRACT, CONTENT_ORIGIN
from unstuck.feeds.errors_feed import FeedArticle, FeedSignature
from unstuck.feeds.parts import part_name
from unstuck.json_data import JSON, dump_line, dump_lists
from unstuck_search.index.pattern import WeightedPattern
from unstuck_search.rules import RULES

SCHEMA = "schema/errors-1.json"
NAME = "errors.json"
MAX_FILE = 5_000_000
_INPUTS = 130  # bytes of a signature's `confidence_inputs`, about


def confidence_inputs(entries: Iterable[WeightedPattern]) -> dict[str, JSON]:
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
        for entry in entries
        if not entry.title
    }


Stated = tuple[FeedArticle, Sequence[FeedSignature]]  # an article and its signatures


def errors_size(article: FeedArticle, signatures: Iterable[FeedSignature]) -> int:
    """How many bytes an article takes in the feed, about: `confidence_inputs` depend on all articles."""
    return len(dump_line(article.to_json())) + sum(len(dump_line(one.to_json())) + _INPUTS for one in signatures)


def errors_part(title: str, base_url: str, articles: Sequence[Stated], inputs: Mapping[str, JSON]) -> tuple[str, bytes]:
    """Path and contents of the part that has these articles."""
    return part_path(articles[0][0].kb_id), dump_lists(_head(title, base_url), _lists(articles, inputs))


def part_path(first: str) -> str:
    """The path of the part that begins with an article."""
    return f"errors/{part_name(first)}.json"


def errors_file(
    title: str,
    base_url: str,
    articles: Sequence[Stated],
    inputs: Mapping[str, JSON],
    terms: Mapping[str, str] | None = None,
) -> tuple[str, bytes]:
    """Path and contents of a feed that has no parts."""
    return NAME, dump_lists({**_about(title, base_url, terms), "parts": []}, _lists(articles, inputs))


def errors_index(
    title: str, base_url: str, parts: Sequence[JSON], terms: Mapping[str, str] | None = None
) -> tuple[str, bytes]:
    """Path and contents of the index that names the parts."""
    return NAME, dump_lists({**_about(title, base_url, terms), "parts": parts}, _lists((), {}))


def _head(title: str, base_url: str) -> JSON:
    return {
        "$schema": SCHEMA,
        "version": 1,
        "generator": f"unstuck {__version__}",
        "title": title,
        "base_url": base_url,
        "content_origin": CONTENT_ORIGIN,
    }


def _about(title: str, base_url: str, terms: Mapping[str, str] | None) -> JSON:
    rules = json.loads(RULES.read_text(encoding="utf-8"))
    about = {**_head(title, base_url), "contract": ANSWER_CONTRACT, "rules": rules}
    return about if terms is None else {**about, "terms": terms}


def _lists(articles: Sequence[Stated], inputs: Mapping[str, JSON]) -> dict[str, list[bytes]]:
    return {
        "articles": [dump_line(article.to_json()) for article, _ in articles],
        "errors": [
            dump_line({**one.to_json(), "confidence_inputs": inputs.get(one.id)})
            for _, signatures in articles
            for one in signatures
        ],
    }
