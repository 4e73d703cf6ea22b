"""Signatures, matcher and full text. Knows nothing of articles, pages or files of a knowledge base."""
