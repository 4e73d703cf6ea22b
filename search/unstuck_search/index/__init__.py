"""Signatures, titles and bodies as an index, in memory, as a file and as browser shards."""
