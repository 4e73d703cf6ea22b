"""Full-text search: the `Engine` protocol and its Whoosh implementation."""
