"""What the merge needs to know of one article: small, without its text."""

from __future__ import annotations

from dataclasses import dataclass

from unstuck.article.model import Article, ErrorSpec, FrontMatter
from unstuck.finding import Rule


@dataclass(frozen=True, slots=True)
class Allow:
    """An author's `<!-- unstuck: allow NAME … -->`: findings of that name (or code) in this file are meant."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a link or picture, and its place."""

    href: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Summary:
    """One article as the others see it.

    `anchors` are the headings its page offers to links, `allows` the names of findings that its author means.
    """

    path: str
    kb_id: str
    title: str
    front: FrontMatter
    errors: tuple[ErrorSpec, ...]
    anchors: frozenset[str]
    links: tuple[Address, ...]
    allows: tuple[str, ...] = ()
    has_evidence: bool = False

    def means(self, rule: Rule) -> bool:
        """Whether its author allowed findings of this rule."""
        return rule.name in self.allows or rule.code.casefold() in self.allows


def summarise(article: Article, *, allows: tuple[str, ...] = (), has_evidence: bool = False) -> Summary:
    """The summary of an article."""
    return Summary(
        article.path,
        article.kb_id,
        article.title,
        article.front,
        article.errors,
        frozenset(section.slug for section in article.walk() if section.slug),
        tuple(Address(link.href, link.line, link.column) for link in article.links),
        allows,
        has_evidence,
    )
