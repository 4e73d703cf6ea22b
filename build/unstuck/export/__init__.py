"""Signatures in the formats of other tools: one file each, from the errors feed to text."""

from __future__ import annotations

import importlib

from unstuck.export.exported import Exported
from unstuck.feeds.errors_feed import ErrorsFeed

# Name and what it is. Each is a module with one function, `export(feed) -> Exported`.
FORMATS = {
    "cre": "rules of common reliability enumerations, for preq",
    "problem-matcher": "problem matchers of GitHub Actions",
    "known-issues": "known issues of .NET build analysis",
    "percolator": "percolator queries for OpenSearch, as a bulk request",
}


def export(feed: ErrorsFeed, to: str) -> Exported:
    """The errors feed in one of `FORMATS`."""
    module = importlib.import_module(f"unstuck.export.{to.replace('-', '_')}")
    made: Exported = module.export(feed)
    return made
