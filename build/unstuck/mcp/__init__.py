"""MatchIndex over the Model Context Protocol."""
