"""One article: bytes to a typed, frozen `Article` with places."""
