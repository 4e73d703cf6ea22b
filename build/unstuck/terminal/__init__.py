"""Answers and articles as terminal text."""
