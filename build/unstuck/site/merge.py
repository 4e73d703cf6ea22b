"""The merge: rendered articles to all files of a site. What needs several articles at once happens here, once."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence

from unstuck.addresses import FINDINGS_PATH, article_path
from unstuck.article.vocabulary import Vocabulary
from unstuck.checks import RULES
from unstuck.client.make import client_files
from unstuck.config import Config
from unstuck.feeds.about import About
from unstuck.feeds.article_json import known_ids_only
from unstuck.feeds.errors_json import read_contexts, read_signatures
from unstuck.lookup.index_entry import feed_of, text_search_of
from unstuck.output import OutputFile
from unstuck.pages.article import article_page, redirect_page
from unstuck.pages.catalog import load_catalog
from unstuck.pages.findings import findings_page
from unstuck.pages.health import Shared, health_page
from unstuck.pages.lists import all_lists
from unstuck.pages.overview import home_page, not_found_page, search_page
from unstuck.pages.site import Card, Site
from unstuck.resources import templates_path
from unstuck.site.contribution import Rendered
from unstuck.site.feed_files import feed_files
from unstuck_search.browser.scripts import browser_bundles
from unstuck_search.index.browser_shards import BrowserIndexInput, make_shards
from unstuck_search.index.build import build_index
from unstuck_search.rules import load_rules
from unstuck_search.signatures.signature import Signature

# In the order in which they need each other.
SCRIPTS = (
    *(f"assets/search/{name}" for name in browser_bundles()),
    "assets/search/index.js",
    *(f"assets/{name}.js" for name in ("words", "command", "fill", "copy", "answer", "search", "paste")),
)
MAX_SAME_ERROR = 8
MAX_REFERRING = 12


def site_files(
    config: Config, rendered: Sequence[Rendered], vocabulary: Vocabulary, today: datetime.date
) -> Iterator[OutputFile]:
    """All files of the site, in no particular order; `rendered` is sorted by id, each id once."""
    site = Site(
        config.title,
        config.description,
        config.language,
        config.base_url,
        today,
        scripts=SCRIPTS,
        ask_url=config.ask_url,
    )
    cards = [article.card for article in rendered]
    feed = feed_of([article.index_entry for article in rendered], config.title, config.base_url)
    shared = _shared(read_signatures(feed.signatures))
    by_id = {card.kb_id: card for card in cards}
    yield from _articles(site, vocabulary, rendered, [ids for _, ids in shared])
    pages = {
        "index.html": home_page(site, vocabulary, cards),
        "search/index.html": search_page(site),
        "health/index.html": health_page(
            site, vocabulary, cards, [Shared(lines, tuple(by_id[kb_id] for kb_id in ids)) for lines, ids in shared]
        ),
        FINDINGS_PATH: findings_page(site, RULES),
        "404.html": not_found_page(site),
    }
    for path, page in pages.items():
        yield _page(path, page)
    for path, page in all_lists(site, vocabulary, cards):
        yield _page(path, page)
    assets = templates_path() / "assets"
    for asset in sorted(assets.rglob("*")):
        if asset.is_file():
            name = asset.relative_to(assets).as_posix()
            texts = load_catalog(config.language).script() if name == "words.js" else b""
            yield OutputFile(f"assets/{name}", texts + asset.read_bytes())
    for name, script in browser_bundles().items():
        yield OutputFile(f"assets/search/{name}", script)
    for name, data in client_files().items():
        yield OutputFile(f"clients/{name}", data)
    index = build_index(read_signatures(feed.signatures), read_contexts(feed.articles), load_rules())
    about = About(config.title, config.description, config.language, config.base_url)
    yield from feed_files(about, vocabulary, rendered, feed, index, today)
    index_input = BrowserIndexInput(
        index,
        text_search_of([article.index_entry for article in rendered], vocabulary.synonyms()),
        {article.kb_id: article.to_json() for article in feed.articles},
    )
    for path, text in make_shards(index_input):
        yield OutputFile(path, text.encode())


def _articles(
    site: Site, vocabulary: Vocabulary, rendered: Sequence[Rendered], groups: Sequence[tuple[str, ...]]
) -> Iterator[OutputFile]:
    by_id = {article.card.kb_id: article.card for article in rendered}
    taken = {kb_id.casefold() for kb_id in by_id}
    referring: dict[str, list[Card]] = defaultdict(list)
    for article in rendered:
        for other in dict.fromkeys(article.front.related_kb):
            if other != article.card.kb_id:
                referring[other].append(article.card)
    same: dict[str, dict[str, Card]] = defaultdict(dict)
    for group in groups:
        for kb_id in group:
            same[kb_id] |= {other: by_id[other] for other in group if other != kb_id}
    for one in rendered:
        kb_id = one.card.kb_id
        related = [by_id[other] for other in dict.fromkeys(one.front.related_kb) if other in by_id and other != kb_id]
        named = {card.kb_id for card in related}
        page = article_page(
            site,
            vocabulary,
            one.card,
            one.body,
            related=related,
            referring=[card for card in referring[kb_id] if card.kb_id not in named][:MAX_REFERRING],
            same_error=list(same[kb_id].values())[:MAX_SAME_ERROR],
            status=one.front.status,
            superseded_by=by_id.get(one.front.superseded_by),
            markdown=one.markdown.decode(),
        )
        yield _page(article_path(kb_id), page)
        yield OutputFile(f"kb/{kb_id}.json", known_ids_only(one.page_json, one.front, by_id))
        yield OutputFile(f"kb/{kb_id}.md", one.markdown)
        for alias in one.front.aliases:
            if alias.casefold() not in taken:
                taken.add(alias.casefold())
                for path, text in redirect_page(site, alias, kb_id).items():
                    yield _page(path, text)


def _page(path: str, text: str) -> OutputFile:
    return OutputFile(path, text.encode("utf-8", "replace"))


def _shared(signatures: Sequence[Signature]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Signatures that several articles state: their lines as first written, and the articles' ids."""
    written: dict[str, tuple[str, ...]] = {}
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    for signature in signatures:
        written.setdefault(signature.shape, tuple(template.source for template in signature.templates))
        owners[signature.shape][signature.kb_id] = None
    return [(written[shape], tuple(ids)) for shape, ids in sorted(owners.items()) if len(ids) > 1]
