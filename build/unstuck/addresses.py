"""Addresses between pages, and what becomes of the links that authors write."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from unstuck.article.kb_id import KB_ID
from unstuck.article.slug import slugify

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
# What browsers drop from an address before they look for its scheme.
_DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
FINDINGS_PATH = "findings/index.html"

_ARTICLE = re.compile(r"(?:[^?#:]*/)?([^/?#:]+)\.md\Z")


@dataclass(frozen=True, slots=True)
class Target:
    """A link that may be shown. `external` ones leave the site."""

    href: str
    external: bool


def href(from_path: str, to_path: str) -> str:
    """The relative address of one page of the site as seen from another; both are paths below the site's root.

    Neither holds `.` or `..`: `posixpath.relpath` gives the same, at ten times the cost.
    """
    folders = from_path.split("/")[:-1]
    parts = to_path.split("/")
    shared = 0
    for folder, part in zip(folders, parts[:-1], strict=False):
        if folder != part:
            break
        shared += 1
    return "/".join([".."] * (len(folders) - shared) + parts[shared:])


def article_path(kb_id: str) -> str:
    """Where an article's page lies.

    Raises:
        ValueError: the id is not of the allowed form, so it may not become an address.
    """
    if not KB_ID.match(kb_id):
        raise ValueError(f"{kb_id!r} is not a kb_id")
    return f"kb/{kb_id}/index.html"


def facet_path(facet: str, word: str, page: int = 1) -> str:
    """Where the articles with one word are listed."""
    return f"{facet}/{word_slug(word)}/{page_name(page)}"


def tag_feed_path(tag: str) -> str:
    """The path of a tag's Atom feed, next to its page."""
    return f"tags/{word_slug(tag)}/atom.xml"


def finding_address(code: str) -> str:
    """Where the site explains a finding, below its root."""
    return f"{FINDINGS_PATH}#{code.lower()}"


def page_name(page: int) -> str:
    """The file name of one page of a long list."""
    return "index.html" if page == 1 else f"index-{page}.html"


def word_slug(word: str) -> str:
    """A folder name for a word; two words never share one (`c`, `c++` and `C#` differ)."""
    slug = slugify(word)
    if slug == word and word.isascii():
        return slug
    digest = hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{re.sub(r'[^a-z0-9-]+', '', slug).strip('-') or 'word'}-{digest}"


def author_link(address: str) -> Target | None:
    """What an author's link becomes on a page at `/kb/<id>/`; None where it may not be a link.

    Only http, https, mailto, relative addresses and fragments are let through; links to articles' files
    (`X_001.md`, `../folder/X_001.md#part`, `kb:X_001`) lead to their pages.
    """
    bare = _DROPPED.sub("", address)
    if not bare:
        return None
    scheme = _SCHEME.match(bare)
    if scheme:
        name = scheme[1].lower()
        if name == "kb":
            kb_id, _, part = bare[scheme.end() :].partition("#")
            return Target(_article(kb_id, part), False) if KB_ID.match(kb_id) else None
        return Target(address, name != "mailto") if name in ("http", "https", "mailto") else None
    if bare.startswith(("//", "\\", "/\\")):
        return Target("https:" + bare.replace("\\", "/"), True) if bare.startswith("//") else None
    if bare.startswith("#"):
        return Target(_fragment(bare[1:]), False)
    path, _, part = bare.partition("#")
    if ":" in re.split(r"[/?]", path, maxsplit=1)[0]:
        return None  # no scheme yet, but meant to be read as one
    found = _ARTICLE.match(path)
    if found and KB_ID.match(found[1]):
        return Target(_article(found[1], part), False)
    return Target(address, False)


def _article(kb_id: str, part: str) -> str:
    return f"../{kb_id}/index.html{_fragment(part) if part else ''}"


def _fragment(part: str) -> str:
    return f"#{part}" if not part or part.startswith("h-") else f"#h-{part}"
