"""Commands of articles: where a placeholder occurs in them, and which values may be written in its place."""
