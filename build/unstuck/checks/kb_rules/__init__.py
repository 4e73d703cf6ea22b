"""Checks of the whole knowledge base, one per file: what is wrong between articles."""
