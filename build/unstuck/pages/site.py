"""What pages need to know of a site and of its articles, besides the articles' own HTML."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlsplit

from unstuck.article import fields
from unstuck.article.model import Article

# The worst first.
CRITICALITIES = tuple(reversed(fields.CRITICALITIES))


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that pages point to; `path` is below the site's root.

    `title` is a key of the catalogue, `about` the part of that text which is the author's.
    """

    path: str
    type: str
    title: str
    about: str = ""


FEEDS = (
    Feed("feed.json", "application/feed+json", "feed.new"),
    Feed("atom.xml", "application/atom+xml", "feed.new-atom"),
    Feed("llms.txt", "text/plain", "feed.models"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """One site. `base_url` is its public address, empty where it has none; `generated` is the build's date.

    `scripts` are paths of page scripts below the site's root, in the order they load. `ask_url` is
    where readers ask for an article that is missing. `twins` says whether articles are also published as JSON and as
    Markdown.
    """

    title: str
    description: str = ""
    language: str = "en"
    base_url: str = ""
    generated: datetime.date | None = None
    feeds: tuple[Feed, ...] = FEEDS
    scripts: tuple[str, ...] = ()
    ask_url: str = ""
    twins: bool = True

    @property
    def root(self) -> str:
        """The path that the site has on its server, with a slash at its end."""
        return urlsplit(self.base_url).path.rstrip("/") + "/"

    def address(self, path: str) -> str:
        """The public address of one of its pages; empty where the site has none."""
        return f"{self.base_url.rstrip('/')}/{path.removesuffix('index.html')}" if self.base_url else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One article as lists show it.

    `errors` are the lines of all its signatures; `evidence` means that a real paste is tested to find it,
    `samples` that a signature of it has lines of real output.
    """

    kb_id: str
    title: str
    tldr: str = ""
    category: str = ""
    platforms: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    complexity: int | None = None
    criticality: str = ""
    fix_time: str = ""
    created: datetime.date | None = None
    updated: datetime.date | None = None
    review_by: datetime.date | None = None
    errors: tuple[tuple[str, ...], ...] = ()
    evidence: bool = False
    samples: bool = False

    @property
    def changed(self) -> datetime.date | None:
        """When it was last written."""
        return self.updated or self.created

    def words(self, facet: str) -> tuple[str, ...]:
        """Its words of one facet (`categories`, `platforms`, `technologies`, `tags`)."""
        if facet == "categories":
            return (self.category,) if self.category else ()
        found: tuple[str, ...] = getattr(self, facet)
        return found


def make_card(article: Article, *, evidence: bool = False) -> Card:
    """The card of an article."""
    front = article.front
    return Card(
        kb_id=article.kb_id,
        title=article.title,
        tldr=article.tldr.text if article.tldr else "",
        category=front.category,
        platforms=front.platform,
        technologies=front.technologies,
        tags=front.tags,
        complexity=front.complexity,
        criticality=front.criticality,
        fix_time=article.fix_time.text if article.fix_time else "",
        created=front.created,
        updated=front.updated,
        review_by=front.review_by,
        errors=tuple(spec.lines for spec in article.errors),
        evidence=evidence,
        samples=any(spec.samples for spec in article.errors),
    )
