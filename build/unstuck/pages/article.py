"""The whole page of an article: its body between what depends on the site and on other articles."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from unstuck.addresses import article_path, facet_path
from unstuck.article.kb_id import KB_ID
from unstuck.article.vocabulary import Vocabulary
from unstuck.pages.catalog import load_catalog
from unstuck.pages.environment import render_page
from unstuck.pages.jsonld import article_data
from unstuck.pages.site import Card, Feed, Site

_LISTED = 12
SCRIPTS = (
    "assets/search/commands.js",
    "assets/words.js",
    "assets/command.js",
    "assets/fill.js",
    "assets/copy.js",
    "assets/article.js",
)


def article_page(
    site: Site,
    vocabulary: Vocabulary,
    card: Card,
    body: str,
    *,
    related: Sequence[Card] = (),
    referring: Sequence[Card] = (),
    same_error: Sequence[Card] = (),
    status: str = "published",
    superseded_by: Card | None = None,
    markdown: str = "",
) -> str:
    """The page at `article_path(card.kb_id)`.

    `body` is `render_body`'s; `related` are the articles it names, `referring` those that name it, `same_error` those
    that share a signature. Each is listed once: as same error before related before referring. `markdown` is the
    article's text, which the page keeps at hand for whoever asks a chatbot.
    """
    path = article_path(card.kb_id)
    same = {one.kb_id for one in same_error}
    named = {place.kb_id for place in related} | same
    crumbs = [(load_catalog(site.language).text("facet.categories"), "categories/index.html")]
    if card.category:
        crumbs.append((vocabulary.title("categories", card.category), facet_path("categories", card.category)))
    return render_page(
        "article.html",
        site,
        path,
        title=card.title,
        description=card.tldr,
        kind="article",
        card=card,
        crumbs=crumbs,
        body=Markup(body),  # noqa: S704  (made by render_body)
        data=article_data(site, card, vocabulary, path),
        alternates=(
            Feed(f"kb/{card.kb_id}.md", "text/markdown", "twin.markdown"),
            Feed(f"kb/{card.kb_id}.json", "application/json", "twin.json"),
        )
        if site.twins
        else (),
        related=[place for place in related if place.kb_id not in same][:_LISTED],
        referring=[one for one in referring if one.kb_id not in named][:_LISTED],
        same_error=same_error[:_LISTED],
        status=status,
        superseded_by=superseded_by,
        article_path=article_path,
        markdown=markdown,
        scripts=SCRIPTS,
    )


def redirect_page(site: Site, alias: str, kb_id: str) -> dict[str, str]:
    """The page of a former id, which leads to the present one. Path to HTML.

    Raises:
        ValueError: one of the ids is not of the allowed form.
    """
    path = article_path(alias)
    if not KB_ID.match(kb_id):
        raise ValueError(f"{kb_id!r} is not a kb_id")
    target = f"../{kb_id}/index.html"
    title = load_catalog(site.language).text("moved.short", kb_id=kb_id)
    return {path: render_page("redirect.html", site, path, title=title, target=target, kb_id=kb_id)}
