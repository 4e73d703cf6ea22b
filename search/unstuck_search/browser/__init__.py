"""The matcher and the full-text search as plain scripts for a page."""
