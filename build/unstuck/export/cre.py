"""Rules of common reliability enumerations (CRE), which preq runs over logs."""

from __future__ import annotations

import hashlib
from typing import Any

import yaml

from unstuck.export.exported import Exported, authored
from unstuck.export.regex import regex
from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle
from unstuck.json_data import JSON
from unstuck_search.signatures.signature import Signature

_SEVERITY = {"critical": 0, "high": 1, "medium": 2, "low": 3, "": 4}
_WINDOW = "60s"  # within which the lines of one signature follow each other


def export(feed: ErrorsFeed) -> Exported:
    """One rule for each signature; several lines make a sequence."""
    rules = [_rule(*one) for one in authored(feed)]
    text: str = yaml.safe_dump({"rules": rules}, sort_keys=False, allow_unicode=True, width=10_000)
    return Exported(text)


def _rule(signature: Signature, article: FeedArticle, address: str) -> JSON:
    commands = "\n".join(command.text for command in article.commands)
    cre: dict[str, Any] = {
        "id": signature.id.replace("_", "-").replace("#", "-"),
        "severity": _SEVERITY[article.criticality],
        "title": article.title,
        "category": article.category or "unknown",
        "tags": list(article.tags),
        "author": "Unstuck",
        "description": article.tldr.text or article.title,
        "impact": article.impact,
        "mitigation": commands,
        "references": [address],
    }
    terms = [{"regex": f"(?i){regex(template)}"} for template in signature.templates]
    event = {"source": f"cre.log.{(article.technologies or ['any'])[0]}"}
    if len(terms) == 1:
        rule: JSON = {"set": {"event": event, "match": terms}}
    else:
        rule = {"sequence": {"window": _WINDOW, "event": event, "order": terms}}
    digest = hashlib.sha256(signature.text.encode("utf-8", "replace")).hexdigest()
    return {
        "metadata": {"id": _base58(signature.id), "hash": _base58(digest), "generation": 1, "kind": "prequel"},
        "cre": {key: value for key, value in cre.items() if value not in ("", [])},
        "rule": rule,
    }


def _base58(text: str) -> str:
    """A digest of 16 bytes in the letters that CRE names are made of."""
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:16])
    letters = ""
    while number:
        number, rest = divmod(number, len(alphabet))
        letters = alphabet[rest] + letters
    return letters
