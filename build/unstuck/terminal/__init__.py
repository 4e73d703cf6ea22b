"""MatchIndex and articles as terminal text."""
