"""Answers over the Model Context Protocol."""
