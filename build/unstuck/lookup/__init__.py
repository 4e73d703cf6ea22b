"""What answers questions from a knowledge base: its indexes, kept up to date in the cache folder."""
