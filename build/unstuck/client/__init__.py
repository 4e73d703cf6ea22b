"""The one-file clients for other programs, and how they are bundled from our own modules."""
