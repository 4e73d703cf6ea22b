"""Pasted text to an answer."""
