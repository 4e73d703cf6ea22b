"""What every export is made of: the signatures of a feed with their articles, and those that a format cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from unstuck.feeds.about import About
from unstuck.feeds.errors_json import read_signatures
from unstuck_search.signatures.signature import Signature

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's text, and the ids of the signatures that the format cannot hold."""

    text: str
    left_out: tuple[str, ...] = ()


def authored(feed: JSON) -> Iterator[tuple[Signature, JSON, str]]:
    """The signatures that authors wrote, each with its article's entry and address. Inferred ones are guesses, which a
    tool without our scorer would take for proof."""
    about = About(feed["title"], base_url=feed["base_url"])
    entries = {one["kb_id"]: one for one in feed["articles"]}
    for signature in read_signatures(feed):
        if not signature.inferred:
            entry = entries[signature.kb_id]
            yield signature, entry, about.address(entry["url"])
