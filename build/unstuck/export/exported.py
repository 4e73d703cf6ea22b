"""What every export is made of: the signatures of a feed with their articles, and those that a format cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from unstuck.feeds.about import About
from unstuck.feeds.errors_feed import ErrorsFeed, FeedArticle
from unstuck.feeds.errors_json import read_signatures
from unstuck_search.signatures.signature import Signature


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's text, and the ids of the signatures that the format cannot hold."""

    text: str
    left_out: tuple[str, ...] = ()


def authored(feed: ErrorsFeed) -> Iterator[tuple[Signature, FeedArticle, str]]:
    """The signatures that authors wrote, each with its article and its address. Inferred ones are guesses, which a
    tool without our scorer would take for proof."""
    about = About(feed.title, base_url=feed.base_url)
    articles = {article.kb_id: article for article in feed.articles}
    for signature in read_signatures(feed.signatures):
        if not signature.inferred:
            article = articles[signature.kb_id]
            yield signature, article, about.address(article.url)
