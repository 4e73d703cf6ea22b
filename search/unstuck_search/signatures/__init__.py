"""Error signatures: typed templates and where they occur in a line."""
