"""Feeds for programs: each function takes values and returns the bytes of a file."""
