"""Structured data for search engines, safe inside a script element."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from unstuck.addresses import facet_path
from unstuck.article.vocabulary import Vocabulary
from unstuck.pages.site import Card, Site

_ESCAPES = str.maketrans({one: f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"})


def script_json(value: Any) -> Markup:
    """JSON that can neither end a script element nor open a comment in it."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))  # noqa: S704


def article_data(site: Site, card: Card, vocabulary: Vocabulary, path: str) -> Markup:
    """TechArticle and BreadcrumbList. Addresses are given where the site has one."""
    article: dict[str, Any] = {
        "@type": "TechArticle",
        "headline": card.title,
        "description": card.tldr,
        "inLanguage": site.language,
        "identifier": card.kb_id,
        "keywords": ", ".join(card.tags),
        "datePublished": card.created.isoformat() if card.created else "",
        "dateModified": card.changed.isoformat() if card.changed else "",
        "url": site.address(path),
    }
    crumbs = [(site.title, "index.html")]
    if card.category:
        crumbs.append((vocabulary.title("categories", card.category), facet_path("categories", card.category)))
    crumbs.append((card.title, path))
    items = [
        {"@type": "ListItem", "position": number, "name": name, **({"item": site.address(at)} if site.base_url else {})}
        for number, (name, at) in enumerate(crumbs, 1)
    ]
    graph = [
        {key: value for key, value in article.items() if value},
        {"@type": "BreadcrumbList", "itemListElement": items},
    ]
    return script_json({"@context": "https://schema.org", "@graph": graph})
