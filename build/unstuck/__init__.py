"""Unstuck's pipeline: Markdown articles in; a static site, feeds and findings out."""

__version__ = "0.1.0"
