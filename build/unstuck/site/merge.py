"""The merge: articles to all units of a site. What needs several articles at once happens here."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from unstuck.addresses import FINDINGS_PATH, article_path
from unstuck.article.vocabulary import Vocabulary
from unstuck.checks import RULES
from unstuck.client.make import client_files
from unstuck.config import Config
from unstuck.feeds.about import About
from unstuck.feeds.article_json import known_ids_only
from unstuck.output import OutputFile
from unstuck.packing import digest
from unstuck.pages.article import article_page, redirect_page
from unstuck.pages.catalog import load_catalog
from unstuck.pages.findings import findings_page
from unstuck.pages.health import Shared, health_page
from unstuck.pages.overview import home_page, not_found_page, search_page
from unstuck.pages.site import Card, Site
from unstuck.resources import templates_path
from unstuck.site.article import SiteArticle, shown_keys
from unstuck.site.feed_files import feed_units
from unstuck.site.index_files import index_units
from unstuck.site.listings import list_units
from unstuck.site.unit import Closing, Unit
from unstuck_search.browser.scripts import browser_bundles

# In the order in which they need each other.
SCRIPTS = (
    *(f"assets/search/{name}" for name in browser_bundles()),
    "assets/search/index.js",
    *(f"assets/{name}.js" for name in ("words", "command", "fill", "copy", "answer", "search", "paste")),
)
MAX_SAME_ERROR = 8
MAX_REFERRING = 12


def site_units(
    config: Config,
    articles: Sequence[SiteArticle],
    index: Path,
    vocabulary: Vocabulary,
    today: datetime.date,
    salt: bytes,
) -> Iterator[Unit | Closing]:
    """All units of a site; `articles` are sorted by id, each id once, `index` is the index file that holds them. `salt`
    stands for our own code and for what is the same for every article."""
    site = Site(
        config.title,
        config.description,
        config.language,
        config.base_url,
        today,
        scripts=SCRIPTS,
        ask_url=config.ask_url,
        twins=config.twins,
    )
    salt = digest(
        salt, config.title, config.description, config.language, config.base_url, config.ask_url, config.twins
    )
    cards = [article.card for article in articles]
    by_id = {card.kb_id: card for card in cards}
    shared = _shared(articles)
    card_keys = {card.kb_id: digest(card) for card in cards}
    yield from _pages(site, vocabulary, articles, [ids for _, ids in shared], card_keys, salt)
    yield from list_units(site, vocabulary, articles, card_keys, salt)
    every = digest(salt, list(card_keys.values()))
    stated = [Shared(lines, tuple(by_id[kb_id] for kb_id in ids)) for lines, ids in shared]
    yield Unit("home", every, lambda: [_page("index.html", home_page(site, vocabulary, cards))])
    yield Unit(
        "health",
        digest(every, today, shared),
        lambda: [_page("health/index.html", health_page(site, vocabulary, cards, stated))],
    )
    yield Unit("fixed", digest(salt), partial(_fixed, site))
    about = About(config.title, config.description, config.language, config.base_url, config.twins)
    shown = shown_keys({article.kb_id: article for article in articles})
    yield from feed_units(about, vocabulary, articles, shown, today, salt)
    yield from index_units(about, index, articles, shown, salt)


def _fixed(site: Site) -> Iterator[OutputFile]:
    """What does not depend on any article."""
    yield _page("search/index.html", search_page(site))
    yield _page(FINDINGS_PATH, findings_page(site, RULES))
    yield _page("404.html", not_found_page(site))
    assets = templates_path() / "assets"
    for asset in sorted(assets.rglob("*")):
        if asset.is_file():
            name = asset.relative_to(assets).as_posix()
            texts = load_catalog(site.language).script() if name == "words.js" else b""
            yield OutputFile(f"assets/{name}", texts + asset.read_bytes())
    for name, script in browser_bundles().items():
        yield OutputFile(f"assets/search/{name}", script)
    for name, data in client_files().items():
        yield OutputFile(f"clients/{name}", data)


def _pages(
    site: Site,
    vocabulary: Vocabulary,
    articles: Sequence[SiteArticle],
    groups: Iterable[tuple[str, ...]],
    card_keys: Mapping[str, bytes],
    salt: bytes,
) -> Iterator[Unit]:
    """The files of each article: its page, its twins, and the pages of its former ids."""
    by_id = {article.card.kb_id: article.card for article in articles}
    taken = {kb_id.casefold() for kb_id in by_id}
    referring: dict[str, list[Card]] = defaultdict(list)
    for article in articles:
        for other in dict.fromkeys(article.part.related_kb):
            if other != article.card.kb_id:
                referring[other].append(article.card)
    same: dict[str, dict[str, Card]] = defaultdict(dict)
    for group in groups:
        for kb_id in group:
            for other in group:
                if len(same[kb_id]) >= MAX_SAME_ERROR:
                    break
                if other != kb_id:
                    same[kb_id][other] = by_id[other]
    for article in articles:
        part, kb_id = article.part, article.card.kb_id
        related = [by_id[other] for other in dict.fromkeys(part.related_kb) if other in by_id and other != kb_id]
        named = {card.kb_id for card in related}
        neighbours = _Neighbours(
            related,
            [card for card in referring[kb_id] if card.kb_id not in named][:MAX_REFERRING],
            list(same[kb_id].values()),
            by_id.get(part.superseded_by),
            frozenset(one for one in (*part.related_kb, part.superseded_by) if one in by_id),
        )
        aliases = [alias for alias in part.aliases if alias.casefold() not in taken]
        taken |= {alias.casefold() for alias in aliases}
        yield Unit(
            f"kb/{kb_id}",
            digest(salt, article.key, neighbours.keys(card_keys), sorted(neighbours.known), aliases),
            partial(_article_files, site, vocabulary, article, neighbours, list(dict.fromkeys(aliases))),
        )


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The articles that a page names; `known` are the ids it refers to that are published."""

    related: Sequence[Card]
    referring: Sequence[Card]
    same_error: Sequence[Card]
    superseded_by: Card | None
    known: frozenset[str]

    def keys(self, card_keys: Mapping[str, bytes]) -> list[list[bytes]]:
        groups = (self.related, self.referring, self.same_error, [self.superseded_by] if self.superseded_by else [])
        return [[card_keys[card.kb_id] for card in group] for group in groups]


def _article_files(
    site: Site, vocabulary: Vocabulary, article: SiteArticle, neighbours: _Neighbours, aliases: Sequence[str]
) -> Iterator[OutputFile]:
    part, kb_id, own = article.part, article.card.kb_id, article.page()
    page = article_page(
        site,
        vocabulary,
        article.card,
        own.body,
        related=neighbours.related,
        referring=neighbours.referring,
        same_error=neighbours.same_error,
        status=part.status,
        superseded_by=neighbours.superseded_by,
        markdown=own.markdown.decode(),
    )
    yield _page(article_path(kb_id), page)
    if site.twins:
        twin = known_ids_only(own.json, part.related_kb, part.superseded_by, neighbours.known)
        yield OutputFile(f"kb/{kb_id}.json", twin)
        yield OutputFile(f"kb/{kb_id}.md", own.markdown)
    for alias in aliases:
        for path, text in redirect_page(site, alias, kb_id).items():
            yield _page(path, text)


def _page(path: str, text: str) -> OutputFile:
    return OutputFile(path, text.encode("utf-8", "replace"))


def _shared(articles: Sequence[SiteArticle]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Signatures that several articles state: their lines as first written, and the articles' ids."""
    written: dict[str, tuple[str, ...]] = {}
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    for article in articles:
        for shape, lines in article.part.shapes:
            written.setdefault(shape, lines)
            owners[shape][article.card.kb_id] = None
    return [(written[shape], tuple(ids)) for shape, ids in sorted(owners.items()) if len(ids) > 1]
