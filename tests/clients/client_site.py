"""The vectors' knowledge base as a published site, for clients that read sites.

The shards hold it as it is. Feeds cannot say that an article has no title, so answers from them differ a little.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from answer_vectors import DATA, read_signatures
from shards import make_shards
from unstuck.client.make import client_files
from unstuck_search.browser.scripts import browser_scripts
from unstuck_search.fulltext.engine import Record
from unstuck_search.fulltext.term_weights import term_weights
from unstuck_search.index.article_terms import ArticleContext
from unstuck_search.index.build import build_index
from unstuck_search.index.signature_text import entries_of_signatures
from unstuck_search.rules import load_rules


def write_client(name: str) -> Path:
    """One of the clients as a file of its own, as a site publishes it."""
    path = Path(tempfile.mkdtemp(prefix="unstuck-client-")) / name
    path.write_bytes(client_files()[name])
    return path


def entry(kb_id: str, title: str, words: list[str]) -> dict[str, Any]:
    """An article of `errors.json` that says no more than a matcher asks."""
    empty = ("category", "criticality", "updated", "impact", "downtime_risk")
    lists = ("platform", "tags", "where_to_check", "commands", "fallbacks", "risks", "placeholders", "related_kb")
    return {
        "kb_id": kb_id,
        "title": title,
        "url": f"kb/{kb_id}/index.html",
        "tldr": {"symptom": "", "action": ""},
        "technologies": words,
        "complexity": None,
        "fix_time": None,
        "verification": {"commands": [], "expected": []},
        **dict.fromkeys(empty, ""),
        **{name: [] for name in lists},
    }


def write_vectors_site(folder: Path) -> Path:
    """`errors.json`, `terms.json` and the shards of the vectors' knowledge base."""
    texts = DATA["texts"]
    bare = {one["kb_id"]: {"title": "", "words": []} for one in DATA["signatures"]}
    contexts = {**bare, **DATA["contexts"]}
    signatures = [
        {
            "id": f"{one['kb_id']}#{one['number']}",
            "kb_id": one["kb_id"],
            "lines": one["lines"],
            "captures": [],
            "samples": [],
            "versions": "",
            "inferred": False,
            **{key: one[key] for key in ("order", "cues") if key in one},
        }
        for one in DATA["signatures"]
    ]
    own = read_signatures(DATA["signatures"])
    known = {kb_id: ArticleContext(one["title"], tuple(one["words"])) for kb_id, one in contexts.items()}
    terms = [
        {
            "kb_id": kb_id,
            "terms": term_weights(
                Record(
                    kb_id,
                    context.title,
                    "\n".join(one.text for one in own if one.kb_id == kb_id),
                    body=texts.get(kb_id, ""),
                )
            ),
        }
        for kb_id, context in sorted(known.items())
    ]
    packed = json.dumps({"version": 1, "generator": "", "articles": terms}).encode()
    articles = [entry(kb_id, one["title"], one["words"]) for kb_id, one in sorted(contexts.items())]
    write_feed(folder, articles, signatures, packed)
    stated = {kb_id: context for kb_id, context in known.items() if kb_id in DATA["contexts"]}
    index = build_index(own, stated, load_rules())
    entries = {article["kb_id"]: article for article in articles}
    files = dict(make_shards(index, entries_of_signatures(own, stated, texts), entries))
    files |= {f"assets/search/{name}": script.decode() for name, script in browser_scripts().items()}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def write_feed(
    folder: Path, articles: list[dict[str, Any]], errors: list[dict[str, Any]], terms: bytes, **changes: Any
) -> Path:
    """`errors.json` and `terms.json` in a folder."""
    feed = {
        "version": 1,
        "generator": "",
        "title": "",
        "base_url": "",
        "articles": articles,
        "errors": errors,
        "terms": {"url": "terms.json", "sha256": hashlib.sha256(terms).hexdigest()},
        **changes,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "errors.json").write_text(json.dumps(feed), encoding="utf-8")
    (folder / "terms.json").write_bytes(terms)
    return folder


def answer_of_case(case: dict[str, Any]) -> dict[str, Any]:
    """A published answer in the form of `--format json`, without what the vectors do not hold."""
    return {
        "verdict": case["verdict"],
        "likely": case["likely"],
        "platform": case["platform"],
        "language": case["language"],
        "groups": case["errors"],
        "hits": [
            {
                "kb_id": hit["kb_id"],
                "confidence": hit["confidence"],
                "sure": hit["sure"],
                "signature": hit["signature"],
                "lines": [{"line": line, "start": start, "end": end} for line, start, end in hit["spans"]],
                "captures": [{"name": name, "value": value, "type": kind} for name, value, kind in hit["captures"]],
            }
            for hit in case["hits"]
        ],
    }


def without_reason(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without its reasons in words and its commands; of its errors the articles alone."""
    aside = ("reason", "commands", "fix")
    hits = [{key: value for key, value in hit.items() if key not in aside} for hit in answer["hits"]]
    return {**answer, "groups": [group["kb_ids"] for group in answer["groups"]], "hits": hits}
